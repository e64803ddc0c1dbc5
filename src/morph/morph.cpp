#include "morph/morph.h"

#include <algorithm>

#include "morph/lemma.h"
#include "text/fold.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::morph {
namespace {

using namespace text::letter;
using lexicon::MorphWord;

bool has_article(std::u32string_view s) { return s.size() > 3 && s[0] == kAlef && s[1] == kLam; }

// Tense, person, gender and number that the letters of a verb show.
std::uint16_t verb_features(std::u32string_view s, const MorphWord* word) {
  using namespace lexicon;
  const bool is_present = word != nullptr && (word->readings & (kPastReading | kPresentReading)) != 0
                              ? (word->readings & kPastReading) == 0
                              : s.front() == kYeh || (s.front() == kTeh && s.back() != kTeh) || s.front() == kNoon;
  if (word != nullptr && word->verb_features != 0) return word->verb_features;
  const char32_t last = s.back();
  const char32_t before = s.size() > 2 ? s[s.size() - 2] : U'\0';
  if (is_present) {
    if (s.front() == kNoon) return kPresent | kFirst | kPlural;
    if (s.front() == kAlefHamzaAbove) return kPresent | kFirst | kSingular;
    const bool is_plural = before == kWaw && (last == kNoon || last == kAlef) && s.size() > 4;
    if (s.front() == kTeh) return is_plural ? kPresent | kSecond | kPlural : kPresent | kThird | kFeminine | kSingular;
    return kPresent | kThird | kMasculine | (is_plural ? kPlural : kSingular);
  }
  if (last == kTeh) return kPast | kThird | kFeminine | kSingular;
  if (last == kAlef && before == kWaw) return kPast | kThird | kMasculine | kPlural;
  if (last == kAlef && before == kNoon && s.size() > 4) return kPast | kFirst | kPlural;
  return kPast | kThird | kMasculine | kSingular;
}

// Article, gender and number that the letters of a nominal show; a plain form tells nothing certain and gets singular.
std::uint16_t noun_features(std::u32string_view s, const MorphWord* word) {
  using namespace lexicon;
  std::uint16_t f = has_article(s) ? kDefinite : 0;
  if (word != nullptr && (word->readings & kBrokenPlural) != 0) return f | kPlural;
  const char32_t last = s.back();
  const char32_t before = s.size() > 3 ? s[s.size() - 2] : U'\0';
  if (last == kTehMarbuta) return f | kFeminine | kSingular;
  if (last == kTeh && before == kAlef) return f | kFeminine | kPlural;
  if (last == kNoon && s.size() > 4 && (before == kWaw || before == kYeh)) return f | kMasculine | kPlural;
  if (last == kNoon && s.size() > 5 && before == kAlef) return f | kMasculine | kDual;
  return f | kMasculine | kSingular;
}

Pos plain_pos(text::CharClass c) {
  switch (c) {
    case text::CharClass::latin: return Pos::PROPN;
    case text::CharClass::digit: return Pos::NUM;
    case text::CharClass::quote:
    case text::CharClass::punctuation: return Pos::PUNCT;
    default: return Pos::SYM;
  }
}

}  // namespace

void Morph::follow_types() {
  if (generation_ != types_.generation()) {
    entries_.clear();
    readings_.clear();
    arena_.clear();
    generation_ = types_.generation();
  }
  constexpr std::uint32_t kAhead = 2;
  for (auto i = static_cast<std::uint32_t>(entries_.size()); i < types_.size(); ++i) {
    if (i + kAhead < types_.size()) lexicon_.expect(types_[i + kAhead].light);
    add_type(types_[i].surface);
  }
}

void Morph::add_plain(Pos pos, std::string_view light) {
  TypeEntry& entry = entries_.back();
  entry.count = 1;
  entry.context_class = plain_class(pos, light.empty() ? 0 : text::decode(light, 0).code);
  Reading& r = readings_.emplace_back();
  r.pos = pos;
  r.state = plain_state(pos);
  r.lemma = light;
}

void Morph::add_type(std::string_view surface) {
  const auto index = static_cast<std::uint32_t>(entries_.size());
  TypeEntry& entry = entries_.emplace_back();
  entry.first = static_cast<std::uint32_t>(readings_.size());
  const text::Decoded first = text::decode(surface, 0);
  const text::CharClass kind = text::class_of(first.code);
  if (kind != text::CharClass::arabic && kind != text::CharClass::mark) {
    const bool is_symbol = surface == "%" || surface == "#" || surface == "@" || surface == "_";
    return add_plain(is_symbol ? Pos::SYM : plain_pos(kind), types_[index].light);
  }
  find_candidates(surface, lexicon_, view_);
  entry.word_class = view_.whole == nullptr ? 0 : view_.whole->word_class;
  rank_candidates();
  for (const auto& [minus, i] : order_) {
    if (entry.count > 0 && -minus < -order_.front().first - kHopeless) break;
    const Candidate& c = view_.candidates[i];
    const Reading r = make_reading(c, -minus);
    const auto begin = readings_.begin() + entry.first;
    const bool is_double = std::any_of(begin, readings_.end(), [&](const Reading& o) {
      return o.pos == r.pos && o.proclitics == r.proclitics && o.enclitic_bytes == r.enclitic_bytes;
    });
    if (is_double) continue;
    if (entry.count == 0) entry.context_class = class_of(view_, c);
    else entry.is_parted_alike &= r.is_parted_like(readings_[entry.first]);
    readings_.push_back(r);
    readings_.back().lemma = keep(lemma_of(view_, c, lexicon_));
    if (++entry.count == kMaxReadings) break;
  }
}

