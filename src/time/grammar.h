// Grammar of time expressions: what may stand together, and what it then means.
//
// A production takes the token it begins at and returns what it read, or an empty Reading. Productions never go past the
// end of the sentence. Values are resolved against the anchor, the document's date of publication; what cannot be resolved
// has no value (annotation.md 4). tests/cases/time shows each production.
#pragma once

#include <array>
#include <string>

#include "isnad/analysis.h"
#include "time/atoms.h"
#include "time/hijri.h"
#include "time/value.h"
#include "token/types.h"

namespace isnad::time {

enum class Shape : std::uint8_t { none, unresolved, present, anaphor, point, interval, duration, clock, clock_interval, set };

/// What a production read.
struct Reading {
  Shape shape = Shape::none;
  Index begin = 0;
  Index end = 0;     ///< token after the last
  ByteOffset start;  ///< where its text begins, behind proclitics
  Point from;
  Point to;
  Duration length;
  Clock clock;
  Clock clock_to;
  TimeUnit unit = TimeUnit::day;  ///< of an anaphor: how exact it is
  bool has_year = false;          ///< the text says the year itself
  bool is_day_part = false;       ///< a part of the day alone
  std::uint32_t rule = 0;         ///< row of the lexicon that it rests on

  explicit operator bool() const { return shape != Shape::none; }
};

/// A number in digits or words.
struct Number {
  double value = -1;
  Index end = 0;            ///< token after the last; 0 where there is no number
  std::uint8_t digits = 0;  ///< 0 when in words
  bool is_ordinal = false;
  bool is_definite = false;
  bool is_decimal = false;

  explicit operator bool() const { return end != 0; }
  [[nodiscard]] bool is_whole() const { return value == static_cast<double>(static_cast<std::int64_t>(value)); }
  [[nodiscard]] std::int32_t whole() const { return static_cast<std::int32_t>(value); }
};

class Grammar {
 public:
  Grammar(const Analysis& a, const token::TypeTable& types, const Atoms& atoms, HijriCalendar& hijri, const Point& anchor)
      : a_(a),
        types_(types),
        atoms_(atoms),
        hijri_(hijri),
        anchor_(anchor) {}

  /// The sentence that readings must stay in.
  void enter(const Sentence& sentence);
  /// The longest expression that begins at `i`.
  Reading read(Index i);

 private:
  struct Month {
    const Atom* atom = nullptr;
    Index end = 0;
    bool is_double = false;
    [[nodiscard]] bool is_hijri() const { return atom->word->detail == static_cast<std::uint8_t>(lexicon::MonthCalendar::hijri); }
    [[nodiscard]] int number() const { return atom->word->value; }
    explicit operator bool() const { return atom != nullptr; }
  };
  struct YearTail {
    std::int32_t year = 0;
    Index end = 0;
    bool is_hijri = false;
    bool is_relative = false;
    explicit operator bool() const { return end != 0; }
  };
  enum class Intro { none, loose, introduced };  // how surely what stands before a duration speaks of time

  // grammar.cpp: the whole
  Reading longest_point(Index i);
  Reading read_point(Index i);
  bool can_begin(Index i, std::uint64_t mask) const;
  bool can_begin_point(Index i) const;
  Reading phrase(Index i);
  const Atom* preposition(Index i) const;
  Reading whole_unit(Index i);
  Reading prefixed(Index i);
  Reading shifted(Index i, const Reading& length, int sign);
  Reading part_of_day(Index i);
  Reading appointed(Index i);
  Reading with_every(Reading r);

  // numbers.cpp
  Number number(Index i) const;
  Number digits(Index i) const;
  Number cardinal(Index i) const;
  Number ordinal(Index i) const;
  Number day_of_month(Index i) const;
  Number year_number(Index i) const;

  // days.cpp
  Reading day(Index i);
  Reading deictic(Index i);
  Reading weekday(Index i);
  Reading weekday_tail(Reading r, std::uint8_t day, Index begin);
  Reading nth_weekday(Index i);
  Reading weekday_of_month(Reading r, std::uint8_t day, Index begin);
  Reading weekday_and_number(Reading r, std::uint8_t day);
  Point in_week(const Point& week, std::uint8_t day) const;
  Reading date(Index i);
  Reading day_month(Index i);
  Reading month_day(Index i);
  Reading day_of_relative_month(Index i);
  struct DigitGroups {
    std::int32_t values[3] = {0, 0, 0};
    std::uint8_t sizes[3] = {0, 0, 0};  ///< digits of each
    int count = 0;
    char separator = 0;
    Index end = 0;  ///< 0 where the tokens are no such groups
    void add(std::int32_t value, std::uint8_t size) {
      if (count < 3) values[count] = value, sizes[count] = size;
      ++count;
    }
  };
  DigitGroups digit_groups(Index i) const;
  Reading numeric_date(Index i);
  Reading numeric_day_month(Index i, const DigitGroups& g);
  Reading week_then_weekday(Index i);
  Reading apposed(Reading r, std::uint8_t weekday);

