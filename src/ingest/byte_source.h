// Where bytes come from: files and what is packed in them, as streams.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "isnad/ingest.h"
#include "isnad/result.h"

namespace isnad::ingest {

class ByteSource {
 public:
  ByteSource() = default;
  ByteSource(const ByteSource&) = delete;
  ByteSource& operator=(const ByteSource&) = delete;
  virtual ~ByteSource() = default;

  /// Fills `to` with up to `size` bytes; 0 at the end and on failure.
  virtual std::size_t read(char* to, std::size_t size) = 0;

  /// Why reading ended before the end; without file and line.
  [[nodiscard]] const std::optional<Error>& error() const { return error_; }

 protected:
  void fail(Error error) { error_ = std::move(error); }

 private:
  std::optional<Error> error_;
};

/// The bytes of an open file, which is closed at the end unless it is standard input.
std::unique_ptr<ByteSource> file_source(std::FILE* file);

/// Bytes in memory, which must outlive the source.
std::unique_ptr<ByteSource> memory_source(std::string_view bytes);

/// Reads bytes with a look ahead, by lines or by counts.
class Stream {
 public:
  explicit Stream(ByteSource& source) : source_(source) {}

  enum class Got : std::uint8_t { line, too_long, end };
  /// The next line without its end; one above `limit` is skipped and given as `too_long`.
  Got line(std::string& out, std::uint64_t limit);
  /// Appends up to `count` bytes to `out`; false when fewer were left.
  bool take(std::uint64_t count, std::string& out);
  /// Passes over `count` bytes.
  bool skip(std::uint64_t count);
  /// The next bytes without taking them: at least `count` unless fewer are left.
  std::string_view peek(std::size_t count);

  [[nodiscard]] const std::optional<Error>& error() const { return source_.error(); }

 private:
  bool fill();
  [[nodiscard]] std::size_t left() const { return end_ - begin_; }

  ByteSource& source_;
  std::unique_ptr<char[]> buffer_;  // not a string: its bytes would be set to zero before they are read
  std::size_t capacity_ = 0;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

/// "64 MiB"
std::string limit_in_words(std::uint64_t bytes);
Error too_large(std::uint64_t limit);

}  // namespace isnad::ingest
