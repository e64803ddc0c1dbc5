// Stories: documents that report the same happening, or the same day's development of it.
//
// Documents are alike by the cosine of their rare words, those of the headline and the beginning first; the likeness fades
// with the days between them. Groups are made by average linkage, so the order in which documents come does not matter, and
// late ones are welcome. Two groups are joined only where they are kLeastStory alike on average, so at least two of their members
// are: what is connected by no such pair can be grouped apart from the rest, with the same result.
#pragma once

#include <cstdint>
#include <functional>
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
  /// `documents` have to live as long as the index, and be in order of time.
  explicit StoryIndex(const std::vector<const Sketch*>& documents, double least = kLeastStory);
  /// Calls `use` with each, by number; those for which `is_known` holds are left out. Documents meet through their weightiest terms.
  void each_alike(const Sketch& document, const std::function<bool(std::uint32_t)>& is_known,
                  const std::function<void(std::uint32_t)>& use);

 private:
  struct Posting {
    std::int32_t day = kUndated;
    std::uint32_t document = 0;
    float weight = 0;
  };
  const std::vector<const Sketch*>& documents_;
  double least_;
  std::unordered_map<std::uint32_t, std::vector<Posting>> postings_;  // undated ones last, as in `documents`
  std::vector<float> shared_;                                         // with the document at hand
  std::vector<std::uint32_t> met_;                                    // those that share anything with it
};

/// The sets of `documents` (in order of time) that are connected by pairs alike by `least`; by their first.
std::vector<std::vector<std::uint32_t>> connected(const std::vector<const Sketch*>& documents, double least);

/// For each of `documents` (in order of time) the first one of its story. They have to hold, with each document, all that
/// are alike. Where more than kMostTogether are connected, those that are more alike are taken apart first.
inline constexpr std::size_t kMostTogether = 3000;
std::vector<std::uint32_t> group_stories(const std::vector<const Sketch*>& documents);

}  // namespace isnad::link
