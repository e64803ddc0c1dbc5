#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>

#include "dossier/builder.h"
#include "link/overlap.h"
#include "text/words.h"

namespace isnad::dossier {
namespace {

constexpr double kSameTrack = 0.35;     // cosine of the documents' dyads
constexpr double kMinorParty = 0.10;    // of the weight of the most active party
constexpr double kSameIssue = 0.34;     // Jaccard of the objects' terms
constexpr double kInsideIssue = 0.75;   // or: the shorter object is mostly in the longer
constexpr std::size_t kIssueTerms = 2;  // objects with fewer terms are too vague to be joined
constexpr std::size_t kIssueNameWords = 7;
constexpr std::size_t kRoundEvidence = 5;

// Events that negotiations are made of; fighting joins no parties to a table.
bool is_negotiation(const RecordEvent& e) {
  switch (e.type) {
    case EventType::AGREE:
    case EventType::CONSULT:
    case EventType::CONCEDE:
    case EventType::REQUEST:
    case EventType::REJECT: return true;
    default: return e.move != Move::none;
  }
}

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

std::vector<std::string> participants(const RecordEvent& e) {
  std::vector<std::string> out = e.actors;
  out.insert(out.end(), e.recipients.begin(), e.recipients.end());
  return out;
}

std::string issue_name(std::string_view object) {
  std::size_t words = 0;
  std::size_t end = object.size();
  text::each_word(object, [&](const text::Word& w) {
    if (++words == kIssueNameWords) end = w.end;
  });
  return std::string(object.substr(0, words > kIssueNameWords ? end : object.size()));
}

class TrackBuilder {
 public:
  TrackBuilder(const std::vector<RawEvent>& events, const std::map<std::string, ActorType>& types)
      : events_(events),
        types_(types) {}

  std::vector<Track> run() {
    profile_documents();
    group_documents();
    std::map<std::uint32_t, std::vector<const RawEvent*>> by_track;
    for (const RawEvent& e : events_) {
      if (is_negotiation(e.event)) by_track[groups_->find(e.document)].push_back(&e);
    }
    std::vector<Track> tracks;
    for (const auto& [_, events] : by_track) {
      Track track = build(events);
      if (!track.positions.empty()) tracks.push_back(std::move(track));
    }
    std::stable_sort(tracks.begin(), tracks.end(),
                     [](const Track& a, const Track& b) { return a.positions.size() > b.positions.size(); });
    return tracks;
  }

 private:
  using Dyad = std::pair<std::string, std::string>;

  // The body that an organ belongs to, where both are known: `russia-mod` is `russia` here.
  [[nodiscard]] std::string whole(const std::string& id) const {
    for (std::size_t at = id.rfind('-'); at != std::string::npos && at > 0; at = id.rfind('-', at - 1)) {
      if (types_.contains(id.substr(0, at))) return id.substr(0, at);
    }
    return id;
  }

  // Who negotiates with whom in each document. Where nobody acts jointly, all who make a move face each other.
  void profile_documents() {
    std::map<std::uint32_t, std::set<std::string>> alone;
    for (const RawEvent& e : events_) {
      documents_ = std::max(documents_, e.document + 1);
      if (!is_negotiation(e.event)) continue;
      std::set<std::string> bodies;
      for (const auto& p : participants(e.event)) bodies.insert(whole(p));
      if (bodies.size() < 2) {
        if (e.event.move != Move::none) alone[e.document].insert(bodies.begin(), bodies.end());
        continue;
      }
      add_dyads(e.document, bodies, e.event.move == Move::none ? 1 : 2);
    }
    for (const auto& [document, bodies] : alone) {
      if (!profiles_.contains(document)) add_dyads(document, bodies, 1);
    }
  }

  void add_dyads(std::uint32_t document, const std::set<std::string>& bodies, double weight) {
    for (auto a = bodies.begin(); a != bodies.end(); ++a) {
      for (auto b = std::next(a); b != bodies.end(); ++b) profiles_[document][{*a, *b}] += weight;
    }
  }

