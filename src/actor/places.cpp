// Countries and capitals: actors or places, decided from all their occurrences (annotation.md 1).
#include <algorithm>

#include "actor/scene.h"

namespace isnad::actor {
namespace {

using lexicon::Layer;

constexpr float kThreshold = 1.2F;
constexpr float kVerbWeight = 2.0F;
constexpr float kColonWeight = 2.0F;
constexpr float kHeadlineStart = 1.5F;
constexpr float kBaWeight = -1.5F;
constexpr float kLamWeight = 0.5F;
constexpr float kInherited = 0.8F;   // "Russia and Iran"
constexpr Index kMaxContextWords = 3;

class Places {
 public:
  explicit Places(Scene& s) : s_(s) {}

  void run() {
    scores_.assign(s_.claims.size(), 0.0F);
    order_.reserve(s_.claims.size());
    for (Index i = 0; i < s_.claims.size(); ++i) {
      if (!s_.is_dropped(s_.claims[i]) && is_open(s_.claims[i])) order_.push_back(i);
    }
    std::sort(order_.begin(), order_.end(), [&](Index x, Index y) {
      return s_.claims[x].mention.tokens.begin < s_.claims[y].mention.tokens.begin;
    });
    for (const Index i : order_) scores_[i] = evidence(s_.claims[i]);
    for (const Index i : order_) settle(i);
  }

 private:
  [[nodiscard]] static bool is_open(const Claim& c) { return c.reading == Reading::country || c.reading == Reading::capital; }

  [[nodiscard]] float evidence(const Claim& c) const {
    const Index i = c.mention.tokens.begin;
    float w = 0;
    if ((c.proclitics & kBaClitic) != 0) w += kBaWeight;
    if ((c.proclitics & kLamClitic) != 0) w += kLamWeight;
    const bool is_bare = (c.proclitics & ~(kWawClitic | kFaClitic)) == 0;
    if (is_bare && c.proclitics == 0) w += before(i);
    if ((c.proclitics & kWawClitic) != 0 && i > 0) w += coordinated(i);
    w += after(c.mention.tokens.end);
    const bool starts_headline = s_.is_headline(i) && (i == 0 || !s_.is_word(i - 1));
    if (starts_headline && is_bare) w += kHeadlineStart;
    return w;
  }

  // The score of the country that this one is joined to.
  [[nodiscard]] float coordinated(Index i) const {
    const Index other = s_.claim_at(i - 1);
    if (other == kNone || !is_open(s_.claims[other])) return 0;
    return kInherited * scores_[other];
  }

  [[nodiscard]] float before(Index i) const {
    float w = 0;
    for (Index n = 1; n <= kMaxContextWords && n <= i; ++n) {
      for (const PhraseMatch& p : s_.phrases(i - n)) {
        if (p.tokens.end != i) continue;
        w += weight(p, lexicon::ContextSide::before);
        if (is_verb(p)) w += kVerbWeight;
      }
    }
    return w;
  }

  [[nodiscard]] float after(Index end) const {
    if (end >= s_.token_count()) return 0;
    float w = 0;
    const Token& t = s_.token(end);
    if (t.kind == TokenKind::punctuation) return s_.a.text(t.span) == ":" ? kColonWeight : 0;
    for (const PhraseMatch& p : s_.phrases(end)) {
      w += weight(p, lexicon::ContextSide::after);
      if (is_verb(p)) w += kVerbWeight;
    }
    return w;
  }

  [[nodiscard]] float weight(const PhraseMatch& p, lexicon::ContextSide side) const {
    if (p.layer != static_cast<std::uint16_t>(Layer::context)) return 0;
    const lexicon::ContextRow& row = s_.lexicon.context(p.entry);
    return row.side == side ? row.weight : 0;
  }

  [[nodiscard]] static bool is_verb(const PhraseMatch& p) {
    const bool has_verbs = p.layer == static_cast<std::uint16_t>(Layer::cue) || p.layer == static_cast<std::uint16_t>(Layer::event);
    const unsigned form = p.features & lexicon::kFormMask;
    return has_verbs && (form == lexicon::kPast || form == lexicon::kPresent) && (p.features & lexicon::kPersonMask) == lexicon::kThird;
  }

  // One decision for all occurrences of the name: it is an actor's if it acts anywhere.
  void settle(Index i) {
    Claim& c = s_.claims[i];
    if (!is_open(c)) return;
    const Reading reading = c.reading;
    float best = -10;
    for (const Index k : order_) {
      if (s_.claims[k].row == c.row && s_.claims[k].reading == reading) best = std::max(best, scores_[k]);
    }
    const bool is_actor = best >= kThreshold;
    const Index place = is_actor ? kNone : place_of(c.row);
    const std::uint32_t row = c.row;
    for (const Index k : order_) {
      Claim& other = s_.claims[k];
      if (other.row != row || other.reading != reading) continue;
      other.reading = Reading::settled;
      other.mention.confidence = is_actor ? 0.9F : 0.8F;
      if (!is_actor) other.mention.actor = place;
    }
  }

  Index place_of(std::uint32_t row) {
    const lexicon::ActorRow& r = s_.lexicon.actor(row);
    std::string id = "place-";
    id += s_.lexicon.string(r.id);
    for (Index i = 0; i < s_.a.actors.size(); ++i) {
      if (s_.a.actors[i].id == id) return i;
    }
    return s_.actor_by_id(s_.a.keep(std::move(id)), s_.lexicon.string(r.name), ActorType::place, s_.lexicon.string(r.id));
  }

  Scene& s_;
  std::vector<float> scores_;   // by claim
  std::vector<Index> order_;    // open claims in the order of the text
};

}  // namespace

void settle_places(Scene& scene) { Places(scene).run(); }

}  // namespace isnad::actor
