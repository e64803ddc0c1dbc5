// A Record as a line of JSON, in the order and spelling of record.cpp, which writes an Analysis.
#include "isnad/names.h"
#include "isnad/record.h"
#include "record/document_writer.h"
#include "record/json_writer.h"

namespace isnad {
namespace {

class Writer {
 public:
  Writer(const Record& record, std::string& out) : r_(record), json_(out) {}

  void write() {
    json_.begin_object();
    json_.text("schema", "isnad.record/1");
    record::write_document(json_, r_.document);
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

  void mention(const RecordMention& m) {
    offsets(m.span);
    json_.text("text", m.text);
    json_.text_or_null("type", m.type ? name_of(*m.type) : std::string_view());
    json_.text_or_null("actor", m.actor);
    json_.text_or_null("name", m.name);
    json_.text("label", name_of(m.label));
    json_.text("basis", name_of(m.basis));
    confidence(m.confidence);
  }

  void source(const RecordSource& s, std::size_t i) {
    json_.text("id", numbered('s', i));
    json_.text("kind", name_of(s.kind));
    json_.text_or_null("actor", s.actor);
    json_.text_or_null("name", s.name);
    list("mentions", s.mentions, [&](CharSpan span, std::size_t) { offsets(span); });
  }

  void head(std::string_view name, CharSpan span, std::string_view lemma) {
    json_.key(name);
    json_.begin_object();
    offsets(span);
    json_.text_or_null("lemma", lemma);
    json_.end_object();
  }

  void attribution(const RecordAttribution& a, std::size_t i) {
    json_.text("id", numbered('a', i));
    head("cue", a.cue, a.cue_lemma);
    json_.text("act", name_of(a.act));
    json_.text("stance", name_of(a.stance));
    json_.text("quote", name_of(a.quote));
    json_.key("chain");
    json_.begin_array();
    for (const Index s : a.chain) json_.string(numbered('s', s));
    json_.end_array();
    list("content", a.content, [&](CharSpan span, std::size_t) { offsets(span); });
    confidence(a.confidence);
  }

  void event(const RecordEvent& e, std::size_t i) {
    json_.text("id", numbered('e', i));
    head("trigger", e.trigger, e.trigger_lemma);
    json_.text("type", name_of(e.type));
    json_.text_or_null("mode", e.mode);
    json_.texts("actors", e.actors);
    json_.texts("recipients", e.recipients);
    list("third", e.third, [&](const RecordThird& t, std::size_t) {
      json_.text_or_null("actor", t.actor);
      json_.text("role", name_of(t.role));
    });
    json_.text("status", name_of(e.status));
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
      json_.text("unit", q.unit);
      offsets(q.span);
    });
    json_.text_or_null("place", e.place);
    id_or_null("time", 't', e.time);
    id_or_null("attribution", 'a', e.attribution);
    confidence(e.confidence);
  }

  void time(const RecordTime& t, std::size_t i) {
    json_.text("id", numbered('t', i));
    offsets(t.span);
    json_.text("text", r_.slice(t.span));
    json_.text_or_null("value", t.value);
    json_.text("type", name_of(t.type));
  }

  const Record& r_;
  record::JsonWriter json_;
};

}  // namespace

void write_record(const Record& record, std::string& out) { Writer(record, out).write(); }

}  // namespace isnad
