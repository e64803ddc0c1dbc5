#include "store/sql_links.h"

#include "store/sql_store.h"

#include <algorithm>
#include <limits>

#include "link/overlap.h"
#include "text/utf8.h"

namespace isnad::store {
namespace {

constexpr Table kSketches{"sketches", R"(document, "order", day, state, component, terms, runs)"};
constexpr Table kShingles{"shingles", R"(shingle, "order", document, size)"};
constexpr Table kCopies{"copies", "document, source, share, share_of_source, passages"};

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

[[noreturn]] void damaged_sketch() { damaged("a sketch is damaged"); }

}  // namespace

bool SqlLinks::has_sketch(std::int64_t document, const link::Sketch& sketch, std::string_view terms, std::string_view runs) {
  auto& query = db_.prepared(R"(SELECT "order" = ?2 AND terms = ?3 AND runs = ?4 FROM sketches WHERE document = ?1)");
  query.bind(1, document).bind(2, sketch.order).bind_blob(3, terms).bind_blob(4, runs);
  const bool is_same = query.step() && query.integer(0) != 0;
  query.reset();
  return is_same;
}

void SqlLinks::put_sketch(std::int64_t document, const link::Sketch& sketch) {
  const std::string terms = encode_terms(sketch);
  const std::string runs = encode_runs(sketch);
  if (has_sketch(document, sketch, terms, runs)) return;
  remove(document);
  add_sketch(document, sketch);
}

void SqlLinks::add_sketch(std::int64_t document, const link::Sketch& sketch) {
  db_.row(kSketches)
      .bind(1, document)
      .bind(2, sketch.order)
      .bind(3, std::int64_t{sketch.day})
      .bind(4, static_cast<std::int64_t>(LinkState::fresh))
      .bind(5, document)
      .bind_blob(6, encode_terms(sketch))
      .bind_blob(7, encode_runs(sketch))
      .run();
  for (const std::int64_t shingle : sketch.shingles) {
    db_.row(kShingles)
        .bind(1, shingle)
        .bind(2, sketch.order)
        .bind(3, document)
        .bind(4, static_cast<std::int64_t>(sketch.shingles.size()))
        .run();
  }
}

void SqlLinks::remove(std::int64_t document) {
  auto& query = db_.prepared("SELECT 1 FROM sketches WHERE document = ?1");
  const bool is_there = query.bind(1, document).step();
  query.reset();
  if (!is_there) return;
  unlink_document(*this, document);
  remove_shingles(document, sketch(document));
  db_.prepared("DELETE FROM copies WHERE source = ?1").bind(1, document).run();
  db_.prepared("DELETE FROM sketches WHERE document = ?1").bind(1, document).run();
}

void SqlLinks::remove_shingles(std::int64_t document, const link::Sketch& sketch) {
  for (const std::int64_t shingle : sketch.shingles) {
    db_.prepared(R"(DELETE FROM shingles WHERE shingle = ?1 AND "order" = ?2 AND document = ?3)")
        .bind(1, shingle)
        .bind(2, sketch.order)
        .bind(3, document)
        .run();
  }
}

void SqlLinks::sketch_all() {
  auto& known = db_.prepared("SELECT 1 FROM meta WHERE key = 'sketched'");
  const bool is_done = known.step();
  known.reset();
  if (is_done) return;
  const std::vector<std::int64_t> missing = numbers(
      "SELECT number FROM documents d WHERE number > ?1 AND NOT EXISTS (SELECT 1 FROM sketches s WHERE s.document = d.number) "
      "ORDER BY {arrival}",
      0);
  link::Sketcher sketcher;
  for (const std::int64_t number : missing) {
    const Record record = record_of(db_, number);
    const Document& d = record.document;
    put_sketch(number, sketcher(d.id, d.published.value, d.title, d.text));
  }
  db_.prepared("INSERT INTO meta VALUES ('sketched', '1')").run();
}

std::string SqlLinks::id_of(std::int64_t document) {
  auto& query = db_.prepared("SELECT id FROM documents WHERE number = ?1");
  std::string id = query.bind(1, document).step() ? query.text(0) : std::string();
  query.reset();
  return id;
}

// Row by row, since each has its shard; few documents copy from others.
DocumentLinks SqlLinks::links(std::int64_t document) {
  DocumentLinks out;
  const auto story = numbers("SELECT story FROM sketches WHERE document = ?1 AND story <> document", document);
  if (!story.empty()) out.story = id_of(story.front());
  std::vector<std::pair<std::int64_t, CopyLink>> copies;  // number of the source, then its order
  auto& query = db_.prepared("SELECT source, share, share_of_source, passages FROM copies WHERE document = ?1 ORDER BY source");
  query.bind(1, document);
  while (query.step()) copies.push_back({query.integer(0), {"", query.real(1), query.real(2), unpacked(query.text(3))}});
  query.reset();
  for (auto& [source, copy] : copies) {
    copy.from = id_of(source);
    const auto order = numbers(R"(SELECT "order" FROM sketches WHERE document = ?1)", source);
    if (order.empty()) damaged_sketch();
    source = order.front();
  }
  std::stable_sort(copies.begin(), copies.end(), [](const auto& a, const auto& b) {
    return std::pair(-a.second.share, a.first) < std::pair(-b.second.share, b.first);
  });
  for (auto& [_, copy] : copies) out.copies.push_back(std::move(copy));
  return out;
}

std::vector<std::int64_t> SqlLinks::numbers(const char* sql, std::int64_t document) {
  std::vector<std::int64_t> out;
  auto& query = db_.prepared(sql);
  query.bind(1, document);
  while (query.step()) out.push_back(query.integer(0));
  query.reset();
  return out;
}

std::vector<std::int64_t> SqlLinks::in_state(LinkState state, std::size_t limit) {
  std::vector<std::int64_t> out;
  auto& query =
      db_.prepared(R"(SELECT document FROM sketches WHERE state = ?1 AND state < 2 ORDER BY "order", document LIMIT ?2)");
  query.bind(1, static_cast<std::int64_t>(state)).bind(2, static_cast<std::int64_t>(limit));
  while (query.step()) out.push_back(query.integer(0));
  query.reset();
  return out;
}

std::uint64_t SqlLinks::count_in_state(LinkState state) {
  const auto found = numbers("SELECT count(*) FROM sketches WHERE state = ?1 AND state < 2", static_cast<std::int64_t>(state));
  return static_cast<std::uint64_t>(found.front());
}

std::int64_t SqlLinks::last_order() {
  const auto found = numbers(R"(SELECT "order" FROM sketches WHERE state > ?1 ORDER BY "order" DESC LIMIT 1)", 0);
  return found.empty() ? std::numeric_limits<std::int64_t>::min() : found.front();
}

LinkState SqlLinks::state_of(std::int64_t document) {
  const auto found = numbers("SELECT state FROM sketches WHERE document = ?1", document);
  return found.empty() ? LinkState::fresh : static_cast<LinkState>(found.front());
}

void SqlLinks::set_state(std::int64_t document, LinkState state) {
  db_.prepared("UPDATE sketches SET state = ?2 WHERE document = ?1")
      .bind(1, document)
      .bind(2, static_cast<std::int64_t>(state))
      .run();
}

link::Sketch SqlLinks::read(const char* sql, std::int64_t document) {
  link::Sketch out;
  auto& query = db_.prepared(sql);
  if (!query.bind(1, document).step()) damaged_sketch();
  out.order = query.integer(0);
  out.day = static_cast<std::int32_t>(query.integer(1));
  const bool is_whole = decode_terms(query.text(2), out) && (query.columns() == 3 || decode_runs(query.text(3), out));
  query.reset();
  if (!is_whole) damaged_sketch();
  return out;
}

link::Sketch SqlLinks::sketch(std::int64_t document) {
  return read(R"(SELECT "order", day, terms, runs FROM sketches WHERE document = ?1)", document);
}

link::Sketch SqlLinks::terms(std::int64_t document) {
  return read(R"(SELECT "order", day, terms FROM sketches WHERE document = ?1)", document);
}

void SqlLinks::each_of_days(std::int32_t first, std::int32_t last,
                            const std::function<void(std::int64_t document, const link::Sketch&)>& use) {
  const auto query = db_.cursor(R"(SELECT document, "order", day, terms FROM sketches WHERE day = -1 UNION ALL )"
                                R"(SELECT document, "order", day, terms FROM sketches WHERE day BETWEEN ?1 AND ?2)");
  query->bind(1, std::int64_t{first}).bind(2, std::int64_t{last});
  while (query->step()) {
    link::Sketch s;
    s.order = query->integer(1);
    s.day = static_cast<std::int32_t>(query->integer(2));
    if (!decode_terms(query->text(3), s)) damaged_sketch();
    use(query->integer(0), s);
  }
}

void SqlLinks::holders(const char* sql, std::int64_t shingle, std::int64_t order, std::size_t limit,
                       std::vector<link::Holder>& out) {
  auto& query = db_.prepared(sql);
  query.bind(1, shingle).bind(2, order).bind(3, static_cast<std::int64_t>(limit));
  while (query.step()) out.push_back({query.integer(0), static_cast<std::uint32_t>(query.integer(1))});
  query.reset();
}

void SqlLinks::holders_before(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) {
  holders(R"(SELECT document, size FROM shingles WHERE shingle = ?1 AND "order" < ?2 ORDER BY "order" DESC LIMIT ?3)", shingle,
          order, limit, out);
}

void SqlLinks::holders_after(std::int64_t shingle, std::int64_t order, std::size_t limit, std::vector<link::Holder>& out) {
  holders(R"(SELECT document, size FROM shingles WHERE shingle = ?1 AND "order" > ?2 ORDER BY "order" LIMIT ?3)", shingle, order,
          limit, out);
}

std::vector<std::int64_t> SqlLinks::copied_by(std::int64_t document) {
  return numbers("SELECT source FROM copies WHERE document = ?1", document);
}

void SqlLinks::replace_copies(std::int64_t document, const std::vector<link::Copy>& copies) {
  db_.prepared("DELETE FROM copies WHERE document = ?1").bind(1, document).run();
  if (copies.empty()) return;
  const Record record = record_of(db_, document);
  const std::string& text = record.document.text;
  text::CharIndex chars;
  chars.build(text);
  const link::Words words = link::words_of(text);
  for (const link::Copy& c : copies) {
    std::vector<CharSpan> passages;
    for (const ByteSpan p : link::bytes_of(c.passages, words))
      passages.push_back({chars.to_char(p.begin, text), chars.to_char(p.end, text)});
    db_.row(kCopies)
        .bind(1, document)
        .bind(2, c.from)
        .bind(3, c.share)
        .bind(4, c.share_of_from)
        .bind_blob(5, packed(passages))
        .run();
  }
}

std::int64_t SqlLinks::component(std::int64_t document) {
  return numbers("SELECT component FROM sketches WHERE document = ?1", document).front();
}

void SqlLinks::rename_component(std::int64_t from, std::int64_t to) {
  db_.prepared("UPDATE sketches SET component = ?2 WHERE component = ?1").bind(1, from).bind(2, to).run();
}

std::vector<std::int64_t> SqlLinks::members(std::int64_t component) {
  return numbers("SELECT document FROM sketches WHERE component = ?1 ORDER BY document", component);
}

void SqlLinks::set_story(std::int64_t document, std::int64_t first) {
  db_.prepared("UPDATE sketches SET story = ?2 WHERE document = ?1 AND story IS DISTINCT FROM ?2")
      .bind(1, document)
      .bind(2, first)
      .run();
}

void SqlLinks::commit() {
  db_.commit();
  db_.begin(Writers::one);
}

}  // namespace isnad::store
