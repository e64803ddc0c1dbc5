// Runs of ASCII, eight bytes at a time: most of a page is its markup.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace isnad::ingest {

namespace ascii {
inline constexpr std::uint64_t kOnes = 0x0101010101010101;
inline constexpr std::uint64_t kHighBits = 0x80 * kOnes;

/// Bytes of `s` from `i` as a word.
inline std::uint64_t word_at(std::string_view s, std::size_t i) {
  std::uint64_t word = 0;
  std::memcpy(&word, s.data() + i, sizeof word);
  return word;
}
}  // namespace ascii

/// One past the run of ASCII that begins at `i`.
inline std::size_t skip_ascii(std::string_view s, std::size_t i) {
  while (i + 8 <= s.size() && (ascii::word_at(s, i) & ascii::kHighBits) == 0) i += 8;
  while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) ++i;
  return i;
}

/// The same for ASCII that is no control character. May stop short within the last eight bytes.
inline std::size_t skip_printable(std::string_view s, std::size_t i) {
  using namespace ascii;
  while (i + 8 <= s.size()) {
    const std::uint64_t word = word_at(s, i);
    const std::uint64_t below_space = (word - 0x20 * kOnes) & ~word;
    const std::uint64_t is_delete = ((word ^ 0x7F * kOnes) - kOnes) & ~(word ^ 0x7F * kOnes);
    // Borrows go upwards only, so that the lowest bit is right.
    if (const std::uint64_t others = (word | below_space | is_delete) & kHighBits; others != 0)
      return i + static_cast<std::size_t>(std::countr_zero(others)) / 8;
    i += 8;
  }
  return i;
}

}  // namespace isnad::ingest
