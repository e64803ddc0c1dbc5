// Short forms: names that mean an actor once the document has made clear whom.
#include <algorithm>
#include <bitset>
#include <map>
#include <span>

#include "actor/scene.h"
#include "lexicon/famous.h"

namespace isnad::actor {
namespace {

using lexicon::Layer;

bool is_layer(const PhraseMatch& p, Layer layer) { return p.layer == static_cast<std::uint16_t>(layer); }

constexpr float kHeadlineWeight = 3.0F;
constexpr float kAdjectiveWeight = 0.5F;
constexpr float kShortWeight = 0.5F;
constexpr std::size_t kLetterBytes = 2;
constexpr std::size_t kMostSize = 63;
constexpr std::size_t kMostProcliticBytes = 4;
constexpr char kYehMarbuta[] = "\xD9\x8A\xD9\x87";  // of a feminine nisba, folded

class ShortNames {
 public:
  explicit ShortNames(Scene& s) : s_(s) {}

  void run() {
    find_home();
    collect_heads();
    for (Index i = 0; i < s_.token_count(); ++i) {
      if (s_.claim_at(i) == kNone) read(i);
    }
  }

 private:
  // --- what the document is about ---
  struct Weight {
    std::uint32_t state;
    float weight;
  };

  void weigh(std::uint32_t state, float w) {
    if (state == kNone) return;
    const auto it = std::find_if(weights_.begin(), weights_.end(), [&](const Weight& x) { return x.state == state; });
    if (it == weights_.end()) {
      weights_.push_back({state, w});
    } else {
      it->weight += w;
    }
  }

  // The state whose organs are meant where none is named. A paper counts for its state where the text speaks of that otherwise.
  void find_home() {
    const auto is_outlet = [&](const Claim& c) {
      return c.mention.actor != kNone && s_.a.actors[c.mention.actor].type == ActorType::outlet;
    };
    const auto weigh_claim = [&](const Claim& c) {
      if (!s_.is_dropped(c)) weigh(c.state, s_.is_headline(c.mention.tokens.begin) ? kHeadlineWeight : 1.0F);
    };
    for (const Claim& c : s_.claims)
      if (!is_outlet(c)) weigh_claim(c);
    for (const PhraseMatch& p : s_.a.phrases) {
      const bool is_sure = (p.features & lexicon::kCommonAdjective) == 0;
      if (is_layer(p, Layer::adjective) && is_sure && s_.claim_at(p.tokens.begin) == kNone) weigh(p.entry, kAdjectiveWeight);
    }
    for (const Claim& c : s_.claims)
      if (is_outlet(c) && c.state != kNone && weight_of(c.state) > 0) weigh_claim(c);
    std::stable_sort(weights_.begin(), weights_.end(), [](const Weight& x, const Weight& y) { return x.weight > y.weight; });
    if (!weights_.empty()) home_ = weights_.front().state;
  }

  [[nodiscard]] float weight_of(std::uint32_t state) const {
    for (const Weight& w : weights_) {
      if (w.state == state) return w.weight;
    }
    return 0;
  }

  // --- "the movement" after "movement X" ---
  struct Head {
    Index actor;
    bool is_loaded;
    bool is_organ;      // "the ministry" after "ministry of X of Y"
    bool has_article;   // the name itself begins so
    bool is_council;    // a noun that many bodies have: "council", "committee"
    Index begin;        // of the name
    bool is_ambiguous;  // another actor has this head too
  };

  void collect_heads() {
    for (const Claim& c : s_.claims) {
      if (!s_.is_dropped(c) && c.reading == Reading::settled) collect_head(c);
    }
  }

  void collect_head(const Claim& c) {
    const Index i = head_of(c);
    if (c.mention.tokens.end - i < 2 || s_.a.actors[c.mention.actor].type == ActorType::person) return;
    const lexicon::HeadRow* head = one_word_head(i);
    const bool is_body = c.organ == kNone || (is_government(c) && s_.type(i).ends_in_marbuta);  // no "palace"
    std::string word;
    if (head != nullptr) {
      if (head->role == lexicon::HeadRole::epithet || head->role == lexicon::HeadRole::sided) return;
      word = article_;
      word += s_.stem(i, c.proclitics);
    } else if (is_body && s_.type(i).has_article && (c.organ != kNone || !is_government(c) || !is_bare_organ(i))) {
      word = whole(s_.stem(i, c.proclitics));
    } else if (is_body && c.organ != kNone) {
      word = article_;
      word += s_.stem(i, c.proclitics);
    } else {
      return;
    }
    const bool is_loaded = head != nullptr && head->role == lexicon::HeadRole::loaded;
    const bool is_council = head != nullptr && head->role == lexicon::HeadRole::organisation;
    add_head(word, {c.mention.actor, is_loaded, c.organ != kNone, s_.type(i).has_article, is_council, i, false});
  }

