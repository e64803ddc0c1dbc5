// Outlets, groups and organisations that the lexicon does not know, announced by a noun.
#include <algorithm>

#include "actor/scene.h"

namespace isnad::actor {
namespace {

using lexicon::Layer;

bool is_layer(const PhraseMatch& p, Layer layer) { return p.layer == static_cast<std::uint16_t>(layer); }

constexpr Index kMaxQuotedWords = 5;
constexpr Index kMaxWords = 3;
constexpr Index kMaxTaggedWords = 6;
constexpr std::string_view kFront = "front";
constexpr std::size_t kShortestLast = 6;  // bytes: three letters

class Bodies {
 public:
  explicit Bodies(Scene& s) : s_(s) {}

  void run() {
    for (Index i = 0; i < s_.token_count(); ++i) {
      if (s_.claim_at(i) == kNone) read(i);
    }
  }

 private:
  void read(Index i) {
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (!is_layer(p, Layer::head) || p.enclitic_bytes != 0) continue;
      const lexicon::HeadRow& head = s_.lexicon.head(p.entry);
      if (head.role == lexicon::HeadRole::epithet || head.role == lexicon::HeadRole::sided) continue;
      if (is_front_line(p, head)) continue;
      Index begin = p.tokens.end;
      Index end = quoted(p.tokens.end, begin);
      const bool is_quoted = end != kNone;
      if (!is_quoted) end = latin(begin);
      if (end == kNone && head.takes_complement != 0) end = complement(begin);
      if (end == kNone) end = tagged(p.tokens);
      if (end == kNone) continue;
      take(p, head, {begin, end}, is_quoted);
      return;
    }
  }

  // "on the front of X": where they fight, no body of that name.
  [[nodiscard]] bool is_front_line(const PhraseMatch& p, const lexicon::HeadRow& head) const {
    if (s_.lexicon.string(head.id) != kFront) return false;
    if ((p.proclitics & kBaClitic) != 0 || (p.tokens.end < s_.token_count() && s_.place(p.tokens.end) != nullptr)) return true;
    return s_.joins_previous(p.tokens.begin) && s_.token(p.tokens.begin - 1).pos == Pos::ADP;
  }

  // NOUN "X": the end of the words in quotation marks, whose first is left in `begin`.
  [[nodiscard]] Index quoted(Index open, Index& begin) const {
    if (open + 2 >= s_.token_count() || s_.token(open).kind != TokenKind::open_quote) return kNone;
    Index i = open + 1;
    while (i < s_.token_count() && s_.is_word(i) && s_.claim_at(i) == kNone && i - open <= kMaxQuotedWords) ++i;
    if (i == open + 1 || i >= s_.token_count() || s_.token(i).kind != TokenKind::close_quote) return kNone;
    if (is_description({open + 1, i})) return kNone;
    begin = open + 1;
    return i;
  }

  // Indefinite adjectives ("a terrorist organisation"), or words that begin with a particle, say of what kind it is.
  [[nodiscard]] bool is_description(TokenRange words) const {
    const Pos first = s_.token(words.begin).pos;
    if (first == Pos::ADP || first == Pos::SCONJ || first == Pos::PRON) return true;
    for (Index i = words.begin; i < words.end; ++i) {
      if (s_.token(i).pos != Pos::ADJ || s_.type(i).has_article) return false;
    }
    return true;
  }

  // The words that the tagger takes for one organisation with its head. Countries in it are no actors of their own.
  Index tagged(TokenRange head) {
    const bool is_listed = s_.has(head.begin, Layer::organ) || s_.has(head.begin, Layer::actor);
    if (s_.token(head.begin).ner != NerTag::B_ORG || is_listed) return kNone;
    Index end = head.end;
    const auto may_be_inside = [&](Index i) {
      const Index claim = s_.claim_at(i);
      return claim == kNone || s_.claims[claim].reading == Reading::country || s_.claims[claim].reading == Reading::capital;
    };
    while (s_.joins_previous(end) && s_.token(end).ner == NerTag::I_ORG && end - head.begin < kMaxTaggedWords &&
           may_be_inside(end))
      ++end;
    if (end == head.end || s_.type(end - 1).surface.size() < kShortestLast || is_description({head.end, end})) return kNone;
    for (Index i = head.end; i < end; ++i) {
      if (const Index claim = s_.claim_at(i); claim != kNone) s_.drop(claim);
    }
    return end;
  }

