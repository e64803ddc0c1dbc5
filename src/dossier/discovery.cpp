#include "dossier/discovery.h"

#include <algorithm>

namespace isnad::dossier {
namespace {

constexpr double kMostOfDocument = 6;     // weight that one document can give a dyad
constexpr double kSharedDocuments = 0.5;  // of a dyad's documents, to join a track that has one of its sides
constexpr double kSharedTriangle = 0.2;   // and one that has both
constexpr double kMainSide = 0.4;         // of a track's weight

}  // namespace

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

Discovery::Discovery(const TrackInput& input) : input_(input) {
  collect();
  form_groups();
  merge_groups();
}

// Where nobody acts jointly in a document, all who make a move there face each other.
void Discovery::collect() {
  std::map<std::uint32_t, std::set<std::string>> alone;
  std::set<std::uint32_t> joint;
  for (const RawEvent& e : input_.events) {
    if (!is_negotiation(e.event) || e.sides.empty()) continue;
    if (e.sides.size() < 2) {
      if (e.event.move != Move::none) alone[e.document].insert(e.sides.front());
      continue;
    }
    joint.insert(e.document);
    add(e.document, {e.sides.begin(), e.sides.end()}, e.event.move == Move::none ? 1 : 2);
  }
  for (const auto& [document, sides] : alone) {
    if (!joint.contains(document)) add(document, sides, 1);
  }
}

void Discovery::add(std::uint32_t document, const std::set<std::string>& sides, double weight) {
  for (auto a = sides.begin(); a != sides.end(); ++a) {
    for (auto b = std::next(a); b != sides.end(); ++b) {
      DyadUse& use = dyads_[{*a, *b}];
      double& here = use.documents[document];
      const double more = std::min(weight, kMostOfDocument - here);
      here += more;
      use.weight += more;
    }
  }
}

std::uint32_t Discovery::best_group(const Dyad& dyad, const DyadUse& use) const {
  std::uint32_t best = kNone;
  double best_share = 0;
  for (std::uint32_t i = 0; i < tracks_.size(); ++i) {
    const Group& g = tracks_[i];
    const int shared_sides = static_cast<int>(g.sides.count(dyad.first) + g.sides.count(dyad.second));
    if (shared_sides == 0) continue;
    double shared = 0;
    for (const auto& [d, _] : use.documents) shared += g.documents.contains(d) ? 1 : 0;
    const double share = shared / static_cast<double>(use.documents.size());
    if (share < (shared_sides == 2 ? kSharedTriangle : kSharedDocuments) || share <= best_share) continue;
    best = i;
    best_share = share;
  }
  return best;
}

void Discovery::form_groups() {
  std::vector<const std::pair<const Dyad, DyadUse>*> order;
  for (const auto& d : dyads_) order.push_back(&d);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->second.weight > b->second.weight; });
  for (const auto* d : order) {
    std::uint32_t t = best_group(d->first, d->second);
    if (t == kNone) {
      t = static_cast<std::uint32_t>(tracks_.size());
      tracks_.emplace_back();
    }
    Group& g = tracks_[t];
    for (const std::string* side : {&d->first.first, &d->first.second}) g.sides[*side] += d->second.weight;
    g.weight += d->second.weight;
    for (const auto& [document, weight] : d->second.documents) {
      g.documents.insert(document);
      in_document_[document][t] += weight;
    }
    track_of_dyad_[d->first] = t;
  }
}

// Which dyad came first is chance among light ones: a small track whose documents are mostly those of a heavier one with a
// common side is a part of that.
void Discovery::merge_groups() {
  std::vector<std::uint32_t> into(tracks_.size());
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < tracks_.size(); ++i) order.push_back(into[i] = i);
  std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return tracks_[a].weight < tracks_[b].weight; });
  for (const std::uint32_t small : order) {
    const std::uint32_t best = best_host(small);
    if (best == kNone) continue;
    Group& host = tracks_[best];
    for (const auto& [side, w] : tracks_[small].sides) host.sides[side] += w;
    host.documents.insert(tracks_[small].documents.begin(), tracks_[small].documents.end());
    host.weight += tracks_[small].weight;
    tracks_[small] = {};
    into[small] = best;
  }
  const auto final_of = [&](std::uint32_t t) {
    while (into[t] != t) t = into[t];
    return t;
  };
  for (auto& [_, t] : track_of_dyad_) t = final_of(t);
  for (auto& [_, here] : in_document_) {
    std::map<std::uint32_t, double> moved;
    for (const auto& [t, w] : here) moved[final_of(t)] += w;
    here = std::move(moved);
  }
}

