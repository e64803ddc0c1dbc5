// The tokenizer of the full-text index: Arabic words as people search for them.
//
// Each word is indexed under its terms (terms.h), all at the same position. A query word is looked up by its stem, or by its
// folded form alone when exact search is on.
#pragma once

struct sqlite3;

namespace isnad::store {

/// Makes the tokenizer `isnad` known to `db`. While `*is_exact` is true, queries search folded forms. `is_exact` must
/// live as long as the connection. False when this SQLite has no FTS5.
bool register_tokenizer(sqlite3* db, const bool* is_exact);

}  // namespace isnad::store
