#include "link/stories.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <numeric>
#include <string>

#include "link/paragraphs.h"
#include "link/vocabulary.h"

namespace isnad::link {
namespace {

constexpr double kTitleWeight = 4, kLeadWeight = 2, kBodyWeight = 1;
constexpr std::size_t kParagraphs = 4;  // later ones hold background
constexpr std::size_t kKeyTerms = 24;   // documents meet through their weightiest terms
constexpr double kLeastEdge = 0.03;

int digits(std::string_view s) {
  int n = 0;
  for (const char c : s) {
    if (c < '0' || c > '9') return -1;
    n = n * 10 + (c - '0');
  }
  return s.empty() ? -1 : n;
}

}  // namespace

// Howard Hinnant, "chrono-compatible low-level date algorithms", days_from_civil.
std::int32_t day_number(std::string_view date) {
  if (date.size() < 10 || date[4] != '-' || date[7] != '-') return kUndated;
  const int year = digits(date.substr(0, 4));
  const int month = digits(date.substr(5, 2));
  const int day = digits(date.substr(8, 2));
  if (year < 1 || month < 1 || month > 12 || day < 1) return kUndated;
  const int y = month <= 2 ? year - 1 : year;
  const int m = (month + 9) % 12;
  return 365 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day - 1;
}

void StoryFinder::add(std::string_view title, std::string_view text, std::string_view date) {
  const Vocabulary& vocabulary = Vocabulary::standard();
  std::unordered_map<std::uint64_t, double> counts;
  const auto count = [&](std::string_view part, double weight) {
    for (const Term& t : vocabulary.terms(part)) counts[t.stem] += weight;
  };
  count(title, kTitleWeight);
  std::size_t n = 0;
  for (const std::string_view paragraph : paragraphs_of(text.substr(text.starts_with(title) ? title.size() : 0))) {
    if (n == kParagraphs) break;
    count(paragraph, n++ == 0 ? kLeadWeight : kBodyWeight);
  }
  Entry& entry = documents_.emplace_back();
  entry.day = day_number(date);
  double norm = 0;
  for (const auto& [term, weight] : counts) {
    entry.terms.push_back({term, static_cast<float>(std::log1p(weight) * vocabulary.rarity_of_stem(term))});
  }
  std::sort(entry.terms.begin(), entry.terms.end(), [](const Weighted& a, const Weighted& b) { return a.term < b.term; });
  for (const Weighted& w : entry.terms) norm += double{w.weight} * w.weight;
  for (Weighted& w : entry.terms) w.weight = static_cast<float>(w.weight / std::sqrt(norm));
}

double StoryFinder::likeness(std::uint32_t a, std::uint32_t b) const {
  const Entry& x = documents_[a];
  const Entry& y = documents_[b];
  double cosine = 0;
  for (std::size_t i = 0, j = 0; i < x.terms.size() && j < y.terms.size();) {
    if (x.terms[i].term == y.terms[j].term) {
      cosine += double{x.terms[i++].weight} * y.terms[j++].weight;
    } else {
      x.terms[i].term < y.terms[j].term ? ++i : ++j;
    }
  }
  if (x.day == kUndated || y.day == kUndated) return cosine;
  const int days = std::abs(x.day - y.day);
  return days > kFarthest ? 0 : cosine * std::exp(-days / kFading);
}

std::vector<Edge> StoryFinder::edges() const {
  // By day, so that a posting list is left as soon as it leads too far back; undated documents meet all.
  std::vector<std::uint32_t> order(documents_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return documents_[a].day < documents_[b].day; });
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> postings, undated;
  std::vector<Edge> out;
  std::vector<std::uint32_t> met;
  for (const std::uint32_t i : order) {
    const Entry& entry = documents_[i];
    std::vector<Weighted> keys = entry.terms;
    const std::size_t n = std::min(kKeyTerms, keys.size());
    std::partial_sort(keys.begin(), keys.begin() + static_cast<std::ptrdiff_t>(n), keys.end(),
                      [](const auto& a, const auto& b) { return a.weight != b.weight ? a.weight > b.weight : a.term < b.term; });
    keys.resize(n);
    met.clear();
    for (const Weighted& k : keys) {
      for (auto it = postings[k.term].rbegin(); it != postings[k.term].rend(); ++it) {
        if (entry.day - documents_[*it].day > kFarthest) break;
        met.push_back(*it);
      }
      for (const std::uint32_t u : undated[k.term]) met.push_back(u);
      (entry.day == kUndated ? undated : postings)[k.term].push_back(i);
    }
    std::sort(met.begin(), met.end());
    met.erase(std::unique(met.begin(), met.end()), met.end());
    for (const std::uint32_t j : met) {
      if (const double s = likeness(i, j); s >= kLeastEdge) out.push_back({std::min(i, j), std::max(i, j), s});
    }
  }
  return out;
}

std::vector<std::uint32_t> StoryFinder::stories() const { return average_link(documents_.size(), edges(), kLeast); }

}  // namespace isnad::link
