// Adds a user's names and cues to a lexicon image.
#pragma once

#include <string>

#include "isnad/overlay.h"
#include "isnad/result.h"
#include "lexicon/image.h"

namespace isnad::lexicon {

/// `image` with what `overlay` knows besides, as bytes: full names of actors, new actors where the lexicon has none of that
/// id, verbs in all their forms and phrases that stand before a source. Errors: bad_format, for words that have no letters.
Result<std::string> extend(const Image& image, const Overlay& overlay);

}  // namespace isnad::lexicon
