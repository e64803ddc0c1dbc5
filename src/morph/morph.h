// Morphology: clitics, part of speech and lemma of every token.
//
// Each word type is analysed once (candidates, their scores and lemmas); a token costs one look at its type and, where
// the type has several readings, the context features of each. A Morph belongs to one worker, as its type table does.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/inflect.h"
#include "lexicon/morph.h"
#include "morph/candidates.h"
#include "morph/model.h"
#include "text/large_pages.h"
#include "token/types.h"

namespace isnad::morph {

class Morph {
 public:
  /// Both must outlive the Morph.
  Morph(const lexicon::MorphLexicon& lexicon, const token::TypeTable& types) : lexicon_(lexicon), types_(types) {}

  /// Reads: tokens (span, type, kind), sentences. Writes: pos, proclitics, proclitic_bytes, enclitic_bytes, features, roles and
  /// lemma of each token. Lemmas live as long as the types.
  void analyse(Analysis& analysis);

 private:
  struct Reading {
    std::int32_t score = 0;
    State state = 0;
    Pos pos = Pos::X;
    std::uint8_t proclitics = 0;
    std::uint8_t proclitic_bytes = 0;
    std::uint8_t enclitic_bytes = 0;
    std::uint16_t features = 0;
    std::uint64_t roles = 0;
    std::string_view lemma;

    [[nodiscard]] std::uint8_t clitics() const { return static_cast<std::uint8_t>(proclitics & ~kArticle); }
    [[nodiscard]] bool is_parted_like(const Reading& o) const {
      return clitics() == o.clitics() && (enclitic_bytes > 0) == (o.enclitic_bytes > 0);
    }
  };
  struct TypeEntry {
    std::uint32_t first = 0;  // index into readings_
    std::uint8_t count = 0;
    bool is_parted_alike = true;  // by all readings
    std::uint16_t word_class = 0;
    ContextClass context_class = kBoundaryClass;
  };
  static constexpr std::size_t kMaxReadings = 6;
  static constexpr std::int32_t kHopeless = 10000;  // a reading that scores this much less alone is never chosen in context

  void follow_types();
  void add_type(std::string_view surface);
  void rank_candidates();
  void add_plain(Pos pos, std::string_view light);
  [[nodiscard]] Reading make_reading(const Candidate& candidate, std::int32_t score);
  std::string_view keep(std::string s) { return arena_.emplace_back(std::move(s)); }
  void expect(const Analysis& analysis, Index i) const;
  void analyse_sentence(Analysis& analysis, TokenRange range);
  [[nodiscard]] const Reading& choose(const TypeEntry& type, const Context& context) const;

  const lexicon::MorphLexicon& lexicon_;
  const token::TypeTable& types_;
  std::uint32_t generation_ = 0;
  text::LargeVector<TypeEntry> entries_;  // by type index
  text::LargeVector<Reading> readings_;
  std::deque<std::string> arena_;
  WordView view_;
  TypeSlots slots_;
  std::vector<std::pair<std::int32_t, std::uint32_t>> order_;  // negative score, candidate
};

/// The token is a verb in a tensed form (past or present, not imperative).
inline bool is_finite_verb(const Token& t) {
  return (t.pos == Pos::VERB || t.pos == Pos::AUX) && (t.features & lexicon::kFormMask) != 0;
}
inline bool is_past(const Token& t) { return (t.features & lexicon::kFormMask) == lexicon::kPast; }
inline bool is_present(const Token& t) { return (t.features & lexicon::kFormMask) == lexicon::kPresent; }
/// Has the article or a pronoun ending.
inline bool is_definite(const Token& t) { return (t.features & lexicon::kDefinite) != 0 || t.enclitic_bytes > 0; }
inline bool is_nominal(const Token& t) {
  return t.pos == Pos::NOUN || t.pos == Pos::PROPN || t.pos == Pos::ADJ || t.pos == Pos::NUM;
}
/// 'm', 'f', or 0 where the form does not tell.
inline char gender(const Token& t) {
  if ((t.features & lexicon::kFeminine) != 0) return 'f';
  return (t.features & lexicon::kMasculine) != 0 ? 'm' : '\0';
}
/// lexicon::kSingular, kDual, kPlural, or 0 where the form does not tell.
inline std::uint16_t number(const Token& t) { return t.features & lexicon::kNumberMask; }

}  // namespace isnad::morph
