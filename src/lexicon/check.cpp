#include "lexicon/check.h"

#include <fmt/format.h>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <unicode/ustring.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "lexicon/phrases.h"
#include "lexicon/table.h"
#include "text/fold.h"

namespace isnad::lexicon {
namespace {

namespace fs = std::filesystem;

// Tables by path below the data folder, in order.
std::vector<std::string> tables_of(const std::string& data_dir) {
  std::vector<std::string> out;
  std::error_code ec;
  for (fs::recursive_directory_iterator it(data_dir, ec), end; !ec && it != end; it.increment(ec)) {
    const std::string name = fs::relative(it->path(), data_dir).generic_string();
    if (it->is_regular_file(ec) && name.ends_with(".tsv") && !name.starts_with("models/")) out.push_back(name);
  }
  std::sort(out.begin(), out.end());
  return out;
}

bool is_utf8(const std::string& line) {
  UErrorCode status = U_ZERO_ERROR;
  int32_t length = 0;
  u_strFromUTF8(nullptr, 0, &length, line.data(), static_cast<int32_t>(line.size()), &status);
  return status == U_BUFFER_OVERFLOW_ERROR || U_SUCCESS(status);
}

bool is_nfc(const std::string& line) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  return U_SUCCESS(status) && nfc->isNormalizedUTF8(line, status) != 0;
}

// Columns that name an actor, and whether a body composed of a state and an organ will do.
const std::map<std::string, bool, std::less<>>& references() {
  static const std::map<std::string, bool, std::less<>> kReferences{{"country", true}, {"body", true}, {"person", false}};
  return kReferences;
}

class Checker {
 public:
  explicit Checker(const std::string& data_dir) : data_dir_(data_dir) {}

  std::vector<Error> run() {
    const auto names = tables_of(data_dir_);
    if (names.empty()) fault(data_dir_, 0, "no tables here; name the data folder with --data");
    for (const auto& name : names) read(name);
    for (const auto& [name, rows] : tables_) check_references(name, rows);
    return std::move(faults_);
  }

 private:
  struct Row {
    long line;
    std::vector<std::string> cells;
  };
  struct Rows {
    std::vector<std::string> header;
    std::vector<Row> rows;
  };

  void fault(const std::string& file, long line, std::string message) {
    faults_.push_back({ErrorCode::bad_format, std::move(message), file, line});
  }
  [[nodiscard]] std::string path(const std::string& name) const { return (fs::path(data_dir_) / name).generic_string(); }

  void read(const std::string& name) {
    const std::string file = path(name);
    std::ifstream in(file, std::ios::binary);
    if (!in) return fault(file, 0, "cannot be read");
    Rows& table = tables_[name];
    std::set<std::string> seen;
    std::string line;
    std::string previous;
    for (long n = 1; std::getline(in, line); ++n) {
      if (line.empty() || line[0] == '#') continue;
      if (!is_utf8(line)) return fault(file, n, "not UTF-8");
      if (!is_nfc(line)) fault(file, n, "not in Unicode normal form C");
      if (line.back() == '\r') fault(file, n, "line ends in a carriage return");
      std::vector<std::string> cells = split(line, '\t');
      if (table.header.empty()) {
        if (cells.back() != "source") fault(file, n, "the last column has to be `source`");
        table.header = std::move(cells);
        continue;
      }
      check_row(file, n, cells, table.header);
      if (!seen.insert(line).second) fault(file, n, "this row stands above already");
      if (cells.front() < previous)
        fault(file, n,
              fmt::format("\"{}\" has to stand before \"{}\": rows are sorted bytewise by their first cell", cells.front(),
                          previous));
      previous = cells.front();
      if (table.header.front() == "id" && name.starts_with("actors/")) define(cells.front(), file, n);
      if (table.header.front() == "organ") organs_.insert(cells.front());
      table.rows.push_back({n, std::move(cells)});
    }
    if (table.header.empty()) fault(file, 0, "the table is empty");
  }

