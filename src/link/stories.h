// Stories: documents that report the same happening, or the same day's development of it.
//
//   link::StoryFinder finder;
//   for (const Record& r : records) finder.add(r.document.title, r.document.text, r.document.published.value);
//   const std::vector<std::uint32_t> story = finder.stories();
//
// Documents are alike by the cosine of their rare words, those of the headline and the beginning first; the likeness fades
// with the days between them. Groups are made by average linkage, so the order in which documents come does not matter, and
// late ones are welcome.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "link/cluster.h"

namespace isnad::link {

/// Days since 0000-03-01 of an ISO 8601 date; kUndated where it has no day.
inline constexpr std::int32_t kUndated = -1;
std::int32_t day_number(std::string_view date);

class StoryFinder {
 public:
  static constexpr double kLeast = 0.24;         ///< average likeness within a story
  static constexpr std::int32_t kFarthest = 10;  ///< days between two documents that may be alike
  static constexpr double kFading = 12;          ///< days in which likeness falls to 1/e

  void add(std::string_view title, std::string_view text, std::string_view date);
  /// For each document the first one of its story.
  [[nodiscard]] std::vector<std::uint32_t> stories() const;
  /// Likeness of two documents, 0 to 1.
  [[nodiscard]] double likeness(std::uint32_t a, std::uint32_t b) const;

 private:
  struct Weighted {
    std::uint64_t term = 0;
    float weight = 0;
  };
  struct Entry {
    std::vector<Weighted> terms;  // by term
    std::int32_t day = kUndated;
  };
  [[nodiscard]] std::vector<Edge> edges() const;
  std::vector<Entry> documents_;
};

}  // namespace isnad::link
