// Months, years, holidays, seasons, decades, centuries.
#include "time/grammar.h"

#include <algorithm>

namespace isnad::time {
namespace {

using lexicon::kDefinite;
using lexicon::kDual;
using lexicon::kSingular;

constexpr std::int32_t kAheadDays = 125;  // a month without year lies at most so far ahead unless it is said to be planned

TimeModifier meaning(const Atom* modifier) { return static_cast<TimeModifier>(modifier->word->detail); }

}  // namespace

// --- resolution -----------------------------------------------------------------------------------------------------

Point Grammar::resolve_date(int month, int day, TimeModifier modifier, bool has_modifier, Index begin) const {
  if (anchor_.year == 0) return {};
  const auto at = [&](std::int32_t year) {
    return day ? make_day(year, static_cast<std::uint32_t>(month), static_cast<std::uint32_t>(day))
               : make_month(year, static_cast<std::uint32_t>(month));
  };
  if (anchor_.month == 0) return has_modifier && modifier == TimeModifier::this_one ? at(anchor_.year) : Point();
  // -1, 0, 1: the date of this year lies before, in or after the month or day of publication.
  const auto side = [&] {
    if (month != anchor_.month) return month < anchor_.month ? -1 : 1;
    if (day == 0 || anchor_.day == 0 || day == anchor_.day) return 0;
    return day < anchor_.day ? -1 : 1;
  }();
  if (has_modifier) {
    switch (modifier) {
      case TimeModifier::last:
      case TimeModifier::recent: return at(side < 0 ? anchor_.year : anchor_.year - 1);
      case TimeModifier::next: return at(side > 0 ? anchor_.year : anchor_.year + 1);
      case TimeModifier::this_one: return at(anchor_.year);
      default: break;
    }
  }
  if (is_future(begin)) return at(side >= 0 ? anchor_.year : anchor_.year + 1);
  if (side <= 0) {
    const bool is_next_near = (month + 12 - anchor_.month) * 30 < 75;  // December looks to January
    return at(is_next_near && month < anchor_.month ? anchor_.year + 1 : anchor_.year);
  }
  return at((month - anchor_.month) * 30 + (day ? day - std::max<int>(anchor_.day, 1) : 0) <= kAheadDays ? anchor_.year
                                                                                                         : anchor_.year - 1);
}

Point Grammar::resolve_unit(TimeUnit unit, TimeModifier modifier, Index begin) const {
  switch (modifier) {
    case TimeModifier::last: return shift(anchor_, unit, -1);
    case TimeModifier::last_but_one: return shift(anchor_, unit, -2);
    case TimeModifier::this_one: return shift(anchor_, unit, 0);
    case TimeModifier::next: return shift(anchor_, unit, 1);
    case TimeModifier::next_but_one: return shift(anchor_, unit, 2);
    case TimeModifier::following: return is_future(begin) ? shift(anchor_, unit, 1) : Point();
    default: return {};
  }
}

// Days of the Islamic calendar are converted; a month becomes its first and last day.
Point Grammar::hijri_point(int year, int month, int day, Point& to) {
  if (year == 0) {
    if (anchor_.day == 0) return {};
    const DayNumber now = to_day_number(anchor_);
    const std::int32_t this_year = hijri_.year_of(now);
    DayNumber best_distance = 1 << 20;
    for (std::int32_t y = this_year - 1; y <= this_year + 1; ++y) {
      const auto n = hijri_.to_day(y, month, day ? day : 15);
      if (n && std::abs(*n - now) < best_distance) best_distance = std::abs(*n - now), year = y;
    }
  }
  const auto first = hijri_.to_day(year, month, day ? day : 1);
  if (!first) return {};
  if (day == 0) {
    if (const auto next = month == 12 ? hijri_.to_day(year + 1, 1, 1) : hijri_.to_day(year, month + 1, 1))
      to = from_day_number(*next - 1);
  }
  return from_day_number(*first);
}

// --- months and years -----------------------------------------------------------------------------------------------

// A month, by one name or by two that mean the same ("Ayyar/May").
Grammar::Month Grammar::month_name(Index i) const {
  const Atom* first = find(i, TimeKind::month);
  if (!first) return {};
  Month m{first, first->end, false};
  Index j = m.end;
  const bool is_bracketed = is_mark(j, "(");
  if (is_mark(j, "/-(\xD8\x8C")) ++j;
  const Atom* second = find(j, TimeKind::month);
  if (!second || second->word->value != first->word->value || second->word->detail != first->word->detail) return m;
  m.end = second->end;
  m.is_double = true;
  if (is_bracketed) m.end = skip_mark(m.end, ")");
  return m;
}

// What may say the year behind a month or holiday: "2018", "of the year 2018", "of last year".
Grammar::YearTail Grammar::year_tail(Index i) {
  YearTail t;
  const auto finish = [&](const Number& n) {
    t.year = n.whole();
    t.end = n.end;
    if (const Atom* mark = role(t.end, TimeRole::hijri_mark)) t.end = mark->end, t.is_hijri = true;
    else if (const Atom* ad = role(t.end, TimeRole::gregorian_mark)) t.end = ad->end;
    return t;
  };
  if (const Number n = year_number(i); n && n.digits) return finish(n);
  const Index after_comma = is_mark(i, ",/-.\xD8\x8C") ? i + 1 : i;
  if (const Number n = year_number(after_comma)) return finish(n);
  Index j = skip(i, TimeRole::of);
  if (j == i) j = skip(i, TimeRole::in);
  const Atom* noun = unit(j);
  if (const Number n = year_number(j); n && j != i) return finish(n);
  if (noun && noun->unit() == TimeUnit::year && noun->is_number(kSingular)) {
    if (const Number n = year_number(noun->end)) return finish(n);
  }
  if (const Reading r = relative(j); r && r.from.grain == Grain::year) {
    t.year = r.from.year;
    t.end = r.end;
    t.is_relative = true;
  }
  return t;
}

// Completes a month, with or without a day, by its year or modifier. `j` is the token after the month.
Reading Grammar::finish_month(const Month& m, int day, Index j, Reading r) {
  const YearTail tail = year_tail(j);
  const Atom* mod = tail ? nullptr : modifier(j);
  if (mod && (meaning(mod) == TimeModifier::few || meaning(mod) == TimeModifier::whole || meaning(mod) == TimeModifier::same))
    mod = nullptr;
  r.end = tail ? tail.end : (mod ? mod->end : j);
  r.rule = m.atom->entry;
  r.shape = Shape::point;
  r.has_year = tail && !tail.is_relative;
  if (m.is_hijri() && !(tail && !tail.is_hijri && tail.year > 1700)) {
    if (tail.is_relative) return r;
    r.from = hijri_point(tail.year, m.number(), day, r.to);
    if (day == 0) r.shape = Shape::interval;
    return r;
  }
  if (m.is_hijri()) {  // the Islamic month that falls in a Gregorian year
    const std::int32_t y = hijri_.year_of(to_day_number(make_day(tail.year, 7, 1)));
    for (std::int32_t k = y - 1; k <= y + 1 && r.from.year != tail.year; ++k) r.from = hijri_point(k, m.number(), day, r.to);
    if (day == 0) r.shape = Shape::interval;
    return r;
  }
  if (tail) {
    r.from = day ? make_day(tail.year, static_cast<std::uint32_t>(m.number()), static_cast<std::uint32_t>(day))
                 : make_month(tail.year, static_cast<std::uint32_t>(m.number()));
  } else {
    r.from = resolve_date(m.number(), day, mod ? meaning(mod) : TimeModifier::same, mod != nullptr, r.begin);
  }
  return r;
}

Reading Grammar::month(Index i) {
  Index j = i;
  const Atom* demonstrative = role(j, TimeRole::this_one);
  if (demonstrative) j = demonstrative->end;
  const Atom* noun = unit(j);
  const bool has_noun = noun && noun->unit() == TimeUnit::month && noun->is_number(kSingular) && !noun->has(kDefinite);
  if (has_noun) j = noun->end;
  Month m = month_name(j);
  if (!m) return {};
  if (j != i && m.atom->proclitics != 0) return {};
  Reading r = start_at(i);
  if (j == i) r.start = m.atom->start;
  r = finish_month(m, 0, m.end, r);
  if (demonstrative && anchor_.year && !r.has_year && !m.is_hijri())
    r.from = make_month(anchor_.year, static_cast<std::uint32_t>(m.number()));
  if (!m.atom->word->is_weak || m.is_double || has_noun || demonstrative || r.end > m.end) return r;
  // The name is also an ordinary word: a preposition of time must stand before it.
  if ((m.atom->proclitics & (kBaClitic | kLamClitic)) != 0) return r;
  if (j == sentence_) return {};
  for (const TimeRole intro :
       {TimeRole::in, TimeRole::since, TimeRole::until, TimeRole::during, TimeRole::edge, TimeRole::from}) {
    if (role(j - 1, intro)) return r;
  }
  return {};
}

Reading Grammar::year(Index i) {
  const Atom* noun = unit(i);
  if (!noun || noun->unit() != TimeUnit::year || noun->is_number(lexicon::kPlural)) return bare_year(i);
  Number n = year_number(noun->end);
  if (!n) {  // "the year 60 of the Hijra"
    n = number(noun->end);
    if (!n || !role(n.end, TimeRole::hijri_mark)) return {};
  }
  Reading r = start_at(i);
  r.start = noun->start;
  r.shape = Shape::point;
  r.rule = noun->entry;
  r.end = n.end;
  r.has_year = true;
  r.from = make_year(n.whole());
  if (noun->is_number(kDual)) r.start = a_.tokens[noun->end].span.begin;  // "the years 2017 and 2018" are two points
  if (const Atom* mark = role(r.end, TimeRole::hijri_mark)) {
    r.end = mark->end;
    const auto middle = hijri_.to_day(n.whole(), 6, 15);
    r.from = middle ? make_year(from_day_number(*middle).year) : Point();
  } else if (const Atom* ad = role(r.end, TimeRole::gregorian_mark)) {
    r.end = ad->end;
  }
  return r;
}

// Four digits are a year where a preposition of time or a bracket stands before and nothing that they could count behind.
Reading Grammar::bare_year(Index i) {
  if (a_.tokens[i].kind != TokenKind::number) return worded_year(i);
  const Number n = year_number(i);
  if (!n || n.value < 1900 || n.value > 2060) return {};
  Reading r = start_at(i);
  r.shape = Shape::point;
  r.end = n.end;
  r.has_year = true;
  r.from = make_year(n.whole());
  const bool is_cut = !is_wordlike(n.end);
  if (is_mark(n.end, "/-:.%") && !a_.tokens[n.end].space_before && is_in(n.end + 1) &&
      a_.tokens[n.end + 1].kind == TokenKind::number)
    return {};
  const bool is_dated = i > sentence_ && role(i - 1, TimeRole::dated);
  const bool is_counted = !is_cut && is_counted_noun(n.end);
  if (is_counted || unit(n.end)) return {};
  if (is_dated) return r;
  if (i == sentence_) return is_cut && n.end == limit_ ? r : Reading{};
  for (const TimeRole intro : {TimeRole::in, TimeRole::since, TimeRole::until, TimeRole::between, TimeRole::before,
                               TimeRole::after, TimeRole::edge, TimeRole::during, TimeRole::from}) {
    if (role(i - 1, intro)) return r;
  }
  if (is_mark(i - 1, "(") && (is_mark(n.end, ")") || is_mark(n.end, "-"))) return r;
  const Token& before = a_.tokens[i - 1];
  if (before.kind != TokenKind::word) return is_mark(i - 1, "|-") && n.end == limit_ ? r : Reading{};
  const std::string_view word = types_[before.type].folded;
  if (word == "\xD9\x88") {  // "2017 and 2018"
    const Number first = i >= sentence_ + 2 ? year_number(i - 2) : Number{};
    return first && first.digits && first.value >= 1900 ? r : Reading{};
  }
  // A noun whose year this is: "the war of 1948". Round numbers there are rather counts.
  const bool is_round = n.whole() % 100 == 0;
  const bool is_free = is_cut || types_[a_.tokens[n.end].type].has_article || !atoms_.is_empty(n.end);
  return is_free && !is_round && word.size() >= 6 && n.value <= 2040 && !role(n.end, TimeRole::of) &&
                 !role(i - 1, TimeRole::approx)
             ? r
             : Reading{};
}

// An indefinite noun behind a number is what is counted, unless a definite one follows: that begins a clause.
bool Grammar::is_counted_noun(Index i) const {
  const Token& t = a_.tokens[i];
  const token::WordType& type = types_[t.type];
  if (type.has_article || t.kind != TokenKind::word || t.proclitics != 0 || (t.pos != Pos::NOUN && t.pos != Pos::X)) return false;
  if (type.light.ends_with("\xD8\xA7")) return true;  // accusative
  if (t.pos == Pos::X) return false;
  return !is_in(i + 1) || !types_[a_.tokens[i + 1].type].has_article;
}

// "in seventeen hundred and eighty-nine".
Reading Grammar::worded_year(Index i) {
  if (i == sentence_ || !role(i - 1, TimeRole::in)) return {};
  const Number n = cardinal(i);
  if (!n || n.value < 1100 || n.value > 2100 || n.whole() % 100 == 0 || is_wordlike(n.end)) return {};
  Reading r = start_at(i);
  r.shape = Shape::point;
  r.end = n.end;
  r.has_year = true;
  r.from = make_year(n.whole());
  return r;
}

// --- holidays, seasons, decades, centuries --------------------------------------------------------------------------

Reading Grammar::holiday(Index i) {
  const Atom* h = find(i, TimeKind::holiday);
  if (!h) return {};
  const YearTail tail = year_tail(h->end);
  const Atom* mod = tail ? nullptr : modifier(h->end);
  Reading r = start_at(i);
  r.start = h->start;
  r.rule = h->entry;
  r.shape = Shape::point;
  r.end = tail ? tail.end : (mod ? mod->end : h->end);
  const int month = h->word->value;
  const std::int8_t day = h->word->extra;
  const auto in_year = [&](std::int32_t year) -> Point {
    Point unused;
    switch (static_cast<lexicon::HolidayCalendar>(h->word->detail)) {
      case lexicon::HolidayCalendar::gregorian:
        return make_day(year, static_cast<std::uint32_t>(month), static_cast<std::uint32_t>(day));
      case lexicon::HolidayCalendar::easter: return from_day_number(easter(year) + day);
      case lexicon::HolidayCalendar::nth: {  // day: place in the month, day of the week
        const DayNumber first = to_day_number(make_day(year, static_cast<std::uint32_t>(month), 1));
        return from_day_number(first + (day % 10 - weekday_of(first) + 7) % 7 + 7 * (day / 10 - 1));
      }
      case lexicon::HolidayCalendar::hijri: break;
    }
    const std::int32_t y = hijri_.year_of(to_day_number(make_day(year, 1, 1)));
    for (std::int32_t k = y; k <= y + 1; ++k) {
      if (const Point p = hijri_point(k, month, day, unused); p.year == year) return p;
    }
    return {};
  };
  if (tail) r.from = in_year(tail.year), r.has_year = !tail.is_relative;
  else if (anchor_.day != 0) {
    const DayNumber now = to_day_number(anchor_);
    DayNumber best = 1 << 20;
    for (std::int32_t year = anchor_.year - 1; year <= anchor_.year + 1; ++year) {
      const Point p = in_year(year);
      if (!p.is_known()) continue;
      const DayNumber distance = to_day_number(p) - now;
      if (mod && meaning(mod) == TimeModifier::last && distance >= 0) continue;
      if (mod && meaning(mod) == TimeModifier::next && distance <= 0) continue;
      if (std::abs(distance) < best) best = std::abs(distance), r.from = p;
    }
  }
  return r;
}

Reading Grammar::season(Index i) {
  const Atom* demonstrative = role(i, TimeRole::this_one);
  const Atom* s = find(demonstrative ? demonstrative->end : i, TimeKind::season);
  if (!s) return {};
  const YearTail tail = year_tail(s->end);
  const Atom* mod = tail ? nullptr : modifier(s->end);
  if (mod && meaning(mod) > TimeModifier::next) mod = nullptr;
  const bool is_placed =
      i > sentence_ && (role(i - 1, TimeRole::in) || role(i - 1, TimeRole::during) || role(i - 1, TimeRole::edge) ||
                        role(i - 1, TimeRole::since) || role(i - 1, TimeRole::until));
  const bool is_definite = types_[a_.tokens[s->begin].type].has_article || s->end > s->begin + 1;
  if (!tail && !mod && !demonstrative && !(is_placed && is_definite)) return {};
  Reading r = start_at(i);
  r.rule = s->entry;
  r.shape = Shape::point;
  r.end = tail ? tail.end : (mod ? mod->end : s->end);
  std::int32_t year = tail ? tail.year : anchor_.year;
  if (mod && anchor_.month) {
    const int month = s->word->value * 3;  // in the middle of the season
    if (meaning(mod) == TimeModifier::last && month >= anchor_.month) --year;
    if (meaning(mod) == TimeModifier::next && month <= anchor_.month) ++year;
  }
  if (year) r.from = {Grain::season, year, 0, 0, static_cast<std::uint8_t>(s->word->value)};
  return r;
}

Reading Grammar::decade(Index i) {
  const Atom* d = find(i, TimeKind::decade);
  if (!d) return {};
  if (is_age(i, d->end) || role(skip(d->end, TimeRole::of), TimeRole::age)) return {};
  Reading r = start_at(i);
  r.start = d->start;
  r.rule = d->entry;
  r.shape = Shape::point;
  r.end = d->end;
  r.has_year = true;
  std::int32_t century_start = 1900;
  if (const Reading c = century(skip(d->end, TimeRole::of))) {
    r.end = c.end;
    if (c.from.is_known()) century_start = c.from.year;
  }
  r.from = {Grain::decade, century_start + d->word->value, 0, 0, 0};
  return r;
}

// "the twentieth century", "the last century".
Reading Grammar::century(Index i) {
  const Atom* u = unit(i);
  if (!u || u->unit() != TimeUnit::century || !u->is_number(kSingular)) return {};
  const Atom* mod = modifier(u->end);
  Number n = ordinal(u->end);
  if (!n) n = cardinal(u->end);
  Reading r = start_at(i);
  r.start = u->start;
  r.rule = u->entry;
  r.shape = Shape::interval;
  std::int32_t first = 0;
  if (n && n.is_definite && n.value <= 22) {
    r.end = n.end;
    first = (n.whole() - 1) * 100;
    r.has_year = true;
  } else if (mod && u->has(kDefinite) && meaning(mod) <= TimeModifier::next) {
    r.end = mod->end;
    if (anchor_.year)
      first = anchor_.year / 100 * 100 + (meaning(mod) == TimeModifier::last   ? -100
                                          : meaning(mod) == TimeModifier::next ? 100
                                                                               : 0);
  } else {
    return {};
  }
  if (first > 0) r.from = make_year(first), r.to = make_year(first + 99);
  return r;
}

}  // namespace isnad::time
