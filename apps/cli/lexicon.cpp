#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "commands.h"
#include "lexicon/check.h"
#include "lexicon/compile.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

constexpr std::size_t kMostPlaces = 60;

struct Options {
  std::string data;
  std::string hunspell;
  std::string output = "isnad.lexicon";
  std::vector<std::string> words;
};

// The tables: in the working folder, in the source tree that the program was built in, or where it is installed.
std::string default_data() {
  std::error_code ec;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", ec).parent_path();
  for (const auto& folder :
       {std::filesystem::path("data"), program / "../data", program / "../../data", program / "../share/isnad/data"}) {
    if (std::filesystem::is_directory(folder / "actors", ec)) return folder.lexically_normal().generic_string();
  }
  return "data";
}

int compile(const Options& options) {
  auto bytes = lexicon::compile(options.data, options.hunspell);
  if (!bytes) return complain(bytes.error()), kPartial;
  // Written beside and renamed, so that no reader maps half an image.
  const std::string temporary = options.output + ".new";
  std::ofstream out(temporary, std::ios::binary);
  out << *bytes;
  out.close();
  std::error_code ec;
  if (out) std::filesystem::rename(temporary, options.output, ec);
  if (!out || ec)
    return complain(
               {ErrorCode::unavailable, "the image cannot be written here (check the folder and free space)", options.output}),
           kPartial;
  return kOk;
}

int check(const Options& options) {
  const auto faults = lexicon::check(options.data);
  for (const Error& e : faults) complain(e);
  if (faults.empty()) fmt::print("{}: no faults found\n", options.data);
  return faults.empty() ? kOk : kPartial;
}

int find(const Options& options) {
  std::string words;
  for (const auto& w : options.words) words += (words.empty() ? "" : " ") + w;
  const auto places = lexicon::find(options.data, words);
  if (!places) return complain(places.error()), places.error().code == ErrorCode::usage ? kUsage : kPartial;
  const Terminal t(stdout);
  for (std::size_t i = 0; i < places->size() && i < kMostPlaces; ++i) {
    const auto& p = (*places)[i];
    fmt::print("{}:{}  {} {}  {}\n", p.file, p.line, t.paint(Style::dim, p.column), t.foreign(p.value),
               p.key == p.value ? "" : t.paint(Style::cyan, t.foreign(p.key)));
  }
  if (places->size() > kMostPlaces) fmt::print("and {} more\n", places->size() - kMostPlaces);
  if (places->empty()) {
    fmt::print(
        "No entry has {}. Verbs and nouns are listed in one form; isnad explain shows what an inflected form was taken for.\n",
        t.foreign(words));
  }
  return kOk;
}

}  // namespace

void add_lexicon(CLI::App& app, int& status) {
  auto* lexicon = app.add_subcommand("lexicon", "Check, search and compile the tables of the language's knowledge");
  lexicon->require_subcommand(1);
  auto options = std::make_shared<Options>();
  options->data = default_data();
  const auto add = [&](const char* name, const char* description, int (*run)(const Options&)) {
    auto* command = lexicon->add_subcommand(name, description);
    command->add_option("--data", options->data, "Folder with the tables, if not the one that came with the program")
        ->type_name("FOLDER");
    command->callback([&status, options, run] { status = run(*options); });
    return command;
  };
  auto* checked = add("check", "Say what is wrong with the tables: order, ids, cells, Unicode form; names the line", check);
  checked->add_option("folder", options->data, "The same as --data")->type_name("FOLDER");
  checked->footer("Example:\n  isnad lexicon check my-data");
  auto* found = add("find", "Say which entries of which tables have a word", find);
  found->add_option("words", options->words, "Word or words in a row, in any spelling")->required()->type_name("WORD");
  found->footer("Example:\n  isnad lexicon find \xD9\x82\xD8\xB3\xD8\xAF");
  auto* compiled = add("compile", "Compile the tables into the lexicon image that the program reads", compile);
  compiled->add_option("--hunspell", options->hunspell, "What ask_hunspell wrote about the words of data/words/types.tsv")
      ->type_name("FILE");
  compiled->add_option("--output", options->output, "Image to write")->capture_default_str()->type_name("FILE");
  compiled->footer(
      "Example:\n  isnad lexicon compile --data my-data --output my.lexicon && isnad analyze --lexicon my.lexicon talks/");
  lexicon->footer("Examples:\n  isnad lexicon check\n  isnad lexicon find \xD9\x82\xD8\xB3\xD8\xAF");
}

}  // namespace isnad::cli
