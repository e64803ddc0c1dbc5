// Tests that hold for a store of either kind.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace isnad::testing {

inline constexpr const char* kSqlite = "SQLite";
inline constexpr const char* kPostgres = "PostgreSQL";

/// The server that tests/postgres.sh runs, as an address; empty where it runs none.
std::string server_address();
/// An empty schema of that server, as the name of a store.
std::string empty_schema();
/// The first column of what the server answers in the schema of `store`; what is wrong, where it does not.
std::vector<std::string> answer(const std::string& store, const std::string& sql);

/// A test with a parameter that names the kind of store.
template <class Base>
class OnEachStore : public Base, public ::testing::WithParamInterface<const char*> {
 protected:
  void SetUp() override {
    if (!is_sqlite() && server_address().empty()) GTEST_SKIP() << "no PostgreSQL server: run by ctest, with Debian's postgresql";
    Base::SetUp();
  }
  static bool is_sqlite() { return std::string(OnEachStore::GetParam()) == kSqlite; }
};

inline auto each_store() { return ::testing::Values(kSqlite, kPostgres); }
inline std::string name_of_store(const ::testing::TestParamInfo<const char*>& info) { return info.param; }

}  // namespace isnad::testing
