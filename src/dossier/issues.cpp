#include "dossier/issues.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "text/letters.h"
#include "text/stem.h"
#include "text/utf8.h"

namespace isnad::dossier {
namespace {

using namespace text::letter;

constexpr double kSameIssue = 0.42;     // cosine
constexpr double kSameGroup = 0.55;     // cosine of two groups
constexpr double kHeadDecay = 0.35;     // a word's weight falls with its place in the object
constexpr std::size_t kMostTerms = 12;  // of an object
constexpr std::size_t kNameWords = 8;
constexpr char kEllipsis[] = "\xE2\x80\xA6";
constexpr std::size_t kIssueTerms = 5;
constexpr std::size_t kShortestTerm = 4;  // bytes; two letters

using Vector = std::map<std::uint32_t, double>;

bool is_person_letter(char32_t c) { return c == kYeh || c == kTeh || c == kNoon || c == kAlef || c == kMeem; }

// a, b, c: a doubled last letter is one.
std::string root_of(char32_t a, char32_t b, char32_t c) {
  return b == c ? text::to_utf8(std::u32string{a, b}) : text::to_utf8(std::u32string{a, b, c});
}

std::string root_of_six(const std::u32string& w) {
  if (w[0] == kAlef && w[2] == kTeh && w[4] == kAlef) return root_of(w[1], w[3], w[5]);           // ifti'al
  if (w[0] == kAlef && w[1] == kNoon && w[4] == kAlef) return root_of(w[2], w[3], w[5]);          // infi'al
  if (is_person_letter(w[0]) && w[1] == kSeen && w[2] == kTeh) return root_of(w[3], w[4], w[5]);  // yastaf'il
  return {};
}

std::string root_of_five(const std::u32string& w) {
  if (w[0] == kAlef && w[1] == kTeh && w[3] == kAlef) return root_of(kWaw, w[2], w[4]);  // ittifaq
  if (w[0] == kTeh && w[3] == kYeh) return root_of(w[1], w[2], w[4]);                    // taf'il
  if (w[0] == kAlef && w[3] == kAlef) return root_of(w[1], w[2], w[4]);                  // if'al
  if (is_person_letter(w[0]) && w[2] == kTeh) return root_of(w[1], w[3], w[4]);          // yafta'il
  if (is_person_letter(w[0]) && w[1] == kNoon) return root_of(w[2], w[3], w[4]);         // yanfa'il
  if (w[0] == kMeem && w[2] == kAlef) return root_of(w[1], w[3], w[4]);                  // mufa'ala
  if (w[0] == kMeem && w[3] == kWaw) return root_of(w[1], w[2], w[4]);                   // maf'ul
  return {};
}

std::string root_of_four(const std::u32string& w) {
  if (w[1] == kAlef) return root_of(w[0], w[2], w[3]);                                           // fa'il
  if (w[2] == kAlef || w[2] == kWaw || w[2] == kYeh) return root_of(w[0], w[1], w[3]);           // fi'al, fu'ul, fa'il
  if (is_person_letter(w[0]) || w[0] == kBeh || w[0] == kLam) return root_of(w[1], w[2], w[3]);  // yaf'al, maf'al; bi-, li-
  return {};
}

// The object up to its relative clause, and no more than some words of it.
std::string issue_name(std::string_view object, const Markers& markers) {
  const std::vector<MarkerWord> words = marker_words(object);
  std::size_t n = 0;
  bool has_content = false;
  for (; n < words.size() && n < kNameWords; ++n) {
    const bool is_generic = markers.is_generic(words[n].stem);
    if (has_content && markers.at(words, n).kind == Marker::relative) break;
    has_content = has_content || !is_generic;
  }
  if (n == words.size()) return std::string(object);
  return std::string(object.substr(0, words[n - 1].end)) + (n == kNameWords ? kEllipsis : "");
}

class Finder {
 public:
  Finder(std::vector<Position>& positions, const Markers& markers, const std::vector<std::string>& common)
      : positions_(positions),
        markers_(markers),
        common_(common.begin(), common.end()) {}

  std::vector<Issue> run() {
    for (const Position& p : positions_) read(p.object);
    weigh();
    group();
    return issues();
  }

 private:
  struct Term {
    std::string word;
    std::uint32_t root = 0;
  };
  struct Group {
    Vector sum;
    std::vector<std::uint32_t> members;
  };

  void read(const std::string& object) {
    std::vector<Term>& terms = terms_.emplace_back();
    if (object.empty()) return;
    for (const MarkerWord& w : marker_words(object)) {
      if (terms.size() == kMostTerms) break;
      if (w.stem.size() < kShortestTerm || markers_.is_generic(w.stem)) continue;
      // A preposition may stand before a word; what it leaves may be too general as well.
      const std::string_view bare = text::without_proclitic(w.folded);
      if (!bare.empty() && markers_.is_generic(std::string(text::light_stem(bare)))) continue;
      std::string root = rough_root(w.stem);
      if (root == w.stem && !bare.empty()) root = rough_root(text::light_stem(bare));
      if (common_.contains(root) || common_.contains(w.stem)) continue;
      const auto [it, _] = ids_.try_emplace(root, static_cast<std::uint32_t>(ids_.size()));
      terms.push_back({object.substr(w.begin, w.end - w.begin), it->second});
    }
    std::unordered_set<std::uint32_t> distinct;
    frequency_.resize(ids_.size());
    for (const Term& t : terms) {
      if (distinct.insert(t.root).second) ++frequency_[t.root];
    }
  }

