// The language of a text, told by its letters and its commonest words.
#pragma once

#include <array>
#include <bitset>
#include <cstdint>
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
  /// A letter that speaks for languages.
  struct Letter {
    char32_t code = 0;
    std::vector<Index> languages;
  };
  [[nodiscard]] const Letter* find_letter(char32_t code) const;

  std::vector<std::string> codes_;
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>()(s); }
  };
  std::unordered_map<std::string, std::vector<Index>, Hash, std::equal_to<>> words_;
  std::bitset<kPrints> prints_;  // of the entries of words_: most words of a text are none
  std::vector<Letter> letters_;
  std::array<std::uint16_t, 0x800> letter_at_{};  // of the code points below: place in letters_, from 1; 0 where they have none
};

}  // namespace isnad::ingest
