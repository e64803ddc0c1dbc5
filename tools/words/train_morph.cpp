// Trains the weights of src/morph/model.h on a treebank in CoNLL-U with `# text`, and measures by cross-validation.
//
//   train_morph IMAGE TREEBANK.conllu FOLDS OUT_FOLDER
//
// Sentences are read as the engine reads them (its tokenizer, its candidates); the treebank's segments say which candidate is
// right. Averaged structured perceptron, decoded from left to right as at run time. With FOLDS > 1, each of that many
// contiguous parts is measured by weights from the others. Then all sentences are trained on and OUT_FOLDER/morph_types.tsv and
// morph_context.tsv are written (slot, weight). Same input, same output.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <fstream>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <unordered_map>
#include <vector>

#include "isnad/names.h"
#include "lexicon/image.h"
#include "lexicon/morph.h"
#include "lexicon/phrases.h"
#include "lexicon/table.h"
#include "morph/candidates.h"
#include "morph/model.h"
#include "text/fold.h"
#include "text/utf8.h"
#include "token/tokenizer.h"
#include "token/types.h"

namespace {

using namespace isnad;

constexpr int kEpochs = 12;
constexpr double kScale = 256.0;  // integer weight of 1.0

struct Segment {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Pos pos = Pos::X;
};

struct Choice {
  std::vector<std::uint32_t> slots;
  morph::State state = 0;
  Pos pos = Pos::X;
  std::uint8_t proclitics = 0;
  bool has_enclitic = false;
  std::uint32_t stem_begin = 0;  // bytes in the token
  std::uint32_t stem_end = 0;
};

struct Type {
  std::vector<Choice> choices;  // empty: no Arabic word
  std::uint16_t word_class = 0;
  morph::State plain = 0;
  morph::ContextClass plain_context = 0;
  std::vector<morph::ContextClass> classes;  // by choice
};

struct GoldToken {
  std::uint32_t type = 0;
  int gold = -1;  // index of the right choice; -1: none is right
  bool is_word = false;
  bool has_clitics = false;  // in the treebank
  Pos pos = Pos::X;          // of the stem, in the treebank
  std::uint32_t stem_begin = 0;
  std::uint32_t stem_end = 0;
  std::string text;
};

using GoldSentence = std::vector<GoldToken>;

Pos plain_pos(std::string_view surface) {
  if (surface == "%" || surface == "#" || surface == "@" || surface == "_") return Pos::SYM;
  switch (text::class_of(text::decode(surface, 0).code)) {
    case text::CharClass::latin: return Pos::PROPN;
    case text::CharClass::digit: return Pos::NUM;
    case text::CharClass::quote:
    case text::CharClass::punctuation: return Pos::PUNCT;
    default: return Pos::SYM;
  }
}

class Reader {
 public:
  explicit Reader(const lexicon::Image& image) : lexicon_(image), phrases_(image), table_(phrases_) {}

  std::vector<GoldSentence> read(const std::string& path) {
    std::vector<GoldSentence> out;
    std::ifstream in(path);
    std::string text;
    std::vector<std::pair<std::string, Pos>> forms;
    for (std::string line; std::getline(in, line);) {
      if (line.rfind("# text = ", 0) == 0) text = line.substr(9);
      if (line.empty()) {
        if (!forms.empty()) out.push_back(sentence(text, forms));
        forms.clear();
      }
      if (line.empty() || line[0] == '#') continue;
      const auto cells = lexicon::split(line, '\t');
      forms.emplace_back(cells[1], from_name<Pos>(cells[3]).value_or(Pos::X));
    }
    return out;
  }

  const std::vector<Type>& types() const { return types_; }

 private:
  GoldSentence sentence(const std::string& text, const std::vector<std::pair<std::string, Pos>>& forms) {
    std::vector<Segment> segments;
    std::uint32_t at = 0;
    for (const auto& [form, pos] : forms) {
      const auto found = text.find(form, at);
      if (found == std::string::npos) continue;
      segments.push_back({static_cast<std::uint32_t>(found), static_cast<std::uint32_t>(found + form.size()), pos});
      at = segments.back().end;
    }
    Document d;
    d.text = text;
    Analysis a;
    a.reset(d);
    token::tokenize(a, table_);
    while (types_.size() < table_.size()) add_type(table_[static_cast<std::uint32_t>(types_.size())].surface);
    GoldSentence out;
    for (const Token& t : a.tokens) out.push_back(gold_token(a, t, segments));
    return out;
  }

