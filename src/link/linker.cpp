#include "link/linker.h"

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "link/stories.h"

namespace isnad::link {
namespace {

constexpr std::uint32_t kNone = 0xffffffffU;  // no posting

struct Ordered {
  std::vector<std::uint32_t> places;    // in order of time
  std::vector<const Sketch*> sketches;  // likewise
};

Ordered in_order(const std::vector<Sketch>& sketches) {
  Ordered out;
  out.places.resize(sketches.size());
  std::iota(out.places.begin(), out.places.end(), 0U);
  std::stable_sort(out.places.begin(), out.places.end(), [&](auto a, auto b) { return sketches[a].order < sketches[b].order; });
  out.sketches.reserve(sketches.size());
  for (const std::uint32_t i : out.places) out.sketches.push_back(&sketches[i]);
  return out;
}

}  // namespace

std::vector<std::vector<Copy>> find_copies(const std::vector<Sketch>& sketches) {
  const auto [places, ordered] = in_order(sketches);
  struct Posting {
    std::uint32_t document = 0;  // place in `ordered`
    std::uint32_t before = kNone;
  };
  std::unordered_map<std::int64_t, std::uint32_t> latest;  // posting of a shingle
  std::vector<Posting> postings;
  std::vector<std::vector<Copy>> out(sketches.size());
  for (std::uint32_t i = 0; i < ordered.size(); ++i) {
    const auto before = [&, &ordered = ordered](std::int64_t shingle, std::int64_t, std::vector<Holder>& met) {
      const auto it = latest.find(shingle);
      std::uint32_t p = it == latest.end() ? kNone : it->second;
      for (std::size_t n = 0; p != kNone && n < kWindow; ++n, p = postings[p].before) {
        const std::uint32_t d = postings[p].document;
        met.push_back({d, static_cast<std::uint32_t>(ordered[d]->shingles.size())});
      }
    };
    const auto sketch = [&ordered = ordered](std::int64_t at) -> const Sketch& { return *ordered[static_cast<std::size_t>(at)]; };
    std::vector<Copy>& copies = out[places[i]];
    copies = copies_of(*ordered[i], before, sketch);
    for (Copy& c : copies) c.from = places[static_cast<std::size_t>(c.from)];
    for (const std::int64_t s : ordered[i]->shingles) {
      const auto [it, is_new] = latest.try_emplace(s, kNone);
      postings.push_back({i, it->second});
      it->second = static_cast<std::uint32_t>(postings.size() - 1);
    }
  }
  return out;
}

std::vector<std::uint32_t> find_stories(const std::vector<Sketch>& sketches) {
  const auto [places, ordered] = in_order(sketches);
  std::vector<std::uint32_t> out(sketches.size());
  for (const std::vector<std::uint32_t>& members : connected(ordered, kLeastStory)) {
    std::vector<const Sketch*> together;
    together.reserve(members.size());
    for (const std::uint32_t m : members) together.push_back(ordered[m]);
    const std::vector<std::uint32_t> first = group_stories(together);
    for (std::size_t k = 0; k < members.size(); ++k) out[places[members[k]]] = places[members[first[k]]];
  }
  return out;
}

Links link_all(const std::vector<Sketch>& sketches) { return {find_copies(sketches), find_stories(sketches)}; }

}  // namespace isnad::link
