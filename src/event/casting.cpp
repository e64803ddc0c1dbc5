#include "event/casting.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>

#include "event/roles.h"
#include "lexicon/inflect.h"

namespace isnad::event {
namespace {

using F = lexicon::CastFeature;
using lexicon::EventWord;
using lexicon::Slot;

/// From which probability on a name is kept that the rules gave, and another is added; actors, recipients.
constexpr std::array<float, 2> kKeep{0.30F, 0.12F};
constexpr std::array<float, 2> kAdd{0.40F, 0.40F};
constexpr float kAlone = 0.25F;    // ... the likeliest name, where nobody else plays a part
constexpr std::size_t kMain = 3;   // actors of the article that are ranked
constexpr Index kDeedReach = 500;  // triggers before and behind an event whose parties are counted with its own

/// A name of the sentence at hand.
struct Place {
  TokenRange tokens;
  Index actor = kNone;
  bool is_nisba = false;
  bool is_second = false;  ///< of a dual
};

/// What stands before a token of the sentence, counted.
struct Counts {
  std::uint16_t verbs = 0, commas = 0, clauses = 0, relatives = 0, quotes = 0, triggers = 0, names = 0, words = 0;
};

void mark(CastFeatures& f, F feature, bool value = true, std::size_t offset = 0) {
  if (value) f.set(static_cast<std::size_t>(feature) + offset);
}

std::uint8_t group_of(const Trigger& t) {
  if (t.has(lexicon::kReciprocal)) return 0;
  switch (t.row->type) {
    case EventType::REQUEST:
    case EventType::REJECT:
    case EventType::THREATEN:
    case EventType::ACCUSE:
    case EventType::SANCTION: return 1;
    case EventType::ASSAULT:
    case EventType::COERCE:
    case EventType::MOBILIZE:
    case EventType::PROTEST: return 2;
    default: return 3;
  }
}

std::uint8_t shape_of(const Trigger& t) {
  if (t.is_passive || t.shape == Shape::passive_participle) return 1;
  if (t.shape == Shape::verb) return t.is_relative ? 2 : 0;
  return t.shape == Shape::participle ? 4 : 3;
}

class Caster {
 public:
  Caster(Reading& r, const lexicon::Events& events, std::vector<WeighedName>* parts)
      : r_(r),
        a_(*r.a),
        weights_(events.casting()),
        parts_(parts) {}

  void run() {
    rank_actors();
    read_deeds();
    for (Index k = 0; k < r_.triggers.size(); ++k) {
      const Trigger& t = r_.triggers[k];
      if (!t.is(EventWord::trigger) || !t.is_event) continue;
      choose(k);
      if (t.has_arguments()) last_ = k;
    }
    for (Trigger& t : r_.triggers) {
      if (!t.is(EventWord::trigger) || !t.is_event) continue;
      t.actors.clear();
      t.recipients.clear();
      t.chances.clear();
    }
    for (const bool is_recipient : {false, true}) {
      for (const Choice& c : choices_) {
        if (c.is_recipient == is_recipient) c.give(r_.triggers[c.trigger]);
      }
    }
  }

 private:
  /// `actor` does something, or has it done to it, alone or to or by `other`.
  struct Deed {
    Index trigger = kNone;
    Index actor = kNone;
    Index other = kNone;
    EventType type = EventType::CONSULT;
    bool is_recipient = false;
    bool is_mutual = false;
  };
  /// A part that is given once all triggers are read.
  struct Choice {
    Index trigger = kNone;
    Index actor = kNone;
    float chance = 0.0F;
    bool is_recipient = false;

    void give(Trigger& t) const {
      (is_recipient ? t.recipients : t.actors).push_back(actor);
      t.chances.push_back(chance);
    }
  };

  /// Who of the candidates most likely plays a part.
  struct Likeliest {
    Index actor = kNone;
    float chance = 0.0F;
    bool is_recipient = false;

    void take(Index x, const std::array<float, 2>& p) {
      if (std::max(p[0], p[1]) <= chance) return;
      is_recipient = p[1] > p[0];
      chance = std::max(p[0], p[1]);
      actor = x;
    }
  };