  // Documents in which much the same sides face each other are about one track.
  void group_documents() {
    groups_ = std::make_unique<link::Groups>(documents_);
    std::map<Dyad, std::vector<std::uint32_t>> index;
    for (const auto& [document, dyads] : profiles_) {
      for (const auto& [dyad, _] : dyads) index[dyad].push_back(document);
    }
    for (const auto& [_, there] : index) {
      for (std::size_t a = 0; a < there.size(); ++a) {
        for (std::size_t b = a + 1; b < there.size(); ++b) {
          if (groups_->find(there[a]) == groups_->find(there[b])) continue;
          if (cosine(profiles_[there[a]], profiles_[there[b]]) >= kSameTrack) groups_->join(there[a], there[b]);
        }
      }
    }
  }

  static double cosine(const std::map<Dyad, double>& a, const std::map<Dyad, double>& b) {
    double both = 0;
    double norm_a = 0;
    double norm_b = 0;
    for (const auto& [dyad, w] : a) {
      norm_a += w * w;
      const auto it = b.find(dyad);
      if (it != b.end()) both += w * it->second;
    }
    for (const auto& [_, w] : b) norm_b += w * w;
    return both / std::sqrt(norm_a * norm_b);
  }

  Track build(const std::vector<const RawEvent*>& events) {
    Track track;
    rank_parties(track, events);
    for (const RawEvent* e : events) {
      add_third(track, *e);
      add_round(track, *e);
      add_positions(track, *e);
    }
    std::stable_sort(track.positions.begin(), track.positions.end(), [](const Position& a, const Position& b) {
      if (a.time.empty() != b.time.empty()) return b.time.empty();
      return a.time < b.time;
    });
    std::stable_sort(track.rounds.begin(), track.rounds.end(), [](const Round& a, const Round& b) {
      if (a.date.empty() != b.date.empty()) return b.date.empty();
      return a.date < b.date;
    });
    find_issues(track);
    find_changes(track);
    return track;
  }

  void rank_parties(Track& track, const std::vector<const RawEvent*>& events) const {
    std::map<std::string, int> weights;
    for (const RawEvent* e : events) {
      for (const auto& a : e->event.actors) weights[a] += e->event.move == Move::none ? 1 : 3;
      for (const auto& a : e->event.recipients) weights[a] += e->event.move == Move::none ? 1 : 2;
    }
    std::set<std::string> movers;
    for (const RawEvent* e : events) {
      if (e->event.move == Move::none) continue;
      movers.insert(e->event.actors.begin(), e->event.actors.end());
      movers.insert(e->event.recipients.begin(), e->event.recipients.end());
    }
    for (const auto& m : movers) {
      const auto type = types_.find(m);
      if (type == types_.end() || type->second != ActorType::outlet) track.parties.push_back(m);
    }
    std::stable_sort(track.parties.begin(), track.parties.end(),
                     [&](const auto& a, const auto& b) { return weights[a] > weights[b]; });
    const auto is_minor = [&](const std::string& p) { return weights[p] < kMinorParty * weights[track.parties.front()]; };
    track.parties.erase(std::find_if(track.parties.begin(), track.parties.end(), is_minor), track.parties.end());
  }

  static void add_third(Track& track, const RawEvent& e) {
    for (const RecordThird& t : e.event.third) {
      if (t.actor.empty()) continue;
      auto known = std::find_if(track.third.begin(), track.third.end(),
                                [&](const TrackThird& x) { return x.actor == t.actor && x.role == t.role; });
      if (known == track.third.end()) {
        track.third.push_back({t.actor, t.role, e.date, e.date, {}});
        known = track.third.end() - 1;
      }
      if (!e.date.empty() && (known->from.empty() || e.date < known->from)) known->from = e.date;
      if (!e.date.empty() && e.date > known->to) known->to = e.date;
      known->evidence.push_back({e.document, e.sentence});
    }
  }

