// The isnad program: one file per verb, thin, no logic of its own.
#include <CLI/CLI.hpp>

#include "commands.h"

int main(int argc, char** argv) {
  CLI::App app{"isnad: who says what through whom, in Arabic news of negotiations and conflict"};
  app.require_subcommand(1);
  int status = 0;
  isnad::cli::add_extract(app, status);
  isnad::cli::add_lexicon(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return app.exit(e) == 0 ? 0 : 2;
  }
  return status;
}
