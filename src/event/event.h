// Events: who did what to whom, in what status, as which move of a negotiation (annotation.md 3, PLOVER).
#pragma once

#include <vector>

#include "event/acceptance.h"
#include "event/casting.h"
#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/calendar.h"
#include "lexicon/events.h"
#include "token/types.h"

namespace isnad::event {

/// A trigger that was weighed, for training and explanation.
struct Candidate {
  ByteSpan trigger;
  EventType type = EventType::CONSULT;
  Features features;
  bool is_accepted = false;
};

/// Reads: tokens, sentences, phrases, mentions, actors, times, sources, attributions. Writes: events.
void find_events(Analysis& analysis, const token::TypeTable& types, const lexicon::Events& events, const lexicon::Actors& actors,
                 const lexicon::TimeWords& numbers, std::vector<Candidate>* candidates = nullptr,
                 std::vector<WeighedName>* names = nullptr);

}  // namespace isnad::event
