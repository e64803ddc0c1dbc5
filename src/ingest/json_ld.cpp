#include "ingest/json_ld.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <vector>

namespace isnad::ingest {
namespace {

using Value = rapidjson::Value;

std::string_view as_text(const Value& value) {
  return value.IsString() ? std::string_view(value.GetString(), value.GetStringLength()) : std::string_view();
}

const Value* member(const Value& object, const char* name) {
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

// "NewsArticle", "ReportageNewsArticle", "BlogPosting" and the like; a type may be a list.
bool is_article(const Value& object) {
  const Value* type = member(object, "@type");
  if (type == nullptr) return false;
  const auto names_article = [](const Value& v) {
    const std::string_view name = as_text(v);
    return name.ends_with("Article") || name == "BlogPosting" || name == "Report" || name == "LiveBlogPosting";
  };
  if (type->IsArray()) return std::any_of(type->Begin(), type->End(), names_article);
  return names_article(*type);
}

// The name of a person or organisation: a string, an object with "name", or a list of these (joined by commas).
std::string name_of(const Value& value) {
  if (value.IsString()) return std::string(as_text(value));
  if (value.IsObject()) {
    const Value* name = member(value, "name");
    return name == nullptr ? std::string() : std::string(as_text(name->IsArray() && !name->Empty() ? (*name)[0] : *name));
  }
  std::string out;
  if (!value.IsArray()) return out;
  for (const Value& entry : value.GetArray()) {
    if (entry.IsArray()) continue;
    const std::string one = name_of(entry);
    if (!one.empty()) out += (out.empty() ? "" : ", ") + one;
  }
  return out;
}

void fill(std::string& field, const Value& object, const char* name) {
  const Value* value = member(object, name);
  if (field.empty() && value != nullptr) field = as_text(*value);
}

void read_article(const Value& object, JsonLd& out) {
  fill(out.headline, object, "headline");
  fill(out.headline, object, "name");
  fill(out.body, object, "articleBody");
  fill(out.published, object, "datePublished");
  fill(out.published, object, "dateCreated");
  fill(out.language, object, "inLanguage");
  fill(out.url, object, "url");
  if (const Value* v = member(object, "author"); v != nullptr && out.author.empty()) out.author = name_of(*v);
  if (const Value* v = member(object, "publisher"); v != nullptr && out.publisher.empty()) out.publisher = name_of(*v);
}

void read_script(std::string_view script, JsonLd& out) {
  rapidjson::Document document;
  constexpr unsigned kFlags = rapidjson::kParseIterativeFlag | rapidjson::kParseCommentsFlag |
                              rapidjson::kParseTrailingCommasFlag | rapidjson::kParseNanAndInfFlag |
                              rapidjson::kParseStopWhenDoneFlag;
  document.Parse<kFlags>(script.data(), script.size());
  if (document.HasParseError()) return;
  std::vector<const Value*> open = {&document};
  while (!open.empty()) {
    const Value& value = *open.back();
    open.pop_back();
    if (value.IsArray()) {
      for (auto i = value.End(); i != value.Begin();) open.push_back(--i);
    } else if (value.IsObject()) {
      if (is_article(value)) read_article(value, out);
      else fill(out.page_published, value, "datePublished");
      for (const char* name : {"mainEntity", "@graph"}) {
        if (const Value* inner = member(value, name); inner != nullptr) open.push_back(inner);
      }
    }
  }
}

// Line breaks inside strings are the commonest error of hand-made JSON-LD.
std::string without_control_characters(std::string_view script) {
  std::string out(script);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  return out;
}

}  // namespace

JsonLd read_json_ld(const Dom& dom) {
  JsonLd out;
  for (const std::string& script : dom.json_ld()) read_script(without_control_characters(script), out);
  return out;
}

}  // namespace isnad::ingest
