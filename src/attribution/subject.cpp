// Who speaks: the subject of a cue, after it, before it, or that of the sentence.
#include "attribution/attributor.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::MarkerClass;

namespace {
constexpr std::uint8_t kPrepositionClitics = kBaClitic | kLamClitic | kKafClitic;
constexpr std::string_view kNominative = "\xD9\x88\xD9\x86";  // of the sound masculine plural

// Of "(he) who" and "(she) who", whose third of four letters differs; 0 for other relatives.
unsigned gender_of_relative(std::string_view folded) {
  constexpr std::size_t kLetter = 2;  // bytes
  if (folded.size() != 4 * kLetter) return 0;
  const std::string_view sign = folded.substr(2 * kLetter, kLetter);
  if (sign == text::letter::kThalUtf8) return lexicon::kMasculine;
  return sign == text::letter::kTehUtf8 ? unsigned{lexicon::kFeminine} : 0U;
}

unsigned gender_of_enclitic(std::string_view folded) {
  if (folded.ends_with(text::letter::kHehUtf8)) return lexicon::kMasculine;
  if (!folded.ends_with(text::letter::kAlefUtf8)) return 0;
  folded.remove_suffix(std::string_view(text::letter::kAlefUtf8).size());
  return folded.ends_with(text::letter::kHehUtf8) ? lexicon::kFeminine : 0;
}
}  // namespace

// "announced – *yesterday* – a truce"
bool Attributor::is_dash_of_adjunct(Index i) const {
  constexpr std::string_view kEnDash = "\xE2\x80\x93";
  const auto is_adjunct = [&](Index k) { return v_[k].is_time || v_.is(k, MarkerClass::adverb); };
  if (!v_.is_mark(i, '-') && a_.text(a_.tokens[i].span) != kEnDash) return false;
  return (i + 1 < sentence_.end && is_adjunct(i + 1)) || (i > sentence_.begin && is_adjunct(i - 1));
}

Index Attributor::skip_adjuncts(Index i, Index limit) const {
  while (i < limit) {
    const TokenView& t = v_[i];
    if (t.marker == MarkerClass::adverb || t.marker == MarkerClass::particle) {
      i = t.marker_end;
    } else if (t.is_time || v_.is_comma(i) || (!v_.is_word(i) && is_dash_of_adjunct(i))) {
      ++i;
    } else {
      break;
    }
  }
  return i;
}

// "went on, *commenting*": a participle of saying in the accusative speaks of the speaker and is none.
bool Attributor::is_circumstance(Index i) const {
  if (v_[i].cue == kNone || v_[i].mention != kNone) return false;
  const std::uint16_t features = v_.phrase(v_[i].cue).features;
  return (features & lexicon::kFormMask) == lexicon::kParticiple && (features & lexicon::kAccusative) != 0;
}

// By its letters an indefinite verbal noun of the seventh, eighth or tenth form ("affiliation", "extraction"): nobody who speaks.
bool Attributor::is_verbal_noun(Index i) const {
  constexpr std::size_t kLetter = 2;  // bytes
  constexpr std::string_view kAlef = text::letter::kAlefUtf8;
  const std::string_view word = v_.type(i).folded;
  const auto has = [&](std::size_t at, std::string_view letter) { return word.substr(at * kLetter, kLetter) == letter; };
  if (v_[i].is_given_name || a_.tokens[i].pos == Pos::PROPN || !has(0, kAlef)) return false;
  const bool is_seventh_or_eighth =
      word.size() == 6 * kLetter && has(4, kAlef) && (has(1, text::letter::kNoonUtf8) || has(2, text::letter::kTehUtf8));
  const bool is_tenth =
      word.size() == 7 * kLetter && has(1, text::letter::kSeenUtf8) && has(2, text::letter::kTehUtf8) && has(5, kAlef);
  return is_seventh_or_eighth || is_tenth;
}

// A common noun behind the verb that is its object: after "in which he described the wedding as", "but he ended the visit",
// and where verb and indefinite noun differ in gender ("she announced (the) imposing of").
bool Attributor::is_object_of(const Cue& cue, const SourcePhrase& phrase, bool is_clause) const {
  if (!phrase.is_generic || phrase.kind == SourceKind::person) return false;
  const Index i = phrase.tokens.begin;
  const bool describes = (cue.row->frames & (lexicon::kDouble | lexicon::kObject)) != 0;
  if (describes && cue.end < sentence_.end && v_[cue.end].is_pronoun_phrase) return true;
  if (is_verbal_noun(i) && !is_clause && (cue.row->frames & lexicon::kNounPhrase) != 0) return true;
  const bool has_subject = cue.token > sentence_.begin && v_.is(cue.token - 1, MarkerClass::contrast) &&
                           a_.tokens[cue.token - 1].enclitic_bytes != 0;  // "but he"
  if (has_subject) return true;
  if (is_clause || v_.type(i).has_article || a_.tokens[i].pos == Pos::PROPN) return false;
  const bool is_feminine = (cue.features & lexicon::kFeminine) != 0;
  return (cue.row->frames & lexicon::kNounPhrase) != 0 && is_feminine != v_.type(i).ends_in_marbuta;
}

