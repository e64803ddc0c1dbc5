#include "event/filler.h"
#include "lexicon/inflect.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::event {
namespace {
constexpr Index kLeftReach = 16;
constexpr Index kVictimReach = 3;
constexpr Index kTopicReach = 30;
constexpr Index kOpeningReach = 4;    // words of a noun phrase that opens a sentence
constexpr Index kReachOfBetween = 8;  // tokens from "between" to the second that it joins
constexpr Index kSubjectReach = 7;    // tokens from a verb to its subject
}  // namespace

void Filler::verb_arguments(Trigger& t) {
  const bool is_first =
      (t.features & lexicon::kPersonMask) == lexicon::kFirst || (t.features & lexicon::kPersonMask) == lexicon::kSecond;
  const Index meant = is_first || t.has(lexicon::kPassiveLight) ? kNone : pronoun_subject(t);
  scan(t, meant != kNone && !t.is_passive ? Slot::o : Slot::s);
  const Left left = look_left(t);
  mark_passive(t, left, meant != kNone);
  t.is_relative = left.relative != kNone || pronoun_follows(t);
  std::vector<Argument> found(arguments_);
  const bool is_plural =
      (t.features & lexicon::kNumberMask) == lexicon::kPlural || (t.features & lexicon::kNumberMask) == lexicon::kDual;
  const auto right = std::find_if(found.begin(), found.end(), [](const Argument& x) { return x.slot == Slot::s; });
  const bool takes_right = right != found.end() && meant == kNone && agrees(t, *right) && !is_first && !is_plural &&
                           !was_object(t, right->actor) && !opens_with_possessed(left);
  bool has_subject = saw_subject_;
  bool is_head_object = false;
  if (is_first) {
    has_subject = first_person_subject(t);
    note(t, Way::first);
  } else if (meant != kNone) {
    has_subject = true;
    give_subject(t, meant);
    note(t, Way::pronoun);
  } else if (left.relative != kNone && t.enclitic_bytes == 0 && takes_right && has_resumptive(t)) {
    has_subject = true;  // "the union that X leaves": the pronoun of "from it" stands for the head
    is_head_object = true;
  } else if (left.relative != kNone && left.trigger != kNone && t.enclitic_bytes == 0 && !has_resumptive(t) && !t.is_passive &&
             t.is(EventWord::trigger) && takes_right && t.part(Slot::o) == Part::recipient) {
    t.governor = left.trigger;  // "the raids that hit X": without a pronoun the head is the subject
    has_subject = true;
    for (Argument& x : found)
      if (x.slot == Slot::s) x.slot = Slot::o;
  } else if (left.is_opening) {
    has_subject = true;  // "a resolution calls on X"
    for (Argument& x : found)
      if (x.slot == Slot::s) x.slot = Slot::o;
  } else if (t.enclitic_bytes > 0 &&
             (left.relative != kNone || (takes_right && left.name != kNone && left_names_.front().is_nisba))) {
    add_object(t, left);
    note(t, Way::head);
    has_subject = takes_right;
    is_head_object = true;
  } else if (left.name != kNone && (left.is_sure || !takes_right)) {
    if (agrees(t, left_names_.back())) {
      for (const Argument& x : left_names_) give_subject(t, x.actor);
      note(t, Way::left);
      has_subject = true;
    }
  } else if (left.trigger != kNone && !takes_right) {
    t.governor = left.trigger;  // "a raid hit": its actors are the verb's
    has_subject = true;
  }
  const bool is_from_left = has_subject && !is_head_object && left.name != kNone && t.actors.size() + t.recipients.size() > 0 &&
                            !takes_right_only(left, takes_right);
  for (Argument& x : found) {
    if (x.slot == Slot::s) {
      if (is_from_left || !takes_right) x.slot = Slot::o;
      if (t.is_passive && x.slot == Slot::s) {
        add_unique(t.recipients, x.actor);
        note(t, Way::right);
        has_subject = true;
        continue;
      }
      if (x.slot == Slot::s) has_subject = true;
    }
    if (contains(t.actors, x.actor) && x.slot == Slot::o) continue;
    if (is_given_to(t, x)) add_unique(t.recipients, x.actor);
    assign(t, x, true);
    note(t, way_of(x));
  }
  bool is_carried = false;
  if (t.enclitic_bytes > 0 && left.relative == kNone && !left.is_resumed && !has_subject && carry_on_with_object(t)) {
    has_subject = is_carried = true;
    note(t, Way::carried);
  } else if (t.enclitic_bytes > 0 && left.relative == kNone && !left.is_resumed) {
    if (const Index x = antecedent(t); x != kNone && !contains(t.actors, x))
      assign(t, {x, Slot::o, t.tokens.begin, 0, false}, true);
    note(t, Way::pronoun);
  }
  if (!has_subject && left.possessed != kNone) {  // "his forces help"
    const Index x = antecedent(left.possessed, a_.tokens[left.possessed].enclitic_bytes, {});
    if (x != kNone) give_subject(t, x);
    note(t, Way::possessed);
    has_subject = true;
  }
  if (Index name = t.actors.empty() ? launcher(t) : kNone; name != kNone) {
    t.is_passive = false;
    do {
      add_unique(t.actors, r_.actor_at(name));
      name = r_.end_at(name);
    } while (name < a_.tokens.size() && r_.words[name].mention != kNone && (r_.words[name].clitics & kWawClitic) != 0);
    note(t, Way::relative);
    has_subject = true;
  }
  if (!has_subject && is_own_weapon(t)) {
    give_subject(t, speaker_of(r_, r_.statement_of[t.tokens.begin]));
    note(t, Way::first);
    has_subject = true;
  }
  if (!has_subject && !left.is_unnamed && !t.is_passive && !t.has(lexicon::kPassiveLight)) {
    is_carried = t.actors.empty();
    carry_subject(t);
    note(t, Way::carried);
  }
  t.is_unnamed = t.actors.empty() && !t.is_passive && !t.has(lexicon::kOftenPassive) && !is_first && has_unnamed_subject(t, left);
  add_partner(t);
  assign_pronouns(t);
  give_to_noun(t, left, found);
  t.has_own_actor = !t.actors.empty() && !is_carried;
  remember_parties(t);
}

