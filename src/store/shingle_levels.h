// The shingles of an SQLite store, packed by their hash once there are many.
//
// Shingles lie by their hash, so that each new one of a document falls on another page of a large table. They gather in a small
// table instead (`shingles`, a row each); when it is full it is merged into blocks of a page each (`shingle_blocks`). Blocks make
// levels, each with room for kGrowth times what the level before has; a merge takes the rows and all levels that are full into
// the next. So a shingle is written a few times a level, together with those of a whole page, and looked for among the rows and
// in each level. How many levels there are grows with the logarithm of the store.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <vector>

#include "store/database.h"

namespace isnad::store {

/// A document that holds a shingle.
struct HeldShingle {
  std::int64_t shingle = 0, order = 0, document = 0;
  std::uint32_t size = 0;  ///< shingles that the document has
  /// By which they are sorted.
  using Place = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
  [[nodiscard]] Place place() const { return {shingle, order, document}; }
};

class ShingleLevels {
 public:
  static constexpr std::uint64_t kGrowth = 32;

  /// `rows` gather before they are merged.
  ShingleLevels(Database& database, std::size_t rows) : db_(database), rows_(rows) {}

  /// Merges the rows into the levels where enough have gathered.
  void merge_if_full();
  /// Holders of a shingle, the nearest first, at most `limit`; of rows and of all levels.
  std::vector<HeldShingle> before(std::int64_t shingle, std::int64_t order, std::size_t limit);
  std::vector<HeldShingle> after(std::int64_t shingle, std::int64_t order, std::size_t limit);
  /// Takes a holder out of the levels; nothing where it is a row.
  void erase(const HeldShingle& held);
  /// To be called when another process may have merged.
  void forget() { runs_.reset(); }

 private:
  /// The blocks of a level. A merge writes a new one of the level beside the old one, so that each has two to choose from.
  struct Run {
    std::int64_t number = 0;
    std::uint64_t entries = 0;  ///< at most
    [[nodiscard]] std::int64_t level() const { return number / 2; }
  };
  const std::vector<Run>& runs();
  std::int64_t level_for(std::uint64_t rows);
  void merge(std::int64_t level);

  Database& db_;
  std::size_t rows_;
  std::optional<std::vector<Run>> runs_;
};

}  // namespace isnad::store
