#include <zstd.h>

#include "store/sqlite_store.h"

namespace isnad::store {

constexpr int kLevel = 3;

std::string compress(std::string_view bytes) {
  std::string out(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t n = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), kLevel);
  if (ZSTD_isError(n) != 0U) throw SqlError(SQLITE_NOMEM, ZSTD_getErrorName(n));
  out.resize(n);
  return out;
}

std::string decompress(std::string_view bytes, std::size_t size) {
  std::string out(size, '\0');
  const std::size_t n = ZSTD_decompress(out.data(), out.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(n) != 0U || n != size) throw SqlError(SQLITE_CORRUPT, "a record in the store is damaged");
  return out;
}

}  // namespace isnad::store
