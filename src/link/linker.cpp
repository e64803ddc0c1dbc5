#include "link/linker.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

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

// Who holds which shingle, one document after the other in order of time.
class Holders {
 public:
  explicit Holders(const std::vector<const Sketch*>& ordered) : ordered_(ordered), shared_(ordered.size()) {
    std::size_t all = 0;
    for (const Sketch* s : ordered) all += s->shingles.size();
    slots_.resize(std::bit_ceil(2 * all + 1));
    postings_.reserve(all);
  }

  // Those that hold shingles of the next document and came before it; valid until the next call.
  const std::vector<Candidate>& of_next() {
    const std::vector<std::int64_t>& shingles = ordered_[next_]->shingles;
    for (const std::int64_t s : shingles) __builtin_prefetch(&slots_[begin_of(s)]);
    for (const std::int64_t s : shingles) {
      Slot& slot = slot_of(s);
      std::uint32_t p = slot.latest;
      for (std::size_t n = 0; p != kNone && n < kWindow; ++n, p = postings_[p].before) meet(postings_[p].document);
      postings_.push_back({next_, slot.latest});
      slot = {s, static_cast<std::uint32_t>(postings_.size() - 1)};
    }
    ++next_;
    return give();
  }

 private:
  struct Slot {
    std::int64_t shingle = 0;
    std::uint32_t latest = kNone;  // posting; kNone where the slot is free
  };
  struct Posting {
    std::uint32_t document = 0;  // place in `ordered_`
    std::uint32_t before = kNone;
  };

  [[nodiscard]] std::size_t begin_of(std::int64_t shingle) const {
    // The lowest bits of most are 0, and the highest of the rest.
    return (static_cast<std::uint64_t>(shingle) >> 16U) & (slots_.size() - 1);
  }
  Slot& slot_of(std::int64_t shingle) {
    std::size_t at = begin_of(shingle);
    while (slots_[at].latest != kNone && slots_[at].shingle != shingle) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }

  void meet(std::uint32_t document) {
    if (shared_[document]++ == 0) met_.push_back(document);
  }

  const std::vector<Candidate>& give() {
    std::sort(met_.begin(), met_.end());
    candidates_.clear();
    for (const std::uint32_t d : met_)
      candidates_.push_back({d, std::exchange(shared_[d], 0), static_cast<std::uint32_t>(ordered_[d]->shingles.size())});
    met_.clear();
    return candidates_;
  }

  const std::vector<const Sketch*>& ordered_;
  std::uint32_t next_ = 0;
  std::vector<Slot> slots_;  // open addressing
  std::vector<Posting> postings_;
  std::vector<std::uint32_t> shared_;  // shingles, with the document at hand
  std::vector<std::uint32_t> met_;     // those that share any
  std::vector<Candidate> candidates_;
};

}  // namespace

std::vector<std::vector<Copy>> find_copies(const std::vector<Sketch>& sketches) {
  const auto [places, ordered] = in_order(sketches);
  const auto sketch = [&ordered = ordered](std::int64_t at) -> const Sketch& { return *ordered[static_cast<std::size_t>(at)]; };
  Holders holders(ordered);
  std::vector<std::vector<Copy>> out(sketches.size());
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    std::vector<Copy>& copies = out[places[i]];
    copies = copies_of(*ordered[i], holders.of_next(), sketch);
    for (Copy& c : copies) c.from = places[static_cast<std::size_t>(c.from)];
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
