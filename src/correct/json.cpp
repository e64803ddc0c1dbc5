#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <charconv>
#include <stdexcept>

#include "isnad/corrections.h"
#include "record/json_writer.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad {
namespace {

using Json = rapidjson::Value;
using record::JsonWriter;

constexpr std::string_view kSchema = "isnad.correction/1";

// What is wrong with the value at hand. Never leaves this file.
struct Wrong : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class ValueWriter {
 public:
  explicit ValueWriter(std::string& out) : json_(out) {}

  void write(const CorrectionValue& v) {
    json_.begin_object();
    if (v.span) offsets(*v.span);
    text("actor", v.actor);
    text("name", v.name);
    name("type", v.type);
    name("type", v.event);
    name("label", v.label);
    if (!v.was.empty()) text("was", v.was);
    if (!v.text.empty()) text("text", v.text);
    if (!v.present.empty()) text("present", v.present);
    name("act", v.act);
    name("stance", v.stance);
    name("quote", v.quote);
    spans("content", v.content);
    spans("chain", v.chain);
    name("status", v.status);
    name("move", v.move);
    strings("actors", v.actors);
    strings("recipients", v.recipients);
    if (v.object) {
      json_.key("object");
      span(*v.object);
    }
    if (!v.other.empty()) {
      json_.key("other");
      json_.begin_object();
      text("document", v.other);
      offsets(v.other_span);
      json_.end_object();
    }
    json_.end_object();
  }

 private:
  void offsets(CharSpan s) {
    json_.key("start");
    json_.integer(s.begin.value);
    json_.key("end");
    json_.integer(s.end.value);
  }
  void span(CharSpan s) {
    json_.begin_object();
    offsets(s);
    json_.end_object();
  }
  void text(std::string_view key, const std::optional<std::string>& s) {
    if (!s) return;
    json_.key(key);
    json_.string(*s);
  }
  template <class E>
  void name(std::string_view key, const std::optional<E>& e) {
    if (!e) return;
    json_.key(key);
    json_.string(name_of(*e));
  }
  void spans(std::string_view key, const std::optional<std::vector<CharSpan>>& list) {
    if (!list) return;
    json_.key(key);
    json_.begin_array();
    for (const CharSpan s : *list) span(s);
    json_.end_array();
  }
  void strings(std::string_view key, const std::optional<std::vector<std::string>>& list) {
    if (!list) return;
    json_.key(key);
    json_.begin_array();
    for (const std::string& s : *list) json_.string(s);
    json_.end_array();
  }

