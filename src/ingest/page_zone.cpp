#include "ingest/page_zone.h"

#include <algorithm>
#include <unordered_map>

namespace isnad::ingest {
namespace {

using Words = std::unordered_set<std::string_view>;

// Words of body that an article has before something else can begin on its page.
constexpr std::size_t kEnoughBody = 50;
constexpr std::size_t kShortestContentWord = 6;  // bytes: three Arabic letters

// A word as headline and body share it: without article and one-letter proclitics.
std::string_view bare(std::string_view word) {
  constexpr std::string_view kWaw = "\xD9\x88", kFeh = "\xD9\x81", kBeh = "\xD8\xA8", kKaf = "\xD9\x83";
  constexpr std::string_view kAl = "\xD8\xA7\xD9\x84", kLamLam = "\xD9\x84\xD9\x84";
  const auto strip = [&](std::string_view prefix) {
    const bool strips = word.starts_with(prefix) && word.size() >= prefix.size() + kShortestContentWord;
    if (strips) word.remove_prefix(prefix.size());
    return strips;
  };
  if (!strip(kWaw)) strip(kFeh);
  if (!strip(kBeh)) strip(kKaf);
  if (!strip(kLamLam)) strip(kAl);
  return word;
}

class ZoneFinder {
 public:
  explicit ZoneFinder(const std::vector<FullLine>& lines) : lines_(lines) {
    mass_before_.assign(lines.size() + 1, 0);
    for (std::size_t n = 0; n < lines.size(); ++n) mass_before_[n + 1] = mass_before_[n] + (is_body(n) ? at(n).words : 0);
  }

  Zone run() {
    choose_segment();
    if (zone_.is_empty()) return zone_;
    skip_tickers();
    end_at_furniture();
    end_at_cards();
    find_last();
    reach_for_closing_sentences();
    drop_bio();
    const Words body = words_of_body(zone_.first, zone_.last + 1);
    zone_.headline = best_headline(zone_.first, body).line;
    if (zone_.headline == kNoLine) take_long_headline();
    find_standfirst(body);
    return std::move(zone_);
  }

 private:
  [[nodiscard]] const LineFeatures& at(std::size_t n) const { return lines_[n].features; }
  [[nodiscard]] LineRole role(std::size_t n) const { return at(n).rule.role; }
  [[nodiscard]] bool is_prose(std::size_t n) const { return at(n).is_prose(); }
  [[nodiscard]] bool is_body(std::size_t n) const { return is_prose(n) && role(n) != LineRole::bio; }
  // Words of body in [from, to).
  [[nodiscard]] std::size_t mass(std::size_t from, std::size_t to) const {
    return to > from ? mass_before_[to] - mass_before_[from] : 0;
  }
  // Like the title of another story.
  [[nodiscard]] bool is_title_like(std::size_t n) const {
    const LineFeatures& f = at(n);
    return !f.is_prose() && f.rule.role == LineRole::none && f.words >= 4 && !f.ends_in_full_stop && !f.is_bullet &&
           !f.ends_in_colon && !lines_[n].is_byline;
  }

  // How much a line speaks for lying inside the article, in words.
  [[nodiscard]] int weight(std::size_t n) const {
    const LineFeatures& f = at(n);
    if (f.is_prose()) return static_cast<int>(f.words);
    switch (f.rule.role) {
      case LineRole::end: return -60;
      case LineRole::tail: return -15;
      case LineRole::none: return f.ends_sentence ? 0 : -6;
      default: return -4;
    }
  }

  // Prose weighs its words, menus and furniture count against it: the stretches of lines that gain weight are candidates.
  // A headline that the prose takes up and a date above it speak for one; each that stands after another must be longer.
  void choose_segment() {
    constexpr double kLater = 0.85;
    double best = 0;
    double discount = 1;
    const auto consider = [&](std::size_t start, std::size_t end, int sum) {
      if (sum <= 0) return;
      const Headline headline = best_headline(start, words_of_body(start, end));
      const double score = sum * discount * (1 + 0.6 * std::clamp(headline.score, 0.0, 1.0) + (has_date_near(start) ? 0.3 : 0));
      if (mass(start, end) >= kEnoughBody) discount *= kLater;
      if (score <= best) return;
      best = score;
      zone_.first = start;
      end_ = end;
    };
    int sum = 0;
    int peak = 0;
    std::size_t start = 0;
    std::size_t end = 0;
    for (std::size_t n = 0; n < lines_.size(); ++n) {
      const int w = weight(n);
      if (sum + w <= 0 || sum + w <= peak - kGap) {  // the stretch is over
        consider(start, end, peak);
        sum = peak = 0;
        start = n + 1;
        if (w <= 0) continue;
        start = n;
      }
      sum += w;
      if (sum <= peak) continue;
      peak = sum;
      end = n + 1;
    }
    consider(start, end, peak);
  }
  // So much furniture parts two texts, however long they are.
  static constexpr int kGap = 150;

  [[nodiscard]] bool has_date_near(std::size_t n) const {
    for (std::size_t k = n > 6 ? n - 6 : 0; k < n; ++k) {
      if (!at(k).date.empty()) return true;
    }
    return false;
  }