// "told *the agency* the minister that": the outlet or the journalists to whom it is said stand before the subject.
Index Attributor::after_addressee(Index i, Index limit) const {
  if (i >= limit) return i;
  const bool is_lone = v_.is_lone_lam(i);
  if (!is_lone && (v_.proclitics(i) & kLamClitic) == 0) return i;
  Index k = is_lone ? i + 1 : i;
  while (k < limit && a_.tokens[k].kind == TokenKind::open_quote) ++k;
  if (k >= limit) return i;
  if (v_.is(k, MarkerClass::audience)) return skip_adjuncts(v_[k].marker_end, limit);
  const bool is_outlet = v_.names_outlet(k);
  const bool is_media = v_.is_media_noun(k);
  if (!is_outlet && !is_media) return i;
  Index end = is_outlet ? a_.mentions[v_[k].mention].tokens.end : v_.phrase(v_[k].noun).tokens.end;
  if (end < limit && a_.tokens[end].kind == TokenKind::open_quote && v_[end].quotation != kNone)
    end = std::min(limit, a_.quotations[v_[end].quotation].tokens.end + 1);
  while (end < limit && (a_.tokens[end].kind == TokenKind::close_quote || a_.tokens[end].pos == Pos::ADJ)) ++end;
  if (is_media && end < limit && v_.names_outlet(end)) end = a_.mentions[v_[end].mention].tokens.end;
  return skip_adjuncts(end, limit);
}

// "\"X\" quoted Y": a short name in quotation marks or brackets that no lexicon knows, between a verb of passing on and its "from".
SourcePhrase Attributor::quoted_outlet(const Cue& cue, Index open, Index limit) const {
  if ((cue.row->frames & lexicon::kTransmit) == 0) return {};
  const TokenRange name = bracketed_name(open, limit);
  if (name.is_empty() || !is_from(cue, name.end + 1)) return {};
  return outlet_named(name, open);
}

// The words of a short name in quotation marks or brackets that opens at `open`, none of them known; empty where there is none.
TokenRange Attributor::bracketed_name(Index open, Index limit) const {
  constexpr Index kLongest = 4;
  const bool is_quote = a_.tokens[open].kind == TokenKind::open_quote && v_[open].quotation != kNone;
  if (!is_quote && !v_.is_mark(open, '(')) return {};
  Index end = open + 1;
  while (end < limit && end <= open + kLongest && a_.tokens[end].kind != TokenKind::close_quote && !v_.is_mark(end, ')')) {
    const bool is_name_word = v_.is_word(end) || a_.tokens[end].kind == TokenKind::number;
    if (!is_name_word || v_[end].mention != kNone || v_.is(end, MarkerClass::platform) || v_.is(end, MarkerClass::audience) ||
        v_.is(end, MarkerClass::complementiser))
      return {};
    ++end;
  }
  const bool is_closed = end < limit && (a_.tokens[end].kind == TokenKind::close_quote || v_.is_mark(end, ')'));
  return is_closed && end > open + 1 ? TokenRange{open + 1, end} : TokenRange{};
}

SourcePhrase Attributor::outlet_named(TokenRange name, Index open) const {
  SourcePhrase outlet;
  outlet.tokens = {open, name.end + 1};
  outlet.span = {a_.tokens[name.begin].span.begin, a_.tokens[name.end - 1].span.end};
  outlet.kind = SourceKind::outlet;
  outlet.is_generic = true;
  return outlet;
}

// "that *he* informed the president that", "but *he* affirmed the course": the pronoun is the subject, what follows is told.
bool Attributor::has_pronoun_subject(const Cue& cue) const {
  if (cue.token == sentence_.begin || a_.phrases[cue.phrase].proclitics != 0) return false;
  const Index before = cue.token - 1;
  return a_.tokens[before].enclitic_bytes != 0 &&
         (v_.is(before, MarkerClass::complementiser) || v_.is(before, MarkerClass::contrast) ||
          v_.is(before, MarkerClass::conjunction));
}

// "that *his country* told the agency": a noun with its pronoun between "that" and the verb is the subject.
bool Attributor::follows_own_noun(const Cue& cue) const {
  if (cue.token < sentence_.begin + 2 || a_.phrases[cue.phrase].proclitics != 0) return false;
  const Index noun = cue.token - 1;
  return v_.is(noun - 1, MarkerClass::complementiser) && a_.tokens[noun - 1].enclitic_bytes == 0 &&
         a_.tokens[noun].pos == Pos::NOUN && a_.tokens[noun].enclitic_bytes != 0 && v_[noun].mention == kNone;
}

// "Russia, the ally of X, *has* told Y that": behind a bare particle in the clause the subject has come.
bool Attributor::follows_subject(const Cue& cue) const {
  constexpr std::size_t kTwoLetters = 4;  // "has", with nothing written to it
  const Index particle = cue.token - 1;
  if (cue.token < sentence_.begin + 3 || !v_.is(particle, MarkerClass::particle) ||
      v_.type(particle).folded.size() != kTwoLetters || a_.phrases[cue.phrase].proclitics != 0 ||
      (cue.features & lexicon::kFormMask) != lexicon::kPast)
    return false;
  const Index before = particle - 1;
  return v_.is_comma(before) ||
         (v_.is_word(before) && a_.tokens[before].pos != Pos::AUX && v_[before].marker == MarkerClass::none);
}

