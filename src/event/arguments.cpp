#include "event/filler.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::event {
namespace {
constexpr Index kNounReach = 16;  // tokens that an argument may stand away from its noun
}  // namespace

// Arguments after the trigger, with the slot each stands in, into `arguments_`.
void Filler::scan(Trigger& t, Slot first) {
  arguments_.clear();
  pronouns_.clear();
  saw_both_ = false;
  saw_object_ = false;
  saw_subject_ = false;
  const Sentence& s = r_.sentence(t);
  const bool is_verb = first != Slot::g;
  const Index end = std::min<Index>(s.tokens.end, t.tokens.end + (is_verb ? kReach : kNounReach));
  Slot slot = first;
  Slot bare = first;  // slot of the next noun without preposition
  Slot last = Slot::none;
  Slot joined = Slot::none;  // of a place named last
  int depth = 0;
  int last_depth = 0;
  bool after_name = false;
  bool after_comma = false;
  bool has_reflexive = false;
  bool in_aside = false;  // behind a comma and a preposition that gives no party
  const bool takes_two =
      t.part(Slot::g) == Part::besieged || (t.part(Slot::g) == Part::transitive && t.part(Slot::li) == Part::recipient);
  bool is_closed = false;        // the phrase of the preposition can go on no more
  const auto is_adjunct = [&] {  // behind a preposition that gives no party
    return slot != Slot::s && slot != Slot::o && slot != Slot::g && slot != Slot::none && t.part(slot) == Part::none;
  };
  for (Index i = t.tokens.end; i < end;) {
    const Word& w = r_.words[i];
    const bool is_named = w.mention != kNone || w.state != kNone;
    if ((w.marks & (kHardStop | kColon)) != 0) break;
    if ((w.marks & (kOpenQuote | kCloseQuote | kInside)) != 0 && !is_named) {
      ++i;
      continue;
    }
    if ((w.marks & kComma) != 0) {
      if (in_aside) {  // "X accused, *in a statement,* Y of"
        if (!arguments_.empty()) bare = Slot::o;
        slot = bare;
        depth = 0;
        after_name = is_closed = in_aside = false;
      }
      after_comma = true;
      ++i;
      continue;
    }
    if (w.mention == kNone) {
      if ((w.marks & (kComplementizer | kCondition)) != 0) {
        if (t.content == kNone) t.content = i;
        break;
      }
      if ((w.marks & (kSubordinator | kRelative)) != 0) break;
      if (const Index after = is_adjunct() ? past_outlet(i, end) : kNone; after != kNone) {
        is_closed = true;
        i = after;
        continue;
      }
      if ((w.marks & kVerb) != 0) break;
      if ((w.marks & kSkip) != 0) {
        is_closed = is_closed || (is_adjunct() && is_time(i));
        ++i;
        continue;
      }
      const bool is_idle = (t.part(slot) != Part::none && follows_belonging(i, t.tokens.end)) ||
                           (i + 1 < end && !has_pronoun(i) && is_time(i + 1)) || is_plain_weapon(i);
      if (w.slot != Slot::none && is_idle) {
        ++i;
        continue;
      }
      if (w.slot != Slot::none) {
        if (after_comma && !is_verb) break;
        if (w.slot == Slot::min && has_pronoun(i) && is_part(i, t.tokens.end) && t.has(lexicon::kOftenPassive)) {
          pronouns_.push_back({i, Slot::o});  // "captured dozens of them"
          ++i;
          continue;
        }
        if (has_pronoun(i)) {  // "with him": the next noun is not its
          const Part part = t.part(w.slot);
          if (part == Part::actor || part == Part::recipient) pronouns_.push_back({i, w.slot});
          ++i;
          continue;
        }
        const bool is_behalf = w.slot == Slot::an && i + 2 < r_.words.size() &&
                               r_.words[(r_.words[i + 1].marks & kOpenQuote) != 0 ? i + 2 : i + 1].mention != kNone;
        if ((w.slot == Slot::min || w.slot == Slot::fi || is_behalf) &&
            is_part(i, t.tokens.end)) {  // "fighters of X", "a leader in X", "representatives of X"
          ++i;
          continue;
        }
        in_aside = is_verb && after_comma && t.part(w.slot) == Part::none;
        slot = w.slot;
        depth = 0;
        after_name = is_closed = false;
        ++i;
        if (enters_content(t, slot, i)) break;
        continue;
      }
    }
    const bool is_owner = t.part(slot) != Part::none && follows_belonging(i, t.tokens.end);
    if (is_owner && slot == Slot::s && is_owned_target(t, i)) bare = slot = Slot::o;
    if (is_owner && is_named && after_name) {  // "the forces of X that belong to Y"
      i = r_.end_at(i);
      continue;
    }
    const Slot clitic = is_owner || is_owner_in_phrase(t, i, slot, depth) ? Slot::none : clitic_slot(i);
    if (clitic != Slot::none) {
      if (after_comma && !is_verb) break;
      // "X's siege *of the town*", "X's support *for groups*"
      saw_object_ = saw_object_ || (takes_two && clitic == Slot::li && slot == Slot::g && last == Slot::g && !starts_with_waw(i));
      slot = clitic;
      depth = 0;
      after_name = is_closed = false;
      if (enters_content(t, slot, i)) break;
    }
    const bool has_waw = (w.clitics & (kWawClitic | kFaClitic)) != 0 || starts_with_waw(i);
    if (w.trigger != kNone && !is_named && ((i == t.tokens.end && describes(t, w.trigger)) || is_struck(t, i, slot == bare))) {
      ++i;
      continue;
    }
    if (w.trigger != kNone && !is_named) {
      const Part part = t.part(slot);
      if (t.content == kNone && !has_waw &&
          (part == Part::content || part == Part::content_owner || slot == bare || slot == Slot::g))
        t.content = i;
      break;
    }
    if ((w.marks & kBoth) != 0) {
      saw_both_ = true;
      if (is_verb && i == t.tokens.end && bare == Slot::s) {  // "*the two sides* praised X", whoever they are
        saw_subject_ = true;
        bare = Slot::o;
      }
      slot = bare;
      ++i;
      continue;
    }
    if (is_verb && clitic == Slot::none && !has_waw && (slot == Slot::fi || slot == Slot::other) &&
        follows_place(i, t.tokens.end)) {
      if (!arguments_.empty()) bare = Slot::o;
      slot = bare;
      depth = 0;
      after_name = false;
    }
    // "called during his visit *on X*", "called since 2017 *on X*"
    if (is_verb && is_closed && w.mention != kNone && clitic == Slot::none && !has_waw && is_adjunct()) {
      if (!arguments_.empty()) bare = Slot::o;
      slot = bare;
      depth = 0;
      after_name = is_closed = false;
    }
    if (is_named) {
      if (has_waw && leads_clause(i)) break;
      const Index actor = r_.actor_at(i);
      const bool is_nisba = w.mention == kNone && (w.marks & kPeopleNoun) == 0;
      if (!has_waw && clitic == Slot::none && !arguments_.empty() && arguments_.back().actor == actor) {  // "X (alias)"
        i = r_.end_at(i);
        continue;
      }
      const bool is_person = r_.actor(actor).type == ActorType::person;
      Argument* previous = arguments_.empty() ? nullptr : &arguments_.back();
      if (has_waw && last != Slot::none && clitic == Slot::none) {
        slot = joined != Slot::none ? joined : last;
        depth = joined != Slot::none ? 0 : last_depth;
      } else if (clitic == Slot::none && previous != nullptr && is_person && !has_waw &&
                 (previous->is_nisba || previous->depth > 0) && previous->slot == last && i - previous->token <= 5 &&
                 r_.actor(previous->actor).type != ActorType::person && after_name) {
        *previous = {actor, last, i, 0, false};  // the name after its title
        i = r_.end_at(i);
        after_comma = false;
        continue;
      } else if (clitic == Slot::none && after_name && !is_nisba) {
        if (after_comma && !is_verb) break;
        bare = bare == Slot::s || bare == Slot::g ? Slot::o : Slot::other;
        slot = bare;
        depth = 0;
      }
      if (after_comma && !is_verb && !has_waw && !is_person) break;
      if (slot == Slot::s && !has_waw && arguments_.empty() && is_behind_subject(t, i, depth)) {
        bare = slot = Slot::o;
        depth = 0;
        saw_subject_ = true;
      }
      if (slot == Slot::s && !has_waw && ((depth == 0 && is_oblique(i)) || has_reflexive)) bare = slot = Slot::o;
      if (slot == Slot::s && is_nisba && is_accusative(i)) {
        bare = slot = Slot::o;
        saw_subject_ = saw_subject_ || !is_name_without_article(t.tokens.end);  // "the forces shelled an Israeli position"
      }
      arguments_.push_back({actor, slot, i, depth, is_nisba});
      if (w.mention != kNone && r_.names[w.mention].second != kNone)
        arguments_.push_back({r_.names[w.mention].second, slot, i, depth, is_nisba});
      last = slot;
      joined = Slot::none;
      last_depth = depth;
      after_name = true;
      after_comma = false;
      i = r_.end_at(i);
      if (slot != Slot::s && slot != Slot::o && slot != Slot::g) slot = bare;
      continue;
    }
    if (w.place != kNone && slot == first && (after_name || (slot == Slot::s && follows_subject_noun(t, i))))
      bare = slot = Slot::o;
    if (w.place != kNone && takes_place(t, slot)) {  // "visited Damascus", "raids on Syria"
      arguments_.push_back({w.place, slot, i, 0, false});
      last = slot;
      last_depth = depth = 0;
      after_name = true;
      ++i;
      continue;
    }
    if ((w.marks & kPlace) != 0 && slot != first &&
        slot != Slot::o) {  // "between the Strip and X": what is joined to a place stands there
      joined = slot;
    }
    // a plain word
    if (is_verb && i == t.tokens.end && slot == Slot::s && arguments_.empty() && is_crowd(i)) {
      bare = slot = Slot::o;  // "*protesters* stormed the embassy of X"
      saw_subject_ = true;
      ++i;
      continue;
    }
    is_closed = is_closed || (is_adjunct() && (has_pronoun(i) || a_.tokens[i].kind == TokenKind::number));
    if (!is_verb && arguments_.empty() && slot == Slot::g && t.part(slot) == Part::recipient && has_pronoun(i)) {
      const Index owner = own_speaker(t.tokens.begin, i, a_.tokens[i].enclitic_bytes);
      const bool is_body = owner != kNone && r_.actor(owner).type != ActorType::person;
      if (is_body) arguments_.push_back({owner, slot, i, 0, false});  // "announced the killing of one of its staff"
    }
    if (is_verb && arguments_.empty() && slot == Slot::s && has_pronoun(i)) has_reflexive = true;  // "met his counterpart X"
    if (has_waw) {
      if (after_comma && !is_verb) break;
      slot = last != Slot::none ? last : slot;
      depth = 0;
      after_name = false;
    }
    if (after_comma && !is_verb) break;
    const Pos pos = a_.tokens[i].pos;
    if (after_name && last != Slot::none && is_verb && slot == Slot::s && bare == Slot::s && !after_comma && pos == Pos::NOUN) {
      bare = slot = Slot::o;  // a new noun phrase
      depth = 0;
      after_name = false;
    }
    if (is_behind_doer(i) && after_name && last == Slot::g && slot == Slot::g && !has_waw && clitic == Slot::none &&
        !after_comma) {
      bare = slot = Slot::o;  // "X's downing of a plane"
      depth = 0;
      after_name = false;
      saw_object_ = i != t.needed;  // "laying *the responsibility* on X" names no object
    }
    if (pos != Pos::ADJ && pos != Pos::NUM) ++depth;
    ++i;
    after_comma = false;
  }
}

