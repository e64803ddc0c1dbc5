#include "ner/features.h"

#include <algorithm>

#include "text/fold.h"
#include "text/letters.h"
#include "text/loose.h"
#include "text/utf8.h"

namespace isnad::ner {
namespace {

using lexicon::Layer;
using lexicon::ner_hash;

// Kinds of features: part of the key.
enum Kind : std::uint64_t {
  kSurface = 1,
  kStem,
  kBase,
  kPrefix,
  kSuffix,
  kLength,
  kClitics,
  kPos,
  kClass,
  kCoarse,
  kFine,
  kVector,
  kHabit,
  kGazetteer,
  kReadings,
  kFrequency,
  kShape,
  kKnown,
  kPlace = 64
};

NerKey key(std::uint64_t kind, std::uint64_t value) {
  NerKey h = (value ^ kind << 56U) * 0xD6E8FEB86659FD93ULL;
  h ^= h >> 32U;
  h *= 0xD6E8FEB86659FD93ULL;
  return h ^ h >> 32U;
}

constexpr std::string_view kArticleUtf8 = "\xD8\xA7\xD9\x84";

bool has_article(std::string_view stem) { return stem.size() > 6 && stem.starts_with(kArticleUtf8); }

// The last or first `n` letters of a word whose letters take two bytes each.
std::string_view last_letters(std::string_view s, std::size_t n) { return s.size() >= 2 * n ? s.substr(s.size() - 2 * n) : s; }

std::uint64_t shape_of(std::string_view surface) {
  const char32_t first = text::decode(surface, 0).code;
  const auto kind = static_cast<std::uint64_t>(text::class_of(first));
  const bool is_capital = first >= 'A' && first <= 'Z';
  return kind * 64 + std::min<std::size_t>(surface.size(), 15) * 2 + (is_capital ? 1 : 0);
}

// How tags pass to this token: after a conjunction, into a word with the article, ...
std::uint8_t transition_kind(const Reading& r, std::uint8_t proclitics, bool is_definite) {
  switch (r.pos) {
    case Pos::PUNCT:
    case Pos::SYM: return 1;
    case Pos::PROPN: return (proclitics & (kWawClitic | kFaClitic)) != 0 ? 2 : proclitics != 0 ? 3 : 4;
    case Pos::NOUN:
    case Pos::ADJ: return (proclitics & (kWawClitic | kFaClitic)) != 0 ? 2 : proclitics != 0 ? 3 : is_definite ? 5 : 6;
    default: return r.pos == Pos::ADP ? 7 : 0;
  }
}

// Proclitics that the bytes before the stem are.
std::uint8_t clitics_of(std::string_view before) {
  std::uint8_t bits = 0;
  for (std::size_t i = 0; i < before.size();) {
    const text::Decoded d = text::decode(before, i);
    i += d.size;
    switch (d.code) {
      case text::letter::kWaw: bits |= kWawClitic; break;
      case text::letter::kFeh: bits |= kFaClitic; break;
      case text::letter::kBeh: bits |= kBaClitic; break;
      case text::letter::kLam: bits |= kLamClitic; break;
      case text::letter::kKaf: bits |= kKafClitic; break;
      default: bits |= kSinClitic; break;
    }
  }
  return bits;
}

class FactMaker {
 public:
  FactMaker(const token::WordType& type, const Reading& r, const lexicon::MorphLexicon& morph, const lexicon::NerModel& model,
            Facts& out)
      : type_(type),
        r_(r),
        out_(out) {
    stem_of(type, r, stem_);
    base_ = has_article(stem_) ? std::string_view(stem_).substr(4) : std::string_view(stem_);
    light_ = text::light(type.surface.substr(r.proclitic_bytes, type.surface.size() - r.proclitic_bytes - r.enclitic_bytes));
    word_ = morph.find(light_);
    if (word_ == nullptr && has_article(light_)) word_ = morph.find(std::string_view(light_).substr(4));
    listed_ = model.word(ner_hash(stem_));
    if (listed_ == nullptr && base_.size() < stem_.size()) listed_ = model.word(ner_hash(base_));
  }

  void run() {
    out_.keys.clear();
    far();
    out_.far = out_.keys.size();
    near();
    out_.near = out_.keys.size();
    own();
    out_.word_class = word_ == nullptr ? 0 : word_->word_class;
    out_.coarse_class = word_ == nullptr ? 0 : word_->coarse_class;
    out_.vector = listed_ == nullptr ? 0 : listed_->vector;
    out_.pos = static_cast<std::uint8_t>(r_.pos);
    out_.transition = transition_kind(r_, clitics_of(type_.surface.substr(0, r_.proclitic_bytes)), base_.size() < stem_.size());
  }

