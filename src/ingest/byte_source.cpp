#include "ingest/byte_source.h"

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace isnad::ingest {
namespace {

constexpr std::size_t kChunk = std::size_t{1} << 18;

class FileSource final : public ByteSource {
 public:
  explicit FileSource(std::FILE* file) : file_(file) {}
  ~FileSource() override {
    if (file_ != stdin) std::fclose(file_);
  }

  // read() and not fread(), which would wait for a full buffer from a slow pipe.
  std::size_t read(char* to, std::size_t size) override {
    ssize_t got = 0;
    do got = ::read(fileno(file_), to, size);
    while (got < 0 && errno == EINTR);
    if (got < 0) fail({ErrorCode::unreadable, std::string("cannot be read: ") + std::strerror(errno), {}, 0});
    return got < 0 ? 0 : static_cast<std::size_t>(got);
  }

 private:
  std::FILE* file_;
};

class MemorySource final : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  std::size_t read(char* to, std::size_t size) override {
    const std::size_t got = std::min(size, bytes_.size());
    std::copy_n(bytes_.data(), got, to);
    bytes_.remove_prefix(got);
    return got;
  }

 private:
  std::string_view bytes_;
};

}  // namespace

std::unique_ptr<ByteSource> file_source(std::FILE* file) { return std::make_unique<FileSource>(file); }
std::unique_ptr<ByteSource> memory_source(std::string_view bytes) { return std::make_unique<MemorySource>(bytes); }

std::string limit_in_words(std::uint64_t bytes) {
  return bytes % (1 << 20) == 0 ? std::to_string(bytes >> 20) + " MiB" : std::to_string(bytes) + " bytes";
}

Error too_large(std::uint64_t limit) {
  return {ErrorCode::too_large, "larger than the limit of " + limit_in_words(limit) + " for one document", {}, 0};
}

// Makes room behind what is left, and reads into it.
bool Stream::fill() {
  if (begin_ == end_) begin_ = end_ = 0;
  if (capacity_ - left() < kChunk) {
    const std::size_t capacity = std::max(2 * capacity_, left() + kChunk);
    auto buffer = std::make_unique_for_overwrite<char[]>(capacity);
    std::copy_n(buffer_.get() + begin_, left(), buffer.get());
    buffer_ = std::move(buffer);
    capacity_ = capacity;
  } else if (begin_ > 0) {
    std::copy(buffer_.get() + begin_, buffer_.get() + end_, buffer_.get());
  }
  end_ -= begin_;
  begin_ = 0;
  const std::size_t got = source_.read(buffer_.get() + end_, kChunk);
  end_ += got;
  return got > 0;
}

Stream::Got Stream::line(std::string& out, std::uint64_t limit) {
  out.clear();
  bool is_too_long = false;
  bool has_any = false;
  while (begin_ < end_ || fill()) {
    has_any = true;
    const char* from = buffer_.get() + begin_;
    const std::size_t newline = std::string_view(from, left()).find('\n');
    const bool is_whole = newline != std::string_view::npos;
    const std::size_t length = is_whole ? newline : left();
    if (out.size() + length > limit) is_too_long = true;
    if (!is_too_long) out.append(from, length);
    begin_ += length + (is_whole ? 1 : 0);
    if (is_whole) break;
  }
  if (is_too_long) out.clear();
  return !has_any ? Got::end : is_too_long ? Got::too_long : Got::line;
}

bool Stream::take(std::uint64_t count, std::string& out) {
  while (count > 0) {
    if (begin_ == end_ && !fill()) return false;
    const std::size_t got = static_cast<std::size_t>(std::min<std::uint64_t>(count, left()));
    out.append(buffer_.get() + begin_, got);
    begin_ += got;
    count -= got;
  }
  return true;
}

bool Stream::skip(std::uint64_t count) {
  while (count > 0) {
    if (begin_ == end_ && !fill()) return false;
    const std::size_t got = static_cast<std::size_t>(std::min<std::uint64_t>(count, left()));
    begin_ += got;
    count -= got;
  }
  return true;
}

std::string_view Stream::peek(std::size_t count) {
  while (left() < count && fill()) {
  }
  return {buffer_.get() + begin_, std::min(count, left())};
}

}  // namespace isnad::ingest