  /// "Between X and Y": what "and" joins in one slot plays one part, as likely as the likelier of those before.
  struct Joined {
    const Given* last = nullptr;
    float chance = 0.0F;

    void take(const Trigger& t, Index x, bool is_coordinated, std::array<float, 2>& p) {
      const auto here = std::find_if(t.given.begin(), t.given.end(), [&](const Given& g) { return g.actor == x; });
      if (here == t.given.end()) {
        last = nullptr;
        return;
      }
      float& mine = p[here->is_recipient ? 1 : 0];
      if (is_coordinated && last != nullptr && last->way == here->way && last->is_recipient == here->is_recipient)
        mine = std::max(mine, chance);
      last = &*here;
      chance = mine;
    }
  };

  void rank_actors() {
    counts_.assign(a_.actors.size(), 0);
    in_headline_.assign(a_.actors.size(), false);
    for (const Mention& m : a_.mentions) {
      if (m.actor == kNone || m.actor >= counts_.size()) continue;
      ++counts_[m.actor];
      if (!m.tokens.is_empty() && a_.sentences[r_.sentence_of[m.tokens.begin]].is_headline) in_headline_[m.actor] = true;
    }
    main_.fill(kNone);
    for (std::size_t n = 0; n < kMain; ++n) {
      for (Index x = 0; x < counts_.size(); ++x) {
        const ActorType type = a_.actors[x].type;
        if (type == ActorType::outlet || type == ActorType::place || counts_[x] < 2) continue;
        if (std::find(main_.begin(), main_.end(), x) != main_.end()) continue;
        if (main_[n] == kNone || counts_[x] > counts_[main_[n]]) main_[n] = x;
      }
    }
  }

  // What stands in the sentence itself, not taken from elsewhere.
  static bool is_firm(Way way) {
    switch (way) {
      case Way::right:
      case Way::left:
      case Way::first:
      case Way::head:
      case Way::object:
      case Way::preposition:
      case Way::genitive:
      case Way::nisba:
      case Way::described:
      case Way::relative:
      case Way::absorbed: return true;
      default: return false;
    }
  }

  // Who does what to whom, as far as the sentences say it themselves.
  void read_deeds() {
    deeds_.clear();
    for (Index k = 0; k < r_.triggers.size(); ++k) {
      const Trigger& t = r_.triggers[k];
      if (!t.is(EventWord::trigger) || !t.is_event) continue;
      const bool is_mutual = t.has(lexicon::kReciprocal);
      for (const Given& g : t.given) {
        if (!is_firm(g.way)) continue;
        deeds_.push_back({k, g.actor, kNone, t.row->type, g.is_recipient, is_mutual});
        for (const Given& h : t.given) {
          if (!is_firm(h.way) || h.actor == g.actor || (h.is_recipient == g.is_recipient && !is_mutual)) continue;
          deeds_.push_back({k, g.actor, h.actor, t.row->type, g.is_recipient, is_mutual});
        }
      }
    }
    std::stable_sort(deeds_.begin(), deeds_.end(), [](const Deed& a, const Deed& b) { return a.actor < b.actor; });
    first_deed_.assign(a_.actors.size() + 1, 0);
    for (const Deed& d : deeds_) ++first_deed_[d.actor + 1];
    for (std::size_t x = 0; x < a_.actors.size(); ++x) first_deed_[x + 1] += first_deed_[x];
  }

  // The names of a sentence, and what stands before each of its tokens.
  void read_sentence(Index sentence) {
    if (sentence == sentence_) return;
    sentence_ = sentence;
    places_.clear();
    before_.clear();
    const TokenRange range = a_.sentences[sentence].tokens;
    Counts c;
    for (Index i = range.begin; i < range.end; ++i) {
      before_.push_back(c);
      const Word& w = r_.words[i];
      const bool is_new = w.mention != kNone ? r_.names[w.mention].tokens.begin == i || i == range.begin : w.state != kNone;
      if (is_new) {
        const TokenRange tokens{i, std::max<Index>(r_.end_at(i), i + 1)};
        places_.push_back({tokens, r_.actor_at(i), w.mention == kNone});
        if (w.mention != kNone && r_.names[w.mention].second != kNone)
          places_.push_back({tokens, r_.names[w.mention].second, false, true});
        ++c.names;
      }
      if ((w.marks & kVerb) != 0) ++c.verbs;
      if ((w.marks & kComma) != 0) ++c.commas;
      if ((w.marks & (kComplementizer | kSubordinator | kHardStop | kColon | kCondition)) != 0 && w.mention == kNone) ++c.clauses;
      if ((w.marks & kRelative) != 0) ++c.relatives;
      if ((w.marks & (kOpenQuote | kCloseQuote)) != 0) ++c.quotes;
      if (w.trigger != kNone) ++c.triggers;
      if (w.mention == kNone && w.marks == 0) ++c.words;
    }
    before_.push_back(c);
  }

