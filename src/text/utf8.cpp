#include "text/utf8.h"

namespace isnad::text {

namespace {
std::uint32_t count_starts(std::string_view s) {
  std::uint32_t n = 0;
  for (const char c : s) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return n;
}
}  // namespace

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t i = 0; i < text.size();) {
    const Decoded d = decode(text, i);
    out.push_back(d.code);
    i += d.size;
  }
  return out;
}

std::string to_utf8(std::u32string_view code_points) {
  std::string out;
  for (const char32_t c : code_points) append(out, c);
  return out;
}

void CharIndex::build(std::string_view text) {
  before_.clear();
  std::uint32_t n = 0;
  for (std::size_t i = 0; i < text.size() || i == 0; i += kBlock) {
    before_.push_back(n);
    n += count_starts(text.substr(i, kBlock));
  }
}

CharOffset CharIndex::to_char(ByteOffset b, std::string_view text) const {
  const std::uint32_t block = b.value / kBlock;
  if (block >= before_.size()) return CharOffset(before_.back() + count_starts(text.substr((before_.size() - 1) * kBlock)));
  return CharOffset(before_[block] + count_starts(text.substr(block * kBlock, b.value - block * kBlock)));
}

}  // namespace isnad::text