// "X shelled the town *and besieged it*": the subject goes on, and the pronoun is the object's of the verb before, if that is named.
bool Filler::carry_on_with_object(Trigger& t) {
  const Pronoun p = pronoun(t.tokens.end - 1, t.enclitic_bytes);
  if ((t.clitics & (kWawClitic | kFaClitic)) == 0 || t.is_passive || p.first || is_unnamed_noun(t.tokens.end)) return false;
  for (Index k = index_of(t); k > 0 && r_.triggers[k - 1].sentence == t.sentence;) {
    const Trigger& u = r_.triggers[--k];
    if (u.shape != Shape::verb) continue;
    constexpr unsigned kInflection = lexicon::kFormMask | lexicon::kFeminine | lexicon::kPersonMask;
    if (u.actors.empty() || u.is_passive || u.is_relative || ((u.features ^ t.features) & kInflection) != 0) return false;
    const std::vector<Index> actors = u.actors;
    if ((t.features & lexicon::kNumberMask) == lexicon::kPlural && actors.size() == 1 && !is_many(actors.front())) return false;
    for (const Index x : actors) give_subject(t, x);
    const Index x = antecedent(t.tokens.end - 1, t.enclitic_bytes, t.actors);
    bool is_between = contains(u.recipients, x);
    for (Index i = u.tokens.end; i < t.tokens.begin && x != kNone; ++i) is_between = is_between || r_.actor_at(i) == x;
    if (x != kNone && is_between) assign(t, {x, Slot::o, t.tokens.begin, 0, false}, true);
    return true;
  }
  return false;
}

// "X shells Gaza *and Ankara condemns*": a name that "and" leads in right before its verb is the subject of that, in a sentence
// that has a verb already.
bool Filler::leads_clause(Index i) const {
  const Sentence& s = a_.sentences[r_.sentence_of[i]];
  if ((r_.words[i].clitics & kWawClitic) == 0 || r_.words[i].mention == kNone) return false;
  Index e = r_.end_at(i);
  while (e < s.tokens.end && r_.words[e].mention == kNone &&
         (r_.words[e].state != kNone || (r_.words[e].marks & (kSkip | kNegation)) != 0))
    ++e;
  if (e >= s.tokens.end || r_.words[e].trigger == kNone || r_.words[e].mention != kNone) return false;
  const Trigger& v = r_.triggers[r_.words[e].trigger];
  if (v.shape != Shape::verb || v.tokens.begin != e || v.clitics != 0 || v.is_passive) return false;
  const Actor& actor = r_.actor(r_.actor_at(i));
  const unsigned number = v.features & lexicon::kNumberMask;
  const bool is_many = actor.type != ActorType::person && actor.type != ActorType::state;
  if (number == lexicon::kDual || (number == lexicon::kPlural && !is_many)) return false;
  if (number == lexicon::kSingular && (v.features & lexicon::kPersonMask) == lexicon::kThird) {
    const bool is_feminine = (v.features & lexicon::kFeminine) != 0;
    const bool is_she = actor.type == ActorType::person  ? actor.gender == 'f'
                        : actor.type == ActorType::state ? actor.gender != 'm'
                                                         : has_feminine_head(i);
    if (is_she != is_feminine && !(actor.type == ActorType::person && actor.gender == 0)) return false;
  }
  if (const Index joined = i > s.tokens.begin ? r_.words[i - 1].mention : kNone; joined != kNone) {
    const Index b = r_.names[joined].tokens.begin;  // "the talks with X and Y stall"
    if (b == s.tokens.begin || (r_.words[b - 1].marks & kVerb) == 0 || r_.words[b].clitics != 0) return false;
  }
  for (Index k = i; k > s.tokens.begin;) {
    const Word& w = r_.words[--k];
    if ((w.marks & (kHardStop | kComplementizer)) != 0) return false;
    if (w.slot == Slot::bayn && i - k <= kReachOfBetween) return false;  // "the talks between X and Y stall"
    if ((w.marks & kVerb) != 0 && w.mention == kNone) return true;
  }
  return false;
}

// "That *its forces* hit X": the noun with the pronoun opens the clause, so that it is the subject.
bool Filler::opens_with_possessed(const Left& left) const {
  if (left.possessed == kNone) return false;
  const Index begin = a_.sentences[r_.sentence_of[left.possessed]].tokens.begin;
  const bool opens =
      left.possessed == begin || (r_.words[left.possessed - 1].marks & (kComplementizer | kOpenQuote | kColon)) != 0;
  return opens && clitic_slot(left.possessed) == Slot::none;
}

// "Gunmen stormed", "protests that demand": a common noun before the verb, or right after one that opens its clause.
bool Filler::has_unnamed_subject(const Trigger& t, const Left& left) const {
  if (left.trigger != kNone) return r_.triggers[left.trigger].actors.empty();
  if (left.is_unnamed) return true;
  const Index begin = r_.sentence(t).tokens.begin;
  const bool is_joined =
      (t.clitics & kWawClitic) != 0 || (t.tokens.begin > begin && (r_.words[t.tokens.begin - 1].marks & kComplementizer) != 0);
  return !is_joined && is_unnamed_noun(t.tokens.end) && !has_pronoun(t.tokens.end);
}

// "X came to the capital, where he will meet Y": it takes two to meet, and the other one is who the clause before is about.
void Filler::add_partner(Trigger& t) {
  if (!t.is(EventWord::trigger) || !t.has(lexicon::kReciprocal) || t.has(lexicon::kNeedsPartner) || t.actors.size() != 1 ||
      !t.recipients.empty() || t.is_passive)
    return;
  if ((t.features & lexicon::kNumberMask) != lexicon::kSingular || t.row->type != EventType::CONSULT || saw_both_) return;
  const Index x = subject_of_clause(t);
  if (x != kNone && agrees(t, {x, Slot::s, 0, 0, false})) add_unique(t.actors, x);
  note(t, Way::carried);
}

// "X accused Y of ..., and asked Y to": who was the object before is again where no other object follows. "X condemned the attack
// *and urged Y* to": behind "and" without a comma the subject of the verb before goes on.
bool Filler::was_object(const Trigger& t, Index actor) const {
  if ((t.clitics & kWawClitic) == 0 || t.part(Slot::o) != Part::recipient) return false;
  if (std::any_of(arguments_.begin(), arguments_.end(), [](const Argument& x) { return x.slot == Slot::o; })) return false;
  if (goes_on_to(t, actor)) return true;
  for (Index k = index_of(t); k > 0 && r_.triggers[k - 1].sentence == t.sentence;) {
    const Trigger& u = r_.triggers[--k];
    if (u.shape != Shape::verb || u.actors.empty()) continue;
    return contains(u.recipients, actor) && !contains(u.actors, actor);
  }
  return false;
}