  void choose(Index k) {
    const Trigger& t = r_.triggers[k];
    const std::size_t before = choices_.size();
    read_sentence(t.sentence);
    speaker_ = speaker_of(r_, r_.statement_of[t.tokens.begin]);
    gather(t);
    Likeliest likeliest;
    Joined joined;
    const Index bearer = t.shape == Shape::verb ? duty_bearer(r_, t) : kNone;  // "said that it is on X to withdraw"
    for (const Index x : candidates_) {
      CastFeatures common;
      describe(k, t, x, common);
      std::array<float, 2> p{};
      for (const bool is_recipient : {false, true}) {
        CastFeatures f = common;
        describe_part(k, t, x, is_recipient, f);
        const std::uint8_t way = way_of(t, x, is_recipient);
        p[is_recipient ? 1 : 0] = weigh(t, is_recipient, way, f);
        if (parts_ != nullptr) {
          parts_->push_back({t.span, t.row->type, x, is_recipient, f.test(static_cast<std::size_t>(F::given)), group_of(t),
                             shape_of(t), way, f});
        }
      }
      if ((t.row->type == EventType::PROTEST && is_authority(x)) || asks_for(t, x) || judges(t, x) || answers(t, x) ||
          is_bystander(t, x) || only_assists(t, x) || is_unnamed(t, x) || is_in_clause(t, x))
        p[0] = 0.0F;
      if (bearer != kNone) p[0] = x == bearer ? 1.0F : 0.0F;
      if (t.is_answered && !contains(t.recipients, x)) p[1] = 0.0F;  // whom the answer hits, the answered did not
      joined.take(t, x, common.test(static_cast<std::size_t>(F::coordinated)), p);
      likeliest.take(x, p);
      const bool acts = p[0] >= (contains(t.actors, x) ? kKeep : kAdd)[0];
      const bool suffers = p[1] >= (contains(t.recipients, x) ? kKeep : kAdd)[1];
      if (acts && (!suffers || p[0] >= p[1])) choices_.push_back({k, x, p[0], false});
      else if (suffers) choices_.push_back({k, x, p[1], true});
    }
    if (choices_.size() == before && t.third.empty() && likeliest.chance >= kAlone)
      choices_.push_back({k, likeliest.actor, likeliest.chance, likeliest.is_recipient});
  }

  // People protest, states and their organs do not.
  [[nodiscard]] bool is_authority(Index x) const {
    return a_.actors[x].type == ActorType::state || a_.actors[x].type == ActorType::government;
  }

  // Outlets are seized, hit, blamed or ask for something; of what they only tell they are no part.
  static bool meets_outlets(EventType type) {
    switch (type) {
      case EventType::ACCUSE:
      case EventType::REQUEST:
      case EventType::REJECT:
      case EventType::THREATEN:
      case EventType::SANCTION:
      case EventType::COERCE:
      case EventType::ASSAULT: return true;
      default: return false;
    }
  }

