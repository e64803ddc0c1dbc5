#include "morph/candidates.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"
#include "text/loose.h"
#include "text/utf8.h"

namespace isnad::morph {
namespace {

using namespace text::letter;
using lexicon::MorphWord;
using lexicon::Split;

constexpr std::uint32_t bit(Pos p) { return 1U << static_cast<unsigned>(p); }
constexpr std::uint32_t kOpen = bit(Pos::NOUN) | bit(Pos::ADJ) | bit(Pos::PROPN);
constexpr std::uint32_t kNominal = kOpen | bit(Pos::ADV) | bit(Pos::DET) | bit(Pos::NUM) | bit(Pos::PRON);

bool has_article(std::u32string_view s) { return s.size() > 3 && s[0] == kAlef && s[1] == kLam; }

void read_letters(std::string_view surface, WordView& v) {
  v.light.clear();
  text::append_light(v.light, surface);
  std::erase_if(v.light, [](char c) { return text::is_word_break(static_cast<unsigned char>(c)); });
  v.letters.clear();
  v.begin.clear();
  v.has_tanwin = false;
  for (std::size_t i = 0; i < v.light.size();) {
    const text::Decoded d = text::decode(v.light, i);
    v.letters.push_back(d.code);
    i += d.size;
  }
  for (std::uint32_t i = 0; i < surface.size();) {
    const text::Decoded d = text::decode(surface, i);
    if (d.code >= kFathatan && d.code <= kFathatan + 2) v.has_tanwin = true;
    if (text::class_of(d.code) != text::CharClass::mark && !text::is_word_break(d.code)) v.begin.push_back(i);
    i += d.size;
  }
  v.begin.push_back(static_cast<std::uint32_t>(surface.size()));
}

std::string encode(std::u32string_view w) {
  std::string s;
  for (const char32_t c : w) text::append(s, c);
  return s;
}

// Something is known of its grammar; names and bare counts say nothing of it.
bool is_known(const MorphWord& word) { return (word.readings & lexicon::kGrammarReadings) != 0; }

// "Committed itself" (iltazama) begins like a word with the article; behind that stands no noun, or one that is far rarer.
bool is_verb_in_lam(std::u32string_view stem, const MorphWord& word, const lexicon::MorphLexicon& lexicon) {
  constexpr int kSixteenTimes = 16;  // frequencies are 4 * log2
  if ((word.readings & lexicon::kPastReading) == 0) return false;
  const MorphWord* bare = lexicon.find(encode(stem.substr(2)));
  return bare == nullptr || (bare->readings & (lexicon::kNounReading | lexicon::kNationality)) == 0 ||
         bare->frequency + kSixteenTimes <= word.frequency;
}

// Parts of speech of a stem, before its clitics are looked at.
std::uint32_t pos_of_stem(std::u32string_view stem, const MorphWord* word, const lexicon::MorphLexicon& lexicon,
                          const WordView& v) {
  if (has_article(stem) && word != nullptr && is_verb_in_lam(stem, *word, lexicon)) return bit(Pos::VERB);
  const bool is_definite = has_article(stem);
  const bool could_be_present =
      stem.size() >= 3 && (stem[0] == kYeh || stem[0] == kTeh || stem[0] == kNoon || stem[0] == kAlefHamzaAbove);
  std::uint32_t mask = 0;
  if (word != nullptr) {
    if (const lexicon::FunctionRow* f = lexicon.function(*word)) return f->pos_mask;
    constexpr unsigned kVerbal = lexicon::kPastReading | lexicon::kPresentReading | lexicon::kImperativeReading;
    if ((word->readings & kVerbal) != 0 && !is_definite) mask |= bit(Pos::VERB);
    if ((word->readings & (lexicon::kNounReading | lexicon::kNationality)) != 0) mask |= kOpen;
    if (!is_known(*word)) mask |= kOpen;
    mask |= bit(Pos::PROPN);
  } else {
    mask = kOpen;
  }
  if ((word == nullptr || !is_known(*word)) && !is_definite && stem.size() >= 3) {
    const bool could_be_past = stem.back() == kTeh || (stem.size() > 3 && stem[stem.size() - 2] == kWaw && stem.back() == kAlef);
    if (could_be_present || could_be_past) mask |= bit(Pos::VERB);
  }
  const bool ends_in_tanwin = stem.size() > 3 && (stem.back() == kAlef || (v.has_tanwin && stem.back() == kTehMarbuta));
  if (ends_in_tanwin && !is_definite) mask |= bit(Pos::ADV);
  return mask;
}

// What clitics allow: prepositions stand before nominals, sin before the present, pronouns after what has no article.
std::uint32_t allowed_by_clitics(const Split& s, std::u32string_view letters, std::u32string_view stem, const MorphWord* word) {
  std::uint32_t mask = ~0U;
  const bool is_present_form = word == nullptr || (word->readings & lexicon::kPresentReading) != 0 || !is_known(*word);
  if ((s.proclitics & (kBaClitic | kKafClitic)) != 0) mask &= ~(bit(Pos::VERB));
  if ((s.proclitics & kLamClitic) != 0 && !is_present_form) mask &= ~bit(Pos::VERB);
  if ((s.proclitics & (kBaClitic | kKafClitic | kLamClitic)) != 0 &&
      (stem.size() == 2 || stem == std::u32string{kHeh, kMeem, kAlef}) && stem[0] == kHeh) {
    mask &= ~bit(Pos::PRON);  // "la-hum" is a preposition with a pronoun, read as such by another split
  }
  if ((s.proclitics & kSinClitic) != 0) mask &= is_present_form ? bit(Pos::VERB) | bit(Pos::AUX) : 0U;
  if (s.enclitic_letters == 0) return mask;
  if (has_article(stem)) return 0;
  if (stem.back() == kTehMarbuta) mask &= ~bit(Pos::VERB);
  mask &= ~(bit(Pos::PROPN) | bit(Pos::PRON) | bit(Pos::CCONJ));
  const char32_t last = letters.back();
  const bool is_ni = s.enclitic_letters == 2 && last == kYeh;
  if (is_ni) mask &= bit(Pos::VERB) | bit(Pos::AUX) | bit(Pos::SCONJ) | bit(Pos::PART) | bit(Pos::ADP);
  if (s.enclitic_letters == 1 && last == kYeh) mask &= ~(bit(Pos::VERB) | bit(Pos::AUX));
  return mask;
}

class Finder {
 public:
  Finder(const lexicon::MorphLexicon& lexicon, WordView& view) : lexicon_(lexicon), v_(view) {}