  // Talks on one day between the same parties are one round, however often they are reported.
  static void add_round(Track& track, const RawEvent& e) {
    if (e.event.type != EventType::CONSULT || e.event.status == Status::denied) return;
    std::vector<std::string> parties = participants(e.event);
    std::sort(parties.begin(), parties.end());
    parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
    if (parties.size() < 2) return;
    const std::string date = e.is_date_own ? e.date : "";
    auto known = std::find_if(track.rounds.begin(), track.rounds.end(),
                              [&](const Round& r) { return r.date == date && r.parties == parties; });
    if (known == track.rounds.end()) {
      track.rounds.push_back({date, parties, {}, e.event.status, {}});
      known = track.rounds.end() - 1;
    }
    for (const RecordThird& t : e.event.third) {
      const bool is_known = std::any_of(known->third.begin(), known->third.end(),
                                        [&](const RecordThird& x) { return x.actor == t.actor && x.role == t.role; });
      if (!is_known) known->third.push_back(t);
    }
    if (known->evidence.size() < kRoundEvidence) known->evidence.push_back({e.document, e.sentence});
  }

  static void add_positions(Track& track, const RawEvent& e) {
    if (e.event.move == Move::none) return;
    for (const std::string& party : e.event.actors) {
      Position& p = track.positions.emplace_back();
      p.party = party;
      p.move = e.event.move;
      p.to = e.event.recipients;
      p.object = e.object;
      p.time = e.date;
      p.status = e.event.status;
      p.claim = e.claim;
      p.chain = e.chain;
      p.evidence = {e.document, e.sentence};
      p.mark = e.event.object.is_empty() ? e.event.trigger : e.event.object;
    }
    if (e.event.move == Move::condition || e.event.status == Status::conditional) {
      if (!e.object.empty()) track.linkages.push_back({e.object, "", {e.document, e.sentence}});
    }
  }

  static void find_issues(Track& track) {
    std::vector<std::vector<std::uint64_t>> terms;
    for (const Position& p : track.positions) terms.push_back(link::term_set(p.object));
    link::Groups groups(track.positions.size());
    for (std::uint32_t a = 0; a < terms.size(); ++a) {
      for (std::uint32_t b = a + 1; b < terms.size(); ++b) {
        if (std::min(terms[a].size(), terms[b].size()) < kIssueTerms) continue;
        if (link::jaccard(terms[a], terms[b]) >= kSameIssue || link::containment(terms[a], terms[b]) >= kInsideIssue)
          groups.join(a, b);
      }
    }
    std::unordered_map<std::uint32_t, std::uint32_t> issue_of_group;
    for (std::uint32_t i = 0; i < track.positions.size(); ++i) {
      Position& p = track.positions[i];
      if (p.object.empty()) continue;
      const auto [it, is_new] = issue_of_group.try_emplace(groups.find(i), static_cast<std::uint32_t>(track.issues.size()));
      if (is_new) track.issues.push_back(issue_name(p.object));
      p.issue = it->second;
    }
  }

  // A change is a move towards agreement after one away from it, or the reverse, by one party on one issue at a later time.
  static void find_changes(Track& track) {
    for (std::uint32_t b = 0; b < track.positions.size(); ++b) {
      Position& after = track.positions[b];
      for (std::uint32_t a = b; a-- > 0;) {
        const Position& before = track.positions[a];
        if (after.issue == kNone || before.issue != after.issue || before.party != after.party || before.time.empty()) continue;
        if (before.time >= after.time || before.status == Status::denied || after.status == Status::denied) continue;
        if (direction(before.move) * direction(after.move) < 0) {
          track.changes.push_back({a, b});
          after.is_changed = true;
        }
        break;  // only the latest earlier position counts
      }
    }
  }

  const std::vector<RawEvent>& events_;
  const std::map<std::string, ActorType>& types_;
  std::uint32_t documents_ = 0;
  std::map<std::uint32_t, std::map<Dyad, double>> profiles_;
  std::unique_ptr<link::Groups> groups_;  // of documents
};

}  // namespace

std::vector<Track> build_tracks(const std::vector<RawEvent>& events, const std::map<std::string, ActorType>& types) {
  return TrackBuilder(events, types).run();
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
  for (auto& [_, item] : items) out.push_back(std::move(item));
  return out;
}

}  // namespace isnad::dossier
