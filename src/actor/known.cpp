// Names of the lexicon, and organs composed with states.
#include <algorithm>

#include "actor/scene.h"

namespace isnad::actor {
namespace {

using lexicon::Layer;

constexpr Index kMaxSkipped = 2;  // words between an organ's head and its adjective
constexpr Index kMaxTitle = 3;    // words of a title before its last

bool is_layer(const PhraseMatch& p, Layer layer) { return p.layer == static_cast<std::uint16_t>(layer); }

// A reading of the tokens at one place; the longest wins, then the surest.
struct Best {
  Claim claim;
  bool is_found = false;

  void offer(const Claim& c) {
    if (is_found && c.mention.tokens.end <= claim.mention.tokens.end) return;
    claim = c;
    is_found = true;
  }
};

class KnownNames {
 public:
  explicit KnownNames(Scene& s) : s_(s) {}

  void run() {
    for (Index i = 0; i < s_.token_count();) {
      if (!s_.has(i, Layer::actor) && !s_.has(i, Layer::state) && !s_.has(i, Layer::organ) && !s_.has(i, Layer::head)) {
        ++i;
        continue;
      }
      Best best = read(i);
      if (!best.is_found) {
        ++i;
        continue;
      }
      s_.take(best.claim);
      i = best.claim.mention.tokens.end;
    }
  }

 private:
  Best read(Index i) {
    Best best;
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (is_layer(p, Layer::actor) || is_layer(p, Layer::state)) name(p, best);
    }
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (is_layer(p, Layer::organ)) compose(p, best);
      if (is_layer(p, Layer::head)) headed(p, best);
    }
    return best;
  }

  Claim claim_of(const PhraseMatch& p, ByteOffset end, Index token_end) const {
    Claim c;
    c.mention.span = {p.span.begin, end};
    c.mention.tokens = {p.tokens.begin, token_end};
    c.proclitics = p.proclitics;
    return c;
  }

  // --- names as listed ---
  void name(const PhraseMatch& p, Best& best) {
    if (is_verb_too(p) || leaves_quotation(p) || enters_quotation(p)) return;
    constexpr unsigned kSure = lexicon::kFullName | lexicon::kLoadedName | lexicon::kCountryName | lexicon::kCapitalName;
    if ((p.features & kSure) == 0 || p.enclitic_bytes != 0) return;
    if (best.is_found && p.tokens.end <= best.claim.mention.tokens.end) return;
    if ((p.features & (lexicon::kCountryName)) != 0 && (is_adjective_here(p) || is_longer_place(p))) return;
    Claim c = claim_of(p, p.span.end, p.tokens.end);
    c.row = p.entry;
    if (s_.lexicon.actor(p.entry).type == ActorType::outlet) {
      close_quotation(c);
    } else if ((p.features & lexicon::kLoadedName) == 0) {
      enter_quotation(c);
    }
    const lexicon::ActorRow& row = s_.lexicon.actor(p.entry);
    if (row.type == ActorType::person) extend_lineage(c);
    if (row.is_state == 0 && row.type != ActorType::person) extend(c);
    c.state = row.is_state != 0 ? p.entry : row.country != 0 ? row.country - 1 : kNone;
    c.mention.rule = s_.lexicon.string(row.rule);
    if ((p.features & lexicon::kLoadedName) != 0) c.mention.label = Label::pejorative;
    if ((p.features & lexicon::kCountryName) != 0) c.reading = Reading::country;
    if ((p.features & lexicon::kCapitalName) != 0) c.reading = Reading::capital;
    if (const std::uint32_t other = c.reading == Reading::capital ? namesake(p) : kNone; other != kNone && is_meant(other, p)) {
      c.row = c.state = other;
      c.reading = Reading::country;
    }
    best.offer(c);
  }

  // The other state that a capital's name is a short name of: "Oman" is spelled like "Amman". kNone where there is none.
  [[nodiscard]] std::uint32_t namesake(const PhraseMatch& capital) const {
    for (const PhraseMatch& p : s_.phrases(capital.tokens.begin)) {
      const bool is_short = is_layer(p, Layer::state) && (p.features & lexicon::kShortName) != 0;
      if (is_short && p.entry != capital.entry && p.tokens.end == capital.tokens.end) return p.entry;
    }
    return kNone;
  }

