// Trains the name tagger of src/ner on tokens with IOB2 tags, and measures it by cross-validation.
//
//   isnad_train_ner IMAGE TAGGED.txt FOLDS OUT_FOLDER [LINES.txt]
//
// TAGGED has "token tag" a line and an empty line after each sentence; LINES is unlabelled news, words parted by spaces
// (tools/words/count_types.py --sentences). Sentences are read as the engine reads them, tokens joined by spaces. Averaged
// structured perceptron with a margin. Where LINES is given it is done twice: what the first tagger says of the words of the
// news becomes a feature of the second (self-training, with the training part of each fold alone). With FOLDS > 1, each of
// that many contiguous parts is measured by a tagger of the others; scores are of whole names, as in CoNLL. Then all
// sentences are trained on and OUT_FOLDER/ner_weights.tsv and ner_words.tsv are written. Same input, same output.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <unordered_map>
#include <vector>

#include "isnad/names.h"
#include "lexicon/actors.h"
#include "lexicon/image.h"
#include "lexicon/morph.h"
#include "lexicon/ner.h"
#include "lexicon/phrases.h"
#include "lexicon/table.h"
#include "morph/morph.h"
#include "ner/features.h"
#include "ner/tagger.h"
#include "token/match.h"
#include "token/tokenizer.h"
#include "token/types.h"