  // Headlines run together in one line above the article look like prose without a full stop; the real headline follows.
  void skip_tickers() {
    constexpr std::size_t kReach = 8;
    for (std::size_t n = zone_.first; n < end_ && n < zone_.first + kReach; ++n) {
      if (!is_prose(n)) continue;
      if (at(n).ends_in_full_stop) return;
      std::size_t next = n + 1;
      while (next < end_ && !is_prose(next)) ++next;
      if (next == end_ || next - n < 3 || !at(next).ends_sentence) continue;
      if (best_headline(next, words_of_body(next, end_)).score > 0.7) zone_.first = next;
    }
  }

  // Comments and forms end an article. A box of related stories does too, unless most of the prose comes after it.
  void end_at_furniture() {
    zone_.limit = lines_.size();
    for (std::size_t n = zone_.first + 1; n < end_; ++n) {
      if (role(n) == LineRole::end || (role(n) == LineRole::tail && mass(n, end_) < mass(zone_.first, n))) end_ = zone_.limit = n;
    }
    for (std::size_t n = end_; n < zone_.limit; ++n) {
      if (role(n) == LineRole::end || role(n) == LineRole::tail) zone_.limit = n;
    }
  }

  // Below an article stand cards of other stories: title, perhaps author and date, one paragraph. Two of them in a row end
  // it when they are dated or speak of something else.
  void end_at_cards() {
    Words words;
    double cohesion = 0;  // of the body so far: share of words that were said before
    std::size_t paragraphs = 0;
    for (std::size_t n = zone_.first; n < end_; ++n) {
      if (is_prose(n)) {
        if (!words.empty()) {
          cohesion += share_in(n, words);
          ++paragraphs;
        }
        add_words(n, words);
      } else if (is_title_like(n) && mass(zone_.first, n) >= kEnoughBody && paragraphs > 0) {
        const Cards cards = read_cards(n, words);
        if (cards.count >= 2 && (cards.dates >= 2 || cards.cohesion < 0.6 * cohesion / static_cast<double>(paragraphs))) {
          end_ = zone_.limit = n;
          return;
        }
      }
    }
  }

  struct Cards {
    std::size_t count = 0;
    std::size_t dates = 0;
    double cohesion = 0;
  };

  [[nodiscard]] Cards read_cards(std::size_t n, const Words& words) const {
    constexpr std::size_t kMost = 6;
    Cards out;
    while (n < end_ && out.count < kMost && is_title_like(n)) {
      std::size_t dates = 0;
      while (n < end_ && !is_prose(n)) {
        if (lines_[n].is_byline && !at(n).date.empty()) dates = 1;
        ++n;
      }
      if (n == end_) break;
      if (n + 1 < end_ && is_prose(n + 1)) return {};  // text that goes on is no card
      out.cohesion += share_in(n, words);
      out.dates += dates;
      ++out.count;
      ++n;
    }
    if (out.count > 0) out.cohesion /= static_cast<double>(out.count);
    return out;
  }

  void find_last() {
    zone_.last = zone_.first;
    for (std::size_t n = zone_.first; n < end_; ++n) {
      if (is_prose(n)) zone_.last = n;
    }
  }

  // A box of links inside the body may leave a last sentence or two behind it.
  void reach_for_closing_sentences() {
    constexpr std::size_t kLongestBox = 6;
    for (std::size_t n = end_; n < zone_.limit && n < end_ + kLongestBox; ++n) {
      const LineFeatures& f = at(n);
      if (f.rule.role != LineRole::none && f.rule.role != LineRole::related && f.rule.role != LineRole::drop) return;
      if (lines_[n].is_byline) return;
      if (f.rule.role != LineRole::none || !f.ends_in_full_stop || f.words < 5 || f.is_address) continue;
      zone_.last = n;
      end_ = n + 1;
    }
  }

  // The author's description is prose, but the last of it.
  void drop_bio() {
    for (std::size_t n = zone_.first + 1; n <= zone_.last; ++n) {
      if (role(n) != LineRole::bio || mass(n + 1, zone_.last + 1) * 4 > mass(zone_.first, n)) continue;
      zone_.last = n - 1;
      while (zone_.last > zone_.first && !is_prose(zone_.last)) --zone_.last;
    }
  }

  // --- words
  template <class Visit>
  void for_content_words(std::size_t n, Visit visit) const {
    const FoldedLine& folded = at(n).folded;
    for (const FoldedLine::Word& w : folded.words) {
      const std::string_view word = bare(std::string_view(folded.text).substr(w.begin, w.end - w.begin));
      if (word.size() >= kShortestContentWord) visit(word);
    }
  }

  void add_words(std::size_t n, Words& words) const {
    for_content_words(n, [&](std::string_view word) { words.insert(word); });
  }

  [[nodiscard]] double share_in(std::size_t n, const Words& words) const {
    double content = 0;
    double shared = 0;
    for_content_words(n, [&](std::string_view word) {
      ++content;
      if (words.count(word) > 0) ++shared;
    });
    return content == 0 ? 0 : shared / content;
  }

