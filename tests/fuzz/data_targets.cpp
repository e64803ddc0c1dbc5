#include "fuzz/data_targets.h"

#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

#include "ingest/furniture.h"
#include "isnad/ingest.h"
#include "isnad/records.h"
#include "lexicon/table.h"

namespace isnad::fuzz {
namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

// Bytes as a file that is nowhere on disk.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : file_(memfd_create("fuzz", 0)) {
    require(write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()), "memory can be written");
  }
  ~MemoryFile() { close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  [[nodiscard]] std::string path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

}  // namespace

void record(std::string_view bytes) {
  const auto read = read_record(bytes, "input", 7);
  if (read) return;
  require(!read.error().message.empty() && read.error().file == "input" && read.error().line == 7,
          "an error says what and where");
}

void lexicon(std::string_view bytes) {
  for (const std::string& name : ingest::Knowledge::Builder::table_names()) {
    ingest::Knowledge::Builder builder;
    const auto added = builder.add(name, bytes);
    require(added || added.error().file == name, "an error names the table");
  }
  const MemoryFile file(bytes);
  if (const auto table = isnad::lexicon::Table::read(file.path(), {})) {
    for (const auto& row : table->rows()) require(row.cells.size() == table->header().size(), "rows are as wide as the header");
  }
  static_cast<void>(ingest::Furniture::read(file.path()));
}

}  // namespace isnad::fuzz
