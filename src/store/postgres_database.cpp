// The store in a PostgreSQL database (docs/formats/store-postgresql.md).
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "store/database.h"
#include "store/postgres.h"
#include "store/postgres_links.h"
#include "store/postgres_schema.h"
#include "store/word_places.h"
#include "text/sha256.h"

namespace isnad::store {
namespace {

constexpr std::size_t kKnownWords = 1'000'000;
constexpr std::size_t kLongestWord = 1000;  // bytes; a key of an index is shorter than a page
constexpr Table kWords{"words", "document, words, terms, places"};

// A document's number follows from its id, so that a query for an id knows where its rows are.
std::int64_t number_of_id(std::string_view id) {
  const std::string hash = text::sha256_hex(id);
  const std::uint64_t number = std::stoull(hash.substr(0, 16), nullptr, 16) >> 1U;
  return number == 0 ? 1 : static_cast<std::int64_t>(number);
}

// A phrase of a query.
struct Wanted {
  TermPhrase phrase;
  bool is_excluded = false;
  // Whether having the terms is having the phrase.
  [[nodiscard]] bool is_one_word() const { return phrase.size() == 1; }
};

// On `words w`: all terms of `phrase` are there.
std::string has_terms(const TermPhrase& phrase) {
  std::vector<std::int64_t> all;
  std::string any;
  for (const auto& set : phrase) {
    if (set.size() == 1) {
      all.push_back(set.front());
    } else {
      any += fmt::format("{}w.terms && '{}'::bigint[]", any.empty() ? "" : " AND ", array_text(set));
    }
  }
  if (all.empty()) return any;
  return fmt::format("w.terms @> '{}'::bigint[]{}{}", array_text(all), any.empty() ? "" : " AND ", any);
}

struct Candidate {
  std::int64_t document = 0;
  double score = 0;
};

class PostgresDatabase final : public Database {
 public:
  explicit PostgresDatabase(std::string url) : url_(std::move(url)) {}

  void open(StoreAccess access) override;
  bool has_stale_index() override;
  void empty_index() override;

  Statement& prepared(const char* sql, Waiting waiting = Waiting::sent) override {
    auto& slot = statements_[sql];
    if (!slot) slot = std::make_unique<PostgresStatement>(connection_, sql, fmt::format("s{}", statements_.size()));
    slot->reset();
    slot->set_waiting(waiting);
    return *slot;
  }
  std::unique_ptr<Statement> statement(std::string_view sql) override {
    return std::make_unique<PostgresStatement>(connection_, sql, "");
  }
  std::unique_ptr<Statement> cursor(std::string_view sql) override {
    return std::make_unique<PostgresCursor>(connection_, sql, fmt::format("c{}", ++cursors_));
  }
  Statement& row(const Table& table) override { return connection_.rows(table); }

  void begin(Writers writers) override;
  void commit() override;

  std::int64_t find(const std::string& id) override;
  std::int64_t new_number(const std::string& id) override;

  void index_words(std::int64_t document, std::string_view headline, std::string_view body) override;
  void unindex_words(std::int64_t document, std::string_view headline, std::string_view body) override;
  FoundAll search(const ParsedQuery& query, const Conditions& conditions, std::size_t limit, std::size_t ranked) override;
  std::optional<Condition> holds(const std::string& phrase, bool is_exact) override;

  std::unique_ptr<SqlLinks> links() override { return postgres_links(*this); }
  std::string state() override;
  [[nodiscard]] std::string description() const override;

 private:
  void make_schema();
  void lock(Writers writers);
  void write_new_words();
  std::int64_t number(const std::string& sql);
  std::optional<std::vector<Wanted>> wanted(const ParsedQuery& query);
  std::vector<std::int64_t> words_beginning(const std::string& prefix);
  std::int64_t holders(const Wanted& phrase);
  void keep_latest(std::vector<Candidate>& candidates, std::size_t count);
  FoundAll first_of(std::vector<Candidate> candidates, std::size_t limit);

