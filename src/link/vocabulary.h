// How much a word tells: words that stand in few articles say what a text is about.
//
// Counts are those of a background corpus (data/words/documents.tsv), not of the documents at hand, so that what two texts
// share does not depend on what else was read. Immutable; any number of threads may read it.
#pragma once

#include <cstdint>
#include <optional>
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
  std::uint64_t concept_id = 0;  ///< what other words say as well (data/words/concepts.tsv); 0 for none
  ByteSpan span;
};

/// A number, the word that it counts and what is said of those counted.
struct Quantity {
  double value = 0;
  std::uint64_t of = 0;    ///< skeleton; one and the same for all words for people
  std::uint64_t what = 0;  ///< concept (killed, wounded, fled); 0 where none is told
  bool is_sum = false;     ///< of a span of time ("since", "in all")
  bool is_part = false;    ///< of those counted before ("among them")
};

/// What a text says is not so.
struct Negations {
  bool has_any = false;
  std::vector<std::uint64_t> skeletons;  ///< of the words that are negated, as far as they have content
};

/// The consonants of a light stem: without the letters that verb forms, participles and verbal nouns put before and between.
std::string skeleton(std::string_view stem);

class Vocabulary {
 public:
  static const Vocabulary& standard();

  /// ln of how many documents stand against one that has the term.
  [[nodiscard]] double rarity_of_stem(std::uint64_t stem) const { return rarity(stems_, stem); }
  [[nodiscard]] double rarity_of_skeleton(std::uint64_t skeleton) const { return rarity(skeletons_, skeleton); }

  [[nodiscard]] double rarity_of_concept(std::uint64_t concept_id) const { return rarity(concepts_, concept_id); }
  /// Whether the concept is one whose cases are counted: the dead, the displaced.
  [[nodiscard]] bool is_counted(std::uint64_t concept_id) const { return counted_.contains(concept_id); }

  /// Whether the concept is what a denial denies where it names nothing: the charges, the reports.
  [[nodiscard]] bool is_told(std::uint64_t concept_id) const { return told_.contains(concept_id); }

  /// The concept that cannot hold where this one does (deliberate, accidental); 0 for none.
  [[nodiscard]] std::uint64_t opposite_of(std::uint64_t concept_id) const {
    const auto it = opposites_.find(concept_id);
    return it == opposites_.end() ? 0 : it->second;
  }
  /// Whether a quantity of this measures a thing (tons, kilometres): no day changes it.
  [[nodiscard]] bool is_measure(std::uint64_t of) const { return measures_.contains(of); }

  /// `of` of the quantities that count people of no kind.
  [[nodiscard]] std::uint64_t people() const { return people_; }

  /// What a word in folded form stands for; nullopt where it is a function word or too short. Its span is empty.
  [[nodiscard]] std::optional<Term> term_of(const std::string& folded) const;
  /// The stem of that term alone; `stem` is the light stem of `folded`.
  [[nodiscard]] std::optional<std::uint64_t> stem_of_term(const std::string& folded, std::string_view stem) const;
  /// The words of `text` that are neither function words nor shorter than three letters.
  [[nodiscard]] std::vector<Term> terms(std::string_view text) const;
  [[nodiscard]] std::vector<Quantity> quantities(std::string_view text) const;
  [[nodiscard]] Negations negations(std::string_view text) const;

  // Of single words in folded form.
  [[nodiscard]] double rarity_of_stem(std::string_view stem) const;
  [[nodiscard]] double number_of(const std::string& folded) const;  ///< 0 where the word is no number
  [[nodiscard]] std::optional<std::uint64_t> number_term(const std::string& folded) const;
  [[nodiscard]] bool is_content(const std::string& folded) const;  ///< long enough, and no function word
  [[nodiscard]] bool is_negation(const std::string& folded) const { return negations_.contains(folded); }

 private:
  [[nodiscard]] bool has_number(std::string_view text) const;  // that counts something

  using Counts = std::unordered_map<std::uint64_t, double>;
  Vocabulary();
  [[nodiscard]] double rarity(const Counts& counts, std::uint64_t term) const;
  [[nodiscard]] std::uint64_t concept_of(const std::string& stem) const;
  void read_concepts(std::string_view tsv);
  void read_functions(std::string_view tsv);
  void read_numbers(std::string_view tsv);
  void read_counts(std::string_view tsv);

  double documents_ = 1;
  Counts stems_, skeletons_, concepts_;
  std::unordered_map<std::string, std::uint64_t> concept_of_stem_;
  std::unordered_set<std::uint64_t> counted_, told_, measures_;
  std::unordered_map<std::uint64_t, std::uint64_t> opposites_;
  std::uint64_t people_ = 0, durations_ = 0, spans_ = 0;
  std::unordered_set<std::string> functions_, negations_;
  std::unordered_set<std::string> parts_, unnegated_;  // "among them"; what undoes a negation before it ("no less than")
  std::unordered_set<std::string> duals_;              // words for two people, which no plural is written like
  std::unordered_set<std::string> exceptives_;         // what undoes one anywhere before it ("but", "except")
  std::unordered_map<std::string, double> numbers_;
};

}  // namespace isnad::link
