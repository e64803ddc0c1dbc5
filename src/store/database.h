// A database that keeps a store: tables that SQL is spoken to, and an index of words.
//
// Two exist. In what the store says to both, these stand for
//   {arrival}           the column of `documents` that tells the order of arrival
//   {arrival_of}        the same of the document whose number is in the column `document`
//   {instr}, {like}     the function that finds a text in another; LIKE that makes nothing of case
//   {+}                 keeps SQLite from looking up each row of a set: documents are walked in the order asked for instead
//                       (Conditions::sql() leaves it out where the set is small)
//   {locked}            at the end of a query: nobody else changes its rows until the transaction ends
//   {by_date}           after `documents d`: the documents are walked by date
#pragma once

#include <optional>

#include "isnad/store.h"
#include "store/search_query.h"
#include "store/sql.h"

namespace isnad::store {

/// When `documents d` was published, "9" where that is not known: the first column of an index that has all that a list of
/// documents needs.
inline constexpr std::string_view kPublished = "coalesce(d.published, '9')";

/// A condition on `documents d`: in `sql` each {} stands for a value.
struct Condition {
  std::string sql;
  std::vector<std::string> values;
  std::string set = {};    ///< a query for the `number` of each document that meets it, with the same values; or empty
  bool reads_row = false;  ///< `sql` asks for more of a document than its number; then there is a set
};

/// Conditions with their values numbered from 1 on.
class Conditions {
 public:
  void add(Condition condition);
  [[nodiscard]] const std::string& sql() const { return sql_; }  ///< begins with AND
  /// The same where documents are asked for by number.
  [[nodiscard]] std::string sql_for_few() const;
  /// The same of rows that are no documents: `number` stands for d.number.
  [[nodiscard]] std::string sql_of(std::string_view number) const;
  /// A query for how many documents meet them: of the documents of a set, where there is one, without reading documents.
  [[nodiscard]] std::string count() const;
  [[nodiscard]] bool empty() const { return sql_.empty(); }
  [[nodiscard]] int next() const { return static_cast<int>(values_.size()) + 1; }  ///< position of the next value
  void bind(Statement& statement) const;

 private:
  std::string sql_;
  std::string sql_of_numbers_;  // which asks for a document's number alone
  std::string set_;             // of one of them
  std::string sql_of_others_;   // but for that one
  bool reads_rows_ = false;
  std::vector<std::string> values_;
};

/// A document that a search found.
struct Found {
  std::int64_t number = 0;
  std::string id;
  double score = 0;  ///< BM25, larger is better
};
struct FoundAll {
  std::uint64_t total = 0;
  std::vector<Found> first;
};

/// Who may write while a transaction lasts.
enum class Writers { one, many };

/// What is done with rows that wait to be sent.
enum class Waiting { sent, left };

class SqlLinks;

class Database {
 public:
  Database() = default;
  virtual ~Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// Opens the store; with `write` makes it, or brings it to the present schema.
  virtual void open(StoreAccess access) = 0;
  /// Whether the index of words was filled by another version of the tokenizer.
  virtual bool has_stale_index() = 0;
  /// Empties it, and notes that it will be filled by this one.
  virtual void empty_index() = 0;

  /// The statement of `sql`, ready to bind; the same one for the same literal. Rows that were put may wait to be sent together: a
  /// statement that is known to want none of those that wait need not send them.
  virtual Statement& prepared(const char* sql, Waiting waiting = Waiting::sent) = 0;
  virtual std::unique_ptr<Statement> statement(std::string_view sql) = 0;
  /// A statement of a transaction whose rows are fetched some at a time, however many there are.
  virtual std::unique_ptr<Statement> cursor(std::string_view sql) = 0;
  /// A row to be put into `table`: bind its columns, then run.
  virtual Statement& row(const Table& table) = 0;

  /// Begins to write; conflict where another process does, and either wants to be alone.
  virtual void begin(Writers writers) = 0;
  virtual void commit() = 0;

  /// The number of the document `id`; 0 where there is none.
  virtual std::int64_t find(const std::string& id) = 0;
  /// A number for a new document.
  virtual std::int64_t new_number(const std::string& id) = 0;

  virtual void index_words(std::int64_t document, std::string_view headline, std::string_view body) = 0;
  /// With the very words that were indexed.
  virtual void unindex_words(std::int64_t document, std::string_view headline, std::string_view body) = 0;
  /// Documents that hold all of `query`, which asks for a word and meet `conditions`: by score, then date,
  /// the latest first. Of more than `ranked` those that came last.
  virtual FoundAll search(const ParsedQuery& query, const Conditions& conditions, std::size_t limit, std::size_t ranked) = 0;
  /// Those that hold `phrase`, words in a row; nullopt where it has none.
  virtual std::optional<Condition> holds(const std::string& phrase, bool is_exact) = 0;

  virtual std::unique_ptr<SqlLinks> links() = 0;
  /// What changes whenever anything in the store does.
  virtual std::string state() = 0;
  [[nodiscard]] virtual std::string description() const = 0;
};

/// Rows of shingles that gather in an SQLite store before they are packed (shingle_levels.h): those of some 4,000 documents.
inline constexpr std::size_t kShingleRows = 131072;
std::unique_ptr<Database> sqlite_database(std::string path, std::size_t shingle_rows = kShingleRows);
std::unique_ptr<Database> postgres_database(std::string url);

/// Whether a store's name is the address of a PostgreSQL database.
bool is_postgres(std::string_view name);
/// The address as it may be shown: without password.
std::string postgres_name(const std::string& url);

}  // namespace isnad::store
