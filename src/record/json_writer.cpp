#include "record/json_writer.h"

#include <cstdint>
#include <cstring>

namespace isnad::record {
namespace {

// None of eight bytes is a control character, a quotation mark or a backslash.
bool are_plain(const char* bytes) {
  std::uint64_t x = 0;
  std::memcpy(&x, bytes, sizeof x);
  constexpr std::uint64_t kOnes = 0x0101010101010101ULL;
  constexpr std::uint64_t kHigh = 0x8080808080808080ULL;
  const auto has_zero = [](std::uint64_t v) { return (v - kOnes) & ~v & kHigh; };
  const std::uint64_t is_control = (x - kOnes * 0x20U) & ~x & kHigh;
  return (is_control | has_zero(x ^ (kOnes * '"')) | has_zero(x ^ (kOnes * '\\'))) == 0;
}

}  // namespace

void JsonWriter::escape(std::string_view s) {
  static constexpr char kHex[] = "0123456789abcdef";
  out_ += '"';
  std::size_t start = 0;
  for (std::size_t i = 0; i < s.size(); ++i) {
    while (i + 8 <= s.size() && are_plain(s.data() + i)) i += 8;
    if (i == s.size()) break;
    const auto c = static_cast<unsigned char>(s[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out_.append(s, start, i - start);
    start = i + 1;
    out_ += '\\';
    switch (c) {
      case '"': out_ += '"'; break;
      case '\\': out_ += '\\'; break;
      case '\n': out_ += 'n'; break;
      case '\t': out_ += 't'; break;
      case '\r': out_ += 'r'; break;
      default:
        out_ += "u00";
        out_ += kHex[c >> 4U];
        out_ += kHex[c & 15U];
    }
  }
  out_.append(s, start, s.size() - start);
  out_ += '"';
}

}  // namespace isnad::record
