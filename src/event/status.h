// Status: did it happen, is it intended, tied to a condition, only possible, or said not to be so (annotation.md 3).
#pragma once

#include "event/reading.h"

namespace isnad::event {

/// Sets Trigger::status of all triggers of `r`, after roles.h has linked them.
void set_status(Reading& r);

}  // namespace isnad::event
