#include <fmt/format.h>

#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>

#include "commands.h"
#include "engine/ordered.h"
#include "isnad/ingest.h"
#include "isnad/record.h"
#include "isnad/store.h"
#include "progress.h"
#include "summary.h"
#include "text/sha256.h"

namespace isnad::cli {
namespace {

constexpr int kCommitDocuments = 256;
constexpr auto kCommitEvery = std::chrono::seconds(1);
constexpr std::size_t kHashDigits = 32;

volatile std::sig_atomic_t g_is_interrupted = 0;
void interrupt(int /*signal*/) { g_is_interrupted = 1; }

// The first Ctrl-C ends the run after what is under way is kept, a second one at once. A read that waits is broken off.
void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = interrupt;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

struct Options : EngineOptions, StoreOptions {
  bool is_json = false;
  bool is_again = false;
};

struct Work {
  ingest::RawItem item;
  InputKey key;
  bool is_done = false;  // by an earlier run
};

struct Outcome {
  std::string line;
  std::optional<Record> record;
  std::optional<Error> error;
};

// Reads, analyses and keeps what the command line names.
class Run {
 public:
  Run(const Engine& engine, Store& store, const Options& options)
      : engine_(engine),
        store_(store),
        options_(options),
        reader_(options.paths, reading_options(options)),
        progress_(ingest::input_bytes(options.paths)),
        // What a record depends on besides the bytes of its input.
        salt_(fmt::format("{}\n{}\n{}\n{}\n", ISNAD_VERSION, engine.lexicon_hash(), options.is_as_is, options.min_confidence)) {}

  RunCounts run() {
    engine::OrderedJob<Work, Outcome> job;
    job.read = [this](Work& work) { return read(work); };
    job.size = [](const Work& work) { return work.item.bytes.size(); };
    job.make_worker = [this] { return make_worker(); };
    job.write = [this](Work& work, Outcome& outcome) { return write(work, outcome); };
    engine::run_ordered(options_.threads, job);
    keep(store_.commit());
    progress_.clear();
    counts_.seconds = progress_.seconds();
    counts_.is_interrupted = g_is_interrupted != 0;
    return counts_;
  }

 private:
  bool read(Work& work) {
    if (g_is_interrupted != 0 || counts_.has_store_failed || !reader_.next(work.item)) return false;
    work.key = {work.item.path, {}, work.item.line};
    if (work.item.error) return true;
    work.key.hash = text::sha256_hex(salt_ + work.item.input_hash()).substr(0, kHashDigits);
    const auto is_done = store_.is_done(work.key);
    if (!is_done) return keep(Result<void>(is_done.error()));
    work.is_done = *is_done && !options_.is_again;
    return true;
  }

  std::function<void(Work&, Outcome&)> make_worker() {
    auto worker = std::make_shared<Engine::Worker>(engine_.worker());
    return [this, worker](Work& work, Outcome& outcome) -> void {
      if (work.is_done) return;
      // What `isnad extract` wrote, perhaps on another machine, is kept as it is.
      if (std::string_view(work.item.bytes).starts_with(R"({"schema":"isnad.record/)")) {
        outcome.line = work.item.bytes;
        return take_record(work, outcome);
      }
      const auto document = ingest::read_document(work.item, engine_.reading(), reading_options(options_));
      if (!document) {
        outcome.error = document.error();
        return;
      }
      RecordOptions record_options;
      record_options.min_confidence = options_.min_confidence;
      write_record(worker->analyse(*document), record_options, outcome.line);
      take_record(work, outcome);
    };
  }

  static void take_record(const Work& work, Outcome& outcome) {
    auto record = read_record(outcome.line, work.item.path, work.item.line);
    if (record) {
      outcome.record = std::move(*record);
    } else if (!work.item.error) {
      outcome.error = record.error();
    }
  }

  bool write(Work& work, Outcome& outcome) {
    if (work.is_done) {
      store_.mark_unchanged(work.key);
      ++counts_.unchanged;
    } else if (outcome.record) {
      const auto kept = store_.put(work.key, *outcome.record, outcome.line, engine_.lexicon_hash());
      if (!kept) return keep(Result<void>(kept.error()));
      if (*kept) {
        ++counts_.analysed;
      } else {
        outcome.error = Error{ErrorCode::conflict,
                              fmt::format("another input has a different document with the id \"{}\"; give one of "
                                          "them another id",
                                          outcome.record->document.id),
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
  const Options& options_;
  ingest::Reader reader_;
  Progress progress_;
  std::string salt_;
  RunCounts counts_;
  int since_commit_ = 0;
  std::chrono::steady_clock::time_point last_commit_ = std::chrono::steady_clock::now();
};

int analyze(const Options& options) {
  const auto engine = open_engine(options);
  if (!engine) return kPartial;
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) {
    complain(store.error());
    return kPartial;
  }
  catch_interrupts();
  const RunCounts counts = Run(*engine, **store, options).run();
  if (counts.has_store_failed) return kPartial;
  const auto printed = options.is_json ? print_summary_json(**store, counts) : print_summary(**store, counts, options.database);
  if (!printed) complain(printed.error());
  return counts.failed > 0 || counts.is_interrupted || !printed ? kPartial : kOk;
}

}  // namespace

void add_analyze(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("analyze", "Analyse articles, keep them in a store and print what they say");
  auto options = std::make_shared<Options>();
  add_input_options(*command, *options);
  add_store_options(*command, *options);
  add_engine_options(*command, *options);
  command->add_flag("--again", options->is_again, "Analyse also what has not changed since the last run");
  command->add_flag("--json", options->is_json, "Print the summary as JSON");
  command->footer(
      "Examples:\n"
      "  isnad analyze talks/\n"
      "  isnad analyze --db syria.db page.html more.jsonl\n"
      "  zcat news.jsonl.gz | isnad analyze -\n"
      "  isnad analyze records.jsonl        (what isnad extract wrote is taken as it is)\n\n"
      "Files that have not changed since the last run are not analysed again; a changed file replaces what it gave before.\n"
      "A stopped or killed run goes on where it was when the command is given again.\n"
      "Exit status: 0, 1 when some documents could not be read (see isnad status), 2 for a wrong command line.");
  command->callback([&status, options] { status = analyze(*options); });
}

}  // namespace isnad::cli
