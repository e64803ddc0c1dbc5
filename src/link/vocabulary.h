// How much a word tells: words that stand in few articles say what a text is about.
//
// Counts are those of a background corpus (data/words/documents.tsv), not of the documents at hand, so that what two texts
// share does not depend on what else was read. Immutable; any number of threads may read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "isnad/units.h"

namespace isnad::link {

/// A word with content, by hash: its light stem, and the consonants of the stem ("skeleton"), which verbs, nouns and
/// participles of one root mostly share. The skeleton of a number is 0.
struct Term {
  std::uint64_t stem = 0;
  std::uint64_t skeleton = 0;
  ByteSpan span;
};

/// A number and the skeleton of the word that it counts.
struct Quantity {
  double value = 0;
  std::uint64_t of = 0;
};

class Vocabulary {
 public:
  static const Vocabulary& standard();

  /// ln of how many documents stand against one that has the term.
  [[nodiscard]] double rarity_of_stem(std::uint64_t stem) const { return rarity(stems_, stem); }
  [[nodiscard]] double rarity_of_skeleton(std::uint64_t skeleton) const { return rarity(skeletons_, skeleton); }

  /// The words of `text` that are neither function words nor shorter than three letters.
  [[nodiscard]] std::vector<Term> terms(std::string_view text) const;
  [[nodiscard]] std::vector<Quantity> quantities(std::string_view text) const;
  [[nodiscard]] bool has_negation(std::string_view text) const;

 private:
  using Counts = std::unordered_map<std::uint64_t, double>;
  Vocabulary();
  [[nodiscard]] double rarity(const Counts& counts, std::uint64_t term) const;
  [[nodiscard]] double number_of(const std::string& folded) const;  // 0 where the word is no number
  [[nodiscard]] bool is_content(const std::string& folded) const;
  void read_functions(std::string_view tsv);
  void read_numbers(std::string_view tsv);
  void read_counts(std::string_view tsv);

  double documents_ = 1;
  Counts stems_, skeletons_;
  std::unordered_set<std::string> functions_, negations_;
  std::unordered_map<std::string, double> numbers_;
};

}  // namespace isnad::link
