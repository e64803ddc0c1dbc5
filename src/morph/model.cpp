#include "morph/model.h"

#include <algorithm>

#include "text/letters.h"

namespace isnad::morph {
namespace {

using namespace text::letter;
using lexicon::MorphWord;

constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;

std::uint64_t mix(std::uint64_t h, std::uint64_t x) {
  h = (h ^ x) * kMix;
  return h ^ (h >> 29U);
}

std::uint64_t hash_letters(std::u32string_view w) {
  std::uint64_t h = w.size() + 1;
  for (const char32_t c : w) h = mix(h, c);
  return h;
}

bool has_article(std::u32string_view s) { return s.size() > 3 && s[0] == kAlef && s[1] == kLam; }

// The shape of a word with its root letters hidden: what stands in patterns is kept.
std::uint64_t pattern_hash(std::u32string_view w) {
  std::uint64_t h = w.size();
  for (std::size_t i = 0; i < w.size(); ++i) {
    const char32_t c = w[i];
    const bool is_pattern =
        c == kAlef || c == kWaw || c == kYeh || c == kTehMarbuta || c == kAlefMaqsura || c == kAlefHamzaAbove ||
        c == kAlefHamzaBelow || c == kHamza || (i == 0 && (c == kMeem || c == kTeh || c == kNoon)) ||
        (i < 3 && (c == kTeh || c == kNoon || c == kSeen)) || (i + 1 == w.size() && (c == kNoon || c == kTeh));
    h = mix(h, is_pattern ? c : U'C');
  }
  return h;
}

enum class Ending : std::uint8_t { other, marbuta, feminine_plural, masculine_plural };

Ending ending_of(std::u32string_view s) {
  if (s.empty()) return Ending::other;
  const char32_t last = s.back();
  const char32_t before = s.size() > 3 ? s[s.size() - 2] : U'\0';
  if (last == kTehMarbuta || last == kAlefMaqsura) return Ending::marbuta;
  if (last == kTeh && before == kAlef) return Ending::feminine_plural;
  if (last == kNoon && (before == kYeh || before == kWaw)) return Ending::masculine_plural;
  return Ending::other;
}

int known_level(const MorphWord* w) {
  if (w == nullptr) return 0;
  if (w->function != 0) return 3;
  return (w->readings & 15U) != 0 ? 2 : 1;
}

class Collector {
 public:
  explicit Collector(std::vector<std::uint32_t>& out) : out_(out) {}
  void add(std::uint64_t kind, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
    const std::uint64_t h = mix(mix(mix(kind * kMix, a), b), c);
    out_.push_back(static_cast<std::uint32_t>(h >> 44U));
  }

