#include "link/copies.h"

#include <algorithm>
#include <tuple>

#include "link/overlap.h"

namespace isnad::link {
namespace {

// Candidates that share fewer of the smaller sample than this are not compared: half of what is reported.
constexpr double kLeastSampled = kLeastCopied / 2;

std::vector<WordSpan> shared_words(const std::vector<std::uint32_t>& runs, const std::vector<std::uint32_t>& earlier) {
  std::vector<std::uint32_t> known = earlier;
  std::sort(known.begin(), known.end());
  std::vector<WordSpan> out;
  for (std::uint32_t i = 0; i < runs.size(); ++i) {
    if (!std::binary_search(known.begin(), known.end(), runs[i])) continue;
    const std::uint32_t end = i + static_cast<std::uint32_t>(Sketch::kRun);
    if (!out.empty() && out.back().end >= i) {
      out.back().end = end;
    } else {
      out.push_back({i, end});
    }
  }
  return out;
}

}  // namespace

bool may_share(std::size_t shared, std::size_t shingles, std::size_t other_shingles) {
  return static_cast<double>(shared) >= kLeastSampled * static_cast<double>(std::min(shingles, other_shingles));
}

std::optional<Copy> compare(const Sketch& later, const Sketch& earlier) {
  Copy copy;
  copy.passages = shared_words(later.runs, earlier.runs);
  std::uint32_t copied = 0;
  for (const WordSpan& p : copy.passages) copied += p.end - p.begin;
  if (copied == 0) return std::nullopt;
  copy.share = static_cast<double>(copied) / later.words;
  copy.share_of_from = std::min(1.0, static_cast<double>(copied) / earlier.words);
  if (std::max(copy.share, copy.share_of_from) < kLeastCopied) return std::nullopt;
  return copy;
}

std::vector<Copy> copies_of(const Sketch& document, const HoldersBefore& holders, const SketchOf& sketch) {
  std::vector<Holder> met;
  for (const std::int64_t shingle : document.shingles) holders(shingle, document.order, met);
  std::sort(met.begin(), met.end(), [](const Holder& a, const Holder& b) { return a.document < b.document; });
  std::vector<std::tuple<double, std::int64_t, Copy>> found;  // share (negative), order
  for (std::size_t i = 0; i < met.size();) {
    std::size_t end = i;
    while (end < met.size() && met[end].document == met[i].document) ++end;
    if (may_share(end - i, document.shingles.size(), met[i].shingles)) {
      const Sketch& earlier = sketch(met[i].document);
      if (auto copy = compare(document, earlier)) {
        copy->from = met[i].document;
        found.emplace_back(-copy->share, earlier.order, std::move(*copy));
      }
    }
    i = end;
  }
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return std::tie(std::get<0>(a), std::get<1>(a)) < std::tie(std::get<0>(b), std::get<1>(b));
  });
  std::vector<Copy> out;
  out.reserve(found.size());
  for (auto& f : found) out.push_back(std::move(std::get<2>(f)));
  return out;
}

std::vector<ByteSpan> bytes_of(const std::vector<WordSpan>& spans, std::string_view text) {
  const Words words = words_of(text);
  std::vector<ByteSpan> out;
  for (const WordSpan& s : spans) {
    if (s.begin < s.end && s.end <= words.spans.size()) out.push_back({words.spans[s.begin].begin, words.spans[s.end - 1].end});
  }
  return out;
}

}  // namespace isnad::link
