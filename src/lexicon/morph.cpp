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

constexpr char kFemininePluralUtf8[] = "\xD8\xA7\xD8\xAA";

bool has_article(std::string_view word) { return word.size() > 8 && word.substr(0, 4) == "\xD8\xA7\xD9\x84"; }

std::uint8_t log_count(std::uint64_t n) {
  return static_cast<std::uint8_t>(std::min(255.0, std::round(4.0 * std::log2(1.0 + static_cast<double>(n)))));
}

// Gathers all that the files say of each word, then decides lemmas by how frequent they are.
class Builder {
 public:
  Builder(const std::string& data_dir, ImageBuilder& image) : dir_(data_dir), image_(image) {}

  Result<void> run(const std::string& hunspell) {
    for (const auto step : {&Builder::read_types, &Builder::read_classes, &Builder::read_verbs, &Builder::read_plurals,
                            &Builder::read_feminines, &Builder::read_names, &Builder::read_function}) {
      if (auto ok = (this->*step)(); !ok) return ok;
    }
    if (!hunspell.empty()) {
      if (auto ok = read_hunspell(hunspell); !ok) return ok;
    }
    if (auto ok = read_families(); !ok) return ok;
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
    std::uint16_t coarse_class = 0;
    std::uint16_t fine_class = 0;
    std::string listed_verb;  // lemma from words/verbs.tsv
    std::uint64_t verb_rank = 0;
    std::string plural_of;    // singular from words/broken_plurals.tsv
    std::string feminine_of;  // masculine from words/feminines.tsv
    std::vector<std::string> verb_lemmas;
    std::vector<std::string> noun_lemmas;
  };

  // Where names stand: those in column `names` count as `reading` where column `condition` is `value` (nullptr: always), else
  // as common words.
  struct NameSource {
    const char* file;
    const char* names;
    const char* condition;
    const char* value;
    Reading reading;
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
    return each_line(dir_ + "/words/types.tsv",
                     [&](const std::vector<std::string>& f) { draft(f[0]).count = std::stoull(f[1]); });
  }
  Result<void> read_classes() {
    return each_line(dir_ + "/models/word_classes.tsv", [&](const std::vector<std::string>& f) {
      Draft& d = draft(f[0]);
      const auto number = [&](std::size_t i) { return static_cast<std::uint16_t>(i < f.size() ? std::stoul(f[i]) + 1 : 0); };
      d.word_class = number(1);
      d.coarse_class = number(2);
      d.fine_class = number(3);
    });
  }

