#include "ingest/json_line.h"

#include <fmt/format.h>
#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <array>
#include <cstdint>
#include <utility>

#include "ingest/decode.h"

namespace isnad::ingest {
namespace {

// Keeps the strings of the outermost object.
class FieldHandler : public rapidjson::BaseReaderHandler<rapidjson::UTF8<>, FieldHandler> {
 public:
  explicit FieldHandler(JsonFields& fields) : fields_(fields) {}

  bool Default() {  // null, booleans, numbers of no interest
    wanted_ = nullptr;
    return depth_ > 0;
  }
  bool Int(int v) { return number(v); }
  bool Uint(unsigned v) { return number(v); }
  bool Int64(std::int64_t v) { return number(v); }
  bool Uint64(std::uint64_t v) { return number(v); }
  bool String(const char* s, rapidjson::SizeType size, bool) {
    if (depth_ == 1 && wanted_ != nullptr) wanted_->assign(s, size);
    return Default();
  }
  bool StartObject() {
    ++depth_;
    wanted_ = nullptr;
    return true;
  }
  bool Key(const char* s, rapidjson::SizeType size, bool) {
    if (depth_ == 1) wanted_ = field(std::string_view(s, size));
    return true;
  }
  bool EndObject(rapidjson::SizeType) {
    --depth_;
    return true;
  }
  bool StartArray() {
    wanted_ = nullptr;
    return depth_++ > 0;
  }
  bool EndArray(rapidjson::SizeType) {
    --depth_;
    return true;
  }

 private:
  template <class N>
  bool number(N value) {
    if (depth_ == 1 && wanted_ == &fields_.id) *wanted_ = std::to_string(value);
    return Default();
  }

  std::string* field(std::string_view name) {
    const std::array<std::pair<std::string_view, std::string*>, 7> known = {{{"id", &fields_.id},
                                                                             {"outlet", &fields_.outlet},
                                                                             {"url", &fields_.url},
                                                                             {"published", &fields_.published},
                                                                             {"title", &fields_.title},
                                                                             {"text", &fields_.text},
                                                                             {"html", &fields_.html}}};
    for (const auto& [key, value] : known) {
      if (key == name) return value;
    }
    return nullptr;
  }

  JsonFields& fields_;
  std::string* wanted_ = nullptr;
  std::size_t depth_ = 0;
};

// The iterative parser keeps no frame per level, so that a line of brackets costs only memory.
rapidjson::ParseResult parse(std::string& line, JsonFields& fields) {
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseInsituFlag | rapidjson::kParseNanAndInfFlag;
  rapidjson::InsituStringStream stream(line.data());
  rapidjson::Reader reader;
  FieldHandler handler(fields);
  fields = JsonFields();
  return reader.Parse<kFlags>(stream, handler);
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }

// Other tools write halves of surrogate pairs; JSON text cannot hold them.
void replace_lone_surrogates(std::string& line) {
  const auto half_at = [&](std::size_t i) {  // 'h'igh, 'l'ow or none
    if (i + 6 > line.size() || line[i] != '\\' || line[i + 1] != 'u' || (line[i + 2] | 0x20) != 'd') return '\0';
    if (!is_hex(line[i + 3]) || !is_hex(line[i + 4]) || !is_hex(line[i + 5])) return '\0';
    const char c = static_cast<char>(line[i + 3] | 0x20);
    if (line[i + 3] == '8' || line[i + 3] == '9' || c == 'a' || c == 'b') return 'h';
    return c >= 'c' && c <= 'f' ? 'l' : '\0';
  };
  for (std::size_t i = line.find('\\'); i != std::string::npos && i + 1 < line.size(); i = line.find('\\', i + 1)) {
    const char half = half_at(i);
    if (half == 'h' && half_at(i + 6) == 'l') i += 6;
    else if (half != '\0') line.replace(i + 2, 4, "fffd");
    ++i;  // past the escaped character
  }
}

}  // namespace

Result<JsonFields> parse_json_line(std::string_view line) {
  if (line.starts_with("\xEF\xBB\xBF")) line.remove_prefix(3);
  std::string text;
  if (is_valid_utf8(line)) {
    text = line;
  } else {
    auto decoded = decode(line);
    if (!decoded) return Error{ErrorCode::bad_format, "the line is not text", {}, 0};
    text = std::move(decoded->text);
  }
  replace_lone_surrogates(text);
  // What is written as it stands is as valid as the line; only escapes can add what is not.
  const bool has_code_points = text.find("\\u") != std::string::npos;
  JsonFields fields;
  const rapidjson::ParseResult parsed = parse(text, fields);
  if (parsed.Code() == rapidjson::kParseErrorTermination)
    return Error{ErrorCode::bad_format, "the line is JSON but not an object", {}, 0};
  if (!parsed) {
    return Error{ErrorCode::bad_format,
                 fmt::format("not a JSON object: {} (byte {} of the line)", rapidjson::GetParseError_En(parsed.Code()),
                             parsed.Offset() + 1),
                 {},
                 0};
  }
  for (std::string* field :
       {&fields.id, &fields.outlet, &fields.url, &fields.published, &fields.title, &fields.text, &fields.html}) {
    if (!has_code_points) break;
    if (!is_valid_utf8(*field) || field->find('\0') != std::string::npos) *field = make_valid_utf8(*field);
  }
  return fields;
}

}  // namespace isnad::ingest
