// Collections in the mark-up of TREC and of the LDC: <DOC> with number, headline, date and text; no XML, in any encoding.
#include <algorithm>

#include "ingest/decode.h"
#include "ingest/item_source.h"
#include "ingest/json_object.h"

namespace isnad::ingest {
namespace {

constexpr std::uint64_t kLongestLine = std::uint64_t{1} << 24;

std::size_t find_tag(std::string_view text, std::string_view name, std::size_t from) {
  for (std::size_t at = text.find('<', from); at != std::string_view::npos; at = text.find('<', at + 1)) {
    const std::string_view found = text.substr(at + 1, name.size());
    const bool is_same = found.size() == name.size() && std::equal(found.begin(), found.end(), name.begin(), [](char a, char b) {
                           return (a >= 'a' && a <= 'z' ? a - 32 : a) == b;
                         });
    const std::size_t after = at + 1 + name.size();
    if (is_same && after < text.size() && (text[after] == '>' || text[after] == ' ')) return at;
  }
  return std::string_view::npos;
}

// What stands in the first element of that name (in upper case).
std::string_view content(std::string_view text, std::string_view name, std::size_t from = 0) {
  const std::size_t begin = find_tag(text, name, from);
  const std::size_t inside = begin == std::string_view::npos ? begin : text.find('>', begin);
  if (inside == std::string_view::npos) return {};
  const std::size_t end = find_tag(text, "/" + std::string(name), inside);
  return text.substr(inside + 1, (end == std::string_view::npos ? text.size() : end) - inside - 1);
}

std::string_view first_of(std::string_view text, std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    if (const std::string_view found = content(text, name); !found.empty()) return found;
  }
  return {};
}

void append_entity(std::string& out, std::string_view text, std::size_t& at) {
  constexpr std::pair<std::string_view, char> kEntities[] = {
      {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
  for (const auto& [name, c] : kEntities) {
    if (!text.substr(at).starts_with(name)) continue;
    out.push_back(c);
    at += name.size();
    return;
  }
  out.push_back(text[at++]);
}

// Text without tags; where paragraphs are marked, the lines of each are joined.
std::string plain(std::string_view text) {
  const bool has_paragraphs = find_tag(text, "P", 0) != std::string_view::npos;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '<' && text.find('>', at) != std::string_view::npos) {
      at = text.find('>', at) + 1;
      if (has_paragraphs && !out.empty() && out.back() != '\n') out.push_back('\n');
    } else if (text[at] == '&') {
      append_entity(out, text, at);
    } else {
      const bool joins = has_paragraphs && (text[at] == '\n' || text[at] == '\r');
      if (!joins) out.push_back(text[at]);
      else if (!out.empty() && out.back() != ' ' && out.back() != '\n') out.push_back(' ');
      ++at;
    }
  }
  const std::size_t begin = out.find_first_not_of(" \n\r\t");
  return begin == std::string::npos ? std::string() : out.substr(begin, out.find_last_not_of(" \n\r\t") - begin + 1);
}

// The number of the first line, <DOC id="AFP_ARB_19940513.0001" type="story">.
std::string_view id_attribute(std::string_view document) {
  const std::size_t at = document.substr(0, document.find('>')).find("id=\"");
  return at == std::string_view::npos ? std::string_view() : document.substr(at + 4, document.find('"', at + 4) - at - 4);
}

// Eight figures after a mark in a number of the LDC are a day.
std::string_view day_in(std::string_view id) {
  for (std::size_t at = id.find_first_of("_."); at != std::string_view::npos; at = id.find_first_of("_.", at + 1)) {
    const std::string_view day = id.substr(at + 1, 8);
    if (day.size() == 8 && day.find_first_not_of("0123456789") == std::string_view::npos) return day;
  }
  return {};
}

std::string line_of(std::string_view document) {
  std::string text;
  for (std::size_t at = 0;;) {
    const std::size_t begin = std::min(find_tag(document, "TEXT", at), find_tag(document, "BODY", at));
    if (begin == std::string_view::npos) break;
    const bool is_text = find_tag(document, "TEXT", at) == begin;
    const std::string part = plain(content(document, is_text ? "TEXT" : "BODY", begin));
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
    at = begin + 1;
  }
  std::string id = plain(first_of(document, {"DOCNO", "DOCID"}));
  if (id.empty()) id = id_attribute(document);
  std::string date = plain(first_of(document, {"DATE_TIME", "DATETIME", "DATE", "PUBDATE"}));
  if (date.empty()) date = day_in(id);
  return json_object({{"id", id},
                      {"outlet", plain(first_of(document, {"SOURCE", "PUBLISHER"}))},
                      {"url", plain(content(document, "URL"))},
                      {"published", date},
                      {"title", plain(first_of(document, {"HEADLINE", "TITLE", "HEAD"}))},
                      {"text", text}});
}

class TrecItems final : public ItemSource {
 public:
  TrecItems(std::unique_ptr<ByteSource> bytes, const Options& options)
      : source_(std::move(bytes)),
        stream_(*source_),
        limit_(options.max_bytes) {}

  bool next(RawItem& item) override {
    std::string document;
    std::string line;
    bool is_inside = false;
    bool is_too_large = false;
    while (true) {
      const Stream::Got got = stream_.line(line, kLongestLine);
      if (got == Stream::Got::end) break;
      if (!is_inside && find_tag(line, "DOC", 0) == std::string::npos) continue;
      is_inside = true;
      is_too_large = is_too_large || got == Stream::Got::too_long || document.size() + line.size() > limit_;
      if (!is_too_large) document.append(line).push_back('\n');
      if (find_tag(line, "/DOC", 0) != std::string::npos) break;
    }
    if (!is_inside && !stream_.error()) return false;
    item.line = ++count_;
    item.kind = InputKind::json_lines;
    if (stream_.error() && !is_failed_) {
      is_failed_ = true;
      item.error = *stream_.error();
    } else if (is_too_large) {
      item.error = too_large(limit_);
    } else if (is_inside) {
      const auto decoded = decode(document);
      if (decoded) item.bytes = line_of(sanitise(decoded->text));
      else item.error = decoded.error();
    } else {
      return false;
    }
    return true;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  Stream stream_;
  std::uint64_t limit_;
  long count_ = 0;
  bool is_failed_ = false;
};

}  // namespace

std::unique_ptr<ItemSource> trec_items(std::unique_ptr<ByteSource> bytes, const Options& options) {
  return std::make_unique<TrecItems>(std::move(bytes), options);
}

}  // namespace isnad::ingest
