// The words of time of one document, by token: what the grammar reads.
#pragma once

#include <span>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/calendar.h"
#include "lexicon/inflect.h"

namespace isnad::time {

using lexicon::TimeKind;
using lexicon::TimeModifier;
using lexicon::TimeRole;
using lexicon::TimeUnit;

/// One reading of the tokens [begin, end) as a word of time.
struct Atom {
  Index begin = 0;
  Index end = 0;
  ByteOffset start;  ///< of the first letter after proclitics
  const lexicon::TimeWord* word = nullptr;
  std::uint32_t entry = 0;
  std::uint16_t features = 0;  ///< lexicon::FormFeature bits
  std::uint8_t proclitics = 0;

  [[nodiscard]] bool has(std::uint16_t feature) const { return (features & feature) != 0; }
  [[nodiscard]] bool is_number(std::uint16_t number) const { return (features & lexicon::kNumberMask) == number; }
  [[nodiscard]] TimeUnit unit() const { return static_cast<TimeUnit>(word->detail); }
};

/// Filled once per document; keeps its memory between documents.
class Atoms {
 public:
  void load(const Analysis& analysis, const lexicon::TimeWords& words);

  /// Readings that begin at token `i`, longest first.
  [[nodiscard]] std::span<const Atom> at(Index i) const { return {atoms_.data() + first_[i], atoms_.data() + first_[i + 1]}; }
  [[nodiscard]] bool is_empty(Index i) const { return first_[i] == first_[i + 1]; }
  /// The longest reading of `kind` at `i`, or nullptr.
  [[nodiscard]] const Atom* find(Index i, TimeKind kind) const { return begins(i, bit(kind)) ? search(i, kind) : nullptr; }
  /// The longest reading at `i` as `role`, or nullptr.
  [[nodiscard]] const Atom* role(Index i, TimeRole role) const { return begins(i, bit(role)) ? search(i, role) : nullptr; }
  /// Some reading at `i` is of a kind or role in `mask` (bits of bit()).
  [[nodiscard]] bool begins(Index i, std::uint64_t mask) const { return (masks_[i] & mask) != 0; }

  static constexpr std::uint64_t bit(TimeKind kind) { return 1ULL << static_cast<unsigned>(kind); }
  static constexpr std::uint64_t bit(TimeRole role) { return 1ULL << (16U + static_cast<unsigned>(role)); }
  /// Token `i` is part of a longer name or set phrase that is no time.
  [[nodiscard]] bool is_blocked(Index i) const;
  /// What is said before token `i` of its sentence lies ahead: a future verb or a word of planning governs it.
  [[nodiscard]] bool is_future(const Analysis& analysis, Index i, Index sentence_begin) const;
  /// A verb of the present that opens the sentence, and is none of saying, tells what is said before token `i`.
  [[nodiscard]] bool is_scheduled(const Analysis& analysis, Index i, Index sentence_begin) const;

 private:
  [[nodiscard]] const Atom* search(Index i, TimeKind kind) const;
  [[nodiscard]] const Atom* search(Index i, TimeRole role) const;

  struct Mark {
    Index token;
    bool is_future;  // else a verb of saying in the past, behind which nothing governs
  };

  std::vector<Atom> atoms_;
  std::vector<std::uint32_t> first_;  // by token, and one more
  std::vector<std::uint64_t> masks_;  // by token, and one more: kinds and roles that begin there
  std::vector<TokenRange> blocks_;    // in order of begin
  std::vector<Mark> marks_;           // in order of token
};

}  // namespace isnad::time
