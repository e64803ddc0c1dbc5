#include "store/sqlite_links.h"

#include <limits>

#include "text/utf8.h"

namespace isnad::store {
namespace {

// Spans as they are kept: four bytes each for begin and end, little-endian.
std::string packed(const std::vector<CharSpan>& spans) {
  std::string out;
  for (const CharSpan s : spans) {
    for (const std::uint32_t n : {s.begin.value, s.end.value}) {
      for (unsigned shift = 0; shift < 32; shift += 8) out.push_back(static_cast<char>(n >> shift));
    }
  }
  return out;
}

std::vector<CharSpan> unpacked(std::string_view bytes) {
  const auto number = [&](std::size_t at) {
    std::uint32_t n = 0;
    for (std::size_t i = 0; i < 4; ++i) n |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
    return n;
  };
  std::vector<CharSpan> out;
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) out.push_back({CharOffset(number(at)), CharOffset(number(at + 4))});
  return out;
}

[[noreturn]] void damaged() { throw SqlError(SQLITE_CORRUPT, "a sketch is damaged"); }

}  // namespace

bool SqliteLinks::has_sketch(std::int64_t document, const link::Sketch& sketch, std::string_view terms, std::string_view runs) {
  auto& query = store_.prepared(R"(SELECT "order" = ?2 AND terms = ?3 AND runs = ?4 FROM sketches WHERE document = ?1)");
  query.bind(1, document).bind(2, sketch.order).bind_blob(3, terms).bind_blob(4, runs);
  const bool is_same = query.step() && query.integer(0) != 0;
  query.reset();
  return is_same;
}

void SqliteLinks::put_sketch(std::int64_t document, const link::Sketch& sketch) {
  const std::string terms = encode_terms(sketch);
  const std::string runs = encode_runs(sketch);
  if (has_sketch(document, sketch, terms, runs)) return;
  remove(document);
  store_
      .prepared(
          R"(INSERT INTO sketches (document, "order", day, state, component, terms, runs) VALUES (?1, ?2, ?3, 0, ?1, ?4, ?5))")
      .bind(1, document)
      .bind(2, sketch.order)
      .bind(3, std::int64_t{sketch.day})
      .bind_blob(4, terms)
      .bind_blob(5, runs)
      .run();
  for (const std::int64_t shingle : sketch.shingles) {
    store_.prepared("INSERT INTO shingles VALUES (?1, ?2, ?3, ?4)")
        .bind(1, shingle)
        .bind(2, sketch.order)
        .bind(3, document)
        .bind(4, static_cast<std::int64_t>(sketch.shingles.size()))
        .run();
  }
}

void SqliteLinks::remove(std::int64_t document) {
  auto& query = store_.prepared("SELECT 1 FROM sketches WHERE document = ?1");
  const bool is_there = query.bind(1, document).step();
  query.reset();
  if (!is_there) return;
  unlink_document(*this, document);
  const link::Sketch own = sketch(document);
  for (const std::int64_t shingle : own.shingles) {
    store_.prepared(R"(DELETE FROM shingles WHERE shingle = ?1 AND "order" = ?2 AND document = ?3)")
        .bind(1, shingle)
        .bind(2, own.order)
        .bind(3, document)
        .run();
  }
  store_.prepared("DELETE FROM copies WHERE source = ?1").bind(1, document).run();
  store_.prepared("DELETE FROM sketches WHERE document = ?1").bind(1, document).run();
}

void SqliteLinks::sketch_all() {
  const std::vector<std::int64_t> missing = numbers(
      "SELECT number FROM documents WHERE number > ?1 AND number NOT IN (SELECT document FROM sketches) ORDER BY number", 0);
  link::Sketcher sketcher;
  for (const std::int64_t number : missing) {
    const auto record = read_record(store_.line_of(number), store_.path_);
    if (!record) throw SqlError(SQLITE_CORRUPT, record.error().message);
    const Document& d = record->document;
    put_sketch(number, sketcher(d.id, d.published.value, d.title, d.text));
  }
}

DocumentLinks SqliteLinks::links(std::int64_t document) {
  DocumentLinks out;
  auto& story = store_.prepared(
      "SELECT d.id FROM sketches s JOIN documents d ON d.number = coalesce(s.story, s.document) WHERE s.document = ?1");
  if (story.bind(1, document).step()) out.story = story.text(0);
  story.reset();
  auto& copies = store_.prepared(
      "SELECT d.id, c.share, c.share_of_source, c.passages FROM copies c JOIN documents d ON d.number = c.source "
      "JOIN sketches s ON s.document = c.source WHERE c.document = ?1 ORDER BY c.share DESC, s.\"order\"");
  copies.bind(1, document);
  while (copies.step()) out.copies.push_back({copies.text(0), copies.real(1), copies.real(2), unpacked(copies.text(3))});
  copies.reset();
  return out;
}

std::vector<std::int64_t> SqliteLinks::numbers(const char* sql, std::int64_t document) {
  std::vector<std::int64_t> out;
  auto& query = store_.prepared(sql);
  query.bind(1, document);
  while (query.step()) out.push_back(query.integer(0));
  query.reset();
  return out;
}

std::vector<std::int64_t> SqliteLinks::in_state(LinkState state, std::size_t limit) {
  std::vector<std::int64_t> out;
  auto& query =
      store_.prepared(R"(SELECT document FROM sketches WHERE state = ?1 AND state < 2 ORDER BY "order", document LIMIT ?2)");
  query.bind(1, static_cast<std::int64_t>(state)).bind(2, static_cast<std::int64_t>(limit));
  while (query.step()) out.push_back(query.integer(0));
  query.reset();
  return out;
}

