#include "event/status.h"

#include <algorithm>

#include "event/roles.h"
#include "lexicon/inflect.h"

namespace isnad::event {
namespace {

using lexicon::EventWord;
using lexicon::Part;
using lexicon::Slot;

constexpr Index kMarkerReach = 4;      // a marker before its trigger
constexpr Index kAttributeReach = 3;   // an attribute after it
constexpr Index kConditionReach = 24;  // a condition and what follows from it
constexpr Index kSiblingReach = 12;    // between nouns joined by "and"
constexpr Index kDenialReach = 8;      // from the start of a denied content
constexpr Index kPromiseReach = 16;    // from a promise to its condition

class Statuses {
 public:
  explicit Statuses(Reading& r) : r_(r), a_(*r.a) {}

  void run() {
    for (Index k = 0; k < r_.triggers.size(); ++k) {
      Trigger& t = r_.triggers[k];
      t.status = status_of(k, t);
    }
  }

 private:
  // The first rule that holds decides, from the strongest.
  [[nodiscard]] Status status_of(Index k, const Trigger& t) const {
    if (is_negated(t) || is_denied_by_source(t)) return Status::denied;
    if (has_condition(t) && !is_standing(t)) return Status::conditional;
    const Status found = without_condition(k, t);
    // Cooperation that is sought takes two to agree to it.
    const bool is_sought = found == Status::planned && t.row->type == EventType::COOPERATE && t.shape == Shape::noun;
    const Status s = is_sought ? Status::possible : found;
    const bool is_promise = t.row->type == EventType::AGREE &&
                            (t.shape == Shape::participle || (t.shape == Shape::noun && t.row->move == Move::commit));
    return (s == Status::planned || is_promise) && condition_follows(t, kPromiseReach) ? Status::conditional : s;
  }

  [[nodiscard]] Status without_condition(Index k, const Trigger& t) const {
    const Status near = by_marker(t);
    if (near != Status::actual) return near;
    if (const Status s = by_governor(k, t); s != Status::actual) return s;
    if (t.shape == Shape::verb && (t.clitics & kSinClitic) != 0) return Status::planned;
    if (is_purpose(t)) return Status::planned;
    if (is_topic(t) || is_any(t) || is_duty(t)) return Status::possible;
    return by_sibling(k, t);
  }

  // "Any attack": one that may come.
  [[nodiscard]] bool is_any(const Trigger& t) const {
    if (t.shape != Shape::noun || (t.features & lexicon::kDefinite) != 0 || t.tokens.begin == 0) return false;
    const lexicon::EventRow* marker = r_.words[t.tokens.begin - 1].marker;
    return marker != nullptr && marker->word == EventWord::any;
  }

  // What is eased, lifted or ended stands.
  [[nodiscard]] bool is_standing(const Trigger& t) const {
    return t.governor != kNone && r_.triggers[t.governor].is(EventWord::trigger) && is_standing(r_.triggers[t.governor], t);
  }

  // "By handing over X and withdrawing": what is joined to a noun shares its status.
  [[nodiscard]] Status by_sibling(Index k, const Trigger& t) const {
    if (k == 0 || t.shape != Shape::noun || (t.clitics & kWawClitic) == 0) return Status::actual;
    const Trigger& before = r_.triggers[k - 1];
    const bool is_near = before.sentence == t.sentence && t.tokens.begin <= before.tokens.end + kSiblingReach;
    return is_near && before.shape == Shape::noun && before.is(EventWord::trigger) ? before.status : Status::actual;
  }

  // "That the withdrawal is *on* X": what one must do.
  [[nodiscard]] bool is_duty(const Trigger& t) const {
    const Index begin = r_.sentence(t).tokens.begin;
    if (t.shape == Shape::verb) return duty_bearer(r_, t) != kNone;
    if (t.shape != Shape::noun || t.tokens.begin < begin + 2) return false;
    Index i = t.tokens.begin - 1;
    if (r_.words[i].mention != kNone) i = r_.names[r_.words[i].mention].tokens.begin;
    else if (r_.words[i].slot == Slot::ala && a_.tokens[i].enclitic_bytes > 0) ++i;
    else return false;
    if (i < begin + 1 || r_.words[i - 1].slot != Slot::ala) return false;
    return i == begin + 1 || (r_.words[i - 2].marks & kComplementizer) != 0;
  }

  // "Talks on the withdrawal of X": what is only talked about.
  [[nodiscard]] bool is_topic(const Trigger& t) const {
    if (t.shape != Shape::noun || t.tokens.begin == r_.sentence(t).tokens.begin) return false;
    if (r_.words[t.tokens.begin - 1].slot != Slot::hawl) return false;
    return t.row->type == EventType::RETREAT || t.row->type == EventType::CONCEDE || t.row->type == EventType::COOPERATE ||
           t.row->type == EventType::AID;
  }

