#include "stores.h"

#include <libpq-fe.h>
#include <unistd.h>

#include <fstream>
#include <memory>

namespace isnad::testing {

std::string server_address() {
  std::ifstream in(ISNAD_POSTGRES_FILE);
  std::string folder;
  return std::getline(in, folder) ? "postgresql:///postgres?user=isnad&host=" + folder : std::string();
}

std::vector<std::string> answer(const std::string& store, const std::string& sql) {
  const std::unique_ptr<PGconn, decltype(&PQfinish)> connection(PQconnectdb(store.c_str()), PQfinish);
  const std::unique_ptr<PGresult, decltype(&PQclear)> result(PQexec(connection.get(), sql.c_str()), PQclear);
  if (PQresultStatus(result.get()) == PGRES_COMMAND_OK) return {};
  if (PQresultStatus(result.get()) != PGRES_TUPLES_OK) return {PQerrorMessage(connection.get())};
  std::vector<std::string> out;
  for (int i = 0; i < PQntuples(result.get()); ++i) out.emplace_back(PQgetvalue(result.get(), i, 0));
  return out;
}

std::string empty_schema() {
  static int count = 0;
  const std::string name = "t" + std::to_string(getpid()) + "_" + std::to_string(++count);
  const std::string server = server_address();
  const auto said = answer(server, "CREATE SCHEMA " + name);
  EXPECT_TRUE(said.empty()) << said.front();
  return server + "&options=-csearch_path%3D" + name;
}

}  // namespace isnad::testing
