// What the tests of reading share.
#pragma once

#include <string>

#include "isnad/ingest.h"

namespace isnad::ingest {

/// The tables of the repository and one invented outlet.
const Knowledge& test_knowledge();

/// A file item of those bytes.
RawItem item_of(const std::string& path, std::string bytes, InputKind kind);

/// `text` in the encoding of that name.
std::string encoded(const std::string& text, const char* encoding);

}  // namespace isnad::ingest
