#include <fmt/format.h>

#include "joined.h"

namespace isnad::cli {
namespace {

void print(const Dossier& dossier, const Terminal& terminal, std::size_t limit) {
  for (std::size_t i = 0; i < dossier.stories.size() && i < limit; ++i) {
    const Story& s = dossier.stories[i];
    fmt::print("{}\n", terminal.paint(Style::bold, terminal.foreign(printable(s.headline))));
    std::string when = s.from.empty() ? "no date" : s.from;
    if (s.to != s.from) when += " to " + s.to;
    fmt::print("  {} {} {} {} {}\n", when, kDot, counted(s.documents.size(), "document", "documents"), kDot,
               counted_outlets(dossier, s.documents));
    fmt::print("  first: {}\n", document_line(dossier, s.documents.front(), terminal));
  }
  fmt::print("{} in {}\n", counted(dossier.documents.size(), "document", "documents"),
             counted(dossier.stories.size(), "story", "stories"));
}

}  // namespace

void add_stories(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("stories", "Group the documents by what they report");
  auto options = std::make_shared<JoinedOptions>();
  add_joined_options(*command, *options);
  command->footer(
      "Examples:\n"
      "  isnad stories --limit 10\n"
      "  isnad stories --from 2018-03-16 --to 2018-03-17 --json | jq '.stories[] | [.headline, (.documents | length)]'");
  command->callback([&status, options] {
    status = show_part(*options, DossierPart::stories, [&](const Dossier& d, const Terminal& t) { print(d, t, options->limit); });
  });
}

}  // namespace isnad::cli