SourcePhrase Attributor::subject_after(const Cue& cue, const Content& content) const {
  const Index limit = content.zone_end == kNone ? sentence_.end : content.zone_end;
  Index i = skip_adjuncts(cue.end, limit);
  while (i < limit && v_[i].is_pronoun_phrase) i = skip_adjuncts(i + 1, limit);  // "in which *he said*"
  if (content.token != kNone && (content.is_clause || content.is_colon || content.is_quotation)) i = after_addressee(i, limit);
  // "said in a statement X": a prepositional phrase may stand between verb and subject.
  if (i < limit && v_.is_preposition(i) && v_[i].nominal == kNone && content.is_clause) {
    for (Index k = i; k < limit; ++k) {
      if (v_.is_comma(k)) {
        i = skip_adjuncts(k, limit);
        break;
      }
    }
  }
  const bool is_named_so = (cue.row->frames & lexicon::kDouble) != 0 && cue.has_pronoun && cue.end < sentence_.end &&
                           a_.tokens[cue.end].kind == TokenKind::open_quote;
  if (is_named_so) return {};  // "what he called "X""
  // "as for X, …, (he) said"
  const Index first = sentence_.begin;
  const bool has_result = (a_.phrases[cue.phrase].proclitics & kFaClitic) != 0;
  if (has_result && first + 1 < cue.token && a_.tokens[first].has_role(Role::topic))
    return parse_source(v_, first + 1, cue.token, {.generic = true});
  if (i >= limit || v_.is_preposition(i) || v_[i].nominal != kNone || is_circumstance(i)) return {};
  if (const SourcePhrase outlet = quoted_outlet(cue, i, limit); outlet.is_found()) return outlet;
  if (has_pronoun_subject(cue) || follows_subject(cue) || follows_own_noun(cue)) return {};
  if ((v_.proclitics(i) & kPrepositionClitics) != 0) return {};
  const bool is_crowd = is_human_plural(i) && v_.type(i).folded.ends_with(kNominative) && !cue.has_pronoun &&
                        (cue.features & lexicon::kFeminine) == 0;  // "*farmers* voiced their concern"
  const bool allows_generic =
      is_crowd || (content.token != kNone && (content.is_clause || content.is_quotation || content.is_colon));
  // "its ally Russia denied"
  if (!v_.starts_mention(i) && v_.is_word(i) && a_.tokens[i].enclitic_bytes != 0 && a_.tokens[i].pos == Pos::NOUN &&
      v_.starts_mention(i + 1) && v_.proclitics(i + 1) == 0)
    ++i;
  constexpr std::uint16_t kTransitive = lexicon::kDouble | lexicon::kObject | lexicon::kNounPhrase | lexicon::kAttitude;
  constexpr std::uint16_t kOfPersons = lexicon::kDouble | lexicon::kObject | lexicon::kResponsibility;
  SourcePhrase phrase = parse_source(
      v_, i, limit,
      {.generic = allows_generic, .object = (cue.row->frames & kTransitive) != 0, .person = (cue.row->frames & kOfPersons) != 0});
  // "(he) accused Germany of": a state's name in ta marbuta or without article is no subject of a masculine verb that takes an object.
  constexpr unsigned kGender = lexicon::kMasculine | lexicon::kFeminine;
  const bool is_verb = (cue.features & lexicon::kFormMask) == lexicon::kPresent || a_.phrases[cue.phrase].proclitics != 0 ||
                       (cue.token > sentence_.begin && (v_.is(cue.token - 1, MarkerClass::particle) ||
                                                        v_.is(cue.token - 1, MarkerClass::conjunction)));  // not "the warning of"
  const bool is_described_as = (cue.row->frames & lexicon::kDouble) != 0 && content.token != kNone &&
                               content.token < sentence_.end &&
                               (a_.tokens[content.token].proclitics & kBaClitic) != 0;  // "described relations *as*"
  const bool is_accused = phrase.is_found() && ((cue.row->frames & lexicon::kObject) != 0 || is_described_as) &&
                          v_.starts_mention(i) &&
                          (a_.actors[a_.mentions[v_[i].mention].actor].type == ActorType::state || v_.type(i).ends_in_marbuta) &&
                          a_.actors[a_.mentions[v_[i].mention].actor].type != ActorType::person && phrase.is_feminine &&
                          (cue.features & kGender) == lexicon::kMasculine && !v_.type(i).has_article && is_verb;
  const bool is_man = is_of_other_sex(cue, phrase) && (cue.row->frames & lexicon::kObject) != 0;  // "(she) accused Trump of"
  if (is_accused || is_man) return {};
  if (is_unlike(cue, phrase)) return {};
  // "and demanded (of) all nations that": behind a verb that takes an object an unknown noun is that, while a voice goes on.
  if (is_object_of(cue, phrase, content.is_clause)) return {};
  const bool is_joined =
      a_.phrases[cue.phrase].proclitics != 0 ||
      (cue.token > sentence_.begin && (v_.is_comma(cue.token - 1) || v_.is(cue.token - 1, MarkerClass::conjunction)));
  const bool is_denied = cue.row->act == Act::deny && (cue.row->frames & lexicon::kNounPhrase) != 0 && phrase.is_found() &&
                         (v_[i].noun_cue != kNone || v_.is_quantifier(i)) &&
                         skip_adjuncts(phrase.tokens.end, limit) != content.token;  // "and denied *the charges*"
  const bool takes_object = (cue.row->frames & lexicon::kObject) != 0 || is_described_as || is_denied;
  const bool is_demanded =
      phrase.is_generic && takes_object && phrase.kind != SourceKind::person && is_joined && sources_.last() != kNone;
  if (is_demanded) return {};
  const bool is_pointed_at = a_.tokens[i].has_role(Role::demonstrative) && (phrase.is_generic || phrase.noun == kNone) &&
                             !(i + 1 < limit && v_.type(i + 1).folded.ends_with(kNominative));  // "these migrants say"
  if (is_pointed_at && a_.tokens[i].pos != Pos::PROPN) return {};                               // "affirmed this wish"
  if (phrase.is_found() && content.token == kNone) {
    // "sources reported *of* the killing": the verb's own preposition opens the content, it is no part of the subject.
    const bool is_double = (cue.row->frames & lexicon::kDouble) != 0;  // "what X described *as* Y"
    for (Index k = i + 1; k < phrase.tokens.end; ++k) {
      const bool is_of_title = phrase.kind == SourceKind::person && !v_.is_preposition(k) && (v_.proclitics(k) & kLamClitic) != 0;
      if (is_of_title) continue;  // "the spokesman of the forces X"
      if (is_own_preposition(cue, k) || (is_double && !v_.starts_mention(k) && (v_.proclitics(k) & kBaClitic) != 0))
        return parse_source(v_, i, k, {.object = true});
    }
  }
  // "which *the United Nations* calls the worst": the complement is no adjective of the name.
  const bool is_described = (cue.row->frames & lexicon::kDouble) != 0 && cue.has_pronoun && content.token == kNone;
  if (phrase.is_found() && is_described && v_.starts_mention(i)) {
    const Index end = a_.mentions[v_[i].mention].tokens.end;
    if (end < phrase.tokens.end && v_.is_word(end) && !v_.starts_mention(end)) phrase = parse_source(v_, i, end);
  }
  return phrase;
}

