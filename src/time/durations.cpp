// Lengths of time: "three hours and fifteen minutes", "two weeks", "a few days", "the past three weeks".
#include "time/grammar.h"

namespace isnad::time {
namespace {

using lexicon::kDefinite;
using lexicon::kDual;
using lexicon::kPlural;
using lexicon::kSingular;

constexpr Index kAgeReach = 3;

TimeModifier meaning(const Atom* modifier) { return static_cast<TimeModifier>(modifier->word->detail); }

bool tells_when(TimeModifier m) { return m <= TimeModifier::next_but_one || m == TimeModifier::recent; }

}  // namespace

Reading Grammar::duration(Index i, Intro intro) {
  if (!is_in(i)) return {};
  Reading r = start_at(i);
  if (!duration_piece(i, intro, r)) return {};
  r.shape = Shape::duration;
  for (int pieces = 1; pieces < 4 && !r.length.is_vague; ++pieces) {  // "a year, a month and 21 days"
    Index j = r.end;
    if (role(j, TimeRole::conjunction) || is_mark(j, ",")) ++j;
    if (!is_in(j) || atoms_.is_empty(j)) {
      if (!is_in(j) || a_.tokens[j].kind != TokenKind::number) break;
    }
    const bool is_joined = j != r.end || (!atoms_.is_empty(j) && (atoms_.at(j).front().proclitics & kWawClitic) != 0);
    Reading next = start_at(j);
    if (!duration_piece(j, is_joined ? Intro::introduced : Intro::none, next) || next.length.is_vague) break;
    if (!is_joined && number(j).end == 0) break;
    bool is_new_unit = true;
    for (std::size_t k = 0; k < Duration::kUnits; ++k) is_new_unit &= r.length.amounts[k] == 0 || next.length.amounts[k] == 0;
    if (!is_new_unit) break;
    for (std::size_t k = 0; k < Duration::kUnits; ++k) r.length.amounts[k] += next.length.amounts[k];
    r.end = next.end;
  }
  for (const Atom* mod = modifier(r.end); mod && (tells_when(meaning(mod)) || meaning(mod) == TimeModifier::whole);
       mod = modifier(r.end)) {
    r.end = mod->end;
  }
  if (const Atom* ago = role(r.end, TimeRole::ago)) r.end = ago->end;
  if (intro == Intro::none && is_age(i, r.end)) return {};
  if (const Atom* now = role(r.end, TimeRole::from_now)) {  // counted from today
    const bool is_past = !is_future(i) && !role(i > sentence_ ? i - 1 : i, TimeRole::after);
    r.end = now->end;
    r.length.amounts[3] += 7 * r.length.amounts[4];  // counted from today, weeks name a day
    r.length.amounts[4] = 0;
    return shifted(i, r, is_past ? -1 : 1);
  }
  return r;
}

bool Grammar::duration_piece(Index i, Intro intro, Reading& r) { return numbered_unit(i, r) || unnumbered_unit(i, intro, r); }

bool Grammar::numbered_unit(Index i, Reading& r) {
  Index j = skip(i, TimeRole::article);
  Number n = number(j);
  if (!n) return false;
  // Of a span of amounts the greater counts: "24 to 48 hours", "three or four days".
  Index k = is_mark(n.end, "-") ? n.end + 1 : n.end;
  if (k == n.end) {
    if (const Atom* until = role(k, TimeRole::until)) k = until->end;
    else if (is_in(k) && types_[a_.tokens[k].type].folded == "\xD8\xA7\xD9\x88") ++k;  // "or"
  }
  if (k != n.end) {
    if (const Number upper = number(k); upper && upper.value > n.value && unit(skip(upper.end, TimeRole::article))) n = upper;
  }
  const Atom* u = unit(n.end);
  if (!u || (u->proclitics & ~kBaClitic) != 0 || u->proclitics != 0 ||
      (u->word->is_weak && u->unit() == TimeUnit::century && n.value > 100))
    return false;
  if (u->is_number(kDual)) return false;
  if (u->unit() == TimeUnit::day && u->is_number(kSingular) &&
      (find(u->end, TimeKind::weekday) || find(u->end, TimeKind::phrase)))
    return false;
  if (n.digits == 4 && n.value > 1800 && n.value < 2100 && u->unit() == TimeUnit::year) return false;
  if (u->has(kDefinite) && u->unit() == TimeUnit::hour && u->is_number(kSingular) && !modifier(u->end)) return false;
  if (u->unit() == TimeUnit::decade && u->is_number(kPlural) && i > sentence_ && !role(i - 1, TimeRole::since) &&
      !role(i - 1, TimeRole::during) && !role(i - 1, TimeRole::before) && !role(i - 1, TimeRole::approx) && !modifier(u->end))
    return false;  // also "contracts"
  r.length.add(u->unit(), n.value);
  r.end = fraction_after(u->end, u->unit(), r);
  r.rule = u->entry;
  return true;
}

// "and a half", "and a quarter".
Index Grammar::fraction_after(Index i, TimeUnit unit_before, Reading& r) {
  Index j = i;
  const bool is_parted = role(j, TimeRole::conjunction) != nullptr;
  if (is_parted) ++j;
  double amount = 0;
  const Atom* atom = nullptr;
  for (const auto& [kind, value] : {std::pair{TimeRole::fraction_half, 0.5}, std::pair{TimeRole::fraction_quarter, 0.25}}) {
    if (const Atom* a = role(j, kind); a && !atom) atom = a, amount = value;
  }
  if (!atom || !(is_parted || (atom->proclitics & kWawClitic) != 0)) return i;
  Index end = atom->end;
  if (const Atom* u = unit(end)) {
    if (u->unit() != unit_before) return i;  // "an hour and half a day" is two pieces
    end = u->end;
  }
  r.length.add(unit_before, amount);
  return end;
}

// "half an hour".
bool Grammar::fraction_of_unit(Index i, Reading& r) {
  for (const auto& [kind, value] : {std::pair{TimeRole::fraction_half, 0.5}, std::pair{TimeRole::fraction_quarter, 0.25},
                                    std::pair{TimeRole::fraction_third, 1.0 / 3}}) {
    const Atom* fraction = role(i, kind);
    const Atom* u = fraction ? unit(fraction->end) : nullptr;
    if (!u || !u->is_number(kSingular) || u->has(kDefinite) || u->proclitics != 0) continue;
    r.length.add(u->unit(), value);
    r.end = u->end;
    r.rule = u->entry;
    return true;
  }
  return false;
}

// "several months", "dozens of years".
bool Grammar::few_units(Index i, Reading& r) {
  const Atom* few = role(i, TimeRole::few);
  const Atom* u = few ? unit(few->end) : nullptr;
  if (!u || !u->is_number(kPlural) || u->proclitics != 0) return false;
  r.length.add(u->unit(), 1);
  r.length.is_vague = true;
  r.rule = u->entry;
  const Atom* mod = modifier(u->end);
  r.end = mod ? mod->end : u->end;
  return true;
}

bool Grammar::unnumbered_unit(Index i, Intro intro, Reading& r) {
  if (fraction_of_unit(i, r) || few_units(i, r)) return true;
  const Atom* u = unit(i);
  if (!u || u->has(kDefinite) || role(i, TimeRole::few)) return false;
  r.rule = u->entry;
  if (u->is_number(kPlural)) return unnumbered_plural(*u, intro, r);
  if (u->is_number(kSingular)) return single_unit(*u, intro, r);
  if (!types_[a_.tokens[u->end - 1].type].folded.ends_with("\xD9\x86"))
    return false;  // before a genitive: "the days Friday and Saturday"
  if (u->word->is_weak && intro == Intro::none) return false;
  r.length.add(u->unit(), 2);
  r.end = fraction_after(u->end, u->unit(), r);
  return true;
}

// "for months", "a few days", "three nights" with the number behind.
bool Grammar::unnumbered_plural(const Atom& u, Intro intro, Reading& r) {
  const Atom* mod = modifier(u.end);
  const bool is_few = mod && meaning(mod) == TimeModifier::few;
  if (intro == Intro::none && !is_few && (u.proclitics & (kLamClitic | kBaClitic)) == 0) return false;
  if (u.word->is_weak && intro != Intro::introduced) return false;
  if (const Number n = cardinal(u.end); n && n.value >= 3) {
    r.length.add(u.unit(), n.value);
    r.end = n.end;
    return true;
  }
  r.length.add(u.unit(), 1);
  r.length.is_vague = true;
  r.end = is_few ? mod->end : u.end;
  return true;
}

// "one day", "a whole week", "a year and a half", and behind a preposition a bare "month".
bool Grammar::single_unit(const Atom& u, Intro intro, Reading& r) {
  const Atom* mod = modifier(u.end);
  const Number one = cardinal(u.end);
  const bool is_one = one && one.value == 1 && !one.is_definite;
  const bool is_whole = mod && meaning(mod) == TimeModifier::whole && !mod->has(kDefinite);
  r.length.add(u.unit(), 1);
  const Index end = is_one ? one.end : u.end;
  r.end = fraction_after(end, u.unit(), r);
  if (is_one || is_whole || r.end != end) return true;
  // Not as the head of a date or genitive ("the day of the election").
  if (is_query_ && u.begin == sentence_ && u.end == limit_) return true;
  if (intro == Intro::none || (u.word->is_weak && intro != Intro::introduced)) return false;
  if (year_number(u.end) || find(u.end, TimeKind::weekday) || find(u.end, TimeKind::month) || find(u.end, TimeKind::phrase))
    return false;
  if (number(u.end) || ordinal(u.end)) return false;
  const bool is_day = u.unit() == TimeUnit::day || u.word->is_weak;
  return !is_day || !is_wordlike(u.end) || !types_[a_.tokens[u.end].type].has_article;
}

// Definite plurals and duals with what says when: "the past three weeks", "the coming months", "the last 24 hours".
Reading Grammar::plural_relative(Index i) {
  if (!is_in(i)) return {};
  Index j = i;
  const Atom* last = role(i, TimeRole::last_of);
  if (last) j = last->end;
  Reading r = start_at(i);
  r.shape = Shape::duration;
  const Index bare = skip(j, TimeRole::article);
  Number n = number(bare);
  const Atom* u = unit(n ? n.end : j);
  if (!u || (n && u->proclitics != 0)) return {};
  bool tells = last != nullptr;
  if (!n && !u->has(kDefinite) && !last) return {};
  if (!n && u->is_number(kSingular)) {
    if (!last || u->unit() != TimeUnit::day) return {};
    r.shape = Shape::point;  // "the last day"
    r.from = shift(anchor_, TimeUnit::day, -1);
    r.end = u->end;
    return is_appointment_ ? r : Reading{};
  }
  r.rule = u->entry;
  r.end = u->end;
  bool is_few = false;
  TimeModifier when = TimeModifier::last;
  for (int k = 0; k < 3; ++k) {  // number and adjectives in any order
    const Index at = skip(r.end, TimeRole::article);
    const Atom* mod = modifier(at);
    if (mod && (tells_when(meaning(mod)) || meaning(mod) == TimeModifier::few)) {
      if (tells_when(meaning(mod))) tells = true, when = meaning(mod);
      is_few |= meaning(mod) == TimeModifier::few;
      r.end = mod->end;
    } else if (Number after = number(at); after && !n && after.value >= 2 && !is_few && !tells) {
      n = after;
      r.end = after.end;
    } else {
      break;
    }
  }
  if (!tells) return {};
  if (u->is_number(kDual)) {
    r.length.add(u->unit(), 2);
  } else {
    r.length.add(u->unit(), n ? n.value : 1);
    r.length.is_vague = !n;
  }
  return is_appointment_ ? counted_from_today(r, when) : r;
}

// Between people "the next three days" begin tomorrow, "the past two weeks" end yesterday; in news they are lengths.
Reading Grammar::counted_from_today(Reading r, TimeModifier when) {
  const bool is_ahead = when == TimeModifier::next || when == TimeModifier::following;
  if (!is_ahead && when != TimeModifier::last && when != TimeModifier::recent) return r;
  const auto days = [&](const Reading& length, int sign) {
    Reading whole = length;
    whole.length.amounts[3] += 7 * length.length.amounts[4];
    whole.length.amounts[4] = 0;
    return shifted(length.begin, whole, sign).from;
  };
  const Point edge = days(r, is_ahead ? 1 : -1);
  if (edge.grain != Grain::day || anchor_.day == 0) return r;
  r.shape = Shape::interval;
  r.from = is_ahead ? from_day_number(to_day_number(anchor_) + 1) : edge;
  r.to = is_ahead ? edge : from_day_number(to_day_number(anchor_) - 1);
  return r;
}

// "Adnan, 30 years, said": the age of a person places nothing in time.
bool Grammar::is_age(Index begin, Index end) const {
  for (Index k = begin; k > sentence_ && k + kAgeReach > begin; --k) {
    if (role(k - 1, TimeRole::age)) return true;
  }
  const Atom* u = unit(end - 1);
  if (!u || (u->unit() != TimeUnit::year && u->unit() != TimeUnit::month) || begin == sentence_) return false;
  return is_mark(begin - 1, "(,-\xD8\x8C") && !is_wordlike(end);
}

}  // namespace isnad::time
