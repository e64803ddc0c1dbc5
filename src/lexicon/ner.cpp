#include "lexicon/ner.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <map>

#include "lexicon/phrases.h"
#include "lexicon/table.h"
#include "text/fold.h"

namespace isnad::lexicon {
namespace {

const NerWord* find_word(std::span<const NerWord> words, std::uint64_t hash) {
  if (words.empty()) return nullptr;
  const std::size_t mask = words.size() - 1;
  for (std::size_t i = hash & mask; words[i].hash != 0; i = (i + 1) & mask) {
    if (words[i].hash == hash) return &words[i];
  }
  return nullptr;
}

// "KEY <tab> w0 ... w8" a line, "transition <tab> kind <tab> from <tab> nine weights" for transitions.
Result<void> read_weights(const std::string& path, NerTables& tables) {
  std::ifstream in(path);
  if (!in) return {};
  std::vector<std::pair<NerKey, std::array<std::int8_t, 12>>> features;
  tables.transitions.resize(1);
  std::string line;
  for (long n = 1; std::getline(in, line); ++n) {
    const std::vector<std::string> cells = split(line, '\t');
    const bool is_transition = cells.size() == 3 + kNerTags && cells[0] == "transition";
    if (!is_transition && cells.size() != 1 + kNerTags) return Error{ErrorCode::bad_format, "not a weight", path, n};
    if (is_transition) {
      for (std::size_t to = 0; to < kNerTags; ++to)
        tables.transitions[0].at(std::stoul(cells[1])).at(std::stoul(cells[2]))[to] =
            static_cast<std::int16_t>(std::stoi(cells[3 + to]));
      continue;
    }
    auto& [key, weights] = features.emplace_back();
    std::from_chars(cells[0].data(), cells[0].data() + cells[0].size(), key, 36);
    for (std::size_t i = 0; i < kNerTags; ++i)
      weights[i] = static_cast<std::int8_t>(cells[1 + i].empty() ? 0 : std::stoi(cells[1 + i]));
  }
  tables.reserve(features.size());
  for (const auto& [key, weights] : features) tables.add(key, weights);
  return {};
}

class Words {
 public:
  NerWord& at(const std::string& folded) {
    NerWord& w = words_[folded];
    w.hash = ner_hash(folded);
    return w;
  }
  Result<void> read_classes(const std::string& path) {
    std::ifstream in(path);
    std::string line;
    for (long n = 1; std::getline(in, line); ++n) {
      if (n == 1) continue;
      const std::vector<std::string> cells = split(line, '\t');
      if (cells.size() != 3) return Error{ErrorCode::bad_format, "three cells are needed: word, vector, habit", path, n};
      NerWord& w = at(cells[0]);
      w.vector = static_cast<std::uint16_t>(cells[1].empty() ? 0 : std::stoul(cells[1]));
      w.habit = static_cast<std::uint8_t>(cells[2].empty() ? 0 : std::stoul(cells[2]));
    }
    return {};
  }
  Result<void> read_gazetteers(const std::string& data_dir) {
    auto cities = Table::read(data_dir + "/places/cities.tsv", {"name_ar"});
    if (!cities) return cities.error();
    for (const Table::Row& row : cities->rows()) {
      const std::vector<std::string> parts = fold_words(cities->cell(row, "name_ar"));
      for (const std::string& part : parts) at(part).gazetteer |= parts.size() == 1 ? kNerCity : kNerCityPart;
    }
    auto names = Table::read(data_dir + "/names/words.tsv", {"word"});
    if (!names) return names.error();
    for (const Table::Row& row : names->rows()) at(text::folded(names->cell(row, "word"))).gazetteer |= kNerNameWord;
    return {};
  }
  [[nodiscard]] std::vector<NerWord> list() const {
    std::vector<NerWord> out;
    for (const auto& [text, word] : words_) out.push_back(word);
    return out;
  }

 private:
  std::map<std::string, NerWord> words_;
};

}  // namespace

std::uint64_t ner_hash(std::string_view folded) {
  std::uint64_t h = 0xCBF29CE484222325ULL;
  for (const char c : folded) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001B3ULL;
  h ^= h >> 29U;
  return h | 1U;
}

NerModel::NerModel(const Image& image)
    : rows(image.section<NerRow>("ner.rows")),
      filter(image.section<std::uint64_t>("ner.filter")),
      transitions(image.section<NerTransitions>("ner.transitions")),
      words(image.section<NerWord>("ner.words")) {}

const NerWord* NerModel::word(std::uint64_t hash) const { return find_word(words, hash); }

void NerTables::reserve(std::size_t n) {
  rows.assign(std::bit_ceil(n + n / 2 + 2), NerRow{});  // the filter keeps most unknown keys away: it may be rather full
  filter.assign(kNerFilterBits / 64, 0);
}

void NerTables::add(NerKey key, const std::array<std::int8_t, 12>& weights) {
  const std::uint64_t bit = (key >> 24U) % kNerFilterBits;
  filter[bit / 64] |= std::uint64_t{1} << (bit % 64);
  const std::size_t mask = rows.size() - 1;
  std::size_t i = key >> 40U & mask;
  while (rows[i].check != 0) i = (i + 1) & mask;
  rows[i] = {static_cast<std::uint32_t>(key) | 1U, weights};
}

void NerTables::set_words(const std::vector<NerWord>& list) {
  words.assign(std::bit_ceil(2 * list.size() + 2), NerWord{});
  const std::size_t mask = words.size() - 1;
  for (const NerWord& w : list) {
    std::size_t i = w.hash & mask;
    while (words[i].hash != 0) i = (i + 1) & mask;
    words[i] = w;
  }
}

NerModel NerTables::view() const {
  NerModel m;
  m.rows = rows;
  m.filter = filter;
  m.transitions = transitions;
  m.words = words;
  return m;
}

Result<void> compile_ner(const std::string& data_dir, ImageBuilder& image) {
  NerTables tables;
  if (auto ok = read_weights(data_dir + "/models/ner_weights.tsv", tables); !ok) return ok;
  Words words;
  if (auto ok = words.read_classes(data_dir + "/models/ner_words.tsv"); !ok) return ok;
  if (auto ok = words.read_gazetteers(data_dir); !ok) return ok;
  tables.set_words(words.list());
  image.add("ner.rows", tables.rows);
  image.add("ner.filter", tables.filter);
  image.add("ner.transitions", tables.transitions);
  image.add("ner.words", tables.words);
  return {};
}

}  // namespace isnad::lexicon
