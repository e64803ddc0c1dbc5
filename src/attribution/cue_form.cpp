// Whether a form of a verb of saying says something where it stands: no noun, no preposition, no adjective written like it.
#include "attribution/attributor.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::CueKind;
using lexicon::MarkerClass;

namespace {

constexpr std::uint8_t kPrepositionClitics = kBaClitic | kLamClitic | kKafClitic;

bool is_participle(std::uint16_t features) { return (features & lexicon::kFormMask) == lexicon::kParticiple; }
bool is_masdar(std::uint16_t features) { return (features & lexicon::kFormMask) == lexicon::kMasdar; }

}  // namespace

// "X does *not rule out* that", "did *not hide* his concern"; no "I do not rule out" of one who is quoted, no relative clause.
bool Attributor::says_by_negation(const Cue& cue) const {
  const unsigned form = cue.features & lexicon::kFormMask;
  const bool is_third = (cue.features & lexicon::kPersonMask) == lexicon::kThird && form == lexicon::kPresent;
  const bool is_only = (cue.row->frames & lexicon::kOnlyNegated) != 0;
  const bool is_relative = is_only && cue.token >= sentence_.begin + 2 && v_.is(cue.token - 2, MarkerClass::relative);
  return (is_only || (cue.row->frames & lexicon::kNegated) != 0) && is_third && !is_relative;
}

// What stands before a form tells whether it is a verb that asserts: not after a preposition, a negation, or a subjunctive.
bool Attributor::may_be_verb(const Cue& cue) const {
  const unsigned form = cue.features & lexicon::kFormMask;
  const bool has_proclitic = a_.phrases[cue.phrase].proclitics != 0;
  const bool has_previous = cue.token > sentence_.begin && !has_proclitic;
  const bool is_negated = has_previous && v_.is_negation(cue.token - 1);
  // "if it shows that": nobody says so yet.
  const bool is_supposed = has_previous && v_.is_word(cue.token - 1) && a_.tokens[cue.token - 1].has_role(Role::conditional) &&
                           !v_.is(cue.token - 1, MarkerClass::what) && !v_.is(cue.token - 1, MarkerClass::complementiser) &&
                           !v_.is(cue.token - 1, MarkerClass::adverb);  // "has long *said*"
  if (is_supposed) return false;
  if (is_negated ? !says_by_negation(cue) : (cue.row->frames & lexicon::kOnlyNegated) != 0) return false;
  if (!is_negated && (cue.features & lexicon::kJussive) != 0) return false;
  // "that "*a good deal* of"": no verb in the dual follows "that".
  const bool is_dual_past = form == lexicon::kPast && (cue.features & lexicon::kNumberMask) == lexicon::kDual;
  Index before = cue.token;
  while (before > sentence_.begin && a_.tokens[before - 1].kind == TokenKind::open_quote) --before;
  if (is_dual_past && before > sentence_.begin && v_.is(before - 1, MarkerClass::complementiser)) return false;
  if (is_noun_by_place(cue) || is_marked_passive(cue) || (cue.has_pronoun && v_[cue.token].own_noun != kNone)) return false;
  // "-i" alone is the pronoun of nouns: "my estimate", a name; verbs take "-ni".
  const std::string_view folded = v_.type(cue.token).folded;
  if (cue.has_pronoun && a_.tokens[cue.end - 1].enclitic_bytes == 2 && folded.ends_with(text::letter::kYehUtf8) &&
      !folded.ends_with("\xD9\x86\xD9\x8A"))
    return false;
  if (has_previous && v_.is_preposition(cue.token - 1) && !is_whom(cue) && before_adverb(cue.token) == cue.token) return false;
  // "in the light of *its record*": a preposition of two words.
  if (cue.has_pronoun && !has_proclitic && cue.token > sentence_.begin + 1 &&
      lexicon::is_outer_preposition(v_[cue.token - 2].marker) && v_[cue.token - 2].marker_end == cue.token)
    return false;
  // "the keeping of its promise": behind a bare noun the word is a noun too, where it can be one.
  const bool is_construct = has_previous && cue.has_pronoun && a_.tokens[cue.token - 1].pos == Pos::NOUN &&
                            !v_.type(cue.token - 1).has_article && a_.tokens[cue.token - 1].enclitic_bytes == 0;
  // "one can expect a battle": behind a verb too.
  const bool is_governed_noun = !has_proclitic && cue.token > sentence_.begin && !cue.has_pronoun && form == lexicon::kPast &&
                                v_.is(cue.token - 1, MarkerClass::adverb) && cue.token > sentence_.begin + 1 &&
                                a_.tokens[cue.token - 2].pos == Pos::VERB;
  if ((is_construct || is_governed_noun) && may_be_masdar(cue.token)) return false;
  const bool is_described = is_construct && form == lexicon::kPast && a_.tokens[cue.token].pos == Pos::NOUN &&
                            cue.end < sentence_.end && v_.type(cue.end).has_article;  // "of *our power* to defend"
  if (is_described) return false;
  if (has_previous && form == lexicon::kPresent && v_.is(cue.token - 1, MarkerClass::complementiser)) return false;
  // "and he is *a student*", written like "he demanded"
  const bool is_predicate = has_previous && form == lexicon::kPast && a_.tokens[cue.token - 1].has_role(Role::personal) &&
                            (a_.tokens[cue.token - 1].proclitics & kWawClitic) != 0 && v_.is_word(cue.end) &&
                            !v_.is(cue.end, MarkerClass::complementiser) && !is_own_preposition(cue, cue.end) &&
                            !v_.starts_mention(cue.end);
  if (is_predicate) return false;
  const bool is_passive =
      form == lexicon::kPresent && cue.row->has_final_yeh != 0 && !cue.has_pronoun && v_.type(cue.token).ends_in_maqsura;
  return !is_passive || v_.is(cue.end, MarkerClass::complementiser);
}

