#include "event/event.h"

#include <algorithm>
#include <optional>

#include "event/dating.h"
#include "event/objects.h"
#include "event/quantities.h"
#include "event/reading.h"
#include "event/reports.h"
#include "event/roles.h"
#include "event/status.h"
#include "lexicon/inflect.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::event {
namespace {

using lexicon::EventWord;
using lexicon::Part;
using lexicon::Slot;

constexpr float kThreshold = 0.35F;  // of acceptance()
constexpr float kRole = 0.2F;        // a role is given from this chance on: of the event and of the role
constexpr Index kModalReach = 10;
constexpr std::uint32_t kCueReach = 10;  // bytes: a preposition between
constexpr std::uint32_t kPrefix = 2;     // bytes: a preposition written with the word
constexpr std::size_t kExcerptSentences = 3;
constexpr Index kShortSentence = 15;
constexpr Index kModeReach = 8;

class Finder {
 public:
  Finder(Analysis& a, const lexicon::Events& events, Reading& r, Weighed* weighed)
      : r_(r),
        a_(a),
        events_(events),
        weighed_(weighed),
        accident_(events.noun_class("accident")),
        reports_(r, events),
        is_excerpt_(a.document->title.empty() && a.sentences.size() <= kExcerptSentences) {}

  void run() {
    Index modal = 0;
    for (Index k = 0; k <= r_.triggers.size(); ++k) {
      const Index until = k < r_.triggers.size() ? r_.triggers[k].tokens.begin : static_cast<Index>(r_.words.size());
      for (; modal < until; ++modal) add_modal(modal);
      if (k == r_.triggers.size()) break;
      const Trigger& t = r_.triggers[k];
      if (!refusal(k, t).empty()) continue;
      const Features features = features_of(r_, events_, k);
      const WordsAt words = words_at(r_, events_, k);
      const float p = acceptance(events_, features, words);
      const bool is_accepted = is_accepted_by_sentence(t).value_or(p >= kThreshold);
      if (is_accepted) add(t, p);
      if (weighed_ != nullptr && t.has_arguments())
        weighed_->triggers.push_back({t.span, t.row->type, features, {words.begin(), words.end()}, is_accepted});
    }
    if (weighed_ != nullptr) weigh_sentences();
  }

 private:
  // --- which triggers are events --------------------------------------------------------------------------------------

  // Why a trigger cannot be an event of the record; empty when it can. The rest is weighed (acceptance.h).
  [[nodiscard]] std::string_view refusal(Index k, const Trigger& t) {
    if (!t.is(EventWord::trigger)) return "carrier";
    if (!t.is_event) return "refused by a role rule";
    if (!t.has_arguments() && !reports_unnamed(t)) return "no arguments";
    if (const std::string_view why = unmet_need(t); !why.empty()) return why;
    if (t.row->type == EventType::CONSULT && has_outlet(t)) return "interview";
    if (is_cue(t)) return "cue";
    if (is_absorbed(k, t)) return "object of its verb";
    return {};
  }

  // "Eighteen people were killed when a car exploded": violence and protest are events whoever did it, where the sentence tells
  // of them as news. One a sentence.
  [[nodiscard]] bool reports_unnamed(const Trigger& t) {
    const EventType type = t.row->type;
    if (!Reports::weighs(type) || t.status != Status::actual) return false;
    const bool is_told = std::any_of(a_.events.begin(), a_.events.end(),
                                     [&](const Event& e) { return e.type == type && r_.sentence_of[e.token] == t.sentence; });
    return !is_told && !tells_of_accident(t) && reports_.is_report(type, t.sentence);
  }

  [[nodiscard]] bool tells_of_accident(const Trigger& t) const {
    const TokenRange range = r_.sentence(t).tokens;
    for (Index i = range.begin; i < range.end; ++i)
      if ((r_.words[i].classes & accident_) != 0) return true;
    return false;
  }

