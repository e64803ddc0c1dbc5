#include "event/filler.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::event {
namespace {

constexpr Index kMemory = 500;  // triggers between an event and one told before or after it that it stands for
constexpr Index kAbsorbReach = 6;
constexpr Index kTargetReach = 12;
constexpr Index kCoordinationReach = 12;
constexpr Index kCounterpartReach = 30;
constexpr Index kHeadReach = 10;      // tokens between a meeting and the verb of its relative clause
constexpr Index kObjectReach = 16;    // tokens between a verb and the meeting that is its object
constexpr Index kConditionReach = 6;  // tokens between "if" and its verb
constexpr Index kDeedReach = 8;       // tokens between what is blamed or praised and the verb that says whose deed it is

}  // namespace

// "Rejected the offer of Y": the owner of the content is the recipient.
void Filler::owners_of_content(Trigger& t) {
  if (!t.is(EventWord::trigger) || !t.recipients.empty()) return;
  if (t.row->type == EventType::ACCUSE || t.row->type == EventType::SUPPORT) owners_of_deed(t);
  if (!t.recipients.empty() || t.content == kNone) return;
  if (t.row->type == EventType::THREATEN) return threatened(t);
  // "Suspended its aid to X", "lifted the sanctions on X"
  const bool is_cut = (t.row->type == EventType::SANCTION && t.shape == Shape::verb) || t.row->type == EventType::CONCEDE;
  const bool is_left = t.row->type == EventType::RETREAT;                              // "withdrew from the agreement with X"
  const bool is_backed = t.row->type == EventType::SUPPORT && t.shape == Shape::verb;  // "supports X's withdrawal"
  if (!is_cut && !is_left && !is_backed && !t.has_owned_content && t.part(Slot::o) != Part::content_owner) return;
  const Sentence& s = r_.sentence(t);
  if (is_left && r_.is_name(t.content) && r_.actor(r_.actor_at(t.content)).type == ActorType::organisation) {
    add_unique(t.recipients, r_.actor_at(t.content));  // "the withdrawal from the council"
    note(t, Way::owner);
    return;
  }
  for (Index i = t.content; i < std::min<Index>(s.tokens.end, t.content + 3); ++i) {
    if (r_.words[i].trigger == kNone) continue;
    Trigger& owned = r_.triggers[r_.words[i].trigger];
    if (owned.is(EventWord::trigger) && !owned.has_own_actor && (is_left || owned.row->type == EventType::REQUEST)) return;
    if (is_left && !owned.has(lexicon::kAgreementNoun)) return;
    for (const Index x : is_cut ? owned.recipients : owned.actors)
      if (!contains(t.actors, x)) add_unique(t.recipients, x);
    if (is_cut) {
      note(t, Way::owner);
      return;
    }
    if (owned.row->type == EventType::REQUEST && owned.recipients.empty()) {  // who answers an offer is whom it was made to
      for (const Index x : t.actors)
        if (!contains(owned.actors, x)) add_unique(owned.recipients, x);
      note(owned, Way::owner);
    }
    note(t, Way::owner);
    return;
  }
}

// "Condemned the violations that X commits", "praised the efforts that X makes": whose deed it is, where its noun is no event.
void Filler::owners_of_deed(Trigger& t) {
  const Index limit = r_.sentence(t).tokens.end;
  Index i = t.tokens.end;
  if (i < limit && r_.is_name(i)) i = r_.end_at(i);  // its subject
  const Index end = std::min<Index>(limit, i + kDeedReach);
  for (; i < end && (r_.words[i].marks & kRelative) == 0; ++i) {
    const Word& w = r_.words[i];
    const bool is_against = w.slot == Slot::fi && i + 1 < end &&
                            a_.tokens[i + 1].enclitic_bytes == 0;  // "supported it in repelling the attack that X makes"
    if (r_.actor_at(i) != kNone || is_against || (w.marks & (kVerb | kComma | kAnyBoundary)) != 0) return;
  }
  while (i < end && (r_.words[i].marks & kVerb) == 0) ++i;
  if (i >= end) return;
  const bool is_of_it = i + 1 < end && r_.words[i + 1].slot != Slot::none && a_.tokens[i + 1].enclitic_bytes != 0;
  if (a_.tokens[i].enclitic_bytes == 0 && !is_of_it) return;
  std::vector<Index> doers;
  if (const Index verb = r_.words[i].trigger; verb != kNone) {
    if (r_.triggers[verb].has_own_actor) doers = r_.triggers[verb].actors;
  } else if (const Index x = subject_after(is_of_it ? i + 1 : i, limit); x != kNone) {
    doers = {x};
  }
  for (const Index x : doers)
    if (!contains(t.actors, x)) add_unique(t.recipients, x);
  if (!t.recipients.empty()) note(t, Way::owner);
}