  [[nodiscard]] Index latin(Index i) const {
    Index end = i;
    while (end < s_.token_count() && end < i + kMaxWords && s_.token(end).kind == TokenKind::latin && s_.claim_at(end) == kNone)
      ++end;
    return end > i ? end : kNone;
  }

  // A definite word, or words that no dictionary knows, with the definite adjectives after them.
  [[nodiscard]] Index complement(Index i) const {
    if (!s_.joins_previous(i) || s_.claim_at(i) != kNone || s_.is_plain(i) || s_.is_famous(i)) return kNone;  // "Trump's"
    if (!s_.type(i).has_article && !is_name_word(i)) return kNone;
    Index end = i + 1;
    while (end < i + kMaxWords && s_.joins_previous(end) && s_.claim_at(end) == kNone && !s_.is_plain(end) && continues(i, end))
      ++end;
    if (end < i + kMaxWords && s_.joins_previous(end)) {
      const PhraseMatch* nisba = s_.phrase(end, Layer::adjective);
      if (nisba != nullptr && nisba->proclitics == 0 && (nisba->features & lexicon::kDefinite) != 0) end = nisba->tokens.end;
    }
    return end;
  }

  [[nodiscard]] bool continues(Index first, Index i) const {
    const bool is_definite = s_.type(first).has_article;
    return is_definite ? s_.type(i).surface.starts_with("\xD8\xA7\xD9\x84") && s_.type(i).has_article : is_name_word(i);
  }

  [[nodiscard]] bool is_name_word(Index i) const {
    const PhraseMatch* name = s_.phrase(i, Layer::given_name);
    return (name != nullptr && name->proclitics == 0) || s_.token(i).pos == Pos::PROPN;
  }

  void take(const PhraseMatch& p, const lexicon::HeadRow& head, TokenRange name, bool is_quoted) {
    Claim c;
    c.mention.tokens = {p.tokens.begin, name.end + (is_quoted ? 1 : 0)};
    c.mention.span = {p.span.begin, s_.token(c.mention.tokens.end - 1).span.end};
    if (!s_.is_free(c.mention.tokens)) return;
    c.proclitics = p.proclitics;
    c.mention.basis = MentionBasis::model;
    c.mention.confidence = is_quoted ? 0.8F : 0.6F;
    c.mention.rule = s_.lexicon.string(head.rule);
    if (head.role == lexicon::HeadRole::loaded) c.mention.label = Label::pejorative;
    c.mention.actor = is_quoted ? kNone : longer_name(c);
    if (c.mention.actor == kNone) {
      std::string text(s_.a.text(c.mention.span));
      const std::string_view id = s_.unknown_id(name, s_.lexicon.string(head.id), s_.token(name.begin).span.begin);
      c.mention.actor = s_.actor_by_id(id, s_.a.keep(std::move(text)), head.type, {});
    }
    s_.take(c);
  }

  // "The Workers' Party" where the document has "the Kurdistan Workers' Party": the body whose name begins with these words.
  [[nodiscard]] Index longer_name(const Claim& c) const {
    for (const Claim& other : s_.claims) {
      if (s_.is_dropped(other) ||
          other.mention.tokens.end - other.mention.tokens.begin <= c.mention.tokens.end - c.mention.tokens.begin)
        continue;
      const ActorType type = s_.a.actors[other.mention.actor].type;
      if (type != ActorType::person && type != ActorType::outlet && begins_with(other, c)) return other.mention.actor;
    }
    return kNone;
  }

  [[nodiscard]] bool begins_with(const Claim& longer, const Claim& c) const {
    const Index n = c.mention.tokens.end - c.mention.tokens.begin;
    for (Index k = 0; k < n; ++k) {
      const std::string_view x = s_.stem(longer.mention.tokens.begin + k, k == 0 ? longer.proclitics : std::uint8_t{0});
      const std::string_view y = s_.stem(c.mention.tokens.begin + k, k == 0 ? c.proclitics : std::uint8_t{0});
      if (x != y) return false;
    }
    return true;
  }

  Scene& s_;
};

}  // namespace

void claim_bodies(Scene& scene) { Bodies(scene).run(); }

}  // namespace isnad::actor
