#include "attribution/view.h"

#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::Layer;
using lexicon::MarkerClass;

View::View(const Analysis& analysis, const token::TypeTable& types, const lexicon::Cues& cues, const lexicon::Actors& actors,
           const lexicon::Offices& offices)
    : a_(analysis),
      types_(types),
      cues_(cues),
      actors_(actors),
      offices_(offices),
      tokens_(analysis.tokens.size()) {
  read_phrases();
  for (Index m = 0; m < a_.mentions.size(); ++m) {
    for (Index i = a_.mentions[m].tokens.begin; i < a_.mentions[m].tokens.end; ++i) tokens_[i].mention = m;
    read_name(a_.mentions[m]);
  }
  // A bare noun for sources in general («the source») outweighs an outlet that happens to be called so.
  for (const Mention& m : a_.mentions) {
    TokenView& t = tokens_[m.tokens.begin];
    if (t.noun == kNone || m.tokens.end - m.tokens.begin > 1) continue;
    const lexicon::NounClass c = cues_.noun(a_.phrases[t.noun].entry).noun_class;
    if (c != lexicon::NounClass::media && c != lexicon::NounClass::body) t.mention = kNone;
  }
  for (Index q = 0; q < a_.quotations.size(); ++q) {
    const Quotation& quotation = a_.quotations[q];
    const Index end = quotation.tokens.end + (quotation.is_closed ? 1U : 0U);
    for (Index i = quotation.tokens.begin - 1; i < end; ++i) tokens_[i].quotation = q;
  }
  for (const TimeExpression& t : a_.times) {
    for (Index i = t.tokens.begin; i < t.tokens.end; ++i) tokens_[i].is_time = true;
  }
}

// Phrases come longest first, so the first of a kind that begins at a token is the one to keep.
void View::read_phrases() {
  for (Index p = 0; p < a_.phrases.size(); ++p) {
    const PhraseMatch& m = a_.phrases[p];
    TokenView& t = tokens_[m.tokens.begin];
    switch (static_cast<Layer>(m.layer)) {
      case Layer::cue: {
        const lexicon::CueRow& row = cues_.cue(m.entry);
        if (row.kind != lexicon::CueKind::verb) {
          const bool takes_pronoun = row.kind == lexicon::CueKind::preposition && m.tokens.end > m.tokens.begin + 1;
          if (row.kind == lexicon::CueKind::noun) {
            // "agency *for news*": with article and preposition it belongs to a name.
            const bool is_of_name = (m.proclitics & (kLamClitic | kBaClitic)) != 0 && type(m.tokens.begin).has_article;
            if (t.noun_cue == kNone && !is_of_name) t.noun_cue = p;
          } else if (t.nominal == kNone && (m.enclitic_bytes == 0 || takes_pronoun)) {
            t.nominal = p;
          }
          break;
        }
        const unsigned form = m.features & lexicon::kFormMask;
        const bool is_finite = form == lexicon::kPast || form == lexicon::kPresent;
        if (is_finite && (m.proclitics & (kBaClitic | kKafClitic)) != 0) break;
        if (form == lexicon::kPast && (m.proclitics & (kLamClitic | kSinClitic)) != 0) break;
        if (t.cue == kNone) t.cue = p;
        break;
      }
      case Layer::source_noun:
        if (m.enclitic_bytes == 0) {
          if (t.noun == kNone) t.noun = p;
        } else if (t.own_noun == kNone) {
          t.own_noun = p;
        }
        break;
      case Layer::title:
        if (t.title == kNone && m.enclitic_bytes == 0) t.title = p;
        break;
      case Layer::head: t.is_outlet_head = t.is_outlet_head || actors_.head(m.entry).role == lexicon::HeadRole::outlet; break;
      case Layer::given_name: t.is_given_name = true; break;
      case Layer::adjective:
        if (t.adjective == kNone) t.adjective = p;
        break;
      case Layer::marker:
        if (t.marker != MarkerClass::none && cues_.marker(m.entry) != MarkerClass::homograph &&
            (cues_.marker(m.entry) != MarkerClass::complementiser || t.marker_end > m.tokens.end))
          break;  // "even if" is no "that"
        read_marker(m, t);
        break;
      default: break;
    }
  }
  drop_homographs();
}

// Words of a person's full name are spelled like others: Ali, "on", Benny, "between me", Rutte, "(they) told it".
void View::read_name(const Mention& m) {
  if (m.tokens.end < m.tokens.begin + 2 || m.actor == kNone || a_.actors[m.actor].type != ActorType::person) return;
  for (Index i = m.tokens.begin; i < m.tokens.end; ++i) {
    TokenView& t = tokens_[i];
    t.cue = t.nominal = t.noun_cue = kNone;
    if (t.marker != MarkerClass::complementiser) t.marker = MarkerClass::none;  // "Moon Jae-in" is read by its own rule
    t.is_pronoun_phrase = t.is_from = false;
  }
}

// "banners", written like "noting": a cue before "that", with its preposition or without, or as a participle behind a comma.
void View::drop_homographs() {
  for (Index i = 0; i < tokens_.size(); ++i) {
    TokenView& t = tokens_[i];
    if (!t.is_homograph || t.cue == kNone) continue;
    const Index next = a_.phrases[t.cue].tokens.end;
    const bool has_clause =
        is(next, MarkerClass::complementiser) || (is_preposition(next) && is(next + 1, MarkerClass::complementiser));
    const bool is_circumstance = i > 0 && is_comma(i - 1) && !is_finite_cue(i);
    if (!has_clause && !is_circumstance) t.cue = kNone;
  }
}

