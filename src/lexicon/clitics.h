// Ways to part a word into proclitics, stem and pronoun ending.
//
// The lexicon image is made and the words of a document are read with the same splits. A split is a proposal by letters
// alone; src/morph decides among them. Words are in light form, as code points.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::lexicon {

/// Longest word that is split, in letters; longer ones are kept whole.
inline constexpr std::size_t kMaxSplitLetters = 24;

struct Split {
  std::uint8_t proclitics = 0;         ///< bits of Proclitic
  std::uint8_t proclitic_letters = 0;  ///< letters they take at the start
  std::uint8_t enclitic_letters = 0;   ///< letters a pronoun takes at the end
};

/// All splits of `word`: the whole first, then by letters taken off. The article is not split off.
void append_splits(std::u32string_view word, std::vector<Split>& out);

/// The stems that `word` may have under `split`, as they are written when nothing is attached: the letters left over, then
/// with ta marbuta, alef maqsura, hamza or silent alef restored before a pronoun, and with the article that lam shortens.
void append_stems(std::u32string_view word, const Split& split, std::vector<std::u32string>& out);

}  // namespace isnad::lexicon
