#include "link/match.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "link/cluster.h"
#include "link/overlap.h"

namespace isnad::link {
namespace {

constexpr double kStemWeight = 0.5, kSkeletonWeight = 0.3, kConceptWeight = 0.4, kCountWeight = 4;
constexpr std::uint64_t kSkeletonSalt = 0x9E3779B97F4A7C15ULL, kConceptSalt = 0xC2B2AE3D27D4EB4FULL,
                        kCountSalt = 0x165667B19E3779F9ULL;
constexpr double kHeadline = 0.6;      // headlines say what the text says better
constexpr double kSurroundings = 0.2;  // of the likeness of the statements next to them
constexpr double kLeastBeside = 0.10;  // likeness from which on those count

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) { return (std::uint64_t{std::min(a, b)} << 32U) | std::max(a, b); }

bool holds_all(const std::vector<std::uint32_t>& all, const std::vector<std::uint32_t>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

}  // namespace

Content content_of(std::uint32_t document, const std::vector<Term>& terms, bool has_count) {
  const Vocabulary& vocabulary = Vocabulary::standard();
  Content out;
  out.document = document;
  for (const Term& t : terms) {
    out.stems.push_back(t.stem);
    out.features.push_back({t.stem, static_cast<float>(kStemWeight * vocabulary.rarity_of_stem(t.stem))});
    if (t.concept_id != 0) {
      const double rarity = vocabulary.rarity_of_concept(t.concept_id);
      out.features.push_back({t.concept_id ^ kConceptSalt, static_cast<float>(kConceptWeight * rarity)});
      if (has_count && vocabulary.is_counted(t.concept_id)) {
        out.features.push_back({t.concept_id ^ kCountSalt, static_cast<float>(kCountWeight)});
      }
    }
    if (t.skeleton == 0) continue;
    out.features.push_back(
        {t.skeleton ^ kSkeletonSalt, static_cast<float>(kSkeletonWeight * vocabulary.rarity_of_skeleton(t.skeleton))});
  }
  std::sort(out.stems.begin(), out.stems.end());
  out.stems.erase(std::unique(out.stems.begin(), out.stems.end()), out.stems.end());
  const auto by_key = [](const Feature& a, const Feature& b) { return a.key < b.key; };
  std::sort(out.features.begin(), out.features.end(), by_key);
  const auto is_same = [](const Feature& a, const Feature& b) { return a.key == b.key; };
  out.features.erase(std::unique(out.features.begin(), out.features.end(), is_same), out.features.end());
  return out;
}

Matcher::Matcher(const std::vector<const Content*>& contents) : contents_(contents) {
  find_texts();
  weigh();
  find_pairs();
  regard_surroundings();
  group();
}

void Matcher::find_texts() {
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> index;  // first statements of texts, by stem
  documents_.resize(contents_.size());
  for (std::uint32_t i = 0; i < contents_.size(); ++i) {
    const auto& stems = contents_[i]->stems;
    std::map<std::uint32_t, std::size_t> shared;
    for (const std::uint64_t s : stems) {
      for (const std::uint32_t j : index[s]) ++shared[j];
    }
    std::uint32_t text = i;
    for (const auto& [j, n] : shared) {
      const std::size_t all = stems.size() + contents_[j]->stems.size() - n;
      if (static_cast<double>(n) < kSameText * static_cast<double>(all)) continue;
      text = j;
      break;
    }
    texts_.push_back(text);
    if (text == i) {
      for (const std::uint64_t s : stems) index[s].push_back(i);
    }
    documents_[text].push_back(contents_[i]->document);
  }
  for (auto& d : documents_) {
    std::sort(d.begin(), d.end());
    d.erase(std::unique(d.begin(), d.end()), d.end());
  }
}

// What every statement of the story says tells none from another.
void Matcher::weigh() {
  std::unordered_map<std::uint64_t, std::size_t> counts;
  std::size_t texts = 0;
  for (std::uint32_t i = 0; i < contents_.size(); ++i) {
    if (texts_[i] != i) continue;
    ++texts;
    for (const Feature& f : contents_[i]->features) ++counts[f.key];
  }
  const double all = std::log(1.0 + static_cast<double>(texts));
  for (const auto& [key, n] : counts) {
    local_[key] = static_cast<float>(std::sqrt(std::log(1.0 + static_cast<double>(texts) / static_cast<double>(n)) / all));
  }
}

Matcher::Shared Matcher::shared(std::uint32_t a, std::uint32_t b) const {
  Shared out;
  const auto& x = contents_[a]->features;
  const auto& y = contents_[b]->features;
  const auto weight = [&](const Feature& f) {
    const auto it = local_.find(f.key);
    return double{f.weight} * (it == local_.end() ? 1.0F : it->second);
  };
  for (const Feature& f : x) out.a += weight(f);
  for (const Feature& f : y) out.b += weight(f);
  for (std::size_t i = 0, j = 0; i < x.size() && j < y.size();) {
    if (x[i].key == y[j].key) {
      out.both += weight(x[i]);
      ++i, ++j;
    } else {
      x[i].key < y[j].key ? ++i : ++j;
    }
  }
  return out;
}

double Matcher::likeness(std::uint32_t a, std::uint32_t b) const {
  const Shared s = shared(a, b);
  return s.both == 0 ? 0 : s.both / (s.a + s.b - s.both);
}

double Matcher::containment(std::uint32_t a, std::uint32_t b) const {
  const Shared s = shared(a, b);
  return s.both == 0 ? 0 : s.both / std::min(s.a, s.b);
}

double Matcher::coverage(std::uint32_t a, std::uint32_t b) const {
  const Shared s = shared(a, b);
  return s.both == 0 ? 0 : s.both / s.a;
}

void Matcher::find_pairs() {
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> index;
  std::vector<std::uint32_t> met;
  for (std::uint32_t i = 0; i < contents_.size(); ++i) {
    if (texts_[i] != i) continue;
    met.clear();
    for (const Feature& f : contents_[i]->features) {
      auto& there = index[f.key];
      met.insert(met.end(), there.begin(), there.end());
      there.push_back(i);
    }
    std::sort(met.begin(), met.end());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    for (const std::uint32_t j : met) {
      if (const double s = likeness(j, i); s >= kLeastLink) pairs_.push_back({j, i, s});
    }
  }
}

// Reports of one thing tell it in much the same order, so that what stands beside two statements speaks for them too.
void Matcher::regard_surroundings() {
  std::unordered_map<std::uint64_t, double> known;
  for (const Pair& p : pairs_) known[key_of(p.a, p.b)] = p.likeness;
  const auto beside = [&](std::uint32_t a, std::uint32_t b, std::uint32_t step) -> double {
    const std::uint32_t x = a + step;  // wraps around below the first, and is then too large
    const std::uint32_t y = b + step;
    if (x >= contents_.size() || y >= contents_.size()) return 0;
    if (contents_[x]->document != contents_[a]->document || contents_[y]->document != contents_[b]->document) return 0;
    const auto it = known.find(key_of(texts_[x], texts_[y]));
    return it == known.end() || it->second < kLeastBeside ? 0 : it->second;
  };
  for (Pair& p : pairs_) {
    if (contents_[p.a]->is_headline || contents_[p.b]->is_headline) p.likeness *= kHeadline;
    p.likeness += kSurroundings * std::max(beside(p.a, p.b, 1), beside(p.a, p.b, static_cast<std::uint32_t>(-1)));
  }
}

void Matcher::group() {
  // The likeness of the likest statement of each document, by statement.
  std::unordered_map<std::uint64_t, double> best;
  const auto key = [](std::uint32_t statement, std::uint32_t document) { return (std::uint64_t{statement} << 32U) | document; };
  const auto each_other = [&](std::uint32_t from, std::uint32_t to, const auto& use) {
    for (const std::uint32_t d : documents_[to]) {
      if (!std::binary_search(documents_[from].begin(), documents_[from].end(), d)) use(key(from, d));
    }
  };
  for (const Pair& p : pairs_) {
    const auto note = [&](std::uint64_t k) { best[k] = std::max(best[k], p.likeness); };
    each_other(p.a, p.b, note);
    each_other(p.b, p.a, note);
  }
  std::vector<Edge> edges;
  for (const Pair& p : pairs_) {
    if (holds_all(documents_[p.a], documents_[p.b]) || holds_all(documents_[p.b], documents_[p.a])) continue;
    bool is_best_of_a = false;
    bool is_best_of_b = false;
    each_other(p.a, p.b, [&](std::uint64_t k) { is_best_of_a = is_best_of_a || p.likeness >= best[k]; });
    each_other(p.b, p.a, [&](std::uint64_t k) { is_best_of_b = is_best_of_b || p.likeness >= best[k]; });
    if (is_best_of_a && is_best_of_b) edges.push_back({p.a, p.b, p.likeness});
  }
  groups_ = average_link(contents_.size(), edges, kLeast);
  for (std::uint32_t i = 0; i < groups_.size(); ++i) {
    if (texts_[i] != i) groups_[i] = groups_[texts_[i]];
  }
}

}  // namespace isnad::link
