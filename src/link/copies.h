// Who copied from whom: passages that a document shares word for word with an earlier one.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/units.h"

namespace isnad::link {

struct Copy {
  std::uint32_t from = 0;          ///< index of the earlier document
  double share = 0;                ///< of this document's words
  double share_of_from = 0;        ///< the same words, of the earlier document's
  std::vector<ByteSpan> passages;  ///< in this document
};

/// Collects documents in order of time and compares each with those before it. Runs of kRun words count as copied.
class CopyFinder {
 public:
  static constexpr std::size_t kRun = 6;
  static constexpr double kLeast = 0.15;      ///< smaller shares of both documents are not reported
  static constexpr double kDuplicate = 0.80;  ///< from here on a document is a near-duplicate

  /// Index of the document, counted from 0, and what it copies; the largest share first.
  std::vector<Copy> add(std::string_view text);

 private:
  struct Posting {
    std::uint64_t run = 0;
    std::uint32_t document = 0;
  };
  std::vector<std::vector<Posting>> buckets_ = std::vector<std::vector<Posting>>(1U << 16U);
  std::vector<std::size_t> sizes_;  // of the documents, in words
};

}  // namespace isnad::link
