// The tokenizer of the full-text index: Arabic words as people search for them.
//
// Each word is indexed under its folded form, and at the same position under its light stem and the stem that is left
// when a one-letter proclitic is taken off; stems carry a leading `~` so that they never meet a folded form. A query word
// is looked up by its stem, or by its folded form alone when exact search is on.
#pragma once

#include <string>
#include <string_view>

struct sqlite3;

namespace isnad::store {

/// Raised when the terms of a text change: the index of a store made before is then rebuilt.
inline constexpr int kTokenizerVersion = 1;

/// Terms that a word of a document is found by, besides its folded form.
std::string stem_term(std::string_view folded);
std::string bare_term(std::string_view folded);  ///< empty where there is no proclitic

/// Makes the tokenizer `isnad` known to `db`. While `*is_exact` is true, queries search folded forms. `is_exact` must
/// live as long as the connection. False when this SQLite has no FTS5.
bool register_tokenizer(sqlite3* db, const bool* is_exact);

}  // namespace isnad::store
