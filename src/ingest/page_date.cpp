#include "ingest/page_date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <unordered_map>
#include <vector>

#include "ingest/dates.h"
#include "ingest/html_meta.h"
#include "ingest/html_page.h"

namespace isnad::ingest {
namespace {

constexpr std::size_t kLongestLine = 200;  // bytes of a line that may be a date of publication
constexpr long kNear = 400;                // bytes of text between headline and date
constexpr long kFar = 2000;

// Points of a candidate: what it says of itself, then where it stands.
constexpr int kSaysPublished = 6, kSaysSo = 5, kSaysDate = 4, kSaysNothing = 2;
constexpr int kEnough = 2;

struct Candidate {
  std::string date;
  DateBasis basis = DateBasis::byline;
  int points = 0;
  long at = 0;  // bytes of text before it
};

bool has_figures(std::string_view text) { return count_figures(text) >= 4; }

bool is_invisible(GumboTag tag) {
  return tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE || tag == GUMBO_TAG_NOSCRIPT || tag == GUMBO_TAG_TEMPLATE ||
         tag == GUMBO_TAG_SELECT || tag == GUMBO_TAG_TEXTAREA || tag == GUMBO_TAG_IFRAME || tag == GUMBO_TAG_HEAD;
}

class Search {
 public:
  Search(const Dom& dom, const Tables& tables, std::string_view headline, DateStyle style)
      : dom_(dom),
        tables_(tables),
        headline_(fold_line(headline).text),
        style_(style) {
    style_.has_short_years = true;
  }

  Published run() {
    walk();
    const Candidate* best = nullptr;
    for (Candidate& c : candidates_) {
      c.points += place_points(c.at);
      const bool wins = best == nullptr || c.points > best->points ||
                        (c.points == best->points && std::labs(c.at - headline_at_) < std::labs(best->at - headline_at_));
      if (c.points >= kEnough && wins) best = &c;
    }
    return best == nullptr ? Published() : Published{best->date, best->basis};
  }

 private:
  void walk() {
    const auto& nodes = dom_.nodes();
    for (NodeId id = 0; id < nodes.size();) {
      while (!open_.empty() && open_.back().end <= id) {
        if (open_.back().is_block) end_line();
        open_.pop_back();
      }
      if (nodes[id].is_text()) {
        add_text(nodes[id].text);
      } else if (is_invisible(nodes[id].tag)) {
        id = nodes[id].end;
        continue;
      } else {
        enter(id);
      }
      ++id;
    }
    end_line();
  }

  void add_text(std::string_view text) {
    at_ += static_cast<long>(text.size());
    if (line_.size() <= kLongestLine) line_.append(text.substr(0, kLongestLine + 1));
  }

  void enter(NodeId id) {
    const GumboTag tag = dom_.nodes()[id].tag;
    const bool block = is_block(tag);
    if (block) end_line();
    else line_.push_back(' ');
    const HintMask mask = dom_.hints(id);
    const int before = open_.empty() ? 0 : open_.back().points;
    open_.push_back({dom_.nodes()[id].end, std::min(before, box_points(tag, mask)), block, tag});
    examine(id, tag, mask);
  }

  // What stands in such a box is hardly the date of the article.
  static int box_points(GumboTag tag, HintMask mask) {
    if (has(mask, Hint::comments)) return -6;
    if (tag == GUMBO_TAG_NAV || tag == GUMBO_TAG_ASIDE) return -4;
    if (has(mask, Hint::unlikely) && !has(mask, Hint::keep) && !has(mask, Hint::date)) return -4;
    return tag == GUMBO_TAG_FOOTER ? -1 : 0;
  }

  // An element that calls itself a date.
  void examine(NodeId id, GumboTag tag, HintMask mask) {
    const std::string_view property = dom_.attribute(id, "itemprop");
    const bool is_time = tag == GUMBO_TAG_TIME;
    const bool is_published = has(mask, Hint::published) || property == "datePublished" || dom_.has_attribute(id, "pubdate");
    const bool is_modified = !is_published && (has(mask, Hint::modified) || property == "dateModified");
    const std::string_view stamp = tag == GUMBO_TAG_ABBR ? dom_.attribute(id, "data-utime") : std::string_view();
    if (!is_time && !is_published && !is_modified && !has(mask, Hint::date) && tag != GUMBO_TAG_ABBR) return;
    const int points = is_published ? kSaysPublished : kSaysDate - (is_modified ? 3 : 0);
    for (const char* attribute : {"datetime", "content", "title"}) {
      const std::string_view value = dom_.attribute(id, attribute);
      if (has_figures(value) && add(find_date(value, tables_.months, style_), points, DateBasis::metadata)) return;
    }
    if (!stamp.empty() && add(day_of_timestamp(stamp), points, DateBasis::metadata)) return;
    if (tag == GUMBO_TAG_ABBR && mask == 0) return;
    const std::string text = text_of(dom_, id);
    if (text.size() > kLongestLine || !has_figures(text)) return;
    add(find_earliest_day(text, tables_.months, style_), points, is_time ? DateBasis::metadata : DateBasis::byline);
  }

