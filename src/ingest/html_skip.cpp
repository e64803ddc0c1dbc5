#include "ingest/html_skip.h"

#include <algorithm>
#include <array>
#include <vector>

#include "ingest/dates.h"
#include "ingest/html_tags.h"

namespace isnad::ingest {
namespace {

using namespace html;

constexpr std::size_t kMaxDepth = 128;  // more is left to the careful reader
constexpr std::size_t kMaxName = 16;
constexpr std::size_t kFewestFigures = 5;  // of a day with its year

// These end by themselves where their like begins or their parent ends.
constexpr TagSet kImplied = {GUMBO_TAG_P,  GUMBO_TAG_LI, GUMBO_TAG_DD,    GUMBO_TAG_DT,    GUMBO_TAG_OPTION, GUMBO_TAG_TR,
                             GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT};
// Elements that say something of the page, change what is open outside, or have rules of their own.
constexpr TagSet kStopping = {GUMBO_TAG_H1,       GUMBO_TAG_TITLE,     GUMBO_TAG_META, GUMBO_TAG_LINK, GUMBO_TAG_BASE,
                              GUMBO_TAG_HTML,     GUMBO_TAG_HEAD,      GUMBO_TAG_BODY, GUMBO_TAG_MATH, GUMBO_TAG_TEMPLATE,
                              GUMBO_TAG_FRAMESET, GUMBO_TAG_PLAINTEXT, GUMBO_TAG_IMAGE};
// Inline elements, across which a date may be spread.
constexpr TagSet kInline = {GUMBO_TAG_SPAN, GUMBO_TAG_A,      GUMBO_TAG_B,     GUMBO_TAG_I,
                            GUMBO_TAG_EM,   GUMBO_TAG_STRONG, GUMBO_TAG_SMALL, GUMBO_TAG_FONT};
// Their like does not stand in them.
constexpr TagSet kAlone = {GUMBO_TAG_A, GUMBO_TAG_NOBR, GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT, GUMBO_TAG_FORM};

class Scanner {
 public:
  Scanner(std::string_view html, std::size_t at, const TagName& name, bool in_form)
      : html_(html),
        at_(at),
        name_(name),
        in_form_(in_form) {}

  std::optional<PassedOver> run(std::size_t& stopped) {
    while (state_ == State::inside) step();
    stopped = at_;
    if (state_ == State::failed) return std::nullopt;
    return out_;
  }

 private:
  enum class State : unsigned char { inside, done, failed };

  void fail() { state_ = State::failed; }

  void step() {
    const std::size_t tag = html_.find('<', at_);
    if (tag == std::string_view::npos || tag + 1 >= html_.size()) {
      at_ = html_.size();
      return fail();
    }
    read_text(html_.substr(at_, tag - at_));
    at_ = tag + 1;
    if (state_ == State::failed) return;
    const char next = html_[at_];
    if (is_letter(next)) return start_tag(tag);
    if (next == '/' && at_ + 1 < html_.size() && is_letter(html_[at_ + 1])) return end_tag(tag);
    if (html_.substr(at_).starts_with("!--") && !html_.substr(at_).starts_with("!-->") && !html_.substr(at_).starts_with("!--->"))
      return skip_past("-->");
    if (next == '!' || next == '?' || next == '/') fail();
  }

  void read_text(std::string_view text) {
    figures_ += count_figures(text);
    if (figures_ >= kFewestFigures) fail();
  }

  void skip_past(std::string_view what) {
    const std::size_t found = html_.find(what, at_);
    if (found == std::string_view::npos) {
      at_ = html_.size();
      return fail();
    }
    at_ = found + what.size();
  }

  TagName read_name() {
    const std::size_t begin = at_;
    at_ = name_end(html_, at_);
    return TagName(html_.substr(begin, at_ - begin));
  }

