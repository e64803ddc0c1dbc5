// What is fuzzed of reading what Isnad itself writes and people mend: records, tables of data/.
#pragma once

#include <string_view>

namespace isnad::fuzz {

/// A line of records gives a record whose spans lie in its text, or an error that names the line.
void record(std::string_view bytes);
/// A table gives rows of as many cells as its header has, or errors that name their line.
void lexicon(std::string_view bytes);

}  // namespace isnad::fuzz
