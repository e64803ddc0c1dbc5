// What byline and date lines say: author, outlet, date.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ingest/tables.h"

namespace isnad::ingest {

struct Byline {
  std::string author;
  std::string outlet;  ///< as written
  std::string date;    ///< ISO 8601
};

/// Reads the lines in order; the first to give a field decides it. Text around what is understood is passed over.
Byline read_bylines(const std::vector<std::string_view>& lines, const Tables& tables);

/// `text` parted at dashes, bars and slashes that stand between spaces, and at line ends; parts are trimmed, none is
/// empty.
std::vector<std::string_view> split_at_marks(std::string_view text);

/// True when `text` may be the name of a person or desk: one to six words, no digits, no address.
bool is_name_like(std::string_view text);

}  // namespace isnad::ingest
