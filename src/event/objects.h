// What an event is about: what is offered, demanded, accepted, refused, promised (annotation.md, events: `object`).
//
// It follows its word ("demanded that ...", "offered Y a truce"), or stands before the relative clause or the verb that takes
// it up again with a pronoun ("the terms that X proposed").
#pragma once

#include "event/reading.h"

namespace isnad::event {

/// The span of what `t` is about, without the preposition that joins it; empty where the text does not say it.
[[nodiscard]] ByteSpan find_object(const Reading& r, const Trigger& t);

/// The span of what must be done, for the word of necessity at `modal`; empty where the text does not say it.
[[nodiscard]] ByteSpan find_object(const Reading& r, Index modal);

}  // namespace isnad::event
