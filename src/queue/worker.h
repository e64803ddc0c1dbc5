// A worker: takes documents from a queue, analyses them, keeps them in a store and answers, in this order.
//
// It has no state of its own: killed at any moment, what it had in hand comes to another worker. Writes are idempotent: a
// document that comes twice is found done. What cannot be analysed goes to the dead letters at once, what was given to workers
// too often without an answer after `most_deliveries`; everything else is kept, and is answered only when it is durable.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "isnad/store.h"
#include "queue/queue.h"

namespace isnad::queue {

/// What became of an input.
struct Outcome {
  std::optional<Parcel> parcel;
  std::optional<Error> error;
};

/// Counts of a process, for all its workers.
struct Counters {
  std::atomic<std::uint64_t> kept{0}, known{0}, dead{0}, returned{0}, redelivered{0};
  std::atomic<std::uint64_t> bytes{0}, commits{0}, store_failures{0}, in_hand{0};
  std::atomic<std::uint64_t> analysis_microseconds{0}, store_microseconds{0};
};

struct WorkerOptions {
  std::size_t batch = 64;  ///< documents of a transaction, at most
  std::uint64_t most_deliveries = 5;
  bool until_empty = false;
  std::chrono::seconds patience{60};  ///< of the queue
  std::string lexicon_hash;
};

/// What a worker is given to work with. Called on its thread.
struct WorkerTools {
  std::function<Outcome(const ingest::RawItem&)> analyse;
  std::function<InputKey(const ingest::RawItem&)> key_of;
  std::function<Result<std::unique_ptr<Store>>()> open_store;
  std::function<bool()> is_stopped;
  std::function<void(const std::string&)> say;
};

/// Works until it is stopped, or the queue is empty where that is asked for. When stopped it keeps and answers what is analysed,
/// and gives back the rest. Errors: what no other worker would do better (no right to write, no such queue).
Result<void> work(Queue& queue, const WorkerOptions& options, const WorkerTools& tools, Counters& counters);

}  // namespace isnad::queue
