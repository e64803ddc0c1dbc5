#include <cstdio>
#include <memory>

#include "commands.h"
#include "dossier_view.h"
#include "isnad/dossier.h"

namespace isnad::cli {
namespace {

struct Options : StoreOptions {
  DocumentFilter filter;
  std::string format = "text";
  std::string output;
};

int show_dossier(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complain(store.error()), kPartial;
  const auto dossier = build_dossier(**store, options.filter);
  if (!dossier) return complain(dossier.error()), kPartial;
  std::string out;
  if (options.format == "json") {
    write_dossier_json(*dossier, out);
    out += '\n';
  } else if (options.format == "html") {
    write_dossier_html(
        *dossier, [&](const std::string& id) { return load_record(**store, id); }, out);
  } else {
    const Terminal terminal(stdout);
    out = dossier_text(*dossier, terminal, DossierDetail::full);
  }
  return write_output(out, options.output);
}

}  // namespace

// Loads the records by date and joins them.
Result<Dossier> build_dossier(Store& store, const DocumentFilter& filter, std::optional<DossierPart> part) {
  const auto ids = store.ids(filter);
  if (!ids) return ids.error();
  if (ids->empty()) return Error{ErrorCode::not_found, "no document fits; see isnad status for what the store holds"};
  DossierBuilder builder(part);
  if (auto added = add_documents(store, *ids, builder); !added) return added.error();
  return builder.build();
}

void add_dossier(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("dossier", "Join the stored documents: claims with their chains, positions, names, times");
  auto options = std::make_shared<Options>();
  add_store_options(*command, *options);
  add_filter_options(*command, options->filter);
  command->add_option("--format", options->format, "text, json (docs/formats/dossier.md) or html (one self-contained page)")
      ->check(CLI::IsMember({"text", "json", "html"}))
      ->capture_default_str();
  command->add_option("--output,-o", options->output, "File to write instead of standard output")->type_name("FILE");
  command->footer(
      "Examples:\n"
      "  isnad dossier\n"
      "  isnad dossier --format html -o talks.html\n"
      "  isnad dossier --actor sdf --from 2019-10 --to 2019-12 --format json | jq '.tracks[].positions'");
  command->callback([&status, options] { status = show_dossier(*options); });
}

}  // namespace isnad::cli
