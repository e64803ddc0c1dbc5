#include "ner/tagger.h"

#include <algorithm>

namespace isnad::ner {
namespace {

using lexicon::kNerTags;

constexpr Index kWindow = 6;   // words on either side of one that may be a name
constexpr int kNoDoubt = 120;  // lead of O, in weights, that the words around are not asked about

template <class Scores>
void add_row(const lexicon::NerRow* row, Scores& to) {
  if (row == nullptr) return;
  for (std::size_t t = 0; t < row->weights.size(); ++t) to[t] = static_cast<std::int16_t>(to[t] + row->weights[t]);
}

}  // namespace

void Tagger::follow_types() {
  if (generation_ != types_.generation()) {
    first_.clear();
    entries_.clear();
    generation_ = types_.generation();
  }
  first_.resize(types_.size(), kNone);
}

std::uint32_t Tagger::entry_of(const Token& token) {
  const Reading reading = reading_of(token);
  for (std::uint32_t e = first_[token.type]; e != kNone; e = entries_[e].next) {
    if (entries_[e].reading == reading) return e;
  }
  return add_entry(reading);
}

// Says that entry `e` will be read soon: the table is larger than the caches.
void Tagger::expect(std::uint32_t e) const {
  if (e == kNone) return;
  constexpr std::size_t kLine = 64;
  const char* const bytes = reinterpret_cast<const char*>(&entries_[e]);
  for (std::size_t at = 0; at < sizeof(Entry); at += kLine) __builtin_prefetch(bytes + at);
}

std::size_t Tagger::count_seen(int distance) const {
  return distance == 0 ? facts_.keys.size() : std::abs(distance) == 1 ? facts_.near : facts_.far;
}

std::uint32_t Tagger::add_entry(const Reading& reading) {
  make_facts(types_[reading.type], reading, morph_, model_, facts_);
  Entry e;
  e.reading = reading;
  e.next = first_[reading.type];
  keys_.clear();
  for (int distance = -kReach; distance <= kReach; ++distance) {
    for (std::size_t k = 0; k < count_seen(distance); ++k) keys_.push_back(seen_from(facts_.keys[k], distance));
  }
  for (const NerKey key : keys_) model_.expect_filter(key);
  for (const NerKey key : keys_) model_.expect_row(key);
  const NerKey* key = keys_.data();
  for (int distance = -kReach; distance <= kReach; ++distance) {
    for (std::size_t k = 0; k < count_seen(distance); ++k) add_row(model_.find(*key++), e.scores[place_of(distance)]);
  }
  e.symbols = {0, facts_.pos, facts_.word_class, facts_.coarse_class, facts_.vector};
  e.transition = facts_.transition;
  entries_.push_back(e);
  return first_[reading.type] = static_cast<std::uint32_t>(entries_.size() - 1);
}

void Tagger::tag(Analysis& a) {
  if (!model_.is_trained()) return;
  follow_types();
  mark_listed(a, actors_, listed_);
  for (const Sentence& s : a.sentences) tag_window(a, s.tokens, s.tokens);
}

void Tagger::tag_undecided(Analysis& a) {
  if (!model_.is_trained()) return;
  follow_types();
  mark_listed(a, actors_, listed_);
  mark_undecided(a, actors_, listed_, undecided_);
  for (const Sentence& s : a.sentences) {
    TokenRange window{s.tokens.begin, s.tokens.begin};
    for (Index i = s.tokens.begin; i < s.tokens.end; ++i) {
      if (undecided_[i] == 0) continue;
      const Index begin = i - std::min(i - s.tokens.begin, kWindow);
      if (begin > window.end) {
        tag_window(a, s.tokens, window);
        window.begin = begin;
      }
      window.end = std::min(s.tokens.end, i + 1 + kWindow);
    }
    tag_window(a, s.tokens, window);
  }
}

void Tagger::tag_window(Analysis& a, TokenRange sentence, TokenRange window) {
  if (window.is_empty()) return;
  of_token_.resize(a.tokens.size());
  const Index first = window.begin - std::min<Index>(window.begin - sentence.begin, kReach);
  const Index last = std::min<Index>(sentence.end, window.end + kReach);
  for (Index i = first; i < last; ++i) __builtin_prefetch(&first_[a.tokens[i].type]);
  for (Index i = first; i < last; ++i) expect(first_[a.tokens[i].type]);
  for (Index i = first; i < last; ++i) of_token_[i] = entry_of(a.tokens[i]);
  emissions_.resize(window.end - window.begin);
  is_plain_.resize(window.end - window.begin);
  place_keys_.clear();  // of all tokens before any is weighed: what they ask memory for comes meanwhile
  for (Index i = window.begin; i < window.end; ++i) {
    const bool is_plain = score_words(sentence, i, emissions_[i - window.begin]);
    is_plain_[i - window.begin] = is_plain ? 1 : 0;
    if (is_plain) continue;
    place_keys_.push_back(place_keys(sentence, i));
    for (const NerKey key : place_keys_.back()) model_.expect_filter(key);
  }
  for (const auto& keys : place_keys_) {
    for (const NerKey key : keys) model_.expect_row(key);
  }
  auto keys = place_keys_.begin();
  for (std::size_t i = 0; i < emissions_.size(); ++i) {
    if (is_plain_[i] != 0) continue;
    for (const NerKey key : *keys++) add_row(model_.find(key), emissions_[i]);
  }
  decode(a, window);
}

bool Tagger::score_words(TokenRange range, Index i, Scores& out) const {
  out = {};
  for (int d = -kReach; d <= kReach; ++d) {
    const auto at = static_cast<Index>(static_cast<std::int64_t>(i) + d);
    if (at < range.begin || at >= range.end) continue;  // before 0 wraps round to a large index
    const Entry& e = entries_[of_token_[at]];
    const std::size_t seen = place_of(-d);  // the token sees itself from -d
    for (std::size_t t = 0; t < kLanes; ++t) out[t] = static_cast<std::int16_t>(out[t] + e.scores[seen][t]);
  }
  return out[0] - *std::max_element(out.begin() + 1, out.begin() + kNerTags) > kNoDoubt;
}

std::array<NerKey, kPlaceFeatures> Tagger::place_keys(TokenRange range, Index i) const {
  std::array<Symbols, 5> window{};
  for (int d = -kReach; d <= kReach; ++d) {
    const auto at = static_cast<Index>(static_cast<std::int64_t>(i) + d);
    if (at < range.begin || at >= range.end) continue;
    Symbols& s = window[place_of(d)];
    s = entries_[of_token_[at]].symbols;
    s.listed = static_cast<std::uint8_t>(listed_[at] + 1);
  }
  return place_features(window);
}

void Tagger::decode(Analysis& a, TokenRange range) {
  constexpr int kNever = -1000000;
  std::array<int, kNerTags> best{};
  best.fill(kNever);
  best[0] = 0;
  back_.resize(range.end - range.begin);
  for (Index i = range.begin; i < range.end; ++i) {
    const auto& from_to = model_.transitions[0][entries_[of_token_[i]].transition];
    const Scores& emission = emissions_[i - range.begin];
    auto& back = back_[i - range.begin];
    std::array<int, kNerTags> now{};
    now.fill(kNever);
    const std::size_t tags = is_plain_[i - range.begin] != 0 ? 1 : kNerTags;
    for (std::size_t to = 0; to < tags; ++to) {
      int top = kNever * 2;
      for (std::size_t from = 0; from < kNerTags; ++from) {
        if (to % 2 == 0 && to > 0 && from != to && from != to - 1) continue;  // I-X stands after B-X or I-X only
        const int x = best[from] + from_to[from][to];
        if (x > top) {
          top = x;
          back[to] = static_cast<std::uint8_t>(from);
        }
      }
      now[to] = top + emission[to];
    }
    best = now;
  }
  auto tag = static_cast<std::size_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (Index i = range.end; i > range.begin; --i) {
    a.tokens[i - 1].ner = static_cast<NerTag>(tag);
    tag = back_[i - 1 - range.begin][tag];
  }
}

}  // namespace isnad::ner
