// The isnad program: one file per verb, thin, no logic of its own.
#include <CLI/CLI.hpp>
#include <cstdio>

#include "commands.h"

int main(int argc, char** argv) {
  CLI::App app{"Who says what through whom, in Arabic news of negotiations and conflict", "isnad"};
  int status = 0;
  isnad::cli::add_analyze(app, status);
  isnad::cli::add_extract(app, status);
  isnad::cli::add_dossier(app, status);
  isnad::cli::add_search(app, status);
  isnad::cli::add_status(app, status);
  isnad::cli::add_lexicon(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? isnad::cli::kOk : isnad::cli::kUsage;
  }
  if (app.get_subcommands().empty()) std::fputs(app.help().c_str(), stdout);
  return status;
}