// A sound masculine plural in the nominative, which is in no construct.
bool Filler::is_nominative_plural(Index noun) const {
  using namespace text::letter;
  const std::string_view s = a_.text(a_.tokens[noun].span);
  return s.size() > 8 && s.ends_with(kNoonUtf8) && s.substr(0, s.size() - 2).ends_with(kWawUtf8) &&
         a_.tokens[noun].pos == Pos::NOUN;
}

// A sound plural in the nominative right behind a verb that takes an object: its subject, whom no name stands for.
bool Filler::is_crowd(Index noun) const {
  if (!is_nominative_plural(noun) || a_.tokens[noun].proclitics != 0 || noun + 1 >= a_.tokens.size()) return false;
  const Word& next = r_.words[noun + 1];  // its object, not "gunmen *of* X"
  const bool is_definite = next.mention != kNone || !is_name_without_article(noun + 1);
  return is_definite && clitic_slot(noun + 1) == Slot::none && next.slot == Slot::none && a_.tokens[noun + 1].pos != Pos::ADJ;
}

// "In a statement *that X carried*": behind a clause of an outlet on an indefinite noun; kNone where there is none.
Index Filler::past_outlet(Index verb, Index end) const {
  if ((r_.words[verb].marks & kVerb) == 0 || !has_pronoun(verb) || verb + 1 >= end) return kNone;
  const Index name = r_.words[verb + 1].mention != kNone ? verb + 1 : verb + 2;
  if (name >= end || r_.words[name].mention == kNone || !is_outlet(r_.actor_at(name))) return kNone;
  return r_.end_at(name);
}

