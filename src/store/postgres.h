// The little of libpq that the store uses: one connection, statements in the store's SQL, rows that are loaded in bulk.
#pragma once

#include <libpq-fe.h>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "store/database.h"

namespace isnad::store {

struct FreeResult {
  void operator()(PGresult* result) const { PQclear(result); }
};
using PostgresResult = std::unique_ptr<PGresult, FreeResult>;

/// A value of type bigint[] as text ("{1,2}") and as COPY wants it.
std::string array_text(const std::vector<std::int64_t>& values);
std::string array_bytes(const std::vector<std::int64_t>& values);

class PostgresConnection;

/// A statement; its rows are all here once the first is asked for.
class PostgresStatement : public Statement {
 public:
  /// With an empty name it is prepared anew each time.
  PostgresStatement(PostgresConnection& connection, std::string_view sql, std::string name);

  bool step() override;
  void reset() override;
  [[nodiscard]] int columns() const override { return PQnfields(result_.get()); }
  [[nodiscard]] std::int64_t integer(int column) const override;
  [[nodiscard]] double real(int column) const override;
  [[nodiscard]] std::string text(int column) const override { return std::string(bytes(column)); }
  [[nodiscard]] std::string_view bytes(int column) const;  ///< good until the next reset()
  void set_waiting(Waiting waiting) { waiting_ = waiting; }

 protected:
  /// Goes on with the rows of `result`; false where it has none.
  bool begin_rows(PostgresResult result);
  [[nodiscard]] PostgresConnection& connection() { return connection_; }

 private:
  struct Value {
    Oid type = 0;
    bool is_null = true;
    bool is_binary = false;
    std::string text;
  };
  void bind_text(int i, std::string_view text) override;
  void bind_null(int i) override;
  void bind_integer(int i, std::int64_t n) override;
  void bind_real(int i, double x) override;
  void bind_bytes(int i, std::string_view bytes) override;
  Value& value(int i);
  void execute();

  PostgresConnection& connection_;
  std::string sql_, name_;
  bool is_prepared_ = false;
  Waiting waiting_ = Waiting::sent;
  std::vector<Value> values_;
  PostgresResult result_;
  int row_ = -1;
};

/// A statement whose rows come some at a time, from a cursor of the server that lasts no longer than the transaction.
class PostgresCursor final : public PostgresStatement {
 public:
  PostgresCursor(PostgresConnection& connection, std::string_view sql, std::string name);

  bool step() override;

 private:
  std::string name_;
};

/// Rows on their way to a table, sent together by COPY.
class CopyRows final : public Statement {
 public:
  CopyRows(PostgresConnection& connection, const Table& table);

  /// Adds the row; there is never one to be read.
  bool step() override;
  void reset() override;
  [[nodiscard]] int columns() const override { return 0; }
  [[nodiscard]] std::int64_t integer(int /*column*/) const override { return 0; }
  [[nodiscard]] double real(int /*column*/) const override { return 0; }
  [[nodiscard]] std::string text(int /*column*/) const override { return {}; }

  [[nodiscard]] bool is_empty() const { return rows_.empty(); }
  [[nodiscard]] const std::string& table() const { return table_; }
  void send();

 private:
  void bind_text(int i, std::string_view text) override;
  void bind_null(int i) override;
  void bind_integer(int i, std::int64_t n) override;
  void bind_real(int i, double x) override;
  void bind_bytes(int i, std::string_view bytes) override;
  std::string& field(int i);

  PostgresConnection& connection_;
  std::string table_, sql_;
  std::vector<std::pair<bool, std::string>> fields_;  // whether there is a value, and it
  std::string rows_;
};

class PostgresConnection {
 public:
  PostgresConnection() = default;
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  void connect(const std::string& url);
  /// Runs statements without parameters; the result of the last one.
  PostgresResult execute(const std::string& sql);
  /// Sends the rows that wait for a table that `sql` speaks of; all where it is empty.
  void send_rows(std::string_view sql);
  CopyRows& rows(const Table& table);
  /// Throws where `result` is an error.
  PostgresResult checked(PGresult* result);
  [[noreturn]] void fail(PGresult* result);
  [[nodiscard]] PGconn* get() const { return connection_; }
  [[nodiscard]] int version() const { return PQserverVersion(connection_); }

 private:
  PGconn* connection_ = nullptr;
  std::map<const Table*, std::unique_ptr<CopyRows>> rows_;
};

}  // namespace isnad::store
