#include "text/utf8.h"

namespace isnad::text {

void append(std::string& out, char32_t code) {
  const auto put = [&](char32_t v) { out.push_back(static_cast<char>(v)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xC0U | (code >> 6U));
    put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000) {
    put(0xE0U | (code >> 12U));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U));
    put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU));
    put(0x80U | (code & 0x3FU));
  }
}

namespace {
std::uint32_t count_starts(std::string_view s) {
  std::uint32_t n = 0;
  for (const char c : s) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  return n;
}
}  // namespace

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