  JsonWriter json_;
};

const Json& member(const Json& j, const char* key) {
  static const Json kNull;
  const auto it = j.FindMember(key);
  return it == j.MemberEnd() ? kNull : it->value;
}

std::optional<std::string> text_or_none(const Json& j, const char* key) {
  const Json& v = member(j, key);
  if (v.IsNull()) return {};
  if (!v.IsString()) throw Wrong(fmt::format("`{}` is not a string", key));
  return std::string(v.GetString(), v.GetStringLength());
}
std::string text_of(const Json& j, const char* key) { return text_or_none(j, key).value_or(""); }

template <class E>
std::optional<E> name_or_none(const Json& j, const char* key) {
  const auto name = text_or_none(j, key);
  if (!name) return {};
  const auto value = from_name<E>(*name);
  if (!value) throw Wrong(fmt::format("`{}` has the unknown value \"{}\"", key, *name));
  return value;
}
template <class E>
E name_in(const Json& j, const char* key) {
  const auto value = name_or_none<E>(j, key);
  if (!value) throw Wrong(fmt::format("`{}` is missing", key));
  return *value;
}

CharSpan span_of(const Json& j) {
  if (!j.IsObject()) throw Wrong("a span is not an object");
  const Json& start = member(j, "start");
  const Json& end = member(j, "end");
  if (!start.IsUint() || !end.IsUint() || start.GetUint() >= end.GetUint()) throw Wrong("`start` and `end` are no span");
  return {CharOffset(start.GetUint()), CharOffset(end.GetUint())};
}

const Json& array_of(const Json& v, const char* key) {
  if (!v.IsArray()) throw Wrong(fmt::format("`{}` is not a list", key));
  return v;
}
std::optional<std::vector<CharSpan>> spans_of(const Json& j, const char* key) {
  const Json& v = member(j, key);
  if (v.IsNull()) return {};
  std::vector<CharSpan> out;
  for (const Json& s : array_of(v, key).GetArray()) out.push_back(span_of(s));
  return out;
}
std::optional<std::vector<std::string>> strings_of(const Json& j, const char* key) {
  const Json& v = member(j, key);
  if (v.IsNull()) return {};
  std::vector<std::string> out;
  for (const Json& s : array_of(v, key).GetArray()) {
    if (!s.IsString()) throw Wrong(fmt::format("`{}` holds what is no id", key));
    out.emplace_back(s.GetString(), s.GetStringLength());
  }
  return out;
}

CorrectionValue value_of(CorrectionKind kind, const Json& j) {
  CorrectionValue v;
  if (j.IsNull()) return v;
  if (!j.IsObject()) throw Wrong("`value` is not an object");
  if (j.HasMember("start") || j.HasMember("end")) v.span = span_of(j);
  v.actor = text_or_none(j, "actor");
  v.name = text_or_none(j, "name");
  if (kind == CorrectionKind::event) {
    v.event = name_or_none<EventType>(j, "type");
  } else {
    v.type = name_or_none<ActorType>(j, "type");
  }
  v.label = name_or_none<Label>(j, "label");
  v.was = text_of(j, "was");
  v.text = text_of(j, "text");
  v.present = text_of(j, "present");
  v.act = name_or_none<Act>(j, "act");
  v.stance = name_or_none<Stance>(j, "stance");
  v.quote = name_or_none<QuoteKind>(j, "quote");
  v.content = spans_of(j, "content");
  v.chain = spans_of(j, "chain");
  v.status = name_or_none<Status>(j, "status");
  v.move = name_or_none<Move>(j, "move");
  v.actors = strings_of(j, "actors");
  v.recipients = strings_of(j, "recipients");
  if (const Json& object = member(j, "object"); !object.IsNull()) v.object = span_of(object);
  if (const Json& other = member(j, "other"); !other.IsNull()) {
    v.other_span = span_of(other);
    v.other = text_of(other, "document");
  }
  return v;
}

Correction correction_of(const Json& j) {
  if (!j.IsObject()) throw Wrong("not a JSON object");
  if (const std::string schema = text_of(j, "schema"); schema != kSchema)
    throw Wrong(fmt::format("the schema is \"{}\", this program reads {}", schema, kSchema));
  Correction c;
  if (const Json& number = member(j, "number"); number.IsInt64()) c.number = number.GetInt64();
  c.kind = name_in<CorrectionKind>(j, "kind");
  c.verdict = name_in<Verdict>(j, "verdict");
  c.who = text_of(j, "who");
  c.when = text_of(j, "when");
  c.document = text_of(j, "document");
  c.text_hash = text_of(j, "text_hash");
  if (!member(j, "start").IsNull()) c.span = span_of(j);
  c.value = value_of(c.kind, member(j, "value"));
  const Json& undone = member(j, "undone");
  c.is_undone = undone.IsBool() && undone.GetBool();
  return c;
}

template <class Body>
auto parsed(std::string_view text, const std::string& file, long line, Body body)
    -> Result<decltype(body(std::declval<const Json&>()))> {
  rapidjson::Document json;
  // No recursion, as depth is the input's; bad UTF-8 would come out again.
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
  if (json.HasParseError())
    return Error{ErrorCode::bad_format, fmt::format("not JSON: {}", rapidjson::GetParseError_En(json.GetParseError())), file,
                 line};
  try {
    return body(json);
  } catch (const Wrong& w) {
    return Error{ErrorCode::bad_format, fmt::format("not a correction: {}", w.what()), file, line};
  }
}

}  // namespace

std::string correction_value(const Correction& correction) {
  std::string out;
  ValueWriter(out).write(correction.value);
  return out;
}

Result<CorrectionValue> read_correction_value(CorrectionKind kind, std::string_view json) {
  return parsed(json, "", 0, [&](const Json& j) { return value_of(kind, j); });
}