  [[nodiscard]] Words words_of_body(std::size_t from, std::size_t to) const {
    constexpr std::size_t kParagraphs = 12;
    Words words;
    std::size_t read = 0;
    for (std::size_t n = from; n < to && read < kParagraphs; ++n) {
      if (!is_prose(n)) continue;
      add_words(n, words);
      ++read;
    }
    return words;
  }

  // --- headline
  struct Headline {
    std::size_t line = kNoLine;
    double score = 0.3;  // the least that is believed
  };

  [[nodiscard]] bool can_be_headline(std::size_t n) const {
    const LineFeatures& f = at(n);
    const auto numbers =
        std::count_if(f.folded.words.begin(), f.folded.words.end(), [&](const auto& w) { return f.folded.text[w.begin] == '0'; });
    const auto words = f.words - static_cast<std::uint32_t>(numbers);
    const bool is_plain = f.rule.role == LineRole::none || is_watch_title(n);
    return is_plain && words >= 3 && f.words <= 30 && !f.is_address && !lines_[n].is_byline;
  }

  // "Watch: ..." leads to another story below an article, but heads one as well.
  [[nodiscard]] bool is_watch_title(std::size_t n) const {
    const LineRules::Found& rule = at(n).rule;
    return rule.role == LineRole::related && rule.match == LineRules::Match::prefix && rule.after < lines_[n].text.size();
  }

  // The line above `first` whose words `body` takes up.
  [[nodiscard]] Headline best_headline(std::size_t first, const Words& body) const {
    constexpr std::size_t kReach = 60;  // menus may stand between
    const std::size_t from = first > kReach ? first - kReach : 0;
    // A single line above the body heads it, whatever its words.
    if (first == 1 && at(0).words >= 2 && (role(0) == LineRole::none || is_watch_title(0)) && !lines_[0].is_byline) return {0, 1};
    std::unordered_map<std::string_view, int> repeats;  // breadcrumb and headline are the same; the first one counts
    for (std::size_t n = from; n < first; ++n) ++repeats[at(n).folded.text];
    std::size_t last_byline = kNoLine;
    for (std::size_t n = from; n < first; ++n) {
      if (lines_[n].is_byline) last_byline = n;
    }
    Headline best;
    for (std::size_t n = from; n < first; ++n) {
      if (!can_be_headline(n)) continue;
      const LineFeatures& f = at(n);
      int& count = repeats[f.folded.text];
      double score = share_in(n, body) + (count > 1 ? 0.3 : 0);
      count = 0;
      if (f.words >= 5 && f.words <= 20) score += 0.2;
      if (f.words < 4) score -= 0.15;
      if (last_byline != kNoLine && n < last_byline) score += 0.1;  // captions stand below the byline
      if (f.ends_in_full_stop) score -= 0.2;
      if (is_watch_title(n)) score -= 0.2;
      score -= 0.01 * std::min<double>(static_cast<double>(first - n), 30);
      if (score > best.score) best = {n, score};
    }
    if (best.line == kNoLine) best.score = 0;
    return best;
  }

  // A headline of twenty words looks like prose; it alone has no full stop.
  void take_long_headline() {
    const LineFeatures& f = at(zone_.first);
    if (f.ends_sentence || f.ends_in_colon || f.words > 30 || zone_.last == zone_.first) return;
    std::size_t paragraphs = 0;
    std::size_t stopped = 0;
    for (std::size_t n = zone_.first + 1; n <= zone_.last; ++n) {
      if (!is_prose(n)) continue;
      ++paragraphs;
      if (at(n).ends_sentence) ++stopped;
    }
    if (paragraphs < 2 || stopped * 3 < paragraphs * 2) return;
    zone_.headline = zone_.first;
    do ++zone_.first;
    while (!is_prose(zone_.first));
  }

  // What stands between headline and body and speaks of the same is text; captions and polls are not.
  void find_standfirst(const Words& body) {
    if (zone_.headline == kNoLine) return;
    std::unordered_map<std::string_view, int> repeats;  // captions stand twice
    for (std::size_t n = zone_.headline; n < zone_.first; ++n) ++repeats[at(n).folded.text];
    for (std::size_t n = zone_.headline + 1; n < zone_.first; ++n) {
      const LineFeatures& f = at(n);
      if (f.rule.role != LineRole::none || lines_[n].is_byline || f.is_address || repeats[f.folded.text] > 1) continue;
      if (!f.ends_in_full_stop && lines_[n].text.back() == ')') continue;  // a caption's credit
      const bool is_sentence = f.words >= 8 || (f.words >= 4 && f.ends_in_full_stop) || f.is_bullet;
      if (is_sentence && (f.ends_in_full_stop || share_in(n, body) >= 0.25)) zone_.standfirst.push_back(n);
    }
  }

  const std::vector<FullLine>& lines_;
  std::vector<std::size_t> mass_before_;
  std::size_t end_ = 0;  // one past the zone
  Zone zone_;
};

}  // namespace

Zone find_zone(const std::vector<FullLine>& lines) { return ZoneFinder(lines).run(); }

}  // namespace isnad::ingest
