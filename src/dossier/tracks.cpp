#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "dossier/builder.h"
#include "dossier/discovery.h"
#include "dossier/issues.h"
#include "link/overlap.h"
#include "link/sketch.h"
#include "text/stem.h"
#include "text/words.h"

namespace isnad::dossier {
namespace {

constexpr double kMinorParty = 0.10;      // of the weight of the most active party
constexpr std::size_t kNamedParties = 4;  // whose names are no issues
constexpr std::size_t kLeastSteps = 2;    // moves and rounds, for a negotiation
constexpr std::size_t kRoundEvidence = 12;
constexpr double kSameMove = 0.5;    // share of words that the objects of two reports of one move have in common
constexpr double kSameMatter = 0.2;  // of two moves that a change lies between
constexpr std::size_t kMonth = 7;    // characters of a date
constexpr std::size_t kDay = 10;
constexpr std::int32_t kSameNews = 1;  // days between two reports of one move

// Whether a move leads towards an agreement (1), away from it (-1) or asks (0).
int direction(Move move) {
  switch (move) {
    case Move::offer:
    case Move::accept:
    case Move::commit:
    case Move::guarantee: return 1;
    case Move::reject:
    case Move::reserve:
    case Move::withdraw:
    case Move::threaten: return -1;
    default: return 0;
  }
}

template <class Item, class Time>
void sort_by_time(std::vector<Item>& items, Time time) {
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    if (time(a).empty() != time(b).empty()) return time(b).empty();
    return time(a) < time(b);
  });
}

// One track from its events and passages.
class Filler {
 public:
  explicit Filler(const TrackInput& input) : input_(input) {}

  Track fill(const std::vector<const RawEvent*>& events) {
    track_ = {};
    rank_parties(events);
    std::set<std::uint32_t> documents;
    for (const RawEvent* e : events) {
      documents.insert(e->document);
      add_third(*e);
      add_round(*e);
      add_positions(*e);
      add_dealing(*e);
    }
    track_.documents = static_cast<std::uint32_t>(documents.size());
    sort_by_time(track_.positions, [](const Position& p) -> const std::string& { return p.time; });
    track_.issues = find_issues(track_.positions, input_.markers, names_of_parties());
    merge_positions();
    merge_rounds();
    sort_by_time(track_.rounds, [](const Round& r) -> const std::string& { return r.date; });
    sort_by_time(track_.agreements, [](const Dealing& d) -> const std::string& { return d.time; });
    merge_agreements();
    sort_by_time(track_.dealings, [](const Dealing& d) -> const std::string& { return d.time; });
    return std::move(track_);
  }

 private:
  void rank_parties(const std::vector<const RawEvent*>& events) {
    std::map<std::string, int> weights;
    for (const RawEvent* e : events) {
      if (!is_negotiation(e->event)) continue;
      for (const auto& a : e->event.actors) weights[side(a, *e)] += e->event.move == Move::none ? 1 : 3;
      for (const auto& r : e->event.recipients) weights[side(r, *e)] += e->event.move == Move::none ? 1 : 2;
    }
    for (const auto& [side, _] : weights) {
      if (!input_.sides.is_outlet(side)) track_.parties.push_back(side);
    }
    std::stable_sort(track_.parties.begin(), track_.parties.end(),
                     [&](const auto& a, const auto& b) { return weights[a] > weights[b]; });
    const auto is_minor = [&](const std::string& p) { return weights[p] < kMinorParty * weights[track_.parties.front()]; };
    track_.parties.erase(std::find_if(track_.parties.begin(), track_.parties.end(), is_minor), track_.parties.end());
    parties_ = {track_.parties.begin(), track_.parties.end()};
  }

  [[nodiscard]] std::string side(const std::string& actor, const RawEvent& e) const { return input_.sides.of(actor, e.date); }

  void add_third(const RawEvent& e) {
    for (const RecordThird& t : e.event.third) {
      if (t.actor.empty()) continue;
      const std::string actor = side(t.actor, e);
      auto known = std::find_if(track_.third.begin(), track_.third.end(),
                                [&](const TrackThird& x) { return x.actor == actor && x.role == t.role; });
      if (known == track_.third.end()) {
        track_.third.push_back({actor, t.role, e.date, e.date, {}});
        known = track_.third.end() - 1;
      }
      if (!e.date.empty() && (known->from.empty() || e.date < known->from)) known->from = e.date;
      if (!e.date.empty() && e.date > known->to) known->to = e.date;
      known->evidence.push_back({e.document, e.sentence});
    }
  }

