// Publication dates as pages and feeds write them, to ISO 8601.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

namespace isnad::ingest {

/// Month names in folded form, one or two words, to 1..12, and the words that may stand inside a date ("of", "de"), as 0
/// (data/ingest/months.tsv).
class Months {
 public:
  static constexpr int kNone = -1;
  void add(std::string_view name, int month);
  /// The month of that folded name, 0 for a word inside dates, kNone when it is neither.
  [[nodiscard]] int find(std::string_view folded) const;

 private:
  std::unordered_map<std::string, int> months_;
};

/// How dates in figures are meant where both readings are real.
struct DateStyle {
  bool is_month_first = false;   ///< `12/11/2019` is the 11th of December, as American pages mean it
  bool has_short_years = false;  ///< `12.11.19` is a date; only where nothing but a date is to be expected
};

/// Digits in `text`, Western and Eastern.
std::size_t count_figures(std::string_view text);

/// The date that `text` holds, as `2019-12-07`, `2019-12` or `2019`; empty when it holds none or it is no real date.
/// Reads ISO 8601, RFC 822, day-month-year with slashes or dots, and month names of `months` in any order, with Eastern
/// digits, two month names for one month, weekdays and clock times beside them. The local date is kept as written:
/// time zones do not shift it. `12/11/2019` is the 12th of November, as Arab outlets mean it, unless `style` says otherwise.
std::string find_date(std::string_view text, const Months& months, DateStyle style = {});

/// The earliest day that `text` names: a line that says both when a page was published and when it was changed names the
/// first before the second in time. Empty when it names no day.
std::string find_earliest_day(std::string_view text, const Months& months, DateStyle style = {});

/// True when `day` is the day before `other`, both as `2019-12-07`.
bool is_day_before(std::string_view day, std::string_view other);

/// The date in a URL's path: `/2019/12/07/`, `/2019-12-07-`, `/2019/dec/07/`, `/20191207...`; year and month of `/2019/12/`;
/// else empty. The stamp of a web archive before the page's own address does not count.
std::string date_in_url(std::string_view url, const Months& months);

}  // namespace isnad::ingest
