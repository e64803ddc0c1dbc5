#include "lexicon/image.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace isnad::lexicon {
namespace {

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t sections;
};

struct SectionEntry {
  char name[32];
  std::uint64_t offset;
  std::uint64_t size;
};

constexpr std::size_t align8(std::size_t n) { return (n + 7U) & ~std::size_t{7}; }

// The last section holds the hash, written by the builder, so that opening an image need not read all of it.
constexpr std::string_view kHashSection = "hash";
constexpr std::string_view kStringsSection = "strings";

std::string fnv_hex(std::string_view bytes) {
  std::uint64_t h = 0xcbf29ce484222325ULL;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return fmt::format("{:016x}", h);
}

}  // namespace

Result<std::shared_ptr<const Image>> Image::open(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return Error{ErrorCode::not_found, "no lexicon image here; build one with `isnad lexicon compile`", path};
  struct stat info {};
  if (fstat(fd, &info) != 0 || info.st_size <= 0) {
    close(fd);
    return Error{ErrorCode::bad_format, "the lexicon image is empty; build it again with `isnad lexicon compile`", path};
  }
  void* data = mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, fd, 0);
  close(fd);
  if (data == MAP_FAILED) return Error{ErrorCode::unreadable, "the lexicon image cannot be mapped into memory", path};
  std::shared_ptr<Image> image(new Image());
  image->data_ = static_cast<const char*>(data);
  image->size_ = static_cast<std::size_t>(info.st_size);
  image->is_mapped_ = true;
  if (auto ok = image->index(); !ok) {
    Error e = ok.error();
    e.file = path;
    return e;
  }
  return std::shared_ptr<const Image>(image);
}

Result<std::shared_ptr<const Image>> Image::from_bytes(std::string bytes) {
  std::shared_ptr<Image> image(new Image());
  image->owned_ = std::move(bytes);
  image->data_ = image->owned_.data();
  image->size_ = image->owned_.size();
  if (auto ok = image->index(); !ok) return ok.error();
  return std::shared_ptr<const Image>(image);
}

Image::~Image() {
  if (is_mapped_) munmap(const_cast<char*>(data_), size_);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
}

Result<void> Image::index() {
  const Error bad{ErrorCode::bad_format, "not a lexicon image of this version; build it again with `isnad lexicon compile`"};
  if (size_ < sizeof(Header)) return bad;
  Header header{};
  std::memcpy(&header, data_, sizeof header);
  if (std::memcmp(header.magic, kImageMagic, sizeof kImageMagic) != 0 || header.version != kImageVersion) return bad;
  if (header.sections > 1000 || size_ < sizeof(Header) + header.sections * sizeof(SectionEntry)) return bad;
  for (std::uint32_t i = 0; i < header.sections; ++i) {
    SectionEntry e{};
    std::memcpy(&e, data_ + sizeof(Header) + i * sizeof(SectionEntry), sizeof e);
    e.name[sizeof e.name - 1] = '\0';
    if (e.offset % 8 != 0 || e.offset > size_ || e.size > size_ - e.offset) return bad;
    sections_.emplace(e.name, std::string_view(data_ + e.offset, e.size));
  }
  strings_ = bytes_of(kStringsSection);
  hash_ = std::string(bytes_of(kHashSection));
  return {};
}

std::string_view Image::bytes_of(std::string_view name) const {
  const auto it = sections_.find(name);
  return it == sections_.end() ? std::string_view() : it->second;
}

std::vector<std::pair<std::string, std::string_view>> Image::sections() const {
  std::vector<std::pair<std::string, std::string_view>> all;
  for (const auto& [name, bytes] : sections_) {
    if (name != kStringsSection && name != kHashSection) all.emplace_back(name, bytes);
  }
  return all;
}

ImageBuilder::ImageBuilder(const Image& image) : strings_(image.bytes_of(kStringsSection)) {
  for (const auto& [name, bytes] : image.sections()) sections_.emplace_back(name, bytes);
}

StringRef ImageBuilder::intern(std::string_view s) {
  const auto [it, is_new] = known_.try_emplace(std::string(s), StringRef{});
  if (is_new) {
    it->second = {static_cast<std::uint32_t>(strings_.size()), static_cast<std::uint32_t>(s.size())};
    strings_.append(s);
  }
  return it->second;
}

std::string ImageBuilder::finish() const {
  std::vector<std::pair<std::string_view, std::string_view>> all{{kStringsSection, strings_}};
  for (const auto& [name, bytes] : sections_) all.emplace_back(name, bytes);
  std::string body;
  for (const auto& [name, bytes] : all) body.append(bytes);
  const std::string hash = fnv_hex(body);
  all.emplace_back(kHashSection, hash);

  Header header{};
  std::memcpy(header.magic, kImageMagic, sizeof header.magic);
  header.version = kImageVersion;
  header.sections = static_cast<std::uint32_t>(all.size());
  std::string out(reinterpret_cast<const char*>(&header), sizeof header);
  std::size_t offset = align8(sizeof(Header) + all.size() * sizeof(SectionEntry));
  for (const auto& [name, bytes] : all) {
    SectionEntry e{};
    std::memcpy(e.name, name.data(), std::min(name.size(), sizeof e.name - 1));
    e.offset = offset;
    e.size = bytes.size();
    out.append(reinterpret_cast<const char*>(&e), sizeof e);
    offset = align8(offset + bytes.size());
  }
  for (const auto& [name, bytes] : all) {
    out.resize(align8(out.size()), '\0');
    out.append(bytes);
  }
  return out;
}

}  // namespace isnad::lexicon