// The verb before, of the same form, has its subject right behind it, and what the joined verb asks for stands behind `actor`.
bool Filler::goes_on_to(const Trigger& t, Index actor) const {
  const Index begin = r_.sentence(t).tokens.begin;
  const Index name = t.tokens.end;
  if (t.tokens.begin == begin || r_.actor_at(name) != actor || clitic_slot(name) != Slot::none) return false;
  const Index next = r_.end_at(name);
  if (next >= r_.sentence(t).tokens.end) return false;
  const Slot slot =
      r_.words[next].slot != Slot::none && r_.words[next].mention == kNone ? r_.words[next].slot : clitic_slot(next);
  if (slot == Slot::none || t.part(slot) != Part::content || r_.words[t.tokens.begin - 1].marks & (kComma | kAnyBoundary))
    return false;
  for (Index i = t.tokens.begin; i > begin;) {
    --i;
    const Word& w = r_.words[i];
    if ((w.marks & (kRelative | kComplementizer | kHardStop)) != 0) return false;
    if ((w.marks & kVerb) == 0 || w.mention != kNone) continue;
    constexpr unsigned kInflection = lexicon::kFormMask | lexicon::kFeminine | lexicon::kPersonMask | lexicon::kNumberMask;
    const unsigned features = w.trigger != kNone ? r_.triggers[w.trigger].features : a_.tokens[i].features;
    const Index subject = r_.actor_at(i + 1);
    return ((features ^ t.features) & kInflection) == 0 && subject != kNone && subject != actor &&
           clitic_slot(i + 1) == Slot::none;
  }
  return false;
}

// "areas that it controls": a preposition with a pronoun right after the verb.
bool Filler::pronoun_follows(const Trigger& t) const {
  return t.tokens.end < a_.tokens.size() && r_.words[t.tokens.end].slot == Slot::ala && has_pronoun(t.tokens.end);
}

void Filler::give_subject(Trigger& t, Index actor) {
  if (t.is_passive) {
    add_unique(t.recipients, actor);
  } else {
    assign(t, {actor, Slot::s, 0, 0, false}, true);
  }
}

// "A Palestinian was killed", "a Turkish soldier was killed and": an indefinite subject without an object suffers what is done.
bool Filler::is_suffering(const Trigger& t, const Argument& x) const {
  if (is_member(t, x)) return true;
  if (!x.is_nisba || (*r_.types)[a_.tokens[x.token].type].has_article || x.token > t.tokens.end + kVictimReach) return false;
  if (x.depth > 0 && (*r_.types)[a_.tokens[t.tokens.end].type].has_article) return false;
  Index i = x.token + 1;
  const Index end = r_.sentence(t).tokens.end;
  while (i < end && (a_.tokens[i].pos == Pos::ADJ || a_.tokens[i].pos == Pos::NUM) && r_.words[i].mention == kNone) ++i;
  if (i >= end || (r_.words[i].marks & (kSkip | kComma | kHardStop | kRelative)) != 0 || r_.words[i].slot != Slot::none)
    return true;
  return a_.tokens[i].pos != Pos::NOUN || clitic_slot(i) != Slot::none || starts_with_waw(i);
}

// "A leader in X was killed": somebody of a body right behind the verb, and nobody else as an object.
bool Filler::is_member(const Trigger& t, const Argument& x) const {
  const Index noun = t.tokens.end;
  if (x.depth > 1 || x.token < noun + 2 || x.token > noun + kVictimReach || !is_name_without_article(noun) || has_pronoun(noun))
    return false;
  const bool is_of = r_.words[noun + 1].slot == Slot::fi || r_.words[noun + 1].slot == Slot::min;
  if ((r_.words[noun].classes & r_.part_class) == 0 || !is_of) return false;
  const Index next = r_.end_at(x.token);
  if (next >= r_.sentence(t).tokens.end) return true;
  const bool is_object = a_.tokens[next].pos == Pos::NOUN && clitic_slot(next) == Slot::none &&
                         r_.words[next].slot == Slot::none && !starts_with_waw(next) && (r_.words[next].marks & kSkip) == 0;
  return !is_object && std::none_of(arguments_.begin(), arguments_.end(), [](const Argument& y) { return y.slot == Slot::o; });
}

// A damma on the first letters, or a verb of death before a number, is passive.
void Filler::mark_passive(Trigger& t, const Left& left, bool has_pronoun_subject) {
  const std::string_view s = a_.text(a_.tokens[t.tokens.begin].span);
  if (s.substr(0, 12).find("\xD9\x8F") != std::string_view::npos) t.is_passive = true;
  if (is_accused(t, left)) {
    arguments_.front().slot = Slot::o;
    t.is_passive = !starts_with_waw(t.tokens.begin) && agrees(t, arguments_.front());  // "and accused X of": the subject goes on
  }
  if (!t.has(lexicon::kOftenPassive) || t.enclitic_bytes > 0) return;
  if (left.is_sure && left.relative == kNone && left.name != kNone && r_.actor(left.name).type != ActorType::person)
    return;  // "that the group hit": a body before its verb does it
  // "That it hit a tank", "the group that hit a tank": a noun behind its verb is the object.
  const bool is_of_body = left.relative != kNone && left.name != kNone && r_.actor(left.name).type != ActorType::person;
  if ((has_pronoun_subject || is_of_body) && is_unnamed_noun(t.tokens.end)) return;
  const bool is_he = (t.features & lexicon::kFormMask) == lexicon::kPast && (t.features & lexicon::kFeminine) == 0 &&
                     (t.features & lexicon::kPersonMask) == lexicon::kThird;
  const bool is_numeral = is_he && t.tokens.end < a_.tokens.size() && a_.tokens[t.tokens.end].pos == Pos::NUM;
  const bool is_counted = is_numeral || (t.tokens.end < a_.tokens.size() && a_.tokens[t.tokens.end].kind == TokenKind::number);
  if (is_counted) t.is_passive = true;  // "three soldiers were killed"
  bool has_named_subject = false;
  for (const Argument& x : arguments_) {
    if (x.slot == Slot::agent) t.is_passive = true;
    if (x.slot == Slot::s && !is_suffering(t, x)) has_named_subject = true;
  }
  // "(three people) *were killed in* a raid": a plural without an object.
  const bool is_plural = (t.features & lexicon::kNumberMask) == lexicon::kPlural && t.clitics == 0;
  const bool has_object = std::any_of(arguments_.begin(), arguments_.end(), [](const Argument& x) { return x.slot == Slot::o; });
  const bool is_in = t.tokens.end < a_.tokens.size() && r_.words[t.tokens.end].slot == Slot::fi && !has_pronoun(t.tokens.end);
  if (is_plural && is_in && !has_named_subject && !has_object && (t.features & lexicon::kFormMask) == lexicon::kPast)
    t.is_passive = true;
  if (!has_named_subject && (t.features & lexicon::kFormMask) == lexicon::kPast && t.tokens.end < a_.tokens.size() &&
      r_.words[t.tokens.end].slot == Slot::none && (t.features & lexicon::kNumberMask) == lexicon::kSingular) {
    t.is_passive = true;
  }
}

