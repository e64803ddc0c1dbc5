#include "ingest/tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>

namespace isnad::ingest {
namespace {

using Cells = std::vector<std::string_view>;

Cells split(std::string_view line, char separator) {
  Cells out;
  while (true) {
    const std::size_t end = line.find(separator);
    out.push_back(line.substr(0, end));
    if (end == std::string_view::npos) return out;
    line.remove_prefix(end + 1);
  }
}

std::vector<std::string> values(std::string_view cell) {
  std::vector<std::string> out;
  for (const std::string_view value : split(cell, '|')) {
    if (!value.empty()) out.emplace_back(value);
  }
  return out;
}

// One handler per table: takes the cells of the columns it names; false when a value is none of the table's.
struct TableKind {
  std::string_view name;
  std::vector<std::string_view> columns;
  bool (*add)(Tables&, const Cells&);
};

bool add_boilerplate(Tables& tables, const Cells& cells) {
  LineRole role{};
  LineRules::Match match{};
  if (!parse_line_role(cells[1], role) || !parse_line_match(cells[2], match)) return false;
  tables.lines.add(cells[0], role, match);
  return true;
}

bool add_hint(Tables& tables, const Cells& cells) {
  Hint hint{};
  if (!parse_hint(cells[1], hint) || (cells[2] != "word" && cells[2] != "part")) return false;
  tables.hints.add(cells[0], hint, cells[2] == "word");
  return true;
}

bool add_language(Tables& tables, const Cells& cells) {
  if (cells[2] != "word" && cells[2] != "letter") return false;
  tables.languages.add(cells[0], cells[1], cells[2] == "word" ? Languages::Kind::word : Languages::Kind::letter);
  return true;
}

bool add_month(Tables& tables, const Cells& cells) {
  int month = -1;
  std::from_chars(cells[1].data(), cells[1].data() + cells[1].size(), month);
  if (month < 0 || month > 12) return false;
  tables.months.add(cells[0], month);
  return true;
}

bool add_outlet(Tables& tables, const Cells& cells) {
  std::vector<std::string> names;
  for (const std::size_t column : {1, 2, 3}) {
    for (std::string& name : values(cells[column])) names.push_back(std::move(name));
  }
  tables.outlets.add(std::string(cells[0]), names, values(cells[4]));
  return !cells[0].empty();
}

const std::vector<TableKind>& kinds() {
  static const std::vector<TableKind> kKinds = {
      {"ingest/boilerplate.tsv", {"phrase", "role", "match"}, add_boilerplate},
      {"ingest/html_hints.tsv", {"text", "hint", "match"}, add_hint},
      {"ingest/languages.tsv", {"text", "language", "kind"}, add_language},
      {"ingest/months.tsv", {"name", "month"}, add_month},
      {"actors/outlets.tsv", {"id", "names_ar", "short_ar", "name_en", "domains"}, add_outlet},
  };
  return kKinds;
}

Error bad(std::string_view name, long line, std::string message) {
  return {ErrorCode::bad_format, std::move(message), std::string(name), line};
}

Result<void> add_rows(Tables& tables, const TableKind& kind, std::string_view tsv) {
  std::vector<std::size_t> positions;
  long number = 0;
  for (std::string_view line : split(tsv, '\n')) {
    ++number;
    if (line.empty() || line.front() == '#') continue;
    const Cells cells = split(line, '\t');
    if (positions.empty()) {
      for (const std::string_view column : kind.columns) {
        const auto found = std::find(cells.begin(), cells.end(), column);
        if (found == cells.end()) return bad(kind.name, number, "the header has no column `" + std::string(column) + "`");
        positions.push_back(static_cast<std::size_t>(found - cells.begin()));
      }
      continue;
    }
    Cells wanted;
    for (const std::size_t position : positions) wanted.push_back(position < cells.size() ? cells[position] : std::string_view());
    if (!kind.add(tables, wanted)) return bad(kind.name, number, "a value of this row is none that the column knows");
  }
  return {};
}

}  // namespace

Knowledge::Builder::Builder() : tables_(std::make_unique<Tables>()) {}
Knowledge::Builder::~Builder() = default;

std::vector<std::string> Knowledge::Builder::table_names() {
  std::vector<std::string> out;
  for (const TableKind& kind : kinds()) out.emplace_back(kind.name);
  return out;
}

Result<void> Knowledge::Builder::add(std::string_view name, std::string_view tsv) {
  for (const TableKind& kind : kinds()) {
    if (kind.name == name) return add_rows(*tables_, kind, tsv);
  }
  return Error{ErrorCode::usage, "no table of reading has this name", std::string(name), 0};
}

Knowledge Knowledge::Builder::finish() {
  Knowledge out(std::shared_ptr<const Tables>(std::move(tables_)));
  tables_ = std::make_unique<Tables>();
  return out;
}

Result<Knowledge> Knowledge::from_data(const std::string& data_dir) {
  Builder builder;
  for (const std::string& name : Builder::table_names()) {
    const std::string path = fmt::format("{}/{}", data_dir, name);
    std::ifstream in(path, std::ios::binary);
    if (!in) {
      if (name.starts_with("actors/")) continue;  // outlets are known by name only without it
      return Error{ErrorCode::not_found, "no such table", path, 0};
    }
    const std::string tsv((std::istreambuf_iterator<char>(in)), {});
    if (auto ok = builder.add(name, tsv); !ok) {
      Error error = ok.error();
      error.file = path;
      return error;
    }
  }
  return builder.finish();
}

}  // namespace isnad::ingest
