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
constexpr std::array<std::string_view, 11> kImplied = {"p",  "li", "dd",    "dt",    "option", "tr",
                                                       "td", "th", "tbody", "thead", "tfoot"};
// Elements that say something of the page, change what is open outside, or have rules of their own.
constexpr std::array<std::string_view, 13> kStopping = {"h1",   "title", "meta",     "link",     "base",      "html", "head",
                                                        "body", "math",  "template", "frameset", "plaintext", "image"};
// Inline elements, across which a date may be spread.
constexpr std::array<std::string_view, 8> kInline = {"span", "a", "b", "i", "em", "strong", "small", "font"};

struct Name {
  std::array<char, kMaxName> letters{};
  std::size_t size = 0;  // 0 when it is longer

  [[nodiscard]] std::string_view view() const { return {letters.data(), size}; }
};

class Scanner {
 public:
  Scanner(std::string_view html, std::size_t at, std::string_view name, bool in_form)
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

  Name read_name() {
    Name name;
    std::size_t size = 0;
    for (; at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>'; ++at_, ++size) {
      const char c = html_[at_];
      if (size < kMaxName) name.letters[size] = lower(c);
    }
    name.size = size <= kMaxName ? size : 0;
    return name;
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
    const Name read = read_name();
    const std::string_view name = read.view();
    read_attributes();
    if (state_ == State::failed) return;
    if (name.empty() || is_in(kStopping, name)) return fail();
    if (!is_in(kInline, name)) figures_ = 0;
    if (name == "svg" || is_in(kRawText, name)) return skip_raw_text(tag, name);
    if (name == "input") ++out_.inputs;
    if (is_in(kVoid, name)) return;
    if (open_.size() == kMaxDepth || is_misplaced(name)) return fail();
    open_.push_back(read);
  }

  // Elements that their like or a parent of another kind would close.
  [[nodiscard]] bool is_misplaced(std::string_view name) const {
    if (name == "form" && in_form_) return true;
    const bool is_alone = name == "a" || name == "nobr" || name == "button" || name == "select" || name == "form";
    if (is_alone && std::any_of(open_.begin(), open_.end(), [&](const Name& n) { return n.view() == name; })) return true;
    return name != "option" && name != "optgroup" &&
           std::any_of(open_.begin(), open_.end(), [](const Name& n) { return n.view() == "select"; });
  }

  void skip_raw_text(std::size_t tag, std::string_view name) {
    if (html_.substr(tag, at_ - tag).find("ld+json") != std::string_view::npos) return fail();
    if (name == "svg" && html_[at_ - 2] == '/') return;
    while (state_ == State::inside) {
      skip_past("</");
      const std::string_view found = html_.substr(std::min(at_, html_.size()), name.size());
      if (std::equal(found.begin(), found.end(), name.begin(), name.end(), [](char a, char b) { return (a | 0x20) == b; }))
        return skip_past(">");
    }
  }

  void end_tag(std::size_t tag) {
    ++at_;
    const Name read = read_name();
    skip_past(">");
    if (state_ == State::failed) return;
    const std::string_view name = read.view();
    if (!is_in(kInline, name)) figures_ = 0;
    while (!open_.empty() && open_.back().view() != name && is_in(kImplied, open_.back().view())) open_.pop_back();
    if (!open_.empty()) {
      if (open_.back().view() != name) return fail();
      open_.pop_back();
      return;
    }
    if (name != name_) return fail();
    out_.end = tag;
    state_ = State::done;
  }

  std::string_view html_;
  std::size_t at_;
  std::string_view name_;
  bool in_form_;
  State state_ = State::inside;
  std::size_t figures_ = 0;  // since the last element that is not inline
  std::vector<Name> open_;
  PassedOver out_;
};

}  // namespace

bool is_passed_over(std::string_view name) { return name == "nav" || name == "aside" || name == "footer"; }

std::optional<PassedOver> pass_over(std::string_view html, std::size_t at, std::string_view name, bool in_form,
                                    std::size_t& stopped) {
  return Scanner(html, at, name, in_form).run(stopped);
}

}  // namespace isnad::ingest
