#include "attribution/attribution.h"

#include "attribution/attributor.h"

namespace isnad::attribution {

void attribute(Analysis& analysis, const token::TypeTable& types, const lexicon::Cues& cues, const lexicon::Actors& actors,
               const lexicon::Offices& offices) {
  Attributor(analysis, types, cues, actors, offices).run();
}

}  // namespace isnad::attribution
