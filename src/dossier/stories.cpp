#include <algorithm>
#include <map>
#include <set>

#include "dossier/builder.h"
#include "link/cluster.h"
#include "text/fold.h"

namespace isnad::dossier {
namespace {

constexpr std::size_t kMostNamed = 8;
constexpr std::size_t kCompared = 40;  // documents that a headline is chosen among
constexpr double kClearShare = 0.30;
constexpr double kLeastMatter = 0.15;  // average likeness of stories whose statements may be the same

// The items that stand in most documents, those of half of them at least.
std::vector<std::string> most_common(const std::map<std::string, std::size_t>& counts, std::size_t documents) {
  std::vector<std::pair<std::size_t, std::string>> order;
  for (const auto& [id, n] : counts) {
    if (2 * n >= documents) order.emplace_back(n, id);
  }
  std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> out;
  for (std::size_t i = 0; i < order.size() && i < kMostNamed; ++i) out.push_back(order[i].second);
  return out;
}

std::uint32_t most_central(const std::vector<link::Sketch>& sketches, const std::vector<std::uint32_t>& documents) {
  std::uint32_t best = documents.front();
  double most = -1;
  for (std::size_t i = 0; i < documents.size() && i < kCompared; ++i) {
    double sum = 0;
    for (std::size_t k = 0; k < documents.size() && k < kCompared; ++k) {
      if (k != i) sum += link::likeness(sketches[documents[i]], sketches[documents[k]]);
    }
    if (sum <= most) continue;
    most = sum;
    best = documents[i];
  }
  return best;
}

Story story_of(const std::vector<link::Sketch>& sketches, const std::vector<StoryFacts>& facts, const Dossier& dossier,
               std::vector<std::uint32_t> documents) {
  Story story;
  std::map<std::string, std::size_t> actors;
  std::map<std::string, std::size_t> places;
  for (const std::uint32_t d : documents) {
    for (const std::string& a : facts[d].actors) ++actors[a];
    for (const std::string& p : facts[d].places) ++places[p];
    const std::string& date = dossier.documents[d].published;
    if (date.empty()) continue;
    if (story.from.empty() || date < story.from) story.from = date;
    if (date > story.to) story.to = date;
  }
  story.headline = dossier.documents[most_central(sketches, documents)].title;
  story.actors = most_common(actors, documents.size());
  story.places = most_common(places, documents.size());
  story.documents = std::move(documents);
  return story;
}

}  // namespace

StoryFacts story_facts_of(const Record& record) {
  std::set<std::string> actors;
  std::set<std::string> places;
  for (const RecordMention& m : record.mentions) {
    if (!m.actor.empty()) (m.type == ActorType::place ? places : actors).insert(m.actor);
  }
  for (const RecordEvent& e : record.events) {
    if (!e.place.empty()) places.insert(e.place);
  }
  return {{actors.begin(), actors.end()}, {places.begin(), places.end()}};
}

std::vector<std::uint32_t> build_stories(const std::vector<std::uint32_t>& first_of, const std::vector<link::Sketch>& sketches,
                                         const std::vector<StoryFacts>& facts, Dossier& dossier) {
  std::map<std::uint32_t, std::vector<std::uint32_t>> members;
  for (std::uint32_t d = 0; d < first_of.size(); ++d) members[first_of[d]].push_back(d);
  for (auto& [first, documents] : members) dossier.stories.push_back(story_of(sketches, facts, dossier, std::move(documents)));
  std::stable_sort(dossier.stories.begin(), dossier.stories.end(),
                   [](const Story& a, const Story& b) { return a.documents.size() > b.documents.size(); });
  std::vector<std::uint32_t> out(first_of.size());
  for (std::uint32_t s = 0; s < dossier.stories.size(); ++s) {
    for (const std::uint32_t d : dossier.stories[s].documents) out[d] = s;
  }
  return out;
}

std::vector<std::uint32_t> find_matters(const std::vector<std::uint32_t>& story_of, const std::vector<link::Sketch>& sketches) {
  if (story_of.empty()) return {};
  std::vector<std::vector<std::uint32_t>> members(*std::max_element(story_of.begin(), story_of.end()) + 1);
  std::vector<const link::Sketch*> documents;
  for (std::uint32_t d = 0; d < story_of.size(); ++d) {
    members[story_of[d]].push_back(d);
    documents.push_back(&sketches[d]);
  }
  link::StoryIndex index(documents, kLeastMatter);
  std::set<std::pair<std::uint32_t, std::uint32_t>> met;
  for (std::uint32_t d = 0; d < story_of.size(); ++d) {
    const auto is_known = [&](std::uint32_t other) { return story_of[other] <= story_of[d]; };
    index.each_alike(sketches[d], is_known, [&](std::uint32_t other) { met.insert({story_of[d], story_of[other]}); });
  }
  std::vector<link::Edge> edges;
  for (const auto& [a, b] : met) {
    double sum = 0;
    for (const std::uint32_t x : members[a]) {
      for (const std::uint32_t y : members[b]) sum += link::likeness(sketches[x], sketches[y]);
    }
    edges.push_back({a, b, sum / (static_cast<double>(members[a].size()) * static_cast<double>(members[b].size()))});
  }
  const std::vector<std::uint32_t> first = link::average_link(members.size(), edges, kLeastMatter);
  std::vector<std::uint32_t> out;
  out.reserve(story_of.size());
  for (const std::uint32_t s : story_of) out.push_back(first[s]);
  return out;
}

void keep_evident_copies(const std::vector<std::uint32_t>& story_of, std::vector<DossierDocument>& documents) {
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    DossierDocument& doc = documents[d];
    std::erase_if(doc.copied_from, [&](const DossierCopy& c) {
      const DossierDocument& from = documents[c.document];
      const bool has_same_outlet = doc.outlet == from.outlet && doc.outlet_name == from.outlet_name;
      if (!has_same_outlet) return c.share < kClearShare && story_of[c.document] != story_of[d];
      const bool has_lead = std::any_of(c.passages.begin(), c.passages.end(), [&](CharSpan p) { return p.begin < doc.lead.end; });
      return c.share < kClearShare || !has_lead;
    });
    const auto duplicate = std::find_if(doc.copied_from.begin(), doc.copied_from.end(),
                                        [](const DossierCopy& c) { return c.share >= link::kDuplicate; });
    if (duplicate != doc.copied_from.end()) doc.near_duplicate_of = duplicate->document;
  }
}

void mark_attributed_copies(const std::vector<std::vector<ClaimRoot>>& sources, std::vector<DossierDocument>& documents) {
  for (std::uint32_t d = 0; d < documents.size(); ++d) {
    for (DossierCopy& c : documents[d].copied_from) {
      const DossierDocument& from = documents[c.document];
      const std::string name = text::folded(from.outlet_name);
      const bool has_same_outlet = documents[d].outlet == from.outlet && documents[d].outlet_name == from.outlet_name;
      c.is_attributed = has_same_outlet || std::any_of(sources[d].begin(), sources[d].end(), [&](const ClaimRoot& s) {
                          return (!from.outlet.empty() && s.id == from.outlet) || (!name.empty() && text::folded(s.name) == name);
                        });
    }
  }
}

}  // namespace isnad::dossier
