#include <fstream>
#include <iostream>
#include <memory>

#include "commands.h"
#include "lexicon/compile.h"

namespace isnad::cli {

namespace {

int compile(const std::string& data, const std::string& hunspell, const std::string& output) {
  auto bytes = lexicon::compile(data, hunspell);
  if (!bytes) {
    std::cerr << "isnad: " << bytes.error().to_string() << "\n";
    return 1;
  }
  std::ofstream out(output, std::ios::binary);
  out << *bytes;
  out.close();
  if (!out) {
    std::cerr << "isnad: " << output << ": the image cannot be written here\n";
    return 1;
  }
  return 0;
}

}  // namespace

void add_lexicon(CLI::App& app, int& status) {
  auto* lexicon = app.add_subcommand("lexicon", "Check, search and compile the lexicon");
  lexicon->require_subcommand(1);
  auto* command = lexicon->add_subcommand("compile", "Compile data/ into the lexicon image");
  auto data = std::make_shared<std::string>("data");
  auto output = std::make_shared<std::string>("isnad.lexicon");
  command->add_option("--data", *data, "Folder with the lexicon tables")->capture_default_str();
  auto hunspell = std::make_shared<std::string>();
  command->add_option("--hunspell", *hunspell, "What ask_hunspell wrote about the words of data/words/types.tsv");
  command->add_option("--output", *output, "Image to write")->capture_default_str();
  command->callback([&status, data, hunspell, output] { status = compile(*data, *hunspell, *output); });
}

}  // namespace isnad::cli
