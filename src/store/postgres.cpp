#include "store/postgres.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "ingest/decode.h"

namespace isnad::store {
namespace {

// Types by their numbers, which never change (pg_type.dat).
constexpr Oid kBool = 16;
constexpr Oid kBytes = 17;
constexpr Oid kInteger = 20;
constexpr Oid kSmall = 21;
constexpr Oid kMiddle = 23;
constexpr Oid kText = 25;
constexpr Oid kReal = 701;

constexpr std::size_t kMostWaiting = std::size_t{8} << 20U;  // bytes of rows of one table
constexpr int kFetched = 1000;                               // rows of a cursor that are here at once
constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Numbers as they go over the line: the highest byte first.
template <class Number>
void append(std::string& out, Number n) {
  for (int shift = static_cast<int>(sizeof n) * 8 - 8; shift >= 0; shift -= 8)
    out.push_back(static_cast<char>(static_cast<std::uint64_t>(n) >> static_cast<unsigned>(shift)));
}

std::uint64_t number_of(std::string_view bytes) {
  std::uint64_t n = 0;
  for (const char c : bytes) n = n << 8U | static_cast<unsigned char>(c);
  return n;
}

// The text as PostgreSQL takes it: no zero bytes, no broken UTF-8 (of a path, say).
std::string storable(std::string_view text) {
  std::string out(text);
  for (std::size_t at = out.find('\0'); at != std::string::npos; at = out.find('\0', at)) out.replace(at, 1, kReplacement);
  return ingest::is_valid_utf8(out) ? out : ingest::make_valid_utf8(out);
}

// What an error of PostgreSQL means to the user of the store.
SqlError error_of(std::string_view state, const std::string& message) {
  if (state == "55P03" || state == "40001" || state == "40P01" || state == "23505")
    return {ErrorCode::conflict, "another isnad is writing this store; wait until it has finished"};
  if (state.starts_with("53"))
    return {ErrorCode::unavailable,
            fmt::format("PostgreSQL is short of room ({}); what was committed is kept, run again to go on", message)};
  if (state.starts_with("08") || state.starts_with("57"))
    return {ErrorCode::unavailable, fmt::format("the connection to PostgreSQL broke ({})", message)};
  if (state.starts_with("28") || state == "42501" || state == "25006")
    return {ErrorCode::unreadable, fmt::format("PostgreSQL refuses ({})", message)};
  if (state.starts_with("XX"))
    return {ErrorCode::bad_format, fmt::format("the store is damaged ({}); make it again with isnad analyze", message)};
  return {ErrorCode::bad_format, message};
}

std::string first_line(const char* message) {
  std::string out = message == nullptr ? "" : message;
  return out.substr(0, out.find('\n'));
}

// `sql` with its parameters as PostgreSQL writes them, and what stands in braces in its words.
std::string in_postgres(std::string_view sql) {
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {
      {"{arrival}", "arrival"},
      {"{arrival_of}", "(SELECT arrival FROM documents WHERE documents.number = document)"},
      {"{instr}", "strpos"},
      {"{like}", "ILIKE"},
      {"{by_date}", ""},
      {"{locked}", " FOR UPDATE"},
      {"{+}", ""},
      {"?", "$"}};
  return replaced(sql, kWords);
}

}  // namespace

std::string array_text(const std::vector<std::int64_t>& values) { return fmt::format("{{{}}}", fmt::join(values, ",")); }

std::string array_bytes(const std::vector<std::int64_t>& values) {
  std::string out;
  append(out, std::int32_t{values.empty() ? 0 : 1});  // dimensions
  append(out, std::int32_t{0});                       // none is null
  append(out, static_cast<std::int32_t>(kInteger));
  if (values.empty()) return out;
  append(out, static_cast<std::int32_t>(values.size()));
  append(out, std::int32_t{1});  // the first
  for (const std::int64_t v : values) {
    append(out, static_cast<std::int32_t>(sizeof v));
    append(out, v);
  }
  return out;
}

// --- statements -------------------------------------------------------------------------------------------------------

PostgresStatement::PostgresStatement(PostgresConnection& connection, std::string_view sql, std::string name)
    : connection_(connection),
      sql_(in_postgres(sql)),
      name_(std::move(name)) {}

PostgresStatement::Value& PostgresStatement::value(int i) {
  if (values_.size() < static_cast<std::size_t>(i)) values_.resize(static_cast<std::size_t>(i));
  return values_[static_cast<std::size_t>(i) - 1];
}

void PostgresStatement::bind_text(int i, std::string_view text) { value(i) = {kText, false, false, storable(text)}; }
void PostgresStatement::bind_null(int i) { value(i) = {}; }
void PostgresStatement::bind_integer(int i, std::int64_t n) { value(i) = {kInteger, false, false, std::to_string(n)}; }
void PostgresStatement::bind_real(int i, double x) { value(i) = {kReal, false, false, fmt::format("{}", x)}; }
void PostgresStatement::bind_bytes(int i, std::string_view bytes) { value(i) = {kBytes, false, true, std::string(bytes)}; }

void PostgresStatement::execute() {
  if (waiting_ == Waiting::sent) connection_.send_rows(sql_);
  const auto n = static_cast<int>(values_.size());
  std::vector<Oid> types;
  std::vector<const char*> texts;
  std::vector<int> lengths, formats;
  for (const Value& v : values_) {
    types.push_back(v.type);
    texts.push_back(v.is_null ? nullptr : v.text.c_str());
    lengths.push_back(static_cast<int>(v.text.size()));
    formats.push_back(v.is_binary ? 1 : 0);
  }
  PGconn* const c = connection_.get();
  if (name_.empty()) {
    result_ =
        connection_.checked(PQexecParams(c, sql_.c_str(), n, types.data(), texts.data(), lengths.data(), formats.data(), 1));
    return;
  }
  if (!is_prepared_) connection_.checked(PQprepare(c, name_.c_str(), sql_.c_str(), n, types.data()));
  is_prepared_ = true;
  result_ = connection_.checked(PQexecPrepared(c, name_.c_str(), n, texts.data(), lengths.data(), formats.data(), 1));
}

bool PostgresStatement::step() {
  if (!result_) execute();
  return ++row_ < PQntuples(result_.get());
}

bool PostgresStatement::begin_rows(PostgresResult result) {
  result_ = std::move(result);
  row_ = 0;
  return PQntuples(result_.get()) > 0;
}

void PostgresStatement::reset() {
  result_.reset();
  row_ = -1;
  for (Value& v : values_) v = {v.type, true, v.is_binary, {}};
}

std::string_view PostgresStatement::bytes(int column) const {
  return {PQgetvalue(result_.get(), row_, column), static_cast<std::size_t>(PQgetlength(result_.get(), row_, column))};
}

std::int64_t PostgresStatement::integer(int column) const {
  const auto n = number_of(bytes(column));
  switch (PQftype(result_.get(), column)) {
    case kMiddle: return static_cast<std::int32_t>(n);
    case kSmall: return static_cast<std::int16_t>(n);
    case kBool:
    default: return static_cast<std::int64_t>(n);
  }
}

double PostgresStatement::real(int column) const {
  if (PQftype(result_.get(), column) != kReal) return static_cast<double>(integer(column));
  return std::bit_cast<double>(number_of(bytes(column)));
}

PostgresCursor::PostgresCursor(PostgresConnection& connection, std::string_view sql, std::string name)
    : PostgresStatement(connection, fmt::format("DECLARE {} NO SCROLL CURSOR FOR {}", name, sql), ""),
      name_(std::move(name)) {}

bool PostgresCursor::step() {
  if (PostgresStatement::step()) return true;  // declares it, the first time
  const std::string sql = fmt::format("FETCH {} FROM {}", kFetched, name_);
  return begin_rows(
      connection().checked(PQexecParams(connection().get(), sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1)));
}

// --- rows in bulk -----------------------------------------------------------------------------------------------------

CopyRows::CopyRows(PostgresConnection& connection, const Table& table)
    : connection_(connection),
      table_(table.name),
      sql_(fmt::format("COPY {} ({}) FROM STDIN (FORMAT binary)", table.name, table.columns)) {
  const std::string_view columns = table.columns;
  fields_.resize(1 + static_cast<std::size_t>(std::count(columns.begin(), columns.end(), ',')));
}

std::string& CopyRows::field(int i) {
  auto& [has_value, bytes] = fields_[static_cast<std::size_t>(i) - 1];
  has_value = true;
  bytes.clear();
  return bytes;
}

void CopyRows::bind_text(int i, std::string_view text) { field(i) = storable(text); }
void CopyRows::bind_null(int i) { fields_[static_cast<std::size_t>(i) - 1].first = false; }
void CopyRows::bind_integer(int i, std::int64_t n) { append(field(i), n); }
void CopyRows::bind_real(int i, double x) { append(field(i), std::bit_cast<std::uint64_t>(x)); }
void CopyRows::bind_bytes(int i, std::string_view bytes) { field(i) = bytes; }

bool CopyRows::step() {
  append(rows_, static_cast<std::int16_t>(fields_.size()));
  for (const auto& [has_value, bytes] : fields_) {
    append(rows_, has_value ? static_cast<std::int32_t>(bytes.size()) : std::int32_t{-1});
    if (has_value) rows_ += bytes;
  }
  if (rows_.size() > kMostWaiting) send();
  return false;
}

void CopyRows::reset() {
  for (auto& [has_value, _] : fields_) has_value = false;
}

void CopyRows::send() {
  PGconn* const c = connection_.get();
  std::string rows = std::move(rows_);
  rows_.clear();
  PostgresResult begun(PQexec(c, sql_.c_str()));
  if (PQresultStatus(begun.get()) != PGRES_COPY_IN) connection_.fail(begun.get());
  std::string head("PGCOPY\n\xFF\r\n\0", 11);
  append(head, std::int32_t{0});  // flags
  append(head, std::int32_t{0});  // no more of a head
  append(rows, std::int16_t{-1});
  bool is_sent = PQputCopyData(c, head.data(), static_cast<int>(head.size())) == 1;
  for (std::size_t at = 0; is_sent && at < rows.size();) {
    const std::size_t n = std::min(rows.size() - at, std::size_t{1} << 20U);
    is_sent = PQputCopyData(c, rows.data() + at, static_cast<int>(n)) == 1;
    at += n;
  }
  is_sent = is_sent && PQputCopyEnd(c, nullptr) == 1;
  const PostgresResult ended(PQgetResult(c));
  while (const PostgresResult rest{PQgetResult(c)}) {
  }
  if (!is_sent || PQresultStatus(ended.get()) != PGRES_COMMAND_OK) connection_.fail(ended.get());
}

// --- the connection ---------------------------------------------------------------------------------------------------

PostgresConnection::~PostgresConnection() { PQfinish(connection_); }

void PostgresConnection::connect(const std::string& url) {
  connection_ = PQconnectdb(url.c_str());
  if (PQstatus(connection_) != CONNECTION_OK) {
    throw SqlError(ErrorCode::unavailable,
                   fmt::format("cannot connect to PostgreSQL ({})", first_line(PQerrorMessage(connection_))));
  }
  PQsetNoticeProcessor(
      connection_, [](void* /*unused*/, const char* /*message*/) {}, nullptr);
  if (PQsetClientEncoding(connection_, "UTF8") == 0) return;
  if (PQstatus(connection_) != CONNECTION_OK) fail(nullptr);
  throw SqlError(ErrorCode::unsupported, "the database is not in UTF-8");
}

void PostgresConnection::fail(PGresult* result) {
  const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const char* message = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
  const std::string text = message == nullptr ? first_line(PQerrorMessage(connection_)) : message;
  // What the server did not say is of the client, which speaks of a broken connection.
  throw error_of(PQstatus(connection_) == CONNECTION_BAD || state == nullptr ? "08006" : state, text);
}

PostgresResult PostgresConnection::checked(PGresult* result) {
  PostgresResult out(result);
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK) fail(result);
  return out;
}

PostgresResult PostgresConnection::execute(const std::string& sql) {
  send_rows(sql);
  return checked(PQexec(connection_, sql.c_str()));
}

void PostgresConnection::send_rows(std::string_view sql) {
  for (auto& [table, rows] : rows_) {
    if (!rows->is_empty() && (sql.empty() || sql.find(rows->table()) != std::string_view::npos)) rows->send();
  }
}

CopyRows& PostgresConnection::rows(const Table& table) {
  auto& slot = rows_[&table];
  if (!slot) slot = std::make_unique<CopyRows>(*this, table);
  slot->reset();
  return *slot;
}

}  // namespace isnad::store
