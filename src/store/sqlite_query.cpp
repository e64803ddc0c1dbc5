#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "store/search_query.h"
#include "store/sqlite_links.h"
#include "store/sqlite_store.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::store {
namespace {

constexpr std::size_t kSentencesOfHit = 3;

// When a document was published, "9" where that is not known: the first column of an index that has all that a list of
// documents needs.
constexpr std::string_view kPublished = "coalesce(d.published, '9')";

// The conditions of a filter on `documents d`, and the values they bind from position `first` on. A "+" keeps SQLite from looking
// up each row of a set: the index above is walked instead.
struct Conditions {
  std::string sql;
  std::vector<std::string> values;
  int next;

  Conditions(const DocumentFilter& f, const ActorWords& actor, int first) : next(first) {
    if (actor.is_id) {
      add("+d.number IN (SELECT document FROM document_actors WHERE actor = ?{})", {f.actor});
    } else if (!f.actor.empty()) {
      if (!actor.match.empty()) add("+d.number IN (SELECT rowid FROM words WHERE words MATCH ?{})", {actor.match});
      add("EXISTS (SELECT 1 FROM document_actors a WHERE a.document = d.number AND instr(a.forms, ?{}) > 0)",
          {text::folded(f.actor)});
    }
    if (!f.outlet.empty())
      add("+d.number IN (SELECT number FROM documents WHERE outlet = ?{} OR instr(outlet_name, ?{}) > 0)", {f.outlet, f.outlet});
    if (!f.from.empty()) add(fmt::format("{0} >= ?{{}} AND {0} < '9'", kPublished), {f.from});
    if (!f.to.empty()) add(fmt::format("substr({}, 1, length(?{{}})) <= ?{{}}", kPublished), {f.to, f.to});
    if (!f.event.empty()) add("EXISTS (SELECT 1 FROM events e WHERE e.document = d.number AND e.type = ?{})", {f.event});
  }

  void bind(Statement& statement) const {
    for (std::size_t i = 0; i < values.size(); ++i) statement.bind(next - static_cast<int>(values.size() - i), values[i]);
  }

 private:
  void add(std::string condition, std::vector<std::string> bound) {
    for (std::string& value : bound) {
      const std::size_t at = condition.find("{}");
      condition.replace(at, 2, std::to_string(next++));
      values.push_back(std::move(value));
    }
    sql += " AND " + condition;
  }
};

// What is found: with words by score, the rows of documents read only for those that can be among the first.
std::string search_sql(bool has_words, const std::string& conditions, std::size_t limit) {
  if (!has_words) {
    return fmt::format(
        "SELECT d.id, d.number, 0.0 AS score FROM documents d INDEXED BY documents_order WHERE {0} > ''{1} "
        "ORDER BY {0} = '9', {0} DESC, d.number LIMIT {2}",
        kPublished, conditions, limit);
  }
  return fmt::format(
      "WITH found AS MATERIALIZED (SELECT words.rowid AS n, bm25(words, 4.0, 1.0) AS score FROM words{3} WHERE words MATCH "
      "?1{1}) "
      "SELECT d.id, d.number, score FROM found JOIN documents d ON d.number = n "
      "WHERE score <= ifnull((SELECT score FROM found ORDER BY score LIMIT 1 OFFSET {2} - 1), 1e9) "
      "ORDER BY score, {0} = '9', {0} DESC, d.number LIMIT {2}",
      kPublished, conditions, limit, conditions.empty() ? "" : " JOIN documents d ON d.number = words.rowid");
}

void mark(SearchHit& hit, const Record& record, const std::vector<std::string>& terms) {
  const std::string_view text = record.document.text;
  const std::vector<TermMatch> matches = find_terms(text, terms);
  text::CharIndex chars;
  chars.build(text);
  struct Candidate {
    std::size_t sentence;
    std::set<std::size_t> terms;
  };
  std::vector<Candidate> candidates;
  std::vector<CharSpan> spans;
  std::size_t s = 0;
  for (const TermMatch& m : matches) {
    const CharSpan span{chars.to_char(m.span.begin, text), chars.to_char(m.span.end, text)};
    spans.push_back(span);
    while (s < record.sentences.size() && record.sentences[s].end <= span.begin) ++s;
    if (s == record.sentences.size()) break;
    if (candidates.empty() || candidates.back().sentence != s) candidates.push_back({s, {}});
    candidates.back().terms.insert(m.term);
  }
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const Candidate& a, const Candidate& b) { return a.terms.size() > b.terms.size(); });
  if (candidates.size() > kSentencesOfHit) candidates.resize(kSentencesOfHit);
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) { return a.sentence < b.sentence; });
  for (const Candidate& c : candidates) {
    const CharSpan sentence = record.sentences[c.sentence];
    hit.sentences.push_back(sentence);
    std::copy_if(spans.begin(), spans.end(), std::back_inserter(hit.matches),
                 [&](const CharSpan& m) { return sentence.contains(m); });
  }
}

}  // namespace

