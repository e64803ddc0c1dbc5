// Casting: who of those that stand near a trigger plays a part in it?
//
// The rules of filler.h propose; this weighs what they proposed, and the other names around the trigger, by a logistic model
// over where a name stands, which rule gave it, and what else it does in the article. Weights: data/events/casting.tsv, fitted
// by tools/train_casting.py.
#pragma once

#include <bitset>
#include <vector>

#include "event/reading.h"
#include "lexicon/casting.h"
#include "lexicon/events.h"

namespace isnad::event {

using CastFeatures = std::bitset<lexicon::kCastFeatures>;

/// One name weighed for one part, as the fitting of the weights sees it.
struct WeighedName {
  ByteSpan trigger;
  EventType type = EventType::CONSULT;
  Index actor = kNone;
  bool is_recipient = false;
  bool is_given = false;   ///< by the rules
  std::uint8_t group = 0;  ///< of lexicon::cast_set
  std::uint8_t shape = 0;
  std::uint8_t way = 0;
  CastFeatures features;
};

/// Keeps, drops and adds actors and recipients of the triggers of `r`; writes what it weighed to `parts` unless that is null.
void cast(Reading& r, const lexicon::Events& events, std::vector<WeighedName>* parts);

}  // namespace isnad::event