  void run() {
    static thread_local std::vector<Split> splits;
    splits.clear();
    v_.whole = lexicon_.find(v_.light);
    if (v_.begin.size() == v_.letters.size() + 1) {
      lexicon::append_splits(v_.letters, splits);
    } else {
      splits.push_back({});  // presentation forms: letters and bytes do not match
    }
    for (const Split& s : splits) add(s);
    if (v_.candidates.empty()) add_candidate({}, Pos::NOUN, v_.whole, keep_stem(v_.letters, v_.light));
  }

 private:
  void add(const Split& s) {
    stems_.clear();
    lexicon::append_stems(v_.letters, s, stems_);
    const bool is_whole = s.proclitic_letters == 0 && s.enclitic_letters == 0;
    if (is_whole && is_verb_behind_and()) return;
    const MorphWord* base = s.proclitics == 0 ? nullptr : base_of(s);
    for (std::size_t i = 0; i < stems_.size(); ++i) {
      text_.clear();
      for (const char32_t c : stems_[i]) text::append(text_, c);
      const std::string& text = text_;
      const MorphWord* word = lexicon_.find(text);
      // A stem that is written otherwise than it stands, or that a pronoun follows, must be known, save where nothing else is.
      const bool is_guess = v_.whole == nullptr && i == 0 && s.enclitic_letters > 0 && stems_[i].size() >= 4 &&
                            v_.letters.back() != kYeh && v_.letters.back() != kKaf;
      const bool needs_word = i > 0 || s.enclitic_letters > 0 || stems_[i].size() < 2;
      if (word == nullptr && needs_word && !is_guess) continue;
      if (stems_[i].size() == 1 && s.proclitics != 0 && s.enclitic_letters == 0) continue;
      if (stems_[i].size() == 1 && (word == nullptr || lexicon_.function(*word) == nullptr)) {
        if (!is_whole) continue;
      }
      if (s.proclitics != 0 && is_far_rarer(word, base)) continue;
      std::uint32_t mask = pos_of_stem(stems_[i], word, lexicon_, v_);
      if (!is_whole) mask &= allowed_by_clitics(s, v_.letters, stems_[i], word);
      if (i > 0 && s.enclitic_letters > 0 && stems_[i].back() == kNoon) mask &= ~bit(Pos::VERB) & kNominal;
      if (mask == 0) continue;
      const std::uint32_t stem = keep_stem(stems_[i], text);
      for (unsigned p = 0; p <= static_cast<unsigned>(Pos::INTJ); ++p) {
        if ((mask & (1U << p)) != 0) add_candidate(s, static_cast<Pos>(p), word, stem);
      }
    }
  }

