// Two sentences, word beside word: what stands in both, however worded, and what is left over in each.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "link/opposites.h"

namespace isnad::link {

struct ComparedWord {
  std::string folded, stem, skeleton;
  std::uint64_t concept_id = 0;
  double rarity = 0;
  double number = 0;  ///< 0 where the word is none
  bool is_content = false;
  bool is_negation = false;
  const Opposites::Sides* sides = nullptr;
  std::uint16_t state = 0;
  std::vector<std::uint64_t> letters;  ///< of the stem, three at a time, sorted
};

/// The word of the other sentence that a word stands beside, and how close they are (1: letter for letter).
struct WordMatch {
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  std::uint32_t word = kNone;
  double closeness = 0;
  [[nodiscard]] bool is_none() const { return word == kNone; }
};

struct ComparedSentence {
  std::string folded;
  std::vector<ComparedWord> words;
  std::vector<WordMatch> matches;   ///< by word
  std::vector<std::uint32_t> left;  ///< words that have none
};

class Comparison {
 public:
  Comparison(std::string_view one, std::string_view other);

  [[nodiscard]] const ComparedSentence& one() const { return one_; }
  [[nodiscard]] const ComparedSentence& other() const { return other_; }
  /// Share of letters, three at a time, that both have.
  [[nodiscard]] double letters() const { return letters_; }

 private:
  void align();

  ComparedSentence one_, other_;
  double letters_ = 0;
};

}  // namespace isnad::link
