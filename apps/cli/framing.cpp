#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "commands.h"
#include "dossier_view.h"
#include "isnad/dossier.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

struct Options : StoreOptions {
  DocumentFilter filter;
  bool is_json = false;
};

constexpr std::size_t kMostActors = 20;
constexpr std::size_t kMostDistances = 15;
constexpr double kPercent = 100;

class View {
 public:
  View(const Dossier& d, const Terminal& t) : d_(d), t_(t) {}

  std::string render() {
    if (d_.framing.empty()) return "Nobody is named with judgement in these documents.\n";
    for (const std::string& actor : actors()) table(actor);
    distances();
    return std::move(out_);
  }

 private:
  // Most loaded names first.
  [[nodiscard]] std::vector<std::string> actors() const {
    std::map<std::string, std::uint64_t> loaded;
    for (const Framing& f : d_.framing) loaded[f.actor] += f.is_loaded ? f.count : 0;
    std::vector<std::string> out;
    out.reserve(loaded.size());
    for (const auto& [a, _] : loaded) out.push_back(a);
    std::stable_sort(out.begin(), out.end(), [&](const auto& a, const auto& b) { return loaded[a] > loaded[b]; });
    if (out.size() > kMostActors) out.resize(kMostActors);
    return out;
  }
  [[nodiscard]] std::string name(const std::string& id) const {
    const auto it = d_.actors.find(id);
    return t_.foreign(it == d_.actors.end() || it->second.name.empty() ? id : it->second.name);
  }
  [[nodiscard]] std::string outlet(const Framing& f) const {
    if (f.document == kNone) return t_.foreign(f.outlet);
    const DossierDocument& d = d_.documents[f.document];
    return t_.foreign(d.path.empty() ? d.id : d.path.substr(d.path.rfind('/') + 1));
  }

  void table(const std::string& actor) {
    out_ += t_.paint(Style::bold, name(actor)) + "\n";
    for (const Framing& f : d_.framing) {
      if (f.actor != actor) continue;
      std::string told;
      if (f.in_quotes > 0) told += fmt::format(", {} quoted", grouped(f.in_quotes));
      if (f.reported > 0) told += fmt::format(", {} reported", grouped(f.reported));
      if (f.scare_quotes > 0) told += fmt::format(", {} in scare quotes", grouped(f.scare_quotes));
      out_ += fmt::format("  {:>3.0f}%  {}  {}{} {} {}\n", kPercent * f.share,
                          t_.paint(f.is_loaded ? Style::red : Style::plain, t_.foreign(f.label)), grouped(f.count), told, kDot,
                          t_.paint(Style::dim, outlet(f)));
    }
  }

  void distances() {
    if (d_.framing_distances.empty()) return;
    out_ += t_.paint(Style::bold, "Outlets apart") + " (own voice; 0 the same names, 1 none in common)\n";
    for (std::size_t i = 0; i < d_.framing_distances.size() && i < kMostDistances; ++i) {
      const FramingDistance& x = d_.framing_distances[i];
      if (!x.actor.empty()) break;
      out_ += fmt::format("  {:.2f}  {} {} {}\n", x.distance, t_.foreign(x.a), kDot, t_.foreign(x.b));
    }
  }

  const Dossier& d_;
  const Terminal& t_;
  std::string out_;
};

int show_framing(const Options& options) {
  auto store = Store::open(options.database, StoreAccess::read);
  if (!store) return complain(store.error()), kPartial;
  const auto dossier = build_dossier(**store, options.filter, DossierPart::framing);
  if (!dossier) return complain(dossier.error()), kPartial;
  std::string out;
  if (options.is_json) {
    write_dossier_json(*dossier, DossierPart::framing, out);
    out += '\n';
  } else {
    out = View(*dossier, Terminal(stdout)).render();
  }
  return write_output(out, "");
}

}  // namespace

void add_framing(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("framing", "Show which outlet calls whom by which names, and how far outlets are apart");
  auto options = std::make_shared<Options>();
  add_store_options(*command, *options);
  add_filter_options(*command, options->filter);
  command->add_flag("--json", options->is_json, "Print the framing part of the dossier (docs/formats/dossier.md)");
  command->footer(
      "Examples:\n"
      "  isnad framing\n"
      "  isnad framing --actor houthis --from 2018-03 --to 2018-06\n"
      "  isnad framing --json | jq '.framing[] | select(.loaded)'");
  command->callback([&status, options] { status = show_framing(*options); });
}

}  // namespace isnad::cli
