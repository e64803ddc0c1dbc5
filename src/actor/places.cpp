// Countries and capitals: actors or places, decided from all their occurrences (annotation.md 1).
#include <algorithm>

#include "actor/scene.h"
#include "text/letters.h"

namespace isnad::actor {
namespace {

using lexicon::Layer;

constexpr float kThreshold = 1.2F;
constexpr float kPlaceThreshold = -0.7F;
constexpr int kPlaceFactor = 9;    // a country that is a place this much more often is one
constexpr int kCapitalFactor = 1;  // the same of a capital
constexpr float kVerbWeight = 2.0F;
constexpr float kColonWeight = 2.0F;
constexpr float kHeadlineStart = 1.5F;
constexpr float kBaWeight = -1.5F;
constexpr float kLamWeight = 0.5F;
constexpr float kJoinedToActor = 1.5F;  // "the regime's forces and Russia"
constexpr float kAfterActor = 1.5F;     // "Turkey urged the United States": subject and object side by side
constexpr float kListed = 1.5F;         // three countries or more in a row take part in something
constexpr float kMasdarWeight = 1.5F;   // "the signing of Russia": its subject
constexpr float kAddressed = 2.0F;      // "the organisation accused Tehran"
constexpr float kBareNoun = 0.5F;       // a noun without article before it: its genitive
constexpr float kLamCapital = 1.2F;     // "thanks to Moscow"
constexpr float kBound = 2.0F;          // "wants of the United States that"
constexpr float kCapitalTopic = 0.5F;   // "that Moscow is to blame"
constexpr float kVenue = -6.0F;         // "the Doha talks between X and Y"
constexpr Index kFrameReach = 6;        // tokens from its preposition to the event
constexpr std::string_view kEmbassy = "embassy";
constexpr Index kListLength = 3;
constexpr Index kMaxContextWords = 3;

class Places {
 public:
  Places(Scene& s, const lexicon::Events& events) : s_(s), events_(events) {}

  void run() {
    scores_.assign(s_.claims.size(), 0.0F);
    order_.reserve(s_.claims.size());
    for (Index i = 0; i < s_.claims.size(); ++i) {
      if (!s_.is_dropped(s_.claims[i]) && is_open(s_.claims[i])) order_.push_back(i);
    }
    std::sort(order_.begin(), order_.end(),
              [&](Index x, Index y) { return s_.claims[x].mention.tokens.begin < s_.claims[y].mention.tokens.begin; });
    for (const Index i : order_) scores_[i] = evidence(s_.claims[i]);
    weigh_lists();
    for (const Index i : order_) settle(i);
    drop_buildings();
  }

 private:
  [[nodiscard]] static bool is_open(const Claim& c) { return c.reading == Reading::country || c.reading == Reading::capital; }

  [[nodiscard]] float evidence(const Claim& c) const {
    const Index i = c.mention.tokens.begin;
    float w = 0;
    if ((c.proclitics & kBaClitic) != 0) w += kBaWeight;
    if ((c.proclitics & kLamClitic) != 0) {
      w += c.reading == Reading::capital ? kLamCapital : kLamWeight;
      w += before(i);
    }
    const bool is_bare = (c.proclitics & ~(kWawClitic | kFaClitic)) == 0;
    if (is_bare && c.proclitics == 0) w += before(i);
    if ((c.proclitics & kWawClitic) != 0 && i > 0) w += coordinated(i);
    w += after(joined_end(c, w));
    const Index end = c.mention.tokens.end;
    if (is_bare && is_bound(i, end)) w += kBound;
    if (is_bare && c.reading == Reading::capital && is_behind_inna(i)) w += kCapitalTopic;
    if (c.proclitics == 0 && is_topic_of_clause(i, end)) w += kVerbWeight;
    if (c.proclitics == 0 && is_venue(i, end)) w += kVenue;
    const bool starts_headline = s_.is_headline(i) && (i == 0 || !s_.is_word(i - 1));
    const bool is_topic = end < s_.token_count() && s_.a.text(s_.token(end).span) == ":";
    // "Yemen: ..." says where, "Moscow: ..." who
    if (starts_headline && is_bare && (!is_topic || c.reading == Reading::capital)) w += kHeadlineStart;
    return w;
  }