std::uint64_t SqliteLinks::count_in_state(LinkState state) {
  const auto found = numbers("SELECT count(*) FROM sketches WHERE state = ?1 AND state < 2", static_cast<std::int64_t>(state));
  return static_cast<std::uint64_t>(found.front());
}

std::int64_t SqliteLinks::last_order() {
  const auto found = numbers(R"(SELECT "order" FROM sketches WHERE state > ?1 ORDER BY "order" DESC LIMIT 1)", 0);
  return found.empty() ? std::numeric_limits<std::int64_t>::min() : found.front();
}

LinkState SqliteLinks::state_of(std::int64_t document) {
  const auto found = numbers("SELECT state FROM sketches WHERE document = ?1", document);
  return found.empty() ? LinkState::fresh : static_cast<LinkState>(found.front());
}

void SqliteLinks::set_state(std::int64_t document, LinkState state) {
  store_.prepared("UPDATE sketches SET state = ?2 WHERE document = ?1")
      .bind(1, document)
      .bind(2, static_cast<std::int64_t>(state))
      .run();
}

link::Sketch SqliteLinks::read(const char* sql, std::int64_t document) {
  link::Sketch out;
  auto& query = store_.prepared(sql);
  if (!query.bind(1, document).step()) damaged();
  out.order = query.integer(0);
  out.day = static_cast<std::int32_t>(query.integer(1));
  const bool is_whole = decode_terms(query.text(2), out) && (query.columns() == 3 || decode_runs(query.text(3), out));
  query.reset();
  if (!is_whole) damaged();
  return out;
}

link::Sketch SqliteLinks::sketch(std::int64_t document) {
  return read(R"(SELECT "order", day, terms, runs FROM sketches WHERE document = ?1)", document);
}

link::Sketch SqliteLinks::terms(std::int64_t document) {
  return read(R"(SELECT "order", day, terms FROM sketches WHERE document = ?1)", document);
}

void SqliteLinks::each_of_days(std::int32_t first, std::int32_t last,
                               const std::function<void(std::int64_t document, const link::Sketch&)>& use) {
  auto& query = store_.prepared(
      R"(SELECT document, "order", day, terms FROM sketches WHERE day BETWEEN ?1 AND ?2 OR day = -1 ORDER BY "order", document)");
  query.bind(1, std::int64_t{first}).bind(2, std::int64_t{last});
  while (query.step()) {
    link::Sketch s;
    s.order = query.integer(1);
    s.day = static_cast<std::int32_t>(query.integer(2));
    if (!decode_terms(query.text(3), s)) damaged();
    use(query.integer(0), s);
  }
  query.reset();
}

void SqliteLinks::holders(const char* sql, std::int64_t shingle, std::int64_t order, std::size_t limit,
                          std::vector<link::Holder>& out) {
  auto& query = store_.prepared(sql);
  query.bind(1, shingle).bind(2, order).bind(3, static_cast<std::int64_t>(limit));
  while (query.step()) out.push_back({query.integer(0), static_cast<std::uint32_t>(query.integer(1))});
  query.reset();
}

void SqliteLinks::holders_before(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) {
  holders(R"(SELECT document, size FROM shingles WHERE shingle = ?1 AND "order" < ?2 ORDER BY "order" DESC LIMIT ?3)", shingle,
          order, limit, out);
}

void SqliteLinks::holders_after(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) {
  holders(R"(SELECT document, size FROM shingles WHERE shingle = ?1 AND "order" > ?2 ORDER BY "order" LIMIT ?3)", shingle, order,
          limit, out);
}

std::vector<std::int64_t> SqliteLinks::copied_by(std::int64_t document) {
  return numbers("SELECT source FROM copies WHERE document = ?1", document);
}

void SqliteLinks::replace_copies(std::int64_t document, const std::vector<link::Copy>& copies) {
  store_.prepared("DELETE FROM copies WHERE document = ?1").bind(1, document).run();
  if (copies.empty()) return;
  const auto record = read_record(store_.line_of(document), store_.path_);
  if (!record) throw SqlError(SQLITE_CORRUPT, record.error().message);
  const std::string& text = record->document.text;
  text::CharIndex chars;
  chars.build(text);
  for (const link::Copy& c : copies) {
    std::vector<CharSpan> passages;
    for (const ByteSpan p : link::bytes_of(c.passages, text))
      passages.push_back({chars.to_char(p.begin, text), chars.to_char(p.end, text)});
    store_.prepared("INSERT INTO copies VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(1, document)
        .bind(2, c.from)
        .bind(3, c.share)
        .bind(4, c.share_of_from)
        .bind_blob(5, packed(passages))
        .run();
  }
}

std::int64_t SqliteLinks::component(std::int64_t document) {
  return numbers("SELECT component FROM sketches WHERE document = ?1", document).front();
}

void SqliteLinks::rename_component(std::int64_t from, std::int64_t to) {
  store_.prepared("UPDATE sketches SET component = ?2 WHERE component = ?1").bind(1, from).bind(2, to).run();
}

std::vector<std::int64_t> SqliteLinks::members(std::int64_t component) {
  return numbers("SELECT document FROM sketches WHERE component = ?1 ORDER BY document", component);
}

void SqliteLinks::set_story(std::int64_t document, std::int64_t first) {
  store_.prepared("UPDATE sketches SET story = ?2 WHERE document = ?1 AND story IS NOT ?2")
      .bind(1, document)
      .bind(2, first)
      .run();
}

void SqliteLinks::commit() { execute(store_.db_, "COMMIT; BEGIN IMMEDIATE;"); }

}  // namespace isnad::store
