// An HTML page to the text of its article.
#pragma once

#include <string>
#include <vector>

#include "ingest/html_dom.h"
#include "ingest/rules.h"

namespace isnad::ingest {

/// The paragraphs of the page's article, without the headline `title`, in order; empty when it has none.
std::vector<std::string> article_paragraphs(const Dom& dom, const Rules& rules, std::string_view title);

}  // namespace isnad::ingest
