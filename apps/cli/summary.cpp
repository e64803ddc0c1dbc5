#include "summary.h"

#include <fmt/format.h>

#include <cstdio>

#include "dossier_view.h"
#include "record/json_writer.h"
#include "terminal.h"

namespace isnad::cli {

namespace {

// Above this many documents joining them all takes longer than the summary is worth; `isnad dossier` does it on demand.
constexpr std::uint64_t kMostJoined = 2000;
constexpr std::size_t kMostActors = 8;

std::string dates(const StoreSummary& s) {
  if (s.first_date.empty()) return "no dates";
  const std::string range = s.first_date == s.last_date ? s.first_date : fmt::format("{} to {}", s.first_date, s.last_date);
  return s.undated == 0 ? range : fmt::format("{} ({} undated)", range, grouped(s.undated));
}

std::string headline(const StoreSummary& s, const RunCounts& c, const Terminal& t) {
  std::string out = fmt::format("{} {} {} {} {} {}", t.paint(Style::bold, counted(s.documents, "article", "articles")), kDot,
                                counted(s.outlets, "outlet", "outlets"), kDot, dates(s), kDot);
  out += fmt::format(" {}", c.failed == 0 ? "0 failed" : t.paint(Style::red, grouped(c.failed) + " failed"));
  out += fmt::format(" {} {:.1f} s\n", kDot, c.seconds);
  if (c.unchanged > 0 || c.removed > 0) {
    out += t.paint(Style::dim, fmt::format("{} analysed now, {} unchanged{}\n", grouped(c.analysed), grouped(c.unchanged),
                                           c.removed > 0 ? fmt::format(", {} gone from their file", grouped(c.removed)) : ""));
  }
  if (s.not_arabic > 0) out += t.paint(Style::dim, fmt::format("{} not in Arabic: kept, not analysed\n", grouped(s.not_arabic)));
  return out;
}

std::string actor_lines(const std::vector<ActorCount>& actors, const Terminal& t) {
  std::string line;
  for (const ActorCount& a : actors) {
    line += fmt::format("{}{} {}", line.empty() ? "" : fmt::format(" {} ", kDot), t.foreign(a.name.empty() ? a.id : a.name),
                        grouped(a.mentions));
  }
  return line.empty() ? line : t.paint(Style::bold, "Actors      ") + line + "\n";
}

std::string hints(const std::vector<std::string>& ids, const RunCounts& c, const std::string& database, const Terminal& t) {
  const std::string db = database == "isnad.db" ? "" : " --db " + database;
  std::string line = fmt::format("isnad dossier{}", db);
  if (!ids.empty()) line += fmt::format(" {} isnad show {}{}", kDot, ids.front(), db);
  line += fmt::format(" {} isnad search WORDS{}", kDot, db);
  if (c.failed > 0) line += fmt::format(" {} isnad status{}", kDot, db);
  return t.paint(Style::bold, "Next        ") + line + "\n";
}

}  // namespace

Result<void> print_summary(Store& store, const RunCounts& counts, const std::string& database) {
  const auto summary = store.summary();
  if (!summary) return summary.error();
  const Terminal terminal(stdout);
  std::string out = headline(*summary, counts, terminal);
  if (counts.is_interrupted) out += "Stopped. What was finished is kept; the same command goes on from there.\n";
  const auto actors = store.actors(kMostActors);
  if (!actors) return actors.error();
  out += actor_lines(*actors, terminal);
  if (summary->documents > 0 && summary->documents <= kMostJoined && !counts.is_interrupted) {
    const auto dossier = build_dossier(store, {});
    if (!dossier) return dossier.error();
    out += dossier_text(*dossier, terminal, DossierDetail::brief);
  } else if (summary->documents > 0) {
    out += fmt::format("{}{} by others than the writer; {}, {} of them moves of a negotiation\n",
                       terminal.paint(Style::bold, "Found       "), counted(summary->attributions, "statement", "statements"),
                       counted(summary->events, "event", "events"), grouped(summary->moves));
  }
  const auto ids = store.ids({});
  if (!ids) return ids.error();
  out += hints(*ids, counts, database, terminal);
  std::fputs(out.c_str(), stdout);
  return {};
}

Result<void> print_summary_json(Store& store, const RunCounts& counts) {
  const auto summary = store.summary();
  if (!summary) return summary.error();
  std::string out;
  record::JsonWriter json(out);
  json.begin_object();
  const auto number = [&](std::string_view key, std::uint64_t n) {
    json.key(key);
    json.integer(n);
  };
  number("analysed", counts.analysed);
  number("unchanged", counts.unchanged);
  number("failed", counts.failed);
  number("removed", counts.removed);
  json.key("store");
  json.begin_object();
  number("documents", summary->documents);
  number("outlets", summary->outlets);
  number("undated", summary->undated);
  number("not_arabic", summary->not_arabic);
  number("failures", summary->failures);
  number("attributions", summary->attributions);
  number("events", summary->events);
  number("moves", summary->moves);
  json.key("from");
  json.string_or_null(summary->first_date);
  json.key("to");
  json.string_or_null(summary->last_date);
  json.end_object();
  json.end_object();
  std::puts(out.c_str());
  return {};
}

}  // namespace isnad::cli