// "Forces *belonging to* X", "a gunman loyal to X": behind such a word, or the preposition after it, stands whose they are.
bool Filler::follows_belonging(Index i, Index begin) const {
  const auto is_it = [&](Index j) {
    const lexicon::EventRow* marker = r_.words[j].marker;
    return marker != nullptr && marker->word == EventWord::belonging && r_.words[j].trigger == kNone;
  };
  if (i > begin && is_it(i - 1)) return true;
  return i > begin + 1 && r_.words[i - 1].slot != Slot::none && r_.words[i].mention != kNone && is_it(i - 2);
}

// "Hit *positions* belonging to X": a place is hit, it does not hit. "The alliance hit a centre belonging to X": a noun with the
// article before one without it is the subject.
bool Filler::is_owned_target(const Trigger& t, Index name) const {
  const Index begin = t.tokens.end;
  const bool is_place = std::any_of(r_.words.begin() + begin, r_.words.begin() + name,
                                    [&](const Word& w) { return (w.classes & r_.target_class) != 0; });
  const Index marker = r_.words[name - 1].slot == Slot::none ? name - 1 : name - 2;
  return is_place || (!is_name_without_article(begin) && is_name_without_article(marker));
}

// "By *the bullets*": with the article they are somebody's only where an adjective says whose.
bool Filler::is_plain_weapon(Index i) const {
  return r_.words[i].slot == Slot::agent && !is_name_without_article(i) &&
         (i + 1 >= r_.words.size() || r_.words[i + 1].state == kNone);
}

