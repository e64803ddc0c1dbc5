// Where and when a statement was made, between a cue and its content or behind it.
#include <algorithm>

#include "attribution/attributor.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::MarkerClass;

namespace {
constexpr std::string_view kFi = "\xD9\x81\xD9\x8A";  // "in"
}  // namespace

// Where it was said is no content: a platform, a channel, a statement behind the preposition at `k`.
bool Attributor::is_place_of_speech(Index k) const {
  if (v_[k].marker_end > k + 1) return true;  // "on the margin of"
  const Index next = k + 1;
  if (next >= sentence_.end) return false;
  if (v_.is(next, MarkerClass::platform) || is_vessel(next)) return true;
  return v_.starts_mention(next) ? v_.names_outlet(next) : v_.is_media_noun(next);
}

// A bare noun that can open what a verb takes as its object, behind words that close the phrase before it.
bool Attributor::opens_object(Index k, bool is_closed) const {
  const TokenView& t = v_[k];
  const Token& token = a_.tokens[k];
  const bool is_attitude =
      t.marker == MarkerClass::attitude || t.marker == MarkerClass::demand || t.marker == MarkerClass::absence;
  if (!v_.is_word(k) || (t.marker != MarkerClass::none && !is_attitude) || t.mention != kNone || t.noun != kNone ||
      t.title != kNone || t.is_time || token.pos == Pos::PROPN)
    return false;
  const bool is_deed = v_.is_comma(k - 1) && names_deed(k);  // "announced, on Saturday, *the reaching of*, *a stop of*"
  if ((token.proclitics & ~(is_deed ? unsigned{kArticle} : 0U)) != 0 ||
      (!is_deed && v_.is_finite_cue(k) && token.enclitic_bytes != 0))
    return false;
  const bool may_be_noun = token.pos == Pos::NOUN || may_be_masdar(k) || is_deed;
  if (!may_be_noun || v_.is_preposition(k - 1)) return false;
  if (!is_attitude && is_clause_on_noun(k)) return false;
  const bool is_strong = is_attitude || may_be_masdar(k) || token.enclitic_bytes != 0;
  const bool is_after_phrase = is_closed || v_.is_comma(k - 1) || v_[k - 1].is_time || v_[k - 1].mention != kNone ||
                               is_vessel(k - 1) || a_.tokens[k - 1].kind == TokenKind::close_quote;
  return is_after_phrase ||
         (is_strong && (v_.type(k - 1).has_article || v_.is(k - 1, MarkerClass::platform) ||
                        (a_.tokens[k - 1].enclitic_bytes != 0 && token.enclitic_bytes == 0) || a_.tokens[k - 1].pos == Pos::ADJ));
}

// "(said in) a special session *that the agency held* that": a clause on an indefinite noun, without "which".
bool Attributor::is_clause_on_noun(Index k) const {
  const std::uint32_t pronoun = a_.tokens[k].enclitic_bytes;
  const std::string_view folded = v_.type(k).folded;
  const bool may_be_verb =
      pronoun != 0 && !may_be_masdar(k) && folded.substr(0, folded.size() - pronoun).ends_with(text::letter::kTehUtf8);
  const bool is_on_noun =
      v_.is_word(k - 1) && !v_.type(k - 1).has_article && a_.tokens[k - 1].enclitic_bytes == 0 && v_[k - 1].mention == kNone;
  if (!may_be_verb || !is_on_noun || k + 1 >= sentence_.end) return false;
  if (!v_.type(k + 1).has_article && !v_.starts_mention(k + 1)) return false;
  for (Index i = k + 2; i < sentence_.end && !v_.is_comma(i); ++i) {
    if (v_.is(i, MarkerClass::complementiser)) return true;
  }
  return false;
}

// "in", alone or with a pronoun.
bool Attributor::is_in(Index i) const {
  return i < sentence_.end && v_.type(i).folded.starts_with(kFi) && (v_.is_preposition(i) || v_[i].is_pronoun_phrase);
}

// "in it", "(a picture) in which".
bool Attributor::is_in_it(Index i) const { return is_in(i) && v_[i].is_pronoun_phrase; }

