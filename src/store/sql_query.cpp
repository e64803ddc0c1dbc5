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
constexpr std::size_t kRanked = 20000;        // documents with the words asked for: scores of a million would take seconds
constexpr std::uint64_t kFew = 10000;         // documents that are sooner read than those of the store walked in order
constexpr const char* kAfterDates = "~";      // sorts behind whatever follows the beginning of a date
constexpr std::size_t kMonth = 7, kDay = 10;  // characters of a date

// From `from` to `to`; one of them may be empty.
Condition published(const std::string& from, const std::string& to) {
  std::vector<std::string> values;
  std::string sql = "{0} <> '9'";  // no bound: one upper bound is walked to
  if (!from.empty()) sql += " AND {0} >= {{}}", values.push_back(from);
  if (!to.empty()) sql += " AND {0} <= {{}}", values.push_back(to + kAfterDates);
  const std::string set = "SELECT number FROM documents WHERE " + sql;
  return {fmt::format(fmt::runtime(sql), kPublished), std::move(values),
          fmt::format(fmt::runtime(set), "coalesce(published, '9')"), true};
}

Condition one_of(const std::string& set, std::vector<std::string> values) {
  return {"{+}d.number IN (" + set + ")", std::move(values), set};
}

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

// Outlets and their names that the store has, one look into an index for each. Where one is not known the other is empty.
std::vector<std::pair<std::string, std::string>> SqlStore::outlets() {
  std::vector<std::pair<std::string, std::string>> out;
  const auto next = [&](const char* sql, const std::string& after, const std::string& outlet) {
    auto& query = prepared(sql);
    query.bind(1, after);
    if (!outlet.empty()) query.bind(2, outlet);
    std::string found = query.step() ? query.text(0) : std::string();
    query.reset();
    return found;
  };
  const auto add_names = [&](const char* sql, const std::string& outlet) {
    for (std::string name = next(sql, "", outlet); !name.empty(); name = next(sql, name, outlet)) out.emplace_back(outlet, name);
  };
  constexpr const char* kOutlets = "SELECT min(outlet) FROM documents WHERE outlet > ?1";
  for (std::string outlet = next(kOutlets, "", ""); !outlet.empty(); outlet = next(kOutlets, outlet, "")) {
    out.emplace_back(outlet, "");
    add_names("SELECT min(outlet_name) FROM documents WHERE outlet_name > ?1 AND outlet = ?2", outlet);
  }
  add_names("SELECT min(outlet_name) FROM documents WHERE outlet_name > ?1 AND outlet IS NULL", "");
  return out;
}

// Documents of the outlet `text`, or of any whose name holds it.
Condition SqlStore::of_outlet(const std::string& text) {
  std::string set;
  std::vector<std::string> values;
  const auto add = [&](const char* sql, std::initializer_list<std::string> more) {
    set += (set.empty() ? "" : " UNION ALL ") + fmt::format("SELECT number FROM documents WHERE {}", sql);
    values.insert(values.end(), more);
  };
  for (const auto& [outlet, name] : outlets()) {
    if (outlet == text && name.empty()) add("outlet = {}", {outlet});
    if (outlet == text || name.find(text) == std::string::npos) continue;
    outlet.empty() ? add("outlet IS NULL AND outlet_name = {}", {name}) : add("outlet = {} AND outlet_name = {}", {outlet, name});
  }
  return values.empty() ? Condition{"false", {}} : one_of(set, std::move(values));
}

