#include "event/roles.h"

#include "event/filler.h"

namespace isnad::event {

void Filler::run() {
  for (Index k = 0; k < r_.triggers.size(); ++k) {
    Trigger& t = r_.triggers[k];
    settle_duals(k);
    if (t.shape == Shape::verb) {
      verb_arguments(t);
    } else {
      noun_arguments(t);
    }
  }
  const auto pass = [&](void (Filler::*step)(Index), Way way) {
    for (Index k = 0; k < r_.triggers.size(); ++k) {
      (this->*step)(k);
      note(r_.triggers[k], way);
    }
  };
  pass(&Filler::take_absorbed, Way::absorbed);
  pass(&Filler::link_governor, Way::governor);
  pass(&Filler::take_owner, Way::possessed);
  pass(&Filler::hand_down, Way::governor);
  for (Trigger& t : r_.triggers) owners_of_content(t);
  pass(&Filler::find_target, Way::cause);
  pass(&Filler::cause_of_death, Way::cause);
  pass(&Filler::share_coordinated, Way::shared);
  pass(&Filler::party_that_speaks, Way::announced);
  pass(&Filler::complete_parties, Way::parties);
  pass(&Filler::find_doer, Way::namesake);
  pass(&Filler::find_counterpart, Way::counterpart);
  pass(&Filler::meet_subject, Way::carried);
  for (Index k = 0; k < r_.triggers.size(); ++k) verb_of_third(k);
  for (Trigger& t : r_.triggers) third_parties(t);
  for (Index i = 0; i < r_.words.size(); ++i) predicate_third(i);
}

void Filler::note(Trigger& t, Way way) {
  const auto write = [&](const std::vector<Index>& role, bool is_recipient) {
    for (const Index x : role) {
      const auto is_it = [&](const Given& g) { return g.actor == x && g.is_recipient == is_recipient; };
      if (std::none_of(t.given.begin(), t.given.end(), is_it)) t.given.push_back({x, is_recipient, way});
    }
  };
  write(t.actors, false);
  write(t.recipients, true);
}

Way Filler::way_of(const Argument& x) {
  if (x.is_nisba) return Way::nisba;
  if (x.slot == Slot::s) return Way::right;
  if (x.slot == Slot::o) return Way::object;
  if (x.slot == Slot::g) return x.depth > 0 ? Way::deep : Way::genitive;
  return Way::preposition;
}

Index duty_bearer(const Reading& r, const Trigger& t) {
  const Index begin = r.sentence(t).tokens.begin;
  const Index verb = t.tokens.begin;
  if (verb < begin + 3 || (r.words[verb - 1].marks & kComplementizer) == 0 || r.words[verb - 2].mention == kNone) return kNone;
  const Reading::Name& name = r.names[r.words[verb - 2].mention];
  const bool is_on = name.tokens.begin > begin && r.words[name.tokens.begin - 1].slot == lexicon::Slot::ala;
  const Index before = name.tokens.begin - 1;
  if (!is_on) return kNone;
  if (before == begin) return name.actor;
  const Word& w = r.words[before - 1];
  const bool is_modal = w.marker != nullptr && w.marker->word == lexicon::EventWord::modal;
  return is_modal || (w.marks & (kComplementizer | kOpenQuote | kColon | kHardStop | kComma)) != 0 ? name.actor : kNone;
}

Index speaker_of(const Analysis& a, Index attribution) {
  if (attribution == kNone) return kNone;
  const Attribution& x = a.attributions[attribution];
  if (x.chain.empty() || x.chain.back() >= a.sources.size()) return kNone;
  return a.sources[x.chain.back()].actor;
}

void fill_roles(Reading& r) { Filler(r).run(); }

Index speaker_of(const Reading& r, Index attribution) {
  const Analysis& a = *r.a;
  if (const Index actor = speaker_of(a, attribution); actor != kNone || attribution == kNone) return actor;
  const std::vector<Index>& chain = a.attributions[attribution].chain;
  if (chain.empty() || chain.back() >= a.sources.size()) return kNone;
  const Source& source = a.sources[chain.back()];
  if (source.kind != SourceKind::official || source.mentions.empty()) return kNone;
  const ByteSpan span = source.mentions.front();
  const auto first =
      std::partition_point(a.tokens.begin(), a.tokens.end(), [&](const Token& t) { return t.span.end <= span.begin; });
  for (auto i = static_cast<Index>(first - a.tokens.begin()); i < a.tokens.size() && a.tokens[i].span.begin < span.end; ++i)
    if (const Index x = r.actor_at(i); x != kNone && a.actors[x].type != ActorType::outlet) return x;
  return kNone;
}

}  // namespace isnad::event
