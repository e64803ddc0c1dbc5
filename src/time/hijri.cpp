#include "time/hijri.h"

#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <cmath>

namespace isnad::time {
namespace {

constexpr double kMillisPerDay = 86400000.0;

}  // namespace

struct HijriCalendar::State {
  std::unique_ptr<icu::Calendar> calendar;
  bool is_opened = false;
};

HijriCalendar::HijriCalendar() : state_(std::make_unique<State>()) {}
HijriCalendar::~HijriCalendar() = default;
HijriCalendar::HijriCalendar(HijriCalendar&&) noexcept = default;
HijriCalendar& HijriCalendar::operator=(HijriCalendar&&) noexcept = default;

bool HijriCalendar::open() {
  if (!state_->is_opened) {
    state_->is_opened = true;
    // Zone and locale are named, so that the machine's own settings play no part.
    UErrorCode status = U_ZERO_ERROR;
    state_->calendar.reset(
        icu::Calendar::createInstance(icu::TimeZone::getGMT()->clone(), icu::Locale("en@calendar=islamic-umalqura"), status));
    if (U_FAILURE(status)) state_->calendar.reset();
  }
  return state_->calendar != nullptr;
}

std::optional<DayNumber> HijriCalendar::to_day(std::int32_t year, std::int32_t month, std::int32_t day) {
  if (month < 1 || month > 12 || day < 1 || day > 30 || year < 1 || year > 2000 || !open()) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  icu::Calendar& c = *state_->calendar;
  c.clear();
  c.set(UCAL_EXTENDED_YEAR, year);
  c.set(UCAL_MONTH, month - 1);
  c.set(UCAL_DAY_OF_MONTH, day);
  const double millis = c.getTime(status);
  if (U_FAILURE(status)) return std::nullopt;
  return static_cast<DayNumber>(std::floor(millis / kMillisPerDay));
}

std::int32_t HijriCalendar::year_of(DayNumber n) {
  if (!open()) return 0;
  UErrorCode status = U_ZERO_ERROR;
  state_->calendar->setTime(n * kMillisPerDay + kMillisPerDay / 2, status);
  const std::int32_t year = state_->calendar->get(UCAL_EXTENDED_YEAR, status);
  return U_SUCCESS(status) ? year : 0;
}

}  // namespace isnad::time
