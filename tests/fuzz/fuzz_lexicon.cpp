#include <cstddef>
#include <cstdint>

#include "fuzz/data_targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  isnad::fuzz::lexicon({reinterpret_cast<const char*>(data), size});
  return 0;
}
