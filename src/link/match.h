// Which statements say the same thing: matched by their rare words and the consonants of those.
//
// Two statements of different documents meet only where each is the likest one of the other's document, as sentences of two
// translations are aligned: what both articles say of the matter at hand outweighs any threshold. What one outlet says in two
// clauses of a sentence, and the other in one, meets as a whole. Groups are then made by average linkage, so no order of input
// matters.
#pragma once

#include <cstdint>
#include <map>
#include <unordered_map>
#include <vector>

#include "link/vocabulary.h"

namespace isnad::link {

struct Feature {
  std::uint64_t key = 0;
  float weight = 0;
};

/// What is compared of a statement.
struct Content {
  std::uint32_t document = 0;
  std::uint32_t sentence = 0;  ///< where its sentence begins
  std::uint64_t voice = 0;     ///< whom it is attributed to; 0 where the document says it itself
  bool is_headline = false;
  std::vector<Feature> features;     ///< by key, each once
  std::vector<std::uint64_t> stems;  ///< sorted, each once
};

/// The content of terms, e.g. of Vocabulary::terms. `has_count`: a number of something is told.
Content content_of(std::uint32_t document, const std::vector<Term>& terms, bool has_count);

class Matcher {
 public:
  static constexpr double kLeast = 0.20;     ///< average likeness of statements that say the same
  static constexpr double kSameText = 0.80;  ///< share of stems from which on two statements are one text
  static constexpr double kLeastLink = 0.05;

  /// `contents` are the statements of one story; those of a document stand together, in its order.
  explicit Matcher(const std::vector<const Content*>& contents);

  /// For each statement the lowest statement of its group.
  [[nodiscard]] const std::vector<std::uint32_t>& groups() const { return groups_; }
  /// For each statement the lowest one that has the same text.
  [[nodiscard]] const std::vector<std::uint32_t>& texts() const { return texts_; }
  /// Weighted share of what both have in all they have.
  [[nodiscard]] double likeness(std::uint32_t a, std::uint32_t b) const;
  /// Weighted share of what both have in what the poorer one has.
  [[nodiscard]] double containment(std::uint32_t a, std::uint32_t b) const;

  /// Weighted share of what both have in what `a` has.
  [[nodiscard]] double coverage(std::uint32_t a, std::uint32_t b) const;

  struct Pair {
    std::uint32_t a = 0, b = 0;
    double likeness = 0;
  };
  /// All pairs of different texts that are alike by kLeastLink at least, by their lowest statements.
  [[nodiscard]] const std::vector<Pair>& pairs() const { return pairs_; }

 private:
  struct Shared {
    double both = 0, a = 0, b = 0;
  };
  void find_texts();
  void weigh();
  void find_pairs();
  void regard_surroundings();
  void find_likest();
  void group();
  [[nodiscard]] bool is_likest(std::uint32_t of, std::uint32_t statement, double likeness) const;
  void join_parts(const Pair& pair, std::map<std::uint64_t, double>& out) const;
  template <class Use>
  void each_other_document(std::uint32_t from, std::uint32_t to, const Use& use) const;
  [[nodiscard]] Shared shared(std::uint32_t a, std::uint32_t b) const;

  const std::vector<const Content*>& contents_;
  std::vector<std::uint32_t> texts_, groups_;
  std::vector<std::vector<std::uint32_t>> documents_;  // of a text, sorted
  std::unordered_map<std::uint64_t, float> local_;     // how far a feature tells statements of this story apart
  std::vector<Pair> pairs_;
  struct Likest {
    double likeness = 0;
    std::uint32_t statement = 0;
  };
  std::unordered_map<std::uint64_t, Likest> likest_;  // of a statement, in a document
};

}  // namespace isnad::link
