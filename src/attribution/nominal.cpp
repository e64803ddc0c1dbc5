// Cues that are no verbs: "according to X", colon headlines, verbal nouns.
#include <algorithm>

#include "attribution/attributor.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::CueKind;
using lexicon::MarkerClass;

namespace {

const lexicon::CueRow kColonRow{};  // a colon has no row in the lexicon
const lexicon::CueRow kRelayRow{.frames = lexicon::kTransmit};
constexpr Index kLongClause = 8;  // tokens before "according to X" that are a statement by themselves

bool take_ending(std::string_view& word, std::string_view ending) {
  if (!word.ends_with(ending)) return false;
  word.remove_suffix(ending.size());
  return true;
}
}  // namespace

// A sound masculine plural: "historians", not "law" or "two months".
bool Attributor::is_human_plural(Index i) const {
  const Token& token = a_.tokens[i];
  if (!v_.is_word(i) || v_[i].mention != kNone || v_[i].is_time || token.enclitic_bytes != 0 || token.pos != Pos::NOUN)
    return false;
  std::string_view stem = v_.type(i).folded;
  if (!take_ending(stem, text::letter::kNoonUtf8)) return false;
  if (!take_ending(stem, text::letter::kYehUtf8) && !take_ending(stem, text::letter::kWawUtf8)) return false;
  return !token.lemma.empty() && stem.ends_with(token.lemma);
}

bool Attributor::holds_proper_noun(TokenRange range) const {
  for (Index i = range.begin; i < range.end; ++i) {
    if (a_.tokens[i].pos == Pos::PROPN) return true;
  }
  return false;
}