  // Talks on one day between the same parties are one round, however often they are reported. Without a date the parties
  // and the document tell them apart.
  void add_round(const RawEvent& e) {
    if (e.event.type != EventType::CONSULT || e.event.status == Status::denied || e.sides.size() < 2) return;
    auto known = std::find_if(track_.rounds.begin(), track_.rounds.end(), [&](const Round& r) {
      const bool is_near = !e.date.empty() || r.evidence.front().document == e.document;
      return r.date == e.date && r.parties == e.sides && is_near && !has_other(r.third, e.event.third);
    });
    if (known == track_.rounds.end()) {
      Round round;
      round.date = e.date;
      round.parties = e.sides;
      round.status = e.event.status;
      round.claim = e.claim;
      track_.rounds.push_back(std::move(round));
      known = track_.rounds.end() - 1;
    }
    known->is_date_own = known->is_date_own || e.is_date_own;
    if (known->place.empty()) known->place = e.event.place;
    add_third_of(*known, e.event.third);
    add_evidence(known->evidence, {e.document, e.sentence});
  }
  // One meeting told in two ways: by its month and by its day, by two of those at the table and by all, as planned and as held, by
  // the day of a report and by its own. What says less goes into what says more.
  void merge_rounds() {
    const auto says = [](const Round& r) {
      return std::tuple(r.date.size(), r.status == Status::actual, r.parties.size(), r.is_date_own, r.evidence.size());
    };
    std::vector<Round>& rounds = track_.rounds;
    std::stable_sort(rounds.begin(), rounds.end(), [&](const Round& a, const Round& b) { return says(a) > says(b); });
    std::vector<Round> merged;
    for (Round& r : rounds) {
      const auto host = std::find_if(merged.begin(), merged.end(), [&](const Round& x) { return is_told_of(r, x); });
      host == merged.end() ? merged.push_back(std::move(r)) : absorb(*host, r);
    }
    rounds = std::move(merged);
  }
  static bool is_told_of(const Round& less, const Round& more) {
    if (less.date.empty() || (less.status != more.status && more.status != Status::actual)) return false;
    const bool is_inside = more.date.starts_with(less.date);
    const bool is_report = !less.is_date_own && less.date.size() == kDay && more.date.size() == kDay &&
                           std::abs(link::day_number(less.date) - link::day_number(more.date)) <= kSameNews;
    return (is_inside || is_report) && !has_other(more.third, less.third) &&
           std::includes(more.parties.begin(), more.parties.end(), less.parties.begin(), less.parties.end());
  }
  static void absorb(Round& more, const Round& less) {
    if (more.place.empty()) more.place = less.place;
    more.is_date_own = more.is_date_own || (less.is_date_own && less.date == more.date);
    add_third_of(more, less.third);
    for (const Evidence& e : less.evidence) add_evidence(more.evidence, e);
  }
  static void add_third_of(Round& round, const std::vector<RecordThird>& third) {
    for (const RecordThird& t : third) {
      const bool is_known = std::any_of(round.third.begin(), round.third.end(),
                                        [&](const RecordThird& x) { return x.actor == t.actor && x.role == t.role; });
      if (!is_known && !t.actor.empty()) round.third.push_back(t);
    }
  }
  // Talks under another sponsor are other talks.
  static bool has_other(const std::vector<RecordThird>& known, const std::vector<RecordThird>& more) {
    return std::any_of(more.begin(), more.end(), [&](const RecordThird& m) {
      return std::any_of(known.begin(), known.end(),
                         [&](const RecordThird& k) { return k.role == m.role && k.actor != m.actor; });
    });
  }
  static void add_evidence(std::vector<Evidence>& all, const Evidence& e) {
    const bool is_known =
        std::any_of(all.begin(), all.end(), [&](const Evidence& x) { return x.document == e.document && x.span == e.span; });
    if (!is_known && all.size() < kRoundEvidence) all.push_back(e);
  }

