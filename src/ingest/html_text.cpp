#include "ingest/html_text.h"

#include <algorithm>
#include <unordered_set>

#include "ingest/html_content.h"
#include "ingest/html_page.h"
#include "ingest/line_features.h"
#include "ingest/page_lines.h"

namespace isnad::ingest {
namespace {

constexpr std::uint32_t kEnoughChars = 250;
constexpr std::size_t kTopRuns = 4;  // at the head of the content, where headline and byline may stand
constexpr std::uint32_t kBylineWords = 16;

bool is_clutter(LineRole role) {
  return role == LineRole::drop || role == LineRole::tail || role == LineRole::end || role == LineRole::related;
}

// Decides which of the content's runs are text.
class Trimmer {
 public:
  Trimmer(const Page& page, const Content& content, const Tables& tables, std::string_view title)
      : page_(page),
        tables_(tables),
        title_(fold_line(title).text) {
    for (const std::size_t i : content.runs) runs_.push_back(&page.runs()[i]);
    if (!content.runs.empty()) before_ = content.runs.front();
  }

  Article run() {
    judge();
    drop_link_lists();
    Article out;
    collect_bylines(out.bylines);
    collect_standfirst(out.paragraphs);
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (!dropped_[i]) append_lines(runs_[i]->text, out.paragraphs);
    }
    return out;
  }

 private:
  [[nodiscard]] bool repeats_title(const FoldedLine& line) const {
    if (title_.empty() || line.words.size() < 2) return false;
    return line.text == title_ || (line.words.size() >= 4 && title_.find(line.text) != std::string::npos);
  }

  void judge() {
    dropped_.assign(runs_.size(), false);
    std::unordered_set<std::string> seen;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const Run& run = *runs_[i];
      const FoldedLine folded = fold_line(run.text);
      const LineRole role = tables_.lines.find(run.text, folded).role;
      const bool is_byline = role == LineRole::byline || role == LineRole::date;
      // Pages repeat paragraphs for other screens.
      const bool is_repeated = run.chars > 60 && !seen.insert(run.text).second;
      dropped_[i] =
          folded.words.empty() || is_clutter(role) || is_repeated || (kept < kTopRuns && (is_byline || repeats_title(folded)));
      if (is_byline) bylines_.push_back(run.text);
      if (!dropped_[i]) ++kept;
    }
  }

  // Lines that are links as a whole lead elsewhere, and so does the short line before two of them.
  void drop_link_lists() {
    std::vector<bool> is_link(runs_.size());
    for (std::size_t i = 0; i < runs_.size(); ++i) is_link[i] = runs_[i]->linked * 10 > runs_[i]->chars * 9;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (!is_link[i]) continue;
      const bool before = i > 0 && is_link[i - 1];
      const bool after = i + 1 < runs_.size() && is_link[i + 1];
      if (before || after) dropped_[i] = true;
      if (after && !before && i > 0 && runs_[i - 1]->chars < 40) dropped_[i - 1] = true;
    }
  }

  // Elements that call themselves byline or date, and lines with the words of one, up to the content.
  void collect_bylines(std::vector<std::string>& out) {
    const std::size_t end = std::min(page_.runs().size(), before_ + kTopRuns + 1);
    for (std::size_t i = 0; i < end; ++i) {
      const Run& run = page_.runs()[i];
      if (run.chars > 120) continue;
      HintMask mask = 0;
      NodeId id = run.block;
      for (int level = 0; level < 3 && id != kNoNode && id > page_.body(); ++level, id = page_.node(id).parent)
        mask |= page_.hints(id);
      const FoldedLine folded = fold_line(run.text);
      if (folded.words.size() > kBylineWords) continue;
      const LineRole role = tables_.lines.find(run.text, folded).role;
      const bool has_words = role == LineRole::byline || role == LineRole::date;
      if (has_words) bylines_.push_back(run.text);
      else if (has(mask, Hint::byline) || has(mask, Hint::date)) hinted_.push_back(run.text);
    }
    out = std::move(bylines_);
    out.insert(out.end(), hinted_.begin(), hinted_.end());
  }

  // The first paragraph often stands apart, between headline and body.
  void collect_standfirst(std::vector<std::string>& out) const {
    std::size_t from = before_;
    for (std::size_t i = before_; i-- > 0 && from == before_;) {
      if (fold_line(page_.runs()[i].text).text == title_) from = i + 1;
    }
    for (std::size_t i = from; i < before_; ++i) {
      const Run& run = page_.runs()[i];
      const LineFeatures f = read_features(run.text, tables_);
      const bool repeats = !runs_.empty() && runs_.front()->text.starts_with(run.text);
      if (f.is_prose() && run.linked * 4 < run.chars && !repeats) append_lines(run.text, out);
    }
  }

  static void append_lines(const std::string& text, std::vector<std::string>& out) {
    for (const std::string_view line : split_lines(text)) {
      if (!line.empty()) out.emplace_back(line);
    }
  }

  const Page& page_;
  const Tables& tables_;
  std::string title_;
  std::vector<const Run*> runs_;
  std::size_t before_ = 0;  // the first run of the content
  std::vector<bool> dropped_;
  std::vector<std::string> bylines_, hinted_;
};

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> out;
  if (text.find("</") != std::string_view::npos) return out;  // markup inside JSON: the page shows it better
  for (const std::string_view line : split_lines(text)) {
    if (!line.empty()) out.emplace_back(line);
  }
  return out;
}

}  // namespace

std::vector<std::string> all_lines(const Dom& dom, const Tables& tables) {
  std::vector<std::string> out;
  const Page page(dom, Page::Strip::hidden_only);
  for (const Run& run : page.runs()) {
    if (is_clutter(tables.lines.find(run.text, fold_line(run.text)).role)) continue;
    for (const std::string& line : lines_of(run.text)) out.push_back(line);
  }
  return out;
}

Article read_article(const Dom& dom, const Tables& tables, std::string_view title, std::string_view stated_body) {
  struct Attempt {
    Page::Strip strip;
    Care care;
  };
  Article best;
  std::uint32_t best_chars = 0;
  for (const Attempt attempt : {Attempt{Page::Strip::unlikely, Care::strict}, Attempt{Page::Strip::hidden_only, Care::strict},
                                Attempt{Page::Strip::hidden_only, Care::lenient}}) {
    const Page page(dom, attempt.strip);
    const Content content = find_content(page, attempt.care);
    if (content.chars <= best_chars) continue;
    best = Trimmer(page, content, tables, title).run();
    best_chars = content.chars;
    if (best_chars >= kEnoughChars) break;
  }
  std::size_t bytes = 0;
  for (const std::string& paragraph : best.paragraphs) bytes += paragraph.size();
  // Pages that build their text by script still state it.
  if (stated_body.size() > kEnoughChars && bytes * 2 < stated_body.size()) {
    if (std::vector<std::string> lines = lines_of(stated_body); !lines.empty()) best.paragraphs = std::move(lines);
  }
  return best;
}

}  // namespace isnad::ingest
