// The verbs of the program. Each adds itself to the command line and leaves its exit status in `status`.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace isnad::cli {

void add_extract(CLI::App& app, int& status);
void add_lexicon(CLI::App& app, int& status);

/// The lexicon image that is used when none is named: beside the program, else in its share folder.
std::string default_image();

}  // namespace isnad::cli
