#include <fmt/format.h>
#include <sqlite3.h>
#include <unicode/uversion.h>
#include <zstd.h>

#include <memory>

#include "commands.h"

namespace isnad::cli {
namespace {

int show_version(const std::string& lexicon) {
  const std::string path = lexicon.empty() ? default_image() : lexicon;
  const auto engine = Engine::open(path);
  fmt::print("isnad {}\n", ISNAD_VERSION);
  if (engine) {
    fmt::print("lexicon {} ({})\n", engine->lexicon_hash(), path);
  } else {
    fmt::print("lexicon none: {}\n", engine.error().to_string());
  }
  fmt::print("record isnad.record/1, dossier isnad.dossier/1\n");
  fmt::print("SQLite {}, ICU {}, Zstandard {}, fmt {}.{}.{}\n", sqlite3_libversion(), U_ICU_VERSION, ZSTD_versionString(),
             FMT_VERSION / 10000, FMT_VERSION / 100 % 100, FMT_VERSION % 100);
  return engine ? kOk : kPartial;
}

}  // namespace

void add_version(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("version", "Print the version of the program, the lexicon and the libraries");
  auto lexicon = std::make_shared<std::string>();
  command->add_option("--lexicon", *lexicon, "Lexicon image to use instead of the one beside the program")->type_name("FILE");
  command->footer("Example:\n  isnad version");
  command->callback([&status, lexicon] { status = show_version(*lexicon); });
}

}  // namespace isnad::cli
