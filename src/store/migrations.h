// The schema of the SQLite store as numbered steps (docs/formats/store.md). A step that was released is never edited.
#pragma once

#include <span>

namespace isnad::store {

/// Step n leads from schema version n to n + 1 (PRAGMA user_version).
std::span<const char* const> migrations();

/// PRAGMA application_id of a store: "ISND".
inline constexpr int kApplicationId = 0x49534E44;

}  // namespace isnad::store