// "affirmed *in a statement on Sunday* the need for", "announced, *in remarks to X*, the forming of": the noun behind where and
// when it was said; kNone where there is none.
Index Attributor::noun_past_setting(const Cue& cue, Index i) const {
  constexpr Index kLongestSetting = 18;
  const auto opens_content = [&](Index k) { return is_own_preposition(cue, k) && !is_place_of_speech(k); };
  const bool is_setting = i + 2 < sentence_.end && v_.is_preposition(i) && v_[i].nominal == kNone && !v_[i].is_from &&
                          (!v_.is(i, MarkerClass::inner_preposition) || is_in(i)) && !opens_content(i);
  if (!is_setting || cue.has_pronoun || (cue.row->frames & lexicon::kNounPhrase) == 0) return kNone;
  const Index limit = std::min(sentence_.end, i + kLongestSetting);
  for (Index k = i + 1; k < limit; ++k) {
    const TokenView& t = v_[k];
    if (t.marker == MarkerClass::complementiser || t.marker == MarkerClass::conjunction || t.marker == MarkerClass::contrast ||
        v_.is_mark(k, ':') || opens_content(k))
      return kNone;
    if (a_.tokens[k].kind == TokenKind::open_quote) {
      const Index q = t.quotation;
      const bool is_speech = q != kNone && a_.quotations[q].tokens.end - a_.quotations[q].tokens.begin >= 3 &&
                             !is_name_quotation(cue, k, limit) && !v_.is_preposition(k - 1);
      if (is_speech) return k;
      if (q != kNone) k = std::max(k, a_.quotations[q].tokens.end);
      continue;
    }
    if (t.marker == MarkerClass::relative) {  // "the conference *which he held*"
      ++k;
      continue;
    }
    if (opens_object(k, false)) return k;
    if (v_.is_verb(k) && a_.tokens[k].enclitic_bytes == 0) return kNone;
  }
  return kNone;
}

// "*In X*, the analyst Y wrote that": the paper that the sentence opens with stands between the article and Y.
void Attributor::note_paper() {
  constexpr Index kReach = 10;
  if (!v_.is_preposition(sentence_.begin) || !v_.type(sentence_.begin).folded.ends_with(kFi)) return;  // also "and in"
  Index i = sentence_.begin + 1;
  while (i < sentence_.end && a_.tokens[i].kind == TokenKind::open_quote) ++i;
  if (i >= sentence_.end || !(v_.starts_mention(i) ? v_.names_outlet(i) : v_[i].is_outlet_head)) return;
  const SourcePhrase paper = parse_source(v_, i, std::min(sentence_.end, i + kReach));
  Index end = paper.tokens.end;
  while (end < sentence_.end && a_.tokens[end].kind == TokenKind::close_quote) ++end;
  if (!paper.is_found() || paper.kind != SourceKind::outlet || end + 1 >= sentence_.end || !v_.is_comma(end)) return;
  if (v_.is_finite_cue(end + 1)) add_once_conduit(sources_.resolve(paper));
}

// The comma that closes an aside and before which the clause of the cue follows at once, commas inside it passed over.
Index Attributor::closed_aside_end(const Cue& cue, Index i, Index limit) const {
  for (Index k = i; k + 1 < limit; ++k) {
    if (v_.is(k, MarkerClass::complementiser) || v_.is_mark(k, ':') || a_.tokens[k].kind == TokenKind::open_quote) return kNone;
    if (v_.is_comma(k) && opens_clause(cue, k + 1)) return k;
  }
  return kNone;
}

// "in an interview, *broadcast on Monday*: …": the mark or clause that the aside ends before; kNone where it is another's.
Index Attributor::broadcast_end(Index verb, Index limit) const {
  constexpr Index kLongest = 6;
  if ((v_.cue_row(v_[verb].cue).frames & lexicon::kTransmit) == 0 || v_.phrase(v_[verb].cue).proclitics != 0) return kNone;
  for (Index k = verb + 1; k < limit && k <= verb + kLongest; ++k) {
    if (v_.is_mark(k, ':') || v_.is_comma(k) || v_.is(k, MarkerClass::complementiser)) return k;
    const bool is_when =
        v_[k].is_time || v_.is_preposition(k) || v_.is(k, MarkerClass::adverb) || a_.tokens[k].kind == TokenKind::number;
    if (!is_when) return kNone;
  }
  return kNone;
}

