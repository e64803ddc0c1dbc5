#include <fmt/format.h>

#include "joined.h"

namespace isnad::cli {
namespace {

void print(const Dossier& dossier, const Terminal& terminal, std::size_t limit) {
  std::size_t found = 0;
  for (std::uint32_t i = 0; i < dossier.documents.size(); ++i) {
    const DossierDocument& d = dossier.documents[i];
    if (d.copied_from.empty() || found++ >= limit) continue;
    fmt::print("{}\n", document_line(dossier, i, terminal));
    for (const DossierCopy& c : d.copied_from) {
      fmt::print("  {} {}  {}{}\n", terminal.paint(Style::bold, fmt::format("{:3.0f} %", 100 * c.share)), kLeftArrow,
                 document_line(dossier, c.document, terminal),
                 c.is_attributed ? "" : terminal.paint(Style::yellow, "  unattributed"));
    }
  }
  fmt::print("{} of {} {} from earlier ones\n", grouped(found), counted(dossier.documents.size(), "document", "documents"),
             found == 1 ? "shares text" : "share text");
}

}  // namespace

void add_copies(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("copies", "Which documents share text with earlier ones, and how much");
  auto options = std::make_shared<JoinedOptions>();
  add_joined_options(*command, *options);
  command->footer(
      "Examples:\n"
      "  isnad copies\n"
      "  isnad copies --from 2018-03 --json | jq '.documents[] | select(.near_duplicate_of)'\n\n"
      "Documents are compared with all earlier ones that fit the filter. Text is unattributed where the document names the\n"
      "earlier one's outlet nowhere as a source; two outlets may also have it from one agency.");
  command->callback([&status, options] {
    status =
        show_part(*options, DossierPart::documents, [&](const Dossier& d, const Terminal& t) { print(d, t, options->limit); });
  });
}

}  // namespace isnad::cli
