// Where the content of a cue begins.
#include <algorithm>

#include "attribution/attributor.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::MarkerClass;

namespace {

constexpr Index kReach = 20;    // tokens between a verb and the preposition of its content
constexpr Index kMaxZone = 45;  // tokens between a cue and its content
constexpr std::uint16_t kSpeech = lexicon::kThat | lexicon::kQuote | lexicon::kColon | lexicon::kQuestion;

}  // namespace

// A quoted name or term («قسد», "The Hague group") stands in the zone of the cue; quoted speech begins the content.
bool Attributor::is_name_quotation(const Cue& cue, Index open, Index limit) const {
  const Index q = v_[open].quotation;
  if (q == kNone) return true;
  if (open > 0 && v_[open - 1].marker == MarkerClass::naming) return true;  // "under the title «…»"
  const Quotation& quotation = a_.quotations[q];
  const Index size = quotation.tokens.end - quotation.tokens.begin;
  const Index named = v_[quotation.tokens.begin].mention;  // "reported "the Syrian Observatory" of"
  if (open == cue.end && named != kNone && a_.mentions[named].tokens.end == quotation.tokens.end && is_named_body(open + 1))
    return true;
  if (is_office_quotation(open)) return true;
  if (size > 5) return false;
  if (open == cue.end && quoted_outlet(cue, open, limit).is_found()) return true;
  if (open > cue.end && v_.is_lone_lam(open - 1) && !bracketed_name(open, limit).is_empty()) return true;  // "told "X""
  if (open > 0 && v_.is_mark(open - 1, ':')) return false;
  if (is_name_before_clause(cue, open)) return true;
  bool has_name = false;
  for (Index i = quotation.tokens.begin; i < quotation.tokens.end; ++i)
    has_name = has_name || v_[i].mention != kNone || (v_[i].noun != kNone && !is_vessel(i)) || v_.is(i, MarkerClass::platform);
  const bool is_described = (cue.row->frames & lexicon::kDouble) != 0 && !has_name;
  if (is_described) return false;
  if (open > 0 && (v_[open - 1].is_outlet_head || has_named_noun(open - 1) || is_named_body(open - 1))) has_name = true;
  // "the groups "X" and "Y"": the second of two names.
  if (open > cue.end + 1 && a_.tokens[open - 2].kind == TokenKind::close_quote && v_.is_word(open - 1) &&
      v_.type(open - 1).folded == text::letter::kWawUtf8)
    has_name = true;
  const bool is_of_place = open > 0 && v_.is(open - 1, MarkerClass::inner_preposition) &&
                           !a_.tokens[open - 1].has_role(Role::source) && !holds_verb(quotation.tokens);
  if (!has_name && !is_of_place) return false;
  for (Index i = quotation.tokens.end; i < limit; ++i) {
    if (v_.is(i, MarkerClass::complementiser) || v_.is_mark(i, ':')) return true;
    if (a_.tokens[i].kind == TokenKind::open_quote && v_[i].quotation != q) return true;
  }
  return size <= 3;
}

// "the spokesman *for* "X"": a title that ends in a preposition needs whom it is of.
bool Attributor::is_office_quotation(Index open) const {
  constexpr Index kMaxTitle = 5;
  if (open == 0 || !v_.is(open - 1, MarkerClass::inner_preposition)) return false;
  for (Index i = open - 1; i + kMaxTitle > open - 1 && i < open; --i) {
    if (v_[i].title != kNone && v_.phrase(v_[i].title).tokens.end == open) return true;
  }
  return false;
}

// "the company "X" (once Y) announced *that*": a name right before the clause.
bool Attributor::is_name_before_clause(const Cue& cue, Index open) const {
  constexpr Index kMaxName = 3;
  constexpr Index kMaxGloss = 6;
  const Quotation& q = a_.quotations[v_[open].quotation];
  if (open == cue.end || !q.is_closed || q.tokens.end - q.tokens.begin > kMaxName || holds_verb(q.tokens)) return false;
  Index i = q.tokens.end + 1;
  if (v_.is_mark(i, '(')) {
    for (const Index first = i; i < sentence_.end && i < first + kMaxGloss && !v_.is_mark(i, ')');) ++i;
    ++i;
  }
  return opens_clause(cue, i);
}

// A mention other than a person: people have no second name in quotation marks.
bool Attributor::is_named_body(Index i) const {
  const Index m = v_[i].mention;
  return m != kNone && (a_.mentions[m].actor == kNone || a_.actors[a_.mentions[m].actor].type != ActorType::person);
}

bool Attributor::holds_verb(TokenRange range) const {
  for (Index i = range.begin; i < range.end; ++i) {
    if (a_.tokens[i].pos == Pos::VERB && v_[i].mention == kNone) return true;
  }
  return false;
}

// A quotation of some words without a verb: a term, no speech.
bool Attributor::is_term(Index open) const {
  const Index q = v_[open].quotation;
  if (q == kNone) return false;
  const TokenRange inside = a_.quotations[q].tokens;
  return inside.end - inside.begin < kLongQuotation && !holds_verb(inside);
}

// The verb's own preposition opened a content before `limit` already.
bool Attributor::has_own_preposition(const Cue& cue, Index limit) const {
  for (Index i = cue.end; i < limit; ++i) {
    if (is_own_preposition(cue, i)) return true;
  }
  return false;
}