// "After talks with X, Y said": whose circumstance a meeting is met the one that it names.
void Filler::meet_subject(Index k) {
  Trigger& t = r_.triggers[k];
  const Index before = t.tokens.begin - 1;
  if (!t.is_event || t.shape != Shape::noun || t.row->type != EventType::CONSULT || !t.has(lexicon::kReciprocal) ||
      t.actors.size() != 1 || !t.recipients.empty() || t.enclitic_bytes > 0 || t.tokens.begin == r_.sentence(t).tokens.begin)
    return;
  const bool is_with = !t.given.empty() && t.given.front().way == Way::preposition;
  if (!is_with || !a_.tokens[before].has_role(Role::temporal) || !a_.tokens[before].has_role(Role::preposition)) return;
  const Index x = subject_of_clause(t);
  if (x != kNone && r_.actor(x).type != ActorType::outlet) add_unique(t.actors, x);
}

// "Threatened sanctions against Y", "waved with a war on Y": whom the threatened act would hit.
void Filler::threatened(Trigger& t) {
  const Index k = index_of(t);
  for (Index j = k + 1; j < r_.triggers.size() && j <= k + 2; ++j) {
    const Trigger& u = r_.triggers[j];
    if (u.sentence != t.sentence || u.tokens.begin > t.content + kTargetReach) break;
    if (!u.is(EventWord::trigger) || u.tokens.begin < t.content) continue;
    for (const Index x : u.recipients)
      if (!contains(t.actors, x)) add_unique(t.recipients, x);
    break;
  }
  if (t.recipients.empty()) threatened_against(t);
  if (t.recipients.empty()) threatened_if(t);
  if (!t.recipients.empty()) note(t, Way::owner);
}

// "Threatened a harsh answer against X"
void Filler::threatened_against(Trigger& t) {
  const Index end = std::min<Index>(r_.sentence(t).tokens.end, t.content + kTargetReach);
  for (Index i = t.content; i + 1 < end && (r_.words[i].marks & (kVerb | kComma | kAnyBoundary)) == 0; ++i) {
    const bool is_against = r_.words[i].slot == Slot::ala || r_.words[i].slot == Slot::did;
    if (!is_against || r_.words[i].mention != kNone || r_.words[i + 1].mention == kNone) continue;
    const Index x = r_.actor_at(i + 1);
    if (!contains(t.actors, x)) add_unique(t.recipients, x);
    return;
  }
}

// "Threatened to do so if X attacks": who must not fulfil the condition.
void Filler::threatened_if(Trigger& t) {
  const Index limit = r_.sentence(t).tokens.end;
  Index i = t.tokens.end;
  while (i < limit && (r_.words[i].marks & (kCondition | kHardStop)) == 0) ++i;
  if (i == limit || (r_.words[i].marks & kCondition) == 0) return;
  const Index end = std::min<Index>(limit, i + kConditionReach);
  while (i < end && r_.words[i].trigger == kNone && (r_.words[i].marks & kVerb) == 0) ++i;
  if (i == end) return;
  std::vector<Index> who;
  if (const Index k = r_.words[i].trigger; k != kNone && r_.triggers[k].is(EventWord::trigger)) {
    if (r_.triggers[k].has_own_actor) who = r_.triggers[k].actors;
  } else if (const Index x = subject_after(i, limit); x != kNone) {
    who = {x};
  }
  const auto is_own = [&](Index x) {  // "his country"
    return std::any_of(t.actors.begin(), t.actors.end(),
                       [&](Index y) { return x == y || (y < r_.home.size() && r_.home[y] == x); });
  };
  for (const Index x : who)
    if (!is_own(x)) add_unique(t.recipients, x);
}