// A damma on the first letter of a past verb: "was told".
bool Attributor::is_marked_passive(const Cue& cue) const {
  constexpr std::string_view kDamma = "\xD9\x8F";
  constexpr std::size_t kLetter = 2;
  const std::string_view word = a_.text(cue.span);
  return (cue.features & lexicon::kFormMask) == lexicon::kPast && !is_from(cue, cue.end) && word.size() > kLetter &&
         word.substr(kLetter).starts_with(kDamma);
}

// "accuse their *enemy*", written like "they regarded": behind a verb a form with a pronoun that the context reads as a noun is
// one; so is the first of two joined nouns ("the *spotting* and destroying of").
bool Attributor::is_noun_by_place(const Cue& cue) const {
  if ((cue.features & lexicon::kFormMask) != lexicon::kPast) return false;
  // "its honour *and its pride*": joined to a noun with the same pronoun.
  const bool is_twin = cue.has_pronoun && a_.phrases[cue.phrase].proclitics == kWawClitic && cue.token > sentence_.begin &&
                       a_.tokens[cue.token - 1].pos == Pos::NOUN && a_.tokens[cue.token - 1].enclitic_bytes != 0 &&
                       a_.tokens[cue.token - 1].enclitic_bytes == a_.tokens[cue.end - 1].enclitic_bytes &&
                       !v_.is(cue.end, MarkerClass::complementiser);
  if (is_twin) return true;
  if (a_.phrases[cue.phrase].proclitics != 0) return false;
  // "a plane (f.) of *transport*": an indefinite noun of the other gender before it is no antecedent of a verb.
  const Index head = cue.token - 1;
  const bool is_genitive = cue.token > sentence_.begin && !cue.has_pronoun && (cue.features & lexicon::kFeminine) == 0 &&
                           a_.tokens[head].pos == Pos::NOUN && v_.type(head).ends_in_marbuta && !v_.type(head).has_article &&
                           v_[head].mention == kNone && v_[head].title == kNone && !v_[head].is_given_name &&
                           !v_.is(cue.end, MarkerClass::complementiser) && may_be_masdar(cue.token);
  if (is_genitive) return true;
  if (cue.has_pronoun)
    return cue.token > sentence_.begin && a_.tokens[cue.token].pos == Pos::NOUN && a_.tokens[cue.token - 1].pos == Pos::VERB;
  return cue.end < sentence_.end && (a_.tokens[cue.end].proclitics & kWawClitic) != 0 && a_.tokens[cue.end].pos == Pos::NOUN &&
         v_[cue.end].cue == kNone && may_be_masdar(cue.token);
}

