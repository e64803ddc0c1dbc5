// Corrections in the store. The columns that queries use are those of the corrected record; `documents.record` stays.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "isnad/names.h"
#include "store/sql_store.h"

namespace isnad::store {
namespace {

#define ISNAD_CORRECTION_COLUMNS "number, kind, verdict, who, \"when\", document, text_hash, start, \"end\", value, undone"

bool is_general(CorrectionKind kind) { return kind >= CorrectionKind::merge; }

}  // namespace

std::vector<Correction> SqlStore::kept(Statement& query) {
  std::vector<Correction> out;
  while (query.step()) {
    Correction& c = out.emplace_back();
    const auto kind = from_name<CorrectionKind>(query.text(1));
    const auto verdict = from_name<Verdict>(query.text(2));
    auto value = kind ? read_correction_value(*kind, query.text(9)) : Result<CorrectionValue>(CorrectionValue{});
    if (!kind || !verdict || !value) damaged("a correction cannot be read");
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

std::vector<Correction> SqlStore::corrections_of(const std::string& document) {
  auto& query = prepared("SELECT " ISNAD_CORRECTION_COLUMNS " FROM corrections WHERE document = ?1 ORDER BY number");
  query.bind(1, document);
  return kept(query);
}

const std::vector<Correction>& SqlStore::general_corrections() {
  if (!general_ || !has_transaction_) general_ = corrections_of("");
  return *general_;
}

std::vector<Correction> SqlStore::corrections_for(const std::string& document) {
  if (!has_transaction_) {
    auto& query =
        prepared("SELECT " ISNAD_CORRECTION_COLUMNS " FROM corrections WHERE document IN ('', ?1) ORDER BY document, number");
    query.bind(1, document);
    return kept(query);
  }
  std::vector<Correction> all = general_corrections();
  for (Correction& c : corrections_of(document)) all.push_back(std::move(c));
  return all;
}

Record SqlStore::corrected(Record record) {
  const std::vector<Correction> all = corrections_for(record.document.id);
  if (!all.empty()) apply_corrections(all, record);
  return record;
}

// What the store knows and the correction leaves open.
void SqlStore::complete(Correction& c) {
  if (!c.document.empty() && c.text_hash.empty()) {
    auto& query = prepared("SELECT content_hash FROM documents WHERE number = ?1");
    if (query.bind(1, db_.find(c.document)).step()) c.text_hash = query.text(0);
    query.reset();
  }
  if (c.number != 0 || !c.value.actor || c.value.actor->empty() || (c.value.name && c.value.type)) return;
  auto& query = prepared("SELECT name, type FROM document_actors WHERE actor = ?1 ORDER BY document LIMIT 1");
  if (query.bind(1, *c.value.actor).step()) {
    if (!c.value.name && !query.text(0).empty()) c.value.name = query.text(0);
    if (!c.value.type) c.value.type = from_name<ActorType>(query.text(1));
  }
  query.reset();
}

// The number of a correction that says the very same; 0 where there is none.
std::int64_t SqlStore::number_of(const Correction& c) {
  auto& query = prepared(
      "SELECT number FROM corrections WHERE document = ?1 AND kind = ?2 AND verdict = ?3 AND start = ?4 AND \"end\" = ?5 "
      "AND value = ?6 AND who = ?7 AND \"when\" = ?8");
  query.bind(1, c.document)
      .bind(2, name_of(c.kind))
      .bind(3, name_of(c.verdict))
      .bind(4, std::int64_t{c.span.begin.value})
      .bind(5, std::int64_t{c.span.end.value})
      .bind(6, correction_value(c))
      .bind(7, c.who)
      .bind(8, c.when);
  const std::int64_t number = query.step() ? query.integer(0) : 0;
  query.reset();
  return number;
}

// The number that it has from now on, or had already.
std::int64_t SqlStore::insert(const Correction& c) {
  if (const std::int64_t number = number_of(c); number != 0) return number;
  prepared("INSERT INTO corrections (" ISNAD_CORRECTION_COLUMNS
           ") VALUES ((SELECT coalesce(max(number), 0) + 1 FROM corrections), ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
      .bind(1, name_of(c.kind))
      .bind(2, name_of(c.verdict))
      .bind(3, c.who)
      .bind(4, c.when)
      .bind(5, c.document)
      .bind(6, c.text_hash)
      .bind(7, std::int64_t{c.span.begin.value})
      .bind(8, std::int64_t{c.span.end.value})
      .bind(9, correction_value(c))
      .bind(10, std::int64_t{c.is_undone ? 1 : 0})
      .run();
  return number_of(c);
}

void SqlStore::project_again(std::int64_t number) {
  const Record known = corrected(record_of(db_, number));
  remove_layers(number);
  write_known(number, known);
}

// The columns of every document that the correction may touch.
void SqlStore::project_again(const Correction& c) {
  general_.reset();
  if (c.kind == CorrectionKind::claim || c.kind == CorrectionKind::cue) return;
  std::vector<std::int64_t> numbers;
  const auto collect = [&](Statement& query) {
    while (query.step()) numbers.push_back(query.integer(0));
    query.reset();
  };
  if (!c.document.empty()) {
    if (const std::int64_t number = db_.find(c.document); number != 0) numbers.push_back(number);
  } else if (c.kind == CorrectionKind::alias) {
    if (auto condition = db_.holds(without_quotes(c.value.text), false)) {
      Conditions conditions;
      conditions.add(std::move(*condition));
      const auto query =
          db_.statement("SELECT d.number FROM documents d WHERE true" + conditions.sql() + " ORDER BY d.{arrival}");
      conditions.bind(*query);
      collect(*query);
    }
  } else {
    // By what it was, and, where it is taken back, by what it is.
    collect(prepared("SELECT DISTINCT document FROM document_actors WHERE actor = ?1 OR actor = ?2")
                .bind(1, c.value.was)
                .bind(2, c.value.actor.value_or("")));
  }
  for (const std::int64_t n : numbers) project_again(n);
}

Result<Correction> SqlStore::correct(const Correction& correction) {
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
    finish();
    return c;
  });
}

Result<Correction> SqlStore::undo_correction(std::int64_t number) {
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
    finish();
    return found;
  });
  if (!undone) return undone.error();
  if (undone->empty()) return Error{ErrorCode::not_found, fmt::format("there is no correction {}", number), path_};
  return undone->front();
}

