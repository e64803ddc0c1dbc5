// What the verbs that analyse and keep share: documents from any source to the store.
#pragma once

#include <cstdint>
#include <functional>

#include "commands.h"
#include "isnad/store.h"
#include "summary.h"

namespace isnad::cli {

struct RunOptions : EngineOptions, StoreOptions {
  bool is_json = false;
  bool is_again = false;
};

/// Gives the next item; false at the end.
using ItemSource = std::function<bool(ingest::RawItem&)>;

/// The first Ctrl-C ends a run after what is under way is kept, a second one at once. A read that waits is broken off.
void catch_interrupts();
bool is_interrupted();

/// Analyses what `next` gives and keeps it in `store`, in order; `bytes` is what it will give, for progress, or 0.
RunCounts run_analysis(const Engine& engine, Store& store, const RunOptions& options, ItemSource next, std::uint64_t bytes);

/// Prints what the store holds after a run; the exit status.
int finish_run(Store& store, const RunCounts& counts, const StoreOptions& options, bool is_json);

}  // namespace isnad::cli