  // The document speaks of `state` by other words more often than of the capital's; where it does of neither, in a list of states.
  [[nodiscard]] bool is_meant(std::uint32_t state, const PhraseMatch& capital) {
    const int balance = balance_of(state, capital.entry);
    if (balance != 0) return balance > 0;
    const Index i = capital.tokens.begin;
    if ((capital.proclitics & kWawClitic) == 0 || i == 0 || !s_.joins_previous(i)) return false;
    const Index before = s_.claim_at(i - 1);
    return before != kNone && s_.claims[before].reading == Reading::country;
  }

  // How much more often the document speaks of `state` than of `other`, its capital's name and short names left out. Counted once.
  [[nodiscard]] int balance_of(std::uint32_t state, std::uint32_t other) {
    const auto known =
        std::find_if(balances_.begin(), balances_.end(), [&](const Balance& b) { return b.state == state && b.other == other; });
    if (known != balances_.end()) return known->by;
    Balance out{state, other, 0};
    for (const PhraseMatch& p : s_.a.phrases) {
      constexpr unsigned kUnsure = lexicon::kShortName | lexicon::kCommonAdjective;
      std::uint32_t named = kNone;
      if (is_layer(p, Layer::state) || is_layer(p, Layer::adjective)) {
        const bool is_own_capital = p.entry == other && (p.features & lexicon::kCapitalName) != 0;
        if ((p.features & kUnsure) == 0 && !is_own_capital) named = p.entry;
      } else if (is_layer(p, Layer::actor) && (p.features & lexicon::kFullName) != 0) {
        const lexicon::ActorRow& row = s_.lexicon.actor(p.entry);
        if (row.country != 0) named = row.country - 1;
      }
      out.by += (named == state ? 1 : 0) - (named == other ? 1 : 0);
    }
    balances_.push_back(out);
    return out.by;
  }

  // "North America" is no state.
  [[nodiscard]] bool is_longer_place(const PhraseMatch& p) const {
    const PhraseMatch* place = s_.place(p.tokens.begin);
    return place != nullptr && place->tokens.end > p.tokens.end && place->tokens.begin == p.tokens.begin;
  }

  // `the so-called "organisation" X`: a name does not begin inside quotation marks and end outside.
  [[nodiscard]] bool leaves_quotation(const PhraseMatch& p) const {
    if (p.tokens.begin == 0 || s_.token(p.tokens.begin - 1).kind != TokenKind::open_quote) return false;
    for (Index i = p.tokens.begin + 1; i < p.tokens.end; ++i) {
      if (s_.token(i).kind == TokenKind::close_quote) return true;
    }
    return false;
  }

  // `agency "X"`: the noun and both marks are of an outlet's name.
  void close_quotation(Claim& c) const {
    TokenRange& r = c.mention.tokens;
    bool is_open = false;
    for (Index i = r.begin; i < r.end; ++i) {
      if (s_.token(i).kind == TokenKind::open_quote) is_open = true;
      if (s_.token(i).kind == TokenKind::close_quote) is_open = false;
    }
    if (is_open && r.end < s_.token_count()) c.mention.span.end = s_.token(r.end++).span.end;
  }

  // `movement "X"`: the name is what stands inside the marks.
  void enter_quotation(Claim& c) const {
    TokenRange& r = c.mention.tokens;
    for (Index i = r.begin + 1; i + 1 < r.end; ++i) {
      if (s_.token(i).kind != TokenKind::open_quote) continue;
      r.begin = i + 1;
      if (s_.token(r.end - 1).kind == TokenKind::close_quote) --r.end;
      c.mention.span = {s_.token(r.begin).span.begin, s_.token(r.end - 1).span.end};
      c.proclitics = 0;
      return;
    }
  }

  // `newspaper "X` is no name where the quotation goes on: `newspaper "X Y"`.
  [[nodiscard]] bool enters_quotation(const PhraseMatch& p) const {
    bool is_open = false;
    for (Index i = p.tokens.begin; i < p.tokens.end; ++i) {
      if (s_.token(i).kind == TokenKind::open_quote) is_open = true;
      if (s_.token(i).kind == TokenKind::close_quote) is_open = false;
    }
    return is_open && p.tokens.end < s_.token_count() && s_.token(p.tokens.end).kind != TokenKind::close_quote;
  }