  GoldToken gold_token(const Analysis& a, const Token& t, const std::vector<Segment>& segments) {
    GoldToken g;
    g.type = t.type;
    g.text = a.text(t.span);
    g.is_word = t.kind == TokenKind::word;
    std::vector<Segment> mine;
    for (const Segment& s : segments) {
      if (s.begin < t.span.end.value && t.span.begin.value < s.end) mine.push_back(s);
    }
    if (mine.empty()) return g;
    std::size_t first = 0;
    std::size_t last = mine.size();
    if (mine.size() > 1 && is_pronoun_ending(a.text({ByteOffset(mine.back().begin), ByteOffset(mine.back().end)}))) --last;
    while (first + 1 < last && mine[first].end - mine[first].begin == 2) ++first;
    g.has_clitics = mine.size() > 1;
    g.pos = mine[first].pos;
    g.stem_begin = mine[first].begin > t.span.begin.value ? mine[first].begin - t.span.begin.value : 0;
    g.stem_end = std::min(mine[last - 1].end, t.span.end.value) - t.span.begin.value;
    const auto& choices = types_[t.type].choices;
    for (std::size_t i = 0; i < choices.size() && last == first + 1; ++i) {
      if (choices[i].stem_begin == g.stem_begin && choices[i].stem_end == g.stem_end && choices[i].pos == g.pos)
        g.gold = static_cast<int>(i);
    }
    return g;
  }

  // One that the splits know, after a preposition's letter too.
  static bool is_pronoun_ending(const std::string_view form) {
    std::u32string word{U'\u0641', U'\u0628'};
    for (std::size_t i = 0; i < form.size(); i += text::decode(form, i).size) {
      if (text::class_of(text::decode(form, i).code) != text::CharClass::mark) word.push_back(text::decode(form, i).code);
    }
    std::vector<lexicon::Split> splits;
    lexicon::append_splits(word, splits);
    return std::any_of(splits.begin(), splits.end(),
                       [&](const auto& x) { return x.proclitics == 0 && x.enclitic_letters + 2U == word.size(); });
  }

  void add_type(std::string_view surface) {
    Type& type = types_.emplace_back();
    const auto code = text::decode(surface, 0).code;
    const auto kind = text::class_of(code);
    if (kind != text::CharClass::arabic && kind != text::CharClass::mark) {
      type.plain = morph::plain_state(plain_pos(surface));
      type.plain_context = morph::plain_class(plain_pos(surface), code);
      return;
    }
    morph::find_candidates(surface, lexicon_, view_);
    type.word_class = view_.whole == nullptr ? 0 : view_.whole->word_class;
    for (const auto& c : view_.candidates) {
      Choice& choice = type.choices.emplace_back();
      slots_.clear();
      morph::TypeFeatures(view_, lexicon_, slots_).append(c);
      choice.slots.assign(slots_.get().begin(), slots_.get().end());
      choice.state = morph::state_of(view_, c);
      choice.pos = c.pos;
      choice.proclitics = c.split.proclitics;
      choice.has_enclitic = c.split.enclitic_letters != 0;
      choice.stem_begin = c.split.proclitic_letters == 0 ? 0 : view_.begin[c.split.proclitic_letters];
      choice.stem_end =
          c.split.enclitic_letters == 0 ? view_.begin.back() : view_.begin[view_.letters.size() - c.split.enclitic_letters];
      type.classes.push_back(morph::class_of(view_, c));
    }
  }

