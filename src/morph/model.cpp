#include "morph/model.h"

#include <algorithm>
#include <array>

#include "text/letters.h"

namespace isnad::morph {
namespace {

using namespace text::letter;
using lexicon::MorphWord;

constexpr std::uint64_t kMix = 0x9E3779B97F4A7C15ULL;

constexpr std::uint64_t mix(std::uint64_t h, std::uint64_t x) {
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

// What the kind of a feature and a part of speech hash to.
constexpr std::size_t kKinds = 64;
constexpr std::size_t kParts = 32;
constexpr auto kPosHashes = [] {
  std::array<std::array<std::uint64_t, kParts>, kKinds> out{};
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    for (std::size_t pos = 0; pos < kParts; ++pos) out[kind][pos] = mix(kind * kMix, pos);
  }
  return out;
}();

class Collector {
 public:
  Collector(TypeSlots& out, const lexicon::SparseWeights& weights) : out_(out), weights_(weights) {}
  void add(std::uint64_t kind, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) { finish(mix(kind * kMix, a), b, c); }
  /// The same with a part of speech for `a`.
  void add_pos(std::uint64_t kind, std::uint64_t pos, std::uint64_t b = 0, std::uint64_t c = 0) {
    finish(kPosHashes[kind][pos], b, c);
  }

