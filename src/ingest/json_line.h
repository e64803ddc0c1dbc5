// One line of JSONL input.
#pragma once

#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad::ingest {

/// The fields that are read; empty when absent, null or of another type (numbers are taken for `id`). Valid UTF-8.
struct JsonFields {
  std::string id, outlet, url, published, title, text, html;
};

/// Parses one object; unknown fields may be anything. A line in another encoding than UTF-8 is decoded first, and lone
/// surrogates become U+FFFD. Errors: bad_format, with the place in the line.
Result<JsonFields> parse_json_line(std::string_view line);

}  // namespace isnad::ingest
