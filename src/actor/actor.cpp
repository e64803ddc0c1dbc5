#include "actor/actor.h"

#include <algorithm>

#include "actor/scene.h"

namespace isnad::actor {
namespace {

// Keeps the actors that have a mention, in the order of the text.
void write(Scene& s) {
  std::erase_if(s.claims, [&](const Claim& c) { return s.is_dropped(c) || c.mention.actor == kNone; });
  std::sort(s.claims.begin(), s.claims.end(),
            [](const Claim& x, const Claim& y) { return x.mention.span.begin < y.mention.span.begin; });
  std::vector<Actor> actors;
  std::vector<Index> moved(s.a.actors.size(), kNone);
  for (const Claim& c : s.claims) {
    Mention m = c.mention;
    if (moved[m.actor] == kNone) {
      moved[m.actor] = static_cast<Index>(actors.size());
      actors.push_back(s.a.actors[m.actor]);
    }
    m.actor = moved[m.actor];
    s.a.mentions.push_back(m);
  }
  s.a.actors = std::move(actors);
}

}  // namespace

void find_actors(Analysis& analysis, const token::TypeTable& types, const lexicon::Actors& lexicon) {
  Scene scene(analysis, types, lexicon);
  claim_known(scene);
  claim_backed_groups(scene);
  claim_bodies(scene);
  claim_persons(scene);
  claim_aliases(scene);
  claim_short(scene);
  claim_governments_of_persons(scene);
  settle_places(scene);
  claim_places(scene);
  write(scene);
}

}  // namespace isnad::actor