// Bodies, outlets and writings have names in quotation marks behind them; people have not.
bool Attributor::has_named_noun(Index i) const {
  if (v_[i].noun == kNone || v_.is(i, MarkerClass::audience)) return false;
  switch (v_.cues().noun(v_.phrase(v_[i].noun).entry).noun_class) {
    case lexicon::NounClass::witness:
    case lexicon::NounClass::expert: return false;
    default: return true;
  }
}

// A quotation is the content of a verb of saying where it stands right behind cue, subject and adjuncts, or is long; other
// verbs quote after a colon only.
bool Attributor::may_quote(const Cue& cue, Index open) const {
  const std::uint16_t frames = cue.row->frames;
  if (cue.row->kind == lexicon::CueKind::document) return true;
  if (open > cue.end && v_.is_mark(open - 1, ':')) return true;
  if ((frames & lexicon::kColon) != 0 && (frames & lexicon::kQuote) == 0) return open == cue.end;
  if ((frames & lexicon::kQuote) == 0) return false;
  constexpr Index kTerm = 2;
  const bool is_term = v_[open].quotation != kNone && a_.quotations[v_[open].quotation].tokens.end - open - 1 <= kTerm;
  if (cue.row->act == Act::demand && is_term) return false;
  const SourcePhrase subject = parse_source(v_, skip_adjuncts(cue.end, open), open);
  if (subject.is_found() && subject.tokens.end == open) return true;
  const Index q = v_[open].quotation;
  const bool is_long = q != kNone && a_.quotations[q].tokens.end - a_.quotations[q].tokens.begin >= kLongQuotation;
  if (is_long && (frames & lexicon::kThat) != 0) return true;
  if ((frames & lexicon::kDouble) != 0 && v_.is_word(open - 1) && v_.type(open - 1).folded.size() == 2)
    return true;  // a lone ba or kaf
  constexpr std::uint16_t kSpeaks = lexicon::kThat | lexicon::kQuote;
  if ((frames & kSpeaks) == kSpeaks && cue.row->act == Act::state && q != kNone) {
    const TokenRange inner = a_.quotations[q].tokens;
    const Index m = v_[open - 1].mention;
    const bool is_behind_place = m != kNone && m != v_[cue.end].mention && a_.mentions[m].tokens.end == open;
    constexpr Index kSentence = 4;  // words: "X said in Berlin "this is a step""
    if (holds_verb(inner) || (is_behind_place && inner.end - inner.begin >= kSentence)) return true;
  }
  // A short one must not hang on a preposition that is not the verb's own; right before the mark any of speech may stand.
  for (Index i = subject.is_found() ? subject.tokens.end : cue.end; i + 1 < open; ++i) {
    if (v_.is_preposition(i) && v_[i].marker_end == i + 1 && !v_[i].is_pronoun_phrase && !is_own_preposition(cue, i) &&
        !is_vessel(i + 1))
      return false;
  }
  return true;
}

// Behind a circumstance («while he waited …: "…"») only a colon with a quotation can still open the content.
Attributor::Content Attributor::find_colon_quotation(const Cue& cue, Index from, Index limit) const {
  if ((cue.row->frames & lexicon::kQuote) == 0) return {};
  for (Index i = from; i + 1 < limit; ++i) {
    if (v_.is_finite_cue(i) && (v_.cue_row(v_[i].cue).frames & lexicon::kQuote) != 0) return {};
    if (v_.is_mark(i, ':') && a_.tokens[i + 1].kind == TokenKind::open_quote) return {i + 1, i, true, false, true};
  }
  return {};
}

// "(refuses to hand them over) *on the pretext* that"
bool Attributor::is_of_pretext(Index i) const {
  return v_[i - 1].nominal != kNone && v_.cue_row(v_[i - 1].nominal).kind == lexicon::CueKind::pretext;
}

// An or inna that can open the content of the cue: not "because", "since", "although", "if not", nor a second one ("and that").
bool Attributor::opens_clause(const Cue& cue, Index i) const {
  if (i >= sentence_.end) return false;
  if (i > cue.end && is_of_pretext(i)) return false;
  const Index m = v_[i].mention;
  const bool is_in_name = m != kNone && a_.mentions[m].tokens.end > a_.mentions[m].tokens.begin + 1;  // "CNN", spelt out
  if (is_in_name || !v_.is(i, MarkerClass::complementiser) ||
      (a_.tokens[i].proclitics & (kWawClitic | kLamClitic | kKafClitic | kSinClitic)) != 0)
    return false;
  // "if not", but "that he did not" and, with its hamza, "that no".
  const bool is_bare = a_.tokens[i].enclitic_bytes == 0 && !v_.type(i).light.starts_with(text::letter::kAlefHamzaUtf8);
  const bool is_both_of = i + 2 < sentence_.end && v_.is_preposition(i + 2) && a_.tokens[i + 2].has_role(Role::source);
  if (is_bare && i + 1 < sentence_.end && v_.is_negation(i + 1) && a_.tokens[i + 1].proclitics == 0 &&
      !a_.tokens[i + 1].has_role(Role::future) && !is_both_of)  // "that *both* of", written like "no"
    return false;
  if (i > 1 && v_.is_mark(i - 1, '-') && !a_.tokens[i].space_before && !a_.tokens[i - 1].space_before) return false;  // "Jae-in"
  if (i > 1 && v_.is_mark(i - 1, '.') && !a_.tokens[i].space_before && !a_.tokens[i - 1].space_before) return false;  // "C.N.N"
  const Pos pos = a_.tokens[i].pos;
  if (pos == Pos::PROPN || pos == Pos::AUX || pos == Pos::VERB) return false;  // the name Van; "was", written like ka-anna
  if (i == cue.end || !v_.is_preposition(i - 1)) return true;
  const Token& before = a_.tokens[i - 1];
  return !before.has_role(Role::temporal) && !before.has_role(Role::concessive) && !before.has_role(Role::privative) &&
         !before.has_role(Role::exception);
}

