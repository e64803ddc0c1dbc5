#include "token/match.h"

#include <algorithm>

namespace isnad::token {
namespace {

constexpr Index kMaxPassedOver = 3;  // marks in a row inside a phrase
constexpr Index kMaxPhraseTokens = 16;

class Matcher {
 public:
  Matcher(Analysis& a, const TypeTable& types, const lexicon::Phrases& phrases) : a_(a), types_(types), phrases_(phrases) {}

  void run() {
    for (Index i = 0; i < a_.tokens.size(); ++i) {
      expect(i);
      const std::size_t before = a_.phrases.size();
      const WordType& type = types_[a_.tokens[i].type];
      if (!type.begins_phrase) continue;
      for (std::uint8_t c = 0; c < type.candidate_count; ++c) {
        const Candidate& candidate = type.candidates[c];
        if (candidate.node != 0) walk(i, i, candidate.node, candidate, candidate.enclitic_bytes);
      }
      sort_longest_first(before);
    }
  }

 private:
  // The phrases of the lexicon are larger than the caches: those of the next words are on their way.
  void expect(Index i) const {
    constexpr Index kAhead = 6;
    const auto each_node = [&](Index at, const auto& act) {
      if (at >= a_.tokens.size()) return;
      const WordType& type = types_[a_.tokens[at].type];
      if (!type.begins_phrase) return;
      for (std::uint8_t c = 0; c < type.candidate_count; ++c) {
        if (type.candidates[c].node != 0) act(type.candidates[c].node);
      }
    };
    each_node(i + 3 * kAhead, [&](std::uint32_t node) { phrases_.expect_node(node); });
    each_node(i + 2 * kAhead, [&](std::uint32_t node) { phrases_.expect_payloads(node); });
    each_node(i + kAhead, [&](std::uint32_t node) { expect_longer(i + kAhead, node); });
  }

  // The phrases that go on from `node` with the token behind `i`.
  void expect_longer(Index i, std::uint32_t node) const {
    if (!phrases_.has_edges(node) || i + 1 >= a_.tokens.size()) return;
    const WordType& type = types_[a_.tokens[i + 1].type];
    for (std::uint8_t c = 0; c < type.candidate_count; ++c) {
      if (type.candidates[c].proclitics == 0) phrases_.expect_step(node, type.candidates[c].word);
    }
  }

  // Most tokens begin phrases of one length.
  void sort_longest_first(std::size_t from) {
    const auto begin = a_.phrases.begin() + static_cast<std::ptrdiff_t>(from);
    const auto is_longer = [](const PhraseMatch& x, const PhraseMatch& y) { return x.tokens.end > y.tokens.end; };
    if (!std::is_sorted(begin, a_.phrases.end(), is_longer)) std::stable_sort(begin, a_.phrases.end(), is_longer);
  }

  // `last` is the last token taken; `enclitic` what was taken off its end.
  void walk(Index first, Index last, std::uint32_t node, const Candidate& start, std::uint8_t enclitic) {
    report(first, last, node, start, enclitic);
    if (enclitic != 0 || !phrases_.has_edges(node)) return;
    const Index next = next_word(last + 1);
    if (next == kNone || next - first >= kMaxPhraseTokens) return;
    const WordType& type = types_[a_.tokens[next].type];
    for (std::uint8_t c = 0; c < type.candidate_count; ++c) {
      const Candidate& candidate = type.candidates[c];
      if (candidate.proclitics != 0) continue;
      if (const std::uint32_t child = phrases_.step(node, candidate.word))
        walk(first, next, child, start, candidate.enclitic_bytes);
    }
  }

  [[nodiscard]] bool is_passed_over(const Token& t) const {
    if (t.kind == TokenKind::open_quote || t.kind == TokenKind::close_quote || t.kind == TokenKind::symbol) return true;
    return t.kind == TokenKind::punctuation && a_.text(t.span) == "-" && !t.space_before;
  }

  [[nodiscard]] Index next_word(Index i) const {
    for (Index n = 0; i < a_.tokens.size() && n <= kMaxPassedOver; ++i, ++n) {
      const Token& t = a_.tokens[i];
      if (t.kind == TokenKind::word || t.kind == TokenKind::latin || t.kind == TokenKind::number) return i;
      if (!is_passed_over(t)) return kNone;
    }
    return kNone;
  }

  void report(Index first, Index last, std::uint32_t node, const Candidate& start, std::uint8_t enclitic) {
    const bool is_future = (start.proclitics & kSinClitic) != 0;
    for (const lexicon::Payload& p : phrases_.payloads(node)) {
      if (is_future && is_noun(static_cast<lexicon::Layer>(p.layer))) continue;
      PhraseMatch& m = a_.phrases.emplace_back();
      m.tokens = {first, last + 1};
      m.span = {a_.tokens[first].span.begin + start.proclitic_bytes, a_.tokens[last].span.end - enclitic};
      m.layer = p.layer;
      m.features = p.features;
      m.entry = p.entry;
      m.proclitics = start.proclitics;
      m.enclitic_bytes = enclitic;
    }
  }

  // The sin of the future stands before verbs: "Stalin" is not "will" and the capital of Estonia.
  static bool is_noun(lexicon::Layer layer) {
    using lexicon::Layer;
    switch (layer) {
      case Layer::cue:
      case Layer::marker:
      case Layer::event:
      case Layer::function:
      case Layer::context: return false;
      default: return true;
    }
  }

  Analysis& a_;
  const TypeTable& types_;
  const lexicon::Phrases& phrases_;
};

}  // namespace

void match_phrases(Analysis& analysis, const TypeTable& types, const lexicon::Phrases& phrases) {
  Matcher(analysis, types, phrases).run();
}

}  // namespace isnad::token
