// Acceptance: is a trigger with its arguments an event of the record, and how sure is that?
//
// Hard rules refuse what cannot be one (event.cpp). What is left is weighed: a logistic model over what the rules found out
// (its shape, whose arguments it has, what governs it, what was told before) and over its words, whose weights stand in
// data/events/acceptance.tsv and words.tsv. Its probability is the event's confidence. tools/train_events.py fits the weights.
#pragma once

#include <algorithm>
#include <array>
#include <bitset>
#include <cstdint>
#include <string_view>

#include "event/reading.h"
#include "lexicon/events.h"

namespace isnad::event {

using Features = std::bitset<lexicon::kAcceptanceFeatures>;

inline constexpr std::size_t kNear = 2;  ///< words on each side of a trigger that are looked at

/// The words at a trigger, its own first, each once: lemmas, or "<name>", "<number>", "<edge>" of the sentence.
class WordsAt {
 public:
  void add(std::string_view word) {
    if (std::find(begin(), end(), word) == end()) words_[size_++] = word;
  }
  [[nodiscard]] const std::string_view* begin() const { return words_.data(); }
  [[nodiscard]] const std::string_view* end() const { return words_.data() + size_; }

 private:
  std::array<std::string_view, 1 + 2 * kNear> words_;
  std::size_t size_ = 0;
};

/// What the model sees of trigger `k`, given the events accepted before it in `r.a->events`.
Features features_of(const Reading& r, const lexicon::Events& events, Index k);

WordsAt words_at(const Reading& r, const lexicon::Events& events, Index k);

/// Probability that it is an event.
float acceptance(const lexicon::Events& events, const Features& features, const WordsAt& words);

}  // namespace isnad::event
