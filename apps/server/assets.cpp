#include "assets.h"

#include <charconv>
#include <map>

// The pack: lines "path TAB type TAB size", an empty line, then the files one after the other.
#ifdef ISNAD_WEB_PACK
// clang-format off
asm(".section .rodata\n"
    ".global isnad_web_pack\n"
    ".global isnad_web_pack_end\n"
    "isnad_web_pack:\n"
    ".incbin \"" ISNAD_WEB_PACK "\"\n"
    "isnad_web_pack_end:\n"
    ".byte 0\n"
    ".previous\n");
// clang-format on
extern "C" {
extern const char isnad_web_pack[];      // NOLINT(modernize-avoid-c-arrays,readability-identifier-naming)
extern const char isnad_web_pack_end[];  // NOLINT(modernize-avoid-c-arrays,readability-identifier-naming)
}
#endif

namespace isnad::server {
namespace {

using Assets = std::map<std::string_view, Asset>;

Assets unpack(std::string_view pack) {
  struct Entry {
    std::string_view path, type;
    std::size_t size = 0;
  };
  std::map<std::size_t, Entry> entries;
  while (!pack.empty() && pack.front() != '\n') {
    const std::string_view line = pack.substr(0, pack.find('\n'));
    const std::size_t first = line.find('\t');
    const std::size_t second = line.find('\t', first + 1);
    Entry e{line.substr(0, first), line.substr(first + 1, second - first - 1)};
    const std::string_view size = line.substr(second + 1);
    std::from_chars(size.data(), size.data() + size.size(), e.size);
    entries.emplace(entries.size(), e);
    pack.remove_prefix(line.size() + 1);
  }
  if (!pack.empty()) pack.remove_prefix(1);
  Assets out;
  for (const auto& [number, e] : entries) {
    out.emplace(e.path, Asset{e.type, pack.substr(0, e.size)});
    pack.remove_prefix(e.size);
  }
  return out;
}

const Assets& assets() {
#ifdef ISNAD_WEB_PACK
  static const Assets kUnpacked = unpack({isnad_web_pack, static_cast<std::size_t>(isnad_web_pack_end - isnad_web_pack)});
#else
  static const Assets kUnpacked = unpack({});
#endif
  return kUnpacked;
}

}  // namespace

const Asset* asset(std::string_view path) {
  const auto found = assets().find(path);
  return found == assets().end() ? nullptr : &found->second;
}

}  // namespace isnad::server
