#include "lexicon/morph.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <unordered_map>
#include <vector>

#include "isnad/names.h"
#include "lexicon/inflect.h"
#include "lexicon/table.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::lexicon {
namespace {

using namespace text::letter;

// The spelling under which a word is found when its own is not known: alefs, hamza carriers and final yeh merged, ta
// marbuta kept, since it tells a noun from a noun with a pronoun.
std::string loose_key(std::string_view light) {
  std::string out;
  for (std::size_t i = 0; i < light.size();) {
    const text::Decoded d = text::decode(light, i);
    i += d.size;
    char32_t c = d.code;
    if (c == kAlefHamzaAbove || c == kAlefHamzaBelow || c == kAlefMadda || c == kAlefWasla) c = kAlef;
    if (c == kAlefMaqsura || c == kFarsiYeh) c = kYeh;
    if (c == kWawHamza) c = kWaw;
    if (c == kYehHamza) c = kYeh;
    if (c == kKeheh) c = kKaf;
    text::append(out, c);
  }
  return out;
}

bool has_article(std::string_view word) { return word.size() > 8 && word.substr(0, 4) == "\xD8\xA7\xD9\x84"; }

std::uint8_t log_count(std::uint64_t n) {
  return static_cast<std::uint8_t>(std::min(255.0, std::round(4.0 * std::log2(1.0 + static_cast<double>(n)))));
}

// Gathers all that the files say of each word, then decides lemmas by how frequent they are.
class Builder {
 public:
  Builder(const std::string& data_dir, ImageBuilder& image) : dir_(data_dir), image_(image) {}

  Result<void> run(const std::string& hunspell) {
    for (const auto step : {&Builder::read_types, &Builder::read_classes, &Builder::read_verbs, &Builder::read_plurals, &Builder::read_function}) {
      if (auto ok = (this->*step)(); !ok) return ok;
    }
    if (!hunspell.empty()) {
      if (auto ok = read_hunspell(hunspell); !ok) return ok;
    }
    write_words();
    if (auto ok = write_weights("morph_types.tsv", "morph.type_weights", kTypeWeights); !ok) return ok;
    return write_weights("morph_context.tsv", "morph.context_weights", kContextWeights);
  }

 private:
  struct Draft {
    std::uint64_t count = 0;
    std::uint16_t readings = 0;
    std::uint16_t verb_features = 0;
    std::uint16_t function = 0;
    std::uint16_t word_class = 0;
    std::string listed_verb;    // lemma from words/verbs.tsv
    std::string plural_of;      // singular from words/broken_plurals.tsv
    std::vector<std::string> verb_lemmas;
    std::vector<std::string> noun_lemmas;
  };

  Draft& draft(std::string_view word) { return drafts_[std::string(word)]; }
  [[nodiscard]] std::uint64_t count(const std::string& word) const {
    const auto it = drafts_.find(word);
    return it == drafts_.end() ? 0 : it->second.count;
  }
  // Of a noun, with and without the article.
  [[nodiscard]] std::uint64_t base_count(const std::string& word) const {
    return has_article(word) ? count(word) + count(word.substr(4)) : count(word) + count("\xD8\xA7\xD9\x84" + word);
  }

  Result<void> read_types() {
    return each_line(dir_ + "/words/types.tsv", [&](const std::vector<std::string>& f) { draft(f[0]).count = std::stoull(f[1]); });
  }
  Result<void> read_classes() {
    return each_line(dir_ + "/models/word_classes.tsv", [&](const std::vector<std::string>& f) {
      draft(f[0]).word_class = static_cast<std::uint16_t>(std::stoul(f[1]) + 1);
    });
  }