  void define(const std::string& id, const std::string& file, long line) {
    const auto [it, is_new] = ids_.try_emplace(id, fmt::format("{}:{}", file, line));
    if (!is_new) fault(file, line, fmt::format("the id \"{}\" is defined at {} already", id, it->second));
  }

  void check_row(const std::string& file, long line, const std::vector<std::string>& cells,
                 const std::vector<std::string>& header) {
    if (cells.size() != header.size())
      return fault(file, line, fmt::format("{} cells where the header names {}", cells.size(), header.size()));
    if (cells.front().empty()) fault(file, line, fmt::format("`{}` is empty", header.front()));
    if (header.back() == "source" && cells.back().empty()) fault(file, line, "no source: say where this knowledge comes from");
    for (std::size_t i = 0; i < cells.size(); ++i) {
      if (cells[i].empty()) continue;
      if (cells[i].front() == ' ' || cells[i].back() == ' ')
        fault(file, line, fmt::format("`{}` begins or ends with a blank", header[i]));
      if (header[i] == "source" || cells[i].size() == 1) continue;
      const auto values = split(cells[i], '|');
      if (header[i].ends_with("_ar") && std::find(values.begin(), values.end(), "") != values.end()) {
        fault(file, line, fmt::format("`{}` has an empty value (two bars in a row, or one at an end)", header[i]));
      }
    }
  }

  void check_references(const std::string& name, const Rows& table) {
    if (!name.starts_with("actors/")) return;
    for (std::size_t c = 0; c < table.header.size(); ++c) {
      const auto reference = references().find(table.header[c]);
      if (reference == references().end()) continue;
      for (const Row& row : table.rows) {
        if (c >= row.cells.size()) continue;
        for (const std::string& id : split(row.cells[c], '|')) {
          if (!id.empty() && !ids_.contains(id) && !(reference->second && is_composed(id))) {
            fault(path(name), row.line, fmt::format("`{}` names \"{}\", which no table of actors defines", table.header[c], id));
          }
        }
      }
    }
  }

  [[nodiscard]] bool is_composed(const std::string& id) const {
    for (std::size_t at = id.find('-'); at != std::string::npos; at = id.find('-', at + 1)) {
      if (ids_.contains(id.substr(0, at)) && organs_.contains(id.substr(at + 1))) return true;
    }
    return false;
  }

  std::string data_dir_;
  std::vector<Error> faults_;
  std::map<std::string, Rows> tables_;
  std::map<std::string, std::string> ids_;  // actor id -> where it is defined
  std::set<std::string> organs_;
};

// Whether `part` stands in `whole` as a run of words.
bool holds(const std::vector<std::string>& whole, const std::vector<std::string>& part) {
  return std::search(whole.begin(), whole.end(), part.begin(), part.end()) != whole.end();
}

}  // namespace

std::vector<Error> check(const std::string& data_dir) { return Checker(data_dir).run(); }

Result<std::vector<Place>> find(const std::string& data_dir, std::string_view words) {
  const auto wanted = fold_words(words);
  if (wanted.empty()) return Error{ErrorCode::usage, "give a word to look for"};
  const auto names = tables_of(data_dir);
  if (names.empty()) return Error{ErrorCode::not_found, "no tables here; name the data folder with --data", data_dir};
  std::vector<Place> exact;
  std::vector<Place> partial;
  for (const auto& name : names) {
    const auto table = Table::read((fs::path(data_dir) / name).generic_string(), {});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      for (std::size_t c = 0; c < row.cells.size(); ++c) {
        if (table->header()[c] == "source") continue;
        for (const std::string& value : split(row.cells[c], '|')) {
          const auto there = fold_words(value);
          if (!holds(there, wanted)) continue;
          (there == wanted ? exact : partial).push_back({name, row.line, table->header()[c], value, row.cells.front()});
        }
      }
    }
  }
  exact.insert(exact.end(), partial.begin(), partial.end());
  return exact;
}

}  // namespace isnad::lexicon