  // "AFAD" is spelled like the verb "afada": such a name needs quotation marks or brackets around it.
  [[nodiscard]] bool is_verb_too(const PhraseMatch& p) const {
    if (p.tokens.end != p.tokens.begin + 1) return false;
    const PhraseMatch* cue = s_.phrase(p.tokens.begin, Layer::cue);
    const bool is_verb = cue != nullptr && cue->tokens.end == p.tokens.end && s_.token(p.tokens.begin).pos == Pos::VERB;
    if (!is_verb || p.tokens.begin == 0) return is_verb;
    const Token& before = s_.token(p.tokens.begin - 1);
    return before.kind != TokenKind::open_quote && s_.a.text(before.span) != "(";
  }

  // "suriyya" after an indefinite noun is the adjective "Syrian", not the country; "as-sa'udiyya" after a definite one, and
  // after the quoted name of a newspaper.
  [[nodiscard]] bool is_adjective_here(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    if (p.proclitics != 0 || i == 0 || p.tokens.end != i + 1 || s_.starts_sentence(i)) return false;
    const PhraseMatch* adjective = s_.phrase(i, Layer::adjective);
    if (adjective == nullptr) return false;
    const bool is_definite = (adjective->features & lexicon::kDefinite) != 0;
    if (s_.token(i - 1).kind == TokenKind::close_quote) return is_definite && is_quoted_outlet(i - 1);
    if (!s_.joins_previous(i)) return false;
    const token::WordType& before = s_.type(i - 1);
    if (is_definite) return before.has_article && is_noun(i - 1);
    return before.ends_in_marbuta && !before.has_article && !s_.has(i - 1, Layer::context) && !s_.has(i - 1, Layer::organ);
  }

  [[nodiscard]] bool is_noun(Index i) const {
    const Pos pos = s_.token(i).pos;
    return (pos == Pos::NOUN || pos == Pos::ADJ || pos == Pos::X || pos == Pos::PROPN) && !s_.has(i, Layer::time);
  }

  // The marks that close at `close` hold an outlet's name.
  [[nodiscard]] bool is_quoted_outlet(Index close) const {
    const Index claim = close == 0 ? kNone : s_.claim_at(close - 1);
    return claim != kNone && s_.claims[claim].row != kNone && s_.lexicon.actor(s_.claims[claim].row).type == ActorType::outlet;
  }

  // --- organs composed with states ---
  void compose(const PhraseMatch& head, Best& best) {
    if (head.enclitic_bytes != 0 || head.tokens.end >= s_.token_count() || is_of_title(head) || s_.is_preposition(head) ||
        s_.is_idea(head))
      return;
    if ((head.features & lexicon::kHeadConstruct) != 0) {
      with_genitive(head, best);
    } else {
      with_adjective(head, best);
    }
  }

  // "the foreign minister of X": the head's word is the title's own.
  [[nodiscard]] bool is_of_title(const PhraseMatch& head) const {
    const Index i = head.tokens.begin;
    if ((head.features & lexicon::kHeadConstruct) == 0) return false;
    for (Index back = 1; back <= kMaxTitle && back <= i && s_.joins_previous(i - back + 1); ++back) {
      for (const PhraseMatch& p : s_.phrases(i - back)) {
        if (is_layer(p, Layer::title) && p.tokens.end > i) return true;
      }
    }
    return false;
  }

  [[nodiscard]] static bool agrees(const PhraseMatch& head, const PhraseMatch& adjective) {
    const unsigned f = adjective.features;
    const bool is_plural = (f & lexicon::kNumberMask) == lexicon::kPlural;
    const bool is_feminine_singular = (f & lexicon::kFeminine) != 0 && !is_plural;
    const bool is_masculine_singular = (f & lexicon::kMasculine) != 0 && (f & lexicon::kNumberMask) == lexicon::kSingular;
    if ((head.features & lexicon::kHeadMasculine) != 0) return is_masculine_singular;
    if ((head.features & lexicon::kHeadFeminine) != 0) return is_feminine_singular;
    return is_feminine_singular || (is_plural && (f & lexicon::kMasculine) != 0);
  }

