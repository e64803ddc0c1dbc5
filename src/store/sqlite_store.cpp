#include "store/sqlite_store.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "isnad/names.h"
#include "store/fts_tokenizer.h"
#include "store/migrations.h"
#include "store/sqlite_links.h"
#include "text/fold.h"

namespace isnad::store {
namespace {

constexpr int kBusyMilliseconds = 10000;

std::string_view code_name(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::unreadable: return "unreadable";
    case ErrorCode::bad_format: return "bad_format";
    case ErrorCode::too_large: return "too_large";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::conflict: return "conflict";
    case ErrorCode::unavailable: return "unavailable";
    case ErrorCode::usage: return "usage";
  }
  return "bad_format";
}

std::string_view body_of(const Document& d) {
  const std::string_view text = d.text;
  return !d.title.empty() && text.starts_with(d.title) ? text.substr(d.title.size()) : text;
}

}  // namespace

Error to_error(const SqlError& error, const std::string& path) {
  switch (error.code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {ErrorCode::conflict, "another isnad is writing this store; wait until it has finished", path};
    case SQLITE_FULL: return {ErrorCode::unavailable, "the disk is full; what was committed is kept, run again to go on", path};
    case SQLITE_READONLY: return {ErrorCode::unreadable, "the store cannot be written (check its permissions)", path};
    case SQLITE_CANTOPEN:
      return {ErrorCode::unreadable, "the store cannot be opened (check the folder and its permissions)", path};
    case SQLITE_NOTADB: return {ErrorCode::bad_format, "this file is no isnad store; name another with --db", path};
    case SQLITE_CORRUPT:
      return {ErrorCode::bad_format, fmt::format("the store is damaged ({}); make it again with isnad analyze", error.what()),
              path};
    case SQLITE_IOERR:
      return {ErrorCode::unavailable, fmt::format("reading or writing the store failed ({})", error.what()), path};
    default: return {ErrorCode::bad_format, error.what(), path};
  }
}

SqliteStore::~SqliteStore() {
  statements_.clear();
  sqlite3_close(db_);
}

Statement& SqliteStore::prepared(const char* sql) {
  auto& slot = statements_[sql];
  if (!slot) slot = std::make_unique<Statement>(db_, sql);
  slot->reset();
  return *slot;
}

// --- opening ----------------------------------------------------------------------------------------------------------

Result<void> SqliteStore::open() {
  std::error_code ec;
  if (access_ == StoreAccess::read && !std::filesystem::exists(path_, ec)) {
    return Error{ErrorCode::not_found, "no store here; make one with isnad analyze, or name another with --db", path_};
  }
  return guard([&] {
    connect();
    migrate();
    rebuild_index_if_stale();
  });
}

void SqliteStore::connect() {
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX;
  if (access_ == StoreAccess::write) flags |= SQLITE_OPEN_CREATE;
  if (const int code = sqlite3_open_v2(path_.c_str(), &db_, flags, nullptr); code != SQLITE_OK)
    throw SqlError(code, sqlite3_errmsg(db_));
  sqlite3_busy_timeout(db_, kBusyMilliseconds);
  if (!register_tokenizer(db_, &is_exact_)) throw SqlError(SQLITE_ERROR, "this SQLite was built without FTS5");
  // What a document holds is removed before it is, so that no key need be looked up for each row written.
  execute(db_, "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536;");
}

