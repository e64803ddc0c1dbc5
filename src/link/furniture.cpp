#include "link/furniture.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <iterator>
#include <set>
#include <unordered_set>

#include "link/vocabulary.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::link {
namespace {

constexpr std::size_t kShortestLine = 60;      // letters; shorter lines come back by chance
constexpr std::size_t kShortestHeadline = 30;  // letters; shorter headlines are phrases
constexpr std::size_t kMostCompared = 12;      // articles in which a line stands
constexpr double kCopies = 0.5;                // likeness from which articles are versions of one
constexpr double kUnrelated = 0.14;            // likeness up to which they have nothing in common
constexpr long kNoticeArticles = 4;
constexpr long kNoticeDays = 4;

std::size_t letters_of(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(s.begin(), s.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::uint64_t hash_of(std::string_view line) { return std::hash<std::string>()(ingest::furniture_key(line)); }

std::vector<std::uint64_t> terms_of(std::string_view text) {
  std::vector<std::uint64_t> out;
  for (const Term& term : Vocabulary::standard().terms(text)) out.push_back(term.stem);
  std::sort(out.begin(), out.end());
  return out;
}

// A headline ends without a mark, or asks. Closing quotation marks and brackets count for neither.
bool is_worded_like_headline(std::string_view line) {
  std::size_t end = line.size();
  while (end > 0) {
    std::size_t last = end - 1;
    while (last > 0 && (static_cast<unsigned char>(line[last]) & 0xC0U) == 0x80U) --last;
    const char32_t c = text::decode(line, last).code;
    const text::CharClass kind = text::class_of(c);
    if (c == text::letter::kQuestion || c == '?') return true;
    if (c == ')' || c == ']' || kind == text::CharClass::quote || kind == text::CharClass::space) end = last;
    else return kind != text::CharClass::punctuation && kind != text::CharClass::symbol;
  }
  return false;
}

}  // namespace

void FurnitureLearner::add(const Document& document) {
  const std::string_view name = ingest::furniture_outlet(document);
  if (name.empty()) return;
  Outlet& outlet = outlets_[std::string(name)];
  const std::uint64_t title = hash_of(document.title);
  add_lines(outlet, document, title);
  constexpr std::size_t kDay = 10;
  const std::string& date = document.published.value;
  const auto number = static_cast<std::uint32_t>(articles_.size());
  articles_.push_back({title, date.size() >= kDay ? date.substr(0, kDay) : std::string(), terms_of(document.text)});
  if (letters_of(document.title) >= kShortestHeadline) outlet.headlines.try_emplace(title, Headline{number, document.title});
}

void FurnitureLearner::add_lines(Outlet& outlet, const Document& document, std::uint64_t title) {
  const auto number = static_cast<std::uint32_t>(articles_.size());
  std::string_view rest = document.text;
  while (!rest.empty()) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(rest.size(), line.size() + 1));
    if (letters_of(line) < kShortestHeadline) continue;
    const std::uint64_t hash = hash_of(line);
    if (hash == title) continue;
    Seen& seen = outlet.lines[hash];
    if (!seen.articles.empty() && seen.articles.back() == number) continue;
    if (seen.articles.size() == 1) seen.text = line;
    seen.articles.push_back(number);
  }
}

// One article for each title, at most a few, from all parts of the collection.
std::vector<std::uint32_t> FurnitureLearner::differently_titled(const Seen& seen) const {
  std::unordered_set<std::uint64_t> titles;
  std::vector<std::uint32_t> all;
  for (const std::uint32_t a : seen.articles) {
    if (titles.insert(articles_[a].title).second) all.push_back(a);
  }
  return all;
}

// How much the articles have in common two by two (cosine of their terms by rarity, the mean of all pairs) besides what is
// in `besides`.
double FurnitureLearner::likeness(const std::vector<std::uint32_t>& articles, const Terms& besides) const {
  const Vocabulary& words = Vocabulary::standard();
  const auto weight = [&](const Terms& terms) {
    double sum = 0;
    for (const std::uint64_t t : terms) sum += std::pow(words.rarity_of_stem(t), 2);
    return sum;
  };
  const std::size_t count = std::min(articles.size(), kMostCompared);
  std::vector<Terms> rests;
  std::vector<double> weights;
  for (std::size_t i = 0; i < count; ++i) {
    const Terms& all = articles_[articles[i * articles.size() / count]].terms;
    Terms& rest = rests.emplace_back();
    std::set_difference(all.begin(), all.end(), besides.begin(), besides.end(), std::back_inserter(rest));
    rest.erase(std::unique(rest.begin(), rest.end()), rest.end());
    weights.push_back(weight(rest));
  }
  double sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    for (std::size_t j = i + 1; j < count; ++j) {
      Terms shared;
      std::set_intersection(rests[i].begin(), rests[i].end(), rests[j].begin(), rests[j].end(), std::back_inserter(shared));
      if (!shared.empty()) sum += weight(shared) / std::sqrt(weights[i] * weights[j]);
    }
  }
  return count < 2 ? 1 : sum / (static_cast<double>(count * (count - 1)) / 2);
}

long FurnitureLearner::days_of(const std::vector<std::uint32_t>& articles) const {
  std::set<std::string_view> days;
  for (const std::uint32_t a : articles) days.insert(articles_[a].day);
  days.erase(std::string_view());
  return static_cast<long>(days.size());
}

// The rule by which `line`, which stands in `articles`, is furniture; empty when it is none.
std::string FurnitureLearner::verdict(const std::vector<std::uint32_t>& articles, const ingest::FurnitureLine& line) const {
  if (articles.size() < 2 || letters_of(line.text) < kShortestLine) return {};
  const double alike = likeness(articles, terms_of(line.text));
  // On one day, articles of one story may share a list as well.
  const double most = line.days > 1 ? kCopies : kUnrelated;
  if (alike < most && is_worded_like_headline(line.text)) return "teaser";
  if (alike < kUnrelated && line.articles >= kNoticeArticles && line.days >= kNoticeDays) return "notice";
  return {};
}

bool FurnitureLearner::is_of_other_stories(const Headline& headline, const std::vector<std::uint32_t>& articles) const {
  const Terms own = terms_of(headline.text);
  return std::all_of(articles.begin(), articles.end(), [&](std::uint32_t a) {
    return a != headline.article && likeness({headline.article, a}, own) < kCopies;
  });
}

std::vector<ingest::FurnitureLine> FurnitureLearner::lines() const {
  std::vector<ingest::FurnitureLine> out;
  for (const auto& [name, outlet] : outlets_) {
    for (const auto& [hash, seen] : outlet.lines) {
      const std::vector<std::uint32_t> articles = differently_titled(seen);
      ingest::FurnitureLine line{name, seen.text, {}, static_cast<long>(articles.size()), days_of(articles)};
      const auto headline = outlet.headlines.find(hash);
      if (headline != outlet.headlines.end() && is_of_other_stories(headline->second, articles)) {
        line.text = headline->second.text;
        line.why = "headline";
      } else {
        line.why = verdict(articles, line);
      }
      if (!line.why.empty()) out.push_back(std::move(line));
    }
  }
  return out;
}

}  // namespace isnad::link
