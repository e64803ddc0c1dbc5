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
constexpr double kLeastPart = 0.25;    // of a clause that is a part of what the other says

std::uint64_t key_of(std::uint32_t a, std::uint32_t b) { return (std::uint64_t{std::min(a, b)} << 32U) | std::max(a, b); }

std::uint64_t place_of(std::uint32_t statement, std::uint32_t document) { return (std::uint64_t{statement} << 32U) | document; }

bool holds_all(const std::vector<std::uint32_t>& all, const std::vector<std::uint32_t>& some) {
  return std::includes(all.begin(), all.end(), some.begin(), some.end());
}

// Clauses of one sentence that one voice says.
bool are_of_one_sentence(const Content& a, const Content& b) {
  return a.document == b.document && a.sentence == b.sentence && (a.voice == b.voice || a.voice == 0 || b.voice == 0);
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

template <class Use>
void Matcher::each_other_document(std::uint32_t from, std::uint32_t to, const Use& use) const {
  for (const std::uint32_t d : documents_[to]) {
    if (!std::binary_search(documents_[from].begin(), documents_[from].end(), d)) use(d);
  }
}

void Matcher::find_likest() {
  const auto note = [&](std::uint32_t of, std::uint32_t statement, double likeness) {
    each_other_document(of, statement, [&](std::uint32_t d) {
      Likest& known = likest_[place_of(of, d)];
      if (likeness > known.likeness) known = {likeness, statement};
    });
  };
  for (const Pair& p : pairs_) {
    note(p.a, p.b, p.likeness);
    note(p.b, p.a, p.likeness);
  }
}

// Whether no statement of a document that says `statement` is more like `of`.
bool Matcher::is_likest(std::uint32_t of, std::uint32_t statement, double likeness) const {
  bool is = false;
  each_other_document(of, statement, [&](std::uint32_t d) { is = is || likeness >= likest_.at(place_of(of, d)).likeness; });
  return is;
}

// Of the two, one may be a part of what the other says: where the other's likest is the clause beside it.
void Matcher::join_parts(const Pair& pair, std::map<std::uint64_t, double>& out) const {
  const auto join = [&](std::uint32_t part, std::uint32_t whole) {
    if (contents_[part]->is_headline || !is_likest(part, whole, pair.likeness)) return;
    each_other_document(whole, part, [&](std::uint32_t d) {
      const Likest& beside = likest_.at(place_of(whole, d));
      if (beside.statement == part || !are_of_one_sentence(*contents_[part], *contents_[beside.statement])) return;
      out[key_of(part, whole)] = pair.likeness;
      double& link = out[key_of(part, beside.statement)];
      link = std::max(link, std::min(pair.likeness, beside.likeness));
    });
  };
  join(pair.a, pair.b);
  join(pair.b, pair.a);
}

void Matcher::group() {
  find_likest();
  std::vector<Edge> edges;
  std::map<std::uint64_t, double> parts;
  for (const Pair& p : pairs_) {
    if (holds_all(documents_[p.a], documents_[p.b]) || holds_all(documents_[p.b], documents_[p.a])) continue;
    if (is_likest(p.a, p.b, p.likeness) && is_likest(p.b, p.a, p.likeness)) {
      edges.push_back({p.a, p.b, p.likeness});
    } else if (p.likeness >= kLeastPart) {
      join_parts(p, parts);
    }
  }
  for (const auto& [key, likeness] : parts)
    edges.push_back({static_cast<std::uint32_t>(key >> 32U), static_cast<std::uint32_t>(key), likeness});
  groups_ = average_link(contents_.size(), edges, kLeast);
  for (std::uint32_t i = 0; i < groups_.size(); ++i) {
    if (texts_[i] != i) groups_[i] = groups_[texts_[i]];
  }
}

}  // namespace isnad::link
