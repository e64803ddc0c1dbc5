#include "event/roles.h"

#include "event/filler.h"

namespace isnad::event {

void Filler::run() {
  for (Index k = 0; k < r_.triggers.size(); ++k) {
    Trigger& t = r_.triggers[k];
    if (t.shape == Shape::verb) {
      verb_arguments(t);
    } else {
      noun_arguments(t);
    }
  }
  for (Index k = 0; k < r_.triggers.size(); ++k) take_absorbed(k);
  for (Index k = 0; k < r_.triggers.size(); ++k) link_governor(k);
  for (Index k = 0; k < r_.triggers.size(); ++k) hand_down(k);
  for (Trigger& t : r_.triggers) owners_of_content(t);
  for (Index k = 0; k < r_.triggers.size(); ++k) cause_of_death(k);
  for (Index k = 0; k < r_.triggers.size(); ++k) share_coordinated(k);
  for (Index k = 0; k < r_.triggers.size(); ++k) complete_parties(k);
  for (Index k = 0; k < r_.triggers.size(); ++k) find_doer(k);
  for (Index k = 0; k < r_.triggers.size(); ++k) find_counterpart(k);
  for (Index k = 0; k < r_.triggers.size(); ++k) third_parties(r_.triggers[k]);
}

Index attribution_at(const Analysis& a, Index token) {
  const ByteSpan span = a.tokens[token].span;
  Index best = kNone;
  std::uint32_t best_size = 0xffffffffU;
  for (Index i = 0; i < a.attributions.size(); ++i) {
    for (const ByteSpan& c : a.attributions[i].content) {
      if (c.contains(span) && c.size() < best_size) {
        best = i;
        best_size = c.size();
      }
    }
  }
  return best;
}

Index speaker_of(const Analysis& a, Index attribution) {
  if (attribution == kNone) return kNone;
  const Attribution& x = a.attributions[attribution];
  if (x.chain.empty() || x.chain.back() >= a.sources.size()) return kNone;
  return a.sources[x.chain.back()].actor;
}

void fill_roles(Reading& r) { Filler(r).run(); }

}  // namespace isnad::event