void Attributor::note_vessels() {
  vessels_ = {};
  for (Index i = sentence_.begin; i < sentence_.end; ++i) {
    if ((v_[i].noun == kNone && v_[i].own_noun == kNone) || !is_vessel(i)) continue;
    if (vessels_.is_empty()) vessels_.begin = i;
    vessels_.end = i + 1;
  }
}

// "(said that …), *in remarks carried by X*": the comma before where it was said, which closes the sentence; kNone without.
Index Attributor::closing_setting(const Cue& cue, const Content& content) const {
  constexpr Index kLongest = 18;
  if (vessels_.end <= content.token) return kNone;
  const Index q = v_[cue.token].quotation;
  const Index first = std::max(content.token + 1, sentence_.end > kLongest ? sentence_.end - kLongest : 0);
  bool holds_saying = false;  // then what follows without a comma may be its setting
  for (Index i = content.token; i < sentence_.end; ++i) {
    holds_saying = holds_saying || (v_.is_finite_cue(i) && v_[i].mention == kNone);
    if (i < first || !v_.is_preposition(i) || v_[i].quotation != q) continue;
    const bool is_apart = v_.is_comma(i - 1);
    const Index noun = std::max(v_[i].marker_end, i + 1);
    if ((holds_saying && !is_apart) || noun >= sentence_.end || !is_vessel(noun) || v_.type(noun).has_article || is_meeting(noun))
      continue;
    if (is_apart || is_addressed_to_outlet(noun)) {
      if (ends_plainly(noun + 1)) return is_apart ? i - 1 : i;
    }
  }
  return kNone;
}

// No clause of its own between `i` and the end of the sentence but for relative ones with a pronoun ("that X carried").
bool Attributor::ends_plainly(Index i) const {
  for (; i < sentence_.end; ++i) {
    const bool opens = v_.is(i, MarkerClass::complementiser) || v_.is(i, MarkerClass::contrast) || v_.is_mark(i, ':') ||
                       (v_.is_verb(i) && a_.tokens[i].enclitic_bytes == 0);
    if (opens) return false;
  }
  return true;
}

// "(in an interview) with X", "(in remarks) to X": the outlet stands right behind the noun and its adjectives.
bool Attributor::is_addressed_to_outlet(Index noun) const {
  constexpr Index kMaxAdjectives = 2;
  Index i = noun + 1;
  while (i < sentence_.end && i <= noun + kMaxAdjectives && a_.tokens[i].pos == Pos::ADJ && v_[i].noun == kNone) ++i;
  if (i >= sentence_.end) return false;
  if (v_.is_preposition(i) || v_.is_lone_lam(i)) ++i;
  else if ((v_.proclitics(i) & kLamClitic) == 0) return false;
  while (i < sentence_.end && a_.tokens[i].kind == TokenKind::open_quote) ++i;
  if (i >= sentence_.end) return false;
  return v_.starts_mention(i) ? v_.names_outlet(i) : v_.is_media_noun(i);
}

// "After the accord, *in an interview with X*, Y said": where the setting right before the verb begins; kNone without one.
Index Attributor::setting_before(Index verb) const {
  constexpr Index kReach = 20;
  if (vessels_.is_empty() || vessels_.begin >= verb) return kNone;
  const Index first = verb > sentence_.begin + kReach ? verb - kReach : sentence_.begin;
  for (Index i = verb; i-- > first;) {
    if (v_.is_preposition(i)) {
      const Index noun = std::max(v_[i].marker_end, i + 1);  // "in an interview", "in answer to a question"
      if (noun < verb && is_vessel(noun)) return i;
    }
    if (v_.is_verb(i) && a_.tokens[i].enclitic_bytes == 0) break;
  }
  const Index opening = sentence_.begin;
  if (opening >= verb || !v_.is_preposition(opening)) return kNone;
  const Index noun = std::max(v_[opening].marker_end, opening + 1);
  return noun < verb && is_vessel(noun) ? opening : kNone;
}

bool Attributor::is_meeting(Index noun) const {
  return v_[noun].noun != kNone && v_.cues().noun(v_.phrase(v_[noun].noun).entry).noun_class == lexicon::NounClass::speech;
}

}  // namespace isnad::attribution
