// How well and how fast copies are found: isnad_copies ARTICLES.jsonl [N]
//
// 1. Against an exact comparison of all pairs of the first N (5,000) articles, by the Jaccard index of their runs of four words:
//    how many of the pairs at 0.8 and at 0.5 meet as candidates and are reported.
// 2. Planted variants: every fifth article is changed lightly, at middling strength or heavily (words replaced, left out and
//    moved, sentences left out and turned round); how many are traced to their original.
// 3. Articles a second on one core, sketches included, for the N articles and for the whole file.
#include <cstdio>
#include <ctime>
#include <fstream>
#include <random>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include <rapidjson/document.h>

#include "link/linker.h"
#include "link/overlap.h"

namespace isnad::bench {
namespace {

struct Article {
  std::string id, published, title, text;
};

std::vector<Article> read(const char* path) {
  std::vector<Article> out;
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    rapidjson::Document d;
    d.Parse(line.c_str());
    if (d.HasParseError() || !d.IsObject()) continue;
    const auto text = [&](const char* key) {
      return d.HasMember(key) && d[key].IsString() ? std::string(d[key].GetString()) : "";
    };
    out.push_back({text("id"), text("published"), text("title"), text("title") + "\n\n" + text("text")});
  }
  return out;
}

std::vector<link::Sketch> sketches(const std::vector<Article>& articles) {
  link::Sketcher sketcher;
  std::vector<link::Sketch> out;
  out.reserve(articles.size());
  for (const Article& a : articles) out.push_back(sketcher(a.id, a.published, a.title, a.text));
  return out;
}

// Of the processor, so that what else the machine does counts little.
double now() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

// All shingles, not sampled ones.
std::vector<std::uint64_t> shingles_of(std::string_view text) {
  const auto words = link::words_of(text).terms;
  std::vector<std::uint64_t> out;
  for (std::size_t i = 0; i + link::Sketch::kShingle <= words.size(); ++i) {
    std::uint64_t h = 0;
    for (std::size_t k = 0; k < link::Sketch::kShingle; ++k) h = (h ^ words[i + k]) * 0x100000001B3ULL + k;
    out.push_back(h);
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::unordered_set<std::uint64_t> found_pairs(const link::Links& links) {
  std::unordered_set<std::uint64_t> out;
  for (std::uint64_t d = 0; d < links.copies.size(); ++d) {
    for (const link::Copy& c : links.copies[d]) {
      const auto from = static_cast<std::uint64_t>(c.from);
      out.insert(std::min(d, from) << 32U | std::max(d, from));
    }
  }
  return out;
}

void against_all_pairs(const std::vector<Article>& articles) {
  std::vector<std::vector<std::uint64_t>> sets;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> holders;
  std::unordered_map<std::uint64_t, std::uint32_t> shared;
  for (std::uint32_t d = 0; d < articles.size(); ++d) {
    sets.push_back(shingles_of(articles[d].text));
    for (const std::uint64_t s : sets.back()) {
      for (const std::uint32_t other : holders[s]) ++shared[std::uint64_t{other} << 32U | d];
      holders[s].push_back(d);
    }
  }
  const auto found = found_pairs(link::link_all(sketches(articles)));
  for (const double least : {0.8, 0.5, 0.3}) {
    std::size_t there = 0;
    std::size_t got = 0;
    for (const auto& [pair, both] : shared) {
      const std::size_t all = sets[pair >> 32U].size() + sets[static_cast<std::uint32_t>(pair)].size() - both;
      if (static_cast<double>(both) < least * static_cast<double>(all)) continue;
      ++there;
      got += found.contains(pair) ? 1 : 0;
    }
    std::printf("all pairs, Jaccard >= %.1f: %zu of %zu found, recall %.4f\n", least, got, there,
                there == 0 ? 1.0 : static_cast<double>(got) / static_cast<double>(there));
  }
}

struct Strength {
  const char* name;
  double words;      // replaced, left out or moved
  double sentences;  // left out
  bool turns;        // the order of sentences
};
constexpr Strength kStrengths[] = {{"light", 0.04, 0.05, false}, {"medium", 0.10, 0.20, false}, {"heavy", 0.20, 0.35, true}};

std::string varied(const std::string& text, const Strength& s, const std::vector<std::string>& vocabulary, std::mt19937& random) {
  const auto chance = [&](double p) { return std::uniform_real_distribution<>(0, 1)(random) < p; };
  std::vector<std::string> sentences(1);
  std::string word;
  const auto end_word = [&] {
    if (word.empty()) return;
    if (chance(s.words)) {
      const auto what = random() % 3;
      if (what == 0) word = vocabulary[random() % vocabulary.size()];
      if (what == 1) word += " " + vocabulary[random() % vocabulary.size()];
      if (what == 2) word.clear();
    }
    if (!word.empty()) sentences.back() += word + " ";
    word.clear();
  };
  for (const char c : text) {
    if (c == ' ' || c == '\n') {
      end_word();
      continue;
    }
    word += c;
    if (c == '.') {
      end_word();
      sentences.emplace_back();
    }
  }
  end_word();
  std::vector<std::string> kept;
  for (const std::string& x : sentences) {
    if (!chance(s.sentences)) kept.push_back(x);
  }
  if (s.turns) std::shuffle(kept.begin(), kept.end(), random);
  std::string out;
  for (const std::string& x : kept) out += x;
  return out;
}

void planted(const std::vector<Article>& articles) {
  std::mt19937 random(1);
  std::vector<std::string> vocabulary;
  for (const Article& a : articles) {
    const std::size_t at = a.text.find(' ', a.text.size() / 2);
    if (at == std::string::npos) continue;
    vocabulary.push_back(a.text.substr(at + 1, a.text.find_first_of(" \n", at + 1) - at - 1));
  }
  for (const Strength& s : kStrengths) {
    std::vector<Article> all = articles;
    std::vector<std::pair<std::uint64_t, std::uint64_t>> variants;  // variant, original
    for (std::size_t i = 0; i < articles.size(); i += 5) {
      const std::string text = varied(articles[i].text, s, vocabulary, random);
      if (text.size() < 100) continue;
      variants.emplace_back(all.size(), i);
      all.push_back({articles[i].id + "-v", "2018-12-01", "", text});
    }
    const double start = now();
    const auto made = sketches(all);
    const double sketched = now() - start;
    const auto found = found_pairs(link::link_all(made));
    std::size_t got = 0;
    for (const auto& [variant, original] : variants) got += found.contains(original << 32U | variant) ? 1 : 0;
    std::printf("planted %s: %zu of %zu traced, recall %.4f (sketches %.2f s)\n", s.name, got, variants.size(),
                static_cast<double>(got) / static_cast<double>(variants.size()), sketched);
  }
}

void speed(const std::vector<Article>& articles) {
  double start = now();
  const auto made = sketches(articles);
  const double sketched = now() - start;
  start = now();
  link::find_copies(made);
  const double copies = now() - start;
  start = now();
  link::find_stories(made);
  const double stories = now() - start;
  std::printf("%zu articles: sketches %.2f s, copies %.2f s, stories %.2f s; %.0f articles/s for copies\n", articles.size(),
              sketched, copies, stories, static_cast<double>(articles.size()) / (sketched + copies));
}

}  // namespace
}  // namespace isnad::bench

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  using namespace isnad::bench;
  const auto all = read(argv[1]);
  const std::size_t n = std::min<std::size_t>(all.size(), argc > 2 ? std::stoul(argv[2]) : 5000);
  const std::vector<Article> some(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(n));
  against_all_pairs(some);
  planted(some);
  speed(some);
  if (n < all.size()) speed(all);
  return 0;
}