// "those *whom* he called": the preposition min, written alike, is the relative man there.
bool Attributor::is_whom(const Cue& cue) const {
  if (cue.row->kind != CueKind::verb || !cue.has_pronoun || cue.token == sentence_.begin) return false;
  const Token& before = a_.tokens[cue.token - 1];
  return before.has_role(Role::source) && (before.has_role(Role::interrogative) || before.has_role(Role::relative));
}

// The first person of the present and the past look alike once hamza is folded: "I believe", "he believed".
bool Attributor::is_first_person(const Cue& cue) const {
  if ((cue.features & lexicon::kPersonMask) == lexicon::kFirst) return true;
  if ((cue.features & lexicon::kFormMask) != lexicon::kPast) return false;
  const std::string_view word = v_.type(cue.token).light.substr(0);
  const std::string_view lemma = v_.cues().string(cue.row->lemma);
  constexpr std::string_view kAlefMadda = "\xD8\xA2";
  return (word.starts_with(text::letter::kAlefHamzaUtf8) && lemma.starts_with(text::letter::kAlefUtf8)) ||
         (word.starts_with(kAlefMadda) && lemma.starts_with(text::letter::kAlefHamzaUtf8));
}

// "voiced" is written like "through", "made clear" like "between": verbs where subject and preposition or clause follow.
bool Attributor::governs(const Cue& cue) const {
  const bool opens = cue.token == sentence_.begin || a_.phrases[cue.phrase].proclitics != 0 || !v_.is_word(cue.token - 1) ||
                     v_.is(cue.token - 1, MarkerClass::adverb) || v_.is(cue.token - 1, MarkerClass::conjunction) ||
                     v_.is(cue.token - 1, MarkerClass::contrast) || v_.is(cue.token - 1, MarkerClass::particle) ||
                     v_.is(cue.token - 1, MarkerClass::relative) || v_.is(cue.token - 1, MarkerClass::what);
  if (cue.end >= sentence_.end) return false;
  const bool is_verb = v_.is_preposition(cue.end) && is_own_preposition(cue, cue.end);
  if (is_verb && (opens || v_[cue.token - 1].mention != kNone)) return true;  // "that the council *voiced* (its)"
  if (!opens) return false;
  const SourcePhrase subject = parse_source(v_, skip_adjuncts(cue.end, sentence_.end), sentence_.end, {.generic = true});
  if (!subject.is_found()) return false;
  const Index next = skip_adjuncts(subject.tokens.end, sentence_.end);
  // "voiced, in a speech that X broadcast, his trust"
  const bool is_speaker = !subject.is_generic && (subject.kind == SourceKind::person || subject.kind == SourceKind::official ||
                                                  subject.kind == SourceKind::organisation);
  constexpr Index kLongestAside = 16;
  const Index limit = std::min(sentence_.end, next + kLongestAside);
  for (Index k = next; is_speaker && k < limit; ++k) {
    if (v_.is_preposition(k) && is_own_preposition(cue, k)) return true;
    if (v_.is(k, MarkerClass::complementiser) || (v_.is_verb(k) && a_.tokens[k].enclitic_bytes == 0)) break;
  }
  if (next >= sentence_.end) return false;
  const bool has_clause = (cue.row->frames & (lexicon::kThat | lexicon::kPrepositional)) == lexicon::kThat &&
                          v_.is(next, MarkerClass::complementiser);
  return has_clause || (v_.is_preposition(next) && is_own_preposition(cue, next));
}

