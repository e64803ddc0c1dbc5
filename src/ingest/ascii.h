// Runs of ASCII, many bytes at a time: most of a page is its markup.
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
  const auto high = [&](std::size_t at) { return ascii::word_at(s, at) & ascii::kHighBits; };
  while (i + 32 <= s.size() && (high(i) | high(i + 8) | high(i + 16) | high(i + 24)) == 0) i += 32;
  while (i + 8 <= s.size() && high(i) == 0) i += 8;
  while (i < s.size() && static_cast<unsigned char>(s[i]) < 0x80) ++i;
  return i;
}

}  // namespace isnad::ingest