  void with_adjective(const PhraseMatch& head, Best& best) {
    Index j = s_.word_after(head.tokens.end);
    for (Index skipped = 0; j != kNone && skipped <= kMaxSkipped; ++skipped, j = s_.word_after(j + 1)) {
      for (const PhraseMatch& p : s_.phrases(j)) {
        if (!is_layer(p, Layer::adjective) || p.proclitics != 0 || p.enclitic_bytes != 0) continue;
        if ((p.features & lexicon::kDefinite) == 0 || !agrees(head, p)) continue;
        if ((p.features & lexicon::kCommonAdjective) != 0 && !is_named(p.entry)) continue;
        compose_with(head, p.entry, p.span.end, p.tokens.end, best);
        return;
      }
      if (!may_be_skipped(j)) return;
    }
  }

  // The state of an adjective that is a common word ("financial", "Malian") stands in the document: by its full name, its
  // capital or its people, or behind a preposition.
  [[nodiscard]] bool is_named(std::uint32_t state) const {
    return std::any_of(s_.a.phrases.begin(), s_.a.phrases.end(), [&](const PhraseMatch& p) {
      if (!is_layer(p, Layer::state) || p.entry != state) return false;
      const Index i = p.tokens.begin;
      return (p.features & lexicon::kShortName) == 0 || (s_.joins_previous(i) && s_.token(i - 1).pos == Pos::ADP);
    });
  }

  [[nodiscard]] bool is_conjunct(Index j) const { return (s_.token(j).proclitics & ~kArticle) == kWawClitic; }

  // Only further definite words of the head's own name may stand before its adjective: "ministry of defence and aviation".
  [[nodiscard]] bool may_be_skipped(Index j) const {
    const bool is_joined = s_.type(j).surface.starts_with("\xD8\xA7\xD9\x84") || is_conjunct(j);
    if (!s_.type(j).has_article || !is_joined) return false;
    for (const PhraseMatch& p : s_.phrases(j)) {
      if (is_layer(p, Layer::adjective) || is_layer(p, Layer::actor) || is_layer(p, Layer::state)) return false;
      if (is_layer(p, Layer::title) || is_layer(p, Layer::cue)) return false;
      if (!is_layer(p, Layer::organ) || p.tokens.end >= s_.token_count()) continue;
      for (const PhraseMatch& q : s_.phrases(p.tokens.end)) {
        if (is_layer(q, Layer::adjective) && agrees(p, q)) return false;  // the adjective is that organ's
      }
    }
    return true;
  }

  void with_genitive(const PhraseMatch& head, Best& best) {
    const Index j = s_.word_after(head.tokens.end);
    if (j == kNone) return;
    for (const PhraseMatch& p : s_.phrases(j)) {
      if (p.proclitics != 0 || p.enclitic_bytes != 0) continue;
      if (is_layer(p, Layer::state) && (p.features & (lexicon::kPeopleName)) == 0) {
        if ((p.features & lexicon::kShortName) != 0) continue;  // decided when the document is known
        compose_with(head, p.entry, p.span.end, p.tokens.end, best, (p.features & lexicon::kLoadedName) != 0);
        return;
      }
      if (is_layer(p, Layer::adjective) && (p.features & lexicon::kDefinite) == 0 && is_organ(head) && is_plural_or_feminine(p)) {
        compose_with(head, p.entry, p.span.end, p.tokens.end, best);
        return;
      }
    }
    // the genitive is itself composed: "forces of the Syrian regime"
    Best inner;
    for (const PhraseMatch& p : s_.phrases(j)) {
      if (is_layer(p, Layer::organ) && p.proclitics == 0) compose(p, inner);
    }
    if (inner.is_found && inner.claim.state != kNone && inner.claim.organ != kNone) {
      const Mention& m = inner.claim.mention;
      const bool is_government = s_.lexicon.string(s_.lexicon.organ(inner.claim.organ).id) == "-";
      if (is_government) {
        compose_with(head, inner.claim.state, m.span.end, m.tokens.end, best, m.label == Label::pejorative);
      }
    }
  }

