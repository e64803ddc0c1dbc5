#include "actor/scene.h"

#include <algorithm>

#include "lexicon/famous.h"
#include "lexicon/inflect.h"
#include "text/fold.h"

namespace isnad::actor {
namespace {

constexpr std::uint16_t kMonthsKnown = 18;  // before an office, in which a candidate is known, and after it
constexpr std::uint32_t bit(lexicon::Layer layer) { return 1U << static_cast<unsigned>(layer); }

}  // namespace

Scene::Scene(Analysis& analysis, const token::TypeTable& word_types, const lexicon::Actors& actors)
    : a(analysis),
      types(word_types),
      lexicon(actors) {
  begin_.assign(a.tokens.size() + 1, 0);
  layers_.assign(a.tokens.size() + 1, 0);
  for (const PhraseMatch& p : a.phrases) {
    ++begin_[p.tokens.begin + 1];
    layers_[p.tokens.begin] |= 1U << p.layer;
  }
  for (std::size_t i = 1; i < begin_.size(); ++i) begin_[i] += begin_[i - 1];
  published_ = lexicon::month_number(a.document->published.value);
  owner_.assign(a.tokens.size(), kNone);
  starts_.assign(a.tokens.size(), 0);
  for (const Sentence& s : a.sentences) {
    if (!s.tokens.is_empty()) starts_[s.tokens.begin] = 1;
    if (s.is_headline) headline_end_ = s.tokens.end;
  }
}

bool Scene::is_plain(Index i) const { return is_never_name(i) || has(i, lexicon::Layer::title) || has(i, lexicon::Layer::head); }

bool Scene::is_never_name(Index i) const {
  switch (token(i).pos) {
    case Pos::VERB:
    case Pos::ADP:
    case Pos::CCONJ:
    case Pos::SCONJ:
    case Pos::PRON:
    case Pos::DET:
    case Pos::PART:
    case Pos::AUX:
    case Pos::NUM:
    case Pos::ADV: return true;
    default: break;
  }
  return is_listed_word(i);
}

bool Scene::is_own_saying(Index i) const {
  for (const PhraseMatch& p : phrases(i)) {
    if (p.layer == static_cast<std::uint16_t>(lexicon::Layer::cue) && p.enclitic_bytes > 0 && p.tokens.end == i + 1) return true;
  }
  return false;
}

bool Scene::is_listed_word(Index i) const {
  using lexicon::Layer;
  constexpr std::uint32_t kListed = bit(Layer::adjective) | bit(Layer::organ) | bit(Layer::cue) | bit(Layer::source_noun) |
                                    bit(Layer::function) | bit(Layer::context) | bit(Layer::time);
  if ((layers_[i] & kListed) == 0) return false;
  const auto all = phrases(i);
  return std::any_of(all.begin(), all.end(), [](const PhraseMatch& p) {
    // "We insist" is spelled like a man's name; news hardly speaks as "we".
    const bool is_first =
        p.layer == static_cast<std::uint16_t>(Layer::cue) && (p.features & lexicon::kPersonMask) == lexicon::kFirst;
    return p.enclitic_bytes == 0 && (kListed >> p.layer & 1U) != 0 && !is_first;
  });
}

bool Scene::is_famous(Index i) const {
  const auto all = phrases(i);
  return std::any_of(all.begin(), all.end(), [&](const PhraseMatch& p) {
    return p.layer == static_cast<std::uint16_t>(lexicon::Layer::actor) && is_famous(p);
  });
}

bool Scene::is_famous(const PhraseMatch& name) const {
  if ((name.features & lexicon::kFamousName) == 0) return false;
  const lexicon::Fame fame = lexicon.actor(name.entry).fame;
  return published_ == 0 || (published_ + kMonthsKnown >= fame.from && published_ <= fame.to + kMonthsKnown);
}

bool Scene::is_former(const PhraseMatch& name) const {
  if ((name.features & (lexicon::kFamousName | lexicon::kFormerName)) == 0) return false;
  return published_ == 0 || published_ >= lexicon.actor(name.entry).fame.from;
}

Index Scene::word_after(Index end) const {
  if (end >= token_count() || joins_previous(end)) return end < token_count() ? end : kNone;
  const bool is_underscore = end > 0 && is_word(end - 1) && !token(end).space_before && a.text(token(end).span) == "_";
  return is_underscore && is_word(end + 1) && !token(end + 1).space_before ? end + 1 : kNone;
}

bool Scene::opens_no_name(Index i) const {
  constexpr std::size_t kFiveLetters = 10;
  if (type(i).has_article || type(i).folded.size() < kFiveLetters) return false;
  const auto all = phrases(i);
  return std::none_of(all.begin(), all.end(), [&](const PhraseMatch& p) {
    const bool is_given = (p.features & (lexicon::kGivenMale | lexicon::kGivenFemale)) != 0;
    return p.layer == static_cast<std::uint16_t>(lexicon::Layer::given_name) && is_given && p.tokens.end == i + 1;
  });
}

bool Scene::is_in_longer(Index i, lexicon::Layer layer) const {
  if (!joins_previous(i) || !has(i - 1, layer)) return false;
  const auto all = phrases(i - 1);
  return std::any_of(all.begin(), all.end(),
                     [&](const PhraseMatch& p) { return p.layer == static_cast<std::uint16_t>(layer) && p.tokens.end > i; });
}

bool Scene::is_idea(const PhraseMatch& head) const {
  const auto all = phrases(head.tokens.begin);
  return std::any_of(all.begin(), all.end(), [&](const PhraseMatch& p) {
    return p.layer == static_cast<std::uint16_t>(lexicon::Layer::idea) && p.tokens.end > head.tokens.end;
  });
}

bool Scene::is_preposition(const PhraseMatch& noun) const {
  if ((noun.proclitics & kBaClitic) == 0 || !has(noun.tokens.begin, lexicon::Layer::context)) return false;
  const auto all = phrases(noun.tokens.begin);
  return std::any_of(all.begin(), all.end(), [&](const PhraseMatch& p) {
    return p.layer == static_cast<std::uint16_t>(lexicon::Layer::context) && p.tokens.end == noun.tokens.end &&
           (p.proclitics & kBaClitic) == 0;
  });
}

bool Scene::binds(Index i, unsigned bit) const {
  const auto all = phrases(i);
  return std::any_of(all.begin(), all.end(), [&](const PhraseMatch& p) {
    const bool is_particle = p.layer == static_cast<std::uint16_t>(lexicon::Layer::given_name) && (p.features & bit) != 0;
    return is_particle && p.tokens.end == i + 1 && p.proclitics == 0 && p.enclitic_bytes == 0;  // not "to me", "with" taken apart
  });
}

std::string_view Scene::stem(Index i, std::uint8_t proclitics) const {
  constexpr std::size_t kLetter = 2;
  std::string_view word = type(i).folded;
  for (unsigned bits = proclitics; bits != 0 && word.size() > kLetter; bits &= bits - 1) word.remove_prefix(kLetter);
  return word;
}

bool Scene::is_alone(const PhraseMatch& name) const {
  const auto all = phrases(name.tokens.begin);
  return std::none_of(all.begin(), all.end(), [&](const PhraseMatch& q) {
    const bool is_name = q.layer == static_cast<std::uint16_t>(lexicon::Layer::actor) ||
                         q.layer == static_cast<std::uint16_t>(lexicon::Layer::state);
    return is_name && q.tokens.end == name.tokens.end && q.entry != name.entry;
  });
}

bool Scene::follows_place_noun(Index i) const {
  if (!joins_previous(i) || !has(i - 1, lexicon::Layer::context)) return false;
  for (const PhraseMatch& p : phrases(i - 1)) {
    if (p.layer == static_cast<std::uint16_t>(lexicon::Layer::context) && p.tokens.end == i &&
        lexicon.context(p.entry).is_place_noun != 0)
      return true;
  }
  return false;
}

const PhraseMatch* Scene::outlet_noun(Index i) const {
  constexpr Index kLongest = 3;
  for (Index n = 1; n <= kLongest && n <= i; ++n) {
    for (const PhraseMatch& p : phrases(i - n)) {
      const bool is_head = p.layer == static_cast<std::uint16_t>(lexicon::Layer::head) && p.tokens.end == i;
      if (is_head && lexicon.head(p.entry).role == lexicon::HeadRole::outlet) return &p;
    }
  }
  return nullptr;
}

const PhraseMatch* Scene::place(Index i) const {
  if (!has(i, lexicon::Layer::place)) return nullptr;
  for (const PhraseMatch& p : phrases(i)) {
    if (p.layer == static_cast<std::uint16_t>(lexicon::Layer::place) && p.enclitic_bytes == 0 &&
        (p.features & lexicon::kCommonWord) == 0)
      return &p;
  }
  return nullptr;
}

const PhraseMatch* Scene::phrase(Index i, lexicon::Layer layer) const {
  if (!has(i, layer)) return nullptr;
  for (const PhraseMatch& p : phrases(i)) {
    if (p.layer == static_cast<std::uint16_t>(layer)) return &p;
  }
  return nullptr;
}

bool Scene::is_free(TokenRange r) const {
  for (Index i = r.begin; i < r.end; ++i) {
    if (owner_[i] != kNone) return false;
  }
  return true;
}

Claim& Scene::take(const Claim& claim) {
  const auto index = static_cast<Index>(claims.size());
  for (Index i = claim.mention.tokens.begin; i < claim.mention.tokens.end; ++i) owner_[i] = index;
  return claims.emplace_back(claim);
}

void Scene::drop(Index claim) {
  TokenRange& r = claims[claim].mention.tokens;
  for (Index i = r.begin; i < r.end; ++i) owner_[i] = kNone;
  r = {};
}

Index Scene::actor_by_id(std::string_view id, std::string_view name, ActorType type, std::string_view country) {
  for (Index i = 0; i < a.actors.size(); ++i) {
    if (a.actors[i].id == id) return i;
  }
  a.actors.push_back({id, name, type, country, 0});
  return static_cast<Index>(a.actors.size() - 1);
}

Index Scene::actor_of_row(std::uint32_t row) {
  const lexicon::ActorRow& r = lexicon.actor(row);
  const Index i = actor_by_id(lexicon.string(r.id), lexicon.string(r.name), r.type, lexicon.string(r.country_id));
  if (r.gender != 0) a.actors[i].gender = r.gender;
  return i;
}

Index Scene::actor_of_organ(std::uint32_t state, std::uint32_t organ) {
  const lexicon::OrganRow& o = lexicon.organ(organ);
  const std::string_view organ_id = lexicon.string(o.id);
  if (organ_id == "-") return actor_of_row(state);
  const lexicon::ActorRow& s = lexicon.actor(state);
  std::string id(lexicon.string(s.id));
  id += '-';
  id += organ_id;
  if (const std::uint32_t row = lexicon.find(id); row != kNone) return actor_of_row(row);
  for (Index i = 0; i < a.actors.size(); ++i) {
    if (a.actors[i].id == id) return i;
  }
  const std::string_view kept_id = a.keep(std::move(id));
  const std::string_view kept_name = a.keep(lexicon.name_of_organ(state, organ));
  return actor_by_id(kept_id, kept_name, o.type, lexicon.string(s.id));
}

std::string_view Scene::unknown_id(TokenRange name, std::string_view prefix, ByteOffset begin) {
  std::string id = "x-";
  id += prefix;
  for (Index i = name.begin; i < name.end; ++i) {
    if (!is_word(i)) continue;
    const std::string_view surface = a.text({std::max(begin, token(i).span.begin), token(i).span.end});
    const std::string latin = lexicon.transliterate(text::folded(surface));
    if (latin.empty()) continue;
    if (id.back() != '-') id += '-';
    id += latin;
  }
  for (const Actor& x : a.actors) {
    if (x.id == id) return x.id;
  }
  return a.keep(std::move(id));
}

}  // namespace isnad::actor
