// Events: who did what to whom, in what status, as which move of a negotiation (annotation.md 3, PLOVER).
#pragma once

#include <string>
#include <vector>

#include "event/acceptance.h"
#include "event/casting.h"
#include "event/reading.h"
#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/calendar.h"
#include "lexicon/events.h"
#include "token/types.h"

namespace isnad::event {

/// A trigger that was weighed.
struct Candidate {
  ByteSpan trigger;
  EventType type = EventType::CONSULT;
  Features features;
  std::vector<std::string> words;
  bool is_accepted = false;
};

/// What the model of reports sees of a sentence that has a trigger of `type` (reports.h), for training.
struct WeighedSentence {
  Index sentence = 0;
  EventType type = EventType::ASSAULT;
  std::vector<std::string> features;
};

/// What was weighed, for training.
struct Weighed {
  std::vector<Candidate> triggers;
  std::vector<WeighedName> names;
  std::vector<WeighedSentence> sentences;
};

/// Reads: tokens, sentences, phrases, mentions, actors, times, sources, attributions. Writes: events. The memory of `reading`
/// is used again.
void find_events(Analysis& analysis, const token::TypeTable& types, const lexicon::Events& events, const lexicon::Actors& actors,
                 const lexicon::TimeWords& numbers, Reading& reading, Weighed* weighed = nullptr);

}  // namespace isnad::event
