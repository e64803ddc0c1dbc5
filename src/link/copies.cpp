#include "link/copies.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <tuple>

namespace isnad::link {
namespace {

// Candidates that share fewer of the smaller sample than this are not compared: half of what is reported.
constexpr double kLeastSampled = kLeastCopied / 2;

// The runs of a document, to find those of others among them.
class Runs {
 public:
  explicit Runs(const std::vector<std::uint32_t>& runs)
      : runs_(runs),
        slots_(std::bit_ceil(2 * runs.size() + 1)),
        first_(runs.size()),
        is_shared_(runs.size()) {
    for (std::uint32_t i = 0; i < runs.size(); ++i) {
      std::uint32_t& slot = slot_of(runs[i]);
      if (slot == 0) slot = i + 1;
      first_[i] = slot - 1;
    }
  }

  // The words that `others` stand in too.
  std::vector<WordSpan> shared_with(const std::vector<std::uint32_t>& others) {
    std::fill(is_shared_.begin(), is_shared_.end(), std::uint8_t{0});
    for (const std::uint32_t run : others) {
      if (const std::uint32_t slot = slot_of(run); slot != 0) is_shared_[slot - 1] = 1;
    }
    std::vector<WordSpan> out;
    for (std::uint32_t i = 0; i < runs_.size(); ++i) {
      if (is_shared_[first_[i]] == 0) continue;
      const std::uint32_t end = i + static_cast<std::uint32_t>(Sketch::kRun);
      if (!out.empty() && out.back().end >= i) {
        out.back().end = end;
      } else {
        out.push_back({i, end});
      }
    }
    return out;
  }

 private:
  // Runs are hashes themselves.
  std::uint32_t& slot_of(std::uint32_t run) {
    std::size_t at = run & (slots_.size() - 1);
    while (slots_[at] != 0 && runs_[slots_[at] - 1] != run) at = (at + 1) & (slots_.size() - 1);
    return slots_[at];
  }

  const std::vector<std::uint32_t>& runs_;
  std::vector<std::uint32_t> slots_;     // open addressing: the first place of a run and 1; 0 where free
  std::vector<std::uint32_t> first_;     // of each run, the first place of an equal one
  std::vector<std::uint8_t> is_shared_;  // by first place
};

// What `later`, whose runs are given, shares with `earlier`; nullopt where it is too little to tell.
std::optional<Copy> compare(const Sketch& later, Runs& runs, const Sketch& earlier) {
  Copy copy;
  copy.passages = runs.shared_with(earlier.runs);
  std::uint32_t copied = 0;
  for (const WordSpan& p : copy.passages) copied += p.end - p.begin;
  if (copied == 0) return std::nullopt;
  copy.share = static_cast<double>(copied) / later.words;
  copy.share_of_from = std::min(1.0, static_cast<double>(copied) / earlier.words);
  if (std::max(copy.share, copy.share_of_from) < kLeastCopied) return std::nullopt;
  return copy;
}

}  // namespace

bool may_share(std::size_t shared, std::size_t shingles, std::size_t other_shingles) {
  return static_cast<double>(shared) >= kLeastSampled * static_cast<double>(std::min(shingles, other_shingles));
}

std::vector<Candidate> candidates_of(std::vector<Holder> holders) {
  std::sort(holders.begin(), holders.end(), [](const Holder& a, const Holder& b) { return a.document < b.document; });
  std::vector<Candidate> out;
  for (const Holder& h : holders) {
    if (out.empty() || out.back().document != h.document) out.push_back({h.document, 0, h.shingles});
    ++out.back().shared;
  }
  return out;
}

std::vector<Copy> copies_of(const Sketch& document, std::span<const Candidate> candidates, const SketchOf& sketch) {
  std::vector<std::tuple<double, std::int64_t, Copy>> found;  // share (negative), order
  std::optional<Runs> runs;                                   // few documents meet any that is worth comparing
  for (const Candidate& c : candidates) {
    if (!may_share(c.shared, document.shingles.size(), c.shingles)) continue;
    if (!runs) runs.emplace(document.runs);
    const Sketch& earlier = sketch(c.document);
    if (auto copy = compare(document, *runs, earlier)) {
      copy->from = c.document;
      found.emplace_back(-copy->share, earlier.order, std::move(*copy));
    }
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
  });
  std::vector<Copy> out;
  out.reserve(found.size());
  for (auto& f : found) out.push_back(std::move(std::get<2>(f)));
  return out;
}

std::vector<ByteSpan> bytes_of(const std::vector<WordSpan>& spans, const Words& words) {
  std::vector<ByteSpan> out;
  for (const WordSpan& s : spans) {
    if (s.begin < s.end && s.end <= words.spans.size()) out.push_back({words.spans[s.begin].begin, words.spans[s.end - 1].end});
  }
  return out;
}

}  // namespace isnad::link