bool Attributor::read_nominal(Index phrase) {
  const PhraseMatch& m = a_.phrases[phrase];
  const lexicon::CueRow& row = v_.cues().cue(m.entry);
  Cue cue = cue_at(m.tokens.begin, phrase);
  cue.features = 0;
  if (row.kind == CueKind::pretext) return read_pretext(cue);
  if (row.kind == CueKind::setting) return read_setting(cue);
  const bool is_what_is_there = row.kind == CueKind::document && cue.token > sentence_.begin &&
                                v_.is(cue.token - 1, MarkerClass::what);  // "what it says there is"
  if (is_what_is_there) return false;
  if (row.kind == CueKind::document && v_.is_preposition(m.tokens.end - 1)) return read_document(cue);
  if (cue.has_pronoun) return read_own_words(cue);
  Index i = m.tokens.end;
  if (v_.is_lone_lam(i)) ++i;  // «according to "X"»
  bool has_verb = false;
  if (v_.is(i, MarkerClass::what) && i + 1 < sentence_.end) {
    // "according to what X said" is one cue, the whole phrase (annotation.md, rulings); "what is known" is none.
    if (a_.tokens[i + 1].has_role(Role::personal)) return false;
    i += 2;
    has_verb = true;
    const bool is_his = i + 1 < sentence_.end && a_.tokens[i].pos == Pos::ADP && a_.tokens[i + 1].enclitic_bytes != 0 &&
                        v_[i].nominal == kNone && v_[i + 1].mention == kNone && a_.tokens[i + 1].pos == Pos::NOUN;
    if (i < sentence_.end && v_[i].nominal != kNone)
      i = v_.phrase(v_[i].nominal).tokens.end;  // "what was carried *on the tongue of*"
    else if (is_his) i += 2;                    // "what the agency carried *on his tongue*"
    else if (i < sentence_.end && a_.tokens[i].pos == Pos::ADP) ++i;
  } else if (row.kind == CueKind::clause && v_.is_finite_cue(i)) {
    i += 1;
    has_verb = true;
  }
  const bool is_led = m.tokens.begin > sentence_.begin + 1 &&
                      (v_.is_comma(m.tokens.begin - 1) || is_closing_reference(m.tokens.begin, sentence_.end));
  if (row.is_weak != 0 && (!has_verb || !is_led)) return false;
  if (has_verb) cue.span.end = a_.tokens[i - 1].span.end;
  if (has_verb && v_[i - 1].cue != kNone) cue.verb = &v_.cue_row(v_[i - 1].cue);
  constexpr std::uint16_t kSays = lexicon::kThat | lexicon::kQuote | lexicon::kTransmit;
  if (row.is_weak != 0 && has_verb && (cue.verb == nullptr || (cue.verb->frames & kSays) == 0)) return false;
  if (row.is_weak != 0 && has_verb && (cue.verb->frames & lexicon::kObject) != 0) return false;  // "*also* called on X"
  if (has_verb && v_[i - 1].cue != kNone) cue.features = a_.phrases[v_[i - 1].cue].features;
  const Index verb = i - 1;
  if (has_verb) i = skip_adjuncts(i, sentence_.end);                                           // "what X announced *on Tuesday*"
  while (has_verb && v_.is(i, MarkerClass::audience) && (v_.proclitics(i) & kLamClitic) != 0)  // "what he told reporters"
    i = skip_adjuncts(i + 1, sentence_.end);
  if (row.kind == CueKind::document) i = m.tokens.end - 1;  // the noun heads the source
  const bool is_amid = m.tokens.begin > sentence_.begin && a_.tokens[m.tokens.begin - 1].pos == Pos::VERB &&
                       v_[m.tokens.begin - 1].mention == kNone;  // "led, according to X, to": the complement of the verb follows
  SourcePhrase source_phrase = parse_source(v_, i, sentence_.end, {.generic = has_verb, .object = is_amid});
  if (const TokenRange name = i < sentence_.end ? bracketed_name(i, sentence_.end) : TokenRange{};
      !name.is_empty() && (i == verb + 1 ? cue.verb != nullptr : holds_proper_noun(name)))
    source_phrase = outlet_named(name, i);  // "according to "X Y"", of whom no layer knows, not to "the model"
  if (!source_phrase.is_found() && row.kind == CueKind::preposition) {  // "according to Abazid", who spoke before
    const SourcePhrase name = parse_source(v_, i, sentence_.end, {.generic = true});
    const bool is_full = name.kind == SourceKind::person &&
                         name.actor == kNone &&                      // not "according to the orders of the president"
                         name.tokens.end > name.tokens.begin + 1;    // "according to Yusuf Falla"
    const bool is_voices = i < sentence_.end && is_human_plural(i);  // "according to historians"
    const bool is_of_words = name.kind == SourceKind::person && !v_.is_preposition(m.tokens.end - 1) &&
                             m.tokens.end > m.tokens.begin + 1;  // "in the words of Ayman"
    if (name.is_found() &&
        (is_full || is_voices || is_of_words || name.kind == SourceKind::outlet || sources_.known_person(name) != kNone))
      source_phrase = name;
  }
  if (!source_phrase.is_found()) return has_verb && cue.verb != nullptr && read_own_report(cue, i);
  const bool speaks = source_phrase.actor != kNone || source_phrase.noun != kNone || source_phrase.has_title ||
                      source_phrase.is_generic || source_phrase.is_last_named;
  if (!speaks) return false;
  if (source_phrase.kind != SourceKind::outlet && is_occasion(source_phrase.tokens.begin))
    return false;                                                                                    // "according to a programme"
  if (has_verb && cue.verb != nullptr && is_first_person(cue_at(verb, v_[verb].cue))) return false;  // "as I believe"
  const bool shows = cue.verb != nullptr && (cue.verb->frames & lexicon::kDocument) != 0;
  if (shows && source_phrase.kind != SourceKind::outlet && !is_document(source_phrase)) return false;  // "as everybody knows"
  // "and described relations as", written like "as relations described"
  constexpr std::uint16_t kTransitive = lexicon::kDouble | lexicon::kObject;
  if (row.is_weak != 0 && source_phrase.is_generic && (cue.verb->frames & kTransitive) != 0) return false;
  const Index source = sources_.resolve(source_phrase);
  if (row.is_weak != 0 && v_.is(skip_adjuncts(source_phrase.tokens.end, sentence_.end), MarkerClass::complementiser))
    return false;  // "X said as well that"
  std::vector<Index> conduits;
  const Index after = tail_end(cue, source_phrase, conduits);
  pending_ = std::max(pending_, after);
  const Index described = after_relative_verb(after_complement(after));
  pending_ = std::max(pending_, described);
  if (described > after) collect_conduits({after, described}, source_phrase, conduits);  // "an official who spoke to X"
  Index body = skip_adjuncts(described, sentence_.end);
  while (body > after && v_.is(body - 1, MarkerClass::particle) && (a_.tokens[body - 1].proclitics & kFaClitic) == 0)
    --body;  // "the talks will *not* go on"

  const Index at = m.tokens.begin;
  // "said, according to what X carried, …": what stands before is no content but the verb.
  if (row.kind != CueKind::document && at > sentence_.begin && v_.is_finite_cue(at - 1)) return add_once_conduit(source), true;
  if (is_of_quoted(at)) return true;
  if (row.kind != CueKind::document && is_second_reference(at)) return add_conduit_behind(referred_, source), true;
  if (row.kind != CueKind::document && at <= sentence_.begin + 1 && !has_words(after, sentence_.end))
    return read_afterthought(cue, source_phrase, source);
  // "…, and that according to X (, which …)."
  const bool is_that = at > sentence_.begin + 1 && v_.is(at - 1, MarkerClass::conjunction) &&
                       a_.tokens[at - 1].has_role(Role::demonstrative) &&
                       v_.is(skip_adjuncts(after, sentence_.end), MarkerClass::relative);
  const bool is_last = has_words(sentence_.begin, at) && (is_that || !has_words(body, sentence_.end));
  const bool opens_clause = !is_last && (at <= sentence_.begin + 1 || v_.is(at - 1, MarkerClass::conjunction) ||
                                         v_.is(at - 1, MarkerClass::contrast) || (m.proclitics & (kWawClitic | kFaClitic)) != 0);
  if (row.kind == CueKind::document || opens_clause) {
    if (row.kind != CueKind::document) {
      for (Index k = body; k < sentence_.end && k < body + 2; ++k) {
        if (v_.is_finite_cue(k) && says_something(cue_at(k, v_[k].cue))) {
          add_once_conduit(source);
          return true;
        }
      }
    }
    Content content;
    content.token = body;
    content.zone_end = after;
    content.is_clause = v_.is(body, MarkerClass::complementiser);
    if (row.kind == CueKind::document) {
      content = find_content(cue);
      if (content.token == kNone) return false;
      collect_conduits({after, content.zone_end}, source_phrase, conduits);
      pending_ = std::max(pending_, content.zone_end);
    }
    if (content.token >= sentence_.end) return false;
    add(cue, source_phrase, source, content, std::move(conduits));
    return true;
  }
  // "Paris condemned, *by the mouth of its minister*": the verb is no content, but what was done.
  if (row.kind == CueKind::transmit && v_.is_preposition(at) && is_for_subject(at)) return true;
  // After the content, or in the middle of it.
  const bool is_own_voice =
      !has_verb && (source_phrase.kind == SourceKind::anonymous || source_phrase.kind == SourceKind::official) &&
      (source_phrase.noun == kNone || v_.cues().noun(source_phrase.noun).noun_class != lexicon::NounClass::source);
  if (Index given = attribution_before(m.tokens.begin);
      given != kNone && (!is_own_voice || is_report(given) || tells_of_main(given, m.tokens.begin, body))) {
    const bool is_own_paper = source_phrase.actor == kNone && is_vessel(source_phrase.tokens.begin);  // "in a tweet of his"
    if (is_own_paper) return true;
    add_conduit_behind(given, source);
    for (const SourcePhrase& deeper : quoted_sources(cue, {source_phrase.tokens.end, after})) {
      const Index root = sources_.resolve(deeper);
      auto& chain = a_.attributions[given].chain;
      if (std::find(chain.begin(), chain.end(), root) == chain.end()) chain.push_back(root);
    }
    return true;
  }
  Index rest = 0;
  for (Index k = after; k < sentence_.end; ++k) rest += v_.is_word(k) ? 1 : 0;
  const bool is_trailing =
      !is_amid && (rest < 4 || at - sentence_.begin > kLongClause || (body < sentence_.end && v_[body].nominal != kNone) ||
                   v_.is(after, MarkerClass::relative) || v_.is(body, MarkerClass::relative));
  Content content;
  content.token = sentence_.begin;
  content.zone_end = after;
  add(cue, source_phrase, source, content, std::move(conduits));
  if (a_.attributions.empty()) return true;
  Attribution& x = a_.attributions.back();
  if (x.cue == cue.span) {
    Index last = is_trailing ? m.tokens.begin : sentence_.end;
    if (last > sentence_.begin + 1 && v_.is(last - 1, MarkerClass::conjunction)) --last;
    while (last > sentence_.begin + 1 && !v_.is_word(last - 1) && a_.tokens[last - 1].kind != TokenKind::close_quote &&
           a_.tokens[last - 1].kind != TokenKind::number)
      --last;
    x.content.front().end = a_.tokens[last - 1].span.end;
    x.quote = quote_kind(x.content.front());
    referred_ = is_trailing ? static_cast<Index>(a_.attributions.size()) - 1 : kNone;
    reference_end_ = after;
  }
  return true;
}

