// Where the content of a cue ends, how it is quoted, and sentences that go on with it.
#include <algorithm>

#include "attribution/attributor.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::MarkerClass;

namespace {

const lexicon::CueRow kPlainRow{};  // of a sentence without a cue

}  // namespace

Index Attributor::content_end(Index begin, const Cue& cue) const {
  Index limit = sentence_.end;
  if (begin >= sentence_.end) {  // after a colon that ended the line
    for (const Sentence& s : a_.sentences) {
      if (s.tokens.contains(begin)) limit = s.tokens.end;
    }
  }
  const bool is_described = (cue.row->frames & lexicon::kDouble) != 0 && v_[begin].quotation != kNone &&
                            a_.quotations[v_[begin].quotation].tokens.end - begin <= kLongQuotation;  // as "unusual"
  // "denounced the "X" …": a term that is quoted in a noun phrase.
  const bool is_quoted_term = (cue.row->frames & (lexicon::kThat | lexicon::kQuote)) == lexicon::kQuote && is_term(begin);
  const bool is_clause = v_.is(begin, MarkerClass::complementiser) ||
                         (a_.tokens[begin].kind == TokenKind::open_quote && !is_described && !is_quoted_term) ||
                         (begin > 0 && v_.is_mark(begin - 1, ':'));
  const Index inside = v_[cue.token].quotation;
  if (inside != kNone) limit = std::min(limit, a_.quotations[inside].tokens.end);
  Index i = begin;
  while (i < limit) {
    const TokenView& t = v_[i];
    if (t.quotation != kNone && t.quotation != inside && a_.tokens[i].kind == TokenKind::open_quote) {
      const Quotation& q = a_.quotations[t.quotation];
      const Index end = q.tokens.end + (q.is_closed ? 1U : 0U);
      const bool is_whole = i == begin || (i == begin + 1 && v_.is(begin, MarkerClass::complementiser));
      const bool is_description = (cue.row->frames & lexicon::kDouble) != 0 && cue.has_pronoun && i == begin;
      const bool goes_on =
          end < limit && v_.is(end, MarkerClass::complementiser) && (a_.tokens[end].proclitics & kWawClitic) != 0;
      if (is_whole && !goes_on && (is_description || q.tokens.end - q.tokens.begin >= kLongQuotation)) return end;
      i = std::max(end, i + 1);
      limit = std::max(limit, end);
      continue;
    }
    if (t.marker == MarkerClass::ender && i > begin) break;
    if (i > begin && t.quotation == inside && is_saying_of_other(i)) break;
    if (i > begin && t.quotation == inside && returns_to_writer(i, cue, is_clause)) break;
    if (i > begin && t.quotation == inside && is_set_against(i, cue)) break;
    if (t.nominal != kNone && i > begin && t.quotation == inside && v_.cue_row(t.nominal).kind != lexicon::CueKind::document) {
      const SourcePhrase source = parse_source(v_, v_.phrase(t.nominal).tokens.end, limit);
      const bool opens = v_.is(begin, MarkerClass::complementiser) &&  // "that, according to X, many died"
                         (i == begin + 1 || (i == begin + 2 && (v_.is_comma(begin + 1) || !v_.is_word(begin + 1))));
      if (opens && source.is_found() && source.tokens.end + 1 < limit) {
        i = source.tokens.end;
        continue;
      }
      const bool has_what = v_.is(v_.phrase(t.nominal).tokens.end, MarkerClass::what) || v_.phrase(t.nominal).enclitic_bytes != 0;
      if ((source.is_found() || has_what) && v_.cue_row(t.nominal).is_weak == 0) break;
      if (v_.cue_row(t.nominal).kind == lexicon::CueKind::clause && is_closing_reference(i, limit)) break;
    }
    if (i > begin && t.cue != kNone && t.mention == kNone && t.quotation == inside && ends_content(i, begin, cue)) {
      if (const Index lead = lead_of(i); lead != kNone) i = std::max(lead, begin + 1);
      break;
    }
    if (!is_clause && i > begin + 1 && t.quotation == inside && turns_to_speaker(i)) break;
    const bool is_phrase =
        t.marker == MarkerClass::preposition || t.marker == MarkerClass::adverb;  // "with regard to", "in that"
    i = is_phrase ? std::max(i + 1, t.marker_end) : i + 1;
  }
  return std::min(i, limit);
}

