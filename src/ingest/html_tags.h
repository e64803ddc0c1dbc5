// What the passes over the bytes of a page know of HTML's tags.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace isnad::ingest::html {

inline constexpr std::array<std::string_view, 14> kVoid = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                                           "input", "link", "meta", "param", "source", "track", "wbr"};
/// Their content is no markup.
inline constexpr std::array<std::string_view, 8> kRawText = {"script", "style",  "textarea", "noscript",
                                                             "xmp",    "iframe", "noembed",  "noframes"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }
constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

}  // namespace isnad::ingest::html
