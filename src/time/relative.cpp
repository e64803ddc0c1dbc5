// Periods told from the day of publication or from a larger one: "last week", "the rest of the month", "the third quarter of 2018".
#include "time/grammar.h"

namespace isnad::time {
namespace {

using lexicon::kDefinite;
using lexicon::kSingular;

TimeModifier meaning(const Atom* modifier) { return static_cast<TimeModifier>(modifier->word->detail); }

}  // namespace

Reading Grammar::relative(Index i) {
  if (!is_in(i)) return {};
  if (const Atom* that = role(i, TimeRole::that)) {
    const Atom* u = unit(that->end);
    if (!u || !u->has(kDefinite) || !u->is_number(kSingular) || u->unit() < TimeUnit::day) return {};
    Reading r = start_at(i);
    r.shape = Shape::anaphor;
    r.unit = u->unit();
    r.end = u->end;
    return r;
  }
  return relative_unit(i, i);
}

// "this month", "the past week", "next year"; a whole unit with the article and what says which.
Reading Grammar::relative_unit(Index i, Index begin) {
  const Atom* demonstrative = role(i, TimeRole::this_one);
  const Atom* u = unit(demonstrative ? demonstrative->end : i);
  if (!u || !u->has(kDefinite) || !u->is_number(kSingular)) return {};
  Reading r = start_at(begin);
  if (begin == i && !demonstrative) r.start = u->start;
  r.shape = Shape::point;
  r.rule = u->entry;
  r.end = u->end;
  const Atom* mod = modifier(u->end);
  // "this" behind the unit belongs to what follows when that is definite ("the second this week").
  const Atom* trailing = demonstrative || u->unit() < TimeUnit::day ? nullptr : role(u->end, TimeRole::this_one);
  if (trailing && is_in(trailing->end) && (types_[a_.tokens[trailing->end].type].has_article || unit(trailing->end)))
    trailing = nullptr;
  if (demonstrative || trailing) {
    if (!demonstrative) r.end = trailing->end;
    else if (mod && (meaning(mod) == TimeModifier::this_one || meaning(mod) == TimeModifier::whole)) r.end = mod->end;
    r.from = resolve_unit(u->unit(), TimeModifier::this_one, begin);
    if (u->unit() < TimeUnit::day) r.shape = Shape::unresolved;
    return r;
  }
  if (!mod && u->unit() == TimeUnit::weekend) {
    r.from = resolve_unit(u->unit(), TimeModifier::this_one, begin);
    return r;
  }
  if (!mod) {
    r.from = resolve_unit(u->unit(), TimeModifier::this_one, begin);
    return is_query_ && u->unit() >= TimeUnit::week && r.end == limit_ ? r : Reading{};
  }
  const TimeModifier m = meaning(mod);
  if (m == TimeModifier::few || m == TimeModifier::whole) return {};
  if (u->unit() == TimeUnit::century) return {};
  const bool is_title =
      i > sentence_ && types_[a_.tokens[i - 1].type].has_article && u->proclitics == 0 && u->unit() == TimeUnit::year;
  if (is_title && mod->word->is_weak) return {};  // "the former secretary general"
  r.end = mod->end;
  if (m == TimeModifier::same) {
    r.shape = Shape::anaphor;
    r.unit = u->unit();
    return r;
  }
  if (m == TimeModifier::recent && u->unit() != TimeUnit::day) return {};
  if (u->unit() < TimeUnit::day) {
    r.shape = Shape::duration;
    r.length.add(u->unit(), 1);
    return r;
  }
  if (m != TimeModifier::recent || is_appointment_)
    r.from = resolve_unit(u->unit(), m == TimeModifier::recent ? TimeModifier::last : m, begin);
  return r;
}

// "the end of last week", "mid-March": as exact as the period.
Reading Grammar::edge(Index i) {
  const Atom* rest = role(i, TimeRole::rest);
  const Atom* head = rest ? rest : role(i, TimeRole::edge);
  if (!head) return {};
  Index j = head->end;
  if (const Index of = skip(j, TimeRole::of); of != j) j = of;
  Reading inner;
  for (const auto production : {&Grammar::month, &Grammar::year, &Grammar::relative, &Grammar::season, &Grammar::decade,
                                &Grammar::century, &Grammar::holiday, &Grammar::day}) {
    inner = longer(inner, (this->*production)(j));
  }
  const Atom* u = unit(j);
  if (!inner && u && u->is_number(kSingular) &&
      (u->unit() == TimeUnit::week || u->unit() == TimeUnit::month || u->unit() == TimeUnit::year) && u->has(kDefinite) &&
      u->proclitics == 0) {
    inner = start_at(j);
    inner.end = u->end;
    inner.shape = Shape::point;
    inner.from = shift(anchor_, u->unit(), 0);
  }
  if (!inner || inner.is_day_part) return {};
  // Between people the end of this week is the weekend; in news it is the week that ends.
  if (is_appointment_ && inner.from.grain == Grain::week && role(j, TimeRole::this_one) && !rest)
    inner.from.grain = Grain::weekend;
  inner.begin = i;
  inner.start = head->start;
  return rest || (is_appointment_ && inner.from.grain == Grain::week) ? remainder(inner) : inner;
}

// "the rest of the week": from the day of publication to the last day of the period that is running.
Reading Grammar::remainder(Reading r) const {
  if (r.shape != Shape::point || anchor_.day == 0) return r;
  const DayNumber now = to_day_number(anchor_);
  Point last;
  if (r.from == week_of(now)) {
    last = from_day_number(now + 7 - weekday_of(now));
  } else if (r.from == make_month(anchor_.year, anchor_.month)) {
    const Point next = shift_months(r.from, 1);
    last = from_day_number(to_day_number(make_day(next.year, next.month, 1)) - 1);
  } else if (r.from == make_year(anchor_.year)) {
    last = make_day(anchor_.year, 12, 31);
  }
  if (!last.is_known()) return r;
  r.shape = Shape::interval;
  r.from = anchor_;
  r.to = last;
  return r;
}

// "the week of 15 September".
Reading Grammar::week_of_date(Index i) {
  const Atom* u = unit(i);
  if (!u || u->unit() != TimeUnit::week || !u->is_number(kSingular)) return {};
  Index j = skip(u->end, TimeRole::of);
  if (j == u->end) j = skip(u->end, TimeRole::in);
  if (u->has(kDefinite) == (j == u->end)) return {};
  Reading r = date(j);
  if (!r || r.from.grain != Grain::day) return {};
  r.begin = i;
  r.start = u->start;
  r.from = week_of(to_day_number(r.from));
  return r;
}

// "the third week of this month", "the first week of 2015".
Reading Grammar::ordinal_period(Index i) {
  const Atom* u = unit(i);
  if (!u || u->unit() != TimeUnit::week || !u->is_number(kSingular)) return {};
  const Number n = ordinal(u->end);
  const Atom* last = n ? nullptr : modifier(u->end);
  if (!n && !(last && meaning(last) == TimeModifier::recent)) return {};
  Index j = n ? n.end : last->end;
  Index k = skip(j, TimeRole::of);
  if (k == j) k = skip(j, TimeRole::in);
  Reading of = month(k);
  of = longer(of, longer(year(k), relative(k)));
  if (!of || of.shape != Shape::point || (of.from.grain != Grain::month && of.from.grain != Grain::year)) return {};
  of.begin = i;
  of.start = u->start;
  if (!of.from.is_known()) return of;
  if (of.from.grain == Grain::year) {
    of.from = last ? Point{} : Point{Grain::week, of.from.year, 0, 0, static_cast<std::uint8_t>(n.whole())};
  } else {
    of.from.grain = Grain::week_of_month;
    of.from.part = last ? 4 : static_cast<std::uint8_t>(n.whole());
  }
  return of;
}

// "the first quarter of 2018", "the second half of this year", "2016, the third quarter".
Reading Grammar::half_or_quarter(Index i) {
  const Atom* half = role(i, TimeRole::fraction_half);
  const Atom* head = half ? half : role(i, TimeRole::fraction_quarter);
  const Number n = head ? ordinal(head->end) : Number{};
  if (!n || !n.is_definite || n.value > (half ? 2 : 4)) return {};
  const YearTail tail = year_tail(n.end);
  if (!tail) return {};
  Reading r = start_at(i);
  r.shape = Shape::point;
  r.end = tail.end;
  r.has_year = !tail.is_relative;
  r.from = {half ? Grain::half : Grain::quarter, tail.year, 0, 0, static_cast<std::uint8_t>(n.whole())};
  return r;
}

// "2016, the third quarter".
Reading Grammar::year_then_quarter(Index i) {
  const Reading y = longer(year(i), relative(i));
  Number n = y ? Number{} : year_number(i);
  if (y && y.from.grain != Grain::year) return {};
  if (!y && (!n || !n.digits)) return {};
  const Index j = skip_mark(y ? y.end : n.end, ",\xD8\x8C");
  const Atom* half = role(j, TimeRole::fraction_half);
  const Atom* head = half ? half : role(j, TimeRole::fraction_quarter);
  const Number part = head && head->proclitics == 0 ? ordinal(head->end) : Number{};
  if (!part || !part.is_definite || part.value > (half ? 2 : 4)) return {};
  Reading r = y ? y : start_at(i);
  r.shape = Shape::point;
  r.end = part.end;
  r.has_year = !y || y.has_year;
  r.from = {half ? Grain::half : Grain::quarter, y ? y.from.year : n.whole(), 0, 0, static_cast<std::uint8_t>(part.whole())};
  return r;
}

}  // namespace isnad::time