  // "Aid *for Sudan*", "recognised *Palestine*": the preposition makes it a party of the event before.
  [[nodiscard]] bool is_framed(const Claim& c) const {
    Index i = c.mention.tokens.begin;
    lexicon::Slot slot = (c.proclitics & kLamClitic) != 0  ? lexicon::Slot::li
                         : (c.proclitics & kBaClitic) != 0 ? lexicon::Slot::bi
                                                           : lexicon::Slot::none;
    if (slot == lexicon::Slot::none && c.proclitics == 0 && s_.joins_previous(i)) slot = preposition(--i);
    if (slot == lexicon::Slot::none) return false;
    for (Index n = 0; n < kFrameReach && s_.joins_previous(i); ++n) {
      --i;
      for (const PhraseMatch& p : s_.phrases(i))
        if (p.layer == static_cast<std::uint16_t>(Layer::event) && is_party(events_.row(p.entry), slot)) return true;
      if (s_.token(i).pos == Pos::VERB) return false;
    }
    return false;
  }

  // "The *Doha* talks between X and Y", "the Riyadh accord between X and Y"
  [[nodiscard]] bool is_venue(Index i, Index end) const {
    if (!s_.joins_previous(i) || end >= s_.token_count() || preposition(end) != lexicon::Slot::bayn) return false;
    const std::span<const PhraseMatch> phrases = s_.phrases(i - 1);
    return std::any_of(phrases.begin(), phrases.end(), [&](const PhraseMatch& p) {
      if (p.layer != static_cast<std::uint16_t>(Layer::event)) return false;
      const lexicon::EventRow& row = events_.row(p.entry);
      return row.word == lexicon::EventWord::trigger && (row.type == EventType::CONSULT || row.type == EventType::AGREE);
    });
  }

  // The slot of the preposition that stands alone at `i`.
  [[nodiscard]] lexicon::Slot preposition(Index i) const {
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (p.layer != static_cast<std::uint16_t>(Layer::event) || p.tokens.end != i + 1) continue;
      const lexicon::EventRow& row = events_.row(p.entry);
      if (row.word == lexicon::EventWord::preposition) return static_cast<lexicon::Slot>(row.value);
    }
    return lexicon::Slot::none;
  }

  // Places are visited, hit, held and left, they are not helped, blamed or asked; one goes to a place, borders on
  // it and comes out of it.
  [[nodiscard]] static bool is_party(const lexicon::EventRow& row, lexicon::Slot slot) {
    if (row.word != lexicon::EventWord::trigger) return false;
    if (slot == lexicon::Slot::ila || slot == lexicon::Slot::maa) return false;
    const bool gives = row.type == EventType::REQUEST || row.type == EventType::SUPPORT || row.type == EventType::AID;
    if (slot == lexicon::Slot::min && !gives) return false;
    switch (row.type) {
      case EventType::CONSULT:
      case EventType::ASSAULT:
      case EventType::COERCE:
      case EventType::MOBILIZE:
      case EventType::RETREAT:
      case EventType::PROTEST: return false;
      default: break;
    }
    const lexicon::Part part = row.frame[static_cast<std::size_t>(slot)];
    return part == lexicon::Part::recipient || part == lexicon::Part::actor || part == lexicon::Part::content_owner ||
           part == lexicon::Part::agent;
  }

  // "(wants) of *the United States* that", "it is on *Iran* that": who is to do what the clause says.
  [[nodiscard]] bool is_bound(Index i, Index end) const {
    if (!s_.joins_previous(i) || end >= s_.token_count()) return false;
    const Token& t = s_.token(end);
    const bool has_clause = t.has_role(Role::complementiser) && t.proclitics == 0 && t.enclitic_bytes == 0 &&
                            s_.type(end).light.starts_with(text::letter::kAlefHamzaUtf8);
    return has_clause && s_.token(i - 1).pos == Pos::ADP && !s_.token(i - 1).has_role(Role::temporal);
  }

  // "that *Moscow* is to blame"
  [[nodiscard]] bool is_behind_inna(Index i) const {
    return s_.joins_previous(i) && s_.token(i - 1).has_role(Role::complementiser) && s_.token(i - 1).enclitic_bytes == 0;
  }

