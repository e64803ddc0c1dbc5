// The isnad program: one file per verb, thin, no logic of its own.
#include <sqlite3.h>

#include <CLI/CLI.hpp>
#include <cstdio>

#include "commands.h"

namespace {

// Help without the machine's type names: "--threads N" says enough.
class PlainHelp : public CLI::Formatter {
 public:
  PlainHelp() { column_width(30); }
  std::string make_option_opts(const CLI::Option* option) const override {
    std::string out;
    if (option->get_type_size() != 0) out += " " + isnad::cli::value_name(*option);
    if (!option->get_default_str().empty()) out += " (" + option->get_default_str() + ")";
    if (option->get_expected_max() == CLI::detail::expected_max_vector_size) out += " ...";
    return out;
  }
};

}  // namespace

int main(int argc, char** argv) {
  using namespace isnad::cli;
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);  // statistics that nobody reads, under a lock for each piece of memory
  CLI::App app{"Who says what through whom, in Arabic news of negotiations and conflict", "isnad"};
  app.formatter(std::make_shared<PlainHelp>());
  app.footer("Start with: isnad analyze FOLDER\nEach verb has examples: isnad VERB --help");
  app.set_version_flag("--version", "isnad " ISNAD_VERSION);
  int status = kOk;
  for (const auto add :
       {add_analyze, add_dossier, add_claims,  add_copies,      add_stories, add_framing, add_export, add_search, add_show,
        add_explain, add_status,  add_review,  add_corrections, add_retry,   add_watch,   add_submit, add_work,   add_queue,
        add_link,    add_extract, add_lexicon, add_furniture,   add_serve,   add_version, add_manual})
    add(app, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& e) {
    return app.exit(e);
  } catch (const CLI::ParseError& e) {
    std::fprintf(stderr, "isnad: %s\nTry isnad%s --help\n", e.what(),
                 app.get_subcommands().empty() ? "" : (" " + app.get_subcommands().front()->get_name()).c_str());
    return kUsage;
  }
  if (app.get_subcommands().empty()) std::fputs(app.help().c_str(), stdout);
  return status;
}
