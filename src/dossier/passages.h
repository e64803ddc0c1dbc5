// What a text says about how a negotiation hangs together: conditions, exchanges, links to other events that are asserted
// or denied, obstacles. Found by marker words within a sentence, whatever the events in it.
#pragma once

#include <string>
#include <vector>

#include "dossier/markers.h"
#include "isnad/dossier.h"
#include "isnad/records.h"

namespace isnad::dossier {

struct RawPassage {
  std::uint32_t document = 0;
  Marker kind = Marker::none;
  bool is_denied = false;    // link and tie
  bool is_of_talks = false;  // link and tie: a negotiation or what comes of it is named
  CharSpan sentence;
  CharSpan mark;                    // marker and what it governs
  std::string first, second;        // condition and consequence; what is given and what for; the obstacle
  std::vector<std::string> actors;  // named in the sentence
  std::uint32_t claim = kNone;      // raw claim
  std::vector<std::string> chain;
};

/// The passages of `record`, in the order of the text. `document`, `claim` and `chain` are left to the caller.
std::vector<RawPassage> find_passages(const Record& record, const Markers& markers);

}  // namespace isnad::dossier
