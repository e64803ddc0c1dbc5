// Publication dates as pages and feeds write them, to ISO 8601.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>

namespace isnad::ingest {

/// Month names in folded form, one or two words ("كانون الثاني"), to 1..12 (data/ingest/months.tsv).
class Months {
 public:
  void add(std::string_view name, int month);
  /// The month of that folded name; 0 when it is none.
  [[nodiscard]] int find(std::string_view folded) const;

 private:
  std::unordered_map<std::string, int> months_;
};

/// The date that `text` holds, as `2019-12-07`, `2019-12` or `2019`; empty when it holds none or it is no real date.
/// Reads ISO 8601, RFC 822, day-month-year with slashes or dots, and month names of `months` in any order, with Eastern
/// digits, two month names for one month, weekdays and clock times beside them. The local date is kept as written:
/// time zones do not shift it. `12/11/2019` is the 12th of November, as Arab outlets mean it.
std::string find_date(std::string_view text, const Months& months);

/// The date in a URL's path: `/2019/12/07/`, `/2019-12-07-`, `/20191207…/`; year and month of `/2019/12/`; else empty.
std::string date_in_url(std::string_view url);

}  // namespace isnad::ingest
