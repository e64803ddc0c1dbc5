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
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/phrases.h"
#include "text/large_pages.h"

namespace isnad::token {

/// One reading of a form as a word of the image. Byte counts are of the surface.
struct Candidate {
  lexicon::WordId word = lexicon::kNoWord;
  std::uint8_t proclitics = 0;  ///< bits of Proclitic that were taken off
  std::uint8_t proclitic_bytes = 0;
  std::uint8_t enclitic_bytes = 0;
  std::uint32_t node = 0;  ///< of the phrases that begin with the word; 0 where none does
};

/// What a look-up compares stands in one line of the cache, the first candidates in the next.
struct alignas(64) WordType {
  std::string_view surface;
  std::array<char, 40> letters{};  ///< of a short surface
  std::uint8_t candidate_count = 0;
  bool ends_in_maqsura = false;           ///< the light form ends in alef maqsura (not yeh)
  bool ends_in_marbuta = false;           ///< the light form ends in ta marbuta (not ha)
  bool has_article = false;               ///< begins with the article, after proclitics too
  bool begins_phrase = false;             ///< some candidate has a node
  char last_byte = '\0';                  ///< of the folded form
  std::array<Candidate, 8> candidates{};  ///< fewest letters taken off first
  std::string_view light;
  std::string_view folded;
};

class TypeTable {
 public:
  /// `phrases` must outlive the table.
  explicit TypeTable(const lexicon::Phrases& phrases) : phrases_(phrases) { clear(); }

  /// Index of the type of `surface`.
  std::uint32_t find(std::string_view surface) { return find(surface, lexicon::hash_word(surface)); }
  /// Fills in the types of `tokens` of `text`.
  void find(std::string_view text, std::span<Token> tokens);
  [[nodiscard]] const WordType& operator[](std::uint32_t index) const { return blocks_[index / kBlock][index % kBlock]; }
  [[nodiscard]] std::uint32_t size() const { return size_; }
  /// Empties the table when it holds more than `kMaxTypes`. True when it did. To be called between documents only.
  bool trim();
  /// Counts how often the table was emptied, so that tables kept beside it (by type index) know when to follow.
  [[nodiscard]] std::uint32_t generation() const { return generation_; }

  static constexpr std::uint32_t kMaxTypes = 250000;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;  // index + 1 of the type
  };
  struct ProcliticSplit;
  static constexpr std::uint32_t kBlock = 32768;  // types; they fill three large pages

  std::uint32_t find(std::string_view surface, std::uint32_t hash);
  void expect_type(std::uint32_t hash) const;
  void clear();
  void grow();
  WordType& add(std::string_view surface);
  void analyse(WordType& type);
  void read_letters(std::string_view surface);
  void add_candidate(WordType& type, std::string_view word, const ProcliticSplit& split, std::uint32_t enclitic_bytes) const;
  void add_stems_before_pronouns(WordType& type, const ProcliticSplit& split);
  std::string_view keep(std::string_view s);

  const lexicon::Phrases& phrases_;
  std::vector<text::LargeVector<WordType>> blocks_;  // of kBlock each, so that a type stays where it is
  std::uint32_t size_ = 0;
  text::LargeVector<Slot> slots_;  // open addressing
  std::deque<std::string> arena_;
  std::uint32_t generation_ = 0;
  std::vector<std::uint32_t> hashes_;  // of the tokens that are looked up

  // Of the word that is analysed; kept so that their memory is.
  std::u32string letters_;                // folded
  std::string bytes_;                     // the same in UTF-8
  std::vector<std::uint32_t> byte_at_;    // where each letter begins in bytes_, and the end
  std::vector<std::uint32_t> begins_at_;  // where each letter begins in the surface, and the end
  std::string light_;
  std::string stem_;
};

}  // namespace isnad::token
