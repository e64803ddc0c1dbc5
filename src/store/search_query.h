// What a person types into search, as a query of FTS5 and as terms to mark in the text.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "isnad/units.h"

namespace isnad::store {

/// Words in a row, as terms (terms.h).
struct QueryPhrase {
  std::vector<std::string> terms;
  bool is_prefix = false;  ///< the last term stands for all that begin so
  bool is_excluded = false;
};

struct ParsedQuery {
  std::string match;                 ///< for MATCH; empty when no word is asked for
  std::vector<std::string> terms;    ///< terms (terms.h) of the words asked for, prefixes end in `*`
  std::vector<QueryPhrase> phrases;  ///< the same as `match`, for a database without FTS5
  bool has_only_exclusions = false;
  bool is_exact = false;
};

/// Words are joined with AND; "..." or the Arabic marks make a phrase, a leading - excludes, a trailing * is a prefix.
ParsedQuery parse_query(std::string_view words, bool is_exact);

/// Spans (bytes) of the words of `text` that one of `terms` finds, with the index of the term.
struct TermMatch {
  ByteSpan span;
  std::size_t term = 0;
};
std::vector<TermMatch> find_terms(std::string_view text, const std::vector<std::string>& terms);

}  // namespace isnad::store
