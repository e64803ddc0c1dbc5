// Where events happen, as far as the articles say: an event is put at the place that its sentence names nearest to its trigger.
#include <charconv>
#include <map>

#include "api.h"
#include "isnad/names.h"
#include "record/json_writer.h"

namespace isnad::server {

extern const std::string_view kPlacesTsv;  // data/places/places.tsv

namespace {

struct Place {
  std::string_view name, name_ar;
  std::string_view lat, lon;
};

std::vector<std::string_view> cells(std::string_view line, char mark) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at != std::string_view::npos;) {
    const std::size_t end = line.find(mark, at);
    out.push_back(line.substr(at, end - at));
    at = end == std::string_view::npos ? end : end + 1;
  }
  return out;
}

// By id. The first line of the table names its columns: id, name_en, names_ar, lat, lon, ...
const std::map<std::string_view, Place>& gazetteer() {
  static const std::map<std::string_view, Place> kPlaces = [] {
    constexpr std::size_t kColumns = 5;
    std::map<std::string_view, Place> out;
    bool is_first = true;
    for (const std::string_view line : cells(kPlacesTsv, '\n')) {
      const auto c = cells(line, '\t');
      if (!is_first && c.size() > kColumns && !c[3].empty()) out.emplace(c[0], Place{c[1], cells(c[2], '|').front(), c[3], c[4]});
      is_first = false;
    }
    return out;
  }();
  return kPlaces;
}

// The place named in the sentence of the trigger, what follows the trigger before what stands before it.
const RecordMention* place_of(const Record& r, const RecordEvent& e) {
  const CharSpan sentence = r.sentence_at(e.trigger.begin);
  const RecordMention* best = nullptr;
  std::uint32_t least = 0;
  for (const RecordMention& m : r.mentions) {
    if (m.type != ActorType::place || !sentence.contains(m.span) || !gazetteer().contains(m.actor)) continue;
    const bool is_after = m.span.begin >= e.trigger.begin;
    const std::uint32_t distance = is_after ? m.span.begin - e.trigger.begin : 2 * (e.trigger.begin - m.span.begin);
    if (best != nullptr && distance >= least) continue;
    best = &m;
    least = distance;
  }
  return best;
}

// Dates, months and years; not durations and references.
bool is_date(std::string_view value) { return !value.empty() && value.front() >= '0' && value.front() <= '9'; }

void write_event(record::JsonWriter& json, const Record& r, const RecordEvent& e) {
  const bool has_time = e.time != kNone && is_date(r.times[e.time].value);
  json.begin_object();
  json.text("document", r.document.id);
  json.key("start");
  json.integer(e.trigger.begin.value);
  json.key("end");
  json.integer(e.trigger.end.value);
  json.text("type", name_of(e.type));
  json.text("status", name_of(e.status));
  json.key("date");
  json.string_or_null(has_time ? r.times[e.time].value : r.document.published.value);
  json.texts("actors", e.actors);
  json.texts("recipients", e.recipients);
  json.end_object();
}

}  // namespace

Result<std::string> places_of(Store& store, std::span<const std::string> ids) {
  std::map<std::string_view, std::string> events;  // of each place, as items of a JSON list
  for (const std::string& id : ids) {
    const auto record = store.record(id);
    if (!record) return record.error();
    for (const RecordEvent& e : record->events) {
      const RecordMention* place = place_of(*record, e);
      if (place == nullptr) continue;
      std::string& list = events[gazetteer().find(place->actor)->first];
      if (!list.empty()) list += ',';
      record::JsonWriter json(list);
      write_event(json, *record, e);
    }
  }
  std::string out = "[";
  for (const auto& [id, list] : events) {
    const Place& p = gazetteer().at(id);
    if (out.size() > 1) out += ',';
    record::JsonWriter json(out);
    json.begin_object();
    for (const auto& [key, value] : {std::pair{"id", id}, {"name", p.name}, {"name_ar", p.name_ar}}) {
      json.key(key);
      json.string_or_null(value);
    }
    for (const auto& [key, value] : {std::pair{"lat", p.lat}, {"lon", p.lon}}) {
      double degrees = 0;
      std::from_chars(value.data(), value.data() + value.size(), degrees);
      json.key(key);
      json.number(degrees);
    }
    json.key("events");
    out += '[' + list + ']';
    json.end_object();
  }
  return out + ']';
}

}  // namespace isnad::server