// "the Palestinians", not "the people": -un or -in.
bool Attributor::is_plural_form(Index i) const {
  constexpr std::string_view kOblique = "\xD9\x8A\xD9\x86";
  return v_.type(i).folded.ends_with(kNominative) || v_.type(i).folded.ends_with(kOblique);
}

// A man of the lexicon behind or before a feminine verb.
bool Attributor::is_of_other_sex(const Cue& cue, const SourcePhrase& phrase) const {
  return phrase.is_found() && phrase.kind == SourceKind::person && phrase.actor != kNone &&
         lexicon::singular_gender(cue.features) == 'f' && v_.known_sex(phrase.actor) == 'm';
}

// "(he) described *the summit* (f.) as": a verb agrees with the subject right behind it, where that is a common noun.
bool Attributor::is_unlike(const Cue& cue, const SourcePhrase& phrase) const {
  constexpr unsigned kGender = lexicon::kMasculine | lexicon::kFeminine;
  const Index i = phrase.tokens.begin;
  return phrase.is_found() && phrase.tokens.begin == cue.end && (cue.features & kGender) == lexicon::kMasculine &&
         v_[i].mention == kNone && v_[i].title == kNone && !v_[i].is_given_name && v_.type(i).ends_in_marbuta &&
         phrase.kind != SourceKind::person &&
         (cue.row->frames & (lexicon::kDouble | lexicon::kObject | lexicon::kNounPhrase)) != 0;
}

// "*the moving of* the embassy (f.) means that", written like "he moved": a verb would agree with the noun right behind it.
bool Attributor::is_noun_of_subject(const Cue& cue, const SourcePhrase& subject) const {
  return subject.is_found() && subject.tokens.begin == cue.end && (cue.features & lexicon::kFeminine) == 0 &&
         (cue.features & lexicon::kFormMask) == lexicon::kPast && v_.type(cue.end).ends_in_marbuta &&
         v_.type(cue.end).has_article && (subject.kind == SourceKind::organisation || subject.kind == SourceKind::outlet);
}

// "X issued *a statement* (that) warns of": the statement of X is his voice.
bool Attributor::is_issued(const SourcePhrase& subject) const {
  const Index head = subject.tokens.begin;
  return subject.is_found() && subject.noun != kNone && subject.actor == kNone && !subject.is_definite && is_vessel(head) &&
         subject.tokens.end == head + 1 && head > sentence_.begin &&
         v_.type(head).folded.ends_with(text::letter::kAlefUtf8);  // the accusative
}

// A meeting or an interview does not speak by itself.
bool Attributor::is_occasion(Index i) const {
  if (v_[i].noun == kNone || v_[i].mention != kNone) return false;
  const lexicon::NounClass c = v_.cues().noun(v_.phrase(v_[i].noun).entry).noun_class;
  return c == lexicon::NounClass::interview || c == lexicon::NounClass::speech;
}

// "broadcast a recording of X in which he said": who made what is said there.
SourcePhrase Attributor::author_of_vessel(const Cue& cue, Index& vessel) const {
  constexpr Index kReach = 12;
  const Index first = cue.token > sentence_.begin + kReach ? cue.token - kReach : sentence_.begin;
  for (Index p = cue.token; p-- > first;) {
    if (!is_vessel(p) && !is_report_noun(p)) continue;
    vessel = p;
    if (v_[p].noun == kNone || is_report_noun(p)) return {};  // "his statement"
    Index i = v_.phrase(v_[p].noun).tokens.end;
    while (i < cue.token && (a_.tokens[i].pos == Pos::ADJ || v_.is(i, MarkerClass::adverb)) && !v_.starts_mention(i)) ++i;
    if (i < cue.token && v_.is(i, MarkerClass::ascribed))
      return parse_source(v_, v_[i].marker_end, cue.token, {.generic = true, .dative = true});
    const bool is_of = i < cue.token && (v_.is_preposition(i) || v_.is_lone_lam(i));
    const bool is_genitive = i < cue.token && (v_.starts_mention(i) || (v_.proclitics(i) & kLamClitic) != 0);
    if (!is_of && !is_genitive) return {};
    return parse_source(v_, is_of ? i + 1 : i, cue.token, {.generic = is_of || !v_.starts_mention(i), .dative = true});
  }
  return {};
}

