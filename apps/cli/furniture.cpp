#include "link/furniture.h"

#include <fmt/format.h>

#include <cstdio>
#include <map>
#include <memory>

#include "commands.h"
#include "progress.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

struct Options : EngineOptions {
  std::string output;
};

int learn(const Options& options) {
  const auto engine = open_engine(options);
  if (!engine) return kPartial;
  ingest::Reader reader(options.paths, reading_options(options));
  Progress progress(ingest::input_bytes(options.paths));
  link::FurnitureLearner learner;
  std::uint64_t articles = 0;
  std::uint64_t failures = 0;
  for (ingest::RawItem item; reader.next(item);) {
    const auto document = read_document(item, *engine, options);
    progress.step(item.bytes.size(), !document);
    if (document) {
      learner.add(*document);
      ++articles;
    } else {
      ++failures;
      progress.clear();
      complain(document.error());
    }
  }
  progress.clear();
  const auto lines = learner.lines();
  const int written = write_output(ingest::write_furniture(lines), options.output);
  std::fputs(fmt::format("isnad: {} in {}, {} not read\n", counted(lines.size(), "line of furniture", "lines of furniture"),
                         counted(articles, "article", "articles"), failures)
                 .c_str(),
             stderr);
  return failures > 0 ? kPartial : written;
}

}  // namespace

void add_furniture(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("furniture", "Learn which lines outlets put into their articles again and again");
  command->require_subcommand(1);
  auto* verb = command->add_subcommand("learn", "Write the teasers and notices found in many articles, as a table to mend");
  auto options = std::make_shared<Options>();
  verb->add_option("paths", options->paths, "Files, folders, or - for JSONL on standard input")->required()->type_name("PATH");
  verb->add_option("--output,-o", options->output, "File to write; standard output when not given")->type_name("FILE");
  verb->add_option("--lexicon", options->lexicon, "Lexicon image to use instead of the one beside the program")
      ->type_name("FILE");
  verb->footer(
      "Examples:\n"
      "  isnad furniture learn articles/ -o furniture.tsv\n"
      "  isnad analyze articles/ --furniture furniture.tsv\n"
      "  isnad explain article.html --furniture furniture.tsv\n\n"
      "The table is yours to read and mend: a line for each outlet and text, with the rule that took it (teaser, notice,\n"
      "headline) and in how many articles and days it stood. Several hundred articles of an outlet teach the most.");
  verb->callback([&status, options] { status = learn(*options); });
}

}  // namespace isnad::cli
