#include <fmt/format.h>

#include <cstdio>
#include <memory>

#include "commands.h"
#include "isnad/store.h"
#include "record/json_writer.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

struct Options : StoreOptions {
  bool is_json = false;
};

void print_json(const StoreSummary& summary, const std::vector<Failure>& failures) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_object();
  json.key("documents");
  json.integer(summary.documents);
  json.key("not_arabic");
  json.integer(summary.not_arabic);
  json.key("failures");
  json.begin_array();
  for (const Failure& f : failures) {
    json.begin_object();
    json.key("path");
    json.string(f.path);
    json.key("line");
    f.line == 0 ? json.null() : json.integer(static_cast<std::uint64_t>(f.line));
    json.key("code");
    json.string(f.code);
    json.key("reason");
    json.string(f.reason);
    json.end_object();
  }
  json.end_array();
  json.end_object();
  std::puts(out.c_str());
}

int show_status(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complain(store.error()), kPartial;
  const auto summary = (*store)->summary();
  const auto failures = (*store)->failures();
  if (!summary || !failures) return complain(summary ? failures.error() : summary.error()), kPartial;
  if (options.is_json) return print_json(*summary, *failures), kOk;
  const Terminal terminal(stdout);
  fmt::print("{}  {}", terminal.paint(Style::bold, options.database), counted(summary->documents, "document", "documents"));
  if (summary->not_arabic > 0) fmt::print(" {} {} not in Arabic, kept but not analysed", kDot, grouped(summary->not_arabic));
  if (failures->empty()) return fmt::print(" {} nothing failed\n", kDot), kOk;
  fmt::print(" {} {}\n", kDot, terminal.paint(Style::red, counted(failures->size(), "input failed", "inputs failed")));
  for (const Failure& f : *failures) {
    const std::string line = f.line > 0 ? fmt::format(":{}", f.line) : "";
    fmt::print("  {}{}: {}\n", printable(f.path), line, printable(f.reason));
  }
  fmt::print(
      "They are tried again each time isnad analyze is given their path; a file that can be read then is taken off this list.\n");
  return kOk;
}

}  // namespace

void add_status(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("status", "Say what a store holds and what could not be read, with the remedy");
  auto options = std::make_shared<Options>();
  add_store_options(*command, *options);
  command->add_flag("--json", options->is_json, "Print JSON");
  command->footer("Examples:\n  isnad status\n  isnad status --db syria.db --json | jq '.failures[].path'");
  command->callback([&status, options] { status = show_status(*options); });
}

}  // namespace isnad::cli
