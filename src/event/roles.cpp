#include "event/roles.h"

#include <algorithm>

#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::event {
namespace {

using lexicon::EventWord;
using lexicon::Part;
using lexicon::Slot;

constexpr Index kReach = 26;      // tokens that an argument may stand away from its verb
constexpr Index kNounReach = 16;  // and from its noun
constexpr Index kGovernorReach = 12;
constexpr Index kLeftReach = 16;
constexpr Index kAntecedentReach = 60;
constexpr Index kNearVerb = 6;
constexpr Index kTopicReach = 30;

struct Argument {
  Index actor = kNone;
  Slot slot = Slot::none;
  Index token = 0;
  int depth = 0;  // plain nouns between the slot and the name
  bool is_nisba = false;
};

void add_unique(std::vector<Index>& list, Index actor) {
  if (actor != kNone && std::find(list.begin(), list.end(), actor) == list.end()) list.push_back(actor);
}

bool contains(const std::vector<Index>& list, Index actor) { return std::find(list.begin(), list.end(), actor) != list.end(); }

class Filler {
 public:
  explicit Filler(Reading& r) : r_(r), a_(*r.a) {}

  void run() {
    for (Index k = 0; k < r_.triggers.size(); ++k) {
      Trigger& t = r_.triggers[k];
      if (t.shape == Shape::verb) {
        verb_arguments(t);
      } else {
        noun_arguments(t);
      }
    }
    for (Index k = 0; k < r_.triggers.size(); ++k) link_governor(k);
    for (Index k = 0; k < r_.triggers.size(); ++k) hand_down(k);
    for (Index k = 0; k < r_.triggers.size(); ++k) refer_back(k);
    for (Trigger& t : r_.triggers) owners_of_content(t);
    for (Index k = 0; k < r_.triggers.size(); ++k) cause_of_death(k);
    for (Index k = 0; k < r_.triggers.size(); ++k) third_parties(r_.triggers[k]);
  }

 private:
  // --- scanning -----------------------------------------------------------------------------------------------------

