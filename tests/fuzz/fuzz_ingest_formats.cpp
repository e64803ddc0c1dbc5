#include <cstddef>
#include <cstdint>

#include "fuzz/ingest_targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  isnad::ingest::fuzz::formats({reinterpret_cast<const char*>(data), size});
  return 0;
}
