#include "ingest/feed.h"

#include <expat.h>

#include <algorithm>
#include <memory>

#include "text/ascii.h"

namespace isnad::ingest {
namespace {

constexpr std::size_t kDeepest = 64;
constexpr std::size_t kMostEntries = 100'000;

// Names come as "namespace|local"; what is inside an entry is told by its local name, and by the namespace where two share one.
class FeedParser {
 public:
  FeedParser() : parser_(XML_ParserCreateNS(nullptr, '|')) {
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(
        parser_.get(), [](void* self, const XML_Char* name, const XML_Char** attributes) { as(self).start(name, attributes); },
        [](void* self, const XML_Char* /*name*/) { as(self).end(); });
    XML_SetCharacterDataHandler(
        parser_.get(), [](void* self, const XML_Char* s, int n) { as(self).text_.append(s, static_cast<std::size_t>(n)); });
    XML_SetEntityDeclHandler(
        parser_.get(), [](void* self, const XML_Char*, int, const XML_Char*, int, const XML_Char*, const XML_Char*,
                          const XML_Char*, const XML_Char*) { as(self).stop("it declares entities, which no feed needs"); });
  }

  Result<Feed> run(std::string_view xml) {
    constexpr std::size_t kChunk = std::size_t{1} << 24;
    for (std::size_t at = 0; at <= xml.size(); at += kChunk) {
      const std::string_view part = xml.substr(at, kChunk);
      const bool is_last = at + kChunk >= xml.size();
      if (XML_Parse(parser_.get(), part.data(), static_cast<int>(part.size()), is_last ? 1 : 0) == XML_STATUS_ERROR)
        return error();
      if (is_last) break;
    }
    if (!is_feed_) return Error{ErrorCode::unsupported, "it is XML, but neither a feed, a sitemap nor a TREC collection", {}, 0};
    return std::move(feed_);
  }

 private:
  static FeedParser& as(void* self) { return *static_cast<FeedParser*>(self); }

  void stop(const char* why) {
    why_ = why;
    XML_StopParser(parser_.get(), XML_FALSE);
  }

  [[nodiscard]] Error error() const {
    const std::string why = why_ != nullptr ? why_ : XML_ErrorString(XML_GetErrorCode(parser_.get()));
    return {
        ErrorCode::bad_format, "not the XML of a feed: " + why, {}, static_cast<long>(XML_GetCurrentLineNumber(parser_.get()))};
  }

  struct Element {
    std::string name;  // local
    bool is_media;     // of another vocabulary than that of texts
  };

  void start(std::string_view full, const XML_Char** attributes) {
    if (open_.size() >= kDeepest) return stop("it is nested too deep");
    const std::size_t bar = full.rfind('|');
    const std::string name(full.substr(bar == std::string_view::npos ? 0 : bar + 1));
    open_.push_back(
        {name, full.find("search.yahoo.com/mrss") != std::string_view::npos || full.find("itunes") != std::string_view::npos});
    if (!is_in_content()) text_.clear();
    if (open_.size() == 1) {
      feed_.is_sitemap = name == "urlset" || name == "sitemapindex";
      feed_.is_sitemap_index = name == "sitemapindex";
      is_feed_ = feed_.is_sitemap || name == "rss" || name == "feed" || name == "RDF";
    }
    if (is_entry(name) && !is_inside_) {
      is_inside_ = true;
      depth_ = open_.size();
      entry_ = FeedEntry();
    }
    if (name == "link" && is_inside_ && open_.size() == depth_ + 1) read_link(attributes);
  }

  static bool is_entry(std::string_view name) { return name == "item" || name == "entry" || name == "url" || name == "sitemap"; }

  void read_link(const XML_Char** attributes) {
    std::string_view href;
    std::string_view relation = "alternate";
    for (; attributes[0] != nullptr; attributes += 2) {
      if (std::string_view(attributes[0]) == "href") href = attributes[1];
      if (std::string_view(attributes[0]) == "rel") relation = attributes[1];
    }
    if (relation == "alternate" && entry_.url.empty()) entry_.url = href;
  }

  // Atom may hold its content as elements of XHTML; their text counts.
  [[nodiscard]] bool is_in_content() const {
    if (!is_inside_ || open_.size() < depth_ + 2) return false;
    const std::string& field = open_[depth_].name;
    return field == "content" || field == "summary" || field == "encoded" || field == "description";
  }

  void end() {
    if (is_in_content()) {
      const std::string& name = open_.back().name;
      if (name == "p" || name == "br" || name == "li" || name == "div" || name == "blockquote") text_ += "<br><br>";
      open_.pop_back();
      return;
    }
    const Element element = std::move(open_.back());
    open_.pop_back();
    const std::string text(text::trimmed(text_));
    text_.clear();
    if (!is_inside_) {
      if (element.name == "title" && feed_.title.empty() && open_.size() <= 2) feed_.title = text;
      return;
    }
    if (open_.size() < depth_) {
      is_inside_ = false;
      if (entry_.url.empty() && entry_.id.starts_with("http")) entry_.url = entry_.id;
      if (feed_.entries.size() >= kMostEntries) return stop("it has too many entries");
      feed_.entries.push_back(std::move(entry_));
      return;
    }
    if (!element.is_media) read_field(element.name, text);
  }

  void read_field(const std::string& name, const std::string& text) {
    const bool is_direct = open_.size() == depth_;
    const auto set = [&](std::string& field) {
      if (field.empty()) field = text;
    };
    if (name == "name" && !is_direct) return set(entry_.author);
    if (!is_direct) return;
    if (name == "title") set(entry_.title);
    else if (name == "link" || name == "loc") set(entry_.url);
    else if (name == "guid" || name == "id") set(entry_.id);
    else if (name == "creator" || name == "author") set(entry_.author);
    else if (name == "pubDate" || name == "published" || name == "issued" || name == "date") entry_.published = text;
    else if (name == "updated" || name == "lastmod" || name == "modified") set(entry_.published);
    else if (name == "encoded" || name == "content" || name == "description" || name == "summary") {
      if (text.size() > entry_.html.size()) entry_.html = text;
    }
  }

  struct Free {
    void operator()(XML_Parser p) const { XML_ParserFree(p); }
  };
  std::unique_ptr<XML_ParserStruct, Free> parser_;
  Feed feed_;
  FeedEntry entry_;
  std::vector<Element> open_;
  std::string text_;
  std::size_t depth_ = 0;
  bool is_inside_ = false;
  bool is_feed_ = false;
  const char* why_ = nullptr;
};

}  // namespace

Result<Feed> parse_feed(std::string_view xml) { return FeedParser().run(xml); }

}  // namespace isnad::ingest
