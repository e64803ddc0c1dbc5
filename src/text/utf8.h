// Decoding of valid UTF-8, one code point at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/units.h"

namespace isnad::text {

/// A code point and the number of bytes it takes.
struct Decoded {
  char32_t code = 0;
  std::uint32_t size = 1;
};

/// The code point at `text[i]`; a bad byte gives U+FFFD of one byte. `i < text.size()`.
inline Decoded decode(std::string_view text, std::size_t i) {
  const auto at = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
  const unsigned char a = at(i);
  if (a < 0x80) return {a, 1};
  const auto follows = [&](std::size_t k) { return k < text.size() && (at(k) & 0xC0U) == 0x80U; };
  if (a >= 0xC2 && a < 0xE0 && follows(i + 1)) return {static_cast<char32_t>(((a & 0x1FU) << 6U) | (at(i + 1) & 0x3FU)), 2};
  if (a >= 0xE0 && a < 0xF0 && follows(i + 1) && follows(i + 2)) {
    return {static_cast<char32_t>(((a & 0x0FU) << 12U) | ((at(i + 1) & 0x3FU) << 6U) | (at(i + 2) & 0x3FU)), 3};
  }
  if (a >= 0xF0 && a < 0xF5 && follows(i + 1) && follows(i + 2) && follows(i + 3)) {
    return {static_cast<char32_t>(((a & 0x07U) << 18U) | ((at(i + 1) & 0x3FU) << 12U) | ((at(i + 2) & 0x3FU) << 6U) |
                                  (at(i + 3) & 0x3FU)),
            4};
  }
  return {0xFFFD, 1};
}

/// Appends `code` to `out` as UTF-8.
inline void append(std::string& out, char32_t code) {
  const auto put = [&](const auto... bytes) {
    const char c[] = {static_cast<char>(bytes)...};
    out.append(c, sizeof c);
  };
  const auto tail = [&](unsigned shift) { return 0x80U | ((code >> shift) & 0x3FU); };
  if (code < 0x80) out.push_back(static_cast<char>(code));
  else if (code < 0x800) put(0xC0U | (code >> 6U), tail(0));
  else if (code < 0x10000) put(0xE0U | (code >> 12U), tail(6), tail(0));
  else put(0xF0U | (code >> 18U), tail(12), tail(6), tail(0));
}

/// The code points of `text`, and their UTF-8.
std::u32string code_points(std::string_view text);
std::string to_utf8(std::u32string_view code_points);

/// Maps byte offsets of one text to code points in constant time, after one pass over it.
class CharIndex {
 public:
  /// `text` must be valid UTF-8; the index keeps no reference to it.
  void build(std::string_view text);
  /// Number of code points before `b`, which must stand at the start of one or at the end.
  [[nodiscard]] CharOffset to_char(ByteOffset b, std::string_view text) const;

 private:
  static constexpr std::uint32_t kBlock = 64;
  std::vector<std::uint32_t> before_;  // code points before each block of kBlock bytes
};

}  // namespace isnad::text
