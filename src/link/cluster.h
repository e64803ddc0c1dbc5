// Groups of what is alike, independent of the order in which it came.
#pragma once

#include <cstdint>
#include <vector>

namespace isnad::link {

struct Edge {
  std::uint32_t a = 0, b = 0;  ///< a < b
  double similarity = 0;
};

/// Average linkage: the two groups whose members are most alike on average are joined first, down to `least`. Pairs that are
/// not in `edges` are not alike at all. Returns for each of `n` items the lowest item of its group. Ties go to lower items.
std::vector<std::uint32_t> average_link(std::size_t n, const std::vector<Edge>& edges, double least);

/// Likeness of each of n items to each other; symmetric, the diagonal is not looked at.
struct Likenesses {
  explicit Likenesses(std::size_t items) : n(items), values(items * items) {}
  float& at(std::size_t a, std::size_t b) { return values[a * n + b]; }
  std::size_t n;
  std::vector<float> values;
};

/// The same for items that are mostly alike: in n² steps, by chains of nearest neighbours (Murtagh 1983). `likenesses` is used up.
std::vector<std::uint32_t> average_link(Likenesses likenesses, double least);

}  // namespace isnad::link
