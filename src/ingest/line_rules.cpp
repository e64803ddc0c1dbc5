#include "ingest/line_rules.h"

#include <algorithm>
#include <array>

#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::ingest {
namespace {

constexpr char32_t kCopyright = 0xA9;

bool is_word_char(char32_t c) {
  const text::CharClass kind = text::class_of(c);
  return kind == text::CharClass::arabic || kind == text::CharClass::latin || kind == text::CharClass::digit;
}

bool is_small_letter(char c) { return c >= 'a' && c <= 'z'; }

std::string_view prefix_of(const FoldedLine& line, std::size_t first, std::size_t count) {
  const std::uint32_t begin = line.words[first].begin;
  return std::string_view(line.text).substr(begin, line.words[first + count - 1].end - begin);
}

// Prose begins with and holds many of the phrases; a line of the role is no longer than this many words.
std::size_t longest_line(LineRole role, LineRules::Match match) {
  switch (role) {
    case LineRole::byline: return match == LineRules::Match::contains ? 8 : 7;
    case LineRole::date: return 14;
    case LineRole::related: return 30;
    case LineRole::bio: return 64;
    default: return match == LineRules::Match::contains ? 45 : 40;
  }
}

}  // namespace

FoldedLine fold_line(std::string_view line, std::size_t max_words) {
  FoldedLine out;
  if (max_words > 1) out.text.reserve(line.size());  // a first word alone needs little
  bool in_word = false;
  for (std::size_t i = 0; i < line.size();) {
    if (in_word && is_small_letter(line[i])) {  // most letters of the Web; they fold to themselves
      out.text.push_back(line[i++]);
      out.words.back().end = static_cast<std::uint32_t>(out.text.size());
      out.words.back().source_end = static_cast<std::uint32_t>(i);
      continue;
    }
    const text::Decoded c = text::decode(line, i);
    i += c.size;
    if (text::class_of(c.code) == text::CharClass::mark) {
      if (in_word) out.words.back().source_end = static_cast<std::uint32_t>(i);
      continue;
    }
    const bool is_sign = c.code == kCopyright;
    if (!is_sign && !is_word_char(c.code)) {
      in_word = false;
      continue;
    }
    if (!in_word || is_sign) {
      if (out.words.size() == max_words) break;
      if (!out.words.empty()) out.text.push_back(' ');
      const auto begin = static_cast<std::uint32_t>(out.text.size());
      out.words.push_back({begin, begin, 0});
    }
    in_word = !is_sign;
    FoldedLine::Word& word = out.words.back();
    char32_t folded = is_sign ? c.code : text::fold(c.code);
    // Any number reads as 0, so that "3 comments" and "12 comments" are one phrase.
    if (text::class_of(c.code) == text::CharClass::digit) folded = '0';
    if (folded != '0' || word.end == word.begin || out.text.back() != '0') text::append(out.text, folded == 0 ? c.code : folded);
    word.end = static_cast<std::uint32_t>(out.text.size());
    word.source_end = static_cast<std::uint32_t>(i);
  }
  return out;
}

std::size_t mark_length(std::string_view text) {
  std::size_t i = 0;
  bool has_mark = false;
  while (i < text.size()) {
    const text::Decoded c = text::decode(text, i);
    const bool is_space = c.code == ' ' || c.code == '\t' || c.code == 0xA0;
    const bool is_mark = c.code == ':' || c.code == '/' || c.code == '-' || c.code == '|' || c.code == '.' || c.code == 0x2013 ||
                         c.code == 0x2014 || c.code == 0x2026 || c.code == 0x640 || c.code == 0xBB || c.code == '>';
    if (!is_space && !is_mark) break;
    has_mark = has_mark || is_mark;
    i += c.size;
  }
  return has_mark ? i : 0;
}

