// The log-linear model that chooses among the candidates of a word.
//
// score = sum of the weights of the features that hold. Type features look at the word alone and are summed once per word
// type; context features look at the readings chosen for the two words before and at the types beside, and are summed
// per token. Features are hashed into two tables of integer weights; sums are integers, so every machine gets the same.
// The weights are trained by tools/words/train_morph.cpp (averaged perceptron, Collins 2002).
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "isnad/analysis.h"
#include "lexicon/morph.h"
#include "morph/candidates.h"

namespace isnad::morph {

/// What the context features see of a reading: part of speech, definiteness and ending in one byte.
using State = std::uint8_t;
/// What they see of a neighbouring type, before it is decided.
using ContextClass = std::uint16_t;

inline constexpr State kBoundaryState = 0xff;
inline constexpr ContextClass kBoundaryClass = 1023;

/// A token's surroundings as the context features need them.
struct Context {
  State previous = kBoundaryState;
  State before_previous = kBoundaryState;
  ContextClass previous_class = kBoundaryClass;
  ContextClass next_class = kBoundaryClass;
  std::uint16_t previous_word_class = 0;
  std::uint16_t next_word_class = 0;
};

/// Slots of the type features of one candidate.
class TypeSlots {
 public:
  void push(std::uint32_t slot) { slots_[size_++] = slot; }
  void clear() { size_ = 0; }
  [[nodiscard]] std::span<const std::uint32_t> get() const { return std::span(slots_).first(size_); }

 private:
  std::array<std::uint32_t, 48> slots_;  // more than a candidate has
  std::size_t size_ = 0;
};

/// Appends the slots of the type features of candidates to `out`. All must outlive it.
class TypeFeatures {
 public:
  TypeFeatures(const WordView& view, const lexicon::MorphLexicon& lexicon, TypeSlots& out)
      : v_(view),
        lexicon_(lexicon),
        out_(out) {}

  /// All slots of `candidate`. Returns the size of `out` where those end that its part of speech has no share in.
  std::size_t append(const Candidate& candidate);
  /// Only those that its part of speech has a share in.
  void append_pos(const Candidate& candidate);

 private:
  struct Parts;
  void add_split(const Parts& parts, const Candidate& candidate);
  void add_pos(const Parts& parts, const Candidate& candidate);
  void add_letters(const Parts& parts, std::uint64_t pos);

  const WordView& v_;
  const lexicon::MorphLexicon& lexicon_;
  TypeSlots& out_;
};

State state_of(const WordView& view, const Candidate& candidate);
ContextClass class_of(const WordView& view, const Candidate& candidate);
/// For tokens that are no Arabic words.
inline State plain_state(Pos pos) { return static_cast<State>(pos); }
inline ContextClass plain_class(Pos pos, std::uint32_t first_letter) {
  return static_cast<ContextClass>(pos == Pos::PUNCT ? 960U + first_letter % 61U : 930U + static_cast<unsigned>(pos));
}

/// Slot of a context feature.
inline std::uint32_t context_slot(std::uint64_t kind, std::uint64_t a, std::uint64_t b, std::uint64_t c) {
  static_assert(lexicon::kContextWeights == 1U << 18U);
  const std::uint64_t key = (((kind << 12U | a) << 12U | b) << 12U) | c;
  return static_cast<std::uint32_t>((key * 0x9E3779B97F4A7C15ULL) >> 46U);
}

/// Slots of the context features that see what a reading is.
inline std::array<std::uint32_t, 8> state_features(const Context& c, State state) {
  const std::uint64_t pos = state & 0x1fU;
  const std::uint64_t marked = state & 0x3fU;  // with definiteness
  return {context_slot(1, c.previous, state, 0),
          context_slot(2, c.previous & 0x1fU, c.before_previous & 0x1fU, pos),
          context_slot(3, c.previous_class, marked, 0),
          context_slot(4, c.next_class, marked, 0),
          context_slot(5, c.previous & 0x3fU, c.next_class, pos),
          context_slot(6, c.previous_word_class, pos, 0),
          context_slot(7, c.next_word_class, pos, 0),
          context_slot(12, c.previous, c.before_previous, marked)};
}

/// Slots of those that see how the word is parted.
inline std::array<std::uint32_t, 4> clitic_features(const Context& c, std::uint8_t proclitics, bool has_enclitic) {
  const std::uint64_t clitics = proclitics * 2ULL + (has_enclitic ? 1 : 0);
  return {context_slot(8, c.previous_class, clitics, 0), context_slot(9, c.next_class, clitics, 0),
          context_slot(10, c.previous_word_class, clitics, 0), context_slot(11, c.next_word_class, clitics, 0)};
}

}  // namespace isnad::morph
