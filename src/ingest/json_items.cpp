// JSON of many documents: an array of objects as in JSONL, and what Telegram Desktop exports of a channel.
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <vector>

#include "ingest/decode.h"
#include "ingest/item_source.h"
#include "ingest/json_object.h"

namespace isnad::ingest {
namespace {

// An object cut out of the stream.
struct Picked {
  std::string object;  // empty when it is larger than the limit
  bool is_message = false;
  std::string chat;  // of a message
};

// Cuts out the objects of the outermost array, and those of arrays called "messages". Nothing is parsed but brackets and
// strings: what is wrong in an object is found when it is read.
class Cutter {
 public:
  Cutter(ByteSource& source, std::uint64_t limit) : stream_(source), limit_(limit) {}

  /// The next object; false at the end.
  bool next(Picked& out) {
    while (true) {
      const std::string_view bytes = stream_.peek(1);
      if (bytes.empty()) return false;
      const char c = bytes.front();
      stream_.skip(1);
      if (is_picking_ && (object_.size() <= limit_)) object_.push_back(c);
      if (step(c)) {
        out = {object_.size() <= limit_ ? std::move(object_) : std::string(), is_message_, chat_};
        object_.clear();
        return true;
      }
    }
  }

  /// True when all brackets that were opened were closed.
  [[nodiscard]] bool is_whole() const { return open_.empty() && !in_string_; }
  [[nodiscard]] const std::optional<Error>& error() const { return stream_.error(); }

 private:
  enum class Open : std::uint8_t { object, array, picked_array, messages };
  static constexpr std::size_t kDeepest = 10'000;

  // True when `c` ends an object that is picked.
  bool step(char c) {
    if (in_string_) {
      in_string(c);
      return false;
    }
    switch (c) {
      case '"':
        in_string_ = true;
        string_.clear();
        return false;
      case ':':
        if (!is_picking_) key_ = string_;
        return false;
      case '{': return open_object(), false;
      case '[':
        if (open_.size() < kDeepest) open_.push_back(kind_of_array());
        return false;
      case '}':
      case ']': return close();
      default: return false;
    }
  }

  void in_string(char c) {
    constexpr std::size_t kLongest = 1000;  // keys and names
    if (is_escaped_) is_escaped_ = false;
    else if (c == '\\') is_escaped_ = true;
    else if (c == '"') in_string_ = false;
    if (in_string_ && !is_picking_ && string_.size() < kLongest) string_.push_back(c);
    if (!in_string_ && !is_picking_ && key_ == "name") {
      chat_ = unescaped(string_);
      key_.clear();
    }
  }

  static std::string unescaped(const std::string& string) {
    rapidjson::Document value;
    value.Parse(("\"" + string + "\"").c_str());
    return value.IsString() ? make_valid_utf8({value.GetString(), value.GetStringLength()}) : std::string();
  }

  [[nodiscard]] Open kind_of_array() const {
    if (is_picking_) return Open::array;
    if (key_ == "messages") return Open::messages;
    return open_.empty() ? Open::picked_array : Open::array;
  }

  void open_object() {
    const bool is_element = !open_.empty() && (open_.back() == Open::picked_array || open_.back() == Open::messages);
    if (!is_picking_ && is_element) {
      is_picking_ = true;
      is_message_ = open_.back() == Open::messages;
      depth_ = open_.size();
      object_ = "{";
    }
    if (open_.size() < kDeepest) open_.push_back(Open::object);
  }

  bool close() {
    if (open_.empty()) return false;
    open_.pop_back();
    const bool ends = is_picking_ && open_.size() == depth_;
    if (ends) is_picking_ = false;
    return ends;
  }

