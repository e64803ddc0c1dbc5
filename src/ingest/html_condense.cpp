// condense(): what Gumbo need not see goes, and nesting and attributes are kept within what it handles in linear time.
//
// Gumbo takes its time for every character, so that most of a page's cost is saved here: of three quarters of it (scripts,
// addresses of links and pictures, style attributes, white space) nothing is ever read, and text is one character to it.
//
// It follows the tokenizer of HTML5 (section 13.2.5) closely and its tree builder only so far that it never believes the
// page to be shallower than it is: an end tag closes what it names only up to the next element that bounds scopes.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "ingest/dates.h"
#include "ingest/html_dom.h"
#include "ingest/html_skip.h"
#include "ingest/html_tags.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

using namespace html;

// These end by themselves where their like begins, so that they nest only through other elements.
constexpr TagSet kImplied = {GUMBO_TAG_P,     GUMBO_TAG_LI,      GUMBO_TAG_DD,   GUMBO_TAG_DT,    GUMBO_TAG_OPTION,
                             GUMBO_TAG_TR,    GUMBO_TAG_TD,      GUMBO_TAG_TH,   GUMBO_TAG_TBODY, GUMBO_TAG_THEAD,
                             GUMBO_TAG_TFOOT, GUMBO_TAG_CAPTION, GUMBO_TAG_HTML, GUMBO_TAG_HEAD,  GUMBO_TAG_BODY};
// An end tag for something outside of these does not close it (13.2.4.2, "has an element in the specific scope").
constexpr TagSet kScope = {GUMBO_TAG_APPLET,   GUMBO_TAG_TABLE,  GUMBO_TAG_MARQUEE, GUMBO_TAG_OBJECT,
                           GUMBO_TAG_TEMPLATE, GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT};
// Their end tags take out one element and leave those inside it (13.2.6.4.7, adoption agency).
constexpr TagSet kFormatting = {GUMBO_TAG_A,      GUMBO_TAG_B,      GUMBO_TAG_BIG,  GUMBO_TAG_CODE, GUMBO_TAG_EM,
                                GUMBO_TAG_FONT,   GUMBO_TAG_I,      GUMBO_TAG_NOBR, GUMBO_TAG_S,    GUMBO_TAG_SMALL,
                                GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT,   GUMBO_TAG_U};
// Inline elements that are of no account where they have no attribute that is read.
constexpr TagSet kPlain = {GUMBO_TAG_SPAN, GUMBO_TAG_B,    GUMBO_TAG_I,     GUMBO_TAG_EM,  GUMBO_TAG_STRONG,
                           GUMBO_TAG_U,    GUMBO_TAG_FONT, GUMBO_TAG_SMALL, GUMBO_TAG_BIG, GUMBO_TAG_S};
// Elements that stand for what is around them while they are open.
constexpr TagSet kAlone = {GUMBO_TAG_A, GUMBO_TAG_NOBR, GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT};

// Code points of the two private planes, less the noncharacters at their ends, stand for pieces.
constexpr std::uint32_t kPrivate = 0xF0000;
constexpr std::uint32_t kPlane = 0xFFFE;
constexpr std::size_t kShortestPiece = 8;  // bytes
constexpr std::size_t kLongestEntity = 40;

bool has_private_planes(std::string_view s) {
  for (std::size_t i = s.find('\xF3'); i != std::string_view::npos; i = s.find('\xF3', i + 1)) {
    if (i + 1 < s.size() && static_cast<unsigned char>(s[i + 1]) >= 0xB0) return true;
  }
  return s.find('\xF4') != std::string_view::npos;
}

constexpr std::size_t kMostInputs = 64;  // that are counted of a part passed over
constexpr std::size_t kMaxName = 64;
constexpr std::size_t kMaxOpen = std::size_t{1} << 16;

struct Open {
  TagName name;
  bool is_omitted;
};

// What is looked at of an attribute, by its name.
enum class Reading : std::uint8_t { none, whole, class_names, id, href, style, hidden, dated };

Reading reading_of(std::string_view name) {
  const auto when = [&](std::string_view known, Reading reading) { return is_same(name, known) ? reading : Reading::none; };
  switch (name.size()) {
    case 2: return when("id", Reading::id);
    case 3: return when("rel", Reading::whole);
    case 4: return lower(name[0]) == 'h' ? when("href", Reading::href) : when("role", Reading::whole);
    case 5:
      if (lower(name[0]) == 'c') return when("class", Reading::class_names);
      return lower(name[0]) == 's' ? when("style", Reading::style) : when("title", Reading::dated);
    case 6: return when("hidden", Reading::whole);
    case 7: return lower(name[0]) == 'p' ? when("pubdate", Reading::whole) : when("content", Reading::dated);
    case 8: return lower(name[0]) == 'i' ? when("itemprop", Reading::whole) : when("datetime", Reading::whole);
    case 10: return when("data-utime", Reading::whole);
    case 11: return when("aria-hidden", Reading::hidden);
    default: return Reading::none;
  }
}