  Result<void> read_verbs() {
    auto table = Table::read(dir_ + "/words/verbs.tsv", {"past", "present"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string past(table->cell(row, "past"));
      for (const Form& f : conjugate(past, table->cell(row, "present"))) {
        Draft& d = draft(f.text);
        d.readings |= (f.features & kFormMask) == kPast ? kPastReading | kListedVerb : kPresentReading | kListedVerb;
        if (d.listed_verb.empty() || count(past) > count(d.listed_verb)) {
          d.listed_verb = past;
          d.verb_features = f.features;
        }
      }
    }
    return {};
  }

  Result<void> read_plurals() {
    auto table = Table::read(dir_ + "/words/broken_plurals.tsv", {"plural", "singular"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string plural(table->cell(row, "plural"));
      const std::string singular(table->cell(row, "singular"));
      for (const std::string& form : {plural, "\xD8\xA7\xD9\x84" + plural, plural + "\xD8\xA7"}) {
        Draft& d = draft(form);
        d.plural_of = singular;
        d.readings |= kBrokenPlural | kNounReading;
      }
      draft(singular).readings |= kNounReading;
    }
    return {};
  }

  Result<void> read_function() {
    auto table = Table::read(dir_ + "/words/function.tsv", {"form", "lemma", "pos", "roles"});
    if (!table) return table.error();
    std::vector<FunctionRow> rows;
    for (const Table::Row& row : table->rows()) {
      FunctionRow f;
      f.lemma = image_.intern(table->cell(row, "lemma"));
      for (const std::string& name : table->values(row, "pos")) {
        const auto pos = from_name<Pos>(name);
        if (!pos) return Error{ErrorCode::bad_format, fmt::format("unknown part of speech `{}`", name), table->path(), row.line};
        if (f.pos_mask == 0) f.first_pos = *pos;
        f.pos_mask |= 1U << static_cast<unsigned>(*pos);
      }
      for (const std::string& name : table->values(row, "roles")) {
        const auto role = from_name<Role>(name);
        if (!role) return Error{ErrorCode::bad_format, fmt::format("unknown role `{}`", name), table->path(), row.line};
        f.roles |= std::uint64_t{1} << static_cast<unsigned>(*role);
      }
      rows.push_back(f);
      draft(table->cell(row, "form")).function = static_cast<std::uint16_t>(rows.size());
    }
    image_.add("morph.function", rows);
    return {};
  }

  Result<void> read_hunspell(const std::string& path) {
    return each_line(path, [&](const std::vector<std::string>& f) {
      Draft& d = draft(f[0]);
      for (const std::string& reading : split(f[1], '|')) {
        const std::string lemma = reading.substr(1);
        if (reading[0] == 'N') {
          d.readings |= kNounReading;
          d.noun_lemmas.push_back(lemma);
        } else if (reading[0] == 'P') {
          d.readings |= kPastReading;
          d.verb_lemmas.push_back(lemma);
        } else if (reading[0] == 'I' && begins_present(f[0])) {
          d.readings |= kPresentReading;
          d.verb_lemmas.push_back(lemma);
        } else if (reading[0] == 'M') {
          d.readings |= kImperativeReading;
          d.verb_lemmas.push_back(lemma);
        }
      }
    });
  }

  static bool begins_present(std::string_view word) {
    const char32_t c = text::decode(word, 0).code;
    return c == kYeh || c == kTeh || c == kNoon || c == kAlefHamzaAbove || c == kAlefMadda;
  }

  // Calls `body` with the cells of each line of a two-column file but its header. Large files: no Table is built.
  template <class Body>
  Result<void> each_line(const std::string& path, Body body) {
    std::ifstream in(path, std::ios::binary);
    if (!in) return Error{ErrorCode::not_found, "this lexicon file is missing", path};
    std::string line;
    std::vector<std::string> cells;
    for (long n = 1; std::getline(in, line); ++n) {
      if (line.empty() || line[0] == '#' || (n == 1 && line.find("\t") != std::string::npos && static_cast<unsigned char>(line[0]) < 0x80 && std::isalpha(static_cast<unsigned char>(line[0])) != 0)) continue;
      cells = split(line, '\t');
      if (cells.size() < 2) return Error{ErrorCode::bad_format, "a line without a tab", path, n};
      body(cells);
    }
    return {};
  }

  // The most frequent of the lemmas in the corpus.
  [[nodiscard]] std::string best_verb(const Draft& d) const {
    if (!d.listed_verb.empty()) return d.listed_verb;
    std::string best;
    std::uint64_t best_count = 0;
    for (const std::string& lemma : d.verb_lemmas) {
      const std::uint64_t n = 1 + count(lemma) + count(lemma + kTehUtf8);
      if (n > best_count) {
        best = lemma;
        best_count = n;
      }
    }
    return best;
  }
  [[nodiscard]] std::string best_noun(const std::string& word, const Draft& d) const {
    const std::string bare = has_article(word) ? word.substr(4) : word;
    if (!d.plural_of.empty()) return d.plural_of;
    std::string best;
    std::uint64_t best_count = 0;
    for (const std::string& lemma : d.noun_lemmas) {
      if (lemma == bare) return bare;
      const std::uint64_t n = 1 + base_count(lemma);
      if (n > best_count) {
        best = lemma;
        best_count = n;
      }
    }
    return best;
  }

  void write_words() {
    std::vector<const std::pair<const std::string, Draft>*> order;
    for (const auto& entry : drafts_) order.push_back(&entry);
    std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->first < b->first; });
    std::vector<MorphWord> words;
    words.reserve(order.size());
    for (const auto* entry : order) words.push_back(make_word(entry->first, entry->second));
    std::size_t size = 1U << 10U;
    while (size < 4 * words.size()) size *= 2;
    std::vector<MorphSlot> slots(size);
    std::unordered_map<std::string, std::uint32_t> loose;
    for (std::uint32_t i = 0; i < words.size(); ++i) {
      insert(slots, order[i]->first, i + 1);
      std::string key = loose_key(order[i]->first);
      const auto [it, is_new] = loose.try_emplace(std::move(key), i);
      if (!is_new && words[i].frequency > words[it->second].frequency) it->second = i;
    }
    std::vector<std::pair<std::string, std::uint32_t>> rest(loose.begin(), loose.end());
    std::sort(rest.begin(), rest.end());
    for (const auto& [key, i] : rest) {
      if (drafts_.find(key) == drafts_.end()) insert(slots, key, i + 1);
    }
    image_.add("morph.words", words);
    image_.add("morph.slots", slots);
  }

