#include "ingest/html_tokens.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "ingest/html_tags.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

using namespace html;
using Kind = HtmlToken::Kind;

constexpr std::size_t kPieceBytes = 4;
// Document types without the rules of old browsers, as pages write them; of others Gumbo knows.
constexpr std::array<std::string_view, 3> kModernTypes = {
    "html", R"(html public "-//w3c//dtd xhtml 1.0 transitional//en" "http://www.w3.org/tr/xhtml1/dtd/xhtml1-transitional.dtd")",
    R"(html public "-//w3c//dtd xhtml 1.0 strict//en" "http://www.w3.org/tr/xhtml1/dtd/xhtml1-strict.dtd")"};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_alphanumeric(char c) { return is_letter(c) || is_digit(c); }

// Two thousand more are asked of Gumbo.
constexpr std::array<std::pair<std::string_view, std::string_view>, 24> kReferences = {{{"amp", "&"},
                                                                                        {"apos", "'"},
                                                                                        {"bull", "\xE2\x80\xA2"},
                                                                                        {"copy", "\xC2\xA9"},
                                                                                        {"gt", ">"},
                                                                                        {"hellip", "\xE2\x80\xA6"},
                                                                                        {"laquo", "\xC2\xAB"},
                                                                                        {"ldquo", "\xE2\x80\x9C"},
                                                                                        {"lrm", "\xE2\x80\x8E"},
                                                                                        {"lsquo", "\xE2\x80\x98"},
                                                                                        {"lt", "<"},
                                                                                        {"mdash", "\xE2\x80\x94"},
                                                                                        {"middot", "\xC2\xB7"},
                                                                                        {"nbsp", "\xC2\xA0"},
                                                                                        {"ndash", "\xE2\x80\x93"},
                                                                                        {"quot", "\""},
                                                                                        {"raquo", "\xC2\xBB"},
                                                                                        {"rdquo", "\xE2\x80\x9D"},
                                                                                        {"reg", "\xC2\xAE"},
                                                                                        {"rlm", "\xE2\x80\x8F"},
                                                                                        {"rsquo", "\xE2\x80\x99"},
                                                                                        {"times", "\xC3\x97"},
                                                                                        {"trade", "\xE2\x84\xA2"},
                                                                                        {"zwnj", "\xE2\x80\x8C"}}};

// What Gumbo reads where `written` stands, in text or as the value of an attribute.
std::string ask_gumbo(std::string_view written, bool in_attribute) {
  const std::string page = "<p" + (in_attribute ? " a=\"" + std::string(written) + "\">" : ">" + std::string(written));
  GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, page.data(), page.size());
  const auto child = [](const GumboNode* node, unsigned n) {
    const GumboVector& all = node->v.element.children;
    return all.length > n ? static_cast<const GumboNode*>(all.data[n]) : nullptr;
  };
  std::string out;
  const GumboNode* p = child(child(output->root, 1), 0);
  if (in_attribute) out = gumbo_get_attribute(&p->v.element.attributes, "a")->value;
  else if (const GumboNode* text = child(p, 0)) out = text->v.text.text;
  gumbo_destroy_output(&kGumboDefaultOptions, output);
  return out;
}

// The code point of "#123" or "#x7B", `digits` long; 0 where it is not itself: of a control, of a byte of windows-1252, of a piece.
char32_t code_of(std::string_view written) {
  std::uint32_t code = 0;
  const bool is_hexadecimal = written.size() > 1 && lower(written[1]) == 'x';
  const std::string_view digits = written.substr(is_hexadecimal ? 2 : 1);
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), code, is_hexadecimal ? 16 : 10);
  const bool is_plain = read.ec == std::errc() && (code >= 0xA0 || (code >= 0x20 && code < 0x7F)) && code < 0xF0000 &&
                        (code < 0xD800 || code > 0xDFFF) && (code & 0xFFFEU) != 0xFFFE && (code < 0xFDD0 || code > 0xFDEF);
  return is_plain ? code : 0;
}

}  // namespace

