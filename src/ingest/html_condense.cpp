// condense(): what Gumbo need not see goes, and nesting and attributes are kept within what it handles in linear time.
//
// It follows the tokenizer of HTML5 (section 13.2.5) closely and its tree builder only so far that it never believes the
// page to be shallower than it is: an end tag closes what it names only up to the next element that bounds scopes.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "ingest/html_dom.h"

namespace isnad::ingest {
namespace {

constexpr std::array<std::string_view, 14> kVoid = {"area",  "base", "br",   "col",   "embed",  "hr",    "img",
                                                    "input", "link", "meta", "param", "source", "track", "wbr"};
// These end by themselves where their like begins, so that they nest only through other elements.
constexpr std::array<std::string_view, 15> kImplied = {"p",     "li",    "dd",    "dt",      "option", "tr",   "td",  "th",
                                                       "tbody", "thead", "tfoot", "caption", "html",   "head", "body"};
// An end tag for something outside of these does not close it (13.2.4.2, "has an element in the specific scope").
constexpr std::array<std::string_view, 7> kScope = {"applet", "table", "marquee", "object", "template", "button", "select"};
// Their end tags take out one element and leave those inside it (13.2.6.4.7, adoption agency).
constexpr std::array<std::string_view, 14> kFormatting = {"a",    "b", "big",   "code",   "em",     "font", "i",
                                                          "nobr", "s", "small", "strike", "strong", "tt",   "u"};
constexpr std::array<std::string_view, 8> kRawText = {"script", "style",  "textarea", "noscript",
                                                      "xmp",    "iframe", "noembed",  "noframes"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

constexpr std::size_t kMaxName = 64;
constexpr std::size_t kMaxOpen = std::size_t{1} << 16;

struct Open {
  std::string name;
  bool is_omitted;
};

class Condenser {
 public:
  Condenser(std::string_view html, const HtmlLimits& limits) : html_(html), limits_(limits) { out_.reserve(html.size()); }

  std::string run() {
    while (at_ < html_.size()) {
      const std::size_t tag = html_.find('<', at_);
      if (tag == std::string_view::npos || tag + 1 >= html_.size()) break;
      at_ = tag + 1;
      const char next = html_[at_];
      if (is_letter(next)) start_tag(tag);
      else if (next == '/' && at_ + 1 < html_.size() && is_letter(html_[at_ + 1])) end_tag(tag);
      else if (html_.substr(at_).starts_with("!--")) comment(tag);
      else if (next == '!' || next == '?' || next == '/') skip_past(">");
    }
    out_.append(html_.substr(copied_));
    return std::move(out_);
  }

 private:
  // Leaves out [from, to); `from` never lies before an earlier `to`.
  void omit(std::size_t from, std::size_t to, std::string_view instead = {}) {
    out_.append(html_.substr(copied_, from - copied_)).append(instead);
    copied_ = to;
  }

  void skip_past(std::string_view what) {
    const std::size_t found = html_.find(what, at_);
    at_ = found == std::string_view::npos ? html_.size() : found + what.size();
  }

  void comment(std::size_t tag) {
    at_ += 3;
    // "<!-->" and "<!--->" are whole comments; "--!>" ends one as well.
    if (html_.substr(at_).starts_with(">") || html_.substr(at_).starts_with("->")) {
      skip_past(">");
      return omit(tag, at_);
    }
    while (at_ < html_.size()) {
      skip_past("--");
      while (at_ < html_.size() && html_[at_] == '-') ++at_;
      if (!html_.substr(at_).starts_with(">") && !html_.substr(at_).starts_with("!>")) continue;
      skip_past(">");
      break;
    }
    omit(tag, at_);
  }

  std::string read_name() {
    std::string name;
    for (; at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>'; ++at_) {
      const char c = html_[at_];
      if (name.size() <= kMaxName) name.push_back(c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c);
    }
    return name;
  }

  struct TagEnd {
    bool is_self_closing = false;
    std::size_t surplus = 0;  // where the attributes beyond the limit begin; 0 when there are none
  };

  // Moves past the attributes and the '>' of a tag.
  TagEnd skip_attributes() {
    TagEnd out;
    std::size_t count = 0;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_space(html_[at_]) || html_[at_] == '/') {
        out.is_self_closing = html_[at_++] == '/';
        continue;
      }
      out.is_self_closing = false;
      if (++count == limits_.attributes + 1) out.surplus = at_;
      skip_attribute();
    }
    if (at_ < html_.size()) ++at_;
    return out;
  }