// The word at `i` hangs on a preposition of the verb.
bool Attributor::is_governed(const Cue& cue, Index i) const {
  return is_own_preposition(cue, i) || (i > cue.end && is_own_preposition(cue, i - 1));
}

// A preposition that the verb governs, free or attached to the word at `i`.
bool Attributor::is_own_preposition(const Cue& cue, Index i) const {
  const std::string_view wanted = v_.cues().string(cue.row->prepositions);
  if (wanted.empty() || v_[i].nominal != kNone) return false;
  std::string_view form;
  if (v_.is_preposition(i)) {
    form = v_.type(i).folded;
  } else if (v_.is_word(i) && !v_.starts_mention(i) && (a_.tokens[i].proclitics & (kBaClitic | kLamClitic)) != 0) {
    if (a_.tokens[i].has_role(Role::negation)) return false;  // "without", written as one word
    form = (a_.tokens[i].proclitics & kBaClitic) != 0 ? "\xD8\xA8" : "\xD9\x84";
  }
  if (form.empty()) return false;
  for (std::size_t at = wanted.find(form); at != std::string_view::npos; at = wanted.find(form, at + 1)) {
    if (at > 0 && wanted[at - 1] == ' ' && at + form.size() < wanted.size() && wanted[at + form.size()] == ' ') return true;
  }
  return false;
}

// `p` stands in what an earlier cue of the sentence gave, or in a quoted passage, that is over before `cue`.
bool Attributor::is_in_other_content(Index p, Index cue) const {
  const Index q = v_[p].quotation;
  if (q != kNone && q != v_[cue].quotation && a_.quotations[q].tokens.end - a_.quotations[q].tokens.begin > 5) return true;
  for (Index x = first_of_sentence_; x < a_.attributions.size(); ++x) {
    const ByteSpan content = a_.attributions[x].content.front();
    if (content.contains(a_.tokens[p].span) && content.end <= a_.tokens[cue].span.begin) return true;
  }
  return false;
}

// "the party *which* (m.) Ankara says (f.) that it", "the opening *which* (f.) he said (m.) that it": another speaks.
bool Attributor::may_be_antecedent(const Cue& cue, Index relative) const {
  const unsigned gender = gender_of_relative(v_.type(relative).folded);
  if (gender == lexicon::kMasculine) return (cue.features & lexicon::kFeminine) == 0;
  const bool is_his = (cue.features & lexicon::kMasculine) != 0 && (cue.features & lexicon::kNumberMask) == lexicon::kSingular;
  return gender != lexicon::kFeminine || !is_his;
}

// "Russia, *which* (f.) regarded *it* (m.) as": a pronoun of the other gender is not that of the relative.
bool Attributor::resumes(const Cue& cue, Index relative) const {
  const unsigned antecedent = gender_of_relative(v_.type(relative).folded);
  const unsigned pronoun = gender_of_enclitic(v_.type(cue.end - 1).folded);
  const bool is_hers = (cue.features & lexicon::kFeminine) != 0;
  if (pronoun == lexicon::kFeminine) return antecedent != lexicon::kMasculine || is_hers;
  return !(pronoun == lexicon::kMasculine && antecedent == lexicon::kFeminine && is_hers);
}

// The token at which an adverb begins that ends before `end` ("the ambassador, for his part, said"); else `end`.
Index Attributor::before_adverb(Index end) const {
  constexpr Index kLongest = 4;
  for (Index i = end; i-- > sentence_.begin && i + kLongest >= end;) {
    if (v_.is(i, MarkerClass::adverb) && v_[i].marker_end == end) return i;
  }
  return end;
}

// "it came before *for X* that he said": the speaker stands in the dative before the clause of the verb.
SourcePhrase Attributor::subject_of_earlier(const Cue& cue) const {
  constexpr Index kReach = 12;
  if (cue.token < sentence_.begin + 3 || !v_.is(cue.token - 1, MarkerClass::complementiser)) return {};
  const Index first = cue.token > sentence_.begin + kReach ? cue.token - kReach : sentence_.begin;
  for (Index i = cue.token - 2; i > first; --i) {
    if (v_.is(i - 1, MarkerClass::earlier)) return parse_source(v_, i, cue.token - 1, {.generic = true, .dative = true});
  }
  return {};
}

