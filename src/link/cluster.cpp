#include "link/cluster.h"

#include <map>
#include <numeric>
#include <queue>
#include <tuple>

namespace isnad::link {
namespace {

class Linker {
 public:
  Linker(std::size_t n, double least) : least_(least), sums_(n), sizes_(n, 1), parents_(n) {
    std::iota(parents_.begin(), parents_.end(), 0U);
  }

  std::vector<std::uint32_t> run(const std::vector<Edge>& edges) {
    for (const Edge& e : edges) {
      sums_[e.a][e.b] = sums_[e.b][e.a] = e.similarity;
      offer(e.a, e.b);
    }
    while (!queue_.empty()) {
      const auto [similarity, low, high] = queue_.top();
      queue_.pop();
      const std::uint32_t a = ~low;
      const std::uint32_t b = ~high;
      if (sizes_[a] > 0 && sizes_[b] > 0 && similarity == average(a, b)) join(a, b);
    }
    for (std::uint32_t i = 0; i < parents_.size(); ++i) parents_[i] = parents_[parents_[i]];  // parents are lower, thus done
    return std::move(parents_);
  }

 private:
  [[nodiscard]] double average(std::uint32_t a, std::uint32_t b) const {
    const auto it = sums_[a].find(b);
    return it == sums_[a].end() ? 0 : it->second / (static_cast<double>(sizes_[a]) * static_cast<double>(sizes_[b]));
  }
  void offer(std::uint32_t a, std::uint32_t b) {
    if (a > b) std::swap(a, b);
    if (const double s = average(a, b); s >= least_) queue_.emplace(s, ~a, ~b);  // of equals the lower ones come first
  }
  void join(std::uint32_t a, std::uint32_t b) {
    parents_[b] = a;
    sizes_[a] += sizes_[b];
    sizes_[b] = 0;
    for (const auto& [c, sum] : sums_[b]) {
      sums_[c].erase(b);
      if (c == a) continue;
      sums_[a][c] += sum;
      sums_[c][a] = sums_[a][c];
    }
    sums_[b].clear();
    for (const auto& [c, sum] : sums_[a]) offer(a, c);
  }

  double least_;
  std::vector<std::map<std::uint32_t, double>> sums_;  // of the similarities between the members of two groups
  std::vector<std::size_t> sizes_;
  std::vector<std::uint32_t> parents_;
  std::priority_queue<std::tuple<double, std::uint32_t, std::uint32_t>> queue_;
};

}  // namespace

std::vector<std::uint32_t> average_link(std::size_t n, const std::vector<Edge>& edges, double least) {
  return Linker(n, least).run(edges);
}

}  // namespace isnad::link