  // Skips auxiliaries and quotation marks to the left of `i`.
  [[nodiscard]] Index skip_left(const Trigger& t, Index i) const {
    const Index begin = r_.sentence(t).tokens.begin;
    while (i > begin && (r_.words[i - 1].marks & (kSkip | kOpenQuote | kCloseQuote | kInside)) != 0 &&
           r_.words[i - 1].mention == kNone && (r_.words[i - 1].marks & kNegation) == 0) {
      --i;
    }
    return i;
  }

  [[nodiscard]] bool is_negated(const Trigger& t) const {
    const Sentence& s = r_.sentence(t);
    Index i = skip_left(t, t.tokens.begin);
    if (i > s.tokens.begin && (r_.words[i - 1].marks & kNegation) != 0) return !is_excepted(t);
    if (t.shape == Shape::verb) return false;
    // "without any attack": one plain word between
    return i > s.tokens.begin + 1 && r_.words[i - 1].trigger == kNone && r_.words[i - 1].mention == kNone &&
           (r_.words[i - 1].marks & ~kSkip) == 0 && r_.words[i - 1].slot == Slot::none &&
           (r_.words[i - 2].marks & kNegation) != 0;
  }

  // "Did *not* withdraw *but* on Friday": they did.
  [[nodiscard]] bool is_excepted(const Trigger& t) const {
    if (t.shape != Shape::verb) return false;
    constexpr Index kReach = 10;
    const Index end = std::min<Index>(r_.sentence(t).tokens.end, t.tokens.end + kReach);
    for (Index i = t.tokens.end; i < end && (r_.words[i].marks & (kComma | kHardStop)) == 0; ++i) {
      const bool is_but = a_.tokens[i].has_role(Role::exception) && !a_.tokens[i].has_role(Role::negation);
      if (is_but) return (r_.words[i].marks & kSubordinator) == 0;  // not "except that", "however"
    }
    return false;
  }

  // At the start of what a source denies.
  [[nodiscard]] bool is_denied_by_source(const Trigger& t) const {
    const Index x = r_.statement_of[t.tokens.begin];
    if (x == kNone || a_.attributions[x].act != Act::deny) return false;
    const ByteOffset begin = a_.attributions[x].content.front().begin;
    const bool is_taken_up = begin < a_.attributions[x].cue.begin;  // "X accused Y of it, which Y denies"
    if (t.row->type == EventType::ACCUSE && (t.shape == Shape::noun || is_taken_up)) return false;  // what is denied was said
    Index n = 0;
    for (Index i = t.tokens.begin; i > 0 && a_.tokens[i - 1].span.begin >= begin; --i) {
      if (++n > kDenialReach || (r_.words[i - 1].marks & (kRelative | kHardStop)) != 0) return false;
    }
    return true;
  }

  [[nodiscard]] bool has_condition(const Trigger& t) const {
    const Sentence& s = r_.sentence(t);
    const Index stop = t.tokens.begin > s.tokens.begin + kConditionReach ? t.tokens.begin - kConditionReach : s.tokens.begin;
    for (Index i = t.tokens.begin; i > stop;) {
      --i;
      if ((r_.words[i].marks & kCondition) != 0) return is_said_together(t, i);
      if ((r_.words[i].marks & kHardStop) != 0) return false;
    }
    return t.shape == Shape::verb && (t.clitics & kSinClitic) != 0 && condition_follows(t, kConditionReach);
  }

  [[nodiscard]] bool condition_follows(const Trigger& t, Index reach) const {
    const Index end = std::min<Index>(r_.sentence(t).tokens.end, t.tokens.end + reach);
    for (Index i = t.tokens.end; i < end; ++i) {
      if ((r_.words[i].marks & kCondition) != 0) return is_said_together(t, i);
      const bool opens_clause = (r_.words[i].marks & kComplementizer) != 0 && (a_.tokens[i].proclitics & kWawClitic) != 0;
      if (opens_clause) return false;  // "and that Y will come if"
    }
    return false;
  }

  // "X will come, *warning that* Y strikes if": the condition is of what another statement says.
  [[nodiscard]] bool is_said_together(const Trigger& t, Index condition) const {
    const Index x = r_.statement_of[condition];
    if (x == kNone) return true;
    const std::vector<ByteSpan>& content = a_.attributions[x].content;
    return std::any_of(content.begin(), content.end(), [&](const ByteSpan& c) { return c.contains(t.span); });
  }

  [[nodiscard]] static Status status_of(const lexicon::EventRow& row) {
    return row.status == 0 ? Status::actual : static_cast<Status>(row.status - 1);
  }

