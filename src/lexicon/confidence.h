// Weights of the confidence models: data/models/confidence.tsv, one logistic model a layer (src/confidence/).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "isnad/result.h"
#include "lexicon/image.h"

namespace isnad::lexicon {

enum class ConfidenceLayer : std::uint8_t { mention, attribution, event };
inline constexpr std::size_t kConfidenceLayers = 3;

/// What the models look at, by the names that the table uses. The last stands for a number, the others are there or not.
inline constexpr std::array<std::string_view, 86> kConfidenceFeatures{
    "bias", "headline",
    // mentions
    "basis_lexicon", "basis_model", "basis_alias", "basis_coreference", "type_state", "type_government", "type_armed_group",
    "type_party", "type_person", "type_organisation", "type_outlet", "type_people", "type_place", "one_word", "two_words",
    "many_words", "named_once", "named_twice", "named_often", "unlisted", "loaded", "speaks", "takes_part", "after_place_word",
    "after_preposition", "with_preposition",
    // attributions
    "cue_verb", "cue_other", "cue_mark", "clause", "quotation", "noun_phrase", "content_before", "source_after", "source_before",
    "source_carried", "kind_person", "kind_official", "kind_organisation", "kind_outlet", "kind_anonymous", "kind_document",
    "long_chain", "nested", "short_content", "long_content", "far_content", "inside_quotation", "act_state", "act_confirm",
    "act_reveal", "act_announce", "act_deny", "act_allege", "act_opine", "act_predict", "act_warn", "act_demand",
    // events
    "event_AGREE", "event_CONSULT", "event_SUPPORT", "event_COOPERATE", "event_AID", "event_CONCEDE", "event_RETREAT",
    "event_REQUEST", "event_ACCUSE", "event_REJECT", "event_THREATEN", "event_PROTEST", "event_SANCTION", "event_MOBILIZE",
    "event_COERCE", "event_ASSAULT", "no_argument", "two_sides", "has_third", "has_move", "reported", "is_verb", "not_actual",
    "has_object", "has_time",
    // the confidence that the layer's own stage gave, as a logit
    "prior"};

/// Index of a feature by its name, at compile time; an unknown name does not compile.
consteval std::uint8_t confidence_feature(std::string_view name) {
  for (std::size_t i = 0; i < kConfidenceFeatures.size(); ++i) {
    if (kConfidenceFeatures[i] == name) return static_cast<std::uint8_t>(i);
  }
  throw "no such feature";
}

/// A view: the image must outlive it.
class Confidence {
 public:
  explicit Confidence(const Image& image) : weights_(image.section<float>("confidence")) {}
  /// One weight a feature.
  [[nodiscard]] std::span<const float> weights(ConfidenceLayer layer) const {
    return weights_.subspan(static_cast<std::size_t>(layer) * kConfidenceFeatures.size(), kConfidenceFeatures.size());
  }

 private:
  std::span<const float> weights_;
};

Result<void> compile_confidence(const std::string& data_dir, ImageBuilder& image);

}  // namespace isnad::lexicon
