// The lines of page text pasted from the web: what each one is.
//
// The body is found first, as the stretch of prose that furniture does not cut off; the headline is the line above it
// whose words the body takes up. Rules of phrases (boilerplate.tsv) speak for single lines, structure for the rest.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/tables.h"

namespace isnad::ingest {

enum class LineLabel : std::uint8_t { blank, headline, body, boilerplate, byline };

struct PageLine {
  std::string_view text;  ///< without white space at its ends
  LineLabel label = LineLabel::blank;
  LineRole role = LineRole::none;  ///< the rule that matched
};

/// The lines of `text`, one for each line of the input, labelled. At most one is the headline.
std::vector<PageLine> label_lines(std::string_view text, const Tables& tables);

/// The lines of `text` without white space at their ends.
std::vector<std::string_view> split_lines(std::string_view text);

}  // namespace isnad::ingest