std::string SqliteStore::line_of(std::int64_t number) {
  auto& query = prepared("SELECT record, record_size FROM documents WHERE number = ?1");
  if (!query.bind(1, number).step()) throw SqlError(SQLITE_CORRUPT, "a document is missing");
  std::string line = decompress(query.text(0), static_cast<std::size_t>(query.integer(1)));
  query.reset();
  return line;
}

Result<std::int64_t> SqliteStore::number_of(const std::string& id) {
  auto number = guard([&] {
    auto& query = prepared("SELECT number FROM documents WHERE id = ?1");
    const std::int64_t found = query.bind(1, id).step() ? query.integer(0) : 0;
    query.reset();
    return found;
  });
  if (number && *number == 0) return Error{ErrorCode::not_found, fmt::format("no document \"{}\" in the store", id), path_};
  return number;
}

Result<std::string> SqliteStore::line(const std::string& id) {
  const auto number = number_of(id);
  if (!number) return number.error();
  return guard([&] { return line_of(*number); });
}

Result<Record> SqliteStore::record(const std::string& id) {
  const auto read = line(id);
  if (!read) return read.error();
  auto machine = read_record(*read, id);
  if (!machine) return machine.error();
  return guard([&] { return corrected(std::move(*machine)); });
}

Result<DocumentLinks> SqliteStore::links(const std::string& id) {
  const auto number = number_of(id);
  if (!number) return number.error();
  return guard([&] {
    DocumentLinks out = SqliteLinks(*this).links(*number);
    if (out.story.empty()) out.story = id;
    return out;
  });
}

Result<std::vector<std::string>> SqliteStore::resolve(const std::string& text) {
  return guard([&] {
    std::vector<std::string> out;
    // The closest reading that finds anything: the id, the path, the end of a path, the beginning of an id.
    for (const char* sql :
         {"SELECT id FROM documents WHERE id = ?1",
          "SELECT DISTINCT d.id FROM inputs i JOIN documents d ON d.number = i.document WHERE i.path = ?1 ORDER BY d.number",
          "SELECT DISTINCT d.id FROM inputs i JOIN documents d ON d.number = i.document "
          "WHERE substr(i.path, -length(?1) - 1) = '/' || ?1 OR i.path LIKE '%/' || ?1 || '.___' ESCAPE '\\' "
          "OR i.path LIKE '%/' || ?1 || '.____' ESCAPE '\\' ORDER BY d.number",
          "SELECT id FROM documents WHERE substr(id, 1, length(?1)) = ?1 ORDER BY number"}) {
      auto& query = prepared(sql);
      query.bind(1, text);
      while (query.step()) out.push_back(query.text(0));
      query.reset();
      if (!out.empty()) break;
    }
    return out;
  });
}

ActorWords SqliteStore::actor_words(const std::string& actor) {
  if (actor.empty()) return {};
  auto& query = prepared("SELECT 1 FROM actor_totals WHERE actor = ?1");
  const bool is_id = query.bind(1, actor).step();
  query.reset();
  if (is_id) return {true, {}};
  std::string phrase = actor;
  std::erase(phrase, '"');
  return {false, parse_query('"' + phrase + '"', is_exact_).match};
}

std::vector<std::string> SqliteStore::filtered_ids(const DocumentFilter& filter) {
  const Conditions conditions(filter, actor_words(filter.actor), 1);
  Statement query(db_, fmt::format("SELECT d.id FROM documents d WHERE 1{} ORDER BY {}, d.number", conditions.sql, kPublished));
  conditions.bind(query);
  std::vector<std::string> out;
  while (query.step()) out.push_back(query.text(0));
  return out;
}

Result<std::vector<std::string>> SqliteStore::ids(const DocumentFilter& filter) {
  return guard([&] { return filtered_ids(filter); });
}

Result<LatestDocuments> SqliteStore::latest(const DocumentFilter& filter, std::size_t limit) {
  return guard([&] {
    LatestDocuments out;
    const Conditions conditions(filter, actor_words(filter.actor), 1);
    Statement count(db_, "SELECT count(*) FROM documents d WHERE 1" + conditions.sql);
    Statement query(db_, fmt::format("SELECT d.id FROM documents d WHERE 1{0} ORDER BY {1} DESC, d.number DESC LIMIT {2}",
                                     conditions.sql, kPublished, limit));
    conditions.bind(count);
    conditions.bind(query);
    count.step();
    out.total = static_cast<std::uint64_t>(count.integer(0));
    while (query.step()) out.ids.push_back(query.text(0));
    std::reverse(out.ids.begin(), out.ids.end());
    return out;
  });
}

