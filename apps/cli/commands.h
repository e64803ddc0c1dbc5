// The verbs of the program. Each adds itself to the command line and leaves its exit status in `status`.
#pragma once

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <vector>

#include "ingest/furniture.h"
#include "isnad/corrections.h"
#include "isnad/engine.h"
#include "isnad/ingest.h"
#include "isnad/store.h"

namespace isnad::cli {

/// Exit statuses of every verb.
enum ExitStatus : int { kOk = 0, kPartial = 1, kUsage = 2 };

void add_analyze(CLI::App& app, int& status);
void add_claims(CLI::App& app, int& status);
void add_copies(CLI::App& app, int& status);
void add_corrections(CLI::App& app, int& status);
void add_dossier(CLI::App& app, int& status);
void add_export(CLI::App& app, int& status);
void add_explain(CLI::App& app, int& status);
void add_extract(CLI::App& app, int& status);
void add_framing(CLI::App& app, int& status);
void add_furniture(CLI::App& app, int& status);
void add_lexicon(CLI::App& app, int& status);
void add_link(CLI::App& app, int& status);
void add_manual(CLI::App& app, int& status);  ///< completion and man; after the verbs that they are about
void add_queue(CLI::App& app, int& status);
void add_retry(CLI::App& app, int& status);
void add_review(CLI::App& app, int& status);
void add_search(CLI::App& app, int& status);
void add_serve(CLI::App& app, int& status);
void add_show(CLI::App& app, int& status);
void add_status(CLI::App& app, int& status);
void add_stories(CLI::App& app, int& status);
void add_submit(CLI::App& app, int& status);
void add_version(CLI::App& app, int& status);
void add_watch(CLI::App& app, int& status);
void add_work(CLI::App& app, int& status);

/// What the value of `option` is called in help and manual: "FILE", without the checks that CLI11 puts after it.
std::string value_name(const CLI::Option& option);

/// Options that verbs which analyse documents share.
struct EngineOptions {
  std::string lexicon;  ///< lexicon image
  unsigned threads = 1;
  bool is_as_is = false;
  float min_confidence = 0.0F;
  std::vector<Correction> knowledge;                   ///< of which the names and cues are read as the lexicon's
  std::shared_ptr<const ingest::Furniture> furniture;  ///< what to take out of texts; may be null
  std::vector<std::string> paths;
};
void add_engine_options(CLI::App& command, EngineOptions& options);
void add_input_options(CLI::App& command, EngineOptions& options);
void add_thread_options(CLI::App& command, EngineOptions& options);
void add_furniture_option(CLI::App& command, EngineOptions& options);

/// How documents are read under these options.
ingest::Options reading_options(const EngineOptions& options);
/// The document of `item` under these options, without furniture.
Result<Document> read_document(const ingest::RawItem& item, const Engine& engine, const EngineOptions& options);

/// Options of verbs that use a store.
struct StoreOptions {
  std::string database = "isnad.db";
};
void add_store_options(CLI::App& command, StoreOptions& options);
void add_filter_options(CLI::App& command, DocumentFilter& filter);

/// The one document of the store that `text` names: id, beginning of an id, path or its end. Errors: not_found; usage,
/// when there are several.
Result<std::string> resolve_document(Store& store, const std::string& text);
/// The record of document `id`, with its corrections.
Result<Record> load_record(Store& store, const std::string& id);

/// The corrections that `isnad corrections export` wrote to `path`. Errors name the line.
Result<std::vector<Correction>> read_corrections(const std::string& path);

/// The time as corrections have it, and who corrects where nobody is named: the user of this machine.
std::string now();
std::string default_reader();

/// Opens the engine, or says on standard error why it cannot. With `store`, the names and cues that are kept there count too.
std::unique_ptr<Engine> open_engine(const EngineOptions& options, Store* store = nullptr);

/// Writes `text` to the file `output`, or to standard output where it is empty or "-". Gives the exit status.
int write_output(const std::string& text, const std::string& output);

/// Says `error` on standard error: "isnad: file:line: message".
void complain(const Error& error);

/// The lexicon image that is used when none is named: beside the program, else in its share folder.
std::string default_image();

}  // namespace isnad::cli
