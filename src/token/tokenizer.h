// Tokens, sentences and paragraphs of the clean text.
//
// A word is a run of Arabic letters and marks, of Latin letters and digits, or of digits with the separators of a number.
// Words broken up with tatweel and a dot to slip past moderation stay whole. Underscores and # part the words of a
// hashtag. Sentences end at . ! ? and the Arabic question mark before white space, and at line ends.
#pragma once

#include "isnad/analysis.h"
#include "token/types.h"

namespace isnad::token {

/// Fills `tokens` (span, type, kind, space_before) and `sentences` of `analysis` from its document.
/// Reads: document. Writes: tokens, sentences.
void tokenize(Analysis& analysis, TypeTable& types);

}  // namespace isnad::token