  // A known word is not parted into proclitics and a stem that news hardly uses: bayan is no "by Yan", lakin-hu no "for kin-hu".
  [[nodiscard]] bool is_far_rarer(const MorphWord* stem, const MorphWord* base) const {
    constexpr int kSixteenTimes = 16;  // frequencies are 4 * log2
    if (base == nullptr || (!is_known(*base) && base->function == 0)) return false;
    return (stem == nullptr ? 0 : stem->base_frequency) + kSixteenTimes <= base->frequency;
  }

  // "*And* he called" (wa-da'a) rather than the rare dual of a verb in waw, "the two bade farewell".
  [[nodiscard]] bool is_verb_behind_and() const {
    const std::u32string_view letters = v_.letters;
    if (letters.size() < 4 || letters.front() != kWaw || letters.back() != kAlef || v_.has_tanwin) return false;
    const MorphWord* verb = lexicon_.find(encode(letters.substr(1)));
    const MorphWord* singular = lexicon_.find(encode(letters.substr(0, letters.size() - 1)));
    return verb != nullptr && singular != nullptr && (verb->readings & lexicon::kPastReading) != 0 &&
           (singular->readings & lexicon::kPastReading) != 0 && verb->frequency > singular->frequency;
  }

  // The word as it would be without its pronoun, proclitics left on.
  [[nodiscard]] const MorphWord* base_of(const Split& s) const {
    if (s.enclitic_letters == 0) return v_.whole;
    return lexicon_.find(encode(std::u32string_view(v_.letters).substr(0, v_.letters.size() - s.enclitic_letters)));
  }

  std::uint32_t keep_stem(const std::u32string& letters, const std::string& text) {
    if (v_.stem_count == v_.stems.size()) {
      v_.stems.emplace_back();
      v_.stem_texts.emplace_back();
      v_.shapes.emplace_back();
    }
    v_.stems[v_.stem_count] = letters;
    v_.stem_texts[v_.stem_count] = text;
    v_.shapes[v_.stem_count] = shape_of(letters);
    return v_.stem_count++;
  }

  void add_candidate(const Split& s, Pos pos, const MorphWord* word, std::uint32_t stem) {
    v_.candidates.push_back({s, pos, word, stem});
  }

  const lexicon::MorphLexicon& lexicon_;
  WordView& v_;
  std::vector<std::u32string> stems_;
  std::string text_;
};

}  // namespace

void find_candidates(std::string_view surface, const lexicon::MorphLexicon& lexicon, WordView& view) {
  read_letters(surface, view);
  view.stem_count = 0;
  view.letters_hash = hash_of(view.letters);
  view.candidates.clear();
  Finder(lexicon, view).run();
}

}  // namespace isnad::morph