class Condenser {
 public:
  Condenser(std::string_view html, const HtmlLimits& limits, const HtmlHints& hints)
      : html_(html),
        limits_(limits),
        hints_(hints),
        // A page that has such code points itself is given as it is.
        uses_pieces_(!has_private_planes(html)) {
    out_.reserve(html.size() / 4);
    page_.pool.reserve(html.size() / 2);
  }

  CondensedHtml run() {
    while (at_ < html_.size()) {
      const std::size_t tag = html_.find('<', at_);
      if (tag == std::string_view::npos || tag + 1 >= html_.size()) break;
      at_ = tag + 1;
      const char next = html_[at_];
      if (is_letter(next)) start_tag(tag);
      else if (next == '/' && at_ + 1 < html_.size() && is_letter(html_[at_ + 1])) end_tag(tag);
      else if (html_.substr(at_).starts_with("!--")) comment(tag);
      else if (next == '!' || next == '?' || next == '/') declaration(tag);
    }
    copy_text(html_.size());
    page_.html = std::move(out_);
    return std::move(page_);
  }

 private:
  // Copies what stands before `to` and is not yet copied, white space as one space.
  void copy_text(std::size_t to) {
    const std::size_t begin = out_.size();
    for (std::size_t i = copied_; i < to;) {
      std::size_t end = i;
      while (end < to && !is_space(html_[end])) ++end;
      out_.append(html_, i, end - i);
      if (end == to) break;
      while (end < to && is_space(html_[end])) ++end;
      if (out_.empty() || out_.back() != ' ') out_.push_back(' ');
      i = end;
    }
    copied_ = to;
    if (uses_pieces_ && out_.size() - begin >= kShortestPiece) stand_in(begin);
  }

  // Puts pieces in the place of the text from `begin` on, but for entities, which Gumbo reads, and white space at the ends.
  void stand_in(std::size_t begin) {
    text_.assign(out_, begin);
    out_.resize(begin);
    const std::string_view text = text_;
    std::size_t entity = text.find('&');
    std::size_t less = text.find('<');
    for (std::size_t at = 0; at < text.size();) {
      if (entity != text.npos && entity < at) entity = text.find('&', at);
      if (less != text.npos && less < at) less = text.find('<', at);
      const std::size_t special = std::min({entity, less, text.size()});
      add_text(text.substr(at, special - at));
      at = special;
      if (at == text.size()) break;
      at = text[at] == '&' ? past_entity(text, at) : at + 1;
      out_.append(text, special, at - special);
    }
  }