// "X *was accused* of", "and *accused X* of": a past verb that takes an object, with one name right behind it and then the charge.
bool Filler::is_accused(const Trigger& t, const Left& left) const {
  if (t.row->type != EventType::ACCUSE || t.part(Slot::o) != Part::recipient || t.part(Slot::bi) != Part::content) return false;
  constexpr unsigned kPastOfOne = lexicon::kFormMask | lexicon::kPersonMask | lexicon::kNumberMask;
  if ((t.features & kPastOfOne) != (lexicon::kPast | lexicon::kThird | lexicon::kSingular) || t.enclitic_bytes > 0) return false;
  if (left.name != kNone || arguments_.size() != 1 || arguments_.front().slot != Slot::s ||
      arguments_.front().token != t.tokens.end)
    return false;
  const Index next = r_.end_at(t.tokens.end);
  return next == t.content && next < r_.sentence(t).tokens.end && clitic_slot(next) == Slot::bi;
}

// "that he withdrew from", "in which X met": the preposition after the verb points to the head of the clause.
bool Filler::has_resumptive(const Trigger& t) const {
  const Index i = t.tokens.end;
  return i < a_.tokens.size() && r_.words[i].slot != Slot::none && r_.words[i].mention == kNone && has_pronoun(i);
}

// A noun phrase without a name between the start of the sentence and the verb.
bool Filler::opens_sentence(Index verb, Index begin) const {
  if (verb == begin || verb > begin + kOpeningReach) return false;
  for (Index i = begin; i < verb; ++i) {
    const Word& w = r_.words[i];
    if (w.mention != kNone || w.state != kNone || w.trigger != kNone || w.slot != Slot::none || (w.marks & ~kInside) != 0)
      return false;
    if (a_.tokens[i].pos != Pos::NOUN && a_.tokens[i].pos != Pos::ADJ) return false;
    if (a_.tokens[i].proclitics != 0 && (a_.tokens[i].proclitics & ~(kArticle | kWawClitic)) != 0) return false;
  }
  return a_.tokens[begin].pos == Pos::NOUN;
}

// "A draft that condemns X": a present verb behind an indefinite noun of something written, without a pronoun for it, is its verb.
bool Filler::is_told_by_text(const Trigger& t, Index verb, Index begin) const {
  if ((t.features & lexicon::kFormMask) != lexicon::kPresent || t.enclitic_bytes > 0 || has_resumptive(t)) return false;
  for (Index i = verb, n = 0; i > begin && n < kOpeningReach; ++n) {
    --i;
    const Word& w = r_.words[i];
    if (w.mention != kNone) {  // "a statement of X that condemns"
      i = r_.names[w.mention].tokens.begin;
      if ((r_.words[i].clitics & kLamClitic) == 0) return false;
      continue;
    }
    if (w.slot != Slot::none || (w.marks & ~kInside) != 0) return false;
    if ((w.classes & r_.text_class) != 0) return is_name_without_article(i) && !has_pronoun(i);
    if (w.state == kNone && a_.tokens[i].pos != Pos::ADJ && a_.tokens[i].pos != Pos::NOUN) return false;
  }
  return false;
}

// "A missile hit X": nobody's weapon right before the verb of force is its subject.
bool Filler::is_done_by_weapon(const Trigger& t, Index verb, Index begin) const {
  if (t.row->type != EventType::ASSAULT || t.enclitic_bytes > 0) return false;
  for (Index i = verb, n = 0; i > begin && n < kOpeningReach; ++n) {
    const Word& w = r_.words[--i];
    if (w.mention != kNone || w.state != kNone || w.slot != Slot::none || (w.marks & ~kInside) != 0) return false;
    if ((w.classes & r_.weapon_class) != 0) return !has_pronoun(i);
  }
  return false;
}

// "A mine *that X laid* exploded", "shells that X fired hit the market": the name of whose weapon is the verb's subject; kNone
// without.
Index Filler::launcher(const Trigger& t) const {
  const Index noun = t.tokens.end;
  const Index limit = r_.sentence(t).tokens.end;
  if (t.row->type != EventType::ASSAULT || t.shape != Shape::verb || noun >= limit) return kNone;
  if ((r_.words[noun].classes & r_.weapon_class) == 0 || r_.words[noun].mention != kNone) return kNone;
  for (Index i = noun + 1; i + 1 < std::min<Index>(limit, noun + kSubjectReach); ++i) {
    const Word& w = r_.words[i];
    if ((w.marks & (kHardStop | kComma)) != 0 || w.slot != Slot::none || w.mention != kNone) return kNone;
    const bool is_verb = (w.marks & kVerb) != 0 && has_pronoun(i);
    if (is_verb) return r_.words[i + 1].mention != kNone ? i + 1 : kNone;
  }
  return kNone;
}

// The army said: "*warplanes* bombed ten sites": nobody's weapon right behind the verb of force is the speaker's, who is armed.
bool Filler::is_own_weapon(const Trigger& t) const {
  const Index noun = t.tokens.end;
  if (t.row->type != EventType::ASSAULT || !t.actors.empty() || noun >= r_.sentence(t).tokens.end || has_pronoun(noun))
    return false;
  if ((r_.words[noun].classes & r_.weapon_class) == 0 || r_.words[noun].mention != kNone || clitic_slot(noun) != Slot::none)
    return false;
  const Index speaker = speaker_of(r_, r_.statement_of[t.tokens.begin]);
  if (speaker == kNone) return false;
  const ActorType type = r_.actor(speaker).type;
  return type == ActorType::armed_group || type == ActorType::government;
}

