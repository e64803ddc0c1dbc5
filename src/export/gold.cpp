// A record as a gold file (the annotation guide's form): spans by exact substring and occurrence.
#include <algorithm>
#include <map>
#include <set>

#include "isnad/export.h"
#include "isnad/names.h"
#include "record/json_writer.h"

namespace isnad {
namespace {

constexpr std::uint32_t kLongSpan = 60;  // code points from which a span is given by its ends
constexpr std::uint32_t kEnd = 12;       // code points of an end, at first

struct Entity {
  ActorType type = ActorType::organisation;
  std::string label;
  std::vector<std::string> names, loaded;
};

class GoldWriter {
 public:
  GoldWriter(const Record& record, std::string& out) : r_(record), text_(record.document.text), json_(out) {}

  void write() {
    collect_entities();
    json_.begin_object();
    const Document& d = r_.document;
    json_.text("id", d.id);
    json_.text_or_null("outlet", d.outlet_id.empty() ? d.outlet_name : d.outlet_id);
    json_.text_or_null("published", d.published.value);
    entities();
    mention_offsets();
    sources();
    attributions();
    events();
    times();
    json_.end_object();
  }

 private:
  // Places and those whom nothing names are no entities.
  void collect_entities() {
    for (const RecordMention& m : r_.mentions) {
      if (!is_entity(m)) continue;
      Entity& e = entities_[m.actor];
      e.type = *m.type;
      if (e.label.empty()) e.label = m.name;
      add(e.names, m.text);
      if (m.label != Label::neutral) add(e.loaded, m.text);
    }
  }
  static bool is_entity(const RecordMention& m) { return !m.actor.empty() && m.type && *m.type != ActorType::place; }
  static void add(std::vector<std::string>& list, const std::string& s) {
    if (std::find(list.begin(), list.end(), s) == list.end()) list.push_back(s);
  }
  [[nodiscard]] std::vector<std::string> known(const std::vector<std::string>& ids) const {
    std::vector<std::string> out;
    std::copy_if(ids.begin(), ids.end(), std::back_inserter(out), [&](const std::string& id) { return entities_.contains(id); });
    return out;
  }

  void entities() {
    json_.key("entities");
    json_.begin_array();
    for (const auto& [id, e] : entities_) {
      json_.begin_object();
      json_.text("id", id);
      json_.text("type", name_of(e.type));
      json_.text_or_null("label", e.label);
      json_.texts("names", e.names);
      if (!e.loaded.empty()) json_.texts("loaded", e.loaded);
      json_.end_object();
    }
    json_.end_array();
  }
  // The mentions themselves: a corrected one may be a name at one place and not at another.
  void mention_offsets() {
    json_.key("mention_offsets");
    json_.begin_array();
    for (const RecordMention& m : r_.mentions) {
      if (!is_entity(m)) continue;
      json_.begin_array();
      json_.integer(m.span.begin.value);
      json_.integer(m.span.end.value);
      json_.string(m.actor);
      json_.end_array();
    }
    json_.end_array();
  }

  [[nodiscard]] std::size_t byte(CharOffset c) const { return r_.index.to_byte(c, text_).value; }
  // The number of the occurrence of `words` that starts at `at`.
  [[nodiscard]] std::size_t occurrence(std::string_view words, std::size_t at) const {
    std::size_t n = 0;
    for (std::size_t p = text_.find(words); p != std::string_view::npos && p <= at; p = text_.find(words, p + 1)) ++n;
    return n;
  }
  void number(std::size_t n) {
    if (n == 1) return;
    json_.key("n");
    json_.integer(n);
  }
  void span_fields(CharSpan span) {
    const std::string_view words = r_.slice(span);
    const std::size_t begin = byte(span.begin);
    if (span.size() < kLongSpan) {
      json_.text("t", words);
      number(occurrence(words, begin));
      return;
    }
    const std::string_view from = r_.slice({span.begin, span.begin + kEnd});
    json_.text("from", from);
    json_.text("to", last_words(span, begin));
    number(occurrence(from, begin));
  }
  // The end of `span`, as long as it must be to be the first of its kind after `begin`.
  [[nodiscard]] std::string_view last_words(CharSpan span, std::size_t begin) const {
    std::string_view words;
    for (std::uint32_t n = kEnd; n <= span.size(); ++n) {
      words = r_.slice({span.end - n, span.end});
      if (text_.find(words, begin) + words.size() == byte(span.end)) break;
    }
    return words;
  }
  void span(std::string_view key, CharSpan s) {
    json_.key(key);
    if (s.is_empty()) return json_.null();
    json_.begin_object();
    span_fields(s);
    json_.end_object();
  }

  void sources() {
    json_.key("sources");
    json_.begin_array();
    for (std::size_t i = 0; i < r_.sources.size(); ++i) {
      const RecordSource& s = r_.sources[i];
      json_.begin_object();
      json_.text("id", "s" + std::to_string(i + 1));
      json_.text("kind", name_of(s.kind));
      json_.text_or_null("entity", entities_.contains(s.actor) ? s.actor : "");
      json_.key("mentions");
      json_.begin_array();
      for (const CharSpan m : s.mentions) {
        json_.begin_object();
        span_fields(m);
        json_.end_object();
      }
      json_.end_array();
      json_.end_object();
    }
    json_.end_array();
  }

  // The guide has no attribution without a source.
  void attributions() {
    json_.key("attributions");
    json_.begin_array();
    for (const RecordAttribution& a : r_.attributions) {
      if (a.chain.empty()) continue;
      json_.begin_object();
      span("cue", a.cue);
      std::vector<std::string> chain;
      for (const Index s : a.chain) chain.push_back("s" + std::to_string(s + 1));
      json_.texts("chain", chain);
      span("content", a.content.empty() ? CharSpan{} : CharSpan{a.content.front().begin, a.content.back().end});
      json_.text("act", name_of(a.act));
      json_.text("stance", name_of(a.stance));
      json_.text("quote", name_of(a.quote));
      json_.end_object();
    }
    json_.end_array();
  }

  void events() {
    json_.key("events");
    json_.begin_array();
    for (const RecordEvent& e : r_.events) {
      json_.begin_object();
      span("trigger", e.trigger);
      json_.text("type", name_of(e.type));
      json_.texts("actors", known(e.actors));
      json_.texts("recipients", known(e.recipients));
      json_.key("third");
      json_.begin_array();
      for (const RecordThird& t : e.third) {
        if (!entities_.contains(t.actor)) continue;
        json_.begin_object();
        json_.text("id", t.actor);
        json_.text("role", name_of(t.role));
        json_.end_object();
      }
      json_.end_array();
      json_.text("status", name_of(e.status));
      json_.text_or_null("move", e.move == Move::none ? std::string_view() : name_of(e.move));
      span("object", e.object);
      json_.end_object();
    }
    json_.end_array();
  }

  void times() {
    json_.key("times");
    json_.begin_array();
    for (const RecordTime& t : r_.times) {
      json_.begin_object();
      span_fields(t.span);
      json_.text_or_null("value", t.value);
      json_.end_object();
    }
    json_.end_array();
  }

  const Record& r_;
  std::string_view text_;
  record::JsonWriter json_;
  std::map<std::string, Entity> entities_;
};

}  // namespace

void write_gold(const Record& record, std::string& out) { GoldWriter(record, out).write(); }

}  // namespace isnad
