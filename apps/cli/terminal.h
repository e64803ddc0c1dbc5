// Output for people: colour, width and direction, only where a person reads.
#pragma once

#include <cstddef>
#include <cstdio>
#include <string>
#include <string_view>

namespace isnad::cli {

/// Marks of the layout, in UTF-8.
inline constexpr char kDot[] = "\xC2\xB7", kLeftArrow[] = "\xE2\x86\x90", kRightArrow[] = "\xE2\x86\x92",
                      kFirstStrongIsolate[] = "\xE2\x81\xA8", kPopIsolate[] = "\xE2\x81\xA9";

enum class Style { plain, bold, dim, red, green, yellow, blue, magenta, cyan };

/// What is known of the terminal behind a stream. Colour and isolates are used on a terminal only; NO_COLOR and
/// TERM=dumb turn colour off, `--color` has the last word.
class Terminal {
 public:
  explicit Terminal(std::FILE* stream);
  [[nodiscard]] bool is_terminal() const { return is_terminal_; }
  [[nodiscard]] std::size_t width() const { return width_; }
  /// `s` in `style`.
  [[nodiscard]] std::string paint(Style style, std::string_view s) const;
  /// Foreign text, made safe: no control or direction marks of its own, and isolated, so that Arabic does not turn the
  /// line around it.
  [[nodiscard]] std::string foreign(std::string_view s) const;

 private:
  bool is_terminal_ = false;
  bool has_color_ = false;
  std::size_t width_ = 100;
};

/// `s` without control characters (a title must not steer the terminal), white space runs as one space.
std::string printable(std::string_view s);
/// Columns that `s` takes: code points but marks.
std::size_t columns(std::string_view s);
/// `s` cut to `width` columns, with an ellipsis where something was cut.
std::string fit(std::string_view s, std::size_t width);
/// `s` and blanks up to `width` columns.
std::string padded(std::string_view s, std::size_t width);
/// 12345 as "12,345".
std::string grouped(unsigned long long n);
/// "1 document", "2 documents".
std::string counted(unsigned long long n, std::string_view one, std::string_view many);

}  // namespace isnad::cli
