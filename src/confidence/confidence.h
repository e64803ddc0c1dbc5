// Confidence: how likely it is that an item of the record is right.
//
// The last stage. For each mention, attribution and event it looks at how the item was found (its basis, its form, what stands
// around it, what other layers make of it) and weighs that with one logistic model a layer (data/models/confidence.tsv, fitted
// by tools/train_confidence.py on annotated articles). A mention is right where its span and actor are; an attribution where it
// is one and its root is; an event where its trigger and type are. Places are no actors and keep the confidence they have.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/confidence.h"

namespace isnad::confidence {

/// The features of one item: those that hold, and the number.
struct Features {
  std::array<std::uint8_t, 24> present{};
  std::uint8_t size = 0;
  float prior = 0.0F;  ///< logit of the confidence that the layer's own stage gave

  void add(std::uint8_t feature) {
    if (size < present.size()) present[size++] = feature;
  }
  void add_if(bool holds, std::uint8_t feature) {
    if (holds) add(feature);
  }
};

/// Looks at the items of one analysis whose layers are filled. Keeps a reference to it.
class Observer {
 public:
  explicit Observer(const Analysis& analysis);

  [[nodiscard]] Features of(const Mention& mention) const;
  [[nodiscard]] Features of(const Attribution& attribution) const;
  [[nodiscard]] Features of(const Event& event) const;

 private:
  [[nodiscard]] Index sentence_at(ByteOffset at) const;
  [[nodiscard]] bool is_headline(ByteOffset at) const;
  [[nodiscard]] bool speaks(const Mention& mention) const;
  [[nodiscard]] bool takes_part(const Mention& mention) const;
  [[nodiscard]] bool is_nested(const Attribution& attribution) const;
  [[nodiscard]] bool is_quoted(Index token) const;
  void add_content(const Attribution& attribution, Features& f) const;
  void add_source(const Attribution& attribution, Features& f) const;

  const Analysis& a_;
  std::vector<std::uint32_t> times_named_;              // per actor
  std::vector<ByteSpan> voices_;                        // mentions of sources that speak, in order
  std::vector<std::pair<Index, Index>> parts_;          // sentence and actor of each argument, sorted
  std::vector<std::pair<ByteOffset, Index>> contents_;  // begin and index of each content, sorted
};

/// Sets `confidence` of all mentions of actors, attributions and events.
void rate(Analysis& analysis, const lexicon::Confidence& model);

}  // namespace isnad::confidence
