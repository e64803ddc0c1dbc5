// The stages of the analysis in their order, and what they read.
//
// `Knowledge` holds the views on the lexicon image; it is immutable and shared by all workers. A `Pipeline` belongs to one
// thread: it keeps what is known of word types. Each stage reads the layers of the stages before it and adds its own
// (docs of include/isnad/analysis.h). The engine runs the list; the benchmark times its entries one by one.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "event/reading.h"
#include "isnad/analysis.h"
#include "isnad/engine.h"
#include "lexicon/actors.h"
#include "lexicon/calendar.h"
#include "lexicon/confidence.h"
#include "lexicon/cues.h"
#include "lexicon/events.h"
#include "lexicon/image.h"
#include "lexicon/morph.h"
#include "lexicon/ner.h"
#include "lexicon/offices.h"
#include "lexicon/phrases.h"
#include "morph/morph.h"
#include "ner/tagger.h"
#include "time/times.h"
#include "token/types.h"

namespace isnad::engine {

struct Knowledge {
  explicit Knowledge(std::shared_ptr<const lexicon::Image> i);

  std::shared_ptr<const lexicon::Image> image;
  lexicon::Phrases phrases;
  lexicon::MorphLexicon morph;
  lexicon::NerModel ner;
  lexicon::Actors actors;
  lexicon::Cues cues;
  lexicon::Offices offices;
  lexicon::Events events;
  lexicon::TimeWords time_words;
  lexicon::Confidence confidence;
};

class Pipeline {
 public:
  struct Stage {
    const char* name;
    std::function<void(Analysis&)> run;
  };

  /// `knowledge` outlives the pipeline.
  explicit Pipeline(const Knowledge& knowledge, NameTags name_tags = NameTags::left_out);
  Pipeline(const Pipeline&) = delete;
  Pipeline& operator=(const Pipeline&) = delete;

  /// All stages over an analysis that was reset to its document. A text that is not Arabic gets tokens and sentences only.
  void run(Analysis& analysis);

  [[nodiscard]] const std::vector<Stage>& stages() const { return stages_; }
  /// The word types seen so far.
  [[nodiscard]] const token::TypeTable& types() const { return types_; }

 private:
  token::TypeTable types_;
  morph::Morph morph_;
  ner::Tagger tagger_;
  time::TimeFinder times_;
  event::Reading events_;
  std::vector<Stage> stages_;
};

}  // namespace isnad::engine