// "Paris condemned on Tuesday, *by the mouth of*": right behind a verb and its subject, a body that somebody speaks for.
bool Attributor::is_for_subject(Index at) const {
  Index k = at;
  while (k > sentence_.begin && (v_.is_comma(k - 1) || v_[k - 1].is_time)) --k;
  if (k == sentence_.begin || v_[k - 1].mention == kNone) return false;
  const Mention& body = a_.mentions[v_[k - 1].mention];
  return body.tokens.begin > sentence_.begin && a_.actors[body.actor].type != ActorType::person &&
         a_.tokens[body.tokens.begin - 1].pos == Pos::VERB;
}

// "…, as officials reported, *according to the agency*": behind a reference that closes the statement.
bool Attributor::is_second_reference(Index at) const {
  return referred_ != kNone && referred_ >= first_of_sentence_ && referred_ + 1 == a_.attributions.size() &&
         at <= reference_end_ + 1 && at >= reference_end_ && at > sentence_.begin && v_.is_comma(at - 1);
}

// "according to sources informed *of the matter*, …": what hangs on the source by a preposition belongs to it, up to the comma.
Index Attributor::after_complement(Index i) const {
  constexpr Index kLongest = 8;
  if (!v_.is_preposition(i) || v_[i].nominal != kNone) return i;
  for (Index k = i + 1; k < sentence_.end && k <= i + kLongest; ++k) {
    if (v_.is_comma(k)) return k;
    if (v_.is_verb(k) || v_.is(k, MarkerClass::complementiser) || a_.tokens[k].kind == TokenKind::open_quote) return i;
  }
  return i;
}

// "according to a paper *that she presented on Sunday*, …": a verb with a pronoun right behind an indefinite source describes
// it, a relative clause any.
Index Attributor::after_relative_verb(Index i) const {
  constexpr Index kLongest = 14;
  if (i + 2 >= sentence_.end) return i;
  const bool is_verb = (a_.tokens[i].pos == Pos::VERB || v_.is_finite_cue(i)) && v_[i].mention == kNone && v_.proclitics(i) == 0;
  for (Index k = i + 1; is_verb && k + 1 < sentence_.end && k <= i + kLongest; ++k) {  // "a diplomat *who was there*, so the two"
    const bool is_result = (a_.tokens[k + 1].proclitics & kFaClitic) != 0 && v_.is(k + 1, MarkerClass::complementiser);
    if (v_.is_comma(k) && is_result) return k;
  }
  const bool is_who = a_.tokens[i].has_role(Role::personal) && a_.tokens[i].proclitics == kWawClitic;  // "and he is one of"
  const bool is_relative = is_who || v_.is(i, MarkerClass::relative) || (v_.is_comma(i) && v_.is(i + 1, MarkerClass::relative));
  const bool is_described =
      a_.tokens[i].pos == Pos::VERB && v_[i].mention == kNone && a_.tokens[i].proclitics == 0 &&
      (v_[i + 1].is_pronoun_phrase || a_.tokens[i].enclitic_bytes != 0 || a_.tokens[i + 1].enclitic_bytes != 0);
  if (!is_relative && !is_described) return i;
  for (Index k = i + 1; k < sentence_.end && k <= i + kLongest; ++k) {
    if (v_.is_comma(k)) return k;
    if (v_.is_finite_cue(k) || v_.is(k, MarkerClass::complementiser) || a_.tokens[k].kind == TokenKind::open_quote) return i;
  }
  return i;
}

// "it says in *this document*, in *his statement*, that".
bool Attributor::read_document(Cue cue) {
  constexpr Index kLongestSetting = 8;
  Index noun = cue.end;
  while (noun < sentence_.end && v_.is(noun, MarkerClass::same)) ++noun;
  if (noun >= sentence_.end || !(is_vessel(noun) || is_report_noun(noun))) return false;
  const SourcePhrase paper = v_[noun].noun != kNone ? parse_source(v_, noun, sentence_.end) : SourcePhrase{};
  cue.end = paper.is_found() ? paper.tokens.end : noun + 1;
  const Content content = find_content(cue);
  if (content.token == kNone || content.token > cue.end + kLongestSetting) return false;
  const Index source = paper.is_found() ? sources_.resolve(paper) : speaker_here(cue);
  if (source == kNone) return false;
  cue.span.end = a_.tokens[noun].span.end;
  pending_ = std::max(pending_, content.zone_end);
  std::vector<Index> conduits;
  collect_conduits({cue.end, content.zone_end}, paper, conduits);
  add(cue, paper, source, content, std::move(conduits));
  return true;
}