void HtmlTexts::add(std::string_view text) {
  has_room_ = has_room_ && room_.size() + text.size() <= room_.capacity();
  if (has_room_) room_.insert(room_.end(), text.begin(), text.end());
}

std::string_view HtmlTexts::join(std::string_view text, std::string_view more) {
  if (text.data() + text.size() != room_.data() + room_.size() || text.empty()) {
    const std::size_t begin = room_.size();
    add(text);
    text = {room_.data() + begin, room_.size() - begin};
  }
  const std::size_t size = text.size();
  add(more);
  return has_room_ ? std::string_view(text.data(), size + more.size()) : std::string_view();
}

HtmlToken HtmlTokens::next() {
  if (at_ >= html_.size()) return {.kind = Kind::last};
  if (html_[at_] != '<' || at_ + 1 >= html_.size()) return text();
  const char c = html_[at_ + 1];
  if (is_letter(c)) return start_tag();
  if (c == '/') return at_ + 2 < html_.size() && is_letter(html_[at_ + 2]) ? end_tag() : HtmlToken();
  if (c == '!') return declaration();
  return c == '?' ? HtmlToken() : text();
}

HtmlToken HtmlTokens::text() {
  HtmlToken out{.kind = Kind::text};
  if (html_[at_] == '&') {
    out.text = reference(false);
    return out;
  }
  if (const std::string_view piece = page_.piece_at(html_.data() + at_); piece.data() != nullptr) {
    at_ += kPieceBytes;
    out.text = piece;
    return out;
  }
  const std::size_t begin = at_++;
  while (at_ < html_.size() && html_[at_] != '<' && html_[at_] != '&' && static_cast<unsigned char>(html_[at_]) < 0xF3) ++at_;
  out.text = html_.substr(begin, at_ - begin);
  return out;
}

// What "&" begins; past it.
std::string_view HtmlTokens::reference(bool in_attribute) {
  const std::size_t begin = at_++;
  const bool is_number = at_ < html_.size() && html_[at_] == '#';
  if (is_number) ++at_;
  if (is_number && at_ < html_.size() && lower(html_[at_]) == 'x') ++at_;
  while (at_ < html_.size() && is_alphanumeric(html_[at_])) ++at_;
  std::string_view name = html_.substr(begin + 1, at_ - begin - 1);
  const bool is_closed = at_ < html_.size() && html_[at_] == ';';
  if (name.empty() || (!is_number && !is_closed && in_attribute && at_ < html_.size() && html_[at_] == '='))
    return html_.substr(begin, at_ - begin);
  if (is_closed) ++at_;
  if (const char32_t code = is_number && is_closed ? code_of(name) : 0; code != 0) {
    std::string one;
    text::append(one, code);
    return texts_.join({}, one);
  }
  const auto known =
      std::find_if(kReferences.begin(), kReferences.end(), [&](const auto& r) { return is_closed && r.first == name; });
  if (known != kReferences.end()) return known->second;
  const std::string said = ask_gumbo(html_.substr(begin, at_ - begin), in_attribute);
  is_sure_ =
      is_sure_ && !said.empty() && said.find_first_of("\xF3\xF4\n") == std::string::npos;  // like a piece, or the first of <pre>
  return texts_.join({}, said);
}

HtmlToken HtmlTokens::start_tag() {
  const std::size_t begin = ++at_;
  at_ = name_end(html_, at_);
  HtmlToken out{.kind = Kind::start};
  out.tag = TagName(html_.substr(begin, at_ - begin)).tag;
  out.attributes.first = static_cast<std::uint32_t>(attributes_.size());
  while (at_ < html_.size() && html_[at_] != '>') {
    if (is_space(html_[at_]) || html_[at_] == '/') ++at_;
    else if (!read_attribute(out)) return {};
  }
  if (at_ >= html_.size()) return {};
  ++at_;
  return out;
}

