#include "text/stem.h"

#include <array>
#include <initializer_list>

#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::text {
namespace {

using namespace letter;

constexpr std::size_t kShortestAccusative = 3;

bool is_arabic(std::u32string_view w) {
  for (const char32_t c : w) {
    if (c < 0x0600 || c > 0x08FF) return false;
  }
  return !w.empty();
}

const std::array<std::u32string, 6>& articles() {
  static const std::array<std::u32string, 6> kArticles{std::u32string{kWaw, kAlef, kLam}, std::u32string{kBeh, kAlef, kLam},
                                                       std::u32string{kKaf, kAlef, kLam}, std::u32string{kFeh, kAlef, kLam},
                                                       std::u32string{kAlef, kLam},       std::u32string{kLam, kLam}};
  return kArticles;
}

// In Light10's order. Folding has made ta marbuta a ha already.
const std::array<std::u32string, 8>& endings() {
  static const std::array<std::u32string, 8> kEndings{
      std::u32string{kHeh, kAlef}, std::u32string{kAlef, kNoon}, std::u32string{kAlef, kTeh}, std::u32string{kWaw, kNoon},
      std::u32string{kYeh, kNoon}, std::u32string{kYeh, kHeh},   std::u32string{kHeh},        std::u32string{kYeh}};
  return kEndings;
}

}  // namespace

std::string light_stem(std::string_view folded) {
  const std::u32string word = code_points(folded);
  if (!is_arabic(word)) return std::string(folded);
  std::u32string_view w = word;
  if (w.front() == kWaw && w.size() > 3) w.remove_prefix(1);
  for (const auto& article : articles()) {
    if (w.starts_with(article) && w.size() >= article.size() + 2) {
      w.remove_prefix(article.size());
      break;
    }
  }
  if (w.ends_with(kAlef) && w.size() > kShortestAccusative) w.remove_suffix(1);
  for (const auto& ending : endings()) {
    if (w.ends_with(ending) && w.size() >= ending.size() + 2) w.remove_suffix(ending.size());
  }
  return to_utf8(w);
}

std::string without_proclitic(std::string_view folded) {
  const std::u32string word = code_points(folded);
  if (!is_arabic(word) || word.size() < 4) return {};
  switch (word.front()) {
    case kWaw:
    case kFeh:
    case kBeh:
    case kLam:
    case kKaf: return to_utf8(std::u32string_view(word).substr(1));
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
