#include "terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>

#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::cli {
namespace {

constexpr std::string_view kEllipsis = "\xE2\x80\xA6";
constexpr std::size_t kMinWidth = 60;
constexpr std::size_t kMaxWidth = 140;

bool is_set(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr && *value != '\0';
}

const char* code_of(Style style) {
  switch (style) {
    case Style::plain: return "0";
    case Style::bold: return "1";
    case Style::dim: return "2";
    case Style::red: return "31";
    case Style::green: return "32";
    case Style::yellow: return "33";
    case Style::blue: return "34";
    case Style::magenta: return "35";
    case Style::cyan: return "36";
  }
  return "0";
}

bool is_control(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x200E && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0x061C || c == 0xFEFF;
}

bool takes_no_column(char32_t c) { return text::class_of(c) == text::CharClass::mark && c != 0x0640; }

}  // namespace

Terminal::Terminal(std::FILE* stream) : is_terminal_(isatty(fileno(stream)) == 1) {
  const char* term = std::getenv("TERM");
  has_color_ = is_terminal_ && !is_set("NO_COLOR") && !(term != nullptr && std::string_view(term) == "dumb");
  winsize size{};
  if (is_terminal_ && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) width_ = size.ws_col;
  if (width_ < kMinWidth) width_ = kMinWidth;
  if (width_ > kMaxWidth) width_ = kMaxWidth;
}

std::string Terminal::paint(Style style, std::string_view s) const {
  if (!has_color_ || style == Style::plain || s.empty()) return std::string(s);
  return fmt::format("\x1b[{}m{}\x1b[0m", code_of(style), s);
}

std::string Terminal::foreign(std::string_view s) const {
  std::string clean = printable(s);
  return is_terminal_ ? fmt::format("{}{}{}", kFirstStrongIsolate, clean, kPopIsolate) : clean;
}

std::string printable(std::string_view s) {
  std::string out;
  bool is_after_space = false;
  for (std::size_t i = 0; i < s.size();) {
    const text::Decoded d = text::decode(s, i);
    const bool is_space = d.code == ' ' || d.code == '\n' || d.code == '\t' || d.code == '\r' || d.code == 0xA0;
    if (is_space && !is_after_space) out += ' ';
    if (!is_space && !is_control(d.code)) text::append(out, d.code);
    is_after_space = is_space;
    i += d.size;
  }
  return out;
}

std::size_t columns(std::string_view s) {
  std::size_t n = 0;
  for (std::size_t i = 0; i < s.size();) {
    const text::Decoded d = text::decode(s, i);
    if (!takes_no_column(d.code)) ++n;
    i += d.size;
  }
  return n;
}

std::string fit(std::string_view s, std::size_t width) {
  if (columns(s) <= width) return std::string(s);
  std::size_t n = 0;
  std::size_t i = 0;
  while (i < s.size()) {
    const text::Decoded d = text::decode(s, i);
    if (!takes_no_column(d.code) && ++n >= width) break;
    i += d.size;
  }
  return std::string(s.substr(0, i)) + std::string(kEllipsis);
}

std::string padded(std::string_view s, std::size_t width) {
  const std::size_t n = columns(s);
  return std::string(s) + std::string(n < width ? width - n : 0, ' ');
}

std::string grouped(unsigned long long n) {
  std::string s = std::to_string(n);
  for (std::size_t i = s.size(); i > 3; i -= 3) s.insert(i - 3, ",");
  return s;
}

std::string counted(unsigned long long n, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", grouped(n), n == 1 ? one : many);
}

}  // namespace isnad::cli
