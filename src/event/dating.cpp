#include "event/dating.h"

#include <algorithm>

namespace isnad::event {
namespace {

constexpr std::size_t kYear = 4;   // characters of its date
constexpr std::size_t kMonth = 7;  // characters of "2004-01": a coarser time is of that length at most
constexpr Index kOfNoun = 3;       // tokens that a noun may stand before the year that is its own
constexpr Index kAdverbial = 10;   // tokens of "after the departure of the colonial power from it in the year"

class Dater {
 public:
  Dater(const Analysis& a, const Reading& r, Index token) : a_(a), r_(r), token_(token) {}

  [[nodiscard]] Index time() const {
    Index best = kNone;
    Index best_distance = kNone;
    for (Index i = 0; i < a_.times.size(); ++i) {
      const TimeExpression& x = a_.times[i];
      if (x.tokens.is_empty() || r_.sentence_of[x.tokens.begin] != r_.sentence_of[token_]) continue;
      const auto [first, last] = std::minmax(x.tokens.begin, token_);
      const Index distance = last - first;
      if (distance >= best_distance || begins_clause(first + 1, last) || (is_coarse(x) && is_of_another(x))) continue;
      best = i;
      best_distance = distance;
    }
    return best;
  }

 private:
  [[nodiscard]] bool begins_clause(Index begin, Index end) const {
    return std::any_of(r_.words.begin() + begin, r_.words.begin() + std::max(begin, end),
                       [](const Word& w) { return (w.marks & kAnyBoundary) != 0; });
  }
  [[nodiscard]] bool is_noun(Index i) const { return a_.tokens[i].pos == Pos::NOUN || a_.tokens[i].pos == Pos::PROPN; }
  [[nodiscard]] bool is_temporal(Index i) const {
    return a_.tokens[i].has_role(Role::preposition) && a_.tokens[i].has_role(Role::temporal);
  }

  // A year or a month of a year. Days are seldom named but for what is told.
  static bool is_coarse(const TimeExpression& x) {
    return x.type == TimeType::date && x.value.size() <= kMonth && !x.value.empty() && x.value.front() >= '0' &&
           x.value.front() <= '9';
  }

  [[nodiscard]] bool is_of_another(const TimeExpression& x) const {
    return is_of_noun(x) || is_of_adverbial(x) || (x.tokens.begin < token_ && is_of_verb_before(x));
  }

  // "The constitution of 2004", "the agreement of the year 2000": not what is told further off.
  [[nodiscard]] bool is_of_noun(const TimeExpression& x) const {
    const Index begin = x.tokens.begin;
    const bool is_near = begin > token_ && begin - token_ <= kOfNoun;
    if (is_near || begin == 0 || r_.sentence_of[begin - 1] != r_.sentence_of[begin]) return false;
    if (!is_noun(begin - 1) && a_.tokens[begin - 1].pos != Pos::ADJ) return false;
    const Token& first = a_.tokens[begin];
    const bool is_named_year = x.tokens.end > begin + 1 && x.value.size() == kYear && (first.proclitics & kArticle) != 0 &&
                               (first.proclitics & kBaClitic) == 0;
    return is_named_year || first.pos == Pos::NUM || (first.proclitics & kLamClitic) != 0;
  }

  // "Since the invasion in 2001", "after its expulsion in 2014".
  [[nodiscard]] bool is_of_adverbial(const TimeExpression& x) const {
    const Index sentence = r_.sentence_of[x.tokens.begin];
    for (Index i = x.tokens.begin, left = kAdverbial; i > 0 && left > 0 && r_.sentence_of[i - 1] == sentence; --left) {
      --i;
      if (i == token_ || (r_.words[i].marks & (kAnyBoundary | kComma | kVerb)) != 0) return false;
      if (is_temporal(i)) return i + 1 < x.tokens.begin && is_noun(i + 1);
    }
    return false;
  }

  // "Which was signed in 2015 and which Israel opposes", not "in 1999 it offered".
  [[nodiscard]] bool is_of_verb_before(const TimeExpression& x) const {
    const Index sentence = r_.sentence_of[x.tokens.begin];
    for (Index i = x.tokens.begin; i > 0 && r_.sentence_of[i - 1] == sentence;) {
      --i;
      if ((r_.words[i].marks & (kHardStop | kComma | kColon)) != 0) return false;
      if ((r_.words[i].marks & kVerb) != 0) return true;
    }
    return false;
  }

  const Analysis& a_;
  const Reading& r_;
  Index token_;
};

}  // namespace

Index time_of(const Analysis& analysis, const Reading& reading, Index token) { return Dater(analysis, reading, token).time(); }

}  // namespace isnad::event