  // Who names nobody is judged by refusal() alone. An excerpt, a sentence or two without an article around it, is read as coders of
  // events do: what it tells of violence or protest counts where it is news. A short or plain sentence tells nothing else.
  [[nodiscard]] std::optional<bool> is_accepted_by_sentence(const Trigger& t) {
    if (!t.has_arguments()) return true;
    if (!is_excerpt_ || !Reports::weighs(t.row->type) || t.status != Status::actual || reports_.tells_plainly(t))
      return std::nullopt;
    const TokenRange range = r_.sentence(t).tokens;
    if (range.end - range.begin < kShortSentence) return std::nullopt;
    return reports_.is_report(t.row->type, t.sentence);
  }

  void weigh_sentences() {
    for (Index s = 0; s < a_.sentences.size(); ++s) {
      for (const EventType type : {EventType::ASSAULT, EventType::PROTEST}) {
        const bool has_trigger = std::any_of(r_.triggers.begin(), r_.triggers.end(), [&](const Trigger& t) {
          return t.sentence == s && t.is(EventWord::trigger) && t.row->type == type;
        });
        if (has_trigger) weighed_->sentences.push_back({s, type, reports_.features(type, s)});
      }
    }
  }

  // What the row asks of its arguments (EventFlag).
  [[nodiscard]] std::string_view unmet_need(const Trigger& t) const {
    if (t.shape == Shape::passive_participle && (t.part(Slot::min) != Part::agent || t.actors.empty())) return "participle";
    if (t.has(lexicon::kNeedsPartner) && (t.actors.size() < 2 || goes_on(t))) return "no partner";
    if (t.has(lexicon::kNeedsForces) && !is_of_forces(t)) return "no forces";
    if (t.has(lexicon::kNeedsPeople) && !is_crowd(t)) return "no people";
    if (t.has(lexicon::kNeedsPerson) && !is_person(t)) return "no person";
    if (t.has(lexicon::kStative) && t.is_relative && (t.features & lexicon::kFormMask) == lexicon::kPresent) return "state";
    return {};
  }

  // "*The fighting* between X and Y *goes on*", spelled like "X is in touch with Y".
  [[nodiscard]] bool goes_on(const Trigger& t) const {
    if (t.shape != Shape::verb || t.tokens.end >= r_.words.size() || r_.words[t.tokens.end].trigger == kNone) return false;
    const Trigger& next = r_.triggers[r_.words[t.tokens.end].trigger];
    return next.is(EventWord::trigger) && next.shape == Shape::noun;
  }

  [[nodiscard]] bool has_outlet(const Trigger& t) const {
    return std::any_of(t.actors.begin(), t.actors.end(), [&](Index x) { return r_.actor(x).type == ActorType::outlet; });
  }

  // annotation.md 3: verbs of saying are not events by themselves; what is asked, refused or blamed is both.
  [[nodiscard]] bool is_cue(const Trigger& t) const {
    switch (t.row->type) {
      case EventType::REQUEST:
      case EventType::REJECT:
      case EventType::ACCUSE:
      case EventType::THREATEN:
      case EventType::SUPPORT: return false;
      default: break;
    }
    if (t.row->move == Move::commit || t.row->move == Move::guarantee) return false;
    return std::any_of(a_.attributions.begin(), a_.attributions.end(),
                       [&](const Attribution& x) { return x.cue.overlaps(t.span); });
  }

  [[nodiscard]] bool is_of_forces(const Trigger& t) const {
    const bool has_forces = std::any_of(t.actors.begin(), t.actors.end(), [&](Index x) { return is_armed(r_.actor(x)); });
    return has_forces || has_class(t, events_.noun_class("troops"));
  }
  [[nodiscard]] bool is_crowd(const Trigger& t) const {
    for (const auto* list : {&t.actors, &t.recipients}) {
      for (const Index x : *list)
        if (r_.actor(x).type == ActorType::people) return true;
    }
    return has_class(t, events_.noun_class("people"));
  }
  [[nodiscard]] bool is_person(const Trigger& t) const {
    return std::any_of(t.actors.begin(), t.actors.end(), [&](Index x) { return r_.actor(x).type == ActorType::person; });
  }
  [[nodiscard]] bool has_class(const Trigger& t, std::uint64_t bit) const {
    const Sentence& s = r_.sentence(t);
    for (Index i = t.tokens.end; i < std::min<Index>(s.tokens.end, t.tokens.end + 5); ++i) {
      if ((r_.words[i].classes & bit) != 0) return true;
    }
    return false;
  }

