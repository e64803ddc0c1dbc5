#include "event/filler.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::event {
namespace {
constexpr Index kGovernorReach = 12;
constexpr Index kPartnerReach = 8;  // from what is traded to "with"
constexpr Index kAnswerReach = 4;   // from "in answer to" to what is answered
}  // namespace

void Filler::link_governor(Index k) {
  Trigger& t = r_.triggers[k];
  if (t.governor != kNone) return;
  const Sentence& s = r_.sentence(t);
  Index i = t.tokens.begin;
  if (t.shape == Shape::verb) {  // only under a complementizer: "demands that X withdraw"
    Index n = 0;
    while (i > s.tokens.begin && (r_.words[i - 1].marks & (kNegation | kSkip)) != 0) --i;
    if (i == s.tokens.begin || (r_.words[i - 1].marks & kComplementizer) == 0) return;
    if (starts_with_waw(i - 1)) {  // what governs the clause that it is joined to
      for (--i; i > s.tokens.begin && (r_.words[i - 1].marks & kComplementizer) == 0;) --i;
      if (i == s.tokens.begin) return;
    }
    for (--i; i > s.tokens.begin && n < 6; ++n) {
      --i;
      if (r_.words[i].trigger != kNone) {
        t.governor = r_.words[i].trigger;
        return;
      }
      if ((r_.words[i].marks & (kAnyBoundary | kVerb)) != 0) return;
    }
    return;
  }
  if (t.shape == Shape::participle) return;
  for (Index n = 0; i > s.tokens.begin && n < kGovernorReach; ++n) {  // a name counts as one word
    --i;
    const Word& w = r_.words[i];
    if (w.mention != kNone) {
      i = std::max(r_.names[w.mention].tokens.begin, s.tokens.begin);
      continue;
    }
    if (w.trigger != kNone) {
      t.governor = w.trigger;
      const Trigger& g = r_.triggers[t.governor];
      if ((t.clitics & kBaClitic) != 0 && g.governor != kNone && is_occasion(r_.triggers[g.governor], g) &&
          g.shape == Shape::noun)
        t.governor = g.governor;  // "answered the raid by firing": with what the deed is done that answers
      return;
    }
    if ((w.marks & (kAnyBoundary | kVerb)) != 0) return;
  }
}

