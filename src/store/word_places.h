// An index of words for a database that has none of ours: the terms of each document with the places where they stand, and what
// FTS5 does with them, so that the same query finds the same documents in the same order (bm25() of SQLite 3.40).
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "store/terms.h"

namespace isnad::store {

/// A term by its hash.
std::int64_t term_number(std::string_view term);

/// The words of a document.
struct IndexedWords {
  std::vector<std::int64_t> terms;  ///< each once, sorted
  std::string places;               ///< of each term, in one run of bytes
  std::int64_t words = 0;           ///< of headline and body
};

/// Reads documents. `use` is told every word in folded form.
class WordReader {
 public:
  IndexedWords read(std::string_view headline, std::string_view body, const std::function<void(std::string_view)>& use);

 private:
  KnownTerms known_;
};

/// Words in a row; each stands for any of some terms, sorted.
using TermPhrase = std::vector<std::vector<std::int64_t>>;

/// How often a phrase stands in a document.
struct PhraseCount {
  std::uint32_t headline = 0, body = 0;
  [[nodiscard]] bool is_there() const { return headline + body > 0; }
};
PhraseCount count_phrase(const TermPhrase& phrase, std::string_view places);

/// Scores documents by their phrases.
class Bm25 {
 public:
  /// Of a store of `documents` with `words` in all; `holders` of each phrase.
  Bm25(std::int64_t documents, std::int64_t words, const std::vector<std::int64_t>& holders);
  [[nodiscard]] double operator()(const std::vector<PhraseCount>& counts, std::int64_t words) const;

 private:
  double average_;
  std::vector<double> rarity_;
};

}  // namespace isnad::store
