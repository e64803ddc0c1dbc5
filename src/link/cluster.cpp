#include "link/cluster.h"

#include <algorithm>
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

std::vector<std::uint32_t> average_link(Likenesses likenesses, double least) {
  const std::size_t n = likenesses.n;
  std::vector<std::uint32_t> parents(n);
  std::iota(parents.begin(), parents.end(), 0U);
  std::vector<std::uint32_t> open = parents;  // groups that may still be joined, ascending
  std::vector<float> sizes(n, 1);
  std::vector<std::uint32_t> chain;
  while (!open.empty()) {
    if (chain.empty()) chain.push_back(open.front());
    const std::uint32_t a = chain.back();
    const std::uint32_t before = chain.size() > 1 ? chain[chain.size() - 2] : a;
    std::uint32_t best = before;  // of equals the one before in the chain, then the lowest
    float most = best == a ? -1 : likenesses.at(a, best);
    for (const std::uint32_t b : open) {
      if (b != a && likenesses.at(a, b) > most) {
        most = likenesses.at(a, b);
        best = b;
      }
    }
    if (best == a || most < least) {  // nothing will ever be near enough: a join brings no group nearer than its parts were
      std::erase(open, a);
      chain.pop_back();
    } else if (best != before) {
      chain.push_back(best);
    } else {
      chain.resize(chain.size() - 2);
      const auto [low, high] = std::minmax(a, best);
      const float all = sizes[low] + sizes[high];
      for (const std::uint32_t c : open) {
        const float mean = (likenesses.at(low, c) * sizes[low] + likenesses.at(high, c) * sizes[high]) / all;
        likenesses.at(low, c) = likenesses.at(c, low) = mean;
      }
      sizes[low] = all;
      parents[high] = low;
      std::erase(open, high);
    }
  }
  for (std::uint32_t i = 0; i < n; ++i) parents[i] = parents[parents[i]];  // parents are lower, thus done
  return parents;
}

std::vector<std::uint32_t> average_link(std::size_t n, const std::vector<Edge>& edges, double least) {
  return Linker(n, least).run(edges);
}

}  // namespace isnad::link