  // "Reached an agreement": the verb is the trigger, the agreement its object.
  [[nodiscard]] bool is_absorbed(Index k, const Trigger& t) const {
    if (k == 0 || t.shape != Shape::noun) return false;
    const Trigger& before = r_.triggers[k - 1];
    if (before.sentence != t.sentence || !before.has(lexicon::kAbsorbs) || !before.is_event) return false;
    return t.has(lexicon::kAgreementNoun) && t.tokens.begin <= before.tokens.end + 6;
  }

  // --- writing --------------------------------------------------------------------------------------------------------

  void add(const Trigger& t, float confidence) {
    Event& e = a_.events.emplace_back();
    e.trigger = t.span;
    e.token = t.tokens.begin;
    e.trigger_lemma = events_.string(t.row->lemma);
    e.type = t.row->type;
    e.mode = mode_of(t);
    add_roles(t, confidence, e);
    for (const ThirdParty& x : t.third) {
      if (std::none_of(e.third.begin(), e.third.end(), [&](const ThirdParty& y) { return y.actor == x.actor; }))
        e.third.push_back(x);
    }
    e.status = t.status;
    e.move = move_of(t);
    e.object = find_object(r_, t);
    e.time = time_of(a_, r_, t.tokens.begin);
    if (e.type == EventType::CONSULT && e.status == Status::actual && is_ahead(e.time) && !is_past(t)) e.status = Status::planned;
    e.attribution = r_.statement_of[t.tokens.begin];
    e.confidence = confidence;
    e.rule = events_.string(t.row->rule);
  }

  static bool is_past(const Trigger& t) { return t.shape == Shape::verb && (t.features & lexicon::kFormMask) == lexicon::kPast; }

  // "Talks between X and Y *next Monday*": a date after the day of publication.
  [[nodiscard]] bool is_ahead(Index time) const {
    if (time == kNone || a_.times[time].type != TimeType::date) return false;
    const std::string_view published = a_.document->published.value;
    const std::string_view value = a_.times[time].value;
    return published.size() >= value.size() && !value.empty() && value.front() >= '0' && value.front() <= '9' &&
           value.find_first_of("W/") == std::string_view::npos && value > published.substr(0, value.size());
  }

  // Who is sure enough to play a part, given how sure the event is; the surest one always, unless a third party is named.
  static void add_roles(const Trigger& t, float confidence, Event& e) {
    const std::size_t roles = t.actors.size() + t.recipients.size();
    const auto chance = [&](std::size_t i) { return i < t.chances.size() ? t.chances[i] : 1.0F; };
    float needed = kRole / confidence;
    float best = 0.0F;
    for (std::size_t i = 0; i < roles; ++i) best = std::max(best, chance(i));
    if (t.third.empty()) needed = std::min(needed, best);
    for (std::size_t i = 0; i < roles; ++i) {
      if (chance(i) < needed) continue;
      const bool is_actor = i < t.actors.size();
      const Index x = is_actor ? t.actors[i] : t.recipients[i - t.actors.size()];
      if (std::any_of(t.third.begin(), t.third.end(), [&](const ThirdParty& y) { return y.actor == x; })) continue;
      if (is_actor) {
        e.actors.push_back(x);
      } else if (std::find(e.actors.begin(), e.actors.end(), x) == e.actors.end()) {
        e.recipients.push_back(x);
      }
    }
  }

