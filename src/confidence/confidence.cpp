#include "confidence/confidence.h"

#include <algorithm>
#include <cmath>

namespace isnad::confidence {

using lexicon::confidence_feature;

namespace {

constexpr Index kFar = 12;         // tokens between a cue and its content
constexpr std::size_t kShort = 3;  // words of a short content
constexpr std::size_t kLong = 40;

float logit(float p) {
  const float clamped = std::clamp(p, 0.02F, 0.98F);
  return std::log(clamped / (1.0F - clamped));
}

float probability(const Features& f, std::span<const float> weights) {
  float sum = f.prior * weights[confidence_feature("prior")];
  for (std::uint8_t i = 0; i < f.size; ++i) sum += weights[f.present[i]];
  return 1.0F / (1.0F + std::exp(-sum));
}

template <class E>
std::uint8_t from(std::uint8_t first, E value) {
  return static_cast<std::uint8_t>(first + static_cast<std::uint8_t>(value));
}

}  // namespace

Observer::Observer(const Analysis& analysis) : a_(analysis), times_named_(analysis.actors.size(), 0) {
  for (const Mention& m : a_.mentions) {
    if (m.actor != kNone) ++times_named_[m.actor];
  }
  std::vector<bool> is_taken(a_.sources.size());  // a source may speak a thousand times, with as many mentions
  for (const Attribution& x : a_.attributions) {
    for (const Index s : x.chain) {
      if (is_taken[s]) continue;
      is_taken[s] = true;
      voices_.insert(voices_.end(), a_.sources[s].mentions.begin(), a_.sources[s].mentions.end());
    }
  }
  const auto by_begin = [](ByteSpan x, ByteSpan y) { return x.begin != y.begin ? x.begin < y.begin : y.end < x.end; };
  std::sort(voices_.begin(), voices_.end(), by_begin);
  voices_.erase(std::unique(voices_.begin(), voices_.end()), voices_.end());
  for (const Event& e : a_.events) {
    const Index sentence = sentence_at(e.trigger.begin);
    for (const Index x : e.actors) parts_.emplace_back(sentence, x);
    for (const Index x : e.recipients) parts_.emplace_back(sentence, x);
    for (const ThirdParty& t : e.third) parts_.emplace_back(sentence, t.actor);
  }
  std::sort(parts_.begin(), parts_.end());
  for (Index x = 0; x < a_.attributions.size(); ++x) {
    if (!a_.attributions[x].content.empty()) contents_.emplace_back(a_.attributions[x].content.front().begin, x);
  }
  std::sort(contents_.begin(), contents_.end());
}

Index Observer::sentence_at(ByteOffset at) const {
  const auto after = std::upper_bound(a_.sentences.begin(), a_.sentences.end(), at,
                                      [](ByteOffset x, const Sentence& s) { return x < s.span.begin; });
  return after == a_.sentences.begin() ? kNone : static_cast<Index>(after - a_.sentences.begin()) - 1;
}

bool Observer::is_headline(ByteOffset at) const {
  const Index s = sentence_at(at);
  return s != kNone && a_.sentences[s].is_headline;
}

// --- mentions -----------------------------------------------------------------------------------------------------------

bool Observer::speaks(const Mention& mention) const {
  const auto after =
      std::upper_bound(voices_.begin(), voices_.end(), mention.span.begin, [](ByteOffset x, ByteSpan v) { return x < v.begin; });
  return after != voices_.begin() && std::prev(after)->contains(mention.span);
}

bool Observer::takes_part(const Mention& mention) const {
  return std::binary_search(parts_.begin(), parts_.end(), std::pair{sentence_at(mention.span.begin), mention.actor});
}

Features Observer::of(const Mention& m) const {
  Features f;
  f.prior = logit(m.confidence);
  f.add(confidence_feature("bias"));
  f.add_if(is_headline(m.span.begin), confidence_feature("headline"));
  f.add(from(confidence_feature("basis_lexicon"), m.basis));
  const Actor& actor = a_.actors[m.actor];
  f.add(from(confidence_feature("type_state"), actor.type));
  const Index words = m.tokens.end - m.tokens.begin;
  f.add(from(confidence_feature("one_word"), std::clamp<Index>(words, 1, 3) - 1));
  f.add(from(confidence_feature("named_once"), std::clamp<std::uint32_t>(times_named_[m.actor], 1, 3) - 1));
  f.add_if(actor.id.starts_with("x-"), confidence_feature("unlisted"));
  f.add_if(m.label != Label::neutral, confidence_feature("loaded"));
  f.add_if(speaks(m), confidence_feature("speaks"));
  f.add_if(takes_part(m), confidence_feature("takes_part"));
  const Token& first = a_.tokens[m.tokens.begin];
  f.add_if((first.proclitics & (kBaClitic | kLamClitic | kKafClitic)) != 0, confidence_feature("with_preposition"));
  if (m.tokens.begin > 0) {
    const Token& before = a_.tokens[m.tokens.begin - 1];
    const bool is_of_place = before.has_role(Role::locative) || before.has_role(Role::goal);
    f.add_if(is_of_place, confidence_feature("after_place_word"));
    f.add_if(!is_of_place && before.has_role(Role::preposition), confidence_feature("after_preposition"));
  }
  return f;
}

// --- attributions ---------------------------------------------------------------------------------------------------------

bool Observer::is_nested(const Attribution& x) const {
  auto it = std::upper_bound(contents_.begin(), contents_.end(), x.cue.begin,
                             [](ByteOffset at, const std::pair<ByteOffset, Index>& c) { return at < c.first; });
  constexpr int kLook = 4;  // an enclosing content begins shortly before
  for (int k = 0; k < kLook && it != contents_.begin(); ++k) {
    --it;
    const Attribution& other = a_.attributions[it->second];
    if (&other != &x && other.content.front().contains(x.cue)) return true;
  }
  return false;
}

bool Observer::is_quoted(Index token) const {
  const auto after = std::upper_bound(a_.quotations.begin(), a_.quotations.end(), token,
                                      [](Index i, const Quotation& q) { return i < q.tokens.begin; });
  return after != a_.quotations.begin() && std::prev(after)->tokens.contains(token);
}

void Observer::add_content(const Attribution& x, Features& f) const {
  if (x.content.empty()) return;
  const ByteSpan content = x.content.front();
  const Index first = a_.token_at(content.begin);
  const Index last = a_.token_at(content.end);
  const Index cue = a_.token_at(x.cue.end);
  if (content.end <= x.cue.begin) f.add(confidence_feature("content_before"));
  else if (a_.tokens[first].kind == TokenKind::open_quote) f.add(confidence_feature("quotation"));
  else f.add(a_.tokens[first].has_role(Role::complementiser) ? confidence_feature("clause") : confidence_feature("noun_phrase"));
  const std::size_t words = last >= first ? last - first : 0;
  f.add_if(words < kShort, confidence_feature("short_content"));
  f.add_if(words > kLong, confidence_feature("long_content"));
  f.add_if(first > cue + kFar, confidence_feature("far_content"));
}

void Observer::add_source(const Attribution& x, Features& f) const {
  const Source& root = a_.sources[x.chain.back()];
  f.add(from(confidence_feature("kind_person"), root.kind));
  const Index sentence = sentence_at(x.cue.begin);
  if (sentence == kNone) return;
  const ByteSpan bounds = a_.sentences[sentence].span;
  bool is_after = false;
  bool is_before = false;
  for (const ByteSpan m : root.mentions) {
    if (!bounds.contains(m)) continue;
    is_after = is_after || m.begin >= x.cue.end;
    is_before = is_before || m.end <= x.cue.begin;
  }
  if (is_after) f.add(confidence_feature("source_after"));
  else f.add(is_before ? confidence_feature("source_before") : confidence_feature("source_carried"));
}

Features Observer::of(const Attribution& x) const {
  Features f;
  f.add(confidence_feature("bias"));
  f.add_if(is_headline(x.cue.begin), confidence_feature("headline"));
  const Index cue = a_.token_at(x.cue.begin);
  if (a_.tokens[cue].kind == TokenKind::punctuation) f.add(confidence_feature("cue_mark"));
  else f.add(a_.tokens[cue].pos == Pos::VERB ? confidence_feature("cue_verb") : confidence_feature("cue_other"));
  add_content(x, f);
  add_source(x, f);
  f.add_if(x.chain.size() > 1, confidence_feature("long_chain"));
  f.add_if(is_nested(x), confidence_feature("nested"));
  f.add_if(is_quoted(cue), confidence_feature("inside_quotation"));
  f.add(from(confidence_feature("act_state"), x.act));
  return f;
}

// --- events -----------------------------------------------------------------------------------------------------------------

Features Observer::of(const Event& e) const {
  Features f;
  f.prior = logit(e.confidence);
  f.add(confidence_feature("bias"));
  f.add_if(is_headline(e.trigger.begin), confidence_feature("headline"));
  f.add(from(confidence_feature("event_AGREE"), e.type));
  f.add_if(e.actors.empty() && e.recipients.empty() && e.third.empty(), confidence_feature("no_argument"));
  f.add_if(e.actors.size() > 1 || (!e.actors.empty() && !e.recipients.empty()), confidence_feature("two_sides"));
  f.add_if(!e.third.empty(), confidence_feature("has_third"));
  f.add_if(e.move != Move::none, confidence_feature("has_move"));
  f.add_if(e.attribution != kNone, confidence_feature("reported"));
  f.add_if(e.token != kNone && a_.tokens[e.token].pos == Pos::VERB, confidence_feature("is_verb"));
  f.add_if(e.status != Status::actual, confidence_feature("not_actual"));
  f.add_if(!e.object.is_empty(), confidence_feature("has_object"));
  f.add_if(e.time != kNone, confidence_feature("has_time"));
  return f;
}

void rate(Analysis& analysis, const lexicon::Confidence& model) {
  const Observer observer(analysis);
  for (Mention& m : analysis.mentions) {
    if (m.actor == kNone || analysis.actors[m.actor].type == ActorType::place) continue;
    m.confidence = probability(observer.of(m), model.weights(lexicon::ConfidenceLayer::mention));
  }
  for (Attribution& x : analysis.attributions)
    x.confidence = probability(observer.of(x), model.weights(lexicon::ConfidenceLayer::attribution));
  for (Event& e : analysis.events) e.confidence = probability(observer.of(e), model.weights(lexicon::ConfidenceLayer::event));
}

}  // namespace isnad::confidence
