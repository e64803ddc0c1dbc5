#include "joined.h"

#include <fmt/format.h>

#include <cstdio>
#include <set>

namespace isnad::cli {

void add_joined_options(CLI::App& command, JoinedOptions& options) {
  add_store_options(command, options);
  add_filter_options(command, options.filter);
  command.add_option("--limit", options.limit, "Lines to list at most")
      ->capture_default_str()
      ->check(CLI::Range(1, 1000000))
      ->type_name("N");
  command.add_flag("--json", options.is_json, "Print JSON (docs/formats/dossier.md), all of it");
}

int show_part(const JoinedOptions& options, DossierPart part, const std::function<void(const Dossier&, const Terminal&)>& print) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complain(store.error()), kPartial;
  const auto dossier = build_dossier(**store, options.filter, part);
  if (!dossier) return complain(dossier.error()), kPartial;
  if (options.is_json) {
    std::string out;
    write_dossier_json(*dossier, part, out);
    std::puts(out.c_str());
  } else {
    print(*dossier, Terminal(stdout));
  }
  return kOk;
}

std::string counted_outlets(const Dossier& dossier, const std::vector<std::uint32_t>& documents) {
  std::set<std::string_view> outlets;
  std::set<std::uint32_t> unknown;
  for (const std::uint32_t number : documents) {
    const DossierDocument& d = dossier.documents[number];
    const std::string_view outlet = d.outlet.empty() ? d.outlet_name : d.outlet;
    if (outlet.empty()) {
      unknown.insert(number);
    } else {
      outlets.insert(outlet);
    }
  }
  if (unknown.empty()) return counted(outlets.size(), "outlet", "outlets");
  const std::string rest = counted(unknown.size(), "document of an unknown outlet", "documents of unknown outlets");
  return outlets.empty() ? rest : fmt::format("{} and {}", counted(outlets.size(), "outlet", "outlets"), rest);
}

std::string document_line(const Dossier& dossier, std::uint32_t document, const Terminal& terminal) {
  const DossierDocument& d = dossier.documents[document];
  std::string out = terminal.foreign(d.title.empty() ? d.id : fit(printable(d.title), 80));
  if (!d.outlet_name.empty()) out += fmt::format("  {}", terminal.foreign(d.outlet_name));
  if (!d.published.empty()) out += fmt::format(" {} {}", kDot, d.published);
  return out;
}

}  // namespace isnad::cli
