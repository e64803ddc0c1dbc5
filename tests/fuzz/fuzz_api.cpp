#include <cstddef>
#include <cstdint>

#include "fuzz/api_targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  isnad::fuzz::api({reinterpret_cast<const char*>(data), size});
  return 0;
}