  // "As for *Iran*, it refused", "that *Turkey*, which hosts, pledged", "*it is Turkey that* ended": what the clause is about.
  [[nodiscard]] bool is_topic_of_clause(Index i, Index end) const {
    if (end + 1 >= s_.token_count() || s_.starts_sentence(end)) return false;
    const auto is_relative = [&](Index k) { return s_.token(k).has_role(Role::relative); };
    const bool is_comma = s_.token(end).kind == TokenKind::punctuation;
    const bool opens = i == 0 || s_.starts_sentence(i);
    if (s_.token(end).has_role(Role::personal) && is_relative(end + 1)) return opens || is_behind_inna(i);
    if (opens) return false;
    if (s_.token(i - 1).has_role(Role::topic))
      return (s_.token(is_comma ? end + 1 : end).proclitics & kFaClitic) != 0 || (is_comma && is_relative(end + 1));
    return is_behind_inna(i) && is_comma && is_relative(end + 1);
  }

  // The end of the names that "and" joins to this one: "Cairo and Doha go on". Not where a preposition of place governs them.
  [[nodiscard]] Index joined_end(const Claim& c, float before) const {
    Index end = c.mention.tokens.end;
    while (before >= 0 && end < s_.token_count() && s_.joins_previous(end)) {
      const Index other = s_.claim_at(end);
      const Index begin = c.mention.tokens.begin;
      const bool leads =
          begin == 0 || s_.starts_sentence(begin) || is_behind_inna(begin);  // "that Iran *and the six powers* agreed"
      const bool may_join =
          other != kNone && (is_open(s_.claims[other]) || (leads && s_.claims[other].reading == Reading::settled));
      if (!may_join || s_.claims[other].proclitics != kWawClitic) break;
      end = s_.claims[other].mention.tokens.end;
    }
    return end;
  }

  // What this name gets from the one that it is joined to by "and".
  [[nodiscard]] float coordinated(Index i) const {
    const Index other = s_.claim_at(i - 1);
    if (other == kNone) return 0;
    if (is_open(s_.claims[other])) return scores_[other];
    return s_.claims[other].reading == Reading::settled ? kJoinedToActor : 0;
  }

  // Countries in a row, joined by "and" or commas: a list of those who take part, unless a place's preposition governs it.
  void weigh_lists() {
    for (std::size_t first = 0; first < order_.size();) {
      std::size_t last = first;
      while (last + 1 < order_.size() && is_joined(order_[last], order_[last + 1])) ++last;
      if (last - first + 1 >= kListLength && scores_[order_[first]] >= 0) {
        for (std::size_t k = first; k <= last; ++k) scores_[order_[k]] = std::max(scores_[order_[k]], kListed);
      }
      first = last + 1;
    }
  }

  [[nodiscard]] bool is_joined(Index x, Index y) const {
    const Index end = s_.claims[x].mention.tokens.end;
    const Index begin = s_.claims[y].mention.tokens.begin;
    if (s_.starts_sentence(begin)) return false;
    if (begin == end) return (s_.claims[y].proclitics & kWawClitic) != 0;
    return begin == end + 1 && s_.token(end).kind == TokenKind::punctuation;
  }

  [[nodiscard]] float before(Index i) const {
    if (i > 0 && s_.token(i - 1).kind == TokenKind::hashtag) return before(i - 1);
    if (i == 0 || s_.starts_sentence(i) || !s_.is_word(i - 1)) return 0;
    if (const Index other = s_.claim_at(i - 1); other != kNone)
      return is_agent(s_.claims[other]) || is_addressing(s_.claims[other]) ? kAfterActor : 0;
    float w = 0;
    float verb = 0;  // several layers may know the same verb
    bool is_known = false;
    for (Index n = 1; n <= kMaxContextWords && n <= i; ++n) {
      for (const PhraseMatch& p : s_.phrases(i - n)) {
        if (p.tokens.end != i) continue;
        const float known = weight(p, lexicon::ContextSide::before);
        is_known |= known != 0;
        w += known;
        if (is_verb(p)) verb = kVerbWeight;
        if (is_masdar(p)) verb = std::max(verb, kMasdarWeight);
        if (is_transparent(p)) return before(i - 1);
      }
    }
    w += verb;
    if (is_addressed(i)) w += kAddressed;
    const Token& t = s_.token(i - 1);
    if (!is_known && w == 0 && s_.has(i - 1, Layer::adjective)) return before(i - 1);  // "the Syrian capital Damascus"
    if (w == 0 && t.pos == Pos::VERB) return kVerbWeight;
    const bool has_article = (t.proclitics & kArticle) != 0 || s_.type(i - 1).has_article;
    if (!is_known && w == 0 && (t.features & lexicon::kFormMask) == lexicon::kMasdar && !has_article) return kMasdarWeight;
    const bool is_noun = t.pos == Pos::NOUN || (t.pos == Pos::X && !s_.is_plain(i - 1));
    if (!is_known && w == 0 && is_noun && !s_.type(i - 1).has_article) w = kBareNoun;
    return w;
  }

