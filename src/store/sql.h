// What the store asks of a database, in the SQL that SQLite and PostgreSQL have in common.
//
// Parameters are written ?1, ?2, ...; names in braces stand for what the two say differently (Database). Sql exceptions
// never leave src/store: each public function turns them into an Error (guard()).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "isnad/result.h"

namespace isnad::store {

struct SqlError : std::runtime_error {
  SqlError(ErrorCode c, const std::string& message) : std::runtime_error(message), code(c) {}
  ErrorCode code;
};

/// What is in the store cannot be: `what` says where.
[[noreturn]] void damaged(const std::string& what);

/// `sql` with the first of each pair replaced by the second.
std::string replaced(std::string_view sql, std::span<const std::pair<std::string_view, std::string_view>> words);

/// A prepared statement. Bind by position from 1, then step; reset() makes it ready for the next use.
class Statement {
 public:
  Statement() = default;
  virtual ~Statement() = default;
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int i, std::string_view text) {
    bind_text(i, text);
    return *this;
  }
  /// The text, or NULL where it is empty.
  Statement& bind_or_null(int i, std::string_view text) {
    text.empty() ? bind_null(i) : bind_text(i, text);
    return *this;
  }
  Statement& bind(int i, std::int64_t n) {
    bind_integer(i, n);
    return *this;
  }
  Statement& bind(int i, double x) {
    bind_real(i, x);
    return *this;
  }
  Statement& bind_blob(int i, std::string_view bytes) {
    bind_bytes(i, bytes);
    return *this;
  }

  /// True while there is a row.
  virtual bool step() = 0;
  /// Runs a statement that gives no rows.
  void run() {
    while (step()) {
    }
    reset();
  }
  virtual void reset() = 0;

  [[nodiscard]] virtual int columns() const = 0;
  [[nodiscard]] virtual std::int64_t integer(int column) const = 0;  ///< 0 for NULL
  [[nodiscard]] virtual double real(int column) const = 0;
  [[nodiscard]] virtual std::string text(int column) const = 0;  ///< or bytes; empty for NULL

 private:
  virtual void bind_text(int i, std::string_view text) = 0;
  virtual void bind_null(int i) = 0;
  virtual void bind_integer(int i, std::int64_t n) = 0;
  virtual void bind_real(int i, double x) = 0;
  virtual void bind_bytes(int i, std::string_view bytes) = 0;
};

/// A table that rows are put into, with the columns that are given.
struct Table {
  const char* name;
  const char* columns;
};

}  // namespace isnad::store
