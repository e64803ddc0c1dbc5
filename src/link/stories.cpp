#include "link/stories.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <map>

#include "link/cluster.h"
#include "link/overlap.h"

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

StoryIndex::StoryIndex(const std::vector<const Sketch*>& documents, double least)
    : documents_(documents),
      least_(least),
      shared_(documents.size()) {
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    for (const Weighted& k : key_terms(*documents[i])) postings_[k.term].push_back({documents[i]->day, i, k.weight});
  }
}

void StoryIndex::each_alike(const Sketch& document, const std::function<bool(std::uint32_t)>& is_known,
                            const std::function<void(std::uint32_t)>& use) {
  met_.clear();
  const auto is_earlier = [](const Posting& p, std::int32_t day) { return p.day != kUndated && p.day < day; };
  for (const Weighted& k : key_terms(document)) {
    const auto list = postings_.find(k.term);
    if (list == postings_.end()) continue;
    const auto end = list->second.end();
    auto p = list->second.begin();
    if (document.day != kUndated) p = std::lower_bound(p, end, document.day - kFarthestStory, is_earlier);
    for (; p != end; ++p) {
      if (!is_near(p->day, document.day)) {  // too late: only undated ones may follow
        p = std::partition_point(p, end, [](const Posting& q) { return q.day != kUndated; });
        if (p == end) break;
      }
      if (shared_[p->document] == 0) met_.push_back(p->document);
      shared_[p->document] += k.weight * p->weight;
    }
  }
  std::sort(met_.begin(), met_.end());
  for (const std::uint32_t i : met_) {
    const Sketch& other = *documents_[i];
    const bool is_worth_it = faded(shared_[i], document.day, other.day) >= kLeastShared;
    shared_[i] = 0;
    if (is_worth_it && !is_known(i) && likeness(document, other) >= least_) use(i);
  }
}

namespace {

std::vector<std::uint32_t> group(const std::vector<const Sketch*>& documents, double least) {
  const auto n = static_cast<std::uint32_t>(documents.size());
  if (n <= kMostTogether) {
    Likenesses likenesses(n);
    for (std::uint32_t a = 0; a < n; ++a) {
      for (std::uint32_t b = a + 1; b < n; ++b) {
        const double l = likeness(*documents[a], *documents[b]);
        likenesses.at(a, b) = likenesses.at(b, a) = l >= kLeastAveraged ? static_cast<float>(l) : 0;
      }
    }
    return average_link(std::move(likenesses), kLeastStory);
  }
  constexpr double kStep = 0.04;
  std::vector<std::uint32_t> out(n);
  for (const std::vector<std::uint32_t>& members : connected(documents, least + kStep)) {
    std::vector<const Sketch*> part;
    part.reserve(members.size());
    for (const std::uint32_t m : members) part.push_back(documents[m]);
    const std::vector<std::uint32_t> first = group(part, least + kStep);
    for (std::size_t k = 0; k < members.size(); ++k) out[members[k]] = members[first[k]];
  }
  return out;
}

}  // namespace

std::vector<std::vector<std::uint32_t>> connected(const std::vector<const Sketch*>& documents, double least) {
  StoryIndex index(documents, least);
  Groups groups(documents.size());
  for (std::uint32_t i = 0; i < documents.size(); ++i) {
    const auto is_known = [&](std::uint32_t other) { return groups.find(other) == groups.find(i); };
    index.each_alike(*documents[i], is_known, [&](std::uint32_t other) { groups.join(i, other); });
  }
  std::map<std::uint32_t, std::vector<std::uint32_t>> members;
  for (std::uint32_t i = 0; i < documents.size(); ++i) members[groups.find(i)].push_back(i);
  std::vector<std::vector<std::uint32_t>> out;
  out.reserve(members.size());
  for (auto& [_, m] : members) out.push_back(std::move(m));
  return out;
}

std::vector<std::uint32_t> group_stories(const std::vector<const Sketch*>& documents) { return group(documents, kLeastStory); }

}  // namespace isnad::link
