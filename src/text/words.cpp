#include "text/words.h"

#include "text/fold.h"

namespace isnad::text {

void fold_word(std::string_view word, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < word.size();) {
    const Decoded d = decode(word, i);
    const CharClass c = class_of(d.code);
    if (c == CharClass::arabic || c == CharClass::latin || c == CharClass::digit) append_folded(out, word.substr(i, d.size));
    i += d.size;
  }
}

void each_word(std::string_view text, const std::function<void(const Word&)>& use) {
  Word word;
  each_word_span(text, [&](std::size_t begin, std::size_t end) {
    fold_word(text.substr(begin, end - begin), word.folded);
    if (word.folded.empty()) return;
    word.begin = static_cast<std::uint32_t>(begin);
    word.end = static_cast<std::uint32_t>(end);
    use(word);
  });
}

}  // namespace isnad::text
