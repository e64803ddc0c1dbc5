// Word types: what is true of a written form wherever it stands, computed once.
//
// News repeats its words, so everything that does not depend on context is kept by type: the light and folded forms and the
// candidates, i.e. the words of the lexicon image that the form may be once proclitics (waw, fa, ba, lam, kaf, future sin)
// and a pronoun ending are taken off. A table belongs to one worker. It is emptied between documents when it has grown
// past its bound; since a type is a pure function of its surface, that changes no result.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/phrases.h"

namespace isnad::token {

/// One reading of a form as a word of the image. Byte counts are of the surface.
struct Candidate {
  lexicon::WordId word = lexicon::kNoWord;
  std::uint8_t proclitics = 0;  ///< bits of Proclitic that were taken off
  std::uint8_t proclitic_bytes = 0;
  std::uint8_t enclitic_bytes = 0;
};

struct WordType {
  std::string_view surface;
  std::string_view light;
  std::string_view folded;
  std::array<Candidate, 8> candidates{};  ///< fewest letters taken off first
  std::uint8_t candidate_count = 0;
  bool ends_in_maqsura = false;  ///< the light form ends in alef maqsura (not yeh)
  bool ends_in_marbuta = false;  ///< the light form ends in ta marbuta (not ha)
  bool has_article = false;      ///< begins with the article, after proclitics too
};

class TypeTable {
 public:
  /// `phrases` must outlive the table.
  explicit TypeTable(const lexicon::Phrases& phrases) : phrases_(phrases) { clear(); }

  /// Index of the type of `surface`.
  std::uint32_t find(std::string_view surface);
  [[nodiscard]] const WordType& operator[](std::uint32_t index) const { return types_[index]; }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(types_.size()); }
  /// Empties the table when it holds more than `kMaxTypes`. True when it did. To be called between documents only.
  bool trim();
  /// Counts how often the table was emptied, so that tables kept beside it (by type index) know when to follow.
  [[nodiscard]] std::uint32_t generation() const { return generation_; }

  static constexpr std::uint32_t kMaxTypes = 250000;

 private:
  void clear();
  void grow();
  void analyse(WordType& type);
  std::string_view keep(std::string_view s);

  const lexicon::Phrases& phrases_;
  std::deque<WordType> types_;
  std::vector<std::uint32_t> slots_;   // open addressing: index + 1 of the type
  std::vector<std::uint32_t> hashes_;  // by type
  std::deque<std::string> arena_;
  std::uint32_t generation_ = 0;
};

}  // namespace isnad::token
