#include <fmt/format.h>

#include "joined.h"

namespace isnad::cli {
namespace {

std::string chain(const Dossier& dossier, const ClaimCarrier& carrier, const Terminal& terminal) {
  const DossierDocument& d = dossier.documents[carrier.evidence.document];
  std::string out = terminal.foreign(d.outlet_name.empty() ? d.id : d.outlet_name);
  for (const std::string& name : carrier.chain) out += fmt::format(" {} {}", kLeftArrow, terminal.foreign(printable(name)));
  if (!d.published.empty()) out += fmt::format(" {} {}", kDot, d.published);
  return out;
}

void print_claim(const Dossier& dossier, const Claim& claim, const Terminal& terminal) {
  fmt::print("{}\n", terminal.paint(Style::bold, terminal.foreign(printable(claim.text))));
  std::vector<std::uint32_t> documents;
  for (const ClaimCarrier& c : claim.carriers) documents.push_back(c.evidence.document);
  fmt::print("  {}, {}\n", counted_outlets(dossier, documents),
             counted(claim.independent_roots, "independent root", "independent roots"));
  for (const ClaimCarrier& c : claim.carriers) fmt::print("  {}\n", chain(dossier, c, terminal));
  for (const ClaimRoot& r : claim.roots) {
    for (const Fold& f : r.folds)
      fmt::print("  {}\n", terminal.paint(Style::dim, "one root: " + terminal.foreign(printable(words_of(dossier, f)))));
  }
  for (const Contradiction& x : claim.contradicts) {
    fmt::print("  {} {}: {}\n", terminal.paint(Style::red, x.kind), terminal.foreign(printable(words_of(x))),
               terminal.foreign(fit(printable(dossier.claims[x.claim].text), 100)));
  }
}

void print(const Dossier& dossier, const Terminal& terminal, std::size_t limit, bool is_disputed_only) {
  std::size_t found = 0;
  for (const Claim& c : dossier.claims) {
    if (is_disputed_only && c.contradicts.empty()) continue;
    if (found++ < limit) print_claim(dossier, c, terminal);
  }
  fmt::print("{}{}\n",
             counted(found, is_disputed_only ? "disputed claim" : "claim", is_disputed_only ? "disputed claims" : "claims"),
             found > limit ? fmt::format("; --limit shows more than {}", limit) : "");
}

}  // namespace

void add_claims(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("claims", "What is said, by whom, through whom, who confirms and who disputes it");
  auto options = std::make_shared<JoinedOptions>();
  auto is_disputed_only = std::make_shared<bool>(false);
  add_joined_options(*command, *options);
  command->add_flag("--disputed", *is_disputed_only, "Only claims that others deny or count otherwise");
  command->footer(
      "Examples:\n"
      "  isnad claims --limit 10\n"
      "  isnad claims --actor turkey --disputed\n"
      "  isnad claims --json | jq '.claims[] | select(.independent_roots > 1) | .text'");
  command->callback([&status, options, is_disputed_only] {
    status = show_part(*options, DossierPart::claims,
                       [&](const Dossier& d, const Terminal& t) { print(d, t, options->limit, *is_disputed_only); });
  });
}

}  // namespace isnad::cli
