// The analyses that a word type may have: splits into clitics and stem, each with a part of speech.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/clitics.h"
#include "lexicon/morph.h"

namespace isnad::morph {

/// One way to read a word type.
struct Candidate {
  lexicon::Split split;
  Pos pos = Pos::X;
  const lexicon::MorphWord* word = nullptr;  ///< the stem in the lexicon; nullptr when it is not known
  std::uint32_t stem = 0;                    ///< index into WordView::stems
};

/// What the model sees of a stem's letters, hashed once for all its candidates (model.cpp).
struct StemShape {
  std::uint64_t hash = 0;
  std::uint64_t bare_hash = 0;  ///< without the article
  std::uint64_t pattern = 0;
  std::array<std::uint64_t, 4> endings{};  ///< of one letter and more, where the bare stem is longer
  std::array<std::uint64_t, 2> beginnings{};
  std::uint8_t bare = 0;  ///< letters of the article
  bool has_article = false;
};
StemShape shape_of(std::u32string_view stem);
std::uint64_t hash_of(std::u32string_view letters);

/// A word type made ready for the model. Reused from word to word.
struct WordView {
  std::u32string letters;            ///< light form
  std::vector<std::uint32_t> begin;  ///< surface byte of each letter, and the end
  std::string light;
  const lexicon::MorphWord* whole = nullptr;
  bool has_tanwin = false;       ///< the surface bears a tanwin mark
  std::uint32_t stem_count = 0;  ///< the vectors below keep the memory of earlier words behind that
  std::vector<std::u32string> stems;
  std::vector<std::string> stem_texts;  ///< the same in UTF-8
  std::vector<StemShape> shapes;        ///< by stem
  std::uint64_t letters_hash = 0;
  std::vector<Candidate> candidates;
};

/// Fills `view` with all candidates of `surface` that letters, lexicon and grammar allow; at least one.
void find_candidates(std::string_view surface, const lexicon::MorphLexicon& lexicon, WordView& view);

}  // namespace isnad::morph
