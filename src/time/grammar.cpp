#include "time/grammar.h"

#include <algorithm>

namespace isnad::time {
namespace {

constexpr std::size_t kNoteTokens = 40;  // a text so short, without headline, may be a note between people

constexpr std::size_t kQueryTokens = 3;  // a text of nothing but an expression is what somebody asks for

// What productions may begin with.
constexpr std::uint64_t kUnit = Atoms::bit(TimeKind::unit);
constexpr std::uint64_t kNumber = Atoms::bit(TimeKind::cardinal);
constexpr std::uint64_t kOrdinal = Atoms::bit(TimeKind::ordinal);
constexpr std::uint64_t kPart = Atoms::bit(TimeKind::part);
constexpr std::uint64_t kDemonstrative = Atoms::bit(TimeRole::this_one) | Atoms::bit(TimeRole::that);
constexpr std::uint64_t kEdge = Atoms::bit(TimeRole::edge) | Atoms::bit(TimeRole::rest);
constexpr std::uint64_t kFraction =
    Atoms::bit(TimeRole::fraction_half) | Atoms::bit(TimeRole::fraction_quarter) | Atoms::bit(TimeRole::fraction_third);
constexpr std::uint64_t kDay = kUnit | kNumber | kOrdinal | kPart | kDemonstrative | Atoms::bit(TimeKind::phrase) |
                               Atoms::bit(TimeKind::weekday) | Atoms::bit(TimeKind::month) | Atoms::bit(TimeRole::last_of);
constexpr std::uint64_t kPoint =
    kDay | kEdge | kFraction | Atoms::bit(TimeKind::holiday) | Atoms::bit(TimeKind::season) | Atoms::bit(TimeKind::decade);
constexpr std::uint64_t kLength = kUnit | kNumber | kFraction | Atoms::bit(TimeRole::few) | Atoms::bit(TimeRole::article);
constexpr std::uint64_t kPrepositions = Atoms::bit(TimeRole::before) | Atoms::bit(TimeRole::after) | Atoms::bit(TimeRole::since) |
                                        Atoms::bit(TimeRole::during) | Atoms::bit(TimeRole::lasting) |
                                        Atoms::bit(TimeRole::whole_of) | Atoms::bit(TimeRole::until) |
                                        Atoms::bit(TimeRole::approx) | Atoms::bit(TimeRole::in);

bool is_point(const Reading& r) { return r.shape == Shape::point || r.shape == Shape::interval; }

}  // namespace

// --- helpers --------------------------------------------------------------------------------------------------------

void Grammar::enter(const Sentence& sentence) {
  sentence_ = sentence.tokens.begin;
  limit_ = sentence.tokens.end;
  is_query_ = is_appointment_ = false;
  for (Known& k : points_) k.at = kNone;
  if (!a_.document->title.empty() || a_.tokens.size() > kNoteTokens) return;
  is_query_ = a_.tokens.size() <= kQueryTokens;
  is_appointment_ = is_query_;
  for (Index i = sentence_; i < limit_ && !is_appointment_; ++i) is_appointment_ = role(i, TimeRole::appointment) != nullptr;
}

const Atom* Grammar::find(Index i, TimeKind kind) const {
  if (!is_in(i)) return nullptr;
  const Atom* atom = atoms_.find(i, kind);
  return atom && atom->end <= limit_ ? atom : nullptr;
}

const Atom* Grammar::role(Index i, TimeRole r) const { return is_in(i) ? atoms_.role(i, r) : nullptr; }

const Atom* Grammar::modifier(Index i) const {
  const Atom* m = find(i, TimeKind::modifier);
  return m && m->proclitics == 0 ? m : nullptr;
}

Index Grammar::skip(Index i, TimeRole r) const {
  const Atom* atom = role(i, r);
  return atom ? atom->end : i;
}

bool Grammar::is_mark(Index i, std::string_view marks) const {
  if (!is_in(i) || a_.tokens[i].kind == TokenKind::word) return false;
  const std::string_view s = a_.text(a_.tokens[i].span);
  return s.size() == 1 ? marks.find(s.front()) != std::string_view::npos : !s.empty() && marks.find(s) != std::string_view::npos;
}

bool Grammar::is_wordlike(Index i) const {
  return is_in(i) && (a_.tokens[i].kind == TokenKind::word || a_.tokens[i].kind == TokenKind::latin ||
                      a_.tokens[i].kind == TokenKind::number);
}

Reading Grammar::start_at(Index i) const {
  Reading r;
  r.begin = i;
  r.start = a_.tokens[i].span.begin;
  if (!atoms_.is_empty(i)) r.start = atoms_.at(i).front().start;
  return r;
}

// --- the whole ------------------------------------------------------------------------------------------------------

Reading Grammar::read(Index i) {
  if (a_.tokens[i].kind != TokenKind::number && atoms_.is_empty(i)) return {};
  if (a_.tokens[i].kind == TokenKind::word && atoms_.is_blocked(i)) return {};
  Reading best = range(i);
  best = longer(best, phrase(i));
  best = longer(best, longest_point(i));
  if (atoms_.begins(i, kPrepositions)) best = longer(best, prefixed(i));
  if (can_begin(i, kLength | Atoms::bit(TimeRole::last_of))) best = longer(best, plural_relative(i));
  if (can_begin(i, kLength)) best = longer(best, duration(i, Intro::none));
  if (can_begin(i, kDay)) best = longer(best, clock(i));
  if (can_begin(i, kNumber)) best = longer(best, minutes_to(i));
  if (atoms_.begins(i, kPart | kPrepositions)) best = longer(best, part_of_day(i));
  if (is_appointment_) best = longer(best, appointed(i));
  return best ? with_every(best) : best;
}

Reading Grammar::longest_point(Index i) {
  if (!is_in(i) || !can_begin(i, kPoint)) return {};
  Known& known = points_[i % points_.size()];
  if (known.at != i) known = {i, read_point(i)};
  return known.reading;
}

bool Grammar::can_begin_point(Index i) const { return can_begin(i, kPoint); }

Reading Grammar::read_point(Index i) {
  struct Production {
    Reading (Grammar::*read)(Index);
    std::uint64_t begins;
  };
  static constexpr Production kProductions[] = {
      {&Grammar::day, kDay},
      {&Grammar::month, kUnit | kDemonstrative | Atoms::bit(TimeKind::month)},
      {&Grammar::year, kUnit | kNumber},
      {&Grammar::relative, kUnit | kDemonstrative},
      {&Grammar::edge, kEdge},
      {&Grammar::holiday, Atoms::bit(TimeKind::holiday)},
      {&Grammar::season, kDemonstrative | Atoms::bit(TimeKind::season)},
      {&Grammar::decade, Atoms::bit(TimeKind::decade)},
      {&Grammar::century, kUnit},
      {&Grammar::half_or_quarter, kFraction},
      {&Grammar::year_then_quarter, kUnit | kDemonstrative | kNumber},
      {&Grammar::ordinal_period, kUnit},
      {&Grammar::week_of_date, kUnit},
  };
  Reading best;
  for (const Production& p : kProductions) {
    if (can_begin(i, p.begins)) best = longer(best, (this->*p.read)(i));
  }
  return best;
}

// A token in digits counts as a cardinal.
bool Grammar::can_begin(Index i, std::uint64_t mask) const {
  if (atoms_.begins(i, mask)) return true;
  return (mask & kNumber) != 0 && a_.tokens[i].kind == TokenKind::number;
}

// Fixed phrases; a vague one takes the value of the period it is said of ("earlier this month").
Reading Grammar::phrase(Index i) {
  const Atom* atom = find(i, TimeKind::phrase);
  if (!atom) return {};
  Reading r = start_at(i);
  r.start = atom->start;
  r.end = atom->end;
  r.rule = atom->entry;
  switch (static_cast<lexicon::PhraseValue>(atom->word->detail)) {
    case lexicon::PhraseValue::present: r.shape = Shape::present; return r;
    case lexicon::PhraseValue::anaphor: r.shape = Shape::anaphor; return r;
    case lexicon::PhraseValue::null: break;
    default: return {};
  }
  r.shape = Shape::unresolved;
  Index j = skip(r.end, TimeRole::of);
  if (j == r.end) j = skip(r.end, TimeRole::in);
  Reading of = longest_point(j);
  if (of && !of.is_day_part && is_point(of)) {
    of.begin = i;
    of.start = r.start;
    return of;
  }
  const Atom* part = find(j, TimeKind::part);
  if (atom->word->is_weak && !part) return {};  // "early" alone places nothing
  if (part) r.end = part->end;
  return r;
}

// A date that comes round ("the thirtieth of March every year") is no point.
Reading Grammar::with_every(Reading r) {
  Index j = skip(r.end, TimeRole::of);
  const Atom* every = role(j, TimeRole::every);
  if (!every) return r;
  const Atom* u = unit(every->end);
  if (!u) return r;
  r.end = u->end;
  r.shape = Shape::set;
  return r;
}

Reading Grammar::shifted(Index i, const Reading& length, int sign) {
  Reading r = start_at(i);
  r.end = length.end;
  r.rule = length.rule;
  r.shape = Shape::duration;
  r.length = length.length;
  if (length.length.is_vague) return r;
  std::size_t units = 0;
  std::size_t at = 0;
  for (std::size_t k = 0; k < Duration::kUnits; ++k) {
    if (length.length.amounts[k] != 0) ++units, at = k;
  }
  const double amount = length.length.amounts[at];
  if (at < 3 || amount != static_cast<double>(static_cast<std::int32_t>(amount))) return r;
  r.shape = Shape::point;
  if (units == 1 && !(is_appointment_ && !is_query_ && anchor_.day != 0)) {
    static constexpr TimeUnit kUnit[] = {TimeUnit::second, TimeUnit::minute, TimeUnit::hour, TimeUnit::day,
                                         TimeUnit::week,   TimeUnit::month,  TimeUnit::year};
    r.from = shift(anchor_, kUnit[at], sign * static_cast<std::int32_t>(amount));
    return r;
  }
  // Several units together name a day; so does one where people speak of themselves.
  if (anchor_.day == 0) return r;
  const auto& n = length.length.amounts;
  const Point month = shift_months(anchor_, sign * static_cast<std::int32_t>(n[6] * 12 + n[5]));
  Point start;
  for (std::uint32_t d = anchor_.day; d > 27 && !start.is_known(); --d) start = make_day(month.year, month.month, d);
  if (!start.is_known()) start = make_day(month.year, month.month, anchor_.day);
  r.from = from_day_number(to_day_number(start) + sign * static_cast<std::int32_t>(n[4] * 7 + n[3]));
  return r;
}

// The preposition of time at `i`, or nullptr.
const Atom* Grammar::preposition(Index i) const {
  for (const TimeRole kind : {TimeRole::before, TimeRole::after, TimeRole::since, TimeRole::during, TimeRole::lasting,
                              TimeRole::whole_of, TimeRole::until, TimeRole::approx, TimeRole::in}) {
    const Atom* atom = role(i, kind);
    if (!atom) continue;
    if (kind != TimeRole::in || is_appointment_) return atom;
    const Atom* u = unit(atom->end);  // "the highest in a week"
    return u && u->is_number(lexicon::kSingular) && !u->has(lexicon::kDefinite) && !u->word->is_weak && !is_wordlike(u->end)
               ? atom
               : nullptr;
  }
  return nullptr;
}

// "all day", "the whole week".
Reading Grammar::whole_unit(Index i) {
  const Atom* head = role(i, TimeRole::whole_of);
  const Atom* u = head ? unit(head->end) : nullptr;
  if (!u || !u->is_number(lexicon::kSingular) || modifier(u->end) || role(u->end, TimeRole::of) ||
      longest_point(head->end).end > u->end)
    return {};
  Reading r = start_at(i);
  r.shape = Shape::duration;
  r.end = u->end;
  r.rule = u->entry;
  r.length.add(u->unit(), 1);
  return r;
}

// "eight days ago" is a day, "for weeks" a duration.
Reading Grammar::prefixed(Index i) {
  const Atom* head = preposition(i);
  if (!head) return {};
  if (const Reading whole = whole_unit(i)) return whole;
  const auto kind = static_cast<TimeRole>(head->word->detail);
  // "until a month" is no length of time, and of "contract" and "decade" only a true preposition makes the latter.
  const bool is_loose = kind == TimeRole::approx || kind == TimeRole::in;
  const Index j = skip(head->end, TimeRole::approx);
  Reading length = duration(j, kind == TimeRole::until ? Intro::none : (is_loose ? Intro::loose : Intro::introduced));
  const Reading relative = plural_relative(j);
  const Reading point = longest_point(j);
  const Reading& longest = relative && relative.end >= length.end && relative.end >= point.end ? relative : length;
  if (!longest || (&longest == &length && point && point.end >= length.end)) return {};
  Reading r = longest;
  r.begin = i;
  if (kind != TimeRole::lasting) r.start = start_at(i).start;
  if (&longest == &relative || length.shape != Shape::duration) return r;
  // "two weeks before the conference" is counted from something else.
  const bool is_of_event =
      (role(length.end, TimeRole::of) && !role(length.end, TimeRole::from_now)) || role(length.end, TimeRole::onto);
  if (kind == TimeRole::before && !is_of_event) return shifted(i, length, -1);
  if (kind == TimeRole::after && !is_of_event && is_future(i)) return shifted(i, length, 1);
  return r;
}

// "in the morning", "at night": a time that has no value of its own.
Reading Grammar::part_of_day(Index i) {
  const Atom* intro = role(i, TimeRole::in);
  if (!intro) intro = role(i, TimeRole::during);
  const Index j = intro ? intro->end : i;
  const Atom* part = find(j, TimeKind::part);
  if (!part || part->word->is_weak) return {};
  const bool is_definite = types_[a_.tokens[part->end - 1].type].has_article;
  if (!intro && !is_appointment_ && is_definite) return {};
  if (!intro && !is_appointment_ && part->proclitics != 0) return {};
  Reading r = start_at(j);
  r.start = part->start;
  r.shape = Shape::unresolved;
  r.end = part->end;
  r.rule = part->entry;
  r.is_day_part = true;
  return r;
}

// Where an appointment is made a bare number names the day or the hour ("I came back on the 27th", "at 7").
Reading Grammar::appointed(Index i) {
  const Atom* intro = role(i, TimeRole::in);
  if (!intro) intro = role(i, TimeRole::until);
  if (!intro) intro = role(i, TimeRole::onto);
  const Index j = intro ? intro->end : i;
  Number n = day_of_month(j);
  const bool is_worded_day = n.is_ordinal || (n.is_definite && !n.digits && n.value >= 20);
  if (!n || (!intro && !is_worded_day) || date(j).end > n.end) return {};
  if (!intro && !atoms_.is_empty(j) && atoms_.at(j).front().proclitics == 0 && !(n.is_definite && n.end == limit_)) return {};
  Reading hour = bare_clock(j, false);
  const Index end = hour && hour.end > n.end ? hour.end : n.end;
  if (is_wordlike(end) || unit(end) || is_mark(end, "%/:")) return {};
  const bool is_feminine = n.is_ordinal && types_[a_.tokens[j].type].ends_in_marbuta;
  Reading r = start_at(role(i, TimeRole::in) ? j : i);
  r.begin = i;
  r.end = end;
  if (hour && (hour.end > n.end || (n.value <= 12 && (is_feminine || !n.is_ordinal)))) {
    r.shape = Shape::clock;
    r.clock = hour.clock;
    return r;
  }
  r.end = n.end;
  r.shape = Shape::point;
  if (anchor_.month) r.from = make_day(anchor_.year, anchor_.month, static_cast<std::uint32_t>(n.whole()));
  return r;
}

}  // namespace isnad::time
