#include "fuzz/ingest_targets.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "fetch/robots.h"
#include "ingest/decode.h"
#include "ingest/feed.h"
#include "ingest/html_dom.h"
#include "ingest/item_source.h"
#include "ingest/tables.h"
#include "isnad/ingest.h"

namespace isnad::ingest::fuzz {
namespace {

void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "does not hold: %s\n", what);
  std::abort();
}

const Knowledge& knowledge() {
  static const Result<Knowledge> loaded = Knowledge::from_data(ISNAD_SOURCE_DIR "/data");
  require(loaded.has_value(), "the tables of the repository load");
  return *loaded;
}

void read(std::string_view bytes, InputKind kind) {
  RawItem item;
  item.path = "input";
  item.line = kind == InputKind::json_lines ? 7 : 0;
  item.kind = kind;
  item.bytes = bytes;
  for (const bool is_as_is : {false, true}) {
    Options options;
    options.is_as_is = is_as_is;
    const auto document = read_document(item, knowledge(), options);
    if (!document) {
      require(!document.error().message.empty() && document.error().file == "input", "an error says what and where");
      require(document.error().line == item.line, "an error names the line");
      continue;
    }
    require(!document->text.empty(), "a document has text");
    for (const std::string* field :
         {&document->text, &document->title, &document->author, &document->outlet_name, &document->url, &document->id}) {
      require(is_valid_utf8(*field), "all strings are valid UTF-8");
    }
    require(document->content_hash.size() == 64, "the text is hashed");
  }
}

}  // namespace

void decode(std::string_view bytes) {
  const auto decoded = ingest::decode(bytes);
  if (!decoded) return;
  require(is_valid_utf8(decoded->text), "decoded text is valid UTF-8");
  const std::string clean = sanitise(decoded->text);
  require(is_valid_utf8(clean), "sanitised text is valid UTF-8");
  require(sanitise(clean) == clean, "sanitising twice is sanitising once");
  require(is_valid_utf8(make_valid_utf8(bytes)), "repaired text is valid UTF-8");
}

void html(std::string_view bytes) {
  read(bytes, InputKind::html);
  tree(bytes);
}

void tree(std::string_view bytes) {
  const auto decoded = ingest::decode(bytes);
  if (!decoded) return;
  const std::string page = sanitise(decoded->text);
  const auto ours = Dom::parse(page, knowledge().tables().hints);
  const auto theirs = Dom::parse_by_gumbo(page, knowledge().tables().hints);
  require(ours.has_value() == theirs.has_value(), "a page is read by both or by none");
  if (!ours) return;
  require(ours->nodes().size() == theirs->nodes().size(), "a page has the nodes that Gumbo finds");
  for (NodeId id = 0; id < ours->nodes().size(); ++id) {
    const DomNode& a = ours->nodes()[id];
    const DomNode& b = theirs->nodes()[id];
    require(a.parent == b.parent && a.end == b.end && a.is_element == b.is_element && a.tag == b.tag,
            "nodes stand where Gumbo puts them");
    require(a.text == b.text, "text is what Gumbo reads");
    require(std::ranges::equal(ours->attributes(id), theirs->attributes(id)), "attributes are those that Gumbo reads");
    require(ours->hints(id) == theirs->hints(id) && ours->class_number(id) == theirs->class_number(id),
            "class names are the same");
  }
}

void text(std::string_view bytes) { read(bytes, InputKind::text); }
void json_line(std::string_view bytes) { read(bytes, InputKind::json_lines); }

void formats(std::string_view bytes) {
  Options options;
  options.max_bytes = 1 << 16;
  for (const Format format : {Format::json_lines, Format::json, Format::xml, Format::warc}) {
    const auto items = open_items(format, memory_source(bytes), options);
    std::size_t count = 0;
    for (RawItem item; items->next(item); item = {}) {
      require(++count <= bytes.size() + 1, "a stream ends");
      require(item.error.has_value() || !item.bytes.empty(), "an item has bytes or an error");
      require(item.bytes.size() <= options.max_bytes * 8, "an item is no larger than the limit");
      static_cast<void>(read_document(item, knowledge(), options));
    }
  }
  const auto unpacked = unpack(bytes, options.max_bytes);
  require(!unpacked || unpacked->size() <= options.max_bytes, "unpacking keeps to the limit");
}

void web(std::string_view bytes) {
  if (const auto feed = parse_feed(bytes)) {
    for (const FeedEntry& entry : feed->entries)
      require(is_valid_utf8(entry.title) && is_valid_utf8(entry.html), "feeds are valid UTF-8");
  }
  const fetch::Robots robots = fetch::Robots::parse(bytes, "isnad");
  require(robots.allows("/robots.txt"), "robots.txt itself is always allowed");
  static_cast<void>(robots.allows(bytes.substr(0, 200)));
}

}  // namespace isnad::ingest::fuzz
