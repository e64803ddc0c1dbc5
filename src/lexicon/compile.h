// Compiles data/ into a lexicon image.
#pragma once

#include <string>

#include "isnad/result.h"

namespace isnad::lexicon {

/// The image of the tables in `data_dir`, as bytes. Errors name the file and line that is wrong.
Result<std::string> compile(const std::string& data_dir);

}  // namespace isnad::lexicon