void View::read_marker(const PhraseMatch& m, TokenView& t) const {
  constexpr std::uint8_t kPrepositions = kBaClitic | kLamClitic | kKafClitic;
  const MarkerClass marker = cues_.marker(m.entry);
  if (marker == MarkerClass::homograph) {
    t.is_homograph = t.is_homograph || m.enclitic_bytes == 0;
    return;
  }
  const bool takes_pronoun =
      marker == MarkerClass::complementiser || marker == MarkerClass::attitude || marker == MarkerClass::audience;
  const bool takes_preposition = takes_pronoun || marker == MarkerClass::same || lexicon::is_quantifier(marker) ||
                                 marker == MarkerClass::last_named || marker == MarkerClass::identity;
  if (m.enclitic_bytes != 0 && (lexicon::is_outer_preposition(marker) || marker == MarkerClass::inner_preposition))
    t.is_pronoun_phrase = true;
  t.is_from = t.is_from || (marker == MarkerClass::from && m.proclitics == 0);
  if (m.enclitic_bytes != 0 && !takes_pronoun) return;
  if ((m.proclitics & kPrepositions) != 0 && !takes_preposition) return;
  t.marker = marker;
  t.marker_end = m.tokens.end;
}

bool View::is_mark(Index i, char c) const {
  return i < a_.tokens.size() && a_.tokens[i].span.size() == 1 && a_.document->text[a_.tokens[i].span.begin.value] == c;
}

bool View::is_comma(Index i) const {
  if (i >= a_.tokens.size() || a_.tokens[i].kind != TokenKind::punctuation) return false;
  const std::string_view s = a_.text(a_.tokens[i].span);
  return s == "," || s == "\xD8\x8C" || s == "\xD8\x9B" || s == ";";
}

bool View::is_word(Index i) const {
  if (i >= a_.tokens.size()) return false;
  const TokenKind k = a_.tokens[i].kind;
  return k == TokenKind::word || k == TokenKind::latin;
}

bool View::is_lone_lam(Index i) const {
  if (!is_word(i) || i + 1 >= tokens_.size()) return false;
  return type(i).folded == text::letter::kLamUtf8 && (a_.tokens[i + 1].kind == TokenKind::open_quote || starts_mention(i + 1));
}

bool View::asks_for_anonymity(Index i) const {
  constexpr Index kReach = 5;
  if (!is_word(i)) return false;
  // "prefers" may look like a noun: then the word for "not to" follows.
  const bool may_ask = tokens_[i].cue != kNone || a_.tokens[i].pos == Pos::VERB || is(i, lexicon::MarkerClass::particle) ||
                       a_.tokens[i].has_role(Role::privative) || a_.tokens[i].has_role(Role::negation) ||
                       is(i + 1, lexicon::MarkerClass::absence);
  if (!may_ask) return false;
  for (Index k = i + 1; k < tokens_.size() && k <= i + kReach; ++k) {
    if (!is_word(k) || is(k, lexicon::MarkerClass::complementiser) || tokens_[k].noun != kNone) return false;
    if (is(k, lexicon::MarkerClass::identity)) return true;
  }
  return false;
}

bool View::is_finite_cue(Index i) const {
  if (i >= tokens_.size() || tokens_[i].cue == kNone) return false;
  const unsigned form = a_.phrases[tokens_[i].cue].features & lexicon::kFormMask;
  return form == lexicon::kPast || form == lexicon::kPresent;
}

bool View::starts_mention(Index i) const {
  if (i >= tokens_.size() || tokens_[i].mention == kNone) return false;
  const Mention& m = a_.mentions[tokens_[i].mention];
  return m.tokens.begin == i && m.actor != kNone && a_.actors[m.actor].type != ActorType::place;
}

bool View::names_outlet(Index i) const {
  return starts_mention(i) && a_.actors[a_.mentions[tokens_[i].mention].actor].type == ActorType::outlet;
}

std::string_view View::state_meant(TokenRange range) const {
  for (Index i = range.begin; i < range.end; ++i) {
    if (tokens_[i].adjective != kNone) return actors_.string(actors_.actor(phrase(tokens_[i].adjective).entry).id);
  }
  return {};
}

char View::known_sex(Index actor) const {
  const Actor& a = a_.actors[actor];
  constexpr std::string_view kFoundByName = "x-";
  return a.type == ActorType::person && !a.id.starts_with(kFoundByName) ? a.gender : '\0';
}

bool View::is_media_noun(Index i) const {
  return tokens_[i].noun != kNone && cues_.noun(a_.phrases[tokens_[i].noun].entry).noun_class == lexicon::NounClass::media;
}

bool View::opens_what(Index i) const { return is(i, lexicon::MarkerClass::what) && is_word(i + 1) && is_verb(i + 1); }

bool View::is_verb(Index i) const { return (a_.tokens[i].pos == Pos::VERB || is_finite_cue(i)) && tokens_[i].mention == kNone; }

std::uint8_t View::proclitics(Index i) const {
  const TokenView& t = tokens_[i];
  if (t.mention != kNone && a_.mentions[t.mention].tokens.begin == i) {
    // The span of a mention leaves the proclitics out: what stands before it in the token are they.
    const std::uint32_t bytes = a_.mentions[t.mention].span.begin.value > a_.tokens[i].span.begin.value
                                    ? a_.mentions[t.mention].span.begin - a_.tokens[i].span.begin
                                    : 0;
    if (bytes == 0) return 0;
    for (std::uint8_t c = 0; c < type(i).candidate_count; ++c) {
      if (type(i).candidates[c].proclitic_bytes == bytes) return type(i).candidates[c].proclitics;
    }
    return a_.tokens[i].proclitics;
  }
  if (t.noun != kNone) return a_.phrases[t.noun].proclitics;
  if (t.title != kNone) return a_.phrases[t.title].proclitics;
  return a_.tokens[i].proclitics;
}

}  // namespace isnad::attribution