  // The noun that announces a name, where it is the first word alone.
  [[nodiscard]] const lexicon::HeadRow* one_word_head(Index i) const {
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (is_layer(p, Layer::head) && p.tokens.end == i + 1) return &s_.lexicon.head(p.entry);
    }
    return nullptr;
  }

  [[nodiscard]] bool is_government(const Claim& c) const { return s_.a.actors[c.mention.actor].type == ActorType::government; }

  // The first word of a name, or the noun before the quotation marks around it.
  [[nodiscard]] Index head_of(const Claim& c) const {
    const Index i = c.mention.tokens.begin;
    return i > 1 && s_.token(i - 1).kind == TokenKind::open_quote && s_.has(i - 2, Layer::head) ? i - 2 : i;
  }

  void add_head(const std::string& word, Head head) {
    head_sizes_ |= std::uint64_t{1} << std::min(word.size(), kMostSize);
    if (!word.empty()) head_ends_.set(static_cast<unsigned char>(word.back()));
    std::vector<Head>& heads = heads_[word];
    bool is_known = false;
    for (Head& h : heads) {
      is_known |= h.actor == head.actor && !head.is_organ;
      if (h.actor != head.actor) h.is_ambiguous = head.is_ambiguous = true;
    }
    if (!is_known) heads.push_back(head);
  }

  // The article without its alif, melted into `li-`, made whole.
  [[nodiscard]] std::string whole(std::string_view stem) const {
    const bool is_melted = !stem.starts_with(article_) && stem.starts_with(std::string_view(article_).substr(kLetterBytes));
    return (is_melted ? article_.substr(0, kLetterBytes) : std::string()) + std::string(stem);
  }

  // Those that have this folded word for their head.
  [[nodiscard]] std::span<const Head> heads_of(std::string_view word) const {
    if ((head_sizes_ >> std::min(word.size(), kMostSize) & 1U) == 0) return {};
    const auto found = heads_.find(word);
    return found == heads_.end() ? std::span<const Head>() : std::span<const Head>(found->second);
  }

