// Days: today and tomorrow, days of the week, dates in every order.
#include "time/grammar.h"

namespace isnad::time {
namespace {

using lexicon::kDefinite;
using lexicon::kSingular;

constexpr char kComma[] = ",\xD8\x8C";

}  // namespace

Point Grammar::resolve_weekday(std::uint8_t day, const Atom* mod, Index begin) const {
  if (anchor_.day == 0) return {};
  const DayNumber now = to_day_number(anchor_);
  const DayNumber since = (weekday_of(now) - day + 7) % 7;  // days since the last one; 0 today
  const DayNumber until = (day - weekday_of(now) + 7) % 7;
  if (mod) {
    switch (static_cast<TimeModifier>(mod->word->detail)) {
      case TimeModifier::last:
      case TimeModifier::recent: return from_day_number(now - (since ? since : 7));
      case TimeModifier::next: return from_day_number(now + (until ? until : 7));
      case TimeModifier::this_one: return from_day_number(now - weekday_of(now) + day);
      case TimeModifier::last_but_one: return from_day_number(now - (since ? since : 7) - 7);
      case TimeModifier::next_but_one: return from_day_number(now + (until ? until : 7) + 7);
      default: break;
    }
  }
  // What appears a day late tells of yesterday in the present.
  const bool is_scheduled = since > 1 && atoms_.is_scheduled(a_, begin, sentence_);
  const bool is_ahead = is_future(begin) || is_scheduled || (begin > sentence_ && role(begin - 1, TimeRole::until));
  return from_day_number(is_ahead ? now + until : now - since);
}

// [part of the day] [this] [day] then the day itself, then a part of the day.
Reading Grammar::day(Index i) {
  Index j = i;
  const Atom* part = find(j, TimeKind::part);
  if (part) j = part->end;
  const Atom* demonstrative = role(j, TimeRole::this_one);
  if (demonstrative) j = demonstrative->end;
  const Atom* noun = unit(j);
  if (noun && noun->unit() == TimeUnit::day && noun->is_number(kSingular) && !noun->has(kDefinite)) j = noun->end;
  else noun = nullptr;
  Reading r = deictic(j);
  for (const auto production : {&Grammar::weekday, &Grammar::date, &Grammar::week_then_weekday, &Grammar::nth_weekday})
    r = longer(r, (this->*production)(j));
  if (j != i) r = longer(r, week_then_weekday(i));
  if (const Atom* named = demonstrative ? find(j, TimeKind::weekday) : nullptr; named && r.end == named->end && anchor_.day) {
    const DayNumber now = to_day_number(anchor_);
    r.from = from_day_number(now - weekday_of(now) + named->word->value);
  }
  if (!r && noun) {  // "the 21st day": a number that stands for a day of this month
    const Number n = day_of_month(j);
    if (n && n.digits && !is_wordlike(n.end) && !is_mark(n.end, "/.:%-") && anchor_.day) {
      r = start_at(j);
      r.end = n.end;
      r.shape = Shape::point;
      r.from = resolve_date(anchor_.month, n.whole(), TimeModifier::this_one, true, i);
    }
  }
  if (!r || (j != i && is_in(j) && !atoms_.is_empty(j) && (atoms_.at(j).front().proclitics & kWawClitic) != 0)) return {};
  if (j != i) {
    const Index begin = i;
    r.begin = begin;
    r.start = part ? part->start : (noun && j == noun->end && !demonstrative ? noun->start : start_at(i).start);
  }
  if (const Atom* after = find(r.end, TimeKind::part); after && after->proclitics == 0 && !part) {
    if (!after->word->is_weak || !is_wordlike(after->end) || find(after->end, TimeKind::weekday) == nullptr) r.end = after->end;
  }
  return r;
}

// "today", "yesterday", with the weekday and the date said again.
Reading Grammar::deictic(Index i) {
  const Atom* atom = find(i, TimeKind::phrase);
  if (!atom) return {};
  const auto value = static_cast<lexicon::PhraseValue>(atom->word->detail);
  if (value != lexicon::PhraseValue::day && value != lexicon::PhraseValue::night) return {};
  Reading r = start_at(i);
  r.start = atom->start;
  r.end = atom->end;
  r.rule = atom->entry;
  r.shape = Shape::point;
  r.from = shift(anchor_, TimeUnit::day, atom->word->value);
  const Atom* u = unit(i);
  if (u && u->unit() == TimeUnit::day && u->end == atom->end && u->has(kDefinite)) {
    // "four hours a day" and "on the same day" are not today.
    if (i > sentence_ + 1 && role(i - 1, TimeRole::in) && unit(i - 2)) return {};
    if (const Atom* mod = modifier(u->end)) {
      const auto m = static_cast<TimeModifier>(mod->word->detail);
      r.end = mod->end;
      if (m == TimeModifier::last) r.from = shift(anchor_, TimeUnit::day, -1);
      else if (m == TimeModifier::recent) r.from = is_appointment_ ? shift(anchor_, TimeUnit::day, -1) : Point();
      else if (m == TimeModifier::next) r.from = shift(anchor_, TimeUnit::day, 1);
      else if (m == TimeModifier::following) r.from = resolve_unit(TimeUnit::day, m, i);
      else if (m == TimeModifier::same) r.shape = Shape::anaphor;
      else r.end = atom->end;
      return r;
    }
    const Number n = ordinal(u->end);
    if (n && n.is_definite && !month_name(n.end) && !month_name(skip(n.end, TimeRole::of))) {
      r.end = n.end;
      // annotation.md, Times: "for the second day" is the day of publication.
      if ((u->proclitics & kLamClitic) == 0) r.from = {};
      return r;
    }
  }
  return apposed(r, 0);
}

// The weekday or date that says again which day it is: "today (Sunday)", "tomorrow, Monday 5 March".
Reading Grammar::apposed(Reading r, std::uint8_t weekday) {
  Index j = r.end;
  const bool is_bracketed = is_mark(j, "(");
  if (is_bracketed || is_mark(j, kComma)) ++j;
  const Atom* day = find(j, TimeKind::weekday);
  if (day && !day->word->is_weak && day->proclitics == 0) {
    r.end = is_bracketed ? skip_mark(day->end, ")") : day->end;
  }
  Index k = skip_mark(r.end, kComma);
  k = skip(k, TimeRole::corresponding);
  if (const Reading d = date(k); d && d.from.is_known()) {
    r.end = d.end;
    r.from = d.from;
    r.has_year = d.has_year;
    // Where the year is not said, the weekday tells which.
    for (const int offset : {0, 1, -1}) {
      if (weekday == 0 || d.has_year || d.from.grain != Grain::day) break;
      const Point p = make_day(d.from.year + offset, d.from.month, d.from.day);
      if (!p.is_known() || weekday_of(to_day_number(p)) != weekday) continue;
      r.from = p;
      break;
    }
  }
  return r;
}

Reading Grammar::weekday(Index i) {
  const Atom* day = find(i, TimeKind::weekday);
  if (!day) return {};
  const Atom* before = i > sentence_ ? unit(i - 1) : nullptr;
  const bool is_headed = before && before->unit() == TimeUnit::day && !before->has(kDefinite);
  Reading r = start_at(i);
  r.start = day->start;
  r.rule = day->entry;
  r.end = day->end;
  r.shape = Shape::point;
  if (day->word->is_weak) {  // without the article only before a week, or after "day" with more to come
    const Reading week = relative(day->end);
    if (!(week && week.from.grain == Grain::week) && !is_headed) return {};
    if (is_headed && !week) return {};
  }
  if (i > sentence_ && role(i - 1, TimeRole::between) && is_in(r.end) && !find(r.end, TimeKind::weekday)) return {};
  return weekday_tail(r, static_cast<std::uint8_t>(day->word->value), i);
}

// "the last Monday of March", "the second Wednesday in October 2014".
Reading Grammar::nth_weekday(Index i) {
  const Atom* last = role(i, TimeRole::last_of);
  const Number n = last ? Number{} : ordinal(i);
  if (!last && !n) return {};
  Index j = last ? last->end : n.end;
  if (const Atom* noun = unit(j); noun && noun->unit() == TimeUnit::day && noun->is_number(kSingular)) j = noun->end;
  const Atom* day = find(j, TimeKind::weekday);
  if (!day || day->proclitics != 0) return {};
  Index k = skip(day->end, TimeRole::of);
  if (k == day->end) k = skip(day->end, TimeRole::in);
  Reading r = longer(month(k), relative(k));
  if (!r || r.from.grain != Grain::month) return {};
  r.begin = i;
  r.start = start_at(i).start;
  const Point m = r.from;
  const DayNumber first = to_day_number({Grain::day, m.year, m.month, 1, 0});
  const DayNumber nth = first + (day->word->value - weekday_of(first) + 7) % 7;
  r.from = from_day_number(nth + (last ? 28 : 7 * (n.whole() - 1)));
  if (last && r.from.month != m.month) r.from = from_day_number(nth + 21);
  if (r.from.month != m.month) r.from = {};
  return r;
}

// Day `day` of `week`, which is the week of publication, the one before or the one after.
Point Grammar::in_week(const Point& week, std::uint8_t day) const {
  const DayNumber now = to_day_number(anchor_);
  const std::int32_t weeks = week == week_of(now) ? 0 : (week == week_of(now + 7) ? 1 : -1);
  return from_day_number(now - weekday_of(now) + day + 7 * weeks);
}

// What narrows a weekday down: a modifier, a week, a date, its place in a month.
Reading Grammar::weekday_tail(Reading r, std::uint8_t day, Index begin) {
  if (const Reading of_month = weekday_of_month(r, day, begin)) return of_month;
  if (const Atom* mod = modifier(r.end); mod && static_cast<TimeModifier>(mod->word->detail) <= TimeModifier::recent) {
    r.from = resolve_weekday(day, mod, begin);
    r.end = mod->end;
    return apposed(r, day);
  }
  const Index of = skip(r.end, TimeRole::of);
  if (const Reading week = relative(of); week && week.from.grain == Grain::week && anchor_.day) {
    r.end = week.end;
    r.from = in_week(week.from, day);
    return r;
  }
  r.from = resolve_weekday(day, nullptr, begin);
  if (is_appointment_) {
    if (const Reading numbered = weekday_and_number(r, day)) return numbered;
  }
  return apposed(r, day);
}

// "the last Monday of March", "the third Tuesday of September 2014" (unless that is the date of a Tuesday).
Reading Grammar::weekday_of_month(Reading r, std::uint8_t day, Index begin) {
  const Atom* mod = modifier(r.end);
  const bool is_last = mod && static_cast<TimeModifier>(mod->word->detail) == TimeModifier::recent;
  const Number n = is_last ? Number{} : ordinal(r.end);
  if (!is_last && (!n || !n.is_definite || n.value > 5)) return {};
  const Index end = is_last ? mod->end : n.end;
  Reading of_month = month(skip(end, TimeRole::of));
  if (!of_month && n && is_appointment_ && anchor_.month) {
    of_month = start_at(begin);
    of_month.end = end;
    of_month.from = make_month(anchor_.year, anchor_.month);
  }
  if (is_last && of_month.shape == Shape::interval && of_month.to.is_known()) {  // a month of the Islamic calendar
    const DayNumber last = to_day_number(of_month.to);
    of_month.shape = Shape::point;
    of_month.from = from_day_number(last - (weekday_of(last) - day + 7) % 7);
    of_month.begin = begin;
    of_month.start = r.start;
    return of_month;
  }
  if (of_month.from.grain != Grain::month) return {};
  if (n) {
    const Reading dated = day_month(r.end);
    if (dated && dated.from.is_known() && weekday_of(to_day_number(dated.from)) == day) return {};
  }
  const Point next = shift_months(of_month.from, 1);
  const DayNumber first = to_day_number({Grain::day, of_month.from.year, of_month.from.month, 1, 0});
  const DayNumber last = to_day_number({Grain::day, next.year, next.month, 1, 0}) - 1;
  r.shape = Shape::point;
  r.end = of_month.end;
  r.from = from_day_number(is_last ? last - (weekday_of(last) - day + 7) % 7
                                   : first + (day - weekday_of(first) + 7) % 7 + 7 * (n.whole() - 1));
  if (r.from.month != of_month.from.month) r.from = {};
  return r;
}

// "Friday the 15th" in a note: of this month or the last in which that is a Friday.
Reading Grammar::weekday_and_number(Reading r, std::uint8_t day) {
  const Index k = skip(r.end, TimeRole::in);
  const Number n = day_of_month(k);
  if (!n || date(k) || (k == r.end && is_wordlike(n.end) && !role(n.end, TimeRole::until))) return {};
  r.end = n.end;
  for (int offset = 0; offset < 2 && anchor_.month; ++offset) {
    const Point m = shift_months(anchor_, -offset);
    const Point p = make_day(m.year, m.month, static_cast<std::uint32_t>(n.whole()));
    if (!p.is_known() || weekday_of(to_day_number(p)) != day) continue;
    r.from = p;
    break;
  }
  return r;
}

// "last week on Sunday".
Reading Grammar::week_then_weekday(Index i) {
  const Reading week = relative(i);
  if (!week || week.from.grain != Grain::week) return {};
  Index j = week.end;
  if (const Atom* noun = unit(j); noun && noun->unit() == TimeUnit::day && noun->is_number(kSingular)) j = noun->end;
  const Atom* day = find(j, TimeKind::weekday);
  if (!day || day->word->is_weak || day->proclitics != 0) return {};
  Reading r = week;
  r.end = day->end;
  r.from = in_week(week.from, static_cast<std::uint8_t>(day->word->value));
  return r;
}

// --- dates ----------------------------------------------------------------------------------------------------------

Reading Grammar::date(Index i) {
  if (!is_in(i)) return {};
  Reading best = day_month(i);
  best = longer(best, month_day(i));
  best = longer(best, day_of_relative_month(i));
  best = longer(best, numeric_date(i));
  if (best && (best.shape == Shape::point)) {  // the same day in the other calendar
    Index k = best.end;
    const bool is_bracketed = is_mark(k, "(");
    if (is_bracketed) ++k;
    const Index c = skip(skip_mark(k, kComma), TimeRole::corresponding);
    if (c > k || is_bracketed) {
      Reading other = day_month(c);
      if (other && other.from.is_known()) {
        if (other.has_year || !best.from.is_known()) best.from = other.from;
        best.end = is_bracketed ? skip_mark(other.end, ")") : other.end;
      }
    }
  }
  return best;
}

// "12 June", "the 28th of March 2018", "28-November".
Reading Grammar::day_month(Index i) {
  const Number n = day_of_month(i);
  if (!n) return {};
  Index j = n.end;
  // "15 and 16 May": the first day borrows the month of the second.
  Index k = is_mark(j, kComma) ? j + 1 : j;
  if (role(k, TimeRole::conjunction)) ++k;
  if (k != j && n.digits) {
    const Number second = day_of_month(k);
    const Month shared = second && second.digits ? month_name(skip(second.end, TimeRole::of)) : Month();
    if (shared && second.value > n.value) {
      Reading r = start_at(i);
      const Reading whole = finish_month(shared, n.whole(), shared.end, r);
      r = whole;
      r.end = n.end;
      return r;
    }
  }
  j = is_mark(j, "-/\xE2\x80\x93") ? j + 1 : skip(j, TimeRole::of);
  if (const Atom* noun = unit(j); noun && noun->unit() == TimeUnit::month && noun->is_number(kSingular) && noun->proclitics == 0)
    j = noun->end;
  const Month m = month_name(j);
  if (!m || (m.atom->proclitics & ~kBaClitic) != 0) return {};
  Reading r = start_at(i);
  r = finish_month(m, n.whole(), m.end, r);
  return r;
}

// "May the 21st", "September 10, 2001": the number must not count something.
Reading Grammar::month_day(Index i) {
  Index j = i;
  if (const Atom* noun = unit(j); noun && noun->unit() == TimeUnit::month && noun->is_number(kSingular) && !noun->has(kDefinite))
    j = noun->end;
  const Month m = month_name(j);
  if (!m) return {};
  const Index at = is_mark(m.end, "-") ? m.end + 1 : m.end;
  const Number n = day_of_month(at);
  if (!n || (!n.digits && !n.is_ordinal)) return {};
  const YearTail tail = year_tail(n.end);
  if (!tail && is_wordlike(n.end)) return {};
  Reading r = start_at(i);
  r = finish_month(m, n.whole(), n.end, r);
  return r;
}

// "the 20th of next month".
Reading Grammar::day_of_relative_month(Index i) {
  const Number n = day_of_month(i);
  if (!n) return {};
  Index j = skip(n.end, TimeRole::of);
  if (j == n.end) j = skip(n.end, TimeRole::in);
  if (j == n.end) return {};
  Reading r = relative(j);
  if (!r || r.shape != Shape::point || !(unit(j) || role(j, TimeRole::this_one))) return {};
  const Atom* u = unit(role(j, TimeRole::this_one) ? role(j, TimeRole::this_one)->end : j);
  if (!u || u->unit() != TimeUnit::month) return {};
  const Reading head = start_at(i);
  r.begin = i;
  r.start = head.start;
  if (r.from.is_known()) r.from = make_day(r.from.year, r.from.month, static_cast<std::uint32_t>(n.whole()));
  return r;
}

// The groups of digits of "16/10/2015", "2017-03-02" or "12.3.2018".
Grammar::DigitGroups Grammar::digit_groups(Index i) const {
  DigitGroups g;
  if (!is_in(i) || a_.tokens[i].kind != TokenKind::number) return g;
  const std::string_view first = a_.text(a_.tokens[i].span);
  if (first.find('.') != std::string_view::npos) {  // one token
    std::int32_t value = 0;
    std::uint8_t size = 0;
    for (const char c : first) {
      if (c == '.') g.add(value, size), value = 0, size = 0;
      else if (c >= '0' && c <= '9') value = value * 10 + (c - '0'), ++size;
      else return {};
      if (size > 4) return {};
    }
    g.add(value, size);
    g.separator = '.';
    g.end = i + 1;
    return g;
  }
  for (Index j = i; g.count < 4;) {
    const Number n = digits(j);
    if (!n || n.is_decimal || n.digits > 4) return {};
    g.add(n.whole(), n.digits);
    g.end = n.end;
    if (!is_mark(n.end, "/-") || a_.tokens[n.end].space_before || !is_in(n.end + 1) || a_.tokens[n.end + 1].space_before) break;
    const char c = a_.text(a_.tokens[n.end].span).front();
    if (g.separator != 0 && c != g.separator) return {};
    g.separator = c;
    if (a_.tokens[n.end + 1].kind != TokenKind::number) break;
    j = n.end + 1;
  }
  return g;
}

// Digits with separators: year first or day first; month first only where there is no such day.
Reading Grammar::numeric_date(Index i) {
  const DigitGroups g = digit_groups(i);
  if (g.end == 0) return {};
  Reading r = start_at(i);
  r.end = g.end;
  r.shape = Shape::point;
  r.has_year = true;
  const auto part = [&](int k) { return static_cast<std::uint32_t>(g.values[k]); };
  if (g.count == 3) {
    if (g.sizes[0] == 4) {
      r.from = make_day(g.values[0], part(1), part(2));
    } else if (g.sizes[2] == 4 || (g.sizes[2] == 2 && g.separator != '.')) {
      const std::int32_t year = g.sizes[2] == 4 ? g.values[2] : 2000 + g.values[2];
      r.from = make_day(year, part(1), part(0));
      if (!r.from.is_known()) r.from = make_day(year, part(0), part(1));
    }
    return r.from.is_known() ? r : Reading{};
  }
  if (g.count != 2) return {};
  if (g.separator == '/' && g.sizes[0] == 4 && g.sizes[1] <= 2) r.from = make_month(g.values[0], part(1));
  else if (g.separator == '/' && g.sizes[1] == 4 && g.sizes[0] <= 2) r.from = make_month(g.values[1], part(0));
  if (r.from.is_known() && r.from.year >= 1900 && r.from.year <= 2100) return r;
  return is_appointment_ ? numeric_day_month(i, g) : Reading{};  // in news such digits are easily a score or a fraction
}

// "04/22", "11/12, 2016".
Reading Grammar::numeric_day_month(Index i, const DigitGroups& g) {
  if (g.sizes[0] > 2 || g.sizes[1] > 2) return {};
  const bool is_month_first = g.values[1] > 12;
  const int month = g.values[is_month_first ? 0 : 1];
  const int day_number = g.values[is_month_first ? 1 : 0];
  if (month < 1 || month > 12 || day_number < 1 || day_number > 31) return {};
  Reading r = start_at(i);
  r.end = g.end;
  r.shape = Shape::point;
  const Index after = skip_mark(g.end, kComma);
  if (const Number year = digits(after); year && after != g.end) {  // who writes the comma writes the month first
    r.end = year.end;
    const std::int32_t y = year.digits == 4 ? year.whole() : 2000 + year.whole();
    r.from = make_day(y, static_cast<std::uint32_t>(g.values[0]), static_cast<std::uint32_t>(g.values[1]));
    if (!r.from.is_known()) r.from = make_day(y, static_cast<std::uint32_t>(month), static_cast<std::uint32_t>(day_number));
  } else {
    r.from = resolve_date(month, day_number, TimeModifier::same, false, i);
  }
  return r;
}

}  // namespace isnad::time
