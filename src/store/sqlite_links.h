// The tables of links in SQLite: shingles are rows while they are few, and packed afterwards (shingle_levels.h).
#pragma once

#include <memory>

#include "store/sql_links.h"

namespace isnad::store {

/// `shingle_rows` gather before they are packed.
std::unique_ptr<SqlLinks> sqlite_links(Database& database, std::size_t shingle_rows);

}  // namespace isnad::store
