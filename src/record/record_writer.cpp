// A Record as a line of JSON, in the order and spelling of record.cpp, which writes an Analysis.
#include "isnad/names.h"
#include "isnad/record.h"
#include "record/json_writer.h"

namespace isnad {
namespace {

class Writer {
 public:
  Writer(const Record& record, std::string& out) : r_(record), json_(out) {}

  void write() {
    json_.begin_object();
    text("schema", "isnad.record/1");
    document();
    list("sentences", r_.sentences, [&](const CharSpan& s, std::size_t) { offsets(s); });
    list("mentions", r_.mentions, [&](const RecordMention& m, std::size_t) { mention(m); });
    list("sources", r_.sources, [&](const RecordSource& s, std::size_t i) { source(s, i); });
    list("attributions", r_.attributions, [&](const RecordAttribution& a, std::size_t i) { attribution(a, i); });
    list("events", r_.events, [&](const RecordEvent& e, std::size_t i) { event(e, i); });
    list("times", r_.times, [&](const RecordTime& t, std::size_t i) { time(t, i); });
    json_.end_object();
  }

 private:
  template <class List, class Body>
  void list(std::string_view name, const List& items, Body body) {
    json_.key(name);
    json_.begin_array();
    for (std::size_t i = 0; i < items.size(); ++i) {
      json_.begin_object();
      body(items[i], i);
      json_.end_object();
    }
    json_.end_array();
  }
  void strings(std::string_view name, const std::vector<std::string>& items) {
    json_.key(name);
    json_.begin_array();
    for (const std::string& s : items) json_.string(s);
    json_.end_array();
  }
  void text(std::string_view name, std::string_view value) {
    json_.key(name);
    json_.string(value);
  }
  void nullable(std::string_view name, std::string_view value) {
    json_.key(name);
    json_.string_or_null(value);
  }
  void offsets(CharSpan span) {
    json_.key("start");
    json_.integer(span.begin.value);
    json_.key("end");
    json_.integer(span.end.value);
  }
  static std::string numbered(char letter, std::size_t i) { return letter + std::to_string(i + 1); }
  void id_or_null(std::string_view name, char letter, Index i) {
    json_.key(name);
    i == kNone ? json_.null() : json_.string(numbered(letter, i));
  }
  void confidence(float value) {
    json_.key("confidence");
    json_.ratio(value);
  }

  void document() {
    const Document& d = r_.document;
    json_.key("document");
    json_.begin_object();
    text("id", d.id);
    nullable("path", d.path);
    nullable("url", d.url);
    json_.key("outlet");
    if (d.outlet_id.empty() && d.outlet_name.empty()) {
      json_.null();
    } else {
      json_.begin_object();
      nullable("id", d.outlet_id);
      nullable("name", d.outlet_name);
      json_.end_object();
    }
    nullable("title", d.title);
    nullable("author", d.author);
    text("language", d.language);
    json_.key("published");
    json_.begin_object();
    nullable("value", d.published.value);
    text("basis", name_of(d.published.basis));
    json_.end_object();
    text("text", d.text);
    text("content_hash", d.content_hash);
    json_.key("near_duplicate_of");
    json_.null();
    json_.end_object();
  }

  void mention(const RecordMention& m) {
    offsets(m.span);
    text("text", m.text);
    nullable("type", m.type ? name_of(*m.type) : std::string_view());
    nullable("actor", m.actor);
    nullable("name", m.name);
    text("label", name_of(m.label));
    text("basis", name_of(m.basis));
    confidence(m.confidence);
  }

  void source(const RecordSource& s, std::size_t i) {
    text("id", numbered('s', i));
    text("kind", name_of(s.kind));
    nullable("actor", s.actor);
    nullable("name", s.name);
    list("mentions", s.mentions, [&](CharSpan span, std::size_t) { offsets(span); });
  }

  void head(std::string_view name, CharSpan span, std::string_view lemma) {
    json_.key(name);
    json_.begin_object();
    offsets(span);
    nullable("lemma", lemma);
    json_.end_object();
  }

  void attribution(const RecordAttribution& a, std::size_t i) {
    text("id", numbered('a', i));
    head("cue", a.cue, a.cue_lemma);
    text("act", name_of(a.act));
    text("stance", name_of(a.stance));
    text("quote", name_of(a.quote));
    json_.key("chain");
    json_.begin_array();
    for (const Index s : a.chain) json_.string(numbered('s', s));
    json_.end_array();
    list("content", a.content, [&](CharSpan span, std::size_t) { offsets(span); });
    confidence(a.confidence);
  }

  void event(const RecordEvent& e, std::size_t i) {
    text("id", numbered('e', i));
    head("trigger", e.trigger, e.trigger_lemma);
    text("type", name_of(e.type));
    nullable("mode", e.mode);
    strings("actors", e.actors);
    strings("recipients", e.recipients);
    list("third", e.third, [&](const RecordThird& t, std::size_t) {
      nullable("actor", t.actor);
      text("role", name_of(t.role));
    });
    text("status", name_of(e.status));
    json_.key("move");
    e.move == Move::none ? json_.null() : json_.string(name_of(e.move));
    json_.key("object");
    if (e.object.is_empty()) {
      json_.null();
    } else {
      json_.begin_object();
      offsets(e.object);
      json_.end_object();
    }
    list("quantities", e.quantities, [&](const RecordQuantity& q, std::size_t) {
      json_.key("value");
      json_.number(q.value);
      text("unit", q.unit);
      offsets(q.span);
    });
    nullable("place", e.place);
    id_or_null("time", 't', e.time);
    id_or_null("attribution", 'a', e.attribution);
    confidence(e.confidence);
  }

  void time(const RecordTime& t, std::size_t i) {
    text("id", numbered('t', i));
    offsets(t.span);
    text("text", r_.slice(t.span));
    nullable("value", t.value);
    text("type", name_of(t.type));
  }

  const Record& r_;
  record::JsonWriter json_;
};

}  // namespace

void write_record(const Record& record, std::string& out) { Writer(record, out).write(); }

}  // namespace isnad
