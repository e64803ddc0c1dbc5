// Reading: files, folders and streams to Documents.
//
// A Reader finds items and reads their bytes; read_document() makes a Document of one: it settles the encoding, finds the
// article in a page and the headline, date and outlet. The first is cheap and belongs to one thread, the second is heavy
// and pure, so that worker threads can share it. Nothing stops the rest: what cannot be read is an item with an Error.
//
//   auto knowledge = isnad::ingest::Knowledge::from_data("data");
//   isnad::ingest::Reader reader({"talks/", "more.jsonl"}, {});
//   for (isnad::ingest::RawItem item; reader.next(item);) {
//     isnad::Result<isnad::Document> document = isnad::ingest::read_document(item, *knowledge, {});
//   }
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/document.h"
#include "isnad/result.h"

namespace isnad::ingest {

struct Options {
  /// Texts are clean already: a text file is headline, blank line, body (or body alone), the text of a JSONL line is taken
  /// as it stands; nothing is cut, only made valid UTF-8. HTML is extracted all the same.
  bool is_as_is = false;
  /// Largest file and largest JSONL line that is read, in bytes; also the largest text of a document.
  std::uint64_t max_bytes = std::uint64_t{64} << 20;
};

enum class InputKind : std::uint8_t {
  text,        ///< .txt, .text and files without a known ending
  html,        ///< .html, .htm, .xhtml, .shtml
  json_lines,  ///< a line of .jsonl, .ndjson or standard input
};

/// One document as it lies in the input, not yet read.
struct RawItem {
  std::string path;  ///< file; "-" for standard input
  long line = 0;     ///< 1-based line of a JSONL file; 0 where the file is the document
  InputKind kind = InputKind::text;
  std::string bytes;
  std::optional<Error> error;  ///< why there are no bytes
  bool is_last = false;        ///< the last item of its file

  /// "talks/a.txt", "feed.jsonl:12", "-:3".
  [[nodiscard]] std::string origin() const;
  /// SHA-256 of the bytes, hex: tells whether the input has changed.
  [[nodiscard]] std::string input_hash() const;
};

/// What reading has to know of languages, page furniture and outlets. Immutable and cheap to copy; threads share it.
class Knowledge {
 public:
  class Builder;
  /// The tables of `data_dir`: ingest/*.tsv and, where it exists, actors/outlets.tsv. Errors name file and line.
  static Result<Knowledge> from_data(const std::string& data_dir);

  struct Tables;
  [[nodiscard]] const Tables& tables() const { return *tables_; }

 private:
  explicit Knowledge(std::shared_ptr<const Tables> tables) : tables_(std::move(tables)) {}
  std::shared_ptr<const Tables> tables_;
};

/// Collects tables from wherever they are kept (files, the lexicon image).
class Knowledge::Builder {
 public:
  Builder();
  ~Builder();
  /// The tables there are, by their path below data/; from_data() reads these.
  static std::vector<std::string> table_names();
  /// Adds the content of the table of that name. Errors: bad_format, with `name` and line.
  Result<void> add(std::string_view name, std::string_view tsv);
  /// The knowledge so far; the builder is empty afterwards.
  Knowledge finish();

 private:
  std::unique_ptr<Tables> tables_;
};

/// Walks paths in the order given: files; folders with everything below, in bytewise order of names; "-" for JSONL on
/// standard input. Named pipes are read as JSONL too. In folders, files of other kinds, hidden files and the
/// "X_files" folders that browsers save beside X.html are passed over; the first are counted.
class Reader {
 public:
  Reader(std::vector<std::string> paths, const Options& options);
  ~Reader();
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  /// The next item; false at the end. Blank JSONL lines are no items. Memory: one file, or two lines.
  bool next(RawItem& item);

  /// Files in folders that were passed over because of their ending, so far.
  [[nodiscard]] std::uint64_t skipped() const;

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

/// Bytes of all files that a Reader of `paths` would read, for progress; 0 when a part cannot be known (streams).
std::uint64_t input_bytes(const std::vector<std::string>& paths);

/// The document that `item` holds. Pure: depends on nothing but the arguments. Errors (with file and line): that of the
/// item; bad_format for an empty file, a line that is no JSON object or has no text, a page without text; unsupported
/// for binary files; too_large.
Result<Document> read_document(const RawItem& item, const Knowledge& knowledge, const Options& options);

}  // namespace isnad::ingest
