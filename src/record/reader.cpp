#include "isnad/records.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <algorithm>
#include <stdexcept>
#include <string>

#include "isnad/names.h"
#include "text/utf8.h"

namespace isnad {
namespace {

using Json = rapidjson::Value;

// What is wrong with the value at hand; turned into an Error by read_record. Never leaves this file.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

const Json& member(const Json& j, const char* key) {
  static const Json kNull;
  const auto it = j.FindMember(key);
  return it == j.MemberEnd() ? kNull : it->value;
}

std::string text_of(const Json& j, const char* key) {
  const Json& v = member(j, key);
  if (v.IsNull()) return {};
  if (!v.IsString()) throw Wrong(fmt::format("`{}` is not a string", key));
  return {v.GetString(), v.GetStringLength()};
}

const Json& object_of(const Json& j, const char* key) {
  const Json& v = member(j, key);
  if (!v.IsObject()) throw Wrong(fmt::format("`{}` is not an object", key));
  return v;
}

template <class E>
E enum_of(const Json& j, const char* key) {
  const std::string name = text_of(j, key);
  const auto value = from_name<E>(name);
  if (!value) throw Wrong(fmt::format("`{}` has the unknown value \"{}\"", key, name));
  return *value;
}

float confidence_of(const Json& j) {
  const Json& v = member(j, "confidence");
  return v.IsNumber() ? v.GetFloat() : 1.0F;
}

class Reader {
 public:
  explicit Reader(const Json& root) : root_(root) {}

  Record read() {
    if (!root_.IsObject()) throw Wrong("not a JSON object");
    if (const std::string schema = text_of(root_, "schema"); schema != "isnad.record/1") {
      throw Wrong(fmt::format("the schema is \"{}\", this program reads isnad.record/1", schema));
    }
    document(object_of(root_, "document"));
    each(root_, "sentences", [&](const Json& j) { record_.sentences.push_back(span(j)); });
    each(root_, "mentions", [&](const Json& j) { mention(j); });
    each(root_, "sources", [&](const Json& j) { source(j); });
    each(root_, "attributions", [&](const Json& j) { attribution(j); });
    each(root_, "times", [&](const Json& j) {
      record_.times.push_back({span(j), text_of(j, "value"), enum_of<TimeType>(j, "type")});
    });
    each(root_, "events", [&](const Json& j) { event(j); });
    return std::move(record_);
  }

 private:
  template <class Body>
  void each(const Json& j, const char* key, Body body) {
    const Json& list = member(j, key);
    if (list.IsNull()) return;
    if (!list.IsArray()) throw Wrong(fmt::format("`{}` is not a list", key));
    for (rapidjson::SizeType i = 0; i < list.Size(); ++i) {
      try {
        body(list[i]);
      } catch (const Wrong& w) {
        throw Wrong(fmt::format("{}[{}]: {}", key, i, w.what()));
      }
    }
  }

  CharSpan span(const Json& j) const {
    if (!j.IsObject()) throw Wrong("not an object");
    const Json& start = member(j, "start");
    const Json& end = member(j, "end");
    if (!start.IsUint() || !end.IsUint() || start.GetUint() > end.GetUint() || end.GetUint() > record_.index.size()) {
      throw Wrong("`start` and `end` are no span of the text");
    }
    return {CharOffset(start.GetUint()), CharOffset(end.GetUint())};
  }

  CharSpan span_or_null(const Json& j, const char* key) const {
    const Json& v = member(j, key);
    return v.IsNull() ? CharSpan{} : span(v);
  }

  // "s12" -> 11, checked against the list that it points into.
  static Index reference(const Json& v, char letter, std::size_t size) {
    if (v.IsNull()) return kNone;
    const std::string id = v.IsString() ? std::string(v.GetString(), v.GetStringLength()) : std::string();
    const bool is_number = id.size() > 1 && id.size() < 10 && id[0] == letter &&
                           std::all_of(id.begin() + 1, id.end(), [](char c) { return c >= '0' && c <= '9'; });
    const unsigned long n = is_number ? std::stoul(id.substr(1)) : 0;
    if (n == 0 || n > size) throw Wrong(fmt::format("\"{}\" refers to nothing in this record", id));
    return static_cast<Index>(n - 1);
  }

  void document(const Json& j) {
    Document& d = record_.document;
    d.id = text_of(j, "id");
    d.path = text_of(j, "path");
    d.url = text_of(j, "url");
    if (const Json& outlet = member(j, "outlet"); outlet.IsObject()) {
      d.outlet_id = text_of(outlet, "id");
      d.outlet_name = text_of(outlet, "name");
    }
    d.title = text_of(j, "title");
    d.author = text_of(j, "author");
    d.language = text_of(j, "language");
    if (const Json& published = member(j, "published"); published.IsObject()) {
      d.published = {text_of(published, "value"), enum_of<DateBasis>(published, "basis")};
    }
    d.text = text_of(j, "text");
    d.content_hash = text_of(j, "content_hash");
    record_.index = TextIndex(d.text);
  }

