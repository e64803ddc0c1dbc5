// Letters of ASCII and the white space around text, for names of formats and protocols. Arabic text is folded (text/fold.h).
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace isnad::text {

/// `s` with its Latin capitals in lower case.
inline std::string lower_ascii(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

/// `s` without blanks, tabs and ends of lines around it.
inline std::string_view trimmed(std::string_view s) {
  const std::size_t begin = s.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos ? std::string_view() : s.substr(begin, s.find_last_not_of(" \t\r\n") - begin + 1);
}

}  // namespace isnad::text
