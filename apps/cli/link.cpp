// Linking as a stage of its own, for what isnad work has kept.
#include <fmt/format.h>

#include <memory>

#include "commands.h"
#include "progress.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

int link(const StoreOptions& options) {
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) return complain(store.error()), kPartial;
  Progress progress(0);
  const auto linked = (*store)->link([&](std::uint64_t done, std::uint64_t total) { progress.link(done, total); });
  progress.clear();
  if (!linked) return complain(linked.error()), kPartial;
  const auto summary = (*store)->summary();
  if (!summary) return complain(summary.error()), kPartial;
  fmt::print("linked {} {} {:.1f} s\n", counted(summary->documents, "document", "documents"), kDot, progress.seconds());
  return kOk;
}

}  // namespace

void add_link(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("link", "Find stories and copied text among the documents of a store that are new");
  auto options = std::make_shared<StoreOptions>();
  add_store_options(*command, *options);
  command->footer(
      "Examples:\n"
      "  isnad link --db postgresql://isnad@db/news\n\n"
      "isnad analyze does it at the end of each run; after isnad work it is a stage of its own. It may run while workers write: "
      "they\n"
      "and it take turns. Stopped or killed, it goes on where it was when it is given again.");
  command->callback([&status, options] { status = link(*options); });
}

}  // namespace isnad::cli
