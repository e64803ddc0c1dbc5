// One pass over the tokens that finds the lexicon phrases of every layer.
#pragma once

#include "isnad/analysis.h"
#include "lexicon/phrases.h"
#include "token/types.h"

namespace isnad::token {

/// Fills `analysis.phrases`: for each token, all phrases of the image that begin there, longest first; one PhraseMatch per
/// payload. Quotation marks, # _ and hyphens inside a phrase are passed over. Proclitics may stand before its first word
/// only, a pronoun after its last only.
/// Reads: tokens. Writes: phrases.
void match_phrases(Analysis& analysis, const TypeTable& types, const lexicon::Phrases& phrases);

}  // namespace isnad::token
