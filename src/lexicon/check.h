// What can be wrong with the tables of data/ (docs: CONTRIBUTING.md), found without compiling them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"

namespace isnad::lexicon {

/// All faults of the tables below `data_dir`, each with file and line: bad or not normalised UTF-8 (NFC), wrong number of
/// cells, a missing source, rows out of bytewise order, repeated rows, ids used twice, ids that no table has, blanks at the
/// ends of cells, empty values. Tables in models/ are made by programs and not checked.
std::vector<Error> check(const std::string& data_dir);

/// A place in a table where a word stands.
struct Place {
  std::string file;  ///< path below the data folder
  long line = 0;
  std::string column;
  std::string value;  ///< the cell's value that holds the word
  std::string key;    ///< first cell of the row
};

/// Rows that have `words` in a cell: the value is equal in folded form, or holds the words in a row. Exact values first.
Result<std::vector<Place>> find(const std::string& data_dir, std::string_view words);

}  // namespace isnad::lexicon
