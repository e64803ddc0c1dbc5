// The store in one SQLite file (docs/formats/store.md).
#include <fmt/format.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <filesystem>
#include <map>

#include "store/database.h"
#include "store/fts_tokenizer.h"
#include "store/migrations.h"
#include "store/sqlite_links.h"
#include "store/terms.h"

namespace isnad::store {
namespace {

constexpr int kBusyMilliseconds = 10000;

// What an error of SQLite means to the user of the store.
SqlError error_of(int code, const std::string& message) {
  switch (code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::conflict, "another isnad is writing this store; wait until it has finished"};
    case SQLITE_FULL: return {ErrorCode::unavailable, "the disk is full; what was committed is kept, run again to go on"};
    case SQLITE_READONLY: return {ErrorCode::unreadable, "the store cannot be written (check its permissions)"};
    case SQLITE_CANTOPEN: return {ErrorCode::unreadable, "the store cannot be opened (check the folder and its permissions)"};
    case SQLITE_NOTADB: return {ErrorCode::bad_format, "this file is no isnad store; name another with --db"};
    case SQLITE_CORRUPT:
      return {ErrorCode::bad_format, fmt::format("the store is damaged ({}); make it again with isnad analyze", message)};
    case SQLITE_IOERR: return {ErrorCode::unavailable, fmt::format("reading or writing the store failed ({})", message)};
    default: return {ErrorCode::bad_format, message};
  }
}

void execute(sqlite3* db, const char* sql) {
  char* message = nullptr;
  const int code = sqlite3_exec(db, sql, nullptr, nullptr, &message);
  const std::string text = message == nullptr ? "" : message;
  sqlite3_free(message);
  if (code != SQLITE_OK) throw error_of(code, text);
}

class SqliteStatement final : public Statement {
 public:
  SqliteStatement(sqlite3* db, std::string_view sql) : db_(db) {
    check(sqlite3_prepare_v3(db, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_, nullptr));
  }
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  bool step() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    const SqlError error = error_of(code, sqlite3_errmsg(db_));
    sqlite3_reset(statement_);
    throw error;
  }
  void reset() override {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }

  [[nodiscard]] int columns() const override { return sqlite3_column_count(statement_); }
  [[nodiscard]] std::int64_t integer(int column) const override { return sqlite3_column_int64(statement_, column); }
  [[nodiscard]] double real(int column) const override { return sqlite3_column_double(statement_, column); }
  [[nodiscard]] std::string text(int column) const override {
    const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
    return bytes == nullptr ? std::string()
                            : std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)));
  }

 private:
  void bind_text(int i, std::string_view text) override {
    check(sqlite3_bind_text64(statement_, i, text.data() == nullptr ? "" : text.data(), text.size(), SQLITE_TRANSIENT,
                              SQLITE_UTF8));
  }
  void bind_null(int i) override { check(sqlite3_bind_null(statement_, i)); }
  void bind_integer(int i, std::int64_t n) override { check(sqlite3_bind_int64(statement_, i, n)); }
  void bind_real(int i, double x) override { check(sqlite3_bind_double(statement_, i, x)); }
  void bind_bytes(int i, std::string_view bytes) override {
    check(sqlite3_bind_blob64(statement_, i, bytes.data(), bytes.size(), SQLITE_TRANSIENT));
  }
  void check(int code) const {
    if (code != SQLITE_OK) throw error_of(code, sqlite3_errmsg(db_));
  }

  sqlite3* db_;
  sqlite3_stmt* statement_ = nullptr;
};

