// What the passes over the bytes of a page know of HTML's tags.
#pragma once

#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace isnad::ingest::html {

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
constexpr bool is_letter(char c) { return static_cast<unsigned char>((c | 0x20) - 'a') < 26; }
constexpr bool is_space(char c) {
  constexpr std::uint64_t kSpaces = 1ULL << ' ' | 1ULL << '\t' | 1ULL << '\n' | 1ULL << '\r' | 1ULL << '\f';
  return static_cast<unsigned char>(c) <= ' ' && (kSpaces >> static_cast<unsigned char>(c) & 1U) != 0;
}

/// Whether `written` is `name`, which is in lower case, in letters of any case.
inline bool is_same(std::string_view written, std::string_view name) {
  return written.size() == name.size() &&
         std::equal(written.begin(), written.end(), name.begin(), [](char a, char b) { return lower(a) == b; });
}

/// The name of a tag as a page writes it.
struct TagName {
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  std::string_view written;

  explicit TagName(std::string_view name)
      : tag(gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()))),
        written(name) {}
  bool operator==(const TagName& other) const {
    if (tag != other.tag || tag != GUMBO_TAG_UNKNOWN) return tag == other.tag;
    return std::equal(written.begin(), written.end(), other.written.begin(), other.written.end(),
                      [](char a, char b) { return lower(a) == lower(b); });
  }
};

/// One past the name that begins at `at`.
inline std::size_t name_end(std::string_view html, std::size_t at) {
  while (at < html.size() && !is_space(html[at]) && html[at] != '/' && html[at] != '>') ++at;
  return at;
}

class TagSet {
 public:
  constexpr TagSet(std::initializer_list<GumboTag> tags) {
    for (const GumboTag tag : tags) has_[tag] = true;
  }
  [[nodiscard]] constexpr bool has(GumboTag tag) const { return has_[tag]; }
  [[nodiscard]] constexpr bool has(const TagName& name) const { return has_[name.tag]; }

 private:
  std::array<bool, GUMBO_TAG_LAST + 1> has_{};
};

inline constexpr TagSet kVoid = {GUMBO_TAG_AREA,  GUMBO_TAG_BASE,   GUMBO_TAG_BR,    GUMBO_TAG_COL,  GUMBO_TAG_EMBED,
                                 GUMBO_TAG_HR,    GUMBO_TAG_IMG,    GUMBO_TAG_INPUT, GUMBO_TAG_LINK, GUMBO_TAG_META,
                                 GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK, GUMBO_TAG_WBR};
/// Their content is no markup.
inline constexpr TagSet kRawText = {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE,  GUMBO_TAG_TEXTAREA, GUMBO_TAG_NOSCRIPT,
                                    GUMBO_TAG_XMP,    GUMBO_TAG_IFRAME, GUMBO_TAG_NOEMBED,  GUMBO_TAG_NOFRAMES};

}  // namespace isnad::ingest::html