// The same behind a complementizer: "said that the draft condemns X".
bool Filler::opens_clause(Index verb, Index begin) const {
  if (verb == begin || has_pronoun(verb - 1)) return false;
  Index i = verb;
  while (i > begin && verb - i < kOpeningReach && (r_.words[i - 1].marks & kComplementizer) == 0) --i;
  return i > begin && (r_.words[i - 1].marks & kComplementizer) != 0 && r_.words[i - 1].mention == kNone &&
         opens_sentence(verb, i);
}

bool Filler::is_name_without_article(Index token) const { return !(*r_.types)[a_.tokens[token].type].has_article; }

// "Government", "forces"
bool Filler::has_feminine_head(Index token) const {
  constexpr std::size_t kFourLetters = 8;  // bytes
  const auto& type = (*r_.types)[a_.tokens[token].type];
  constexpr const char kAlefTeh[] = "\xD8\xA7\xD8\xAA";
  return type.ends_in_marbuta || (type.folded.size() >= kFourLetters && type.folded.ends_with(kAlefTeh));
}

// A masculine singular verb that is spelled like no feminine one and like no verbal noun: the present with its ya, the past behind
// "and", one with a weak last letter, and where the verbal noun takes one more alef.
bool Filler::is_plainly_he(const Trigger& t) const {
  constexpr unsigned kHe = lexicon::kPersonMask | lexicon::kFeminine | lexicon::kNumberMask;
  if ((t.features & kHe) != (lexicon::kThird | lexicon::kSingular) || a_.tokens[t.tokens.begin].pos != Pos::VERB) return false;
  if ((t.features & lexicon::kFormMask) == lexicon::kPresent) return true;
  constexpr std::size_t kFourLetters = 8;  // bytes
  const std::string_view word = a_.text(t.span);
  const bool has_alef = word.starts_with(text::letter::kAlefUtf8) || word.starts_with(text::letter::kAlefHamzaUtf8);
  if (has_alef && word.size() >= kFourLetters) return true;
  if (word.ends_with(text::letter::kAlefUtf8) || word.ends_with(text::letter::kAlefMaqsuraUtf8)) return true;  // "called, denied"
  return (t.clitics & kWawClitic) != 0 && !word.starts_with(text::letter::kTehUtf8);
}

bool Filler::agrees(const Trigger& t, const Argument& x) const {
  const Actor& actor = r_.actor(x.actor);
  // States are feminine but for some with the article, bodies where their name says so.
  const bool is_she = actor.type == ActorType::state && is_name_without_article(x.token)
                          ? actor.gender != 'm'
                          : actor.type != ActorType::person && has_feminine_head(x.token);
  const bool is_bare = x.token > t.tokens.begin && x.depth == 0 && !x.is_nisba;
  if (is_bare && is_she && is_plainly_he(t)) return false;
  constexpr unsigned kSheDid = lexicon::kPast | lexicon::kThird | lexicon::kFeminine | lexicon::kSingular;
  constexpr unsigned kAgreement = lexicon::kFormMask | lexicon::kPersonMask | lexicon::kFeminine | lexicon::kNumberMask;
  if (is_bare && (r_.words[x.token].marks & kMasculine) != 0 && (t.features & kAgreement) == kSheDid) return false;
  if (actor.gender == 0 || x.depth > 0 || x.is_nisba) return true;
  if (actor.type != ActorType::person) return true;
  if ((t.features & lexicon::kNumberMask) != lexicon::kSingular) return true;
  const bool is_feminine = (t.features & lexicon::kFeminine) != 0;
  const bool may_be_he =
      is_feminine && (t.features & lexicon::kFormMask) == lexicon::kPresent;  // "he received", like "she meets"
  return may_be_he || is_feminine == (actor.gender == 'f');
}