  bool add(std::string date, int points, DateBasis basis) {
    if (date.size() != 10) return false;
    candidates_.push_back({std::move(date), basis, points + (open_.empty() ? 0 : open_.back().points), at_});
    return true;
  }

  void end_line() {
    if (line_.size() <= kLongestLine && !line_.empty()) read_line();
    line_.clear();
  }

  void read_line() {
    const FoldedLine folded = fold_line(line_);
    if (folded.words.empty()) return;
    const bool in_heading = std::any_of(open_.begin(), open_.end(), [](const Box& b) { return b.tag == GUMBO_TAG_H1; });
    const bool is_headline = folded.text == headline_;
    const int rank = is_headline ? (in_heading ? 3 : 2) : in_heading ? 1 : 0;
    if (rank > headline_rank_) {
      headline_rank_ = rank;
      headline_at_ = at_;
    }
    if (!has_figures(line_)) return;
    if (is_headline) {
      add(find_date(line_, tables_.months), 0, DateBasis::byline);
      return;
    }
    const bool says_so = tables_.lines.find(line_, folded).role == LineRole::date;
    if (!says_so && folded.words.size() > 16) return;
    DateStyle style = style_;
    style.has_short_years = says_so;
    add(find_earliest_day(line_, tables_.months, style), says_so ? kSaysSo : kSaysNothing, DateBasis::byline);
  }

  [[nodiscard]] int place_points(long at) const {
    if (headline_rank_ == 0) return 0;
    const long distance = at - headline_at_;
    if (std::labs(distance) <= kNear) return 3;
    if (distance < 0) return -2;
    return distance <= kFar ? 1 : 0;
  }

  struct Box {
    NodeId end;
    int points;
    bool is_block;
    GumboTag tag;
  };

  const Dom& dom_;
  const Tables& tables_;
  std::string headline_;
  DateStyle style_;
  std::vector<Box> open_;
  std::string line_;
  long at_ = 0;
  long headline_at_ = 0;
  int headline_rank_ = 0;
  std::vector<Candidate> candidates_;
};

}  // namespace

Published find_visible_date(const Dom& dom, const Tables& tables, std::string_view headline, DateStyle style) {
  return Search(dom, tables, headline, style).run();
}

std::string find_scripted_date(std::string_view source, const Months& months) {
  constexpr std::array<std::string_view, 16> kKeys = {"datePublished", "publishedAt",     "published_at",     "publishDate",
                                                      "publish_date",  "publicationDate", "publication_date", "pubDate",
                                                      "publishedDate", "published_date",  "datePublication",  "date_published",
                                                      "publishedTime", "published_time",  "pubdate",          "dateCreated"};
  for (const std::string_view key : kKeys) {
    for (std::size_t at = source.find(key); at != std::string_view::npos; at = source.find(key, at + key.size())) {
      std::size_t value = at + key.size();
      const std::size_t begin = source.find_first_not_of("\"'\\ :=\n\t", value);
      if (begin == std::string_view::npos || source.substr(value, begin - value).find_first_of(":=") == std::string_view::npos)
        continue;
      const std::string_view text =
          source.substr(begin, std::min<std::size_t>(40, source.find_first_of("\"'\\,<}", begin) - begin));
      if (std::string date = day_of_timestamp(text); !date.empty()) return date;
      if (std::string date = find_date(text, months); date.size() == 10) return date;
    }
  }
  return {};
}

std::string day_of_timestamp(std::string_view text) {
  if ((text.size() != 10 && text.size() != 13) || text.find_first_not_of("0123456789") != std::string_view::npos) return {};
  const long seconds = std::strtol(std::string(text.substr(0, 10)).c_str(), nullptr, 10);
  constexpr long kFirst = 631'152'000;   // 1990
  constexpr long kLast = 2'000'000'000;  // 2033; "2019120710" is a date and an hour
  if (seconds < kFirst || seconds >= kLast) return {};
  const std::chrono::year_month_day day(std::chrono::sys_days(std::chrono::days(seconds / 86'400)));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

}  // namespace isnad::ingest
