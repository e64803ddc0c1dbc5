#include "run.h"

#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <memory>
#include <optional>
#include <utility>

#include "analyst.h"
#include "engine/ordered.h"
#include "progress.h"

namespace isnad::cli {
namespace {

constexpr int kCommitDocuments = 256;
constexpr auto kCommitEvery = std::chrono::seconds(1);

volatile std::sig_atomic_t g_is_interrupted = 0;
void interrupt(int /*signal*/) { g_is_interrupted = 1; }

struct Work {
  ingest::RawItem item;
  InputKey key;
  bool is_done = false;  // by an earlier run
};

using queue::Outcome;

// Analyses what a source gives, and keeps it.
class Run {
 public:
  Run(const Engine& engine, Store& store, const RunOptions& options, ItemSource next, std::uint64_t bytes)
      : engine_(engine),
        store_(store),
        options_(options),
        next_(std::move(next)),
        progress_(bytes),
        key_of_(engine, options) {}

  RunCounts run() {
    engine::OrderedJob<Work, Outcome> job;
    job.read = [this](Work& work) { return read(work); };
    job.size = [](const Work& work) { return work.item.bytes.size(); };
    job.make_worker = [this] { return make_worker(); };
    job.write = [this](Work& work, Outcome& outcome) { return write(work, outcome); };
    engine::run_ordered(options_.threads, job);
    keep(store_.commit());
    if (g_is_interrupted == 0)
      keep(store_.link([this](std::uint64_t done, std::uint64_t total) { progress_.link(done, total); }));
    progress_.clear();
    counts_.seconds = progress_.seconds();
    counts_.is_interrupted = g_is_interrupted != 0;
    return counts_;
  }

 private:
  bool read(Work& work) {
    if (g_is_interrupted != 0 || counts_.has_store_failed || !next_(work.item)) return false;
    work.key = key_of_(work.item);
    if (work.item.error) return true;
    const auto is_done = store_.is_done(work.key);
    if (!is_done) return keep(Result<void>(is_done.error()));
    work.is_done = *is_done && !options_.is_again;
    return true;
  }

  std::function<void(Work&, Outcome&)> make_worker() {
    auto analyst = std::make_shared<Analyst>(engine_, options_);
    return [analyst](const Work& work, Outcome& outcome) {
      if (!work.is_done) outcome = (*analyst)(work.item);
    };
  }

  bool write(Work& work, Outcome& outcome) {
    if (work.is_done) {
      store_.mark_unchanged(work.key);
      ++counts_.unchanged;
    } else if (outcome.parcel) {
      const auto kept = store_.put(work.key, *outcome.parcel, engine_.lexicon_hash());
      if (!kept) return keep(Result<void>(kept.error()));
      if (*kept) {
        ++counts_.analysed;
      } else {
        outcome.error = Error{ErrorCode::conflict,
                              fmt::format("another input has a different document with the id \"{}\"; give one of "
                                          "them another id",
                                          outcome.parcel->record.document.id),
                              work.key.path, work.key.line};
      }
    }
    if (outcome.error && !note_failure(work, *outcome.error)) return false;
    // A file that could not be read says nothing about what it held before.
    const bool was_read = !(work.item.error && work.item.line == 0);
    if (work.item.is_last && was_read && work.item.path != "-" && !end_file(work.item.path)) return false;
    progress_.step(work.item.bytes.size(), outcome.error.has_value());
    return commit_now_and_then() && g_is_interrupted == 0;
  }

  bool note_failure(const Work& work, const Error& error) {
    ++counts_.failed;
    progress_.clear();
    complain(error);
    return keep(store_.fail(work.key, error));
  }

  bool end_file(const std::string& path) {
    const auto removed = store_.end_file(path);
    if (!removed) return keep(Result<void>(removed.error()));
    counts_.removed += *removed;
    return true;
  }

  bool commit_now_and_then() {
    const auto now = std::chrono::steady_clock::now();
    if (++since_commit_ < kCommitDocuments && now - last_commit_ < kCommitEvery) return true;
    since_commit_ = 0;
    last_commit_ = now;
    return keep(store_.commit());
  }

  bool keep(const Result<void>& done) {
    if (done) return true;
    if (!counts_.has_store_failed) {
      progress_.clear();
      complain(done.error());
    }
    counts_.has_store_failed = true;
    return false;
  }

  const Engine& engine_;
  Store& store_;
  const RunOptions& options_;
  ItemSource next_;
  Progress progress_;
  InputKeys key_of_;
  RunCounts counts_;
  int since_commit_ = 0;
  std::chrono::steady_clock::time_point last_commit_ = std::chrono::steady_clock::now();
};

}  // namespace

// The first Ctrl-C ends the run after what is under way is kept, a second one at once. A read that waits is broken off.
void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

bool is_interrupted() { return g_is_interrupted != 0; }

RunCounts run_analysis(const Engine& engine, Store& store, const RunOptions& options, ItemSource next, std::uint64_t bytes) {
  return Run(engine, store, options, std::move(next), bytes).run();
}

int finish_run(Store& store, const RunCounts& counts, const StoreOptions& options, bool is_json) {
  if (counts.has_store_failed) return kPartial;
  const auto printed = is_json ? print_summary_json(store, counts) : print_summary(store, counts, shown_store(options.database));
  if (!printed) complain(printed.error());
  return counts.failed > 0 || counts.is_interrupted || !printed ? kPartial : kOk;
}

}  // namespace isnad::cli