// "announced the cut *accusing* X of": not "takes London *as its seat*", nor "an expected" joined to an adjective.
bool Attributor::turns_to_speaker(Index i) const {
  if (!is_circumstance(i)) return false;
  const bool is_joined = (v_.phrase(v_[i].cue).proclitics & kWawClitic) != 0 && !v_.is_comma(i - 1);
  const bool has_object = i + 1 < sentence_.end && (v_[i + 1].is_pronoun_phrase ||
                                                    (a_.tokens[i + 1].pos == Pos::ADP && a_.tokens[i + 1].enclitic_bytes != 0));
  return !is_joined && !has_object;
}

// "…, as the agency reported": a clause of saying with its speaker and nothing behind them.
bool Attributor::is_closing_reference(Index i, Index limit) const {
  const Index verb = v_.phrase(v_[i].nominal).tokens.end;
  if (verb >= limit || !v_.is_finite_cue(verb)) return false;
  const SourcePhrase source = parse_source(v_, skip_adjuncts(v_.phrase(v_[verb].cue).tokens.end, limit), limit);
  return source.is_found() && !has_words(skip_adjuncts(source.tokens.end, limit), limit);
}

// "…, although X's saying that …": the writer sets another's words beside those before.
bool Attributor::is_saying_of_other(Index preposition) const {
  const Token& t = a_.tokens[preposition];
  const Index masdar = preposition + 1;
  if (!v_.is_preposition(preposition) || !(t.has_role(Role::concessive) || t.has_role(Role::temporal)) ||
      masdar >= sentence_.end || v_[masdar].cue == kNone || v_.type(masdar).has_article)
    return false;
  const PhraseMatch& m = a_.phrases[v_[masdar].cue];
  if ((m.features & lexicon::kFormMask) != lexicon::kMasdar || m.enclitic_bytes != 0) return false;
  const SourcePhrase speaker = parse_source(v_, masdar + 1, sentence_.end, {.generic = true});
  return speaker.is_found() && v_.is(speaker.tokens.end, MarkerClass::complementiser);
}

// "Whereas X says that …, Y announced", "After X said that …, Y left": the main clause is the writer's.
bool Attributor::is_set_against(Index comma, const Cue& cue) const {
  if (!v_.is_comma(comma) || comma + 2 >= sentence_.end || v_.proclitics(comma + 1) != 0 || v_[comma + 1].mention != kNone)
    return false;
  const bool is_cue = v_.is_finite_cue(comma + 1);
  if (!is_cue && a_.tokens[comma + 1].pos != Pos::VERB) return false;
  constexpr Index kLongestLead = 4;  // words of a conjunction
  bool is_led = false;
  bool is_fronted = false;
  for (Index i = cue.token; i > sentence_.begin && cue.token - i < kLongestLead && !is_led;) {
    --i;
    const MarkerClass lead = v_[i].marker;
    const bool is_after = lead == MarkerClass::preposition && v_[i].marker_end > i + 1;  // "after (that)"
    is_led = (lead == MarkerClass::contrast || lead == MarkerClass::conjunction || is_after) && v_[i].marker_end == cue.token;
    is_fronted = is_led && i == sentence_.begin && v_[i].nominal == kNone;  // not "as X said"
  }
  if (!is_led) return false;
  if (is_fronted && (a_.tokens[comma + 1].features & lexicon::kFormMask) == lexicon::kPast) return true;
  if (!is_cue) return false;
  const SourcePhrase other = parse_source(v_, comma + 2, sentence_.end);
  return other.is_found() && v_.is(other.tokens.end, MarkerClass::complementiser);
}

// "…, but it will take them back": a contrast inside the statement, not one that opens what is said next.
bool Attributor::goes_on(Index contrast) const {
  Index i = v_[contrast].marker_end;
  if (i >= sentence_.end || i != contrast + 1 || a_.tokens[contrast].enclitic_bytes == 0) return false;
  while (i < sentence_.end && (v_.is(i, MarkerClass::particle) || v_.is(i, MarkerClass::adverb))) ++i;
  constexpr std::uint16_t kSpeech = lexicon::kThat | lexicon::kQuote;
  const bool says = i < sentence_.end && v_[i].cue != kNone && (v_.cue_row(v_[i].cue).frames & kSpeech) != 0;
  return i < sentence_.end && !says && (a_.tokens[i].pos == Pos::VERB || a_.tokens[i].pos == Pos::AUX) &&
         (a_.tokens[i].features & lexicon::kFormMask) != lexicon::kPast;
}

