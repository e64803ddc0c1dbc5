// Rows of the tables that this folder has within it (CMakeLists.txt, ISNAD_LINK_RESOURCES).
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace isnad::link {

/// Takes what stands before `end` off `rest`.
inline std::string_view next(std::string_view& rest, char end) {
  const std::string_view item = rest.substr(0, rest.find(end));
  rest.remove_prefix(std::min(rest.size(), item.size() + 1));
  return item;
}

/// The column that the header of `tsv` names so; past all cells where there is none.
inline std::size_t column_of(std::string_view tsv, std::string_view name) {
  std::string_view header = next(tsv, '\n');
  std::size_t column = 0;
  while (!header.empty() && next(header, '\t') != name) ++column;
  return column;
}

/// Calls `use` with the cells of every row after the header.
template <class Use>
void each_row(std::string_view tsv, Use use) {
  next(tsv, '\n');
  std::vector<std::string_view> cells;
  while (!tsv.empty()) {
    std::string_view line = next(tsv, '\n');
    cells.clear();
    while (!line.empty()) cells.push_back(next(line, '\t'));
    if (!cells.empty()) use(cells);
  }
}

}  // namespace isnad::link
