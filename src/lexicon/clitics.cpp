#include "lexicon/clitics.h"

#include "isnad/analysis.h"
#include "text/letters.h"

namespace isnad::lexicon {
namespace {

using namespace text::letter;

struct Front {
  std::uint8_t bits = 0;
  std::uint8_t letters = 0;
};

bool can_begin_present(char32_t c) { return c == kYeh || c == kTeh || c == kNoon || c == kAlefHamzaAbove; }

// [waw | fa] [sin | ba | lam | kaf]; at least two letters stay.
void append_fronts(std::u32string_view w, std::vector<Front>& out) {
  out.push_back({});
  const auto second = [&](std::uint8_t bits, std::uint8_t at) {
    if (w.size() < at + 2U) return;
    const auto n = static_cast<std::uint8_t>(at + 1);
    if (w[at] == kBeh) out.push_back({static_cast<std::uint8_t>(bits | kBaClitic), n});
    if (w[at] == kLam) out.push_back({static_cast<std::uint8_t>(bits | kLamClitic), n});
    if (w[at] == kKaf) out.push_back({static_cast<std::uint8_t>(bits | kKafClitic), n});
    if (w[at] == kSeen && w.size() > at + 3U && can_begin_present(w[at + 1])) {
      out.push_back({static_cast<std::uint8_t>(bits | kSinClitic), n});
    }
  };
  second(0, 0);
  if (w.size() >= 3 && (w[0] == kWaw || w[0] == kFeh)) {
    const std::uint8_t bit = w[0] == kWaw ? kWawClitic : kFaClitic;
    out.push_back({bit, 1});
    second(bit, 1);
  }
}

// Lengths of the pronouns that `w` may end in, as bits 1 << length.
unsigned ending_lengths(std::u32string_view w) {
  const std::size_t n = w.size();
  const auto at = [&](std::size_t back) { return n > back ? w[n - 1 - back] : U'\0'; };
  unsigned lengths = 0;
  if (at(0) == kHeh || at(0) == kYeh || at(0) == kKaf) lengths |= 1U << 1U;
  const bool is_third = at(1) == kHeh && (at(0) == kAlef || at(0) == kMeem || at(0) == kNoon);
  const bool is_first = at(1) == kNoon && (at(0) == kAlef || at(0) == kYeh);
  const bool is_second = at(1) == kKaf && (at(0) == kMeem || at(0) == kNoon);
  if (is_third || is_first || is_second) lengths |= 1U << 2U;
  if (at(0) == kAlef && at(1) == kMeem && (at(2) == kHeh || at(2) == kKaf)) lengths |= 1U << 3U;
  return lengths;
}

}  // namespace

void append_splits(std::u32string_view word, std::vector<Split>& out) {
  static thread_local std::vector<Front> fronts;
  fronts.clear();
  if (word.size() > kMaxSplitLetters) {
    out.push_back({});
    return;
  }
  append_fronts(word, fronts);
  for (const Front& f : fronts) out.push_back({f.bits, f.letters, 0});
  for (const Front& f : fronts) {
    const std::u32string_view rest = word.substr(f.letters);
    const unsigned lengths = ending_lengths(rest);
    // A preposition may stand alone before a pronoun: its letter is then the stem and no proclitic.
    for (std::uint8_t n = 1; n <= 3; ++n) {
      if ((lengths & (1U << n)) != 0 && rest.size() >= n + 1U) out.push_back({f.bits, f.letters, n});
    }
  }
}

void append_stems(std::u32string_view word, const Split& split, std::vector<std::u32string>& out) {
  std::u32string_view rest = word.substr(split.proclitic_letters);
  rest.remove_suffix(split.enclitic_letters);
  if (rest.empty()) return;
  const auto add = [&](std::u32string_view before, std::u32string_view letters) {
    std::u32string& s = out.emplace_back();
    s.reserve(before.size() + letters.size() + 1);  // one may be put behind them
    s.append(before).append(letters);
  };
  const std::u32string_view stem = rest;
  add({}, stem);
  if ((split.proclitics & kLamClitic) != 0 && stem.front() == kLam && split.enclitic_letters == 0 && stem.size() > 2) {
    constexpr char32_t kArticle[] = {kAlef, kLam};
    add({kArticle, 1}, stem);
    add({kArticle, 2}, stem);
  }
  if (split.enclitic_letters == 0) return;
  const char32_t last = stem.back();
  const auto with_last = [&](char32_t c) {
    add({}, stem.substr(0, stem.size() - 1));
    out.back() += c;
  };
  const auto with_ending = [&](char32_t c) {
    add({}, stem);
    out.back() += c;
  };
  if (last == kTeh && stem.size() > 2) with_last(kTehMarbuta);
  if (last == kAlef || last == kYeh) with_last(kAlefMaqsura);
  if ((last == kYehHamza || last == kWawHamza || last == kAlefHamzaAbove) && stem.size() > 2) with_last(kHamza);
  if (last == kWaw && stem.size() > 2) with_ending(kAlef);
  if (last == kWaw && stem.size() > 3) with_ending(kNoon);
  if (last == kYeh && stem.size() > 3) with_ending(kNoon);
}

}  // namespace isnad::lexicon
