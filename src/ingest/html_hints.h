// What the words in class and id attributes say about a part of a page (data/ingest/html_hints.tsv).
#pragma once

#include <bitset>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace isnad::ingest {

/// What a hint says; the values are bits of a HintMask.
enum class Hint : std::uint16_t {
  body = 1,          ///< names the container of the article's text ("entry-content")
  positive = 2,      ///< speaks for content
  negative = 4,      ///< speaks against content
  unlikely = 8,      ///< is hardly ever content
  keep = 16,         ///< overrules `unlikely`
  comments = 32,     ///< readers' comments
  caption = 64,      ///< caption or credit of a picture
  byline = 128,      ///< author or agency
  date = 256,        ///< publication date
  title = 512,       ///< headline
  drop = 1024,       ///< never content, whatever else is said ("share-bar")
  published = 2048,  ///< date of publication
  modified = 4096,   ///< date of a change
};
using HintMask = std::uint16_t;

constexpr bool has(HintMask mask, Hint hint) { return (mask & static_cast<HintMask>(hint)) != 0; }

class HtmlHints {
 public:
  /// Adds a hint for attributes that hold `text`: as a whole word (words end at anything but letters and digits, and
  /// where camel case goes up), or anywhere in them. `text` is in lower case, its words joined by '-'.
  void add(std::string_view text, Hint hint, bool is_whole_word);

  /// All that the attributes `class_names` and `id` say together.
  [[nodiscard]] HintMask read(std::string_view class_names, std::string_view id) const;

 private:
  void read_words(std::string_view attribute, HintMask& mask) const;

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, HintMask, Hash, std::equal_to<>> words_;  // one word, or several joined by '-'
  std::size_t longest_ = 1;                                                 // words in the longest of them
  struct Part {
    std::string text;
    HintMask bits = 0;
    std::uint32_t letters = 0;  // a bit for each letter in it
  };
  std::vector<Part> parts_;
  std::bitset<4096> begins_;  // whether any of `words_` begins and is as long as that; see place_of()
};

/// The Hint of that name; false when there is none.
bool parse_hint(std::string_view name, Hint& hint);

}  // namespace isnad::ingest
