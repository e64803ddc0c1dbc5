#include "text/loose.h"

#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::text {

std::string loose(std::string_view folded) {
  using namespace letter;
  std::u32string out;
  for (std::size_t i = 0; i < folded.size();) {
    const Decoded d = decode(folded, i);
    i += d.size;
    char32_t c = d.code;
    if (c == kYehHamza || (c == kHamza && i < folded.size())) c = kYeh;
    if (c == kWawHamza) c = kWaw;
    out.push_back(c);
  }
  std::string text;
  for (std::size_t i = 0; i < out.size();) {
    std::size_t end = i + 1;
    while (end < out.size() && out[end] == out[i]) ++end;
    for (std::size_t n = end - i >= 3 ? 1 : end - i; n > 0; --n) append(text, out[i]);
    i = end;
  }
  return text;
}

}  // namespace isnad::text