  void add_positions(const RawEvent& e) {
    if (e.event.move == Move::none) return;
    for (const std::string& party : e.event.actors) {
      Position& p = track_.positions.emplace_back();
      p.party = party;
      p.side = side(party, e);
      p.move = e.event.move;
      p.to = e.event.recipients;
      p.object = e.object;
      if (p.object.empty()) p.words = e.words;
      p.time = e.told.empty() ? e.date : std::min(e.date, e.told);  // who wants something of next year wants it now
      p.status = e.event.status;
      p.claim = e.claim;
      p.chain = e.chain;
      p.evidence = {e.document, e.sentence};
      p.mark = e.event.object.is_empty() ? e.event.trigger : e.event.object;
    }
  }

  // Agreements, and what the parties do to and with each other beside the talks.
  void add_dealing(const RawEvent& e) {
    if (e.event.move != Move::none || e.event.type == EventType::CONSULT || e.event.type == EventType::REQUEST) return;
    const auto parties = static_cast<std::size_t>(
        std::count_if(e.sides.begin(), e.sides.end(), [&](const auto& s) { return parties_.contains(s); }));
    if (parties < (is_telling_alone(e.event.type) ? 1U : 2U)) return;
    std::vector<Dealing>& list = e.event.type == EventType::AGREE ? track_.agreements : track_.dealings;
    const auto known = std::find_if(list.begin(), list.end(), [&](const Dealing& d) {
      return d.type == e.event.type && d.time == e.date && d.status == e.event.status && d.actors == e.event.actors &&
             d.recipients == e.event.recipients && (!e.date.empty() || d.evidence.document == e.document) &&
             (d.object == e.object || d.object.empty() || e.object.empty());
    });
    if (known != list.end()) {
      if (known->evidence.document != e.document || known->evidence.span != e.sentence)
        known->repeats.push_back({e.document, e.sentence});
      return;
    }
    Dealing d;
    d.type = e.event.type;
    d.status = e.event.status;
    d.actors = e.event.actors;
    d.recipients = e.event.recipients;
    d.sides = e.sides;
    d.object = e.object;
    d.time = e.date;
    d.claim = e.claim;
    d.chain = e.chain;
    d.evidence = {e.document, e.sentence};
    d.mark = e.event.object.is_empty() ? e.event.trigger : e.event.object;
    list.push_back(std::move(d));
  }

  // Reports of one agreement, in order of time: of the same day or the next (or of the same month or year, where both say no more),
  // between the same or some of the same sides, on the same or on nothing that is named.
  void merge_agreements() {
    std::vector<Dealing> merged;
    std::vector<std::vector<std::uint64_t>> terms;  // of their objects
    for (Dealing& d : track_.agreements) {
      std::vector<std::uint64_t> own = link::term_set(d.object);
      std::size_t i = 0;
      while (i < merged.size() && !is_same_agreement(merged[i], terms[i], d, own)) ++i;
      if (i < merged.size()) {
        if (merged[i].object.empty()) terms[i] = std::move(own);
        join(merged[i], std::move(d));
      } else {
        merged.push_back(std::move(d));
        terms.push_back(std::move(own));
      }
    }
    track_.agreements = std::move(merged);
  }
  static bool is_same_agreement(const Dealing& a, const std::vector<std::uint64_t>& of_a, const Dealing& b,
                                const std::vector<std::uint64_t>& of_b) {
    if (a.status != b.status || !is_same_time(a.time, b.time)) return false;
    const auto holds = [](const auto& all, const auto& some) {
      return std::includes(all.begin(), all.end(), some.begin(), some.end());
    };
    if (!holds(a.sides, b.sides) && !holds(b.sides, a.sides)) return false;
    return a.object.empty() || b.object.empty() || link::containment(of_a, of_b) >= kSameMove;
  }
  static bool is_same_time(const std::string& a, const std::string& b) {
    if (a.empty() || b.empty() || (a.size() == kDay) != (b.size() == kDay)) return false;
    if (a.size() == kDay) return std::abs(link::day_number(a) - link::day_number(b)) <= kSameNews;
    return a.starts_with(b) || b.starts_with(a);
  }
  // The one that says what was agreed stands for both, dated by the first; a month says more than its year.
  static void join(Dealing& known, Dealing other) {
    if (other.time.size() > known.time.size()) known.time = other.time;
    if (known.object.empty() && !other.object.empty()) {
      std::swap(known, other);
      std::swap(known.time, other.time);
    }
    if (other.sides.size() > known.sides.size()) {
      known.sides = std::move(other.sides);
      known.actors = std::move(other.actors);
      known.recipients = std::move(other.recipients);
    }
    known.repeats.push_back(other.evidence);
    known.repeats.insert(known.repeats.end(), other.repeats.begin(), other.repeats.end());
  }
  static bool is_telling_alone(EventType type) {
    switch (type) {
      case EventType::AGREE:
      case EventType::COOPERATE:
      case EventType::SUPPORT:
      case EventType::AID:
      case EventType::CONCEDE:
      case EventType::RETREAT: return true;
      default: return false;
    }
  }

