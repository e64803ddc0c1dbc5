// The formats that hold documents, each as a stream of items.
#pragma once

#include <memory>
#include <string_view>

#include "ingest/byte_source.h"
#include "isnad/ingest.h"

namespace isnad::ingest {

class ItemSource {
 public:
  ItemSource() = default;
  ItemSource(const ItemSource&) = delete;
  ItemSource& operator=(const ItemSource&) = delete;
  virtual ~ItemSource() = default;

  /// The next item, without its path; false at the end. What cannot be read is an item with an error. `item` is fresh.
  virtual bool next(RawItem& item) = 0;
  /// Parts that hold no document (pictures in an archive, redirects in a WARC file), so far.
  [[nodiscard]] virtual std::uint64_t skipped() const { return 0; }
};

enum class Format : std::uint8_t {
  unknown,
  text,
  html,
  json_lines,
  json,  ///< an array of objects, or a Telegram export
  xml,   ///< feeds and TREC collections
  warc,
  pdf,
  archive,  ///< packed files of any kind: .zip, .tar, .gz, .xz, .zst
};

/// The format that the ending of a name tells; `unknown` for others.
Format format_of_name(std::string_view name);
/// The format that the first bytes of a file tell, among those that are no text; `unknown` for others.
Format format_of_bytes(std::string_view head);

/// Items of a stream of that format (`unknown` is taken as text). Errors have no file name.
std::unique_ptr<ItemSource> open_items(Format format, std::unique_ptr<ByteSource> bytes, const Options& options);

/// Items of the files packed in the file `path`.
std::unique_ptr<ItemSource> open_archive(const std::string& path, const Options& options);
/// What the gzip, deflate, xz or zstd stream `bytes` holds.
Result<std::string> unpack(std::string_view bytes, std::uint64_t limit);

// One function for each format of more than one document.
std::unique_ptr<ItemSource> json_items(std::unique_ptr<ByteSource> bytes, const Options& options);
std::unique_ptr<ItemSource> trec_items(std::unique_ptr<ByteSource> bytes, const Options& options);
std::unique_ptr<ItemSource> warc_items(std::unique_ptr<ByteSource> bytes, const Options& options);

}  // namespace isnad::ingest
