// Pages as a server gave them, alive or from a web archive.
#pragma once

#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad::ingest {

struct ServedPage {
  std::string_view content_type;  ///< the header's value in lower case, with its parameters
  std::string_view bytes;
  // What is known besides; empty where nothing is.
  std::string_view url, outlet, published;
};

/// Whether documents of that type are read: HTML, plain text, PDF.
bool is_page(std::string_view content_type);

/// The page as a line of JSONL, which has a place for its address. Errors: unsupported where it is no page, and what
/// reading PDF and decoding say.
Result<std::string> page_line(const ServedPage& page);

}  // namespace isnad::ingest