  // Who demands that another yields or strikes does not do it.
  [[nodiscard]] bool asks_for(const Trigger& t, Index x) const {
    if (t.governor == kNone || t.has(lexicon::kReciprocal)) return false;
    Index governor = t.governor;  // "demanded the lifting of the siege": neither lifts nor besieges
    while (r_.triggers[governor].governor < governor && r_.triggers[governor].is(EventWord::trigger) &&
           (r_.triggers[governor].row->type == EventType::CONCEDE || r_.triggers[governor].row->type == EventType::RETREAT))
      governor = r_.triggers[governor].governor;
    const Trigger& g = r_.triggers[governor];
    const bool is_demand = g.is(EventWord::trigger) && g.is_event && g.row->type == EventType::REQUEST &&
                           g.row->move != Move::offer && g.content != kNone && t.tokens.begin >= g.content;
    const EventType type = t.row->type;
    const bool is_others = type == EventType::CONCEDE || type == EventType::RETREAT || type == EventType::COERCE ||
                           type == EventType::ASSAULT || type == EventType::SANCTION;
    return is_demand && is_others && contains(g.actors, x) && !contains(t.actors, x);
  }

  // "X welcomed the agreement", "condemned the attack": whose judgement it is took no part in it.
  [[nodiscard]] bool judges(const Trigger& t, Index x) const {
    if (t.governor == kNone || t.shape != Shape::noun || contains(t.actors, x)) return false;
    const Trigger& g = r_.triggers[t.governor];
    const EventType type = g.row->type;
    const bool is_judgement = g.is(EventWord::trigger) && g.is_event && g.row->move == Move::none &&
                              (type == EventType::SUPPORT || type == EventType::ACCUSE);
    return is_judgement && contains(g.actors, x);
  }

  // A person whom no rule gives does not arrest, strike or deploy, nor an organisation that only speaks of it.
  [[nodiscard]] bool is_bystander(const Trigger& t, Index x) const {
    const EventType type = t.row->type;
    const bool is_force = type == EventType::ASSAULT || type == EventType::COERCE || type == EventType::MOBILIZE;
    const ActorType kind = a_.actors[x].type;
    const bool is_death = type == EventType::ASSAULT && t.befalls_genitive();  // "announced the death of twelve"
    const bool is_teller = x == speaker_ && (kind == ActorType::organisation ||
                                             (is_death && kind == ActorType::government && !is_armed(a_.actors[x])));
    const bool is_unarmed = kind == ActorType::person || is_teller;
    return is_force && is_unarmed && !contains(t.actors, x);
  }

  // "Agreed, *with X mediating*, on a truce": who mediates, hosts or sponsors what governs it is no party of it.
  [[nodiscard]] bool only_assists(const Trigger& t, Index x) const {
    if (t.has_own_actor || (t.row->type != EventType::RETREAT && t.row->type != EventType::CONCEDE)) return false;
    constexpr int kSteps = 2;  // the mediation may itself govern
    Index governor = t.governor;
    for (int n = 0; n < kSteps && governor != kNone; ++n, governor = r_.triggers[governor].governor) {
      const Trigger& g = r_.triggers[governor];
      const bool is_third = std::any_of(g.third.begin(), g.third.end(), [&](const ThirdParty& y) { return y.actor == x; });
      if (is_third && !contains(g.actors, x)) return true;
    }
    return false;
  }

  // "Demonstrators demanded that X": where the subject names nobody, nobody else is the subject.
  [[nodiscard]] static bool is_unnamed(const Trigger& t, Index x) { return t.is_unnamed && !contains(t.actors, x); }

  // "(He) proposed that X pay": who is named in the clause that the verb governs alone is not its subject.
  [[nodiscard]] bool is_in_clause(const Trigger& t, Index x) const {
    if (t.shape != Shape::verb || contains(t.actors, x) || t.content == kNone ||
        (r_.words[t.content].marks & kComplementizer) == 0)
      return false;
    bool is_named = false;
    for (const Place& p : places_) {
      if (p.actor != x) continue;
      if (p.tokens.begin < t.content) return false;
      is_named = true;
    }
    return is_named && x != speaker_ && !(last_ != kNone && contains(r_.triggers[last_].actors, x));
  }