  std::string url_;
  PostgresConnection connection_;
  std::unordered_map<const char*, std::unique_ptr<PostgresStatement>> statements_;
  std::size_t cursors_ = 0;                 // opened so far
  std::unordered_set<std::int64_t> fresh_;  // numbers given since the transaction began
  WordReader reader_;
  std::unordered_set<std::string> known_words_;  // that stand in the vocabulary, or will
  std::set<std::string> new_words_;
};

// --- opening ----------------------------------------------------------------------------------------------------------

void PostgresDatabase::open(StoreAccess access) {
  connection_.connect(url_);
  connection_.execute("SET client_min_messages = warning; SET jit = off; SET enable_partitionwise_join = on");
  const auto schema = statement("SELECT current_schema()");
  schema->step();
  if (schema->text(0).empty()) throw SqlError(ErrorCode::usage, "no schema on the search path can be written; make one");
  const auto has_meta = [&] { return number("SELECT to_regclass(quote_ident(current_schema()) || '.meta') IS NOT NULL") != 0; };
  if (!has_meta()) {
    if (access == StoreAccess::read)
      throw SqlError(ErrorCode::not_found, "no store here; make one with isnad analyze, or name another with --db");
    connection_.execute("BEGIN");
    lock(Writers::one);
    if (!has_meta()) connection_.execute(postgres_schema());  // another process may have been faster
    connection_.execute("COMMIT");
  }
  const auto version = statement("SELECT value FROM meta WHERE key = 'isnad'");
  if (!version->step()) throw SqlError(ErrorCode::bad_format, "this database holds no isnad store; name another with --db");
  if (version->text(0) != std::to_string(kPostgresSchema)) {
    throw SqlError(ErrorCode::bad_format, fmt::format("the store has schema {}, this program knows {}; use a later isnad",
                                                      version->text(0), kPostgresSchema));
  }
}

bool PostgresDatabase::has_stale_index() {
  const auto query = statement("SELECT value FROM meta WHERE key = 'tokenizer'");
  return !query->step() || query->text(0) != std::to_string(kTokenizerVersion);
}

void PostgresDatabase::empty_index() {
  connection_.execute(fmt::format(
      "DELETE FROM words; DELETE FROM vocabulary; UPDATE meta SET value = '{}' WHERE key = 'tokenizer'", kTokenizerVersion));
  known_words_.clear();
}

std::string PostgresDatabase::description() const {
  const int version = connection_.version();
  return fmt::format("PostgreSQL {}.{}, schema {}", version / 10000, version % 10000, kPostgresSchema);
}

// --- rows -------------------------------------------------------------------------------------------------------------

std::int64_t PostgresDatabase::number(const std::string& sql) {
  const auto query = statement(sql);
  return query->step() ? query->integer(0) : 0;
}

// One process writes at a time, as with a file, or many that only put documents.
void PostgresDatabase::lock(Writers writers) {
  connection_.execute(
      fmt::format("SET LOCAL lock_timeout = '60s'; SELECT pg_advisory_xact_lock{}(hashtext('isnad'), hashtext(current_schema()))",
                  writers == Writers::many ? "_shared" : ""));
}

void PostgresDatabase::begin(Writers writers) {
  connection_.execute("BEGIN");
  lock(writers);
}

// Words are letters, marks and digits, so that none has to be quoted in another way.
void PostgresDatabase::write_new_words() {
  if (new_words_.empty()) return;
  prepared("INSERT INTO vocabulary SELECT unnest(?1::text[]) ON CONFLICT DO NOTHING")
      .bind(1, fmt::format("{{\"{}\"}}", fmt::join(new_words_, "\",\"")))
      .run();
  new_words_.clear();
}

void PostgresDatabase::commit() {
  connection_.send_rows({});
  write_new_words();
  connection_.execute("UPDATE meta SET value = (value::bigint + 1)::text WHERE key = 'commits'; COMMIT");
  fresh_.clear();
}

std::string PostgresDatabase::state() {
  const auto query = statement("SELECT value FROM meta WHERE key = 'commits'");
  return query->step() ? query->text(0) : std::string();
}

std::int64_t PostgresDatabase::find(const std::string& id) {
  const std::int64_t number = number_of_id(id);
  auto& query = prepared("SELECT number FROM documents WHERE number = ?1 AND id = ?2",
                         fresh_.contains(number) ? Waiting::sent : Waiting::left);
  const std::int64_t found = query.bind(1, number).bind(2, id).step() ? query.integer(0) : 0;
  query.reset();
  return found;
}

std::int64_t PostgresDatabase::new_number(const std::string& id) {
  const std::int64_t number = number_of_id(id);
  fresh_.insert(number);
  return number;
}

// --- words ------------------------------------------------------------------------------------------------------------

void PostgresDatabase::index_words(std::int64_t document, std::string_view headline, std::string_view body) {
  if (known_words_.size() > kKnownWords) known_words_.clear();
  std::string buffer;
  const IndexedWords words = reader_.read(headline, body, [&](std::string_view word) {
    buffer = word;
    if (word.size() < kLongestWord && known_words_.insert(buffer).second) new_words_.insert(buffer);
  });
  connection_.rows(kWords)
      .bind(1, document)
      .bind(2, words.words)
      .bind_blob(3, array_bytes(words.terms))
      .bind_blob(4, words.places)
      .run();
}

void PostgresDatabase::unindex_words(std::int64_t document, std::string_view /*headline*/, std::string_view /*body*/) {
  prepared("DELETE FROM words WHERE document = ?1").bind(1, document).run();
}

// Terms of all words that begin so.
std::vector<std::int64_t> PostgresDatabase::words_beginning(const std::string& prefix) {
  write_new_words();
  constexpr std::string_view kLast = "\xF4\x8F\xBF\xBF";  // code point
  const auto query = statement("SELECT word FROM vocabulary WHERE word >= ?1 AND word < ?2");
  query->bind(1, prefix).bind(2, prefix + std::string(kLast));
  std::vector<std::int64_t> out;
  while (query->step()) out.push_back(term_number(query->text(0)));
  std::sort(out.begin(), out.end());
  return out;
}

// The phrases of a query; nullopt where one that has to be there cannot be.
std::optional<std::vector<Wanted>> PostgresDatabase::wanted(const ParsedQuery& query) {
  std::vector<Wanted> out;
  for (const QueryPhrase& p : query.phrases) {
    Wanted w{{}, p.is_excluded};
    bool is_possible = !p.terms.empty();
    for (std::size_t i = 0; i < p.terms.size(); ++i) {
      const bool is_prefix = p.is_prefix && i + 1 == p.terms.size();
      w.phrase.push_back(is_prefix ? words_beginning(p.terms[i]) : std::vector<std::int64_t>{term_number(p.terms[i])});
      is_possible = is_possible && !w.phrase.back().empty();
    }
    if (is_possible) {
      out.push_back(std::move(w));
    } else if (!p.is_excluded) {
      return std::nullopt;
    }
  }
  return out;
}

// How many documents of the store hold it.
std::int64_t PostgresDatabase::holders(const Wanted& w) {
  if (w.is_one_word()) return number("SELECT count(*) FROM words w WHERE " + has_terms(w.phrase));
  PostgresStatement query(connection_, "SELECT w.places FROM words w WHERE " + has_terms(w.phrase), "");
  std::int64_t n = 0;
  while (query.step()) n += count_phrase(w.phrase, query.bytes(0)).is_there() ? 1 : 0;
  return n;
}

// The candidates that came last.
void PostgresDatabase::keep_latest(std::vector<Candidate>& candidates, std::size_t count) {
  std::vector<std::int64_t> numbers;
  numbers.reserve(candidates.size());
  for (const Candidate& c : candidates) numbers.push_back(c.document);
  const auto query = statement(fmt::format(
      "SELECT d.number FROM documents d WHERE d.number = ANY (?1::bigint[]) ORDER BY d.arrival DESC LIMIT {}", count));
  query->bind(1, array_text(numbers));
  std::unordered_set<std::int64_t> latest;
  while (query->step()) latest.insert(query->integer(0));
  std::erase_if(candidates, [&](const Candidate& c) { return !latest.contains(c.document); });
}

// The candidates that can be among the first, with what else decides.
FoundAll PostgresDatabase::first_of(std::vector<Candidate> candidates, std::size_t limit) {
  FoundAll out;
  if (limit == 0 || candidates.empty()) return out;
  const auto is_better = [](const Candidate& a, const Candidate& b) { return a.score > b.score; };
  if (candidates.size() > limit) {
    const auto last = candidates.begin() + static_cast<std::ptrdiff_t>(limit) - 1;
    std::nth_element(candidates.begin(), last, candidates.end(), is_better);
    const double least = last->score;
    std::erase_if(candidates, [&](const Candidate& c) { return c.score < least; });
  }
  std::unordered_map<std::int64_t, double> scores;
  std::vector<std::int64_t> numbers;
  for (const Candidate& c : candidates) {
    scores[c.document] = c.score;
    numbers.push_back(c.document);
  }
  const auto query = statement(fmt::format(
      "SELECT d.number, d.id FROM documents d WHERE d.number = ANY (?1::bigint[]) ORDER BY {0} = '9', {0} DESC, d.arrival",
      kPublished));
  query->bind(1, array_text(numbers));
  while (query->step()) out.first.push_back({query->integer(0), query->text(1), scores[query->integer(0)]});
  std::stable_sort(out.first.begin(), out.first.end(), [](const Found& a, const Found& b) { return a.score > b.score; });
  if (out.first.size() > limit) out.first.resize(limit);
  return out;
}

FoundAll PostgresDatabase::search(const ParsedQuery& query, const Conditions& conditions, std::size_t limit, std::size_t ranked) {
  const auto phrases = wanted(query);
  if (!phrases) return {};
  std::string where;
  for (const Wanted& w : *phrases) {
    if (!w.is_excluded) where += (where.empty() ? "" : " AND ") + has_terms(w.phrase);
    if (w.is_excluded && w.is_one_word()) where += " AND NOT (" + has_terms(w.phrase) + ")";
  }
  PostgresStatement found(
      connection_,
      fmt::format("SELECT w.document, w.words, w.places FROM words w WHERE {}{}", where, conditions.sql_of("w.document")), "");
  conditions.bind(found);
  struct Match {
    std::int64_t document, words;
    std::vector<PhraseCount> counts;
  };
  std::vector<Match> matches;
  while (found.step()) {
    Match m{found.integer(0), found.integer(1), {}};
    bool is_match = true;
    for (std::size_t i = 0; is_match && i < phrases->size(); ++i) {
      const Wanted& w = (*phrases)[i];
      if (w.is_excluded && w.is_one_word()) continue;
      const PhraseCount n = count_phrase(w.phrase, found.bytes(2));
      is_match = n.is_there() != w.is_excluded;
      if (!w.is_excluded) m.counts.push_back(n);
    }
    if (is_match) matches.push_back(std::move(m));
  }
  std::vector<std::int64_t> holding;
  const bool is_whole = conditions.empty() && phrases->size() == 1;
  for (const Wanted& w : *phrases) {
    if (!w.is_excluded) holding.push_back(is_whole ? static_cast<std::int64_t>(matches.size()) : holders(w));
  }
  const auto figures = statement("SELECT count(*), coalesce(sum(words), 0)::bigint FROM words");
  figures->step();
  const Bm25 score(figures->integer(0), figures->integer(1), holding);
  std::vector<Candidate> candidates;
  candidates.reserve(matches.size());
  for (const Match& m : matches) candidates.push_back({m.document, score(m.counts, m.words)});
  const std::uint64_t total = candidates.size();
  if (candidates.size() > ranked) keep_latest(candidates, ranked);
  FoundAll out = first_of(std::move(candidates), limit);
  out.total = total;
  return out;
}

std::optional<Condition> PostgresDatabase::holds(const std::string& phrase, bool is_exact) {
  const ParsedQuery query = parse_query('"' + phrase + '"', is_exact);
  if (query.match.empty()) return std::nullopt;
  const auto phrases = wanted(query);
  if (!phrases || phrases->empty()) return Condition{"false", {}};
  std::string where;
  for (const Wanted& w : *phrases) where += (where.empty() ? "" : " AND ") + has_terms(w.phrase);
  if (std::all_of(phrases->begin(), phrases->end(), [](const Wanted& w) { return w.is_one_word(); }))
    return Condition{"d.number IN (SELECT w.document FROM words w WHERE " + where + ")", {}};
  PostgresStatement found(connection_, "SELECT w.document, w.places FROM words w WHERE " + where, "");
  std::vector<std::int64_t> documents;
  while (found.step()) {
    if (std::all_of(phrases->begin(), phrases->end(),
                    [&](const Wanted& w) { return count_phrase(w.phrase, found.bytes(1)).is_there(); }))
      documents.push_back(found.integer(0));
  }
  return Condition{"d.number = ANY ({}::bigint[])", {array_text(documents)}};
}

}  // namespace

std::unique_ptr<Database> postgres_database(std::string url) { return std::make_unique<PostgresDatabase>(std::move(url)); }

bool is_postgres(std::string_view name) { return name.starts_with("postgresql://") || name.starts_with("postgres://"); }

// The address without what is nobody's business.
std::string postgres_name(const std::string& url) {
  PQconninfoOption* const options = PQconninfoParse(url.c_str(), nullptr);
  if (options == nullptr) return "postgresql://";
  const auto value = [&](std::string_view key) {
    for (const PQconninfoOption* o = options; o->keyword != nullptr; ++o) {
      if (o->keyword == key && o->val != nullptr) return std::string(o->val);
    }
    return std::string();
  };
  const std::string port = value("port");
  std::string out = fmt::format("postgresql://{}{}/{}", value("host"), port.empty() ? "" : ":" + port, value("dbname"));
  PQconninfoFree(options);
  return out;
}

}  // namespace isnad::store