// "a journalist of X (who) talked to Y": a verb right behind an indefinite subject describes it.
bool Attributor::is_of_subject(const Cue& cue, Index verb) const {
  if (a_.phrases[v_[verb].cue].proclitics != 0) return false;
  const SourcePhrase subject = parse_source(v_, skip_adjuncts(cue.end, verb), verb);
  Index end = subject.tokens.end;
  if (end + 1 < verb && v_.is_preposition(end) && v_.starts_mention(end + 1)) end = a_.mentions[v_[end + 1].mention].tokens.end;
  return subject.is_found() && subject.noun != kNone && end == verb && !v_.type(subject.tokens.begin).has_article &&
         subject.kind != SourceKind::person && subject.kind != SourceKind::organisation;
}

// The complementiser that follows the verb at `verb`, pronoun phrases passed over; kNone where something else stands there.
Index Attributor::clause_right_after(Index verb) const {
  Index i = v_.phrase(v_[verb].cue).tokens.end;
  while (i < sentence_.end && v_[i].is_pronoun_phrase) ++i;
  if (i < sentence_.end && v_.is(i, MarkerClass::complementiser)) return i;
  // "the port which the coalition says that": the object is the antecedent, the clause is the verb's own.
  const bool is_free = v_.phrase(v_[verb].cue).enclitic_bytes == 0 && verb > sentence_.begin &&
                       (v_.is(verb - 1, MarkerClass::relative) || v_.is(verb - 1, MarkerClass::what));
  if (!is_free) return kNone;
  i = skip_adjuncts(i, sentence_.end);
  if (const SourcePhrase subject = parse_source(v_, i, sentence_.end); subject.is_found())
    i = skip_adjuncts(subject.tokens.end, sentence_.end);
  return i < sentence_.end && v_.is(i, MarkerClass::complementiser) ? i : kNone;
}

// "(he) added *saying*: …": a plain participle of saying right behind the verb and its subject says no more than the verb.
bool Attributor::is_manner_of(const Cue& cue, Index participle) const {
  constexpr std::uint16_t kSpeech = lexicon::kThat | lexicon::kQuote | lexicon::kColon;
  constexpr std::uint16_t kSays = lexicon::kThat | lexicon::kQuote;
  const lexicon::CueRow& row = v_.cue_row(v_[participle].cue);
  const bool is_saying = row.act == Act::state && row.stance == Stance::neutral && (row.frames & kSays) == kSays &&
                         (row.frames & (lexicon::kContinues | lexicon::kDouble)) == 0 && is_circumstance(participle) &&
                         !v_.is_comma(participle - 1);
  const bool opens = cue.token == sentence_.begin || a_.phrases[cue.phrase].proclitics != 0 || !v_.is_word(cue.token - 1);
  if (!is_saying || !opens || (cue.row->frames & kSpeech) == 0 || (cue.row->frames & lexicon::kTransmit) != 0 ||
      is_participle_of(cue))
    return false;
  const Index begin = skip_adjuncts(cue.end, participle);
  const SourcePhrase subject = parse_source(v_, begin, participle, {.generic = true});
  if (subject.is_generic && subject.kind != SourceKind::person) return false;  // "summed up *the matter* saying"
  for (Index i = begin; i < participle; ++i) {
    if (v_.names_outlet(i) && i > begin) return false;  // "told *the agency* saying": he said so to it
  }
  return participle == (subject.is_found() ? subject.tokens.end : begin);
}

// A word that no layer of this stage reads.
bool Attributor::is_plain(Index i) const {
  const TokenView& t = v_[i];
  return t.cue == kNone && t.nominal == kNone && t.noun_cue == kNone && t.mention == kNone && t.noun == kNone &&
         t.title == kNone && !t.is_time && t.marker == MarkerClass::none && !t.is_pronoun_phrase;
}

// "praised X's not caring for what he called "Y"": the quotation is that of the verb inside.
bool Attributor::is_described_by_other(const Cue& cue, Index open) const {
  constexpr Index kReach = 4;
  const Index first = open > cue.end + kReach ? open - kReach : cue.end;
  for (Index i = open; i-- > first;) {
    if (v_.is_comma(i)) return false;
    if (v_.is_finite_cue(i)) {
      const bool describes = (v_.cue_row(v_[i].cue).frames & lexicon::kDouble) != 0 && v_.phrase(v_[i].cue).enclitic_bytes != 0;
      return describes && i > cue.token + 1 && (v_.is(i - 1, MarkerClass::what) || v_.is(i - 1, MarkerClass::relative));
    }
  }
  return false;
}

// The comma that closes an aside which a comma before `i` opens; kNone where there is none.
Index Attributor::aside_end(Index i, Index limit) const {
  if (i == 0 || !v_.is_comma(i - 1)) return kNone;
  for (Index k = i; k + 1 < limit; ++k) {
    if (v_.is_comma(k)) return k;
    if (k > i && a_.tokens[k].kind == TokenKind::open_quote) return kNone;
  }
  return kNone;
}

// "00:01"
bool Attributor::is_of_clock(Index colon) const {
  return colon > sentence_.begin && colon + 1 < sentence_.end && a_.tokens[colon - 1].kind == TokenKind::number &&
         a_.tokens[colon + 1].kind == TokenKind::number;
}

