// Times of the day by the clock.
#include "time/grammar.h"

namespace isnad::time {
namespace {

using lexicon::kDefinite;
using lexicon::kSingular;

}  // namespace

// "7:56", "7:56:35".
Index Grammar::clock_digits(Index i, Clock& c) const {
  const Number hour = digits(i);
  if (!hour || hour.is_decimal || hour.digits > 2 || hour.value > 24) return 0;
  const auto part = [&](Index at, std::int8_t& out) -> Index {
    if (!is_mark(at, ":") || a_.tokens[at].space_before || !is_in(at + 1) || a_.tokens[at + 1].space_before) return 0;
    const Number n = digits(at + 1);
    if (!n || n.digits != 2 || n.value > 59) return 0;
    out = static_cast<std::int8_t>(n.value);
    return n.end;
  };
  Index end = part(hour.end, c.minute);
  if (end == 0) return 0;
  c.hour = static_cast<std::int8_t>(hour.value);
  if (const Index seconds = part(end, c.second)) end = seconds;
  return end;
}

// "and a half", "less a quarter", "and twenty minutes". Returns `i` where nothing of the kind stands there.
Index Grammar::clock_minutes(Index i, Clock& c) const {
  const auto fraction = [&](Index at) -> std::pair<int, Index> {
    if (const Atom* a = role(at, TimeRole::three_quarters)) return {45, a->end};
    if (const Atom* a = role(at, TimeRole::fraction_half)) return {30, a->end};
    if (const Atom* a = role(at, TimeRole::fraction_quarter)) return {15, a->end};
    if (const Atom* a = role(at, TimeRole::fraction_third)) return {20, a->end};
    Number n = number(at);
    if (!n) n = ordinal(at);
    if (!n || n.value < 1 || n.value > 59 || n.is_decimal) return {0, 0};
    const Atom* u = unit(n.end);
    if (u && u->unit() != TimeUnit::minute) return {0, 0};
    if (!u && is_between_hours_) return {0, 0};
    return {n.whole(), u ? u->end : n.end};
  };
  if (const Atom* except = role(i, TimeRole::except)) {
    const auto [minutes, end] = fraction(except->end);
    if (end == 0) return i;
    c.hour = static_cast<std::int8_t>((c.hour + 23) % 24);
    c.minute = static_cast<std::int8_t>(60 - minutes);
    return end;
  }
  Index j = i;
  const bool is_parted = role(j, TimeRole::conjunction) != nullptr;
  if (is_parted) ++j;
  const bool is_joined = is_parted || (is_in(j) && !atoms_.is_empty(j) && (atoms_.at(j).front().proclitics & kWawClitic) != 0);
  if (!is_joined) return i;
  const auto [minutes, end] = fraction(j);
  if (end == 0) return i;
  c.minute = static_cast<std::int8_t>(minutes);
  return end;
}

// "in the evening", "a.m."; turns the hour accordingly. A part that begins the name of a day belongs to that day.
Index Grammar::clock_part(Index i, Clock& c) {
  Index j = skip(i, TimeRole::in);
  const Atom* part = find(j, TimeKind::part);
  if (!part || part->proclitics != 0) return i;
  if (part->word->is_weak && day(j)) return i;
  if (part->word->value == 12 && c.hour < 12 && !(part->word->extra == 12 && c.hour >= 10))
    c.hour = static_cast<std::int8_t>(c.hour + 12);
  else if (part->word->extra % 24 == 0 && c.hour == 12) c.hour = 0;
  Index end = part->end;
  if (c.minute < 0 &&
      (role(end, TimeRole::three_quarters) || role(end, TimeRole::fraction_half) || role(end, TimeRole::fraction_quarter))) {
    end = clock_minutes(end, c);
  }
  if (const Atom* again = find(end, TimeKind::part); again && again->proclitics == 0 && !again->word->is_weak) end = again->end;
  return end;
}

// "the hour 8.15", "1920 GMT": only behind "the hour" or before a time zone.
Index Grammar::pointed_clock(Index i, bool has_head, Clock& c) const {
  const Number n = digits(i);
  if (!n) return 0;
  const bool has_zone = role(n.end, TimeRole::timezone) != nullptr;
  if (!has_head && !has_zone) return 0;
  const std::string_view s = a_.text(a_.tokens[i].span);
  const bool is_pointed = s.size() >= 4 && (s[s.size() - 3] == '.' || s[s.size() - 3] == ',');
  if (n.is_decimal ? !is_pointed : !(has_zone && n.digits == 4)) return 0;
  const int value = static_cast<int>(n.is_decimal ? n.value * 100 + 0.5 : n.value);
  if (value / 100 > 24 || value % 100 > 59) return 0;
  c.hour = static_cast<std::int8_t>(value / 100);
  c.minute = static_cast<std::int8_t>(value % 100);
  return n.end;
}

// "tonight" as a word of its own.
bool Grammar::is_night(Index i) const {
  const Atom* phrase = find(i, TimeKind::phrase);
  return phrase && static_cast<lexicon::PhraseValue>(phrase->word->detail) == lexicon::PhraseValue::night;
}

Reading Grammar::clock(Index i) {
  if (!is_in(i)) return {};
  Reading r = start_at(i);
  r.shape = Shape::clock;
  Index j = i;
  // A part of the day may stand first; some have an hour of their own.
  const Atom* part = find(i, TimeKind::part);
  if (part) j = part->end;
  const bool is_tonight = is_appointment_ && !part && is_night(i);
  if (is_tonight) j = find(i, TimeKind::phrase)->end;
  const Atom* head = unit(j);
  const bool has_head = head && head->unit() == TimeUnit::hour && head->is_number(kSingular) && head->has(kDefinite);
  if (has_head) j = head->end;
  Clock c;
  Index end = pointed_clock(j, has_head, c);
  if (end == 0 && (!part || has_head || is_appointment_)) {
    end = clock_digits(j, c);
    if (end == 0) {
      if (const Reading bare = bare_clock(j, !has_head && !(part && is_appointment_))) c = bare.clock, end = bare.end;
    }
  }
  if (end == 0) {
    if (!part || part->word->is_weak || part->word->extra < 0 || part->word->extra > 23) return {};
    if (types_[a_.tokens[part->begin].type].has_article && !is_appointment_) return {};
    r.start = part->start;
    r.end = part->end;
    r.clock.hour = part->word->extra;
    return r;
  }
  if ((is_tonight || (part && part->word->value == 12)) && c.hour < 12) c.hour = static_cast<std::int8_t>(c.hour + 12);
  end = clock_part(end, c);
  const Index k = skip_mark(end, "(");
  if (const Atom* zone = role(k, TimeRole::timezone)) end = k == end ? zone->end : skip_mark(zone->end, ")");
  r.clock = c;
  r.end = end;
  if (has_head && !part) r.start = head->start;
  return r;
}

// "three minutes to eight".
Reading Grammar::minutes_to(Index i) {
  const Number n = number(i);
  const Atom* u = n ? unit(n.end) : nullptr;
  if (!u || u->unit() != TimeUnit::minute || n.value < 1 || n.value > 59) return {};
  const Atom* to = role(u->end, TimeRole::before);
  if (!to) to = role(u->end, TimeRole::until);
  if (!to) return {};
  const Number hour = ordinal(to->end);
  if (!hour || !hour.is_definite || hour.value > 12) return {};
  Reading r = bare_clock(to->end, false);
  if (!r) return {};
  r.begin = i;
  r.start = start_at(i).start;
  r.end = clock_part(r.end, r.clock);
  const int minutes = r.clock.hour * 60 + (r.clock.minute > 0 ? r.clock.minute : 0) - n.whole() + 24 * 60;
  r.clock.hour = static_cast<std::int8_t>(minutes / 60 % 24);
  r.clock.minute = static_cast<std::int8_t>(minutes % 60);
  return r;
}

// An hour without colon: behind "the hour", or with a part of the day, or where an appointment is made.
Reading Grammar::bare_clock(Index i, bool needs_part) {
  Reading r = start_at(i);
  Number n = digits(i);
  if (n && (n.is_decimal || n.digits > 4)) return {};
  if (!n) n = ordinal(i);
  if (!n) n = cardinal(i);
  if (!n) return {};
  r.shape = Shape::clock;
  std::int32_t value = n.whole();
  if (is_appointment_ && !n.digits && value > 24 && value < 60 && value % 10 != 0) {  // "eight and forty" is 8:40
    r.clock.hour = static_cast<std::int8_t>(value % 10);
    r.clock.minute = static_cast<std::int8_t>(value / 10 * 10);
    r.end = clock_part(n.end, r.clock);
    return r;
  }
  if (n.digits >= 3 && is_appointment_ && value % 100 < 60 && value / 100 <= 12) {
    r.clock.minute = static_cast<std::int8_t>(value % 100);
    value /= 100;
  } else if (value > 24 || value < (n.digits ? 0 : 1)) {
    return {};
  }
  r.clock.hour = static_cast<std::int8_t>(value);
  r.end = clock_minutes(n.end, r.clock);
  if (!needs_part) return r;
  if (unit(n.end) && !unit(n.end)->has(kDefinite)) return {};
  Clock copy = r.clock;
  const Index after = clock_part(r.end, copy);
  if (after == r.end) {  // "half past eight" needs no part of the day
    const bool is_said_whole =
        r.end != n.end && (is_appointment_ || (n.is_ordinal && value <= 12 && n.is_definite && r.clock.minute % 5 == 0));
    return is_said_whole && (is_appointment_ || types_[a_.tokens[i].type].ends_in_marbuta) ? r : Reading{};
  }
  const Atom* part = find(skip(r.end, TimeRole::in), TimeKind::part);
  // The accusative is an adverb ("9 in the evening"); before the name of a day it is a construct.
  const bool is_adverb =
      part && (!part->word->is_weak || a_.text(a_.tokens[part->end - 1].span).ends_with("\xD9\x8B") || !is_wordlike(part->end));
  if (value > 12 || !(n.is_ordinal || is_adverb || is_appointment_) || (n.is_definite && !n.is_ordinal)) return {};
  r.clock = copy;
  r.end = after;
  return r;
}

}  // namespace isnad::time
