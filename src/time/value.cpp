#include "time/value.h"

#include <fmt/format.h>

#include <chrono>

namespace isnad::time {
namespace {

namespace chr = std::chrono;

constexpr std::int32_t kMaxYear = 3000;

// Place of a unit in Duration::amounts; units without a letter of their own count in years or days.
struct Slot {
  std::size_t at;
  double factor;
};
Slot slot_of(TimeUnit unit) {
  switch (unit) {
    case TimeUnit::second: return {0, 1};
    case TimeUnit::minute: return {1, 1};
    case TimeUnit::hour: return {2, 1};
    case TimeUnit::day: return {3, 1};
    case TimeUnit::weekend: return {3, 2};
    case TimeUnit::week: return {4, 1};
    case TimeUnit::month: return {5, 1};
    case TimeUnit::year: return {6, 1};
    case TimeUnit::decade: return {6, 10};
    case TimeUnit::century: return {6, 100};
  }
  return {3, 1};
}

}  // namespace

Point make_day(std::int32_t year, std::uint32_t month, std::uint32_t day) {
  const chr::year_month_day ymd{chr::year(year), chr::month(month), chr::day(day)};
  if (year < 1 || year > kMaxYear || !ymd.ok()) return {};
  return {Grain::day, year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day), 0};
}

Point make_month(std::int32_t year, std::uint32_t month) {
  if (year < 1 || year > kMaxYear || month < 1 || month > 12) return {};
  return {Grain::month, year, static_cast<std::uint8_t>(month), 0, 0};
}

Point make_year(std::int32_t year) {
  if (year < 1 || year > kMaxYear) return {};
  return {Grain::year, year, 0, 0, 0};
}

DayNumber to_day_number(const Point& p) {
  const chr::year_month_day ymd{chr::year(p.year), chr::month(p.month), chr::day(p.day)};
  return static_cast<DayNumber>(chr::sys_days(ymd).time_since_epoch().count());
}

Point from_day_number(DayNumber n) {
  const chr::year_month_day ymd{chr::sys_days(chr::days(n))};
  return make_day(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::uint8_t weekday_of(DayNumber n) {
  return static_cast<std::uint8_t>(chr::weekday(chr::sys_days(chr::days(n))).iso_encoding());
}

Point week_of(DayNumber n) {
  const Point thursday = from_day_number(n + 4 - weekday_of(n));  // the week belongs to the year of its Thursday
  const DayNumber first = to_day_number({Grain::day, thursday.year, 1, 1, 0});
  return {Grain::week, thursday.year, 0, 0, static_cast<std::uint8_t>((to_day_number(thursday) - first) / 7 + 1)};
}

Point shift_months(const Point& p, std::int32_t offset) {
  const std::int32_t months = p.year * 12 + p.month - 1 + offset;
  return make_month(months / 12, static_cast<std::uint32_t>(months % 12 + 1));
}

DayNumber easter(std::int32_t year) {
  const int a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
  const int h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7;
  const int m = (a + 11 * h + 22 * l) / 451, month = (h + l - 7 * m + 114) / 31, day = (h + l - 7 * m + 114) % 31 + 1;
  return to_day_number(make_day(year, static_cast<std::uint32_t>(month), static_cast<std::uint32_t>(day)));
}

Point shift(const Point& anchor, TimeUnit unit, std::int32_t offset) {
  switch (unit) {
    case TimeUnit::day: return anchor.day ? from_day_number(to_day_number(anchor) + offset) : Point();
    case TimeUnit::week: return anchor.day ? week_of(to_day_number(anchor) + 7 * offset) : Point();
    case TimeUnit::weekend: {
      Point p = shift(anchor, TimeUnit::week, offset);
      if (p.is_known()) p.grain = Grain::weekend;
      return p;
    }
    case TimeUnit::month: return anchor.month ? shift_months(anchor, offset) : Point();
    case TimeUnit::year: return anchor.year ? make_year(anchor.year + offset) : Point();
    case TimeUnit::decade: return anchor.year ? Point{Grain::decade, (anchor.year / 10 + offset) * 10, 0, 0, 0} : Point();
    default: return {};
  }
}

std::string to_string(const Point& p) {
  switch (p.grain) {
    case Grain::none: return {};
    case Grain::decade: return fmt::format("{:04}/{:04}", p.year, p.year + 9);
    case Grain::year: return fmt::format("{:04}", p.year);
    case Grain::half: return fmt::format("{:04}-H{}", p.year, p.part);
    case Grain::quarter: return fmt::format("{:04}-Q{}", p.year, p.part);
    case Grain::season: return fmt::format("{:04}-{}", p.year, std::array{"SP", "SU", "FA", "WI"}[(p.part - 1U) % 4U]);
    case Grain::month: return fmt::format("{:04}-{:02}", p.year, p.month);
    case Grain::week: return fmt::format("{:04}-W{:02}", p.year, p.part);
    case Grain::weekend: return fmt::format("{:04}-W{:02}-WE", p.year, p.part);
    case Grain::week_of_month: return fmt::format("{:04}-{:02}-W{:02}", p.year, p.month, p.part);
    case Grain::day: return fmt::format("{:04}-{:02}-{:02}", p.year, p.month, p.day);
  }
  return {};
}

void Duration::add(TimeUnit unit, double amount) {
  const Slot slot = slot_of(unit);
  amounts[slot.at] += amount * slot.factor;
}

bool Duration::is_empty() const {
  for (const double a : amounts) {
    if (a != 0) return false;
  }
  return true;
}

std::string to_string(const Duration& d) {
  static constexpr char kDate[] = {'Y', 'M', 'W', 'D'};
  static constexpr char kTime[] = {'H', 'M', 'S'};
  std::string out = "P";
  const auto append = [&](double amount, char letter) {
    if (amount == 0) return;
    if (d.is_vague) {
      out += 'X';
    } else {
      fmt::format_to(std::back_inserter(out), "{:.6g}", amount);
    }
    out += letter;
  };
  for (std::size_t i = 0; i < 4; ++i) append(d.amounts[6 - i], kDate[i]);
  if (d.amounts[0] != 0 || d.amounts[1] != 0 || d.amounts[2] != 0) out += 'T';
  for (std::size_t i = 0; i < 3; ++i) append(d.amounts[2 - i], kTime[i]);
  return out;
}

std::string to_string(const Clock& c) {
  std::string out = fmt::format("T{:02}", c.hour);
  if (c.minute >= 0) fmt::format_to(std::back_inserter(out), ":{:02}", c.minute);
  if (c.second >= 0) fmt::format_to(std::back_inserter(out), ":{:02}", c.second);
  return out;
}

}  // namespace isnad::time
