#include "attribution/attributor.h"

#include <algorithm>

#include "lexicon/inflect.h"

namespace isnad::attribution {

using lexicon::MarkerClass;

namespace {

bool is_participle(std::uint16_t features) { return (features & lexicon::kFormMask) == lexicon::kParticiple; }
bool is_masdar(std::uint16_t features) { return (features & lexicon::kFormMask) == lexicon::kMasdar; }

void add_once(std::vector<Index>& list, Index value) {
  if (value != kNone && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

// "For more: …", "Read also/ …": a line that is the headline of another article.
bool Attributor::points_elsewhere(const Sentence& s) const {
  const Index first = s.tokens.begin;
  if (!v_.is(first, MarkerClass::related)) return false;
  const Index mark = v_[first].marker_end;
  return mark < s.tokens.end && (v_.is_mark(mark, ':') || v_.is_mark(mark, '/'));
}

void Attributor::run() {
  Index elsewhere = kNone;  // paragraph
  for (const Sentence& s : a_.sentences) {
    if (points_elsewhere(s)) elsewhere = s.paragraph;
    const std::vector<Index> voices = s.paragraph == elsewhere ? sources_.voices() : std::vector<Index>{};
    sentence_ = s.tokens;
    is_headline_ = s.is_headline;
    first_of_sentence_ = static_cast<Index>(a_.attributions.size());
    sentence_conduits_.clear();
    pending_ = std::max(pending_, s.tokens.begin);
    note_vessels();
    note_paper();
    carry_on(s);
    read_headline_colon(s);
    read_headline_quotation(s);
    read_sentence(s);
    if (s.paragraph == elsewhere) sources_.go_back_to(voices);
  }
  read_headline_topic();
}

void Attributor::read_sentence(const Sentence& s) {
  for (Index i = s.tokens.begin; i < s.tokens.end; ++i) {
    if (i < pending_) continue;
    if (v_[i].nominal != kNone && read_nominal(v_[i].nominal)) continue;
    if (v_[i].noun_cue != kNone && read_noun_cue(v_[i].noun_cue)) continue;
    if (v_[i].cue == kNone) continue;
    const Cue cue = cue_at(i, v_[i].cue);
    if (!may_be_cue(cue)) continue;
    is_masdar(cue.features) ? read_masdar(cue) : read_verb(cue);
  }
}

Attributor::Cue Attributor::cue_at(Index token, Index phrase) const {
  const PhraseMatch& m = a_.phrases[phrase];
  Cue cue;
  cue.token = token;
  cue.end = m.tokens.end;
  cue.span = m.span;
  if (m.enclitic_bytes != 0) cue.span.end = a_.tokens[m.tokens.end - 1].span.end;  // annotation.md 3: pronoun endings stay
  cue.phrase = phrase;
  cue.row = &v_.cues().cue(m.entry);
  cue.features = m.features;
  cue.has_pronoun = m.enclitic_bytes != 0;
  return cue;
}

bool Attributor::names_speaker(Index i) const {
  while (i < sentence_.end && v_.is_quantifier(i)) ++i;
  return i < sentence_.end && (v_.starts_mention(i) || v_[i].noun != kNone || v_[i].title != kNone);
}

// "and held *X* responsible for": who stands alone between the verb and the responsibility bears it.
bool Attributor::is_held_responsible(const Cue& cue, const SourcePhrase& phrase) const {
  if ((cue.row->frames & lexicon::kResponsibility) == 0 || a_.phrases[cue.phrase].proclitics == 0 || phrase.second_actor != kNone)
    return false;
  const Content burden = find_responsibility(cue, phrase.tokens.end);
  Index i = phrase.tokens.end;
  while (i < burden.token && a_.tokens[i].kind == TokenKind::close_quote) ++i;
  const bool is_given_on = burden.token != kNone && burden.token + 1 < sentence_.end &&
                           (a_.tokens[burden.token + 1].proclitics & kLamClitic) != 0;  // "… the responsibility to Y"
  return burden.token != kNone && i == burden.token && !is_given_on;
}

bool Attributor::read_verb(const Cue& cue) {
  Content content = find_content(cue);
  SourcePhrase subject = is_participle(cue.features) ? SourcePhrase{} : subject_before(cue);
  const bool after_relative = cue.token > sentence_.begin && v_.is(cue.token - 1, MarkerClass::relative);
  const bool has_antecedent = !cue.has_pronoun && (cue.row->frames & lexicon::kDouble) != 0 && after_relative &&
                              !content.is_clause &&
                              may_be_antecedent(cue, cue.token - 1);  // "Turkey, which (f.) regards (f.) X as"
  if (after_relative && v_.starts_mention(cue.end) && v_.proclitics(cue.end) == 0 && !has_antecedent)
    subject = {};  // "what Turkey says"
  // "a visit of X, (which) the agency said was short": what fills the place between verb and clause is the subject.
  if (subject.is_found() && !is_participle(cue.features) && content.is_clause && content.token > cue.end &&
      (cue.row->frames & (lexicon::kObject | lexicon::kDouble)) == 0) {
    const SourcePhrase after = subject_after(cue, content);
    if (after.is_found() && !after.is_generic && skip_adjuncts(after.tokens.end, sentence_.end) == content.token) subject = after;
  }
  if (is_issued(subject)) {
    if (const SourcePhrase issuer = sentence_subject(subject.tokens.begin); issuer.is_found()) subject = issuer;
  }
  const bool is_before = subject.is_found() && subject.tokens.begin < cue.token;
  const bool is_relayed = after_relative && cue.has_pronoun && (cue.row->frames & lexicon::kTransmit) != 0;
  if (is_relayed && skip_adjuncts(subject.tokens.end, sentence_.end) != content.token)
    return false;  // "the statement which the media carried holds no sign that"
  if (is_noun_of_subject(cue, subject)) return false;
  const bool is_carried = (cue.row->frames & lexicon::kTransmit) != 0;
  if (is_before && cue.has_pronoun && (is_vessel(subject.tokens.begin) || (is_carried && is_report_noun(subject.tokens.begin))))
    return false;  // "remarks which X carried", "a report that X published"
  // A verb before its subject stands in the singular: what follows a plural or dual is no subject.
  const bool takes_subject =
      (cue.features & lexicon::kNumberMask) != lexicon::kPlural && (cue.features & lexicon::kNumberMask) != lexicon::kDual;
  if (!subject.is_found() && !is_participle(cue.features) && takes_subject) subject = subject_after(cue, content);
  if (subject.is_found() && subject.tokens.begin >= cue.end && is_held_responsible(cue, subject)) subject = {};
  const bool is_passive_relay = !subject.is_found() && is_from(cue, cue.end) && !goes_on_relaying(cue);
  if (is_passive_relay) {
    if (const auto quoted = quoted_sources(cue, {cue.end, std::min(content.zone_end, sentence_.end)}); !quoted.empty())
      subject = quoted.front();
  }
  Index vessel = kNone;
  if (cue.end < sentence_.end && v_[cue.end].is_pronoun_phrase) {
    const SourcePhrase author = author_of_vessel(cue, vessel);
    const SourcePhrase main = vessel != kNone ? sentence_subject(vessel) : SourcePhrase{};
    if (!subject.is_found() && (!main.is_found() || main.kind == SourceKind::outlet)) subject = author;
  }
  const bool has_strong_content = (content.is_clause && content.token <= cue.end + 3) || content.is_colon ||
                                  (content.is_quotation && content.token == cue.end);
  if (!subject.is_found() && has_strong_content && !after_relative && !is_participle(cue.features)) subject = topic_before(cue);
  const Index after_subject = subject.is_found() && subject.tokens.begin >= cue.end ? subject.tokens.end : cue.end;
  const Content noun_content = find_noun_content(cue, after_subject, is_before || has_pronoun_subject(cue));
  // "pointed *to the need* for X, and his saying that": what the verb's own preposition opens right behind it.
  const bool is_right_behind = noun_content.token != kNone && noun_content.zone_end + 1 == noun_content.token &&
                               skip_adjuncts(after_subject, sentence_.end) == noun_content.zone_end;
  const bool noun_is_nearer = ((cue.row->frames & lexicon::kNounPhrase) != 0 || (is_right_behind && content.is_clause)) &&
                              noun_content.token != kNone && content.token != kNone &&
                              content.token > noun_content.token + (noun_content.is_past_setting ? 0U : 2U) &&
                              !v_.is_comma(content.token - 1) && (cue.row->frames & lexicon::kTransmit) == 0 &&
                              (noun_content.is_past_setting || !v_.is_comma(noun_content.token - 1)) &&
                              (a_.tokens[noun_content.token].proclitics & kWawClitic) == 0 &&
                              v_[noun_content.token].title == kNone && v_[noun_content.token].noun == kNone &&
                              (v_.type(noun_content.token).has_article || a_.tokens[noun_content.token].pos == Pos::NOUN);
  // "stressed the need for «dialogue»": the quoted part stands inside the noun phrase.
  const bool is_inside_noun = content.is_quotation && !content.is_colon && noun_content.token != kNone &&
                              noun_content.token < content.token &&
                              (is_governed(cue, noun_content.token) ||
                               ((cue.row->frames & lexicon::kAttitude) != 0 && may_be_masdar(noun_content.token) &&
                                a_.tokens[noun_content.token].enclitic_bytes != 0));
  // "announced *the launching* of "wide" strikes": a quoted term inside the noun phrase right behind the subject.
  const bool is_term_inside =
      content.is_quotation && !content.is_colon && (subject.is_found() || has_pronoun_subject(cue)) &&
      noun_content.token != kNone && (cue.row->frames & lexicon::kNounPhrase) != 0 && !noun_content.is_past_setting &&
      noun_content.token == skip_adjuncts(after_subject, sentence_.end) && noun_content.token + 1 < content.token &&
      is_term(content.token) && v_[noun_content.token].title == kNone && v_[noun_content.token].noun == kNone &&
      v_[noun_content.token].nominal == kNone && a_.tokens[noun_content.token].pos != Pos::PROPN &&
      !v_.is_comma(content.token - 1);
  // "voiced his hope that": the attitude opens the content, not the clause that hangs on it.
  const bool is_attitude = content.is_clause && noun_content.token != kNone && noun_content.token < content.token &&
                           noun_content.zone_end != noun_content.token && is_governed(cue, noun_content.token) &&
                           (v_.is(noun_content.token, MarkerClass::attitude) ||
                            ((cue.row->frames & lexicon::kAttitude) != 0 && a_.tokens[noun_content.token].enclitic_bytes != 0));
  if (content.token == kNone || noun_is_nearer || is_inside_noun || is_term_inside || is_attitude) content = noun_content;
  if (const Index noun = demanded_noun(cue, after_subject, content); noun != kNone) content.token = content.zone_end = noun;
  // "stressed *the need* that": the need is demanded, not only told of.
  const bool is_need = content.is_clause && content.token != kNone && content.token > after_subject &&
                       v_.is(content.token - 1, MarkerClass::demand) && a_.tokens[content.token - 1].pos != Pos::VERB;
  if (is_need) content.zone_end = --content.token;
  if (content.token == kNone) content = find_denied(cue, subject);
  if (content.token == kNone && !is_before) content = find_preceding(cue, subject);
  if (content.token == kNone || !is_plausible(cue, subject, content)) {
    note_topic(cue, subject);
    return false;
  }
  if (read_broadcast(cue, subject, content)) return false;
  const Index closing = closing_setting(cue, content);
  const bool is_speaker = is_first_person(cue);
  if (is_speaker && (v_[cue.token].quotation == kNone || cue.row->act == Act::opine || cue.row->act == Act::predict))
    return false;

  if (!subject.is_found() && (has_unknown_subject(cue) || is_said_by_unknown(cue, content))) return false;
  TokenRange topic;
  const Index source = subject.is_found() ? sources_.resolve(subject) : carried_speaker(cue, topic);
  if (source == kNone || (!subject.is_found() && is_of_himself(cue, source))) return false;
  const bool is_of_two = (cue.features & lexicon::kNumberMask) == lexicon::kDual && !is_participle(cue.features);
  if (is_of_two && !subject.is_found() && content.is_past_setting && !sources_.agrees(source, cue.features)) return false;
  if (subject.is_found() && !is_participle(cue.features)) sources_.learn_gender(source, cue.features);

  std::vector<Index> conduits;
  collect_conduits({cue.end, content.zone_end}, subject, conduits);
  if (subject.is_found() && subject.tokens.begin < cue.token)
    collect_conduits({std::min(first_free(), subject.tokens.begin), subject.tokens.begin}, subject, conduits);
  if (vessel != kNone && subject.is_found()) {
    collect_conduits({sentence_.begin, vessel}, subject, conduits);
    const SourcePhrase carrier = sentence_subject(vessel);  // "state television broadcast a speech in which X said"
    const bool is_own = carrier.actor != kNone && is_own_outlet(carrier.actor);
    if (carrier.is_found() && carrier.kind == SourceKind::outlet && carrier.tokens.begin != subject.tokens.begin && !is_own)
      add_once(conduits, sources_.resolve(carrier));
  }
  for (const Index c : sentence_conduits_) add_once(conduits, c);
  if (is_participle(cue.features) && a_.attributions.size() == first_of_sentence_) {
    for (Index i = sentence_.begin + 1; i < cue.token; ++i) {  // "spoke to X, saying"
      const bool is_addressed =
          is_told_outlet(i) || ((v_.proclitics(i) & kLamClitic) != 0 && (v_.starts_mention(i) || v_[i].is_outlet_head));
      if (is_addressed) collect_conduits({i, cue.token}, subject, conduits);
      if (is_addressed) break;
    }
  }
  if (const Index setting = is_before || a_.attributions.size() != first_of_sentence_ ? kNone : setting_before(cue.token);
      setting != kNone) {
    collect_conduits({setting, cue.token}, subject, conduits);  // "in remarks carried by X, Y said"
  }
  // "X, who spoke to Y, said": what stands between the topic and its verb.
  if (subject.is_found() && subject.tokens.end < cue.token) topic = subject.tokens;
  if (!topic.is_empty() && topic.end < cue.token) collect_conduits({topic.end, cue.token}, subject, conduits);
  if (content.zone_end > cue.end) pending_ = std::max(pending_, content.zone_end);
  if (closing != kNone) {
    const std::size_t before = conduits.size();
    collect_conduits({closing, sentence_.end}, {}, conduits);
    if (conduits.size() > before) content.end = std::min(closing, content_end(content.token, cue));
  }
  add(cue, subject, source, content, std::move(conduits));
  return true;
}

// "demands *giving up* its arms "wholly"", "called *for sparing* …": the quoted part stands inside what is demanded.
Index Attributor::demanded_noun(const Cue& cue, Index after_subject, const Content& content) const {
  if (cue.row->act != Act::demand || content.token == kNone || !content.is_quotation || content.is_colon) return kNone;
  const Index i = skip_adjuncts(after_subject, content.token);
  if (i + 1 >= content.token || v_[i].nominal != kNone || v_[i].is_pronoun_phrase) return kNone;
  const Index noun = v_.is_preposition(i) && a_.tokens[i].has_role(Role::goal) ? i + 1 : i;
  const bool is_direct = (cue.row->frames & lexicon::kObject) == 0 &&
                         (v_.is(noun, MarkerClass::absence) || may_be_masdar(noun));  // "proposed *not granting* …"
  const bool is_led = noun > i || (a_.tokens[i].proclitics & kBaClitic) != 0 || (is_direct && i == after_subject);
  const bool is_noun = v_.is_word(noun) && a_.tokens[noun].pos == Pos::NOUN && v_[noun].mention == kNone &&
                       (!is_vessel(noun) || may_be_masdar(noun));
  return is_led && is_noun && noun < content.token ? noun : kNone;
}

// annotation.md, both layers: "welcomed the agreement" spells nothing out: it is the event alone.
bool Attributor::is_bare_object(const Cue& cue, const Content& content) const {
  if ((cue.row->frames & lexicon::kPrepositional) == 0 || (cue.row->frames & lexicon::kDouble) != 0 ||
      v_.is(content.token, MarkerClass::attitude))
    return false;
  constexpr Index kSpelledOut = 3;  // words
  const Index end = content_end(content.token, cue);
  Index words = 0;
  for (Index i = content.token; i < end; ++i) {
    if (a_.tokens[i].kind == TokenKind::open_quote) return false;
    words += v_.is_word(i) ? 1 : 0;
  }
  return words < kSpelledOut;
}

// Content without a complementiser is a weak sign: then the form must open its clause, and the speaker must be one.
bool Attributor::is_plausible(const Cue& cue, const SourcePhrase& subject, const Content& content) const {
  const bool after_relative = cue.token > sentence_.begin && v_.is(cue.token - 1, MarkerClass::relative);
  const bool is_verb = !is_participle(cue.features);
  const bool is_of_other = after_relative && !may_be_antecedent(cue, cue.token - 1) && content.is_clause;
  if (is_verb && after_relative && !subject.is_found() && !cue.has_pronoun && !is_of_other) return false;
  if ((cue.row->frames & lexicon::kDocument) != 0 && !is_document(subject) && !learns(cue, subject)) return false;
  if (content.is_clause || content.is_colon) return true;
  if (content.end != kNone) return true;
  if (cue.row->act == Act::opine && !content.is_quotation && is_bare_object(cue, content)) return false;
  const bool is_relay = (cue.row->frames & lexicon::kTransmit) != 0;
  const bool is_publishing = is_relay && !subject.is_found() && cue.token > sentence_.begin &&
                             a_.phrases[cue.phrase].proclitics == 0 && a_.tokens[cue.token - 1].pos == Pos::NOUN &&
                             !v_[cue.token - 1].is_time;  // "the near publishing of"
  if (is_publishing) return false;
  if (is_relay && !content.is_quotation && !content.is_reported &&
      (subject.kind != SourceKind::outlet || holds_speech(content.token)))
    return false;
  if (!is_verb || subject.is_found()) return true;
  const bool is_about_this = a_.tokens[content.token].has_role(Role::demonstrative);  // "and regarded this as X"
  if ((cue.row->frames & lexicon::kDouble) != 0 && !cue.has_pronoun && !content.is_quotation && !is_about_this) return false;
  const std::uint8_t clitics = a_.phrases[cue.phrase].proclitics;
  if (cue.end < sentence_.end && v_[cue.end].is_pronoun_phrase) return true;  // "a statement in which they affirmed"
  if (cue.has_pronoun || cue.token == sentence_.begin || (clitics & (kWawClitic | kFaClitic)) != 0) return true;
  if (has_pronoun_subject(cue)) return true;
  const MarkerClass previous = v_[cue.token - 1].marker;
  return v_.is_comma(cue.token - 1) || previous == MarkerClass::conjunction || previous == MarkerClass::contrast ||
         previous == MarkerClass::adverb || previous == MarkerClass::particle || previous == MarkerClass::relative ||
         previous == MarkerClass::what || a_.tokens[cue.token - 1].kind == TokenKind::open_quote;
}

// "Reuters learned that": of an outlet, named or speaking on.
bool Attributor::learns(const Cue& cue, const SourcePhrase& subject) const {
  if ((cue.row->frames & lexicon::kTransmit) == 0 || is_first_person(cue)) return false;
  const bool is_own = subject.actor != kNone && is_own_outlet(subject.actor);  // the writer's own voice
  if (subject.is_found()) return subject.kind == SourceKind::outlet && !is_own;
  const Index last = a_.attributions.size() > first_of_sentence_ ? a_.attributions.back().chain.back() : sources_.last();
  return last != kNone && a_.sources[last].kind == SourceKind::outlet;
}

// A noun for what is written or spoken: a statement, a recording, an interview.
bool Attributor::is_vessel(Index i) const {
  const Index noun = v_[i].noun != kNone ? v_[i].noun : v_[i].own_noun;
  if (noun == kNone || v_[i].mention != kNone) return false;
  const lexicon::NounClass c = v_.cues().noun(v_.phrase(noun).entry).noun_class;
  return c == lexicon::NounClass::statement || c == lexicon::NounClass::interview || c == lexicon::NounClass::speech;
}

// A noun for what is written of others: a report, a document.
bool Attributor::is_report_noun(Index i) const {
  return v_[i].noun != kNone && v_[i].mention == kNone &&
         v_.cues().noun(v_.phrase(v_[i].noun).entry).noun_class == lexicon::NounClass::document;
}

// "a recording in which he said": what is said there is the statement, not that it was broadcast.
bool Attributor::holds_speech(Index vessel) const {
  if (!is_vessel(vessel) && !is_report_noun(vessel)) return false;
  for (Index i = vessel + 1; i + 1 < sentence_.end; ++i) {
    if (v_.is_finite_cue(i) && v_[i + 1].is_pronoun_phrase) return true;
  }
  return false;
}

// "in a later statement": said elsewhere than what the speaker said before.
bool Attributor::names_occasion(TokenRange range) const {
  for (Index i = range.begin; i + 1 < range.end; ++i) {
    if (v_.is_preposition(i) && is_vessel(i + 1) && v_[i + 1].noun != kNone && !v_.type(i + 1).has_article) return true;
  }
  return false;
}

// "announced *last month* that": a week, a month or a year says that it was another time than what the speaker said before.
bool Attributor::names_period(TokenRange range) const {
  constexpr std::size_t kDay = 10;  // "2018-05-08"
  const auto first = std::lower_bound(a_.times.begin(), a_.times.end(), range.begin,
                                      [](const TimeExpression& t, Index token) { return t.tokens.begin < token; });
  const auto last =
      std::partition_point(first, a_.times.end(), [&](const TimeExpression& t) { return t.tokens.begin < range.end; });
  return std::any_of(first, last, [&](const TimeExpression& t) {
    return t.tokens.end <= range.end && t.type == TimeType::date && !t.value.empty() && t.value.size() < kDay;
  });
}

// What can show or say something by itself: a study, a report, figures, a statement.
bool Attributor::is_document(const SourcePhrase& subject) const {
  if (subject.noun == kNone) return false;
  const lexicon::NounClass c = v_.cues().noun(subject.noun).noun_class;
  return c == lexicon::NounClass::document || c == lexicon::NounClass::rumour || c == lexicon::NounClass::statement;
}

// "…, which X denied", "…, and that is what X confirmed": what is denied or confirmed stands before, as a statement or not.
Attributor::Content Attributor::find_denied(const Cue& cue, const SourcePhrase& subject) const {
  if (!subject.is_found() || cue.token < sentence_.begin + 3 || cue.end >= sentence_.end) return {};
  const Index joint = cue.token - 1;
  const bool is_resumed = cue.has_pronoun || v_[cue.end].is_pronoun_phrase;  // "what X confirmed (*on it*)"
  if (!is_resumed) return {};
  const bool is_what = v_.is(joint, MarkerClass::what);
  const bool is_that = is_what && a_.tokens[joint - 1].has_role(Role::personal);
  const bool is_denied = cue.row->act == Act::deny && (v_.is(joint, MarkerClass::relative) || is_what);
  const bool is_told =
      cue.row->act == Act::confirm || cue.row->act == Act::state || cue.row->act == Act::announce || cue.row->act == Act::reveal;
  if (!is_denied && !(is_told && is_that && (cue.row->frames & lexicon::kThat) != 0)) return {};
  if (!is_what) return {sentence_.begin, cue.end, false, false, false};
  Content content{sentence_.begin, cue.end, false, false, false, is_that ? joint - 1 : joint};
  if (const Index given = attribution_before(content.end); given != kNone) {
    const ByteOffset begin = a_.attributions[given].content.front().begin;
    while (content.token + 1 < content.end && a_.tokens[content.token].span.end <= begin) ++content.token;
  }
  return content;
}

void Attributor::add(const Cue& cue, const SourcePhrase& subject, Index source, const Content& content,
                     std::vector<Index> conduits) {
  if (!subject.outlet.is_empty()) {
    const SourcePhrase outlet = parse_source(v_, subject.outlet.begin, subject.outlet.end);
    if (outlet.is_found() && (outlet.actor == kNone || !is_own_outlet(outlet.actor)))
      add_once(conduits, sources_.resolve(outlet));
  }
  Attribution x;
  x.cue = cue.span;
  x.cue_lemma = v_.cues().string(cue.row->lemma);
  x.rule = v_.cues().string(cue.row->rule);
  x.stance = cue.row->stance;
  x.content = {content_span(cue, content)};
  if (x.content.front().is_empty() || !holds_word(x.content.front(), content.token)) return;
  x.act = act_of(cue, x.content.front());
  if (cue.token > sentence_.begin && (v_[cue.token - 1].marker == MarkerClass::what || is_whom(cue)))
    x.stance = Stance::distancing;
  x.quote = quote_kind(x.content.front());

  const TokenRange zone{cue.end, std::clamp(content.zone_end, cue.end, std::max(cue.end, sentence_.end))};
  const Index outer = outer_attribution(cue.span);
  if (outer != kNone) {
    x.chain = a_.attributions[outer].chain;
    if (x.quote != QuoteKind::direct && v_[cue.token].quotation != kNone) x.quote = QuoteKind::direct;
  } else if (conduits.empty() && source < a_.sources.size()) {
    // Carried on while the same voice speaks; a body that is named anew speaks for itself.
    const bool is_statement = subject.noun != kNone && subject.is_definite &&
                              v_.cues().noun(subject.noun).noun_class == lexicon::NounClass::statement;  // "the statement"
    const bool is_some_paper = subject.noun != kNone && !subject.is_definite && subject.actor == kNone &&
                               a_.sources[source].kind == SourceKind::document;  // "reports": not those of before
    const bool is_new_statement =
        is_some_paper || (subject.is_found() && !is_statement && a_.sources[source].kind == SourceKind::organisation &&
                          (cue.row->frames & lexicon::kContinues) == 0);
    const bool goes_on = (cue.row->frames & lexicon::kContinues) != 0 || is_participle(cue.features);
    if (!is_new_statement && (goes_on || !(names_occasion(zone) || names_period(zone)))) conduits = sources_.conduits(source);
    const bool names_itself = subject.is_found() && (cue.row->frames & lexicon::kContinues) == 0;
    const bool is_person = subject.kind == SourceKind::person;  // speaks no longer through the paper of a body
    if (names_itself)
      conduits.erase(
          std::remove_if(conduits.begin(), conduits.end(),
                         [&](Index c) { return is_voice_of_own(c) || (is_person && a_.sources[c].kind != SourceKind::outlet); }),
          conduits.end());
    // "X had said": the writer goes back to what was said elsewhere.
    const bool was = a_.tokens[sentence_.begin].pos == Pos::AUX && !v_.is_negation(sentence_.begin);
    const bool is_background = was && cue.phrase != kNone && a_.phrases[cue.phrase].proclitics == 0 &&
                               !is_participle(cue.features) && (cue.features & lexicon::kFormMask) == lexicon::kPast &&
                               a_.attributions.size() == first_of_sentence_;
    if (is_background) conduits.clear();
  }
  for (const Index c : conduits) {
    if (c != source) add_once(x.chain, c);
  }
  add_once(x.chain, source);
  if (x.chain.back() != source) {
    // The speaker already stands in the chain: a statement inside his own words.
    x.chain.erase(std::remove(x.chain.begin(), x.chain.end(), source), x.chain.end());
    x.chain.push_back(source);
  }
  Index root = source;
  std::vector<SourcePhrase> quoted = quoted_sources(cue, zone);
  if (const SourcePhrase deeper = quoted_by_outlet(cue, subject, zone.end); quoted.empty() && deeper.is_found())
    quoted.push_back(deeper);
  for (const SourcePhrase& deeper : quoted) {
    if (subject.is_found() && deeper.tokens.begin == subject.tokens.begin) continue;
    root = sources_.resolve(deeper);
    std::vector<Index> told;  // "quoted X as telling Y that"
    if ((cue.row->frames & lexicon::kTransmit) != 0) collect_conduits({deeper.tokens.end, zone.end}, deeper, told);
    for (const Index c : told) {
      if (c != root) add_once(x.chain, c);
    }
    add_once(x.chain, root);
  }
  if (root == source) {
    if (const Index meant = quoted_before(cue, source, zone); meant != kNone) {
      root = meant;
      add_once(x.chain, root);
    }
  }
  std::vector<Index> through(x.chain.begin(), x.chain.end() - 1);
  if (outer != kNone || source == topic_of_clause_) {  // the outer voice goes on
    topic_of_clause_ = kNone;
    sources_.set_conduits(root, through);
  } else {
    if (root != source) sources_.spoke(source, {});
    sources_.spoke(root, through);
  }
  a_.attributions.push_back(std::move(x));
}

}  // namespace isnad::attribution
