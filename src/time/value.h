// Values of time expressions before they are written: points on the calendar, spans of time, clock times.
//
// A point is as exact as the text is: unknown parts are zero. Arithmetic is that of the proleptic Gregorian calendar.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "lexicon/calendar.h"

namespace isnad::time {

using lexicon::TimeUnit;

/// Days since 1970-01-01.
using DayNumber = std::int32_t;

enum class Grain : std::uint8_t { none, decade, year, half, quarter, season, month, week, weekend, week_of_month, day };

/// A point: a day, or a period that has a name of its own.
struct Point {
  Grain grain = Grain::none;
  std::int32_t year = 0;
  std::uint8_t month = 0;
  std::uint8_t day = 0;
  std::uint8_t part = 0;  ///< ISO week, quarter, half, season, or week of the month, by the grain

  [[nodiscard]] bool is_known() const { return grain != Grain::none; }
  bool operator==(const Point&) const = default;
};

/// A day from its parts; an unknown point where there is no such day.
Point make_day(std::int32_t year, std::uint32_t month, std::uint32_t day);
Point make_month(std::int32_t year, std::uint32_t month);
Point make_year(std::int32_t year);

DayNumber to_day_number(const Point& day);
Point from_day_number(DayNumber n);
/// ISO day of the week of `n`, Monday is 1.
std::uint8_t weekday_of(DayNumber n);
/// The ISO week that holds day `n`.
Point week_of(DayNumber n);
/// The month `offset` months after that of `p`.
Point shift_months(const Point& p, std::int32_t offset);
/// Easter Sunday of the western churches (Gregorian computus, Meeus).
DayNumber easter(std::int32_t year);

/// The point `offset` units after `anchor`, as exact as the unit: unknown where the anchor is not exact enough.
Point shift(const Point& anchor, TimeUnit unit, std::int32_t offset);

/// The value as the record writes it (annotation.md 4); empty for an unknown point.
std::string to_string(const Point& p);

/// A length of time: a number of each unit, or an unsaid number of one ("X").
struct Duration {
  static constexpr std::size_t kUnits = 7;  ///< second, minute, hour, day, week, month, year
  std::array<double, kUnits> amounts{};
  bool is_vague = false;  ///< the amount of the only unit is not said

  void add(TimeUnit unit, double amount);
  [[nodiscard]] bool is_empty() const;
};

std::string to_string(const Duration& d);

struct Clock {
  std::int8_t hour = -1;
  std::int8_t minute = -1;
  std::int8_t second = -1;
  [[nodiscard]] bool is_known() const { return hour >= 0; }
};

std::string to_string(const Clock& c);

}  // namespace isnad::time
