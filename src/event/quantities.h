// Quantities: the numbers that the text gives for an event, each with what is counted.
#pragma once

#include "event/reading.h"
#include "lexicon/calendar.h"
#include "lexicon/events.h"

namespace isnad::event {

/// Attaches the counts of each sentence to its events ("killed 25 persons and wounded 40": 25 `killed`, 40 `wounded`). A count of
/// persons takes its unit from the word of killing, wounding or arrest before it. Changes the events of the analysis.
void attach_quantities(Analysis& a, const Reading& r, const lexicon::Events& events, const lexicon::TimeWords& numbers);

}  // namespace isnad::event