  // One past what Gumbo may take for an entity at `at`.
  static std::size_t past_entity(std::string_view text, std::size_t at) {
    std::size_t end = at + 1;
    while (end < text.size() && end - at < kLongestEntity && text[end] != ';' && text[end] != '&' && text[end] != '<') ++end;
    if (end < text.size() && text[end] == ';') return end + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80) ++end;  // to the next character
    return end;
  }

  void add_text(std::string_view text) {
    std::size_t from = 0;
    while (from < text.size() && text[from] == ' ') ++from;
    std::size_t to = text.size();
    while (to > from && text[to - 1] == ' ') --to;
    out_.append(text.substr(0, from));
    const std::string_view piece = text.substr(from, to - from);
    if (is_worth_a_piece(piece)) add_piece(piece);
    else out_.append(piece);
    out_.append(text.substr(to));
  }

  [[nodiscard]] bool is_worth_a_piece(std::string_view s) const {
    return uses_pieces_ && s.size() >= kShortestPiece && page_.pieces.size() < 2 * kPlane;
  }

  // Writes what stands for `piece`.
  void add_piece(std::string_view piece) {
    const auto number = static_cast<std::uint32_t>(page_.pieces.size());
    page_.pieces.emplace_back(static_cast<std::uint32_t>(page_.pool.size()), static_cast<std::uint32_t>(piece.size()));
    page_.pool.insert(page_.pool.end(), piece.begin(), piece.end());
    text::append(out_, stand_in_for(number));
  }

  static char32_t stand_in_for(std::uint32_t number) { return kPrivate + (number / kPlane << 16) + number % kPlane; }

  // Leaves out [from, to); `from` never lies before an earlier `to`.
  void omit(std::size_t from, std::size_t to, std::string_view instead = {}) {
    copy_text(from);
    out_.append(instead);
    copied_ = to;
  }

  // Copies [from, to) as it is.
  void keep(std::size_t from, std::size_t to) {
    copy_text(from);
    out_.append(html_, from, to - from);
    copied_ = to;
  }

  void skip_past(std::string_view what) {
    const std::size_t found = what.size() == 1 ? html_.find(what.front(), at_) : html_.find(what, at_);
    at_ = found == std::string_view::npos ? html_.size() : found + what.size();
  }

  // Only the document type says anything: whether old rules of nesting hold. All others are comments.
  void declaration(std::size_t tag) {
    const bool is_type = at_ + 1 < html_.size() && (html_[at_ + 1] | 0x20) == 'd' && html_[at_] == '!';
    skip_past(">");
    is_type ? keep(tag, at_) : omit(tag, at_);
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

  TagName read_name() {
    const std::size_t begin = at_;
    at_ = name_end(html_, at_);
    return TagName(html_.substr(begin, at_ - begin));
  }

  struct Attribute {
    std::string_view name;   // as written
    std::string_view whole;  // name, '=', quotes and value
    std::string_view value;
    Reading reading = Reading::none;
  };

  // Reads the attributes up to the '>' of a tag into `attributes_`, at most as many as the limit; true when it closes itself.
  bool read_attributes() {
    attributes_.clear();
    bool is_self_closing = false;
    while (at_ < html_.size() && html_[at_] != '>') {
      if (is_space(html_[at_]) || html_[at_] == '/') {
        is_self_closing = html_[at_++] == '/';
        continue;
      }
      is_self_closing = false;
      Attribute attribute = read_attribute();
      if (attributes_.size() == limits_.attributes) continue;
      attribute.reading = reading_of(attribute.name);
      attributes_.push_back(attribute);
    }
    if (at_ < html_.size()) ++at_;
    return is_self_closing;
  }

  Attribute read_attribute() {
    const std::size_t begin = at_;
    if (html_[at_] == '=') ++at_;  // a name may begin with it
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' && html_[at_] != '=') ++at_;
    const std::string_view name = html_.substr(begin, at_ - begin);
    std::size_t value = at_;
    while (value < html_.size() && is_space(html_[value])) ++value;
    if (value >= html_.size() || html_[value] != '=') return {name, name, {}};
    at_ = value + 1;
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    if (at_ >= html_.size() || html_[at_] == '>') return {name, name, {}};
    value = at_;
    if (html_[at_] == '"' || html_[at_] == '\'') {
      const char quote = html_[at_++];
      skip_past({&quote, 1});
      const bool is_closed = at_ > value + 1 && html_[at_ - 1] == quote;  // not where the page ends within it
      return {name, html_.substr(begin, at_ - begin), html_.substr(value + 1, at_ - value - 1 - (is_closed ? 1 : 0))};
    }
    while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '>') ++at_;
    return {name, html_.substr(begin, at_ - begin), html_.substr(value, at_ - value)};
  }

  enum class Fate : std::uint8_t { drop, name_only, keep };

  static bool has_date(std::string_view value) { return count_figures(value) >= 4; }

  static Fate fate_of(const Attribute& a, GumboTag tag) {
    const auto keep_if = [](bool is_read) { return is_read ? Fate::keep : Fate::drop; };
    switch (a.reading) {
      case Reading::whole: return Fate::keep;
      case Reading::href: return tag == GUMBO_TAG_A ? Fate::name_only : Fate::drop;
      case Reading::style:
        return keep_if(a.value.find("none") != std::string_view::npos || a.value.find("hidden") != std::string_view::npos);
      case Reading::hidden: return keep_if(a.value == "true");
      case Reading::dated: return keep_if(has_date(a.value));
      case Reading::none:
      case Reading::class_names:
      case Reading::id: break;
    }
    return Fate::drop;
  }

  // Writes what the class names and id say as one attribute; false when they say nothing.
  bool write_mark(GumboTag tag) {
    const auto value_of = [this](Reading reading) {
      const auto found =
          std::find_if(attributes_.begin(), attributes_.end(), [&](const Attribute& a) { return a.reading == reading; });
      return found == attributes_.end() ? std::string_view() : found->value;
    };
    const std::string_view class_names = value_of(Reading::class_names);
    const std::string_view id = value_of(Reading::id);
    if (class_names.empty() && id.empty()) return false;
    text_.assign(class_names).append(1, '\0').append(id);
    const auto [entry, is_new] = marks_.try_emplace(text_, static_cast<std::uint32_t>(page_.marks.size()));
    if (is_new) page_.marks.push_back({number_of_class(class_names), hints_.read(class_names, id)});
    const HtmlMark& mark = page_.marks[entry->second];
    if (mark.hints == 0 && (mark.class_number == 0 || kPlain.has(tag))) return false;
    if (entry->second >= 2 * kPlane) return false;
    out_.append(" c=");
    text::append(out_, stand_in_for(entry->second));
    return true;
  }

  std::uint32_t number_of_class(std::string_view names) {
    if (names.empty()) return 0;
    return classes_.try_emplace(std::string(names), static_cast<std::uint32_t>(classes_.size()) + 1).first->second;
  }

  // Writes the tag with the attributes that are read; false when it has none.
  bool write_attributes(GumboTag tag) {
    const bool all = tag == GUMBO_TAG_META || tag == GUMBO_TAG_LINK || tag == GUMBO_TAG_HTML;
    bool has_any = write_mark(tag);
    for (const Attribute& a : attributes_) {
      const Fate fate = all ? Fate::keep : fate_of(a, tag);
      if (fate == Fate::drop) continue;
      has_any = true;
      out_.append(1, ' ');
      if (fate == Fate::name_only) {
        out_.append(a.name);
      } else if (is_worth_a_piece(a.value) && a.value.find('&') == std::string_view::npos) {
        out_.append(a.name).append(1, '=');
        add_piece(a.value);
      } else {
        out_.append(a.whole);
      }
    }
    return has_any;
  }

  void start_tag(std::size_t tag) {
    const TagName name = read_name();
    const bool is_self_closing = read_attributes();
    if (name.written.size() > kMaxName) return omit(tag, at_, " ");
    if (name.tag == GUMBO_TAG_TITLE) {
      skip_raw_text(name);
      return keep(tag, at_);
    }
    if (name.tag == GUMBO_TAG_SVG || name.tag == GUMBO_TAG_MATH) return drop_foreign(tag, name, is_self_closing);
    if (kRawText.has(name)) return drop_raw_text(tag, name);
    if (name.tag == GUMBO_TAG_LINK && !is_read_link()) return omit(tag, at_);
    copy_text(tag);
    const std::size_t begin = out_.size();
    out_.append(1, '<').append(name.written);
    const bool has_attributes = write_attributes(name.tag);
    out_.push_back('>');
    copied_ = at_;
    if (kVoid.has(name) || kImplied.has(name)) return;
    const bool is_plain = !has_attributes && kPlain.has(name);
    if (open(name, is_plain)) {
      if (is_passed_over(name.tag)) pass_over_content(name);
      return;
    }
    out_.resize(begin);
    if (!is_plain) out_.push_back(' ');
  }

  // Menus, asides and footers are two fifths of the tags of a page, and no part of its article.
  void pass_over_content(const TagName& name) {
    if (at_ < tried_to_) return;  // in one that could not be passed over
    bool in_form = false;
    for (const Open& element : open_) {
      if (kAlone.has(element.name)) return;
      in_form = in_form || element.name.tag == GUMBO_TAG_FORM;
    }
    const auto passed = pass_over(html_, at_, name, in_form, tried_to_);
    if (!passed) return;
    for (std::size_t i = 0; i < std::min(passed->inputs, kMostInputs); ++i) out_.append("<input>");
    at_ = copied_ = passed->end;
  }

  [[nodiscard]] bool is_read_link() const {
    return std::any_of(attributes_.begin(), attributes_.end(), [](const Attribute& a) {
      return is_same(a.name, "itemprop") || (is_same(a.name, "rel") && (a.value == "canonical" || a.value == "author"));
    });
  }

  // Notes the element as open; false when it is left out, being plain or too deep.
  bool open(const TagName& name, bool is_plain) {
    if (name.tag == GUMBO_TAG_A || name.tag == GUMBO_TAG_NOBR) close(name);  // a second one ends the first
    const bool is_omitted = is_plain || depth_ >= limits_.depth;
    if (!is_omitted) ++depth_;
    if (!is_omitted || open_.size() < kMaxOpen) open_.push_back({name, is_omitted});
    return !is_omitted;
  }

  // Drawings and formulas hold no prose, and their own parsing rules would be needed here.
  void drop_foreign(std::size_t tag, const TagName& name, bool is_self_closing) {
    const std::size_t content = at_;
    if (!is_self_closing && !has_unclosed_foreign_) {
      skip_raw_text(name);
      has_unclosed_foreign_ = at_ >= html_.size();
    }
    if (has_unclosed_foreign_) at_ = content;  // a page is not lost for one unclosed drawing
    omit(tag, at_);
  }

  // Scripts take half of a page and more; only JSON-LD is of use.
  void drop_raw_text(std::size_t tag, const TagName& name) {
    const bool is_json_ld =
        name.tag == GUMBO_TAG_SCRIPT && html_.substr(tag, at_ - tag).find("ld+json") != std::string_view::npos;
    const std::size_t content = at_;
    skip_raw_text(name);
    if (is_json_ld) page_.json_ld.emplace_back(html_.substr(content, html_.rfind('<', at_ - 1) - content));
    omit(tag, at_);
  }

  void skip_raw_text(const TagName& name) {
    const std::size_t size = name.written.size();
    while (at_ < html_.size()) {
      skip_past("</");
      if (html_.size() - at_ < size) at_ = html_.size();
      if (at_ < html_.size() && TagName(html_.substr(at_, size)) == name) return skip_past(">");
    }
  }

  void end_tag(std::size_t tag) {
    ++at_;
    const TagName name = read_name();
    read_attributes();
    if (name.written.size() > kMaxName) return omit(tag, at_, " ");
    if (close(name)) return omit(tag, at_, kPlain.has(name) ? "" : " ");
    copy_text(tag);
    out_.append("</").append(name.written).append(1, '>');
    copied_ = at_;
  }

  // Closes `name`; true when it was a tag that has been left out, so that its end must be too.
  bool close(const TagName& name) {
    // A page that leaves more than this open is beyond repair; not finding the element is the safe side.
    constexpr std::size_t kLookBack = 1024;
    const std::size_t lowest = open_.size() > kLookBack ? open_.size() - kLookBack : 0;
    for (std::size_t i = open_.size(); i-- > lowest;) {
      if (open_[i].name == name) return take_out(i);
      if (kScope.has(open_[i].name)) break;
    }
    return false;
  }

  bool take_out(std::size_t i) {
    const bool was_omitted = open_[i].is_omitted;
    const std::size_t end = kFormatting.has(open_[i].name) || was_omitted ? i + 1 : open_.size();
    for (std::size_t k = i; k < end; ++k) {
      if (!open_[k].is_omitted) --depth_;
    }
    open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i), open_.begin() + static_cast<std::ptrdiff_t>(end));
    return was_omitted;
  }

  std::string_view html_;
  HtmlLimits limits_;
  const HtmlHints& hints_;
  bool uses_pieces_;
  CondensedHtml page_;
  std::string out_;
  std::string text_;                                      // scratch
  std::unordered_map<std::string, std::uint32_t> marks_;  // by class names and id: pages repeat them
  std::unordered_map<std::string, std::uint32_t> classes_;
  std::size_t at_ = 0;
  std::size_t copied_ = 0;
  std::size_t tried_to_ = 0;  // how far it is known that nothing can be passed over
  std::size_t depth_ = 0;
  bool has_unclosed_foreign_ = false;
  std::vector<Open> open_;
  std::vector<Attribute> attributes_;  // of the tag under way
};

}  // namespace

