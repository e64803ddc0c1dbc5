#include "link/stance.h"

#include <algorithm>
#include <charconv>
#include <set>
#include <unordered_map>

#include "link/comparison.h"
#include "link/rows.h"

namespace isnad::link {

// Made from data/models/stance.tsv by cmake/embed.cmake.
extern const std::string_view kStanceTsv;

namespace {

/// A measure, and the steps in which the second model sees it.
struct Measure {
  std::string_view name;
  double step = 1;
  int steps = 0;
};
enum MeasureIndex : std::uint8_t {
  cover_one,
  cover_other,
  cover_least,
  cover_most,
  letters,
  words_one,
  words_other,
  left_one,
  left_other,
  rarest_one,
  rarest_other,
  same_words,
  reworded,
  disorder,
  runs,
  begins_alike,
  ends_alike,
  negation_one,
  negation_other,
  same_number,
  number_one,
  number_other,
  number_differs,
  measure_count
};
constexpr double kTenth = 0.1;
constexpr Measure kMeasures[measure_count] = {
    {"cover_one", kTenth, 9}, {"cover_other", kTenth, 9}, {"cover_least", kTenth, 9}, {"cover_most", kTenth, 9},
    {"letters", kTenth, 9},   {"words_one", 2, 8},        {"words_other", 2, 8},      {"left_one", 1, 6},
    {"left_other", 1, 6},     {"rarest_one", 1, 8},       {"rarest_other", 1, 8},     {"same_words", kTenth, 9},
    {"reworded", 1, 5},       {"disorder", kTenth, 9},    {"runs", kTenth, 9},        {"begins_alike", 1, 1},
    {"ends_alike", 1, 1},     {"negation_one", 1, 1},     {"negation_other", 1, 1},   {"same_number", 1, 1},
    {"number_one", 1, 1},     {"number_other", 1, 1},     {"number_differs", 1, 1}};

using Measures = std::vector<double>;

double share(double part, double whole) { return whole > 0 ? part / whole : 0; }

/// Share of the weight of a sentence's words that stands beside words of the other.
double cover(const ComparedSentence& s) {
  double all = 0;
  double covered = 0;
  for (std::size_t i = 0; i < s.words.size(); ++i) {
    all += s.words[i].rarity;
    covered += s.words[i].rarity * s.matches[i].closeness;
  }
  return share(covered, all);
}

double rarest_left(const ComparedSentence& s) {
  double most = 0;
  for (const std::uint32_t i : s.left) {
    if (s.words[i].is_content) most = std::max(most, s.words[i].rarity);
  }
  return most;
}

double count_left(const ComparedSentence& s) {
  return static_cast<double>(std::count_if(s.left.begin(), s.left.end(), [&](std::uint32_t i) { return s.words[i].is_content; }));
}

double count_negations(const ComparedSentence& s) {
  return static_cast<double>(std::count_if(s.words.begin(), s.words.end(), [](const ComparedWord& w) { return w.is_negation; }));
}

std::set<double> numbers(const ComparedSentence& s) {
  std::set<double> out;
  for (const ComparedWord& w : s.words) {
    if (w.number > 0) out.insert(w.number);
  }
  return out;
}

void measure_order(const ComparedSentence& one, const ComparedSentence& other, Measures& m) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
  for (std::uint32_t i = 0; i < one.words.size(); ++i) {
    const WordMatch& match = one.matches[i];
    if (match.is_none()) continue;
    pairs.emplace_back(i, match.word);
    m[match.closeness == 1 ? same_words : reworded] += 1;
  }
  std::size_t crossed = 0;
  std::size_t run = 0;
  for (std::size_t x = 0; x < pairs.size(); ++x) {
    for (std::size_t y = x + 1; y < pairs.size(); ++y) crossed += pairs[x].second > pairs[y].second ? 1 : 0;
    if (x == 0) continue;
    run += pairs[x].first == pairs[x - 1].first + 1 && pairs[x].second == pairs[x - 1].second + 1 ? 1 : 0;
  }
  const auto n = static_cast<double>(pairs.size());
  m[same_words] = share(m[same_words], static_cast<double>(one.words.size()));
  m[disorder] = share(static_cast<double>(crossed), n * (n - 1) / 2);
  m[runs] = share(static_cast<double>(run), static_cast<double>(one.words.size()) - 1);
  if (pairs.empty()) return;
  m[begins_alike] = pairs.front() == std::pair<std::uint32_t, std::uint32_t>{0, 0} ? 1 : 0;
  m[ends_alike] = pairs.back().first + 1 == one.words.size() && pairs.back().second + 1 == other.words.size() ? 1 : 0;
}

void measure_numbers(const ComparedSentence& one, const ComparedSentence& other, Measures& m) {
  const std::set<double> a = numbers(one);
  const std::set<double> b = numbers(other);
  const auto has = [](const std::set<double>& x, const std::set<double>& y, bool is_in_both) {
    return std::any_of(x.begin(), x.end(), [&](double v) { return y.contains(v) == is_in_both; }) ? 1.0 : 0.0;
  };
  m[same_number] = has(a, b, true);
  m[number_one] = has(a, b, false);
  m[number_other] = has(b, a, false);
  m[number_differs] = m[number_one] * m[number_other];
}

Measures measure(const Comparison& c) {
  const ComparedSentence& one = c.one();
  const ComparedSentence& other = c.other();
  Measures m(measure_count, 0);
  m[cover_one] = cover(one);
  m[cover_other] = cover(other);
  m[cover_least] = std::min(m[cover_one], m[cover_other]);
  m[cover_most] = std::max(m[cover_one], m[cover_other]);
  m[letters] = c.letters();
  m[words_one] = static_cast<double>(one.words.size());
  m[words_other] = static_cast<double>(other.words.size());
  m[left_one] = count_left(one);
  m[left_other] = count_left(other);
  m[rarest_one] = rarest_left(one);
  m[rarest_other] = rarest_left(other);
  const double negations = count_negations(one) - count_negations(other);
  m[negation_one] = negations > 0 ? 1 : 0;
  m[negation_other] = negations < 0 ? 1 : 0;
  measure_order(one, other, m);
  measure_numbers(one, other, m);
  return m;
}

/// Collects what the second model looks at.
class Namer {
 public:
  explicit Namer(const Comparison& c) : one_(c.one()), other_(c.other()) {}

