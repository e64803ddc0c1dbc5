// What the command line names, as a stream of items: files, folders (all files below, in order of path), `-` for JSONL on
// standard input.
#pragma once

#include <cstdint>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "isnad/document.h"
#include "isnad/result.h"

namespace isnad::cli {

/// One document as it lies in the input, not yet read.
struct RawItem {
  std::string path;            ///< file, "-" for standard input
  long line = 0;               ///< 1-based line of a JSONL file; 0 where the file is the document
  std::string bytes;
  std::optional<Error> error;  ///< the file could not be read
  bool is_last = false;        ///< the last item of its file
};

class Input {
 public:
  /// `extensions` decide how a file is read. Paths that do not exist are reported as items with an error.
  explicit Input(std::vector<std::string> paths);
  /// The next item; false at the end.
  bool next(RawItem& item);
  /// Bytes of all files; 0 when a part cannot be known.
  [[nodiscard]] std::uint64_t total_bytes() const { return total_bytes_; }
  [[nodiscard]] std::size_t files() const { return files_.size(); }

 private:
  void add(const std::string& path);
  bool open_lines(const std::string& path);
  bool next_line(RawItem& item);
  bool read_whole(const std::string& path, RawItem& item);

  std::vector<std::string> files_;
  std::size_t at_ = 0;
  std::uint64_t total_bytes_ = 0;
  bool is_total_known_ = true;
  std::ifstream lines_;
  std::istream* stream_ = nullptr;  // of the JSONL file that is being read
  long line_ = 0;
  std::string ahead_;               // the next line, read to know whether the one before is the last
  bool has_ahead_ = false;
};

/// Reads the item's bytes. `as_is` takes the text as already clean. Errors name file and line.
Result<Document> to_document(const RawItem& item, bool as_is);

}  // namespace isnad::cli