  static void insert(std::vector<MorphSlot>& slots, std::string_view key, std::uint32_t word) {
    const std::uint32_t hash = hash_word(key);
    std::size_t i = hash & (slots.size() - 1);
    while (slots[i].word != 0) i = (i + 1) & (slots.size() - 1);
    slots[i] = {hash, word};
  }

  MorphWord make_word(const std::string& text, const Draft& d) {
    MorphWord w;
    w.text = image_.intern(text);
    w.readings = d.readings;
    w.function = d.function;
    w.word_class = d.word_class;
    w.frequency = log_count(d.count);
    w.base_frequency = log_count(base_count(text));
    if (const std::string lemma = best_verb(d); !lemma.empty()) w.verb_lemma = image_.intern(lemma);
    if (const std::string lemma = best_noun(text, d); !lemma.empty()) w.noun_lemma = image_.intern(lemma);
    w.verb_features = d.verb_features;
    return w;
  }

  // A file of "slot <tab> weight" lines; the section stays empty where the model is not trained yet.
  Result<void> write_weights(const std::string& file, const std::string& section, std::size_t size) {
    std::vector<std::int16_t> weights(size, 0);
    if (std::ifstream in(dir_ + "/models/" + file); in) {
      std::size_t slot = 0;
      for (int weight = 0; in >> slot >> weight;) {
        if (slot >= size) return Error{ErrorCode::bad_format, "a weight outside the table", dir_ + "/models/" + file};
        weights[slot] = static_cast<std::int16_t>(weight);
      }
    }
    image_.add(section, weights);
    return {};
  }

  std::string dir_;
  ImageBuilder& image_;
  std::unordered_map<std::string, Draft> drafts_;
};

}  // namespace

MorphLexicon::MorphLexicon(const Image& image)
    : image_(image),
      words_(image.section<MorphWord>("morph.words")),
      slots_(image.section<MorphSlot>("morph.slots")),
      functions_(image.section<FunctionRow>("morph.function")),
      type_weights_(image.section<std::int16_t>("morph.type_weights")),
      context_weights_(image.section<std::int16_t>("morph.context_weights")) {}

const MorphWord* MorphLexicon::find_key(std::string_view key) const {
  if (slots_.empty()) return nullptr;
  const std::uint32_t hash = hash_word(key);
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = hash & mask; slots_[i].word != 0; i = (i + 1) & mask) {
    if (slots_[i].hash != hash) continue;
    const MorphWord& word = words_[slots_[i].word - 1U];
    const std::string_view text = string(word.text);
    if (text == key || loose_key(text) == key) return &word;
  }
  return nullptr;
}

const MorphWord* MorphLexicon::find(std::string_view light) const {
  if (const MorphWord* word = find_key(light)) return word;
  const std::string key = loose_key(light);
  return key == light ? nullptr : find_key(key);
}

Result<void> compile_morph(const std::string& data_dir, const std::string& hunspell, ImageBuilder& image) {
  return Builder(data_dir, image).run(hunspell);
}

}  // namespace isnad::lexicon