// The noun phrase before a verb. Names found are in `left_names_`.
Filler::Left Filler::look_left(const Trigger& t) {
  Left out;
  left_names_.clear();
  const Sentence& s = r_.sentence(t);
  Index i = t.tokens.begin;
  const auto skip = [&] {
    while (i > s.tokens.begin) {
      const Word& w = r_.words[i - 1];
      const bool is_aux =
          (w.marks & (kSkip | kNegation | kOpenQuote | kCloseQuote)) != 0 ||
          (w.marker != nullptr && (w.marker->word == EventWord::possible_verb || w.marker->word == EventWord::plan_verb));
      if (!is_aux || (w.mention != kNone)) break;
      --i;
    }
  };
  skip();
  if (i > s.tokens.begin && (r_.words[i - 1].marks & kRelative) != 0) {
    out.relative = --i;
    skip();
    if (i > s.tokens.begin && (r_.words[i - 1].marks & kComma) != 0) --i;
  } else if ((t.clitics & (kWawClitic | kFaClitic)) != 0) {
    return out;  // a new clause: its subject follows or is carried
  }
  if (out.relative == kNone && (opens_sentence(i, s.tokens.begin) || opens_clause(i, s.tokens.begin) ||
                                is_told_by_text(t, i, s.tokens.begin) || is_done_by_weapon(t, i, s.tokens.begin))) {
    out.is_opening = out.is_unnamed = true;
    return out;
  }
  if (i > s.tokens.begin && out.relative == kNone && is_unnamed_noun(i - 1)) {
    if (has_pronoun(i - 1)) out.possessed = i - 1;
    out.is_unnamed = true;
  }
  const Index stop = s.tokens.begin + (i > s.tokens.begin + kLeftReach ? i - s.tokens.begin - kLeftReach : 0);
  bool is_sure = i <= stop;
  Index plain = 0;
  Slot governed = Slot::none;
  Index trigger = kNone;
  while (i > stop) {
    const Word& w = r_.words[i - 1];
    if (w.mention != kNone) {
      const Reading::Name& m = r_.names[w.mention];
      i = m.tokens.begin;
      const bool is_owner = follows_belonging(i, s.tokens.begin);
      const std::uint8_t c = is_owner ? 0 : r_.words[i].clitics;
      const Slot slot = (c & kLamClitic) != 0 ? Slot::li : (c & kBaClitic) != 0 ? Slot::bi : Slot::s;
      if (left_names_.empty() && out.relative == kNone && leads_clause(i)) {
        left_names_.push_back({m.actor, Slot::s, i, 0, false});
        out.name = m.actor;
        out.is_sure = true;
        return out;
      }
      left_names_.push_back({m.actor, slot, i, is_owner ? 1 : 0, false});
      if (m.second != kNone) left_names_.push_back({m.second, slot, i, is_owner ? 1 : 0, false});
      if ((c & (kLamClitic | kBaClitic)) != 0 && out.relative == kNone) {
        governed = Slot::li;
      }
      if (out.relative != kNone) break;
      continue;
    }
    if ((w.marks & (kComplementizer)) != 0) {
      is_sure = true;
      break;
    }
    if ((w.marks & (kHardStop | kColon)) != 0) {
      is_sure = true;
      break;
    }
    if ((w.marks & (kSubordinator | kCondition)) != 0) {
      is_sure = true;
      break;
    }
    const bool is_resumed = (w.marks & kRelative) != 0 && t.enclitic_bytes > 0 && out.relative == kNone && plain == 0 &&
                            left_names_.size() == 1 && governed == Slot::none && left_names_.front().slot == Slot::s;
    if (is_resumed && agrees(t, left_names_.front())) {  // "the deal *that X had refused*": the pronoun is the deal
      out.name = left_names_.front().actor;
      out.is_sure = out.is_resumed = true;
      return out;
    }
    if ((w.marks & kRelative) != 0 || (w.marks & kVerb) != 0) {
      is_sure = false;
      if (out.relative == kNone) governed = Slot::other;
      break;
    }
    if ((w.marks & kComma) != 0) {
      if (plain > 6 || out.relative != kNone) break;
      --i;
      continue;
    }
    if (w.slot != Slot::none) {
      if (out.relative == kNone || left_names_.empty()) governed = w.slot;
      left_names_.erase(std::remove_if(left_names_.begin(), left_names_.end(), [](const Argument&) { return true; }),
                        left_names_.end());
      if (out.relative != kNone && trigger != kNone) break;
      governed = Slot::none;
      --i;
      continue;
    }
    const bool is_adjunct =
        out.relative == kNone && w.trigger != kNone && (w.clitics & (kBaClitic | kLamClitic | kKafClitic)) != 0;
    if (is_adjunct) {  // "X, with the support of Y, took": no subject
      left_names_.clear();
      --i;
      continue;
    }
    if (w.trigger != kNone && r_.triggers[w.trigger].shape == Shape::noun) {
      trigger = out.relative != kNone ? head_of(i - 1, out.relative) : w.trigger;
      if (out.relative != kNone || left_names_.empty()) {
        --i;
        break;
      }
    }
    if (w.state != kNone) left_names_.push_back({w.state, Slot::s, i - 1, 0, true});
    if ((w.marks & kSkip) == 0) ++plain;
    --i;
  }
  if (i == s.tokens.begin) is_sure = true;
  if (trigger != kNone && (r_.triggers[trigger].tokens.begin + 6 >= t.tokens.begin || out.relative != kNone)) {
    out.trigger = trigger;
    if (t.enclitic_bytes > 0 && out.relative == kNone) out.relative = t.tokens.begin;  // "an attack that X launched", indefinite
    left_names_.clear();
    return out;
  }
  if (governed != Slot::none && out.relative == kNone) left_names_.clear();
  settle_left_names();
  if (left_names_.empty()) return out;
  out.name = left_names_.back().actor;
  out.is_sure = is_sure || out.relative != kNone;
  return out;
}

// A person stands for the title before the name; nisbas count only where no name does.
void Filler::settle_left_names() {
  std::reverse(left_names_.begin(), left_names_.end());
  std::vector<Argument>& names = left_names_;
  std::vector<Argument> kept;
  for (const Argument& x : names) {
    const bool is_person = r_.actor(x.actor).type == ActorType::person;
    const bool is_of_dual = !kept.empty() && kept.back().token == x.token;
    const bool is_coordinated = is_of_dual || (r_.words[x.token].clitics & kWawClitic) != 0;
    if (is_person && !is_coordinated && !kept.empty() && r_.actor(kept.back().actor).type != ActorType::person) {
      kept.back() = x;
    } else if (kept.empty() || is_coordinated) {
      kept.push_back(x);
    }
  }
  names = std::move(kept);
}

void Filler::add_object(Trigger& t, const Left& left) {
  if (left.trigger != kNone) {
    Trigger& head = r_.triggers[left.trigger];
    (void)head;
    carried_.push_back({left.trigger, index_of(t)});
    return;
  }
  if (left.name != kNone) {
    for (const Argument& x : left_names_) assign(t, {x.actor, Slot::o, x.token, 0, false}, true);
  }
}

// "We": the state of the one who speaks; "I": the speaker.
bool Filler::first_person_subject(Trigger& t) {
  const Index speaker = speaker_of(r_, r_.statement_of[t.tokens.begin]);
  if (speaker == kNone) return false;
  Index who = speaker;
  const bool is_plural = (t.features & lexicon::kNumberMask) == lexicon::kPlural;
  if (is_plural) {
    const std::string_view country = r_.actor(speaker).country;
    if (country.empty() && speaker < r_.home.size() && r_.home[speaker] != kNone) who = r_.home[speaker];
    for (Index i = 0; i < a_.actors.size() && !country.empty(); ++i) {
      if (a_.actors[i].id == country) who = i;
    }
  }
  give_subject(t, who);
  return true;
}

// "X said that *he* met": whom the pronoun of the complementizer right before the verb stands for.
Index Filler::pronoun_subject(const Trigger& t) const {
  const Index begin = r_.sentence(t).tokens.begin;
  Index i = t.tokens.begin;
  const auto is_between = [&](const Word& w) {
    return w.mention == kNone && (w.marks & kComplementizer) == 0 &&
           ((w.marks & (kSkip | kNegation | kOpenQuote | kCloseQuote)) != 0 ||
            (w.marker != nullptr && (w.marker->word == EventWord::possible_verb || w.marker->word == EventWord::plan_verb)));
  };
  while (i > begin && is_between(r_.words[i - 1])) --i;
  if (i == begin || (r_.words[i - 1].marks & kComplementizer) == 0 || !has_pronoun(i - 1)) return kNone;
  const Index token = i - 1;
  const Pronoun p = pronoun(token, a_.tokens[token].enclitic_bytes);
  if (p.first) return kNone;
  const auto is_good = [&](Index x) { return x != kNone && fits(p, x) && agrees(t, {x, Slot::s, 0, 0, false}); };
  if (const Index x = source_before(token, begin); is_good(x)) return r_.principal(x);
  if (const Index x = speaker_of(r_, r_.statement_of[t.tokens.begin]); is_good(x)) return r_.principal(x);
  const Index x = antecedent(token, a_.tokens[token].enclitic_bytes, {});
  return is_good(x) ? x : kNone;
}

