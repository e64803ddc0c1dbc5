// Reading of the tables that are built into the library (cmake/embed.cmake). Private to src/dossier.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

namespace isnad::dossier {

/// Calls `use` with the cells of each line of `tsv`; the header is passed over. Lines with fewer than `least` cells too.
template <class Use>
void each_row(std::string_view tsv, std::size_t least, Use use) {
  std::vector<std::string_view> cells;
  bool is_header = true;
  while (!tsv.empty()) {
    std::string_view line = tsv.substr(0, tsv.find('\n'));
    tsv.remove_prefix(std::min(tsv.size(), line.size() + 1));
    cells.clear();
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
      cells.push_back(line.substr(0, tab));
      line.remove_prefix(tab + 1);
    }
    cells.push_back(line);
    if (!is_header && cells.size() >= least) use(cells);
    is_header = false;
  }
}

}  // namespace isnad::dossier