  // "The organisation accused Tehran": behind the subject of a verb that is done to somebody, never to a place.
  [[nodiscard]] bool is_addressed(Index i) const {
    if (i < 2 || !s_.joins_previous(i - 1) || !s_.type(i - 1).has_article) return false;
    const Pos pos = s_.token(i - 1).pos;
    const bool is_noun = pos == Pos::NOUN || pos == Pos::PROPN || pos == Pos::X || pos == Pos::ADJ;
    return is_noun && s_.has(i - 2, Layer::context) && addresses(i - 2, i - 1);
  }

  [[nodiscard]] bool addresses(Index i, Index end) const {
    for (const PhraseMatch& p : s_.phrases(i)) {
      const bool is_context = p.layer == static_cast<std::uint16_t>(Layer::context);
      if (is_context && p.tokens.end == end && s_.lexicon.context(p.entry).is_address != 0) return true;
    }
    return false;
  }

  // "President X *accused* Turkey": behind the name of a person or body whose verb is done to somebody.
  [[nodiscard]] bool is_addressing(const Claim& c) const {
    constexpr Index kTitle = 8;
    const ActorType type = s_.a.actors[c.mention.actor].type;
    if (type == ActorType::outlet || type == ActorType::place) return false;
    for (Index k = c.mention.tokens.begin, n = 0; k > 0 && n < kTitle && s_.joins_previous(k); ++n) {
      --k;
      if (s_.has(k, Layer::context) && addresses(k, k + 1)) return true;
      if (s_.token(k).pos == Pos::VERB) return false;
    }
    return false;
  }

  // A name that acts: a state side by side with another is its object.
  [[nodiscard]] bool is_agent(const Claim& c) const { return c.organ == kNone && is_open(c); }

  [[nodiscard]] float after(Index end) const {
    if (end < s_.token_count() && s_.token(end).kind == TokenKind::open_quote) ++end;
    if (end >= s_.token_count()) return 0;
    float w = 0;
    bool has_verb = false;
    const Token& t = s_.token(end);
    if (t.kind == TokenKind::punctuation) return s_.a.text(t.span) == ":" && !s_.is_headline(end) ? kColonWeight : 0;
    if (s_.starts_sentence(end) || (t.proclitics & (kWawClitic | kFaClitic)) != 0) return 0;  // another clause
    for (const PhraseMatch& p : s_.phrases(end)) {
      w += weight(p, lexicon::ContextSide::after);
      has_verb |= is_verb(p);
    }
    has_verb |= w == 0 && s_.token(end).pos == Pos::VERB;
    return has_verb ? w + kVerbWeight : w;
  }

  [[nodiscard]] float weight(const PhraseMatch& p, lexicon::ContextSide side) const {
    if (p.layer != static_cast<std::uint16_t>(Layer::context)) return 0;
    const lexicon::ContextRow& row = s_.lexicon.context(p.entry);
    return row.side == side ? row.weight : 0;
  }

  [[nodiscard]] static bool is_verb(const PhraseMatch& p) {
    const bool has_verbs =
        p.layer == static_cast<std::uint16_t>(Layer::cue) || p.layer == static_cast<std::uint16_t>(Layer::event);
    const unsigned form = p.features & lexicon::kFormMask;
    if (form == lexicon::kParticiple) return has_verbs && (p.features & lexicon::kDefinite) == 0;  // "accusing Moscow"
    return has_verbs && (form == lexicon::kPast || form == lexicon::kPresent) &&
           (p.features & lexicon::kPersonMask) == lexicon::kThird;
  }