Result<std::vector<KeptCorrection>> SqlStore::corrections(const std::string& document) {
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
      if (const std::int64_t number = db_.find(id); number != 0) record = record_of(db_, number);
      const std::vector<CorrectionState> states = apply_corrections(all, record);
      for (std::size_t k = 0; k < places.size(); ++k) out[places[k]].state = states[first + k];
    }
    return out;
  });
}

Result<std::vector<DoubtfulItem>> SqlStore::doubtful(std::optional<CorrectionKind> kind, std::size_t limit) {
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
            "SELECT confidence, document, number FROM mentions WHERE confidence < 0.7 ORDER BY confidence, {arrival_of}, number "
            "LIMIT ?1");
    collect(
        CorrectionKind::attribution,
        "SELECT confidence, document, number FROM attributions WHERE confidence < 0.7 ORDER BY confidence, {arrival_of}, number "
        "LIMIT ?1");
    collect(CorrectionKind::event,
            "SELECT confidence, document, number FROM events WHERE confidence < 0.7 ORDER BY confidence, {arrival_of}, number "
            "LIMIT ?1");
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.confidence < b.confidence; });
    if (rows.size() > limit) rows.resize(limit);
    std::vector<DoubtfulItem> out;
    std::map<std::int64_t, Record> records;
    for (const Row& row : rows) {
      auto found = records.find(row.document);
      if (found == records.end()) {
        found = records.emplace(row.document, corrected(record_of(db_, row.document))).first;
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