void Filler::hand_down(Index k) {
  Trigger& t = r_.triggers[k];
  relative_light(k, t);
  if (t.governor == kNone) {
    if (t.shape == Shape::noun && t.is_event && t.actors.empty()) announced(t);
    return;
  }
  const Trigger& g = r_.triggers[t.governor];
  if (t.shape == Shape::verb) {
    if (t.actors.empty()) {
      const bool is_moved = g.is(EventWord::trigger) && (g.has(lexicon::kControls) || presses(g)) && !g.recipients.empty();
      t.actors = is_moved && t.governor < k ? g.recipients : g.actors;
    }
    return;
  }
  if (g.row->type == EventType::THREATEN && t.row->type == EventType::ASSAULT && t.shape == Shape::noun && t.recipients.empty() &&
      g.content != kNone && t.tokens.begin >= g.content &&
      std::none_of(t.given.begin(), t.given.end(), [](const Given& x) { return x.way != Way::genitive; })) {
    t.recipients.swap(t.actors);  // "threatened to bomb X"
    t.given.clear();
    t.has_own_actor = false;
  }
  if (is_met_with(g, t)) meet_with(g, t);
  const bool is_reciprocal = t.has(lexicon::kReciprocal);
  if (is_reciprocal && g.has(lexicon::kNeedsOwn)) {  // "recalled its ambassador for consultations": at home
    t.is_event = false;
    return;
  }
  const bool is_help = t.row->type == EventType::SUPPORT || t.row->type == EventType::AID;
  if (is_help && (t.clitics & kBaClitic) != 0 && g.content == kNone) {  // "advanced with the support of X"
    const bool is_means = g.is(EventWord::trigger) && g.part(Slot::bi) == Part::none && t.shape == Shape::noun;
    if (is_means && t.actors.empty() && !t.recipients.empty() && t.enclitic_bytes == 0) {
      t.actors.swap(t.recipients);
      t.given.clear();
      t.has_own_actor = true;
    }
    if (t.has_own_actor && t.recipients.empty()) {
      for (const Index x : g.actors)
        if (!contains(t.actors, x)) add_unique(t.recipients, x);
    }
    return;
  }
  if (g.is(EventWord::light) && g.actors.empty() && t.has_own_actor && !is_reciprocal && t.recipients.empty()) {
    for (const Index x : g.recipients)  // "was exposed to an attack by X"
      if (!contains(t.actors, x)) add_unique(t.recipients, x);
  }
  // "X held talks *with Y and Z*": those behind "with" are the others.
  const bool is_with = g.is(EventWord::light) && g.shape == Shape::verb && !t.given.empty() &&
                       std::all_of(t.given.begin(), t.given.end(), [](const Given& x) { return x.way == Way::preposition; });
  if (t.has_own_actor && !(is_reciprocal && (t.actors.size() < 2 || is_with) && !t.is_between)) {
    t.is_answered = t.shape == Shape::noun && is_occasion(g, t);
    return;
  }
  if (t.shape != Shape::noun) return;
  if (g.shape != Shape::verb && g.is(EventWord::trigger) && !g.has(lexicon::kControls)) {
    const Slot link = link_slot(g, t);
    if (is_occasion(g, t)) t.is_answered = true;
    if (link == Slot::other || link == Slot::maa || link == Slot::hawl || link == Slot::min || link == Slot::bayn ||
        link == Slot::did || link == Slot::ala)
      return;
  }
  // "Supports X in the fight", "armed X to fight": the one who is helped does it.
  if ((g.row->type == EventType::SUPPORT || g.row->type == EventType::AID) && g.is(EventWord::trigger) && !g.recipients.empty()) {
    const Slot link = link_slot(g, t);
    if (link == Slot::li || link == Slot::fi || link == Slot::ala) {
      for (const Index x : g.recipients)
        if (!contains(t.recipients, x)) add_unique(t.actors, x);
      return;
    }
  }
  if (answers_force(g, t) || is_occasion(g, t)) {
    t.is_answered = true;
    if (g.row->type == EventType::SUPPORT && g.is(EventWord::trigger)) {  // "welcomed X's decision to withdraw"
      for (const Index x : g.recipients)
        if (!contains(t.recipients, x)) add_unique(t.actors, x);
    }
    return;
  }
  const bool is_in_content = g.content != kNone && t.tokens.begin >= g.content;
  if (g.is(EventWord::trigger) && presses(g) && yields(t) && link_slot(g, t) == Slot::li) {  // "pressed X to withdraw"
    for (const Index x : g.recipients) add_unique(t.actors, x);
    return;
  }
  const bool is_force = t.row->type == EventType::ASSAULT || t.row->type == EventType::COERCE;
  if (g.is(EventWord::trigger) && g.row->type == EventType::CONSULT && is_force && !is_reciprocal)
    return;  // "discussed the attack"
  if (g.is(EventWord::trigger) && g.row->type == EventType::ACCUSE && is_force && link_slot(g, t) == Slot::an) {
    for (const Index x : g.recipients)  // "held X responsible for the attack"
      if (!contains(t.recipients, x)) add_unique(t.actors, x);
    return;
  }
  const bool is_offered = g.row->move == Move::offer && g.recipients.empty();
  if (g.is(EventWord::trigger) && g.row->type == EventType::REQUEST && !is_offered && is_in_content && g.recipients.empty() &&
      (yields(t) || is_force || t.row->type == EventType::SANCTION))
    return;  // who asks for something does not do it
  const bool is_answer = g.is(EventWord::trigger) && (g.row->type == EventType::REJECT || g.row->move == Move::accept);
  if (is_answer && t.row->type == EventType::REQUEST) {  // "refused a request": another's
    for (const Index x : g.actors) add_unique(t.recipients, x);
    return;
  }
  const bool is_judged = g.row->type == EventType::SUPPORT || g.row->type == EventType::ACCUSE;
  if (is_judged && g.is(EventWord::trigger) && t.row->type == EventType::AGREE) return;  // "welcomed the deal"
  if (g.is(EventWord::trigger) && g.has(lexicon::kControls) && is_in_content && !is_offered) {
    for (const Index x : g.recipients) add_unique(t.actors, x);
    if (is_reciprocal && !g.recipients.empty())
      for (const Index x : g.actors) add_unique(t.actors, x);
    return;
  }
  if (is_judged && g.is(EventWord::trigger) && is_force) {  // "blamed X for the arrests"
    t.is_answered = true;
    return;
  }
  const bool is_light = g.is(EventWord::light) || !g.is_event;
  const bool is_death = t.befalls_genitive();  // who announces a death need not have caused it
  if (g.has(lexicon::kAnnounces) && t.has_arguments() && (is_death || !t.actors.empty() || !t.third.empty())) return;
  for (const Index x : g.actors) {
    if (g.has(lexicon::kAnnounces) && is_death && !is_armed(r_.actor(x))) continue;
    if (!contains(t.recipients, x)) add_unique(t.actors, x);
  }
  for (const ThirdParty& x : g.third) t.third.push_back(x);
  const bool is_invited =
      g.is(EventWord::trigger) && g.row->type == EventType::REQUEST && (is_reciprocal || t.is(EventWord::light));
  if (is_invited)  // "accepted an invitation to hold talks"
    for (const Index x : g.recipients) add_unique(t.actors, x);
  if (is_light && !g.recipients.empty()) {
    for (const Index x : g.recipients) add_unique(is_reciprocal ? t.actors : t.recipients, x);
  }
  if (is_light && g.has(lexicon::kReciprocal) && t.actors.size() == 1) add_unique(t.actors, partner_behind(t));
  remember_parties(t);
}