bool Discovery::is_one_conflict(const Group& a, const Group& b) const {
  return std::any_of(a.sides.begin(), a.sides.end(), [&](const auto& s) {
    const auto other = b.sides.find(s.first);
    if (other == b.sides.end() || !input_.sides.is_faction(s.first)) return false;
    return s.second >= kMainSide * a.weight && other->second >= kMainSide * b.weight;
  });
}

std::uint32_t Discovery::best_host(std::uint32_t small) const {
  const Group& g = tracks_[small];
  std::uint32_t best = kNone;
  double best_share = 0;
  for (std::uint32_t i = 0; i < tracks_.size(); ++i) {
    if (i == small || tracks_[i].weight < g.weight || (tracks_[i].weight == g.weight && i > small)) continue;
    const bool meets =
        std::any_of(g.sides.begin(), g.sides.end(), [&](const auto& s) { return tracks_[i].sides.contains(s.first); });
    if (!meets) continue;
    const auto shared =
        std::count_if(g.documents.begin(), g.documents.end(), [&](std::uint32_t d) { return tracks_[i].documents.contains(d); });
    const double share = static_cast<double>(shared) / static_cast<double>(g.documents.size());
    if (share < kSharedDocuments || share <= best_share) continue;
    best = i;
    best_share = share;
  }
  return best;
}

std::uint32_t Discovery::track_in(std::uint32_t document, const std::vector<std::string>& sides) const {
  const auto here = in_document_.find(document);
  if (here == in_document_.end()) return kNone;
  std::uint32_t best = kNone;
  double best_weight = 0;
  for (const auto& [track, weight] : here->second) {
    const auto t = track;  // a lambda of clang 14 cannot take a name of a binding
    const bool fits =
        sides.empty() || std::any_of(sides.begin(), sides.end(), [&](const auto& s) { return tracks_[t].sides.contains(s); });
    if (!fits || weight <= best_weight) continue;
    best = t;
    best_weight = weight;
  }
  return best;
}

// A move in a document without talks belongs where its side faces another one that the document names.
std::uint32_t Discovery::track_elsewhere(std::uint32_t document, const std::vector<std::string>& sides) const {
  const std::vector<std::string>& named = input_.mentioned[document];
  std::uint32_t best = kNone;
  double best_weight = 0;
  for (const std::string& side : sides) {
    for (const std::string& other : named) {
      if (other == side) continue;
      const Dyad dyad = side < other ? Dyad{side, other} : Dyad{other, side};
      const auto it = track_of_dyad_.find(dyad);
      if (it == track_of_dyad_.end()) continue;
      const double weight = dyads_.at(dyad).weight;
      if (weight <= best_weight) continue;
      best = it->second;
      best_weight = weight;
    }
  }
  return best;
}

std::uint32_t Discovery::track_of(const RawEvent& e) const {
  std::uint32_t best = kNone;
  double best_weight = 0;
  for (std::size_t a = 0; a < e.sides.size(); ++a) {
    for (std::size_t b = a + 1; b < e.sides.size(); ++b) {
      const auto it = track_of_dyad_.find({e.sides[a], e.sides[b]});
      if (it == track_of_dyad_.end() || tracks_[it->second].weight <= best_weight) continue;
      best = it->second;
      best_weight = tracks_[best].weight;
    }
  }
  if (best != kNone) return best;
  best = track_in(e.document, e.sides);
  if (best != kNone || e.sides.empty()) return best;
  return track_elsewhere(e.document, e.sides);
}

}  // namespace isnad::dossier
