// Joins documents in memory: copies and stories of a pile that needs no store.
//
// The store does the same step by step (store/links.h) with the same functions, and comes to the same result.
#pragma once

#include <cstdint>
#include <vector>

#include "link/copies.h"
#include "link/sketch.h"

namespace isnad::link {

struct Links {
  std::vector<std::vector<Copy>> copies;  ///< by document
  std::vector<std::uint32_t> stories;     ///< for each document the first one of its story, by time
};

/// Numbers of documents are their places in `sketches`.
std::vector<std::vector<Copy>> find_copies(const std::vector<Sketch>& sketches);
std::vector<std::uint32_t> find_stories(const std::vector<Sketch>& sketches);
Links link_all(const std::vector<Sketch>& sketches);

}  // namespace isnad::link