// A verb of saying that has its content.
bool Attributor::says_something(const Cue& verb) const {
  constexpr std::uint16_t kTakes = lexicon::kThat | lexicon::kQuote | lexicon::kPrepositional;
  if ((verb.row->frames & kTakes) == 0 || !may_be_cue(verb)) return false;
  if (find_content(verb).token != kNone) return true;
  const SourcePhrase subject = parse_source(v_, skip_adjuncts(verb.end, sentence_.end), sentence_.end);
  return find_noun_content(verb, subject.is_found() ? subject.tokens.end : verb.end).token != kNone;
}

// "The army struck …, according to what it announced on Wednesday": the subject of the sentence says so.
bool Attributor::read_own_report(const Cue& cue, Index from) {
  if ((cue.verb->frames & lexicon::kThat) == 0 || (cue.verb->frames & lexicon::kDocument) != 0 ||
      has_words(skip_adjuncts(from, sentence_.end), sentence_.end) || cue.token < sentence_.begin + 3)
    return false;
  if (attribution_before(cue.token) != kNone) return true;
  SourcePhrase subject = sentence_subject(cue.token);
  if (!subject.is_found()) return false;
  const Index source = sources_.resolve(subject);
  if (!sources_.agrees(source, cue.features)) return false;
  Content content;
  content.token = sentence_.begin;
  content.zone_end = from;
  content.end = cue.token;
  add(cue, subject, source, content, {});
  return true;
}

// Within what another says: his reference, not one of the article's.
bool Attributor::is_of_quoted(Index token) const {
  const Index q = v_[token].quotation;
  const Index outer = outer_attribution(a_.tokens[token].span);
  return q != kNone && outer != kNone && a_.attributions[outer].cue.end <= a_.tokens[a_.quotations[q].tokens.begin].span.begin;
}

// A word or a number stands in `content`, which begins at `first`: not a mark alone.
bool Attributor::holds_word(ByteSpan content, Index first) const {
  for (Index i = first; i < a_.tokens.size() && a_.tokens[i].span.begin < content.end; ++i) {
    if (v_.is_word(i) || a_.tokens[i].kind == TokenKind::number) return true;
  }
  return false;
}

bool Attributor::has_words(Index from, Index to) const {
  for (Index i = from; i < to; ++i) {
    if (v_.is_word(i)) return true;
  }
  return false;
}

// "According to X." as a sentence of its own: said of the sentence before.
bool Attributor::read_afterthought(const Cue& cue, const SourcePhrase& phrase, Index source) {
  const Index first = sentence_.begin;
  const Index paragraph = paragraph_of(a_.tokens[first].span.begin);
  if (first == 0 || paragraph_of(a_.tokens[first - 1].span.begin) != paragraph) return false;  // a line of credit
  if (!a_.attributions.empty() && first > 0 && ends_at(a_.attributions.back().content.front(), first))
    return add_conduit_behind(static_cast<Index>(a_.attributions.size()) - 1, source), true;
  const auto before = std::lower_bound(a_.sentences.begin(), a_.sentences.end(), first,
                                       [](const Sentence& s, Index token) { return s.tokens.begin < token; });
  if (before == a_.sentences.begin() || std::prev(before)->is_headline) return false;
  const TokenRange said = std::prev(before)->tokens;
  if (!a_.attributions.empty() && a_.attributions.back().cue.begin >= a_.tokens[said.begin].span.begin) return false;
  Content content;
  content.token = said.begin;
  content.zone_end = phrase.tokens.end;
  content.end = said.end;
  add(cue, phrase, source, content, {});
  return true;
}

Index Attributor::paragraph_of(ByteOffset at) const {
  const auto after = std::upper_bound(a_.sentences.begin(), a_.sentences.end(), at,
                                      [](ByteOffset x, const Sentence& s) { return x < s.span.begin; });
  return after == a_.sentences.begin() ? 0 : std::prev(after)->paragraph;
}

// An outlet is the last voice of the statement: who is named behind it told the outlet.
bool Attributor::is_report(Index given) const {
  return a_.sources[a_.attributions[given].chain.back()].kind == SourceKind::outlet;
}

// "X voiced his joy …, *according to an official*.": at the end, behind a comma, it is told of the verb that opens the sentence.
bool Attributor::tells_of_main(Index given, Index at, Index after) const {
  constexpr Index kOpening = 4;
  return given == first_of_sentence_ && v_.is_comma(at - 1) && !has_words(after, sentence_.end) &&
         a_.attributions[given].cue.begin < a_.tokens[std::min(sentence_.begin + kOpening, sentence_.end - 1)].span.begin;
}

// The content runs up to `token`, but for a mark or a conjunction.
bool Attributor::ends_at(ByteSpan content, Index token) const {
  const ByteOffset at = a_.tokens[token].span.begin;
  return content.begin < at && content.end + 8 >= at;
}

// The attribution of this sentence whose content runs up to `token`.
Index Attributor::attribution_before(Index token) const {
  for (Index x = static_cast<Index>(a_.attributions.size()); x-- > first_of_sentence_;) {
    if (ends_at(a_.attributions[x].content.front(), token)) return x;
  }
  return kNone;
}

