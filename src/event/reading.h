// Reading: the document as the rules of this folder see it.
//
// Every token gets what stands there (an actor's mention, a nisba of a state, a preposition, a boundary, noun classes), and
// the words that can be triggers are chosen: one row of the lexicon for a word, read as a verb or as a noun. Mention ranges,
// clauses and agreement are all that is used of syntax.
#pragma once

#include <span>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/events.h"
#include "token/types.h"

namespace isnad::event {

/// Whether an actor has forces of its own: an armed group, an army, a police, a ministry of defence.
inline bool is_armed(const Actor& actor) {
  if (actor.type == ActorType::armed_group) return true;
  for (const char* organ : {"army", "force", "navy", "military", "guard", "militia", "coalition", "police", "interior"}) {
    if (actor.id.find(organ) != std::string_view::npos) return true;
  }
  return actor.id.ends_with("-security") || actor.id.ends_with("-mod");  // no council of security
}

/// What a token is besides a word, as bits of Word::marks.
enum Mark : std::uint32_t {
  kComma = 1,
  kHardStop = 2,
  kColon = 4,
  kOpenQuote = 8,
  kCloseQuote = 16,
  kComplementizer = 32,
  kRelative = 64,
  kSubordinator = 128,
  kNegation = 256,
  kVerb = 512,         ///< a finite verb
  kSkip = 1024,        ///< adverbs, auxiliaries, times: neither argument nor boundary
  kInside = 2048,      ///< later token of a phrase whose first token says what it is
  kStopPhrase = 4096,  ///< inside a phrase that is no event
  kBoth = 8192,        ///< "the two sides"
  kCondition = 16384,
  kPlace = 32768,       ///< inside the name of a place
  kPeopleNoun = 65536,  ///< an adjective of a state that stands as a noun: "six Palestinians"
  kMasculine = 131072,  ///< head of a name that takes masculine verbs
  kAnyBoundary = kHardStop | kColon | kComplementizer | kRelative | kSubordinator | kCondition,
};

struct Word {
  Index mention = kNone;                      ///< index into Reading::names
  Index place = kNone;                        ///< state that a place name means where it is visited or attacked
  Index state = kNone;                        ///< actor named by a nisba
  Index trigger = kNone;                      ///< index into Reading::triggers, at its first token
  std::uint64_t classes = 0;                  ///< noun classes of lexicon::EventRow::needs
  const lexicon::EventRow* marker = nullptr;  ///< status marker, modal, role of a third party
  std::uint32_t marks = 0;
  std::uint8_t clitics = 0;  ///< bits of Proclitic before the mention, trigger or class noun
  lexicon::Slot slot = lexicon::Slot::none;
};

/// How a trigger is inflected here.
enum class Shape : std::uint8_t { verb, participle, passive_participle, noun };

/// How a role was filled: which rule gave it (filler.h).
enum class Way : std::uint8_t {
  right,        ///< subject after its verb
  left,         ///< noun phrase before its verb
  first,        ///< "we", "I"
  head,         ///< head of a relative clause
  object,       ///< noun phrase after the verb and its subject
  preposition,  ///< after one of the frame's prepositions
  genitive,     ///< right after its noun
  deep,         ///< genitive with nouns between
  nisba,        ///< adjective of a state
  pronoun,
  possessed,  ///< "his forces"
  carried,    ///< subject of the clause or sentence before
  described,  ///< what a participle describes
  announced,
  governor,  ///< handed down by the trigger that governs it
  relative,  ///< from the verb of a relative clause
  owner,     ///< of the content
  cause,     ///< who attacks where somebody dies
  absorbed,  ///< parties of the agreement
  shared,    ///< doer of the noun that it is joined to
  parties,   ///< of talks told elsewhere
  namesake,  ///< of the same event told elsewhere
  counterpart,
  count
};

struct Given {
  Index actor = kNone;
  bool is_recipient = false;
  Way way = Way::right;
};

struct Trigger {
  TokenRange tokens;
  ByteSpan span;  ///< without proclitics, with the pronoun
  const lexicon::EventRow* row = nullptr;
  std::uint16_t features = 0;
  std::uint8_t clitics = 0;
  std::uint8_t enclitic_bytes = 0;
  Shape shape = Shape::noun;
  bool is_passive = false;
  bool is_event = true;  ///< false once a rule has refused it
  Index sentence = 0;
  Index governor = kNone;  ///< trigger, light or aux that this one depends on
  Index content = kNone;   ///< token where what is asked, agreed, refused begins
  Index needed = kNone;    ///< token whose noun class the row asked for
  std::vector<Index> actors;
  std::vector<Index> recipients;
  std::vector<float> chances;  ///< of the actors, then of the recipients, that they play their part (casting.h)
  std::vector<ThirdParty> third;
  std::vector<Given> given;        ///< each role, by the rule that filled it first
  bool has_own_actor = false;      ///< named in its own phrase, not handed down
  bool is_borrowed = false;        ///< its arguments were named elsewhere in the document
  bool is_between = false;         ///< its parties stand behind "between"
  bool is_answered = false;        ///< the actors of its governor only answer it
  bool is_unnamed = false;         ///< verb whose subject is a noun that names nobody: "gunmen stormed"
  bool is_relative = false;        ///< verb of a relative clause
  bool has_owned_content = false;  ///< content is of Part::content_owner
  Status status = Status::actual;