  // periods.cpp
  Month month_name(Index i) const;
  YearTail year_tail(Index i);
  Reading month(Index i);
  Reading year(Index i);
  Reading bare_year(Index i);
  Reading worded_year(Index i);
  bool is_counted_noun(Index i) const;
  Reading relative(Index i);
  Reading relative_unit(Index i, Index begin);
  Reading ordinal_period(Index i);
  Reading half_or_quarter(Index i);
  Reading year_then_quarter(Index i);
  Reading week_of_date(Index i);
  Reading remainder(Reading r) const;
  Reading holiday(Index i);
  Reading season(Index i);
  Reading decade(Index i);
  Reading century(Index i);
  Reading edge(Index i);

  // durations.cpp
  Reading duration(Index i, Intro intro);
  bool duration_piece(Index i, Intro intro, Reading& r);
  bool numbered_unit(Index i, Reading& r);
  bool fraction_of_unit(Index i, Reading& r);
  bool few_units(Index i, Reading& r);
  bool unnumbered_unit(Index i, Intro intro, Reading& r);
  bool unnumbered_plural(const Atom& u, Intro intro, Reading& r);
  bool single_unit(const Atom& u, Intro intro, Reading& r);
  Index fraction_after(Index i, TimeUnit unit, Reading& r);
  Reading plural_relative(Index i);
  Reading counted_from_today(Reading r, TimeModifier when);
  bool is_age(Index begin, Index end) const;

  // clocks.cpp
  Reading clock(Index i);
  bool is_night(Index i) const;
  Reading bare_clock(Index i, bool needs_part);
  Reading minutes_to(Index i);
  Index pointed_clock(Index i, bool has_head, Clock& c) const;
  Index clock_digits(Index i, Clock& c) const;
  Index clock_minutes(Index i, Clock& c) const;
  Index clock_part(Index i, Clock& c);

  // ranges.cpp
  Reading range(Index i);
  Reading day_range(Index i, Index begin, bool is_between);
  Reading month_then_range(Index i);
  Reading point_range(Index i, Index begin, bool is_between);
  Reading clock_range(Index i, Index begin, bool is_between);
  Index range_joint(Index i, bool is_between) const;

  // resolution
  Point resolve_date(int month, int day, TimeModifier modifier, bool has_modifier, Index begin) const;
  Point resolve_weekday(std::uint8_t day, const Atom* modifier, Index begin) const;
  Point resolve_unit(TimeUnit unit, TimeModifier modifier, Index begin) const;
  Reading finish_month(const Month& m, int day, Index j, Reading r);
  Point hijri_point(int year, int month, int day, Point& to);

  // helpers
  [[nodiscard]] bool is_in(Index i) const { return i < limit_; }
  [[nodiscard]] const Atom* find(Index i, TimeKind kind) const;
  [[nodiscard]] const Atom* role(Index i, TimeRole r) const;
  [[nodiscard]] const Atom* modifier(Index i) const;
  [[nodiscard]] Index skip(Index i, TimeRole r) const;
  [[nodiscard]] bool is_mark(Index i, std::string_view marks) const;
  [[nodiscard]] Index skip_mark(Index i, std::string_view marks) const { return is_mark(i, marks) ? i + 1 : i; }
  [[nodiscard]] const Atom* unit(Index i) const { return find(i, TimeKind::unit); }
  [[nodiscard]] bool is_future(Index i) const { return atoms_.is_future(a_, i, sentence_); }
  [[nodiscard]] bool is_wordlike(Index i) const;
  [[nodiscard]] Reading start_at(Index i) const;
  [[nodiscard]] Reading longer(const Reading& a, const Reading& b) const { return b && (!a || b.end > a.end) ? b : a; }

  const Analysis& a_;
  const token::TypeTable& types_;
  const Atoms& atoms_;
  HijriCalendar& hijri_;
  Point anchor_;
  Index sentence_ = 0;
  Index limit_ = 0;
  struct Known {
    Index at = kNone;
    Reading reading;
  };
  std::array<Known, 8> points_;    ///< what longest_point() said last, by the last bits of the token
  bool is_between_hours_ = false;  ///< "and" joins two hours, not an hour and its minutes
  bool is_query_ = false;          ///< the text is nothing but an expression
  bool is_appointment_ = false;    ///< the sentence makes an appointment in the first person: bare numbers are times
};

}  // namespace isnad::time