Result<SearchResult> SqliteStore::search(const SearchQuery& search) {
  const ParsedQuery parsed = parse_query(search.words, search.is_exact);
  if (parsed.has_only_exclusions) return Error{ErrorCode::usage, "only excluded words; give at least one that has to be there"};
  is_exact_ = search.is_exact;
  auto result = guard([&] {
    SearchResult out;
    const bool has_words = !parsed.match.empty();
    const Conditions conditions(search.filter, actor_words(search.filter.actor), has_words ? 2 : 1);
    const char* from =
        has_words ? "FROM words JOIN documents d ON d.number = words.rowid WHERE words MATCH ?1" : "FROM documents d WHERE 1";
    Statement count(db_, conditions.sql.empty() && has_words ? "SELECT count(*) FROM words WHERE words MATCH ?1"
                                                             : std::string("SELECT count(*) ") + from + conditions.sql);
    Statement query(db_, search_sql(has_words, conditions.sql, search.limit));
    for (Statement* s : {&count, &query}) {
      if (has_words) s->bind(1, parsed.match);
      conditions.bind(*s);
    }
    count.step();
    out.total = static_cast<std::uint64_t>(count.integer(0));
    while (query.step()) {
      SearchHit& hit = out.hits.emplace_back();
      hit.id = query.text(0);
      hit.score = -query.real(2);
      const auto record = read_record(line_of(query.integer(1)), path_);
      if (!record) throw SqlError(SQLITE_CORRUPT, record.error().message);
      mark(hit, *record, parsed.terms);
    }
    return out;
  });
  is_exact_ = false;
  return result;
}

Result<StoreSummary> SqliteStore::summary() {
  return guard([&] {
    StoreSummary s;
    const auto number = [&](const char* sql) {
      auto& query = prepared(sql);
      query.step();
      const auto n = static_cast<std::uint64_t>(query.integer(0));
      query.reset();
      return n;
    };
    s.documents = number("SELECT count(*) FROM documents");
    s.outlets = number("SELECT count(DISTINCT coalesce(outlet, outlet_name)) FROM documents");
    s.undated = number("SELECT count(*) FROM documents WHERE published IS NULL");
    s.not_arabic = number("SELECT count(*) FROM documents WHERE language <> 'ar'");
    s.failures = number("SELECT count(*) FROM inputs WHERE state = 'failed'");
    s.attributions = number("SELECT count(*) FROM attributions");
    s.events = number("SELECT count(*) FROM events");
    s.moves = number("SELECT count(*) FROM events WHERE move IS NOT NULL");
    auto& dates = prepared("SELECT min(published), max(published) FROM documents");
    dates.step();
    s.first_date = dates.text(0);
    s.last_date = dates.text(1);
    dates.reset();
    return s;
  });
}

Result<std::vector<ActorCount>> SqliteStore::actors(std::size_t limit) {
  return guard([&] {
    std::vector<ActorCount> out;
    auto& query = prepared(
        "SELECT id, name, type, documents, mentions FROM actors WHERE type <> 'place' ORDER BY documents DESC, mentions DESC, id "
        "LIMIT ?1");
    query.bind(1, static_cast<std::int64_t>(limit));
    while (query.step()) {
      out.push_back({query.text(0), query.text(1), query.text(2), static_cast<std::uint64_t>(query.integer(3)),
                     static_cast<std::uint64_t>(query.integer(4))});
    }
    query.reset();
    return out;
  });
}

Result<std::vector<LabelCount>> SqliteStore::labels(std::size_t limit) {
  return guard([&] {
    std::vector<LabelCount> out;
    auto& query = prepared(
        "SELECT actor, label, text, count(*), count(DISTINCT document) FROM mentions WHERE label <> 'neutral' AND actor IS NOT "
        "NULL "
        "GROUP BY actor, label, text ORDER BY 4 DESC, actor, text LIMIT ?1");
    query.bind(1, static_cast<std::int64_t>(limit));
    while (query.step()) {
      out.push_back({query.text(0), query.text(1), query.text(2), static_cast<std::uint64_t>(query.integer(3)),
                     static_cast<std::uint64_t>(query.integer(4))});
    }
    query.reset();
    return out;
  });
}

Result<std::vector<Failure>> SqliteStore::failures() {
  return guard([&] {
    std::vector<Failure> out;
    auto& query = prepared("SELECT path, line, code, reason FROM inputs WHERE state = 'failed' ORDER BY path, line");
    while (query.step()) out.push_back({query.text(0), static_cast<long>(query.integer(1)), query.text(2), query.text(3)});
    query.reset();
    return out;
  });
}

}  // namespace isnad::store
