#include "isnad/engine.h"

#include "actor/actor.h"
#include "attribution/attribution.h"
#include "event/event.h"
#include "lexicon/actors.h"
#include "lexicon/calendar.h"
#include "lexicon/cues.h"
#include "lexicon/events.h"
#include "lexicon/files.h"
#include "lexicon/image.h"
#include "lexicon/morph.h"
#include "lexicon/offices.h"
#include "lexicon/phrases.h"
#include "morph/morph.h"
#include "quote/quote.h"
#include "time/times.h"
#include "token/match.h"
#include "token/tokenizer.h"
#include "token/types.h"

namespace isnad {

// What all workers read.
struct Engine::Knowledge {
  Knowledge(std::shared_ptr<const lexicon::Image> i, ingest::Knowledge r)
      : image(std::move(i)), reading(std::move(r)), phrases(*image), morph(*image), actors(*image), cues(*image), offices(*image), events(*image), time_words(*image) {}

  std::shared_ptr<const lexicon::Image> image;
  ingest::Knowledge reading;
  lexicon::Phrases phrases;
  lexicon::MorphLexicon morph;
  lexicon::Actors actors;
  lexicon::Cues cues;
  lexicon::Offices offices;
  lexicon::Events events;
  lexicon::TimeWords time_words;
};

struct Engine::Worker::State {
  explicit State(std::shared_ptr<const Knowledge> k)
      : knowledge(std::move(k)), types(knowledge->phrases), morph(knowledge->morph, types), times(knowledge->time_words) {}

  std::shared_ptr<const Knowledge> knowledge;
  token::TypeTable types;
  morph::Morph morph;
  time::TimeFinder times;
  Analysis analysis;
};

Result<Engine> Engine::open(const std::string& path) {
  auto image = lexicon::Image::open(path);
  if (!image) return image.error();
  auto reading = lexicon::reading_knowledge(**image);
  if (!reading) return reading.error();
  return Engine(std::make_shared<const Knowledge>(*image, std::move(*reading)));
}

Engine::Worker::Worker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::Worker::~Worker() = default;
Engine::Worker::Worker(Worker&&) noexcept = default;
Engine::Worker& Engine::Worker::operator=(Worker&&) noexcept = default;

Engine::Worker Engine::worker() const { return Worker(std::make_unique<Worker::State>(knowledge_)); }

const std::string& Engine::lexicon_hash() const { return knowledge_->image->hash(); }

const ingest::Knowledge& Engine::reading() const { return knowledge_->reading; }

const Analysis& Engine::Worker::analyse(const Document& document) {
  const Knowledge& k = *state_->knowledge;
  Analysis& a = state_->analysis;
  state_->types.trim();
  a.reset(document);
  token::tokenize(a, state_->types);
  if (document.language != "ar") return a;
  token::match_phrases(a, state_->types, k.phrases);
  state_->morph.analyse(a);
  actor::find_actors(a, state_->types, k.actors);
  state_->times.find(a, state_->types);
  quote::find_quotations(a);
  attribution::attribute(a, state_->types, k.cues, k.actors, k.offices);
  event::find_events(a, state_->types, k.events, k.actors);
  return a;
}

}  // namespace isnad