// Who speaks where the cue names nobody: the last voice of the sentence, its subject, the last voice of the article.
Index Attributor::speaker_here(const Cue& cue) {
  if (a_.attributions.size() > first_of_sentence_) return a_.attributions.back().chain.back();
  if (const SourcePhrase main = sentence_subject(cue.token); main.is_found()) return sources_.resolve(main);
  return sources_.last();
}

// "…, in his words": said of a statement that has its cue, or the cue of the clause before it.
bool Attributor::read_own_words(const Cue& cue) {
  Index given = attribution_before(cue.token);
  if (given == kNone && !a_.attributions.empty() && ends_at(a_.attributions.back().content.front(), cue.token))
    given = static_cast<Index>(a_.attributions.size()) - 1;
  const bool is_apart = !v_.is_word(cue.token - 1) || !has_words(cue.end, sentence_.end);
  if (given == kNone && (cue.token <= sentence_.begin + 1 || !is_apart)) return false;
  if (given != kNone) {
    if (cue.row->stance == Stance::distancing) a_.attributions[given].stance = Stance::distancing;
    return true;
  }
  constexpr std::string_view kHa = "\xD9\x87\xD8\xA7";  // "in her words"
  const bool is_hers = v_.type(cue.end - 1).folded.ends_with(kHa);
  Index source = speaker_here(cue);
  if (source != kNone && a_.sources[source].kind == SourceKind::document)  // papers have no words of their own
    source = sources_.latest_voice(
        static_cast<std::uint16_t>((is_hers ? lexicon::kFeminine : lexicon::kMasculine) | lexicon::kSingular), source);
  if (source == kNone) return false;
  Content content;
  content.token = sentence_.begin;
  content.zone_end = cue.end;
  content.end = cue.token;
  add(cue, {}, source, content, {});
  return true;
}

// "… on the pretext that X threatens security": the reason is that of who acts.
bool Attributor::read_pretext(const Cue& cue) {
  if (cue.end >= sentence_.end || !(v_.is_word(cue.end) || a_.tokens[cue.end].kind == TokenKind::open_quote)) return false;
  if (is_of_quoted(cue.token)) return false;  // whose pretext it is stands in the quotation
  SourcePhrase actor = contrasted_subject(cue.token);
  if (!actor.is_found()) actor = sentence_subject(cue.token);
  const Index source = actor.is_found() ? sources_.resolve(actor) : sources_.last();
  if (source == kNone) return false;
  Content content;
  content.token = cue.end;
  content.zone_end = cue.end;
  content.is_clause = v_.is(cue.end, MarkerClass::complementiser);
  add(cue, actor, source, content, {});
  return true;
}

// "Diplomats came, *but the army* refused on the pretext that": who acts in the last clause that a contrast opens.
SourcePhrase Attributor::contrasted_subject(Index limit) const {
  for (Index i = limit; i-- > sentence_.begin + 1;) {
    if (!(v_.is(i, MarkerClass::contrast) || v_.is(i, MarkerClass::conjunction)) || v_[i].marker_end >= limit) continue;
    const SourcePhrase subject = parse_source(v_, v_[i].marker_end, limit);
    return subject.is_found() && v_.is_word(subject.tokens.end) ? subject : SourcePhrase{};
  }
  return {};
}

// The complementiser of a noun of saying, behind its genitive and adjuncts ("claims of X that", "a message to Y that");
// `genitive` becomes the source that it names.
Index Attributor::noun_clause(const Cue& cue, SourcePhrase& genitive) const {
  Index at = cue.end;
  if (!cue.has_pronoun && at < sentence_.end && !v_.is_quantifier(at) &&
      (v_.proclitics(at) & (kBaClitic | kLamClitic | kKafClitic)) == 0)
    genitive = parse_source(v_, v_.is_preposition(at) && a_.tokens[at].has_role(Role::source) ? at + 1 : at, sentence_.end);
  if (!genitive.is_found() && !cue.has_pronoun && at < sentence_.end && a_.tokens[at].pos == Pos::PROPN &&
      v_[at].mention == kNone && a_.tokens[at].proclitics == 0) {  // a name that no lexicon knows
    const SourcePhrase name = parse_source(v_, at, sentence_.end, {.generic = true});
    if (name.kind == SourceKind::person) genitive = name;
  }
  if (genitive.is_found()) at = genitive.tokens.end;
  constexpr Index kMaxAdjunct = 6;
  constexpr Index kMaxRelative = 10;
  Index relative = at;
  while (relative < sentence_.end && v_.is_comma(relative)) ++relative;
  if (genitive.is_found() && relative < sentence_.end &&
      v_.is(relative, MarkerClass::relative)) {  // "remarks of X, *who heads Y*, that"
    for (Index k = relative + 1; k < sentence_.end && k <= relative + kMaxRelative && !v_.is_finite_cue(k); ++k) {
      if (opens_clause(cue, k)) return (a_.tokens[k].proclitics & kBaClitic) != 0 ? k : kNone;
    }
  }
  const Index limit = std::min(sentence_.end, at + kMaxAdjunct);
  for (; at < limit; ++at) {
    if (opens_clause(cue, at)) return v_.type(at).folded.size() < 4 ? kNone : at;
    const MarkerClass marker = v_[at].marker;
    const bool is_adjunct = v_.is_word(at) && v_[at].cue == kNone && marker != MarkerClass::conjunction &&
                            marker != MarkerClass::contrast && marker != MarkerClass::relative &&
                            (a_.tokens[at].pos != Pos::VERB || v_[at].mention != kNone);
    if (!is_adjunct) return kNone;
  }
  return kNone;
}

