#include "attribution/attribution.h"

#include "lexicon/inflect.h"

namespace isnad::attribution {

void attribute(Analysis& a, const token::TypeTable&, const lexicon::Cues& cues) {
  for (const PhraseMatch& m : a.phrases) {
    if (m.layer != static_cast<std::uint16_t>(lexicon::Layer::cue)) continue;
    Attribution x;
    x.cue = m.span;
    x.cue_lemma = cues.lemma(m.entry);
    x.act = cues.row(m.entry).act;
    x.stance = cues.row(m.entry).stance;
    a.attributions.push_back(x);
  }
}

}  // namespace isnad::attribution