  [[nodiscard]] std::vector<std::string> names_of_parties() const {
    std::vector<std::string> out;
    for (std::size_t i = 0; i < track_.parties.size() && i < kNamedParties; ++i) {
      for (const std::string& name : input_.names(track_.parties[i])) {
        text::each_word(name, [&](const text::Word& w) {
          const std::string stem(text::light_stem(w.folded));
          out.push_back(rough_root(stem));
          out.push_back(stem);
        });
      }
    }
    return out;
  }

  // Reports of one move: the same side, kind and status, in the same claim, or with much the same object: on one issue within a
  // month, or told within days of each other in words that begin alike.
  void merge_positions() {
    std::map<std::tuple<std::string, Move, Status>, std::vector<std::size_t>> alike;
    std::vector<Position> merged;
    std::vector<Matter> matters;
    for (Position& p : track_.positions) {
      std::vector<std::size_t>& before = alike[std::tuple(p.side, p.move, p.status)];
      Matter own = matter_of(p);
      const auto same =
          std::find_if(before.begin(), before.end(), [&](std::size_t i) { return is_same_move(p, own, merged[i], matters[i]); });
      if (same == before.end()) {
        before.push_back(merged.size());
        merged.push_back(std::move(p));
        matters.push_back(std::move(own));
        continue;
      }
      Position& q = merged[*same];
      if (q.evidence.document != p.evidence.document || q.evidence.span != p.evidence.span) q.repeats.push_back(p.evidence);
    }
    track_.positions = std::move(merged);
  }

  // What a move is about, to be compared.
  struct Matter {
    std::vector<std::uint64_t> terms;  // sorted
    std::uint64_t head = 0;            // the first of them in the text; 0 where there is none
    std::int32_t day = 0;
  };
  static Matter matter_of(const Position& p) {
    std::vector<std::uint64_t> terms = link::content_terms(p.object);
    const std::uint64_t head = terms.empty() ? 0 : terms.front();
    return {link::term_set(std::move(terms)), head, link::day_number(p.time)};
  }
  static bool is_same_move(const Position& p, const Matter& a, const Position& q, const Matter& b) {
    if (p.issue == q.issue) {
      if (p.claim != kNone && p.claim == q.claim && p.object == q.object) return true;
      const bool is_near =
          p.time.substr(0, kMonth) == q.time.substr(0, kMonth) && (!p.time.empty() || p.evidence.document == q.evidence.document);
      if (is_near && (p.object.empty() || q.object.empty())) return p.object == q.object && p.to == q.to && p.time == q.time;
      if (is_near && link::jaccard(a.terms, b.terms) >= kSameMove) return true;
    }
    const bool is_told_together = p.time.size() == kDay && q.time.size() == kDay && std::abs(a.day - b.day) <= kSameNews;
    return is_told_together && a.head != 0 && a.head == b.head && link::containment(a.terms, b.terms) >= kSameMove;
  }

  const TrackInput& input_;
  Track track_;
  std::unordered_set<std::string> parties_;
};

// A change is a move towards agreement after one away from it, or the reverse, by one party on one issue at a later time.
void find_changes(Track& track) {
  std::map<std::pair<std::string, std::uint32_t>, std::uint32_t> latest;  // dated move of a side on an issue
  for (std::uint32_t b = 0; b < track.positions.size(); ++b) {
    Position& after = track.positions[b];
    if (after.issue == kNone || after.time.empty() || after.status == Status::denied || direction(after.move) == 0) continue;
    const auto [it, is_first] = latest.try_emplace({after.side, after.issue}, b);
    if (is_first) continue;
    const Position& before = track.positions[it->second];
    const bool is_turn = before.time < after.time && direction(before.move) * direction(after.move) < 0;
    if (is_turn && link::jaccard(link::term_set(before.object), link::term_set(after.object)) >= kSameMatter) {
      track.changes.push_back({it->second, b});
      after.is_changed = true;
    }
    it->second = b;
  }
}