 private:
  void finish(std::uint64_t h, std::uint64_t b, std::uint64_t c) {
    const auto slot = static_cast<std::uint32_t>(mix(mix(h, b), c) >> 44U);
    weights_.expect(slot);  // they are summed once all are known
    out_.push(slot);
  }
  TypeSlots& out_;
  const lexicon::SparseWeights& weights_;
};
static_assert(lexicon::kTypeWeights == 1U << 20U);

}  // namespace

StemShape shape_of(std::u32string_view stem) {
  StemShape s;
  s.has_article = has_article(stem);
  s.bare = s.has_article ? 2 : 0;
  const std::u32string_view bare = stem.substr(s.bare);
  s.hash = hash_letters(stem);
  s.bare_hash = s.has_article ? hash_letters(bare) : s.hash;
  s.pattern = pattern_hash(bare);
  for (std::size_t n = 1; n <= s.endings.size() && bare.size() > n; ++n)
    s.endings[n - 1] = hash_letters(bare.substr(bare.size() - n));
  for (std::size_t n = 1; n <= s.beginnings.size() && bare.size() > n; ++n) s.beginnings[n - 1] = hash_letters(bare.substr(0, n));
  return s;
}

std::uint64_t hash_of(std::u32string_view letters) { return hash_letters(letters); }

// What the features of one candidate are made of.
struct TypeFeatures::Parts {
  Parts(const WordView& v, const Candidate& c) : shape(v.shapes[c.stem]), stem(v.stems[c.stem]) {
    pro = c.split.proclitics;
    const std::size_t ending = c.split.enclitic_letters;
    enc = ending == 0 ? 0 : hash_letters(std::u32string_view(v.letters).substr(v.letters.size() - ending));
    clitics = mix(pro + 1, enc);
    whole_class = v.whole == nullptr ? 0 : v.whole->word_class;
    base = static_cast<std::uint64_t>(c.word == nullptr ? 0 : c.word->base_frequency / 4);
    readings = c.word == nullptr ? 0xffff : c.word->readings & 15U;
    has_def = shape.has_article ? 1 : 0;
  }
  const StemShape& shape;
  const std::u32string& stem;
  std::uint64_t pro, enc, clitics, whole_class, base, readings, has_def;
};

// Is the word parted rightly?
void TypeFeatures::add_split(const Parts& p, const Candidate& c) {
  Collector f(out_, lexicon_.type_weights());
  const auto known = static_cast<std::uint64_t>(known_level(c.word));
  const auto whole_known = static_cast<std::uint64_t>(known_level(v_.whole));
  const int whole = v_.whole == nullptr ? 0 : v_.whole->frequency / 4;
  const auto delta = static_cast<std::uint64_t>(std::clamp(static_cast<int>(p.base) - whole, -8, 8) + 8);
  const std::uint64_t whole_readings = v_.whole == nullptr ? 0xffff : v_.whole->readings & 15U;
  const std::uint64_t has_enclitic = p.enc != 0 ? 1 : 0;
  f.add(1, p.clitics);
  f.add(2, p.pro, has_enclitic, p.base);
  f.add(3, p.pro, has_enclitic, delta);
  f.add(4, p.clitics, delta, known);
  f.add(5, p.clitics, whole_known, known);
  f.add(6, p.clitics, whole_readings, p.readings);
  f.add(7, p.clitics, std::min<std::size_t>(p.stem.size(), 6), p.has_def);
  f.add(8, p.clitics, v_.letters_hash);
  f.add(9, p.clitics, p.whole_class, 0);
  f.add(10, p.pro, p.stem.front(), has_enclitic);
  if (v_.whole != nullptr) f.add(56, p.clitics, v_.whole->coarse_class, 0);
}

// What is it?
void TypeFeatures::add_pos(const Parts& p, const Candidate& c) {
  Collector f(out_, lexicon_.type_weights());
  const auto pos = static_cast<std::uint64_t>(c.pos);
  const std::uint64_t all_readings = c.word == nullptr ? 0xffff : c.word->readings;
  f.add(11, p.pro, p.whole_class, pos);
  f.add_pos(20, pos);
  f.add_pos(21, pos, p.clitics);
  f.add_pos(22, pos, p.pro, p.readings);
  f.add_pos(23, pos, all_readings, p.has_def);
  f.add_pos(24, pos, p.readings, p.base);
  f.add_pos(25, pos, c.word == nullptr ? 0 : c.word->word_class, p.has_def);
  f.add_pos(26, pos, p.whole_class, 1);
  if (c.word != nullptr) {
    f.add_pos(50, pos, c.word->coarse_class, p.has_def);
    f.add_pos(51, pos, c.word->fine_class, p.has_def);
    f.add_pos(52, pos, c.word->readings >> 4U, p.has_def);
    f.add_pos(53, pos, c.word->coarse_class, p.readings);
  }
  if (v_.whole != nullptr) {
    f.add_pos(54, pos, v_.whole->coarse_class, p.clitics);
    f.add_pos(55, pos, v_.whole->fine_class, 0);
  }
  add_letters(p, pos);
  if (const lexicon::FunctionRow* row = c.word == nullptr ? nullptr : lexicon_.function(*c.word)) {
    f.add_pos(45, pos, row->first_pos == c.pos ? 1 : 0);
    f.add_pos(46, pos, row->roles);
    f.add(47, row->first_pos == c.pos ? 1 : 0, p.clitics);
  }
  if (c.word != nullptr && c.word->noun_lemma.size != 0) {
    const std::string_view lemma = lexicon_.string(c.word->noun_lemma);
    f.add_pos(48, pos, hash_letters({}) + lemma.size(), lemma.ends_with(kYehUtf8) ? 1 : 0);
    f.add_pos(49, pos, lemma == v_.stem_texts[c.stem] ? 1 : 0, static_cast<std::uint64_t>(ending_of(p.stem)));
  }
}

void TypeFeatures::add_letters(const Parts& p, std::uint64_t pos) {
  Collector f(out_, lexicon_.type_weights());
  const std::u32string_view bare = std::u32string_view(p.stem).substr(p.shape.bare);
  f.add_pos(27, pos, p.shape.hash);
  f.add_pos(28, pos, p.shape.bare_hash, 1);
  for (std::size_t n = 1; n <= p.shape.endings.size() && bare.size() > n; ++n)
    f.add_pos(30 + n, pos, p.shape.endings[n - 1], p.has_def);
  for (std::size_t n = 1; n <= p.shape.beginnings.size() && bare.size() > n; ++n)
    f.add_pos(36 + n, pos, p.shape.beginnings[n - 1], p.has_def);
  f.add_pos(40, pos, p.shape.pattern, p.has_def);
  f.add_pos(41, pos, p.shape.pattern, p.readings);
  f.add_pos(42, pos, std::min<std::size_t>(bare.size(), 8), p.readings);
  if (v_.has_tanwin) f.add_pos(43, pos, static_cast<std::uint64_t>(ending_of(p.stem)), p.stem.back() == kAlef ? 1 : 0);
  if (bare.size() > 1) f.add_pos(44, pos, mix(bare.front(), bare.back()), p.readings);
}

std::size_t TypeFeatures::append(const Candidate& c) {
  const Parts parts(v_, c);
  add_split(parts, c);
  const std::size_t of_split = out_.get().size();
  add_pos(parts, c);
  return of_split;
}

void TypeFeatures::append_pos(const Candidate& c) { add_pos(Parts(v_, c), c); }

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
