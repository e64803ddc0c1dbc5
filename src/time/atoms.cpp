#include "time/atoms.h"

#include <algorithm>

#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::time {
namespace {

using lexicon::Layer;

// A verb that does not begin with a letter of the present is past. Those in ta and nun may be either and do not count.
bool is_past(const Analysis& a, const Token& verb) {
  const char32_t first = text::decode(a.text(), verb.span.begin.value + verb.proclitic_bytes).code;
  return first != text::letter::kYeh && first != text::letter::kTeh && first != text::letter::kNoon;
}

constexpr Index kFutureReach = 14;  // tokens that a future verb governs

}  // namespace

void Atoms::load(const Analysis& a, const lexicon::TimeWords& words) {
  atoms_.clear();
  blocks_.clear();
  marks_.clear();
  first_.resize(a.tokens.size() + 1);
  masks_.assign(a.tokens.size() + 1, 0);
  Index next = 0;
  for (const PhraseMatch& m : a.phrases) {
    const auto layer = static_cast<Layer>(m.layer);
    if (layer != Layer::time) {
      if (layer == Layer::cue && (m.features & lexicon::kFormMask) == lexicon::kPast) marks_.push_back({m.tokens.begin, false});
      continue;
    }
    const lexicon::TimeWord& word = words.row(m.entry);
    if (word.kind == TimeKind::phrase && a.text(m.span).starts_with("\xD8\xA2") && m.tokens.end - m.tokens.begin == 1 &&
        word.detail == static_cast<std::uint8_t>(lexicon::PhraseValue::present)) {
      continue;  // the name Alan is not "now", though both fold alike
    }
    const auto role = static_cast<TimeRole>(word.detail);
    if (word.kind == TimeKind::role && role == TimeRole::not_time) blocks_.push_back(m.tokens);
    if (word.kind == TimeKind::role && role == TimeRole::future) marks_.push_back({m.tokens.begin, true});
    if (m.enclitic_bytes != 0) continue;
    while (next <= m.tokens.begin) first_[next++] = static_cast<std::uint32_t>(atoms_.size());
    masks_[m.tokens.begin] |= word.kind == TimeKind::role ? bit(role) : bit(word.kind);
    atoms_.push_back({m.tokens.begin, m.tokens.end, m.span.begin, &word, m.entry, m.features, m.proclitics});
  }
  while (next <= a.tokens.size()) first_[next++] = static_cast<std::uint32_t>(atoms_.size());
  for (const Mention& m : a.mentions) {
    if (m.tokens.end - m.tokens.begin > 1) blocks_.push_back(m.tokens);
  }
  std::sort(blocks_.begin(), blocks_.end(), [](const TokenRange& x, const TokenRange& y) { return x.begin < y.begin; });
}

const Atom* Atoms::search(Index i, TimeKind kind) const {
  for (const Atom& atom : at(i)) {
    if (atom.word->kind == kind) return &atom;
  }
  return nullptr;
}

const Atom* Atoms::search(Index i, TimeRole role) const {
  for (const Atom& atom : at(i)) {
    if (atom.word->kind == TimeKind::role && atom.word->detail == static_cast<std::uint8_t>(role)) return &atom;
  }
  return nullptr;
}

bool Atoms::is_blocked(Index i) const {
  auto it = std::upper_bound(blocks_.begin(), blocks_.end(), i, [](Index t, const TokenRange& r) { return t < r.begin; });
  for (int n = 0; it != blocks_.begin() && n < 4; ++n) {
    if ((--it)->contains(i)) return true;
  }
  return false;
}

bool Atoms::is_future(const Analysis& a, Index i, Index sentence_begin) const {
  auto it = std::lower_bound(marks_.begin(), marks_.end(), i, [](const Mark& m, Index t) { return m.token < t; });
  const Index first = i > sentence_begin + kFutureReach ? i - kFutureReach : sentence_begin;
  for (Index k = i; k > first;) {
    --k;
    if (a.tokens[k].pos == Pos::VERB && !is_blocked(k)) {
      if ((a.tokens[k].proclitics & kSinClitic) != 0) return true;
      if (is_past(a, a.tokens[k])) return false;
    }
    while (it != marks_.begin() && std::prev(it)->token > k) --it;
    if (it != marks_.begin() && std::prev(it)->token == k) return std::prev(it)->is_future;
  }
  return false;
}

bool Atoms::is_scheduled(const Analysis& a, Index i, Index sentence_begin) const {
  constexpr Index kReach = 16;
  const auto is_present = [&](const Token& t) {
    return t.pos == Pos::VERB && (t.features & lexicon::kFormMask) == lexicon::kPresent &&
           (t.features & lexicon::kPersonMask) == lexicon::kThird;
  };
  if (i <= sentence_begin || i > sentence_begin + kReach || !is_present(a.tokens[sentence_begin])) return false;
  const auto is_said = [&](const PhraseMatch& m) {
    return static_cast<Layer>(m.layer) == Layer::cue && m.tokens.begin == sentence_begin;
  };
  if (std::any_of(a.phrases.begin(), a.phrases.end(), is_said)) return false;
  for (Index k = sentence_begin + 1; k < i; ++k) {
    const Token& t = a.tokens[k];
    const bool is_other = t.pos == Pos::VERB || t.kind == TokenKind::punctuation || t.has_role(Role::relative);
    if (is_other || (t.pos == Pos::ADP && t.has_role(Role::temporal))) return false;  // "since", "after what was on"
  }
  return true;
}

}  // namespace isnad::time
