#include "event/event.h"

#include <algorithm>

#include "event/quantities.h"
#include "event/reading.h"
#include "event/roles.h"
#include "event/status.h"
#include "lexicon/inflect.h"

namespace isnad::event {
namespace {

using lexicon::EventWord;
using lexicon::Part;
using lexicon::Slot;

constexpr float kThreshold = 0.37F;  // of acceptance()
constexpr Index kModalReach = 10;
constexpr Index kObjectReach = 40;

class Finder {
 public:
  Finder(Analysis& a, const lexicon::Events& events, Reading& r, std::vector<Candidate>* candidates)
      : r_(r),
        a_(a),
        events_(events),
        candidates_(candidates) {}

  void run() {
    Index modal = 0;
    for (Index k = 0; k <= r_.triggers.size(); ++k) {
      const Index until = k < r_.triggers.size() ? r_.triggers[k].tokens.begin : static_cast<Index>(r_.words.size());
      for (; modal < until; ++modal) add_modal(modal);
      if (k == r_.triggers.size()) break;
      if (!refusal(k, r_.triggers[k]).empty()) continue;
      const Features features = features_of(r_, events_, k);
      const float p = acceptance(events_, features);
      const bool is_accepted = p >= kThreshold;
      if (is_accepted) add(r_.triggers[k], p);
      if (candidates_ != nullptr) candidates_->push_back({r_.triggers[k].span, r_.triggers[k].row->type, features, is_accepted});
    }
  }

 private:
  // --- which triggers are events --------------------------------------------------------------------------------------

  // Why a trigger cannot be an event of the record; empty when it can. The rest is weighed (acceptance.h).
  [[nodiscard]] std::string_view refusal(Index k, const Trigger& t) const {
    if (!t.is(EventWord::trigger)) return "carrier";
    if (!t.is_event) return "refused by a role rule";
    if (!t.has_arguments()) return "no arguments";
    if (const std::string_view why = unmet_need(t); !why.empty()) return why;
    if (t.row->type == EventType::CONSULT && has_outlet(t)) return "interview";
    if (is_cue(t)) return "cue";
    if (is_absorbed(k, t)) return "object of its verb";
    return {};
  }

  // What the row asks of its arguments (EventFlag).
  [[nodiscard]] std::string_view unmet_need(const Trigger& t) const {
    if (t.shape == Shape::passive_participle && (t.part(Slot::min) != Part::agent || t.actors.empty())) return "participle";
    if (t.has(lexicon::kNeedsPartner) && t.actors.size() < 2) return "no partner";
    if (t.has(lexicon::kNeedsForces) && !is_armed(t)) return "no forces";
    if (t.has(lexicon::kNeedsPeople) && !is_crowd(t)) return "no people";
    if (t.has(lexicon::kNeedsPerson) && !is_person(t)) return "no person";
    if (t.has(lexicon::kStative) && t.is_relative && (t.features & lexicon::kFormMask) == lexicon::kPresent) return "state";
    return {};
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
    return std::any_of(a_.attributions.begin(), a_.attributions.end(),
                       [&](const Attribution& x) { return x.cue.overlaps(t.span); });
  }

  [[nodiscard]] bool is_armed(const Trigger& t) const {
    for (const Index x : t.actors) {
      const Actor& actor = r_.actor(x);
      if (actor.type == ActorType::armed_group) return true;
      for (const char* organ : {"army", "force", "navy", "military", "guard", "militia", "coalition"}) {
        if (actor.id.find(organ) != std::string_view::npos) return true;
      }
    }
    return has_class(t, events_.noun_class("troops"));
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
    e.mode = events_.string(t.row->mode);
    e.actors = t.actors;
    for (const Index x : t.recipients) {
      if (std::find(e.actors.begin(), e.actors.end(), x) == e.actors.end()) e.recipients.push_back(x);
    }
    for (const ThirdParty& x : t.third) {
      if (std::none_of(e.third.begin(), e.third.end(), [&](const ThirdParty& y) { return y.actor == x.actor; }))
        e.third.push_back(x);
    }
    e.status = t.status;
    e.move = move_of(t);
    e.object = object_of(t);
    e.time = time_of(t.tokens.begin, t.sentence);
    e.attribution = attribution_at(a_, t.tokens.begin);
    e.confidence = confidence;
    e.rule = events_.string(t.row->rule);
  }