Attributor::Content Attributor::find_content(const Cue& cue) const {
  Content content;
  const Index limit = std::min(sentence_.end, cue.end + kMaxZone);
  const std::uint16_t frames =
      cue.row->frames | (cue.row->kind == lexicon::CueKind::document ? lexicon::kThat | lexicon::kQuote : 0);
  for (Index i = cue.end; i < limit; ++i) {
    const TokenView& t = v_[i];
    if (t.marker == MarkerClass::adverb && i > cue.token && !v_.is_comma(i - 1)) {  // "again", written like "renewing"
      i = t.marker_end - 1;
      continue;
    }
    if (t.noun_cue != kNone && i > cue.end && t.mention == kNone && v_[i - 1].noun == kNone && !is_setting(i) &&
        (v_.proclitics(i) & kBaClitic) == 0 && (frames & lexicon::kDouble) == 0) {
      SourcePhrase genitive;
      const Index owned = noun_clause(cue_at(i, t.noun_cue), genitive);
      if (owned != kNone && ((frames & lexicon::kObject) == 0 || genitive.is_found())) {
        i = owned;
        continue;
      }
    }
    // "quoted X, *his confirming of* the fire"
    if ((frames & lexicon::kTransmit) != 0 && i > cue.end && t.cue != kNone && v_.phrase(t.cue).enclitic_bytes != 0 &&
        (v_.phrase(t.cue).features & lexicon::kFormMask) == lexicon::kMasdar && !v_.type(i).has_article) {
      const Cue masdar = cue_at(i, t.cue);
      if (masdar.end + 1 < limit && v_.is_word(masdar.end) && !opens_clause(cue, masdar.end) &&
          !opens_clause(cue, masdar.end + 1)) {
        if (const Content said = find_noun_content(masdar, masdar.end); said.token != kNone && said.token <= masdar.end + 1)
          return {.token = said.token, .zone_end = said.token, .is_reported = true};
      }
    }
    if ((frames & lexicon::kQuestion) != 0 && i > cue.end && v_.is_word(i) && a_.tokens[i].has_role(Role::conditional) &&
        t.marker == MarkerClass::none && a_.tokens[i].proclitics == 0)
      return {i, i, false, true, false};  // "asked X *if*"
    // "whether", behind a verb of asking.
    if ((frames & lexicon::kQuestion) != 0 && i > cue.token && v_.is(i, MarkerClass::what) && i + 1 < limit &&
        (a_.tokens[i + 1].has_role(Role::conditional) || a_.tokens[i + 1].has_role(Role::interrogative)))
      return {i, i, false, true, false};
    if (opens_clause(cue, i)) {
      // "…, it appears that": the clause of a verb that no layer reads.
      Index verb = i - 1;
      while (verb > cue.end + 1 && (v_[verb].is_pronoun_phrase || a_.tokens[verb].pos == Pos::ADP) &&
             a_.tokens[verb].enclitic_bytes != 0)
        --verb;  // "and it happened *to it* that"
      const bool is_of_verb = verb > cue.end && a_.tokens[verb].pos == Pos::VERB && is_plain(verb) &&
                              (v_.is_comma(verb - 1) || (a_.tokens[verb].proclitics & (kWawClitic | kFaClitic)) != 0);
      if (is_of_verb) return content;
      if ((frames & (lexicon::kThat | lexicon::kQuestion)) == 0) return content;
      content = {i, i, false, true, false};
      return content;
    }
    // "announced its cancelling *and put* the blame on "X"": the quotation is not the first verb's.
    const bool is_next_verb = i > cue.end + 1 && (frames & lexicon::kNounPhrase) != 0 && a_.tokens[i].pos == Pos::VERB &&
                              is_plain(i) && a_.tokens[i].proclitics == kWawClitic &&
                              (a_.tokens[i].features & lexicon::kFormMask) == lexicon::kPast;
    if (is_next_verb) return find_colon_quotation(cue, i, limit);
    if (a_.tokens[i].kind == TokenKind::open_quote) {
      if (is_described_by_other(cue, i)) return content;
      if (is_name_quotation(cue, i, limit) || !may_quote(cue, i)) {
        if (t.quotation != kNone) i = std::max(i, std::min(limit, a_.quotations[t.quotation].tokens.end));
        continue;
      }
      content = {i, i, true, false, false};
      return content;
    }
    if (v_.is_mark(i, ':') && (frames & (lexicon::kQuote | lexicon::kThat | lexicon::kColon)) != 0 && !is_of_clock(i)) {
      if (i + 1 < a_.tokens.size()) content = {i + 1, i, a_.tokens[i + 1].kind == TokenKind::open_quote, false, true};
      return content;
    }
    // "said X, as Y reported, that", "said in the programme, which lasted an hour, that": an aside between commas.
    const bool opens_aside = i > cue.end && v_.is_comma(i - 1) && (t.nominal != kNone || t.marker == MarkerClass::relative);
    if (const Index end = opens_aside ? closed_aside_end(cue, i, limit) : kNone; end != kNone) {
      i = end;
      continue;
    }
    const bool is_reason = i > cue.end + 1 && (v_.is(i - 1, MarkerClass::identity) || v_.is(i - 2, MarkerClass::identity));
    // "said in X where he takes part in Y that": without a comma before it the clause belongs to the circumstances.
    const bool is_within = i > cue.end && t.marker == MarkerClass::contrast && !v_.is_comma(i - 1) && t.marker_end == i + 1 &&
                           a_.tokens[i].proclitics == 0 && a_.tokens[i].enclitic_bytes == 0;
    if (is_within && !has_own_preposition(cue, i)) continue;
    if ((t.marker == MarkerClass::conjunction || t.marker == MarkerClass::contrast) && i > cue.end && !is_reason &&
        t.mention == kNone)
      return find_colon_quotation(cue, i, limit);
    if (t.marker_end > i + 1) {
      i = t.marker_end - 1;
      continue;
    }
    if (i > cue.token && t.cue != kNone && t.nominal == kNone) {
      const std::uint16_t features = a_.phrases[t.cue].features;
      const unsigned form = features & lexicon::kFormMask;
      const bool is_finite = form == lexicon::kPast || form == lexicon::kPresent;
      const bool is_clause_of_noun =
          a_.phrases[t.cue].enclitic_bytes != 0 && a_.phrases[t.cue].proclitics == 0 && v_.is_word(i - 1);
      const auto is_joined = [&] {  // "denied the information *and said* that"
        return (a_.phrases[t.cue].proclitics & kWawClitic) != 0 && clause_right_after(i) != kNone;
      };
      const bool is_inside = !may_be_cue(cue_at(i, t.cue)) || (v_[i - 1].noun != kNone && !is_joined()) ||
                             v_.is(i - 1, MarkerClass::relative) || v_.is(i - 1, MarkerClass::what) || t.mention != kNone ||
                             t.noun != kNone || t.title != kNone || is_clause_of_noun ||
                             (a_.phrases[t.cue].proclitics & kLamClitic) != 0 ||
                             ((v_.cue_row(t.cue).frames & kSpeech) == 0 && a_.phrases[t.cue].proclitics == 0);
      // "a statement, published on a site, that"; "an official, whom it called X, that"
      if (is_finite && a_.phrases[t.cue].proclitics == 0) {
        if (const Index end = aside_end(i, limit); end != kNone && opens_clause(cue, end + 1)) {
          i = end;
          continue;
        }
      }
      if (const Index end = is_finite && v_.is_comma(i - 1) ? broadcast_end(i, limit) : kNone; end != kNone) {
        i = end - 1;
        continue;
      }
      // "published a report *in which X said* that": his is the statement.
      const bool is_written_in =
          is_finite && i > cue.end && (frames & lexicon::kTransmit) != 0 && i + 1 < limit && is_in_it(i + 1);
      if (is_written_in) return {};
      if (is_finite && !is_inside && i > cue.end && !is_of_subject(cue, i)) return content;
      // "an article in which he said that": the clause is that of the verb right before it.
      const bool takes_clause = (v_.cue_row(t.cue).frames & lexicon::kThat) != 0 && (features & lexicon::kJussive) == 0;
      if (const Index owned = clause_right_after(i); is_finite && i > cue.end && takes_clause && owned != kNone) {
        if ((frames & lexicon::kTransmit) != 0) return content;
        // "pointed *to* remarks of X who said that it is "Y"": what the preposition governs is the content.
        if ((frames & lexicon::kPrepositional) != 0 && has_own_preposition(cue, i)) return content;
        i = owned;
        continue;
      }
      const bool is_role = t.noun != kNone || t.title != kNone;            // "a spokeswoman", written like "speaking"
      if (form == lexicon::kParticiple && is_manner_of(cue, i)) continue;  // "went on *saying*"
      if (form == lexicon::kParticiple && i > cue.end && !is_role && may_be_cue(cue_at(i, t.cue))) {
        if ((v_.cue_row(t.cue).frames & lexicon::kThat) == 0 && !v_.is_comma(i - 1)) continue;  // "said *jokingly* that"
        const Index end = aside_end(i, limit);
        if (end == kNone || !opens_clause(cue, end + 1)) return content;
        i = end;
        continue;
      }
    }
    if (t.nominal != kNone && (cue.row->frames & lexicon::kTransmit) == 0 &&
        v_.cue_row(t.nominal).kind != lexicon::CueKind::transmit) {
      // "said X, according to Y, that": Y's phrase is passed over to the comma that closes it.
      Index k = v_.phrase(t.nominal).tokens.end;
      const auto closes = [&](Index at) {
        const Index q = v_[at].quotation;
        const bool is_passage = a_.tokens[at].kind == TokenKind::open_quote && q != kNone &&
                                a_.quotations[q].tokens.end - a_.quotations[q].tokens.begin >= kLongQuotation;
        return is_passage || v_.is_comma(at) || v_.is(at, MarkerClass::complementiser) || v_.is_mark(at, ':');
      };
      while (k < limit && !closes(k)) ++k;
      i = v_.is_comma(k) ? k : k - 1;
    }
  }
  return content;
}