// "Killed in a raid by X": the killer is the one who attacks in the clause.
void Filler::cause_of_death(Index k) {
  Trigger& t = r_.triggers[k];
  if (!t.is_event || t.row->type != EventType::ASSAULT || !t.actors.empty()) return;
  const bool is_death = t.is_passive || t.befalls_genitive();
  if (!is_death) return;
  const auto take = [&](Index j) {
    const Trigger& u = r_.triggers[j];
    if (u.sentence != t.sentence || u.row->type != EventType::ASSAULT || u.actors.empty() || !u.is(EventWord::trigger))
      return false;
    for (const Index x : u.actors)
      if (!contains(t.recipients, x)) add_unique(t.actors, x);
    return !t.actors.empty();
  };
  for (Index j = k + 1; j < r_.triggers.size() && r_.triggers[j].sentence == t.sentence; ++j)
    if (take(j)) return;
  for (Index j = k; j > 0 && r_.triggers[j - 1].sentence == t.sentence;)
    if (take(--j)) return;
  if (const Index killer = agent_behind(t); killer != kNone && !contains(t.recipients, killer)) add_unique(t.actors, killer);
}

// "Some were killed and others wounded *by the bullets of X*": the agent that stands behind a joined verb; kNone without one.
Index Filler::agent_behind(const Trigger& t) const {
  const Index end = std::min<Index>(r_.sentence(t).tokens.end, t.tokens.end + kReach);
  for (Index i = t.tokens.end; i + 1 < end && (r_.words[i].marks & kHardStop) == 0; ++i)
    if (r_.words[i].slot == Slot::agent && !is_plain_weapon(i)) return r_.actor_at(i + 1);
  return kNone;
}

// "A campaign to expel X", "an operation that targets X": an attack that names no victim has that of what it serves.
void Filler::find_target(Index k) {
  Trigger& t = r_.triggers[k];
  if (!t.is_event || t.row->type != EventType::ASSAULT || t.shape != Shape::noun || !t.recipients.empty()) return;
  for (Index j = k + 1; j < r_.triggers.size() && j <= k + 2; ++j) {
    const Trigger& u = r_.triggers[j];
    if (u.sentence != t.sentence || u.tokens.begin > t.tokens.end + kTargetReach) return;
    const bool is_force =
        u.row->type == EventType::ASSAULT || u.row->type == EventType::COERCE || u.row->type == EventType::SANCTION;
    const bool is_its = (u.shape == Shape::noun && (u.clitics & kLamClitic) != 0) || (u.shape == Shape::verb && u.governor == k);
    if (!is_force || !is_its || !u.is(EventWord::trigger)) continue;
    for (const Index x : u.recipients)
      if (!contains(t.actors, x)) add_unique(t.recipients, x);
    return;
  }
}

// "X sponsors the talks and hosted a round": whom the light verb before makes a third party is the subject of verb `k` too.
std::vector<ThirdParty> Filler::third_before(Index k) const {
  for (Index j = k; j-- > 0 && r_.triggers[j].sentence == r_.triggers[k].sentence;) {
    const Trigger& before = r_.triggers[j];
    if (before.shape == Shape::verb) return before.is(EventWord::light) ? before.third : std::vector<ThirdParty>{};
  }
  return {};
}

// The talks or agreement that verb `k` has for its object: the head of its relative clause, else the noun behind it; or kNone.
Index Filler::meeting_of(Index k) const {
  const Trigger& v = r_.triggers[k];
  const auto is_meeting = [&](Index j) {
    const Trigger& t = r_.triggers[j];
    return t.sentence == v.sentence && t.shape == Shape::noun && t.is_event && t.has(lexicon::kReciprocal) &&
           (t.row->type == EventType::CONSULT || t.row->type == EventType::AGREE);
  };
  const auto is_one_clause = [&](Index begin, Index end) {
    constexpr std::uint32_t kEnds = kHardStop | kColon | kComplementizer | kSubordinator | kVerb;
    return std::none_of(r_.words.begin() + begin, r_.words.begin() + end, [](const Word& w) { return (w.marks & kEnds) != 0; });
  };
  const bool has_object = v.shape == Shape::verb && v.enclitic_bytes > 0;
  if ((has_object || v.is_relative) && k > 0 && is_meeting(k - 1)) {
    const Index head = r_.triggers[k - 1].tokens.end;
    if (v.tokens.begin <= head + kHeadReach && is_one_clause(head, v.tokens.begin)) return k - 1;
  }
  if (has_object) return kNone;
  for (Index j = k + 1; j < r_.triggers.size() && j <= k + 2; ++j) {
    const Index noun = r_.triggers[j].tokens.begin;
    bool is_object = noun <= v.tokens.end + kObjectReach && clitic_slot(noun) == Slot::none;
    for (Index i = v.tokens.end; i < noun && v.shape == Shape::noun; ++i)  // "its hosting the games … talks"
      is_object = is_object && (r_.words[i].slot == Slot::none || r_.words[i].slot == Slot::min) && clitic_slot(i) == Slot::none;
    if (is_meeting(j) && is_object && is_one_clause(v.tokens.end, noun)) return j;
  }
  return kNone;
}