// Adds it to those of the token; false where the page ends within it.
bool HtmlTokens::read_attribute(HtmlToken& token) {
  const auto past_spaces = [&] {
    while (at_ < html_.size() && is_space(html_[at_])) ++at_;
    return at_ < html_.size();
  };
  const std::size_t begin = at_++;  // a name may begin with '='
  while (at_ < html_.size() && !is_space(html_[at_]) && html_[at_] != '/' && html_[at_] != '>' && html_[at_] != '=') ++at_;
  std::string_view name = html_.substr(begin, at_ - begin);
  if (std::any_of(name.begin(), name.end(), [](char c) { return lower(c) != c; })) {
    std::string small(name);
    std::transform(small.begin(), small.end(), small.begin(), lower);
    name = texts_.join({}, small);
  }
  std::string_view written;
  if (!past_spaces()) return false;
  if (html_[at_] == '=') {
    ++at_;
    if (!past_spaces()) return false;
    const char quote = html_[at_];
    std::size_t end = at_;
    if (quote == '"' || quote == '\'') end = html_.find(quote, ++at_);
    else
      while (end < html_.size() && !is_space(html_[end]) && html_[end] != '>') ++end;
    if (end >= html_.size()) return false;
    written = html_.substr(at_, end - at_);
    at_ = end + (quote == '"' || quote == '\'' ? 1 : 0);
  }
  const auto same = [&](const HtmlAttribute& a) { return a.name == name; };
  const auto first = attributes_.begin() + token.attributes.first;
  if (name == "c") {
    if (token.mark == kNoNode) token.mark = page_.mark_at(written.data() == nullptr ? "" : written.data());
  } else if (std::none_of(first, attributes_.end(), same)) {
    const std::size_t past = at_;
    attributes_.push_back({name, value(written)});
    at_ = past;
    ++token.attributes.count;
  }
  return true;
}

std::string_view HtmlTokens::value(std::string_view written) {
  if (written.size() >= kPieceBytes) {
    if (const std::string_view piece = page_.piece_at(written.data()); piece.data() != nullptr) return piece;
  }
  if (written.find('&') == std::string_view::npos) return written;
  std::string_view out;
  at_ = static_cast<std::size_t>(written.data() - html_.data());
  for (const std::size_t end = at_ + written.size(); at_ < end;) {
    const std::size_t plain = std::min(html_.find('&', at_), end);
    out = texts_.join(out, html_.substr(at_, plain - at_));
    at_ = plain;
    if (at_ < end) out = texts_.join(out, reference(true));
  }
  return out;
}

HtmlToken HtmlTokens::end_tag() {
  const std::size_t begin = at_ += 2;
  at_ = name_end(html_, at_);
  if (at_ >= html_.size() || html_[at_] != '>') return {};
  ++at_;
  return {.kind = Kind::end, .tag = TagName(html_.substr(begin, at_ - 1 - begin)).tag};
}

HtmlToken HtmlTokens::declaration() {
  constexpr std::string_view kDoctype = "!doctype";
  const std::size_t end = html_.find('>', at_);
  if (end == std::string_view::npos || !is_same(html_.substr(at_ + 1, kDoctype.size()), kDoctype)) return {};
  std::string type;
  for (at_ += 1 + kDoctype.size(); at_ < end; ++at_) {
    if (!is_space(html_[at_])) type.push_back(lower(html_[at_]));
    else if (!type.empty() && type.back() != ' ') type.push_back(' ');
  }
  if (!type.empty() && type.back() == ' ') type.pop_back();
  at_ = end + 1;
  return {
      .kind = Kind::doctype,
      .quirks = std::find(kModernTypes.begin(), kModernTypes.end(), type) != kModernTypes.end() ? Quirks::no : Quirks::unknown};
}

HtmlToken HtmlTokens::title() {
  constexpr std::string_view kEnd = "</title";
  HtmlToken out{.kind = Kind::text};
  while (at_ < html_.size()) {
    if (is_same(html_.substr(at_, kEnd.size()), kEnd)) {
      const std::size_t end = at_ + kEnd.size();
      if (end >= html_.size() || html_[end] != '>') return {};
      at_ = end + 1;
      return out;
    }
    const HtmlToken more = text();
    if (more.kind != Kind::text) return {};
    out.text = texts_.join(out.text, more.text);
  }
  return {};
}

}  // namespace isnad::ingest