  [[nodiscard]] bool is_organ(const PhraseMatch& head) const { return s_.lexicon.string(s_.lexicon.organ(head.entry).id) != "-"; }
  [[nodiscard]] static bool is_plural_or_feminine(const PhraseMatch& p) {
    return (p.features & lexicon::kFeminine) != 0 || (p.features & lexicon::kNumberMask) == lexicon::kPlural;
  }

  void compose_with(const PhraseMatch& head, std::uint32_t state, ByteOffset end, Index token_end, Best& best,
                    bool is_loaded = false) {
    if (best.is_found && token_end <= best.claim.mention.tokens.end) return;
    Claim c = claim_of(head, end, token_end);
    c.state = state;
    c.organ = head.entry;
    c.mention.rule = s_.lexicon.string(s_.lexicon.organ(head.entry).rule);
    if (is_loaded || (head.features & lexicon::kHeadLoaded) != 0) c.mention.label = Label::pejorative;
    best.offer(c);
  }

  // --- a generic noun before a name: "movement X", "militias of X" ---
  void headed(const PhraseMatch& head, Best& best) {
    if (head.enclitic_bytes != 0) return;
    const lexicon::HeadRow& row = s_.lexicon.head(head.entry);
    Index j = head.tokens.end;
    if (j < s_.token_count() && s_.token(j).kind == TokenKind::open_quote) ++j;
    if (j >= s_.token_count()) return;
    for (const PhraseMatch& p : s_.phrases(j)) {
      if (!is_layer(p, Layer::actor) || p.proclitics != 0 || p.enclitic_bytes != 0) continue;
      const lexicon::ActorRow& actor = s_.lexicon.actor(p.entry);
      if (!suits(row, actor.type)) continue;
      const bool is_sure = (p.features & (lexicon::kFullName | lexicon::kLoadedName)) != 0;
      if (!is_sure && (row.role == lexicon::HeadRole::organisation || s_.has(j, Layer::organ) || !s_.is_alone(p))) continue;
      const Index end = p.tokens.end;
      const bool is_closed = end < s_.token_count() && s_.token(end).kind == TokenKind::close_quote;
      const bool is_quoted = j > head.tokens.end;
      if (is_quoted && !is_closed) continue;  // the quoted name goes on: it is another
      if (best.is_found && end <= best.claim.mention.tokens.end) return;
      const bool is_loaded_head = row.role == lexicon::HeadRole::loaded;
      Claim c = is_quoted && is_loaded_head ? claim_of(head, s_.token(end).span.end, end + 1)
                : is_quoted                 ? claim_of(p, p.span.end, end)
                                            : claim_of(head, p.span.end, end);
      c.row = p.entry;
      if (!is_quoted || is_loaded_head) extend(c);
      c.state = actor.country != 0 ? actor.country - 1 : kNone;
      c.mention.rule = s_.lexicon.string(actor.rule);
      if (is_loaded_head || (p.features & lexicon::kLoadedName) != 0) c.mention.label = Label::pejorative;
      best.offer(c);
      return;
    }
  }

  // A definite nisba or epithet after a name belongs to it: "Anadolu news agency, the Turkish".
  void extend(Claim& c) const {
    const Index j = c.mention.tokens.end;
    if (j >= s_.token_count() || (!s_.joins_previous(j) && s_.token(j - 1).kind != TokenKind::close_quote)) return;
    for (const PhraseMatch& p : s_.phrases(j)) {
      if (p.proclitics != 0 || p.enclitic_bytes != 0) continue;
      const bool is_nisba =
          is_layer(p, Layer::adjective) && (p.features & lexicon::kDefinite) != 0 && p.span.begin == s_.token(j).span.begin;
      const bool is_epithet = is_layer(p, Layer::head) && s_.lexicon.head(p.entry).role == lexicon::HeadRole::epithet;
      if (!is_nisba && !is_epithet) continue;
      if (is_epithet) c.mention.label = Label::pejorative;
      c.mention.tokens.end = p.tokens.end;
      c.mention.span.end = p.span.end;
      return;
    }
  }

