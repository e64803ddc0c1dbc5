#include "text/words.h"

#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::text {

void each_word(std::string_view text, const std::function<void(const Word&)>& use) {
  Word word;
  const auto flush = [&](std::size_t end) {
    word.end = static_cast<std::uint32_t>(end);
    if (!word.folded.empty()) use(word);
    word.folded.clear();
  };
  bool is_inside = false;
  bool is_after_tatweel = false;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode(text, i);
    const CharClass c = class_of(d.code);
    const bool is_letter = c == CharClass::arabic || c == CharClass::latin || c == CharClass::digit;
    // A dot after tatweel breaks a word up to slip past moderation (src/token/tokenizer.h): no end of word.
    const bool goes_on = is_letter || (is_inside && (c == CharClass::mark || (d.code == '.' && is_after_tatweel)));
    if (goes_on && !is_inside) word.begin = static_cast<std::uint32_t>(i);
    if (!goes_on && is_inside) flush(i);
    if (is_letter) append_folded(word.folded, text.substr(i, d.size));
    is_after_tatweel = goes_on && d.code == letter::kTatweel;
    is_inside = goes_on;
    i += d.size;
  }
  if (is_inside) flush(text.size());
}

}  // namespace isnad::text
