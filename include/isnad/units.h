// Offset types of the engine.
//
// Inside the engine every position is a ByteOffset into the UTF-8 text of a document; a record is written in
// CharOffsets (Unicode code points). The two never mix silently: neither converts to the other or to an integer.
// Spans are half-open: [begin, end).
#pragma once

#include <compare>
#include <cstdint>
#include <string_view>

namespace isnad {

/// A position counted in units named by `Tag`. At most 2^32 - 1.
template <class Tag>
struct Offset {
  std::uint32_t value = 0;

  constexpr Offset() = default;
  constexpr explicit Offset(std::uint32_t v) : value(v) {}
  constexpr auto operator<=>(const Offset&) const = default;
  constexpr Offset operator+(std::uint32_t n) const { return Offset(value + n); }
  constexpr Offset operator-(std::uint32_t n) const { return Offset(value - n); }
  constexpr std::uint32_t operator-(Offset other) const { return value - other.value; }
};

struct ByteTag {};
struct CharTag {};
/// Counts bytes of UTF-8 text.
using ByteOffset = Offset<ByteTag>;
/// Counts Unicode code points.
using CharOffset = Offset<CharTag>;

/// A half-open range of positions.
template <class O>
struct BasicSpan {
  O begin;
  O end;

  constexpr auto operator<=>(const BasicSpan&) const = default;
  [[nodiscard]] constexpr bool is_empty() const { return end <= begin; }
  [[nodiscard]] constexpr std::uint32_t size() const { return is_empty() ? 0 : end - begin; }
  [[nodiscard]] constexpr bool overlaps(const BasicSpan& o) const { return begin < o.end && o.begin < end; }
  [[nodiscard]] constexpr bool contains(const BasicSpan& o) const { return begin <= o.begin && o.end <= end; }
};

using ByteSpan = BasicSpan<ByteOffset>;
using CharSpan = BasicSpan<CharOffset>;

/// The bytes of `text` that `span` covers. `span` must lie inside `text`.
constexpr std::string_view slice(std::string_view text, ByteSpan span) { return text.substr(span.begin.value, span.size()); }

}  // namespace isnad