  // Who praises or condemns what is done, or acts in answer to it, does not do it.
  [[nodiscard]] bool answers(const Trigger& t, Index x) const {
    if (t.governor == kNone || t.shape != Shape::noun) return false;
    const EventType type = r_.triggers[t.governor].row->type;
    const bool is_judge = type == EventType::SUPPORT || type == EventType::ACCUSE || type == EventType::REJECT;
    if (t.has(lexicon::kReciprocal))
      return (t.is_between || (t.row->type == EventType::ASSAULT && type != EventType::SUPPORT)) && is_judge &&
             contains(r_.triggers[t.governor].actors, x) && !contains(t.actors, x);
    if (contains(t.actors, x) && t.has_own_actor) return false;
    const Trigger& g = r_.triggers[t.governor];
    return t.is_answered && contains(g.actors, x);
  }

  // Those that the rules gave first, in their order; then the names of the sentence, the speaker, those of the event before, the
  // main actors of the article.
  void gather(const Trigger& t) {
    candidates_.clear();
    const auto add = [&](Index x) {
      if (x == kNone || std::find(candidates_.begin(), candidates_.end(), x) != candidates_.end()) return;
      const ActorType type = a_.actors[x].type;
      if (type != ActorType::place && (type != ActorType::outlet || meets_outlets(t.row->type))) candidates_.push_back(x);
    };
    const auto add_named = [&](Index x) {
      if (x != kNone && a_.actors[x].type != ActorType::outlet) add(x);
    };
    for (const Index x : t.actors) add(x);
    for (const Index x : t.recipients) add(x);
    for (const Given& g : t.given) add(g.actor);
    for (const Place& p : places_) add_named(p.actor);
    add_named(speaker_);
    if (last_ != kNone) {
      for (const Index x : r_.triggers[last_].actors) add_named(x);
      for (const Index x : r_.triggers[last_].recipients) add_named(x);
    }
    for (const Index x : main_) add_named(x);
  }

  // What is true of the name whatever part it plays.
  void describe(Index k, const Trigger& t, Index x, CastFeatures& f) const {
    const Actor& actor = a_.actors[x];
    mark(f, F::state, true, static_cast<std::size_t>(actor.type));
    mark(f, F::speaker, x == speaker_);
    mark(f, F::in_headline, x < in_headline_.size() && in_headline_[x]);
    for (std::size_t n = 0; n < kMain; ++n) mark(f, F::rank_1, main_[n] == x, n);
    mark(f, F::once, x < counts_.size() && counts_[x] == 1);
    mark(f, F::third, std::any_of(t.third.begin(), t.third.end(), [&](const ThirdParty& y) { return y.actor == x; }));
    if (last_ != kNone && last_ != k) {
      const Trigger& u = r_.triggers[last_];
      const bool is_same = u.row->type == t.row->type;
      mark(f, is_same ? F::last_actor_same : F::last_actor, contains(u.actors, x));
      mark(f, is_same ? F::last_recipient_same : F::last_recipient, contains(u.recipients, x));
    }
    if (t.governor != kNone && t.governor != k) {
      mark(f, F::governor_actor, contains(r_.triggers[t.governor].actors, x));
      mark(f, F::governor_recipient, contains(r_.triggers[t.governor].recipients, x));
    }
    if (t.shape == Shape::verb && (actor.type == ActorType::person || actor.type == ActorType::state) && actor.gender != 0 &&
        (t.features & lexicon::kNumberMask) == lexicon::kSingular) {
      mark(f, F::disagrees, ((t.features & lexicon::kFeminine) != 0) != (actor.gender == 'f'));
    }
    mark(f, F::headline, r_.sentence(t).is_headline);
    locate(t, x, f);
  }

