#include "time/times.h"

#include <fmt/format.h>

#include <charconv>

#include "time/grammar.h"

namespace isnad::time {
namespace {

// What a word like "then" points back to: the last point with a year of its own.
struct Antecedent {
  Point point;
  Index paragraph = kNone;
};

constexpr Index kAntecedentReach = 1;  // paragraphs

Point at_grain(Point p, TimeUnit unit) {
  if (unit == TimeUnit::year && p.year) return make_year(p.year);
  if (unit == TimeUnit::month && p.month) return make_month(p.year, p.month);
  return unit == TimeUnit::day ? p : Point();
}

std::string interval(Point from, Point to) {
  if (!from.is_known() || !to.is_known()) return to_string(from);
  if (from.grain == Grain::decade) from = make_year(from.year);
  if (to.grain == Grain::decade) to = make_year(to.year + 9);
  return fmt::format("{}/{}", to_string(from), to_string(to));
}

std::string value_of(const Reading& r, const Antecedent& last, Index paragraph) {
  switch (r.shape) {
    case Shape::present: return "PRESENT_REF";
    case Shape::point: return to_string(r.from);
    case Shape::interval: return interval(r.from, r.to);
    case Shape::duration: return to_string(r.length);
    case Shape::clock: return to_string(r.clock);
    case Shape::clock_interval: return fmt::format("{}/{}", to_string(r.clock), to_string(r.clock_to));
    case Shape::anaphor:
      return last.point.is_known() && paragraph - last.paragraph <= kAntecedentReach ? to_string(at_grain(last.point, r.unit))
                                                                                     : std::string();
    default: return {};
  }
}

TimeType type_of(const Reading& r) {
  switch (r.shape) {
    case Shape::duration: return TimeType::duration;
    case Shape::set: return TimeType::set;
    case Shape::present:
    case Shape::anaphor:
    case Shape::unresolved: return TimeType::reference;
    default: return TimeType::date;
  }
}

}  // namespace

Point parse_published(std::string_view s) {
  int parts[3] = {0, 0, 0};
  static constexpr std::size_t kAt[] = {0, 5, 8};
  static constexpr std::size_t kSize[] = {4, 2, 2};
  for (std::size_t k = 0; k < 3 && s.size() >= kAt[k] + kSize[k]; ++k) {
    if (k > 0 && s[kAt[k] - 1] != '-') break;
    const char* end = s.data() + kAt[k] + kSize[k];
    if (std::from_chars(s.data() + kAt[k], end, parts[k]).ptr != end) return {};
  }
  if (parts[2]) return make_day(parts[0], static_cast<std::uint32_t>(parts[1]), static_cast<std::uint32_t>(parts[2]));
  return parts[1] ? make_month(parts[0], static_cast<std::uint32_t>(parts[1])) : make_year(parts[0]);
}

void TimeFinder::find(Analysis& a, const token::TypeTable& types) {
  atoms_.load(a, words_);
  Grammar grammar(a, types, atoms_, hijri_, parse_published(a.document->published.value));
  Antecedent last;
  for (const Sentence& sentence : a.sentences) {
    grammar.enter(sentence);
    for (Index i = sentence.tokens.begin; i < sentence.tokens.end;) {
      const Reading r = grammar.read(i);
      if (!r) {
        ++i;
        continue;
      }
      TimeExpression& t = a.times.emplace_back();
      t.tokens = {r.begin, r.end};
      t.span = {r.start, a.tokens[r.end - 1].span.end};
      t.value = value_of(r, last, sentence.paragraph);
      t.type = type_of(r);
      t.rule = words_.rule(r.rule);
      if (r.shape == Shape::point) last = r.has_year ? Antecedent{r.from, sentence.paragraph} : Antecedent{};
      i = r.end;
    }
  }
}

}  // namespace isnad::time