  void weigh() {
    const auto n = static_cast<double>(positions_.size());
    for (const auto& terms : terms_) {
      Vector& v = vectors_.emplace_back();
      for (std::size_t k = 0; k < terms.size(); ++k) {
        const double rarity = std::log(1 + n / frequency_[terms[k].root]);
        v.try_emplace(terms[k].root, rarity / (1 + kHeadDecay * static_cast<double>(k)));
      }
      const double norm = norm_of(v);
      for (auto& [_, w] : v) w /= norm;
    }
  }

  static double norm_of(const Vector& v) {
    double norm = 0;
    for (const auto& [_, w] : v) norm += w * w;
    return std::sqrt(norm);
  }
  static double cosine(const Vector& unit, const Vector& sum) {
    const double norm = norm_of(sum);
    double dot = 0;
    for (const auto& [t, w] : unit) {
      const auto it = sum.find(t);
      if (it != sum.end()) dot += w * it->second;
    }
    return norm == 0 ? 0 : dot / norm;
  }

  void group() {
    for (std::uint32_t i = 0; i < vectors_.size(); ++i) {
      if (vectors_[i].empty()) continue;
      Group* best = nullptr;
      double best_cosine = kSameIssue;
      for (Group& g : groups_) {
        const double c = cosine(vectors_[i], g.sum);
        if (c >= best_cosine) {
          best = &g;
          best_cosine = c;
        }
      }
      if (best == nullptr) best = &groups_.emplace_back();
      best->members.push_back(i);
      for (const auto& [t, w] : vectors_[i]) best->sum[t] += w;
    }
    merge();
    merge_namesakes();
    std::stable_sort(groups_.begin(), groups_.end(),
                     [](const Group& a, const Group& b) { return a.members.size() > b.members.size(); });
  }

  // Which object came first decided how groups grew; those that turned out alike are one.
  void merge() {
    for (std::size_t a = 0; a < groups_.size(); ++a) {
      for (std::size_t b = groups_.size(); --b > a;) {
        if (cosine(groups_[b].sum, groups_[a].sum) / norm_of(groups_[b].sum) >= kSameGroup) join(a, b);
      }
    }
  }
  void merge_namesakes() {
    std::unordered_map<std::string, std::size_t> numbers;
    for (std::size_t i = 0; i < groups_.size();) {
      const auto [number, is_new] = numbers.try_emplace(name_of(groups_[i]), i);
      if (is_new) ++i;
      else join(number->second, i);
    }
  }
  void join(std::size_t a, std::size_t b) {
    for (const auto& [t, w] : groups_[b].sum) groups_[a].sum[t] += w;
    auto& members = groups_[a].members;
    members.insert(members.end(), groups_[b].members.begin(), groups_[b].members.end());
    groups_.erase(groups_.begin() + static_cast<std::ptrdiff_t>(b));
  }

  std::vector<Issue> issues() {
    std::vector<Issue> out;
    for (const Group& g : groups_) {
      for (const std::uint32_t m : g.members) positions_[m].issue = static_cast<std::uint32_t>(out.size());
      out.push_back({name_of(g), terms_of(g)});
    }
    return out;
  }
  // The object that is nearest to the group's middle.
  [[nodiscard]] std::string name_of(const Group& g) const {
    std::uint32_t nearest = g.members.front();
    double best = -1;
    for (const std::uint32_t m : g.members) {
      const double c = cosine(vectors_[m], g.sum);
      if (c <= best) continue;
      best = c;
      nearest = m;
    }
    return issue_name(positions_[nearest].object, markers_);
  }
  // The words that its objects share, the weightiest first.
  [[nodiscard]] std::vector<std::string> terms_of(const Group& g) const {
    std::vector<std::pair<double, std::uint32_t>> order;
    for (const auto& [t, w] : g.sum) order.emplace_back(-w, t);
    std::sort(order.begin(), order.end());
    std::vector<std::string> out;
    for (std::size_t k = 0; k < order.size() && k < kIssueTerms; ++k) out.push_back(word_of(g, order[k].second));
    return out;
  }
  [[nodiscard]] std::string word_of(const Group& g, std::uint32_t root) const {
    for (const std::uint32_t m : g.members) {
      for (const Term& t : terms_[m]) {
        if (t.root == root) return t.word;
      }
    }
    return {};
  }

  std::vector<Position>& positions_;
  const Markers& markers_;
  std::unordered_set<std::string> common_;
  std::vector<std::vector<Term>> terms_;  // by position
  std::unordered_map<std::string, std::uint32_t> ids_;
  std::vector<double> frequency_;
  std::vector<Vector> vectors_;
  std::vector<Group> groups_;
};

}  // namespace

std::string rough_root(std::string_view stem) {
  const std::u32string w = text::code_points(stem);
  std::string root;
  if (w.size() == 6) root = root_of_six(w);
  if (w.size() == 5) root = root_of_five(w);
  if (w.size() == 4) root = root_of_four(w);
  if (w.size() == 3 && w[1] == w[2]) root = text::to_utf8(std::u32string{w[0], w[1]});
  return root.empty() ? std::string(stem) : root;
}

std::vector<Issue> find_issues(std::vector<Position>& positions, const Markers& markers, const std::vector<std::string>& common) {
  return Finder(positions, markers, common).run();
}

}  // namespace isnad::dossier
