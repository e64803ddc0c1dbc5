// Shingles of a store: found wherever they lie, and in each place once.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "store/sql_links.h"
#include "stores.h"

namespace isnad {
namespace {

using Held = std::pair<std::int64_t, std::int64_t>;  // order, document

class Shingles : public isnad::testing::OnEachStore<::testing::Test> {
 protected:
  void SetUp() override {
    OnEachStore::SetUp();
    if (IsSkipped()) return;
    database_ = is_sqlite() ? store::sqlite_database(":memory:", 40) : store::postgres_database(isnad::testing::empty_schema());
    database_->open(StoreAccess::write);
    database_->begin(store::Writers::one);
  }

  void add(std::int64_t document, std::int64_t order, const std::set<std::int64_t>& shingles) {
    link::Sketch sketch;
    sketch.order = order;
    sketch.shingles.assign(shingles.begin(), shingles.end());
    database_->links()->add_sketch(document, sketch);
    for (const std::int64_t s : shingles) held_[s].insert({order, document});
  }
  void remove(std::int64_t document) {
    const link::Sketch sketch = database_->links()->sketch(document);
    for (const std::int64_t s : sketch.shingles) held_[s].erase({sketch.order, document});
    database_->links()->remove(document);
  }

  static std::vector<std::int64_t> documents(const std::vector<link::Holder>& holders) {
    std::vector<std::int64_t> out;
    for (const link::Holder& h : holders) out.push_back(h.document);
    return out;
  }
  // What the store says of the holders of `shingle` around `order` is what was put.
  void check(std::int64_t shingle, std::int64_t order, std::size_t limit) {
    std::vector<std::int64_t> before, after;
    for (const auto& [o, document] : held_[shingle]) {
      if (o < order) before.insert(before.begin(), document);
      if (o > order) after.push_back(document);
    }
    before.resize(std::min(before.size(), limit));
    after.resize(std::min(after.size(), limit));
    const auto links = database_->links();
    std::vector<link::Holder> found;
    links->holders_before(shingle, order, limit, found);
    ASSERT_EQ(documents(found), before) << shingle << " before " << order;
    found.clear();
    links->holders_after(shingle, order, limit, found);
    ASSERT_EQ(documents(found), after) << shingle << " after " << order;
  }
  std::int64_t number(const char* sql) {
    const auto query = database_->statement(sql);
    return query->step() ? query->integer(0) : 0;
  }

  std::unique_ptr<store::Database> database_;
  std::map<std::int64_t, std::set<Held>> held_;
};
INSTANTIATE_TEST_SUITE_P(Stores, Shingles, isnad::testing::each_store(), isnad::testing::name_of_store);

// Among them one that nearly all documents hold, more than a block has room for, and its neighbours.
TEST_P(Shingles, AreFoundInEachPlaceUntilTheirDocumentGoes) {
  constexpr std::int64_t kFormula = -42;
  constexpr std::int64_t kFar = std::int64_t{1} << 40;
  std::mt19937 random(5);
  const auto any = [&](int below) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(below)); };
  std::vector<std::int64_t> there;
  for (std::int64_t document = 1; document <= 1000; ++document) {
    std::set<std::int64_t> shingles{kFormula - 1 + any(3)};
    if (any(10) != 0) shingles.insert(kFormula);
    for (int i = 0; i < 5; ++i) shingles.insert((any(40) - 20) * kFar + any(2));
    add(document, any(1000) * 1000 + document, shingles);
    there.push_back(document);
    if (any(8) == 0) {
      std::swap(there.back(), there[static_cast<std::size_t>(any(static_cast<int>(there.size())))]);
      remove(there.back());
      there.pop_back();
    }
    if (document % 5 == 3) database_->links()->settle();
    if (document % 50 != 7) continue;
    for (int i = 0; i < 20; ++i) {
      check(kFormula - 1 + any(3), any(1'000'000), static_cast<std::size_t>(1 + any(300)));
      check((any(40) - 20) * kFar + any(2), any(1'000'000), 64);
    }
    check(kFormula, -1, 1000);
    check(kFormula, 2'000'000, 1000);
  }
  if (!is_sqlite()) return;
  EXPECT_GT(number("SELECT count(*) FROM shingles"), 0);
  EXPECT_GT(number("SELECT count(*) FROM shingle_runs"), 1);
  EXPECT_LT(number("SELECT count(*) FROM shingles"), 40 + 5 * 7) << "they are merged when enough have gathered";
  while (!there.empty()) {
    remove(there.back());
    there.pop_back();
  }
  EXPECT_EQ(number("SELECT (SELECT count(*) FROM shingles) + (SELECT count(*) FROM shingle_blocks)"), 0);
}

// A block takes a page, or the store would be twice as large.
TEST_P(Shingles, FillThePagesOfTheirBlocks) {
  if (!is_sqlite()) GTEST_SKIP() << "PostgreSQL keeps rows";
  for (std::int64_t document = 1; document <= 5000; ++document) add(1'000'000 + document, document, {document << 32U, -document});
  database_->links()->settle();
  const std::int64_t blocks = number("SELECT count(*) FROM shingle_blocks");
  EXPECT_EQ(blocks, (10'000 + 167) / 168);
  database_->commit();
  EXPECT_EQ(number("SELECT count(*) FROM dbstat WHERE name = 'shingle_blocks' AND pagetype = 'overflow'"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM dbstat WHERE name = 'shingle_blocks' AND pagetype = 'leaf'"), blocks);
}

}  // namespace
}  // namespace isnad
