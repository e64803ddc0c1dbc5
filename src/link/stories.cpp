#include "link/stories.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "link/cluster.h"

namespace isnad::link {
namespace {

constexpr double kFading = 12;           // days in which likeness falls to 1/e
constexpr std::size_t kKeyTerms = 24;    // documents meet through their weightiest terms
constexpr double kLeastShared = 0.08;    // what these have to give of a likeness
constexpr double kLeastAveraged = 0.03;  // likeness below this is none

std::vector<Weighted> key_terms(const Sketch& sketch) {
  std::vector<Weighted> keys = sketch.terms;
  const std::size_t n = std::min(kKeyTerms, keys.size());
  std::partial_sort(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(n), keys.end(),
                    [](const auto& a, const auto& b) { return a.weight != b.weight ? a.weight > b.weight : a.term < b.term; });
  keys.resize(n);
  return keys;
}

bool is_near(std::int32_t a, std::int32_t b) { return a == kUndated || b == kUndated || std::abs(a - b) <= kFarthestStory; }

double faded(double cosine, std::int32_t a, std::int32_t b) {
  return a == kUndated || b == kUndated ? cosine : cosine * std::exp(-std::abs(a - b) / kFading);
}

}  // namespace

double likeness(const Sketch& a, const Sketch& b) {
  if (!is_near(a.day, b.day)) return 0;
  double cosine = 0;
  for (auto x = a.terms.begin(), y = b.terms.begin(); x != a.terms.end() && y != b.terms.end();) {
    if (x->term == y->term) cosine += double{x->weight} * y->weight;
    const bool moves_x = x->term <= y->term;
    const bool moves_y = y->term <= x->term;
    x += moves_x ? 1 : 0;
    y += moves_y ? 1 : 0;
  }
  return faded(cosine, a.day, b.day);
}

StoryIndex::StoryIndex(const std::vector<const Sketch*>& documents) : documents_(documents) {
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (const Weighted& k : key_terms(*documents[i])) postings_[k.term].push_back({documents[i]->day, i, k.weight});
  }
}

std::vector<StoryIndex::Alike> StoryIndex::find(const Sketch& document, bool is_before) const {
  std::unordered_map<std::uint32_t, double> shared;
  for (const Weighted& k : key_terms(document)) {
    const auto list = postings_.find(k.term);
    if (list == postings_.end()) continue;
    const auto is_earlier = [](const Posting& p, std::int32_t day) { return p.day != kUndated && p.day < day; };
    auto p = document.day == kUndated
                 ? list->second.begin()
                 : std::lower_bound(list->second.begin(), list->second.end(), document.day - kFarthestStory, is_earlier);
    for (; p != list->second.end(); ++p) {
      if (is_before && documents_[p->document]->order >= document.order) break;
      if (!is_near(p->day, document.day)) {  // too late: only undated ones may follow
        p = std::partition_point(p, list->second.end(), [](const Posting& q) { return q.day != kUndated; });
        if (p == list->second.end()) break;
      }
      shared[p->document] += double{k.weight} * p->weight;
    }
  }
  std::vector<Alike> out;
  for (const auto& [i, cosine] : shared) {
    const Sketch& other = *documents_[i];
    if (faded(cosine, document.day, other.day) < kLeastShared) continue;
    if (const double l = likeness(document, other); l >= kLeastStory) out.push_back({i, l});
  }
  std::sort(out.begin(), out.end(), [](const Alike& a, const Alike& b) { return a.document < b.document; });
  return out;
}

std::vector<std::uint32_t> group_stories(const std::vector<const Sketch*>& documents) {
  std::vector<Edge> edges;
  const auto n = static_cast<std::uint32_t>(documents.size());
  for (std::uint32_t a = 0; a < n; ++a) {
    for (std::uint32_t b = a + 1; b < n; ++b) {
      const double l = likeness(*documents[a], *documents[b]);
      if (l >= kLeastAveraged) edges.push_back({a, b, l});
    }
  }
  return average_link(n, edges, kLeastStory);
}

}  // namespace isnad::link
