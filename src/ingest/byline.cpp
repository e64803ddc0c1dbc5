#include "ingest/byline.h"

#include <algorithm>

#include "ingest/line_features.h"
#include "ingest/page_lines.h"
#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

bool is_mark(char32_t c) {
  return c == '|' || c == '-' || c == '/' || c == 0x2013 || c == 0x2014 || c == 0x640 || c == 0xBB || c == 0xAB || c == 0x2022 ||
         c == 0xB7;
}
bool is_space(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == 0xA0; }

// `text` up to the first figure, without the words that lead to a date ("on", "the").
std::string_view without_date(std::string_view text, const Months& months) {
  std::size_t end = 0;
  while (end < text.size()) {
    const text::Decoded c = text::decode(text, end);
    if (text::class_of(c.code) == text::CharClass::digit) break;
    end += c.size;
  }
  if (end == text.size()) return text;
  text = text.substr(0, end);
  while (true) {
    while (!text.empty() && (text.back() == ' ' || text.back() == ',')) text.remove_suffix(1);
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || months.find(fold_line(text.substr(space)).text) == Months::kNone) return text;
    text = text.substr(0, space);
  }
}

// The name in `rest`, which follows a phrase like "by:": its first part, without what belongs to no name.
std::string name_in(std::string_view rest, const Months& months) {
  for (std::string_view part : split_at_marks(rest)) {
    part = without_date(part.substr(0, part.find('|')), months);
    while (!part.empty() && (part.back() == ':' || part.back() == ',' || part.back() == '.')) part.remove_suffix(1);
    if (is_name_like(part)) return std::string(part);
    break;
  }
  return {};
}

class Reading {
 public:
  Reading(const std::vector<std::string_view>& lines, const Tables& tables) : lines_(lines), tables_(tables) {}

  Byline run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) read(i);
    return out_;
  }

 private:
  void read(std::size_t i) {
    const std::string_view line = lines_[i];
    const LineFeatures f = read_features(line, tables_);
    if (out_.date.empty()) out_.date = f.date;
    const bool is_byline = f.rule.role == LineRole::byline;
    if (is_byline && f.rule.match == LineRules::Match::prefix && out_.author.empty()) {
      out_.author = name_in(line.substr(f.rule.after), tables_.months);
      if (out_.author.empty() && f.rule.after >= line.size() && i + 1 < lines_.size())
        out_.author = name_in(lines_[i + 1], tables_.months);
    }
    if (f.rule.match != LineRules::Match::exact || !is_byline)
      read_outlet(line, is_byline && f.rule.match == LineRules::Match::contains);
  }

  // A part that is a known outlet names it; so does the other part of "outlet - editorial desk".
  void read_outlet(std::string_view line, bool names_desk) {
    if (!out_.outlet.empty()) return;
    const std::vector<std::string_view> parts = split_at_marks(line);
    for (const std::string_view part : parts) {
      if (tables_.outlets.by_name(part) == nullptr) continue;
      out_.outlet = part;
      return;
    }
    if (!names_desk || parts.size() != 2) return;
    const bool is_desk_first = tables_.lines.find(parts[0], fold_line(parts[0])).role == LineRole::byline;
    const std::string_view other = parts[is_desk_first ? 1 : 0];
    if (is_name_like(other)) out_.outlet = other;
  }

  const std::vector<std::string_view>& lines_;
  const Tables& tables_;
  Byline out_;
};

}  // namespace

std::vector<std::string_view> split_at_marks(std::string_view text) {
  std::vector<std::string_view> out;
  const auto add = [&](std::string_view part) {
    const auto lines = split_lines(part);
    if (!lines.empty() && !lines.front().empty()) out.push_back(lines.front());
  };
  std::size_t begin = 0;
  bool after_space = true;
  for (std::size_t i = 0; i < text.size();) {
    const text::Decoded c = text::decode(text, i);
    const std::size_t next = i + c.size;
    const bool before_space = next >= text.size() || is_space(text::decode(text, next).code);
    const bool is_cut = c.code == '\n' || c.code == '|' || (is_mark(c.code) && (after_space || before_space));
    if (is_cut) {
      add(text.substr(begin, i - begin));
      begin = next;
    }
    after_space = is_space(c.code);
    i = next;
  }
  add(text.substr(begin));
  return out;
}

bool is_name_like(std::string_view text) {
  const FoldedLine folded = fold_line(text, 8);
  if (folded.words.empty() || folded.words.size() > 6 || text.size() > 120) return false;
  if (text.find_first_of("@#<>{}[]=") != std::string_view::npos || text.find("://") != std::string_view::npos) return false;
  return folded.text.find('0') == std::string::npos &&
         !ends_sentence(text.size() > 1 && text.back() == '.' ? text.substr(0, text.size() - 1) : text);
}

Byline read_bylines(const std::vector<std::string_view>& lines, const Tables& tables) { return Reading(lines, tables).run(); }

}  // namespace isnad::ingest