// "Iran *is regarded* as one of the great producers", written like "regards": a predicate behind its subject, no object.
bool Attributor::is_regarded(const Cue& cue) const {
  if ((cue.row->frames & lexicon::kDouble) == 0 || cue.has_pronoun) return false;
  Index next = v_.starts_mention(cue.end) ? a_.mentions[v_[cue.end].mention].tokens.end
                                          : parse_source(v_, cue.end, sentence_.end, {.object = true}).tokens.end;
  next = skip_adjuncts(std::max(next, cue.end), sentence_.end);
  if (next < sentence_.end && a_.tokens[next].has_role(Role::source)) ++next;  // "*of* the greatest"
  if (next >= sentence_.end || !v_.is_word(next)) return false;
  const std::string_view folded = v_.type(next).folded;
  if (is_elative(next) && v_[next].mention == kNone && !v_.is(next, MarkerClass::complementiser)) return true;
  const bool is_noun = (a_.tokens[next].pos == Pos::NOUN || a_.tokens[next].pos == Pos::ADJ) && v_[next].mention == kNone &&
                       !v_.type(next).has_article && a_.tokens[next].proclitics == 0 && a_.tokens[next].enclitic_bytes == 0;
  const bool takes_no_clause = (cue.row->frames & lexicon::kThat) == 0;
  return v_.is(next, MarkerClass::one) || (is_noun && (takes_no_clause || folded.ends_with(text::letter::kAlefUtf8)));
}

// "greater", "the most prominent of": of three or four letters from alef with hamza.
bool Attributor::is_elative(Index i) const {
  constexpr std::size_t kLetter = 2;  // bytes
  const std::string_view light = v_.type(i).light;
  return light.starts_with(text::letter::kAlefHamzaUtf8) && (light.size() == 3 * kLetter || light.size() == 4 * kLetter);
}

// "(he) said that": inna, which only this verb has behind it, not an.
bool Attributor::takes_clause_of_inna(const Cue& cue) const {
  return cue.end < sentence_.end && v_.is(cue.end, MarkerClass::complementiser) &&
         v_.type(cue.end).light.starts_with(text::letter::kAlefHamzaBelowUtf8);
}

