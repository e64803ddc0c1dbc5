#include "ingest/line_features.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

using text::letter::kComma;
using text::letter::kQuestion;
using text::letter::kSemicolon;

constexpr char32_t kEllipsis = 0x2026;
constexpr char32_t kUrduStop = 0x06D4;

// The last code point before `end`, which moves in front of it.
char32_t step_back(std::string_view s, std::size_t& end) {
  do --end;
  while (end > 0 && (static_cast<unsigned char>(s[end]) & 0xC0U) == 0x80U);
  return text::decode(s, end).code;
}

bool is_closing(char32_t c) {
  return text::class_of(c) == text::CharClass::quote || c == ')' || c == ']' || c == '\'' ||
         text::class_of(c) == text::CharClass::mark || c == 0xA0;
}

// The last code point that is no quote or bracket; `end` comes to stand before it.
char32_t last_mark(std::string_view s, std::size_t& end) {
  end = s.size();
  while (end > 0) {
    const char32_t c = step_back(s, end);
    if (!is_closing(c)) return c;
  }
  return 0;
}

char32_t last_mark(std::string_view s) {
  std::size_t end = 0;
  return last_mark(s, end);
}

bool is_bullet(std::string_view s) {
  if (s.empty()) return false;
  const text::Decoded first = text::decode(s, 0);
  const std::string_view rest = s.substr(first.size);
  switch (first.code) {
    case 0x2022:
    case 0x25CF:
    case 0x25AA:
    case 0x25A0:
    case 0x25CB:
    case 0x25E6:
    case 0xB7:
    case 0x2023:
    case 0x25C6:
    case 0x2666: return true;
    case '-':
    case '*':
    case 0x2013:
    case 0x2014:
    case '+': return rest.starts_with(" ");
    default: break;
  }
  if (text::class_of(first.code) != text::CharClass::digit) return false;
  std::size_t i = first.size;
  while (i < s.size() && text::class_of(text::decode(s, i).code) == text::CharClass::digit) i += text::decode(s, i).size;
  return i < s.size() && (s.substr(i).starts_with("- ") || s.substr(i).starts_with(". ") || s.substr(i).starts_with(") ") ||
                          s.substr(i).starts_with(" - "));
}

bool has_inner_punctuation(std::string_view s) {
  for (std::size_t i = 0; i + 1 < s.size();) {
    const text::Decoded c = text::decode(s, i);
    i += c.size;
    if ((c.code == ',' || c.code == '.' || c.code == kComma || c.code == kSemicolon || c.code == ';') && i < s.size() &&
        (s[i] == ' ' || c.code == kComma))
      return true;
  }
  return false;
}

}  // namespace

bool ends_sentence(std::string_view text) {
  const char32_t c = last_mark(text);
  return c == '.' || c == '!' || c == '?' || c == kQuestion || c == kEllipsis || c == kUrduStop || c == 0x3002;
}

bool LineFeatures::is_prose() const {
  if (rule.role != LineRole::none && rule.role != LineRole::bio) return false;
  if (is_address && spaces * 2 < words) return false;  // an address falls into many words
  if (words >= 18) return true;
  return ends_in_full_stop && (words >= 10 || (words >= 7 && has_inner_punctuation));
}

LineFeatures read_features(std::string_view line, const Tables& tables) {
  LineFeatures out;
  out.folded = fold_line(line);
  out.rule = tables.lines.find(line, out.folded);
  out.words = static_cast<std::uint32_t>(out.folded.words.size());
  out.ends_sentence = ends_sentence(line);
  std::size_t before = 0;
  out.ends_in_full_stop = last_mark(line, before) == '.' && (before == 0 || line[before - 1] != '.');
  out.ends_in_colon = last_mark(line) == ':';
  out.has_inner_punctuation = has_inner_punctuation(line);
  out.is_bullet = is_bullet(line);
  out.spaces = static_cast<std::uint32_t>(std::count(line.begin(), line.end(), ' '));
  out.is_address = line.find("://") != std::string_view::npos || line.find("www.") != std::string_view::npos ||
                   line.find('@') != std::string_view::npos;
  if (out.words <= 16) out.date = find_date(line, tables.months);
  return out;
}

}  // namespace isnad::ingest