 private:
  void add(Kind kind, std::uint64_t value) { out_.keys.push_back(key(kind, value)); }
  void add(Kind kind, std::string_view text, std::uint64_t more = 0) { add(kind, ner_hash(text) + more); }

  void far() {
    add(kStem, stem_);
    if (word_ != nullptr && word_->word_class != 0) add(kClass, word_->word_class);
    if (listed_ != nullptr && listed_->vector != 0) add(kVector, listed_->vector);
    add(kPos, static_cast<std::uint64_t>(r_.pos));
  }

  void near() {
    add(kSurface, type_.folded);
    const auto clitics = static_cast<std::uint64_t>(clitics_of(type_.surface.substr(0, r_.proclitic_bytes)));
    const std::uint64_t is_definite = base_.size() < stem_.size() ? 1 : 0;
    add(kClitics, clitics * 4 + is_definite * 2 + (r_.enclitic_bytes > 0 ? 1 : 0));
    if (is_definite != 0) add(kBase, base_);
    if (word_ != nullptr) {
      add(kCoarse, word_->coarse_class);
      add(kFine, word_->fine_class);
      add(kReadings, static_cast<std::uint64_t>(word_->readings & ~std::uint64_t{lexicon::kBrokenPlural}));
    }
    if (listed_ != nullptr && listed_->habit != 0) add(kHabit, listed_->habit);
    if (listed_ != nullptr && listed_->gazetteer != 0) add(kGazetteer, listed_->gazetteer);
    add(kSuffix, last_letters(stem_, 2), 2);
  }

  void own() {
    add(kKnown, word_ == nullptr ? 0 : word_->noun_lemma.size != 0 || word_->verb_lemma.size != 0 ? 1 : 2);
    add(kFrequency, word_ == nullptr ? 0 : 1U + word_->base_frequency / 8U);
    add(kLength, base_.size() / 2);
    add(kShape, shape_of(type_.surface));
    for (const std::size_t n : {1U, 3U, 4U}) {
      if (base_.size() > 2 * n) add(kSuffix, last_letters(base_, n), n);
    }
    for (const std::size_t n : {1U, 2U, 3U, 4U}) {
      if (base_.size() > 2 * n) add(kPrefix, base_.substr(0, 2 * n), n);
    }
  }

