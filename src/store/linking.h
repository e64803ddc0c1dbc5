// Joins the documents of a store with each other, step by step: each new one is compared with those it may have to do with,
// never with all, and the result is the same as if all had come at once.
//
// A document passes through three states. Killed between two, the work goes on where it was. What has to be done for a new
// document depends on how many documents share its passages (a bounded number of them is looked at) and how many were
// published within kFarthestStory days, not on the size of the store.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "link/copies.h"
#include "link/sketch.h"

namespace isnad::store {

enum class LinkState : std::uint8_t { fresh = 0, compared = 1, grouped = 2 };

/// What linking asks of the tables of a store. Errors are thrown, as by everything below a store's surface.
class LinkTables {
 public:
  virtual ~LinkTables() = default;
  /// Documents in `state`, at most `limit`, by order.
  virtual std::vector<std::int64_t> in_state(LinkState state, std::size_t limit) = 0;
  virtual std::uint64_t count_in_state(LinkState state) = 0;
  /// The greatest order of a document that is not fresh; the least possible where there is none.
  virtual std::int64_t last_order() = 0;
  virtual LinkState state_of(std::int64_t document) = 0;
  virtual void set_state(std::int64_t document, LinkState state) = 0;

  /// The whole sketch, or the terms alone (with order and day).
  virtual link::Sketch sketch(std::int64_t document) = 0;
  virtual link::Sketch terms(std::int64_t document) = 0;
  /// Sketches with their terms alone, in any order, read as they are used: those published from `first` to `last`, and undated ones.
  virtual void each_of_days(std::int32_t first, std::int32_t last,
                            const std::function<void(std::int64_t document, const link::Sketch&)>& use) = 0;
  /// Says that the holders of the shingles of `sketch` will be asked for next, `limit` of each, while the shingles stay as they
  /// are: what is far may be fetched in one go.
  virtual void expect(const link::Sketch& sketch, std::size_t limit) = 0;
  /// Holders of a shingle, the nearest first.
  virtual void holders_before(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) = 0;
  virtual void holders_after(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) = 0;

  virtual std::vector<std::int64_t> copied_by(std::int64_t document) = 0;  ///< what it copies from
  virtual void replace_copies(std::int64_t document, const std::vector<link::Copy>& copies) = 0;
  /// What a document is connected with has the same number; it may hold more than is connected, never less.
  virtual std::int64_t component(std::int64_t document) = 0;
  virtual void rename_component(std::int64_t from, std::int64_t to) = 0;
  virtual std::vector<std::int64_t> members(std::int64_t component) = 0;
  virtual void set_story(std::int64_t document, std::int64_t first) = 0;
  /// Makes all since the last commit durable.
  virtual void commit() = 0;
};

/// Brings all documents to LinkState::grouped. `progress` is told how many of how many steps are done.
void link_documents(LinkTables& tables, const std::function<void(std::uint64_t done, std::uint64_t total)>& progress);

/// To be called before `document` goes from the tables: those that its going changes are linked again.
void unlink_document(LinkTables& tables, std::int64_t document);

}  // namespace isnad::store
