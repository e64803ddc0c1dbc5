// Reading of the TSV files in data/.
//
// A table is UTF-8 in NFC: a header line with the column names, then a row a line, cells parted by tabs. Within a cell
// `|` parts several values. Lines that begin with `#` are comments; empty lines are skipped.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"

namespace isnad::lexicon {

class Table {
 public:
  struct Row {
    long line = 0;
    std::vector<std::string> cells;
  };

  /// Reads `path`. `columns` must all be in the header (others may be too). Errors name the file and line.
  static Result<Table> read(const std::string& path, const std::vector<std::string>& columns);

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] const std::vector<std::string>& header() const { return header_; }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// Cell of `row` in the column named `column`; empty when the table has no such column.
  [[nodiscard]] std::string_view cell(const Row& row, std::string_view column) const;
  /// The values of that cell.
  [[nodiscard]] std::vector<std::string> values(const Row& row, std::string_view column) const;

 private:
  std::string path_;
  std::vector<std::string> header_;
  std::vector<Row> rows_;
};

/// Parts `s` at `separator`; an empty string has no parts.
std::vector<std::string> split(std::string_view s, char separator);

}  // namespace isnad::lexicon
