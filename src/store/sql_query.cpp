#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "store/search_query.h"
#include "store/sql_links.h"
#include "store/sql_store.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::store {
namespace {

constexpr std::size_t kSentencesOfHit = 3;

// Whether two dates are a quarter of a year apart at most, counted in months.
bool are_near(const std::string& a, const std::string& b) {
  const auto months = [](const std::string& date) {
    int year = 0;
    int month = 0;
    const auto [end, error] = std::from_chars(date.data(), date.data() + date.size(), year);  // 2018-03-31
    if (error == std::errc() && end != date.data() + date.size()) std::from_chars(end + 1, date.data() + date.size(), month);
    return 12 * year + month;
  };
  return months(b) - months(a) <= 3;
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

std::string line_of(Database& database, std::int64_t number) {
  auto& query = database.prepared("SELECT record, record_size FROM documents WHERE number = ?1");
  if (!query.bind(1, number).step()) damaged("a document is missing");
  std::string line = decompress(query.text(0), static_cast<std::size_t>(query.integer(1)));
  query.reset();
  return line;
}

Record record_of(Database& database, std::int64_t number) {
  auto record = read_record(line_of(database, number));
  if (!record) damaged(record.error().message);
  return std::move(*record);
}

std::string without_quotes(std::string_view phrase) {
  std::string out(phrase);
  std::erase(out, '"');
  return out;
}

Result<std::int64_t> SqlStore::number_of(const std::string& id) {
  auto number = guard([&] { return db_.find(id); });
  if (number && *number == 0) return Error{ErrorCode::not_found, fmt::format("no document \"{}\" in the store", id), path_};
  return number;
}

Result<std::string> SqlStore::line(const std::string& id) {
  const auto number = number_of(id);
  if (!number) return number.error();
  return guard([&] { return line_of(db_, *number); });
}

Result<Record> SqlStore::record(const std::string& id) {
  const auto read = line(id);
  if (!read) return read.error();
  auto machine = read_record(*read, id);
  if (!machine) return machine.error();
  return guard([&] { return corrected(std::move(*machine)); });
}

Result<DocumentLinks> SqlStore::links(const std::string& id) {
  const auto number = number_of(id);
  if (!number) return number.error();
  return guard([&] {
    DocumentLinks out = db_.links()->links(*number);
    if (out.story.empty()) out.story = id;
    return out;
  });
}

Result<std::vector<std::string>> SqlStore::resolve(const std::string& text) {
  return guard([&] {
    std::vector<std::string> out;
    // The closest reading that finds anything: the id, the path, the end of a path, the beginning of an id.
    for (const char* sql :
         {"SELECT id FROM documents WHERE id = ?1",
          "SELECT id FROM documents WHERE number IN (SELECT document FROM inputs WHERE path = ?1) ORDER BY {arrival}",
          "SELECT id FROM documents WHERE number IN (SELECT document FROM inputs "
          "WHERE substr(path, length(path) - length(?1)) = '/' || ?1 OR path {like} '%/' || ?1 || '.___' ESCAPE '\\' "
          "OR path {like} '%/' || ?1 || '.____' ESCAPE '\\') ORDER BY {arrival}",
          "SELECT id FROM documents WHERE substr(id, 1, length(?1)) = ?1 ORDER BY {arrival}"}) {
      auto& query = prepared(sql);
      query.bind(1, text);
      while (query.step()) out.push_back(query.text(0));
      query.reset();
      if (!out.empty()) break;
    }
    return out;
  });
}

Conditions SqlStore::conditions_of(const DocumentFilter& f, bool is_exact) {
  Conditions out;
  if (!f.actor.empty()) {
    write_totals();
    auto& query = prepared("SELECT 1 FROM actor_totals WHERE actor = ?1");
    const bool is_id = query.bind(1, f.actor).step();
    query.reset();
    if (is_id) {
      out.add({"{+}d.number IN (SELECT document FROM document_actors WHERE actor = {})", {f.actor}});
    } else {
      if (auto words = db_.holds(without_quotes(f.actor), is_exact)) out.add(std::move(*words));
      out.add({"EXISTS (SELECT 1 FROM document_actors a WHERE a.document = d.number AND {instr}(a.forms, {}) > 0)",
               {text::folded(f.actor)}});
    }
  }
  if (!f.outlet.empty()) {
    out.add({"{+}d.number IN (SELECT number FROM documents WHERE outlet = {} OR {instr}(outlet_name, {}) > 0)",
             {f.outlet, f.outlet}});
  }
  if (!f.from.empty()) out.add({fmt::format("{0} >= {{}} AND {0} < '9'", kPublished), {f.from}});
  if (!f.to.empty()) out.add({fmt::format("substr({}, 1, length({{}})) <= {{}}", kPublished), {f.to, f.to}});
  if (!f.event.empty()) out.add({"EXISTS (SELECT 1 FROM events e WHERE e.document = d.number AND e.type = {})", {f.event}});
  return out;
}

std::vector<std::string> SqlStore::filtered_ids(const DocumentFilter& filter) {
  const Conditions conditions = conditions_of(filter, false);
  const auto query = db_.statement(
      fmt::format("SELECT d.id FROM documents d WHERE true{} ORDER BY {}, d.{{arrival}}", conditions.sql(), kPublished));
  conditions.bind(*query);
  std::vector<std::string> out;
  while (query->step()) out.push_back(query->text(0));
  return out;
}

Result<std::vector<std::string>> SqlStore::ids(const DocumentFilter& filter) {
  return guard([&] { return filtered_ids(filter); });
}

Result<LatestDocuments> SqlStore::latest(const DocumentFilter& filter, std::size_t limit) {
  return guard([&] {
    LatestDocuments out;
    const Conditions conditions = conditions_of(filter, false);
    const auto count = db_.statement("SELECT count(*) FROM documents d WHERE true" + conditions.sql());
    const auto query =
        db_.statement(fmt::format("SELECT d.id FROM documents d WHERE true{0} ORDER BY {1} DESC, d.{{arrival}} DESC LIMIT {2}",
                                  conditions.sql(), kPublished, limit));
    conditions.bind(*count);
    conditions.bind(*query);
    count->step();
    out.total = static_cast<std::uint64_t>(count->integer(0));
    while (query->step()) out.ids.push_back(query->text(0));
    std::reverse(out.ids.begin(), out.ids.end());
    return out;
  });
}

// All that meet the conditions, the latest first; those without a date come last.
FoundAll SqlStore::listed(const Conditions& conditions, std::size_t limit) {
  const auto count = db_.statement("SELECT count(*) FROM documents d WHERE true" + conditions.sql());
  const auto query = db_.statement(
      fmt::format("SELECT d.id, d.number FROM documents d{{by_date}} WHERE {0} > ''{1} ORDER BY {0} = '9', {0} DESC, "
                  "d.{{arrival}} LIMIT {2}",
                  kPublished, conditions.sql(), limit));
  conditions.bind(*count);
  conditions.bind(*query);
  FoundAll out;
  count->step();
  out.total = static_cast<std::uint64_t>(count->integer(0));
  while (query->step()) out.first.push_back({query->integer(1), query->text(0), 0});
  return out;
}

Result<SearchResult> SqlStore::search(const SearchQuery& search) {
  const ParsedQuery parsed = parse_query(search.words, search.is_exact);
  if (parsed.has_only_exclusions) return Error{ErrorCode::usage, "only excluded words; give at least one that has to be there"};
  return guard([&] {
    const bool has_words = !parsed.match.empty();
    const Conditions conditions = conditions_of(search.filter, has_words && search.is_exact);
    const FoundAll found = has_words ? db_.search(parsed, conditions, search.limit) : listed(conditions, search.limit);
    SearchResult out;
    out.total = found.total;
    for (const Found& f : found.first) {
      SearchHit& hit = out.hits.emplace_back();
      hit.id = f.id;
      hit.score = f.score;
      mark(hit, record_of(db_, f.number), parsed.terms);
    }
    return out;
  });
}

std::vector<std::pair<std::string, std::uint64_t>> SqlStore::volume(const std::string& first, const std::string& last) {
  auto& query =
      prepared(are_near(first, last)
                   ? "SELECT substr(published, 1, 10), count(*) FROM documents WHERE published IS NOT NULL GROUP BY 1 ORDER BY 1"
                   : "SELECT substr(published, 1, 7), count(*) FROM documents WHERE published IS NOT NULL GROUP BY 1 ORDER BY 1");
  std::vector<std::pair<std::string, std::uint64_t>> out;
  while (query.step()) out.emplace_back(query.text(0), static_cast<std::uint64_t>(query.integer(1)));
  query.reset();
  return out;
}

Result<StoreSummary> SqlStore::summary() {
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
    s.volume = volume(s.first_date, s.last_date);
    return s;
  });
}