// `sql` with what stands in braces said in SQLite's words.
std::string in_sqlite(std::string_view sql) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {{"{arrival}", "number"},
                                                                             {"{arrival_of}", "document"},
                                                                             {"{instr}", "instr"},
                                                                             {"{like}", "LIKE"},
                                                                             {"{+}", "+"},
                                                                             {"{locked}", ""},
                                                                             {"{by_date}", " INDEXED BY documents_order"}};
  return replaced(sql, kWords);
}

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(std::string path, std::size_t shingle_rows) : path_(std::move(path)), shingle_rows_(shingle_rows) {}
  ~SqliteDatabase() override {
    statements_.clear();
    rows_.clear();
    sqlite3_close(db_);
  }
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;

  void open(StoreAccess access) override {
    std::error_code ec;
    if (access == StoreAccess::read && !std::filesystem::exists(path_, ec))
      throw SqlError(ErrorCode::not_found, "no store here; make one with isnad analyze, or name another with --db");
    connect(access);
    migrate(access);
  }
  bool has_stale_index() override;
  void empty_index() override;

  Statement& prepared(const char* sql, Waiting /*waiting*/ = Waiting::sent) override {
    auto& slot = statements_[sql];
    if (!slot) slot = statement(sql);
    slot->reset();
    return *slot;
  }
  std::unique_ptr<Statement> statement(std::string_view sql) override {
    return std::make_unique<SqliteStatement>(db_, in_sqlite(sql));
  }
  std::unique_ptr<Statement> cursor(std::string_view sql) override { return statement(sql); }
  Statement& row(const Table& table) override;

  void begin(Writers /*writers*/) override { execute(db_, "BEGIN IMMEDIATE;"); }
  void commit() override { execute(db_, "COMMIT;"); }

  std::int64_t find(const std::string& id) override;
  std::int64_t new_number(const std::string& id) override;

  void index_words(std::int64_t document, std::string_view headline, std::string_view body) override;
  void unindex_words(std::int64_t document, std::string_view headline, std::string_view body) override;
  FoundAll search(const ParsedQuery& query, const Conditions& conditions, std::size_t limit, std::size_t ranked) override;
  std::optional<Condition> holds(const std::string& phrase, bool is_exact) override;

  std::unique_ptr<SqlLinks> links() override { return sqlite_links(*this, shingle_rows_); }
  std::string state() override;
  [[nodiscard]] std::string description() const override {
    return fmt::format("SQLite {}, schema {}", sqlite3_libversion(), migrations().size());
  }

 private:
  void connect(StoreAccess access);
  void migrate(StoreAccess access);

  std::string path_;
  std::size_t shingle_rows_;
  sqlite3* db_ = nullptr;
  bool is_exact_ = false;  // read by the tokenizer during a query
  std::map<const char*, std::unique_ptr<Statement>> statements_;
  std::map<const Table*, std::unique_ptr<Statement>> rows_;
};

// --- opening ----------------------------------------------------------------------------------------------------------

void SqliteDatabase::connect(StoreAccess access) {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  if (access == StoreAccess::write) flags |= SQLITE_OPEN_CREATE;
  if (const int code = sqlite3_open_v2(path_.c_str(), &db_, flags, nullptr); code != SQLITE_OK)
    throw error_of(code, sqlite3_errmsg(db_));
  sqlite3_busy_timeout(db_, kBusyMilliseconds);
  if (!register_tokenizer(db_, &is_exact_)) throw error_of(SQLITE_ERROR, "this SQLite was built without FTS5");
  // What a document holds is removed before it is, so that no key need be looked up for each row written.
  // The log grows with the largest merge of shingles and need not stay as large.
  execute(
      db_,
      "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536; PRAGMA journal_size_limit = 67108864;");
}

void SqliteDatabase::migrate(StoreAccess access) {
  SqliteStatement version_query(
      db_,
      "SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id), "
      "(SELECT count(*) FROM sqlite_schema)");
  version_query.step();
  const auto version = static_cast<std::size_t>(version_query.integer(0));
  const bool is_ours = version_query.integer(1) == kApplicationId;
  const bool is_empty = version_query.integer(2) == 0;
  version_query.reset();
  if (!is_ours && !(is_empty && access == StoreAccess::write)) throw error_of(SQLITE_NOTADB, "no isnad store");
  const auto steps = migrations();
  if (version > steps.size()) {
    throw error_of(SQLITE_ERROR,
                   fmt::format("the store has schema {}, this program knows {}; use a later isnad", version, steps.size()));
  }
  if (is_empty) execute(db_, "PRAGMA journal_mode = WAL;");
  execute(db_, "PRAGMA synchronous = NORMAL;");
  if (version == steps.size()) return;
  execute(db_, "BEGIN IMMEDIATE;");
  version_query.step();  // another process may have been faster
  const auto now = static_cast<std::size_t>(version_query.integer(0));
  version_query.reset();
  for (std::size_t i = now; i < steps.size(); ++i) execute(db_, steps[i]);
  execute(db_, fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}; "
                           "INSERT OR IGNORE INTO meta VALUES ('tokenizer', '{}'); COMMIT;",
                           kApplicationId, steps.size(), kTokenizerVersion)
                   .c_str());
}

bool SqliteDatabase::has_stale_index() {
  auto& query = prepared("SELECT value FROM meta WHERE key = 'tokenizer'");
  const bool is_fresh = query.step() && query.text(0) == std::to_string(kTokenizerVersion);
  query.reset();
  return !is_fresh;
}