  // The mode of its row, else what the words after it say, what it asks for, or who takes part.
  [[nodiscard]] std::string_view mode_of(const Trigger& t) const {
    if (t.row->mode.size != 0) return events_.string(t.row->mode);
    const Index end = std::min<Index>(r_.sentence(t).tokens.end, t.tokens.end + kModeReach);
    for (Index i = t.tokens.end; i < end && (r_.words[i].marks & (kHardStop | kComma | kSubordinator)) == 0; ++i) {
      for (const PhraseMatch& p : r_.phrases_at(i)) {
        if (static_cast<lexicon::Layer>(p.layer) != lexicon::Layer::event) continue;
        const lexicon::EventRow& row = events_.row(p.entry);
        if (row.word == EventWord::mode && row.type == t.row->type) return events_.string(row.mode);
      }
      const Index content = r_.words[i].trigger;
      if (content == kNone || !r_.triggers[content].is(EventWord::trigger)) continue;
      if (const auto mode = events_.mode_by_content(t.row->type, r_.triggers[content].row->type); !mode.empty()) return mode;
    }
    if (t.row->type != EventType::CONSULT) return {};
    const auto mediates = [](const ThirdParty& x) { return x.role == ThirdRole::mediator || x.role == ThirdRole::sponsor; };
    if (std::any_of(t.third.begin(), t.third.end(), mediates)) return "third-party";
    return t.actors.size() > 2 ? "multilateral" : "";
  }

  // Refusing an accusation or calling off a meeting is no step of a negotiation.
  [[nodiscard]] bool is_step(const Trigger& t) const {
    const Index object = t.needed != kNone ? t.needed : t.content;
    if (t.row->type != EventType::REJECT || object == kNone) return true;
    const Index carried = r_.words[object].trigger;
    if (carried == kNone || !r_.triggers[carried].is(EventWord::trigger)) return true;
    const EventType type = r_.triggers[carried].row->type;
    return type != EventType::ACCUSE && !(type == EventType::CONSULT && t.needed != kNone);
  }

  [[nodiscard]] Move move_of(const Trigger& t) const {
    if (t.row->move != Move::none) return is_step(t) ? t.row->move : Move::none;
    if (t.row->type != EventType::RETREAT) return Move::none;
    const std::string_view mode = events_.string(t.row->mode);
    // Leaving an agreement is a move; so is a ceasefire that a side declares.
    if (mode == "withdraw" && has_class(t, events_.noun_class("agreement") | events_.noun_class("meeting")))
      return Move::withdraw;
    if (mode == "ceasefire" && t.governor != kNone && r_.triggers[t.governor].has(lexicon::kAnnounces) && t.actors.size() == 1)
      return Move::commit;
    return Move::none;
  }

  // --- "must", "it is necessary" ----------------------------------------------------------------------------------------

  // "Stressed the need to": what is stressed is demanded, of whomever.
  [[nodiscard]] bool follows_cue(Index i, Index attribution) const {
    if (a_.tokens[i].pos != Pos::NOUN) return false;
    const auto& content = a_.attributions[attribution].content;
    if (!content.empty() && content.front().begin <= a_.tokens[i].span.begin && a_.tokens[i].span.begin < content.front().end &&
        a_.tokens[i].span.begin.value - content.front().begin.value <= kPrefix)
      return true;
    const ByteOffset cue = a_.attributions[attribution].cue.end;
    const ByteOffset begin = a_.tokens[i].span.begin;
    return cue <= begin && begin.value - cue.value <= kCueReach;
  }

  // "X insisted on the need to": who does, where no attribution says it.
  [[nodiscard]] Index insists(Index i) const {
    const Index begin = a_.sentences[r_.sentence_of[i]].tokens.begin;
    const bool is_on = r_.words[i - (i > begin ? 1 : 0)].slot == Slot::ala;
    if (i < begin + 2 || (!is_on && (a_.tokens[i].proclitics & kBaClitic) == 0) || a_.tokens[i].pos != Pos::NOUN) return kNone;
    Index found = kNone;
    for (Index j = i - 1; j > begin;) {
      --j;
      const Word& w = r_.words[j];
      if ((w.marks & (kHardStop | kComplementizer | kRelative)) != 0) return kNone;
      if ((w.marks & kVerb) != 0 || (w.mention == kNone && a_.tokens[j].pos == Pos::VERB)) return found;
      if (w.trigger != kNone || (w.slot != Slot::none && w.mention == kNone)) return kNone;
      if (w.mention != kNone) {
        if ((w.clitics & (kLamClitic | kBaClitic)) != 0) return kNone;
        found = r_.actor_at(j);
      }
    }
    return kNone;
  }

