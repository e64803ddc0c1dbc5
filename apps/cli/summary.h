// What a store holds, for a person who has just analysed a folder, or as JSON.
#pragma once

#include <cstdint>
#include <string>

#include "isnad/store.h"

namespace isnad::cli {

/// What a run of analyze did.
struct RunCounts {
  std::uint64_t analysed = 0, unchanged = 0, failed = 0, removed = 0;
  double seconds = 0;
  bool is_interrupted = false;
  bool has_store_failed = false;
};

Result<void> print_summary(Store& store, const RunCounts& counts, const std::string& database);
Result<void> print_summary_json(Store& store, const RunCounts& counts);

}  // namespace isnad::cli
