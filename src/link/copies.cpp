#include "link/copies.h"

#include <algorithm>
#include <map>

#include "link/overlap.h"

namespace isnad::link {
namespace {

constexpr std::size_t kMostPostings = 64;  // a run found in more documents is a formula, not a copy

struct Found {
  std::vector<bool> is_copied;  // by word
};

std::vector<ByteSpan> passages_of(const std::vector<bool>& is_copied, const Words& words) {
  std::vector<ByteSpan> out;
  for (std::size_t i = 0; i < is_copied.size(); ++i) {
    if (!is_copied[i]) continue;
    const bool goes_on = i > 0 && is_copied[i - 1];
    if (goes_on) {
      out.back().end = words.spans[i].end;
    } else {
      out.push_back(words.spans[i]);
    }
  }
  return out;
}

}  // namespace

std::vector<Copy> CopyFinder::add(std::string_view text) {
  const Words words = words_of(text);
  const auto self = static_cast<std::uint32_t>(sizes_.size());
  sizes_.push_back(words.terms.size());
  std::map<std::uint32_t, Found> found;
  const std::size_t n = words.terms.size();
  for (std::size_t i = 0; i + kRun <= n; ++i) {
    std::uint64_t run = 0;
    for (std::size_t k = 0; k < kRun; ++k) run = (run ^ words.terms[i + k]) * 0x9E3779B97F4A7C15ULL + k;
    auto& bucket = buckets_[run >> 48U];
    std::size_t postings = 0;
    bool is_known = false;
    for (const Posting& p : bucket) {
      if (p.run != run) continue;
      ++postings;
      if (p.document == self) {
        is_known = true;
        continue;
      }
      auto& f = found[p.document];
      f.is_copied.resize(n);
      for (std::size_t k = 0; k < kRun; ++k) f.is_copied[i + k] = true;
    }
    if (!is_known && postings < kMostPostings) bucket.push_back({run, self});
  }
  std::vector<Copy> out;
  for (const auto& [document, f] : found) {
    const auto copied = static_cast<double>(std::count(f.is_copied.begin(), f.is_copied.end(), true));
    const double share = copied / static_cast<double>(n);
    const double share_of_from = std::min(1.0, copied / static_cast<double>(std::max<std::size_t>(1, sizes_[document])));
    if (std::max(share, share_of_from) < kLeast) continue;
    out.push_back({document, share, share_of_from, passages_of(f.is_copied, words)});
  }
  std::stable_sort(out.begin(), out.end(), [](const Copy& a, const Copy& b) { return a.share > b.share; });
  return out;
}

}  // namespace isnad::link