  void mention(const Json& j) {
    RecordMention& m = record_.mentions.emplace_back();
    m.span = span(j);
    m.text = text_of(j, "text");
    m.actor = text_of(j, "actor");
    m.name = text_of(j, "name");
    m.type = from_name<ActorType>(text_of(j, "type"));
    m.label = enum_of<Label>(j, "label");
    m.basis = enum_of<MentionBasis>(j, "basis");
    m.confidence = confidence_of(j);
  }

  void source(const Json& j) {
    RecordSource& s = record_.sources.emplace_back();
    s.kind = enum_of<SourceKind>(j, "kind");
    s.actor = text_of(j, "actor");
    s.name = text_of(j, "name");
    each(j, "mentions", [&](const Json& m) { s.mentions.push_back(span(m)); });
  }

  void attribution(const Json& j) {
    RecordAttribution& a = record_.attributions.emplace_back();
    const Json& cue = object_of(j, "cue");
    a.cue = span(cue);
    a.cue_lemma = text_of(cue, "lemma");
    a.act = enum_of<Act>(j, "act");
    a.stance = enum_of<Stance>(j, "stance");
    a.quote = enum_of<QuoteKind>(j, "quote");
    each(j, "chain", [&](const Json& s) { a.chain.push_back(reference(s, 's', record_.sources.size())); });
    each(j, "content", [&](const Json& c) { a.content.push_back(span(c)); });
    a.confidence = confidence_of(j);
  }

  std::vector<std::string> ids(const Json& j, const char* key) {
    std::vector<std::string> out;
    each(j, key, [&](const Json& id) {
      if (!id.IsString()) throw Wrong("not an id");
      out.emplace_back(id.GetString(), id.GetStringLength());
    });
    return out;
  }

  void event(const Json& j) {
    RecordEvent& e = record_.events.emplace_back();
    const Json& trigger = object_of(j, "trigger");
    e.trigger = span(trigger);
    e.trigger_lemma = text_of(trigger, "lemma");
    e.type = enum_of<EventType>(j, "type");
    e.mode = text_of(j, "mode");
    e.actors = ids(j, "actors");
    e.recipients = ids(j, "recipients");
    each(j, "third", [&](const Json& t) { e.third.push_back({text_of(t, "actor"), enum_of<ThirdRole>(t, "role")}); });
    each(j, "quantities", [&](const Json& q) {
      const Json& value = member(q, "value");
      e.quantities.push_back({value.IsNumber() ? value.GetDouble() : 0.0, text_of(q, "unit"), span(q)});
    });
    e.status = enum_of<Status>(j, "status");
    e.move = member(j, "move").IsNull() ? Move::none : enum_of<Move>(j, "move");
    e.object = span_or_null(j, "object");
    e.place = text_of(j, "place");
    e.time = reference(member(j, "time"), 't', record_.times.size());
    e.attribution = reference(member(j, "attribution"), 'a', record_.attributions.size());
    e.confidence = confidence_of(j);
  }

  const Json& root_;
  Record record_;
};

}  // namespace

TextIndex::TextIndex(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++size_) {
    if (size_ % kBlock == 0) bytes_.push_back(static_cast<std::uint32_t>(i));
    i += text::decode(text, i).size;
  }
}

ByteOffset TextIndex::to_byte(CharOffset c, std::string_view text) const {
  if (c.value >= size_) return ByteOffset(static_cast<std::uint32_t>(text.size()));
  std::uint32_t byte = bytes_[c.value / kBlock];
  for (std::uint32_t n = c.value % kBlock; n > 0; --n) byte += text::decode(text, byte).size;
  return ByteOffset(byte);
}

CharOffset TextIndex::to_char(ByteOffset b, std::string_view text) const {
  if (b.value >= text.size()) return CharOffset(size_);
  const auto block = std::upper_bound(bytes_.begin(), bytes_.end(), b.value) - 1;
  auto c = static_cast<std::uint32_t>(block - bytes_.begin()) * kBlock;
  for (std::uint32_t byte = *block; byte < b.value; ++c) byte += text::decode(text, byte).size;
  return CharOffset(c);
}

std::string_view Record::slice(CharSpan span) const {
  return isnad::slice(document.text, {index.to_byte(span.begin, document.text), index.to_byte(span.end, document.text)});
}

CharSpan Record::sentence_at(CharOffset at) const {
  const auto after =
      std::upper_bound(sentences.begin(), sentences.end(), at, [](CharOffset x, const CharSpan& s) { return x < s.begin; });
  if (after == sentences.begin()) return {};
  const CharSpan& s = *(after - 1);
  return at < s.end ? s : CharSpan{};
}

Result<Record> read_record(std::string_view line, const std::string& file, long line_number) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());  // no recursion: depth is the input's
  if (json.HasParseError()) {
    return Error{
        ErrorCode::bad_format,
        fmt::format("not a record: {} (at byte {})", rapidjson::GetParseError_En(json.GetParseError()), json.GetErrorOffset()),
        file, line_number};
  }
  try {
    return Reader(json).read();
  } catch (const Wrong& w) {
    return Error{ErrorCode::bad_format, fmt::format("not a record: {}", w.what()), file, line_number};
  }
}

}  // namespace isnad