  void skip_attribute() {
    if (html_[at_] == '=') ++at_;  // a name may begin with it
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' && html_[at_] != '=') ++at_;
    std::size_t value = at_;
    while (value < html_.size() && is_space(html_[value])) ++value;
    if (value >= html_.size() || html_[value] != '=') return;
    at_ = value + 1;
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] == '>') return;
    if (html_[at_] == '"' || html_[at_] == '\'') {
      const char quote = html_[at_++];
      return skip_past({&quote, 1});
    }
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>') ++at_;
  }

  void start_tag(std::size_t tag) {
    const std::string name = read_name();
    const TagEnd end = skip_attributes();
    if (name.size() > kMaxName) return omit(tag, at_, " ");
    if (name == "title") return skip_raw_text(name);
    if (name == "svg" || name == "math") return drop_foreign(tag, name, end.is_self_closing);
    if (is_in(kRawText, name)) return drop_raw_text(tag, name);
    if (!is_in(kVoid, name) && !is_in(kImplied, name) && !open(name)) return omit(tag, at_, " ");
    if (end.surplus != 0) omit(end.surplus, at_ - 1);
  }

  // Notes the element as open; false when it lies too deep.
  bool open(const std::string& name) {
    if (name == "a" || name == "nobr") close(name);  // a second one ends the first
    const bool is_too_deep = depth_ >= limits_.depth;
    if (!is_too_deep) ++depth_;
    if (!is_too_deep || open_.size() < kMaxOpen) open_.push_back({name, is_too_deep});
    return !is_too_deep;
  }

  // Drawings and formulas hold no prose, and their own parsing rules would be needed here.
  void drop_foreign(std::size_t tag, const std::string& name, bool is_self_closing) {
    const std::size_t content = at_;
    if (!is_self_closing && !has_unclosed_foreign_) {
      skip_raw_text(name);
      has_unclosed_foreign_ = at_ >= html_.size();
    }
    if (has_unclosed_foreign_) at_ = content;  // a page is not lost for one unclosed drawing
    omit(tag, at_);
  }

  // Scripts take half of a page and more; only JSON-LD is of use.
  void drop_raw_text(std::size_t tag, const std::string& name) {
    const bool is_json_ld = name == "script" && html_.substr(tag, at_ - tag).find("ld+json") != std::string_view::npos;
    skip_raw_text(name);
    if (!is_json_ld) omit(tag, at_);
  }

  void skip_raw_text(const std::string& name) {
    while (at_ < html_.size()) {
      skip_past("</");
      if (html_.size() - at_ < name.size()) at_ = html_.size();
      const std::string_view found = html_.substr(at_, name.size());
      if (std::equal(found.begin(), found.end(), name.begin(), [](char a, char b) { return (a | 0x20) == b; }))
        return skip_past(">");
    }
  }

  void end_tag(std::size_t tag) {
    ++at_;
    const std::string name = read_name();
    skip_attributes();
    if (name.size() > kMaxName || close(name)) omit(tag, at_, " ");
  }

  // Closes `name`; true when it was a tag that has been left out, so that its end must be too.
  bool close(const std::string& name) {
    // A page that leaves more than this open is beyond repair; not finding the element is the safe side.
    constexpr std::size_t kLookBack = 1024;
    const std::size_t lowest = open_.size() > kLookBack ? open_.size() - kLookBack : 0;
    for (std::size_t i = open_.size(); i-- > lowest;) {
      if (open_[i].name == name) return take_out(i);
      if (is_in(kScope, open_[i].name)) break;
    }
    return false;
  }

  bool take_out(std::size_t i) {
    const bool was_omitted = open_[i].is_omitted;
    const std::size_t end = is_in(kFormatting, open_[i].name) || was_omitted ? i + 1 : open_.size();
    for (std::size_t k = i; k < end; ++k) {
      if (!open_[k].is_omitted) --depth_;
    }
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i), open_.begin() + static_cast<std::ptrdiff_t>(end));
    return was_omitted;
  }

  std::string_view html_;
  HtmlLimits limits_;
  std::string out_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;
  std::size_t depth_ = 0;
  bool has_unclosed_foreign_ = false;
  std::vector<Open> open_;
};

}  // namespace

std::string condense(std::string_view html, const HtmlLimits& limits) { return Condenser(html, limits).run(); }

}  // namespace isnad::ingest
