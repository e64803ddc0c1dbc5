#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "run.h"
#include "web.h"

namespace isnad::cli {
namespace {

struct Options : RunOptions {
  WebOptions web;
};

// The files and addresses of which something failed, each once.
Result<std::vector<std::string>> failed_paths(Store& store) {
  const auto failures = store.failures();
  if (!failures) return failures.error();
  std::vector<std::string> out;
  for (const Failure& f : *failures) {
    if (f.path != "-" && (out.empty() || out.back() != f.path)) out.push_back(f.path);
  }
  return out;
}

int retry(Options options) {
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) return complain(store.error()), kPartial;
  const auto paths = failed_paths(**store);
  if (!paths) return complain(paths.error()), kPartial;
  if (paths->empty()) {
    std::puts("nothing failed that could be tried again");
    return kOk;
  }
  const auto engine = open_engine(options, store->get());
  if (!engine) return kPartial;
  catch_interrupts();
  options.threads = threads_for(*paths, options.threads);
  Inputs inputs(*paths, reading_options(options), options.web);
  const RunCounts counts = run_analysis(
      *engine, **store, options, [&](ingest::RawItem& item) { return inputs.next(item); }, inputs.bytes());
  return finish_run(**store, counts, options, options.is_json);
}

}  // namespace

void add_retry(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("retry", "Try again what could not be read");
  auto options = std::make_shared<Options>();
  add_thread_options(*command, *options);
  add_web_options(*command, options->web);
  add_store_options(*command, *options);
  add_engine_options(*command, *options);
  command->add_flag("--json", options->is_json, "Print the summary as JSON");
  command->footer(
      "Examples:\n  isnad status\n  isnad retry\n  isnad retry --db syria.db\n\n"
      "Reads the files and addresses again that isnad status lists; what can be read now is taken off that list.");
  command->callback([&status, options] { status = retry(*options); });
}

}  // namespace isnad::cli
