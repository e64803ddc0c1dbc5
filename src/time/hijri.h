// The Islamic calendar, by ICU (Umm al-Qura; the civil calendar where that has no tables).
#pragma once

#include <memory>
#include <optional>

#include "time/value.h"

namespace isnad::time {

/// Keeps one ICU calendar, made when first asked for. Belongs to one thread.
class HijriCalendar {
 public:
  HijriCalendar();
  ~HijriCalendar();
  HijriCalendar(HijriCalendar&&) noexcept;
  HijriCalendar& operator=(HijriCalendar&&) noexcept;

  /// The day of `year`-`month`-`day` of the Hijra; nothing where ICU has no calendar or the month is shorter.
  std::optional<DayNumber> to_day(std::int32_t year, std::int32_t month, std::int32_t day);
  /// The year of the Hijra in which day `n` falls; 0 where ICU has no calendar.
  std::int32_t year_of(DayNumber n);

 private:
  struct State;
  bool open();
  std::optional<DayNumber> compute_day(std::int32_t year, std::int32_t month, std::int32_t day);
  std::int32_t compute_year(DayNumber n);
  std::unique_ptr<State> state_;
};

}  // namespace isnad::time