namespace {

// Rows of three texts and two counts.
template <class Count>
std::vector<Count> counts_of(Statement& query) {
  std::vector<Count> out;
  while (query.step()) {
    out.push_back({query.text(0), query.text(1), query.text(2), static_cast<std::uint64_t>(query.integer(3)),
                   static_cast<std::uint64_t>(query.integer(4))});
  }
  query.reset();
  return out;
}

}  // namespace

Result<std::vector<ActorCount>> SqlStore::actors(std::size_t limit) {
  return guard([&] {
    write_totals();
    auto& query = prepared(
        "SELECT id, name, type, documents, mentions FROM actors WHERE type <> 'place' ORDER BY documents DESC, mentions DESC, id "
        "LIMIT ?1");
    query.bind(1, static_cast<std::int64_t>(limit));
    return counts_of<ActorCount>(query);
  });
}

Result<std::vector<LabelCount>> SqlStore::labels(std::size_t limit) {
  return guard([&] {
    auto& query = prepared(
        "SELECT actor, label, text, count(*), count(DISTINCT document) FROM mentions WHERE label <> 'neutral' AND actor IS NOT "
        "NULL "
        "GROUP BY actor, label, text ORDER BY 4 DESC, actor, text, label LIMIT ?1");
    query.bind(1, static_cast<std::int64_t>(limit));
    return counts_of<LabelCount>(query);
  });
}

Result<std::vector<Failure>> SqlStore::failures() {
  return guard([&] {
    std::vector<Failure> out;
    auto& query = prepared("SELECT path, line, code, reason FROM inputs WHERE state = 'failed' ORDER BY path, line, input_hash");
    while (query.step()) out.push_back({query.text(0), static_cast<long>(query.integer(1)), query.text(2), query.text(3)});
    query.reset();
    return out;
  });
}

}  // namespace isnad::store