  // Reads attributes up to one past the '>' of the tag; fails where one says something of the page.
  void read_attributes() {
    while (state_ == State::inside) {
      const std::size_t stop = html_.find_first_of(">\"'", at_);
      if (stop == std::string_view::npos) {
        at_ = html_.size();
        return fail();
      }
      const std::string_view names = html_.substr(at_, stop - at_);
      at_ = stop + 1;
      if (html_[stop] == '>') {
        if (is_telling(names, {})) fail();
        return;
      }
      const std::size_t end = html_.find(html_[stop], at_);
      const std::size_t last = names.find_last_not_of(" \t\r\n\f");
      const bool is_value = last != std::string_view::npos && names[last] == '=';
      if (end == std::string_view::npos || !is_value || is_telling(names, html_.substr(at_, end - at_))) return fail();
      at_ = end + 1;
    }
  }

  // `names` holds attributes up to and with the one whose value is `value`.
  static bool is_telling(std::string_view names, std::string_view value) {
    if (names.size() < 4) return false;
    const auto has = [&](std::string_view name) { return names.find(name) != std::string_view::npos; };
    if (has("itemprop") || has("ITEMPROP") || has("pubdate") || has("datetime") || has("data-utime")) return true;
    if (value.empty() || value.size() > 256) return false;
    if (has("rel")) return value.find("author") != std::string_view::npos;
    return (has("title") || has("content")) && count_figures(value) + 1 >= kFewestFigures;
  }

  void start_tag(std::size_t tag) {
    const TagName name = read_name();
    read_attributes();
    if (state_ == State::failed) return;
    if (name.written.size() > kMaxName || kStopping.has(name)) return fail();
    if (!kInline.has(name)) figures_ = 0;
    if (name.tag == GUMBO_TAG_SVG || kRawText.has(name)) return skip_raw_text(tag, name);
    if (name.tag == GUMBO_TAG_INPUT) ++out_.inputs;
    if (kVoid.has(name)) return;
    if (open_.size() == kMaxDepth || is_misplaced(name.tag)) return fail();
    open_.push_back(name);
  }

  // Elements that their like or a parent of another kind would close.
  [[nodiscard]] bool is_misplaced(GumboTag tag) const {
    const auto has_open = [this](GumboTag wanted) {
      return std::any_of(open_.begin(), open_.end(), [&](const TagName& n) { return n.tag == wanted; });
    };
    if (tag == GUMBO_TAG_FORM && in_form_) return true;
    if (kAlone.has(tag) && has_open(tag)) return true;
    return tag != GUMBO_TAG_OPTION && tag != GUMBO_TAG_OPTGROUP && has_open(GUMBO_TAG_SELECT);
  }

  void skip_raw_text(std::size_t tag, const TagName& name) {
    if (html_.substr(tag, at_ - tag).find("ld+json") != std::string_view::npos) return fail();
    if (name.tag == GUMBO_TAG_SVG && html_[at_ - 2] == '/') return;
    while (state_ == State::inside) {
      skip_past("</");
      if (TagName(html_.substr(std::min(at_, html_.size()), name.written.size())) == name) return skip_past(">");
    }
  }

  void end_tag(std::size_t tag) {
    ++at_;
    const TagName name = read_name();
    skip_past(">");
    if (state_ == State::failed) return;
    if (!kInline.has(name)) figures_ = 0;
    while (!open_.empty() && open_.back() != name && kImplied.has(open_.back())) open_.pop_back();
    if (!open_.empty()) {
      if (open_.back() != name) return fail();
      open_.pop_back();
      return;
    }
    if (name != name_) return fail();
    out_.end = tag;
    state_ = State::done;
  }

  std::string_view html_;
  std::size_t at_;
  TagName name_;
  bool in_form_;
  State state_ = State::inside;
  std::size_t figures_ = 0;  // since the last element that is not inline
  std::vector<TagName> open_;
  PassedOver out_;
};

}  // namespace

bool is_passed_over(GumboTag tag) { return tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE || tag == GUMBO_TAG_FOOTER; }

std::optional<PassedOver> pass_over(std::string_view html, std::size_t at, const html::TagName& name, bool in_form,
                                    std::size_t& stopped) {
  return Scanner(html, at, name, in_form).run(stopped);
}

}  // namespace isnad::ingest
