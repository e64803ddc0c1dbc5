// Event triggers and the words around them: data/events/*.tsv.
//
// All tables become rows of one section; a phrase of Layer::event names its row. A row is a trigger (a verb with its
// participles and verbal noun, or a noun), a verb that only carries a trigger ("hold talks", "try to reach"), a marker
// (preposition, negation, condition...) or a noun class that triggers may ask for ("launch" with a missile in its clause).
// frames.tsv says which argument of a trigger plays which part.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "isnad/analysis.h"
#include "isnad/result.h"
#include "lexicon/image.h"
#include "lexicon/phrases.h"

namespace isnad::lexicon {

enum class EventWord : std::uint8_t {
  trigger,
  light,        ///< carries a trigger noun and gives its arguments
  aux,          ///< governs a trigger and hands its subject down, often with a status
  preposition,  ///< value = Slot
  complementizer,
  relative,
  subordinator,  ///< opens a clause with a subject of its own
  negation,
  condition,       ///< the clause after it is conditional
  possible,        ///< what is near it is possible
  possible_after,  ///< an attribute after the trigger
  possible_verb,   ///< before a present verb
  any,             ///< "any": the noun after it may come about
  plan,
  plan_verb,    ///< before a present verb
  purpose,      ///< the verbal noun after it is intended
  aux_verb,     ///< "was", "is still": neither subject nor boundary
  modal,        ///< "must", "it is necessary": a demand of the one who says it
  third,        ///< value = ThirdRole
  both,         ///< "the two sides": the parties named last; value = Both
  latter,       ///< "the latter": whom the sentence named last
  intent,       ///< what one has who is about to do something: "the decision of X to"
  counterpart,  ///< "his counterpart": who bears the same title elsewhere
  masculine,    ///< head of the name of a body that takes masculine verbs: "party, army"
  mutual,
  stop,       ///< no trigger inside this phrase is an event
  unsaid,     ///< "(refused) comment", "(asked not to give) his name": who asks for it or refuses it does nothing
  behalf,     ///< "in the name of": who bears the title speaks for what follows
  belonging,  ///< "belonging to, loyal to": whose the noun before it is
  nisba,      ///< adjective of a group; the lemma is its id
  answer,     ///< "in answer to", "after": what follows is another's deed that the clause answers
  adverb,
  unit,        ///< noun that is counted; the lemma is the unit
  casualty,    ///< word of killing, wounding, arrest before a number of persons; the lemma is the unit
  mode,        ///< near a trigger of its type, says the mode
  stop_verb,   ///< a verb that is a boundary only
  noun_class,  ///< value = class
};

/// What a dual that stands for two parties can mean: "the two sides", "the two presidents", "the two countries",
/// "the two movements". `countries` is spelled like the plural.
enum class Both : std::uint8_t { sides, persons, states, bodies, countries };

/// Places an argument can stand in, as the frames name them.
enum class Slot : std::uint8_t { none, s, o, g, li, ila, ala, min, an, bi, maa, bayn, did, fi, hawl, tijah, amam, agent, other };
inline constexpr std::size_t kSlotCount = 19;

/// What the frame makes of it.
enum class Part : std::uint8_t {
  none,
  actor,          ///< a
  recipient,      ///< r
  content,        ///< x: what is asked, agreed, refused; its actors belong to it
  content_owner,  ///< y: the same, and the actors in it are recipients
  agent,          ///< A: actor, with passive participles only
  transitive,     ///< t (genitive): actor where another object follows, else recipient
  visited,        ///< v (genitive): a person is the actor, anything else the recipient
  besieged,       ///< s (genitive): recipient, unless the trigger has one
  sponsor,        ///< T
  host,           ///< H
};

enum EventFlag : std::uint32_t {
  kReciprocal = 1U << 0,
  kStrongTrigger = 1U << 1,  ///< an event by itself
  kWeakTrigger = 1U << 2,    ///< often none: needs an actor of its own
  kAbsorbs = 1U << 3,        ///< the agreement noun after it is its object, no event
  kControls = 1U << 4,       ///< the recipient does what the content says
  kOftenPassive = 1U << 5,
  kNeedsPreposition = 1U << 6,  ///< an event only with one of its prepositional arguments
  kNeedsPartner = 1U << 7,      ///< ... with `maa` or `bayn`
  kNeedsForces = 1U << 8,       ///< the subject is an armed body
  kNeedsPeople = 1U << 9,       ///< the subject is a crowd or a people
  kNeedsPerson = 1U << 10,
  kMultiword = 1U << 11,      ///< only the first word is the trigger
  kAgreementNoun = 1U << 12,  ///< what kAbsorbs takes
  kRequestNoun = 1U << 13,
  kAbsorbsType = 1U << 14,  ///< takes the trigger of its own type after it
  kAnnounces = 1U << 15,
  kPassiveLight = 1U << 16,  ///< "was carried out": no subject of its own
  kMasdarWeak = 1U << 17,
  kStative = 1U << 18,   ///< a standing state in relative clauses ("areas that X controls"), no event
  kResult = 1U << 19,    ///< what comes about, never intended by itself: "the death of"
  kNeedsOwn = 1U << 21,  ///< the noun that it needs has a pronoun: "recalled its ambassador"
  kHosts = 1U << 20,     ///< of a meeting its subject is the host, of persons the one who meets them
};

struct EventRow {
  StringRef lemma;
  StringRef rule;           ///< "file:line"
  StringRef mode;           ///< PLOVER mode
  std::uint64_t needs = 0;  ///< noun classes, one of which must stand in the clause
  std::uint32_t flags = 0;
  EventWord word = EventWord::trigger;
  EventType type = EventType::CONSULT;
  Move move = Move::none;
  std::uint8_t status = 0;  ///< Status + 1 that it gives; 0 = none
  std::uint8_t value = 0;   ///< by `word`; of a unit: 1 = persons
  std::array<Part, kSlotCount> frame{};
};

/// What a word says of whether its sentence reports violence or protest (src/event/reports.h).
struct ReportRow {
  StringRef word;  ///< a lemma, or a feature in angle brackets; the rows are sorted by it
  float assault = 0.0F;
  float protest = 0.0F;
};

/// Finds a row of the reports by its word.
struct ReportSlot {
  std::uint32_t hash = 0;  ///< hash_word of it; the slots are sorted by it
  std::uint32_t row = 0;
};

/// What a word at a trigger says of whether that is an event (src/event/acceptance.h).
struct WordRow {
  StringRef word;          ///< a lemma, or a sort of words in angle brackets
  std::uint32_t hash = 0;  ///< hash_word of it; the rows are sorted by it
  float weight = 0.0F;
};

/// What the acceptance model looks at (src/event/acceptance.h): sixteen event types, then these.
enum class AcceptanceFeature : std::uint8_t {
  type,  ///< + EventType
  verb = 16,
  participle,
  noun_definite,
  noun_pronoun,
  noun_bare,
  masdar,
  passive,
  weak,
  weak_noun,
  strong,
  reciprocal,
  agreement_noun,
  needs_class,
  wants_preposition,
  past,
  own_actor,
  borrowed,
  no_actor,
  two_actors,
  one_party,
  recipient,
  third,
  object,
  weak_without_own,
  borrowed_bare,
  own_definite,
  first_of_type,
  often,
  same_word,
  adds_to_word,
  adds_nothing,
  same_status,
  same_sentence,
  plain_repeat,
  repeat_verb,
  repeat_definite,
  known_agreement,
  headline,
  lead,
  late,
  attributed,
  relative,
  after_lam,
  after_ba,
  coordinated,
  sentence_start,
  after_in,
  after_other,
  after_to,
  after_from,
  after_noun,
  purpose,
  under_light,
  under_aux,
  under_event,
  under_same_type,
  in_content,
  under_noun,
  under_request,
  planned,
  possible,
  conditional,
  denied,
  move,
  count
};
inline constexpr std::size_t kAcceptanceFeatures = static_cast<std::size_t>(AcceptanceFeature::count);
/// Names of the features, as acceptance.tsv spells them; empty past the end.
std::string_view acceptance_feature(std::size_t index);

inline constexpr std::size_t kEventTypes = 16;

/// A view: the image must outlive it.
class Events {
 public:
  explicit Events(const Image& image)
      : image_(image),
        rows_(image.section<EventRow>("events")),
        acceptance_(image.section<float>("events.acceptance")),
        words_(image.section<WordRow>("events.words")),
        casting_(image.section<float>("events.casting")),
        modes_(image.section<StringRef>("events.modes")),
        reports_(image.section<ReportRow>("events.reports")),
        report_slots_(image.section<ReportSlot>("events.report_slots")),
        classes_(image.section<StringRef>("event.classes")) {}
  [[nodiscard]] const EventRow& row(std::uint32_t entry) const { return rows_[entry]; }
  [[nodiscard]] std::string_view string(StringRef ref) const { return image_.string(ref); }
  /// Mode of an event that asks for, refuses or threatens another; empty when none.
  [[nodiscard]] std::string_view mode_by_content(EventType type, EventType content) const {
    return image_.string(modes_[static_cast<std::size_t>(type) * kEventTypes + static_cast<std::size_t>(content)]);
  }
  /// Weights by AcceptanceFeature; the bias stands last.
  [[nodiscard]] std::span<const float> acceptance() const { return acceptance_; }
  /// What `word` weighs in the same model.
  [[nodiscard]] float acceptance(std::string_view word) const;
  /// Weights by set and CastFeature (casting.h).
  [[nodiscard]] std::span<const float> casting() const { return casting_; }
  [[nodiscard]] std::span<const ReportRow> reports() const { return reports_; }
  /// Index in reports() of the row of `word`; kNone when it has none.
  [[nodiscard]] std::uint32_t report_row(std::string_view word) const;
  /// Bit of the noun class `name` in EventRow::needs; 0 when no table has it.
  [[nodiscard]] std::uint64_t noun_class(std::string_view name) const;

 private:
  const Image& image_;
  std::span<const EventRow> rows_;
  std::span<const float> acceptance_;
  std::span<const WordRow> words_;
  std::span<const float> casting_;
  std::span<const StringRef> modes_;
  std::span<const ReportRow> reports_;
  std::span<const ReportSlot> report_slots_;
  std::span<const StringRef> classes_;
};

Result<void> compile_events(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases);

}  // namespace isnad::lexicon