  [[nodiscard]] Move move_of(const Trigger& t) const {
    if (t.row->move != Move::none) return t.row->move;
    if (t.row->type != EventType::RETREAT) return Move::none;
    const std::string_view mode = events_.string(t.row->mode);
    // Leaving an agreement is a move; so is a ceasefire that a side declares.
    if (mode == "withdraw" && has_class(t, events_.noun_class("agreement") | events_.noun_class("meeting")))
      return Move::withdraw;
    if (mode == "ceasefire" && t.governor != kNone && r_.triggers[t.governor].has(lexicon::kAnnounces) && t.actors.size() == 1)
      return Move::commit;
    return Move::none;
  }

  [[nodiscard]] ByteSpan object_of(const Trigger& t) const {
    if (t.content == kNone) return {};
    const Sentence& s = r_.sentence(t);
    Index end = t.content;
    while (end < std::min<Index>(s.tokens.end, t.content + kObjectReach)) {
      const Word& w = r_.words[end];
      if ((w.marks & kHardStop) != 0 || (end > t.content && (w.marks & kSubordinator) != 0)) break;
      if ((w.marks & kComma) != 0 && end > t.content) break;
      ++end;
    }
    while (end > t.content && (r_.words[end - 1].marks & (kComma | kOpenQuote | kCloseQuote)) != 0) --end;
    if (end <= t.content) return {};
    return {a_.tokens[t.content].span.begin, a_.tokens[end - 1].span.end};
  }

  [[nodiscard]] Index time_of(Index token, Index sentence) const {
    Index best = kNone;
    Index best_distance = kNone;
    for (Index i = 0; i < a_.times.size(); ++i) {
      const TimeExpression& x = a_.times[i];
      if (x.tokens.is_empty() || r_.sentence_of[x.tokens.begin] != sentence) continue;
      const Index distance = x.tokens.begin > token ? x.tokens.begin - token : token - x.tokens.begin;
      if (distance < best_distance) {
        best = i;
        best_distance = distance;
      }
    }
    return best;
  }

  // --- "must", "it is necessary" ----------------------------------------------------------------------------------------

  // A demand of the one who says it to the one who must (annotation.md 3: REQUEST, move demand).
  void add_modal(Index i) {
    const Word& w = r_.words[i];
    if (w.marker == nullptr || w.marker->word != EventWord::modal || w.mention != kNone) return;
    const Index attribution = attribution_at(a_, i);
    const Index speaker = speaker_of(a_, attribution);
    if (speaker == kNone || r_.actor(speaker).type == ActorType::outlet) return;
    const Sentence& s = a_.sentences[r_.sentence_of[i]];
    Index addressee = kNone;
    for (Index j = i + 1; j < std::min<Index>(s.tokens.end, i + kModalReach) && addressee == kNone; ++j) {
      if ((r_.words[j].marks & kHardStop) != 0) break;
      if (r_.words[j].mention != kNone && r_.actor_at(j) != speaker) addressee = r_.actor_at(j);
    }
    if (addressee == kNone) return;
    Event& e = a_.events.emplace_back();
    e.trigger = a_.tokens[i].span;
    e.token = i;
    e.trigger_lemma = events_.string(w.marker->lemma);
    e.type = EventType::REQUEST;
    e.actors = {speaker};
    e.recipients = {addressee};
    e.move = Move::demand;
    e.attribution = attribution;
    e.time = time_of(i, r_.sentence_of[i]);
    e.confidence = 0.5F;
    e.rule = events_.string(w.marker->rule);
  }

  Reading& r_;
  Analysis& a_;
  const lexicon::Events& events_;
  std::vector<Candidate>* candidates_;  // what was weighed, or null
};

}  // namespace

void find_events(Analysis& analysis, const token::TypeTable& types, const lexicon::Events& events, const lexicon::Actors& actors,
                 const lexicon::TimeWords& numbers, std::vector<Candidate>* candidates) {
  Reading reading;
  read(analysis, types, events, actors, reading);
  fill_roles(reading);
  set_status(reading);
  Finder(analysis, events, reading, candidates).run();
  attach_quantities(analysis, reading, events, numbers);
}

}  // namespace isnad::event