  lexicon::MorphLexicon lexicon_;
  lexicon::Phrases phrases_;
  token::TypeTable table_;
  std::vector<Type> types_;
  morph::WordView view_;
  morph::TypeSlots slots_;
};

// Weights with their running sums, so that the average costs nothing per step.
class Weights {
 public:
  explicit Weights(std::size_t n) : now_(n, 0.0), sum_(n, 0.0) {}
  [[nodiscard]] double operator[](std::uint32_t i) const { return now_[i]; }
  void add(std::uint32_t i, double x, double step) {
    now_[i] += x;
    sum_[i] += x * step;
  }
  void average(double steps) {
    for (std::size_t i = 0; i < now_.size(); ++i) now_[i] -= sum_[i] / steps;
  }
  void round() {
    for (double& w : now_) w = std::round(w * kScale) / kScale;
  }
  [[nodiscard]] std::size_t size() const { return now_.size(); }

 private:
  std::vector<double> now_;
  std::vector<double> sum_;
};

class Learner {
 public:
  explicit Learner(const std::vector<Type>& types)
      : types_(types),
        type_weights_(lexicon::kTypeWeights),
        context_weights_(lexicon::kContextWeights) {}

  void train(const std::vector<const GoldSentence*>& sentences) {
    std::mt19937 random(7);
    std::vector<const GoldSentence*> order = sentences;
    for (int epoch = 0; epoch < kEpochs; ++epoch) {
      for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
      for (const auto* s : order) decode(*s, true, nullptr);
    }
    type_weights_.average(step_);
    context_weights_.average(step_);
    type_weights_.round();
    context_weights_.round();
  }

  void decode(const GoldSentence& s, bool is_training, std::vector<int>* out) {
    morph::Context c;
    for (std::size_t i = 0; i < s.size(); ++i) {
      const Type& type = types_[s[i].type];
      const Type* next = i + 1 < s.size() ? &types_[s[i + 1].type] : nullptr;
      c.next_class = next == nullptr ? morph::kBoundaryClass : context_class(*next);
      c.next_word_class = next == nullptr ? 0 : next->word_class;
      const int best = type.choices.empty() ? -1 : choose(type, c);
      if (is_training && best >= 0 && s[i].gold >= 0) {
        if (best != s[i].gold) {
          update(type.choices[static_cast<std::size_t>(s[i].gold)], c, 1.0);
          update(type.choices[static_cast<std::size_t>(best)], c, -1.0);
        }
        step_ += 1.0;
      }
      if (out != nullptr) out->push_back(best);
      c.before_previous = c.previous;
      c.previous = best < 0 ? type.plain : type.choices[static_cast<std::size_t>(best)].state;
      c.previous_class = context_class(type);
      c.previous_word_class = type.word_class;
    }
  }

  void write(const std::string& folder) const {
    write_table(folder + "/morph_types.tsv", type_weights_);
    write_table(folder + "/morph_context.tsv", context_weights_);
  }

 private:
  [[nodiscard]] double type_score(const Choice& choice) const {
    double score = 0.0;
    for (const auto slot : choice.slots) score += type_weights_[slot];
    return score;
  }

  [[nodiscard]] morph::ContextClass context_class(const Type& type) const {
    if (type.choices.empty()) return type.plain_context;
    std::size_t best = 0;
    double best_score = -1e300;
    for (std::size_t i = 0; i < type.choices.size(); ++i) {
      const double score = type_score(type.choices[i]);
      if (score > best_score) {
        best = i;
        best_score = score;
      }
    }
    return type.classes[best];
  }

  [[nodiscard]] int choose(const Type& type, const morph::Context& c) const {
    int best = -1;
    double best_score = 0.0;
    for (std::size_t i = 0; i < type.choices.size(); ++i) {
      const Choice& choice = type.choices[i];
      double score = type_score(choice);
      for (const auto slot : features(choice, c)) score += context_weights_[slot];
      if (best < 0 || score > best_score) {
        best = static_cast<int>(i);
        best_score = score;
      }
    }
    return best;
  }

  static std::array<std::uint32_t, 12> features(const Choice& choice, const morph::Context& c) {
    std::array<std::uint32_t, 12> slots{};
    const auto of_state = morph::state_features(c, choice.state);
    const auto of_clitics = morph::clitic_features(c, choice.proclitics, choice.has_enclitic);
    std::copy(of_clitics.begin(), of_clitics.end(), std::copy(of_state.begin(), of_state.end(), slots.begin()));
    return slots;
  }