  std::vector<std::string> run(const Measures& m) {
    for (std::size_t k = 0; k < measure_count; ++k) {
      constexpr double kRounding = 1e-9;
      for (int step = 1; step <= kMeasures[k].steps; ++step) {
        if (m[k] + kRounding < step * kMeasures[k].step) break;
        add(std::string(kMeasures[k].name) + ">=" + std::to_string(step));
      }
    }
    constexpr double kMany = 3;
    const auto size = [&](MeasureIndex k) { return std::to_string(static_cast<int>(std::min(m[k], kMany))); };
    add("sizes:" + size(left_one) + ',' + size(left_other));
    add_left("one", one_);
    add_left("other", other_);
    add_exchanged();
    add_states();
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
    return std::move(names_);
  }

 private:
  void add(std::string name) { names_.push_back(std::move(name)); }

  void add_left(const std::string& which, const ComparedSentence& s) {
    const Opposites& opposites = Opposites::standard();
    for (const std::uint32_t i : s.left) {
      const ComparedWord& w = s.words[i];
      add("left:" + w.stem);
      add("left_" + which + ':' + w.stem);
      if (w.is_content) add("root_" + which + ':' + w.skeleton);
      for (const Opposites::Side side : *w.sides) {
        add("side_" + which + ':' + opposites.name_of(side) + (side % 2 == 0 ? "/1" : "/2"));
      }
    }
  }

  void add_exchanged() {
    for (const std::uint32_t i : one_.left) {
      for (const std::uint32_t j : other_.left) exchange(one_.words[i], other_.words[j]);
    }
    if (is_opposed_ && !is_alike_) add("only_opposed");
    if (is_alike_ && !is_opposed_) add("only_alike");
    if (meets_opposite(one_, other_) || meets_opposite(other_, one_)) add("opposed_anywhere");
  }

  void exchange(const ComparedWord& a, const ComparedWord& b) {
    if (a.is_content && b.is_content) {
      add("stems:" + std::min(a.stem, b.stem) + '|' + std::max(a.stem, b.stem));
      add("roots:" + std::min(a.skeleton, b.skeleton) + '|' + std::max(a.skeleton, b.skeleton));
    }
    const auto has = [&](Opposites::Side s) { return std::binary_search(b.sides->begin(), b.sides->end(), s); };
    for (const Opposites::Side s : *a.sides) {
      const std::string& name = Opposites::standard().name_of(s);
      if (has(Opposites::opposite(s))) is_opposed_ = true, add("opposed"), add("opposed:" + name);
      if (has(s)) is_alike_ = true, add("alike"), add("alike:" + name);
    }
    if (a.state == 0 || b.state == 0) return;
    add(a.state == b.state ? "state_reworded" : "state_exchanged");
  }

