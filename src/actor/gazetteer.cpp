// Places of the gazetteer (annotation.md 1: places used only as places are no actors).
#include <algorithm>

#include "actor/scene.h"

namespace isnad::actor {
namespace {

using lexicon::Layer;

bool is_layer(const PhraseMatch& p, Layer layer) { return p.layer == static_cast<std::uint16_t>(layer); }

class Gazetteer {
 public:
  explicit Gazetteer(Scene& s) : s_(s) {}

  void run() {
    for (const Claim& c : s_.claims) {
      if (!s_.is_dropped(c) && c.state != kNone) count(c.state);
    }
    for (Index i = 0; i < s_.token_count(); ++i) {
      if (s_.claim_at(i) == kNone) read(i);
    }
  }

 private:
  // Of places with one name, the one in the country that the document names most.
  void read(Index i) {
    const PhraseMatch* best = nullptr;
    for (const PhraseMatch& p : s_.phrases(i)) {
      if (!is_layer(p, Layer::place) || p.enclitic_bytes != 0 || !s_.is_free(p.tokens) || is_accusative(p)) continue;
      if ((p.features & lexicon::kCommonWord) != 0 && (p.proclitics != 0 || !s_.follows_place_noun(i) || !may_name(i))) continue;
      if ((p.features & lexicon::kSmallPlace) != 0 && weight(p) == 0 && !s_.follows_place_noun(i)) continue;
      if (best != nullptr && (p.tokens.end < best->tokens.end || weight(p) <= weight(*best))) continue;
      best = &p;
    }
    if (best == nullptr) return;
    const lexicon::ActorRow& row = s_.lexicon.actor(best->entry);
    Claim c;
    c.mention.tokens = best->tokens;
    c.mention.span = best->span;
    c.mention.actor = s_.actor_of_row(best->entry);
    c.mention.confidence = 0.8F;
    c.mention.rule = s_.lexicon.string(row.rule);
    c.proclitics = best->proclitics;
    c.row = best->entry;
    s_.take(c);
  }

  // "always" is spelled like Douma, but with the mark of an indefinite accusative, which no name has.
  [[nodiscard]] bool is_accusative(const PhraseMatch& p) const {
    const std::string_view s = s_.a.text(p.span);
    return s.ends_with("\xD9\x8B") || s.ends_with("\xD9\x8B\xD8\xA7");  // the mark, and before its alef
  }

  // "in new areas", "its port on": an indefinite adjective or a particle behind a noun of place names nothing.
  [[nodiscard]] bool may_name(Index i) const {
    const Pos pos = s_.token(i).pos;
    const bool is_adjective = pos == Pos::ADJ && !s_.type(i).has_article;
    return !is_adjective && pos != Pos::ADP && pos != Pos::SCONJ && pos != Pos::PRON && pos != Pos::VERB;
  }

  [[nodiscard]] std::uint32_t weight(const PhraseMatch& p) const {
    const lexicon::ActorRow& row = s_.lexicon.actor(p.entry);
    if (row.country == 0) return 0;
    const auto found = std::find_if(named_.begin(), named_.end(), [&](const Named& n) { return n.state == row.country - 1; });
    return found == named_.end() ? 0 : found->times;
  }

  void count(std::uint32_t state) {
    const auto found = std::find_if(named_.begin(), named_.end(), [&](const Named& n) { return n.state == state; });
    if (found == named_.end()) named_.push_back({state, 1});
    else ++found->times;
  }

  /// A state that the document names, and how often.
  struct Named {
    std::uint32_t state = kNone;
    std::uint32_t times = 0;
  };

  Scene& s_;
  std::vector<Named> named_;  // few: a table by all rows of the lexicon would push everything else out of the caches
};

}  // namespace

void claim_places(Scene& scene) { Gazetteer(scene).run(); }

}  // namespace isnad::actor