// "(Hit) in the city *the positions of X*": a noun or a name right behind a place begins a phrase of its own.
bool Filler::follows_place(Index i, Index begin) const {
  if (i <= begin || (r_.words[i - 1].marks & kPlace) == 0 || (r_.words[i].marks & kPlace) != 0) return false;
  const Word& w = r_.words[i];
  return w.mention != kNone || (w.state == kNone && w.marks == 0 && w.slot == Slot::none && a_.tokens[i].pos == Pos::NOUN);
}

// A word of a time expression: "(fights) for *years* X".
bool Filler::is_time(Index i) const {
  constexpr std::uint32_t kTime = kSkip | kStopPhrase;
  return r_.words[i].mention == kNone && (r_.words[i].marks & kTime) == kTime;
}

// "Fire at *a patrol of* X": "of" behind an indefinite noun in the slot of a party says whose it is.
bool Filler::is_owner_in_phrase(const Trigger& t, Index name, Slot slot, int depth) const {
  if (depth == 0 || slot == Slot::s || slot == Slot::o || slot == Slot::g || r_.words[name].mention == kNone) return false;
  if (t.part(slot) != Part::recipient || clitic_slot(name) != Slot::li) return false;
  const Token& noun = a_.tokens[name - 1];
  return (noun.pos == Pos::NOUN || noun.pos == Pos::ADJ) && r_.words[name - 1].mention == kNone && !has_pronoun(name - 1) &&
         is_name_without_article(name - 1);
}

// "The minister visited Damascus": a place behind its verb, or behind a noun with the article, is the object.
bool Filler::follows_subject_noun(const Trigger& t, Index place) const {
  if (place == t.tokens.end) return true;
  const Index before = place - 1;
  return r_.words[before].mention == kNone && r_.words[before].slot == Slot::none &&
         (!is_name_without_article(before) || a_.tokens[before].pos == Pos::ADJ);
}

// "Groups of rights accused X", "the envoy called on X", "a security source accused X": a body behind a noun with the article, an
// adjective or a sound plural, none of which is in a construct with it, is the object.
bool Filler::is_behind_subject(const Trigger& t, Index name, int depth) const {
  if (depth == 0 || r_.words[name].mention == kNone || t.part(Slot::o) != Part::recipient) return false;
  const Index before = name - 1;
  const Token& last = a_.tokens[before];
  if (r_.words[before].mention != kNone || r_.words[before].slot != Slot::none || has_pronoun(before)) return false;
  if (clitic_slot(name) != Slot::none || follows_belonging(name, t.tokens.end)) return false;
  if (is_nominative_plural(before)) return r_.actor(r_.actor_at(name)).type != ActorType::outlet;
  const ActorType type = r_.actor(r_.actor_at(name)).type;
  if (type == ActorType::person || type == ActorType::outlet) return false;
  return last.pos == Pos::ADJ || (last.pos == Pos::NOUN && !is_name_without_article(before));
}

