// An HTML page to the text of its article.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/html_dom.h"
#include "ingest/tables.h"

namespace isnad::ingest {

struct Article {
  std::vector<std::string> paragraphs;  ///< without the headline, in order
  std::vector<std::string> bylines;     ///< short lines that may name author, outlet and date, most telling first
};

/// The article of the page whose headline is `title`; without paragraphs when there is none. `stated_body` is the text
/// that the page's metadata give for it (may be empty): taken where the page itself shows much less.
Article read_article(const Dom& dom, const Tables& tables, std::string_view title, std::string_view stated_body);

/// All lines of the page that are not hidden, but those that are furniture by their words.
std::vector<std::string> all_lines(const Dom& dom, const Tables& tables);

}  // namespace isnad::ingest
