// When an event happened: the nearest time of its sentence, unless that dates something else.
#pragma once

#include "event/reading.h"

namespace isnad::event {

/// Index into `analysis.times` of the time of what is told at `token`; kNone where the sentence names none. A year or month that
/// dates another thing is passed over: "the constitution of 2004", "since the invasion in 2001", "signed in 2015, which X opposes".
Index time_of(const Analysis& analysis, const Reading& reading, Index token);

}  // namespace isnad::event
