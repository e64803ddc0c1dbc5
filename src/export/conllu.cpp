#include <rapidjson/document.h>

#include <algorithm>

#include "isnad/export.h"

namespace isnad {
namespace {

using Json = rapidjson::Value;

std::string_view text_of(const Json& object, const char* key) {
  const auto it = object.FindMember(key);
  return it != object.MemberEnd() && it->value.IsString() ? std::string_view(it->value.GetString(), it->value.GetStringLength())
                                                          : "";
}
std::uint32_t number_of(const Json& object, const char* key) {
  const auto it = object.FindMember(key);
  return it != object.MemberEnd() && it->value.IsUint() ? it->value.GetUint() : 0;
}

// CoNLL-U has a line a comment: what would end it is a blank.
std::string on_one_line(std::string_view s) {
  std::string out(s);
  std::replace_if(
      out.begin(), out.end(), [](unsigned char c) { return c < 0x20; }, ' ');
  return out;
}

// One sentence: words numbered from 1, a token of several words as a range before them.
class SentenceLines {
 public:
  SentenceLines(const Record& record, CharSpan span, std::string& out) : r_(record), span_(span), out_(out) {}

  void head(std::size_t number) {
    if (number == 0) out_ += "# newdoc id = " + on_one_line(r_.document.id) + "\n";
    out_ += "# sent_id = " + on_one_line(r_.document.id) + "-s" + std::to_string(number + 1) +
            "\n# text = " + on_one_line(r_.slice(span_)) + "\n";
  }
  void add(const Json& token, CharOffset next) {
    const CharOffset end(number_of(token, "end"));
    const bool is_joined = next == end && next < span_.end;
    const std::string misc = is_joined ? "SpaceAfter=No" : "_";
    const auto segments = token.FindMember("segments");
    const std::size_t n = segments != token.MemberEnd() && segments->value.IsArray() ? segments->value.Size() : 0;
    if (n < 2)
      return line(std::to_string(++words_), text_of(token, "form"), text_of(token, "lemma"), text_of(token, "pos"), misc);
    out_ += std::to_string(words_ + 1) + "-" + std::to_string(words_ + n) + "\t" + on_one_line(text_of(token, "form")) +
            "\t_\t_\t_\t_\t_\t_\t_\t" + misc + "\n";
    for (const Json& s : segments->value.GetArray()) {
      const std::string_view form = r_.slice({CharOffset(number_of(s, "start")), CharOffset(number_of(s, "end"))});
      const bool is_stem = text_of(s, "kind") == "stem";
      // What a clitic is without its context is not known; its form is its lemma.
      line(std::to_string(++words_), form, is_stem ? text_of(token, "lemma") : form, is_stem ? text_of(token, "pos") : "X", "_");
    }
  }

 private:
  void line(const std::string& id, std::string_view form, std::string_view lemma, std::string_view pos, const std::string& misc) {
    const auto cell = [](std::string_view s) { return s.empty() ? std::string("_") : on_one_line(s); };
    out_ += id + "\t" + cell(form) + "\t" + cell(lemma) + "\t" + cell(pos) + "\t_\t_\t_\t_\t_\t" + misc + "\n";
  }

  const Record& r_;
  CharSpan span_;
  std::string& out_;
  std::size_t words_ = 0;
};

}  // namespace

Result<void> write_conllu(std::string_view line, std::string& out) {
  const auto record = read_record(line);
  if (!record) return record.error();
  rapidjson::Document json;
  json.Parse(line.data(), line.size());
  const auto tokens = json.FindMember("tokens");
  if (tokens == json.MemberEnd() || !tokens->value.IsArray()) {
    return Error{ErrorCode::not_found, "the record of " + record->document.id +
                                           " has no words; make records with isnad extract --tokens, then isnad analyze them"};
  }
  const auto& all = tokens->value;
  rapidjson::SizeType i = 0;
  std::size_t number = 0;
  for (const CharSpan& s : record->sentences) {
    while (i < all.Size() && number_of(all[i], "start") < s.begin.value) ++i;
    if (i == all.Size() || number_of(all[i], "start") >= s.end.value) continue;
    SentenceLines sentence(*record, s, out);
    sentence.head(number++);
    for (; i < all.Size() && number_of(all[i], "start") < s.end.value; ++i) {
      sentence.add(all[i], i + 1 < all.Size() ? CharOffset(number_of(all[i + 1], "start")) : s.end);
    }
    out += '\n';
  }
  return {};
}

}  // namespace isnad
