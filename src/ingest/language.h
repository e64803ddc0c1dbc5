// The language of a text, told by its letters and its commonest words.
#pragma once

#include <bitset>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace isnad::ingest {

/// Letters and words that speak for a language (data/ingest/languages.tsv).
class Languages {
 public:
  enum class Kind { word, letter };
  /// `language` is an ISO 639 code.
  void add(std::string_view text, std::string_view language, Kind kind);

  /// The ISO 639 code of the language of `text`, judged by its first words; `declared` (a page's lang attribute, may be
  /// empty) decides where the text does not, and "und" where neither does.
  [[nodiscard]] std::string detect(std::string_view text, std::string_view declared = {}) const;

 private:
  using Index = std::size_t;
  Index index_of(std::string_view language);
  static constexpr std::size_t kPrints = 1U << 14U;
  static std::size_t print_of(std::string_view word);

  std::vector<std::string> codes_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, std::vector<Index>, Hash, std::equal_to<>> words_;
  std::bitset<kPrints> prints_;  // of the entries of words_: most words of a text are none
  std::unordered_map<char32_t, std::vector<Index>> letters_;
  std::bitset<0x800> is_letter_;  // code points below that have an entry in letters_
};

}  // namespace isnad::ingest
