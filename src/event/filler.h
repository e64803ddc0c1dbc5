// Filler: the rules that fill the arguments of triggers, parted by what they look at.
//
// arguments.cpp reads what stands after a trigger, subjects.cpp finds who does what a verb says, pronouns.cpp whom a pronoun
// or dual means, governors.cpp what one trigger hands to another, references.cpp what earlier mentions and third parties give.
#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "event/reading.h"
#include "event/roles.h"

namespace isnad::event {

inline constexpr Index kReach = 26;  ///< tokens that an argument may stand away from its verb

/// A name after a trigger and the slot that it stands in.
struct Argument {
  Index actor = kNone;
  lexicon::Slot slot = lexicon::Slot::none;
  Index token = 0;
  int depth = 0;  ///< plain nouns between the slot and the name
  bool is_nisba = false;
};

inline void add_unique(std::vector<Index>& list, Index actor) {
  if (actor != kNone && std::find(list.begin(), list.end(), actor) == list.end()) list.push_back(actor);
}

inline bool contains(const std::vector<Index>& list, Index actor) {
  return std::find(list.begin(), list.end(), actor) != list.end();
}

class Filler {
  using EventWord = lexicon::EventWord;
  using Part = lexicon::Part;
  using Slot = lexicon::Slot;

 public:
  explicit Filler(Reading& r) : r_(r), a_(*r.a) {}

  void run();