  // --- one place ---
  void read(Index i) {
    if (!s_.type(i).has_article && !s_.has(i, Layer::actor) && !s_.has(i, Layer::state) && !s_.has(i, Layer::organ)) return;
    Claim best;
    bool is_found = false;
    const auto offer = [&](const Claim& c) {
      if (is_found && c.mention.tokens.end <= best.mention.tokens.end) return;
      if (!s_.is_free(c.mention.tokens)) return;
      best = c;
      is_found = true;
    };
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (p.enclitic_bytes != 0) continue;
      if (is_layer(p, Layer::actor) || is_layer(p, Layer::state)) {
        if (Claim c; listed(p, c)) offer(c);
      }
    }
    // "The government" after "government of X" is that one, before it is the government of any state.
    if (!is_found) is_found = definite_head(i, best);
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (is_found || p.enclitic_bytes != 0) continue;
      if (is_layer(p, Layer::organ)) {
        if (Claim c; organ(p, c)) offer(c);
      }
    }
    if (!is_found) return;
    weigh(best.state, kShortWeight);
    collect_head(s_.take(best));
  }

  [[nodiscard]] Claim claim_of(const PhraseMatch& p) const {
    Claim c;
    c.mention.span = p.span;
    c.mention.tokens = p.tokens;
    c.proclitics = p.proclitics;
    return c;
  }

  // Short and family names of the lexicon.
  bool listed(const PhraseMatch& p, Claim& c) {
    const unsigned kind = p.features;
    if ((kind & lexicon::kPeopleName) != 0) return people(p, c);
    if ((kind & (lexicon::kShortName | lexicon::kFamilyName)) == 0) return false;
    const lexicon::ActorRow& row = s_.lexicon.actor(p.entry);
    const Index named = last_named(p.entry, p.tokens.begin);
    const bool is_licensed = named != kNone;
    if (is_licensed && is_later_of_other(p, named)) return false;
    const bool is_family = (kind & lexicon::kFamilyName) != 0;
    if (is_family && !is_leaders(p) && is_famous_of_other(p)) return false;
    const bool is_at_home = !is_family && is_body_at_home(p, row);
    const bool is_listed = !is_family && row.is_state != 0 && is_joined_to_state(p);
    if (!is_licensed && !is_at_home && !is_listed && !(is_family && is_famous(p)) && !is_quoted_outlet(p, row)) return false;
    if (row.is_state != 0 && !is_listed && is_epithet(p)) return false;
    if (is_family ? is_first_name_part(p) || is_of_place(p) : is_plain_organ(p)) return false;
    if (row.type == ActorType::outlet && is_common_word(p, row)) return false;
    c = claim_of(p);
    c.row = p.entry;
    c.state = row.is_state != 0 ? p.entry : row.country != 0 ? row.country - 1 : kNone;
    c.mention.actor = s_.actor_of_row(p.entry);
    c.mention.rule = s_.lexicon.string(row.rule);
    if (is_loaded(p)) c.mention.label = Label::pejorative;
    if (!is_licensed) c.mention.confidence = 0.7F;
    return true;
  }

  // "financial aid", written like "Mali": behind a bare noun, and no name to the tagger.
  [[nodiscard]] bool is_epithet(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    if (p.proclitics != 0 || s_.type(i).has_article || !s_.joins_previous(i) || s_.token(i).ner != NerTag::O) return false;
    return s_.token(i - 1).pos == Pos::NOUN && !s_.type(i - 1).has_article && !s_.has(i - 1, Layer::title) &&
           !s_.has(i - 1, Layer::organ);
  }

  // "Mali and Burkina Faso": in a list of states the word is one.
  [[nodiscard]] bool is_joined_to_state(const PhraseMatch& p) const {
    const auto is_state = [&](Index i) {
      if (i >= s_.token_count() || s_.claim_at(i) == kNone) return false;
      const Claim& c = s_.claims[s_.claim_at(i)];
      return !s_.is_dropped(c) && s_.a.actors[c.mention.actor].type == ActorType::state;
    };
    const Index begin = p.tokens.begin;
    const Index end = p.tokens.end;
    if (begin > 0 && (p.proclitics & kWawClitic) != 0 && s_.joins_previous(begin) && is_state(begin - 1)) return true;
    return end < s_.token_count() && s_.joins_previous(end) && is_state(end) &&
           (s_.claims[s_.claim_at(end)].proclitics & kWawClitic) != 0;
  }

  // An organ's head of the same extent may carry judgement ("the regime").
  [[nodiscard]] bool is_loaded(const PhraseMatch& p) const {
    if ((p.features & lexicon::kLoadedName) != 0) return true;
    for (const PhraseMatch& q : s_.phrases(p.tokens.begin)) {
      if (is_layer(q, Layer::organ) && q.tokens.end == p.tokens.end && (q.features & lexicon::kHeadLoaded) != 0) return true;
    }
    return false;
  }

  // "the forces", "the administration": no actor's own short name.
  [[nodiscard]] bool is_plain_organ(const PhraseMatch& p) const {
    for (const PhraseMatch& q : s_.phrases(p.tokens.begin)) {
      if (is_layer(q, Layer::organ) && q.tokens.end == p.tokens.end && (q.features & lexicon::kHeadLoaded) == 0) return true;
    }
    return false;
  }

  // Where the actor is named last before token `before`, else first after it; kNone where the document does not name it.
  [[nodiscard]] Index last_named(std::uint32_t row, Index before) const {
    const std::string_view id = s_.lexicon.string(s_.lexicon.actor(row).id);
    const auto actor = std::find_if(s_.a.actors.begin(), s_.a.actors.end(), [&](const Actor& x) { return x.id == id; });
    if (actor == s_.a.actors.end()) return kNone;
    const auto index = static_cast<Index>(actor - s_.a.actors.begin());
    Index found = kNone;
    for (const Claim& c : s_.claims) {
      if (c.mention.actor != index || s_.is_dropped(c)) continue;
      const Index at = c.mention.tokens.begin;
      if (found == kNone || is_nearer(at, found, before)) found = at;
    }
    return found;
  }

  [[nodiscard]] static bool is_nearer(Index x, Index y, Index before) {
    if ((x < before) != (y < before)) return x < before;
    return x < before ? x > y : x < y;
  }

  // Two actors that the document names have this short name: the one named last is meant.
  [[nodiscard]] bool is_later_of_other(const PhraseMatch& p, Index named) const {
    for (const PhraseMatch& q : s_.phrases(p.tokens.begin)) {
      const bool is_short = (q.features & (lexicon::kShortName | lexicon::kFamilyName)) != 0;
      if (!is_layer(q, Layer::actor) || !is_short || q.tokens.end != p.tokens.end || q.entry == p.entry) continue;
      const Index other = last_named(q.entry, p.tokens.begin);
      if (other != kNone && is_nearer(other, named, p.tokens.begin)) return true;
    }
    return false;
  }

  // A leader has the same last name: "Trump" is not one of the family.
  [[nodiscard]] bool is_famous_of_other(const PhraseMatch& p) const {
    for (const PhraseMatch& q : s_.phrases(p.tokens.begin)) {
      if (is_layer(q, Layer::actor) && q.tokens.end == p.tokens.end && is_leaders(q)) return true;
    }
    return false;
  }

  // The word stands where somebody acts or speaks: before a verb that opens with it, behind a verb of saying and before what
  // is said, before the colon of a headline, or joined with a person by "and".
  [[nodiscard]] bool acts(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    const Index end = p.tokens.end;
    if (s_.has(i, Layer::title)) return false;  // "the Sheikh"
    const bool opens = s_.starts_sentence(i) || !s_.joins_previous(i) || (p.proclitics & kWawClitic) != 0;
    const bool has_next = end < s_.token_count() && !s_.starts_sentence(end);
    if (opens && has_next && s_.token(end).pos == Pos::VERB && s_.joins_previous(end)) return true;
    if (opens && has_next && s_.a.text(s_.token(end).span) == ":") return true;
    const bool is_said_by =
        p.proclitics == 0 && s_.joins_previous(i) && s_.token(i - 1).pos == Pos::VERB && s_.has(i - 1, Layer::cue);
    const bool is_followed =
        !has_next || !s_.joins_previous(end) || s_.token(end).pos == Pos::SCONJ || s_.token(end).pos == Pos::ADP;
    if (is_said_by && is_followed) return true;
    const Index before = i > 0 && (p.proclitics & kWawClitic) != 0 && s_.joins_previous(i) ? s_.claim_at(i - 1) : kNone;
    return before != kNone && s_.a.actors[s_.claims[before].mention.actor].type == ActorType::person;
  }

  // A family name alone needs to be a leader's, and no common word in its place.
  [[nodiscard]] bool is_famous(const PhraseMatch& p) const {
    if (!is_leaders(p)) return false;
    const Index i = p.tokens.begin;
    const bool is_noun = s_.token(i).pos != Pos::PROPN && !acts(p);
    return p.tokens.end > i + 1 || !(is_noun || s_.place(i) != nullptr || s_.has(i, Layer::time));
  }

  // The person is of a country that the document speaks of.
  [[nodiscard]] bool is_of_country_here(const PhraseMatch& p) const {
    const lexicon::ActorRow& row = s_.lexicon.actor(p.entry);
    return row.country != 0 && weight_of(row.country - 1) > 0;
  }

  // The last name of a leader, or in news of his state of one of earlier days.
  [[nodiscard]] bool is_leaders(const PhraseMatch& p) const {
    return s_.is_famous(p) || (s_.is_former(p) && is_of_country_here(p));
  }

  // The name of an outlet that is a common word is set in quotation marks.
  [[nodiscard]] bool is_quoted_outlet(const PhraseMatch& p, const lexicon::ActorRow& row) const {
    if (row.type != ActorType::outlet || p.tokens.begin == 0 || p.tokens.end >= s_.token_count() || !s_.is_alone(p)) return false;
    const Index open = p.tokens.begin - 1;
    if (s_.token(open).kind != TokenKind::open_quote || s_.token(p.tokens.end).kind != TokenKind::close_quote) return false;
    const bool is_event = s_.has(p.tokens.begin, Layer::event);  // `called for "dialogue"`
    return !is_event || s_.outlet_noun(open) != nullptr;
  }

  // "the French company", "the Arabic language", "the markets of the Middle East": the short name of an outlet is the common
  // word, unless quotation marks or a noun like "the channel" show it.
  [[nodiscard]] bool is_common_word(const PhraseMatch& p, const lexicon::ActorRow& row) const {
    const Index i = p.tokens.begin;
    if (!s_.type(i).has_article || is_quoted_outlet(p, row)) return false;
    const bool has_word_before = i > 0 && p.proclitics == 0 && s_.joins_previous(i);
    if (has_word_before && s_.outlet_noun(i) != nullptr) return false;
    const PhraseMatch* idea = s_.phrase(i, Layer::idea);
    if (s_.has(i, Layer::adjective) || (idea != nullptr && idea->tokens.end >= p.tokens.end)) return true;
    return has_word_before && s_.type(i - 1).has_article && s_.token(i - 1).pos != Pos::VERB;
  }

  // "The joint forces" in news of the state that they are of: no other actor has this name of two words or more.
  [[nodiscard]] bool is_body_at_home(const PhraseMatch& p, const lexicon::ActorRow& row) const {
    const bool is_body = row.type != ActorType::outlet && row.type != ActorType::person && row.is_state == 0;
    return is_body && p.tokens.end > p.tokens.begin + 1 && home_ != kNone && row.country == home_ + 1 && s_.is_alone(p);
  }

  // "Khan Yunis": the word is a place's, or a noun of place stands before it.
  [[nodiscard]] bool is_of_place(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    return s_.follows_place_noun(i) || s_.is_in_longer(i, Layer::place);
  }

  // A name word right before or after it: it is part of a name that the lexicon does not have.
  [[nodiscard]] bool is_first_name_part(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    const auto is_name = [&](Index k) {
      return s_.claim_at(k) == kNone && (s_.has(k, Layer::given_name) || s_.token(k).pos == Pos::PROPN) && !s_.is_plain(k) &&
             !s_.is_famous(k);
    };
    const bool is_open_next = p.tokens.end < s_.token_count() && s_.joins_previous(p.tokens.end) &&
                              s_.claim_at(p.tokens.end) == kNone && !s_.is_own_saying(p.tokens.end);
    const bool is_one_tag = is_open_next && s_.token(i).ner == NerTag::B_PERS && s_.token(p.tokens.end).ner == NerTag::I_PERS;
    if (is_one_tag && !s_.is_famous(p.tokens.end)) return true;
    if (p.proclitics == 0 && s_.joins_previous(i) && is_name(i - 1)) return true;
    if (is_leaders(p) && s_.opens_no_name(i)) return false;
    return is_open_next && (s_.token(p.tokens.end).proclitics & ~kArticle) == 0 && is_name(p.tokens.end);
  }

  // "the Palestinians", unless it agrees with a noun before it.
  bool people(const PhraseMatch& p, Claim& c) {
    const Index i = p.tokens.begin;
    if (p.proclitics == 0 && s_.joins_previous(i) && s_.type(i - 1).has_article) return false;
    const lexicon::ActorRow& row = s_.lexicon.actor(p.entry);
    c = claim_of(p);
    // Where a people is an actor of its own (data/actors/peoples.tsv), it is meant and not its state.
    c.row = row.people != 0 ? row.people - 1 : p.entry;
    c.state = p.entry;
    c.reading = Reading::people;
    c.mention.actor = s_.actor_of_row(c.row);
    c.mention.rule = s_.lexicon.string(row.rule);
    c.mention.confidence = 0.7F;
    return true;
  }

  // A bare organ, and an organ of a short name ("forces of the regime").
  bool organ(const PhraseMatch& p, Claim& c) {
    if ((p.features & lexicon::kHeadConstruct) != 0) return organ_of_short(p, c);
    if (!is_bare(p) || s_.is_idea(p) || is_in_title(p) || is_adjective_here(p) || announces_quoted(p)) return false;
    const std::uint32_t state = owner_of(p);
    if (state == kNone) return false;
    const bool is_group = s_.lexicon.organ(p.entry).type == ActorType::armed_group;
    const Index group = is_group ? main_group(p.entry, (p.features & lexicon::kHeadLoaded) != 0) : kNone;
    if (is_group && group == kNone && (p.features & lexicon::kHeadLoaded) != 0) return false;
    c = claim_of(p);
    c.state = state;
    const std::uint32_t own = group == kNone ? own_name(p, state) : kNone;
    c.organ = group == kNone && own == kNone ? p.entry : kNone;
    c.row = own;
    c.mention.actor = group != kNone ? group : own != kNone ? s_.actor_of_row(own) : s_.actor_of_organ(state, p.entry);
    c.mention.basis = MentionBasis::coreference;
    c.mention.confidence = 0.7F;
    c.mention.rule = s_.lexicon.string(s_.lexicon.organ(p.entry).rule);
    if ((p.features & lexicon::kHeadLoaded) != 0) c.mention.label = Label::pejorative;
    return true;
  }

  // "The presidential council", "the national army" are an actor's short name in some states, and an organ's in others.
  [[nodiscard]] std::uint32_t own_name(const PhraseMatch& p, std::uint32_t state) const {
    std::uint32_t found = kNone;
    for (const PhraseMatch& q : s_.phrases(p.tokens.begin)) {
      if (!is_layer(q, Layer::actor) || q.tokens.end != p.tokens.end || (q.features & lexicon::kShortName) == 0) continue;
      const lexicon::ActorRow& row = s_.lexicon.actor(q.entry);
      const bool is_one_word = q.tokens.end == q.tokens.begin + 1;
      if (row.country != state + 1 || (is_one_word && row.type == ActorType::armed_group) || found == q.entry) continue;
      if (found != kNone) return kNone;
      found = q.entry;
    }
    return found;
  }

  // `the official agency "X"`: the name is X.
  [[nodiscard]] bool announces_quoted(const PhraseMatch& p) const {
    const Index open = p.tokens.end;
    return open + 1 < s_.token_count() && s_.token(open).kind == TokenKind::open_quote && s_.claim_at(open + 1) != kNone;
  }

  // "foreign policy", "opposing voices": the word that names a body alone belongs to the definite noun before it.
  [[nodiscard]] bool is_adjective_here(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    if (p.tokens.end != i + 1 || !s_.joins_previous(i) || !s_.type(i - 1).has_article) return false;
    const ActorType type = s_.lexicon.organ(p.entry).type;
    const bool is_ministry = type == ActorType::government && s_.type(i).folded.ends_with(kYehMarbuta);
    if (p.proclitics == kWawClitic)
      return is_ministry && s_.claim_at(i - 1) == kNone && s_.type(i - 1).folded.ends_with(kYehMarbuta);
    if (p.proclitics != 0) return false;
    const Pos pos = s_.token(i - 1).pos;
    if (is_ministry && pos == Pos::ADJ) return true;  // "the Syrian regime's foreign policies"
    if (pos != Pos::NOUN && pos != Pos::X) return false;
    if (type == ActorType::organisation) return s_.claim_at(i - 1) == kNone && !s_.has(i - 1, Layer::organ);
    return is_ministry;
  }

  // A head that stands alone, or is the longer form of one: "the ministry of foreign affairs and international cooperation".
  [[nodiscard]] bool is_bare(const PhraseMatch& p) const {
    for (const PhraseMatch& q : s_.phrases(p.tokens.begin)) {
      if (is_layer(q, Layer::organ) && q.entry == p.entry && (q.features & lexicon::kHeadBare) != 0 &&
          q.tokens.end <= p.tokens.end)
        return true;
    }
    return false;
  }

  // "the rebels": the armed group that the document names most, unless it speaks of a state's armed opposition as such.
  [[nodiscard]] Index main_group(std::uint32_t organ, bool is_loaded) const {
    std::vector<std::uint32_t> counts(s_.a.actors.size(), 0);
    Index best = kNone;
    for (const Claim& c : s_.claims) {
      if (s_.is_dropped(c)) continue;
      if (c.organ == organ && c.mention.basis == MentionBasis::lexicon) return kNone;
      const Index actor = c.mention.actor;
      if (s_.a.actors[actor].type != ActorType::armed_group || c.state != home_) continue;
      if (++counts[actor]; best == kNone || counts[actor] > counts[best]) best = actor;
    }
    const bool is_only = std::count_if(counts.begin(), counts.end(), [](std::uint32_t n) { return n > 0; }) == 1;
    return best != kNone && (counts[best] >= 2 || (is_only && !is_loaded)) ? best : kNone;
  }

  // "minister of the interior": the organ's short head is the title's own word.
  [[nodiscard]] bool is_in_title(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    if (p.tokens.end != i + 1 || !s_.joins_previous(i)) return false;
    for (Index back = 1; back <= 3 && back <= i; ++back) {
      for (const PhraseMatch& q : s_.phrases(i - back)) {
        const bool is_inside = is_layer(q, Layer::title) && q.tokens.end >= i && p.proclitics == 0;
        if (is_inside && (q.tokens.end > i || !names_body(i))) return true;
        if (is_layer(q, Layer::context) && q.tokens.end > i) return true;  // "candidate for the presidency"
      }
    }
    return false;
  }

  // "spokesman for": a title whose last word says that a body follows.
  [[nodiscard]] bool names_body(Index i) const {
    for (const PhraseMatch& p : s_.phrases(i - 1)) {
      if (!is_layer(p, Layer::context) || p.tokens.end != i) continue;
      const lexicon::ContextRow& row = s_.lexicon.context(p.entry);
      if (row.side == lexicon::ContextSide::before && row.weight > 0 && s_.token(i - 1).proclitics != 0) return true;
    }
    return false;
  }

  bool organ_of_short(const PhraseMatch& head, Claim& c) {
    const Index j = head.tokens.end;
    if (!s_.joins_previous(j)) return false;
    for (const PhraseMatch& p : s_.phrases(j)) {
      if (!is_layer(p, Layer::organ) || p.proclitics != 0 || p.enclitic_bytes != 0) continue;
      if ((p.features & lexicon::kHeadBare) == 0 || s_.lexicon.string(s_.lexicon.organ(p.entry).id) != "-") continue;
      const Head* named = named_government(p.tokens.begin);
      const std::uint32_t state = named != nullptr ? kNone : owner_of(p);
      if (state == kNone && named == nullptr) return false;
      c = claim_of(head);
      c.mention.span.end = p.span.end;
      c.mention.tokens.end = p.tokens.end;
      c.state = state;
      c.organ = named != nullptr ? kNone : head.entry;
      c.mention.actor = named != nullptr ? named->actor : s_.actor_of_organ(state, head.entry);
      c.mention.basis = MentionBasis::coreference;
      c.mention.confidence = 0.8F;
      c.mention.rule = s_.lexicon.string(s_.lexicon.organ(head.entry).rule);
      if (((p.features | head.features) & lexicon::kHeadLoaded) != 0) c.mention.label = Label::pejorative;
      return true;
    }
    return false;
  }

  // "The delegation of the government" after "the government of X", which no lexicon knows.
  [[nodiscard]] const Head* named_government(Index i) const {
    const std::span<const Head> heads = heads_of(s_.type(i).folded);
    const auto h = std::find_if(heads.begin(), heads.end(), [&](const Head& x) {
      return !x.is_organ && !x.is_ambiguous && s_.a.actors[x.actor].type == ActorType::government;
    });
    return h == heads.end() ? nullptr : &*h;
  }

  // The state whose organ this is: the last one named before with the same organ, else one named anywhere, else home.
  [[nodiscard]] std::uint32_t owner_of(const PhraseMatch& p) const {
    std::uint32_t same_head = kNone;
    std::uint32_t same_organ = kNone;
    const bool is_loaded_head = (p.features & lexicon::kHeadLoaded) != 0;
    const bool is_general = organ_id_of(p.entry) == "-" || (p.features & lexicon::kHeadPlural) != 0;
    if (const std::uint32_t state = joined_state(p); state != kNone) return state;
    for (const Claim& c : s_.claims) {
      if (s_.is_dropped(c) || c.state == kNone || !has_organ(c, p.entry)) continue;
      if (is_loaded_head && c.mention.label != Label::pejorative) continue;
      const bool is_before = c.mention.tokens.begin < p.tokens.begin;
      if (is_before || same_organ == kNone) same_organ = c.state;
      if (shares_head(c, p) && (is_before || same_head == kNone)) same_head = c.state;
    }
    if (same_head != kNone) return same_head;
    // "the government", "government forces": another state's body of that kind says nothing of whose these are
    if (same_organ != kNone && (!is_general || is_loaded_head)) return same_organ;
    if (const std::uint32_t state = is_loaded_head ? state_called(p.tokens.end - 1) : kNone; state != kNone)
      return weight_of(state) > 0 ? state : kNone;  // where the document speaks of it by other words too
    return home_;
  }

  // "The occupation": the state that goes by this word alone; kNone where none does. A regime is no state.
  [[nodiscard]] std::uint32_t state_called(Index i) const {
    for (const PhraseMatch& p : s_.phrases(i)) {
      const bool is_word = is_layer(p, Layer::state) && p.tokens.begin == i && p.tokens.end == i + 1;
      if (is_word && s_.lexicon.actor(p.entry).type == ActorType::state) return p.entry;
    }
    return kNone;
  }

  // "The Afghan government and the police": both are that state's.
  [[nodiscard]] std::uint32_t joined_state(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    if ((p.proclitics & kWawClitic) == 0 || !s_.joins_previous(i)) return kNone;
    const Index before = s_.claim_at(i - 1);
    return before == kNone || s_.claims[before].organ == kNone ? kNone : s_.claims[before].state;
  }

  [[nodiscard]] std::string_view organ_id_of(std::uint32_t organ) const { return s_.lexicon.string(s_.lexicon.organ(organ).id); }

  [[nodiscard]] bool has_organ(const Claim& c, std::uint32_t organ) const {
    return c.organ == organ || (organ_id_of(organ) == "-" && is_loaded_government(c));
  }

  // The claim begins with the words of the head `p`.
  [[nodiscard]] bool shares_head(const Claim& c, const PhraseMatch& p) const {
    const Index n = p.tokens.end - p.tokens.begin;
    if (c.mention.tokens.end - c.mention.tokens.begin < n) return false;
    for (const PhraseMatch& q : s_.phrases(c.mention.tokens.begin)) {
      if (!is_layer(q, Layer::organ) || q.entry != p.entry || q.tokens.end - q.tokens.begin != n) continue;
      const Index last = p.tokens.end - 1;
      if (s_.type(q.tokens.end - 1).folded == s_.type(last).folded || n == 1) return is_same_stem(q, p);
    }
    return false;
  }

  [[nodiscard]] bool is_same_stem(const PhraseMatch& x, const PhraseMatch& y) const {
    return s_.stem(x.tokens.begin, x.proclitics) == s_.stem(y.tokens.begin, y.proclitics);
  }

  [[nodiscard]] bool is_loaded_government(const Claim& c) const {
    return c.organ == kNone && c.row != kNone && c.row == c.state && c.reading == Reading::settled;
  }

  bool definite_head(Index i, Claim& c) {
    if (!s_.is_word(i)) return false;
    const token::WordType& type = s_.type(i);
    if (!type.has_article || !head_ends_[static_cast<unsigned char>(type.last_byte)]) return false;
    const Head* best = nullptr;
    std::size_t rest = 0;
    for (; best == nullptr && rest <= kMostProcliticBytes && rest < type.folded.size(); rest += kLetterBytes) {
      const std::string_view stem = type.folded.substr(rest);
      const bool is_melted = rest > 0 && type.folded.substr(rest - kLetterBytes, kLetterBytes) == stem.substr(0, kLetterBytes);
      for (const Head& h : is_melted ? heads_of(whole(stem)) : heads_of(stem)) {
        if (may_mean(h, i) && (best == nullptr || (h.begin < i && h.begin > best->begin))) best = &h;
      }
    }
    if (best == nullptr || is_qualified(i) || (best->is_council && has_adjective(i))) return false;
    rest -= kLetterBytes;  // what the word was found behind
    c = {};
    c.mention.tokens = {i, i + 1};
    c.mention.span = {s_.token(i).span.begin + static_cast<std::uint32_t>(rest), s_.token(i).span.end};
    c.mention.actor = best->actor;
    c.mention.basis = MentionBasis::coreference;
    c.mention.confidence = 0.8F;
    if (best->is_loaded) c.mention.label = Label::pejorative;
    c.mention.rule = "definite_head";
    return true;
  }

  // A head that several actors have means the organ named last; a word that is an organ alone is left to organ().
  [[nodiscard]] bool may_mean(const Head& h, Index i) const {
    if (h.is_ambiguous && (!h.is_organ || h.begin >= i)) return false;
    if (!is_bare_organ(i)) return true;
    const bool is_government = s_.a.actors[h.actor].type == ActorType::government;
    return !h.is_organ && (is_government || h.has_article);
  }

  [[nodiscard]] bool is_bare_organ(Index i) const {
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (is_layer(p, Layer::organ) && (p.features & lexicon::kHeadBare) != 0) return true;
    }
    return false;
  }

  // "the movement" with a definite adjective after it is another one.
  [[nodiscard]] bool is_qualified(Index i) const {
    return s_.joins_previous(i + 1) && s_.type(i + 1).has_article && (s_.has(i + 1, Layer::adjective) || has_longer_organ(i));
  }
  // "the national council" is not the council named before.
  [[nodiscard]] bool has_adjective(Index i) const {
    return s_.joins_previous(i + 1) && s_.type(i + 1).has_article && s_.token(i + 1).proclitics == kArticle &&
           s_.token(i + 1).pos == Pos::ADJ;
  }
  [[nodiscard]] bool has_longer_organ(Index i) const {
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (is_layer(p, Layer::organ) && p.tokens.end > i + 1 && is_bare(p)) return true;
    }
    return false;
  }

  Scene& s_;
  std::vector<Weight> weights_;
  std::uint32_t home_ = kNone;
  std::map<std::string, std::vector<Head>, std::less<>> heads_;  // by folded word, with the article
  std::uint64_t head_sizes_ = 0;                                 // bit n: a head has n bytes; most words need no search
  std::bitset<256> head_ends_;  // last bytes of heads, as what is taken off a word stands before it
  std::string article_ = "\xD8\xA7\xD9\x84";
};

}  // namespace

void claim_short(Scene& scene) { ShortNames(scene).run(); }

}  // namespace isnad::actor