// A noun right behind the body that is named first: nothing else of it stands there but an object.
bool Filler::is_behind_doer(Index i) const {
  if (arguments_.size() != 1) return false;
  const Argument& x = arguments_.front();
  if (x.is_nisba || x.depth > 0 || r_.end_at(x.token) != i || r_.actor(x.actor).type == ActorType::person) return false;
  const Token& noun = a_.tokens[i];
  return (noun.pos == Pos::NOUN || noun.pos == Pos::NUM) && (noun.proclitics & kArticle) == 0 && is_name_without_article(i) &&
         (r_.words[i].marks & ~kInside) == 0;
}

// "The sanctions *imposed* on X", "the deal *signed* with Y": a participle right behind its noun; what follows is the noun's.
bool Filler::describes(const Trigger& t, Index participle) const {
  const Trigger& p = r_.triggers[participle];
  const bool is_participle = p.shape == Shape::passive_participle || (p.shape == Shape::participle && p.is(EventWord::light));
  if (t.shape != Shape::noun || !is_participle || (p.clitics & ~kArticle) != 0) return false;
  return p.is(EventWord::light) || (t.has(lexicon::kReciprocal) && p.row->type == t.row->type);
}

// What pronouns after prepositions stand for, once the subject is known.
void Filler::assign_pronouns(Trigger& t) {
  for (const auto& [token, slot] : pronouns_) {
    const Index x = antecedent(token, a_.tokens[token].enclitic_bytes, t.actors);
    if (x != kNone) assign(t, {x, slot, token, 0, false}, true);
  }
  note(t, Way::pronoun);
}

// Preposition written with the word.
lexicon::Slot Filler::clitic_slot(Index i) const {
  std::uint8_t c = r_.words[i].clitics;
  if (r_.words[i].mention == kNone) c |= a_.tokens[i].proclitics;
  if ((c & kLamClitic) != 0) return Slot::li;
  if ((c & kBaClitic) != 0) return Slot::bi;
  if ((c & kKafClitic) != 0) return Slot::other;
  if (r_.words[i].mention == kNone && r_.words[i].trigger == kNone && a_.tokens[i].proclitics == 0) {
    const std::string_view s = a_.text(a_.tokens[i].span);
    using namespace text::letter;
    const auto is = [&](const char* x, const char* y, const char* z) {
      return s.substr(0, 2) == x && s.substr(2, 2) == y && (*z == 0 || s.substr(4, 2) == z);
    };
    if (is(kLamUtf8, kLamUtf8, "") && s.size() > 8) return Slot::li;
    if (is(kBehUtf8, kAlefUtf8, kLamUtf8) && s.size() > 10) return Slot::bi;
  }
  return Slot::none;
}

// A quantity or a sort of people stands before "of": what follows says whose.
bool Filler::is_part(Index preposition, Index begin) const {
  for (Index i = preposition; i > begin && preposition - i < 3;) {
    --i;
    if (r_.words[i].mention != kNone || r_.words[i].slot != Slot::none) return false;
    if ((r_.words[i].classes & r_.part_class) != 0 || a_.tokens[i].kind == TokenKind::number || a_.tokens[i].pos == Pos::NUM)
      return true;
  }
  return false;
}

// "A Houthi position" as an object: adjective and noun in the indefinite accusative.
bool Filler::is_accusative(Index adjective) const {
  const auto ends_in_alef = [&](Index i) { return (*r_.types)[a_.tokens[i].type].folded.ends_with(text::letter::kAlefUtf8); };
  return adjective > 0 && ends_in_alef(adjective) && ends_in_alef(adjective - 1) && !has_pronoun(adjective - 1);
}

