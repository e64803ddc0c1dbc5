#include "isnad/record.h"

#include <string>

#include "isnad/names.h"
#include "record/document_writer.h"
#include "record/json_writer.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad {
namespace {

using record::JsonWriter;

class Writer {
 public:
  Writer(const Analysis& a, std::string& out) : a_(a), json_(out) { chars_.build(a.text()); }

  void write(const RecordOptions& options) {
    min_confidence_ = options.min_confidence;
    json_.begin_object();
    json_.key("schema");
    json_.string("isnad.record/1");
    record::write_document(json_, *a_.document);
    list("sentences", a_.sentences, [&](const Sentence& s, std::size_t) { offsets(s.span); });
    kept("mentions", a_.mentions, [&](const Mention& m, std::size_t) { mention(m); });
    list("sources", a_.sources, [&](const Source& s, std::size_t i) { source(s, i); });
    number_attributions();
    kept("attributions", a_.attributions, [&](const Attribution& x, std::size_t i) { attribution(x, i); });
    kept("events", a_.events, [&](const Event& e, std::size_t i) { event(e, i); });
    list("times", a_.times, [&](const TimeExpression& t, std::size_t i) { time(t, i); });
    if (options.with_tokens) list("tokens", a_.tokens, [&](const Token& t, std::size_t i) { token(t, static_cast<Index>(i)); });
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

  // The items at or above the confidence asked for, numbered without gaps.
  template <class List, class Body>
  void kept(std::string_view name, const List& items, Body body) {
    json_.key(name);
    json_.begin_array();
    std::size_t n = 0;
    for (const auto& item : items) {
      if (item.confidence < min_confidence_) continue;
      json_.begin_object();
      body(item, n++);
      json_.end_object();
    }
    json_.end_array();
  }

  void number_attributions() {
    Index n = 0;
    for (const Attribution& x : a_.attributions) numbers_.push_back(x.confidence < min_confidence_ ? kNone : n++);
  }

  void offsets(ByteSpan span) {
    json_.key("start");
    json_.integer(chars_.to_char(span.begin, a_.text()).value);
    json_.key("end");
    json_.integer(chars_.to_char(span.end, a_.text()).value);
  }
  void span_object(std::string_view name, ByteSpan span) {
    json_.key(name);
    json_.begin_object();
    offsets(span);
    json_.end_object();
  }
  void id_field(char letter, std::size_t i) { json_.text("id", numbered(letter, i)); }
  std::string_view numbered(char letter, std::size_t i) {
    id_ = letter;
    id_ += std::to_string(i + 1);
    return id_;
  }
  void id_or_null(std::string_view name, char letter, Index i) {
    json_.key(name);
    i == kNone ? json_.null() : json_.string(numbered(letter, i));
  }
  [[nodiscard]] std::string_view actor_id(Index i) const { return i == kNone ? std::string_view() : a_.actors[i].id; }
  void actor_ids(std::string_view name, const std::vector<Index>& ids) {
    json_.key(name);
    json_.begin_array();
    for (const Index i : ids) json_.string(a_.actors[i].id);
    json_.end_array();
  }
  void confidence(float value) {
    json_.key("confidence");
    json_.ratio(value);
  }

  void mention(const Mention& m) {
    offsets(m.span);
    json_.text("text", a_.text(m.span));
    const Actor* actor = m.actor == kNone ? nullptr : &a_.actors[m.actor];
    json_.text_or_null("type", actor ? name_of(actor->type) : std::string_view());
    json_.text_or_null("actor", actor ? actor->id : std::string_view());
    json_.text_or_null("name", actor ? actor->name : std::string_view());
    json_.text("label", name_of(m.label));
    json_.text("basis", name_of(m.basis));
    confidence(m.confidence);
  }

  // Behind the preposition lam the article is written without its alef: the name gets it back.
  std::string_view spelled_out(ByteSpan span) {
    const std::string_view written = a_.text(span);
    const Index at = written.starts_with(text::letter::kLamUtf8) ? a_.token_at(span.begin) : kNone;
    if (at == kNone) return written;
    const Token& first = a_.tokens[at];
    const bool is_cut =
        first.span.begin < span.begin && (first.proclitics & kLamClitic) != 0 && (first.proclitics & kArticle) != 0;
    if (!is_cut) return written;
    name_ = text::letter::kAlefUtf8;
    return name_ += written;
  }

  void source(const Source& s, std::size_t i) {
    id_field('s', i);
    json_.text("kind", name_of(s.kind));
    json_.text_or_null("actor", actor_id(s.actor));
    json_.text_or_null("name", s.mentions.empty() ? std::string_view() : spelled_out(s.mentions.front()));
    list("mentions", s.mentions, [&](ByteSpan span, std::size_t) { offsets(span); });
  }

  void attribution(const Attribution& x, std::size_t i) {
    id_field('a', i);
    json_.key("cue");
    json_.begin_object();
    offsets(x.cue);
    json_.text_or_null("lemma", x.cue_lemma);
    json_.end_object();
    json_.text("act", name_of(x.act));
    json_.text("stance", name_of(x.stance));
    json_.text("quote", name_of(x.quote));
    json_.key("chain");
    json_.begin_array();
    for (const Index s : x.chain) json_.string(numbered('s', s));
    json_.end_array();
    list("content", x.content, [&](ByteSpan span, std::size_t) { offsets(span); });
    confidence(x.confidence);
  }

  void event(const Event& e, std::size_t i) {
    id_field('e', i);
    json_.key("trigger");
    json_.begin_object();
    offsets(e.trigger);
    json_.text_or_null("lemma", e.trigger_lemma);
    json_.end_object();
    json_.text("type", name_of(e.type));
    json_.text_or_null("mode", e.mode);
    actor_ids("actors", e.actors);
    actor_ids("recipients", e.recipients);
    list("third", e.third, [&](const ThirdParty& t, std::size_t) {
      json_.text_or_null("actor", actor_id(t.actor));
      json_.text("role", name_of(t.role));
    });
    json_.text("status", name_of(e.status));
    json_.key("move");
    e.move == Move::none ? json_.null() : json_.string(name_of(e.move));
    if (e.object.is_empty()) {
      json_.key("object");
      json_.null();
    } else {
      span_object("object", e.object);
    }
    list("quantities", e.quantities, [&](const Quantity& q, std::size_t) {
      json_.key("value");
      json_.number(q.value);
      json_.text("unit", q.unit);
      offsets(q.span);
    });
    json_.text_or_null("place", e.place);
    id_or_null("time", 't', e.time);
    id_or_null("attribution", 'a', e.attribution == kNone ? kNone : numbers_[e.attribution]);
    confidence(e.confidence);
  }

  void time(const TimeExpression& t, std::size_t i) {
    id_field('t', i);
    offsets(t.span);
    json_.text("text", a_.text(t.span));
    json_.text_or_null("value", t.value);
    json_.text("type", name_of(t.type));
  }

  void segment(ByteOffset begin, ByteOffset end, std::string_view kind) {
    if (end <= begin) return;
    json_.begin_object();
    offsets({begin, end});
    json_.text("kind", kind);
    json_.end_object();
  }

  void token(const Token& t, Index) {
    offsets(t.span);
    json_.text("form", a_.text(t.span));
    json_.key("segments");
    json_.begin_array();
    const ByteOffset stem = t.span.begin + t.proclitic_bytes;
    const ByteOffset tail = t.span.end - t.enclitic_bytes;
    // Each proclitic is one letter, with the marks that follow it.
    for (ByteOffset i = t.span.begin; i < stem;) {
      ByteOffset next = i + text::decode(a_.text(), i.value).size;
      while (next < stem && text::class_of(text::decode(a_.text(), next.value).code) == text::CharClass::mark)
        next = next + text::decode(a_.text(), next.value).size;
      segment(i, next, "proclitic");
      i = next;
    }
    segment(stem, tail, "stem");
    segment(tail, t.span.end, "enclitic");
    json_.end_array();
    json_.text_or_null("lemma", t.lemma);
    json_.text("pos", name_of(t.pos));
    json_.text("ner", name_of(t.ner));
  }

  const Analysis& a_;
  JsonWriter json_;
  std::string name_;  // a name that the text does not hold as it is
  text::CharIndex chars_;
  std::string id_;
  float min_confidence_ = 0.0F;
  std::vector<Index> numbers_;  // of each attribution as written; kNone where it is left out
};

}  // namespace

void write_record(const Analysis& analysis, const RecordOptions& options, std::string& out) {
  Writer(analysis, out).write(options);
}

}  // namespace isnad
