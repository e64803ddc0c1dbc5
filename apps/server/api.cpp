#include "api.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>

#include "ingest/decode.h"
#include "isnad/corrections.h"
#include "isnad/dossier.h"
#include "isnad/names.h"
#include "isnad/record.h"
#include "record/json_writer.h"

namespace isnad::server {
namespace {

constexpr std::size_t kKeptAnswers = 16;
constexpr std::size_t kListedActors = 200;
constexpr std::size_t kMostHits = 200;
constexpr std::size_t kUsualHits = 20;
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

Result<std::size_t> limit_of(const Parameters& parameters) {
  const std::string text = value_of(parameters, "limit");
  std::size_t limit = kUsualHits;
  if (text.empty()) return limit;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc() || end != text.data() + text.size() || limit > kMostHits)
    return Error{ErrorCode::usage, fmt::format("limit is a number from 0 to {}", kMostHits)};
  return limit;
}

Result<Record> load(Store& store, const std::string& id) { return store.record(id); }

Result<std::string> dossier_of(Store& store, std::span<const std::string> ids) {
  DossierBuilder builder;
  if (auto added = add_documents(store, ids, builder); !added) return added.error();
  std::string out;
  write_dossier_json(builder.build(), out);
  return out;
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

namespace {

Reply queries(const Result<std::string>& list) {
  return list ? Reply{200, R"({"queries":)" + *list + '}'} : failed(list.error());
}

}  // namespace

Reply Api::get(std::string_view path, const Parameters& parameters) {
  bool is_text = ingest::is_valid_utf8(path);
  for (const auto& [name, value] : parameters) {
    if (name.size() + value.size() > kLongestParameter) return failed(400, "a parameter is too long");
    is_text = is_text && ingest::is_valid_utf8(value);
  }
  if (!is_text) return failed(400, "the address is not UTF-8");
  auto store = Store::open(database_, StoreAccess::read);
  if (!store) return failed(503, store.error().to_string());
  constexpr std::string_view kDocuments = "/api/documents/";
  if (path == "/api/summary") return kept_while_unchanged(**store, "summary", [&] { return summary(**store); });
  if (path == "/api/search") return search(**store, parameters);
  if (path == "/api/queries") return queries(saved_queries(**store));
  if (path == "/api/corrections") return corrections(**store, parameters);
  if (path == "/api/review") return review(**store, parameters);
  if (path == "/api/dossier") return joined(**store, "dossier", dossier_of, parameters);
  if (path == "/api/places") return joined(**store, "places", places_of, parameters);
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
  json.list("volume", figures->volume, [&](const auto& day) {
    json.text("date", day.first);
    json.number("documents", day.second);
  });
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
  const auto limit = limit_of(parameters);
  if (!limit) return failed(limit.error());
  const SearchQuery query{value_of(parameters, "words"), std::move(*filter), value_of(parameters, "exact") == "1", *limit};
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
  const auto record = store.record(id);
  if (!record) return failed(record.error());
  Reply reply;
  write_record(*record, reply.body);
  return reply;
}

Reply Api::corrections(Store& store, const Parameters& parameters) {
  const auto kept = store.corrections(value_of(parameters, "document"));
  if (!kept) return failed(kept.error());
  Reply reply{200, R"({"corrections":[)"};
  for (const auto& [correction, state] : *kept) {
    if (reply.body.back() == '}') reply.body += ',';
    write_correction(correction, state, reply.body);
  }
  reply.body += "]}";
  return reply;
}

Reply Api::review(Store& store, const Parameters& parameters) {
  const std::string name = value_of(parameters, "kind");
  const auto kind = from_name<CorrectionKind>(name);
  if (!name.empty() && (!kind || *kind == CorrectionKind::link || *kind > CorrectionKind::event))
    return failed(400, "kind is mention, attribution or event");
  const auto limit = limit_of(parameters);
  if (!limit) return failed(limit.error());
  const auto items = store.doubtful(kind, *limit);
  if (!items) return failed(items.error());
  Reply reply;
  Writer json(reply.body);
  json.begin_object();
  json.key("items");
  json.begin_array();
  for (const DoubtfulItem& item : *items) {
    const auto record = load(store, item.document);
    if (!record) return failed(record.error());
    const auto view = view_item(*record, item.kind, item.span);
    if (!view) continue;
    json.begin_object();
    json.text("kind", name_of(item.kind));
    json.text("document", item.document);
    json.text("title", record->document.title);
    json.text("outlet", record->document.outlet_name);
    json.text("published", record->document.published.value);
    json.number("start", item.span.begin.value);
    json.number("end", item.span.end.value);
    json.key("confidence");
    json.ratio(static_cast<float>(item.confidence));
    json.text("text", view->text);
    json.text("what", view->what);
    json.key("sentence");
    json.begin_object();
    json.text("text", record->slice(view->sentence));
    json.number("start", view->sentence.begin.value);
    json.number("end", view->sentence.end.value);
    json.end_object();
    json.end_object();
  }
  json.end_array();
  json.end_object();
  return reply;
}

Reply Api::post(std::string_view path, std::string_view body, const std::string& when) {
  constexpr std::string_view kCorrections = "/api/corrections";
  constexpr std::string_view kUndo = "/undo";
  if (path == "/api/queries" && access_ == Access::write) {
    auto store = Store::open(database_, StoreAccess::write);
    return store ? queries(save_query(**store, body)) : failed(503, store.error().to_string());
  }
  if (!path.starts_with(kCorrections) && path != "/api/queries") return failed(404, "there is nothing at this address");
  if (access_ == Access::read) return failed(403, "this page takes no corrections");
  std::string_view rest = path.substr(kCorrections.size());
  std::int64_t number = 0;
  if (!rest.empty()) {
    const auto [end, error] = std::from_chars(rest.data() + 1, rest.data() + rest.size(), number);
    if (rest.front() != '/' || error != std::errc() || std::string_view(end, rest.data() + rest.size() - end) != kUndo)
      return failed(404, "there is nothing at this address");
  }
  auto correction = rest.empty() ? read_correction(body) : Result<Correction>(Correction{});
  if (!correction) return failed(400, correction.error().message);
  auto store = Store::open(database_, StoreAccess::write);
  if (!store) return failed(503, store.error().to_string());
  correction->number = 0;
  correction->is_undone = false;
  correction->who = who_;
  correction->when = when;
  correction->text_hash.clear();
  const auto kept = rest.empty() ? (*store)->correct(*correction) : (*store)->undo_correction(number);
  if (!kept) return failed(kept.error());
  Reply reply{rest.empty() ? 201 : 200, {}};
  write_correction(*kept, kept->is_undone ? CorrectionState::undone : CorrectionState::applied, reply.body);
  return reply;
}

std::string Api::kept(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = std::find_if(joined_.begin(), joined_.end(), [&](const auto& d) { return d.first == key; });
  if (found == joined_.end()) return {};
  joined_.splice(joined_.begin(), joined_, found);
  return found->second;
}

void Api::keep(const std::string& key, const std::string& body) {
  const std::lock_guard lock(mutex_);
  joined_.emplace_front(key, body);
  if (joined_.size() > kKeptAnswers) joined_.pop_back();
}

Reply Api::joined(Store& store, std::string_view name, Joiner write, const Parameters& parameters) {
  const auto filter = filter_of(parameters);
  if (!filter) return failed(filter.error());
  const bool is_quick = value_of(parameters, "quick") == "1";
  const std::string key = fmt::format("{}\n{}\n{}\n{}\n{}\n{}\n{}", name, is_quick, filter->actor, filter->outlet, filter->from,
                                      filter->to, filter->event);
  return kept_while_unchanged(store, key, [&] {
    const std::size_t most = is_quick ? kQuickDocuments : kMostDocuments;
    const auto latest = store.latest(*filter, most);
    if (!latest) return failed(latest.error());
    const auto part = write(store, latest->ids);
    if (!part) return failed(part.error());
    return Reply{200, fmt::format(R"({{"total":{},"used":{},"most":{},"{}":{}}})", latest->total, latest->ids.size(),
                                  kMostDocuments, name, *part)};
  });
}

Reply Api::kept_while_unchanged(Store& store, const std::string& name, const std::function<Reply()>& make) {
  const auto state = store.state();
  if (!state) return failed(state.error());
  const std::string key = name + '\n' + *state;
  if (Reply reply{200, kept(key)}; !reply.body.empty()) return reply;
  Reply reply = make();
  if (reply.status == 200) keep(key, reply.body);
  return reply;
}

void Api::prepare() {
  get("/api/summary", {});
  get("/api/dossier", {{"quick", "1"}});
}

}  // namespace isnad::server