void SqliteDatabase::empty_index() {
  execute(db_, "INSERT INTO words (words) VALUES ('delete-all');");
  prepared("INSERT OR REPLACE INTO meta VALUES ('tokenizer', ?1)").bind(1, std::to_string(kTokenizerVersion)).run();
}

// Size and time of change of the file and of what is not yet written into it.
std::string SqliteDatabase::state() {
  std::string out;
  for (const char* suffix : {"", "-wal"}) {
    struct stat s {};
    if (::stat((path_ + suffix).c_str(), &s) == 0)
      out += fmt::format("{}.{}.{} ", s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
  }
  return out;
}

// --- rows -------------------------------------------------------------------------------------------------------------

Statement& SqliteDatabase::row(const Table& table) {
  auto& slot = rows_[&table];
  if (!slot) {
    const std::string_view columns = table.columns;
    std::string values = "?1";
    for (auto i = 2; i < 2 + std::count(columns.begin(), columns.end(), ','); ++i) values += fmt::format(", ?{}", i);
    slot = statement(fmt::format("INSERT INTO {} ({}) VALUES ({})", table.name, columns, values));
  }
  slot->reset();
  return *slot;
}

std::int64_t SqliteDatabase::find(const std::string& id) {
  auto& query = prepared("SELECT number FROM documents WHERE id = ?1");
  const std::int64_t found = query.bind(1, id).step() ? query.integer(0) : 0;
  query.reset();
  return found;
}

// The order of arrival.
std::int64_t SqliteDatabase::new_number(const std::string& /*id*/) {
  auto& next = prepared("SELECT coalesce(max(number), 0) + 1 FROM documents");
  next.step();
  const std::int64_t number = next.integer(0);
  next.reset();
  return number;
}

// --- words ------------------------------------------------------------------------------------------------------------

void SqliteDatabase::index_words(std::int64_t document, std::string_view headline, std::string_view body) {
  prepared("INSERT INTO words (rowid, headline, body) VALUES (?1, ?2, ?3)")
      .bind(1, document)
      .bind(2, headline)
      .bind(3, body)
      .run();
}

void SqliteDatabase::unindex_words(std::int64_t document, std::string_view headline, std::string_view body) {
  prepared("INSERT INTO words (words, rowid, headline, body) VALUES ('delete', ?1, ?2, ?3)")
      .bind(1, document)
      .bind(2, headline)
      .bind(3, body)
      .run();
}

// The rows of documents are read only for those that can be among the first.
FoundAll SqliteDatabase::search(const ParsedQuery& query, const Conditions& conditions, std::size_t limit, std::size_t ranked) {
  const std::string met = conditions.sql_of("words.rowid");
  const auto count = statement(fmt::format("SELECT count(*) FROM words WHERE words MATCH ?{}{}", conditions.next(), met));
  const auto best = statement(
      fmt::format("WITH found AS MATERIALIZED (SELECT words.rowid AS n, bm25(words, 4.0, 1.0) AS score FROM words WHERE words "
                  "MATCH ?{3}{1} ORDER BY words.rowid DESC LIMIT {4}) "
                  "SELECT d.id, d.number, score FROM found JOIN documents d ON d.number = n "
                  "WHERE score <= ifnull((SELECT score FROM found ORDER BY score LIMIT 1 OFFSET {2} - 1), 1e9) "
                  "ORDER BY score, {0} = '9', {0} DESC, d.number LIMIT {2}",
                  kPublished, met, limit, conditions.next(), ranked));
  is_exact_ = query.is_exact;
  struct Restore {
    bool& is_exact;
    ~Restore() { is_exact = false; }
  } const restore{is_exact_};
  for (Statement* s : {count.get(), best.get()}) {
    s->bind(conditions.next(), query.match);
    conditions.bind(*s);
  }
  FoundAll out;
  count->step();
  out.total = static_cast<std::uint64_t>(count->integer(0));
  while (best->step()) out.first.push_back({best->integer(1), best->text(0), -best->real(2)});
  return out;
}

std::optional<Condition> SqliteDatabase::holds(const std::string& phrase, bool is_exact) {
  const std::string match = parse_query('"' + phrase + '"', is_exact).match;
  if (match.empty()) return std::nullopt;
  const std::string set = "SELECT rowid AS number FROM words WHERE words MATCH {}";
  return Condition{"{+}d.number IN (" + set + ")", {match}, set};
}

}  // namespace

std::unique_ptr<Database> sqlite_database(std::string path, std::size_t shingle_rows) {
  return std::make_unique<SqliteDatabase>(std::move(path), shingle_rows);
}

}  // namespace isnad::store