class Passages {
 public:
  Passages(const TrackInput& input, const Discovery& discovery) : input_(input), discovery_(discovery) {
    for (const RawEvent& e : input.events) {
      if (is_negotiation(e.event) && !e.sides.empty()) negotiating_[{e.document, e.sentence.begin.value}] = discovery.track_of(e);
    }
  }

  // Gives each passage to the track of its sentence's events; without any, to that of the document, if it names a party.
  void distribute(std::vector<Track>& tracks) {
    for (const RawPassage& p : input_.passages) {
      std::vector<std::string> sides;
      for (const auto& a : p.actors) sides.push_back(input_.sides.of(a, {}));
      const auto it = negotiating_.find({p.document, p.sentence.begin.value});
      std::uint32_t t = it == negotiating_.end() ? kNone : it->second;
      if (t == kNone && !sides.empty()) {
        t = discovery_.track_in(p.document, sides);
        if (t != kNone && !p.is_of_talks && !names_party(tracks[t], sides)) continue;
        if (t == kNone && p.is_of_talks) t = discovery_.track_in(p.document, {});  // "the accord rests on": that of the article
      }
      if (t == kNone || tracks[t].parties.empty()) continue;
      add(tracks[t], t, p, sides);
    }
  }

 private:
  static bool names_party(const Track& track, const std::vector<std::string>& sides) {
    return std::any_of(sides.begin(), sides.end(), [&](const std::string& s) {
      return std::find(track.parties.begin(), track.parties.end(), s) != track.parties.end();
    });
  }

  // What a passage says, to be compared: "if X withdraws" is not "if X does not withdraw".
  struct Matter {
    std::uint32_t linkage = 0;
    std::vector<std::uint64_t> first, second;  // content terms, sorted
    std::size_t negations = 0;
  };
  [[nodiscard]] Matter matter_of(const RawPassage& p) const {
    const std::vector<MarkerWord> words = marker_words(p.first);
    Matter m{0, link::term_set(p.first), link::term_set(p.second), 0};
    for (std::size_t i = 0; i < words.size(); ++i) m.negations += input_.markers.at(words, i).kind == Marker::negation ? 1 : 0;
    return m;
  }
  // Whether another sentence has said it already, in other words or in more.
  bool fold(Track& track, std::uint32_t number, const RawPassage& p) {
    std::vector<Matter>& known = matters_[{number, p.kind}];
    Matter m = matter_of(p);
    for (const Matter& k : known) {
      const bool is_same = k.negations == m.negations && !m.first.empty() && link::jaccard(k.first, m.first) >= kSameMove &&
                           (k.second.empty() || m.second.empty() || link::containment(k.second, m.second) >= kSameMove);
      Linkage& l = track.linkages[k.linkage];
      if (!is_same || p.is_denied != (l.kind == LinkageKind::denied_link)) continue;
      Evidence again{p.document, p.sentence};
      if (l.consequence.empty() && !p.second.empty()) {  // the one that says what follows stands for both
        l.condition = p.first;
        l.consequence = p.second;
        l.claim = p.claim;
        l.chain = p.chain;
        l.mark = p.mark;
        std::swap(l.evidence, again);
      }
      l.repeats.push_back(again);
      return true;
    }
    m.linkage = static_cast<std::uint32_t>(track.linkages.size());
    known.push_back(std::move(m));
    return false;
  }

  // What a copy or the same outlet says in the same words again is kept once.
  void add(Track& track, std::uint32_t number, const RawPassage& p, const std::vector<std::string>& sides) {
    if (!known_.insert({number, p.kind, p.first, p.second}).second) return;
    if (p.kind == Marker::obstacle) {
      track.obstacles.push_back({p.first, p.claim, p.chain, {p.document, p.sentence}, p.mark});
      return;
    }
    if (fold(track, number, p)) return;
    Linkage& l = track.linkages.emplace_back();
    l.kind = p.kind == Marker::conditional ? LinkageKind::conditional
             : p.kind == Marker::exchange  ? LinkageKind::exchange
             : p.is_denied                 ? LinkageKind::denied_link
                                           : LinkageKind::asserted_link;
    l.condition = p.first;
    l.consequence = p.second;
    for (const auto& s : sides) {
      const bool is_main = s == track.parties[0] || (track.parties.size() > 1 && s == track.parties[1]);
      if (!is_main && std::find(l.actors.begin(), l.actors.end(), s) == l.actors.end()) l.actors.push_back(s);
    }
    l.claim = p.claim;
    l.chain = p.chain;
    l.evidence = {p.document, p.sentence};
    l.mark = p.mark;
  }

