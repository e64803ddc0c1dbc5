#include "link/comparison.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "link/vocabulary.h"
#include "text/stem.h"
#include "text/utf8.h"
#include "text/words.h"

namespace isnad::link {
namespace {

constexpr double kFunctionRarity = 0.3;
constexpr double kSameWord = 1, kSameStem = 0.9, kSameSkeleton = 0.7, kSameConcept = 0.6, kSameLetters = 0.5;
constexpr double kLeastLetters = 0.5;  // share of letters from which on two stems are taken for one
constexpr std::size_t kThreeLetters = 6, kFourLetters = 8;

std::vector<std::uint64_t> letters_of(std::string_view text) {
  constexpr unsigned kCodeBits = 21;
  const std::u32string w = U' ' + text::code_points(text) + U' ';
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i + 2 < w.size(); ++i) {
    out.push_back((std::uint64_t{w[i]} << (2 * kCodeBits)) | (std::uint64_t{w[i + 1]} << kCodeBits) | w[i + 2]);
  }
  std::sort(out.begin(), out.end());
  return out;
}

double shared_letters(const std::vector<std::uint64_t>& a, const std::vector<std::uint64_t>& b) {
  std::size_t both = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    if (a[i] == b[j]) ++both, ++i, ++j;
    else a[i] < b[j] ? ++i : ++j;
  }
  return a.empty() && b.empty() ? 0 : 2 * static_cast<double>(both) / static_cast<double>(a.size() + b.size());
}

ComparedSentence read(std::string_view text) {
  const Vocabulary& vocabulary = Vocabulary::standard();
  const Opposites& opposites = Opposites::standard();
  ComparedSentence out;
  text::each_word(text, [&](const text::Word& w) {
    if (w.folded.empty()) return;
    ComparedWord& c = out.words.emplace_back();
    c.folded = w.folded;
    c.stem = text::light_stem(w.folded);
    c.skeleton = skeleton(c.stem);
    const auto term = vocabulary.term_of(w.folded);
    c.concept_id = term ? term->concept_id : 0;
    c.number = vocabulary.number_of(w.folded);
    c.is_content = vocabulary.is_content(w.folded);
    c.is_negation = vocabulary.is_negation(w.folded);
    c.rarity = c.is_content ? vocabulary.rarity_of_stem(c.stem) : kFunctionRarity;
    c.sides = c.is_content ? &opposites.sides_of(c.stem, c.skeleton) : &opposites.sides_of(c.stem);
    c.state = opposites.state_of(c.stem);
    c.letters = letters_of(c.stem);
    out.folded += (out.folded.empty() ? "" : " ") + c.folded;
  });
  out.matches.resize(out.words.size());
  return out;
}

double closeness(const ComparedWord& a, const ComparedWord& b) {
  if (a.folded == b.folded) return kSameWord;
  if (a.number > 0 || b.number > 0) return a.number == b.number ? kSameStem : 0;
  if (!a.is_content || !b.is_content) return 0;
  if (a.stem == b.stem) return kSameStem;
  if (a.skeleton == b.skeleton && a.skeleton.size() >= kThreeLetters) return kSameSkeleton;
  if (a.concept_id != 0 && a.concept_id == b.concept_id) return kSameConcept;
  const bool are_long = std::min(a.stem.size(), b.stem.size()) >= kFourLetters;
  return are_long && shared_letters(a.letters, b.letters) >= kLeastLetters ? kSameLetters : 0;
}

void collect_left(ComparedSentence& s) {
  for (std::uint32_t i = 0; i < s.words.size(); ++i) {
    if (s.matches[i].is_none()) s.left.push_back(i);
  }
}

}  // namespace

Comparison::Comparison(std::string_view one, std::string_view other)
    : one_(read(one)),
      other_(read(other)),
      letters_(shared_letters(letters_of(one_.folded), letters_of(other_.folded))) {
  align();
  collect_left(one_);
  collect_left(other_);
}

// The closest words first; among equals those at much the same place.
void Comparison::align() {
  struct Candidate {
    double closeness = 0;
    std::size_t apart = 0;
    std::uint32_t one = 0, other = 0;
  };
  std::vector<Candidate> candidates;
  const std::size_t n = one_.words.size();
  const std::size_t m = other_.words.size();
  for (std::uint32_t i = 0; i < n; ++i) {
    for (std::uint32_t j = 0; j < m; ++j) {
      const double c = closeness(one_.words[i], other_.words[j]);
      const std::size_t x = i * m;
      const std::size_t y = j * n;
      if (c > 0) candidates.push_back({c, x > y ? x - y : y - x, i, j});
    }
  }
  std::stable_sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.closeness != b.closeness ? a.closeness > b.closeness : a.apart < b.apart;
  });
  for (const Candidate& c : candidates) {
    if (!one_.matches[c.one].is_none() || !other_.matches[c.other].is_none()) continue;
    one_.matches[c.one] = {c.other, c.closeness};
    other_.matches[c.other] = {c.one, c.closeness};
  }
}

}  // namespace isnad::link