void SqliteStore::migrate() {
  Statement version_query(
      db_,
      "SELECT (SELECT user_version FROM pragma_user_version), (SELECT application_id FROM pragma_application_id), "
      "(SELECT count(*) FROM sqlite_schema)");
  version_query.step();
  const auto version = static_cast<std::size_t>(version_query.integer(0));
  const bool is_ours = version_query.integer(1) == kApplicationId;
  const bool is_empty = version_query.integer(2) == 0;
  version_query.reset();
  if (!is_ours && !(is_empty && access_ == StoreAccess::write)) throw SqlError(SQLITE_NOTADB, "no isnad store");
  const auto steps = migrations();
  if (version > steps.size()) {
    throw SqlError(SQLITE_ERROR,
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

void SqliteStore::rebuild_index_if_stale() {
  auto& query = prepared("SELECT value FROM meta WHERE key = 'tokenizer'");
  const bool is_fresh = query.step() && query.text(0) == std::to_string(kTokenizerVersion);
  query.reset();
  if (is_fresh) return;
  begin();
  execute(db_, "INSERT INTO words (words) VALUES ('delete-all');");
  Statement all(db_, "SELECT number FROM documents ORDER BY number");
  while (all.step()) {
    const auto record = read_record(line_of(all.integer(0)), path_);
    if (!record) throw SqlError(SQLITE_CORRUPT, record.error().message);
    prepared("INSERT INTO words (rowid, headline, body) VALUES (?1, ?2, ?3)")
        .bind(1, all.integer(0))
        .bind(2, record->document.title)
        .bind(3, body_of(record->document))
        .run();
  }
  all.reset();
  prepared("INSERT OR REPLACE INTO meta VALUES ('tokenizer', ?1)").bind(1, std::to_string(kTokenizerVersion)).run();
  execute(db_, "COMMIT;");
  has_transaction_ = false;
}

std::string SqliteStore::description() const {
  return fmt::format("SQLite {}, schema {}", sqlite3_libversion(), migrations().size());
}

// --- keeping ----------------------------------------------------------------------------------------------------------

void SqliteStore::begin() {
  if (has_transaction_) return;
  execute(db_, "BEGIN IMMEDIATE;");
  has_transaction_ = true;
  general_.reset();
}

Result<void> SqliteStore::commit() {
  return guard([&] {
    if (!has_transaction_) return;
    execute(db_, "COMMIT;");
    has_transaction_ = false;
  });
}

Result<void> SqliteStore::link(const LinkProgress& progress) {
  return guard([&] {
    begin();
    SqliteLinks links(*this);
    links.sketch_all();
    link_documents(links, progress);
    execute(db_, "COMMIT;");
    has_transaction_ = false;
  });
}

Result<bool> SqliteStore::is_done(const InputKey& input) {
  return guard([&] {
    auto& query = prepared("SELECT 1 FROM inputs WHERE path = ?1 AND input_hash = ?2 AND state = 'done'");
    const bool is_known = query.bind(1, input.path).bind(2, input.hash).step();
    query.reset();
    return is_known;
  });
}

Result<bool> SqliteStore::has_input(const std::string& path) {
  return guard([&] {
    auto& query = prepared("SELECT 1 FROM inputs WHERE path = ?1 LIMIT 1");
    const bool is_known = query.bind(1, path).step();
    query.reset();
    return is_known;
  });
}

Result<std::string> SqliteStore::note(const std::string& name) {
  return guard([&] {
    auto& query = prepared("SELECT value FROM meta WHERE key = ?1");
    std::string value = query.bind(1, "note:" + name).step() ? std::string(query.text(0)) : std::string();
    query.reset();
    return value;
  });
}

Result<void> SqliteStore::set_note(const std::string& name, const std::string& value) {
  return guard([&] {
    begin();
    prepared("INSERT OR REPLACE INTO meta VALUES (?1, ?2)").bind(1, "note:" + name).bind(2, value).run();
  });
}

// False where the id belongs to another document.
bool SqliteStore::keep(const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash) {
  const Document& document = parcel.record.document;
  auto& query = prepared("SELECT number, content_hash, coalesce(path, '-'), lexicon_hash FROM documents WHERE id = ?1");
  if (!query.bind(1, document.id).step()) {
    query.reset();
    write_input(input, write_document(0, parcel, lexicon_hash));
    return true;
  }
  const std::int64_t number = query.integer(0);
  const bool has_same_text = query.text(1) == document.content_hash;
  const bool has_same_file = query.text(2) == input.path;
  const bool has_same_lexicon = query.text(3) == lexicon_hash;
  query.reset();
  // The same text from a second file: the document stays as it was first read, with this input noted too.
  if (has_same_text && !has_same_file && has_same_lexicon) {
    write_input(input, number);
    return true;
  }
  if (!has_same_text) {
    if (!has_same_file) return false;
    // Two lines of one file: both stand there now, so the second is no new version of the first.
    auto& inputs = prepared("SELECT input_hash FROM inputs WHERE document = ?1 AND path = ?2");
    inputs.bind(1, number).bind(2, input.path);
    bool is_in_this_run = false;
    while (inputs.step()) is_in_this_run = is_in_this_run || seen_.contains(inputs.text(0));
    inputs.reset();
    if (is_in_this_run) return false;
    // What other inputs gave is not what the document holds from now on; they are read again when they come.
    prepared("DELETE FROM inputs WHERE document = ?1").bind(1, number).run();
  }
  write_document(number, parcel, lexicon_hash);
  write_input(input, number);
  return true;
}

Result<bool> SqliteStore::put(const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash) {
  return guard([&] {
    begin();
    const bool is_kept = keep(input, parcel, lexicon_hash);
    if (is_kept) seen_.insert(input.hash);
    return is_kept;
  });
}

// No REPLACE: it opens a statement within the transaction, and at each of those FTS5 writes out the words it holds.
void SqliteStore::forget_input(const InputKey& input) {
  prepared("DELETE FROM inputs WHERE path = ?1 AND input_hash = ?2").bind(1, input.path).bind(2, input.hash).run();
}

void SqliteStore::write_input(const InputKey& input, std::int64_t document) {
  forget_input(input);
  prepared("INSERT INTO inputs (path, input_hash, line, state, document) VALUES (?1, ?2, ?3, 'done', ?4)")
      .bind(1, input.path)
      .bind(2, input.hash)
      .bind(3, static_cast<std::int64_t>(input.line))
      .bind(4, document)
      .run();
}

Result<void> SqliteStore::fail(const InputKey& input, const Error& error) {
  return guard([&] {
    begin();
    if (!input.hash.empty()) seen_.insert(input.hash);
    forget_input(input);
    prepared("INSERT INTO inputs (path, input_hash, line, state, code, reason) VALUES (?1, ?2, ?3, 'failed', ?4, ?5)")
        .bind(1, input.path)
        .bind(2, input.hash)
        .bind(3, static_cast<std::int64_t>(input.line))
        .bind(4, code_name(error.code))
        .bind(5, error.message)
        .run();
  });
}

void SqliteStore::remove_contents(std::int64_t number) {
  const auto record = read_record(line_of(number), path_);
  if (!record) throw SqlError(SQLITE_CORRUPT, record.error().message);
  prepared("INSERT INTO words (words, rowid, headline, body) VALUES ('delete', ?1, ?2, ?3)")
      .bind(1, number)
      .bind(2, record->document.title)
      .bind(3, body_of(record->document))
      .run();
  remove_layers(number);
}

// Of one actor's totals; `documents` is 1 or -1.
void SqliteStore::add_to_totals(std::string_view actor, std::int64_t documents, std::int64_t mentions) {
  prepared("UPDATE actor_totals SET documents = documents + ?2, mentions = mentions + ?3 WHERE actor = ?1")
      .bind(1, actor)
      .bind(2, documents)
      .bind(3, mentions)
      .run();
  if (sqlite3_changes(db_) == 0) {
    prepared("INSERT INTO actor_totals VALUES (?1, ?2, ?3)").bind(1, actor).bind(2, documents).bind(3, mentions).run();
  }
}

void SqliteStore::remove_layers(std::int64_t number) {
  std::vector<std::pair<std::string, std::int64_t>> actors;
  auto& query = prepared("SELECT actor, mentions FROM document_actors WHERE document = ?1");
  query.bind(1, number);
  while (query.step()) actors.emplace_back(query.text(0), query.integer(1));
  query.reset();
  for (const auto& [actor, mentions] : actors) add_to_totals(actor, -1, -mentions);
  if (!actors.empty()) prepared("DELETE FROM actor_totals WHERE documents = 0").run();
  for (const char* sql : {"DELETE FROM document_actors WHERE document = ?1", "DELETE FROM mentions WHERE document = ?1",
                          "DELETE FROM attributions WHERE document = ?1", "DELETE FROM event_actors WHERE document = ?1",
                          "DELETE FROM events WHERE document = ?1"}) {
    prepared(sql).bind(1, number).run();
  }
}

std::int64_t SqliteStore::write_document(std::int64_t number, const Parcel& parcel, const std::string& lexicon_hash) {
  const Document& d = parcel.record.document;
  if (number != 0) {
    remove_contents(number);
  } else {
    auto& next = prepared("SELECT coalesce(max(number), 0) + 1 FROM documents");
    next.step();
    number = next.integer(0);
    next.reset();
  }
  prepared(
      "INSERT INTO documents (number, id, content_hash, path, url, outlet, outlet_name, title, published, language, "
      "lexicon_hash, "
      "record_size, record) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13) "
      "ON CONFLICT (number) DO UPDATE SET content_hash = excluded.content_hash, path = excluded.path, url = excluded.url, "
      "outlet = excluded.outlet, outlet_name = excluded.outlet_name, title = excluded.title, published = excluded.published, "
      "language = excluded.language, lexicon_hash = excluded.lexicon_hash, record_size = excluded.record_size, record = "
      "excluded.record")
      .bind(1, number)
      .bind(2, d.id)
      .bind(3, d.content_hash)
      .bind_or_null(4, d.path)
      .bind_or_null(5, d.url)
      .bind_or_null(6, d.outlet_id)
      .bind_or_null(7, d.outlet_name)
      .bind_or_null(8, d.title)
      .bind_or_null(9, d.published.value)
      .bind(10, d.language)
      .bind(11, lexicon_hash)
      .bind(12, static_cast<std::int64_t>(parcel.line_size))
      .bind_blob(13, parcel.line)
      .run();
  prepared("INSERT INTO words (rowid, headline, body) VALUES (?1, ?2, ?3)")
      .bind(1, number)
      .bind(2, d.title)
      .bind(3, body_of(d))
      .run();
  if (const std::vector<Correction> all = corrections_for(d.id); all.empty()) {
    write_layers(number, parcel.record);
    write_events(number, parcel.record);
  } else {
    Record known = parcel.record;
    apply_corrections(all, known);
    write_layers(number, known);
    write_events(number, known);
  }
  SqliteLinks(*this).put_sketch(number, *parcel.sketch);
  return number;
}

void SqliteStore::write_layers(std::int64_t number, const Record& record) {
  struct Actor {
    const RecordMention* first = nullptr;
    std::set<std::string> forms;
    std::int64_t mentions = 0;
  };
  std::map<std::string_view, Actor> actors;
  for (std::size_t i = 0; i < record.mentions.size(); ++i) {
    const RecordMention& m = record.mentions[i];
    prepared("INSERT INTO mentions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
        .bind(1, number)
        .bind(2, static_cast<std::int64_t>(i))
        .bind_or_null(3, m.actor)
        .bind(4, name_of(m.label))
        .bind(5, std::int64_t{m.span.begin.value})
        .bind(6, std::int64_t{m.span.end.value})
        .bind(7, m.text)
        .bind(8, static_cast<double>(m.confidence))
        .run();
    if (m.actor.empty()) continue;
    Actor& actor = actors[m.actor];
    if (actor.first == nullptr) actor.first = &m;
    actor.forms.insert(text::folded(m.text));
    ++actor.mentions;
  }
  for (const auto& [id, actor] : actors) {
    std::string forms = "|";
    for (const std::string& f : actor.forms) forms += f + "|";
    prepared("INSERT INTO document_actors VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(1, number)
        .bind(2, id)
        .bind_or_null(3, actor.first->type ? name_of(*actor.first->type) : std::string_view())
        .bind_or_null(4, actor.first->name)
        .bind(5, forms)
        .bind(6, actor.mentions)
        .run();
    add_to_totals(id, 1, actor.mentions);
  }
  for (std::size_t i = 0; i < record.attributions.size(); ++i) {
    const RecordAttribution& a = record.attributions[i];
    const RecordSource* root = a.chain.empty() ? nullptr : &record.sources[a.chain.back()];
    std::string chain;
    for (const Index s : a.chain) chain += (chain.empty() ? "" : " < ") + record.sources[s].name;
    const CharSpan content = a.content.empty() ? a.cue : CharSpan{a.content.front().begin, a.content.back().end};
    prepared("INSERT INTO attributions VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)")
        .bind(1, number)
        .bind(2, static_cast<std::int64_t>(i))
        .bind_or_null(3, a.cue_lemma)
        .bind(4, name_of(a.act))
        .bind(5, name_of(a.stance))
        .bind(6, name_of(a.quote))
        .bind(7, chain)
        .bind_or_null(8, root ? name_of(root->kind) : std::string_view())
        .bind_or_null(9, root ? std::string_view(root->actor) : "")
        .bind_or_null(10, root ? std::string_view(root->name) : "")
        .bind(11, std::int64_t{content.begin.value})
        .bind(12, std::int64_t{content.end.value})
        .bind(13, static_cast<double>(a.confidence))
        .run();
  }
}

void SqliteStore::write_events(std::int64_t number, const Record& record) {
  for (std::size_t i = 0; i < record.events.size(); ++i) {
    const RecordEvent& e = record.events[i];
    auto& insert = prepared("INSERT INTO events VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)");
    insert.bind(1, number)
        .bind(2, static_cast<std::int64_t>(i))
        .bind(3, name_of(e.type))
        .bind(4, name_of(e.status))
        .bind_or_null(5, e.move == Move::none ? std::string_view() : name_of(e.move))
        .bind_or_null(6, e.trigger_lemma)
        .bind(7, std::int64_t{e.trigger.begin.value})
        .bind(8, std::int64_t{e.trigger.end.value})
        .bind_or_null(9, e.time == kNone ? std::string_view() : std::string_view(record.times[e.time].value))
        .bind_or_null(10, e.place)
        .bind(12, static_cast<double>(e.confidence));
    if (e.attribution != kNone) insert.bind(11, std::int64_t{e.attribution});
    insert.run();
    const auto add = [&](std::string_view actor, std::string_view role) {
      if (actor.empty()) return;
      prepared("INSERT OR IGNORE INTO event_actors VALUES (?1, ?2, ?3, ?4)")
          .bind(1, number)
          .bind(2, static_cast<std::int64_t>(i))
          .bind(3, actor)
          .bind(4, role)
          .run();
    };
    for (const std::string& a : e.actors) add(a, "actor");
    for (const std::string& a : e.recipients) add(a, "recipient");
    for (const RecordThird& t : e.third) add(t.actor, name_of(t.role));
  }
}

bool SqliteStore::remove_unreferenced(std::int64_t number) {
  auto& query = prepared("SELECT 1 FROM inputs WHERE document = ?1 LIMIT 1");
  const bool is_used = query.bind(1, number).step();
  query.reset();
  if (is_used) return false;
  remove_contents(number);
  SqliteLinks(*this).remove(number);
  prepared("DELETE FROM documents WHERE number = ?1").bind(1, number).run();
  return true;
}

Result<std::uint64_t> SqliteStore::end_file(const std::string& path) {
  return guard([&] {
    std::vector<std::pair<std::string, std::int64_t>> stale;
    auto& query = prepared("SELECT input_hash, coalesce(document, 0) FROM inputs WHERE path = ?1");
    query.bind(1, path);
    while (query.step()) {
      if (!seen_.contains(query.text(0))) stale.emplace_back(query.text(0), query.integer(1));
    }
    query.reset();
    if (!stale.empty()) begin();
    std::uint64_t removed = 0;
    for (const auto& [hash, document] : stale) {
      forget_input({path, hash});
      if (document != 0 && remove_unreferenced(document)) ++removed;
    }
    seen_.clear();
    return removed;
  });
}

}  // namespace isnad::store

namespace isnad {

Result<std::unique_ptr<Store>> Store::open(const std::string& path, StoreAccess access) {
  auto store = std::make_unique<store::SqliteStore>(path, access);
  if (auto ok = store->open(); !ok) return ok.error();
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace isnad
