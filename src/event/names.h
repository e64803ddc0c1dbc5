// Names: titles joined with the persons who bear them.
#pragma once

#include "event/reading.h"

namespace isnad::event {

/// Makes one name of a title and the person named with it ("the Turkish foreign minister X", "X, head of the agency Y,"),
/// and lets a title that stands alone mean the person whom the article gave it to. Reads the phrases of Layer::title and the
/// marks of `r`; changes Reading::names and the words of the names.
void join_titles(Reading& r);

}  // namespace isnad::event
