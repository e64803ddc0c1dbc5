#include "store/linking.h"

#include <algorithm>
#include <limits>
#include <map>
#include <set>
#include <unordered_map>

#include "link/stories.h"

namespace isnad::store {
namespace {

using link::Holder;
using link::kWindow;
using link::Sketch;

constexpr std::size_t kBatch = 2000;  // documents between two commits
constexpr std::int32_t kLastDay = std::numeric_limits<std::int32_t>::max() - 1;
constexpr std::size_t kKeptSketches = 20000;  // about 50 MB

/// Numbers of components while they are joined.
class Components {
 public:
  explicit Components(LinkTables& tables) : tables_(tables) {}
  std::int64_t of(std::int64_t document) {
    const auto [it, is_new] = known_.try_emplace(document, 0);
    if (is_new) it->second = tables_.component(document);
    return root(it->second);
  }
  void join(std::int64_t a, std::int64_t b) {
    const auto [low, high] = std::minmax({of(a), of(b)});
    if (low != high) parents_[high] = low;
  }
  void keep() {
    for (const auto& [component, _] : parents_) tables_.rename_component(component, root(component));
  }

 private:
  std::int64_t root(std::int64_t component) {
    for (auto it = parents_.find(component); it != parents_.end(); it = parents_.find(component)) component = it->second;
    return component;
  }
  LinkTables& tables_;
  std::unordered_map<std::int64_t, std::int64_t> known_;  // of a document, before any join
  std::map<std::int64_t, std::int64_t> parents_;
};

/// Compares a batch of fresh documents with all they may have to do with.
class Comparer {
 public:
  /// `fresh` counts all fresh documents, those of later batches too: their shingles stand in the tables already.
  Comparer(LinkTables& tables, std::vector<std::int64_t> documents, std::size_t fresh)
      : tables_(tables),
        documents_(std::move(documents)),
        reach_(kWindow + fresh) {}

  void run() {
    const std::int64_t last = tables_.last_order();
    for (const std::int64_t d : documents_) {
      copies(d);
      if (sketch(d).order < last) find_changed(d);
    }
    for (const std::int64_t x : changed_) copies(x);
    connect();
    for (const std::int64_t d : documents_) tables_.set_state(d, LinkState::compared);
  }

 private:
  const Sketch& sketch(std::int64_t document) {
    const auto it = sketches_.find(document);
    if (it != sketches_.end()) return it->second;
    return sketches_.emplace(document, tables_.sketch(document)).first->second;
  }

  void copies(std::int64_t document) {
    if (sketches_.size() > kKeptSketches) sketches_.clear();
    const Sketch own = sketch(document);  // the table of sketches may grow
    tables_.expect(own, kWindow);
    std::vector<Holder> holders;
    for (const std::int64_t shingle : own.shingles) tables_.holders_before(shingle, own.order, kWindow, holders);
    const std::vector<link::Candidate> candidates = link::candidates_of(std::move(holders));
    tables_.replace_copies(document,
                           link::copies_of(own, candidates, [&](std::int64_t d) -> const Sketch& { return sketch(d); }));
  }

  // A late document changes what later ones copy: they may copy it, or it pushes an earlier one out of a window of theirs.
  void find_changed(std::int64_t document) {
    const Sketch own = sketch(document);
    tables_.expect(own, kWindow);
    std::map<std::int64_t, std::pair<std::size_t, std::size_t>> met;  // shared and own shingles of later documents
    std::vector<Holder> after, before;
    for (const std::int64_t shingle : own.shingles) {
      after.clear();
      tables_.holders_after(shingle, own.order, kWindow, after);
      const std::size_t later = after.size();
      std::erase_if(after, [&](const Holder& h) { return tables_.state_of(h.document) == LinkState::fresh; });
      if (after.empty()) continue;
      for (const Holder& h : after) {
        ++met[h.document].first;
        met[h.document].second = h.shingles;
      }
      before.clear();
      tables_.holders_before(shingle, own.order, reach_, before);
      if (before.size() + later < kWindow) continue;  // every window still has room
      for (const Holder& h : after) {
        for (const std::int64_t from : tables_.copied_by(h.document)) {
          if (std::any_of(before.begin(), before.end(), [&](const Holder& b) { return b.document == from; }))
            changed_.insert(h.document);
        }
      }
    }
    for (const auto& [other, shingles] : met) {
      if (link::may_share(shingles.first, own.shingles.size(), shingles.second)) changed_.insert(other);
    }
  }

