// A looser spelling than the folded one, for words that are not known as they stand.
#pragma once

#include <string>
#include <string_view>

namespace isnad::text {

/// `folded` with hamza carriers as plain letters, hamza within a word as yeh, and letters written three times or more once
/// ("Isra'il" however its hamza sits, "Hamaaas").
std::string loose(std::string_view folded);

/// True for signs that are put into a word to break it up ("Ham.as", "Ham*as").
inline bool is_word_break(char32_t code) { return code == U'.' || code == U'*'; }

}  // namespace isnad::text
