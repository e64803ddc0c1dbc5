#include <fmt/format.h>

#include <cstdio>
#include <fstream>
#include <memory>

#include "../server/server.h"
#include "commands.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kShortestToken = 16;

struct Options : server::Options {
  std::string token_file;
  std::int64_t patience = limits.patience.count();
};

Result<void> read_token(Options& options) {
  if (options.token_file.empty()) return {};
  std::ifstream in(options.token_file);
  std::getline(in, options.token);
  if (!in && options.token.empty()) return Error{ErrorCode::unreadable, "no token can be read from it", options.token_file};
  if (options.token.size() < kShortestToken)
    return Error{ErrorCode::usage, fmt::format("a token has at least {} characters", kShortestToken), options.token_file};
  return {};
}

int serve(Options& options) {
  options.limits.patience = std::chrono::seconds(options.patience);
  auto ready = read_token(options);
  if (ready) {
    const auto store = Store::open(options.database, StoreAccess::read);
    if (!store) return complain(store.error()), kPartial;
    ready = server::serve(options, [&](int port) {
      fmt::print("{} is open at http://{}:{}/  (Ctrl-C ends it)\n", shown_store(options.database),
                 options.address.find(':') == std::string::npos ? options.address : "[" + options.address + "]", port);
      std::fflush(stdout);
    });
  }
  if (ready) return kOk;
  complain(ready.error());
  return ready.error().code == ErrorCode::usage ? kUsage : kPartial;
}

}  // namespace

void add_serve(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("serve", "Open a page on a store: claims with their chains, positions, articles, search");
  auto options = std::make_shared<Options>();
  options->who = default_reader();
  command->add_option("--db", options->database, "Store to use")->type_name("FILE")->capture_default_str();
  command->add_option("--port", options->port, "Port; 0 takes any free one")
      ->check(CLI::Range(0, 65535))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--listen", options->address, "Address; any but this machine's own needs a token")
      ->type_name("ADDRESS")
      ->capture_default_str();
  command->add_option("--token-file", options->token_file, "File whose first line every request has to give as a bearer token")
      ->type_name("FILE");
  command->add_option("--by", options->who, "Whose the corrections are that are made on the page")
      ->type_name("NAME")
      ->capture_default_str();
  command->add_flag("--read-only", options->is_read_only, "Take no corrections");
  command->add_option("--host", options->hosts, "A further name that requests may be addressed to, as a proxy passes it on")
      ->type_name("NAME");
  command->add_option("--patience", options->patience, "How long a request may take to arrive")
      ->check(CLI::Range(1, 3600))
      ->type_name("SECONDS")
      ->capture_default_str();
  command->footer(
      "Examples:\n"
      "  isnad serve\n"
      "  isnad serve --db talks.db --port 0\n\n"
      "The page loads nothing from elsewhere, and nothing leaves the machine. Other machines: docs/serve.md.");
  command->callback([&status, options] { status = serve(*options); });
}

}  // namespace isnad::cli
