// Last names that need no first name before them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace isnad::lexicon {

/// A bit beside NameKind (actors.h), on last names: of one head of state, government or movement alone, and no given name.
inline constexpr std::uint16_t kFamousName = 256;
/// The same in news of his state alone: of one who left office before the years that the lexicon covers.
inline constexpr std::uint16_t kFormerName = 512;

/// Months since the year 0 of an ISO 8601 date; of a year alone its first month, or its last. 0 for none.
[[nodiscard]] constexpr std::uint16_t month_number(std::string_view date, bool is_last = false) {
  const auto number = [&](std::size_t begin, std::size_t size) {
    unsigned n = 0;
    for (const char c : date.substr(std::min(begin, date.size()), size)) n = n * 10 + (c >= '0' && c <= '9' ? c - '0' : 0);
    return n;
  };
  if (date.size() < 4) return 0;
  const unsigned month = date.size() >= 7 ? number(5, 2) : is_last ? 12 : 1;
  return static_cast<std::uint16_t>(number(0, 4) * 12 + month - 1);
}

/// From when to when somebody held an office that makes a last name known, as month_number has it.
struct Fame {
  std::uint16_t from = 0;
  std::uint16_t to = 0xffff;
};

}  // namespace isnad::lexicon
