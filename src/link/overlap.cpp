#include "link/overlap.h"

#include <algorithm>
#include <numeric>

#include "text/stem.h"
#include "text/words.h"

namespace isnad::link {
namespace {

constexpr std::size_t kContentBytes = 6;  // three Arabic letters

std::size_t shared(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t n = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++n;
    const bool moves_a = a[i] <= b[j];
    const bool moves_b = b[j] <= a[i];
    i += moves_a ? 1 : 0;
    j += moves_b ? 1 : 0;
  }
  return n;
}

}  // namespace

std::uint64_t term_hash(std::string_view s) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : s) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return h ^ (h >> 32U);
}

Words words_of(std::string_view text) {
  Words out;
  text::each_word(text, [&](const text::Word& w) {
    out.terms.push_back(term_hash(text::light_stem(w.folded)));
    out.spans.push_back({ByteOffset(w.begin), ByteOffset(w.end)});
  });
  return out;
}

std::vector<std::uint64_t> content_terms(std::string_view text) {
  std::vector<std::uint64_t> out;
  text::each_word(text, [&](const text::Word& w) {
    if (w.folded.size() >= kContentBytes || (w.folded[0] >= '0' && w.folded[0] <= '9'))
      out.push_back(term_hash(text::light_stem(w.folded)));
  });
  return out;
}

std::vector<std::uint64_t> term_set(std::vector<std::uint64_t> terms) {
  std::sort(terms.begin(), terms.end());
  terms.erase(std::unique(terms.begin(), terms.end()), terms.end());
  return terms;
}

std::vector<std::uint64_t> term_set(std::string_view text) { return term_set(content_terms(text)); }

double jaccard(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const std::size_t both = shared(a, b);
  const std::size_t all = a.size() + b.size() - both;
  return all == 0 ? 0 : static_cast<double>(both) / static_cast<double>(all);
}

double containment(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  const std::size_t smaller = std::min(a.size(), b.size());
  return smaller == 0 ? 0 : static_cast<double>(shared(a, b)) / static_cast<double>(smaller);
}

Groups::Groups(std::size_t n) : parents_(n) { std::iota(parents_.begin(), parents_.end(), 0U); }

std::uint32_t Groups::find(std::uint32_t i) {
  while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
  return i;
}

void Groups::join(std::uint32_t a, std::uint32_t b) {
  a = find(a);
  b = find(b);
  if (a != b) parents_[std::max(a, b)] = std::min(a, b);
}

}  // namespace isnad::link