  const TrackInput& input_;
  const Discovery& discovery_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> negotiating_;  // document, sentence -> track
  std::set<std::tuple<std::uint32_t, Marker, std::string, std::string>> known_;
  std::map<std::pair<std::uint32_t, Marker>, std::vector<Matter>> matters_;  // of the linkages of a track
};

// One says that the talks have nothing to do with an outside actor, another that they rest on it.
void oppose_links(Track& track) {
  for (std::uint32_t a = 0; a < track.linkages.size(); ++a) {
    for (std::uint32_t b = 0; b < track.linkages.size(); ++b) {
      if (track.linkages[a].kind != LinkageKind::denied_link || track.linkages[b].kind != LinkageKind::asserted_link) continue;
      const auto& there = track.linkages[b].actors;
      const bool is_same = std::any_of(track.linkages[a].actors.begin(), track.linkages[a].actors.end(),
                                       [&](const auto& x) { return std::find(there.begin(), there.end(), x) != there.end(); });
      if (!is_same) continue;
      track.linkages[a].opposes.push_back(b);
      track.linkages[b].opposes.push_back(a);
    }
  }
}

bool is_negotiated(const Track& t) {
  return t.parties.size() >= 2 && !t.positions.empty() &&
         t.positions.size() + t.rounds.size() + t.agreements.size() >= kLeastSteps;
}

}  // namespace

std::vector<Track> build_tracks(const TrackInput& input) {
  const Discovery discovery(input);
  std::vector<std::vector<const RawEvent*>> by_track(discovery.size());
  std::vector<const RawEvent*> rest;
  for (const RawEvent& e : input.events) {
    const std::uint32_t t = discovery.track_of(e);
    (t == kNone ? rest : by_track[t]).push_back(&e);
  }
  Filler filler(input);
  std::vector<Track> tracks;
  for (std::size_t i = 0; i < by_track.size(); ++i) {
    tracks.push_back(filler.fill(by_track[i]));
    if (is_negotiated(tracks.back())) continue;
    rest.insert(rest.end(), by_track[i].begin(), by_track[i].end());
    tracks.back() = {};
  }
  Passages(input, discovery).distribute(tracks);
  std::erase_if(tracks, [](const Track& t) { return t.positions.empty(); });
  for (Track& t : tracks) {
    find_changes(t);
    oppose_links(t);
  }
  std::stable_sort(tracks.begin(), tracks.end(), [](const Track& a, const Track& b) {
    return a.documents * 2 + a.positions.size() + a.rounds.size() > b.documents * 2 + b.positions.size() + b.rounds.size();
  });
  std::erase_if(rest, [](const RawEvent* e) { return e->event.move == Move::none; });
  if (Track last = filler.fill(rest); !last.positions.empty()) {
    last.is_rest = true;
    last.parties.clear();
    tracks.push_back(std::move(last));
  }
  return tracks;
}

std::vector<TimelineItem> build_timeline(const std::vector<RawEvent>& events) {
  std::map<std::tuple<std::string, EventType, std::vector<std::string>, std::vector<std::string>>, TimelineItem> items;
  for (const RawEvent& e : events) {
    if (!e.is_date_own || e.event.status == Status::denied || (e.event.actors.empty() && e.event.recipients.empty())) continue;
    TimelineItem& item = items[{e.date, e.event.type, e.event.actors, e.event.recipients}];
    if (item.evidence.empty()) {
      item = {e.date, e.event.type, e.event.status, e.event.actors, e.event.recipients, e.sentence_text, {}};
    }
    item.evidence.push_back({e.document, e.sentence});
  }
  std::vector<TimelineItem> out;
  out.reserve(items.size());
  for (auto& [_, item] : items) out.push_back(std::move(item));
  return out;
}

}  // namespace isnad::dossier
