#include "ingest/html_meta.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>

#include "ingest/byline.h"
#include "ingest/decode.h"
#include "ingest/page_date.h"
#include "text/ascii.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

std::string collapse(std::string_view s) {
  std::string out;
  for (std::size_t i = 0; i < s.size();) {
    const text::Decoded c = text::decode(s, i);
    const text::CharClass kind = text::class_of(c.code);
    if (kind == text::CharClass::space || kind == text::CharClass::newline) {
      if (!out.empty() && out.back() != ' ') out.push_back(' ');
    } else {
      out.append(s, i, c.size);
    }
    i += c.size;
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

// Names of <meta> that give the time of publication, and such that may give another time as well.
constexpr std::initializer_list<const char*> kPublishedKeys = {"article:published_time",
                                                               "og:published_time",
                                                               "og:article:published_time",
                                                               "article:published",
                                                               "article.published",
                                                               "article:publicationdate",
                                                               "article:publish_date",
                                                               "article:post_date",
                                                               "datepublished",
                                                               "rnews:datepublished",
                                                               "pubdate",
                                                               "pub_date",
                                                               "bt:pubdate",
                                                               "og:pubdate",
                                                               "publishdate",
                                                               "publish-date",
                                                               "publish_date",
                                                               "published-date",
                                                               "published_date",
                                                               "publisheddate",
                                                               "published_time",
                                                               "publication_date",
                                                               "publicationdate",
                                                               "date_published",
                                                               "date-published",
                                                               "dateposted",
                                                               "parsely-pub-date",
                                                               "sailthru.date",
                                                               "cxenseparse:recs:publishtime",
                                                               "cxenseparse:recs:articlepublishtime",
                                                               "shareaholic:article_published_time",
                                                               "article_date_original",
                                                               "originalpublicationdate",
                                                               "citation_publication_date",
                                                               "citation_online_date",
                                                               "prism.publicationdate",
                                                               "dc.date.published",
                                                               "dc.date.publication",
                                                               "dc.date.issued",
                                                               "dcterms.issued",
                                                               "dcterms.date",
                                                               "nastooh:publishdate",
                                                               "article.created",
                                                               "item-publish-date",
                                                               "analyticsattributes.articledate",
                                                               "vr:published_time",
                                                               "iso-8601-publish-date",
                                                               "sort_date",
                                                               "published",
                                                               "publish_time",
                                                               "posted",
                                                               "og:article:publish_date",
                                                               "article:date"};
constexpr std::initializer_list<const char*> kDateKeys = {"dc.date",       "dc:date",      "dc.date.created",
                                                          "dc.created",    "dc:created",   "dcterms.created",
                                                          "datecreated",   "date_created", "created",
                                                          "citation_date", "date",         "gentime",
                                                          "timestamp",     "release_date", "article:create_date"};

class MetaReader {
 public:
  MetaReader(const Dom& dom, const JsonLd& json_ld, const Tables& tables, std::string_view source)
      : dom_(dom),
        json_ld_(json_ld),
        tables_(tables),
        source_(source) {
    collect();
  }

  HtmlMeta run() {
    HtmlMeta out;
    out.url = first_url({canonical_, value({"og:url", "twitter:url"}), json_ld_.url, saved_from()});
    out.outlet = outlet_in(
        collapse(first({value({"og:site_name"}), json_ld_.publisher, value({"application-name", "dc.publisher", "publisher"})})),
        out.url);
    out.title = title(out.outlet);
    out.author = author(out.outlet);
    out.language = first({root_language_, value({"og:locale", "content-language", "language", "inlanguage"}), json_ld_.language});
    out.published = published(out);
    return out;
  }

 private:
  void collect() {
    const auto& nodes = dom_.nodes();
    for (NodeId id = 0; id < nodes.size(); ++id) {
      if (nodes[id].is_text()) continue;
      switch (nodes[id].tag) {
        case GUMBO_TAG_HTML:
          root_language_ = first({std::string(dom_.attribute(id, "lang")), std::string(dom_.attribute(id, "xml:lang"))});
          break;
        case GUMBO_TAG_META: collect_meta(id); break;
        case GUMBO_TAG_LINK:
          if (dom_.attribute(id, "rel") == "canonical" && canonical_.empty()) canonical_ = dom_.attribute(id, "href");
          break;
        case GUMBO_TAG_TITLE:
          if (head_title_.empty()) head_title_ = text_of(dom_, id);
          break;
        case GUMBO_TAG_H1: add_heading(id); break;
        default: break;
      }
      collect_microdata(id);
    }
  }

  void collect_meta(NodeId id) {
    const std::string content = collapse(dom_.attribute(id, "content"));
    if (content.empty()) return;
    for (const char* attribute : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string key = text::lower_ascii(dom_.attribute(id, attribute));
      if (!key.empty()) meta_.emplace(key, content);
    }
  }

  void collect_microdata(NodeId id) {
    if (dom_.nodes()[id].tag == GUMBO_TAG_META) return;
    std::string_view property;
    std::string_view relation;
    for (const HtmlAttribute& attribute : dom_.attributes(id)) {
      if (attribute.name == "itemprop") property = attribute.value;
      else if (attribute.name == "rel") relation = attribute.value;
    }
    if (property.empty() && relation.empty()) return;
    if (property == "datePublished" && item_date_.empty()) {
      item_date_ =
          first({std::string(dom_.attribute(id, "datetime")), std::string(dom_.attribute(id, "content")), text_of(dom_, id)});
    }
    if ((property == "author" || relation == "author") && item_author_.empty()) item_author_ = text_of(dom_, id);
    if (property == "headline" && item_headline_.empty() && dom_.nodes()[id].tag != GUMBO_TAG_H1)
      item_headline_ = text_of(dom_, id);
  }

  void add_heading(NodeId id) {
    std::string text = text_of(dom_, id);
    if (!text.empty() && headings_.size() < 16) headings_.push_back(std::move(text));
  }

  static std::string first(std::initializer_list<std::string> candidates) {
    for (const std::string& candidate : candidates) {
      if (!candidate.empty()) return candidate;
    }
    return {};
  }

  static std::string first_url(std::initializer_list<std::string> candidates) {
    for (const std::string& candidate : candidates) {
      if ((candidate.starts_with("http://") || candidate.starts_with("https://")) && !host_of(candidate).empty())
        return candidate;
    }
    return {};
  }

  [[nodiscard]] std::string value(std::initializer_list<const char*> keys) const {
    for (const char* key : keys) {
      if (const auto found = meta_.find(key); found != meta_.end()) return found->second;
    }
    return {};
  }

  // --- outlet
  // The name alone where a motto stands beside it: the part that is a known outlet or that the address repeats, else the first.
  [[nodiscard]] std::string outlet_in(const std::string& stated, const std::string& url) const {
    if (tables_.outlets.by_name(stated) != nullptr) return stated;
    const std::vector<std::string_view> parts = split_at_marks(stated);
    if (parts.size() < 2) return stated.starts_with("@") ? stated.substr(1) : stated;
    const std::string host = host_of(url);
    const auto repeats_host = [&](std::string_view part) {
      std::string letters = fold_line(part).text;
      std::erase(letters, ' ');
      return letters.size() >= 3 && host.find(letters) != std::string::npos;
    };
    auto best = std::find_if(parts.begin(), parts.end(), [&](auto part) { return tables_.outlets.by_name(part) != nullptr; });
    if (best == parts.end()) best = std::find_if(parts.begin(), parts.end(), repeats_host);
    return std::string(best == parts.end() ? parts.front() : *best);
  }

  // --- headline
  // Without the outlet's name before or after it.
  [[nodiscard]] std::string strip_outlet(const std::string& title, const std::string& outlet) const {
    const std::vector<std::string_view> parts = split_at_marks(title);
    if (parts.size() < 2) return title;
    const auto names_outlet = [&](std::string_view part) {
      return (!outlet.empty() && fold_line(part).text == fold_line(outlet).text) || tables_.outlets.by_name(part) != nullptr;
    };
    std::size_t begin = 0;
    std::size_t end = parts.size();
    while (end - begin > 1 && names_outlet(parts[end - 1])) --end;
    while (end - begin > 1 && names_outlet(parts[begin])) ++begin;
    const char* from = parts[begin].data();
    return std::string(from, parts[end - 1].data() + parts[end - 1].size());
  }

  [[nodiscard]] std::string title(const std::string& outlet) const {
    const std::string open_graph = value({"og:title", "twitter:title", "dc.title", "title"});
    const std::string announced =
        fold_line(open_graph).text + "\n" + fold_line(head_title_).text + "\n" + fold_line(json_ld_.headline).text;
    std::string best;
    // A heading that title or metadata repeat is the headline as readers see it.
    for (const std::string& heading : headings_) {
      const std::string folded = fold_line(heading).text;
      const bool names_outlet = tables_.outlets.by_name(heading) != nullptr || folded == fold_line(outlet).text;
      if (!names_outlet && heading.size() > best.size() && announced.find(folded) != std::string::npos) best = heading;
    }
    if (!best.empty()) return best;
    const bool is_cut = json_ld_.headline.ends_with("...") || json_ld_.headline.ends_with("\xE2\x80\xA6");
    const std::string from_head = strip_longest(head_title_, outlet);
    return collapse(first({is_cut ? std::string() : json_ld_.headline, strip_outlet(open_graph, outlet), item_headline_,
                           headings_.size() == 1 ? headings_.front() : std::string(), from_head}));
  }

  // Of a <title> with an unknown outlet in it, the longest part.
  [[nodiscard]] std::string strip_longest(const std::string& title, const std::string& outlet) const {
    const std::string stripped = strip_outlet(title, outlet);
    const std::vector<std::string_view> parts = split_at_marks(stripped);
    const auto longest = std::max_element(parts.begin(), parts.end(), [](auto a, auto b) { return a.size() < b.size(); });
    return longest == parts.end() || longest->size() * 2 < stripped.size() ? stripped : std::string(*longest);
  }

  // --- author and date
  [[nodiscard]] std::string author(const std::string& outlet) const {
    for (const std::string& candidate :
         {json_ld_.author, value({"author", "article:author", "dc.creator", "byl", "sailthru.author", "parsely-author"}),
          item_author_}) {
      const std::vector<std::string_view> parts = split_at_marks(candidate);
      std::string name = parts.empty() ? std::string() : collapse(parts.front());
      if (name.starts_with("(")) continue;  // "(place - agency)"
      const LineRules::Found rule = tables_.lines.find(name, fold_line(name));
      if (rule.role == LineRole::byline && rule.match == LineRules::Match::prefix)
        name = collapse(std::string_view(name).substr(rule.after));
      const bool is_outlet = fold_line(name).text == fold_line(outlet).text || tables_.outlets.by_name(name) != nullptr;
      const bool is_generic = rule.role != LineRole::none && rule.match == LineRules::Match::exact;
      if (is_name_like(name) && !is_outlet && !is_generic) return name;
    }
    return {};
  }

  // --- date
  // Addresses keep the day of publication through moves and changes of a page, and it is the day where the outlet is.
  [[nodiscard]] Published published(const HtmlMeta& page) const {
    const std::string in_url = date_in_url(page.url, tables_.months);
    if (in_url.size() == 10) return {in_url, DateBasis::url};
    const DateStyle style = date_style(page);
    for (const std::string& candidate : {json_ld_.published, value(kPublishedKeys), item_date_, value(kDateKeys)}) {
      std::string date = day_of_timestamp(candidate);
      if (date.empty()) date = find_date(candidate, tables_.months, style);
      if (date.size() == 10) return may_be_late(candidate) ? local_day(page, date, style) : Published{date, DateBasis::metadata};
    }
    if (Published seen = find_visible_date(dom_, tables_, page.title, style); !seen.value.empty()) return seen;
    if (std::string date = find_date(json_ld_.page_published, tables_.months); date.size() == 10)
      return {date, DateBasis::metadata};
    if (std::string date = find_scripted_date(source_, tables_.months); !date.empty()) return {date, DateBasis::metadata};
    return {in_url, in_url.empty() ? DateBasis::none : DateBasis::url};
  }

  // True for a time of the morning in UTC, when it is still the day before in America.
  static bool may_be_late(std::string_view stamp) {
    const std::size_t time = stamp.find('T');
    const bool is_utc = stamp.ends_with("Z") || stamp.ends_with("+00:00") || stamp.ends_with("+0000");
    return is_utc && time != std::string_view::npos && stamp.substr(time + 1, 2) < "12" &&
           stamp.substr(time + 1, 8) != "00:00:00";
  }

  // The date that readers see, where it is the day before the stamp of the metadata.
  [[nodiscard]] Published local_day(const HtmlMeta& page, const std::string& day, DateStyle style) const {
    Published seen = find_visible_date(dom_, tables_, page.title, style);
    return is_day_before(seen.value, day) ? seen : Published{day, DateBasis::metadata};
  }

  // American pages put the month first; the rest of the world does not.
  [[nodiscard]] static DateStyle date_style(const HtmlMeta& page) {
    const std::string language = text::lower_ascii(page.language);
    const bool is_english = language == "en" || language.starts_with("en-us") || language.starts_with("en_us");
    const std::string host = host_of(page.url);
    const std::size_t dot = host.rfind('.');
    const std::string_view top = dot == std::string::npos ? std::string_view() : std::string_view(host).substr(dot + 1);
    return {is_english && top.size() != 2, false};
  }

  // Browsers note in a saved page where it was.
  [[nodiscard]] std::string saved_from() const {
    constexpr std::size_t kHead = 2048;
    const std::string_view head = source_.substr(0, kHead);
    for (const std::string_view mark : {std::string_view("saved from url="), std::string_view("Page saved with SingleFile")}) {
      const std::size_t at = head.find(mark);
      const std::size_t url = at == std::string_view::npos ? at : head.find("http", at + mark.size());
      if (url != std::string_view::npos && url - at < mark.size() + 32)
        return std::string(head.substr(url, head.find_first_of(" \t\r\n>", url) - url));
    }
    return {};
  }

  const Dom& dom_;
  const JsonLd& json_ld_;
  const Tables& tables_;
  std::string_view source_;
  std::map<std::string, std::string> meta_;
  std::string canonical_, root_language_, head_title_, item_date_, item_author_, item_headline_;
  std::vector<std::string> headings_;
};

}  // namespace

std::string text_of(const Dom& dom, NodeId node) {
  constexpr std::size_t kLongest = 2048;  // bytes and nodes; headlines and names are short
  const auto& nodes = dom.nodes();
  std::string raw;
  for (NodeId id = node; id < nodes[node].end && id - node < kLongest && raw.size() < kLongest; ++id) {
    if (nodes[id].tag == GUMBO_TAG_BR || (!nodes[id].is_text() && id != node)) raw.push_back(' ');
    raw += nodes[id].text;
  }
  return sanitise(collapse(raw));
}

HtmlMeta read_meta(const Dom& dom, const JsonLd& json_ld, const Tables& tables, std::string_view source) {
  return MetaReader(dom, json_ld, tables, source).run();
}

}  // namespace isnad::ingest
