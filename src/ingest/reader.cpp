#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "ingest/item_source.h"
#include "isnad/ingest.h"
#include "text/sha256.h"

namespace isnad::ingest {
namespace {

namespace fs = std::filesystem;

Error cannot_read(const std::string& path) {
  const bool is_missing = errno == ENOENT || errno == ENOTDIR;
  if (is_missing) return {ErrorCode::not_found, "no such file or folder", path, 0};
  return {ErrorCode::unreadable, std::string("cannot be read: ") + std::strerror(errno), path, 0};
}

}  // namespace

std::string RawItem::origin() const { return line > 0 ? path + ":" + std::to_string(line) : path; }
std::string RawItem::input_hash() const { return text::sha256_hex(bytes); }

class Reader::Impl {
 public:
  Impl(std::vector<std::string> paths, const Options& options) : options_(options) {
    for (auto path = paths.rbegin(); path != paths.rend(); ++path) pending_.push_back({std::move(*path), true});
  }

  bool next(RawItem& item) {
    while (true) {
      if (has_ahead_) {
        item = std::move(ahead_);
        has_ahead_ = read_ahead();
        item.is_last = !has_ahead_;
        return true;
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
    if (entry.path == "-") return start(entry.path, open_items(Format::json_lines, file_source(stdin), options_), item);
    std::error_code ec;
    const fs::file_status status = fs::status(entry.path, ec);
    if (!fs::exists(status)) {
      errno = ec ? ec.value() : ENOENT;
      return fail(item, cannot_read(entry.path));
    }
    if (fs::is_directory(status)) return open_folder(entry.path, item);
    Format format = format_of_name(entry.path);
    if (format == Format::unknown && !entry.is_named) {
      ++skipped_;
      return false;
    }
    if (!entry.is_named && !fs::is_regular_file(status))  // reading it might wait for ever
      return fail(item, {ErrorCode::unsupported, "pipes, sockets and devices are read only when they are named", entry.path, 0});
    std::FILE* file = std::fopen(entry.path.c_str(), "rb");
    if (file == nullptr) return fail(item, cannot_read(entry.path));
    std::unique_ptr<ByteSource> bytes = file_source(file);
    if (!fs::is_regular_file(status)) format = Format::json_lines;
    else if (format == Format::unknown) format = format_by_head(file);
    if (format == Format::archive) return start(entry.path, open_archive(entry.path, options_), item);
    return start(entry.path, open_items(format, std::move(bytes), options_), item);
  }

  static Format format_by_head(std::FILE* file) {
    std::array<char, 16> head{};
    const ssize_t got = ::pread(fileno(file), head.data(), head.size(), 0);
    return format_of_bytes({head.data(), got > 0 ? static_cast<std::size_t>(got) : 0});
  }

  // Makes the first item of `items` the one ahead; true when there is none, which is an error.
  bool start(const std::string& path, std::unique_ptr<ItemSource> items, RawItem& item) {
    items_ = std::move(items);
    path_ = path;
    has_ahead_ = read_ahead();
    if (has_ahead_) return false;
    return fail(item, {ErrorCode::bad_format, "there is no document in it", path, 0});
  }

  // An item must know whether it is the last of its file, so that the next one is read before it is given.
  bool read_ahead() {
    ahead_ = RawItem();
    if (items_ == nullptr) return false;
    if (items_->next(ahead_)) {
      ahead_.path = path_;
      if (ahead_.error) {
        ahead_.error->file = path_;
        ahead_.error->line = ahead_.line;
      }
      return true;
    }
    skipped_ += items_->skipped();
    items_.reset();
    return false;
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

  const Options options_;
  std::vector<Entry> pending_;         // a stack: the next path is the last
  std::unique_ptr<ItemSource> items_;  // of the file under way
  std::string path_;
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
        if (it->is_regular_file(ignored) && format_of_name(it->path().native()) != Format::unknown) out += it->file_size(ignored);
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
