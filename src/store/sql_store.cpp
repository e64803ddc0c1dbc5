#include "store/sql_store.h"

#include <fmt/format.h>

#include <algorithm>

#include "store/sql_links.h"

namespace isnad::store {
namespace {

constexpr Table kInputs{"inputs", "path, input_hash, line, state, document, code, reason"};
constexpr Table kDocuments{"documents",
                           "number, id, content_hash, path, url, outlet, outlet_name, title, published, language, lexicon_hash, "
                           "record_size, record"};
// With its arrival, which the database gives otherwise.
constexpr Table kPlacedDocuments{"documents",
                                 "number, id, content_hash, path, url, outlet, outlet_name, title, published, language, "
                                 "lexicon_hash, record_size, record, arrival"};

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

Result<void> SqlStore::open(StoreAccess access) {
  return guard([&] {
    if (access == StoreAccess::share) writers_ = Writers::many;
    db_.open(access);
    rebuild_index_if_stale();
  });
}

void SqlStore::rebuild_index_if_stale() {
  if (!db_.has_stale_index()) return;
  begin();
  db_.empty_index();
  const auto all = db_.statement("SELECT number FROM documents ORDER BY {arrival}");
  while (all->step()) {
    const Record record = record_of(db_, all->integer(0));
    db_.index_words(all->integer(0), record.document.title, body_of(record.document));
  }
  all->reset();
  finish();
}

// --- keeping ----------------------------------------------------------------------------------------------------------

void SqlStore::begin(Writers writers) {
  if (has_transaction_ && writing_ == Writers::many && writers == Writers::one) finish();
  if (has_transaction_) return;
  db_.begin(writers);
  writing_ = writers;
  has_transaction_ = true;
  general_.reset();
}

// Makes all since begin() durable.
void SqlStore::finish() {
  write_totals();
  db_.links()->settle();
  db_.commit();
  has_transaction_ = false;
  noted_.clear();
}

Result<void> SqlStore::commit() {
  return guard([&] {
    if (has_transaction_) finish();
  });
}

Result<void> SqlStore::link(const LinkProgress& progress) {
  return guard([&] {
    begin();
    const auto links = db_.links();
    links->sketch_all();
    link_documents(*links, progress);
    finish();
  });
}

Result<bool> SqlStore::is_done(const InputKey& input) {
  return guard([&] {
    auto& query = prepared("SELECT 1 FROM inputs WHERE path = ?1 AND input_hash = ?2 AND state = 'done'", waiting_for(input));
    const bool is_known = query.bind(1, input.path).bind(2, input.hash).step();
    query.reset();
    return is_known;
  });
}

Result<bool> SqlStore::has_input(const std::string& path) {
  return guard([&] {
    auto& query = prepared("SELECT 1 FROM inputs WHERE path = ?1 LIMIT 1");
    const bool is_known = query.bind(1, path).step();
    query.reset();
    return is_known;
  });
}

Result<std::string> SqlStore::note(const std::string& name) {
  return guard([&] {
    auto& query = prepared("SELECT value FROM meta WHERE key = ?1");
    std::string value = query.bind(1, "note:" + name).step() ? std::string(query.text(0)) : std::string();
    query.reset();
    return value;
  });
}

Result<void> SqlStore::set_note(const std::string& name, const std::string& value) {
  return guard([&] {
    begin();
    prepared("INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = excluded.value")
        .bind(1, "note:" + name)
        .bind(2, value)
        .run();
  });
}

// False where the id belongs to another document.
bool SqlStore::keep(const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash) {
  const Document& document = parcel.record.document;
  const std::int64_t number = db_.find(document.id);
  if (number == 0) {
    write_input(input, write_document(0, input, parcel, lexicon_hash));
    return true;
  }
  auto& query =
      prepared("SELECT content_hash, coalesce(path, '-'), lexicon_hash, {arrival} FROM documents WHERE number = ?1{locked}");
  query.bind(1, number).step();
  const bool has_same_text = query.text(0) == document.content_hash;
  const bool has_same_file = query.text(1) == input.path;
  const bool has_same_lexicon = query.text(2) == lexicon_hash;
  const std::int64_t arrival = query.integer(3);
  query.reset();
  // The same text from a second file: the document stays as the first has it, with this input noted too. Of one file it is as the
  // last has it.
  const bool comes_before = input.place != 0 && input.place < arrival;
  if (has_same_text && has_same_lexicon && has_same_file == comes_before) {
    write_input(input, number);
    return true;
  }
  if (!has_same_text) {
    if (!has_same_file) return false;
    // Two lines of one file: both stand there now, so the second is no new version of the first.
    if (is_of_this_run(input, number, arrival)) return false;
    // What other inputs gave is not what the document holds from now on; they are read again when they come.
    prepared("DELETE FROM inputs WHERE document = ?1").bind(1, number).run();
  }
  write_document(number, input, parcel, lexicon_hash);
  write_input(input, number);
  return true;
}

// Whether `document` was given by another input of the run that `input` belongs to, or of a later one.
bool SqlStore::is_of_this_run(const InputKey& input, std::int64_t document, std::int64_t arrival) {
  if (input.place != 0) return arrival >= input.since;
  auto& inputs = prepared("SELECT input_hash FROM inputs WHERE document = ?1 AND path = ?2");
  inputs.bind(1, document).bind(2, input.path);
  bool is_found = false;
  while (inputs.step()) is_found = is_found || seen_.contains(inputs.text(0));
  inputs.reset();
  return is_found;
}

Result<bool> SqlStore::put(const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash) {
  return guard([&] {
    begin(writers_);
    const bool is_kept = keep(input, parcel, lexicon_hash);
    if (is_kept && input.place == 0) seen_.insert(input.hash);
    return is_kept;
  });
}

// Whether a row of this very input may be waiting to be sent.
Waiting SqlStore::waiting_for(const InputKey& input) const {
  return noted_.contains(input.path + '\n' + input.hash) ? Waiting::sent : Waiting::left;
}

// No REPLACE: it opens a statement within the transaction, and at each of those FTS5 writes out the words it holds.
void SqlStore::forget_input(const InputKey& input) {
  prepared("DELETE FROM inputs WHERE path = ?1 AND input_hash = ?2", waiting_for(input))
      .bind(1, input.path)
      .bind(2, input.hash)
      .run();
}

// The row of the input in the place of an earlier one, but for what became of it.
Statement& SqlStore::row_of_input(const InputKey& input, std::string_view state) {
  forget_input(input);
  noted_.insert(input.path + '\n' + input.hash);
  return db_.row(kInputs).bind(1, input.path).bind(2, input.hash).bind(3, static_cast<std::int64_t>(input.line)).bind(4, state);
}

void SqlStore::write_input(const InputKey& input, std::int64_t document) { row_of_input(input, "done").bind(5, document).run(); }

Result<void> SqlStore::fail(const InputKey& input, const Error& error) {
  return guard([&] {
    begin(writers_);
    if (!input.hash.empty() && input.place == 0) seen_.insert(input.hash);
    row_of_input(input, "failed").bind(6, code_name(error.code)).bind(7, error.message).run();
  });
}

void SqlStore::remove_contents(std::int64_t number) {
  const Record record = record_of(db_, number);
  db_.unindex_words(number, record.document.title, body_of(record.document));
  remove_layers(number);
}

// The columns of a document but for its number and id, from position `first` on.
Statement& SqlStore::bind_document(Statement& row, int first, const Parcel& parcel, const std::string& lexicon_hash) {
  const Document& d = parcel.record.document;
  return row.bind(first, d.content_hash)
      .bind_or_null(first + 1, d.path)
      .bind_or_null(first + 2, d.url)
      .bind_or_null(first + 3, d.outlet_id)
      .bind_or_null(first + 4, d.outlet_name)
      .bind_or_null(first + 5, d.title)
      .bind_or_null(first + 6, d.published.value)
      .bind(first + 7, d.language)
      .bind(first + 8, lexicon_hash)
      .bind(first + 9, static_cast<std::int64_t>(parcel.line_size))
      .bind_blob(first + 10, parcel.line);
}

std::int64_t SqlStore::write_document(std::int64_t number, const InputKey& input, const Parcel& parcel,
                                      const std::string& lexicon_hash) {
  const Document& d = parcel.record.document;
  if (const bool is_new = number == 0; is_new) {
    number = db_.new_number(d.id);
    Statement& row = db_.row(input.place == 0 ? kDocuments : kPlacedDocuments).bind(1, number).bind(2, d.id);
    bind_document(row, 3, parcel, lexicon_hash);
    if (input.place != 0) row.bind(14, input.place);
    row.run();
    db_.links()->add_sketch(number, *parcel.sketch);
  } else {
    remove_contents(number);
    bind_document(
        prepared("UPDATE documents SET content_hash = ?2, path = ?3, url = ?4, outlet = ?5, outlet_name = ?6, title = ?7, "
                 "published = ?8, language = ?9, lexicon_hash = ?10, record_size = ?11, record = ?12 WHERE number = ?1")
            .bind(1, number),
        2, parcel, lexicon_hash)
        .run();
    if (input.place != 0)
      prepared("UPDATE documents SET arrival = ?2 WHERE number = ?1").bind(1, number).bind(2, input.place).run();
    db_.links()->put_sketch(number, *parcel.sketch);
  }
  db_.index_words(number, d.title, body_of(d));
  if (const std::vector<Correction> all = corrections_for(d.id); all.empty()) {
    write_known(number, parcel.record);
  } else {
    Record known = parcel.record;
    apply_corrections(all, known);
    write_known(number, known);
  }
  return number;
}

bool SqlStore::remove_unreferenced(std::int64_t number) {
  auto& query = prepared("SELECT 1 FROM inputs WHERE document = ?1 LIMIT 1");
  const bool is_used = query.bind(1, number).step();
  query.reset();
  if (is_used) return false;
  remove_contents(number);
  db_.links()->remove(number);
  prepared("DELETE FROM documents WHERE number = ?1").bind(1, number).run();
  return true;
}

Result<std::uint64_t> SqlStore::end_file(const std::string& path) {
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

std::string shown_store(const std::string& path) { return store::is_postgres(path) ? store::postgres_name(path) : path; }

Result<std::unique_ptr<Store>> Store::open(const std::string& path, StoreAccess access) {
  const bool is_postgres = store::is_postgres(path);
  if (access == StoreAccess::share && !is_postgres)
    return Error{ErrorCode::usage, "an SQLite file has one writer; give a PostgreSQL database (postgresql://...) to share", path};
  auto store = std::make_unique<store::SqlStore>(is_postgres ? store::postgres_database(path) : store::sqlite_database(path),
                                                 shown_store(path));
  if (auto ok = store->open(access); !ok) return ok.error();
  return std::unique_ptr<Store>(std::move(store));
}

}  // namespace isnad