  // "King Salman" with "bin Abdulaziz Al Saud" after it: particles that bind, each with its word.
  void extend_lineage(Claim& c) const {
    constexpr Index kMostParticles = 3;
    Index end = c.mention.tokens.end;
    for (Index n = 0; n < kMostParticles && binds_next(end) && s_.joins_previous(end) && s_.joins_previous(end + 1); ++n) {
      const Index first = end + 1;
      end = binds_next(first) && s_.joins_previous(first + 1) ? first + 2 : first + 1;
      c.mention.tokens.end = end;
      c.mention.span.end = s_.token(end - 1).span.end;
    }
  }

  [[nodiscard]] bool binds_next(Index i) const { return i + 1 < s_.token_count() && s_.binds(i, lexicon::kBindsNext); }

  [[nodiscard]] static bool suits(const lexicon::HeadRow& head, ActorType type) {
    switch (head.role) {
      case lexicon::HeadRole::epithet:
      case lexicon::HeadRole::sided: return false;
      case lexicon::HeadRole::outlet: return type == ActorType::outlet;
      case lexicon::HeadRole::organisation: return type == ActorType::organisation || type == ActorType::government;
      default: return type == ActorType::armed_group || type == ActorType::party || type == ActorType::organisation;
    }
  }

  /// How much more often the document speaks of one state than of another whose capital is spelled like it.
  struct Balance {
    std::uint32_t state = kNone, other = kNone;
    int by = 0;
  };

  Scene& s_;
  std::vector<Balance> balances_;
};

// "the factions loyal to Turkey", "militias backed by Iran": groups that the text names only by whose side they are on.
class BackedGroups {
 public:
  explicit BackedGroups(Scene& s) : s_(s) {}

  void run() {
    for (Index i = 0; i + 2 < s_.token_count(); ++i) {
      for (const PhraseMatch& p : s_.phrases(i)) {
        if (is_layer(p, Layer::head) && s_.lexicon.head(p.entry).role == lexicon::HeadRole::sided && join(p)) break;
      }
    }
  }

 private:
  bool join(const PhraseMatch& head) {
    if (head.enclitic_bytes != 0 || !s_.is_free(head.tokens)) return false;
    Index j = head.tokens.end;
    for (Index n = 0; n < kMaxSkipped && s_.joins_previous(j) && !is_side(j); ++n) {
      if (!s_.has(j, Layer::adjective) && s_.token(j).pos != Pos::ADJ) return false;
      ++j;
    }
    if (j + 1 >= s_.token_count() || !s_.joins_previous(j) || !is_side(j)) return false;
    ++j;
    const PhraseMatch* side = s_.phrase(j, Layer::context);
    if (side != nullptr && s_.lexicon.context(side->entry).is_transparent != 0) return pronoun(head, j);
    if (s_.token(j).pos == Pos::ADP && s_.claim_at(j) == kNone) ++j;  // "backed by"
    const Index state = s_.claim_at(j);
    if (state == kNone) return false;
    const Claim& name = s_.claims[state];
    const bool is_state = name.state != kNone && name.row == name.state && name.mention.tokens.begin == j;
    return is_state &&
           take(head, name.state, {head.span.begin, name.mention.span.end}, head.tokens.begin, name.mention.tokens.end, state);
  }

  // A participle that says on whose side somebody is ("loyal", "backed"): data/actors/context.tsv.
  [[nodiscard]] bool is_side(Index i) const {
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (is_layer(p, Layer::context) && p.tokens.end == i + 1 && s_.lexicon.context(p.entry).is_side != 0) return true;
    }
    return false;
  }

  // "loyal to it": the state named last before, in the sentence.
  bool pronoun(const PhraseMatch& head, Index j) {
    for (Index k = head.tokens.begin; k > 0 && !s_.starts_sentence(k); --k) {
      const Index claim = s_.claim_at(k - 1);
      if (claim == kNone || s_.claims[claim].state == kNone) continue;
      return take(head, s_.claims[claim].state, {head.span.begin, s_.token(j).span.end}, head.tokens.begin, j + 1, kNone);
    }
    return false;
  }

  bool take(const PhraseMatch& head, std::uint32_t state, ByteSpan span, Index begin, Index end, Index inner) {
    if (inner != kNone) s_.drop(inner);
    if (!s_.is_free({begin, end})) return false;
    const lexicon::HeadRow& row = s_.lexicon.head(head.entry);
    const lexicon::ActorRow& s = s_.lexicon.actor(state);
    std::string id = std::string(s_.lexicon.string(s.id)) + "-backed-groups";
    std::string name = "groups backed by " + std::string(s_.lexicon.string(s.name));
    Claim c;
    c.mention.tokens = {begin, end};
    c.mention.span = span;
    c.mention.rule = s_.lexicon.string(row.rule);
    c.mention.confidence = 0.7F;
    c.state = state;
    c.proclitics = head.proclitics;
    const std::string_view kept = s_.a.keep(std::move(id));
    c.mention.actor = s_.actor_by_id(kept, s_.a.keep(std::move(name)), row.type, s_.lexicon.string(s.id));
    s_.take(c);
    return true;
  }

  Scene& s_;
};