SourcePhrase Attributor::subject_before(const Cue& cue) const {
  if (is_first_person(cue)) return {};
  if (const SourcePhrase subject = subject_of_earlier(cue); subject.is_found()) return subject;
  Index end = cue.token;
  // "X *had* told Y that", not "and he had told" nor "did not expect".
  const auto is_auxiliary = [&](Index i) {
    return a_.tokens[i].pos == Pos::AUX && a_.tokens[i].proclitics == 0 &&
           (i == sentence_.begin || !a_.tokens[i - 1].has_role(Role::negation));
  };
  while (end > sentence_.begin && (v_.is(end - 1, MarkerClass::particle) || is_auxiliary(end - 1))) --end;
  end = before_adverb(end);
  if (end == sentence_.begin) return {};
  const bool is_relative = v_.is(end - 1, MarkerClass::relative);
  if (is_relative && ((cue.has_pronoun && resumes(cue, end - 1)) || is_in_it(cue.end) || !may_be_antecedent(cue, end - 1)))
    return {};
  if (is_relative) --end;
  if (is_relative && end > sentence_.begin && a_.tokens[end - 1].has_role(Role::personal))
    end = before_adverb(end - 1);  // "X *is* who"
  Index stop = end;                // what the phrase must reach
  while (stop > sentence_.begin && (v_.is_comma(stop - 1) || a_.tokens[stop - 1].kind == TokenKind::close_quote ||
                                    a_.tokens[stop - 1].kind == TokenKind::open_quote))
    --stop;
  // "a draft (on) *Tuesday* asked": the day between subject and verb.
  while (stop == end || v_[stop].is_time) {
    const bool is_day = stop > sentence_.begin && v_[stop - 1].is_time && a_.phrases[cue.phrase].proclitics == 0 &&
                        (v_.proclitics(stop - 1) & (kWawClitic | kPrepositionClitics)) == 0;
    if (!is_day) break;
    --stop;
  }
  const Index first = stop > sentence_.begin + 20 ? stop - 20 : sentence_.begin;
  const bool has_comma = end > sentence_.begin && v_.is_comma(end - 1);
  for (Index p = first; p < stop; ++p) {
    if (!v_.starts_mention(p) && v_[p].title == kNone && v_[p].noun == kNone) continue;
    if (p > 0 && v_.is_mark(p - 1, '(')) continue;
    if (is_in_other_content(p, cue.token)) continue;
    // "an article in which he said": what is written does not speak.
    const bool is_written =
        v_[p].noun != kNone && v_[p].mention == kNone && cue.end < sentence_.end && v_[cue.end].is_pronoun_phrase;
    const bool is_paper_of_other =
        is_relative && (is_vessel(p) || is_report_noun(p)) && !v_.type(p).has_article;  // "a message to X, who said"
    if (is_written || is_occasion(p) || is_paper_of_other) continue;
    if (!is_relative && (v_.proclitics(p) & (kPrepositionClitics | kSinClitic)) != 0) continue;
    const bool after_mark = p == sentence_.begin || v_.is_comma(p - 1) || (v_.is_mark(p - 1, ':') && !is_of_clock(p - 1)) ||
                            (a_.tokens[p - 1].kind == TokenKind::open_quote &&
                             (p - 1 == sentence_.begin || !v_.is_word(p - 2) || v_.is(p - 2, MarkerClass::complementiser))) ||
                            a_.tokens[p - 1].kind == TokenKind::symbol;
    const bool after_marker =
        p > sentence_.begin && (v_[p - 1].marker == MarkerClass::conjunction || v_[p - 1].marker == MarkerClass::contrast ||
                                v_[p - 1].marker == MarkerClass::complementiser || v_[p - 1].marker == MarkerClass::particle ||
                                v_[p - 1].marker == MarkerClass::adverb || a_.tokens[p - 1].pos == Pos::AUX);
    const bool has_conjunction = (v_.proclitics(p) & (kWawClitic | kFaClitic)) != 0;
    const bool is_of_verb = p > sentence_.begin && (a_.tokens[p - 1].pos == Pos::VERB || v_.is_finite_cue(p - 1));
    const bool disagrees = !is_relative && !v_.starts_mention(p) && v_[p].title == kNone && v_.type(p).ends_in_marbuta &&
                           lexicon::singular_gender(cue.features) == 'm';  // "to a province (f.) tells (m.) of"
    if (disagrees) continue;
    const bool is_indefinite_source =
        v_[p].noun != kNone && !v_.type(p).has_article && !has_comma && !is_of_verb &&
        (p == sentence_.begin || !v_.is_preposition(p - 1) || !is_vessel(p));  // "reports say", not "in a speech"
    const bool opens_clause = after_mark || after_marker || has_conjunction || is_indefinite_source;
    if (!is_relative && (!opens_clause || (has_comma && p != sentence_.begin && !after_marker))) continue;
    const SourcePhrase phrase = parse_source(v_, p, end);
    const bool is_crowd = !is_relative && v_.starts_mention(p) && phrase.actor != kNone &&
                          a_.actors[phrase.actor].type == ActorType::people && is_plural_form(p) &&
                          (cue.features & lexicon::kNumberMask) == lexicon::kSingular &&
                          (cue.features & lexicon::kFeminine) == 0;  // "between X *and the Palestinians* (which he) called"
    if (phrase.is_found() && phrase.tokens.end >= stop && !is_crowd && !is_of_other_sex(cue, phrase)) return phrase;
  }
  // "X announces": at the head of a clause a name that no lexicon knows, right before its verb.
  const Index name = end - 1;
  const bool is_name = !is_relative && !has_comma && stop == end && a_.tokens[name].pos == Pos::PROPN &&
                       v_[name].mention == kNone && a_.tokens[name].proclitics == 0 && v_[name].cue == kNone &&
                       !v_[name].is_time && (name == sentence_.begin || v_.is_mark(name - 1, ':'));
  if (is_name) {
    const SourcePhrase phrase = parse_source(v_, name, end, {.generic = true});
    if (phrase.kind == SourceKind::person) return phrase;
  }
  // "The minister, who was speaking in parliament, accused": the topic of the sentence with its relative clause.
  if (has_comma && a_.attributions.size() == first_of_sentence_) {
    const SourcePhrase topic = parse_source(v_, sentence_.begin, end);
    if (topic.is_found() && v_.is(topic.tokens.end, MarkerClass::relative)) return topic;
  }
  if (const SourcePhrase topic = topic_of_particle(cue); topic.is_found()) return topic;
  return described_topic(cue, end);
}