  [[nodiscard]] static bool is_masdar(const PhraseMatch& p) {
    const bool has_verbs =
        p.layer == static_cast<std::uint16_t>(Layer::cue) || p.layer == static_cast<std::uint16_t>(Layer::event);
    return has_verbs && (p.features & lexicon::kFormMask) == lexicon::kMasdar && (p.features & lexicon::kDefinite) == 0;
  }

  // A word between the verb and its subject ("over it").
  [[nodiscard]] bool is_transparent(const PhraseMatch& p) const {
    return p.layer == static_cast<std::uint16_t>(Layer::context) && s_.lexicon.context(p.entry).is_transparent != 0;
  }

  // One decision for all occurrences of the name: it is an actor's if it acts anywhere, or is a party in half of them.
  void settle(Index i) {
    Claim& c = s_.claims[i];
    if (!is_open(c)) return;
    const Reading reading = c.reading;
    int acting = 0;
    int named = 0;
    int framed = 0;
    int located = 0;
    for (const Index k : order_) {
      if (!is_same_name(s_.claims[k], c, reading)) continue;
      acting += scores_[k] >= kThreshold ? 1 : 0;
      ++named;
      const bool is_party = scores_[k] < kThreshold && is_framed(s_.claims[k]);
      framed += is_party ? 1 : 0;
      located += !is_party && scores_[k] <= kPlaceThreshold ? 1 : 0;
    }
    const int factor = reading == Reading::capital ? kCapitalFactor : kPlaceFactor;
    const bool is_actor = (acting > 0 && factor * acting >= located) || (framed > 0 && 2 * framed >= named);
    const Index place = is_actor ? kNone : place_of(c.row);
    const Claim name = c;
    for (const Index k : order_) {
      Claim& other = s_.claims[k];
      if (!is_same_name(other, name, reading)) continue;
      other.reading = Reading::settled;
      other.mention.confidence = is_actor ? 0.9F : 0.8F;
      if (!is_actor) other.mention.actor = place;
    }
  }

  // An embassy that does nothing in the whole document is a building.
  void drop_buildings() {
    for (Index i = 0; i < s_.claims.size(); ++i) {
      if (!is_building(s_.claims[i]) || acts(s_.claims[i].mention.actor)) continue;
      const Index actor = s_.claims[i].mention.actor;
      for (Index k = i; k < s_.claims.size(); ++k) {
        if (!s_.is_dropped(s_.claims[k]) && s_.claims[k].mention.actor == actor) s_.drop(k);
      }
    }
  }

  [[nodiscard]] bool is_building(const Claim& c) const {
    return !s_.is_dropped(c) && c.organ != kNone && s_.lexicon.string(s_.lexicon.organ(c.organ).id) == kEmbassy;
  }

  [[nodiscard]] bool acts(Index actor) const {
    return std::any_of(s_.claims.begin(), s_.claims.end(), [&](const Claim& c) {
      return !s_.is_dropped(c) && c.mention.actor == actor && !follows_masdar(c.mention.tokens.begin) &&
             evidence(c) >= kThreshold;
    });
  }

  // "the moving of the embassy": the embassy is what is moved.
  [[nodiscard]] bool follows_masdar(Index i) const {
    if (!s_.joins_previous(i)) return false;
    const auto before = s_.phrases(i - 1);
    return std::any_of(before.begin(), before.end(), [&](const PhraseMatch& p) { return p.tokens.end == i && is_masdar(p); });
  }

  // The underscores of a hashtag are none.
  [[nodiscard]] Index words_in(TokenRange r) const {
    Index n = 0;
    for (Index i = r.begin; i < r.end; ++i) n += s_.is_word(i) ? 1 : 0;
    return n;
  }

  [[nodiscard]] bool is_same_name(const Claim& x, const Claim& y, Reading reading) const {
    return x.row == y.row && x.reading == reading && words_in(x.mention.tokens) == words_in(y.mention.tokens);
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
  const lexicon::Events& events_;
  std::vector<float> scores_;  // by claim
  std::vector<Index> order_;   // open claims in the order of the text
};

}  // namespace

void settle_places(Scene& scene, const lexicon::Events& events) { Places(scene, events).run(); }

}  // namespace isnad::actor