  [[nodiscard]] bool is(lexicon::EventWord w) const { return row->word == w; }
  [[nodiscard]] bool has(std::uint32_t flag) const { return (row->flags & flag) != 0; }
  [[nodiscard]] lexicon::Part part(lexicon::Slot s) const { return row->frame[static_cast<std::size_t>(s)]; }
  /// "The killing *of X*": whom its genitive names suffers it.
  [[nodiscard]] bool befalls_genitive() const { return part(lexicon::Slot::g) == lexicon::Part::recipient; }
  [[nodiscard]] bool has_arguments() const { return !actors.empty() || !recipients.empty() || !third.empty(); }
};

struct Reading {
  /// A mention, a title that stands for a person, or a dual that stands for two: "the two presidents".
  struct Name {
    TokenRange tokens;
    Index actor = kNone;
    Index second = kNone;  ///< of a dual
  };

  /// A title that was told of a person: "the French minister".
  struct Title {
    std::string_view head;  ///< folded, without the article
    Index state = kNone;    ///< or body
    Index person = kNone;
    Index token = 0;
  };

  Analysis* a = nullptr;
  const token::TypeTable* types = nullptr;
  std::vector<Name> names;         ///< the mentions that name actors, by their index, then titles (names.h)
  std::vector<Title> titles;       ///< those that a name bears
  std::vector<Index> home;         ///< by actor: the state that a person's title names; may be shorter than the actors
  std::vector<Index> speaks_for;   ///< by actor: the body in whose name a person speaks; may be shorter than the actors
  std::uint64_t home_class = 0;    ///< noun class of "his country, her government"
  std::uint64_t text_class = 0;    ///< noun classes of what is written or agreed and speaks for itself: "a draft, a letter"
  std::uint64_t part_class = 0;    ///< noun class of quantities and sorts of people: "a number of"
  std::uint64_t target_class = 0;  ///< noun classes of places that are taken or hit
  std::uint64_t weapon_class = 0;  ///< noun class of what one strikes with: "helicopters"
  std::vector<Word> words;
  std::vector<Index> sentence_of;             ///< by token
  std::vector<Index> statement_of;            ///< by token: the innermost attribution whose content holds it, or kNone
  std::vector<std::uint32_t> statement_size;  ///< ... and bytes of that content
  std::vector<Index> by_cue;                  ///< attributions in order of their cues
  std::vector<Trigger> triggers;              ///< in order of the text
  std::vector<Index> first_phrase;            ///< by token, and past the last: the first that begins there or later

  /// The phrases that begin at `token`.
  [[nodiscard]] std::span<const PhraseMatch> phrases_at(Index token) const {
    return std::span(a->phrases).subspan(first_phrase[token], first_phrase[token + 1] - first_phrase[token]);
  }
  [[nodiscard]] const Actor& actor(Index i) const { return a->actors[i]; }
  [[nodiscard]] const Sentence& sentence(const Trigger& t) const { return a->sentences[t.sentence]; }
  /// Actor that the token names, by mention or nisba; kNone when none.
  [[nodiscard]] Index actor_at(Index token) const {
    const Word& w = words[token];
    return w.mention != kNone ? names[w.mention].actor : w.state;
  }
  /// The body that a spokesman stands for, else the actor itself.
  [[nodiscard]] Index principal(Index actor) const {
    return actor < speaks_for.size() && speaks_for[actor] != kNone ? speaks_for[actor] : actor;
  }
  [[nodiscard]] bool is_name(Index token) const { return words[token].mention != kNone; }
  /// One past the mention or nisba at `token`.
  [[nodiscard]] Index end_at(Index token) const {
    const Word& w = words[token];
    return w.mention != kNone ? names[w.mention].tokens.end : token + 1;
  }
};

/// Reads the analysis into `r`, whose memory is used again.
void read(Analysis& a, const token::TypeTable& types, const lexicon::Events& events, const lexicon::Actors& actors, Reading& r);

}  // namespace isnad::event
