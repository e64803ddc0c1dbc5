#include "token/types.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::token {
namespace {

using namespace text::letter;

constexpr std::size_t kArenaBlock = 1U << 16U;

// A folded word with the surface offset of each of its letters.
struct Letters {
  std::u32string folded;
  std::vector<std::uint32_t> begin;  // surface byte where letter i starts
  std::uint32_t size = 0;            // bytes of the surface

  explicit Letters(std::string_view surface) : size(static_cast<std::uint32_t>(surface.size())) {
    for (std::uint32_t i = 0; i < surface.size();) {
      const text::Decoded d = text::decode(surface, i);
      if (const char32_t c = text::fold(d.code); c != 0 && c != U'.') {
        folded.push_back(c);
        begin.push_back(i);
      }
      i += d.size;
    }
    begin.push_back(size);
  }
};

struct ProcliticSplit {
  std::uint8_t bits = 0;
  std::uint8_t letters = 0;       // taken off
  bool restores_article = false;  // lam + article: the alef that lam swallowed comes back
};

// All ways to take proclitics off the start: [waw|fa] [sin | ba|lam|kaf], in order of growing length.
std::vector<ProcliticSplit> proclitic_splits(const std::u32string& w) {
  std::vector<ProcliticSplit> out{{}};
  const auto second = [&](std::uint8_t bits, std::uint8_t at) {
    if (w.size() < at + 3U) return;
    const auto n = static_cast<std::uint8_t>(at + 1);
    switch (w[at]) {
      case kBeh: out.push_back({static_cast<std::uint8_t>(bits | kBaClitic), n, false}); break;
      case kKaf: out.push_back({static_cast<std::uint8_t>(bits | kKafClitic), n, false}); break;
      case kSeen:
        if (w[at + 1] == kYeh || w[at + 1] == kTeh || w[at + 1] == kNoon || w[at + 1] == kAlef) {
          out.push_back({static_cast<std::uint8_t>(bits | kSinClitic), n, false});
        }
        break;
      case kLam:
        out.push_back({static_cast<std::uint8_t>(bits | kLamClitic), n, false});
        if (w[at + 1] == kLam) out.push_back({static_cast<std::uint8_t>(bits | kLamClitic), n, true});
        break;
      default: break;
    }
  };
  second(0, 0);
  if (w.size() >= 3 && (w[0] == kWaw || w[0] == kFeh)) {
    const std::uint8_t bit = w[0] == kWaw ? kWawClitic : kFaClitic;
    out.push_back({bit, 1, false});
    second(bit, 1);
  }
  return out;
}

// Number of letters of each pronoun ending that `w` may have, shortest first. `is_real_heh` tells ha from ta marbuta.
std::vector<std::uint8_t> enclitic_lengths(const std::u32string& w, bool is_real_heh) {
  std::vector<std::uint8_t> out;
  const std::size_t n = w.size();
  const auto at = [&](std::size_t back) { return n > back ? w[n - 1 - back] : U'\0'; };
  if (n >= 3 && ((at(0) == kHeh && is_real_heh) || at(0) == kYeh || at(0) == kKaf)) out.push_back(1);
  if (n >= 4 && ((at(1) == kHeh && (at(0) == kAlef || at(0) == kMeem || at(0) == kNoon)) ||
                 (at(1) == kNoon && (at(0) == kAlef || at(0) == kYeh)) || (at(1) == kKaf && at(0) == kMeem))) {
    out.push_back(2);
  }
  if (n >= 5 && at(0) == kAlef && at(1) == kMeem && (at(2) == kHeh || at(2) == kKaf)) out.push_back(3);
  return out;
}

// The stem as it is written without the ending: ta marbuta, alef maqsura, hamza and the silent alef come back.
std::vector<std::u32string> restored_stems(std::u32string stem) {
  std::vector<std::u32string> out{stem};
  const char32_t last = stem.back();
  const auto with_last = [&](char32_t c) {
    std::u32string s = stem;
    s.back() = c;
    out.push_back(std::move(s));
  };
  if (last == kTeh) with_last(kHeh);
  if (last == kAlef) with_last(kYeh);
  if (last == kYehHamza || last == kWawHamza) with_last(kHamza);
  if (last == kWaw) out.push_back(stem + kAlef);
  return out;
}

std::string encode(const std::u32string& w) {
  std::string s;
  for (const char32_t c : w) text::append(s, c);
  return s;
}

}  // namespace