// Best first; the candidates of one split and stem stand together and share what their parts of speech have no share in.
void Morph::rank_candidates() {
  order_.clear();
  TypeFeatures features(view_, lexicon_, slots_);
  std::int32_t split_score = 0;
  const auto score = [&](std::span<const std::uint32_t> slots) {
    std::int32_t sum = 0;
    for (const std::uint32_t slot : slots) sum += lexicon_.type_weights()[slot];
    return sum;
  };
  for (std::uint32_t i = 0; i < view_.candidates.size(); ++i) {
    slots_.clear();
    std::size_t of_split = 0;
    if (i > 0 && view_.candidates[i].stem == view_.candidates[i - 1].stem) {
      features.append_pos(view_.candidates[i]);
    } else {
      of_split = features.append(view_.candidates[i]);
      split_score = score(slots_.get().first(of_split));
    }
    order_.emplace_back(-(split_score + score(slots_.get().subspan(of_split))), i);
  }
  std::sort(order_.begin(), order_.end());
}

Morph::Reading Morph::make_reading(const Candidate& c, std::int32_t score) {
  const auto bytes = [](std::uint32_t n) { return static_cast<std::uint8_t>(std::min(n, 255U)); };
  const std::u32string& stem = view_.stems[c.stem];
  Reading r;
  r.score = score;
  r.state = state_of(view_, c);
  r.pos = c.pos;
  r.proclitics = c.split.proclitics;
  if (c.split.proclitic_letters > 0) r.proclitic_bytes = bytes(view_.begin[c.split.proclitic_letters]);
  if (c.split.enclitic_letters > 0)
    r.enclitic_bytes = bytes(view_.begin.back() - view_.begin[view_.letters.size() - c.split.enclitic_letters]);
  if (const lexicon::FunctionRow* row = c.word == nullptr ? nullptr : lexicon_.function(*c.word)) r.roles = row->roles;
  const bool is_verb = c.pos == Pos::VERB || c.pos == Pos::AUX;
  // Marks alone leave no letter to tell anything by.
  if (!stem.empty()) r.features = is_verb ? verb_features(stem, c.word) : noun_features(stem, c.word);
  if ((r.features & lexicon::kDefinite) != 0) r.proclitics |= kArticle;
  return r;
}

const Morph::Reading& Morph::choose(const TypeEntry& type, const Context& context) const {
  const Reading* readings = &readings_[type.first];
  if (type.count == 1) return readings[0];
  std::size_t best = 0;
  std::int32_t best_score = 0;
  const lexicon::SparseWeights& weights = lexicon_.context_weights();
  for (std::size_t i = 0; i < type.count; ++i) {
    const Reading& r = readings[i];
    std::int32_t score = r.score;
    for (const std::uint32_t slot : state_features(context, r.state)) score += weights[slot];
    if (!type.is_parted_alike) {  // otherwise they say the same of all
      for (const std::uint32_t slot : clitic_features(context, r.clitics(), r.enclitic_bytes > 0)) score += weights[slot];
    }
    if (i == 0 || score > best_score) {
      best = i;
      best_score = score;
    }
  }
  return readings[best];
}

// The tables of types and readings are larger than the caches: what the words behind token `i` need is on its way.
void Morph::expect(const Analysis& a, Index i) const {
  constexpr Index kAhead = 8;
  if (i + 2 * kAhead < a.tokens.size()) __builtin_prefetch(&entries_[a.tokens[i + 2 * kAhead].type]);
  if (i + kAhead >= a.tokens.size()) return;
  const TypeEntry& entry = entries_[a.tokens[i + kAhead].type];
  __builtin_prefetch(&readings_[entry.first]);
  __builtin_prefetch(&readings_[entry.first + entry.count - 1U]);
}

void Morph::analyse_sentence(Analysis& a, TokenRange range) {
  Context c;
  for (Index i = range.begin; i < range.end; ++i) {
    expect(a, i);
    Token& t = a.tokens[i];
    const TypeEntry& type = entries_[t.type];
    const TypeEntry* next = i + 1 < range.end ? &entries_[a.tokens[i + 1].type] : nullptr;
    c.next_class = next == nullptr ? kBoundaryClass : next->context_class;
    c.next_word_class = next == nullptr ? 0 : next->word_class;
    const Reading& r = choose(type, c);
    t.pos = r.pos;
    t.proclitics = r.proclitics;
    t.proclitic_bytes = r.proclitic_bytes;
    t.enclitic_bytes = r.enclitic_bytes;
    t.features = r.features;
    t.roles = r.roles;
    t.lemma = r.lemma;
    c.before_previous = c.previous;
    c.previous = r.state;
    c.previous_class = type.context_class;
    c.previous_word_class = type.word_class;
  }
}

void Morph::analyse(Analysis& analysis) {
  follow_types();
  for (const Sentence& s : analysis.sentences) analyse_sentence(analysis, s.tokens);
}

}  // namespace isnad::morph
