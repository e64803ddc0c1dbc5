// Runs of ASCII, eight bytes at a time: most of a page is its markup.
#pragma once

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

}  // namespace isnad::ingest
