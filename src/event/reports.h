// Reports: does a sentence tell that somebody was attacked or that a crowd protested, or does it only mention such a thing?
//
// "The army shelled the village" reports; "the trial of those accused of the bombing" mentions. A logistic model over the words
// of the sentence and over how its triggers stand in it, fitted on newswire sentences on which several readers voted
// (tools/train_reports.py); weights: data/events/reports.tsv.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "event/reading.h"
#include "lexicon/events.h"

namespace isnad::event {

class Reports {
 public:
  Reports(const Reading& r, const lexicon::Events& events) : r_(r), a_(*r.a), events_(events) {}

  /// Events of `type` are told so: violence and protest.
  [[nodiscard]] static bool weighs(EventType type) { return type == EventType::ASSAULT || type == EventType::PROTEST; }

  /// Probability that the sentence reports an event of `type`, one of those that it weighs.
  [[nodiscard]] float probability(EventType type, Index sentence);
  [[nodiscard]] bool is_report(EventType type, Index sentence);

  /// "X attacked Y": whoever did it and to whom are named, in the past tense of a main clause.
  [[nodiscard]] bool tells_plainly(const Trigger& t) const;

  /// What the model sees, each feature once, as reports.tsv spells it: for the fitting of the weights.
  [[nodiscard]] std::vector<std::string> features(EventType type, Index sentence);

 private:
  // Calls `see` with each feature; some come more than once.
  template <typename See>
  void look(EventType type, Index sentence, See see) const;
  template <typename See>
  void look_at_triggers(EventType type, Index sentence, See see) const;

  const Reading& r_;
  const Analysis& a_;
  const lexicon::Events& events_;
  std::vector<std::uint32_t> rows_;  // of reports.tsv, of the sentence at hand
};

}  // namespace isnad::event