// A sound plural in the oblique case is no subject: "(they) armed the Houthis".
bool Filler::is_oblique(Index token) const {
  using namespace text::letter;
  const std::string_view s = a_.text(a_.tokens[token].span);
  const bool is_written_so = s.size() > 10 && (*r_.types)[a_.tokens[token].type].has_article && s.ends_with(kNoonUtf8) &&
                             s.substr(0, s.size() - 2).ends_with(kYehUtf8);
  if (!is_written_so || r_.end_at(token) != token + 1) return false;
  const ActorType type = r_.actor(r_.actor_at(token)).type;
  if (type == ActorType::person || type == ActorType::outlet) return false;
  if (type != ActorType::state && type != ActorType::government) return true;
  const auto here = r_.phrases_at(token);  // not "the Kremlin", "the Philippines"
  return std::any_of(here.begin(), here.end(), [](const PhraseMatch& p) {
    const auto layer = static_cast<lexicon::Layer>(p.layer);
    return layer == lexicon::Layer::adjective || (layer == lexicon::Layer::state && (p.features & lexicon::kPeopleName) != 0);
  });
}

// "Handed *X* a town": of two objects the first is to whom.
bool Filler::is_given_to(const Trigger& t, const Argument& x) const {
  return x.slot == Slot::o && x.depth == 0 && !x.is_nisba && t.part(Slot::o) == Part::content &&
         t.part(Slot::li) == Part::recipient && t.part(Slot::ila) == Part::recipient && t.needed != kNone && x.token < t.needed;
}

// A place stands for its state where it is visited or attacked.
bool Filler::takes_place(const Trigger& t, Slot slot) {
  const Part part = t.part(slot);
  if (!t.is(EventWord::trigger) && slot == Slot::o) return part == Part::actor;  // "warned Tehran against"
  if (t.row->type == EventType::CONSULT) return part == Part::recipient || part == Part::visited;
  if (part != Part::recipient) return false;
  const EventType type = t.row->type;
  if (type == EventType::AID) return slot == Slot::ila || slot == Slot::li;
  if (type == EventType::REQUEST && slot == Slot::min) return true;  // "asked of Islamabad"
  if (slot == Slot::an || slot == Slot::fi || slot == Slot::min) return type == EventType::SANCTION;
  if (slot == Slot::ala) return type == EventType::ASSAULT || type == EventType::SANCTION || type == EventType::COERCE;
  const bool is_addressed = type == EventType::REQUEST || type == EventType::THREATEN || type == EventType::ACCUSE;
  return is_addressed && t.shape == Shape::verb && slot == Slot::o;  // "asked Damascus to"
}

// "Struck *a gathering* of X", "shelled *reinforcements* of X": what is hit, though it could be an event by itself.
bool Filler::is_struck(const Trigger& t, Index token, bool is_object) const {
  const Trigger& u = r_.triggers[r_.words[token].trigger];
  return is_object && t.shape == Shape::verb && t.row->type == EventType::ASSAULT && u.shape == Shape::noun &&
         (u.row->type == EventType::PROTEST || u.row->type == EventType::MOBILIZE);
}

// Content of Part::content belongs to itself: the scan ends there.
bool Filler::enters_content(Trigger& t, Slot slot, Index token) const {
  const Part part = t.part(slot);
  if (part != Part::content && part != Part::content_owner) return false;
  if (t.content == kNone && token < r_.words.size()) t.content = token;  // a text may end behind the preposition
  if (part == Part::content_owner) t.has_owned_content = true;
  return part == Part::content;
}

// "The visit *of the delegation of X* to Y": where a place to go follows, the genitive is who goes there.
bool Filler::is_visitor(const Argument& x) const {
  return x.slot == Slot::g &&
         std::any_of(arguments_.begin(), arguments_.end(), [](const Argument& y) { return y.slot == Slot::ila; });
}

// "*Its* request from X", "*the French* demands from X": from whom one asks, not whose request it is.
bool Filler::is_owned_request(const Trigger& t) const {
  if (t.row->type != EventType::REQUEST || t.shape != Shape::noun) return false;
  const auto owns = [&](const Argument& y) { return y.slot == Slot::g && t.part(Slot::g) == Part::actor; };
  return t.enclitic_bytes > 0 || std::any_of(arguments_.begin(), arguments_.end(), owns);
}

// "X's invasion *of Y*": behind the genitive of the doer "of" says whom it befell, not whose it was.
bool Filler::is_of_doer(const Trigger& t, const Argument& x) const {
  return t.shape == Shape::noun && t.row->type == EventType::ASSAULT &&
         std::any_of(arguments_.begin(), arguments_.end(), [&](const Argument& y) {
           return y.slot == Slot::g && y.depth == 0 && y.token < x.token && t.part(Slot::g) == Part::actor;
         });
}