// "X hosts a second round of talks", "its hosting the talks", "talks that Y sponsored", "talks, sponsored by Y": who does so is no
// party of the talks.
void Filler::verb_of_third(Index k) {
  Trigger& v = r_.triggers[k];
  const bool is_hosting = v.has(lexicon::kHosts);
  const bool is_verb = v.shape == Shape::verb;
  if (!is_hosting && (!is_verb || !v.is(EventWord::light) || v.third.empty())) return;
  const Index meeting = meeting_of(k);
  if (meeting == kNone) return;
  const bool is_genitive = !is_verb && !v.recipients.empty();  // "Egypt's hosting the talks"
  if (!is_verb && !is_genitive && v.governor == kNone) return;
  for (Index j = k + 1; j < meeting; ++j) r_.triggers[j].is_event = false;  // "three *rounds* of talks"
  std::vector<ThirdParty> third = v.third;
  if (is_hosting) {
    v.is_event = false;
    const std::vector<ThirdParty> shared = is_verb && !v.has_own_actor ? third_before(k) : std::vector<ThirdParty>{};
    for (const ThirdParty& x : shared) third.push_back({x.actor, ThirdRole::host});
    for (const Index x : is_genitive ? v.recipients : v.actors)
      if (shared.empty() && (!is_genitive || r_.actor(x).type != ActorType::person)) third.push_back({x, ThirdRole::host});
  }
  Trigger& t = r_.triggers[meeting];
  for (const ThirdParty& x : third) {
    std::erase(t.actors, x.actor);
    t.third.push_back(x);
  }
}

// "Under Russian sponsorship", "mediated by Y": after the trigger, in its clause.
void Filler::third_parties(Trigger& t) {
  if (!t.is_event || (t.row->type != EventType::CONSULT && t.row->type != EventType::AGREE && t.row->type != EventType::RETREAT))
    return;
  const Sentence& s = r_.sentence(t);
  for (Index i = t.tokens.end; i < std::min<Index>(s.tokens.end, t.tokens.end + kReach); ++i) {
    const Word& w = r_.words[i];
    if ((w.marks & kHardStop) != 0) return;
    const bool is_object = t.has(lexicon::kAbsorbs) && w.trigger != kNone && r_.triggers[w.trigger].has(lexicon::kAgreementNoun);
    if (w.trigger != kNone && !is_object && w.marker == nullptr && r_.triggers[w.trigger].row->type == t.row->type &&
        r_.triggers[w.trigger].shape == Shape::noun)
      return;
    if (w.marker == nullptr || w.marker->word != EventWord::third) continue;
    const auto role = static_cast<ThirdRole>(w.marker->value);
    const std::size_t before = t.third.size();
    for (Index j = i + 1; j < std::min<Index>(s.tokens.end, i + 6);) {
      const Word& v = r_.words[j];
      if ((v.marks & (kHardStop | kVerb | kRelative)) != 0) break;
      if (v.mention == kNone && v.state == kNone) {
        if (v.slot != Slot::none && v.slot != Slot::agent) break;
        ++j;
        continue;
      }
      const Index x = r_.actor_at(j);
      std::erase(t.actors, x);
      t.third.push_back({x, role});
      j = r_.end_at(j);
      const bool is_pair = j < s.tokens.end && v.mention == kNone && r_.words[j].mention == kNone && r_.words[j].state != kNone;
      if (j >= s.tokens.end || (!is_pair && (r_.words[j].clitics & kWawClitic) == 0)) break;  // "Saudi-American mediation"
    }
    if (t.third.size() > before) {
      if (w.trigger != kNone) r_.triggers[w.trigger].is_event = false;
      return;
    }
  }
}

