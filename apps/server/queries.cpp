// Saved queries: names for addresses of the page, kept in the store as one note.
#include <rapidjson/document.h>

#include "api.h"
#include "record/json_writer.h"

namespace isnad::server {
namespace {

constexpr const char* kNote = "queries";
constexpr std::size_t kMostQueries = 200;
constexpr std::size_t kLongestQuery = 1000;

using Queries = std::map<std::string, std::string>;  // address by name

std::string string_of(const rapidjson::Value& j, const char* key) {
  const auto found = j.FindMember(key);
  return found != j.MemberEnd() && found->value.IsString() ? std::string(found->value.GetString(), found->value.GetStringLength())
                                                           : std::string();
}

Queries parsed(const std::string& note) {
  Queries out;
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag>(note.data(), note.size());
  if (json.HasParseError() || !json.IsArray()) return out;
  for (const auto& q : json.GetArray()) {
    if (q.IsObject()) out.emplace(string_of(q, "name"), string_of(q, "address"));
  }
  return out;
}

std::string written(const Queries& queries) {
  std::string out;
  record::JsonWriter json(out);
  json.begin_array();
  for (const auto& [name, address] : queries) {
    json.begin_object();
    json.key("name");
    json.string(name);
    json.key("address");
    json.string(address);
    json.end_object();
  }
  json.end_array();
  return out;
}

}  // namespace

Result<std::string> saved_queries(Store& store) {
  const auto note = store.note(kNote);
  if (!note) return note.error();
  return written(parsed(*note));
}

Result<std::string> save_query(Store& store, std::string_view body) {
  rapidjson::Document json;
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(body.data(), body.size());
  if (json.HasParseError() || !json.IsObject()) return Error{ErrorCode::usage, "a query is an object with name and address"};
  const std::string name = string_of(json, "name");
  const std::string address = string_of(json, "address");
  // Nothing but a place of this page: no other site, no script.
  const bool is_own = address.empty() || address.starts_with("#/");
  if (name.empty() || !is_own || name.size() + address.size() > kLongestQuery)
    return Error{ErrorCode::usage, "a query has a name, and an address that begins with #/ (none: it is forgotten)"};
  const auto note = store.note(kNote);
  if (!note) return note.error();
  Queries queries = parsed(*note);
  queries.erase(name);
  if (!address.empty()) queries.emplace(name, address);
  if (queries.size() > kMostQueries) return Error{ErrorCode::usage, "there are too many saved queries"};
  std::string out = written(queries);
  if (auto kept = store.set_note(kNote, out); !kept) return kept.error();
  if (auto kept = store.commit(); !kept) return kept.error();
  return out;
}

}  // namespace isnad::server
