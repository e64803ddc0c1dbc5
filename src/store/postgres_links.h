// The tables of links in PostgreSQL, asked for as much at a time as will be needed: each question takes a trip.
#pragma once

#include <memory>

#include "store/sql_links.h"

namespace isnad::store {

std::unique_ptr<SqlLinks> postgres_links(Database& database);

}  // namespace isnad::store