// "…, but the minister warned that": another speaker with his verb and clause behind a conjunction.
bool Attributor::is_saying_of_next(Index conjunction) const {
  const Index begin = v_[conjunction].marker_end;
  if (begin >= sentence_.end || v_.is_finite_cue(begin)) return false;
  const SourcePhrase speaker = parse_source(v_, begin, sentence_.end);
  if (!speaker.is_found() || speaker.is_generic) return false;
  const Index verb = skip_adjuncts(speaker.tokens.end, sentence_.end);
  const bool denies = v_.is_finite_cue(verb) && v_.cue_row(v_[verb].cue).act == Act::deny && v_.is_comma(conjunction - 1);
  if (speaker.noun != kNone && !denies) return false;
  if (!v_.is_finite_cue(verb) || v_.proclitics(verb) != 0 || (v_.cue_row(v_[verb].cue).frames & lexicon::kThat) == 0)
    return false;
  const Cue cue = cue_at(verb, v_[verb].cue);
  return may_be_cue(cue) && (denies || find_content(cue).is_clause);
}

// "announced the cancelling of the summit *and put* the blame on X": the subject's next deed, where no verb stands in the content.
bool Attributor::is_next_deed(Index i, const Cue& cue) const {
  const Token& t = a_.tokens[i];
  if (t.pos != Pos::VERB || t.proclitics != kWawClitic || t.enclitic_bytes != 0 || v_[i].mention != kNone ||
      (t.features & lexicon::kFormMask) != lexicon::kPast || (cue.row->frames & (lexicon::kNounPhrase | lexicon::kQuote)) == 0 ||
      (t.features & lexicon::kFeminine) != (cue.features & lexicon::kFeminine))
    return false;
  for (Index k = i; k-- > cue.end;) {
    if (v_.is(k, MarkerClass::relative) || v_.is(k, MarkerClass::complementiser) || v_.is(k, MarkerClass::what) || v_.is_verb(k))
      return false;
  }
  return true;
}

// "…, according to X": what stands before the comma is another's.
bool Attributor::has_reference_behind(Index i) const {
  for (Index k = i + 1; k < sentence_.end; ++k) {
    if (v_[k].nominal != kNone && v_.is_comma(k - 1)) return true;
  }
  return false;
}

// Where the writer speaks again though no cue says so: "whereas", "but he", a gloss on a name in the content; and, behind a
// content that is a noun phrase, the next clause.
bool Attributor::returns_to_writer(Index i, const Cue& cue, bool is_clause) const {
  const TokenView& t = v_[i];
  if (t.marker == MarkerClass::contrast) {
    // "that he signed it *while* Y asked for time": no comma, one statement.
    const bool says = v_.is_finite_cue(i + 1) && v_.cue_row(v_[i + 1].cue).act != Act::demand;
    const bool is_within = t.marker_end == i + 1 && a_.tokens[i].proclitics == 0 && !v_.is_comma(i - 1) && v_.is_word(i - 1) &&
                           !says && !is_saying_of_next(i) && !(a_.tokens[i].has_role(Role::cause) && has_reference_behind(i));
    return !is_clause || !(is_within || goes_on(i));
  }
  if (t.marker == MarkerClass::relative && i + 1 < sentence_.end && v_.is_finite_cue(i + 1) && is_clause) {
    if (!v_.starts_mention(i + 2)) return false;
    const bool says = (v_.cue_row(v_[i + 1].cue).frames & lexicon::kThat) != 0 && clause_right_after(i + 1) != kNone;
    return says || (v_.cue_row(v_[i + 1].cue).frames & lexicon::kDouble) != 0;
  }
  if (is_clause && t.marker == MarkerClass::conjunction && is_saying_of_next(i)) return true;
  if (is_clause || cue.row->kind != lexicon::CueKind::verb) return false;
  // "to spare the civilians *or* damage to houses": a list goes on.
  const bool is_list = t.marker == MarkerClass::conjunction && t.marker_end == i + 1 && i + 1 < sentence_.end &&
                       a_.tokens[i].has_role(Role::disjunction) && a_.tokens[i + 1].pos == Pos::NOUN && !v_.is_comma(i - 1);
  if (is_list) return false;
  if (t.marker == MarkerClass::conjunction) return true;
  const bool is_description = (cue.row->frames & lexicon::kDouble) != 0;
  if (is_next_deed(i, cue)) return true;
  if (is_description && !cue.has_pronoun && v_.is_comma(i)) return false;
  if (is_description && (v_.is_comma(i) || t.marker == MarkerClass::relative || a_.tokens[i].pos == Pos::VERB)) return true;
  if (!v_.is_comma(i) || i + 1 >= sentence_.end) return false;
  const TokenView& next = v_[i + 1];
  if (v_.is_finite_cue(i + 1) && next.mention == kNone && may_be_cue(cue_at(i + 1, next.cue)) &&
      find_content(cue_at(i + 1, next.cue)).is_clause)
    return true;  // "…, he accused them of"
  return next.marker == MarkerClass::relative || next.marker == MarkerClass::conjunction ||
         next.marker == MarkerClass::particle || opens_joined_clause(i + 1);
}

