// Ranges: "from 4 to 22 January", "between September 4 and 8", "2014-2018", "from 5 to 6 in the evening".
#include "time/grammar.h"

namespace isnad::time {
namespace {

bool is_range_point(const Reading& r) { return r.shape == Shape::point && r.from.is_known() && !r.is_day_part; }

}  // namespace

Reading Grammar::range(Index i) {
  Index j = i;
  const Atom* from = role(i, TimeRole::from);
  const Atom* between = role(i, TimeRole::between);
  if (between) j = between->end;
  else if (from) j = from->end;
  if (!is_in(j) || !can_begin_point(j)) return {};
  Reading best = day_range(j, i, between != nullptr);
  best = longer(best, point_range(j, i, between != nullptr));
  best = longer(best, clock_range(j, i, between != nullptr));
  if (j == i) best = longer(best, month_then_range(i));
  if (best && j != i) {
    best.begin = i;
    best.start = (between ? between : from)->start;
  }
  return best;
}

// The token after what joins the ends at `i`; `i` where nothing does. "and" joins only behind "between".
Index Grammar::range_joint(Index i, bool is_between) const {
  if (is_mark(i, "-\xE2\x80\x93\xE2\x80\x94")) return i + 1;
  if (const Atom* until = role(i, TimeRole::until)) return until->end;
  if (is_between && role(i, TimeRole::conjunction)) return i + 1;
  return i;
}

Reading Grammar::day_range(Index i, Index begin, bool is_between) {
  const Number first = day_of_month(i);
  if (!first) return {};
  Index j = range_joint(first.end, is_between);
  const bool is_waw = is_between && is_in(j) && !atoms_.is_empty(j) && (atoms_.at(j).front().proclitics & kWawClitic) != 0;
  if (j == first.end && !is_waw) return {};
  const Number second = day_of_month(j);
  if (!second || second.value <= first.value) return {};
  Reading end = day_month(j);
  if (!end) end = day_of_relative_month(j);
  if (!end) {  // "from 4 to 22 this month"
    const Reading month = relative(second.end);
    if (!month || month.from.grain != Grain::month) return {};
    end = month;
    end.from = make_day(month.from.year, month.from.month, static_cast<std::uint32_t>(second.whole()));
  }
  Reading r = start_at(begin);
  r.shape = Shape::interval;
  r.end = end.end;
  r.rule = end.rule;
  r.has_year = end.has_year;
  if (end.from.grain == Grain::day) {
    r.to = end.from;
    r.from = make_day(r.to.year, r.to.month, static_cast<std::uint32_t>(first.whole()));
  }
  return r;
}

// "November between 15 and 19", "July 13-15".
Reading Grammar::month_then_range(Index i) {
  Reading m = month(i);
  if (!m || m.shape != Shape::point || m.has_year) return {};
  Index j = m.end;
  const Atom* between = role(j, TimeRole::between);
  const Atom* from = role(j, TimeRole::from);
  if (between) j = between->end;
  else if (from) j = from->end;
  const Number first = day_of_month(j);
  if (!first) return {};
  const Index k = range_joint(first.end, between != nullptr);
  const bool is_waw = between && is_in(k) && !atoms_.is_empty(k) && (atoms_.at(k).front().proclitics & kWawClitic) != 0;
  if (k == first.end && !is_waw) return {};
  const Number second = day_of_month(k);
  if (!second || second.value <= first.value || month_name(second.end)) return {};
  if (!between && !from && is_wordlike(second.end)) return {};
  m.shape = Shape::interval;
  m.end = second.end;
  m.to = make_day(m.from.year, m.from.month, static_cast<std::uint32_t>(second.whole()));
  m.from = make_day(m.from.year, m.from.month, static_cast<std::uint32_t>(first.whole()));
  return m;
}

Reading Grammar::point_range(Index i, Index begin, bool is_between) {
  Index at = i;
  if (const Atom* u = unit(i); u && u->is_number(lexicon::kDual) && u->unit() == TimeUnit::year)
    at = u->end;  // "the years 2011 and 2015"
  const auto point = [&](Index k) {
    Reading p = longest_point(k);
    if (const Number y = is_in(k) && a_.tokens[k].kind == TokenKind::number && !p ? year_number(k) : Number();
        y && y.value >= 1900) {
      p = start_at(k);
      p.shape = Shape::point;
      p.has_year = true;
      p.end = y.end;
      p.from = make_year(y.whole());
    }
    return p;
  };
  Reading first = point(at);
  // "last week from Tuesday to Thursday"
  if (first && first.from.grain == Grain::week) {
    if (const Atom* inner =
            role(first.end, TimeRole::from) ? role(first.end, TimeRole::from) : role(first.end, TimeRole::between);
        inner && (inner->proclitics & kWawClitic) == 0) {
      const Reading days = point_range(inner->end, inner->end, role(first.end, TimeRole::between) != nullptr);
      if (days && days.shape == Shape::interval && days.from.grain == Grain::day && anchor_.day) {
        Reading r = days;
        r.begin = begin;
        r.start = start_at(begin).start;
        r.from = in_week(first.from, weekday_of(to_day_number(days.from)));
        r.to = in_week(first.from, weekday_of(to_day_number(days.to)));
        return r;
      }
    }
  }
  if (!is_range_point(first)) return {};
  Index j = range_joint(first.end, is_between);
  const bool is_waw = is_between && is_in(j) && !atoms_.is_empty(j) && (atoms_.at(j).front().proclitics & kWawClitic) != 0;
  if (j == first.end && !is_waw) return {};
  const bool is_hyphen = is_mark(first.end, "-\xE2\x80\x93\xE2\x80\x94");
  Reading second = point(j);
  if (!is_range_point(second) || (is_hyphen && second.from.grain != first.from.grain)) return {};
  if (first.from.grain == Grain::day && second.from.grain == Grain::day && !first.has_year) {
    // The first day borrows the year of the second, and stands before it.
    if (second.has_year) first.from.year = second.from.year;
    const DayNumber a = to_day_number(first.from);
    const DayNumber b = to_day_number(second.from);
    if (b < a && b + 7 >= a) second.from = from_day_number(b + 7);
  }
  if (first.from.grain == Grain::month && second.from.grain == Grain::month && !first.has_year) {
    if (second.has_year) first.from.year = second.from.year - (first.from.month > second.from.month ? 1 : 0);
    else second.from.year = first.from.year + (second.from.month < first.from.month ? 1 : 0);
  }
  Reading r = start_at(begin);
  r.shape = Shape::interval;
  r.rule = first.rule;
  r.end = second.end;
  r.from = first.from;
  r.to = second.from;
  r.has_year = first.has_year;
  return r;
}

Reading Grammar::clock_range(Index i, Index begin, bool is_between) {
  const Atom* head = unit(i);
  const bool has_head =
      head && head->unit() == TimeUnit::hour && head->is_number(lexicon::kSingular) && head->has(lexicon::kDefinite);
  const auto ends = [&](Index at, bool& has_part) {
    Reading c = clock(at);
    has_part = static_cast<bool>(c);
    if (!c) c = bare_clock(at, false);
    if (c && has_part) {
      Clock copy = c.clock;
      has_part = copy.minute >= 0 || find(c.end - 1, TimeKind::part) != nullptr || c.end > at + 2;
    }
    return c;
  };
  bool first_part = false;
  bool second_part = false;
  is_between_hours_ = is_between;
  const Reading first = ends(i, first_part);
  is_between_hours_ = false;
  if (!first || first.shape != Shape::clock) return {};
  Index j = range_joint(first.end, is_between);
  const bool is_waw = is_between && is_in(j) && !atoms_.is_empty(j) && (atoms_.at(j).front().proclitics & kWawClitic) != 0;
  if (j == first.end && !is_waw) return {};
  const Reading second = ends(j, second_part);
  if (!second || second.shape != Shape::clock || !(has_head || first_part || second_part)) return {};
  if (!has_head && !is_appointment_ && !second_part) return {};
  if (unit(second.end) && !unit(second.end)->has(lexicon::kDefinite)) return {};
  Reading r = start_at(begin);
  r.shape = Shape::clock_interval;
  r.end = second.end;
  r.clock = first.clock;
  r.clock_to = second.clock;
  // "from 5 to 6 in the evening": the part said once is meant of both.
  if (r.clock_to.hour >= 12 && r.clock.hour < 12 && r.clock.hour + 12 < r.clock_to.hour &&
      find(first.end - 1, TimeKind::part) == nullptr) {
    r.clock.hour = static_cast<std::int8_t>(r.clock.hour + 12);
  }
  if (r.clock.hour >= 12 && r.clock_to.hour < 12 && find(second.end - 1, TimeKind::part) == nullptr) {
    r.clock_to.hour = static_cast<std::int8_t>(r.clock_to.hour + 12);
  }
  if (const Reading d = day(r.end); d && d.shape == Shape::point) r.end = d.end;
  return r;
}

}  // namespace isnad::time
