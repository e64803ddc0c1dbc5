#include "actor/actor.h"

#include <algorithm>

#include "actor/scene.h"

namespace isnad::actor {
namespace {

// "CITY (OUTLET) --": the article's own outlet signs it.
bool is_signature(const Scene& s, const Claim& c) {
  const TokenRange r = c.mention.tokens;
  if (r.begin == 0 || r.end + 1 >= s.token_count() || s.a.actors[c.mention.actor].type != ActorType::outlet) return false;
  const std::string_view own = s.a.document->outlet_id;
  const std::string_view id = s.a.actors[c.mention.actor].id;
  if (own.empty() || (id != own && !own.starts_with(std::string(id) + "-"))) return false;
  const Token& next = s.token(r.end + 1);
  return s.a.text(s.token(r.begin - 1).span) == "(" && s.a.text(s.token(r.end).span) == ")" &&
         next.kind == TokenKind::punctuation && s.a.text(next.span) != ".";
}

// `agency "X"`: the noun and both marks are of an outlet's name.
void frame_outlets(Scene& s) {
  for (Claim& c : s.claims) {
    TokenRange& r = c.mention.tokens;
    if (s.is_dropped(c) || c.mention.actor == kNone || s.a.actors[c.mention.actor].type != ActorType::outlet || r.begin < 2 ||
        r.end >= s.token_count() || s.token(r.begin - 1).kind != TokenKind::open_quote ||
        s.token(r.end).kind != TokenKind::close_quote)
      continue;
    const PhraseMatch* noun = s.outlet_noun(r.begin - 1);
    if (noun == nullptr || !s.is_free(noun->tokens)) continue;
    r = {noun->tokens.begin, r.end + 1};
    c.mention.span = {noun->span.begin, s.token(r.end - 1).span.end};
  }
}

// Keeps the actors that have a mention, in the order of the text.
void write(Scene& s) {
  std::erase_if(s.claims, [&](const Claim& c) { return s.is_dropped(c) || c.mention.actor == kNone || is_signature(s, c); });
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

void find_actors(Analysis& analysis, const token::TypeTable& types, const lexicon::Actors& lexicon,
                 const lexicon::Events& events) {
  Scene scene(analysis, types, lexicon);
  claim_known(scene);
  claim_backed_groups(scene);
  claim_bodies(scene);
  claim_persons(scene);
  claim_aliases(scene);
  claim_short(scene);
  claim_governments_of_persons(scene);
  settle_places(scene, events);
  claim_places(scene);
  frame_outlets(scene);
  write(scene);
}

}  // namespace isnad::actor