// "And that X …" opens a sentence: a clause of the statement before, not "even if".
bool Attributor::goes_on_with_clause(const Sentence& s) const {
  const Index first = s.tokens.begin;
  if (first + 2 >= s.tokens.end || !v_.is(first, MarkerClass::complementiser)) return false;
  const Token& t = a_.tokens[first];
  if (t.proclitics != kWawClitic || t.pos == Pos::AUX || t.pos == Pos::VERB || t.pos == Pos::PROPN) return false;
  if (t.enclitic_bytes != 0) return true;
  const Pos next = a_.tokens[first + 1].pos;
  const bool is_anna = v_.type(first).light.find(text::letter::kAlefHamzaUtf8) != std::string_view::npos;
  return is_anna || (next != Pos::VERB && next != Pos::AUX && !v_.is_negation(first + 1));
}

// annotation.md 2: content runs to the end of what the source is given, over sentences that go on with "and that".
void Attributor::carry_on(const Sentence& s) {
  constexpr std::uint32_t kMaxParagraphs = 2;
  if (a_.attributions.empty() || s.is_headline || !goes_on_with_clause(s)) return;
  auto given = static_cast<Index>(a_.attributions.size()) - 1;
  for (Index outer = outer_attribution(a_.attributions[given].cue); outer != kNone && outer < given;
       outer = outer_attribution(a_.attributions[given].cue))
    given = outer;
  Attribution& x = a_.attributions[given];
  ByteSpan& content = x.content.front();
  if (content.begin < x.cue.begin || s.paragraph > paragraph_of(x.cue.begin) + kMaxParagraphs) return;
  const Cue cue{.token = s.tokens.begin, .end = s.tokens.begin, .row = &kPlainRow};
  const ByteSpan rest = content_span(cue, {.token = s.tokens.begin});
  if (rest.is_empty() || rest.end <= content.end) return;
  content.end = rest.end;
  x.quote = quote_kind(content);
}

// "and went", "and he"; but not "and the attempt of", which goes on with a list.
bool Attributor::opens_joined_clause(Index i) const {
  const Token& t = a_.tokens[i];
  if ((t.proclitics & (kWawClitic | kFaClitic)) == 0) return false;
  const bool is_noun = (t.pos == Pos::NOUN || t.pos == Pos::ADJ || t.pos == Pos::ADP) && !v_.is_finite_cue(i);
  return !is_noun || (t.proclitics & kFaClitic) != 0;
}

// "said that …, *accusing X* of it", "…, *and called on X* to": what the speaker does next with words, a clause or not.
bool Attributor::is_next_act(const Cue& cue, const Cue& outer) const {
  const Act act = cue.row->act;
  const bool is_act = act == Act::demand || act == Act::allege || act == Act::warn || act == Act::deny;
  if (!is_act || cue.has_pronoun || cue.token == sentence_.begin || !v_.is_comma(cue.token - 1) || cue.end >= sentence_.end ||
      outer.row->kind != lexicon::CueKind::verb)
    return false;
  const auto is_hers = [&](const Cue& c) {
    return is_participle_of(c) ? v_.type(c.token).ends_in_marbuta : (c.features & lexicon::kFeminine) != 0;
  };
  const bool is_form = is_participle_of(cue) ? is_hers(cue) || (cue.features & lexicon::kAccusative) != 0
                                             : (cue.features & lexicon::kFormMask) == lexicon::kPast;
  if (!is_form || is_hers(cue) != is_hers(outer)) return false;
  const Index object = skip_adjuncts(cue.end, sentence_.end);
  return object < sentence_.end && v_.is_word(object) &&
         (v_.starts_mention(object) || v_.type(object).has_article || is_own_preposition(cue, object));
}