namespace {

// Which number the UTF-8 at `p` stands for; SIZE_MAX for none.
std::size_t number_at(const char* p) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(p[i]); };
  if (byte(0) < 0xF3 || byte(1) < 0x80 || byte(2) < 0x80 || byte(3) < 0x80) return SIZE_MAX;
  const std::uint32_t code = (byte(0) & 7U) << 18 | (byte(1) & 63U) << 12 | (byte(2) & 63U) << 6 | (byte(3) & 63U);
  if (code < kPrivate || (code & 0xFFFF) >= kPlane) return SIZE_MAX;
  return std::size_t{(code - kPrivate) >> 16} * kPlane + (code & 0xFFFF);
}

}  // namespace

std::uint32_t CondensedHtml::mark_at(const char* p) const {
  const std::size_t number = number_at(p);
  return number < marks.size() ? static_cast<std::uint32_t>(number) : kNoNode;
}

std::string_view CondensedHtml::piece_at(const char* p) const {
  const std::size_t number = number_at(p);
  if (number >= pieces.size()) return {};
  return {pool.data() + pieces[number].first, pieces[number].second};
}

CondensedHtml condense(std::string_view html, const HtmlLimits& limits, const HtmlHints& hints) {
  return Condenser(html, limits, hints).run();
}

}  // namespace isnad::ingest
