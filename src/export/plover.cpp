#include "isnad/export.h"
#include "isnad/names.h"
#include "record/json_writer.h"

namespace isnad {
namespace {

using record::JsonWriter;

void strings(JsonWriter& json, std::string_view key, const std::vector<std::string>& values) {
  json.key(key);
  json.begin_array();
  for (const auto& v : values) json.string(v);
  json.end_array();
}

}  // namespace

// Keys after PLOVER's manual: who (`source`) did what (`event`, `mode`) to whom (`target`), when, where, and the text that
// says so; what PLOVER has no key for follows.
void write_plover(const Record& r, std::string& out) {
  for (std::size_t i = 0; i < r.events.size(); ++i) {
    const RecordEvent& e = r.events[i];
    const bool is_dated = e.time != kNone && !r.times[e.time].value.empty() && r.times[e.time].type == TimeType::date;
    const CharSpan sentence = r.sentence_at(e.trigger.begin);
    JsonWriter json(out);
    json.begin_object();
    json.key("id");
    json.string(r.document.id + "-e" + std::to_string(i + 1));
    json.key("date");
    json.string_or_null(is_dated ? r.times[e.time].value : r.document.published.value);
    strings(json, "source", e.actors);
    strings(json, "target", e.recipients);
    json.key("event");
    json.string(name_of(e.type));
    json.key("mode");
    json.string_or_null(e.mode);
    json.key("context");
    json.begin_array();
    if (e.move != Move::none) json.string(name_of(e.move));
    json.end_array();
    json.key("location");
    json.string_or_null(e.place);
    json.key("text");
    json.string(r.slice(sentence.is_empty() ? e.trigger : sentence));
    json.key("publisher");
    json.string_or_null(r.document.outlet_name);
    json.key("url");
    json.string_or_null(r.document.url);
    json.key("status");
    json.string(name_of(e.status));
    json.key("attributed_to");
    json.begin_array();
    if (e.attribution != kNone) {
      for (const Index s : r.attributions[e.attribution].chain) json.string(r.sources[s].name);
    }
    json.end_array();
    json.key("document");
    json.string(r.document.id);
    json.key("start");
    json.integer(e.trigger.begin.value);
    json.key("end");
    json.integer(e.trigger.end.value);
    json.end_object();
    out += '\n';
  }
}

}  // namespace isnad