void write_correction(const Correction& c, std::optional<CorrectionState> state, std::string& out) {
  JsonWriter json(out);
  const auto text = [&](std::string_view key, std::string_view value) {
    json.key(key);
    json.string_or_null(value);
  };
  json.begin_object();
  text("schema", kSchema);
  json.key("number");
  json.integer(static_cast<std::uint64_t>(c.number));
  text("kind", name_of(c.kind));
  text("verdict", name_of(c.verdict));
  text("who", c.who);
  text("when", c.when);
  text("document", c.document);
  text("text_hash", c.text_hash);
  for (const auto& [key, at] : {std::pair{"start", c.span.begin}, {"end", c.span.end}}) {
    json.key(key);
    c.span.is_empty() ? json.null() : json.integer(at.value);
  }
  json.key("value");
  out += correction_value(c);
  out += R"(,"undone":)";
  out += c.is_undone ? "true" : "false";
  if (state) out += fmt::format(R"(,"state":"{}")", name_of(*state));
  out += '}';
}

Result<Correction> read_correction(std::string_view line, const std::string& file, long line_number) {
  return parsed(line, file, line_number, [](const Json& j) { return correction_of(j); });
}

namespace {

bool has_letter(std::string_view words) {
  for (std::size_t i = 0; i < words.size();) {
    const text::Decoded d = text::decode(words, i);
    const auto kind = text::class_of(d.code);
    if (kind == text::CharClass::arabic || kind == text::CharClass::latin || kind == text::CharClass::digit) return true;
    i += d.size;
  }
  return false;
}

}  // namespace

Result<void> check_correction(const Correction& c) {
  constexpr std::size_t kLongest = 1000;
  const auto wrong = [](std::string sentence) { return Error{ErrorCode::usage, std::move(sentence)}; };
  const CorrectionValue& v = c.value;
  for (const std::string* s : {&c.who, &c.document, &v.was, &v.text, &v.present, &v.other}) {
    if (s->size() > kLongest) return wrong("a value is too long");
  }
  const bool has_actor = v.actor && !v.actor->empty() && v.actor->size() <= kLongest;
  switch (c.kind) {
    case CorrectionKind::merge:
      if (v.was.empty() || !has_actor || v.was == *v.actor) return wrong("a merge needs two actors: `was` becomes `actor`");
      return {};
    case CorrectionKind::split:
      if (v.was.empty() || v.text.empty() || !has_actor || v.was == *v.actor)
        return wrong("a split needs `text`, the actor that it `was` and the `actor` that it is");
      return {};
    case CorrectionKind::alias:
      if (!has_letter(v.text) || !has_actor) return wrong("an alias needs `text` and the `actor` that it names");
      return {};
    case CorrectionKind::cue:
      if (!has_letter(v.text)) return wrong("a cue needs `text`: the past of a verb with its `present`, or a phrase");
      if (!v.present.empty() && !has_letter(v.present)) return wrong("`present` is no word");
      return {};
    default: break;
  }
  if (c.document.empty() || c.span.is_empty()) return wrong("it needs a document and a span");
  if (c.kind == CorrectionKind::claim && (v.other.empty() || v.other_span.is_empty()))
    return wrong("a claim correction needs `other`, the statement that it is (not) the same as");
  if (c.kind == CorrectionKind::claim && c.verdict == Verdict::edit) return wrong("claims are accepted or rejected");
  if (c.kind == CorrectionKind::link && c.verdict == Verdict::edit && !has_actor) return wrong("a link needs an `actor`");
  return {};
}

std::string item_name(CorrectionKind kind, std::string_view document, CharSpan span) {
  return fmt::format("{}:{}@{}-{}", name_of(kind), document, span.begin.value, span.end.value);
}

Result<Correction> read_item_name(std::string_view name) {
  const Error wrong{ErrorCode::usage, fmt::format("\"{}\" names no item; isnad review lists them", name)};
  const std::size_t colon = name.find(':');
  const std::size_t at = name.rfind('@');
  if (colon == std::string_view::npos || at == std::string_view::npos || at <= colon + 1) return wrong;
  Correction c;
  const auto kind = from_name<CorrectionKind>(name.substr(0, colon));
  if (!kind) return wrong;
  c.kind = *kind;
  c.document = name.substr(colon + 1, at - colon - 1);
  const char* const last = name.data() + name.size();
  const auto [middle, first_error] = std::from_chars(name.data() + at + 1, last, c.span.begin.value);
  if (first_error != std::errc() || middle == last || *middle != '-') return wrong;
  const auto [end, second_error] = std::from_chars(middle + 1, last, c.span.end.value);
  if (second_error != std::errc() || end != last || c.span.is_empty()) return wrong;
  return c;
}

}  // namespace isnad
