// What the name tagger knows (src/ner): the weights of its features and what is kept of single words.
//
// Features are 64-bit keys. A row holds the weight of one feature for each tag; rows stand in an open-addressing table, with
// a filter of bits before it, so that a feature the model never saw costs one look. data/models/README.md says how the
// tables are made.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "isnad/result.h"
#include "lexicon/image.h"

namespace isnad::lexicon {

inline constexpr std::size_t kNerTags = 9;  // of NerTag
/// Kinds of tokens that have their own transitions between tags (src/ner/features.h).
inline constexpr std::size_t kNerTransitionKinds = 8;

using NerKey = std::uint64_t;
using NerTransitions = std::array<std::array<std::array<std::int16_t, kNerTags>, kNerTags>, kNerTransitionKinds>;

struct NerRow {
  std::uint32_t check = 0;  ///< low half of the key; 0 = empty slot
  std::array<std::int8_t, 12> weights{};
};

/// What is known of a folded word apart from the lexicon.
struct NerWord {
  std::uint64_t hash = 0;      ///< 0 = empty slot
  std::uint16_t vector = 0;    ///< class of its vector + 1; 0 when it has none
  std::uint8_t habit = 0;      ///< how the tagger read it in unlabelled news (NerHabit); 0 = too rare
  std::uint8_t gazetteer = 0;  ///< bits of NerGazetteer
};

enum NerGazetteer : std::uint8_t {
  kNerCity = 1,      ///< a city of one word
  kNerCityPart = 2,  ///< a word of a longer name of a city
  kNerNameWord = 4,  ///< a word of names that other scripts have too
};

inline constexpr std::size_t kNerFilterBits = 1U << 20U;

/// A view of the model: its parts must outlive it.
struct NerModel {
  std::span<const NerRow> rows;
  std::span<const std::uint64_t> filter;
  std::span<const NerTransitions> transitions;  ///< one, or none where there is no model
  std::span<const NerWord> words;

  NerModel() = default;
  explicit NerModel(const Image& image);

  [[nodiscard]] bool is_trained() const { return !rows.empty() && !transitions.empty(); }
  /// False where the model has no weights for a feature, as for most.
  [[nodiscard]] bool may_know(NerKey key) const {
    const std::uint64_t bit = (key >> 24U) % kNerFilterBits;
    return (filter[bit / 64] >> (bit % 64) & 1U) != 0;
  }
  /// The weights of a feature, or nullptr.
  [[nodiscard]] const NerRow* find(NerKey key) const {
    if (!may_know(key)) return nullptr;
    const std::size_t mask = rows.size() - 1;
    const auto check = static_cast<std::uint32_t>(key) | 1U;
    for (std::size_t i = key >> 40U & mask;; i = (i + 1) & mask) {
      if (rows[i].check == check) return &rows[i];
      if (rows[i].check == 0) return nullptr;
    }
  }
  /// Say that `key` will be looked for soon; first the one, when that has come the other. The tables are larger than the caches,
  /// and many keys are asked for together.
  void expect_filter(NerKey key) const { __builtin_prefetch(&filter[(key >> 24U) % kNerFilterBits / 64]); }
  void expect_row(NerKey key) const {
    if (may_know(key)) __builtin_prefetch(&rows[key >> 40U & (rows.size() - 1)]);
  }
  [[nodiscard]] const NerWord* word(std::uint64_t hash) const;
};

/// Tables that a NerModel can view.
struct NerTables {
  std::vector<NerRow> rows;
  std::vector<std::uint64_t> filter;
  std::vector<NerTransitions> transitions;
  std::vector<NerWord> words;

  /// Room for `n` features, all unknown.
  void reserve(std::size_t n);
  void add(NerKey key, const std::array<std::int8_t, 12>& weights);
  void set_words(const std::vector<NerWord>& list);
  [[nodiscard]] NerModel view() const;
};

/// Hash of a folded word.
std::uint64_t ner_hash(std::string_view folded);

/// Reads models/ner_weights.tsv, models/ner_words.tsv and places/cities.tsv.
Result<void> compile_ner(const std::string& data_dir, ImageBuilder& image);

}  // namespace isnad::lexicon
