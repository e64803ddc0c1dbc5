// What is fuzzed of `isnad serve`: the API as it is asked, behind the HTTP library.
#pragma once

#include <string_view>

namespace isnad::fuzz {

/// A request as "METHOD TARGET\nBODY" gets an answer that is JSON with a status that docs/formats/api.md names; the store stays whole.
void api(std::string_view bytes);

}  // namespace isnad::fuzz
