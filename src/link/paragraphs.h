// Paragraphs that carry the text, without the lines that pages put between them.
#pragma once

#include <string_view>
#include <vector>

namespace isnad::link {

/// Whether a line is prose rather than a teaser, a related link or a caption: it ends as a sentence ends, or is long.
bool is_prose(std::string_view line);

/// The paragraphs of `text` (one a line) that are prose; the first in any case.
std::vector<std::string_view> paragraphs_of(std::string_view text);

}  // namespace isnad::link
