#include "store/sqlite_links.h"

#include <vector>

#include "store/shingle_levels.h"

namespace isnad::store {
namespace {

void append(const std::vector<HeldShingle>& found, std::vector<link::Holder>& out) {
  for (const HeldShingle& held : found) out.push_back({held.document, held.size});
}

class SqliteLinks final : public SqlLinks {
 public:
  SqliteLinks(Database& database, std::size_t shingle_rows) : SqlLinks(database), levels_(database, shingle_rows) {}

  void settle() override { levels_.merge_if_full(); }
  void holders_before(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) override {
    append(levels_.before(shingle, order, limit), out);
  }
  void holders_after(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) override {
    append(levels_.after(shingle, order, limit), out);
  }
  void commit() override {
    SqlLinks::commit();
    levels_.forget();
  }

 private:
  void remove_shingles(std::int64_t document, const link::Sketch& sketch) override {
    SqlLinks::remove_shingles(document, sketch);
    const auto size = static_cast<std::uint32_t>(sketch.shingles.size());
    for (const std::int64_t shingle : sketch.shingles) levels_.erase({shingle, sketch.order, document, size});
  }

  ShingleLevels levels_;
};

}  // namespace

std::unique_ptr<SqlLinks> sqlite_links(Database& database, std::size_t shingle_rows) {
  return std::make_unique<SqliteLinks>(database, shingle_rows);
}

}  // namespace isnad::store
