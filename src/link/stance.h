// Whether two sentences agree, disagree, or are about different matters.
//
// Two logistic models over what is alike and what is left over when the sentences stand word beside word: one says whether they
// are about one matter at all, the other whether they are at odds. Weights: data/models/stance.tsv, made by tools/train_stance.py.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace isnad::link {

struct Stance {
  enum class Kind : std::uint8_t { agree, disagree, other };
  Kind kind = Kind::other;
  double unrelated = 0;  ///< above 0: about different matters
  double opposed = 0;    ///< above 0: at odds, where they are about one
};

/// How `other`, said later or in answer, stands to `one`. The same texts give the same stance, whatever else was read. The same
/// words agree; where either has no word, they are about different matters.
Stance stance(std::string_view one, std::string_view other);

std::string_view name_of(Stance::Kind kind);

/// What the models look at; for the training of them (tools/train_stance.py).
struct StanceFeatures {
  std::vector<std::pair<std::string_view, double>> measures;  ///< weighed for `unrelated`
  std::vector<std::string> names;                             ///< weighed for `opposed`, sorted, each once
};
StanceFeatures stance_features(std::string_view one, std::string_view other);

}  // namespace isnad::link