 private:
  // Arguments after the trigger, with the slot each stands in, into `arguments_`.
  void scan(Trigger& t, Slot first);
  [[nodiscard]] bool has_pronoun(Index i) const { return a_.tokens[i].enclitic_bytes > 0; }
  [[nodiscard]] bool is_outlet(Index actor) const { return r_.actor(actor).type == ActorType::outlet; }
  [[nodiscard]] Index past_outlet(Index verb, Index end) const;
  // What pronouns after prepositions stand for, once the subject is known.
  void assign_pronouns(Trigger& t);
  [[nodiscard]] bool starts_with_waw(Index i) const { return (a_.tokens[i].proclitics & (kWawClitic | kFaClitic)) != 0; }
  // Preposition written with the word.
  [[nodiscard]] Slot clitic_slot(Index i) const;
  [[nodiscard]] static bool takes_place(const Trigger& t, Slot slot);
  [[nodiscard]] bool is_accusative(Index adjective) const;
  [[nodiscard]] bool is_oblique(Index token) const;
  [[nodiscard]] bool is_owner_of_target(const Trigger& t, const Argument& x) const;
  [[nodiscard]] bool gives_doer(const Trigger& t, const Argument& x) const;
  [[nodiscard]] bool is_victim(const Trigger& t, const Argument& x) const;
  [[nodiscard]] bool names_deal(const Trigger& t, const Argument& x) const;
  [[nodiscard]] bool describes(const Trigger& t, Index participle) const;
  [[nodiscard]] bool is_part(Index preposition, Index begin) const;
  [[nodiscard]] bool follows_belonging(Index i, Index begin) const;
  [[nodiscard]] bool is_given_to(const Trigger& t, const Argument& x) const;
  [[nodiscard]] bool is_time(Index i) const;
  [[nodiscard]] bool follows_place(Index i, Index begin) const;
  [[nodiscard]] bool is_owned_target(const Trigger& t, Index name) const;
  [[nodiscard]] bool is_plain_weapon(Index i) const;
  [[nodiscard]] bool is_owner_in_phrase(const Trigger& t, Index name, Slot slot, int depth) const;
  [[nodiscard]] bool follows_subject_noun(const Trigger& t, Index place) const;
  [[nodiscard]] bool is_behind_subject(const Trigger& t, Index name, int depth) const;
  [[nodiscard]] bool is_behind_doer(Index i) const;
  [[nodiscard]] bool is_struck(const Trigger& t, Index token, bool is_object) const;
  // Content of Part::content belongs to itself: the scan ends there.
  bool enters_content(Trigger& t, Slot slot, Index token) const;
  [[nodiscard]] bool is_visitor(const Argument& x) const;
  [[nodiscard]] bool is_owned_request(const Trigger& t) const;
  [[nodiscard]] bool is_of_doer(const Trigger& t, const Argument& x) const;
  void assign(Trigger& t, const Argument& x, bool has_object);
  // Writes down that what is new in the roles of `t` came by `way`.
  static void note(Trigger& t, Way way);
  static Way way_of(const Argument& x);
  void remember_parties(const Trigger& t);
  void noun_arguments(Trigger& t);
  // "The units, supported by X": what the participle describes is the recipient.
  void described_by(Trigger& t);
  // "..., calling on Y to": the subject is that of the clause.
  void participle_arguments(Trigger& t);
  [[nodiscard]] Index opening_name(Index participle) const;
  void verb_arguments(Trigger& t);
  static bool takes_right_only(const auto& left, bool takes_right) { return takes_right && !left.is_sure; }
  // "areas that it controls": a preposition with a pronoun right after the verb.
  [[nodiscard]] bool pronoun_follows(const Trigger& t) const;
  void give_subject(Trigger& t, Index actor);
  [[nodiscard]] bool is_member(const Trigger& t, const Argument& x) const;
  [[nodiscard]] bool is_suffering(const Trigger& t, const Argument& x) const;
  [[nodiscard]] bool has_resumptive(const Trigger& t) const;
  [[nodiscard]] bool opens_sentence(Index verb, Index begin) const;
  [[nodiscard]] bool is_done_by_weapon(const Trigger& t, Index verb, Index begin) const;
  [[nodiscard]] Index launcher(const Trigger& t) const;
  [[nodiscard]] bool is_own_weapon(const Trigger& t) const;
  [[nodiscard]] bool is_told_by_text(const Trigger& t, Index verb, Index begin) const;
  [[nodiscard]] bool opens_clause(Index verb, Index begin) const;
  [[nodiscard]] bool is_name_without_article(Index token) const;
  [[nodiscard]] bool has_feminine_head(Index token) const;
  [[nodiscard]] bool is_plainly_he(const Trigger& t) const;
  // Not a feminine verb with a male person or body, nor a masculine one with a state.
  [[nodiscard]] bool agrees(const Trigger& t, const Argument& x) const;
  struct Left {
    Index name = kNone;       // actor of the noun phrase before the verb
    Index trigger = kNone;    // trigger noun that is the verb's subject or the head of its relative clause
    Index relative = kNone;   // token of the relative pronoun
    bool is_sure = false;     // a complementizer or the start of the sentence stands before it
    bool is_opening = false;  ///< that noun opens the sentence: it is the subject
    bool is_unnamed = false;  // the noun before the verb names no actor
    bool is_resumed = false;  // its pronoun stands for the head of the relative clause: "the deal that X had refused"
    Index possessed = kNone;  // noun with a pronoun before the verb
  };
  void add_partner(Trigger& t);
  [[nodiscard]] bool opens_with_possessed(const Left& left) const;
  [[nodiscard]] bool has_unnamed_subject(const Trigger& t, const Left& left) const;
  [[nodiscard]] bool is_accused(const Trigger& t, const Left& left) const;
  // The noun phrase before a verb. Names found are in `left_names_`.
  bool carry_on_with_object(Trigger& t);
  [[nodiscard]] bool leads_clause(Index i) const;
  [[nodiscard]] bool is_crowd(Index noun) const;
  [[nodiscard]] bool is_nominative_plural(Index noun) const;
  Left look_left(const Trigger& t);
  // A damma on the first letters, or a verb of death before a number, is passive.
  void mark_passive(Trigger& t, const Left& left, bool has_pronoun_subject);
  // A person stands for the title before the name; nisbas count only where no name does.
  void settle_left_names();
  void add_object(Trigger& t, const Left& left);
  [[nodiscard]] Index index_of(const Trigger& t) const { return static_cast<Index>(&t - r_.triggers.data()); }
  // "We": the state of the one who speaks; "I": the speaker.
  bool first_person_subject(Trigger& t);
  void carry_subject(Trigger& t);
  [[nodiscard]] Index pronoun_subject(const Trigger& t) const;
  [[nodiscard]] bool was_object(const Trigger& t, Index actor) const;
  [[nodiscard]] bool goes_on_to(const Trigger& t, Index actor) const;
  // What a masculine plural can stand for.
  [[nodiscard]] bool is_many(Index actor) const;
  // The subject of a plural verb that names none: the nearest body or people before it.
  [[nodiscard]] Index nearest_people(const Trigger& t) const;
  [[nodiscard]] Index bound_by_threat(const Trigger& t) const;
  [[nodiscard]] bool is_unnamed_noun(Index i) const;
  // An occurrence verb ("took place") or a light verb gives what it does not take to its noun: "talks were held between X
  // and Y", "the talks that X held with Y".
  void give_to_noun(Trigger& t, const Left& left, const std::vector<Argument>& found);
  // Subject of the verb before in the sentence, else the source of the statement, else of the sentence before.
  [[nodiscard]] Index subject_after(Index verb, Index end) const;
  [[nodiscard]] Index subject_of_clause(const Trigger& t) const;
  [[nodiscard]] static bool is_parallel(const Trigger& u, const Trigger& t);
  [[nodiscard]] Index joined_complementizer(const Trigger& t) const;
  [[nodiscard]] bool is_in_relative(Index verb, Index begin) const;
  [[nodiscard]] Index head_of(Index noun, Index relative) const;
  [[nodiscard]] bool has_complementizer(Index begin, Index end) const;
  // The name right after the complementizer of the clause: "said that X, ..., asked".
  [[nodiscard]] Index topic(const Trigger& t) const;
  // Actor of the nearest source of an attribution whose cue stands before `token` in the sentence.
  [[nodiscard]] Index source_before(Index token, Index begin) const;
  // Duals: whom "the two presidents", "the two countries", "the two sides" mean.
  struct Pair {
    Index first = kNone;
    Index second = kNone;
    [[nodiscard]] bool is_whole() const { return first != kNone && second != kNone && first != second; }
  };
  void settle_duals(Index k);
  void settle_dual(Index token);
  [[nodiscard]] Pair pair_meant(Index token, lexicon::Both both) const;
  [[nodiscard]] Pair last_pair(Index token, lexicon::Both both) const;
  [[nodiscard]] bool is_plural(Index token) const;
  [[nodiscard]] Pair last_two(Index token, lexicon::Both both) const;
  [[nodiscard]] Index as(lexicon::Both both, Index actor) const;
  [[nodiscard]] Index titled(Index dual, Index state) const;
  [[nodiscard]] Index state_of(Index actor) const;
  struct Pronoun {
    bool first = false;
    char gender = 0;
    bool plural = false;
  };
  [[nodiscard]] Pronoun pronoun(Index token, std::uint8_t bytes) const;
  [[nodiscard]] bool is_feminine_noun(const Pronoun& p, Index name) const;
  [[nodiscard]] bool fits(const Pronoun& p, Index actor) const;
  [[nodiscard]] Index antecedent(const Trigger& t) const { return antecedent(t.tokens.end - 1, t.enclitic_bytes, {}); }
  [[nodiscard]] Index own_speaker(Index begins, Index token, std::uint8_t bytes) const;
  [[nodiscard]] Index owner_of(Index noun, std::uint8_t bytes) const;
  [[nodiscard]] std::vector<Index> who_answers(const Trigger& t) const;
  // Nearest actor before that agrees with the pronoun at `token` and is none of `others`: the subject of the verb close by,
  // else the nearest name.
  [[nodiscard]] Index antecedent(Index token, std::uint8_t bytes, const std::vector<Index>& others) const;
  // The name whose phrase ends at most `reach` plain words before `token`.
  [[nodiscard]] Index name_before(Index token, Index reach) const;
  void link_governor(Index k);
  void take_owner(Index k);
  void take_intender(Trigger& t, const Reading::Name& name);
  [[nodiscard]] Index partner_behind(const Trigger& t) const;
  [[nodiscard]] static bool presses(const Trigger& g);
  [[nodiscard]] static bool yields(const Trigger& t);
  void hand_down(Index k);
  [[nodiscard]] static bool is_met_with(const Trigger& g, const Trigger& t);
  void meet_with(const Trigger& g, Trigger& t);
  // The preposition that stands between a governor and what it governs.
  // Whether `g` meets or judges an act of force `t` that it does not commit.
  [[nodiscard]] bool is_occasion(const Trigger& g, const Trigger& t) const;
  bool answers_force(const Trigger& g, Trigger& t);
  [[nodiscard]] Slot link_slot(const Trigger& g, const Trigger& t) const;
  // "The attack that X launched on Y": the verb of the relative clause gives its arguments to the noun.
  void relative_light(Index k, Trigger& t);
  // "X announced the extension of the truce": a noun that is content of an announcement is the announcer's.
  void announced(Trigger& t);
  // "The talks", "the attack": who takes part was said when it was first mentioned.
  void take_absorbed(Index k);
  void find_target(Index k);
  void share_coordinated(Index k);
  void party_that_speaks(Index k);
  [[nodiscard]] bool is_behind_with(const Trigger& t, Index actor) const;
  void complete_parties(Index k);
  void find_doer(Index k);
  bool take_from_namesake(Trigger& t, Index k);
  void find_counterpart(Index k);
  [[nodiscard]] static bool names_parties(const Trigger& u, bool is_fight);
  // "Rejected the offer of Y": the owner of the content is the recipient.
  void owners_of_content(Trigger& t);
  void owners_of_deed(Trigger& t);
  void meet_subject(Index k);
  void threatened(Trigger& t);
  void threatened_against(Trigger& t);
  void threatened_if(Trigger& t);
  // "Killed in a raid by X": the killer is the one who attacks in the clause.
  void cause_of_death(Index k);
  [[nodiscard]] Index agent_behind(const Trigger& t) const;
  [[nodiscard]] Index meeting_of(Index k) const;
  void verb_of_third(Index k);
  [[nodiscard]] std::vector<ThirdParty> third_before(Index k) const;
  // "Under Russian sponsorship", "mediated by Y": after the trigger, in its clause.
  void third_parties(Trigger& t);
  void predicate_third(Index i);

  Reading& r_;
  Analysis& a_;
  std::vector<Argument> arguments_;
  std::vector<Argument> left_names_;
  std::vector<Index> last_parties_;
  Index settled_ = 0;                             ///< duals before this token are settled
  std::vector<std::pair<Index, Index>> carried_;  // trigger noun, verb of its relative clause
  std::vector<std::pair<Index, Slot>> pronouns_;  // prepositions with a pronoun, of the last scan
  bool saw_both_ = false;                         ///< a dual stands there of which nobody knows whom it means
  bool saw_subject_ = false;                      ///< a noun that names nobody stands as the subject
  bool saw_object_ = false;                       ///< a noun stands as the object, whether or not it names somebody
};

}  // namespace isnad::event