void Filler::assign(Trigger& t, const Argument& x, bool has_object) {
  Part part = t.part(x.slot);
  if (x.slot == Slot::g && !t.is(EventWord::trigger)) part = t.part(Slot::s);
  if (x.slot == Slot::agent) part = Part::actor;
  if (x.slot == Slot::g && x.is_nisba && x.depth == 0 && part != Part::none)
    part = is_victim(t, x) ? Part::recipient : Part::actor;
  if (x.slot == Slot::g && x.depth > 0 && part == Part::actor && t.part(Slot::o) == Part::recipient) part = Part::recipient;
  if (part == Part::actor && is_owner_of_target(t, x)) part = Part::recipient;
  if (part == Part::actor && names_deal(t, x)) return;
  if (part == Part::actor && x.slot == Slot::min && is_owned_request(t)) part = Part::recipient;
  if (part == Part::actor && x.slot == Slot::li && is_of_doer(t, x)) part = Part::recipient;
  switch (part) {
    case Part::actor: add_unique(t.actors, x.actor); break;
    case Part::recipient:
    case Part::content_owner: add_unique(t.recipients, x.actor); break;
    case Part::agent:
      if (t.shape != Shape::verb || t.is_passive) add_unique(t.actors, x.actor);
      break;
    case Part::transitive: add_unique(has_object && x.depth == 0 ? t.actors : t.recipients, x.actor); break;
    case Part::visited:
      add_unique(r_.actor(x.actor).type == ActorType::person || x.is_nisba || is_visitor(x) ? t.actors : t.recipients, x.actor);
      break;
    case Part::besieged: add_unique(x.is_nisba || has_object ? t.actors : t.recipients, x.actor); break;
    case Part::sponsor: t.third.push_back({x.actor, ThirdRole::sponsor}); break;
    case Part::host: t.third.push_back({x.actor, ThirdRole::host}); break;
    default: break;
  }
}

// "The killing of a Palestinian": an adjective of a state right behind an indefinite noun of death or arrest is whom it befalls.
bool Filler::is_victim(const Trigger& t, const Argument& x) const {
  const Part part = t.part(Slot::g);
  if ((t.features & lexicon::kDefinite) != 0 || !is_name_without_article(x.token)) return false;
  return part == Part::recipient || (part == Part::transitive && t.has(lexicon::kOftenPassive));
}

// "The bombing of positions of X": what is hit is X's.
bool Filler::is_owner_of_target(const Trigger& t, const Argument& x) const {
  if (t.row->type != EventType::ASSAULT || t.shape != Shape::noun || x.slot != Slot::li) return false;
  for (Index i = t.tokens.end; i < x.token; ++i) {
    const Word& w = r_.words[i];
    if (w.slot != Slot::none || w.mention != kNone || (w.classes & r_.weapon_class) != 0)
      return false;  // "raids of helicopters of X"
    if (a_.tokens[i].pos == Pos::NOUN && (w.marks & ~kInside) == 0) return true;
  }
  return false;
}

// "The crackdown of X on Y": of two with "of" behind an adjective of a noun of force the first does it.
bool Filler::gives_doer(const Trigger& t, const Argument& x) const {
  const EventType type = t.row->type;
  if ((type != EventType::ASSAULT && type != EventType::COERCE) || x.depth > 0) return false;
  if (x.token == t.tokens.end || a_.tokens[x.token - 1].pos != Pos::ADJ) return false;
  const Index end = std::min<Index>(r_.sentence(t).tokens.end, r_.end_at(x.token) + 1);
  return r_.end_at(x.token) < end && clitic_slot(r_.end_at(x.token)) == Slot::li;
}

// "The Algiers agreement": a capital or state right behind it is where it was signed.
bool Filler::names_deal(const Trigger& t, const Argument& x) const {
  return t.row->type == EventType::AGREE && t.shape == Shape::noun && t.has(lexicon::kAgreementNoun) && x.slot == Slot::g &&
         x.depth == 0 && !x.is_nisba && x.token == t.tokens.end && r_.actor(x.actor).type == ActorType::state;
}

