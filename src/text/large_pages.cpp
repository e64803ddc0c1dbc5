#include "text/large_pages.h"

#include <sys/mman.h>

#include <cstdlib>

namespace isnad::text {
namespace {

constexpr std::size_t kLargePage = std::size_t{2} << 20U;
constexpr std::size_t kLine = 64;  // of the cache

}  // namespace

void* allocate_on_large_pages(std::size_t bytes) {
  const bool is_large = bytes >= kLargePage;
  const std::size_t unit = is_large ? kLargePage : kLine;
  const std::size_t rounded = (bytes + unit - 1) / unit * unit;
  void* const memory = std::aligned_alloc(unit, rounded);
  if (memory == nullptr) throw std::bad_alloc();
#ifdef MADV_HUGEPAGE
  if (is_large) madvise(memory, rounded, MADV_HUGEPAGE);  // where it is refused, small pages do as well
#endif
  return memory;
}

void free_on_large_pages(void* memory) noexcept { std::free(memory); }  // NOLINT(cppcoreguidelines-no-malloc)

}  // namespace isnad::text