void Filler::carry_subject(Trigger& t) {
  if ((t.clitics & (kWawClitic | kFaClitic)) == 0 && is_unnamed_noun(t.tokens.end)) return;  // its subject is a noun without name
  const unsigned number = t.features & lexicon::kNumberMask;
  if (const Index bearer = duty_bearer(r_, t); bearer != kNone) {  // "X must withdraw"
    give_subject(t, bearer);
    return;
  }
  if (const Index x = bound_by_threat(t); x != kNone) return give_subject(t, x);
  if (number == lexicon::kDual) {
    if (const Pair pair = pair_meant(t.tokens.begin, lexicon::Both::sides); pair.is_whole()) {
      give_subject(t, pair.first);
      give_subject(t, pair.second);
      return;
    }
  }
  Index x = subject_of_clause(t);
  if (number == lexicon::kPlural && (x == kNone || !is_many(x))) x = nearest_people(t);
  if (x != kNone && !contains(t.recipients, x) && agrees(t, {x, Slot::s, 0, 0, false})) give_subject(t, x);
}

// What a masculine plural can stand for.
bool Filler::is_many(Index actor) const {
  const ActorType type = r_.actor(actor).type;
  return type != ActorType::person && type != ActorType::state && type != ActorType::outlet;
}

// "Threatened X with sanctions *if it did not sign*": the one whom the threat is against that is named last and of the verb's gender.
Index Filler::bound_by_threat(const Trigger& t) const {
  constexpr Index kBetween = 3;  // "if", "if … not", "if it was … that"
  const Index begin = r_.sentence(t).tokens.begin;
  Index i = t.tokens.begin;
  while (i > begin && t.tokens.begin - i < kBetween && (r_.words[i - 1].marks & (kCondition | kHardStop)) == 0) --i;
  const bool is_singular = (t.features & lexicon::kNumberMask) == lexicon::kSingular;
  if (i == begin || (r_.words[i - 1].marks & kCondition) == 0 || !is_singular || t.is_passive || t.befalls_genitive())
    return kNone;
  Pronoun subject;  // what its ending stands for
  subject.gender = (t.features & lexicon::kFeminine) != 0 ? 'f' : 'm';
  Index x = kNone;
  for (Index k = index_of(t); k > 0 && r_.triggers[k - 1].sentence == t.sentence;) {
    const Trigger& u = r_.triggers[--k];
    for (const Index y : u.recipients)
      if (x == kNone && fits(subject, y)) x = y;
    if (u.row->type == EventType::THREATEN) return contains(u.actors, x) ? kNone : x;
  }
  return kNone;
}

// The subject of a plural verb that names none: the nearest body or people before it.
Index Filler::nearest_people(const Trigger& t) const {
  const Index begin = r_.sentence(t).tokens.begin;
  for (Index i = t.tokens.begin; i > begin;) {
    --i;
    if ((r_.words[i].marks & kHardStop) != 0) break;
    const Index x = r_.actor_at(i);
    if (x != kNone && is_many(x)) return x;
  }
  return kNone;
}

bool Filler::is_unnamed_noun(Index i) const {
  while (i < a_.tokens.size() && a_.tokens[i].pos == Pos::DET && r_.words[i].mention == kNone) ++i;  // "all sides"
  if (i >= a_.tokens.size()) return false;
  const Word& w = r_.words[i];
  return w.mention == kNone && w.state == kNone && w.trigger == kNone && w.slot == Slot::none && (w.marks & ~(kInside)) == 0 &&
         a_.tokens[i].pos == Pos::NOUN && clitic_slot(i) == Slot::none;
}

// An occurrence verb ("took place") or a light verb gives what it does not take to its noun: "talks were held between X
// and Y", "the talks that X held with Y".
void Filler::give_to_noun(Trigger& t, const Left& left, const std::vector<Argument>& found) {
  if (left.trigger == kNone || t.is(EventWord::trigger)) return;
  Trigger& noun = r_.triggers[left.trigger];
  for (const Argument& x : found) {
    if (x.slot == Slot::s || x.slot == Slot::o || t.part(x.slot) != Part::none) continue;
    assign(noun, x, true);
  }
  note(noun, Way::relative);
  noun.has_own_actor = !noun.actors.empty();
  remember_parties(noun);
}

// Subject of the verb before in the sentence, else the source of the statement, else of the sentence before.
Index Filler::subject_of_clause(const Trigger& t) const {
  const Index k = index_of(t);
  const Index begin = r_.sentence(t).tokens.begin;
  // "X demands the area that Y holds, as it demands …": what a relative clause tells of is not the subject.
  const bool is_new_clause = (t.clitics & (kWawClitic | kFaClitic)) == 0;
  const Index joined = joined_complementizer(t);  // "hopes that X returns and that he stays"
  for (Index i = joined != kNone ? joined : t.tokens.begin; i > begin;) {
    --i;
    const Word& w = r_.words[i];
    if ((w.marks & kComplementizer) != 0 && w.mention == kNone) break;
    if ((w.marks & kVerb) == 0 || w.mention != kNone) continue;
    const bool is_relative = is_in_relative(i, begin);
    if (is_new_clause && is_relative) continue;
    if (w.trigger != kNone) {
      const Trigger& u = r_.triggers[w.trigger];
      if (is_relative && !is_parallel(u, t)) continue;
      if (!u.actors.empty() && !u.is_passive) return u.actors.front();
    } else if (const Index x = subject_after(i, t.tokens.begin); x != kNone) {
      return x;
    }
  }
  if (const Index x = topic(t); x != kNone) return x;
  if (const Index source = source_before(t.tokens.begin, r_.sentence(t).tokens.begin); source != kNone)
    return r_.principal(source);
  const Index attribution = r_.statement_of[t.tokens.begin];
  if (const Index speaker = speaker_of(r_, attribution); speaker != kNone && !is_outlet(speaker)) return r_.principal(speaker);
  if (t.sentence == 0 || r_.sentence(t).is_headline) return kNone;
  const Sentence& before = a_.sentences[t.sentence - 1];
  if (before.is_headline) return kNone;
  // "X said that Y took part. *And he demanded*": who judges and demands is who spoke, not of whom he did.
  const EventType type = t.row->type;
  const bool is_voice = t.shape == Shape::verb && t.tokens.begin == begin &&
                        (type == EventType::REQUEST || type == EventType::ACCUSE || type == EventType::REJECT ||
                         type == EventType::SUPPORT || type == EventType::THREATEN);
  Index j = k;
  while (j > 0 && r_.triggers[j - 1].sentence + 1 >= t.sentence) --j;
  for (; j < k; ++j) {
    const Trigger& u = r_.triggers[j];
    const bool is_deed = u.sentence == t.sentence - 1 && u.shape == Shape::verb && !u.actors.empty();
    if (is_deed && !(is_voice && r_.statement_of[u.tokens.begin] != kNone)) return u.actors.front();
  }
  const Index source = source_before(before.tokens.end, before.tokens.begin);
  return source != kNone ? r_.principal(source) : kNone;
}

