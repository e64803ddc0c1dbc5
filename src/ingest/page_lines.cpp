#include "ingest/page_lines.h"

#include <algorithm>
#include <limits>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "ingest/line_features.h"

namespace isnad::ingest {
namespace {

constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

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

// A word as headline and body share it: without article and one-letter proclitics.
std::string_view bare(std::string_view word) {
  constexpr std::string_view kAl = "\xD8\xA7\xD9\x84";
  constexpr std::string_view kLamLam = "\xD9\x84\xD9\x84";
  const auto strip = [&](std::string_view prefix) {
    if (word.starts_with(prefix) && word.size() >= prefix.size() + 6) word.remove_prefix(prefix.size());
  };
  for (const std::string_view proclitic : {"\xD9\x88", "\xD9\x81"}) strip(proclitic);
  for (const std::string_view proclitic : {"\xD8\xA8", "\xD9\x83"}) strip(proclitic);
  strip(kLamLam);
  strip(kAl);
  return word;
}

class Labeller {
 public:
  Labeller(std::string_view text, const Tables& tables) {
    for (const std::string_view line : split_lines(text)) {
      PageLine page_line;
      page_line.text = line;
      if (line.empty()) {
        features_.emplace_back();
      } else {
        features_.push_back(read_features(line, tables));
        page_line.label = LineLabel::boilerplate;
        page_line.role = features_.back().rule.role;
        full_.push_back(lines_.size());
      }
      lines_.push_back(page_line);
    }
  }

  std::vector<PageLine> run() {
    for (std::size_t n = 0; n < full_.size(); ++n) label_furniture(n);
    sum_up_mass();
    find_zone();
    if (first_ == kNone) {
      keep_what_there_is();
    } else {
      label_zone();
      choose_headline();
      label_top();
    }
    label_author_boxes();
    return std::move(lines_);
  }

 private:
  // Positions `n` below count the lines that are not blank.
  [[nodiscard]] const LineFeatures& at(std::size_t n) const { return features_[full_[n]]; }
  PageLine& line(std::size_t n) { return lines_[full_[n]]; }
  [[nodiscard]] bool is_role(std::size_t n, LineRole role) const { return at(n).rule.role == role; }
  [[nodiscard]] bool is_prose(std::size_t n) const { return at(n).is_prose(); }

  void label_furniture(std::size_t n) {
    const LineFeatures& f = at(n);
    const bool is_date_line = !f.date.empty() && (f.rule.role == LineRole::date || (f.words <= 9 && !f.ends_sentence));
    if (is_role(n, LineRole::byline) || is_date_line) line(n).label = LineLabel::byline;
  }

  // Words of prose in [from, to).
  [[nodiscard]] std::size_t mass(std::size_t from, std::size_t to) const { return to > from ? mass_before_[to] - mass_before_[from] : 0; }

  void sum_up_mass() {
    mass_before_.assign(full_.size() + 1, 0);
    for (std::size_t n = 0; n < full_.size(); ++n) {
      mass_before_[n + 1] = mass_before_[n] + (is_prose(n) && !is_role(n, LineRole::bio) ? at(n).words : 0);
    }
  }

  // How much a line speaks for lying inside the article, in words.
  [[nodiscard]] int weight(std::size_t n) const {
    const LineFeatures& f = at(n);
    if (is_prose(n)) return static_cast<int>(f.words);
    switch (f.rule.role) {
      case LineRole::end: return -60;
      case LineRole::tail: return -15;
      case LineRole::none: return f.ends_sentence ? 0 : -6;
      default: return -4;
    }
  }

  // The zone is the stretch of lines with the greatest weight: prose weighs its words, menus and furniture count against
  // it. Inside it, furniture that ends articles ends it.
  void find_zone() {
    int best = 0;
    int sum = 0;
    std::size_t start = 0;
    for (std::size_t n = 0; n < full_.size(); ++n) {
      if (sum <= 0) {
        sum = 0;
        start = n;
      }
      sum += weight(n);
      if (sum <= best) continue;
      best = sum;
      first_ = start;
      end_ = n + 1;
    }
    if (first_ == kNone) return;
    for (std::size_t n = first_ + 1; n < end_; ++n) {
      // Comments and forms end an article. A box of related stories does too, unless most of the prose comes after it.
      if (is_role(n, LineRole::end) || (is_role(n, LineRole::tail) && mass(n, end_) < mass(first_, n))) end_ = n;
    }
    last_ = first_;
    for (std::size_t n = first_; n < end_; ++n) {
      if (is_prose(n)) last_ = n;
    }
    reach_for_closing_sentences();
    drop_bio();
  }

