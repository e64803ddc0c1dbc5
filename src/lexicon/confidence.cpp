#include "lexicon/confidence.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

#include "lexicon/table.h"

namespace isnad::lexicon {
namespace {

constexpr std::array<std::string_view, kConfidenceLayers> kLayers{"mention", "attribution", "event"};

template <std::size_t N>
std::size_t index_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

}  // namespace

Result<void> compile_confidence(const std::string& data_dir, ImageBuilder& image) {
  auto table = Table::read(data_dir + "/models/confidence.tsv", {"layer", "feature", "weight"});
  if (!table) return table.error();
  std::vector<float> weights(kConfidenceLayers * kConfidenceFeatures.size(), 0.0F);
  for (const Table::Row& row : table->rows()) {
    const std::size_t layer = index_of(kLayers, table->cell(row, "layer"));
    const std::size_t feature = index_of(kConfidenceFeatures, table->cell(row, "feature"));
    const std::string weight(table->cell(row, "weight"));
    char* end = nullptr;
    const float value = std::strtof(weight.c_str(), &end);
    if (layer == kLayers.size() || feature == kConfidenceFeatures.size() || weight.empty() || *end != 0)
      return Error{ErrorCode::bad_format, "unknown layer or feature, or a weight that is no number", table->path(), row.line};
    weights[layer * kConfidenceFeatures.size() + feature] = value;
  }
  image.add("confidence", weights);
  return {};
}

}  // namespace isnad::lexicon
