// The lexicon image: all of data/ compiled into one file that is mapped into memory and used in place.
//
// Layout: a header (magic, format version, number of sections), a table of sections (name, offset, size in bytes), then
// the sections, each aligned to 8 bytes. A section is an array of one trivially copyable struct. Strings are kept once in
// the section "strings" and named by StringRef. docs/formats/lexicon-image.md lists the sections.
// An Image is immutable; any number of threads may read it.
#pragma once

#include <cstdint>
#include <cstring>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "isnad/result.h"

namespace isnad::lexicon {

/// A string of the image: bytes [offset, offset + size) of the section "strings".
struct StringRef {
  std::uint32_t offset = 0;
  std::uint32_t size = 0;
};

inline constexpr char kImageMagic[8] = {'I', 'S', 'N', 'A', 'D', 'L', 'E', 'X'};
inline constexpr std::uint32_t kImageVersion = 3;

class Image {
 public:
  /// Maps the file at `path`. Errors: not_found, bad_format (not an image, other version, truncated).
  static Result<std::shared_ptr<const Image>> open(const std::string& path);
  /// An image over bytes that it takes over.
  static Result<std::shared_ptr<const Image>> from_bytes(std::string bytes);
  ~Image();
  Image(const Image&) = delete;
  Image& operator=(const Image&) = delete;

  /// The array in section `name`; empty when the image has no such section.
  template <class T>
  [[nodiscard]] std::span<const T> section(std::string_view name) const {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= 8);
    const std::string_view raw = bytes_of(name);
    return {reinterpret_cast<const T*>(raw.data()), raw.size() / sizeof(T)};
  }
  /// Every section but the strings and the hash, by name.
  [[nodiscard]] std::vector<std::pair<std::string, std::string_view>> sections() const;
  [[nodiscard]] std::string_view string(StringRef ref) const { return strings_.substr(ref.offset, ref.size); }
  /// A hash of the content, hex: names the knowledge a record was made with.
  [[nodiscard]] const std::string& hash() const { return hash_; }

 private:
  friend class ImageBuilder;
  Image() = default;
  Result<void> index();
  [[nodiscard]] std::string_view bytes_of(std::string_view name) const;

  std::string owned_;
  const char* data_ = nullptr;
  std::size_t size_ = 0;
  bool is_mapped_ = false;
  std::string_view strings_;
  std::map<std::string, std::string_view, std::less<>> sections_;
  std::string hash_;
};

/// Collects sections and writes them as an image. The bytes depend on the order of calls only.
class ImageBuilder {
 public:
  ImageBuilder() = default;
  /// Begins with the strings and sections of `image`. Strings that it has are not looked for: they may be kept twice.
  explicit ImageBuilder(const Image& image);

  /// Keeps `s` once.
  StringRef intern(std::string_view s);
  /// Adds section `name`. A name may be added once.
  template <class T>
  void add(const std::string& name, const std::vector<T>& rows) {
    static_assert(std::is_trivially_copyable_v<T>);
    std::vector<T> clean = rows;
    if constexpr (!std::has_unique_object_representations_v<T>) {
      for (T& row : clean) clear_padding(row);
    }
    sections_.emplace_back(name, std::string(reinterpret_cast<const char*>(clean.data()), clean.size() * sizeof(T)));
  }
  /// Adds section `name`, or puts `rows` in its place.
  template <class T>
  void replace(const std::string& name, const std::vector<T>& rows) {
    std::erase_if(sections_, [&](const auto& section) { return section.first == name; });
    add(name, rows);
  }
  [[nodiscard]] std::string_view string(StringRef ref) const { return std::string_view(strings_).substr(ref.offset, ref.size); }
  /// The finished image.
  [[nodiscard]] std::string finish() const;

 private:
  // What memory held between the members of a row would be part of the image and of its hash. (Clang 14 cannot take it out.)
  template <class T>
  static void clear_padding([[maybe_unused]] T& row) {
#if __has_builtin(__builtin_clear_padding)
    __builtin_clear_padding(&row);
#endif
  }

  std::string strings_;
  std::unordered_map<std::string, StringRef> known_;
  std::vector<std::pair<std::string, std::string>> sections_;
};

}  // namespace isnad::lexicon
