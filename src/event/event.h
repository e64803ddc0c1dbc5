// Events: who did what to whom, in what status, as which move of a negotiation (annotation.md 3, PLOVER).
#pragma once

#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/events.h"
#include "token/types.h"

namespace isnad::event {

/// Reads: tokens, sentences, phrases, mentions, actors, times, sources, attributions. Writes: events.
void find_events(Analysis& analysis, const token::TypeTable& types, const lexicon::Events& events, const lexicon::Actors& actors);

}  // namespace isnad::event
