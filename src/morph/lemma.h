// Lemmas: the citation form of a stem, without vowels and in light spelling.
#pragma once

#include <string>
#include <string_view>

#include "lexicon/morph.h"
#include "morph/candidates.h"

namespace isnad::morph {

/// Lemma of `candidate`: past third person masculine singular of a verb, masculine singular of an adjective, singular
/// without article of a noun. What the lexicon does not tell is made by the rules of the sound plurals and dual.
std::string lemma_of(const WordView& view, const Candidate& candidate, const lexicon::MorphLexicon& lexicon);

}  // namespace isnad::morph