// "holds X responsible for Y": the content begins with the responsibility, and what for must follow.
Attributor::Content Attributor::find_responsibility(const Cue& cue, Index from) const {
  const std::string_view wanted = v_.cues().string(cue.row->prepositions);
  for (Index k = from; k + 2 < sentence_.end && k < from + 12; ++k) {
    if (!v_.is_word(k) || v_.is_finite_cue(k)) continue;
    const std::string needle = ' ' + std::string(v_.type(k).folded) + ' ';
    if (wanted.find(needle) == std::string_view::npos) continue;
    const bool is_quoted = a_.tokens[k - 1].kind == TokenKind::open_quote;
    const Index begin = is_quoted ? k - 1 : k;
    return {begin, begin, false, false, false};
  }
  return {};
}

// The content stands before the cue: «"…", says the mayor», «…, the paper writes».
Attributor::Content Attributor::find_preceding(const Cue& cue, const SourcePhrase& subject) const {
  constexpr std::uint16_t kSpeech = lexicon::kThat | lexicon::kQuote;
  if ((cue.row->frames & kSpeech) != kSpeech || !subject.is_found() || cue.token < sentence_.begin + 3) return {};
  if (a_.phrases[cue.phrase].proclitics != 0 || a_.attributions.size() > first_of_sentence_) return {};
  const bool is_of_it = cue.end < sentence_.end && v_[cue.end].is_pronoun_phrase;
  if (cue.row->act == Act::allege || cue.row->act == Act::demand || is_of_it) return {};
  Index end = cue.token;
  while (end > sentence_.begin + 1 && v_.is(end - 1, MarkerClass::adverb)) --end;  // "…, thus said X"
  if (!v_.is_comma(end - 1) && a_.tokens[end - 1].kind != TokenKind::close_quote) return {};
  while (end > sentence_.begin && v_.is_comma(end - 1)) --end;
  if (end <= sentence_.begin + 1) return {};
  Content content;
  content.zone_end = cue.end;
  content.end = end;
  if (a_.tokens[end - 1].kind == TokenKind::close_quote) {
    const Index q = v_[end - 1].quotation;
    if (q == kNone || a_.quotations[q].tokens.begin < sentence_.begin + 1) return {};
    content.token = a_.quotations[q].tokens.begin - 1;
    return content;
  }
  // Without marks the speaker must close the sentence.
  if (subject.tokens.end + 1 < sentence_.end || end < sentence_.begin + 4) return {};
  content.token = sentence_.begin;
  return content;
}