// "the government of X", "the regime of President X": the organ of the state that X belongs to.
class GovernmentsOfPersons {
 public:
  explicit GovernmentsOfPersons(Scene& s) : s_(s) {}

  void run() {
    for (Index i = 0; i + 1 < s_.token_count(); ++i) {
      if (s_.claim_at(i) != kNone) continue;
      for (const PhraseMatch& p : s_.phrases(i)) {
        if (is_layer(p, Layer::organ) && (p.features & lexicon::kHeadConstruct) != 0 && join(p)) break;
      }
    }
  }

 private:
  // "the government of *the American president,* X"
  [[nodiscard]] Index past_title(Index i) const {
    Index j = i;
    if (const PhraseMatch* title = s_.phrase(j, Layer::title); title != nullptr && s_.claim_at(j) == kNone) j = title->tokens.end;
    while (j > i && j < s_.token_count() && s_.claim_at(j) == kNone && s_.has(j, Layer::adjective) && s_.type(j).has_article) ++j;
    const bool has_comma = j > i && j + 1 < s_.token_count() && s_.token(j).kind == TokenKind::punctuation &&
                           s_.a.text(s_.token(j).span) == "\xD8\x8C";
    if (has_comma) return j + 1;
    return s_.joins_previous(j) ? j : s_.token_count();
  }

  bool join(const PhraseMatch& head) {
    if (head.enclitic_bytes != 0 || !s_.joins_previous(head.tokens.end) || !s_.is_free(head.tokens)) return false;
    if (s_.is_preposition(head)) return false;
    const Index j = past_title(head.tokens.end);
    if (j >= s_.token_count()) return false;
    const Index person = s_.claim_at(j);
    if (person == kNone || s_.claims[person].mention.tokens.begin != j || s_.claims[person].proclitics != 0) return false;
    const Claim name = s_.claims[person];
    if (name.state == kNone || s_.a.actors[name.mention.actor].type != ActorType::person) return false;
    const std::string_view organ = s_.lexicon.string(s_.lexicon.organ(head.entry).id);
    if (organ != "-" && s_.lexicon.organ(head.entry).type != ActorType::government) return false;
    constexpr std::string_view kPresidency = "presidency";
    if (organ == kPresidency) return false;  // "a delegation *headed by* X"
    s_.drop(person);
    Claim c;
    c.mention.tokens = {head.tokens.begin, name.mention.tokens.end};
    c.mention.span = {head.span.begin, name.mention.span.end};
    c.mention.rule = "government_of_person";
    if ((head.features & lexicon::kHeadLoaded) != 0) c.mention.label = Label::pejorative;
    c.state = name.state;
    c.organ = head.entry;
    c.proclitics = head.proclitics;
    c.mention.actor = s_.actor_of_organ(c.state, c.organ);
    s_.take(c);
    return true;
  }

  Scene& s_;
};

}  // namespace

void claim_backed_groups(Scene& scene) { BackedGroups(scene).run(); }

void claim_governments_of_persons(Scene& scene) { GovernmentsOfPersons(scene).run(); }

void claim_known(Scene& scene) {
  KnownNames(scene).run();
  for (Claim& c : scene.claims) {
    c.mention.actor = c.organ != kNone ? scene.actor_of_organ(c.state, c.organ) : scene.actor_of_row(c.row);
  }
}

}  // namespace isnad::actor
