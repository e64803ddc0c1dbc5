#include "summary.h"

#include <fmt/format.h>

#include <cstdio>

#include "record/json_writer.h"
#include "terminal.h"

namespace isnad::cli {

Result<void> print_summary(Store& store, const RunCounts& counts, const std::string& /*database*/) {
  const auto summary = store.summary();
  if (!summary) return summary.error();
  fmt::print("{} {} {} analysed\n", counted(summary->documents, "article", "articles"), kDot, counts.analysed);
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