Conditions SqlStore::conditions_of(const DocumentFilter& f, bool is_exact) {
  Conditions out;
  if (!f.actor.empty()) {
    write_totals();
    auto& query = prepared("SELECT 1 FROM actor_totals WHERE actor = ?1");
    const bool is_id = query.bind(1, f.actor).step();
    query.reset();
    if (is_id) {
      out.add(one_of("SELECT document AS number FROM document_actors WHERE actor = {}", {f.actor}));
    } else {
      if (auto words = db_.holds(without_quotes(f.actor), is_exact)) out.add(std::move(*words));
      out.add({"EXISTS (SELECT 1 FROM document_actors a WHERE a.document = d.number AND {instr}(a.forms, {}) > 0)",
               {text::folded(f.actor)}});
    }
  }
  if (!f.outlet.empty()) {
    out.add(of_outlet(f.outlet));
  }
  if (!f.from.empty() || !f.to.empty()) out.add(published(f.from, f.to));
  if (!f.event.empty()) out.add(one_of("SELECT DISTINCT document AS number FROM events WHERE type = {}", {f.event}));
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

std::uint64_t SqlStore::count(const Conditions& conditions) {
  const auto query = db_.statement(conditions.count());
  conditions.bind(*query);
  query->step();
  return static_cast<std::uint64_t>(query->integer(0));
}

Result<std::vector<std::string>> SqlStore::ids(const DocumentFilter& filter) {
  return guard([&] { return filtered_ids(filter); });
}

Result<LatestDocuments> SqlStore::latest(const DocumentFilter& filter, std::size_t limit) {
  return guard([&] {
    LatestDocuments out;
    const Conditions conditions = conditions_of(filter, false);
    out.total = count(conditions);
    const auto query =
        db_.statement(fmt::format("SELECT d.id FROM documents d WHERE true{0} ORDER BY {1} DESC, d.{{arrival}} DESC LIMIT {2}",
                                  out.total <= kFew ? conditions.sql_for_few() : conditions.sql(), kPublished, limit));
    conditions.bind(*query);
    while (query->step()) out.ids.push_back(query->text(0));
    std::reverse(out.ids.begin(), out.ids.end());
    return out;
  });
}

// All that meet the conditions, the latest first; those without a date come last.
FoundAll SqlStore::listed(const Conditions& conditions, std::size_t limit) {
  FoundAll out;
  out.total = count(conditions);
  const bool are_few = out.total <= kFew;
  for (const char* dated : {"> '' AND {0} < '9'", "= '9'"}) {  // one after the other, each in the order of an index
    const std::string sql = std::string("SELECT d.id, d.number FROM documents d{3} WHERE {0} ") + dated +
                            "{1} ORDER BY {0} DESC, d.{{arrival}} LIMIT {2}";
    const auto query =
        db_.statement(fmt::format(fmt::runtime(sql), kPublished, are_few ? conditions.sql_for_few() : conditions.sql(),
                                  limit - out.first.size(), are_few ? "" : "{by_date}"));
    conditions.bind(*query);
    while (query->step()) out.first.push_back({query->integer(1), query->text(0), 0});
  }
  return out;
}

Result<SearchResult> SqlStore::search(const SearchQuery& search) {
  const ParsedQuery parsed = parse_query(search.words, search.is_exact);
  if (parsed.has_only_exclusions) return Error{ErrorCode::usage, "only excluded words; give at least one that has to be there"};
  return guard([&] {
    const bool has_words = !parsed.match.empty();
    const Conditions conditions = conditions_of(search.filter, has_words && search.is_exact);
    const FoundAll found = has_words ? db_.search(parsed, conditions, search.limit, kRanked) : listed(conditions, search.limit);
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

// Documents by month or day: a look into an index for each, and a walk of its part.
std::vector<std::pair<std::string, std::uint64_t>> SqlStore::volume(const std::string& first, const std::string& last) {
  const std::size_t size = are_near(first, last) ? kDay : kMonth;
  std::vector<std::pair<std::string, std::uint64_t>> out;
  auto& next = prepared(
      "SELECT min(coalesce(published, '9')) FROM documents WHERE coalesce(published, '9') > ?1 AND coalesce(published, '9') < "
      "'9'");
  auto& documents =
      prepared("SELECT count(*) FROM documents WHERE coalesce(published, '9') >= ?1 AND coalesce(published, '9') <= ?2");
  for (std::string date = first; !date.empty();) {
    if (date.size() > size) date.resize(size);
    const std::string end = date.size() < size ? date : date + kAfterDates;
    documents.bind(1, date).bind(2, end).step();
    out.emplace_back(date, static_cast<std::uint64_t>(documents.integer(0)));
    documents.reset();
    date = next.bind(1, end).step() ? next.text(0) : std::string();
    next.reset();
  }
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
    std::set<std::string> known;
    for (const auto& [outlet, name] : outlets()) known.insert(outlet.empty() ? name : outlet);
    s.outlets = known.size();
    s.undated = number("SELECT count(*) FROM documents WHERE published IS NULL");
    s.not_arabic = number("SELECT count(*) FROM documents WHERE language <> 'ar'");
    s.failures = number("SELECT count(*) FROM inputs WHERE state = 'failed'");
    s.attributions = number("SELECT count(*) FROM attributions");
    s.events = number("SELECT count(*) FROM events");
    s.moves = number("SELECT count(*) FROM events WHERE move IS NOT NULL");
    const auto date = [&](const char* sql) {
      auto& query = prepared(sql);
      query.step();
      std::string found = query.text(0);
      query.reset();
      return found;
    };
    s.first_date = date("SELECT min(published) FROM documents");
    s.last_date = date("SELECT max(published) FROM documents");
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
