#include "link/opposites.h"

#include <algorithm>
#include <initializer_list>
#include <utility>

#include "link/rows.h"
#include "link/vocabulary.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/stem.h"
#include "text/utf8.h"

namespace isnad::link {

// Made from data/words/opposites.tsv and data/actors/states.tsv by cmake/embed.cmake.
extern const std::string_view kOppositesTsv;
extern const std::string_view kStatesTsv;

namespace {

using namespace text::letter;

constexpr std::size_t kLetterBytes = 2;
constexpr std::size_t kRootBytes = 3 * kLetterBytes;  // shorter skeletons are shared by too many words

bool is_one_of(char32_t c, std::initializer_list<char32_t> letters) {
  return std::find(letters.begin(), letters.end(), c) != letters.end();
}

void add(Opposites::Sides& sides, Opposites::Side side) {
  const auto at = std::lower_bound(sides.begin(), sides.end(), side);
  if (at == sides.end() || *at != side) sides.insert(at, side);
}

std::string_view without_first(std::string_view stem) { return stem.substr(text::decode(stem, 0).size); }

}  // namespace

const Opposites& Opposites::standard() {
  static const Opposites kStandard;
  return kStandard;
}

Opposites::Opposites() {
  read_opposites(kOppositesTsv);
  read_states(kStatesTsv);
}

void Opposites::read_opposites(std::string_view tsv) {
  each_row(tsv, [&](const std::vector<std::string_view>& row) {
    if (row.size() < 3) return;
    for (std::size_t k = 0; k < 2; ++k) {
      const auto side = static_cast<Side>(2 * names_.size() + k);
      for (std::string_view words = row[1 + k]; !words.empty();) {
        const std::string word = text::folded(next(words, '|'));
        const std::string stem(text::light_stem(word));
        const std::string root = skeleton(stem);
        add(by_stem_[stem], side);
        if (root.size() >= kRootBytes) add(by_skeleton_[root], side);
      }
    }
    names_.emplace_back(row[0]);
  });
  // A root that is on both sides tells nothing.
  for (auto& [root, sides] : by_skeleton_) {
    Sides kept;
    for (const Side s : sides) {
      if (!std::binary_search(sides.begin(), sides.end(), opposite(s))) kept.push_back(s);
    }
    sides = std::move(kept);
  }
}

void Opposites::read_states(std::string_view tsv) {
  std::vector<std::size_t> columns;
  for (const char* name : {"names_ar", "short_ar", "capital_ar", "adj_ar", "people_ar"}) columns.push_back(column_of(tsv, name));
  std::uint16_t state = 0;
  each_row(tsv, [&](const std::vector<std::string_view>& row) {
    ++state;
    for (const std::size_t column : columns) {
      if (column >= row.size()) continue;
      for (std::string_view names = row[column]; !names.empty();) {
        const std::string_view name = next(names, '|');
        if (name.find(' ') == name.npos && !name.empty()) states_.emplace(text::light_stem(text::folded(name)), state);
      }
    }
  });
}

const Opposites::Sides& Opposites::sides_of(std::string_view stem) const {
  static const Sides kNone;
  const auto it = by_stem_.find(std::string(stem));
  return it == by_stem_.end() ? kNone : it->second;
}

const Opposites::Sides& Opposites::sides_of(std::string_view stem, std::string_view skeleton) const {
  if (const Sides& listed = sides_of(stem); !listed.empty()) return listed;
  if (stem.size() > kRootBytes) {
    const char32_t first = text::decode(stem, 0).code;
    const char32_t last = text::decode(stem, stem.size() - kLetterBytes).code;
    if (is_one_of(first, {kYeh, kTeh, kNoon, kSeen, kBeh, kLam, kFeh, kKaf})) {
      if (const Sides& bare = sides_of(without_first(stem)); !bare.empty()) return bare;
    }
    if (is_one_of(last, {kTeh, kWaw})) {
      if (const Sides& bare = sides_of(stem.substr(0, stem.size() - kLetterBytes)); !bare.empty()) return bare;
    }
    const auto it = by_skeleton_.find(std::string(skeleton));
    if (it != by_skeleton_.end()) return it->second;
  }
  return sides_of(std::string_view());
}

std::uint16_t Opposites::state_of(std::string_view stem) const {
  auto it = states_.find(std::string(stem));
  if (it == states_.end() && stem.size() > kRootBytes && is_one_of(text::decode(stem, 0).code, {kBeh, kLam, kWaw, kFeh, kKaf})) {
    it = states_.find(std::string(without_first(stem)));
  }
  return it == states_.end() ? std::uint16_t{0} : it->second;
}

}  // namespace isnad::link
