#include "morph/lemma.h"

#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::morph {
namespace {

using namespace text::letter;

std::string encode(std::u32string_view w) {
  std::string s;
  for (const char32_t c : w) text::append(s, c);
  return s;
}

std::u32string_view without_article(std::u32string_view s) {
  return s.size() > 3 && s[0] == kAlef && s[1] == kLam ? s.substr(2) : s;
}

// The shape of "more than", which some plurals share.
bool is_elative(std::u32string_view bare) { return bare.size() == 4 && bare.front() == kAlefHamzaAbove; }

bool ends_in(std::u32string_view s, std::u32string_view ending) { return s.size() > ending.size() + 1 && s.ends_with(ending); }

class Guesser {
 public:
  explicit Guesser(const lexicon::MorphLexicon& lexicon) : lexicon_(lexicon) {}

  // Masculine singular of an adjective.
  [[nodiscard]] std::u32string adjective(std::u32string_view s) const {
    static const std::u32string kAat{kAlef, kTeh}, kUun{kWaw, kNoon}, kIin{kYeh, kNoon}, kAan{kAlef, kNoon},
        kTaan{kTeh, kAlef, kNoon}, kTain{kTeh, kYeh, kNoon};
    if (s.size() > 2 && s.back() == kTehMarbuta) return std::u32string(s.substr(0, s.size() - 1));
    for (const auto* ending : {&kTaan, &kTain, &kAat, &kUun, &kIin}) {
      if (ends_in(s, *ending) && s.size() > ending->size() + 2) return std::u32string(s.substr(0, s.size() - ending->size()));
    }
    if (ends_in(s, kAan) && s.size() > 5) return std::u32string(s.substr(0, s.size() - 2));
    if (s.size() > 3 && s.back() == kAlef) return std::u32string(s.substr(0, s.size() - 1));
    return std::u32string(s);
  }

  // Singular of a noun that is not listed.
  [[nodiscard]] std::u32string noun(std::u32string_view s) const {
    static const std::u32string kAat{kAlef, kTeh}, kUun{kWaw, kNoon}, kIin{kYeh, kNoon}, kTain{kTeh, kYeh, kNoon},
        kTaan{kTeh, kAlef, kNoon};
    if (ends_in(s, kAat) && s.size() > 4) {
      const std::u32string stem(s.substr(0, s.size() - 2));
      const std::u32string feminine = stem + kTehMarbuta;
      return is_more_frequent(feminine, stem) ? feminine : stem;
    }
    for (const auto* ending : {&kTaan, &kTain}) {
      if (ends_in(s, *ending) && s.size() > 5) return std::u32string(s.substr(0, s.size() - 3)) + kTehMarbuta;
    }
    for (const auto* ending : {&kUun, &kIin}) {
      if (ends_in(s, *ending) && s.size() > 5 && lexicon_.find(encode(s.substr(0, s.size() - 2))) != nullptr) {
        return std::u32string(s.substr(0, s.size() - 2));
      }
    }
    if (s.size() > 3 && s.back() == kAlef && lexicon_.find(encode(s.substr(0, s.size() - 1))) != nullptr) {
      return std::u32string(s.substr(0, s.size() - 1));
    }
    return std::u32string(s);
  }

 private:
  [[nodiscard]] bool is_more_frequent(std::u32string_view a, std::u32string_view b) const {
    const lexicon::MorphWord* x = lexicon_.find(encode(a));
    const lexicon::MorphWord* y = lexicon_.find(encode(b));
    if (x == nullptr || y == nullptr) return x != nullptr;
    return x->base_frequency >= y->base_frequency;
  }

  const lexicon::MorphLexicon& lexicon_;
};

}  // namespace

std::string lemma_of(const WordView& view, const Candidate& candidate, const lexicon::MorphLexicon& lexicon) {
  const lexicon::MorphWord* word = candidate.word;
  if (word != nullptr) {
    if (const lexicon::FunctionRow* row = lexicon.function(*word)) return std::string(lexicon.string(row->lemma));
  }
  const std::u32string_view stem = view.stems[candidate.stem];
  const std::u32string_view bare = without_article(stem);
  const Guesser guess(lexicon);
  switch (candidate.pos) {
    case Pos::VERB:
    case Pos::AUX:
      return word != nullptr && word->verb_lemma.size != 0 ? std::string(lexicon.string(word->verb_lemma)) : encode(stem);
    case Pos::ADJ:
      if (word != nullptr && (word->readings & lexicon::kIrregularFeminine) != 0)
        return std::string(lexicon.string(word->noun_lemma));
      if (word != nullptr && (word->readings & lexicon::kBrokenPlural) != 0 && !is_elative(bare)) {
        return std::string(lexicon.string(word->noun_lemma));
      }
      return encode(guess.adjective(bare));
    case Pos::NOUN:
    case Pos::ADV:
      return word != nullptr && word->noun_lemma.size != 0 ? std::string(lexicon.string(word->noun_lemma))
                                                           : encode(guess.noun(bare));
    default: return encode(bare);
  }
}

}  // namespace isnad::morph
