// Who copied from whom: passages that a document shares word for word with an earlier one.
//
// Candidates meet through their sampled shingles. Of the holders of a shingle only the kWindow before a document in time are
// looked at, so that a formula or a line of page furniture that a million documents share costs no more than one that a
// hundred do, and popular agency text is still traced to its nearest holders. What a document copies is therefore a pure
// function of the documents before it in time, however and in what order they came.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "link/overlap.h"
#include "link/sketch.h"

namespace isnad::link {

/// Words of a text, by number.
struct WordSpan {
  std::uint32_t begin = 0, end = 0;
  friend bool operator==(const WordSpan&, const WordSpan&) = default;
};

struct Copy {
  std::int64_t from = 0;           ///< number of the earlier document
  double share = 0;                ///< of this document's words
  double share_of_from = 0;        ///< the same words, of the earlier document's
  std::vector<WordSpan> passages;  ///< in this document
};

inline constexpr std::size_t kWindow = 64;
inline constexpr double kLeastCopied = 0.15;  ///< smaller shares of both documents are not reported
inline constexpr double kDuplicate = 0.80;    ///< from here on a document is a near-duplicate

/// A document that holds a shingle, and how many it has.
struct Holder {
  std::int64_t document = 0;
  std::uint32_t shingles = 0;
};
/// A document that holds some of another's shingles.
struct Candidate {
  std::int64_t document = 0;
  std::uint32_t shared = 0;
  std::uint32_t shingles = 0;  ///< that it has
};
/// The sketch of a document by number; valid until the next call.
using SketchOf = std::function<const Sketch&(std::int64_t document)>;

/// Whether two documents with so many shingles, of which they have `shared`, are worth comparing.
bool may_share(std::size_t shared, std::size_t shingles, std::size_t other_shingles);

/// The holders of several shingles, each once, by number.
std::vector<Candidate> candidates_of(std::vector<Holder> holders);

/// What the document copies, the largest share first, of equals the earlier document. `candidates`, by number, are the holders
/// of its shingles before it: the kWindow nearest of each.
std::vector<Copy> copies_of(const Sketch& document, std::span<const Candidate> candidates, const SketchOf& sketch);

/// The bytes of `spans` in the text that was sketched; `words` are those of words_of().
std::vector<ByteSpan> bytes_of(const std::vector<WordSpan>& spans, const Words& words);

}  // namespace isnad::link