// "X's step *met with* the support of Y", "a refusal by Y": the subject of such a verb is whom the noun befalls.
bool Filler::is_met_with(const Trigger& g, const Trigger& t) {
  const EventType type = t.row->type;
  const bool is_judgement = type == EventType::SUPPORT || type == EventType::ACCUSE || type == EventType::REJECT;
  return is_judgement && g.is(EventWord::light) && g.shape == Shape::verb && g.part(Slot::s) == Part::recipient &&
         t.shape == Shape::noun && t.actors.empty() && !g.recipients.empty() && g.tokens.begin < t.tokens.begin;
}

void Filler::meet_with(const Trigger& g, Trigger& t) {
  const Index next = t.tokens.end;
  const bool is_by =
      next + 1 < r_.sentence(t).tokens.end && r_.words[next].slot == Slot::min && r_.words[next + 1].mention != kNone;
  if (is_by) t.recipients = {r_.actor_at(next + 1)};
  if (t.recipients.empty()) return;
  t.actors.swap(t.recipients);
  t.recipients = g.recipients;
  t.given.clear();
  t.has_own_actor = true;
}

// "Traded accusations *with Y*"
Index Filler::partner_behind(const Trigger& t) const {
  const Index end = std::min<Index>(r_.sentence(t).tokens.end, t.tokens.end + kPartnerReach);
  for (Index i = t.tokens.end; i + 1 < end && (r_.words[i].marks & (kVerb | kAnyBoundary)) == 0; ++i)
    if (r_.words[i].slot == Slot::maa && !has_pronoun(i) && r_.words[i + 1].mention != kNone) return r_.actor_at(i + 1);
  return kNone;
}

// Who does it wants the other side to do something.
bool Filler::presses(const Trigger& g) {
  return g.row->type == EventType::COERCE || g.row->type == EventType::SANCTION || g.row->type == EventType::THREATEN;
}

// What one does at the demand of another.
bool Filler::yields(const Trigger& t) { return t.row->type == EventType::CONCEDE || t.row->type == EventType::RETREAT; }

// "Its readiness to negotiate", "his wish for talks": the pronoun of the noun before says whose.
void Filler::take_owner(Index k) {
  Trigger& t = r_.triggers[k];
  const bool is_reciprocal = t.has(lexicon::kReciprocal);
  if (!t.is_event || !t.is(EventWord::trigger) || t.shape != Shape::noun || t.enclitic_bytes > 0) return;
  if (is_reciprocal ? t.actors.size() > 1 : !t.actors.empty()) return;
  if (t.has(lexicon::kResult)) return;  // "its regret at the killing of X"
  const Index begin = r_.sentence(t).tokens.begin;
  Index i = t.tokens.begin;
  if (i > begin && r_.words[i - 1].slot != Slot::none && !has_pronoun(i - 1)) --i;
  if (i == begin) return;
  Index name = i - 1;
  while (name > begin && (r_.words[name].marks & kComma) != 0) --name;
  if (r_.words[name].mention != kNone) return take_intender(t, r_.names[r_.words[name].mention]);
  if (i == t.tokens.begin && clitic_slot(i) == Slot::none) return;
  const Index noun = i - 1;
  const Word& w = r_.words[noun];
  if (w.mention != kNone || w.slot != Slot::none || a_.tokens[noun].pos != Pos::NOUN || !has_pronoun(noun)) return;
  if (w.trigger != kNone && r_.triggers[w.trigger].is(EventWord::trigger)) return;
  const Index x = owner_of(noun, a_.tokens[noun].enclitic_bytes);
  if (x == kNone || contains(t.recipients, x)) return;
  add_unique(t.actors, x);
  note(t, Way::possessed);
  t.has_own_actor = true;
}