// "in remarks", "in a letter": where a verb says it; but "in the reports" others may say it.
bool Attributor::is_setting(Index noun) const {
  const bool is_one_of = noun > sentence_.begin + 1 && v_.is(noun - 1, MarkerClass::one);  // "in one of its reports"
  const Index before = is_one_of ? noun - 2 : noun - 1;
  const Index phrase = v_[noun].noun != kNone ? v_[noun].noun : v_[noun].own_noun;
  if (noun == sentence_.begin || !v_.is(before, MarkerClass::inner_preposition) || phrase == kNone) return false;
  if (is_one_of) return true;
  const PhraseMatch& m = v_.phrase(phrase);
  const bool is_document = v_.cues().noun(m.entry).noun_class == lexicon::NounClass::document;
  return is_vessel(noun) || (is_document && (m.features & lexicon::kNumberMask) != lexicon::kPlural);
}

// Rumours and reports speak for themselves, a message for who sent it.
bool Attributor::is_voice(Index noun_phrase) const {
  if (noun_phrase == kNone) return false;
  const PhraseMatch& noun = v_.phrase(noun_phrase);
  const lexicon::NounClass c = v_.cues().noun(noun.entry).noun_class;
  const bool is_plural = (noun.features & lexicon::kNumberMask) == lexicon::kPlural;
  return c == lexicon::NounClass::rumour || (c == lexicon::NounClass::document && is_plural);
}

bool Attributor::read_noun_cue(Index phrase) {
  const Cue cue = cue_at(a_.phrases[phrase].tokens.begin, phrase);
  if (v_[cue.token].mention != kNone ||
      (cue.token > sentence_.begin && v_[cue.token - 1].noun != kNone && !v_.is_preposition(cue.token - 1)))
    return false;
  // "in remarks to X": what a verb says there is not theirs.
  if (is_setting(cue.token)) return false;
  SourcePhrase subject;
  const Index at = noun_clause(cue, subject);
  if (at == kNone) return false;
  if (!subject.is_found() && is_voice(v_[cue.token].noun)) subject = parse_source(v_, cue.token, cue.end);
  // "after claims that", "amid accusations that": nobody is said to make them.
  const bool is_nobodys = !subject.is_found() && !cue.has_pronoun && cue.token > sentence_.begin &&
                          lexicon::is_outer_preposition(v_[cue.token - 1].marker);
  if (is_nobodys) return false;
  const Index source = subject.is_found() ? sources_.resolve(subject) : speaker_here(cue);
  if (source == kNone) return false;
  Content content;
  content.token = at;
  content.zone_end = at;
  content.is_clause = true;
  add(cue, subject, source, content, {});
  pending_ = std::max(pending_, at);
  return true;
}

// "X's announcement that …, was a surprise", "after X's announcement of …, Y said": the word stands before the main verb.
bool Attributor::is_fronted(Index token) const {
  if (token == sentence_.begin) return true;
  if (!v_.is_preposition(sentence_.begin)) return false;
  for (Index i = sentence_.begin; i < token; ++i) {
    if (v_.is_comma(i) || a_.tokens[i].pos == Pos::VERB) return false;
  }
  return true;
}

// The comma before the verb of the main clause; kNone where there is none.
Index Attributor::main_clause_after(Index token) const {
  for (Index i = token + 1; i + 1 < sentence_.end; ++i) {
    const bool is_verb = a_.tokens[i + 1].pos == Pos::VERB || a_.tokens[i + 1].pos == Pos::AUX || v_.is_finite_cue(i + 1);
    if (v_.is_comma(i) && v_[i].quotation == kNone && is_verb && (a_.tokens[i + 1].proclitics & kWawClitic) == 0) return i;
  }
  return kNone;
}

// "was content *with saying* that", "went as far as *the affirming* that": the verb before only helps.
bool Attributor::read_periphrasis(const Cue& cue) {
  constexpr std::string_view kOn = "\xD8\xB9\xD9\x84\xD9\x8A";
  const bool is_led = (a_.phrases[cue.phrase].proclitics & kBaClitic) != 0 ||
                      (cue.token > sentence_.begin && v_.is_preposition(cue.token - 1) && !v_[cue.token - 1].is_from &&
                       (a_.tokens[cue.token - 1].has_role(Role::goal) || v_.type(cue.token - 1).folded == kOn));
  for (Index i = cue.token; i-- > sentence_.begin && i + 2 >= cue.token;) {  // "it is worth *mentioning* that"
    if (v_.is(i, MarkerClass::impersonal) || a_.tokens[i].pos == Pos::ADJ) return false;
  }
  const bool is_speech = (cue.row->act == Act::state || cue.row->act == Act::confirm) && (cue.row->frames & lexicon::kThat) != 0;
  if (!is_led || !is_speech || cue.end >= sentence_.end || cue.token == sentence_.begin) return false;
  const bool is_mark = v_.is_mark(cue.end, ':');
  if (!is_mark && !opens_clause(cue, cue.end) && a_.tokens[cue.end].kind != TokenKind::open_quote) return false;
  const SourcePhrase subject = a_.attributions.size() == first_of_sentence_ ? sentence_subject(cue.token) : SourcePhrase{};
  const Index source = subject.is_found() ? sources_.resolve(subject) : speaker_here(cue);
  if (source == kNone) return false;
  const Index begin = is_mark ? cue.end + 1 : cue.end;
  if (begin >= a_.tokens.size()) return false;
  add(cue, subject, source, {.token = begin, .zone_end = cue.end, .is_clause = !is_mark, .is_colon = is_mark}, {});
  return true;
}

