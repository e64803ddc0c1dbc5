#include <memory>

#include "run.h"
#include "web.h"

namespace isnad::cli {
namespace {

struct Options : RunOptions {
  WebOptions web;
};

int analyze(Options options) {
  options.threads = threads_for(options.paths, options.threads);
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) {
    complain(store.error());
    return kPartial;
  }
  const auto engine = open_engine(options, store->get());
  if (!engine) return kPartial;
  catch_interrupts();
  Inputs inputs(options.paths, reading_options(options), options.web);
  const RunCounts counts = run_analysis(
      *engine, **store, options, [&](ingest::RawItem& item) { return inputs.next(item); }, inputs.bytes());
  return finish_run(**store, counts, options, options.is_json);
}

}  // namespace

void add_analyze(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("analyze", "Analyse articles, keep them in a store and print what they say");
  auto options = std::make_shared<Options>();
  add_input_options(*command, *options);
  add_web_options(*command, options->web);
  add_store_options(*command, *options);
  add_engine_options(*command, *options);
  command->add_flag("--again", options->is_again, "Analyse also what has not changed since the last run");
  command->add_flag("--json", options->is_json, "Print the summary as JSON");
  command->footer(
      "Examples:\n"
      "  isnad analyze talks/\n"
      "  isnad analyze --db syria.db page.html more.jsonl\n"
      "  isnad analyze news.jsonl.gz crawl.warc.gz export/result.json\n"
      "  isnad analyze https://example.org/2024/talks\n"
      "  isnad analyze records.jsonl        (what isnad extract wrote is taken as it is)\n\n"
      "Files that have not changed since the last run are not analysed again; a changed file replaces what it gave before.\n"
      "A stopped or killed run goes on where it was when the command is given again.\n"
      "Exit status: 0, 1 when some documents could not be read (see isnad status), 2 for a wrong command line.");
  command->callback([&status, options] { status = analyze(*options); });
}

}  // namespace isnad::cli
