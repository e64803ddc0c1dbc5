#include "lexicon/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

namespace isnad::lexicon {

std::vector<std::string> split(std::string_view s, char separator) {
  std::vector<std::string> out;
  while (!s.empty()) {
    const std::size_t at = s.find(separator);
    out.emplace_back(s.substr(0, at));
    if (at == std::string_view::npos) break;
    s.remove_prefix(at + 1);
    if (s.empty()) out.emplace_back();
  }
  return out;
}

Result<Table> Table::read(const std::string& path, const std::vector<std::string>& columns) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return Error{ErrorCode::not_found, "this lexicon file is missing", path};
  Table table;
  table.path_ = path;
  std::string line;
  for (long n = 1; std::getline(in, line); ++n) {
    if (line.empty() || line[0] == '#') continue;
    std::vector<std::string> cells = split(line, '\t');
    if (table.header_.empty()) {
      table.header_ = std::move(cells);
      continue;
    }
    if (cells.size() != table.header_.size()) {
      return Error{ErrorCode::bad_format, fmt::format("{} cells where the header names {}", cells.size(), table.header_.size()),
                   path, n};
    }
    table.rows_.push_back({n, std::move(cells)});
  }
  for (const auto& c : columns) {
    if (std::find(table.header_.begin(), table.header_.end(), c) == table.header_.end()) {
      return Error{ErrorCode::bad_format, fmt::format("the header has no column `{}`", c), path, 1};
    }
  }
  return table;
}

std::string_view Table::cell(const Row& row, std::string_view column) const {
  const auto it = std::find(header_.begin(), header_.end(), column);
  return it == header_.end() ? std::string_view() : std::string_view(row.cells[static_cast<std::size_t>(it - header_.begin())]);
}

std::vector<std::string> Table::values(const Row& row, std::string_view column) const { return split(cell(row, column), '|'); }

}  // namespace isnad::lexicon