bool Attributor::read_masdar(const Cue& cue) {
  const bool is_as = (cue.row->frames & lexicon::kDouble) != 0 && (a_.phrases[cue.phrase].proclitics & kBaClitic) != 0;
  if (is_as) return false;  // "as (being)", written like "by regarding"
  const bool takes_noun = (cue.row->frames & lexicon::kNounPhrase) != 0 && cue.has_pronoun;
  SourcePhrase subject;
  Index at = cue.end;
  if (cue.has_pronoun && v_.type(cue.token).has_article) return false;  // "the defensive", written like "my defence"
  if (!cue.has_pronoun) {
    if ((cue.features & lexicon::kDefinite) != 0 || v_.type(cue.token).has_article) return read_periphrasis(cue);
    subject = parse_source(v_, at, sentence_.end, {.generic = true});
    if (subject.is_generic && !opens_clause(cue, subject.tokens.end)) subject = {};
    if (!subject.is_found() || (subject.noun != kNone && is_document(subject))) return false;
    at = subject.tokens.end;
  }
  at = skip_adjuncts(at, sentence_.end);
  Content content;
  if (at < sentence_.end && (v_.is(at, MarkerClass::complementiser) ||
                             (a_.tokens[at].kind == TokenKind::open_quote && cue.has_pronoun) || v_.is_mark(at, ':'))) {
    content.token = v_.is_mark(at, ':') ? at + 1 : at;
    content.is_clause = true;
  } else if (takes_noun && !v_.is_comma(at - 1) && v_.is_word(at) && v_[at].marker == MarkerClass::none && !v_[at].is_time &&
             (a_.tokens[at].pos == Pos::NOUN || v_.type(at).ends_in_marbuta || v_.type(at).has_article) &&
             cue.row->act != Act::state) {
    content.token = at;
  } else if (subject.is_found() && at == subject.tokens.end && at + 1 < sentence_.end && cue.row->act == Act::announce &&
             (cue.row->frames & lexicon::kNounPhrase) != 0) {
    // "the government's announcement of a truce"
    if (is_own_preposition(cue, at) && v_.is_preposition(at)) content.token = at + 1;
    else if (v_.is_word(at) && v_[at].marker == MarkerClass::none && !v_[at].is_time &&
             (a_.tokens[at].pos == Pos::NOUN || v_.type(at).folded.ends_with(text::letter::kAlefUtf8)) &&
             (a_.tokens[at].proclitics & ~kArticle) == 0)
      content.token = at;
  }
  if (content.token == kNone || content.token >= sentence_.end) return false;
  content.zone_end = content.token;
  // "Although X says that …, Y happened": the clause ends at its comma.
  if (cue.token > sentence_.begin && cue.token <= sentence_.begin + 2 && is_saying_of_other(cue.token - 1)) {
    content.end = content.token;
    while (content.end < sentence_.end && !v_.is_comma(content.end)) ++content.end;
  }
  if (const Index main = is_headline_ ? kNone : main_clause_after(content.token); main != kNone && is_fronted(cue.token))
    content.end = std::min(main, content.end != kNone ? content.end : content_end(content.token, cue));
  const Index source = subject.is_found() ? sources_.resolve(subject) : speaker_here(cue);
  if (source == kNone) return false;
  add(cue, subject, source, content, {});
  return true;
}

// «"…" - X»: a headline that is a quotation with its speaker behind a dash or dots (the mark is the cue, as a colon is).
void Attributor::read_headline_quotation(const Sentence& s) {
  if (s.tokens.is_empty()) return;
  const Index open = s.tokens.begin;
  const Index q = v_[open].quotation;
  if (!s.is_headline || a_.tokens[open].kind != TokenKind::open_quote || q == kNone || !a_.quotations[q].is_closed) return;
  const TokenRange said = a_.quotations[q].tokens;
  const Index mark = said.end + 1;
  if (said.end - said.begin < 2 || mark + 1 >= s.tokens.end || v_.is_word(mark) || v_.is_comma(mark) || v_.is_mark(mark, '('))
    return;
  Index begin = mark;
  while (begin < s.tokens.end && !v_.is_word(begin)) ++begin;
  const SourcePhrase phrase = parse_source(v_, begin, s.tokens.end);
  if (!phrase.is_found() || phrase.tokens.end != s.tokens.end) return;
  Cue cue{.token = mark, .end = mark + 1, .span = a_.tokens[mark].span, .row = &kColonRow};
  add(cue, phrase, sources_.resolve(phrase), {.token = open, .zone_end = mark + 1, .is_quotation = true, .end = mark}, {});
  pending_ = std::max(pending_, s.tokens.end);
}

// "X: ..." at the head of the article, a related headline that stands as a line of its own, or a line of a ticker: "16:40 X: …".
void Attributor::read_headline_colon(const Sentence& s) {
  Index begin = s.tokens.begin;
  while (!s.is_headline && begin < s.tokens.end && !v_.is_word(begin) && a_.tokens[begin].kind != TokenKind::open_quote) ++begin;
  Index colon = kNone;
  for (Index i = begin + 1; i < s.tokens.end && colon == kNone; ++i) {
    if (v_.is_finite_cue(i) && v_[i].nominal == kNone && !v_.is_preposition(i)) return;
    if (v_.is_mark(i, ':') && a_.tokens[i - 1].kind != TokenKind::number) colon = i;
  }
  if (colon == kNone || colon + 1 >= s.tokens.end || colon - begin > 14) return;
  SourcePhrase phrase = parse_source(v_, begin, colon);
  Index end = phrase.tokens.end;  // "X to Y:"
  if (phrase.is_found() && end < colon && v_.is_lone_lam(end)) ++end;
  while (phrase.is_found() && end < colon && (v_[end].mention != kNone || !v_.is_word(end))) ++end;
  const bool covers = phrase.is_found() && end + 1 >= colon;
  const bool is_topic = phrase.is_found() && phrase.actor != kNone && is_mention_up_to(begin, colon) &&
                        (a_.actors[phrase.actor].type == ActorType::state || a_.actors[phrase.actor].type == ActorType::people);
  if (is_topic) return;  // "Yemen: …" mostly names what the article is about; read_headline_topic() knows better
  if (!s.is_headline && (!covers || (v_.is_mark(s.tokens.end - 1, '.') && !opens_ticker_line(s, phrase, colon)))) return;
  if (!phrase.is_found()) {
    for (Index i = begin; i < colon && !phrase.is_found(); ++i) {
      if (v_.starts_mention(i) && (v_.proclitics(i) & (kBaClitic | kLamClitic | kKafClitic)) == 0)
        phrase = parse_source(v_, i, colon);
    }
  }
  if (!phrase.is_found() || (phrase.kind != SourceKind::outlet && is_occasion(phrase.tokens.begin))) return;
  add_colon(colon, phrase);
}

