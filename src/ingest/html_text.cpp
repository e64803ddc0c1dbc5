#include "ingest/html_text.h"

#include <algorithm>
#include <unordered_set>

#include "ingest/html_content.h"
#include "ingest/html_page.h"
#include "ingest/json_ld.h"

namespace isnad::ingest {
namespace {

constexpr std::uint32_t kEnoughChars = 250;

// Decides which of the content's runs are text.
class Trimmer {
 public:
  Trimmer(const Page& page, const Content& content, const LineRules& rules, std::string_view title)
      : page_(page), rules_(rules), title_(fold_line(title).text) {
    for (const std::size_t i : content.runs) runs_.push_back(&page.runs()[i]);
  }

  std::vector<std::string> run() {
    judge();
    drop_link_lists();
    std::vector<std::string> out;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      if (!dropped_[i]) out.push_back(runs_[i]->text);
    }
    return out;
  }

 private:
  void judge() {
    dropped_.assign(runs_.size(), false);
    std::unordered_set<std::string> seen;
    for (std::size_t i = 0; i < runs_.size(); ++i) {
      const Run& run = *runs_[i];
      const FoldedLine folded = fold_line(run.text);
      if (folded.words.empty()) { dropped_[i] = true; continue; }
      if (!title_.empty() && folded.text == title_) dropped_[i] = true;
      const LineRules::Found found = rules_.find(run.text, folded);
      if (found.role == LineRole::drop || found.role == LineRole::tail || found.role == LineRole::related) dropped_[i] = true;
      // Pages repeat paragraphs for other screens.
      if (run.chars > 60 && !seen.insert(run.text).second) dropped_[i] = true;
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

  const Page& page_;
  const LineRules& rules_;
  std::string title_;
  std::vector<const Run*> runs_;
  std::vector<bool> dropped_;
};

}  // namespace

std::vector<std::string> article_paragraphs(const Dom& dom, const Rules& rules, std::string_view title) {
  struct Attempt {
    Page::Strip strip;
    Care care;
  };
  std::vector<std::string> best;
  std::uint32_t best_chars = 0;
  for (const Attempt attempt : {Attempt{Page::Strip::unlikely, Care::strict}, Attempt{Page::Strip::hidden_only, Care::strict},
                                Attempt{Page::Strip::hidden_only, Care::lenient}}) {
    const Page page(dom, rules.hints(), attempt.strip);
    const Content content = find_content(page, attempt.care);
    if (content.chars <= best_chars) continue;
    best = Trimmer(page, content, rules.lines(), title).run();
    best_chars = content.chars;
    if (best_chars >= kEnoughChars) break;
  }
  return best;
}

}  // namespace isnad::ingest