bool Attributor::is_participle_of(const Cue& cue) { return (cue.features & lexicon::kFormMask) == lexicon::kParticiple; }

// The word at `i` can be read as a verbal noun that `layer` knows.
bool Attributor::has_masdar(Index i, lexicon::Layer layer) const {
  auto it = std::lower_bound(a_.phrases.begin(), a_.phrases.end(), i,
                             [](const PhraseMatch& m, Index token) { return m.tokens.begin < token; });
  for (; it != a_.phrases.end() && it->tokens.begin == i; ++it) {
    if (it->layer == static_cast<std::uint16_t>(layer) && (it->features & lexicon::kFormMask) == lexicon::kMasdar) return true;
  }
  return false;
}

// The word at `i` can be read as a verbal noun too: "refusal", "he refused".
bool Attributor::may_be_masdar(Index i) const { return has_masdar(i, lexicon::Layer::cue); }

// A verbal noun of what parties do, though it be written like its verb: "reaching", "signing", "its refusing".
bool Attributor::names_deed(Index i) const {
  return (a_.tokens[i].proclitics & ~kArticle) == 0 && has_masdar(i, lexicon::Layer::event);
}

// "X, *and she is an ally of Y*, voiced": a gloss on the subject between commas, with further commas where it goes on.
Index Attributor::skip_gloss(Index i) const {
  constexpr Index kLongest = 24;
  if (i == 0 || i >= sentence_.end || !v_.is_comma(i - 1) || !a_.tokens[i].has_role(Role::personal) ||
      (a_.tokens[i].proclitics & kWawClitic) == 0)
    return i;
  for (Index k = i + 1; k + 1 < sentence_.end && k <= i + kLongest; ++k) {
    if (v_.is(k, MarkerClass::complementiser)) return i;
    if (!v_.is_comma(k)) continue;
    const Index next = k + 1;
    const bool goes_on = v_.is(next, MarkerClass::contrast) || v_.is(next, MarkerClass::conjunction) ||
                         v_.is(next, MarkerClass::relative) || a_.tokens[next].proclitics != 0;
    if (!goes_on) return skip_adjuncts(k, sentence_.end);
  }
  return i;
}

// "the forces of X, *the strong man of the east*, late on Saturday, announced …": an apposition between commas, then the object.
Index Attributor::skip_apposition(const Cue& cue, Index i, Index from) const {
  const bool is_led = from > cue.end && i > from && i < sentence_.end && v_.is_comma(i - 1) &&
                      (cue.row->frames & lexicon::kNounPhrase) != 0 && v_.is_word(i) && v_.type(i).has_article &&
                      v_[i].mention == kNone && a_.tokens[i].proclitics == kArticle;
  Index end = is_led ? aside_end(i, sentence_.end) : kNone;
  if (end != kNone && end + 1 < sentence_.end && v_.is_preposition(end + 1) && v_[end + 1].nominal == kNone) {
    if (const Index second = aside_end(end + 1, sentence_.end); second != kNone) end = second;
  }
  if (end == kNone) return i;
  const Index object = skip_adjuncts(end, sentence_.end);
  return object < sentence_.end && opens_object(object, true) ? object : i;
}