  Result<void> read_verbs() {
    auto table = Table::read(dir_ + "/words/verbs.tsv", {"past", "present", "preferred"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string past(table->cell(row, "past"));
      const std::vector<std::string> preferred = table->values(row, "preferred");
      for (const Form& f : conjugate(past, table->cell(row, "present"))) {
        Draft& d = draft(f.text);
        const bool is_past = (f.features & kFormMask) == kPast;
        d.readings |= is_past ? kPastReading | kListedVerb : kPresentReading | kListedVerb;
        // A form of several verbs is taken as the preferred one's, else as a past rather than a first person present, else as
        // the more frequent one's.
        std::uint64_t rank = 1 + std::min<std::uint64_t>(count(past) + count(past + kTehUtf8), 1U << 20U);
        if ((f.features & kPersonMask) != kThird || (f.features & kJussive) != 0) rank = 0;
        if (is_past) rank += 1U << 21U;
        if (std::find(preferred.begin(), preferred.end(), f.text) != preferred.end()) rank += 1U << 22U;
        if (d.listed_verb.empty() || rank > d.verb_rank) {
          d.listed_verb = past;
          d.verb_features = f.features;
          d.verb_rank = rank;
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

  Result<void> read_feminines() {
    auto table = Table::read(dir_ + "/words/feminines.tsv", {"form", "masculine"});
    if (!table) return table.error();
    for (const Table::Row& row : table->rows()) {
      const std::string form(table->cell(row, "form"));
      for (const std::string& text : {form, "\xD8\xA7\xD9\x84" + form}) {
        Draft& d = draft(text);
        d.feminine_of = table->cell(row, "masculine");
        d.readings |= kIrregularFeminine | kNounReading;
      }
    }
    return {};
  }

  Result<void> read_names() {
    constexpr auto kAny = "";
    const NameSource sources[] = {{"/names/given.tsv", "name", "ambiguous", kAny, kPersonName},
                                  {"/names/words.tsv", "word", "class", "name", kPersonName},
                                  {"/places/places.tsv", "names_ar", "common", kAny, kPlaceName},
                                  {"/actors/states.tsv", "names_ar", "id", nullptr, kPlaceName},
                                  {"/actors/states.tsv", "capital_ar", "id", nullptr, kPlaceName},
                                  {"/actors/states.tsv", "adj_ar", "id", nullptr, kNationality}};
    for (const NameSource& s : sources) {
      auto table = Table::read(dir_ + s.file, {s.names, s.condition});
      if (!table) return table.error();
      for (const Table::Row& row : table->rows()) {
        const bool is_plain = s.value == nullptr || table->cell(row, s.condition) == s.value;
        for (const std::string& name : table->values(row, s.names)) {
          if (name.find(' ') == std::string::npos) add_name(name, is_plain ? s.reading : kCommonName);
        }
      }
    }
    return {};
  }

  // Last names of the persons of the lexicon; those that a dictionary has are common words first.
  Result<void> read_families() {
    for (const char* file : {"/actors/persons_arab.tsv", "/actors/persons_world.tsv"}) {
      auto table = Table::read(dir_ + file, {"family_ar"});
      if (!table) return table.error();
      for (const Table::Row& row : table->rows()) {
        for (const std::string& name : table->values(row, "family_ar")) {
          if (name.find(' ') == std::string::npos && !is_dictionary_word(text::light(name))) add_name(name, kPersonName);
        }
      }
    }
    return {};
  }

  [[nodiscard]] bool is_dictionary_word(std::string word) {
    constexpr std::string_view kArticle = "\xD8\xA7\xD9\x84";
    if ((draft(word).readings & kGrammarReadings) != 0) return true;
    if (!word.starts_with(kArticle)) return false;
    word.erase(0, kArticle.size());
    return (draft(word).readings & kGrammarReadings) != 0;
  }

  void add_name(const std::string& name, Reading reading) {
    const std::string light = text::light(name);
    draft(light).readings |= reading;
    if (reading != kNationality) return;
    for (const char* ending : {kTehMarbutaUtf8, "\xD9\x8A\xD9\x86", "\xD9\x88\xD9\x86"})
      draft(light + ending).readings |= reading;
    for (const char* ending : {"", kTehMarbutaUtf8, "\xD9\x8A\xD9\x86", "\xD9\x88\xD9\x86"})
      draft("\xD8\xA7\xD9\x84" + light + ending).readings |= reading;
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
      if (line.empty() || line[0] == '#' ||
          (n == 1 && line.find('\t') != std::string::npos && static_cast<unsigned char>(line[0]) < 0x80 &&
           std::isalpha(static_cast<unsigned char>(line[0])) != 0))
        continue;
      cells = split(line, '\t');
      if (cells.size() < 2) return Error{ErrorCode::bad_format, "a line without a tab", path, n};
      body(cells);
    }
    return {};
  }

  // A weak verb in a form without its weak letter: right only after a particle that shortens it, so it is the rarer reading.
  static bool is_shortened(std::string_view word, std::string_view lemma) {
    const auto has_weak_letter = [&](std::string_view s) {
      return s.find(kWawUtf8) != s.npos || s.find(kAlefUtf8) != s.npos || s.find(kAlefMaqsuraUtf8) != s.npos ||
             s.find(kYehUtf8, 2) != s.npos;
    };
    return (lemma.ends_with(kAlefMaqsuraUtf8) || lemma.substr(2).find(kAlefUtf8) != lemma.npos) && !has_weak_letter(word);
  }

  // The most frequent of the lemmas in the corpus.
  [[nodiscard]] std::string best_verb(const std::string& word, const Draft& d) const {
    if (!d.listed_verb.empty()) return d.listed_verb;
    std::string best;
    std::uint64_t best_count = 0;
    for (const std::string& lemma : d.verb_lemmas) {
      std::uint64_t n = 10 * (1 + count(lemma) + count(lemma + kTehUtf8));
      if (is_shortened(word, lemma)) n /= 10;
      if (n > best_count) {
        best = lemma;
        best_count = n;
      }
    }
    return best;
  }
  [[nodiscard]] std::string best_noun(const std::string& word, const Draft& d) const {
    std::string bare = has_article(word) ? word.substr(4) : word;
    if (!d.feminine_of.empty()) return d.feminine_of;
    if (!d.plural_of.empty()) return d.plural_of;
    if (bare.ends_with(kTehMarbutaUtf8)) return bare;
    if (bare.size() > 8 && bare.ends_with(kFemininePluralUtf8)) {
      const std::string stem = bare.substr(0, bare.size() - 4);
      const std::string feminine = stem + kTehMarbutaUtf8;
      if (base_count(stem) + base_count(feminine) > 0) return base_count(feminine) > base_count(stem) ? feminine : stem;
    }
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
    while (size < 2 * words.size()) size *= 2;
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
    w.coarse_class = d.coarse_class;
    w.fine_class = d.fine_class;
    w.frequency = log_count(d.count);
    w.base_frequency = log_count(base_count(text));
    if (const std::string lemma = best_verb(text, d); !lemma.empty()) w.verb_lemma = image_.intern(lemma);
    if (const std::string lemma = best_noun(text, d); !lemma.empty()) w.noun_lemma = image_.intern(lemma);
    w.verb_features = d.verb_features;
    return w;
  }

  // A file of "slot <tab> weight" lines; all weights are nought where the model is not trained yet.
  Result<void> write_weights(const std::string& file, const std::string& section, std::size_t size) {
    std::vector<std::int16_t> weights(size, 0);
    if (std::ifstream in(dir_ + "/models/" + file); in) {
      std::size_t slot = 0;
      for (int weight = 0; in >> slot >> weight;) {
        if (slot >= size) return Error{ErrorCode::bad_format, "a weight outside the table", dir_ + "/models/" + file};
        weights[slot] = static_cast<std::int16_t>(weight);
      }
    }
    add_weights(section, weights, image_);
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
      type_weights_(image, "morph.type_weights"),
      context_weights_(image, "morph.context_weights") {}

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

void MorphLexicon::expect(std::string_view light) const {
  if (!slots_.empty()) __builtin_prefetch(&slots_[hash_word(light) & (slots_.size() - 1)]);
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