// Who met or agreed: "held talks with Y" and "received Y" have the other one in another place.
void Filler::remember_parties(const Trigger& t) {
  const bool is_meeting =
      t.is(EventWord::trigger) && !t.has(lexicon::kHosts) && (t.has(lexicon::kReciprocal) || t.row->type == EventType::CONSULT);
  if (!is_meeting) return;
  std::vector<Index> parties = t.actors;
  for (const Index x : t.recipients) add_unique(parties, x);
  const Index k = index_of(t);
  if (parties.size() == 1 && t.shape == Shape::noun && k > 0 && r_.triggers[k - 1].is(EventWord::light) &&
      r_.triggers[k - 1].sentence == t.sentence)
    for (const Index x : r_.triggers[k - 1].actors) add_unique(parties, x);
  if (parties.size() >= 2) last_parties_ = std::move(parties);
}

void Filler::noun_arguments(Trigger& t) {
  if (t.shape == Shape::participle) return participle_arguments(t);
  scan(t, Slot::g);
  bool has_object = saw_object_;
  if (t.enclitic_bytes > 0 && t.part(Slot::o) != Part::none) {  // "its accusing X": behind the pronoun stands the object
    for (Argument& x : arguments_)
      if (x.slot == Slot::g && !x.is_nisba) x.slot = Slot::o;
  }
  for (const Argument& x : arguments_) {
    const Part p = t.part(x.slot);
    if (x.slot != Slot::g && (p == Part::recipient || x.slot == Slot::o)) has_object = true;
    t.is_between = t.is_between || x.slot == Slot::bayn;
  }
  // "Its condemnation of X": "of" behind the pronoun says to whom.
  const bool takes_of = t.part(Slot::li) == Part::recipient || t.part(Slot::li) == Part::content_owner;
  has_object = has_object ||
               (takes_of && t.enclitic_bytes > 0 && t.tokens.end < a_.tokens.size() && clitic_slot(t.tokens.end) == Slot::li);
  if (t.enclitic_bytes > 0) {
    const Index speaker = own_speaker(t.tokens.begin, t.tokens.end - 1, t.enclitic_bytes);
    const Index x = speaker != kNone ? speaker : antecedent(t.tokens.end - 1, t.enclitic_bytes, who_answers(t));
    if (x != kNone) assign(t, {x, Slot::g, t.tokens.begin, 0, false}, has_object);
    note(t, Way::pronoun);
  }
  bool has_doer = t.enclitic_bytes > 0 || !t.actors.empty();
  for (const Argument& x : arguments_) {
    const bool is_doer = !has_doer && x.slot == Slot::li && t.part(Slot::li) == Part::recipient && gives_doer(t, x);
    assign(t, is_doer ? Argument{x.actor, Slot::agent, x.token, x.depth, x.is_nisba} : x, has_object);
    has_doer = has_doer || is_doer || x.slot == Slot::g;
    note(t, way_of(x));
  }
  assign_pronouns(t);
  if (t.shape == Shape::passive_participle) described_by(t);
  t.has_own_actor = !t.actors.empty();
  remember_parties(t);
}

// "The units, supported by X": what the participle describes is the recipient.
void Filler::described_by(Trigger& t) {
  const Index name = name_before(t.tokens.begin, 6);
  if (name != kNone) add_unique(t.recipients, r_.actor_at(name));
  note(t, Way::described);
}

// "X, attacking Y: ...": the name right before a participle opens the sentence.
Index Filler::opening_name(Index participle) const {
  const Index begin = a_.sentences[r_.sentence_of[participle]].tokens.begin;
  if (participle == begin || r_.words[participle - 1].mention == kNone) return kNone;
  const Reading::Name& name = r_.names[r_.words[participle - 1].mention];
  return name.tokens.begin == begin && !is_outlet(name.actor) ? name.actor : kNone;
}

// "..., calling on Y to": the subject is that of the clause.
void Filler::participle_arguments(Trigger& t) {
  scan(t, Slot::s);
  for (Argument& x : arguments_) {
    if (x.slot == Slot::s) x.slot = Slot::o;
    assign(t, x, true);
    note(t, way_of(x));
  }
  if (t.enclitic_bytes > 0) {
    if (const Index x = antecedent(t); x != kNone) assign(t, {x, Slot::o, t.tokens.begin, 0, false}, true);
    note(t, Way::pronoun);
  }
  const Index opening = opening_name(t.tokens.begin);
  const Index subject = opening != kNone ? opening : subject_of_clause(t);
  if (subject != kNone && !contains(t.recipients, subject)) add_unique(t.actors, subject);
  note(t, Way::carried);
  t.has_own_actor = !t.actors.empty();
}

}  // namespace isnad::event