// Who is named at the head of a line speaks there, though a stop closes it: a person, an official or a body; no outlet, no entry
// of a list ("2- Face Time: …", "the government: 31,419 km²"), nothing that the article is about ("- Syria: …").
bool Attributor::opens_ticker_line(const Sentence& s, const SourcePhrase& phrase, Index colon) const {
  const auto here = static_cast<Index>(&s - a_.sentences.data());
  const bool opens_line = here == 0 || a_.sentences[here - 1].paragraph != s.paragraph;
  const Index first = s.tokens.begin;
  const bool is_counted = a_.tokens[first].kind == TokenKind::number && !v_.is_mark(first + 1, ':');
  const bool is_speaker =
      phrase.kind == SourceKind::person || phrase.kind == SourceKind::official ||
      (phrase.kind == SourceKind::organisation && phrase.actor != kNone && a_.actors[phrase.actor].type != ActorType::state &&
       a_.actors[phrase.actor].country != a_.actors[phrase.actor].id);
  return opens_line && is_speaker && !is_counted && !phrase.is_generic && !phrase.is_plural &&
         a_.tokens[colon + 1].kind != TokenKind::number && a_.tokens[colon - 1].pos != Pos::PRON;
}

// One name fills the tokens.
bool Attributor::is_mention_up_to(Index begin, Index end) const {
  return v_.starts_mention(begin) && a_.mentions[v_[begin].mention].tokens.end == end;
}

void Attributor::add_colon(Index colon, const SourcePhrase& phrase) {
  Cue cue;
  cue.token = colon;
  cue.end = colon + 1;
  cue.span = a_.tokens[colon].span;
  cue.row = &kColonRow;
  Content content;
  content.token = colon + 1;
  content.zone_end = colon + 1;
  content.is_colon = true;
  // "X to Y: …", "Y quoting X: …"
  Index source = sources_.resolve(phrase);
  std::vector<Index> conduits;
  const TokenRange between{std::min(phrase.tokens.end, colon), colon};
  collect_conduits(between, phrase, conduits);
  Cue relay = cue;
  relay.row = phrase.kind == SourceKind::outlet ? &kRelayRow : &kColonRow;
  for (const SourcePhrase& deeper : quoted_sources(relay, between)) {
    conduits.push_back(source);
    source = sources_.resolve(deeper);
  }
  add(cue, phrase, source, content, std::move(conduits));
  pending_ = std::max(pending_, colon + 1);  // what describes the speaker before the colon is no cue of its own
}

// The state that the headline names speaks where the first statement of the body is its own or that of one of its officials,
// and the headline has no subject and verb of its own ("Libya: Haftar announces …").
bool Attributor::opens_with_voice_of(const SourcePhrase& state, Index colon) const {
  if (state.actor == kNone || a_.actors[state.actor].type != ActorType::state) return false;
  const Attribution& first = a_.attributions.front();
  const Sentence& lead = a_.sentences[1];
  constexpr Index kOpening = 3;  // the cue opens the first sentence of the body
  const Index last = std::min(lead.tokens.end, lead.tokens.begin + kOpening);
  if (last <= lead.tokens.begin || first.cue.begin < lead.span.begin || first.cue.begin >= a_.tokens[last - 1].span.end)
    return false;
  const Source& root = a_.sources[first.chain.back()];
  if (root.actor == kNone || root.kind == SourceKind::outlet) return false;
  const Actor& speaker = a_.actors[root.actor];
  const bool is_of_state = speaker.country == a_.actors[state.actor].id && speaker.type != ActorType::organisation;
  if (root.actor != state.actor && !is_of_state) return false;
  const Index end = a_.sentences.front().tokens.end;
  const SourcePhrase subject = parse_source(v_, colon + 1, end);
  const bool has_verb = subject.is_found() && subject.kind != SourceKind::organisation && subject.tokens.end < end &&
                        (a_.tokens[subject.tokens.end].pos == Pos::VERB || v_.is_finite_cue(subject.tokens.end));
  return !has_verb;
}

// "Russia: …", "Neymar: …" at the head of an article: known only once the body is read.
void Attributor::read_headline_topic() {
  if (a_.sentences.size() < 2 || !a_.sentences.front().is_headline || a_.attributions.empty()) return;
  const Sentence& s = a_.sentences.front();
  const Index colon = s.tokens.begin + 1;
  if (s.tokens.end < colon + 3 || !v_.is_mark(colon, ':') || a_.attributions.front().cue == a_.tokens[colon].span) return;
  const SourcePhrase phrase = parse_source(v_, s.tokens.begin, colon, {.generic = true});
  if (!phrase.is_found()) return;
  const bool is_known_name = phrase.is_generic && phrase.kind == SourceKind::person && sources_.known_person(phrase) != kNone;
  if (!is_known_name && !opens_with_voice_of(phrase, colon)) return;
  sentence_ = s.tokens;
  is_headline_ = true;
  first_of_sentence_ = static_cast<Index>(a_.attributions.size());
  const std::size_t before = a_.attributions.size();
  add_colon(colon, phrase);
  if (a_.attributions.size() > before) std::rotate(a_.attributions.begin(), a_.attributions.end() - 1, a_.attributions.end());
}

}  // namespace isnad::attribution