  void update(const Choice& choice, const morph::Context& c, double x) {
    for (const auto slot : choice.slots) type_weights_.add(slot, x, step_);
    for (const auto slot : features(choice, c)) context_weights_.add(slot, x, step_);
  }

  static void write_table(const std::string& path, const Weights& weights) {
    std::ofstream out(path);
    for (std::uint32_t i = 0; i < weights.size(); ++i) {
      const long w = std::clamp(std::lround(weights[i] * kScale), -32767L, 32767L);
      if (w != 0) out << i << '\t' << w << '\n';
    }
  }

  const std::vector<Type>& types_;
  Weights type_weights_;
  Weights context_weights_;
  double step_ = 1.0;
};

struct Score {
  int words = 0, words_right = 0, bearing = 0, bearing_right = 0, pos_right = 0;
  std::map<std::string, int> errors;

  void add(const GoldSentence& s, const std::vector<int>& chosen, const std::vector<Type>& types) {
    for (std::size_t i = 0; i < s.size(); ++i) {
      if (!s[i].is_word || chosen[i] < 0) continue;
      const Choice& c = types[s[i].type].choices[static_cast<std::size_t>(chosen[i])];
      const bool is_right = c.stem_begin == s[i].stem_begin && c.stem_end == s[i].stem_end;
      ++words;
      words_right += is_right ? 1 : 0;
      bearing += s[i].has_clitics ? 1 : 0;
      bearing_right += s[i].has_clitics && is_right ? 1 : 0;
      pos_right += is_right && c.pos == s[i].pos ? 1 : 0;
      if (!is_right || c.pos != s[i].pos) {
        ++errors[fmt::format("{} {} {} [{}|{}] not [{}|{}]{}", is_right ? "pos" : "SEG", name_of(s[i].pos), name_of(c.pos),
                             s[i].text.substr(0, c.stem_begin), s[i].text.substr(c.stem_begin, c.stem_end - c.stem_begin),
                             s[i].text.substr(0, s[i].stem_begin),
                             s[i].text.substr(s[i].stem_begin, s[i].stem_end - s[i].stem_begin),
                             s[i].gold < 0 ? " (no candidate)" : "")];
      }
    }
  }
  [[nodiscard]] std::string report() const {
    return fmt::format("words {} segmented {:.4f} clitic-bearing {:.4f} UPOS of words {:.4f}", words, 1.0 * words_right / words,
                       1.0 * bearing_right / bearing, 1.0 * pos_right / words);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    fmt::print(stderr, "usage: train_morph IMAGE TREEBANK FOLDS OUT_FOLDER\n");
    return 2;
  }
  auto image = lexicon::Image::open(argv[1]);
  if (!image) {
    fmt::print(stderr, "{}\n", image.error().to_string());
    return 1;
  }
  Reader reader(**image);
  const std::vector<GoldSentence> sentences = reader.read(argv[2]);
  const auto folds = static_cast<std::size_t>(std::stoul(argv[3]));
  Score total;
  for (std::size_t fold = 0; fold < folds && folds > 1; ++fold) {
    std::vector<const GoldSentence*> training;
    std::vector<const GoldSentence*> held_back;
    for (std::size_t i = 0; i < sentences.size(); ++i)
      (i * folds / sentences.size() == fold ? held_back : training).push_back(&sentences[i]);
    Learner learner(reader.types());
    learner.train(training);
    for (const auto* s : held_back) {
      std::vector<int> chosen;
      learner.decode(*s, false, &chosen);
      total.add(*s, chosen, reader.types());
    }
  }
  if (folds > 1) {
    fmt::print("{}\n", total.report());
    std::vector<std::pair<int, std::string>> order;
    for (const auto& [e, n] : total.errors) order.emplace_back(-n, e);
    std::sort(order.begin(), order.end());
    std::ofstream errors(std::string(argv[4]) + "/morph_errors.txt");
    for (const auto& [n, e] : order) errors << -n << '\t' << e << '\n';
  }
  Learner learner(reader.types());
  std::vector<const GoldSentence*> all;
  for (const auto& s : sentences) all.push_back(&s);
  learner.train(all);
  learner.write(argv[4]);
  return 0;
}
