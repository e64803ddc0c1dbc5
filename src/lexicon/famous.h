// Last names that need no first name before them.
#pragma once

#include <cstdint>

namespace isnad::lexicon {

/// A bit beside NameKind (actors.h), on last names: of one head of state, government or movement alone, and no given name.
inline constexpr std::uint16_t kFamousName = 256;
/// The same in news of his state alone: of one who left office before the years that the lexicon covers.
inline constexpr std::uint16_t kFormerName = 512;

}  // namespace isnad::lexicon
