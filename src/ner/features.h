// What the name tagger looks at.
//
// Features of a word type (in one reading of the morph stage) are made once: its letters, stem, affixes, classes, what the
// lexicon lists it as. They are seen from the word itself, from its neighbours and, a few of them, from two words away.
// Features of the place are made per token from small symbols: classes of the words around it and the names of the lexicon
// that cover it. The trainer (tools/ner/train_ner.cpp) and the tagger use the same functions.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/morph.h"
#include "lexicon/ner.h"
#include "token/types.h"

namespace isnad::ner {

using lexicon::NerKey;

/// What is known of a token by type and reading.
struct Facts {
  std::vector<NerKey> keys;  ///< seen from the word itself; the first `near` from neighbours, the first `far` from two away
  std::size_t near = 0;
  std::size_t far = 0;
  // symbols for the features of the place
  std::uint16_t word_class = 0;
  std::uint16_t coarse_class = 0;
  std::uint16_t vector = 0;
  std::uint8_t pos = 0;
  std::uint8_t transition = 0;  ///< kind of its transitions, less than lexicon::kNerTransitionKinds
};

/// A reading of a type: what tells two tokens of one type apart.
struct Reading {
  std::uint32_t type = 0;
  std::uint8_t proclitic_bytes = 0;
  std::uint8_t enclitic_bytes = 0;
  Pos pos = Pos::X;
  friend bool operator==(const Reading&, const Reading&) = default;
};
inline Reading reading_of(const Token& t) { return {t.type, t.proclitic_bytes, t.enclitic_bytes, t.pos}; }

/// The folded stem of a reading; `stem` is emptied first.
void stem_of(const token::WordType& type, const Reading& reading, std::string& stem);

void make_facts(const token::WordType& type, const Reading& reading, const lexicon::MorphLexicon& morph,
                const lexicon::NerModel& model, Facts& out);

/// The key of a feature as seen from `distance` words to the right of the word that has it (-2 ... 2).
inline NerKey seen_from(NerKey key, int distance) {
  NerKey h = (key + static_cast<NerKey>(distance + 3)) * 0x9E3779B97F4A7C15ULL;
  return h ^ h >> 32U;
}

/// By token: which name of the lexicon covers it, and whether it begins there (0: none).
void mark_listed(const Analysis& analysis, const lexicon::Actors& actors, std::vector<std::uint8_t>& out);

/// By token: 1 for a given name, the second of two proper nouns or a noun that announces a body ("movement", "council") that no
/// name of the lexicon covers. `listed`: as mark_listed gives it.
void mark_undecided(const Analysis& analysis, const lexicon::Actors& actors, const std::vector<std::uint8_t>& listed,
                    std::vector<std::uint8_t>& out);

/// What the features of a place see of one token.
struct Symbols {
  std::uint8_t listed = 0;
  std::uint8_t pos = 0;
  std::uint16_t word_class = 0;
  std::uint16_t coarse_class = 0;
  std::uint16_t vector = 0;
};

inline constexpr std::size_t kPlaceFeatures = 15;

/// Keys of the features of the place of w[2], with two tokens on either side.
std::array<NerKey, kPlaceFeatures> place_features(const std::array<Symbols, 5>& w);

}  // namespace isnad::ner
