#include "lexicon/weights.h"

#include <algorithm>

namespace isnad::lexicon {
namespace {

constexpr std::size_t kRow = SparseWeights::kRow;

// Puts each row where it first fits.
class Packer {
 public:
  void add(std::uint16_t row, std::span<const std::int16_t> weights, std::uint32_t& shift) {
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < kRow; ++i) {
      if (weights[i] != 0) columns.push_back(i);
    }
    while (first_free_ < cells.size() && cells[first_free_].row != WeightCell::kFree) ++first_free_;
    std::size_t at = first_free_ - std::min(first_free_, columns.empty() ? 0 : columns.front());
    while (!fits(at, columns)) ++at;
    if (cells.size() < at + kRow) cells.resize(at + kRow);
    for (const std::size_t c : columns) cells[at + c] = {row, weights[c]};
    shift = static_cast<std::uint32_t>(at);
  }

  std::vector<WeightCell> cells;

 private:
  [[nodiscard]] bool fits(std::size_t at, const std::vector<std::size_t>& columns) const {
    return std::all_of(columns.begin(), columns.end(),
                       [&](std::size_t c) { return at + c >= cells.size() || cells[at + c].row == WeightCell::kFree; });
  }

  std::size_t first_free_ = 0;
};

}  // namespace

void add_weights(const std::string& name, const std::vector<std::int16_t>& weights, ImageBuilder& image) {
  const auto row_of = [&](std::size_t row) { return std::span(weights).subspan(row * kRow, kRow); };
  // Full rows are the hardest to place.
  std::vector<std::pair<std::ptrdiff_t, std::uint16_t>> order;
  for (std::size_t row = 0; row < weights.size() / kRow; ++row) {
    const auto of_row = row_of(row);
    order.emplace_back(std::count(of_row.begin(), of_row.end(), 0), static_cast<std::uint16_t>(row));
  }
  std::sort(order.begin(), order.end());
  std::vector<std::uint32_t> shifts(order.size());
  Packer packer;
  for (const auto& [zeros, row] : order) packer.add(row, row_of(row), shifts[row]);
  image.add(name + ".shifts", shifts);
  image.add(name, packer.cells);
}

}  // namespace isnad::lexicon