// "The decision *of X* to withdraw", "the efforts of X for a truce"
void Filler::take_intender(Trigger& t, const Reading::Name& name) {
  if (name.tokens.begin == r_.sentence(t).tokens.begin || r_.words[name.tokens.begin].clitics != 0) return;
  const lexicon::EventRow* marker = r_.words[name.tokens.begin - 1].marker;
  if (marker == nullptr || marker->word != EventWord::intent || contains(t.recipients, name.actor) || is_outlet(name.actor))
    return;
  add_unique(t.actors, name.actor);
  note(t, Way::possessed);
  t.has_own_actor = true;
}

// "Foiled an attack", "condemned the raid": who answers an act of force is not its doer; who foils an attack was its target.
bool Filler::answers_force(const Trigger& g, Trigger& t) {
  if (!g.is(EventWord::trigger) || (t.row->type != EventType::ASSAULT && t.row->type != EventType::COERCE)) return false;
  const bool is_foil = g.row->type == EventType::COERCE && t.row->type == EventType::ASSAULT;
  if (!is_foil && g.row->type != EventType::ACCUSE && g.row->type != EventType::REJECT) return false;
  const Slot link = link_slot(g, t);
  if (link != Slot::none && (is_foil || (link != Slot::bi && link != Slot::ala))) return false;
  if (is_foil && t.recipients.empty()) t.recipients = g.actors;
  return true;
}

// "Welcomed X's withdrawal", "struck in answer to the raid": what is praised, blamed or answered is another's deed.
bool Filler::is_occasion(const Trigger& g, const Trigger& t) const {
  if (!g.is(EventWord::trigger) || t.has(lexicon::kReciprocal)) return false;
  const Slot link = link_slot(g, t);
  if (g.row->type == EventType::SUPPORT || g.row->type == EventType::ACCUSE) {
    const Part part = g.part(link == Slot::none ? Slot::o : link);
    return part == Part::content_owner && t.row->type != EventType::SUPPORT;
  }
  if (g.row->type == EventType::ASSAULT && g.shape == Shape::verb && t.row->type == EventType::ASSAULT && link == Slot::ala)
    return true;  // "answered the raid"
  const bool is_force = t.row->type == EventType::ASSAULT || t.row->type == EventType::COERCE;
  for (Index i = t.tokens.begin, n = 0; is_force && i > g.tokens.end && n < kAnswerReach; ++n) {
    --i;
    if (r_.words[i].marker != nullptr && r_.words[i].marker->word == EventWord::answer) return true;
    if (r_.words[i].mention != kNone || r_.words[i].trigger != kNone) break;
  }
  return false;
}

// The preposition that stands between a governor and what it governs.
lexicon::Slot Filler::link_slot(const Trigger& g, const Trigger& t) const {
  if (const Slot c = clitic_slot(t.tokens.begin); c != Slot::none) return c;
  for (Index i = t.tokens.begin; i > g.tokens.end;) {
    --i;
    if (r_.words[i].slot != Slot::none) return r_.words[i].slot;
    if (r_.words[i].marker != nullptr && r_.words[i].marker->word == EventWord::purpose) return Slot::li;
    if (const Slot c = clitic_slot(i); c != Slot::none && r_.words[i].mention == kNone) return c;
  }
  return Slot::none;
}

// "The attack that X launched on Y": the verb of the relative clause gives its arguments to the noun.
void Filler::relative_light(Index k, Trigger& t) {
  for (const auto& [head, verb] : carried_) {
    if (head != k || t.has_own_actor) continue;
    for (const Index x : r_.triggers[verb].actors) add_unique(t.actors, x);
    for (const Index x : r_.triggers[verb].recipients) add_unique(t.has(lexicon::kReciprocal) ? t.actors : t.recipients, x);
    note(t, Way::relative);
    t.has_own_actor = !t.actors.empty();
  }
}

// "X announced the extension of the truce": a noun that is content of an announcement is the announcer's.
void Filler::announced(Trigger& t) {
  const Index attribution = r_.statement_of[t.tokens.begin];
  if (attribution == kNone || t.has_arguments()) return;
  const Attribution& x = a_.attributions[attribution];
  if (x.act != Act::announce && x.act != Act::deny) return;
  if (x.content.empty() || x.content.front().begin + 12 < a_.tokens[t.tokens.begin].span.begin) return;
  const Index speaker = r_.principal(speaker_of(r_, attribution));
  if (t.befalls_genitive() && speaker != kNone && !is_armed(r_.actor(speaker)))
    return;  // "the ministry of health announced the death of"
  add_unique(t.actors, speaker);
  note(t, Way::announced);
}

}  // namespace isnad::event