// "Asks that Y recognise it, X being the guarantor": of the last event of its clause, whatever is negotiated there.
void Filler::predicate_third(Index i) {
  const Word& w = r_.words[i];
  if (w.marker == nullptr || w.marker->word != EventWord::third || w.mention != kNone ||
      !(*r_.types)[a_.tokens[i].type].has_article)
    return;
  const Index begin = a_.sentences[r_.sentence_of[i]].tokens.begin;
  if (i < begin + 2 || a_.tokens[i - 1].kind != TokenKind::word || !a_.tokens[i - 1].has_role(Role::personal)) return;
  const Index named = r_.words[i - 2].mention;
  if (named == kNone) return;
  for (Index k = static_cast<Index>(r_.triggers.size()); k-- > 0;) {
    Trigger& t = r_.triggers[k];
    if (t.tokens.begin >= r_.names[named].tokens.begin) continue;
    if (t.sentence != r_.sentence_of[i]) return;
    if (!t.is_event || !t.is(EventWord::trigger)) continue;
    t.third.push_back({r_.names[named].actor, static_cast<ThirdRole>(w.marker->value)});
    return;
  }
}

// "Reached an agreement between X and Y": the parties of the agreement are those who reach it.
void Filler::take_absorbed(Index k) {
  Trigger& t = r_.triggers[k];
  const bool is_agreement = t.shape == Shape::noun && t.has(lexicon::kAgreementNoun) && t.enclitic_bytes == 0;
  if (!t.is_event || !(t.has(lexicon::kAbsorbs) || is_agreement) || t.actors.size() > 1) return;
  // "reached an agreement for a truce between X and Y": the parties stand with the last noun.
  for (Index j = k + 1, end = t.tokens.end; j < r_.triggers.size() && j <= k + 2; ++j) {
    const Trigger& noun = r_.triggers[j];
    if (noun.sentence != t.sentence || noun.shape != Shape::noun || noun.tokens.begin > end + kAbsorbReach) return;
    if (!noun.has(lexicon::kAgreementNoun) && noun.row->type != EventType::RETREAT) return;
    if (noun.actors.size() > 1 || (noun.has_own_actor && noun.has(lexicon::kAgreementNoun))) {
      for (const Index x : noun.actors) add_unique(t.actors, x);
      if (t.actors.size() > 1) t.has_own_actor = true;
      return;
    }
    end = noun.tokens.end;
  }
}

// "Asked for a withdrawal and the handover of": what is joined to a noun has its doer.
void Filler::share_coordinated(Index k) {
  Trigger& t = r_.triggers[k];
  if (k == 0 || !t.is_event || t.shape != Shape::noun || !t.actors.empty() || (t.clitics & kWawClitic) == 0) return;
  const Trigger& before = r_.triggers[k - 1];
  if (before.sentence != t.sentence || before.shape != Shape::noun || !before.is_event ||
      t.tokens.begin > before.tokens.end + kCoordinationReach)
    return;
  for (const Index x : before.actors)
    if (!contains(t.recipients, x)) add_unique(t.actors, x);
}

bool Filler::names_parties(const Trigger& u, bool is_fight) {
  if (!u.is_event || !u.has(lexicon::kReciprocal) || u.actors.size() < 2) return false;
  return (u.row->type == EventType::ASSAULT) == is_fight;
}

// "An agreement", "the talks" that name no parties are those of the parties named last, or first in a headline.
void Filler::complete_parties(Index k) {
  Trigger& t = r_.triggers[k];
  if (!t.is_event || !t.is(EventWord::trigger) || !t.has(lexicon::kReciprocal) || t.actors.size() >= 2) return;
  if (t.has(lexicon::kWeakTrigger) && t.actors.empty()) return;
  if (t.actors.size() == 1 && t.has_own_actor && t.row->type != EventType::AGREE) return;
  const bool is_fight = t.row->type == EventType::ASSAULT;
  const auto take = [&](Index j) {
    const Trigger& u = r_.triggers[j];
    if (!names_parties(u, is_fight)) return false;
    if (t.actors.size() == 1 && !contains(u.actors, t.actors.front())) return false;
    for (const Index x : u.actors) add_unique(t.actors, x);
    t.is_borrowed = true;
    return true;
  };
  const Index stop = k > kMemory ? k - kMemory : 0;
  for (Index j = k; j > stop;)
    if (take(--j)) return;
  if (!t.actors.empty()) return;
  for (Index j = k + 1; j < r_.triggers.size() && j < k + kMemory; ++j)
    if (take(j)) return;
}