  void connect() {
    std::vector<Sketch> fresh;
    fresh.reserve(documents_.size());
    for (const std::int64_t d : documents_) fresh.push_back(tables_.terms(d));
    std::vector<const Sketch*> pointers;
    pointers.reserve(fresh.size());
    for (const Sketch& s : fresh) pointers.push_back(&s);
    link::StoryIndex index(pointers);
    std::map<std::int32_t, std::int32_t> ranges;  // of days that may hold anything alike, first to last
    for (const Sketch& s : fresh) {
      const bool is_dated = s.day != link::kUndated;
      ranges[is_dated ? s.day - link::kFarthestStory : 0] = is_dated ? s.day + link::kFarthestStory : kLastDay;
    }
    Components components(tables_);
    const auto compare = [&](std::int64_t document, const Sketch& other) {
      index.each_alike(
          other, [&](std::uint32_t i) { return components.of(documents_[i]) == components.of(document); },
          [&](std::uint32_t i) { components.join(documents_[i], document); });
    };
    for (auto r = ranges.begin(); r != ranges.end();) {
      std::int32_t last = r->second;
      auto next = std::next(r);
      for (; next != ranges.end() && next->first <= last + 1; ++next) last = std::max(last, next->second);
      tables_.each_of_days(r->first, last, compare);
      r = next;
    }
    components.keep();
  }

  LinkTables& tables_;
  std::vector<std::int64_t> documents_;
  std::size_t reach_;  // how far back a holder can stand that fresh ones pushed out of a window
  std::set<std::int64_t> changed_;
  std::unordered_map<std::int64_t, Sketch> sketches_;
};

// Groups all that `document` may be connected with; returns how many of them were not grouped before.
std::size_t group(LinkTables& tables, std::int64_t document) {
  std::vector<std::pair<std::int64_t, Sketch>> sketches;
  for (const std::int64_t m : tables.members(tables.component(document))) sketches.emplace_back(m, tables.terms(m));
  std::stable_sort(sketches.begin(), sketches.end(),
                   [](const auto& a, const auto& b) { return a.second.order < b.second.order; });
  std::vector<const Sketch*> ordered;
  ordered.reserve(sketches.size());
  for (const auto& [_, s] : sketches) ordered.push_back(&s);
  const std::vector<std::uint32_t> first = link::group_stories(ordered);
  std::size_t done = 0;
  for (std::size_t i = 0; i < sketches.size(); ++i) {
    const std::int64_t m = sketches[i].first;
    tables.set_story(m, sketches[first[i]].first);
    if (tables.state_of(m) != LinkState::compared) continue;
    tables.set_state(m, LinkState::grouped);
    ++done;
  }
  return done;
}

}  // namespace

void link_documents(LinkTables& tables, const std::function<void(std::uint64_t done, std::uint64_t total)>& progress) {
  std::uint64_t done = 0;
  const std::uint64_t fresh = tables.count_in_state(LinkState::fresh);
  const std::uint64_t total = 2 * fresh + tables.count_in_state(LinkState::compared);
  const auto advance = [&](std::uint64_t n) {
    done += n;
    if (progress) progress(std::min(done, total), total);
  };
  while (true) {
    std::vector<std::int64_t> batch = tables.in_state(LinkState::fresh, kBatch);
    if (batch.empty()) break;
    const std::size_t n = batch.size();
    // Counted anew: other processes may have put documents since the last batch.
    Comparer(tables, std::move(batch), tables.count_in_state(LinkState::fresh)).run();
    tables.commit();
    advance(n);
  }
  while (true) {
    const std::vector<std::int64_t> batch = tables.in_state(LinkState::compared, kBatch);
    if (batch.empty()) break;
    for (const std::int64_t d : batch) {
      if (tables.state_of(d) == LinkState::compared) advance(group(tables, d));
    }
    tables.commit();
  }
}

void unlink_document(LinkTables& tables, std::int64_t document) {
  const Sketch own = tables.sketch(document);
  tables.expect(own, kWindow);
  std::vector<Holder> after, before;
  for (const std::int64_t shingle : own.shingles) {
    after.clear();
    before.clear();
    tables.holders_after(shingle, own.order, kWindow, after);
    tables.holders_before(shingle, own.order, kWindow, before);
    if (before.size() + after.size() < kWindow) continue;  // no window of a later one was full
    for (const Holder& h : after) tables.set_state(h.document, LinkState::fresh);
  }
  for (const std::int64_t other : tables.members(tables.component(document))) {
    if (tables.state_of(other) == LinkState::grouped) tables.set_state(other, LinkState::compared);
  }
  tables.replace_copies(document, {});
}

}  // namespace isnad::store
