#include "store/terms.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "text/fold.h"
#include "text/stem.h"
#include "text/words.h"

namespace isnad::store {

std::string stem_term(std::string_view folded) { return std::string(1, '~').append(text::light_stem(folded)); }

std::string bare_term(std::string_view folded) {
  const std::string_view bare = text::without_proclitic(folded);
  if (bare.empty()) return {};
  const std::string stem = stem_term(bare);
  return stem == stem_term(folded) ? std::string() : stem;
}

Terms KnownTerms::of(std::string_view word) {
  if (word.size() > kLongest) return made(word);
  if (2 * (count_ + 1) > slots_.size()) make_room();
  const std::uint64_t hash = std::hash<std::string_view>()(word);
  const std::size_t mask = slots_.size() - 1;
  std::size_t at = hash & mask;
  for (; slots_[at].size != 0; at = (at + 1) & mask) {
    if (slots_[at].hash == static_cast<std::uint32_t>(hash >> 32U) && word_of(slots_[at]) == word) return terms_of(slots_[at]);
  }
  const Terms terms = made(word);
  if (std::max({terms.folded.size(), terms.stem.size(), terms.bare.size()}) > kLongestTerm) return terms;
  slots_[at] = kept(word, static_cast<std::uint32_t>(hash >> 32U), terms);
  ++count_;
  return terms_of(slots_[at]);
}

Terms KnownTerms::made(std::string_view word) {
  text::fold_word(word, folded_);
  stem_ = folded_.empty() ? std::string() : stem_term(folded_);
  bare_ = folded_.empty() ? std::string() : bare_term(folded_);
  return {folded_, stem_, bare_};
}

KnownTerms::Slot KnownTerms::kept(std::string_view word, std::uint32_t hash, const Terms& terms) {
  const auto size_of = [](std::string_view s) { return static_cast<std::uint8_t>(s.size()); };
  const Slot out{hash,
                 static_cast<std::uint32_t>(letters_.size()),
                 size_of(word),
                 size_of(terms.folded),
                 size_of(terms.stem),
                 size_of(terms.bare)};
  letters_.append(word).append(terms.folded).append(terms.stem).append(terms.bare);
  return out;
}

void KnownTerms::make_room() {
  const bool is_full = slots_.size() >= kMostSlots;
  const std::vector<Slot> old =
      std::exchange(slots_, std::vector<Slot>(is_full || slots_.empty() ? kFewestSlots : 2 * slots_.size()));
  if (is_full) {
    letters_.clear();
    count_ = 0;
    return;
  }
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& s : old) {
    if (s.size == 0) continue;
    std::size_t at = std::hash<std::string_view>()(word_of(s)) & mask;
    while (slots_[at].size != 0) at = (at + 1) & mask;
    slots_[at] = s;
  }
}

}  // namespace isnad::store