// The phrase that opens the clause of such a verb, behind "that", "was" or the head of the sentence.
SourcePhrase Attributor::topic_of_particle(const Cue& cue) const {
  constexpr Index kReach = 16;
  if (!follows_subject(cue)) return {};
  const Index first = cue.token > sentence_.begin + kReach ? cue.token - kReach : sentence_.begin;
  for (Index i = cue.token - 1; i-- > first;) {
    const bool opens = v_.is(i, MarkerClass::complementiser) || a_.tokens[i].pos == Pos::AUX || v_.is(i, MarkerClass::contrast);
    if (opens) return a_.tokens[i].enclitic_bytes == 0 ? parse_source(v_, i + 1, cue.token) : SourcePhrase{};
    if (v_.is_verb(i)) return {};
  }
  return {};
}

// "The statement that names no visit to the province speaks of": behind a relative clause without commas the verb after that of
// the clause is the topic's.
SourcePhrase Attributor::described_topic(const Cue& cue, Index end) const {
  if (a_.attributions.size() != first_of_sentence_ || a_.phrases[cue.phrase].proclitics != 0 || cue.has_pronoun) return {};
  const SourcePhrase topic = parse_source(v_, sentence_.begin, end);
  Index relative = topic.tokens.end;
  if (!topic.is_found() || relative + 2 >= end || !v_.is(relative, MarkerClass::relative)) return {};
  Index verbs = 0;
  for (Index i = relative + 1; i < end; ++i) {
    if (!v_.is_word(i) || v_.is(i, MarkerClass::complementiser)) return {};
    verbs += v_.is_verb(i) ? 1 : 0;
  }
  const bool is_open = v_.is(end - 1, MarkerClass::relative) || v_.is(end - 1, MarkerClass::what) || v_.is_verb(end - 1) ||
                       v_.is_preposition(end - 1);
  const bool is_hers = (cue.features & lexicon::kFeminine) != 0;
  return verbs == 1 && !is_open && topic.is_feminine == is_hers ? topic : SourcePhrase{};
}

// "But X, the son of Y, said": a name that no layer knows opens the sentence, an apposition between commas follows it.
SourcePhrase Attributor::named_topic(const Cue& cue) const {
  Index begin = sentence_.begin;
  // "and", "but", "on the other hand"
  while (begin < cue.token && (v_.is(begin, MarkerClass::conjunction) || v_.is(begin, MarkerClass::contrast) ||
                               v_.is(begin, MarkerClass::particle) || v_.is(begin, MarkerClass::adverb)))
    ++begin;
  Index comma = begin;
  while (comma < cue.token && !v_.is_comma(comma)) ++comma;
  constexpr Index kMaxName = 6;
  if (comma == begin || comma + 1 >= cue.token || comma - begin > kMaxName || (v_.proclitics(begin) & kPrepositionClitics) != 0)
    return {};
  const SourcePhrase phrase = parse_source(v_, begin, comma, {.generic = true});
  const bool is_whole = phrase.is_found() && phrase.tokens.end == comma;
  return is_whole && phrase.kind == SourceKind::person ? phrase : SourcePhrase{};
}

// A sentence that opens with a noun phrase of which no lexicon knows the head, its verb of saying right behind it.
SourcePhrase Attributor::topic_before(const Cue& cue) const {
  constexpr Index kMaxTopic = 9;
  Index begin = cue.token;
  while (begin > sentence_.begin && !v_.is_comma(begin - 1)) --begin;
  if (begin == cue.token) return named_topic(cue);
  if (is_in_it(cue.end)) return {};  // "a picture *in which* it said"
  while (begin < cue.token && (v_.is(begin, MarkerClass::conjunction) || v_.is(begin, MarkerClass::contrast) ||
                               v_.is(begin, MarkerClass::particle) || v_.is(begin, MarkerClass::adverb)))
    begin = std::max(begin + 1, v_[begin].marker_end);
  if (begin > sentence_.begin && begin < cue.token && v_.is(begin, MarkerClass::complementiser)) ++begin;  // "yet *that* X"
  if (begin >= cue.token || cue.token - begin > kMaxTopic || a_.phrases[cue.phrase].proclitics != 0) return {};
  for (Index i = begin; i < cue.token; ++i) {
    const bool is_cue = v_[i].cue != kNone && !v_.type(i).has_article;  // "the accused", written like "accusing"
    if (!v_.is_word(i) || v_[i].is_time || is_cue || v_[i].nominal != kNone) return {};
    const MarkerClass marker = v_[i].marker;
    const bool may_stand = marker == MarkerClass::none || marker == MarkerClass::office || v_.is_preposition(i) ||
                           (i + 1 == cue.token && marker == MarkerClass::particle);  // "X *has* announced"
    if (!may_stand || (i == begin && v_.is_preposition(i))) return {};
    if (a_.tokens[i].pos == Pos::VERB && v_[i].mention == kNone) return {};
  }
  return parse_source(v_, begin, cue.token, {.generic = true});
}

