// Where in a page's lines the article lies.
#pragma once

#include <cstddef>
#include <limits>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "ingest/line_features.h"

namespace isnad::ingest {

inline constexpr std::size_t kNoLine = std::numeric_limits<std::size_t>::max();

/// A line that is not blank.
struct FullLine {
  std::string_view text;
  LineFeatures features;
  bool is_byline = false;  ///< names author, agency or date
};

struct Zone {
  std::size_t first = kNoLine;  ///< first and last line of prose
  std::size_t last = 0;
  std::size_t limit = 0;  ///< one past the last line that may belong to the article
  std::size_t headline = kNoLine;
  std::vector<std::size_t> standfirst;  ///< lines between headline and body that are text

  [[nodiscard]] bool is_empty() const { return first == kNoLine; }
};

/// The zone of the article; empty when there is no prose. Linear in the number of lines.
Zone find_zone(const std::vector<FullLine>& lines);

}  // namespace isnad::ingest
