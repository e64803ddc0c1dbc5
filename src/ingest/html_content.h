// Finds the runs of a page that are its article.
//
// The method is that of Readability (Arc90; Mozilla): runs give points to the elements around them, the richest element
// with few links wins, its worthwhile siblings join, and parts inside it that look like lists of links, forms or boxes
// are cut out. Explicit containers (itemprop="articleBody", class names of the hints) go first where they hold enough.
#pragma once

#include <cstdint>
#include <vector>

#include "ingest/html_page.h"

namespace isnad::ingest {

struct Content {
  std::vector<std::size_t> runs;  ///< indices into page.runs(), ascending
  std::uint32_t chars = 0;        ///< code points in them
};

/// How much a page's class names and boxes are held against its parts.
enum class Care : std::uint8_t {
  strict,   ///< as described above
  lenient,  ///< class names do not count, and only lists of links are cut out
};

/// The main content of `page`; empty when there is none.
Content find_content(const Page& page, Care care);

}  // namespace isnad::ingest
