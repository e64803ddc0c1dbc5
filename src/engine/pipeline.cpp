#include "engine/pipeline.h"

#include "actor/actor.h"
#include "attribution/attribution.h"
#include "confidence/confidence.h"
#include "event/event.h"
#include "quote/quote.h"
#include "token/match.h"
#include "token/tokenizer.h"

namespace isnad::engine {

Knowledge::Knowledge(std::shared_ptr<const lexicon::Image> i)
    : image(std::move(i)),
      phrases(*image),
      morph(*image),
      ner(*image),
      actors(*image),
      cues(*image),
      offices(*image),
      events(*image),
      time_words(*image),
      confidence(*image) {}

Pipeline::Pipeline(const Knowledge& k, NameTags name_tags)
    : types_(k.phrases),
      morph_(k.morph, types_),
      tagger_(k.ner, k.morph, k.actors, types_),
      times_(k.time_words),
      stages_{
          {"tokenize", [this](Analysis& a) { token::tokenize(a, types_); }},
          {"match", [this, &k](Analysis& a) { token::match_phrases(a, types_, k.phrases); }},
          {"morph", [this](Analysis& a) { morph_.analyse(a); }},
          {"name", [this](Analysis& a) { tagger_.tag_undecided(a); }},
          {"actor", [this, &k](Analysis& a) { actor::find_actors(a, types_, k.actors, k.events); }},
          {"time", [this](Analysis& a) { times_.find(a, types_); }},
          {"quote", [](Analysis& a) { quote::find_quotations(a); }},
          {"attribution", [this, &k](Analysis& a) { attribution::attribute(a, types_, k.cues, k.actors, k.offices); }},
          {"event", [this, &k](Analysis& a) { event::find_events(a, types_, k.events, k.actors, k.time_words, events_); }},
          {"confidence", [&k](Analysis& a) { confidence::rate(a, k.confidence); }},
      } {
  if (name_tags == NameTags::given) stages_.push_back({"ner", [this](Analysis& a) { tagger_.tag(a); }});
}

void Pipeline::run(Analysis& analysis) {
  types_.trim();
  for (const Stage& stage : stages_) {
    stage.run(analysis);
    if (analysis.document->language != "ar") return;
  }
}

}  // namespace isnad::engine