// "activists *and local sources* documented": a second subject that the first phrase left out; kept where nothing follows it.
Index Attributor::skip_conjunct(Index i) const {
  if (i >= sentence_.end || !v_.is_word(i) || a_.tokens[i].proclitics != kWawClitic || v_.is_comma(i - 1) || v_.is_verb(i))
    return i;
  const bool is_kin = a_.tokens[i].enclitic_bytes != 0 && v_.starts_mention(i + 1);  // "and its ally X"
  Index limit = i + 1;  // a noun behind an adjective opens the object
  while (limit < sentence_.end && !(a_.tokens[limit].pos == Pos::NOUN && a_.tokens[limit - 1].pos == Pos::ADJ)) ++limit;
  const SourcePhrase second = parse_source(v_, is_kin ? i + 1 : i, limit, {.object = true});
  if (!second.is_found()) return i;
  const Index next = skip_adjuncts(second.tokens.end, sentence_.end);
  const bool opens = next < sentence_.end && v_.is_word(next) && !v_.is(next, MarkerClass::what) && !v_.is_verb(next);
  return opens ? next : i;
}

// "witnesses *in the Bekaa* confirmed the hearing of": where it was said stands before the object.
Index Attributor::skip_place(const Cue& cue, Index i) const {
  constexpr Index kReach = 3;
  if (i >= sentence_.end || (cue.row->frames & lexicon::kNounPhrase) == 0 || is_own_preposition(cue, i)) return i;
  const bool is_led = v_.is(i, MarkerClass::inner_preposition) || (v_[i].mention == kNone && (v_.proclitics(i) & kBaClitic) != 0);
  if (!is_led) return i;
  for (Index k = i; k < sentence_.end && k <= i + kReach; ++k) {
    const Index m = v_[k].mention;
    if (m == kNone || a_.mentions[m].actor == kNone || a_.actors[a_.mentions[m].actor].type != ActorType::place) continue;
    Index end = a_.mentions[m].tokens.end;
    while (end < sentence_.end && v_.type(end).has_article && a_.tokens[end].pos == Pos::ADJ) ++end;
    return skip_adjuncts(end, sentence_.end);
  }
  return i;
}

