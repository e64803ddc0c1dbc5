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

// What the user can do about a failure of that kind.
std::string_view remedy(std::string_view code, const std::string& path) {
  const bool is_web = path.starts_with("http://") || path.starts_with("https://");
  if (code == "not_found")
    return is_web ? "the page is gone; nothing can be done" : "put the file back, or analyse its folder again";
  if (code == "unreadable") return "give yourself the right to read it, then isnad retry";
  if (code == "too_large") return "split it into smaller documents";
  if (code == "unavailable") return "the server or the network failed; isnad retry later";
  if (code == "conflict") return "give the documents different ids";
  if (code == "unsupported")
    return is_web ? "save the page yourself and analyse the file" : "save it as text, HTML, PDF or JSONL";
  return "mend the file, then isnad retry";
}

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
    json.key("remedy");
    json.string(remedy(f.code, f.path));
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
  fmt::print("{}  {}", terminal.paint(Style::bold, shown_store(options.database)),
             counted(summary->documents, "document", "documents"));
  if (summary->not_arabic > 0) fmt::print(" {} {} not in Arabic, kept but not analysed", kDot, grouped(summary->not_arabic));
  if (failures->empty()) return fmt::print(" {} nothing failed\n", kDot), kOk;
  fmt::print(" {} {}\n", kDot, terminal.paint(Style::red, counted(failures->size(), "input failed", "inputs failed")));
  for (const Failure& f : *failures) {
    const std::string line = f.line > 0 ? fmt::format(":{}", f.line) : "";
    fmt::print("  {}{}: {}; {}\n", printable(f.path), line, printable(f.reason), remedy(f.code, f.path));
  }
  fmt::print(
      "They are tried again by isnad retry, and each time isnad analyze is given their path; what can be read then is taken off "
      "this list.\n");
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