  // The modal without what is written with it: "(and) must", "it is necessary".
  [[nodiscard]] ByteSpan span_of_modal(Index i) const {
    for (const PhraseMatch& p : r_.phrases_at(i)) {
      const bool is_event = static_cast<lexicon::Layer>(p.layer) == lexicon::Layer::event;
      if (is_event && &events_.row(p.entry) == r_.words[i].marker) return {p.span.begin, a_.tokens[p.tokens.end - 1].span.end};
    }
    return a_.tokens[i].span;
  }

  // "That Afghanistan and Iran must": the names right before the verb, where they open their clause.
  [[nodiscard]] std::vector<Index> topics(Index i, Index speaker) const {
    std::vector<Index> found;
    if (a_.tokens[i].pos == Pos::NOUN) return found;
    const Index begin = a_.sentences[r_.sentence_of[i]].tokens.begin;
    Index next = i;
    while (next > begin && (r_.words[next - 1].marks & kNegation) != 0) --next;
    for (bool is_joined = true; is_joined; is_joined = (r_.words[next].clitics & kWawClitic) != 0) {
      if (next == begin || !r_.is_name(next - 1)) return {};
      next = r_.names[r_.words[next - 1].mention].tokens.begin;
      if (r_.actor_at(next) == speaker) return {};
      found.insert(found.begin(), r_.actor_at(next));
    }
    const bool opens = next == begin || (r_.words[next - 1].marks & (kComplementizer | kOpenQuote | kColon | kHardStop)) != 0;
    return opens ? found : std::vector<Index>();
  }

  // A demand of the one who says it to the one who must (annotation.md 3: REQUEST, move demand).
  void add_modal(Index i) {
    const Word& w = r_.words[i];
    if (w.marker == nullptr || w.marker->word != EventWord::modal || w.mention != kNone) return;
    const Index attribution = r_.statement_of[i];
    const bool is_told = attribution != kNone;
    const Index speaker = is_told ? speaker_of(r_, attribution) : insists(i);
    if (speaker == kNone || r_.actor(speaker).type == ActorType::outlet) return;
    const Sentence& s = a_.sentences[r_.sentence_of[i]];
    std::vector<Index> addressees = topics(i, speaker);
    for (Index j = i + 1; j < std::min<Index>(s.tokens.end, i + kModalReach) && addressees.empty(); ++j) {
      if ((r_.words[j].marks & kHardStop) != 0) break;
      if (r_.words[j].mention != kNone && r_.actor_at(j) != speaker) addressees = {r_.actor_at(j)};
    }
    if (addressees.empty() && is_told && !follows_cue(i, attribution)) return;
    Event& e = a_.events.emplace_back();
    e.trigger = span_of_modal(i);
    e.token = i;
    e.trigger_lemma = events_.string(w.marker->lemma);
    e.type = EventType::REQUEST;
    e.actors = {speaker};
    e.recipients = std::move(addressees);
    e.move = Move::demand;
    e.object = find_object(r_, i);
    e.attribution = attribution;
    e.time = time_of(a_, r_, i);
    e.confidence = 0.5F;
    e.rule = events_.string(w.marker->rule);
  }

  Reading& r_;
  Analysis& a_;
  const lexicon::Events& events_;
  Weighed* weighed_;  // what was weighed, or null
  std::uint64_t accident_ = 0;
  Reports reports_;
  bool is_excerpt_ = false;
};

}  // namespace

void find_events(Analysis& analysis, const token::TypeTable& types, const lexicon::Events& events, const lexicon::Actors& actors,
                 const lexicon::TimeWords& numbers, Reading& reading, Weighed* weighed) {
  read(analysis, types, events, actors, reading);
  fill_roles(reading);
  cast(reading, events, weighed != nullptr ? &weighed->names : nullptr);
  set_status(reading);
  Finder(analysis, events, reading, weighed).run();
  attach_quantities(analysis, reading, events, numbers);
}

}  // namespace isnad::event