  // A box of links inside the body may leave a last sentence or two behind it.
  void reach_for_closing_sentences() {
    constexpr std::size_t kLongestBox = 6;
    for (std::size_t n = end_; n < full_.size() && n < end_ + kLongestBox; ++n) {
      const LineFeatures& f = at(n);
      if (f.rule.role != LineRole::none && f.rule.role != LineRole::related && f.rule.role != LineRole::drop) return;
      if (f.rule.role != LineRole::none || !f.ends_in_full_stop || f.words < 5 || f.is_address) continue;
      last_ = n;
      end_ = n + 1;
    }
  }

  // The author's description is prose, but the last of it.
  void drop_bio() {
    for (std::size_t n = first_ + 1; n <= last_; ++n) {
      if (!is_role(n, LineRole::bio) || mass(n + 1, last_ + 1) * 4 > mass(first_, n)) continue;
      last_ = n - 1;
      while (last_ > first_ && !is_prose(last_)) --last_;
    }
  }

  void label_zone() {
    for (std::size_t n = first_; n <= last_; ++n) {
      if (is_prose(n)) { line(n).label = LineLabel::body; continue; }
      if (line(n).label == LineLabel::byline) continue;
      if (at(n).rule.role == LineRole::none) n = label_short_lines(n);
      else if (opens_list_of_links(n)) n = skip_links(n);
    }
    label_closing_lines();
  }

  // "Read also:" with nothing behind it: the stories follow in lines of their own.
  [[nodiscard]] bool opens_list_of_links(std::size_t n) const {
    const LineFeatures& f = at(n);
    if (f.rule.role != LineRole::related && f.rule.role != LineRole::tail) return false;
    return f.rule.match == LineRules::Match::exact || (f.rule.match == LineRules::Match::prefix && f.rule.after >= lines_[full_[n]].text.size());
  }

  [[nodiscard]] bool is_link_like(std::size_t n) const {
    const LineFeatures& f = at(n);
    return !f.is_prose() && f.rule.role == LineRole::none && f.words >= 3;
  }

  std::size_t skip_links(std::size_t n) {
    while (n + 1 <= last_ && is_link_like(n + 1) && !at(n + 1).ends_sentence) ++n;
    return n;
  }

  // Short lines between paragraphs, from `n` on: a subheading, a list, short sentences, or links. Returns the last one.
  std::size_t label_short_lines(std::size_t n) {
    std::size_t end = n;
    while (end <= last_ && !is_prose(end) && at(end).rule.role == LineRole::none && line(end).label != LineLabel::byline) ++end;
    const bool is_list = n > first_ && (at(n - 1).ends_in_colon || at(n).is_bullet);
    const auto links = std::count_if(&full_[n], &full_[n] + (end - n), [&](std::size_t i) { return !features_[i].ends_sentence && features_[i].words >= 4 && !features_[i].is_bullet; });
    const bool are_links = !is_list && links >= 2;
    for (std::size_t k = n; k < end; ++k) {
      const LineFeatures& f = at(k);
      const bool is_sentence = f.ends_sentence && f.words >= 2;
      const bool is_fragment = f.words == 0 || f.is_address;
      if (is_sentence || (!is_fragment && (is_list || !are_links))) line(k).label = LineLabel::body;
    }
    return end - 1;
  }

  // Short sentences after the last long paragraph still belong to the article.
  void label_closing_lines() {
    for (std::size_t n = last_ + 1; n < end_; ++n) {
      const LineFeatures& f = at(n);
      const bool is_closing = f.rule.role == LineRole::none && f.date.empty() && !f.is_address && f.words >= 4 &&
                              (f.ends_sentence || f.is_bullet || at(n - 1).ends_in_colon);
      if (!is_closing) break;
      line(n).label = LineLabel::body;
    }
  }

