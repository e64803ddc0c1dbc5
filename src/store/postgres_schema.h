// The schema of the PostgreSQL store (docs/formats/store-postgresql.md).
#pragma once

#include <string>

namespace isnad::store {

/// Version of the schema, as `meta` has it.
inline constexpr int kPostgresSchema = 1;

/// Statements that make the store in an empty schema.
std::string postgres_schema();

}  // namespace isnad::store
