#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "isnad/ingest.h"
#include "text/sha256.h"

namespace isnad::ingest {
namespace {

namespace fs = std::filesystem;

std::string lower_extension(const fs::path& path) {
  std::string out = path.extension().string();
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

std::optional<InputKind> kind_of(const std::string& extension) {
  if (extension == ".txt" || extension == ".text") return InputKind::text;
  if (extension == ".html" || extension == ".htm" || extension == ".xhtml" || extension == ".shtml") return InputKind::html;
  if (extension == ".jsonl" || extension == ".ndjson") return InputKind::json_lines;
  return std::nullopt;
}

struct FileCloser {
  void operator()(std::FILE* f) const {
    if (f != stdin) std::fclose(f);
  }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

Error cannot_read(const std::string& path) {
  const bool is_missing = errno == ENOENT || errno == ENOTDIR;
  if (is_missing) return {ErrorCode::not_found, "no such file or folder", path, 0};
  return {ErrorCode::unreadable, std::string("cannot be read: ") + std::strerror(errno), path, 0};
}

std::string limit_in_words(std::uint64_t bytes) {
  return bytes % (1 << 20) == 0 ? std::to_string(bytes >> 20) + " MiB" : std::to_string(bytes) + " bytes";
}

// The lines of one stream, with bounded memory.
class LineSource {
 public:
  LineSource(File file, std::uint64_t limit) : file_(std::move(file)), limit_(limit), buffer_(1 << 18) {}

  enum class Got { line, too_long, end };

  // The next line without its end; one above the limit is skipped and given as `too_long`.
  Got next(std::string& line) {
    line.clear();
    bool is_too_long = false;
    bool has_any = false;
    while (begin_ < end_ || fill()) {
      has_any = true;
      const char* from = buffer_.data() + begin_;
      const auto* newline = static_cast<const char*>(std::memchr(from, '\n', end_ - begin_));
      const std::size_t length = newline != nullptr ? static_cast<std::size_t>(newline - from) : end_ - begin_;
      if (line.size() + length > limit_) is_too_long = true;
      if (!is_too_long) line.append(from, length);
      begin_ += length + (newline != nullptr ? 1 : 0);
      if (newline != nullptr) break;
    }
    if (is_too_long) line.clear();
    return !has_any ? Got::end : is_too_long ? Got::too_long : Got::line;
  }

  [[nodiscard]] bool has_failed() const { return has_failed_; }

 private:
  // read() and not fread(), which would wait for a full buffer from a slow pipe.
  bool fill() {
    begin_ = 0;
    ssize_t got = 0;
    do got = ::read(fileno(file_.get()), buffer_.data(), buffer_.size());
    while (got < 0 && errno == EINTR);
    has_failed_ = got < 0;
    end_ = got < 0 ? 0 : static_cast<std::size_t>(got);
    return end_ > 0;
  }

  File file_;
  std::uint64_t limit_;
  std::vector<char> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
  bool has_failed_ = false;
};

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r\xEF\xBB\xBF") == std::string_view::npos; }

}  // namespace

std::string RawItem::origin() const { return line > 0 ? path + ":" + std::to_string(line) : path; }
std::string RawItem::input_hash() const { return text::sha256_hex(bytes); }

class Reader::Impl {
 public:
  Impl(std::vector<std::string> paths, const Options& options) : limit_(options.max_bytes) {
    for (auto path = paths.rbegin(); path != paths.rend(); ++path) pending_.push_back({std::move(*path), true});
  }

  bool next(RawItem& item) {
    while (true) {
      if (lines_) {
        if (next_line(item)) return true;
        lines_.reset();
      }
      if (pending_.empty()) return false;
      const Entry entry = std::move(pending_.back());
      pending_.pop_back();
      if (open(entry, item)) return true;
    }
  }

  [[nodiscard]] std::uint64_t skipped() const { return skipped_; }

 private:
  struct Entry {
    std::string path;
    bool is_named;  // by the caller, not found in a folder
  };

  // Starts on a path; true when that gave an item at once.
  bool open(const Entry& entry, RawItem& item) {
    item = RawItem();
    item.path = entry.path;
    item.is_last = true;
    if (entry.path == "-") return open_lines(File(stdin), entry.path, item);
    std::error_code ec;
    const fs::file_status status = fs::status(entry.path, ec);
    if (!fs::exists(status)) {
      errno = ec ? ec.value() : ENOENT;
      return fail(item, cannot_read(entry.path));
    }
    if (fs::is_directory(status)) return open_folder(entry.path, item);
    const std::string extension = lower_extension(entry.path);
    const std::optional<InputKind> kind = kind_of(extension);
    if (!kind && !entry.is_named) {
      ++skipped_;
      return false;
    }
    if (!entry.is_named && !fs::is_regular_file(status))  // reading it might wait for ever
      return fail(item, {ErrorCode::unsupported, "pipes, sockets and devices are read only when they are named", entry.path, 0});
    if (extension == ".json")
      return fail(item, {ErrorCode::unsupported, "JSON is read one object a line: write it with `jq -c .` to a .jsonl file",
                         entry.path, 0});
    File file(std::fopen(entry.path.c_str(), "rb"));
    if (!file) return fail(item, cannot_read(entry.path));
    if (kind == InputKind::json_lines || !fs::is_regular_file(status)) return open_lines(std::move(file), entry.path, item);
    item.kind = kind.value_or(InputKind::text);
    return read_whole(file.get(), item);
  }

  static bool fail(RawItem& item, Error error) {
    item.error = std::move(error);
    return true;
  }

  bool open_folder(const std::string& path, RawItem& item) {
    std::vector<std::string> names;
    std::error_code ec;
    for (fs::directory_iterator it(path, ec), end; !ec && it != end; it.increment(ec)) {
      const std::string name = it->path().filename().string();
      std::error_code ignored;
      const bool is_linked_folder = it->is_symlink(ignored) && it->is_directory(ignored);  // may lead in a circle
      if (name.front() != '.' && !is_linked_folder) names.push_back(name);
    }
    if (ec) {
      errno = ec.value();
      return fail(item, cannot_read(path));
    }
    std::sort(names.begin(), names.end());
    const auto has_page = [&](const std::string& folder) {
      const std::string stem = folder.substr(0, folder.size() - 6);
      return std::any_of(names.begin(), names.end(),
                         [&](const std::string& n) { return n == stem + ".html" || n == stem + ".htm"; });
    };
    const std::string base = path.ends_with('/') ? path : path + "/";
    for (auto name = names.rbegin(); name != names.rend(); ++name) {
      if (name->ends_with("_files") && has_page(*name)) continue;
      pending_.push_back({base + *name, false});
    }
    return false;
  }

  bool read_whole(std::FILE* file, RawItem& item) {
    std::error_code ec;
    const std::uintmax_t size = fs::file_size(item.path, ec);
    const Error too_large{ErrorCode::too_large, "larger than the limit of " + limit_in_words(limit_) + " for one document",
                          item.path, 0};
    if (!ec && size > limit_) return fail(item, too_large);
    item.bytes.resize(ec ? 0 : size);
    std::size_t filled = 0;
    while (true) {  // the file may have grown, or its size may not be known
      if (filled == item.bytes.size()) item.bytes.resize(filled + std::max<std::size_t>(filled / 2, 4096));
      const std::size_t got = std::fread(item.bytes.data() + filled, 1, item.bytes.size() - filled, file);
      if (got == 0) break;
      filled += got;
      if (filled > limit_) break;
    }
    item.bytes.resize(filled);
    if (filled > limit_) {
      item.bytes.clear();
      return fail(item, too_large);
    }
    if (std::ferror(file) != 0) return fail(item, cannot_read(item.path));
    return true;
  }

  // --- JSONL
  bool open_lines(File file, const std::string& path, RawItem& item) {
    errno = 0;
    lines_ = std::make_unique<LineSource>(std::move(file), limit_);
    lines_path_ = path;
    line_ = 0;
    ahead_ = RawItem();
    has_ahead_ = read_ahead();
    if (has_ahead_) return false;
    const bool has_failed = lines_->has_failed();
    lines_.reset();
    item.kind = InputKind::json_lines;
    if (has_failed) return fail(item, cannot_read(path));
    return fail(item, {ErrorCode::bad_format, "there are no lines in it", path, 0});
  }

  // Reads the next item into `ahead_`: an item must know whether it is the last of its file.
  bool read_ahead() {
    while (true) {
      ahead_ = RawItem();
      const LineSource::Got got = lines_->next(ahead_.bytes);
      if (got == LineSource::Got::end) return false;
      ahead_.path = lines_path_;
      ahead_.line = ++line_;
      ahead_.kind = InputKind::json_lines;
      if (got == LineSource::Got::too_long) {
        ahead_.error =
            Error{ErrorCode::too_large, "the line is longer than the limit of " + limit_in_words(limit_), lines_path_, line_};
        return true;
      }
      if (!is_blank(ahead_.bytes)) return true;
    }
  }

  bool next_line(RawItem& item) {
    if (!has_ahead_) return false;
    item = std::move(ahead_);
    has_ahead_ = read_ahead();
    item.is_last = !has_ahead_;
    return true;
  }

  std::uint64_t limit_;
  std::vector<Entry> pending_;  // a stack: the next path is the last
  std::unique_ptr<LineSource> lines_;
  std::string lines_path_;
  long line_ = 0;
  RawItem ahead_;
  bool has_ahead_ = false;
  std::uint64_t skipped_ = 0;
};

Reader::Reader(std::vector<std::string> paths, const Options& options)
    : impl_(std::make_unique<Impl>(std::move(paths), options)) {}
Reader::~Reader() = default;
bool Reader::next(RawItem& item) { return impl_->next(item); }
std::uint64_t Reader::skipped() const { return impl_->skipped(); }

std::uint64_t input_bytes(const std::vector<std::string>& paths) {
  std::uint64_t out = 0;
  for (const std::string& path : paths) {
    std::error_code ec;
    if (fs::is_directory(path, ec)) {
      for (fs::recursive_directory_iterator it(path, fs::directory_options::skip_permission_denied, ec), end; !ec && it != end;
           it.increment(ec)) {
        std::error_code ignored;
        if (it->is_regular_file(ignored) && kind_of(lower_extension(it->path()))) out += it->file_size(ignored);
      }
    } else if (fs::is_regular_file(path, ec)) {
      out += fs::file_size(path, ec);
    } else if (fs::exists(path, ec) || path == "-") {
      return 0;
    }
  }
  return out;
}

}  // namespace isnad::ingest