bool parse_line_role(std::string_view name, LineRole& role) {
  constexpr std::array<std::pair<std::string_view, LineRole>, 7> kRoles = {{
      {"drop", LineRole::drop},
      {"tail", LineRole::tail},
      {"end", LineRole::end},
      {"related", LineRole::related},
      {"byline", LineRole::byline},
      {"date", LineRole::date},
      {"bio", LineRole::bio},
  }};
  const auto found = std::find_if(kRoles.begin(), kRoles.end(), [&](const auto& r) { return r.first == name; });
  if (found != kRoles.end()) role = found->second;
  return found != kRoles.end();
}

bool parse_line_match(std::string_view name, LineRules::Match& match) {
  if (name == "exact") match = LineRules::Match::exact;
  else if (name == "prefix") match = LineRules::Match::prefix;
  else if (name == "contains") match = LineRules::Match::contains;
  else return false;
  return true;
}

void LineRules::add(std::string_view phrase, LineRole role, Match match) {
  const FoldedLine folded = fold_line(phrase);
  if (folded.words.empty()) return;
  Table& table = match == Match::exact ? exact_ : match == Match::prefix ? prefix_ : contains_;
  const bool needs_mark = match == Match::prefix && mark_length(phrase.substr(folded.words.back().source_end)) > 0;
  table.entries[folded.text].push_back({role, needs_mark});
  table.longest = std::max(table.longest, folded.words.size());
  (match == Match::contains ? contains_begin_ : line_begin_).emplace(prefix_of(folded, 0, 1));
}

LineRules::Found LineRules::find_prefix(std::string_view line, const FoldedLine& folded) const {
  for (std::size_t count = std::min(prefix_.longest, folded.words.size()); count > 0; --count) {
    const auto found = prefix_.entries.find(prefix_of(folded, 0, count));
    if (found == prefix_.entries.end()) continue;
    const std::uint32_t end = folded.words[count - 1].source_end;
    const std::size_t mark = mark_length(line.substr(end));
    for (const Entry& entry : found->second) {
      if ((!entry.needs_mark || mark > 0) && folded.words.size() <= longest_line(entry.role, Match::prefix))
        return {entry.role, Match::prefix, end + static_cast<std::uint32_t>(mark)};
    }
  }
  return {};
}

LineRules::Found LineRules::find(std::string_view line, const FoldedLine& folded) const {
  if (folded.words.empty()) return {};
  if (const auto found = exact_.entries.find(folded.text); found != exact_.entries.end())
    return {found->second.front().role, Match::exact, 0};
  if (const Found found = find_prefix(line, folded); found.role != LineRole::none) return found;
  for (std::size_t first = 0; first < folded.words.size(); ++first) {
    if (!contains_begin_.contains(prefix_of(folded, first, 1))) continue;
    for (std::size_t count = 1; count <= contains_.longest && first + count <= folded.words.size(); ++count) {
      const auto found = contains_.entries.find(prefix_of(folded, first, count));
      if (found == contains_.entries.end()) continue;
      const LineRole role = found->second.front().role;
      if (folded.words.size() <= longest_line(role, Match::contains)) return {role, Match::contains, 0};
    }
  }
  return {};
}

bool LineRules::is_boilerplate_in_clean_text(std::string_view line) const {
  const auto is_clutter = [](LineRole role) {
    return role == LineRole::drop || role == LineRole::related || role == LineRole::tail || role == LineRole::end;
  };
  // Most lines are prose: the first word, or the first words, tell that no phrase begins here.
  const FoldedLine first = fold_line(line, 1);
  if (first.words.empty()) {  // a line of dashes or stars parts the article from what is no part of it
    constexpr std::ptrdiff_t kSeparator = 5;
    return std::count_if(line.begin(), line.end(), [](unsigned char c) { return c > ' '; }) >= kSeparator;
  }
  if (!line_begin_.contains(first.text)) return false;
  const std::size_t longest = std::max(exact_.longest, prefix_.longest);
  const FoldedLine start = fold_line(line, longest + 1);
  if (start.words.size() <= longest) {
    if (const auto found = exact_.entries.find(start.text); found != exact_.entries.end())
      return is_clutter(found->second.front().role);
  }
  return find_prefix(line, start).role != LineRole::none && is_clutter(find_prefix(line, fold_line(line)).role);
}

}  // namespace isnad::ingest