  [[nodiscard]] Status by_marker(const Trigger& t) const {
    const Sentence& s = r_.sentence(t);
    const Index stop = t.tokens.begin > s.tokens.begin + kMarkerReach ? t.tokens.begin - kMarkerReach : s.tokens.begin;
    for (Index i = t.tokens.begin; i > stop;) {
      --i;
      const Word& w = r_.words[i];
      if ((w.marks & (kHardStop | kColon)) != 0) break;
      if (w.trigger != kNone && w.marker == nullptr) break;
      if (w.marker == nullptr) continue;
      const bool is_next = skip_left(t, t.tokens.begin) == i + 1 || i + 1 == t.tokens.begin;
      switch (w.marker->word) {
        case EventWord::possible:
        case EventWord::plan: return status_of(*w.marker);
        case EventWord::possible_verb:
          if (is_next && (t.features & lexicon::kFormMask) == lexicon::kPresent) return Status::possible;
          break;
        case EventWord::plan_verb:
          if (is_next) return Status::planned;
          break;
        case EventWord::purpose:
          if (t.shape == Shape::noun && t.tokens.begin - i <= 3 && (w.marks & kSkip) == 0) return intended(t, *w.marker);
          break;
        case EventWord::modal: return Status::possible;
        default: break;
      }
    }
    return by_attribute(t);
  }

  // What others must grant is only sought; what one does alone is intended.
  [[nodiscard]] static Status intended(const Trigger& t, const lexicon::EventRow& marker) {
    const Status s = status_of(marker);
    return s == Status::possible && (t.row->type == EventType::REQUEST || t.row->type == EventType::CONSULT) ? Status::planned
                                                                                                             : s;
  }

  // "A summit expected in June", "joined, it seems, the other side".
  [[nodiscard]] Status by_attribute(const Trigger& t) const {
    const Sentence& s = r_.sentence(t);
    for (Index i = t.tokens.end; i < std::min<Index>(s.tokens.end, t.tokens.end + kAttributeReach); ++i) {
      const Word& w = r_.words[i];
      if (t.shape == Shape::noun && w.trigger != kNone && (w.clitics & kSinClitic) != 0 &&
          r_.triggers[w.trigger].is(EventWord::light))
        return Status::planned;
      if ((w.marks & (kHardStop | kComma)) != 0 || ((w.marks & kVerb) != 0 && w.marker == nullptr)) break;
      if (t.shape == Shape::verb) {
        if (w.marker != nullptr && w.marker->word == EventWord::possible && (w.marks & kInside) == 0 && i + 1 < r_.words.size() &&
            (r_.words[i + 1].marks & kInside) != 0)
          return status_of(*w.marker);
        continue;
      }
      if (w.marker == nullptr) continue;
      const bool is_made = t.row->type == EventType::REQUEST || t.row->type == EventType::THREATEN;
      if (w.marker->word == EventWord::possible_after && is_made) continue;  // a proposal, a threat of what may come
      if (w.marker->word == EventWord::possible_after || w.marker->word == EventWord::plan ||
          w.marker->word == EventWord::possible) {
        return status_of(*w.marker);
      }
    }
    return Status::actual;
  }

  [[nodiscard]] static bool is_help(const lexicon::EventRow& row) {
    return row.type == EventType::SUPPORT || row.type == EventType::AID;
  }

  [[nodiscard]] Status by_governor(Index k, const Trigger& t) const {
    if (t.governor == kNone || t.governor == k) return Status::actual;
    if (is_help(*t.row) && (t.clitics & kBaClitic) != 0) return Status::actual;  // "with the help of X"
    if (t.shape == Shape::passive_participle) return Status::actual;             // "the fighters, supported by X, approach"
    const Trigger& g = r_.triggers[t.governor];
    const Status own = t.governor < k ? g.status : Status::actual;
    if (t.shape == Shape::verb && (t.features & lexicon::kFormMask) == lexicon::kPast && is_told(t))
      return Status::actual;  // "the deal that was signed"
    if (is_standing(g, t)) return Status::actual;
    if (t.row->type == EventType::RETREAT && t.shape == Shape::noun && g.is(EventWord::trigger) &&
        g.row->type == EventType::AGREE && own == Status::actual && g.row->move == Move::none)
      return Status::planned;  // an agreed truce
    if (g.is(EventWord::aux) && g.row->status == static_cast<std::uint8_t>(Status::denied) + 1 && is_negated(g))
      return Status::possible;  // "did not rule out"
    if (g.is(EventWord::aux)) {
      if (own != Status::actual && own != Status::possible) return own;
      return g.row->status != 0 ? status_of(*g.row) : own;
    }
    const bool goes_on = g.is(EventWord::light) && g.row->status == static_cast<std::uint8_t>(Status::actual) + 1;
    if (goes_on && t.shape == Shape::noun) return Status::actual;  // "the continuing of the talks"
    if (g.is(EventWord::light) || !g.is_event) return own;
    if (is_help(*g.row) && g.governor < t.governor && (t.clitics & kLamClitic) != 0)  // "prepares, with the help of X, to storm"
      return r_.triggers[g.governor].is(EventWord::aux) ? status_of(*r_.triggers[g.governor].row) : Status::actual;
    if (g.content == kNone || t.tokens.begin < g.content) return t.shape == Shape::verb ? own : Status::actual;
    switch (g.row->type) {
      case EventType::REQUEST:
        if (t.row->type == EventType::REQUEST && t.shape == Shape::noun && t.has_own_actor)
          return Status::actual;  // "X's proposal"
        return g.row->move == Move::condition ? Status::conditional : Status::possible;
      case EventType::THREATEN: return Status::possible;
      case EventType::REJECT:
        if (t.row->type == EventType::REQUEST || is_others(t)) return Status::actual;
        return t.shape == Shape::verb ? Status::denied : Status::possible;
      case EventType::AGREE:
        if (t.row->type == EventType::REQUEST && t.shape == Shape::noun) return Status::actual;  // what is accepted was offered
        return g.shape == Shape::noun && g.row->move == Move::none ? own : Status::planned;
      case EventType::ACCUSE:  // what one is accused of is only said, what is condemned was done
        return g.part(Slot::bi) == Part::content && !is_reason(g, t) ? Status::possible : Status::actual;
      case EventType::COERCE: return g.has(lexicon::kControls) ? Status::possible : own;  // "keep X from attacking"
      default: return own;
    }
  }

