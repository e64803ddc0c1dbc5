#include "isnad/export.h"

#include <memory>

#include "commands.h"
#include "dossier_view.h"

namespace isnad::cli {
namespace {

struct Options : StoreOptions {
  DocumentFilter filter;
  std::string format;
  std::string output;
};

// Formats that go document by document, as the store has them.
Result<void> write_documents(Store& store, const Options& options, std::string& out) {
  const auto ids = store.ids(options.filter);
  if (!ids) return ids.error();
  if (ids->empty()) return Error{ErrorCode::not_found, "no document fits; see isnad status for what the store holds"};
  for (const std::string& id : *ids) {
    const auto line = store.line(id);
    if (!line) return line.error();
    if (options.format == "jsonl") {
      out += *line + "\n";
    } else if (options.format == "conllu") {
      if (auto written = write_conllu(*line, out); !written) return written.error();
    } else {
      const auto record = load_record(store, id);
      if (!record) return record.error();
      write_plover(*record, out);
    }
  }
  return {};
}

Result<void> write_joined(Store& store, const Options& options, std::string& out) {
  const auto dossier = build_dossier(store, options.filter);
  if (!dossier) return dossier.error();
  const RecordLoader load = [&](const std::string& id) { return load_record(store, id); };
  if (options.format == "csv") return write_csv(*dossier, load, out);
  if (options.format == "dna") return write_dna(*dossier, load, out);
  if (options.format == "graphml") {
    write_graphml(*dossier, out);
  } else {
    write_prov(*dossier, out);
    out += '\n';
  }
  return {};
}

int export_as(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complain(store.error()), kPartial;
  std::string out;
  const bool is_by_document = options.format == "jsonl" || options.format == "conllu" || options.format == "plover";
  const auto written = is_by_document ? write_documents(**store, options, out) : write_joined(**store, options, out);
  if (!written) return complain(written.error()), kPartial;
  return write_output(out, options.output);
}

}  // namespace

void add_export(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("export", "Write what the store holds in the formats of other tools");
  auto options = std::make_shared<Options>();
  add_store_options(*command, *options);
  add_filter_options(*command, options->filter);
  command
      ->add_option(
          "--format", options->format,
          "csv (statements and moves), jsonl (records), graphml (who told whom), dna (Discourse Network Analyzer), plover "
          "(events), prov (W3C PROV-JSON) or conllu (words)")
      ->required()
      ->check(CLI::IsMember({"csv", "jsonl", "graphml", "dna", "plover", "prov", "conllu"}));
  command->add_option("--output,-o", options->output, "File to write instead of standard output")->type_name("FILE");
  command->footer(
      "Examples:\n"
      "  isnad export --format csv -o moves.csv\n"
      "  isnad export --format graphml --actor sdf -o isnad.graphml      (Gephi, networkx, igraph)\n"
      "  isnad export --format dna -o statements.csv                     (one row a statement: actor, concept, agreement)\n"
      "  isnad export --format plover --from 2018-03 | jq 'select(.event == \"AGREE\")'\n"
      "  isnad export --format prov | prov-convert -f svg - chains.svg\n"
      "  isnad extract --tokens talks/ > talks.jsonl; isnad analyze --db words.db talks.jsonl; isnad export --db words.db "
      "--format conllu\n\n"
      "What stands in which column or key: docs/formats/exports.md.");
  command->callback([&status, options] { status = export_as(*options); });
}

}  // namespace isnad::cli
