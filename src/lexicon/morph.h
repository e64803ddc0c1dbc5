// Words as the morph stage knows them: data/words/*, what Hunspell said of them, and the trained weights.
//
// Every listed word and stem has one MorphWord: how frequent it is, what it can be, its lemma as verb and as noun. The
// keys are light forms; a word spelled with other alef, hamza or yeh letters is found where nothing is spelled exactly so.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "isnad/analysis.h"
#include "isnad/result.h"
#include "lexicon/image.h"
#include "lexicon/phrases.h"
#include "lexicon/weights.h"

namespace isnad::lexicon {

/// What a word can be, as bits of MorphWord::readings.
enum Reading : std::uint16_t {
  kPastReading = 1,
  kPresentReading = 2,
  kImperativeReading = 4,
  kNounReading = 8,
  kListedVerb = 16,          ///< a form of a verb of words/verbs.tsv
  kBrokenPlural = 32,        ///< a plural of words/broken_plurals.tsv
  kPlaceName = 64,           ///< a place of the gazetteer, a state or a capital of one word
  kPersonName = 128,         ///< a name of names/*.tsv that is hardly anything else
  kIrregularFeminine = 256,  ///< a feminine of words/feminines.tsv
  kCommonName = 512,         ///< a name that is a common word too
  kNationality = 1024,       ///< the adjective of a state
};

inline constexpr std::uint16_t kGrammarReadings =
    kPastReading | kPresentReading | kImperativeReading | kNounReading | kNationality;

struct MorphWord {
  StringRef text;                   ///< light form
  StringRef verb_lemma;             ///< third person masculine singular past; empty when it is no verb
  StringRef noun_lemma;             ///< singular without article; empty when not known
  std::uint16_t readings = 0;       ///< bits of Reading
  std::uint16_t verb_features = 0;  ///< FormFeature bits as a verb
  std::uint16_t function = 0;       ///< row of "morph.function" + 1; 0 when it is no function word
  std::uint16_t word_class = 0;     ///< distributional class + 1; 0 when rare
  std::uint16_t coarse_class = 0;   ///< the same among fewer classes
  std::uint16_t fine_class = 0;     ///< the same among more classes
  std::uint8_t frequency = 0;       ///< 4 * log2(1 + count) of this very form
  std::uint8_t base_frequency = 0;  ///< the same of the form with and without the article together
};

struct FunctionRow {
  StringRef lemma;
  std::uint32_t pos_mask = 0;  ///< bit 1 << Pos for each part of speech it can have
  std::uint64_t roles = 0;     ///< bit 1 << Role for each role
  Pos first_pos = Pos::X;      ///< the most usual
};

struct MorphSlot {
  std::uint32_t hash = 0;
  std::uint32_t word = 0;  ///< row of "morph.words" + 1; 0 = empty slot
};

/// Sizes of the weight tables (powers of two): features are hashed into them.
inline constexpr std::size_t kTypeWeights = 1U << 20U;
inline constexpr std::size_t kContextWeights = 1U << 18U;

/// A view: the image must outlive it.
class MorphLexicon {
 public:
  explicit MorphLexicon(const Image& image);

  /// The word spelled `light`, else one spelled like it but for hamza, alef and final yeh; nullptr when there is none.
  [[nodiscard]] const MorphWord* find(std::string_view light) const;
  /// Says that `light` will be looked for soon: the table is larger than the caches.
  void expect(std::string_view light) const;
  [[nodiscard]] const FunctionRow* function(const MorphWord& word) const {
    return word.function == 0 ? nullptr : &functions_[word.function - 1U];
  }
  [[nodiscard]] std::string_view string(StringRef ref) const { return image_.string(ref); }
  [[nodiscard]] const SparseWeights& type_weights() const { return type_weights_; }
  [[nodiscard]] const SparseWeights& context_weights() const { return context_weights_; }

 private:
  [[nodiscard]] const MorphWord* find_key(std::string_view key) const;

  const Image& image_;
  std::span<const MorphWord> words_;
  std::span<const MorphSlot> slots_;
  std::span<const FunctionRow> functions_;
  SparseWeights type_weights_;
  SparseWeights context_weights_;
};

/// Reads words/*.tsv, models/*.tsv and the file `hunspell` that tools/words/ask_hunspell wrote (none when empty).
Result<void> compile_morph(const std::string& data_dir, const std::string& hunspell, ImageBuilder& image);

}  // namespace isnad::lexicon