bool Attributor::may_be_cue(const Cue& cue) const {
  const TokenView& t = v_[cue.token];
  if (t.mention != kNone || t.is_pronoun_phrase || t.marker == MarkerClass::demand) return false;
  // "again" is written like "renewing", which stands behind a comma.
  if (t.marker == MarkerClass::adverb && (cue.token == sentence_.begin || !v_.is_comma(cue.token - 1))) return false;
  if (v_.asks_for_anonymity(cue.token) || (v_.is_preposition(cue.token) && !governs(cue))) return false;
  if ((t.marker == MarkerClass::conjunction || t.marker == MarkerClass::contrast) && t.marker_end > cue.end) return false;
  const bool is_impersonal = t.marker == MarkerClass::impersonal || t.marker == MarkerClass::ender;
  const bool takes_clause =
      (cue.features & lexicon::kFeminine) != 0 && cue.end < sentence_.end && v_.is(cue.end, MarkerClass::complementiser);
  if (is_impersonal && (t.marker_end > cue.end || !(takes_clause || names_speaker(cue.end)))) return false;
  if (is_impersonal && !takes_clause && is_regarded(cue)) return false;
  if (!is_participle(cue.features) && !is_masdar(cue.features) && !may_be_verb(cue)) return false;
  const bool goes_on = (cue.row->frames & lexicon::kContinues) != 0;
  if (goes_on && cue.has_pronoun && !is_masdar(cue.features)) return false;  // "which the ground hosts"
  // "(said that) they *went on* "closely" following": a verb without clause goes on doing there.
  const bool is_doing = goes_on && (cue.row->frames & lexicon::kThat) == 0 &&
                        (a_.phrases[cue.phrase].proclitics & ~kSinClitic) == 0 && cue.token > sentence_.begin &&
                        v_.is_word(cue.token - 1) && outer_attribution(cue.span) != kNone;
  if (is_doing) return false;
  // ", which points to", "and that is what points to": what is said there is the writer's.
  const bool is_what = cue.token > sentence_.begin + 1 && v_.is(cue.token - 1, MarkerClass::what);
  const bool is_of_what =
      is_what && a_.tokens[cue.token - 1].has_role(Role::cause) && !cue.has_pronoun;  // "…, *whence* it appears"
  if (is_of_what && !names_speaker(cue.end)) return false;
  // ", what he *said* was": inna follows no other verb, and no writer's "which".
  const bool is_said = takes_clause_of_inna(cue);
  if (is_what && v_.is_comma(cue.token - 2) && !(cue.row->act == Act::deny && cue.has_pronoun) && !is_said) return false;
  const Index after_it = cue.end < sentence_.end && v_[cue.end].is_pronoun_phrase ? cue.end + 1 : cue.end;
  if (is_what && a_.tokens[cue.token - 2].has_role(Role::personal) && !cue.has_pronoun && !names_speaker(after_it)) return false;
  if (is_participle(cue.features)) {
    if (cue.has_pronoun) return false;  // "its seat", "his host"
    if ((cue.features & lexicon::kDefinite) != 0 || v_.type(cue.token).has_article) return false;
    const std::uint8_t clitics = a_.phrases[cue.phrase].proclitics;
    if ((clitics & (kPrepositionClitics | kSinClitic)) != 0) return false;
    if (v_.is_comma(cue.end)) return false;
    // "*its seat* is Britain", written like "admitting" (f.) with the heh of careless spelling.
    const bool is_misspelt = cue.end == cue.token + 1 && v_.type(cue.token).folded.ends_with(text::letter::kHehUtf8) &&
                             !v_.type(cue.token).ends_in_marbuta;
    if (is_misspelt && !v_.is(cue.end, MarkerClass::complementiser)) return false;
    // "as *a seat* for it", written like "admitting"
    const Index next = cue.end + 1;
    const bool has_object =
        cue.end < sentence_.end && !v_.is(cue.end, MarkerClass::complementiser) &&
        (v_[cue.end].is_pronoun_phrase || (a_.tokens[cue.end].pos == Pos::ADP && a_.tokens[cue.end].enclitic_bytes != 0));
    if (has_object && !is_own_preposition(cue, cue.end) &&
        !(next < sentence_.end &&
          (v_.is(next, MarkerClass::complementiser) || v_.is_mark(next, ':') || a_.tokens[next].kind == TokenKind::open_quote)))
      return false;
    if ((cue.features & lexicon::kNumberMask) == lexicon::kPlural && v_.type(cue.token).light.ends_with(text::letter::kYehUtf8))
      return false;  // construct state: "asylum seekers"
    if (cue.token > sentence_.begin && v_.is_preposition(cue.token - 1)) return false;
    // "would be *pending*": the predicate of a copula.
    if (cue.token > sentence_.begin &&
        (a_.tokens[cue.token - 1].pos == Pos::AUX || a_.tokens[cue.token - 1].has_role(Role::copula)))
      return false;
    // An adjective: "undeclared talks", "a confirmed report", "informed sources that".
    const bool is_of_source = cue.token > sentence_.begin && v_[cue.token - 1].noun != kNone &&
                              !v_.type(cue.token - 1).has_article && (cue.row->frames & lexicon::kContinues) == 0 &&
                              !v_.type(cue.token).folded.ends_with(text::letter::kAlefUtf8);
    if (is_of_source) return false;
    // ""*Sorry*, my son": the words of a quotation open with no circumstance.
    if (cue.token > sentence_.begin && a_.tokens[cue.token - 1].kind == TokenKind::open_quote) return false;
    const bool after_mark =
        cue.token == sentence_.begin || v_.is_comma(cue.token - 1) || a_.tokens[cue.token - 1].kind != TokenKind::word;
    const bool is_circumstance = (cue.features & lexicon::kAccusative) != 0;
    const bool opens_content =
        cue.end < sentence_.end &&
        (v_.is(cue.end, MarkerClass::complementiser) || a_.tokens[cue.end].kind == TokenKind::open_quote ||
         v_.is_mark(cue.end, ':') ||
         (cue.end + 1 < sentence_.end && is_own_preposition(cue, cue.end) && v_.is(cue.end + 1, MarkerClass::complementiser)));
    if (!after_mark && !is_circumstance && !opens_content && (clitics & kWawClitic) == 0) return false;
    if (cue.token > sentence_.begin &&
        (v_[cue.token - 1].marker == MarkerClass::conjunction || v_[cue.token - 1].marker == MarkerClass::contrast))
      return false;
    return (cue.features & (lexicon::kAccusative | lexicon::kFeminine)) != 0 ||
           (cue.features & lexicon::kNumberMask) != lexicon::kSingular;
  }
  return true;
}

}  // namespace isnad::attribution