// "X opposes the deal that Y signed and calls for": verbs that "and" joins have one tense and gender.
bool Filler::is_parallel(const Trigger& u, const Trigger& t) {
  constexpr unsigned kInflection = lexicon::kFormMask | lexicon::kFeminine;
  return t.shape != Shape::verb || ((u.features ^ t.features) & kInflection) == 0;
}

// "... and that", right before the verb and without a pronoun: the clause goes on with what the complementizer before it opened.
Index Filler::joined_complementizer(const Trigger& t) const {
  const Index begin = r_.sentence(t).tokens.begin;
  Index i = t.tokens.begin;
  while (i > begin && (r_.words[i - 1].marks & (kSkip | kNegation)) != 0 && (r_.words[i - 1].marks & kComplementizer) == 0) --i;
  if (i < begin + 2 || (r_.words[i - 1].marks & kComplementizer) == 0) return kNone;
  return starts_with_waw(i - 1) && !has_pronoun(i - 1) ? i - 1 : kNone;
}

// "The offer of joining that X made": a relative pronoun means the first noun of a construct, unless only the second agrees.
Index Filler::head_of(Index noun, Index relative) const {
  const Index own = r_.words[noun].trigger;
  if (noun == 0 || r_.words[noun - 1].trigger == kNone || r_.words[noun].clitics != 0) return own;
  const Trigger& head = r_.triggers[r_.words[noun - 1].trigger];
  if (head.shape != Shape::noun || !head.is(EventWord::trigger) || head.enclitic_bytes > 0 || !is_name_without_article(noun - 1))
    return own;
  constexpr std::size_t kGenderLetter = 4;  // bytes before it: the article
  const std::string_view pronoun = (*r_.types)[a_.tokens[relative].type].folded;
  if (pronoun.size() <= kGenderLetter) return own;
  const bool is_feminine = text::decode(pronoun, kGenderLetter).code == text::letter::kTeh;
  const auto agrees = [&](Index i) { return (*r_.types)[a_.tokens[i].type].ends_in_marbuta == is_feminine; };
  return agrees(noun) && !agrees(noun - 1) ? own : r_.words[noun - 1].trigger;
}

// A verb right behind a relative pronoun, negated or not.
bool Filler::is_in_relative(Index verb, Index begin) const {
  Index i = verb;
  while (i > begin && (r_.words[i - 1].marks & (kSkip | kNegation)) != 0) --i;
  return i > begin && (r_.words[i - 1].marks & kRelative) != 0;
}

// The name right after a verb that is no trigger: "hundreds of fighters of X entered".
Index Filler::subject_after(Index verb, Index end) const {
  for (Index i = verb + 1; i < std::min<Index>(end, verb + kSubjectReach); ++i) {
    const Word& w = r_.words[i];
    if (w.mention != kNone) {
      const bool is_subject = (w.clitics & (kLamClitic | kBaClitic | kKafClitic)) == 0 && !is_outlet(r_.actor_at(i));
      return is_subject ? r_.actor_at(i) : kNone;
    }
    if ((w.marks & (kVerb | kComma | kAnyBoundary)) != 0 || w.trigger != kNone) return kNone;
    if (w.slot != Slot::none && w.slot != Slot::min) return kNone;
  }
  return kNone;
}

bool Filler::has_complementizer(Index begin, Index end) const {
  for (Index i = begin; i < end; ++i)
    if ((r_.words[i].marks & kComplementizer) != 0 && r_.words[i].mention == kNone) return true;
  return false;
}

// The name right after the complementizer of the clause: "said that X, ..., asked".
Index Filler::topic(const Trigger& t) const {
  const Index begin = r_.sentence(t).tokens.begin;
  const Index stop = t.tokens.begin > begin + kTopicReach ? t.tokens.begin - kTopicReach : begin;
  for (Index i = t.tokens.begin; i > stop;) {
    --i;
    if ((r_.words[i].marks & kComplementizer) == 0 || r_.words[i].mention != kNone) continue;
    for (Index j = i + 1; j < std::min<Index>(t.tokens.begin, i + 4); ++j) {
      const Word& w = r_.words[j];
      if (w.slot != Slot::none || (w.marks & (kVerb | kHardStop)) != 0) return kNone;
      if (w.mention != kNone)
        return (w.clitics & (kLamClitic | kBaClitic)) == 0 && !is_outlet(r_.actor_at(j)) ? r_.actor_at(j) : kNone;
    }
    return kNone;
  }
  return kNone;
}

// Actor of the nearest source of an attribution whose cue stands before `token` in the sentence.
Index Filler::source_before(Index token, Index begin) const {
  Index best = kNone;
  const ByteOffset lower = begin < a_.tokens.size() ? a_.tokens[begin].span.begin : ByteOffset();
  const ByteOffset upper =
      token < a_.tokens.size() ? a_.tokens[token].span.begin : ByteOffset(static_cast<std::uint32_t>(a_.text().size()));
  Index last = 0;
  const auto first =
      std::partition_point(r_.by_cue.begin(), r_.by_cue.end(), [&](Index i) { return a_.attributions[i].cue.begin < lower; });
  for (auto i = first; i != r_.by_cue.end() && a_.attributions[*i].cue.begin < upper; ++i) {
    const Index s = *i >= last ? speaker_of(r_, *i) : kNone;
    if (s == kNone || is_outlet(s)) continue;
    best = s;
    last = *i;
  }
  return best;
}

}  // namespace isnad::event