// Where "while" or "whereas" begins, which may be two words, right before `i`; kNone without one.
Index Attributor::lead_of(Index i) const {
  constexpr Index kLongest = 2;
  for (Index n = std::min<Index>(kLongest, i - sentence_.begin); n > 0; --n) {
    const Index k = i - n;
    const bool is_lead = v_[k].marker == MarkerClass::conjunction || v_[k].marker == MarkerClass::contrast;
    if (is_lead && std::max(v_[k].marker_end, k + 1) == i) return k;
  }
  return kNone;
}

// A coordinated verb of saying or a circumstantial participle takes the word again: the content before it is over.
bool Attributor::ends_content(Index i, Index begin, const Cue& outer) const {
  const PhraseMatch& m = a_.phrases[v_[i].cue];
  const unsigned form = m.features & lexicon::kFormMask;
  Cue cue = cue_at(i, v_[i].cue);
  if (!may_be_cue(cue)) return false;
  if (form == lexicon::kParticiple) {
    if (!v_.is_comma(i - 1) && (m.features & lexicon::kAccusative) == 0) return false;
    // "(said) that *he* was well, threatening those who": the participle of the speaker, not of another whom the content tells of.
    const bool is_of_self = v_.is(begin, MarkerClass::complementiser) && a_.tokens[begin].enclitic_bytes != 0;
    const bool is_speaker = is_of_self && v_.is_comma(i - 1) && (m.features & lexicon::kAccusative) != 0;
    return is_speaker || is_next_act(cue, outer) || find_content(cue).token != kNone ||
           find_noun_content(cue, cue.end).token != kNone;
  }
  if (form != lexicon::kPast && form != lexicon::kPresent) return false;
  const Index lead = lead_of(i);
  if ((m.proclitics & (kWawClitic | kFaClitic)) == 0 && lead == kNone) return false;
  // "in what he called X", written like "whereas he called it"
  const bool is_in_what = (cue.row->frames & lexicon::kDouble) != 0 && cue.has_pronoun && m.proclitics == 0 && i > 1 &&
                          v_[i - 1].marker == MarkerClass::conjunction && !v_.is_comma(i - 2) && v_[i - 2].marker_end < i;
  if (is_in_what) return false;
  // "…, and pointed *to*": the verb's own preposition right behind it opens what is said next.
  const SourcePhrase speaker =
      cue.end < sentence_.end && !cue.has_pronoun ? parse_source(v_, cue.end, sentence_.end) : SourcePhrase{};
  const bool has_speaker = speaker.is_found() && !speaker.is_generic && speaker.tokens.end < sentence_.end &&
                           is_own_preposition(cue, speaker.tokens.end);  // "whereas X warned *of*"
  // "…, *while Baku denied* it": another voice in a clause of its own. What others demand may be part of what is told.
  const bool is_answer = cue.row->act == Act::deny || cue.row->act == Act::warn;
  const bool opens_clause = form == lexicon::kPast && lead != kNone && lead > sentence_.begin && v_.is_comma(lead - 1);
  const bool is_other_voice = is_answer && opens_clause && speaker.is_found() && !speaker.is_generic && !cue.has_pronoun;
  if (has_speaker || is_other_voice || is_next_act(cue, outer)) return true;
  const bool has_preposition = cue.end < sentence_.end && is_own_preposition(cue, cue.end) && !cue.has_pronoun;
  return find_content(cue).token != kNone || (has_preposition && find_noun_content(cue, cue.end).token != kNone);
}