// Content that is a noun phrase: "announced the reaching of an accord", "expressed his reserve", "regards it as X".
Attributor::Content Attributor::find_noun_content(const Cue& cue, Index from, bool follows_subject) const {
  Content content;
  const std::uint16_t frames = cue.row->frames;
  Index i = skip_adjuncts(from, sentence_.end);
  const bool is_seen_in_it = (frames & lexicon::kThat) != 0 && cue.row->act == Act::opine && is_in_it(i);
  while (i < sentence_.end && v_[i].is_pronoun_phrase) i = skip_adjuncts(i + 1, sentence_.end);
  const bool is_predicate = is_seen_in_it && i < sentence_.end && a_.tokens[i].pos == Pos::NOUN && v_[i].mention == kNone &&
                            v_.type(i).folded.ends_with(text::letter::kAlefUtf8);
  if (is_predicate) return {i, i, false, false, false};  // "sees in it *a threat*"
  if (i < sentence_.end && v_[i].nominal != kNone && v_.cue_row(v_[i].nominal).kind == lexicon::CueKind::transmit) {
    const SourcePhrase deeper = parse_source(v_, v_.phrase(v_[i].nominal).tokens.end, sentence_.end);  // "quoting X"
    if (deeper.is_found()) i = skip_adjuncts(deeper.tokens.end, sentence_.end);
  }
  if (i < sentence_.end && i > sentence_.begin && v_.is_comma(i - 1) &&
      (is_circumstance(i) || (v_[i].nominal != kNone && from > cue.end))) {
    // "denied, speaking in the capital, that", "affirmed X, according to Y, the taking of": an aside between commas.
    if (const Index end = aside_end(i, sentence_.end); end != kNone) i = skip_adjuncts(end, sentence_.end);
  }
  if (i > cue.end && i + 2 < sentence_.end && v_.is(i, MarkerClass::relative) && a_.tokens[i + 1].pos == Pos::VERB) {
    // "the government, which X heads, announced": the clause is passed over where it is a verb with its subject.
    const SourcePhrase inner = parse_source(v_, i + 2, sentence_.end);
    if (inner.is_found()) i = skip_adjuncts(inner.tokens.end, sentence_.end);
  }
  i = skip_apposition(cue, skip_gloss(i), from);
  if (from > cue.end) i = skip_conjunct(i);
  i = skip_place(cue, i);
  if ((frames & lexicon::kTransmit) != 0 && i < sentence_.end && is_from(cue, i) && v_.is_preposition(i)) {
    const SourcePhrase deeper = parse_source(v_, i + 1, sentence_.end, {.object = true});  // "quoted X the killing of"
    if (const Index noun = skip_adjuncts(deeper.tokens.end, sentence_.end); deeper.is_found() && noun < sentence_.end)
      i = opens_object(noun, true) ? noun : i;
  }
  // "affirmed X, *to "Y"*, the forming of": whom he told, between commas.
  if (i + 1 < sentence_.end && v_.is_lone_lam(i)) {
    if (const TokenRange told = bracketed_name(i + 1, sentence_.end); !told.is_empty())
      i = skip_adjuncts(told.end + 1, sentence_.end);
  }
  if (const Index noun = noun_past_setting(cue, i); noun != kNone && !holds_speech(noun))
    return {noun, noun, false, false, false, kNone, true};
  // "warned of *what he called* X": what is called so.
  if ((frames & lexicon::kPrepositional) != 0 && v_.is(i, MarkerClass::what) && v_.is_finite_cue(i + 1)) {
    const Cue inner = cue_at(i + 1, v_[i + 1].cue);
    if ((inner.row->frames & lexicon::kDouble) != 0 && inner.has_pronoun)
      if (const Content called = find_noun_content(inner, inner.end); called.token != kNone) return called;
  }
  const auto at = [&](Index token) {  // "announced a statement in which they said": what is said there counts
    return holds_speech(token) ? Content{} : Content{token, token, false, false, false};
  };
  const bool opens_with_noun =
      (frames & lexicon::kNounPhrase) != 0 && i < sentence_.end && v_.is_word(i) &&
      (v_[i].marker == MarkerClass::none || v_[i].marker == MarkerClass::attitude || v_[i].marker == MarkerClass::absence) &&
      (a_.tokens[i].pos == Pos::NOUN || may_be_masdar(i) || (v_.is_comma(i - 1) && names_deed(i))) &&
      (a_.tokens[i].proclitics & (kBaClitic | kLamClitic | kKafClitic)) == 0 &&
      (from > cue.end ||
       (i == skip_adjuncts(cue.end, sentence_.end) && (is_participle_of(cue) || (follows_subject && !v_.is_finite_cue(i)) ||
                                                       (a_.tokens[i].enclitic_bytes != 0 && !cue.has_pronoun))));
  const bool is_seen_as = (frames & lexicon::kDouble) != 0 && cue.has_pronoun;  // "which X sees *as natural* in"
  if ((frames & lexicon::kPrepositional) != 0 && !opens_with_noun && !is_seen_as) {
    bool is_past_verb = false;  // "approved a law that permits *the* holding": what is attached there is another verb's
    for (Index k = i; k < sentence_.end && k < i + kReach; ++k) {
      if (v_.is(k, MarkerClass::contrast) || v_.is(k, MarkerClass::conjunction)) break;
      const bool is_of_noun =
          v_[k].cue != kNone && v_.phrase(v_[k].cue).enclitic_bytes != 0 && v_.phrase(v_[k].cue).proclitics == 0;
      if (v_.is_finite_cue(k) && k > i && !is_of_noun && !v_.is(k - 1, MarkerClass::relative)) break;
      is_past_verb =
          is_past_verb || (k > i && v_.is_verb(k) && a_.tokens[k].enclitic_bytes == 0 && !v_.is(k - 1, MarkerClass::relative));
      if (!is_own_preposition(cue, k) || (is_past_verb && !v_.is_preposition(k))) continue;
      const bool is_issued = v_[k].is_from && k > i + 1 && a_.tokens[k - 1].pos == Pos::ADJ && is_vessel(k - 2) &&
                             v_[k - 1].marker == MarkerClass::none && a_.tokens[k - 2].enclitic_bytes == 0;
      if (is_issued) continue;  // "a statement issued *by*", not "(voiced) in his last talk *of* thanks"
      if (!v_.is_preposition(k)) return at(k);
      if (k + 1 >= sentence_.end) break;
      if (v_.is(k + 1, MarkerClass::identity) || is_place_of_speech(k)) continue;  // "without giving his name", "on his page"
      content = at(k + 1);
      content.zone_end = k;
      return content;
    }
  }
  if ((frames & lexicon::kResponsibility) != 0) return find_responsibility(cue, i);
  const bool is_renewed = from > cue.end && i < sentence_.end && (v_.type(i).has_article || a_.tokens[i].enclitic_bytes != 0) &&
                          may_be_masdar(i);  // "renewed the call", "renewed its call"
  if ((frames & lexicon::kAttitude) != 0 && i < sentence_.end && (v_.is(i, MarkerClass::attitude) || is_renewed)) return at(i);
  // "explained to the American side the extent of …": who is told comes first.
  while (i < sentence_.end && v_.starts_mention(i) && (v_.proclitics(i) & kLamClitic) != 0) {
    i = skip_adjuncts(a_.mentions[v_[i].mention].tokens.end, sentence_.end);
  }
  if (i >= sentence_.end) return content;
  const TokenView& t = v_[i];
  const bool is_noun = v_.is_word(i) && !is_circumstance(i) && !a_.tokens[i].has_role(Role::personal) &&
                       (t.marker == MarkerClass::none || t.marker == MarkerClass::same || lexicon::is_quantifier(t.marker) ||
                        t.marker == MarkerClass::attitude || t.marker == MarkerClass::absence ||
                        (t.marker == MarkerClass::demand && a_.tokens[i].pos != Pos::VERB)) &&
                       (!v_.is_finite_cue(i) || ((from > cue.end || (follows_subject && i > cue.end)) && may_be_masdar(i) &&
                                                 !v_.is_preposition(i + 1))) &&
                       (a_.tokens[i].pos != Pos::VERB ||
                        (from > cue.end && (i == from || may_be_masdar(i) || (v_.is_comma(i - 1) && names_deed(i)))));
  const bool has_preposition = (a_.tokens[i].proclitics & (kBaClitic | kLamClitic | kKafClitic)) != 0;
  const bool takes_what = from > cue.end && !cue.has_pronoun && (frames & lexicon::kTransmit) == 0 && !v_.is_comma(i - 1);
  const bool is_what =
      takes_what && v_.opens_what(i);  // "denied *what* the agency carried", not "published it, *which* asks for"
  if ((frames & lexicon::kNounPhrase) != 0 && (is_noun || is_what || a_.tokens[i].kind == TokenKind::open_quote) &&
      !has_preposition)
    return at(i);
  if ((frames & lexicon::kDouble) != 0 && (cue.has_pronoun || is_noun)) {
    if (cue.has_pronoun && (is_noun || has_preposition) && i < sentence_.end) return at(i);
    if (cue.row->act == Act::opine && is_noun && from > cue.end) return at(i);
  }
  return content;
}

}  // namespace isnad::attribution
