// Compiles data/ into a lexicon image.
#pragma once

#include <string>

#include "isnad/result.h"

namespace isnad::lexicon {

/// The image of the tables in `data_dir`, as bytes. `hunspell` is the file that tools/words/ask_hunspell wrote; without it
/// (empty) words have only the readings that data/ lists. Errors name the file and line that is wrong.
Result<std::string> compile(const std::string& data_dir, const std::string& hunspell);

}  // namespace isnad::lexicon
