// Words of a text in folded form, for everything that compares or finds texts rather than analysing them.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

namespace isnad::text {

struct Word {
  std::uint32_t begin = 0;  ///< byte
  std::uint32_t end = 0;
  std::string folded;
};

/// Calls `use` with every word of `text`: runs of letters, digits and marks. A word that is broken up with tatweel and a
/// dot stays whole, as in src/token.
void each_word(std::string_view text, const std::function<void(const Word&)>& use);

}  // namespace isnad::text
