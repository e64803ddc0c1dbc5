#include "text/stem.h"

#include <array>

#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::text {
namespace {

using namespace letter;

constexpr std::size_t kLetter = 2;  // bytes of each letter that is taken off
constexpr std::size_t kShortestAccusative = 3;
constexpr std::size_t kShortestAfterWaw = 3;
constexpr std::size_t kLeast = 2;  // letters left by an article or ending

// Letters of `w`; 0 where some are not Arabic.
std::size_t arabic_letters(std::string_view w) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < w.size(); ++n) {
    const Decoded d = decode(w, i);
    if (d.code < 0x0600 || d.code > 0x08FF) return 0;
    i += d.size;
  }
  return n;
}

const std::array<std::string, 6>& articles() {
  static const std::array<std::string, 6> kArticles{
      to_utf8(std::u32string{kWaw, kAlef, kLam}), to_utf8(std::u32string{kBeh, kAlef, kLam}),
      to_utf8(std::u32string{kKaf, kAlef, kLam}), to_utf8(std::u32string{kFeh, kAlef, kLam}),
      to_utf8(std::u32string{kAlef, kLam}),       to_utf8(std::u32string{kLam, kLam})};
  return kArticles;
}

// In Light10's order. Folding has made ta marbuta a ha already.
const std::array<std::string, 8>& endings() {
  static const std::array<std::string, 8> kEndings{to_utf8(std::u32string{kHeh, kAlef}), to_utf8(std::u32string{kAlef, kNoon}),
                                                   to_utf8(std::u32string{kAlef, kTeh}), to_utf8(std::u32string{kWaw, kNoon}),
                                                   to_utf8(std::u32string{kYeh, kNoon}), to_utf8(std::u32string{kYeh, kHeh}),
                                                   to_utf8(std::u32string{kHeh}),        to_utf8(std::u32string{kYeh})};
  return kEndings;
}

}  // namespace

std::string_view light_stem(std::string_view folded) {
  static const std::string kConjunction = to_utf8(std::u32string{kWaw});
  static const std::string kAccusative = to_utf8(std::u32string{kAlef});
  std::size_t letters = arabic_letters(folded);
  if (letters == 0) return folded;
  std::string_view w = folded;
  const auto take_front = [&](std::size_t bytes) { w.remove_prefix(bytes), letters -= bytes / kLetter; };
  const auto take_back = [&](std::size_t bytes) { w.remove_suffix(bytes), letters -= bytes / kLetter; };
  if (letters > kShortestAfterWaw && w.starts_with(kConjunction)) take_front(kLetter);
  for (const std::string& article : articles()) {
    if (letters >= article.size() / kLetter + kLeast && w.starts_with(article)) {
      take_front(article.size());
      break;
    }
  }
  if (letters > kShortestAccusative && w.ends_with(kAccusative)) take_back(kLetter);
  for (const std::string& ending : endings()) {
    if (letters >= ending.size() / kLetter + kLeast && w.ends_with(ending)) take_back(ending.size());
  }
  return w;
}

std::string_view without_proclitic(std::string_view folded) {
  constexpr std::size_t kLettersLeft = 3;
  if (arabic_letters(folded) <= kLettersLeft) return {};
  switch (decode(folded, 0).code) {
    case kWaw:
    case kFeh:
    case kBeh:
    case kLam:
    case kKaf: return folded.substr(kLetter);
    default: return {};
  }
}

std::string without_conjunction(const std::string& folded) {
  constexpr std::size_t kLettersLeft = 4;  // bytes; two letters
  const Decoded first = decode(folded, 0);
  const bool is_conjunction = first.code == kWaw || first.code == kFeh;
  return is_conjunction && folded.size() - first.size >= kLettersLeft ? folded.substr(first.size) : folded;
}

}  // namespace isnad::text
