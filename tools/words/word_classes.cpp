// Groups words into classes by the words that stand beside them, from plain sentences.
//
//   word_classes SENTENCES MIN_COUNT CLASSES... > data/models/word_classes.tsv
//
// SENTENCES holds one sentence a line, words parted by spaces. The exchange algorithm (Martin, Liermann and Ney 1998, "Algorithms
// for bigram and trigram word clustering", in its predictive form, both neighbours taken as context) moves each word to the class that raises
// the likelihood of its neighbours most. Same input, same output. Output: word, its class for each number of CLASSES.
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

constexpr int kRounds = 12;

struct Neighbour {
  std::uint32_t context;
  std::uint32_t count;
};

struct Corpus {
  std::vector<std::string> words;                  // most frequent first
  std::vector<std::vector<Neighbour>> neighbours;  // of each word: left contexts, then right ones
  std::uint32_t contexts = 0;
};

Corpus read_corpus(const std::string& path, std::uint32_t min_count) {
  std::unordered_map<std::string, std::uint32_t> counts;
  std::vector<std::vector<std::string>> sentences;
  std::ifstream in(path);
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
  std::sort(order.begin(), order.end(),
            [](const auto& a, const auto& b) { return a.first != b.first ? a.first > b.first : a.second < b.second; });
  Corpus corpus;
  std::unordered_map<std::string, std::uint32_t> id;
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    id[order[i].second] = i;
    corpus.words.push_back(order[i].second);
  }
  constexpr std::uint32_t kSide = kContexts + 2;  // frequent words, any other word, end of line
  corpus.contexts = 2 * kSide;
  const auto context = [&](const std::vector<std::string>& s, std::size_t i) {
    if (i >= s.size()) return kContexts + 1;
    const auto it = id.find(s[i]);
    return it == id.end() || it->second >= kContexts ? kContexts : it->second;
  };
  std::vector<std::map<std::uint32_t, std::uint32_t>> near(order.size());
  for (const auto& s : sentences) {
    for (std::size_t i = 0; i < s.size(); ++i) {
      const auto it = id.find(s[i]);
      if (it == id.end()) continue;
      ++near[it->second][context(s, i - 1)];
      ++near[it->second][kSide + context(s, i + 1)];
    }
  }
  for (const auto& counted : near) {
    auto& list = corpus.neighbours.emplace_back();
    for (const auto& [c, n] : counted) list.push_back({c, n});
  }
  return corpus;
}

class Clustering {
 public:
  Clustering(const Corpus& corpus, std::uint32_t classes)
      : corpus_(corpus),
        classes_(classes),
        joint_(static_cast<std::size_t>(corpus.contexts) * classes, 0),
        total_(classes, 0),
        of_(corpus.words.size()) {
    for (std::uint32_t w = 0; w < of_.size(); ++w) move(w, of_[w] = w % classes, true);
  }

  std::vector<std::uint32_t> run() {
    for (int round = 0; round < kRounds; ++round) {
      std::uint32_t moved = 0;
      for (std::uint32_t w = 0; w < of_.size(); ++w) {
        move(w, of_[w], false);
        const std::uint32_t best = best_class(w);
        moved += best != of_[w] ? 1 : 0;
        move(w, of_[w] = best, true);
      }
      std::cerr << classes_ << " classes, round " << round + 1 << ": " << moved << " words moved\n";
    }
    return of_;
  }

 private:
  void move(std::uint32_t w, std::uint32_t c, bool is_in) {
    for (const Neighbour& n : corpus_.neighbours[w]) {
      std::uint32_t& cell = joint_[static_cast<std::size_t>(n.context) * classes_ + c];
      cell = is_in ? cell + n.count : cell - n.count;
      total_[c] = is_in ? total_[c] + n.count : total_[c] - n.count;
    }
  }

  std::uint32_t best_class(std::uint32_t w) {
    gain_.assign(classes_, 0.0);
    std::uint32_t weight = 0;
    for (const Neighbour& n : corpus_.neighbours[w]) {
      weight += n.count;
      const std::uint32_t* row = &joint_[static_cast<std::size_t>(n.context) * classes_];
      for (std::uint32_t c = 0; c < classes_; ++c) gain_[c] += n_log_n(row[c] + n.count) - n_log_n(row[c]);
    }
    for (std::uint32_t c = 0; c < classes_; ++c) gain_[c] -= n_log_n(total_[c] + weight) - n_log_n(total_[c]);
    return static_cast<std::uint32_t>(std::max_element(gain_.begin(), gain_.end()) - gain_.begin());
  }

  const Corpus& corpus_;
  std::uint32_t classes_;
  std::vector<std::uint32_t> joint_;  // by context, then class
  std::vector<std::uint32_t> total_;
  std::vector<std::uint32_t> of_;
  std::vector<double> gain_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "usage: word_classes SENTENCES MIN_COUNT CLASSES...\n";
    return 2;
  }
  const Corpus corpus = read_corpus(argv[1], static_cast<std::uint32_t>(std::stoul(argv[2])));
  std::vector<std::vector<std::uint32_t>> columns;
  std::string header = "word";
  for (int i = 3; i < argc; ++i) {
    columns.push_back(Clustering(corpus, static_cast<std::uint32_t>(std::stoul(argv[i]))).run());
    header += std::string("\tof_") + argv[i];
  }
  std::map<std::string, std::string> rows;
  for (std::uint32_t w = 0; w < corpus.words.size(); ++w) {
    for (const auto& column : columns) rows[corpus.words[w]] += '\t' + std::to_string(column[w]);
  }
  std::cout << header << '\n';
  for (const auto& [w, cells] : rows) std::cout << w << cells << '\n';
  return 0;
}