namespace {

using namespace isnad;
using lexicon::kNerTags;
using lexicon::NerKey;

constexpr int kEpochs = 14;
constexpr float kMargin = 1.5F;
constexpr std::uint32_t kMinCount = 2;  // of a feature in the training data
constexpr int kMinWeight = 1;           // of a row to be kept, of 127
constexpr std::uint32_t kMinHabit = 4;  // times a word has to be seen in the news

struct GoldToken {
  std::string text;
  std::size_t tag = 0;
};
using GoldSentence = std::vector<GoldToken>;

std::vector<GoldSentence> read_tagged(const std::string& path) {
  std::vector<GoldSentence> out(1);
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    const std::size_t space = line.rfind(' ');
    if (space == std::string::npos) {
      if (!out.back().empty()) out.emplace_back();
      continue;
    }
    const auto tag = from_name<NerTag>(std::string_view(line).substr(space + 1));
    out.back().push_back({line.substr(0, space), static_cast<std::size_t>(tag.value_or(NerTag::O))});
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

// Everything of the engine up to the tagger.
class Reader {
 public:
  explicit Reader(const lexicon::Image& image)
      : phrases(image),
        morph(image),
        actors(image),
        types(phrases),
        stage_(morph, types) {}

  // The text has to outlive the next call.
  Analysis& read(const std::string& text) {
    types.trim();
    document_.text = text;
    document_.language = "ar";
    a_.reset(document_);
    token::tokenize(a_, types);
    token::match_phrases(a_, types, phrases);
    stage_.analyse(a_);
    return a_;
  }

  lexicon::Phrases phrases;
  lexicon::MorphLexicon morph;
  lexicon::Actors actors;
  token::TypeTable types;

 private:
  morph::Morph stage_;
  Document document_;
  Analysis a_;
};

std::string join(const GoldSentence& s) {
  std::string text;
  for (const GoldToken& t : s) text += (text.empty() ? "" : " ") + t.text;
  return text;
}

// Index of the gold token that each token of the engine lies in.
std::vector<std::size_t> align(const GoldSentence& gold, const Analysis& a) {
  std::vector<std::size_t> out;
  std::size_t g = 0;
  std::size_t end = gold.front().text.size();
  for (const Token& t : a.tokens) {
    while (t.span.begin.value >= end && g + 1 < gold.size()) end += 1 + gold[++g].text.size();
    out.push_back(g);
  }
  return out;
}

struct Example {
  std::vector<std::vector<std::uint32_t>> features;
  std::vector<std::uint8_t> transition;
  std::vector<std::uint8_t> gold;
};

struct Corpus {
  std::vector<std::vector<Example>> of_sentence;  // by gold sentence: the engine may part it
  std::unordered_map<NerKey, std::uint32_t> ids;
  std::vector<NerKey> keys;
  std::vector<std::uint32_t> counts;
};

class Featuriser {
 public:
  Featuriser(Reader& reader, const lexicon::NerModel& model) : reader_(reader), model_(model) {}

  Corpus run(const std::vector<GoldSentence>& sentences) {
    Corpus c;
    for (const GoldSentence& s : sentences) {
      auto& examples = c.of_sentence.emplace_back();
      const std::string text = join(s);
      const Analysis& a = reader_.read(text);
      const auto gold = align(s, a);
      ner::mark_listed(a, reader_.actors, listed_);
      for (const Sentence& x : a.sentences) examples.push_back(example(a, x.tokens, s, gold, c));
    }
    return c;
  }

 private:
  Example example(const Analysis& a, TokenRange r, const GoldSentence& s, const std::vector<std::size_t>& gold, Corpus& c) {
    Example e;
    std::vector<ner::Facts> facts(r.end - r.begin);
    for (Index i = r.begin; i < r.end; ++i)
      ner::make_facts(reader_.types[a.tokens[i].type], ner::reading_of(a.tokens[i]), reader_.morph, model_, facts[i - r.begin]);
    for (Index i = r.begin; i < r.end; ++i) {
      auto& out = e.features.emplace_back();
      std::array<ner::Symbols, 5> window{};
      for (int d = -2; d <= 2; ++d) {
        const auto at = static_cast<std::int64_t>(i) + d;
        if (at < r.begin || at >= r.end) continue;
        const ner::Facts& f = facts[static_cast<std::size_t>(at - r.begin)];
        const std::size_t n = d == 0 ? f.keys.size() : std::abs(d) == 1 ? f.near : f.far;
        for (std::size_t k = 0; k < n; ++k) out.push_back(id(ner::seen_from(f.keys[k], -d), c));
        window[static_cast<std::size_t>(d + 2)] = {static_cast<std::uint8_t>(listed_[static_cast<std::size_t>(at)] + 1), f.pos,
                                                   f.word_class, f.coarse_class, f.vector};
      }
      for (const NerKey key : ner::place_features(window)) out.push_back(id(key, c));
      e.transition.push_back(facts[i - r.begin].transition);
      std::size_t tag = s[gold[i]].tag;
      const bool is_first = i == 0 || gold[i - 1] != gold[i];
      if (!is_first && tag % 2 == 1) ++tag;  // the rest of a token that the engine parts: inside
      e.gold.push_back(static_cast<std::uint8_t>(tag));
    }
    return e;
  }

  static std::uint32_t id(NerKey key, Corpus& c) {
    const auto [it, is_new] = c.ids.try_emplace(key, static_cast<std::uint32_t>(c.keys.size()));
    if (is_new) {
      c.keys.push_back(key);
      c.counts.push_back(0);
    }
    ++c.counts[it->second];
    return it->second;
  }

  Reader& reader_;
  const lexicon::NerModel& model_;
  std::vector<std::uint8_t> listed_;
};

using Row = std::array<float, 12>;

// The averaged perceptron.
class Learner {
 public:
  explicit Learner(const Corpus& c) : c_(c), now_(c.keys.size()), sum_(c.keys.size()) {}

  void train(const std::vector<const Example*>& examples) {
    std::mt19937 random(7);
    std::vector<const Example*> order = examples;
    for (int epoch = 0; epoch < kEpochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      for (const Example* e : order) learn(*e);
    }
    for (std::size_t i = 0; i < now_.size(); ++i) {
      for (std::size_t t = 0; t < kNerTags; ++t) now_[i][t] -= sum_[i][t] / step_;
    }
    for (std::size_t k = 0; k < transitions_.size(); ++k) {
      for (std::size_t f = 0; f < kNerTags; ++f) {
        for (std::size_t t = 0; t < kNerTags; ++t) transitions_[k][f][t] -= transition_sum_[k][f][t] / step_;
      }
    }
  }

  // Weights as bytes, the largest 127.
  void write(lexicon::NerTables& out, std::vector<std::pair<NerKey, std::array<std::int8_t, 12>>>& list) const {
    float top = 1e-6F;
    for (const Row& r : now_) {
      for (const float w : r) top = std::max(top, std::abs(w));
    }
    const float scale = 127.0F / std::min(top, kCap);
    const auto integer = [&](float w, int limit) { return std::clamp(static_cast<int>(std::lround(w * scale)), -limit, limit); };
    for (std::size_t i = 0; i < now_.size(); ++i) {
      std::array<std::int8_t, 12> row{};
      int largest = 0;
      for (std::size_t t = 0; t < kNerTags; ++t) {
        row[t] = static_cast<std::int8_t>(integer(now_[i][t], 127));
        largest = std::max(largest, std::abs(row[t]));
      }
      if (largest >= kMinWeight) list.emplace_back(c_.keys[i], row);
    }
    std::sort(list.begin(), list.end());
    out.reserve(list.size());
    for (const auto& [key, row] : list) out.add(key, row);
    out.transitions.resize(1);
    for (std::size_t k = 0; k < transitions_.size(); ++k) {
      for (std::size_t f = 0; f < kNerTags; ++f) {
        for (std::size_t t = 0; t < kNerTags; ++t)
          out.transitions[0][k][f][t] = static_cast<std::int16_t>(integer(transitions_[k][f][t], 32767));
      }
    }
  }

 private:
  using Transitions = std::array<std::array<Row, kNerTags>, lexicon::kNerTransitionKinds>;
  static constexpr float kCap = 100.0F;

  void learn(const Example& e) {
    step_ += 1.0F;
    decode(e);
    if (best_ == e.gold) return;
    std::uint8_t before_gold = 0;
    std::uint8_t before_best = 0;
    for (std::size_t i = 0; i < e.gold.size(); ++i) {
      const std::uint8_t g = e.gold[i];
      const std::uint8_t b = best_[i];
      if (g != b) {
        for (const std::uint32_t f : e.features[i]) {
          if (c_.counts[f] < kMinCount) continue;
          add(now_[f][g], sum_[f][g], 1.0F);
          add(now_[f][b], sum_[f][b], -1.0F);
        }
      }
      const std::uint8_t k = e.transition[i];
      if (g != b || before_gold != before_best) {
        add(transitions_[k][before_gold][g], transition_sum_[k][before_gold][g], 1.0F);
        add(transitions_[k][before_best][b], transition_sum_[k][before_best][b], -1.0F);
      }
      before_gold = g;
      before_best = b;
    }
  }
  void add(float& now, float& sum, float x) const {
    now += x;
    sum += x * step_;
  }

  void decode(const Example& e) {
    const std::size_t n = e.gold.size();
    back_.resize(n);
    best_.resize(n);
    std::array<float, kNerTags> best{};
    best.fill(-1e6F);
    best[0] = 0;
    for (std::size_t i = 0; i < n; ++i) {
      Row score{};
      for (const std::uint32_t f : e.features[i]) {
        for (std::size_t t = 0; t < score.size(); ++t) score[t] += now_[f][t];
      }
      std::array<float, kNerTags> now{};
      for (std::size_t to = 0; to < kNerTags; ++to) {
        float top = -1e9F;
        for (std::size_t from = 0; from < kNerTags; ++from) {
          if (to % 2 == 0 && to > 0 && from != to && from != to - 1) continue;
          const float x = best[from] + transitions_[e.transition[i]][from][to];
          if (x > top) {
            top = x;
            back_[i][to] = static_cast<std::uint8_t>(from);
          }
        }
        now[to] = top + score[to] + (to == e.gold[i] ? 0.0F : kMargin);
      }
      best = now;
    }
    auto tag = static_cast<std::uint8_t>(std::max_element(best.begin(), best.end()) - best.begin());
    for (std::size_t i = n; i > 0; --i) {
      best_[i - 1] = tag;
      tag = back_[i - 1][tag];
    }
  }

  const Corpus& c_;
  std::vector<Row> now_;
  std::vector<Row> sum_;
  Transitions transitions_{};
  Transitions transition_sum_{};
  float step_ = 1.0F;
  std::vector<std::array<std::uint8_t, kNerTags>> back_;
  std::vector<std::uint8_t> best_;
};

// --- self-training ---

using Habits = std::unordered_map<std::uint64_t, std::uint8_t>;

// What kind of name a word mostly is, and how often; 17 and 18 for words that hardly ever are one.
std::uint8_t habit_of(const std::array<std::uint32_t, 5>& n) {
  const std::uint32_t all = n[0] + n[1] + n[2] + n[3] + n[4];
  if (all < kMinHabit) return 0;
  const auto top = static_cast<std::size_t>(std::max_element(n.begin() + 1, n.end()) - n.begin());
  const double share = static_cast<double>(n[top]) / all;
  if (share < 0.02) return 18;
  if (share < 0.1) return 17;
  return static_cast<std::uint8_t>(1 + 4 * (top - 1) + (share < 0.3 ? 0 : share < 0.6 ? 1 : share < 0.85 ? 2 : 3));
}

Habits learn_habits(Reader& reader, const lexicon::NerModel& model, const std::vector<std::string>& lines,
                    std::unordered_map<std::uint64_t, std::string>& texts) {
  ner::Tagger tagger(model, reader.morph, reader.actors, reader.types);
  std::unordered_map<std::uint64_t, std::array<std::uint32_t, 5>> counts;
  std::string stem;
  for (const std::string& line : lines) {
    Analysis& a = reader.read(line);
    tagger.tag(a);
    for (const Token& t : a.tokens) {
      if (t.kind != TokenKind::word) continue;
      ner::stem_of(reader.types[t.type], ner::reading_of(t), stem);
      const std::uint64_t hash = lexicon::ner_hash(stem);
      if (const auto [it, is_new] = texts.try_emplace(hash); is_new) it->second = stem;
      ++counts[hash][(static_cast<std::size_t>(t.ner) + 1) / 2];
    }
  }
  Habits out;
  for (const auto& [hash, n] : counts) {
    if (const std::uint8_t habit = habit_of(n); habit != 0) out.emplace(hash, habit);
  }
  return out;
}

// The words of the image with these habits.
std::vector<lexicon::NerWord> words_with(const lexicon::NerModel& base, const Habits& habits) {
  std::vector<lexicon::NerWord> out;
  std::unordered_map<std::uint64_t, std::size_t> known;
  for (lexicon::NerWord w : base.words) {
    if (w.hash == 0) continue;
    w.habit = 0;
    known.emplace(w.hash, out.size());
    out.push_back(w);
  }
  for (const auto& [hash, habit] : habits) {
    const auto [it, is_new] = known.try_emplace(hash, out.size());
    if (is_new) out.push_back({hash, 0, 0, 0});
    out[it->second].habit = habit;
  }
  std::sort(out.begin(), out.end(), [](const auto& x, const auto& y) { return x.hash < y.hash; });
  return out;
}

// --- scores ---

struct Count {
  int gold = 0, found = 0, right = 0;
  [[nodiscard]] double f1() const { return gold + found == 0 ? 0.0 : 2.0 * right / (gold + found); }
};

struct Span {
  std::size_t begin, end, kind;
  friend auto operator<=>(const Span&, const Span&) = default;
};

std::vector<Span> spans_of(const std::vector<std::size_t>& tags) {
  std::vector<Span> out;
  for (std::size_t i = 0; i < tags.size(); ++i) {
    if (tags[i] == 0) continue;
    const std::size_t kind = (tags[i] + 1) / 2;
    const bool goes_on = tags[i] % 2 == 0 && !out.empty() && out.back().end == i && out.back().kind == kind;
    goes_on ? void(++out.back().end) : out.push_back({i, i + 1, kind});
  }
  return out;
}

using Scores = std::array<Count, 5>;

void measure(Reader& reader, ner::Tagger& tagger, const GoldSentence& s, Scores& scores, std::ofstream& errors) {
  const std::string text = join(s);
  Analysis& a = reader.read(text);
  tagger.tag(a);
  const auto gold_of = align(s, a);
  std::vector<std::size_t> found(s.size(), 0);
  for (std::size_t i = a.tokens.size(); i > 0; --i) found[gold_of[i - 1]] = static_cast<std::size_t>(a.tokens[i - 1].ner);
  std::vector<std::size_t> gold;
  for (const GoldToken& t : s) gold.push_back(t.tag);
  const auto g = spans_of(gold);
  const auto f = spans_of(found);
  for (const Span& x : g) ++scores[x.kind].gold;
  for (const Span& x : f) ++scores[x.kind].found;
  for (const Span& x : f) scores[x.kind].right += std::binary_search(g.begin(), g.end(), x) ? 1 : 0;
  for (std::size_t i = 0; i < s.size(); ++i)
    errors << s[i].text << ' ' << name_of(static_cast<NerTag>(gold[i])) << ' ' << name_of(static_cast<NerTag>(found[i])) << '\n';
  errors << '\n';
}

std::string report(const Scores& s) {
  const Count micro{s[1].gold + s[2].gold + s[3].gold, s[1].found + s[2].found + s[3].found,
                    s[1].right + s[2].right + s[3].right};
  return fmt::format("PERS {:.4f} LOC {:.4f} ORG {:.4f} MISC {:.4f}; PERS+LOC+ORG precision {:.4f} recall {:.4f} F1 {:.4f}",
                     s[1].f1(), s[2].f1(), s[3].f1(), s[4].f1(), 1.0 * micro.right / std::max(1, micro.found),
                     1.0 * micro.right / std::max(1, micro.gold), micro.f1());
}

class Trainer {
 public:
  Trainer(const lexicon::Image& image, std::vector<GoldSentence> sentences, std::vector<std::string> lines)
      : reader_(image),
        base_(image),
        sentences_(std::move(sentences)),
        lines_(std::move(lines)) {
    plain_.set_words(words_with(base_, {}));
    corpus_ = Featuriser(reader_, plain_.view()).run(sentences_);
  }

  void cross_validate(std::size_t folds, std::ofstream& errors) {
    Scores total{};
    for (std::size_t fold = 0; fold < folds; ++fold) {
      train([&](std::size_t i) { return i * folds / sentences_.size() != fold; });
      const lexicon::NerModel model = tables_.view();
      ner::Tagger tagger(model, reader_.morph, reader_.actors, reader_.types);
      for (std::size_t i = 0; i < sentences_.size(); ++i) {
        if (i * folds / sentences_.size() == fold) measure(reader_, tagger, sentences_[i], total, errors);
      }
      fmt::print("after {} of {} parts: {}\n", fold + 1, folds, report(total));
      std::fflush(stdout);
    }
  }

  void train_all(const std::string& folder) {
    train([](std::size_t) { return true; });
    std::ofstream out(folder + "/ner_weights.tsv");
    for (std::size_t k = 0; k < tables_.transitions[0].size(); ++k) {
      for (std::size_t f = 0; f < kNerTags; ++f)
        out << fmt::format("transition\t{}\t{}\t{}\n", k, f, fmt::join(tables_.transitions[0][k][f], "\t"));
    }
    for (const auto& [key, row] : list_) {
      out << base36(key);
      for (std::size_t t = 0; t < kNerTags; ++t) out << '\t' << (row[t] == 0 ? std::string() : std::to_string(row[t]));
      out << '\n';
    }
    write_words(folder);
    fmt::print("{} features\n", list_.size());
  }

 private:
  template <class Pick>
  void train(Pick pick) {
    learn(corpus_, pick);
    tables_.set_words(words_with(base_, {}));
    if (lines_.empty()) return;
    const lexicon::NerModel first = tables_.view();
    habits_ = learn_habits(reader_, first, lines_, texts_);
    lexicon::NerTables words;
    words.set_words(words_with(base_, habits_));
    const Corpus corpus = Featuriser(reader_, words.view()).run(sentences_);
    learn(corpus, pick);
    tables_.words = words.words;
  }

  template <class Pick>
  void learn(const Corpus& corpus, Pick pick) {
    std::vector<const Example*> examples;
    for (std::size_t i = 0; i < corpus.of_sentence.size(); ++i) {
      for (const Example& e : corpus.of_sentence[i]) {
        if (pick(i)) examples.push_back(&e);
      }
    }
    Learner learner(corpus);
    learner.train(examples);
    list_.clear();
    tables_ = {};
    learner.write(tables_, list_);
  }

  static std::string base36(NerKey key) {
    std::string s;
    for (; key != 0; key /= 36) s.insert(s.begin(), "0123456789abcdefghijklmnopqrstuvwxyz"[key % 36]);
    return s;
  }

  // The classes of vectors stay as they are, the habits are new.
  void write_words(const std::string& folder) const {
    std::map<std::string, std::pair<std::string, std::string>> rows;
    std::ifstream in(folder + "/ner_words.tsv");
    for (std::string line; std::getline(in, line);) {
      const auto cells = lexicon::split(line, '\t');
      if (cells.size() == 3 && cells[0] != "word" && !cells[1].empty()) rows[cells[0]].first = cells[1];
    }
    in.close();
    for (const auto& [hash, habit] : habits_) rows[texts_.at(hash)].second = std::to_string(habit);
    std::ofstream out(folder + "/ner_words.tsv");
    out << "word\tvector\thabit\n";
    for (const auto& [word, row] : rows) out << word << '\t' << row.first << '\t' << row.second << '\n';
  }

  Reader reader_;
  lexicon::NerModel base_;
  std::vector<GoldSentence> sentences_;
  std::vector<std::string> lines_;
  lexicon::NerTables plain_;
  Corpus corpus_;
  lexicon::NerTables tables_;
  std::vector<std::pair<NerKey, std::array<std::int8_t, 12>>> list_;
  Habits habits_;
  std::unordered_map<std::uint64_t, std::string> texts_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5 && argc != 6) {
    fmt::print(stderr, "usage: isnad_train_ner IMAGE TAGGED FOLDS OUT_FOLDER [LINES]\n");
    return 2;
  }
  auto image = lexicon::Image::open(argv[1]);
  if (!image) {
    fmt::print(stderr, "{}\n", image.error().to_string());
    return 1;
  }
  std::vector<std::string> lines;
  if (argc == 6) {
    std::ifstream in(argv[5]);
    for (std::string line; std::getline(in, line);) lines.push_back(line);
  }
  Trainer trainer(**image, read_tagged(argv[2]), std::move(lines));
  const auto folds = static_cast<std::size_t>(std::stoul(argv[3]));
  std::ofstream errors(std::string(argv[4]) + "/ner_errors.txt");
  if (folds > 1) trainer.cross_validate(folds, errors);
  if (folds == 1 || folds > 1) trainer.train_all(argv[4]);
  return 0;
}
