#include "link/paragraphs.h"

#include <algorithm>

#include "text/ascii.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"
#include "text/words.h"

namespace isnad::link {
namespace {

constexpr std::size_t kLongest = 18;  // words of a headline

}  // namespace

bool is_prose(std::string_view line) {
  line = text::trimmed(line);
  if (line.empty()) return false;
  std::size_t last = line.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(line[last]) & 0xC0U) == 0x80U) --last;
  const char32_t end = text::decode(line, last).code;
  constexpr char32_t kEllipsis = 0x2026;
  // Teasers end in dots.
  const bool is_teaser = end == kEllipsis || (end == '.' && last > 0 && line[last - 1] == '.');
  if (!is_teaser && (end == '.' || end == '!' || end == '?' || end == ')' || end == text::letter::kQuestion ||
                     text::class_of(end) == text::CharClass::quote))
    return true;
  std::size_t words = 0;
  text::each_word_span(line, [&](std::size_t, std::size_t) { ++words; });
  return words > kLongest;
}

std::vector<std::string_view> paragraphs_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (text::trimmed(line).empty()) continue;
    if (out.empty() || is_prose(line)) out.push_back(line);
  }
  return out;
}

}  // namespace isnad::link