  const token::WordType& type_;
  const Reading& r_;
  Facts& out_;
  std::string stem_;
  std::string_view base_;
  std::string light_;
  const lexicon::MorphWord* word_ = nullptr;
  const lexicon::NerWord* listed_ = nullptr;
};

constexpr std::uint8_t kHeadKind = 16;

// Full names of actors, states.
bool is_full_name(unsigned kind) { return kind >= 2 && kind <= 13; }

bool is_given_name(const PhraseMatch& p) {
  return p.layer == static_cast<std::uint16_t>(Layer::given_name) &&
         (p.features & (lexicon::kGivenMale | lexicon::kGivenFemale)) != 0 && (p.features & lexicon::kGivenWeak) == 0;
}

bool is_body_noun(const PhraseMatch& p, const lexicon::Actors& actors) {
  if (p.layer != static_cast<std::uint16_t>(Layer::head)) return false;
  const lexicon::HeadRole role = actors.head(p.entry).role;
  return role == lexicon::HeadRole::group || role == lexicon::HeadRole::organisation;
}

// What a phrase says of its tokens, or 0.
std::uint8_t listed_kind(const PhraseMatch& p, const lexicon::Actors& actors) {
  if (p.enclitic_bytes != 0) return 0;
  switch (static_cast<Layer>(p.layer)) {
    case Layer::actor: {
      if ((p.features & lexicon::kFamilyName) != 0) return 20;
      const std::uint8_t is_short = (p.features & lexicon::kShortName) != 0 ? 1 : 0;
      if (is_short != 0) return 21;
      return static_cast<std::uint8_t>(2 + static_cast<unsigned>(actors.actor(p.entry).type));
    }
    case Layer::state:
      return (p.features & lexicon::kCountryName) != 0 ? 11 : (p.features & lexicon::kCapitalName) != 0 ? 12 : 13;
    case Layer::adjective: return 14;
    case Layer::organ: return 15;
    case Layer::head: return kHeadKind;
    case Layer::place: return (p.features & lexicon::kCommonWord) != 0 ? 22 : 17;
    case Layer::title: return 18;
    case Layer::office: return 19;
    case Layer::given_name:
      if ((p.features & lexicon::kNameWord) != 0) return 23;
      return (p.features & lexicon::kGivenWeak) != 0 ? 24 : 25;
    case Layer::time: return 26;
    case Layer::cue: return 27;
    case Layer::source_noun: return 28;
    default: return 0;
  }
}

}  // namespace

void stem_of(const token::WordType& type, const Reading& r, std::string& stem) {
  stem.clear();
  const std::size_t size = type.surface.size();
  if (r.proclitic_bytes + r.enclitic_bytes >= size) {
    stem = type.folded;
    return;
  }
  text::append_folded(stem, type.surface.substr(r.proclitic_bytes, size - r.proclitic_bytes - r.enclitic_bytes));
  std::erase_if(stem, [](char c) { return text::is_word_break(static_cast<unsigned char>(c)); });
  if (stem.empty()) stem = type.folded;
}

void make_facts(const token::WordType& type, const Reading& reading, const lexicon::MorphLexicon& morph,
                const lexicon::NerModel& model, Facts& out) {
  FactMaker(type, reading, morph, model, out).run();
}

void mark_listed(const Analysis& a, const lexicon::Actors& actors, std::vector<std::uint8_t>& out) {
  out.assign(a.tokens.size(), 0);
  Index closed = 0;  // tokens before it are covered by a phrase of several words
  Index at = kNone;
  std::uint8_t best = 0;
  for (const PhraseMatch& p : a.phrases) {
    const std::uint8_t kind = listed_kind(p, actors);
    if (kind == 0 || p.tokens.begin < closed) continue;
    if (p.tokens.end - p.tokens.begin > 1) {
      for (Index i = p.tokens.begin; i < p.tokens.end; ++i)
        out[i] = static_cast<std::uint8_t>(2 * kind + (i > p.tokens.begin ? 1 : 0));
      closed = p.tokens.end;
      continue;
    }
    if (p.tokens.begin != at) best = 0;
    at = p.tokens.begin;
    if (best == 0 || kind < best) best = kind;
    out[at] = static_cast<std::uint8_t>(2 * best);
  }
}

void mark_undecided(const Analysis& a, const lexicon::Actors& actors, const std::vector<std::uint8_t>& listed,
                    std::vector<std::uint8_t>& out) {
  out.assign(a.tokens.size(), 0);
  // One unknown word alone is left to what stands around it (actor/persons.cpp).
  for (std::size_t i = 1; i < out.size(); ++i) {
    if (a.tokens[i].pos != Pos::PROPN || a.tokens[i - 1].pos != Pos::PROPN) continue;
    if (listed[i] == 0 || listed[i - 1] == 0) out[i] = 1;
  }
  for (const PhraseMatch& p : a.phrases) {
    const Index i = p.tokens.begin;
    const unsigned kind = listed[i] / 2U;
    const bool is_open = is_given_name(p) ? !is_full_name(kind) : kind == kHeadKind && is_body_noun(p, actors);
    if (!is_open || p.enclitic_bytes != 0) continue;
    const Pos pos = a.tokens[i].pos;
    if (pos == Pos::PROPN || pos == Pos::NOUN || pos == Pos::X) out[i] = 1;
  }
}

std::array<NerKey, kPlaceFeatures> place_features(const std::array<Symbols, 5>& w) {
  const auto at = [](std::uint64_t kind, std::uint64_t a, std::uint64_t b = 0, std::uint64_t c = 0) {
    return seen_from((((kPlace + kind) << 16U | a) << 16U | b) << 16U | c, 0);
  };
  const Symbols& l = w[1];
  const Symbols& m = w[2];
  const Symbols& r = w[3];
  return {at(1, m.listed),
          at(2, l.listed),
          at(3, r.listed),
          at(4, l.listed, m.listed),
          at(5, m.listed, r.listed),
          at(6, l.listed, m.listed, r.listed),
          at(7, w[0].listed, l.listed, m.listed),
          at(8, l.word_class, m.word_class),
          at(9, m.word_class, r.word_class),
          at(10, l.pos, m.pos, r.pos),
          at(11, l.listed, m.coarse_class),
          at(12, m.coarse_class, r.listed),
          at(13, l.coarse_class, m.coarse_class, r.coarse_class),
          at(14, l.vector, m.vector),
          at(15, m.vector, r.vector)};
}

}  // namespace isnad::ner