  Stream stream_;
  std::uint64_t limit_;
  std::vector<Open> open_;
  std::size_t depth_ = 0;  // of the array around the object that is picked
  bool is_picking_ = false;
  bool is_message_ = false;
  bool in_string_ = false;
  bool is_escaped_ = false;
  std::string string_, key_, chat_, object_;
};

// Telegram's text is a string, or a list of strings and objects that hold the marked parts.
std::string text_of_message(const rapidjson::Value& text) {
  if (text.IsString()) return {text.GetString(), text.GetStringLength()};
  std::string out;
  if (!text.IsArray()) return out;
  for (const auto& part : text.GetArray()) {
    if (part.IsString()) out.append(part.GetString(), part.GetStringLength());
    if (!part.IsObject()) continue;
    const auto inner = part.FindMember("text");
    if (inner != part.MemberEnd() && inner->value.IsString())
      out.append(inner->value.GetString(), inner->value.GetStringLength());
  }
  return out;
}

// A message as a line of JSONL; empty when it has no text.
std::string line_of_message(const Picked& picked) {
  rapidjson::Document message;
  message.Parse<rapidjson::kParseIterativeFlag>(picked.object.data(), picked.object.size());
  if (message.HasParseError() || !message.IsObject()) return {};
  const auto text = message.FindMember("text");
  const auto date = message.FindMember("date");
  const auto id = message.FindMember("id");
  if (text == message.MemberEnd()) return {};
  const std::string words = text_of_message(text->value);
  if (words.find_first_not_of(" \n\t") == std::string::npos) return {};
  std::string name;
  if (id != message.MemberEnd() && id->value.IsInt64()) name = picked.chat + "/" + std::to_string(id->value.GetInt64());
  const bool is_dated = date != message.MemberEnd() && date->value.IsString();
  return json_object({{"id", name},
                      {"outlet", picked.chat},
                      {"published", is_dated ? std::string_view(date->value.GetString()) : std::string_view()},
                      {"text", words}});
}

class JsonItems final : public ItemSource {
 public:
  JsonItems(std::unique_ptr<ByteSource> bytes, const Options& options)
      : source_(std::move(bytes)),
        cutter_(*source_, options.max_bytes),
        limit_(options.max_bytes) {}

  bool next(RawItem& item) override {
    for (Picked picked; !is_done_ && cutter_.next(picked);) {
      if (take(picked, item)) return true;
    }
    if (is_done_) return false;
    is_done_ = true;
    if (cutter_.error()) item.error = *cutter_.error();
    else if (!cutter_.is_whole())
      item.error = Error{ErrorCode::bad_format, "the JSON ends before its brackets are closed", {}, 0};
    else if (count_ == 0 && skipped_ == 0) item.error = not_known();
    item.line = count_ == 0 ? 0 : count_ + 1;
    return item.error.has_value();
  }

  [[nodiscard]] std::uint64_t skipped() const override { return skipped_; }

 private:
  static Error not_known() {
    return {ErrorCode::unsupported,
            "it is JSON, but neither an array of objects nor a Telegram export: write it with `jq -c .` to a .jsonl file",
            {},
            0};
  }

  bool take(Picked& picked, RawItem& item) {
    item.kind = InputKind::json_lines;
    if (picked.object.empty()) item.error = too_large(limit_);
    else item.bytes = picked.is_message ? line_of_message(picked) : std::move(picked.object);
    if (item.bytes.empty() && !item.error) {
      ++skipped_;
      return false;
    }
    item.line = ++count_;
    return true;
  }

  std::unique_ptr<ByteSource> source_;
  Cutter cutter_;
  std::uint64_t limit_;
  bool is_done_ = false;
  long count_ = 0;
  std::uint64_t skipped_ = 0;
};

}  // namespace

std::unique_ptr<ItemSource> json_items(std::unique_ptr<ByteSource> bytes, const Options& options) {
  return std::make_unique<JsonItems>(std::move(bytes), options);
}

std::string json_object(std::initializer_list<std::pair<std::string_view, std::string_view>> members) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  writer.StartObject();
  for (const auto& [name, value] : members) {
    if (value.empty()) continue;
    writer.Key(name.data(), static_cast<rapidjson::SizeType>(name.size()));
    writer.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  }
  writer.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

}  // namespace isnad::ingest
