#include "api.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>

#include "isnad/dossier.h"
#include "isnad/names.h"
#include "record/json_writer.h"

namespace isnad::server {
namespace {

constexpr std::size_t kKeptDossiers = 8;
constexpr std::size_t kListedActors = 200;
constexpr std::size_t kMostHits = 200;
constexpr std::size_t kLongestParameter = 1000;

Reply failed(int status, std::string_view sentence) {
  Reply reply{status, {}};
  record::JsonWriter json(reply.body);
  json.begin_object();
  json.key("error");
  json.string(sentence);
  json.end_object();
  return reply;
}

Reply failed(const Error& error) {
  switch (error.code) {
    case ErrorCode::not_found: return failed(404, error.message);
    case ErrorCode::usage: return failed(400, error.message);
    default: return failed(503, error.to_string());
  }
}

std::string value_of(const Parameters& parameters, const char* name) {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

Result<DocumentFilter> filter_of(const Parameters& parameters) {
  DocumentFilter filter{value_of(parameters, "actor"), value_of(parameters, "outlet"), value_of(parameters, "from"),
                        value_of(parameters, "to"), value_of(parameters, "event")};
  const auto& types = EnumNames<EventType>::values;
  if (!filter.event.empty() && std::find(types.begin(), types.end(), filter.event) == types.end())
    return Error{ErrorCode::usage, "there is no event type " + filter.event};
  return filter;
}

// What distinguishes one state of a file from another.
std::string state_of(const std::string& path) {
  std::string out;
  for (const char* suffix : {"", "-wal"}) {
    struct stat s {};
    if (::stat((path + suffix).c_str(), &s) == 0) out += fmt::format("{}.{}.{} ", s.st_size, s.st_mtim.tv_sec, s.st_mtim.tv_nsec);
  }
  return out;
}

Result<Record> load(Store& store, const std::string& id) {
  const auto line = store.line(id);
  if (!line) return line.error();
  return read_record(*line);
}

class Writer : public record::JsonWriter {
 public:
  using JsonWriter::JsonWriter;
  void text(std::string_view name, std::string_view value) {
    key(name);
    string_or_null(value);
  }
  void number(std::string_view name, std::uint64_t value) {
    key(name);
    integer(value);
  }
  template <class List, class Body>
  void list(std::string_view name, const List& items, Body body) {
    key(name);
    begin_array();
    for (const auto& item : items) {
      begin_object();
      body(item);
      end_object();
    }
    end_array();
  }
};

}  // namespace

Reply Api::get(std::string_view path, const Parameters& parameters) {
  for (const auto& [name, value] : parameters)
    if (name.size() + value.size() > kLongestParameter) return failed(400, "a parameter is too long");
  auto store = Store::open(database_, StoreAccess::read);
  if (!store) return failed(503, store.error().to_string());
  constexpr std::string_view kDocuments = "/api/documents/";
  if (path == "/api/summary") return summary(**store);
  if (path == "/api/search") return search(**store, parameters);
  if (path == "/api/dossier") return dossier(**store, parameters);
  if (path.starts_with(kDocuments)) return document(**store, std::string(path.substr(kDocuments.size())));
  return failed(404, "there is nothing at this address");
}

Reply Api::summary(Store& store) {
  const auto figures = store.summary();
  if (!figures) return failed(figures.error());
  const auto actors = store.actors(kListedActors);
  if (!actors) return failed(actors.error());
  const auto failures = store.failures();
  if (!failures) return failed(failures.error());
  Reply reply;
  Writer json(reply.body);
  json.begin_object();
  json.number("documents", figures->documents);
  json.number("outlets", figures->outlets);
  json.number("undated", figures->undated);
  json.number("not_arabic", figures->not_arabic);
  json.number("attributions", figures->attributions);
  json.number("events", figures->events);
  json.number("moves", figures->moves);
  json.text("from", figures->first_date);
  json.text("to", figures->last_date);
  json.list("actors", *actors, [&](const ActorCount& a) {
    json.text("id", a.id);
    json.text("name", a.name);
    json.text("type", a.type);
    json.number("documents", a.documents);
    json.number("mentions", a.mentions);
  });
  json.list("failures", *failures, [&](const Failure& f) {
    json.text("path", f.path);
    json.number("line", static_cast<std::uint64_t>(std::max(0L, f.line)));
    json.text("reason", f.reason);
  });
  json.end_object();
  return reply;
}

Reply Api::search(Store& store, const Parameters& parameters) {
  auto filter = filter_of(parameters);
  if (!filter) return failed(filter.error());
  SearchQuery query{value_of(parameters, "words"), std::move(*filter), value_of(parameters, "exact") == "1", 20};
  const std::string limit = value_of(parameters, "limit");
  if (!limit.empty()) {
    const auto [end, error] = std::from_chars(limit.data(), limit.data() + limit.size(), query.limit);
    if (error != std::errc() || end != limit.data() + limit.size() || query.limit > kMostHits)
      return failed(400, fmt::format("limit is a number from 0 to {}", kMostHits));
  }
  const auto result = store.search(query);
  if (!result) return failed(result.error());
  Reply reply;
  Writer json(reply.body);
  json.begin_object();
  json.number("total", result->total);
  json.key("hits");
  json.begin_array();
  for (const SearchHit& hit : result->hits) {
    const auto record = load(store, hit.id);
    if (!record) return failed(record.error());
    const Document& d = record->document;
    json.begin_object();
    json.text("document", d.id);
    json.text("title", d.title);
    json.text("outlet", d.outlet_name);
    json.text("published", d.published.value);
    json.list("sentences", hit.sentences, [&](const CharSpan& s) {
      json.text("text", record->slice(s));
      json.number("start", s.begin.value);
      json.number("end", s.end.value);
      std::vector<CharSpan> inside;
      for (const CharSpan& m : hit.matches)
        if (s.contains(m)) inside.push_back(m);
      json.list("matches", inside, [&](const CharSpan& m) {
        json.number("start", m.begin.value - s.begin.value);
        json.number("end", m.end.value - s.begin.value);
      });
    });
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return reply;
}

Reply Api::document(Store& store, const std::string& id) {
  auto line = store.line(id);
  if (!line) return failed(line.error());
  return {200, std::move(*line)};
}

Reply Api::dossier(Store& store, const Parameters& parameters) {
  const auto filter = filter_of(parameters);
  if (!filter) return failed(filter.error());
  const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", filter->actor, filter->outlet, filter->from, filter->to,
                                      filter->event, state_of(database_));
  {
    const std::lock_guard lock(mutex_);
    const auto kept = std::find_if(dossiers_.begin(), dossiers_.end(), [&](const auto& d) { return d.first == key; });
    if (kept != dossiers_.end()) {
      dossiers_.splice(dossiers_.begin(), dossiers_, kept);
      return {200, kept->second};
    }
  }
  auto ids = store.ids(*filter);
  if (!ids) return failed(ids.error());
  const std::size_t total = ids->size();
  if (total > kMostDocuments) ids->erase(ids->begin(), ids->end() - kMostDocuments);
  DossierBuilder builder;
  for (const std::string& id : *ids) {
    const auto record = load(store, id);
    if (!record) return failed(record.error());
    const auto links = store.links(id);
    if (!links) return failed(links.error());
    builder.add(*record, *links);
  }
  Reply reply;
  reply.body = fmt::format(R"({{"total":{},"used":{},"dossier":)", total, ids->size());
  write_dossier_json(builder.build(), reply.body);
  reply.body += '}';
  const std::lock_guard lock(mutex_);
  dossiers_.emplace_front(key, reply.body);
  if (dossiers_.size() > kKeptDossiers) dossiers_.pop_back();
  return reply;
}

}  // namespace isnad::server