  // Arguments after the trigger, with the slot each stands in, into `arguments_`.
  void scan(Trigger& t, Slot first) {
    arguments_.clear();
    pronouns_.clear();
    saw_both_ = Slot::none;
    const Sentence& s = r_.sentence(t);
    const bool is_verb = first == Slot::s;
    const Index end = std::min<Index>(s.tokens.end, t.tokens.end + (is_verb ? kReach : kNounReach));
    Slot slot = first;
    Slot bare = first;  // slot of the next noun without preposition
    Slot last = Slot::none;
    int depth = 0;
    int last_depth = 0;
    bool after_name = false;
    bool after_comma = false;
    for (Index i = t.tokens.end; i < end;) {
      const Word& w = r_.words[i];
      const bool is_named = w.mention != kNone || w.state != kNone;
      if ((w.marks & (kHardStop | kColon)) != 0) break;
      if ((w.marks & (kOpenQuote | kCloseQuote | kInside)) != 0 && !is_named) {
        ++i;
        continue;
      }
      if ((w.marks & kComma) != 0) {
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
        if ((w.marks & kVerb) != 0) break;
        if ((w.marks & kSkip) != 0) {
          ++i;
          continue;
        }
        if (w.slot != Slot::none) {
          if (after_comma && !is_verb) break;
          if (has_pronoun(i)) {  // "with him": the next noun is not its
            const Part part = t.part(w.slot);
            if (part == Part::actor || part == Part::recipient) pronouns_.push_back({i, w.slot});
            ++i;
            continue;
          }
          slot = w.slot;
          depth = 0;
          after_name = false;
          ++i;
          if (enters_content(t, slot, i)) break;
          continue;
        }
      }
      const Slot clitic = clitic_slot(i);
      if (clitic != Slot::none) {
        if (after_comma && !is_verb) break;
        slot = clitic;
        depth = 0;
        after_name = false;
        if (enters_content(t, slot, i)) break;
      }
      const bool has_waw = (w.clitics & (kWawClitic | kFaClitic)) != 0 || starts_with_waw(i);
      if (w.trigger != kNone && !is_named) {
        const Part part = t.part(slot);
        if (t.content == kNone && !has_waw &&
            (part == Part::content || part == Part::content_owner || slot == bare || slot == Slot::g))
          t.content = i;
        break;
      }
      if ((w.marks & kBoth) != 0) {
        saw_both_ = slot;
        slot = bare;
        ++i;
        continue;
      }
      if (is_named) {
        const Index actor = r_.actor_at(i);
        const bool is_nisba = w.mention == kNone;
        if (!has_waw && clitic == Slot::none && !arguments_.empty() && arguments_.back().actor == actor) {  // "X (alias)"
          i = r_.end_at(i);
          continue;
        }
        const bool is_person = r_.actor(actor).type == ActorType::person;
        Argument* previous = arguments_.empty() ? nullptr : &arguments_.back();
        if (has_waw && last != Slot::none && clitic == Slot::none) {
          slot = last;
          depth = last_depth;
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
        arguments_.push_back({actor, slot, i, depth, is_nisba});
        last = slot;
        last_depth = depth;
        after_name = true;
        after_comma = false;
        i = r_.end_at(i);
        if (slot != Slot::s && slot != Slot::o && slot != Slot::g) slot = bare;
        continue;
      }
      // a plain word
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
      if (pos != Pos::ADJ && pos != Pos::NUM) ++depth;
      ++i;
      after_comma = false;
    }
  }

  [[nodiscard]] bool has_pronoun(Index i) const { return a_.tokens[i].enclitic_bytes > 0; }
  [[nodiscard]] bool is_outlet(Index actor) const { return r_.actor(actor).type == ActorType::outlet; }

  // What pronouns after prepositions stand for, once the subject is known.
  void assign_pronouns(Trigger& t) {
    for (const auto& [token, slot] : pronouns_) {
      const Index x = antecedent(token, a_.tokens[token].enclitic_bytes, t.actors);
      if (x != kNone) assign(t, {x, slot, token, 0, false}, true);
    }
  }
  [[nodiscard]] bool starts_with_waw(Index i) const { return (a_.tokens[i].proclitics & (kWawClitic | kFaClitic)) != 0; }

  // Preposition written with the word.
  [[nodiscard]] Slot clitic_slot(Index i) const {
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

  // Content of Part::content belongs to itself: the scan ends there.
  static bool enters_content(Trigger& t, Slot slot, Index token) {
    const Part part = t.part(slot);
    if (part != Part::content && part != Part::content_owner) return false;
    if (t.content == kNone) t.content = token;
    if (part == Part::content_owner) t.has_owned_content = true;
    return part == Part::content;
  }

  // --- what an argument is --------------------------------------------------------------------------------------------

  void assign(Trigger& t, const Argument& x, bool has_object) {
    Part part = t.part(x.slot);
    if (x.slot == Slot::g && !t.is(EventWord::trigger)) part = t.part(Slot::s);
    if (x.slot == Slot::agent) part = Part::actor;
    if (x.slot == Slot::g && x.is_nisba && x.depth == 0 && part != Part::none) part = Part::actor;
    if (x.slot == Slot::g && x.depth > 0 && part == Part::actor && t.part(Slot::o) == Part::recipient) part = Part::recipient;
    switch (part) {
      case Part::actor: add_unique(t.actors, x.actor); break;
      case Part::recipient:
      case Part::content_owner: add_unique(t.recipients, x.actor); break;
      case Part::agent:
        if (t.shape != Shape::verb || t.is_passive) add_unique(t.actors, x.actor);
        break;
      case Part::transitive: add_unique(has_object && x.depth == 0 ? t.actors : t.recipients, x.actor); break;
      case Part::visited:
        add_unique(r_.actor(x.actor).type == ActorType::person || x.is_nisba ? t.actors : t.recipients, x.actor);
        break;
      case Part::besieged: add_unique(x.is_nisba ? t.actors : t.recipients, x.actor); break;
      case Part::sponsor: t.third.push_back({x.actor, ThirdRole::sponsor}); break;
      case Part::host: t.third.push_back({x.actor, ThirdRole::host}); break;
      default: break;
    }
  }

  void assign_both(Trigger& t) {
    if (saw_both_ == Slot::none || last_parties_.size() < 2) return;
    for (const Index x : last_parties_) assign(t, {x, saw_both_, 0, 0, false}, false);
  }

  void remember_parties(const Trigger& t) {
    if (t.has(lexicon::kReciprocal) && t.actors.size() >= 2) last_parties_ = t.actors;
  }

  // --- nouns ----------------------------------------------------------------------------------------------------------

  void noun_arguments(Trigger& t) {
    if (t.shape == Shape::participle) return participle_arguments(t);
    scan(t, Slot::g);
    bool has_object = false;
    for (const Argument& x : arguments_) {
      const Part p = t.part(x.slot);
      if (x.slot != Slot::g && (p == Part::recipient || x.slot == Slot::o)) has_object = true;
    }
    if (t.enclitic_bytes > 0) {
      const Index x = antecedent(t);
      if (x != kNone) assign(t, {x, Slot::g, t.tokens.begin, 0, false}, has_object);
    }
    for (const Argument& x : arguments_) assign(t, x, has_object);
    assign_pronouns(t);
    assign_both(t);
    if (t.shape == Shape::passive_participle) described_by(t);
    t.has_own_actor = !t.actors.empty();
    remember_parties(t);
  }

  // "The units, supported by X": what the participle describes is the recipient.
  void described_by(Trigger& t) {
    const Index name = name_before(t.tokens.begin, 6);
    if (name != kNone) add_unique(t.recipients, r_.actor_at(name));
  }

  // "..., calling on Y to": the subject is that of the clause.
  void participle_arguments(Trigger& t) {
    scan(t, Slot::s);
    for (Argument& x : arguments_) {
      if (x.slot == Slot::s) x.slot = Slot::o;
      assign(t, x, true);
    }
    if (t.enclitic_bytes > 0) {
      if (const Index x = antecedent(t); x != kNone) assign(t, {x, Slot::o, t.tokens.begin, 0, false}, true);
    }
    const Index subject = subject_of_clause(t);
    if (subject != kNone && !contains(t.recipients, subject)) add_unique(t.actors, subject);
    t.has_own_actor = !t.actors.empty();
  }

  // --- verbs ----------------------------------------------------------------------------------------------------------

  void verb_arguments(Trigger& t) {
    scan(t, Slot::s);
    mark_passive(t);
    const Left left = look_left(t);
    t.is_relative = left.relative != kNone || pronoun_follows(t);
    std::vector<Argument> found(arguments_);
    const bool is_plural =
        (t.features & lexicon::kNumberMask) == lexicon::kPlural || (t.features & lexicon::kNumberMask) == lexicon::kDual;
    const bool is_first =
        (t.features & lexicon::kPersonMask) == lexicon::kFirst || (t.features & lexicon::kPersonMask) == lexicon::kSecond;
    const auto right = std::find_if(found.begin(), found.end(), [](const Argument& x) { return x.slot == Slot::s; });
    const bool takes_right = right != found.end() && agrees(t, *right) && !is_first && !is_plural;
    bool has_subject = false;
    if (is_first) {
      has_subject = first_person_subject(t);
    } else if (left.relative != kNone && t.enclitic_bytes > 0) {
      add_object(t, left);
      has_subject = takes_right;
    } else if (left.name != kNone && (left.is_sure || !takes_right)) {
      if (agrees(t, {left.name, Slot::s, 0, 0, false})) {
        for (const Argument& x : left_names_) give_subject(t, x.actor);
        has_subject = true;
      }
    } else if (left.trigger != kNone && !takes_right) {
      t.governor = left.trigger;  // "a raid hit": its actors are the verb's
      has_subject = true;
    }
    const bool is_from_left =
        has_subject && left.name != kNone && t.actors.size() + t.recipients.size() > 0 && !takes_right_only(left, takes_right);
    for (Argument& x : found) {
      if (x.slot == Slot::s) {
        if (is_from_left || !takes_right) x.slot = Slot::o;
        if (t.is_passive && x.slot == Slot::s) {
          add_unique(t.recipients, x.actor);
          has_subject = true;
          continue;
        }
        if (x.slot == Slot::s) has_subject = true;
      }
      if (contains(t.actors, x.actor) && x.slot == Slot::o) continue;
      assign(t, x, true);
    }
    assign_both(t);
    if (t.enclitic_bytes > 0 && left.relative == kNone) {
      if (const Index x = antecedent(t); x != kNone && !contains(t.actors, x))
        assign(t, {x, Slot::o, t.tokens.begin, 0, false}, true);
    }
    if (!has_subject && left.possessed != kNone) {  // "his forces help"
      const Index x = antecedent(left.possessed, a_.tokens[left.possessed].enclitic_bytes, {});
      if (x != kNone) give_subject(t, x);
      has_subject = true;
    }
    bool is_carried = false;
    if (!has_subject && !left.is_unnamed && !t.is_passive && !t.has(lexicon::kPassiveLight)) {
      is_carried = t.actors.empty();
      carry_subject(t);
    }
    assign_pronouns(t);
    give_to_noun(t, left, found);
    t.has_own_actor = !t.actors.empty() && !is_carried;
    remember_parties(t);
  }

  static bool takes_right_only(const auto& left, bool takes_right) { return takes_right && !left.is_sure; }

  // "areas that it controls": a preposition with a pronoun right after the verb.
  [[nodiscard]] bool pronoun_follows(const Trigger& t) const {
    return t.tokens.end < a_.tokens.size() && r_.words[t.tokens.end].slot == Slot::ala && has_pronoun(t.tokens.end);
  }

  void give_subject(Trigger& t, Index actor) {
    if (t.is_passive) {
      add_unique(t.recipients, actor);
    } else {
      assign(t, {actor, Slot::s, 0, 0, false}, true);
    }
  }

  // A damma on the first letters, or a verb of death before a number, is passive.
  void mark_passive(Trigger& t) {
    const std::string_view s = a_.text(a_.tokens[t.tokens.begin].span);
    if (s.substr(0, 12).find("\xD9\x8F") != std::string_view::npos) t.is_passive = true;
    if (!t.has(lexicon::kOftenPassive) || t.enclitic_bytes > 0) return;
    if (t.tokens.end < a_.tokens.size() && a_.tokens[t.tokens.end].kind == TokenKind::number) t.is_passive = true;
    bool has_named_subject = false;
    for (const Argument& x : arguments_) {
      if (x.slot == Slot::agent) t.is_passive = true;
      if (x.slot == Slot::s) has_named_subject = true;
    }
    if (!has_named_subject && (t.features & lexicon::kFormMask) == lexicon::kPast && t.tokens.end < a_.tokens.size() &&
        r_.words[t.tokens.end].slot == Slot::none && (t.features & lexicon::kNumberMask) == lexicon::kSingular) {
      t.is_passive = true;
    }
  }

  // Feminine verb with a male person, or the other way round.
  [[nodiscard]] bool agrees(const Trigger& t, const Argument& x) const {
    const Actor& actor = r_.actor(x.actor);
    if (actor.gender == 0 || x.depth > 0 || x.is_nisba) return true;
    if (actor.type != ActorType::person && actor.type != ActorType::state) return true;
    if ((t.features & lexicon::kNumberMask) != lexicon::kSingular) return true;
    const bool is_feminine = (t.features & lexicon::kFeminine) != 0;
    return is_feminine == (actor.gender == 'f');
  }

  struct Left {
    Index name = kNone;       // actor of the noun phrase before the verb
    Index trigger = kNone;    // trigger noun that is the verb's subject or the head of its relative clause
    Index relative = kNone;   // token of the relative pronoun
    bool is_sure = false;     // a complementizer or the start of the sentence stands before it
    bool is_unnamed = false;  // the noun before the verb names no actor
    Index possessed = kNone;  // noun with a pronoun before the verb
  };

  // The noun phrase before a verb. Names found are in `left_names_`.
  Left look_left(const Trigger& t) {
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
    if (i > s.tokens.begin && out.relative == kNone && is_unnamed_noun(i - 1)) {
      if (has_pronoun(i - 1)) out.possessed = i - 1;
      out.is_unnamed = true;
    }
    const Index stop = s.tokens.begin + (i > s.tokens.begin + kLeftReach ? i - s.tokens.begin - kLeftReach : 0);
    bool is_sure = i > stop ? false : true;
    Index plain = 0;
    Slot governed = Slot::none;
    Index trigger = kNone;
    while (i > stop) {
      const Word& w = r_.words[i - 1];
      if (w.mention != kNone) {
        const Mention& m = a_.mentions[w.mention];
        i = m.tokens.begin;
        const std::uint8_t c = r_.words[i].clitics;
        left_names_.push_back({m.actor,
                               (c & kLamClitic) != 0  ? Slot::li
                               : (c & kBaClitic) != 0 ? Slot::bi
                                                      : Slot::s,
                               i, 0, false});
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
      if (w.trigger != kNone && r_.triggers[w.trigger].shape == Shape::noun) {
        trigger = w.trigger;
        if (out.relative != kNone || left_names_.empty()) {
          --i;
          break;
        }
      }
      if (w.state != kNone) left_names_.push_back({w.state, Slot::s, i - 1, 0, true});
      ++plain;
      --i;
    }
    if (i == s.tokens.begin) is_sure = true;
    if (trigger != kNone && (r_.triggers[trigger].tokens.begin + 6 >= t.tokens.begin || out.relative != kNone)) {
      out.trigger = trigger;
      if (t.enclitic_bytes > 0 && out.relative == kNone)
        out.relative = t.tokens.begin;  // "an attack that X launched", indefinite
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
  void settle_left_names() {
    std::reverse(left_names_.begin(), left_names_.end());
    std::vector<Argument>& names = left_names_;
    std::vector<Argument> kept;
    for (const Argument& x : names) {
      const bool is_person = r_.actor(x.actor).type == ActorType::person;
      const bool is_coordinated = (r_.words[x.token].clitics & kWawClitic) != 0;
      if (is_person && !is_coordinated && !kept.empty() && r_.actor(kept.back().actor).type != ActorType::person) {
        kept.back() = x;
      } else if (kept.empty() || is_coordinated) {
        kept.push_back(x);
      }
    }
    names = std::move(kept);
  }

  void add_object(Trigger& t, const Left& left) {
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

  [[nodiscard]] Index index_of(const Trigger& t) const { return static_cast<Index>(&t - r_.triggers.data()); }

  // "We": the state of the one who speaks; "I": the speaker.
  bool first_person_subject(Trigger& t) {
    const Index speaker = speaker_of(a_, attribution_at(a_, t.tokens.begin));
    if (speaker == kNone) return false;
    Index who = speaker;
    const bool is_plural = (t.features & lexicon::kNumberMask) == lexicon::kPlural;
    if (is_plural) {
      const std::string_view country = r_.actor(speaker).country;
      for (Index i = 0; i < a_.actors.size() && !country.empty(); ++i) {
        if (a_.actors[i].id == country) who = i;
      }
    }
    give_subject(t, who);
    return true;
  }

  void carry_subject(Trigger& t) {
    if ((t.clitics & (kWawClitic | kFaClitic)) == 0 && is_unnamed_noun(t.tokens.end))
      return;  // its subject is a noun without name
    const Index x = subject_of_clause(t);
    if (x != kNone && !contains(t.recipients, x) && agrees(t, {x, Slot::s, 0, 0, false})) {
      give_subject(t, x);
    }
  }

  [[nodiscard]] bool is_unnamed_noun(Index i) const {
    if (i >= a_.tokens.size()) return false;
    const Word& w = r_.words[i];
    return w.mention == kNone && w.trigger == kNone && w.slot == Slot::none && (w.marks & ~(kInside)) == 0 &&
           a_.tokens[i].pos == Pos::NOUN && clitic_slot(i) == Slot::none;
  }

  // An occurrence verb ("took place") or a light verb gives what it does not take to its noun: "talks were held between X
  // and Y", "the talks that X held with Y".
  void give_to_noun(Trigger& t, const Left& left, const std::vector<Argument>& found) {
    if (left.trigger == kNone || t.is(EventWord::trigger)) return;
    Trigger& noun = r_.triggers[left.trigger];
    for (const Argument& x : found) {
      if (x.slot == Slot::s || x.slot == Slot::o || t.part(x.slot) != Part::none) continue;
      assign(noun, x, true);
    }
    if (saw_both_ != Slot::none && last_parties_.size() >= 2) {
      for (const Index x : last_parties_) assign(noun, {x, saw_both_, 0, 0, false}, false);
    }
    noun.has_own_actor = !noun.actors.empty();
    remember_parties(noun);
  }

  // Subject of the verb before in the sentence, else the source of the statement, else of the sentence before.
  [[nodiscard]] Index subject_of_clause(const Trigger& t) const {
    const Index k = index_of(t);
    for (Index j = k; j > 0;) {
      const Trigger& u = r_.triggers[--j];
      if (u.sentence != t.sentence) break;
      if (has_complementizer(u.tokens.end, t.tokens.begin)) break;
      if (u.shape == Shape::verb && !u.actors.empty() && !u.is_passive) return u.actors.front();
    }
    if (const Index x = topic(t); x != kNone) return x;
    if (const Index source = source_before(t.tokens.begin, r_.sentence(t).tokens.begin); source != kNone) return source;
    const Index attribution = attribution_at(a_, t.tokens.begin);
    if (const Index speaker = speaker_of(a_, attribution); speaker != kNone && !is_outlet(speaker)) return speaker;
    if (t.sentence == 0 || r_.sentence(t).is_headline) return kNone;
    const Sentence& before = a_.sentences[t.sentence - 1];
    if (before.is_headline) return kNone;
    for (Index j = 0; j < k; ++j) {
      const Trigger& u = r_.triggers[j];
      if (u.sentence == t.sentence - 1 && u.shape == Shape::verb && !u.actors.empty()) return u.actors.front();
    }
    return source_before(before.tokens.end, before.tokens.begin);
  }

  [[nodiscard]] bool has_complementizer(Index begin, Index end) const {
    for (Index i = begin; i < end; ++i)
      if ((r_.words[i].marks & kComplementizer) != 0 && r_.words[i].mention == kNone) return true;
    return false;
  }

  // The name right after the complementizer of the clause: "said that X, ..., asked".
  [[nodiscard]] Index topic(const Trigger& t) const {
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
  [[nodiscard]] Index source_before(Index token, Index begin) const {
    Index best = kNone;
    const ByteOffset lower = begin < a_.tokens.size() ? a_.tokens[begin].span.begin : ByteOffset();
    const ByteOffset upper =
        token < a_.tokens.size() ? a_.tokens[token].span.begin : ByteOffset(static_cast<std::uint32_t>(a_.text().size()));
    for (Index i = 0; i < a_.attributions.size(); ++i) {
      const Attribution& x = a_.attributions[i];
      if (x.cue.begin < lower || x.cue.begin >= upper) continue;
      if (const Index s = speaker_of(a_, i); s != kNone && !is_outlet(s)) best = s;
    }
    return best;
  }

  // --- pronouns -------------------------------------------------------------------------------------------------------

  struct Pronoun {
    bool first = false;
    char gender = 0;
    bool plural = false;
  };
  [[nodiscard]] Pronoun pronoun(Index token, std::uint8_t bytes) const {
    using namespace text::letter;
    const ByteSpan last = a_.tokens[token].span;
    const std::string_view s = slice(a_.document->text, {last.end - bytes, last.end});
    Pronoun p;
    const auto ends = [&](std::string_view x, std::string_view y) {
      return s.size() >= 4 && s.ends_with(y) && s.substr(0, s.size() - 2).ends_with(x);
    };
    if (ends(kHehUtf8, kAlefUtf8)) p.gender = 'f';
    else if (ends(kHehUtf8, kMeemUtf8)) p.plural = true;
    else if (ends(kNoonUtf8, kAlefUtf8) || s.ends_with(kYehUtf8)) p.first = true;
    else if (s.ends_with(kHehUtf8)) p.gender = 'm';
    else p.plural = true;
    return p;
  }

  [[nodiscard]] bool fits(const Pronoun& p, Index actor) const {
    const Actor& x = r_.actor(actor);
    if (x.type == ActorType::outlet) return false;
    if (p.plural) return x.type != ActorType::person && x.type != ActorType::state;
    if (x.gender == 0) return p.gender == 'f' ? x.type != ActorType::person : true;
    return x.gender == p.gender;
  }

  [[nodiscard]] Index antecedent(const Trigger& t) const { return antecedent(t.tokens.end - 1, t.enclitic_bytes, {}); }

  // Nearest actor before that agrees with the pronoun at `token` and is none of `others`: the subject of the verb close by,
  // else the nearest name.
  [[nodiscard]] Index antecedent(Index token, std::uint8_t bytes, const std::vector<Index>& others) const {
    const Pronoun p = pronoun(token, bytes);
    if (p.first) return speaker_of(a_, attribution_at(a_, token));
    const auto is_good = [&](Index actor) { return fits(p, actor) && !contains(others, actor); };
    const Index stop = token > kAntecedentReach ? token - kAntecedentReach : 0;
    for (Index i = token, n = 0; i > stop; ++n) {
      --i;
      const Word& w = r_.words[i];
      if (w.mention != kNone && is_good(r_.actor_at(i))) return r_.actor_at(i);
      if (w.trigger == kNone || n > kNearVerb || (w.marks & kVerb) == 0) continue;
      const Trigger& u = r_.triggers[w.trigger];
      if (!u.actors.empty() && is_good(u.actors.front())) return u.actors.front();
    }
    return kNone;
  }

  // The name whose phrase ends at most `reach` plain words before `token`.
  [[nodiscard]] Index name_before(Index token, Index reach) const {
    const Index begin = a_.sentences[r_.sentence_of[token]].tokens.begin;
    for (Index i = token, n = 0; i > begin && n < reach; ++n) {
      --i;
      if (r_.words[i].mention != kNone) return i;
      if ((r_.words[i].marks & (kHardStop | kVerb)) != 0) break;
    }
    return kNone;
  }

  // --- governors --------------------------------------------------------------------------------------------------------

  void link_governor(Index k) {
    Trigger& t = r_.triggers[k];
    if (t.governor != kNone) return;
    const Sentence& s = r_.sentence(t);
    Index i = t.tokens.begin;
    if (t.shape == Shape::verb) {  // only under a complementizer: "demands that X withdraw"
      Index n = 0;
      while (i > s.tokens.begin && (r_.words[i - 1].marks & (kNegation | kSkip)) != 0) --i;
      if (i == s.tokens.begin || (r_.words[i - 1].marks & kComplementizer) == 0) return;
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
    const Index stop = i > s.tokens.begin + kGovernorReach ? i - kGovernorReach : s.tokens.begin;
    while (i > stop) {
      --i;
      const Word& w = r_.words[i];
      if (w.trigger != kNone) {
        t.governor = w.trigger;
        return;
      }
      if ((w.marks & (kAnyBoundary | kVerb)) != 0) return;
    }
  }

  void hand_down(Index k) {
    Trigger& t = r_.triggers[k];
    relative_light(k, t);
    if (t.governor == kNone) {
      if (t.shape == Shape::noun && t.is_event && t.actors.empty()) announced(t);
      return;
    }
    const Trigger& g = r_.triggers[t.governor];
    if (t.shape == Shape::verb) {
      if (t.actors.empty())
        t.actors = g.is(EventWord::trigger) && g.has(lexicon::kControls) && !g.recipients.empty() && t.governor < k ? g.recipients
                                                                                                                    : g.actors;
      return;
    }
    const bool is_reciprocal = t.has(lexicon::kReciprocal);
    const bool is_help = t.row->type == EventType::SUPPORT || t.row->type == EventType::AID;
    if (is_help && (t.clitics & kBaClitic) != 0 && g.content == kNone) {  // "advanced with the support of X"
      if (t.has_own_actor && t.recipients.empty()) {
        for (const Index x : g.actors)
          if (!contains(t.actors, x)) add_unique(t.recipients, x);
      }
      return;
    }
    if (t.has_own_actor && !(is_reciprocal && t.actors.size() < 2)) return;
    if (t.shape != Shape::noun) return;
    if (g.shape != Shape::verb && g.is(EventWord::trigger) && !g.has(lexicon::kControls)) {
      const Slot link = link_slot(g, t);
      if (link == Slot::other || link == Slot::maa || link == Slot::hawl || link == Slot::min || link == Slot::bayn ||
          link == Slot::did || link == Slot::ala)
        return;
    }
    const bool is_in_content = g.content != kNone && t.tokens.begin >= g.content;
    if (g.is(EventWord::trigger) && g.has(lexicon::kControls) && is_in_content) {
      for (const Index x : g.recipients) add_unique(t.actors, x);
      if (is_reciprocal && !g.recipients.empty())
        for (const Index x : g.actors) add_unique(t.actors, x);
      return;
    }
    const bool is_light = g.is(EventWord::light) || !g.is_event;
    if (g.has(lexicon::kAnnounces) && t.has_arguments()) return;
    for (const Index x : g.actors) {
      if (!contains(t.recipients, x)) add_unique(t.actors, x);
    }
    for (const ThirdParty& x : g.third) t.third.push_back(x);
    if (is_light && !g.recipients.empty()) {
      for (const Index x : g.recipients) add_unique(is_reciprocal ? t.actors : t.recipients, x);
    }
    remember_parties(t);
  }

  // The preposition that stands between a governor and what it governs.
  [[nodiscard]] Slot link_slot(const Trigger& g, const Trigger& t) const {
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
  void relative_light(Index k, Trigger& t) {
    for (const auto& [head, verb] : carried_) {
      if (head != k || t.has_own_actor) continue;
      for (const Index x : r_.triggers[verb].actors) add_unique(t.actors, x);
      for (const Index x : r_.triggers[verb].recipients) add_unique(t.has(lexicon::kReciprocal) ? t.actors : t.recipients, x);
      t.has_own_actor = !t.actors.empty();
    }
  }

  // "X announced the extension of the truce": a noun that is content of an announcement is the announcer's.
  void announced(Trigger& t) {
    const Index attribution = attribution_at(a_, t.tokens.begin);
    if (attribution == kNone || t.has_arguments()) return;
    const Attribution& x = a_.attributions[attribution];
    if (x.act != Act::announce && x.act != Act::deny) return;
    if (x.content.empty() || x.content.front().begin + 12 < a_.tokens[t.tokens.begin].span.begin) return;
    add_unique(t.actors, speaker_of(a_, attribution));
  }

  // "The talks", "the attack": who takes part was said when it was first mentioned.
  void refer_back(Index k) {
    Trigger& t = r_.triggers[k];
    if (t.shape != Shape::noun || !t.is_event || t.has_own_actor) return;
    if ((t.features & lexicon::kDefinite) == 0) return;
    if (!t.actors.empty() && !(t.has(lexicon::kReciprocal) && t.actors.size() < 2)) return;
    for (Index j = k; j > 0;) {
      const Trigger& u = r_.triggers[--j];
      if (!u.is_event || u.row->type != t.row->type || u.shape != Shape::noun || u.actors.empty()) continue;
      if (u.row->type != EventType::CONSULT && u.row->type != EventType::AGREE && u.row->lemma.offset != t.row->lemma.offset)
        continue;
      if (t.has(lexicon::kReciprocal) && u.actors.size() < 2) continue;
      for (const Index x : u.actors) add_unique(t.actors, x);
      for (const Index x : u.recipients)
        if (!contains(t.actors, x)) add_unique(t.recipients, x);
      return;
    }
  }

  // "Rejected the offer of Y": the owner of the content is the recipient.
  void owners_of_content(Trigger& t) {
    if (!t.is(EventWord::trigger) || !t.recipients.empty() || t.content == kNone) return;
    if (!t.has_owned_content && t.part(Slot::o) != Part::content_owner) return;
    const Sentence& s = r_.sentence(t);
    for (Index i = t.content; i < std::min<Index>(s.tokens.end, t.content + 3); ++i) {
      if (r_.words[i].trigger == kNone) continue;
      Trigger& owned = r_.triggers[r_.words[i].trigger];
      if (owned.is(EventWord::trigger) && !owned.has_own_actor && owned.row->type == EventType::REQUEST) return;
      for (const Index x : owned.actors)
        if (!contains(t.actors, x)) add_unique(t.recipients, x);
      if (owned.row->type == EventType::REQUEST && owned.recipients.empty()) {  // who answers an offer is whom it was made to
        for (const Index x : t.actors)
          if (!contains(owned.actors, x)) add_unique(owned.recipients, x);
      }
      return;
    }
  }

  // "Killed in a raid by X": the killer is the one who attacks in the clause.
  void cause_of_death(Index k) {
    Trigger& t = r_.triggers[k];
    if (!t.is_event || t.row->type != EventType::ASSAULT || !t.actors.empty()) return;
    const bool is_death = t.is_passive || t.part(Slot::g) == Part::recipient;
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
  }

  // --- third parties ------------------------------------------------------------------------------------------------------

  // "Under Russian sponsorship", "mediated by Y": after the trigger, in its clause.
  void third_parties(Trigger& t) {
    if (!t.is_event ||
        (t.row->type != EventType::CONSULT && t.row->type != EventType::AGREE && t.row->type != EventType::RETREAT))
      return;
    const Sentence& s = r_.sentence(t);
    for (Index i = t.tokens.end; i < std::min<Index>(s.tokens.end, t.tokens.end + kReach); ++i) {
      const Word& w = r_.words[i];
      if ((w.marks & kHardStop) != 0) return;
      if (w.trigger != kNone && w.marker == nullptr && r_.triggers[w.trigger].row->type == t.row->type &&
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
        if (j >= s.tokens.end || (r_.words[j].clitics & kWawClitic) == 0) break;
      }
      if (t.third.size() > before) {
        if (w.trigger != kNone) r_.triggers[w.trigger].is_event = false;
        return;
      }
    }
  }

  Reading& r_;
  Analysis& a_;
  std::vector<Argument> arguments_;
  std::vector<Argument> left_names_;
  std::vector<Index> last_parties_;
  std::vector<std::pair<Index, Index>> carried_;  // trigger noun, verb of its relative clause
  std::vector<std::pair<Index, Slot>> pronouns_;  // prepositions with a pronoun, of the last scan
  Slot saw_both_ = Slot::none;
};

}  // namespace

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
