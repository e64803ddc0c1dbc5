#include "time/hijri.h"

#include <unicode/calendar.h>
#include <unicode/locid.h>
#include <unicode/timezone.h>

#include <cmath>
#include <unordered_map>

namespace isnad::time {
namespace {

constexpr double kMillisPerDay = 86400000.0;
constexpr std::size_t kMaxKnown = 10000;

}  // namespace

struct HijriCalendar::State {
  std::unique_ptr<icu::Calendar> calendar;
  bool is_opened = false;
  // ICU adds up the months of centuries; the same few days are asked for again and again.
  std::unordered_map<std::int32_t, std::optional<DayNumber>> days;
  std::unordered_map<DayNumber, std::int32_t> years;
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
  if (state_->days.size() > kMaxKnown) state_->days.clear();
  const auto [known, is_new] = state_->days.try_emplace((year * 16 + month) * 32 + day);
  if (is_new) known->second = compute_day(year, month, day);
  return known->second;
}

std::optional<DayNumber> HijriCalendar::compute_day(std::int32_t year, std::int32_t month, std::int32_t day) {
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
  if (state_->years.size() > kMaxKnown) state_->years.clear();
  const auto [known, is_new] = state_->years.try_emplace(n);
  if (is_new) known->second = compute_year(n);
  return known->second;
}

std::int32_t HijriCalendar::compute_year(DayNumber n) {
  UErrorCode status = U_ZERO_ERROR;
  state_->calendar->setTime(n * kMillisPerDay + kMillisPerDay / 2, status);
  const std::int32_t year = state_->calendar->get(UCAL_EXTENDED_YEAR, status);
  return U_SUCCESS(status) ? year : 0;
}

}  // namespace isnad::time