 private:
  std::vector<std::uint32_t>& out_;
};
static_assert(lexicon::kTypeWeights == 1U << 20U);

}  // namespace

void append_type_features(const WordView& v, const Candidate& c, const lexicon::MorphLexicon& lexicon,
                          std::vector<std::uint32_t>& out) {
  Collector f(out);
  const std::u32string& stem = v.stems[c.stem];
  const std::u32string_view bare = has_article(stem) ? std::u32string_view(stem).substr(2) : std::u32string_view(stem);
  const auto pos = static_cast<std::uint64_t>(c.pos);
  const std::uint64_t pro = c.split.proclitics;
  const std::uint64_t enc =
      c.split.enclitic_letters == 0
          ? 0
          : hash_letters(std::u32string_view(v.letters).substr(v.letters.size() - c.split.enclitic_letters));
  const std::uint64_t clitics = mix(pro + 1, enc);
  const int known = known_level(c.word);
  const auto whole_known = static_cast<std::uint64_t>(known_level(v.whole));
  const int base = c.word == nullptr ? 0 : c.word->base_frequency / 4;
  const int whole = v.whole == nullptr ? 0 : v.whole->frequency / 4;
  const int delta = std::clamp((c.word == nullptr ? 0 : c.word->base_frequency / 4) - whole, -8, 8) + 8;
  const std::uint64_t readings = c.word == nullptr ? 0xffff : c.word->readings & 15U;
  const std::uint64_t whole_readings = v.whole == nullptr ? 0xffff : v.whole->readings & 15U;
  const std::uint64_t has_def = has_article(stem) ? 1 : 0;

  // Is the word parted rightly?
  f.add(1, clitics);
  f.add(2, pro, enc != 0 ? 1 : 0, static_cast<std::uint64_t>(base));
  f.add(3, pro, enc != 0 ? 1 : 0, static_cast<std::uint64_t>(delta));
  f.add(4, clitics, static_cast<std::uint64_t>(delta), static_cast<std::uint64_t>(known));
  f.add(5, clitics, whole_known, static_cast<std::uint64_t>(known));
  f.add(6, clitics, whole_readings, readings);
  f.add(7, clitics, std::min<std::size_t>(stem.size(), 6), has_def);
  f.add(8, clitics, hash_letters(v.letters));
  f.add(9, clitics, v.whole == nullptr ? 0 : v.whole->word_class, 0);
  f.add(10, pro, stem.front(), enc != 0 ? 1 : 0);
  f.add(11, pro, v.whole == nullptr ? 0 : v.whole->word_class, pos);
  // What is it?
  const std::uint64_t stem_class = c.word == nullptr ? 0 : c.word->word_class;
  const std::uint64_t all_readings = c.word == nullptr ? 0xffff : c.word->readings;
  f.add(20, pos);
  f.add(21, pos, clitics);
  f.add(22, pos, pro, readings);
  f.add(23, pos, all_readings, has_def);
  f.add(24, pos, readings, static_cast<std::uint64_t>(base));
  f.add(25, pos, stem_class, has_def);
  f.add(26, pos, v.whole == nullptr ? 0 : v.whole->word_class, 1);
  f.add(27, pos, hash_letters(stem));
  if (c.word != nullptr) {
    f.add(50, pos, c.word->coarse_class, has_def);
    f.add(51, pos, c.word->fine_class, has_def);
    f.add(52, pos, c.word->readings >> 4U, has_def);
    f.add(53, pos, c.word->coarse_class, readings);
  }
  if (v.whole != nullptr) {
    f.add(54, pos, v.whole->coarse_class, clitics);
    f.add(55, pos, v.whole->fine_class, 0);
    f.add(56, clitics, v.whole->coarse_class, 0);
  }
  f.add(28, pos, hash_letters(bare), 1);
  for (std::size_t n = 1; n <= 4; ++n) {
    if (bare.size() > n) f.add(30 + n, pos, hash_letters(bare.substr(bare.size() - n)), has_def);
  }
  for (std::size_t n = 1; n <= 2; ++n) {
    if (bare.size() > n) f.add(36 + n, pos, hash_letters(bare.substr(0, n)), has_def);
  }
  f.add(40, pos, pattern_hash(bare), has_def);
  f.add(41, pos, pattern_hash(bare), readings);
  f.add(42, pos, std::min<std::size_t>(bare.size(), 8), readings);
  if (v.has_tanwin) f.add(43, pos, static_cast<std::uint64_t>(ending_of(stem)), stem.back() == kAlef ? 1 : 0);
  if (bare.size() > 1) f.add(44, pos, mix(bare.front(), bare.back()), readings);
  if (const lexicon::FunctionRow* row = c.word == nullptr ? nullptr : lexicon.function(*c.word)) {
    f.add(45, pos, row->first_pos == c.pos ? 1 : 0);
    f.add(46, pos, row->roles);
    f.add(47, row->first_pos == c.pos ? 1 : 0, clitics);
  }
  if (c.word != nullptr && c.word->noun_lemma.size != 0) {
    const std::string_view lemma = lexicon.string(c.word->noun_lemma);
    f.add(48, pos, hash_letters({}) + lemma.size(), lemma.ends_with(kYehUtf8) ? 1 : 0);
    f.add(49, pos, lemma == v.stem_texts[c.stem] ? 1 : 0, static_cast<std::uint64_t>(ending_of(stem)));
  }
}

State state_of(const WordView& v, const Candidate& c) {
  const std::u32string& stem = v.stems[c.stem];
  const unsigned is_definite = has_article(stem) || c.split.enclitic_letters != 0 ? 1 : 0;
  return static_cast<State>(static_cast<unsigned>(c.pos) | is_definite << 5U | static_cast<unsigned>(ending_of(stem)) << 6U);
}

ContextClass class_of(const WordView& v, const Candidate& c) {
  const bool is_bare = c.split.proclitic_letters == 0 && c.split.enclitic_letters == 0;
  if (c.word != nullptr && c.word->function != 0 && is_bare) return static_cast<ContextClass>(256U + c.word->function % 672U);
  const unsigned first = (c.split.proclitics & (kWawClitic | kFaClitic)) != 0 ? 2 : 0;
  const unsigned state = state_of(v, c);
  return static_cast<ContextClass>((state + first * 0) & 0xffU);
}

}  // namespace isnad::morph