void TypeTable::clear() {
  types_.clear();
  hashes_.clear();
  slots_.assign(1U << 14U, 0);
  arena_.clear();
  ++generation_;
}

bool TypeTable::trim() {
  if (types_.size() <= kMaxTypes) return false;
  clear();
  return true;
}

std::string_view TypeTable::keep(std::string_view s) {
  if (arena_.empty() || arena_.back().capacity() - arena_.back().size() < s.size()) {
    arena_.emplace_back().reserve(std::max(kArenaBlock, s.size()));
  }
  std::string& block = arena_.back();
  const std::size_t at = block.size();
  block.append(s);
  return std::string_view(block).substr(at);
}

void TypeTable::grow() {
  std::vector<std::uint32_t> slots(slots_.size() * 2, 0);
  for (std::uint32_t index = 0; index < types_.size(); ++index) {
    std::size_t i = hashes_[index] & (slots.size() - 1);
    while (slots[i] != 0) i = (i + 1) & (slots.size() - 1);
    slots[i] = index + 1;
  }
  slots_ = std::move(slots);
}

std::uint32_t TypeTable::find(std::string_view surface) {
  const std::uint32_t hash = lexicon::hash_word(surface);
  std::size_t i = hash & (slots_.size() - 1);
  for (; slots_[i] != 0; i = (i + 1) & (slots_.size() - 1)) {
    const std::uint32_t index = slots_[i] - 1;
    if (hashes_[index] == hash && types_[index].surface == surface) return index;
  }
  WordType& type = types_.emplace_back();
  type.surface = keep(surface);
  hashes_.push_back(hash);
  slots_[i] = static_cast<std::uint32_t>(types_.size());
  analyse(type);
  const auto index = static_cast<std::uint32_t>(types_.size() - 1);
  if (types_.size() * 2 > slots_.size()) grow();
  return index;
}

void TypeTable::analyse(WordType& type) {
  std::string light = text::light(type.surface);
  std::string folded = text::folded(type.surface);
  std::erase(light, '.');  // dots that break a word up (tokenizer.h) are no letters
  std::erase(folded, '.');
  type.light = keep(light);
  type.folded = keep(folded);
  type.ends_in_maqsura = light.ends_with(kAlefMaqsuraUtf8);
  type.ends_in_marbuta = light.ends_with(kTehMarbutaUtf8);
  const Letters letters(type.surface);
  const std::u32string& w = letters.folded;
  if (w.empty()) return;

  const auto add = [&](const std::u32string& word, const ProcliticSplit& split, std::uint32_t enclitic_bytes) {
    if (type.candidate_count == type.candidates.size()) return;
    const lexicon::WordId id = phrases_.word(encode(word));
    if (id == lexicon::kNoWord) return;
    type.candidates[type.candidate_count++] = {id, split.bits,
                                               static_cast<std::uint8_t>(std::min(letters.begin[split.letters], 255U)),
                                               static_cast<std::uint8_t>(std::min(enclitic_bytes, 255U))};
  };
  const std::vector<ProcliticSplit> splits = proclitic_splits(w);
  const auto stem_of = [&](const ProcliticSplit& s) {
    std::u32string stem = w.substr(s.letters);
    if (s.restores_article) stem.insert(stem.begin(), kAlef);
    return stem;
  };
  for (const ProcliticSplit& s : splits) {
    const std::u32string stem = stem_of(s);
    add(stem, s, 0);
    // The article's alef is bare: "alaf" (thousands) and "almania" have none.
    const bool is_bare_alef = s.restores_article || text::decode(type.surface, letters.begin[s.letters]).code == kAlef;
    if (stem.size() > 3 && stem[0] == kAlef && stem[1] == kLam && is_bare_alef) type.has_article = true;
  }
  for (const ProcliticSplit& s : splits) {
    if (s.restores_article) continue;
    const std::u32string stem = stem_of(s);
    for (const std::uint8_t n : enclitic_lengths(stem, !type.ends_in_marbuta)) {
      const std::size_t keep_letters = stem.size() - n;
      const std::uint32_t bytes = letters.size - letters.begin[s.letters + keep_letters];
      for (const std::u32string& base : restored_stems(stem.substr(0, keep_letters))) add(base, s, bytes);
    }
  }
}

}  // namespace isnad::token