// "X told Reuters": the outlet behind a subject that no layer knows.
bool Attributor::is_told_outlet(Index i) const {
  if (i < sentence_.begin + 2 || !v_.starts_mention(i)) return false;
  const Index speaker = v_[i - 1].mention != kNone ? a_.mentions[v_[i - 1].mention].tokens.begin : i - 1;
  if (speaker <= sentence_.begin || !v_.is_finite_cue(speaker - 1) || !(v_[speaker].mention != kNone || is_plain(speaker)))
    return false;
  return v_.names_outlet(i) && (v_.cue_row(v_[speaker - 1].cue).frames & lexicon::kObject) != 0 &&
         a_.tokens[speaker].pos != Pos::VERB;
}

// "In this matter *issued* X": a past verb behind a word with the article or a pronoun, no relative clause.
bool Attributor::opens_main_verb(Index p) const {
  const Token& t = a_.tokens[p];
  return t.pos == Pos::VERB && v_[p].mention == kNone && t.proclitics == 0 && t.enclitic_bytes == 0 &&
         (t.features & lexicon::kFormMask) == lexicon::kPast && p > sentence_.begin && v_.is_word(p - 1) &&
         (v_.type(p - 1).has_article || a_.tokens[p - 1].enclitic_bytes != 0);
}

// Subject of the sentence's main verb, or the topic that it opens with.
SourcePhrase Attributor::sentence_subject(Index limit) const {
  for (Index p = sentence_.begin; p < limit && p < sentence_.begin + 14; ++p) {
    if (v_[p].marker == MarkerClass::relative) return {};
    if (v_.is_preposition(p)) {
      // A phrase that opens the sentence is passed over to its comma.
      if (p > sentence_.begin + 1) continue;
      while (p < limit && !v_.is_comma(p) && !opens_main_verb(p)) ++p;
      continue;
    }
    if (!v_.starts_mention(p) && v_[p].title == kNone && v_[p].noun == kNone) continue;
    if (p > 0 && v_.is_mark(p - 1, '(')) continue;  // a dateline: "Dubai (CNN) --"
    const bool is_governed =
        (v_.proclitics(p) & kPrepositionClitics) != 0 ||
        (p > sentence_.begin && (v_.is_preposition(p - 1) || v_.is_lone_lam(p - 1) || v_.is(p - 1, MarkerClass::audience)));
    if (is_governed) {
      p = std::max(p + 1, parse_source(v_, p, limit, {.dative = true}).tokens.end) - 1;  // "with the minister *X*"
      continue;
    }
    if (is_told_outlet(p)) return parse_source(v_, p - 1, p, {.generic = true});
    // "she filed *a complaint*": a writing further from the verb is its object.
    const bool is_filed =
        is_report_noun(p) && !v_.type(p).has_article && p > sentence_.begin + 1 && v_.is_word(p - 1) && !v_.is_verb(p - 1);
    if (is_filed) continue;
    return parse_source(v_, p, limit, {.object = true});
  }
  return {};
}

// A word of the name of a person who spoke before.
bool Attributor::is_known_name(Index i) const {
  const SourcePhrase name = v_.is_word(i) && v_[i].mention == kNone && v_.proclitics(i) == 0
                                ? parse_source(v_, i, i + 1, {.generic = true})
                                : SourcePhrase{};
  return name.is_generic && sources_.known_person(name) != kNone;
}

// What follows the last verb before `limit` that heads a main clause.
SourcePhrase Attributor::nearest_subject(Index limit) const {
  const Index own = limit < sentence_.end ? v_[limit].quotation : kNone;
  for (Index i = limit; i-- > sentence_.begin + 1;) {
    if (v_[i].quotation != kNone && v_[i].quotation != own) continue;  // of somebody's words
    const bool is_verb = a_.tokens[i].pos == Pos::VERB || (v_.is_finite_cue(i) && may_be_cue(cue_at(i, v_[i].cue)));
    if (!is_verb || v_[i].mention != kNone) continue;
    const MarkerClass before = v_[i - 1].marker;
    if (before == MarkerClass::relative || before == MarkerClass::what || before == MarkerClass::complementiser) continue;
    if (const Index m = v_[i - 1].mention; m != kNone && v_.proclitics(i) == 0) {  // "X *answered* Y and affirmed"
      const Index begin = a_.mentions[m].tokens.begin;
      const bool leads = begin == sentence_.begin || !v_.is_word(begin - 1);
      if (leads && v_.starts_mention(begin) && v_.proclitics(begin) == 0) return parse_source(v_, begin, i);
    }
    if ((v_.proclitics(i + 1) & kPrepositionClitics) != 0) continue;  // "it reached *the site*"
    const bool is_name = i + 1 < limit && (a_.tokens[i + 1].pos == Pos::PROPN || is_known_name(i + 1));
    const SourcePhrase phrase = parse_source(v_, i + 1, limit, {.generic = is_name, .object = true});
    if (phrase.is_found()) return phrase;
  }
  return {};
}

}  // namespace isnad::attribution
