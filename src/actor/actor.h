// Actors: who the article names (annotation.md 1).
//
// Names of the lexicon are taken longest first; organs of states are composed from head and nisba or genitive; names that
// the document explains (aliases in parentheses, last names after full names, "the movement" after "movement X") and
// names that it only announces (a title before a name, "channel" before a name) are found by rule. What may be an actor or
// something else (countries and capitals, short forms, bare "the army") is decided from all its occurrences together.
#pragma once

#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/events.h"
#include "token/types.h"

namespace isnad::actor {

/// Reads: tokens, sentences, phrases. Writes: actors, mentions.
void find_actors(Analysis& analysis, const token::TypeTable& types, const lexicon::Actors& lexicon,
                 const lexicon::Events& events);

}  // namespace isnad::actor
