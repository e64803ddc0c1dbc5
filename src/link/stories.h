// Stories: documents that report the same happening, or the same day's development of it.
//
// Documents are alike by the cosine of their rare words, those of the headline and the beginning first; the likeness fades
// with the days between them. Groups are made by average linkage, so the order in which documents come does not matter, and
// late ones are welcome. Two groups are joined only where they are kLeast alike on average, so at least two of their members
// are: what is connected by no such pair can be grouped apart from the rest, with the same result.
#pragma once

#include <cstdint>
#include <unordered_map>
#include <vector>

#include "link/sketch.h"

namespace isnad::link {

inline constexpr double kLeastStory = 0.24;         ///< average likeness within a story
inline constexpr std::int32_t kFarthestStory = 10;  ///< days between two documents that may be alike

/// Likeness of two documents, 0 to 1.
double likeness(const Sketch& a, const Sketch& b);

/// Finds the documents that are alike by kLeastStory at least.
class StoryIndex {
 public:
  struct Alike {
    std::uint32_t document = 0;
    double likeness = 0;
  };
  /// `documents` have to live as long as the index, and be in order of time.
  explicit StoryIndex(const std::vector<const Sketch*>& documents);
  /// Those before `document` in time, or after it too; by number. Documents meet through their weightiest terms.
  [[nodiscard]] std::vector<Alike> before(const Sketch& document) const { return find(document, true); }
  [[nodiscard]] std::vector<Alike> around(const Sketch& document) const { return find(document, false); }

 private:
  struct Posting {
    std::int32_t day = kUndated;
    std::uint32_t document = 0;
    float weight = 0;
  };
  [[nodiscard]] std::vector<Alike> find(const Sketch& document, bool is_before) const;
  const std::vector<const Sketch*>& documents_;
  std::unordered_map<std::uint32_t, std::vector<Posting>> postings_;  // undated ones last, as in `documents`
};

/// For each of `documents` (in order of time) the first one of its story. They have to hold, with each document, all that
/// are alike.
std::vector<std::uint32_t> group_stories(const std::vector<const Sketch*>& documents);

}  // namespace isnad::link
