// Packed files, by libarchive, as streams: nothing is unpacked to the disk, and no more than an entry's share of memory.
#include <archive.h>
#include <archive_entry.h>

#include "ingest/item_source.h"

namespace isnad::ingest {
namespace {

// Text is packed to a tenth, seldom to a fiftieth; what grows more was made to fill the disk or the memory.
constexpr std::uint64_t kGrowth = 300;
constexpr std::uint64_t kGrowthFree = std::uint64_t{16} << 20;
constexpr std::uint64_t kEntries = 10'000'000;

struct Closer {
  void operator()(archive* a) const { archive_read_free(a); }
};
using Handle = std::unique_ptr<archive, Closer>;

void support(archive* a) {
  archive_read_support_filter_gzip(a);
  archive_read_support_filter_bzip2(a);
  archive_read_support_filter_xz(a);
  archive_read_support_filter_lzma(a);
  archive_read_support_filter_zstd(a);
  archive_read_support_filter_lz4(a);
  archive_read_support_format_raw(a);
}

Error damaged(archive* a) {
  const char* why = archive_error_string(a);
  return {ErrorCode::bad_format, std::string("cannot be unpacked: ") + (why == nullptr ? "it is damaged" : why), {}, 0};
}

// The data of the entry that the archive stands at.
class EntrySource final : public ByteSource {
 public:
  explicit EntrySource(archive* a) : archive_(a) {}

  std::size_t read(char* to, std::size_t size) override {
    if (error()) return 0;
    const la_ssize_t got = archive_read_data(archive_, to, size);
    if (got < 0) {
      fail(damaged(archive_));
      return 0;
    }
    given_ += static_cast<std::uint64_t>(got);
    const auto taken = static_cast<std::uint64_t>(archive_filter_bytes(archive_, -1));
    if (given_ > kGrowthFree && given_ / kGrowth > taken) {
      fail({ErrorCode::too_large, "unpacks to more than " + std::to_string(kGrowth) + " times its size", {}, 0});
      return 0;
    }
    return static_cast<std::size_t>(got);
  }

 private:
  archive* archive_;
  std::uint64_t given_ = 0;
};

class ArchiveItems final : public ItemSource {
 public:
  ArchiveItems(const std::string& path, const Options& options) : path_(path), options_(options), archive_(archive_read_new()) {
    support(archive_.get());
    archive_read_support_format_tar(archive_.get());
    archive_read_support_format_zip(archive_.get());
    archive_read_support_format_7zip(archive_.get());
    constexpr std::size_t kBlock = std::size_t{1} << 16;
    if (archive_read_open_filename(archive_.get(), path.c_str(), kBlock) != ARCHIVE_OK) error_ = damaged(archive_.get());
  }

  bool next(RawItem& item) override {
    while (true) {
      if (items_ != nullptr && items_->next(item)) {
        if (!is_raw_) item.line = ++count_;
        return true;
      }
      if (items_ != nullptr) skipped_ += items_->skipped();
      items_.reset();
      if (error_) {
        item.error = std::move(error_);
        item.line = is_raw_ || count_ == 0 ? 0 : ++count_;
        error_.reset();
        is_done_ = true;
        return true;
      }
      if (is_done_ || !open_entry()) return false;
    }
  }

  [[nodiscard]] std::uint64_t skipped() const override { return skipped_; }

 private:
  bool open_entry() {
    archive_entry* entry = nullptr;
    const int got = archive_read_next_header(archive_.get(), &entry);
    is_done_ = got == ARCHIVE_EOF || ++entries_ > kEntries;
    if (is_done_) return false;
    if (got < ARCHIVE_WARN) {
      error_ = damaged(archive_.get());
      return true;
    }
    is_raw_ = archive_format(archive_.get()) == ARCHIVE_FORMAT_RAW;
    if (!is_raw_ && archive_entry_filetype(entry) != AE_IFREG) return true;
    const char* name = archive_entry_pathname(entry);
    // A packed single file is called as the file without the ending of the packer.
    member_ = is_raw_ || name == nullptr ? std::string() : std::string(name);
    const Format format =
        format_of_name(is_raw_ ? std::string_view(path_).substr(0, path_.rfind('.')) : std::string_view(member_));
    if (format == Format::archive || (format == Format::unknown && !is_raw_)) {
      ++skipped_;
      return true;
    }
    items_ = open_items(format, std::make_unique<EntrySource>(archive_.get()), options_);
    return true;
  }

  std::string path_;
  const Options options_;
  Handle archive_;
  std::unique_ptr<ItemSource> items_;
  std::string member_;
  std::optional<Error> error_;
  bool is_raw_ = false;
  bool is_done_ = false;
  long count_ = 0;
  std::uint64_t entries_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace

std::unique_ptr<ItemSource> open_archive(const std::string& path, const Options& options) {
  return std::make_unique<ArchiveItems>(path, options);
}

Result<std::string> unpack(std::string_view bytes, std::uint64_t limit) {
  const Handle a(archive_read_new());
  support(a.get());
  archive_entry* entry = nullptr;
  if (archive_read_open_memory(a.get(), bytes.data(), bytes.size()) != ARCHIVE_OK ||
      archive_read_next_header(a.get(), &entry) < ARCHIVE_WARN)
    return damaged(a.get());
  EntrySource source(a.get());
  Stream stream(source);
  std::string out;
  stream.take(limit + 1, out);
  if (source.error()) return *source.error();
  if (out.size() > limit) return too_large(limit);
  return out;
}

}  // namespace isnad::ingest
