// Corrections in the store. The columns that queries use are those of the corrected record; `documents.record` stays.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "isnad/names.h"
#include "store/search_query.h"
#include "store/sqlite_store.h"

namespace isnad::store {
namespace {

#define ISNAD_CORRECTION_COLUMNS "number, kind, verdict, who, \"when\", document, text_hash, start, \"end\", value, undone"

bool is_general(CorrectionKind kind) { return kind >= CorrectionKind::merge; }

}  // namespace

std::vector<Correction> SqliteStore::kept(Statement& query) {
  std::vector<Correction> out;
  while (query.step()) {
    Correction& c = out.emplace_back();
    const auto kind = from_name<CorrectionKind>(query.text(1));
    const auto verdict = from_name<Verdict>(query.text(2));
    auto value = kind ? read_correction_value(*kind, query.text(9)) : Result<CorrectionValue>(CorrectionValue{});
    if (!kind || !verdict || !value) throw SqlError(SQLITE_CORRUPT, "a correction cannot be read");
    c.number = query.integer(0);
    c.kind = *kind;
    c.verdict = *verdict;
    c.who = query.text(3);
    c.when = query.text(4);
    c.document = query.text(5);
    c.text_hash = query.text(6);
    c.span = {CharOffset(static_cast<std::uint32_t>(query.integer(7))), CharOffset(static_cast<std::uint32_t>(query.integer(8)))};
    c.value = std::move(*value);
    c.is_undone = query.integer(10) != 0;
  }
  query.reset();
  return out;
}

std::vector<Correction> SqliteStore::corrections_of(const std::string& document) {
  auto& query = prepared("SELECT " ISNAD_CORRECTION_COLUMNS " FROM corrections WHERE document = ?1 ORDER BY number");
  query.bind(1, document);
  return kept(query);
}

const std::vector<Correction>& SqliteStore::general_corrections() {
  if (!general_ || !has_transaction_) general_ = corrections_of("");
  return *general_;
}

std::vector<Correction> SqliteStore::corrections_for(const std::string& document) {
  std::vector<Correction> all = general_corrections();
  for (Correction& c : corrections_of(document)) all.push_back(std::move(c));
  return all;
}

Record SqliteStore::corrected(Record record) {
  const std::vector<Correction> all = corrections_for(record.document.id);
  if (!all.empty()) apply_corrections(all, record);
  return record;
}

// What the store knows and the correction leaves open.
void SqliteStore::complete(Correction& c) {
  if (!c.document.empty() && c.text_hash.empty()) {
    auto& query = prepared("SELECT content_hash FROM documents WHERE id = ?1");
    if (query.bind(1, c.document).step()) c.text_hash = query.text(0);
    query.reset();
  }
  if (c.number != 0 || !c.value.actor || c.value.actor->empty() || (c.value.name && c.value.type)) return;
  auto& query = prepared("SELECT name, type FROM document_actors WHERE actor = ?1 LIMIT 1");
  if (query.bind(1, *c.value.actor).step()) {
    if (!c.value.name && !query.text(0).empty()) c.value.name = query.text(0);
    if (!c.value.type) c.value.type = from_name<ActorType>(query.text(1));
  }
  query.reset();
}

// The number that it has from now on, or had already.
std::int64_t SqliteStore::insert(const Correction& c) {
  const std::string value = correction_value(c);
  const auto bind = [&](Statement& s) -> Statement& {
    return s.bind(1, c.document)
        .bind(2, name_of(c.kind))
        .bind(3, name_of(c.verdict))
        .bind(4, std::int64_t{c.span.begin.value})
        .bind(5, std::int64_t{c.span.end.value})
        .bind(6, value)
        .bind(7, c.who)
        .bind(8, c.when);
  };
  bind(prepared(
           "INSERT OR IGNORE INTO corrections (document, kind, verdict, start, \"end\", value, who, \"when\", text_hash, undone) "
           "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"))
      .bind(9, c.text_hash)
      .bind(10, std::int64_t{c.is_undone ? 1 : 0})
      .run();
  auto& query = bind(prepared(
      "SELECT number FROM corrections WHERE document = ?1 AND kind = ?2 AND verdict = ?3 AND start = ?4 AND \"end\" = ?5 "
      "AND value = ?6 AND who = ?7 AND \"when\" = ?8"));
  query.step();
  const std::int64_t number = query.integer(0);
  query.reset();
  return number;
}

void SqliteStore::project_again(std::int64_t number) {
  auto record = read_record(line_of(number), path_);
  if (!record) throw SqlError(SQLITE_CORRUPT, record.error().message);
  const Record known = corrected(std::move(*record));
  remove_layers(number);
  write_layers(number, known);
  write_events(number, known);
}

// The columns of every document that the correction may touch.
void SqliteStore::project_again(const Correction& c) {
  general_.reset();
  if (c.kind == CorrectionKind::claim) return;
  std::vector<std::int64_t> numbers;
  const auto collect = [&](Statement& query) {
    while (query.step()) numbers.push_back(query.integer(0));
    query.reset();
  };
  if (!c.document.empty()) {
    collect(prepared("SELECT number FROM documents WHERE id = ?1").bind(1, c.document));
  } else if (c.kind == CorrectionKind::alias) {
    std::string phrase = c.value.text;
    std::erase(phrase, '"');
    const std::string match = parse_query('"' + phrase + '"', false).match;
    if (!match.empty()) collect(prepared("SELECT rowid FROM words WHERE words MATCH ?1").bind(1, match));
  } else {
    // By what it was, and, where it is taken back, by what it is.
    collect(prepared("SELECT DISTINCT document FROM document_actors WHERE actor = ?1 OR actor = ?2")
                .bind(1, c.value.was)
                .bind(2, c.value.actor.value_or("")));
  }
  for (const std::int64_t n : numbers) project_again(n);
}

Result<Correction> SqliteStore::correct(const Correction& correction) {
  if (auto ok = check_correction(correction); !ok) return ok.error();
  Correction c = correction;
  if (is_general(c.kind)) {
    c.document.clear();
    c.span = {};
  }
  if (!c.document.empty() && c.text_hash.empty()) {
    const auto document = line(c.document);
    if (!document) return document.error();
    const auto record = read_record(*document, c.document);
    if (!record) return record.error();
    if (c.span.end.value > record->index.size()) return Error{ErrorCode::usage, "the span is outside the text"};
  }
  return guard([&] {
    begin();
    complete(c);
    c.number = insert(c);
    project_again(c);
    execute(db_, "COMMIT;");
    has_transaction_ = false;
    return c;
  });
}

Result<Correction> SqliteStore::undo_correction(std::int64_t number) {
  auto undone = guard([&] {
    begin();
    auto& query = prepared("SELECT " ISNAD_CORRECTION_COLUMNS " FROM corrections WHERE number = ?1");
    query.bind(1, number);
    std::vector<Correction> found = kept(query);
    if (!found.empty()) {
      prepared("UPDATE corrections SET undone = 1 WHERE number = ?1").bind(1, number).run();
      found.front().is_undone = true;
      project_again(found.front());
    }
    execute(db_, "COMMIT;");
    has_transaction_ = false;
    return found;
  });
  if (!undone) return undone.error();
  if (undone->empty()) return Error{ErrorCode::not_found, fmt::format("there is no correction {}", number), path_};
  return undone->front();
}

Result<std::vector<KeptCorrection>> SqliteStore::corrections(const std::string& document) {
  return guard([&] {
    auto& query = document.empty()
                      ? prepared("SELECT " ISNAD_CORRECTION_COLUMNS " FROM corrections ORDER BY number")
                      : prepared("SELECT " ISNAD_CORRECTION_COLUMNS " FROM corrections WHERE document = ?1 ORDER BY number");
    if (!document.empty()) query.bind(1, document);
    std::vector<KeptCorrection> out;
    std::map<std::string, std::vector<std::size_t>> by_document;
    for (Correction& c : kept(query)) {
      by_document[c.document].push_back(out.size());
      const CorrectionState state = c.is_undone ? CorrectionState::undone : CorrectionState::applied;
      out.push_back({std::move(c), state});
    }
    by_document.erase("");
    for (const auto& [id, places] : by_document) {
      std::vector<Correction> all = general_corrections();
      const std::size_t first = all.size();
      for (const std::size_t i : places) all.push_back(out[i].correction);
      Record record;  // of a document that is gone: all are orphaned
      auto& find = prepared("SELECT number FROM documents WHERE id = ?1");
      const std::int64_t number = find.bind(1, id).step() ? find.integer(0) : 0;
      find.reset();
      if (number != 0) {
        auto read = read_record(line_of(number), path_);
        if (!read) throw SqlError(SQLITE_CORRUPT, read.error().message);
        record = std::move(*read);
      }
      const std::vector<CorrectionState> states = apply_corrections(all, record);
      for (std::size_t k = 0; k < places.size(); ++k) out[places[k]].state = states[first + k];
    }
    return out;
  });
}

Result<std::vector<DoubtfulItem>> SqliteStore::doubtful(std::optional<CorrectionKind> kind, std::size_t limit) {
  struct Row {
    double confidence;
    std::int64_t document, number;
    CorrectionKind kind;
  };
  return guard([&] {
    std::vector<Row> rows;
    const auto collect = [&](CorrectionKind k, const char* sql) {
      if (kind && *kind != k) return;
      auto& query = prepared(sql).bind(1, static_cast<std::int64_t>(limit));
      while (query.step()) rows.push_back({query.real(0), query.integer(1), query.integer(2), k});
      query.reset();
    };
    collect(CorrectionKind::mention,
            "SELECT confidence, document, number FROM mentions WHERE confidence < 0.7 ORDER BY confidence, document, number "
            "LIMIT ?1");
    collect(CorrectionKind::attribution,
            "SELECT confidence, document, number FROM attributions WHERE confidence < 0.7 ORDER BY confidence, document, number "
            "LIMIT ?1");
    collect(
        CorrectionKind::event,
        "SELECT confidence, document, number FROM events WHERE confidence < 0.7 ORDER BY confidence, document, number LIMIT ?1");
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.confidence < b.confidence; });
    if (rows.size() > limit) rows.resize(limit);
    std::vector<DoubtfulItem> out;
    std::map<std::int64_t, Record> records;
    for (const Row& row : rows) {
      auto found = records.find(row.document);
      if (found == records.end()) {
        auto read = read_record(line_of(row.document), path_);
        if (!read) throw SqlError(SQLITE_CORRUPT, read.error().message);
        found = records.emplace(row.document, corrected(std::move(*read))).first;
      }
      const Record& r = found->second;
      const auto i = static_cast<std::size_t>(row.number);
      DoubtfulItem& item = out.emplace_back();
      item.kind = row.kind;
      item.document = r.document.id;
      item.confidence = row.confidence;
      if (row.kind == CorrectionKind::mention && i < r.mentions.size()) item.span = r.mentions[i].span;
      if (row.kind == CorrectionKind::attribution && i < r.attributions.size()) item.span = r.attributions[i].cue;
      if (row.kind == CorrectionKind::event && i < r.events.size()) item.span = r.events[i].trigger;
    }
    return out;
  });
}

}  // namespace isnad::store

namespace isnad {

Result<void> add_documents(Store& store, std::span<const std::string> ids, DossierBuilder& builder) {
  for (const std::string& id : ids) {
    const auto record = store.record(id);
    if (!record) return record.error();
    const auto links = store.links(id);
    if (!links) return links.error();
    builder.add(*record, *links);
  }
  const auto kept = store.corrections("");
  if (!kept) return kept.error();
  std::vector<ClaimJudgement> judgements;
  for (const auto& [c, state] : *kept) {
    if (c.kind != CorrectionKind::claim || state != CorrectionState::applied) continue;
    judgements.push_back({c.document, c.value.other, c.span, c.value.other_span, c.verdict == Verdict::accept});
  }
  builder.judge(std::move(judgements));
  return {};
}

}  // namespace isnad
