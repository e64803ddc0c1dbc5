// What a page says about its article: headline, outlet, author, date, address.
#pragma once

#include <string>
#include <vector>

#include "ingest/html_dom.h"
#include "ingest/json_ld.h"
#include "ingest/tables.h"
#include "isnad/document.h"

namespace isnad::ingest {

struct HtmlMeta {
  std::string title;
  std::string outlet;
  std::string author;
  std::string url;
  std::string language;  ///< as declared
  Published published;
};

/// Reads `<meta>`, `<link>`, `<time>`, headings, microdata and `json_ld`. Everything is empty where the page is silent;
/// the date is the one that readers see where the metadata name none. `source` is the HTML that `dom` was parsed from.
HtmlMeta read_meta(const Dom& dom, const JsonLd& json_ld, const Tables& tables, std::string_view source);

/// The text inside `node` (a heading or the like: at most 2048 bytes are read), white space collapsed.
std::string text_of(const Dom& dom, NodeId node);

}  // namespace isnad::ingest
