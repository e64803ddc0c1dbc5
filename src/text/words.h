// Words of a text in folded form, for everything that compares or finds texts rather than analysing them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::text {

struct Word {
  std::uint32_t begin = 0;  ///< byte
  std::uint32_t end = 0;
  std::string folded;
};

/// Calls `use` with the first and the end byte of every word of `text`: runs of letters, digits and marks. A word that is
/// broken up with tatweel and a dot stays whole, as in src/token. Marks alone are a word whose folded form is empty.
template <class Use>
void each_word_span(std::string_view text, Use use) {
  std::size_t begin = 0;
  bool is_inside = false;
  bool is_after_tatweel = false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode(text, i);
    const CharClass c = class_of(d.code);
    const bool is_letter = c == CharClass::arabic || c == CharClass::latin || c == CharClass::digit;
    // A dot after tatweel breaks a word up to slip past moderation (src/token/tokenizer.h): no end of word.
    const bool goes_on = is_letter || (is_inside && (c == CharClass::mark || (d.code == '.' && is_after_tatweel)));
    if (goes_on && !is_inside) begin = i;
    if (!goes_on && is_inside) use(begin, i);
    is_after_tatweel = goes_on && d.code == letter::kTatweel;
    is_inside = goes_on;
    i += d.size;
  }
  if (is_inside) use(begin, text.size());
}

/// The folded form of what each_word_span() gives, in `out`.
void fold_word(std::string_view word, std::string& out);

/// Calls `use` with every word of `text` in folded form.
void each_word(std::string_view text, const std::function<void(const Word&)>& use);

}  // namespace isnad::text
