// What the words of a text are found by.
//
// Each word is known by its folded form, by its light stem and by the stem that is left when a one-letter proclitic is taken
// off; stems carry a leading `~` so that they never meet a folded form.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::store {

/// Raised when the terms of a text change: the index of a store made before is then rebuilt.
inline constexpr int kTokenizerVersion = 1;

/// Terms that a word of a document is found by, besides its folded form.
std::string stem_term(std::string_view folded);
std::string bare_term(std::string_view folded);  ///< empty where there is no proclitic

/// The terms of a word as it is written.
struct Terms {
  std::string_view folded, stem, bare;
};

/// The terms of words met before, since news repeats its words. Small and in one piece: a look into it costs a cache line or two.
class KnownTerms {
 public:
  /// Good until the next call.
  Terms of(std::string_view word);

 private:
  static constexpr std::size_t kLongest = 100;      // bytes of a word
  static constexpr std::size_t kLongestTerm = 255;  // a ligature folds to a phrase
  static constexpr std::size_t kFewestSlots = 1U << 12U;
  static constexpr std::size_t kMostSlots = 1U << 19U;  // with the letters of a quarter of a million words, about 20 MB

  struct Slot {
    std::uint32_t hash = 0;   // upper half
    std::uint32_t begin = 0;  // in letters_: the word, then its terms
    std::uint8_t size = 0, folded = 0, stem = 0, bare = 0;
  };

  [[nodiscard]] std::string_view word_of(const Slot& s) const { return std::string_view(letters_).substr(s.begin, s.size); }
  [[nodiscard]] Terms terms_of(const Slot& s) const {
    const std::string_view all = std::string_view(letters_).substr(s.begin + s.size);
    return {all.substr(0, s.folded), all.substr(s.folded, s.stem), all.substr(std::size_t{s.folded} + s.stem, s.bare)};
  }

  Terms made(std::string_view word);

  Slot kept(std::string_view word, std::uint32_t hash, const Terms& terms);

  // Twice the slots; or begins anew where they are many.
  void make_room();

  std::vector<Slot> slots_;  // open addressing
  std::size_t count_ = 0;
  std::string letters_;
  std::string folded_, stem_, bare_;  // of the word made last
};

}  // namespace isnad::store