  // --- headline
  [[nodiscard]] bool can_be_headline(std::size_t n) const {
    const LineFeatures& f = at(n);
    if (f.rule.role != LineRole::none || f.words < 3 || f.words > 30 || f.is_address) return false;
    return lines_[full_[n]].label != LineLabel::byline;
  }

  void choose_headline() {
    std::unordered_set<std::string_view> body;
    for (std::size_t n = first_; n <= last_ && n < first_ + 12; ++n) {
      if (!is_prose(n)) continue;
      for (const auto& w : at(n).folded.words) body.insert(bare(std::string_view(at(n).folded.text).substr(w.begin, w.end - w.begin)));
    }
    std::unordered_map<std::string_view, int> repeats;  // breadcrumb and headline are the same
    for (std::size_t n = 0; n < first_; ++n) ++repeats[at(n).folded.text];
    double best = 0.3;
    for (std::size_t n = 0; n < first_; ++n) {
      if (!can_be_headline(n)) continue;
      const double score = headline_score(n, body) + (repeats[at(n).folded.text] > 1 ? 0.3 : 0);
      if (score <= best) continue;
      best = score;
      headline_ = n;
    }
    if (headline_ != kNone) line(headline_).label = LineLabel::headline;
  }

  [[nodiscard]] double headline_score(std::size_t n, const std::unordered_set<std::string_view>& body) const {
    const LineFeatures& f = at(n);
    double content = 0;
    double shared = 0;
    for (const auto& w : f.folded.words) {
      const std::string_view word = bare(std::string_view(f.folded.text).substr(w.begin, w.end - w.begin));
      if (word.size() < 6) continue;  // function words
      ++content;
      if (body.count(word) > 0) ++shared;
    }
    double score = content == 0 ? 0 : shared / content;
    if (f.words >= 5 && f.words <= 20) score += 0.2;
    if (f.words < 4) score -= 0.15;
    if (f.ends_in_full_stop) score -= 0.2;
    return score - 0.01 * std::min<double>(static_cast<double>(first_ - n), 30);
  }

  // What stands between headline and body: a standfirst is text, the rest is not.
  void label_top() {
    for (std::size_t n = headline_ == kNone ? first_ : headline_ + 1; n < first_; ++n) {
      const LineFeatures& f = at(n);
      if (f.rule.role != LineRole::none || line(n).label == LineLabel::byline || f.is_address) continue;
      if (headline_ != kNone && f.folded.text == at(headline_).folded.text) continue;
      if (f.words >= 8 || (f.words >= 4 && f.ends_sentence) || f.is_bullet) line(n).label = LineLabel::body;
    }
  }

  // A short line right before the description of the author is the author's name.
  void label_author_boxes() {
    for (std::size_t n = 1; n < full_.size(); ++n) {
      if (!is_role(n, LineRole::bio) || line(n).label == LineLabel::body || line(n - 1).label != LineLabel::boilerplate) continue;
      if (at(n - 1).rule.role == LineRole::none && at(n - 1).words >= 2 && at(n - 1).words <= 4) line(n - 1).label = LineLabel::byline;
    }
  }

  // No prose at all: a note or a list. The first line that no rule speaks against heads it.
  void keep_what_there_is() {
    for (std::size_t n = 0; n < full_.size(); ++n) {
      if (at(n).rule.role != LineRole::none || line(n).label == LineLabel::byline || at(n).words == 0) continue;
      const bool is_first = headline_ == kNone;
      if (is_first) headline_ = n;
      line(n).label = is_first && full_.size() > 1 && at(n).words >= 3 ? LineLabel::headline : LineLabel::body;
    }
  }

  std::vector<PageLine> lines_;
  std::vector<LineFeatures> features_;
  std::vector<std::size_t> mass_before_;
  std::vector<std::size_t> full_;  // indices of the lines that are not blank
  std::size_t first_ = kNone;      // first and last line of prose
  std::size_t last_ = 0;
  std::size_t end_ = 0;            // one past the last line that may belong to the article
  std::size_t headline_ = kNone;
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

std::vector<PageLine> label_lines(std::string_view text, const Tables& tables) { return Labeller(text, tables).run(); }

}  // namespace isnad::ingest