  // The mention nearest to the trigger: where it stands and what lies between.
  void locate(const Trigger& t, Index x, CastFeatures& f) const {
    const Place* nearest = nullptr;
    Index best = kNone;
    for (const Place& p : places_) {
      if (p.actor != x) continue;
      const bool is_after = p.tokens.begin >= t.tokens.end;
      const Index distance = is_after ? p.tokens.begin - t.tokens.end : t.tokens.begin - std::min(p.tokens.end, t.tokens.begin);
      if (distance < best) {
        best = distance;
        nearest = &p;
      }
    }
    if (nearest == nullptr) {
      mark(f, F::elsewhere);
      return;
    }
    const Index base = a_.sentences[t.sentence].tokens.begin;
    const bool is_after = nearest->tokens.begin >= t.tokens.end;
    const Index from = (is_after ? t.tokens.end : std::min(nearest->tokens.end, t.tokens.begin)) - base;
    const Index to = (is_after ? nearest->tokens.begin : t.tokens.begin) - base;
    const std::size_t bucket = best <= 1 ? 0 : best <= 3 ? 1 : best <= 6 ? 2 : best <= 12 ? 3 : 4;
    mark(f, is_after ? F::after_1 : F::before_1, true, bucket);
    const Counts& c = before_[from];
    const Counts& d = before_[std::max(from, to)];
    mark(f, F::verb, d.verbs > c.verbs);
    mark(f, F::verbs, d.verbs > c.verbs + 1);
    mark(f, F::comma, d.commas > c.commas);
    mark(f, F::clause, d.clauses > c.clauses);
    mark(f, F::relative_between, d.relatives > c.relatives);
    mark(f, F::quote, d.quotes > c.quotes);
    mark(f, F::trigger, d.triggers > c.triggers);
    mark(f, F::name, d.names > c.names);
    mark(f, F::names, d.names > c.names + 1);
    mark(f, F::words, d.words > c.words + 1);
    mark(f, F::by_nisba, nearest->is_nisba);
    mark(f, F::first_name, nearest == places_.data());
    const Index i = nearest->tokens.begin;
    const std::uint8_t clitics = r_.words[i].clitics;
    mark(f, F::coordinated, (clitics & kWawClitic) != 0 || nearest->is_second);
    mark(f, F::slot_none, true, slot_before(i, base, clitics));
  }

  // The preposition that governs the name: written with it, or at most two words before.
  [[nodiscard]] std::size_t slot_before(Index i, Index base, std::uint8_t clitics) const {
    if ((clitics & kLamClitic) != 0) return static_cast<std::size_t>(Slot::li);
    if ((clitics & kBaClitic) != 0) return static_cast<std::size_t>(Slot::bi);
    if ((clitics & kKafClitic) != 0) return static_cast<std::size_t>(Slot::other);
    for (Index n = 0; n < 2 && i > base; ++n) {
      --i;
      const Word& w = r_.words[i];
      if (w.slot != Slot::none) return static_cast<std::size_t>(w.slot);
      if (w.mention != kNone || (w.marks & ~std::uint32_t{kOpenQuote}) != 0 || w.trigger != kNone) break;
    }
    return 0;
  }

  // What is true of it in one part.
  void describe_part(Index k, const Trigger& t, Index x, bool is_recipient, CastFeatures& f) const {
    const auto& mine = is_recipient ? t.recipients : t.actors;
    const auto& other = is_recipient ? t.actors : t.recipients;
    const bool is_given = contains(mine, x);
    mark(f, F::given, is_given);
    mark(f, F::given_other, contains(other, x));
    mark(f, F::empty, mine.empty());
    mark(f, F::others, mine.size() > (is_given ? 1U : 0U));
    mark(f, F::other_empty, other.empty());
    for (const Given& g : t.given) {
      if (g.actor == x && g.is_recipient == is_recipient && is_given) mark(f, F::way, true, static_cast<std::size_t>(g.way));
    }
    describe_deeds(k, t, x, is_recipient, f);
  }

  // What it does, and to whom, in the other events of the article.
  void describe_deeds(Index k, const Trigger& t, Index x, bool is_recipient, CastFeatures& f) const {
    const auto& other = is_recipient ? t.actors : t.recipients;
    std::size_t acts = 0, suffers = 0, pairs = 0;
    const auto end = deeds_.begin() + first_deed_[x + 1];
    auto deed = deeds_.begin() + first_deed_[x];
    if (k > kDeedReach)
      deed = std::lower_bound(deed, end, k - kDeedReach, [](const Deed& d, Index trigger) { return d.trigger < trigger; });
    for (; deed != end && deed->trigger <= k + kDeedReach; ++deed) {
      const Deed& d = *deed;
      if (d.trigger == k) continue;
      const bool is_same = d.type == t.row->type;
      if (d.other == kNone) {
        d.is_recipient ? ++suffers : ++acts;
        mark(f, d.is_recipient ? F::suffers_same : F::acts_same, is_same);
        continue;
      }
      if (d.is_mutual) {
        mark(f, F::partner, contains(t.actors, d.other) || contains(t.recipients, d.other));
      } else if (d.is_recipient == is_recipient && contains(other, d.other)) {
        ++pairs;
        mark(f, F::pair_same, is_same);
      }
    }
    mark(f, F::acts, acts > 0);
    mark(f, F::acts_often, acts > 2);
    mark(f, F::suffers, suffers > 0);
    mark(f, F::suffers_often, suffers > 2);
    mark(f, F::only_acts, acts > 1 && suffers == 0);
    mark(f, F::pair, pairs > 0);
    mark(f, F::pair_often, pairs > 1);
  }

