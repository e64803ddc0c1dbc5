// Weights of hashed features, most of which are nought.
//
// Slots are parted into rows of 256. Rows lie over one another, each shifted so far that no two weights meet, and a cell says
// which row it is of: thirty thousand weights among a million slots take 150 kB in place of 2 MB, and stay in the caches.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "lexicon/image.h"

namespace isnad::lexicon {

struct WeightCell {
  static constexpr std::uint16_t kFree = 0xffff;
  std::uint16_t row = kFree;
  std::int16_t weight = 0;
};

/// A view: the image must outlive it.
class SparseWeights {
 public:
  static constexpr std::size_t kRow = 256;  ///< slots of a row

  /// `name`: as add_weights was told.
  SparseWeights(const Image& image, const std::string& name)
      : shifts_(image.section<std::uint32_t>(name + ".shifts")),
        cells_(image.section<WeightCell>(name)) {}

  /// Says that the weight of `slot` will be asked for soon.
  void expect(std::uint32_t slot) const { __builtin_prefetch(&cells_[shifts_[slot / kRow] + slot % kRow]); }
  [[nodiscard]] int operator[](std::uint32_t slot) const {
    const WeightCell& cell = cells_[shifts_[slot / kRow] + slot % kRow];
    return cell.weight & -static_cast<int>(cell.row == slot / kRow);  // no branch: which slots have a weight cannot be foreseen
  }

 private:
  std::span<const std::uint32_t> shifts_;  // of each row
  std::span<const WeightCell> cells_;
};

/// Adds `weights`, whose number is a multiple of kRow, as sections `name` and `name`.shifts.
void add_weights(const std::string& name, const std::vector<std::int16_t>& weights, ImageBuilder& image);

}  // namespace isnad::lexicon
