// Attribution: who says what, through whom (annotation.md 2).
#pragma once

#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/cues.h"
#include "lexicon/offices.h"
#include "token/types.h"

namespace isnad::attribution {

/// Reads: tokens, sentences, phrases, quotations, mentions, actors. Writes: sources, attributions.
void attribute(Analysis& analysis, const token::TypeTable& types, const lexicon::Cues& cues, const lexicon::Actors& actors,
               const lexicon::Offices& offices);

}  // namespace isnad::attribution