ByteSpan Attributor::content_span(const Cue& cue, const Content& content) const {
  Index begin = content.token;
  Index end = content.end != kNone ? content.end : content_end(begin, cue);
  const auto is_trimmed = [&](Index i) {
    const Token& t = a_.tokens[i];
    return (t.kind == TokenKind::punctuation && !v_.is_mark(i, ')') && !v_.is_mark(i, '%')) || t.kind == TokenKind::open_quote ||
           (v_[i].marker == MarkerClass::conjunction);
  };
  while (end > begin + 1 && is_trimmed(end - 1)) --end;
  if (a_.tokens[begin].kind == TokenKind::close_quote) {  // of the name before: «according to "X", …»
    ++begin;
    while (begin < end && v_.is_comma(begin)) ++begin;
  }
  if (end <= begin) return {};
  const Token& first = a_.tokens[begin];
  // Proclitics before the content belong to the cue's construction: bi-anna, li-, wa-.
  const bool is_verb_of_fa = (first.proclitics & kFaClitic) != 0 && begin > 0 && !v_.is_comma(begin - 1) &&
                             !v_.is(begin, MarkerClass::complementiser);  // "fataha", not "fa-tahta"
  const bool is_said_whole = is_verb_of_fa || content.is_colon || (begin > 0 && v_.is_mark(begin - 1, ':'));
  constexpr std::uint32_t kSin = 2;  // bytes of the letter of the future, which belongs to its verb
  const bool has_sin = (first.proclitics & kSinClitic) != 0 && first.proclitic_bytes >= kSin;
  const std::uint32_t led = first.proclitic_bytes - (has_sin ? kSin : 0U);
  return {first.span.begin + (is_said_whole ? 0U : led), a_.tokens[end - 1].span.end};
}

// «Kata'ib "X"»: a name, no words of the speaker.
bool Attributor::is_quoted_name(TokenRange inner) const {
  constexpr Index kLongest = 4;
  if (inner.end - inner.begin > kLongest || holds_verb(inner)) return false;
  for (Index k = inner.begin; k < inner.end; ++k) {
    const Index m = v_[k].mention;
    if (m != kNone && (v_.proclitics(k) & kLamClitic) == 0) return true;
  }
  return false;
}

QuoteKind Attributor::quote_kind(ByteSpan content) const {
  Index words = 0;
  Index quoted = 0;
  bool is_first = true;
  const auto first =
      std::partition_point(a_.tokens.begin(), a_.tokens.end(), [&](const Token& t) { return t.span.end <= content.begin; });
  for (auto i = static_cast<Index>(first - a_.tokens.begin()); i < a_.tokens.size(); ++i) {
    const Token& t = a_.tokens[i];
    if (t.span.begin >= content.end) break;
    if (!v_.is_word(i) && t.kind != TokenKind::number) continue;
    const Index q = v_[i].quotation;
    if (is_first && q == kNone && v_.is(i, MarkerClass::complementiser) && t.enclitic_bytes == 0) continue;
    is_first = false;
    ++words;
    if (q == kNone) continue;
    const TokenRange inner = a_.quotations[q].tokens;
    if (!is_quoted_name(inner)) ++quoted;
  }
  if (quoted == 0) return QuoteKind::indirect;
  return quoted == words ? QuoteKind::direct : QuoteKind::mixed;
}

// annotation.md, rulings: the act follows the verb, save where the content is plainly a demand or an opinion.
Act Attributor::act_of(const Cue& cue, ByteSpan content) const {
  const Act act = cue.verb != nullptr ? cue.verb->act : cue.row->act;
  if ((cue.row->frames & lexicon::kNegated) != 0 && cue.token > 0 && v_.is_negation(cue.token - 1)) return Act::opine;
  if (act != Act::state && act != Act::confirm) return act;
  Index seen = 0;
  for (Index i = cue.end; i < a_.tokens.size() && seen < 12; ++i) {
    if (a_.tokens[i].span.begin < content.begin) continue;
    if (a_.tokens[i].span.begin >= content.end) break;
    ++seen;
    if (v_[i].marker == MarkerClass::demand) return Act::demand;
    if (v_[i].marker == MarkerClass::attitude && seen == 1 && (cue.row->frames & lexicon::kAttitude) != 0)
      return Act::opine;  // "voiced his concern"
    if (v_[i].marker == MarkerClass::opinion && seen < 4) return Act::opine;
  }
  return act;
}

}  // namespace isnad::attribution
