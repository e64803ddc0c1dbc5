#include "ingest/page_lines.h"

#include <algorithm>
#include <array>

#include "ingest/page_zone.h"

namespace isnad::ingest {
namespace {

std::string_view trim(std::string_view s) {
  const auto is_space_at = [&](std::size_t i) { return s[i] == ' ' || s[i] == '\t' || s[i] == '\r'; };
  while (!s.empty()) {
    if (is_space_at(0)) s.remove_prefix(1);
    else if (s.starts_with("\xC2\xA0")) s.remove_prefix(2);
    else if (s.starts_with("\xE2\x80\x8B")) s.remove_prefix(3);
    else break;
  }
  while (!s.empty()) {
    if (is_space_at(s.size() - 1)) s.remove_suffix(1);
    else if (s.ends_with("\xC2\xA0")) s.remove_suffix(2);
    else if (s.ends_with("\xE2\x80\x8B")) s.remove_suffix(3);
    else break;
  }
  return s;
}

// A page has a few thousand lines at most; what has more is a file of something else, and is kept whole.
constexpr std::size_t kMostLines = 50'000;

class Labeller {
 public:
  Labeller(std::vector<PageLine>& lines, const Tables& tables) : lines_(lines) {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].text.empty()) continue;
      FullLine line{lines_[i].text, read_features(lines_[i].text, tables)};
      const LineFeatures& f = line.features;
      lines_[i].role = f.rule.role;
      lines_[i].label = LineLabel::boilerplate;
      line.is_byline = f.rule.role == LineRole::byline || is_date_line(f);
      full_.push_back(std::move(line));
      index_.push_back(i);
    }
  }

  void run() {
    zone_ = find_zone(full_);
    for (std::size_t n = 0; n < full_.size(); ++n) {
      if (full_[n].is_byline) label(n) = LineLabel::byline;
    }
    if (zone_.is_empty()) {
      keep_what_there_is();
    } else {
      if (zone_.headline != kNoLine) label(zone_.headline) = LineLabel::headline;
      for (const std::size_t n : zone_.standfirst) label(n) = LineLabel::body;
      label_zone();
    }
    label_author_boxes();
  }

 private:
  static bool is_date_line(const LineFeatures& f) {
    if (f.date.empty() || f.ends_in_full_stop) return false;
    const auto numbers =
        std::count_if(f.folded.words.begin(), f.folded.words.end(), [&](const auto& w) { return f.folded.text[w.begin] == '0'; });
    if (f.rule.role == LineRole::date) return true;
    const bool is_year_alone = f.date.size() == 4;  // titles hold years
    return !is_year_alone && (f.words <= 9 || numbers >= 3);
  }

  // Positions `n` count the lines that are not blank.
  [[nodiscard]] const LineFeatures& at(std::size_t n) const { return full_[n].features; }
  LineLabel& label(std::size_t n) { return lines_[index_[n]].label; }
  [[nodiscard]] bool has_role(std::size_t n) const { return at(n).rule.role != LineRole::none; }

  void label_zone() {
    for (std::size_t n = zone_.first; n <= zone_.last; ++n) {
      if (at(n).is_prose()) label(n) = LineLabel::body;
      else if (full_[n].is_byline) continue;
      else if (!has_role(n)) n = label_short_lines(n);
      else if (opens_list_of_links(n)) n = skip_links(n);
    }
    label_closing_lines();
  }

  // "Read also:" with nothing behind it: the stories follow in lines of their own.
  [[nodiscard]] bool opens_list_of_links(std::size_t n) const {
    const LineRules::Found& rule = at(n).rule;
    if (rule.role != LineRole::related && rule.role != LineRole::tail) return false;
    return rule.match == LineRules::Match::exact ||
           (rule.match == LineRules::Match::prefix && rule.after >= full_[n].text.size());
  }

  std::size_t skip_links(std::size_t n) const {
    const auto is_link_like = [&](std::size_t k) {
      return !at(k).is_prose() && !has_role(k) && at(k).words >= 3 && !at(k).ends_sentence;
    };
    while (n + 1 <= zone_.last && is_link_like(n + 1)) ++n;
    return n;
  }

  // Short lines between paragraphs, from `n` on: a subheading, a list, short sentences, or links. Returns the last one.
  std::size_t label_short_lines(std::size_t n) {
    std::size_t end = n;
    std::size_t links = 0;
    for (; end <= zone_.last && !at(end).is_prose() && !has_role(end) && !full_[end].is_byline; ++end) {
      if (!at(end).ends_sentence && at(end).words >= 4 && !at(end).is_bullet) ++links;
    }
    const bool is_list = (n > zone_.first && at(n - 1).ends_in_colon) || at(n).is_bullet || are_parallel(n, end);
    const bool are_links = !is_list && links >= 2;
    for (std::size_t k = n; k < end; ++k) {
      const LineFeatures& f = at(k);
      const bool is_sentence = (f.ends_sentence && f.words >= 2) || f.ends_in_colon;
      const bool is_fragment = f.words == 0 || f.is_address;
      if (is_sentence || (!is_fragment && (is_list || !are_links))) label(k) = LineLabel::body;
    }
    return end - 1;
  }

  // The items of a list are built alike: nearly all with a colon, a dash, brackets or a number. Titles are not.
  [[nodiscard]] bool are_parallel(std::size_t from, std::size_t to) const {
    if (to - from < 3) return false;
    std::array<std::size_t, 4> counts{};
    for (std::size_t n = from; n < to; ++n) {
      const std::string_view text = full_[n].text;
      counts[0] += text.find(':') != std::string_view::npos ? 1U : 0U;
      counts[1] += text.find(" - ") != std::string_view::npos || text.find("\xE2\x80\x93") != std::string_view::npos ? 1U : 0U;
      counts[2] += text.find('(') != std::string_view::npos ? 1U : 0U;
      counts[3] += at(n).folded.text.find('0') != std::string::npos ? 1U : 0U;
    }
    return *std::max_element(counts.begin(), counts.end()) * 5 >= (to - from) * 4;
  }

  // Short sentences and lists after the last long paragraph still belong to the article.
  void label_closing_lines() {
    constexpr std::size_t kLongestGap = 3;
    constexpr std::size_t kLongestList = 20;
    std::size_t gap = 0;
    std::size_t items = at(zone_.last).ends_in_colon ? kLongestList : 0;  // that may still come
    for (std::size_t n = zone_.last + 1; n < zone_.limit && gap < kLongestGap; ++n) {
      const LineFeatures& f = at(n);
      if (has_role(n)) {
        ++gap;
        continue;
      }
      const bool is_text = f.words >= 4 && (f.ends_sentence || f.ends_in_colon);
      const bool is_item = f.words > 0 && f.words <= 15 && (f.is_bullet || items > 0);
      if (full_[n].is_byline || f.is_address || !(is_text || is_item)) break;
      label(n) = LineLabel::body;
      items = f.ends_in_colon ? kLongestList : items > 0 ? items - 1 : 0;
      gap = 0;
    }
  }

  // A short line right before the description of the author is the author's name.
  void label_author_boxes() {
    for (std::size_t n = 1; n < full_.size(); ++n) {
      if (at(n).rule.role != LineRole::bio || label(n) == LineLabel::body || label(n - 1) != LineLabel::boilerplate) continue;
      if (!has_role(n - 1) && at(n - 1).words >= 2 && at(n - 1).words <= 4) label(n - 1) = LineLabel::byline;
    }
  }

  // No prose at all: a note or a list. The first line that no rule speaks against heads it.
  void keep_what_there_is() {
    bool is_first = true;
    for (std::size_t n = 0; n < full_.size(); ++n) {
      if (has_role(n) || full_[n].is_byline || at(n).words == 0) continue;
      label(n) = is_first && full_.size() > 1 && at(n).words >= 3 ? LineLabel::headline : LineLabel::body;
      is_first = false;
    }
  }

  std::vector<PageLine>& lines_;
  std::vector<FullLine> full_;
  std::vector<std::size_t> index_;  // of each full line in lines_
  Zone zone_;
};

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> out;
  while (true) {
    const std::size_t end = text.find('\n');
    out.push_back(trim(text.substr(0, end)));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

std::vector<PageLine> label_lines(std::string_view text, const Tables& tables) {
  std::vector<PageLine> lines;
  for (const std::string_view line : split_lines(text))
    lines.push_back({line, line.empty() ? LineLabel::blank : LineLabel::body});
  if (lines.size() <= kMostLines) Labeller(lines, tables).run();
  return lines;
}

}  // namespace isnad::ingest