  // The rule that gave it the part, from 1 on; 0 where none did or it was taken away again.
  static std::uint8_t way_of(const Trigger& t, Index x, bool is_recipient) {
    if (!contains(is_recipient ? t.recipients : t.actors, x)) return 0;
    for (const Given& g : t.given)
      if (g.actor == x && g.is_recipient == is_recipient) return static_cast<std::uint8_t>(static_cast<std::size_t>(g.way) + 1);
    return 0;
  }

  [[nodiscard]] float weigh(const Trigger& t, bool is_recipient, std::uint8_t way, const CastFeatures& f) {
    const std::span<const std::uint8_t> held = held_in(f);
    const std::size_t part = is_recipient ? 1 : 0;
    const std::array<std::size_t, 4> sets{lexicon::cast_set(part, 0), lexicon::cast_set(part, 1 + group_of(t)),
                                          lexicon::cast_set(part, 1 + lexicon::kCastGroups + shape_of(t)),
                                          lexicon::cast_set(part, 1 + lexicon::kCastGroups + lexicon::kCastShapes + way)};
    float sum = weights_[lexicon::cast_set(part, 0) * lexicon::kCastFeatures + static_cast<std::size_t>(F::type) +
                         static_cast<std::size_t>(t.row->type)];
    for (const std::size_t s : sets) {
      const float* w = &weights_[s * lexicon::kCastFeatures];
      sum += w[static_cast<std::size_t>(F::bias)];
      for (const std::uint8_t i : held) sum += w[i];
    }
    return 1.0F / (1.0F + std::exp(-sum));
  }

  // The features of a name that hold, the type of the event left out, in their order.
  std::span<const std::uint8_t> held_in(const CastFeatures& f) {
    constexpr std::size_t kBits = 64;
    constexpr CastFeatures kLow(~std::uint64_t{0});
    std::size_t n = 0;
    for (std::size_t base = 0; base < static_cast<std::size_t>(F::type); base += kBits) {
      for (std::uint64_t bits = (f >> base & kLow).to_ullong(); bits != 0; bits &= bits - 1)
        held_[n++] = static_cast<std::uint8_t>(base + static_cast<std::size_t>(std::countr_zero(bits)));
    }
    while (n > 0 && held_[n - 1] >= static_cast<std::size_t>(F::type)) --n;
    return std::span(held_).first(n);
  }

  static bool contains(const std::vector<Index>& list, Index x) { return std::find(list.begin(), list.end(), x) != list.end(); }

  Reading& r_;
  const Analysis& a_;
  std::span<const float> weights_;
  std::vector<WeighedName>* parts_;
  std::vector<std::uint32_t> counts_;
  std::vector<bool> in_headline_;
  std::array<Index, kMain> main_{};
  Index sentence_ = kNone;
  Index last_ = kNone;  // trigger before, with arguments
  Index speaker_ = kNone;
  std::vector<Deed> deeds_;                // by actor
  std::vector<std::uint32_t> first_deed_;  // of an actor
  std::vector<Place> places_;
  std::vector<Counts> before_;
  std::vector<Index> candidates_;
  std::array<std::uint8_t, lexicon::kCastFeatures> held_{};  // features of the name that is weighed
  static_assert(lexicon::kCastFeatures <= 256);              // their places are bytes
  std::vector<Choice> choices_;
};

}  // namespace

void cast(Reading& r, const lexicon::Events& events, std::vector<WeighedName>* parts) { Caster(r, events, parts).run(); }

}  // namespace isnad::event
