// Words of time: data/time/*.tsv.
//
// A row says what one form means to the grammar of time expressions (src/time): a number, a month of a calendar, a day of
// the week, a unit, a modifier (last, next), a part of the day, a period, a holiday, a fixed phrase with its value, or a
// grammatical role.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "isnad/result.h"
#include "lexicon/image.h"
#include "lexicon/phrases.h"

namespace isnad::lexicon {

enum class TimeKind : std::uint8_t {
  role,      ///< detail: TimeRole
  cardinal,  ///< value: the number
  ordinal,   ///< value: the number
  month,     ///< detail: MonthCalendar; value: 1 to 12
  weekday,   ///< value: ISO day, Monday is 1
  unit,      ///< detail: TimeUnit
  modifier,  ///< detail: TimeModifier
  part,      ///< part of the day; value: hours it adds to a clock time below 12, extra: its own hour or -1
  phrase,    ///< fixed phrase; detail: PhraseValue; value: days from publication
  decade,    ///< value: 20 to 90
  season,    ///< value: 1 (spring) to 4
  holiday,   ///< detail: HolidayCalendar; value: month, extra: day
};

enum class TimeRole : std::uint8_t {
  after,
  age,
  ago,
  adjective,
  approx,
  article,
  before,
  between,
  conjunction,
  corresponding,
  during,
  edge,
  every,
  except,
  few,
  fraction_half,
  fraction_quarter,
  fraction_third,
  three_quarters,
  from,
  from_now,
  future,
  gregorian_mark,
  hijri_mark,
  in,
  last_of,
  not_time,
  of,
  rest,
  since,
  that,
  this_one,
  timezone,
  until,
  whole_of,
  appointment,
  dated,
  onto,
  lasting
};

enum class MonthCalendar : std::uint8_t { gregorian, hijri };
enum class TimeUnit : std::uint8_t { second, minute, hour, day, weekend, week, month, year, decade, century };
enum class TimeModifier : std::uint8_t { last, last_but_one, this_one, next, next_but_one, following, recent, same, few, whole };
enum class PhraseValue : std::uint8_t { present, null, anaphor, day, night };
enum class HolidayCalendar : std::uint8_t { gregorian, hijri, easter, nth };

struct TimeWord {
  TimeKind kind = TimeKind::role;
  std::uint8_t detail = 0;
  std::uint8_t is_weak = 0;  ///< also an ordinary word: counts only where its neighbours say so
  std::int8_t extra = 0;
  std::int32_t value = 0;
  StringRef rule;  ///< "file:line"
};

/// A view: the image must outlive it.
class TimeWords {
 public:
  explicit TimeWords(const Image& image) : image_(&image), rows_(image.section<TimeWord>("time.words")) {}
  [[nodiscard]] const TimeWord& row(std::uint32_t entry) const { return rows_[entry]; }
  [[nodiscard]] std::string_view rule(std::uint32_t entry) const { return image_->string(rows_[entry].rule); }

 private:
  const Image* image_;
  std::span<const TimeWord> rows_;
};

Result<void> compile_time(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases);

}  // namespace isnad::lexicon
