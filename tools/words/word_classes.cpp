// Groups words into classes by the words that stand beside them, from plain sentences.
//
//   word_classes SENTENCES CLASSES MIN_COUNT ITERATIONS > data/models/word_classes.tsv
//
// SENTENCES holds one sentence a line, words parted by spaces. The exchange algorithm (Martin, Liermann and Ney 1998, "Algorithms
// for bigram and trigram word clustering", in its predictive form, both neighbours taken as context) moves each word to the class that raises
// the likelihood of its neighbours most. Same input, same output. Output: word, class.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

namespace {

constexpr std::uint32_t kContexts = 8000;  // most frequent words that count as context; the others count as one
constexpr std::size_t kTable = 1U << 20U;

std::vector<float> entropy_table() {
  std::vector<float> t(kTable);
  for (std::size_t n = 1; n < kTable; ++n) t[n] = static_cast<float>(static_cast<double>(n) * std::log(static_cast<double>(n)));
  return t;
}

const std::vector<float> kEntropy = entropy_table();
double n_log_n(std::uint32_t n) { return n < kTable ? kEntropy[n] : n * std::log(static_cast<double>(n)); }

struct Neighbour {
  std::uint32_t context;
  std::uint32_t count;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: word_classes SENTENCES CLASSES MIN_COUNT ITERATIONS\n";
    return 2;
  }
  const auto classes = static_cast<std::uint32_t>(std::stoul(argv[2]));
  const auto min_count = static_cast<std::uint32_t>(std::stoul(argv[3]));
  const int iterations = std::stoi(argv[4]);
  std::unordered_map<std::string, std::uint32_t> counts;
  std::vector<std::vector<std::string>> sentences;
  std::ifstream in(argv[1]);
  for (std::string line; std::getline(in, line);) {
    std::istringstream words(line);
    auto& s = sentences.emplace_back();
    for (std::string w; words >> w;) {
      ++counts[w];
      s.push_back(w);
    }
  }
  std::vector<std::pair<std::uint32_t, std::string>> order;
  for (const auto& [w, n] : counts) {
    if (n >= min_count) order.emplace_back(n, w);
  }
  std::sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  std::unordered_map<std::string, std::uint32_t> id;
  for (std::uint32_t i = 0; i < order.size(); ++i) id[order[i].second] = i;
  const auto words = static_cast<std::uint32_t>(order.size());
  std::vector<std::map<std::uint32_t, std::uint32_t>> near(words);
  const std::uint32_t side = kContexts + 2;  // rare word, end of line
  const auto context = [&](const std::vector<std::string>& s, std::size_t i) {
    if (i >= s.size()) return kContexts + 1;
    const auto it = id.find(s[i]);
    return it == id.end() || it->second >= kContexts ? kContexts : it->second;
  };
  for (const auto& s : sentences) {
    for (std::size_t i = 0; i < s.size(); ++i) {
      const auto it = id.find(s[i]);
      if (it == id.end()) continue;
      ++near[it->second][context(s, i - 1)];
      ++near[it->second][side + context(s, i + 1)];
    }
  }
  std::vector<std::vector<Neighbour>> neighbours(words);
  for (std::uint32_t w = 0; w < words; ++w) {
    for (const auto& [c, n] : near[w]) neighbours[w].push_back({c, n});
    near[w].clear();
  }
  std::vector<std::uint32_t> joint(static_cast<std::size_t>(2 * side) * classes, 0);
  std::vector<std::uint32_t> total(classes, 0);
  std::vector<std::uint32_t> of(words);
  const auto move = [&](std::uint32_t w, std::uint32_t c, bool in_) {
    for (const Neighbour& n : neighbours[w]) {
      std::uint32_t& cell = joint[static_cast<std::size_t>(n.context) * classes + c];
      cell = in_ ? cell + n.count : cell - n.count;
      total[c] = in_ ? total[c] + n.count : total[c] - n.count;
    }
  };
  for (std::uint32_t w = 0; w < words; ++w) move(w, of[w] = w % classes, true);
  std::vector<double> gain(classes);
  for (int round = 0; round < iterations; ++round) {
    std::uint32_t moved = 0;
    for (std::uint32_t w = 0; w < words; ++w) {
      move(w, of[w], false);
      std::uint32_t weight = 0;
      std::fill(gain.begin(), gain.end(), 0.0);
      for (const Neighbour& n : neighbours[w]) {
        weight += n.count;
        const std::uint32_t* row = &joint[static_cast<std::size_t>(n.context) * classes];
        for (std::uint32_t c = 0; c < classes; ++c) gain[c] += n_log_n(row[c] + n.count) - n_log_n(row[c]);
      }
      for (std::uint32_t c = 0; c < classes; ++c) gain[c] -= n_log_n(total[c] + weight) - n_log_n(total[c]);
      const auto best = static_cast<std::uint32_t>(std::max_element(gain.begin(), gain.end()) - gain.begin());
      moved += best != of[w] ? 1 : 0;
      move(w, of[w] = best, true);
    }
    std::cerr << "round " << round + 1 << ": " << moved << " words moved\n";
    if (moved * 200 < words) break;
  }
  std::vector<std::pair<std::string, std::uint32_t>> rows;
  for (std::uint32_t w = 0; w < words; ++w) rows.emplace_back(order[w].second, of[w]);
  std::sort(rows.begin(), rows.end());
  std::cout << "word\tclass\n";
  for (const auto& [w, c] : rows) std::cout << w << '\t' << c << '\n';
  return 0;
}