  // What one rejects and others said or made: "the accusations", "the deal between X and Y".
  [[nodiscard]] static bool is_others(const Trigger& t) {
    return t.shape == Shape::noun && (t.row->type == EventType::ACCUSE || (t.row->type == EventType::AGREE && t.is_between));
  }

  // A verb of the past that no complementizer puts under another.
  [[nodiscard]] bool is_told(const Trigger& t) const {
    const Index i = skip_left(t, t.tokens.begin);
    return t.is_relative || i == r_.sentence(t).tokens.begin || (r_.words[i - 1].marks & kComplementizer) == 0;
  }

  // "Accused X of hostility because of the visit": what led to it was done.
  [[nodiscard]] bool is_reason(const Trigger& g, const Trigger& t) const {
    return std::any_of(r_.words.begin() + g.tokens.end, r_.words.begin() + t.tokens.begin,
                       [](const Word& w) { return w.marker != nullptr && w.marker->word == EventWord::answer; });
  }

  // What is lifted or ended stands, what failed or is denied was held or said.
  [[nodiscard]] static bool is_standing(const Trigger& g, const Trigger& t) {
    if (t.shape != Shape::noun) return false;
    const EventType type = t.row->type;
    const bool is_burden = type == EventType::COERCE || type == EventType::SANCTION || type == EventType::ASSAULT;
    if (g.is(EventWord::trigger) && (g.row->type == EventType::CONCEDE || g.row->type == EventType::RETREAT)) return is_burden;
    const bool is_denying = g.is(EventWord::aux) && g.row->status == static_cast<std::uint8_t>(Status::denied) + 1;
    return is_denying && (type == EventType::ACCUSE || (type == EventType::CONSULT && t.tokens.begin <= g.tokens.end));
  }

  // "The war", "the sanctions": a noun that is no verbal noun names what goes on.
  [[nodiscard]] static bool is_state_of_force(const Trigger& t) {
    const EventType type = t.row->type;
    const bool is_force = type == EventType::ASSAULT || type == EventType::SANCTION || type == EventType::THREATEN;
    return is_force && (t.features & lexicon::kDefinite) != 0 && (t.features & lexicon::kFormMask) == lexicon::kNoun;
  }

  // "to reach an agreement": lam before a verbal noun that its governor does not ask for.
  [[nodiscard]] bool is_purpose(const Trigger& t) const {
    if (t.row->type == EventType::REQUEST) return false;  // asking is what is done
    if (t.shape != Shape::noun || (t.clitics & kLamClitic) == 0) return t.shape == Shape::verb && (t.clitics & kLamClitic) != 0;
    if (t.has(lexicon::kResult) || is_state_of_force(t)) return false;  // "led to the death of X", "an end to the war"
    if (t.governor == kNone) return true;
    const Trigger& g = r_.triggers[t.governor];
    if (g.is(EventWord::light)) return false;  // "was exposed to an attack"
    if (g.is(EventWord::trigger) && g.is_event && (g.row->type == EventType::SUPPORT || g.row->type == EventType::AID))
      return false;  // help in what goes on
    const Part part = g.part(Slot::li);
    return part != Part::content && part != Part::content_owner;
  }

  Reading& r_;
  Analysis& a_;
};

}  // namespace

void set_status(Reading& r) { Statuses(r).run(); }

}  // namespace isnad::event
