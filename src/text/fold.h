// Normal forms of Arabic words.
//
// Two forms are used. The *light* form drops what carries no letter: tatweel, harakat, zero-width and bidi marks, and
// turns presentation forms and Eastern digits into plain ones. The *folded* form also merges the letters that keyboards
// and outlets mix: alef with hamza or madda to bare alef, alef maqsura and Farsi yeh to yeh, ta marbuta to ha, Farsi kaf
// to kaf, and lower-cases Latin. Folding a folded string changes nothing. Lexicons and text are compared in folded form.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace isnad::text {

/// What a code point is to the tokeniser.
enum class CharClass : std::uint8_t { other, space, newline, arabic, mark, latin, digit, punctuation, quote, symbol };

namespace detail {

// Properties of the code points below U+0800, where news text lives, looked up rather than computed.
struct Letters {
  static constexpr std::size_t kSize = 0x0800;
  std::array<CharClass, kSize> classes{};
  std::array<char16_t, kSize> folds{};
  Letters();
};
extern const Letters kLetters;

CharClass class_of_rare(char32_t code);
char32_t fold_rare(char32_t code);

}  // namespace detail

/// Class of `code`. Marks are what the light form drops (tatweel, harakat, zero-width and bidi marks).
inline CharClass class_of(char32_t code) {
  return code < detail::Letters::kSize ? detail::kLetters.classes[code] : detail::class_of_rare(code);
}

/// A quotation mark of one stroke: what it marks may stand inside marks of two.
inline bool is_single_quote(char32_t c) { return (c >= 0x2018 && c <= 0x201B) || c == 0x2039 || c == 0x203A; }

/// The letter that stands for `code` in the folded form; 0 when it is dropped. Presentation forms give their first letter
/// only: use light() before for text that has them.
inline char32_t fold(char32_t code) {
  return code < detail::Letters::kSize ? detail::kLetters.folds[code] : detail::fold_rare(code);
}

/// Appends the light form of `word` to `out`.
void append_light(std::string& out, std::string_view word);
/// Appends the folded form of `word` to `out`.
void append_folded(std::string& out, std::string_view word);

inline std::string light(std::string_view word) {
  std::string s;
  append_light(s, word);
  return s;
}
inline std::string folded(std::string_view word) {
  std::string s;
  append_folded(s, word);
  return s;
}

}  // namespace isnad::text
