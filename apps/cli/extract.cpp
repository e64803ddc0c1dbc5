#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <optional>

#include "commands.h"
#include "engine/ordered.h"
#include "isnad/ingest.h"
#include "isnad/record.h"
#include "progress.h"

namespace isnad::cli {
namespace {

struct Options : EngineOptions {
  RecordOptions record;
};

struct Outcome {
  std::string line;
  std::optional<Error> error;
};

// Writes records in order and counts what failed.
class Extraction {
 public:
  Extraction(const Engine& engine, const Options& options)
      : engine_(engine),
        options_(options),
        reader_(options.paths, reading_options(options)),
        progress_(ingest::input_bytes(options.paths)) {}

  int run() {
    engine::OrderedJob<ingest::RawItem, Outcome> job;
    job.read = [this](ingest::RawItem& item) { return reader_.next(item); };
    job.size = [](const ingest::RawItem& item) { return item.bytes.size(); };
    job.make_worker = [this] { return make_worker(); };
    job.write = [this](ingest::RawItem& item, Outcome& outcome) { return write(item, outcome); };
    engine::run_ordered(options_.threads, job);
    progress_.clear();
    if (std::fflush(stdout) != 0) is_broken_ = true;
    if (is_broken_) complain({ErrorCode::unavailable, "the output cannot be written (is the disk full?)"});
    if (failures_ > 0) {
      std::fputs(fmt::format("isnad: left out {} of {}, which could not be read\n", grouped(failures_),
                             counted(documents_, "document", "documents"))
                     .c_str(),
                 stderr);
    }
    return failures_ > 0 || is_broken_ ? kPartial : kOk;
  }

 private:
  std::function<void(ingest::RawItem&, Outcome&)> make_worker() {
    auto worker =
        std::make_shared<Engine::Worker>(engine_.worker(options_.record.with_tokens ? NameTags::given : NameTags::left_out));
    return [this, worker](ingest::RawItem& item, Outcome& outcome) {
      const auto document = read_document(item, engine_, options_);
      if (!document) {
        outcome.error = document.error();
        return;
      }
      write_record(worker->analyse(*document), options_.record, outcome.line);
      outcome.line += '\n';
    };
  }

  bool write(const ingest::RawItem& item, const Outcome& outcome) {
    ++documents_;
    if (outcome.error) {
      ++failures_;
      progress_.clear();
      complain(*outcome.error);
    } else if (std::fwrite(outcome.line.data(), 1, outcome.line.size(), stdout) != outcome.line.size()) {
      is_broken_ = true;
    }
    progress_.step(item.bytes.size(), outcome.error.has_value());
    return !is_broken_;
  }

  const Engine& engine_;
  const Options& options_;
  ingest::Reader reader_;
  Progress progress_;
  unsigned long long documents_ = 0;
  unsigned long long failures_ = 0;
  bool is_broken_ = false;
};

int extract(Options& options) {
  options.record.min_confidence = options.min_confidence;
  const auto engine = open_engine(options);
  return engine ? Extraction(*engine, options).run() : kPartial;
}

}  // namespace

void add_extract(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("extract", "Write the record of each document to standard output, one JSON a line");
  auto options = std::make_shared<Options>();
  add_input_options(*command, *options);
  add_engine_options(*command, *options);
  command->add_flag("--tokens", options->record.with_tokens, "Add the words with their parts, lemma and part of speech");
  command->footer(
      "Examples:\n"
      "  isnad extract talks/ > records.jsonl\n"
      "  zcat news.jsonl.gz | isnad extract - --threads 4 > records.jsonl\n"
      "  isnad extract --as-is --tokens article.txt | jq .attributions\n\n"
      "A document that cannot be read is named on standard error and never stops the others; the exit status is then 1.");
  command->callback([&status, options] { status = extract(*options); });
}

}  // namespace isnad::cli
