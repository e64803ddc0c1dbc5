// Asks Hunspell once about every stem that the words of data/words/types.tsv may have, and writes what the image needs.
//
//   ask_hunspell types.tsv ar.aff ar.dic hunspell.tsv
//
// Output: stem, then its readings parted by `|`, each a letter and a lemma: P past, I present, M imperative, N any other word.
// Readings that rest on a clitic are dropped, since splits are made by src/lexicon/clitics.h. In hunspell-ar the two-letter name
// of an affix class tells: n*, T*, P* add proclitics; m* the article, with or without them; a verb ending whose second
// letter is not x, and a noun ending whose second letter is neither A nor B, take a pronoun.
#include <fstream>
#include <hunspell/hunspell.hxx>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "lexicon/clitics.h"
#include "text/utf8.h"

namespace {

std::u32string decode_all(std::string_view s) {
  std::u32string out;
  for (std::size_t i = 0; i < s.size();) {
    const auto d = isnad::text::decode(s, i);
    out.push_back(d.code);
    i += d.size;
  }
  return out;
}

std::string encode(const std::u32string& w) {
  std::string s;
  for (const char32_t c : w) isnad::text::append(s, c);
  return s;
}

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }

bool takes_clitic(const std::string& flag, bool has_article) {
  if (flag.size() != 2) return false;
  if (flag[0] == 'n' || flag[0] == 'T' || flag[0] == 'P') return true;
  if (flag[0] == 'm') return !has_article;
  if (is_upper(flag[0]) && is_upper(flag[1])) return flag[1] != 'A' && flag[1] != 'B' && flag[1] != 'G';
  if (is_upper(flag[0])) return flag[1] != 'x';
  return flag[0] == flag[1] && flag != "bb";
}

// Adds what one line of analysis says: a letter and the lemma for each tense. Nothing when it rests on a clitic.
void add_readings(const std::string& line, bool has_article, std::set<std::string>& out) {
  std::istringstream in(line);
  std::string field;
  std::string lemma;
  std::string kinds;
  bool is_verb = false;
  bool has_past_ending = false;
  while (in >> field) {
    if (field.size() < 4 || field[2] != ':') return;  // a prefix without a class: interrogative alef, future sin
    const std::string value = field.substr(3);
    if (field.rfind("st:", 0) == 0) lemma = value;
    if (field.rfind("po:", 0) == 0) is_verb = true;
    if (field == "is:pst") kinds += 'P';
    if (field == "is:prst") kinds += 'I';
    if (field == "is:imp") kinds += 'M';
    if (field.rfind("fl:", 0) == 0) {
      if (takes_clitic(value, has_article)) return;
      has_past_ending = has_past_ending || value == "Fx";
    }
  }
  if (lemma.empty()) return;
  if (!is_verb) kinds = "N";
  for (const char kind : kinds) {
    if (!has_past_ending || kind == 'P') out.insert(kind + lemma);
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: ask_hunspell TYPES AFF DIC OUTPUT\n";
    return 2;
  }
  std::ifstream types(argv[1]);
  if (!types) {
    std::cerr << argv[1] << ": cannot be read\n";
    return 1;
  }
  std::set<std::string> stems;
  std::vector<isnad::lexicon::Split> splits;
  std::vector<std::u32string> words;
  for (std::string line; std::getline(types, line);) {
    const std::u32string word = decode_all(line.substr(0, line.find('\t')));
    splits.clear();
    isnad::lexicon::append_splits(word, splits);
    for (const auto& split : splits) {
      words.clear();
      isnad::lexicon::append_stems(word, split, words);
      for (const auto& w : words) stems.insert(encode(w));
    }
  }
  Hunspell hunspell(argv[2], argv[3]);
  std::ofstream out(argv[4], std::ios::binary);
  for (const std::string& stem : stems) {
    const bool has_article = stem.rfind("\xD8\xA7\xD9\x84", 0) == 0;
    std::set<std::string> readings;
    for (const std::string& line : hunspell.analyze(stem)) {
      add_readings(line, has_article, readings);
    }
    if (readings.empty()) continue;
    std::string row = stem + '\t';
    for (const std::string& r : readings) row += (row.back() == '\t' ? "" : "|") + r;
    out << row << '\n';
  }
  out.close();
  if (out) return 0;
  std::cerr << argv[4] << ": cannot be written\n";
  return 1;
}
