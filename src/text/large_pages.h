// Memory for large tables that are read at random.
//
// A table of word types takes some ten thousand pages of 4 kB, more than the processor keeps addresses of; on pages of 2 MB most
// reads and prefetches of it need no walk through the page tables.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

namespace isnad::text {

/// Memory of `bytes` bytes, on large pages where it fills some and the system has them. Throws std::bad_alloc.
void* allocate_on_large_pages(std::size_t bytes);
void free_on_large_pages(void* memory) noexcept;

/// The allocator of a std::vector that may grow to many megabytes.
template <class T>
struct LargePages {
  using value_type = T;
  LargePages() = default;
  template <class U>
  LargePages(const LargePages<U>&) noexcept {}  // NOLINT(google-explicit-constructor): as the standard asks of allocators

  T* allocate(std::size_t n) { return static_cast<T*>(allocate_on_large_pages(n * sizeof(T))); }
  void deallocate(T* memory, std::size_t) noexcept { free_on_large_pages(memory); }
  friend bool operator==(const LargePages&, const LargePages&) { return true; }
};

template <class T>
using LargeVector = std::vector<T, LargePages<T>>;

}  // namespace isnad::text
