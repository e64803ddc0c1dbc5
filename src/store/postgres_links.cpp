#include "store/postgres_links.h"

#include <string>
#include <unordered_map>
#include <vector>

#include "store/postgres.h"

namespace isnad::store {
namespace {

// Holders of the shingles of one document on one side of it, fetched when the first is asked for.
struct Side {
  bool is_fetched = false;
  std::unordered_map<std::int64_t, std::vector<link::Holder>> holders;  // by shingle, the nearest first
};

constexpr const char* kBefore =
    "SELECT s.shingle, h.document, h.size FROM unnest(?1::bigint[]) AS s (shingle) CROSS JOIN LATERAL (SELECT document, size, "
    "\"order\" FROM shingles WHERE shingles.shingle = s.shingle AND \"order\" < ?2 ORDER BY \"order\" DESC LIMIT ?3) h "
    "ORDER BY s.shingle, h.\"order\" DESC";
constexpr const char* kAfter =
    "SELECT s.shingle, h.document, h.size FROM unnest(?1::bigint[]) AS s (shingle) CROSS JOIN LATERAL (SELECT document, size, "
    "\"order\" FROM shingles WHERE shingles.shingle = s.shingle AND \"order\" > ?2 ORDER BY \"order\" LIMIT ?3) h "
    "ORDER BY s.shingle, h.\"order\"";

class PostgresLinks final : public SqlLinks {
 public:
  explicit PostgresLinks(Database& database) : SqlLinks(database), db_(database) {}

  void expect(const link::Sketch& sketch, std::size_t limit) override {
    order_ = sketch.order;
    limit_ = limit;
    shingles_ = sketch.shingles;
    before_ = {};
    after_ = {};
  }
  void holders_before(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) override {
    if (!is_expected(order, limit)) return SqlLinks::holders_before(shingle, order, limit, out);
    give(before_, kBefore, shingle, out);
  }
  void holders_after(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) override {
    if (!is_expected(order, limit)) return SqlLinks::holders_after(shingle, order, limit, out);
    give(after_, kAfter, shingle, out);
  }

 private:
  [[nodiscard]] bool is_expected(std::int64_t order, std::size_t limit) const {
    return !shingles_.empty() && order == order_ && limit == limit_;
  }

  void give(Side& side, const char* sql, std::int64_t shingle, std::vector<link::Holder>& out) {
    if (!side.is_fetched) {
      auto& query = db_.prepared(sql);
      query.bind(1, array_text(shingles_)).bind(2, order_).bind(3, static_cast<std::int64_t>(limit_));
      while (query.step())
        side.holders[query.integer(0)].push_back({query.integer(1), static_cast<std::uint32_t>(query.integer(2))});
      query.reset();
      side.is_fetched = true;
    }
    const auto found = side.holders.find(shingle);
    if (found != side.holders.end()) out.insert(out.end(), found->second.begin(), found->second.end());
  }

  Database& db_;
  std::int64_t order_ = 0;  // of the document whose holders are expected to be asked for
  std::size_t limit_ = 0;
  std::vector<std::int64_t> shingles_;
  Side before_, after_;
};

}  // namespace

std::unique_ptr<SqlLinks> postgres_links(Database& database) { return std::make_unique<PostgresLinks>(database); }

}  // namespace isnad::store
