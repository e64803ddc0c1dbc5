#include "ingest/html_meta.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <map>

#include "ingest/byline.h"
#include "ingest/decode.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

std::string lower(std::string_view s) {
  std::string out(s);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

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

class MetaReader {
 public:
  MetaReader(const Dom& dom, const JsonLd& json_ld, const Tables& tables) : dom_(dom), json_ld_(json_ld), tables_(tables) {
    collect();
  }

  HtmlMeta run() {
    HtmlMeta out;
    out.url = first_url({canonical_, value({"og:url", "twitter:url"}), json_ld_.url});
    out.outlet =
        collapse(first({value({"og:site_name"}), json_ld_.publisher, value({"application-name", "dc.publisher", "publisher"})}));
    out.title = title(out.outlet);
    out.author = author(out.outlet);
    out.language = first({root_language_, value({"og:locale", "content-language", "language", "inlanguage"}), json_ld_.language});
    out.published = published(out.url);
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
        case GUMBO_TAG_TIME: add_time(id); break;
        default: break;
      }
      collect_microdata(id);
    }
  }

  void collect_meta(NodeId id) {
    const std::string content = collapse(dom_.attribute(id, "content"));
    if (content.empty()) return;
    for (const char* attribute : {"property", "name", "itemprop", "http-equiv"}) {
      const std::string key = lower(dom_.attribute(id, attribute));
      if (!key.empty()) meta_.emplace(key, content);
    }
  }

  void collect_microdata(NodeId id) {
    if (dom_.nodes()[id].tag == GUMBO_TAG_META) return;
    const std::string_view property = dom_.attribute(id, "itemprop");
    if (property == "datePublished" && item_date_.empty()) {
      item_date_ =
          first({std::string(dom_.attribute(id, "datetime")), std::string(dom_.attribute(id, "content")), text_of(dom_, id)});
    }
    const bool is_author = property == "author" || dom_.attribute(id, "rel") == "author";
    if (is_author && item_author_.empty()) item_author_ = text_of(dom_, id);
    if (property == "headline" && item_headline_.empty() && dom_.nodes()[id].tag != GUMBO_TAG_H1)
      item_headline_ = text_of(dom_, id);
  }

  void add_heading(NodeId id) {
    std::string text = text_of(dom_, id);
    if (!text.empty() && headings_.size() < 16) headings_.push_back(std::move(text));
  }

  // The first <time> with a date; those of later teasers do not count. One that says when the page was changed loses.
  void add_time(NodeId id) {
    const std::string_view property = dom_.attribute(id, "itemprop");
    if (property == "dateModified") return;
    const std::string date = find_date(first({std::string(dom_.attribute(id, "datetime")), text_of(dom_, id)}), tables_.months);
    const bool is_marked = dom_.has_attribute(id, "pubdate") || property == "datePublished";
    if (!date.empty() && (time_.empty() || is_marked)) time_ = date;
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
      if (rule.role == LineRole::byline && rule.match == LineRules::Match::prefix) name.erase(0, rule.after);
      const bool is_outlet = fold_line(name).text == fold_line(outlet).text || tables_.outlets.by_name(name) != nullptr;
      const bool is_generic = rule.role != LineRole::none && rule.match == LineRules::Match::exact;
      if (is_name_like(name) && !is_outlet && !is_generic) return name;
    }
    return {};
  }

  [[nodiscard]] Published published(const std::string& url) const {
    const std::string stated = value({"article:published_time",
                                      "og:published_time",
                                      "article:published",
                                      "datepublished",
                                      "pubdate",
                                      "publishdate",
                                      "publish-date",
                                      "publish_date",
                                      "published-date",
                                      "publication_date",
                                      "date",
                                      "dc.date",
                                      "dc.date.issued",
                                      "dcterms.created",
                                      "dcterms.date",
                                      "dc.date.created",
                                      "article_date_original",
                                      "sailthru.date",
                                      "parsely-pub-date",
                                      "cxenseparse:recs:publishtime",
                                      "originalpublicationdate",
                                      "release_date",
                                      "datecreated",
                                      "citation_publication_date",
                                      "og:pubdate",
                                      "nastooh:publishdate"});
    for (const std::string& candidate : {json_ld_.published, stated, item_date_}) {
      if (const std::string date = find_date(candidate, tables_.months); date.size() == 10) return {date, DateBasis::metadata};
    }
    if (!time_.empty()) return {time_, DateBasis::metadata};
    const std::string in_url = date_in_url(url);
    return {in_url, in_url.empty() ? DateBasis::none : DateBasis::url};
  }

  const Dom& dom_;
  const JsonLd& json_ld_;
  const Tables& tables_;
  std::map<std::string, std::string> meta_;
  std::string canonical_, root_language_, head_title_, item_date_, item_author_, item_headline_, time_;
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

HtmlMeta read_meta(const Dom& dom, const JsonLd& json_ld, const Tables& tables) { return MetaReader(dom, json_ld, tables).run(); }

}  // namespace isnad::ingest
