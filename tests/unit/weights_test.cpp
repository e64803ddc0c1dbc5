// The tables of weights of the image.
#include "lexicon/weights.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "lexicon/events.h"

namespace isnad::lexicon {
namespace {

std::shared_ptr<const Image> image_of(const std::vector<std::int16_t>& weights) {
  ImageBuilder builder;
  add_weights("weights", weights, builder);
  return *Image::from_bytes(builder.finish());
}

// Rows without weights, with a few, and full ones.
TEST(SparseWeights, AreThoseThatWereAdded) {
  constexpr std::size_t kRows = 300;
  std::mt19937 random(7);
  std::vector<std::int16_t> weights(kRows * SparseWeights::kRow, 0);
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::size_t row = i / SparseWeights::kRow;
    const bool has_weight = row % 50 == 0 || (row % 3 != 0 && random() % 40 == 0);
    if (has_weight) weights[i] = static_cast<std::int16_t>(static_cast<int>(random() % 65535) - 32767);
  }
  const auto image = image_of(weights);
  const SparseWeights sparse(*image, "weights");
  for (std::uint32_t i = 0; i < weights.size(); ++i) ASSERT_EQ(sparse[i], weights[i]) << i;
}

TEST(SparseWeights, MayAllBeNought) {
  const auto image = image_of(std::vector<std::int16_t>(2 * SparseWeights::kRow, 0));
  const SparseWeights sparse(*image, "weights");
  EXPECT_EQ(sparse[0], 0);
  EXPECT_EQ(sparse[2 * SparseWeights::kRow - 1], 0);
}

TEST(SparseWeights, TakeLittleRoom) {
  std::vector<std::int16_t> weights(1024 * SparseWeights::kRow, 0);
  for (std::size_t i = 0; i < weights.size(); i += 27) weights[i] = 1;
  const auto image = image_of(weights);
  EXPECT_LT(image->section<WeightCell>("weights").size(), weights.size() / 27 * 3 / 2);
}

TEST(Reports, AreFoundByTheirWord) {
  const auto image = Image::open(ISNAD_IMAGE);
  ASSERT_TRUE(image.has_value());
  const Events events(**image);
  for (std::uint32_t row = 0; row < events.reports().size(); ++row)
    ASSERT_EQ(events.report_row(events.string(events.reports()[row].word)), row);
  EXPECT_EQ(events.report_row("no such word"), kNone);
}

}  // namespace
}  // namespace isnad::lexicon