  static bool meets_opposite(const ComparedSentence& s, const ComparedSentence& t) {
    return std::any_of(s.left.begin(), s.left.end(), [&](std::uint32_t i) {
      const Opposites::Sides& mine = *s.words[i].sides;
      return std::any_of(t.words.begin(), t.words.end(), [&](const ComparedWord& w) {
        return std::any_of(mine.begin(), mine.end(), [&](Opposites::Side side) {
          return std::binary_search(w.sides->begin(), w.sides->end(), Opposites::opposite(side));
        });
      });
    });
  }

  /// States in the order of their first mention.
  static std::vector<std::uint16_t> states_of(const ComparedSentence& s) {
    std::vector<std::uint16_t> out;
    for (const ComparedWord& w : s.words) {
      if (w.state != 0 && std::find(out.begin(), out.end(), w.state) == out.end()) out.push_back(w.state);
    }
    return out;
  }

  void add_states() {
    const std::vector<std::uint16_t> a = states_of(one_);
    const std::vector<std::uint16_t> b = states_of(other_);
    const auto has_more = [](const auto& x, const auto& y) {
      return std::any_of(x.begin(), x.end(), [&](auto v) { return std::find(y.begin(), y.end(), v) == y.end(); });
    };
    const bool is_in_one = has_more(a, b);
    const bool is_in_other = has_more(b, a);
    if (is_in_one && is_in_other) add("states_differ");
    else if (is_in_one) add("states_one");
    else if (is_in_other) add("states_other");
    else if (!a.empty()) add("states_same");
    if (a.size() > 1 && !is_in_one && !is_in_other) add(a == b ? "states_in_order" : "states_swapped");
  }

  const ComparedSentence& one_;
  const ComparedSentence& other_;
  std::vector<std::string> names_;
  bool is_opposed_ = false, is_alike_ = false;
};

class Model {
 public:
  static const Model& standard() {
    static const Model kStandard;
    return kStandard;
  }
  using Weights = std::unordered_map<std::string, double>;
  Weights unrelated, opposed;

  static double weight(const Weights& weights, const std::string& name) {
    const auto it = weights.find(name);
    return it == weights.end() ? 0 : it->second;
  }

 private:
  Model() {
    each_row(kStanceTsv, [&](const std::vector<std::string_view>& row) {
      if (row.size() < 3) return;
      double value = 0;
      std::from_chars(row[2].data(), row[2].data() + row[2].size(), value);
      (row[0] == "opposed" ? opposed : unrelated).emplace(row[1], value);
    });
  }
};

constexpr std::string_view kBias = "bias";
constexpr double kCertain = 10;  // score of what is no matter of likelihood

StanceFeatures features_of(const Comparison& comparison) {
  const Measures measures = measure(comparison);
  StanceFeatures out;
  for (std::size_t k = 0; k < measure_count; ++k) out.measures.emplace_back(kMeasures[k].name, measures[k]);
  out.names = Namer(comparison).run(measures);
  return out;
}

bool has_same_words(const ComparedSentence& a, const ComparedSentence& b) {
  return std::equal(a.words.begin(), a.words.end(), b.words.begin(), b.words.end(),
                    [](const ComparedWord& x, const ComparedWord& y) { return x.folded == y.folded; });
}

}  // namespace

StanceFeatures stance_features(std::string_view one, std::string_view other) { return features_of(Comparison(one, other)); }

Stance stance(std::string_view one, std::string_view other) {
  const Comparison comparison(one, other);
  if (comparison.one().words.empty() || comparison.other().words.empty()) return {Stance::Kind::other, kCertain, 0};
  if (has_same_words(comparison.one(), comparison.other())) return {Stance::Kind::agree, -kCertain, -kCertain};
  const Model& model = Model::standard();
  const StanceFeatures features = features_of(comparison);
  Stance out;
  out.unrelated = Model::weight(model.unrelated, std::string(kBias));
  for (const auto& [name, value] : features.measures) out.unrelated += value * Model::weight(model.unrelated, std::string(name));
  out.opposed = Model::weight(model.opposed, std::string(kBias));
  for (const std::string& name : features.names) out.opposed += Model::weight(model.opposed, name);
  out.kind = out.unrelated > 0 ? Stance::Kind::other : out.opposed > 0 ? Stance::Kind::disagree : Stance::Kind::agree;
  return out;
}

std::string_view name_of(Stance::Kind kind) {
  switch (kind) {
    case Stance::Kind::agree: return "agree";
    case Stance::Kind::disagree: return "disagree";
    default: return "other";
  }
}

}  // namespace isnad::link
