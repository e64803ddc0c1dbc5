// Feeds (RSS 0.9 to 2.0, RDF, Atom) and sitemaps.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"

namespace isnad::ingest {

struct FeedEntry {
  std::string id;  ///< guid or atom:id
  std::string url;
  std::string title;
  std::string author;
  std::string published;  ///< as written
  std::string html;       ///< the fullest content there is: HTML, or text
};

struct Feed {
  bool is_sitemap = false;        ///< entries have an address and, as `published`, the time of the last change
  bool is_sitemap_index = false;  ///< entries are sitemaps
  std::string title;
  std::vector<FeedEntry> entries;
};

/// Parses the XML of a feed or sitemap. Document types with entities are refused, so that no entity grows; nesting is bounded.
/// Errors: bad_format; unsupported for XML that is neither.
Result<Feed> parse_feed(std::string_view xml);

}  // namespace isnad::ingest
