// The little of SQLite's C interface that the store uses, with errors as one exception type.
//
// Sql exceptions never leave src/store: each public function turns them into an Error (guard()).
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad::store {

struct SqlError : std::runtime_error {
  SqlError(int c, const std::string& message) : std::runtime_error(message), code(c) {}
  int code;
};

/// A prepared statement. Bind by position from 1, then step; reset() makes it ready for the next use.
class Statement {
 public:
  Statement(sqlite3* db, std::string_view sql) : db_(db) {
    check(sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
  }
  ~Statement() { sqlite3_finalize(statement_); }
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int i, std::string_view text) {
    check(sqlite3_bind_text64(statement_, i, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
    return *this;
  }
  /// The text, or NULL where it is empty.
  Statement& bind_or_null(int i, std::string_view text) {
    if (!text.empty()) return bind(i, text);
    check(sqlite3_bind_null(statement_, i));
    return *this;
  }
  Statement& bind(int i, std::int64_t n) {
    check(sqlite3_bind_int64(statement_, i, n));
    return *this;
  }
  Statement& bind(int i, double x) {
    check(sqlite3_bind_double(statement_, i, x));
    return *this;
  }
  Statement& bind_blob(int i, std::string_view bytes) {
    check(sqlite3_bind_blob64(statement_, i, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
    return *this;
  }

  /// True while there is a row.
  bool step() {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const SqlError error(code, sqlite3_errmsg(db_));
    sqlite3_reset(statement_);
    throw error;
  }
  /// Runs a statement that gives no rows.
  void run() {
    while (step()) {
    }
    reset();
  }
  void reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  [[nodiscard]] int columns() const { return sqlite3_column_count(statement_); }
  [[nodiscard]] std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double real(int column) const { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string text(int column) const {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }

 private:
  void check(int code) const {
    if (code != SQLITE_OK) throw SqlError(code, sqlite3_errmsg(db_));
  }

  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

inline void execute(sqlite3* db, const char* sql) {
  char* message = nullptr;
  const int code = sqlite3_exec(db, sql, nullptr, nullptr, &message);
  const std::string text = message == nullptr ? "" : message;
  sqlite3_free(message);
  if (code != SQLITE_OK) throw SqlError(code, text);
}

/// What an SqlError means to the user of the store at `path`.
Error to_error(const SqlError& error, const std::string& path);

}  // namespace isnad::store
