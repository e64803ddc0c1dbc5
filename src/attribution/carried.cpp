// Who speaks where a verb has no subject of its own: the voice that goes on, or nobody.
#include <algorithm>

#include "attribution/attributor.h"
#include "lexicon/inflect.h"

namespace isnad::attribution {

using lexicon::MarkerClass;

// Who speaks where the verb has no subject of its own; `topic` becomes the phrase that opens the sentence where that is he.
Index Attributor::carried_speaker(const Cue& cue, TokenRange& topic) {
  if (is_first_person(cue)) {
    const Index outer = outer_attribution(cue.span);
    return outer == kNone ? sources_.last() : a_.attributions[outer].chain.back();
  }
  if (const Index inner = clause_topic(cue); inner != kNone) return inner;
  if (const SourcePhrase who = antecedent(cue); who.is_found()) return sources_.resolve(who);
  Index preferred = kNone;
  bool is_main_hers = false;
  const bool has_voice = a_.attributions.size() > first_of_sentence_;
  const bool is_joined = !has_voice && (a_.phrases[cue.phrase].proclitics & kWawClitic) != 0;
  const SourcePhrase nearest = is_participle_of(cue) || is_joined ? nearest_subject(cue.token) : SourcePhrase{};
  // "…, which X denied; Y came out, saying"
  const bool is_after_voice = has_voice && nearest.is_found() &&
                              nearest.span.begin > a_.attributions.back().content.front().end &&
                              nearest.span.begin > a_.attributions.back().cue.end;
  const Index quoted = is_participle_of(cue) ? quoted_up_to(cue.token) : kNone;
  if (quoted != kNone) {
    preferred = a_.attributions[quoted].chain.back();
  } else if (has_voice && !is_after_voice) {
    preferred = a_.attributions.back().chain.back();
  } else if (const SourcePhrase main = has_voice ? SourcePhrase{} : sentence_subject(cue.token); main.is_found()) {
    const Index candidate = sources_.resolve(main);
    constexpr unsigned kGender = lexicon::kMasculine | lexicon::kFeminine;
    const unsigned gender = cue.features & kGender;
    const bool is_hers = main.is_feminine && gender == lexicon::kFeminine &&
                         (cue.features & lexicon::kNumberMask) == lexicon::kSingular;  // "the command … in which she said"
    if (is_participle_of(cue) || sources_.last() == kNone || is_hers || sources_.agrees(candidate, cue.features))
      preferred = candidate;
    is_main_hers = is_hers;
    if (preferred != kNone && main.tokens.begin == sentence_.begin && !is_participle_of(cue)) topic = main.tokens;
  } else if (nearest.is_found()) {
    preferred = sources_.resolve(nearest);
  }
  if (preferred == kNone && !is_participle_of(cue)) preferred = subject_of_previous(cue);
  const Index outer = outer_attribution(cue.span);
  const bool is_own = outer != kNone && v_[cue.token].quotation != kNone && preferred != kNone && !cue.has_pronoun &&
                      !is_participle_of(cue) && (cue.features & lexicon::kFormMask) == lexicon::kPast &&
                      (cue.features & lexicon::kFeminine) != 0 && !sources_.agrees(preferred, cue.features);
  if (is_own) return kNone;  // "I announced", written like "she announced"
  const Index speaker = preferred != kNone && is_main_hers ? preferred : sources_.latest_agreeing(cue.features, preferred);
  const bool is_of_other =
      !is_participle_of(cue) && outer == kNone && speaker != kNone && sources_.contradicts(speaker, cue.features);
  if (is_of_other) return agreeing_topic(cue);  // "(Tehran opposed the cut.) It accused Trump of … and pointed (f.) to"
  const bool is_plural = (cue.features & lexicon::kNumberMask) == lexicon::kPlural && !is_participle_of(cue);
  if (!is_plural || speaker == kNone || sources_.agrees(speaker, cue.features)) return speaker;
  if (const SourcePhrase crowd = plural_subject(cue.token); crowd.is_found() && !cue.has_pronoun) return sources_.resolve(crowd);
  const bool is_of_others = cue.has_pronoun || a_.sources[speaker].kind == SourceKind::person;
  return is_of_others ? kNone : speaker;  // "what they call": nobody who spoke
}

// "*Thousands* came and shouted", "*rebels* of minorities affirm": the plural noun in the clause before a plural verb.
SourcePhrase Attributor::plural_subject(Index verb) const {
  constexpr Index kReach = 20;
  const Index first = verb > sentence_.begin + kReach ? verb - kReach : sentence_.begin;
  for (Index i = verb; i-- > first;) {
    const bool is_number = a_.tokens[i].kind == TokenKind::number && i + 1 < verb && a_.tokens[i + 1].pos == Pos::NOUN &&
                           i + 2 == verb;  // "*18 women* who affirm"
    const bool is_counted = is_number || (v_.is_quantifier(i) && (v_.proclitics(i) & ~kArticle) == 0);
    if (!is_counted && !is_human_plural(i)) continue;
    const bool leads = i == sentence_.begin || !v_.is_word(i - 1) || v_.is_verb(i - 1) || v_.is(i - 1, MarkerClass::particle) ||
                       a_.tokens[i - 1].pos == Pos::AUX || v_.is(i - 1, MarkerClass::contrast) ||
                       v_.is(i - 1, MarkerClass::conjunction);
    if (!leads && !is_number) continue;
    if (const SourcePhrase people = parse_source(v_, i, verb, {.generic = true}); people.is_found()) return people;
    SourcePhrase count;
    count.tokens = {i, is_number ? verb : i + 1};
    count.span = {a_.tokens[i].span.begin, a_.tokens[count.tokens.end - 1].span.end};
    count.is_generic = count.is_plural = true;
    return count;
  }
  return {};
}

// "and Y, *who answered it* saying": the participle in a relative clause is that of whom the clause describes.
SourcePhrase Attributor::antecedent(const Cue& cue) const {
  constexpr Index kReach = 8;
  if (!is_participle_of(cue) || (cue.features & lexicon::kAccusative) == 0) return {};
  const Index first = cue.token > sentence_.begin + kReach ? cue.token - kReach : sentence_.begin;
  Index relative = cue.token;
  while (relative > first && !v_.is_comma(relative - 1) && !v_.is(relative - 1, MarkerClass::relative)) --relative;
  if (relative <= first || !v_.is(relative - 1, MarkerClass::relative) || v_.is_finite_cue(relative)) return {};
  Index end = relative - 1;
  while (end > sentence_.begin && v_.is_comma(end - 1)) --end;
  if (end == sentence_.begin || v_[end - 1].mention == kNone) return {};
  const Mention& m = a_.mentions[v_[end - 1].mention];
  const SourcePhrase who = m.tokens.end == end ? parse_source(v_, m.tokens.begin, end) : SourcePhrase{};
  const bool is_person = who.is_found() && who.kind == SourceKind::person;
  return is_person && who.is_feminine == ((cue.features & lexicon::kFeminine) != 0) ? who : SourcePhrase{};
}

// "(said that) X meant Y when he spoke of Z": inside or right behind a statement of another who does not agree with the verb, its
// clause's topic is who speaks.
Index Attributor::clause_topic(const Cue& cue) {
  if (is_participle_of(cue) || cue.has_pronoun || (cue.row->frames & lexicon::kContinues) != 0) return kNone;
  const bool has_voice = a_.attributions.size() > first_of_sentence_;
  const Index outer = outer_attribution(cue.span);
  const Index given = outer != kNone ? outer : (has_voice ? static_cast<Index>(a_.attributions.size()) - 1 : kNone);
  if (given == kNone) return kNone;
  const Attribution& x = a_.attributions[given];
  const ByteSpan said = x.content.front();
  Index begin = sentence_.begin;
  while (begin < cue.token && a_.tokens[begin].span.end <= said.begin) ++begin;
  if (begin >= cue.token || !v_.is(begin, MarkerClass::complementiser) || a_.tokens[begin].enclitic_bytes != 0) return kNone;
  const bool is_joined = (a_.phrases[cue.phrase].proclitics & kWawClitic) != 0;
  const bool is_when = cue.token > sentence_.begin && v_.is(cue.token - 1, MarkerClass::conjunction) &&
                       a_.tokens[cue.token - 1].has_role(Role::temporal);
  const bool is_held = cue.end < sentence_.end && is_in_it(cue.end);  // "X sent a letter in which he said"
  if (!is_when && !is_held && (outer != kNone || !is_joined || sources_.agrees(x.chain.back(), cue.features))) return kNone;
  const SourcePhrase topic = parse_source(v_, begin + 1, cue.token);
  const bool is_speaker =
      topic.is_found() && (topic.actor != kNone || topic.has_title) &&
      (topic.kind == SourceKind::person || topic.kind == SourceKind::official || topic.kind == SourceKind::organisation);
  const bool is_hers = (cue.features & lexicon::kFeminine) != 0;
  const bool is_of_two = (cue.features & lexicon::kNumberMask) == lexicon::kDual && is_joined;  // "X met Y *and both stressed*"
  const unsigned number = cue.features & lexicon::kNumberMask;
  const bool agrees = (topic.is_feminine == is_hers && number == lexicon::kSingular) ||
                      (is_held && number == lexicon::kPlural && topic.kind == SourceKind::organisation);
  if (!is_speaker || !(agrees || (is_of_two && topic.kind == SourceKind::person))) return kNone;
  const std::vector<Index> through = x.chain;
  const Index source = sources_.resolve(topic);
  if (std::find(through.begin(), through.end(), source) == through.end()) sources_.set_conduits(source, through);
  topic_of_clause_ = source;
  return source;
}

// "The minister left for Cairo. He said": the person who is the subject of the sentence before, where nobody spoke in it.
Index Attributor::subject_of_previous(const Cue& cue) {
  if (cue.token > sentence_.begin + 1 || (cue.row->frames & lexicon::kContinues) != 0 || v_[cue.token].quotation != kNone)
    return kNone;
  const Sentence* before = sentence_before();
  if (before == nullptr) return kNone;
  const bool has_voice = !a_.attributions.empty() && a_.attributions.back().content.front().end > before->span.begin;
  if (has_voice) return kNone;
  const SourcePhrase subject = subject_of(*before);
  if (subject.kind != SourceKind::person || subject.actor == kNone || subject.second_actor != kNone) return kNone;
  const bool is_feminine = a_.actors[subject.actor].gender == 'f';
  if (is_feminine != ((cue.features & lexicon::kFeminine) != 0)) return kNone;
  return sources_.resolve(subject);
}

// The subject of this sentence or of the one before, where it agrees with a feminine verb; kNone else.
Index Attributor::agreeing_topic(const Cue& cue) {
  if ((cue.features & lexicon::kFeminine) == 0) return kNone;
  const auto is_hers = [](const SourcePhrase& p) {
    return p.is_found() && p.is_feminine && (p.actor != kNone || p.has_title) && p.kind != SourceKind::outlet;
  };
  if (const SourcePhrase here = sentence_subject(cue.token); is_hers(here)) return sources_.resolve(here);
  const Sentence* before = sentence_before();
  const SourcePhrase there = before != nullptr ? subject_of(*before) : SourcePhrase{};
  return is_hers(there) ? sources_.resolve(there) : kNone;
}

// The sentence before in this paragraph or the last one; null behind a headline.
const Sentence* Attributor::sentence_before() const {
  const auto here = std::lower_bound(a_.sentences.begin(), a_.sentences.end(), sentence_.begin,
                                     [](const Sentence& s, Index token) { return s.tokens.begin < token; });
  if (here == a_.sentences.begin() || here == a_.sentences.end()) return nullptr;
  const Sentence& before = *std::prev(here);
  return before.is_headline || before.paragraph + 1 < here->paragraph ? nullptr : &before;
}

SourcePhrase Attributor::subject_of(const Sentence& s) {
  const TokenRange current = sentence_;
  sentence_ = s.tokens;
  const SourcePhrase subject = sentence_subject(s.tokens.end);
  sentence_ = current;
  return subject;
}

// "(she) accused *X* of": what stands between the verb and its preposition is whom it accuses.
bool Attributor::is_accused(const Cue& cue, const SourcePhrase& subject) const {
  const Index next = subject.tokens.end;
  return cue.row->act == Act::allege && next < sentence_.end && (v_.proclitics(next) & kBaClitic) != 0;
}

// "The minister called for wisdom." says nothing that is quoted, but "and he said" behind it is his.
void Attributor::note_topic(const Cue& cue, const SourcePhrase& subject) {
  constexpr Index kOpening = 4;
  const bool is_body = subject.kind == SourceKind::organisation && subject.actor != kNone && subject.noun == kNone &&
                       a_.actors[subject.actor].type != ActorType::state && !subject.points_back &&
                       subject.tokens.begin == cue.end && !is_accused(cue, subject);
  const bool speaks =
      subject.is_found() && (subject.kind == SourceKind::person || subject.kind == SourceKind::official || is_body);
  if (!speaks || subject.is_generic || is_headline_ || subject.tokens.begin < cue.end || is_participle_of(cue) ||
      cue.token > sentence_.begin + kOpening || outer_attribution(cue.span) != kNone)
    return;
  const Index source = sources_.resolve(subject);
  sources_.learn_gender(source, cue.features);
  const std::vector<Index> through = sources_.conduits(source);
  sources_.spoke(source, through);
}

// Inside his own quotation nobody speaks of himself as of another: a third person without subject there is somebody else.
bool Attributor::is_of_himself(const Cue& cue, Index source) const {
  if (is_participle_of(cue) || is_first_person(cue) || v_[cue.token].quotation == kNone) return false;
  if (cue.token > 0 && a_.tokens[cue.token - 1].has_role(Role::personal)) return false;  // "they claim"
  const Index outer = outer_attribution(cue.span);
  if (outer == kNone || a_.attributions[outer].chain.back() != source) return false;
  const bool may_be_first = (cue.features & lexicon::kFormMask) == lexicon::kPast &&
                            ((cue.features & lexicon::kFeminine) != 0 || (cue.features & lexicon::kNumberMask) == lexicon::kDual);
  return !may_be_first &&
         a_.attributions[outer].cue.end <= a_.tokens[a_.quotations[v_[cue.token].quotation].tokens.begin].span.begin;
}

// "(said that) the signs in the council point to": inside a statement the verb follows its own topic, which does not speak.
bool Attributor::has_unknown_subject(const Cue& cue) const {
  if (is_participle_of(cue) || is_first_person(cue) || cue.token < sentence_.begin + 2) return false;
  const Index outer = outer_attribution(cue.span);
  if (outer == kNone || a_.phrases[cue.phrase].proclitics != 0 || cue.has_pronoun) return false;
  const bool is_mid_clause = v_.is_word(cue.token - 1) && v_[cue.token - 1].marker == MarkerClass::none &&
                             !v_[cue.token - 1].is_time && a_.tokens[cue.token - 1].pos != Pos::VERB &&
                             a_.tokens[cue.token - 1].pos != Pos::AUX;
  if (!is_mid_clause) return false;
  for (Index i = cue.token; i-- > sentence_.begin;) {
    if (v_.is_comma(i) || a_.tokens[i].kind == TokenKind::open_quote) return false;
    if (v_.is(i, MarkerClass::complementiser)) return a_.tokens[i].enclitic_bytes == 0;
  }
  return false;
}

// "many wonder about": a noun right behind the verb that no layer knows is its subject.
bool Attributor::is_said_by_unknown(const Cue& cue, const Content& content) const {
  if (is_participle_of(cue) || cue.has_pronoun || content.is_clause || content.is_colon || content.is_quotation ||
      content.token <= cue.end || cue.end >= sentence_.end)
    return false;
  const bool is_prepositional = v_.is_preposition(content.token - 1) && content.token - 1 == cue.end + 1;
  return is_prepositional && v_.is_word(cue.end) && lexicon::is_quantifier(v_[cue.end].marker);
}

// "… in the end", *pointing to*: the statement whose quotation closes before the participle, whatever was said inside it.
Index Attributor::quoted_up_to(Index token) const {
  Index i = token;
  while (i > sentence_.begin && v_.is_comma(i - 1)) --i;
  if (i == sentence_.begin || a_.tokens[i - 1].kind != TokenKind::close_quote) return kNone;
  const Index q = v_[i - 1].quotation;
  if (q == kNone || a_.quotations[q].tokens.is_empty()) return kNone;
  const ByteSpan first = a_.tokens[a_.quotations[q].tokens.begin].span;
  for (Index x = 0; x < a_.attributions.size(); ++x) {
    if (a_.attributions[x].cue.end <= first.begin && a_.attributions[x].content.front().contains(first)) return x;
  }
  return kNone;
}

// The first token of the sentence behind what was said in it so far.
Index Attributor::first_free() const {
  Index i = sentence_.begin;
  if (a_.attributions.size() == first_of_sentence_) return i;
  const ByteOffset end = a_.attributions.back().content.front().end;
  while (i < sentence_.end && a_.tokens[i].span.begin < end) ++i;
  return i;
}

}  // namespace isnad::attribution