// "X says that the talks *with Y* go on", "announces a truce with Y": the other side is the one that speaks. A deal with Y may be
// anybody's, and a person may speak for others.
void Filler::party_that_speaks(Index k) {
  Trigger& t = r_.triggers[k];
  const bool is_mutual = (t.has(lexicon::kReciprocal) && t.row->type != EventType::AGREE) || t.row->type == EventType::RETREAT;
  if (!t.is_event || !t.is(EventWord::trigger) || t.shape != Shape::noun || !is_mutual || t.is_between || t.enclitic_bytes > 0 ||
      t.actors.size() != 1 || !t.recipients.empty() || !is_behind_with(t, t.actors.front()))
    return;
  const Index x = speaker_of(r_, r_.statement_of[t.tokens.begin]);
  if (x == kNone) return;
  const ActorType type = r_.actor(x).type;
  const bool has_forces = is_armed(r_.actor(x));
  const bool is_side = has_forces || type == ActorType::state || type == ActorType::party;
  if (t.row->type == EventType::ASSAULT ? has_forces : is_side) add_unique(t.actors, x);
}

// The name of `actor` stands behind "with", right behind the noun and its adjectives.
bool Filler::is_behind_with(const Trigger& t, Index actor) const {
  constexpr Index kPhrase = 5;
  const Index end = std::min<Index>(r_.sentence(t).tokens.end, t.tokens.end + kPhrase);
  for (Index i = t.tokens.end; i + 1 < end && (r_.words[i].marks & (kVerb | kComma | kAnyBoundary)) == 0; ++i)
    if (r_.words[i].slot == Slot::maa && r_.words[i].mention == kNone && !has_pronoun(i)) return r_.actor_at(i + 1) == actor;
  return false;
}

// A trigger that names nobody: an intention is that of the subject, a headline's event is told again in the body, an event
// of the body was told before.
void Filler::find_doer(Index k) {
  Trigger& t = r_.triggers[k];
  if (!t.is_event || !t.is(EventWord::trigger) || t.has_arguments() || t.has(lexicon::kWeakTrigger)) return;
  if (t.shape == Shape::passive_participle || t.shape == Shape::participle) return;
  if (t.shape == Shape::noun && t.governor == kNone && (t.clitics & kLamClitic) != 0) {
    add_unique(t.actors, subject_of_clause(t));
    if (!t.actors.empty()) return;
  }
  const bool is_headline = r_.sentence(t).is_headline;
  if (!is_headline) {
    const Index stop = k > kMemory ? k - kMemory : 0;
    for (Index j = k; j > stop;)
      if (take_from_namesake(t, --j)) return;
  }
  for (Index j = k + 1; is_headline && j < r_.triggers.size() && j < k + kMemory; ++j)
    if (take_from_namesake(t, j)) return;
}

bool Filler::take_from_namesake(Trigger& t, Index k) {
  const Trigger& u = r_.triggers[k];
  if (!u.is_event || u.row->type != t.row->type || !u.has_arguments() || !u.is(EventWord::trigger)) return false;
  const bool is_definite = t.shape == Shape::noun && (t.features & lexicon::kDefinite) != 0;
  if (u.row->lemma.offset != t.row->lemma.offset && !is_definite && !r_.sentence(t).is_headline) return false;
  t.actors = u.actors;
  t.recipients = u.recipients;
  t.is_borrowed = true;
  return true;
}

// A demand, refusal or threat that names no addressee is meant for the other side of what was told last.
void Filler::find_counterpart(Index k) {
  Trigger& t = r_.triggers[k];
  if (!t.is_event || !t.is(EventWord::trigger) || t.actors.size() != 1 || !t.recipients.empty()) return;
  switch (t.row->type) {
    case EventType::REQUEST:
    case EventType::REJECT:
    case EventType::THREATEN:
    case EventType::ACCUSE:
    case EventType::SANCTION: break;
    default:
      if (t.row->move == Move::none) return;
  }
  const Index actor = t.actors.front();
  for (Index j = k, n = 0; j > 0 && n < kCounterpartReach; ++n) {
    const Trigger& u = r_.triggers[--j];
    if (!u.is_event || !u.is(EventWord::trigger) || u.sentence + 3 < t.sentence) continue;
    if (contains(u.actors, actor)) {
      const auto& others = u.has(lexicon::kReciprocal) ? u.actors : u.recipients;
      if (others.size() > (u.has(lexicon::kReciprocal) ? 2U : 1U)) return;  // which of them is not said
      for (const Index x : others)
        if (x != actor) add_unique(t.recipients, x);
    } else if (contains(u.recipients, actor)) {
      if (u.actors.size() > 1) return;
      for (const Index x : u.actors) add_unique(t.recipients, x);
    }
    if (!t.recipients.empty()) return;
  }
}

}  // namespace isnad::event
