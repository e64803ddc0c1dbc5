// Through whom a statement comes: outlets that carried it, and deeper sources that it quotes.
#include <algorithm>

#include "attribution/attributor.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::attribution {

using lexicon::CueKind;
using lexicon::MarkerClass;

namespace {

void add_once(std::vector<Index>& list, Index value) {
  if (value != kNone && std::find(list.begin(), list.end(), value) == list.end()) list.push_back(value);
}

}  // namespace

bool Attributor::is_own_outlet(Index actor) const {
  constexpr std::string_view kService = "-arabic";  // the service of a house counts as the house
  const std::string_view own = a_.document->outlet_id;
  const std::string_view id = a_.actors[actor].id;
  const auto is_service_of = [&](std::string_view service, std::string_view house) {
    return service.size() == house.size() + kService.size() && service.starts_with(house) && service.ends_with(kService);
  };
  return !own.empty() && (id == own || is_service_of(id, own) || is_service_of(own, id));
}

// "remarks that *state television* broadcast": the verb with its pronoun stands before the outlet.
bool Attributor::is_carried_by(Index outlet) const {
  if (outlet == 0 || v_[outlet - 1].cue == kNone) return false;
  const PhraseMatch& m = v_.phrase(v_[outlet - 1].cue);
  return m.enclitic_bytes != 0 && (v_.cue_row(v_[outlet - 1].cue).frames & lexicon::kTransmit) != 0;
}

// "The inspection *of the sites*", "the session of the forum": "to" behind a plain noun says whose it is.
bool Attributor::is_owner_of_noun(Index i) const {
  Index noun = i;
  do {
    if (noun == sentence_.begin || !v_.is_word(noun - 1)) return false;
    --noun;
  } while (a_.tokens[noun].pos == Pos::ADJ && v_[noun].mention == kNone && v_[noun].noun == kNone && v_[noun].cue == kNone);
  const TokenView& t = v_[noun];
  return a_.tokens[noun].pos == Pos::NOUN && t.mention == kNone && t.noun == kNone && t.own_noun == kNone && t.title == kNone &&
         t.cue == kNone && t.nominal == kNone && t.marker == MarkerClass::none && a_.tokens[noun].enclitic_bytes == 0;
}

// "on the site of X", "over a channel of X", "to the agency": an outlet though no lexicon knows it. `is_transmitted`: behind
// "according to".
SourcePhrase Attributor::outlet_by_noun(Index i, Index limit, bool is_transmitted) {
  if (!v_.is_media_noun(i) || v_.starts_mention(i) || v_.is(i, MarkerClass::audience)) return {};
  const Index head = i > 1 && v_.is(i - 1, MarkerClass::one) ? i - 1 : i;  // "with *one of* the channels"
  const bool is_told = (v_.proclitics(head) & kLamClitic) != 0 && !is_owner_of_noun(head);
  const bool is_led = v_.is_preposition(head - 1) || is_told || is_carried_by(i);
  if (!is_transmitted && !is_led) return {};
  const SourcePhrase phrase = parse_source(v_, i, limit, {.object = true});
  // annotation.md, rulings: Facebook, Twitter and the like are no conduits.
  for (Index k = i; k < phrase.tokens.end; ++k) {
    if (v_.is(k, MarkerClass::platform)) return {};
  }
  if (phrase.actor != kNone) return is_own_outlet(phrase.actor) ? SourcePhrase{} : phrase;
  const bool is_site_of_events = v_.is(i - 1, MarkerClass::inner_preposition);  // "from the site of the attack"
  const bool is_back = is_transmitted || (phrase.is_definite && sources_.outlet_meant(phrase) != kNone);
  const bool is_named = (!is_site_of_events && phrase.tokens.end > phrase.tokens.begin + 1) || is_carried_by(i);
  return is_back || is_named ? phrase : SourcePhrase{};
}

// "the official agency *SANA* said", "X *and Y* reported": an outlet's own name behind its description, or a second outlet.
bool Attributor::is_joined_outlet(Index i, const SourcePhrase& subject) const {
  if (subject.kind != SourceKind::outlet || !subject.is_found() || i < subject.tokens.end) return false;
  if ((v_.proclitics(i) & ~(kWawClitic | kArticle)) != 0) return false;
  for (Index k = subject.tokens.end; k < i; ++k) {
    const bool is_mark = a_.tokens[k].kind == TokenKind::open_quote || a_.tokens[k].kind == TokenKind::close_quote;
    const bool is_and = v_.is_word(k) && v_.type(k).folded == text::letter::kWawUtf8;
    if (!is_mark && !is_and) return false;
  }
  return true;
}

// Outlets in `range` to which, or through which, the statement was made. Gives the end of the last one.
Index Attributor::collect_conduits(TokenRange range, const SourcePhrase& subject, std::vector<Index>& conduits) {
  Index last = range.begin;
  const bool is_relay = range.begin > 0 && range.begin < a_.tokens.size() && v_[range.begin - 1].cue != kNone &&
                        (v_.cue_row(v_[range.begin - 1].cue).frames & lexicon::kTransmit) != 0;
  bool is_transmitted = false;
  for (Index i = range.begin; i < range.end && i < a_.tokens.size(); ++i) {
    if (subject.tokens.contains(i)) continue;
    const Index limit = subject.is_found() && subject.tokens.begin > i ? std::min(range.end, subject.tokens.begin) : range.end;
    if (v_[i].is_from && !v_[i].is_pronoun_phrase && is_relay) break;
    if (v_[i].nominal != kNone) {
      const CueKind kind = v_.cue_row(v_[i].nominal).kind;
      if (kind == CueKind::transmit) break;  // the deeper source is read by add()
      is_transmitted = true;
    }
    if (const SourcePhrase phrase = i > range.begin || (i > 0 && (v_.proclitics(i) & kLamClitic) != 0)
                                        ? outlet_by_noun(i, limit, is_transmitted)
                                        : SourcePhrase{};
        phrase.is_found()) {
      last = phrase.tokens.end;
      const bool is_of_outlet = phrase.actor == kNone && last < range.end && (v_.proclitics(last) & kLamClitic) != 0 &&
                                (v_.starts_mention(last) ? v_.names_outlet(last) : v_.is_media_noun(last));
      if (!is_of_outlet) add_once(conduits, sources_.resolve(phrase));  // "to the site *of the paper X*": that is the paper
      if (v_.is_mark(last, '(')) {                                      // its short name
        while (last < range.end && !v_.is_mark(last, ')')) ++last;
      }
      i = std::max(last, i + 1) - 1;
      continue;
    }
    // "said to "X"": a name in quotation marks that no lexicon knows.
    if (v_.is_lone_lam(i) && i > range.begin && i + 1 < range.end) {
      if (const TokenRange name = bracketed_name(i + 1, range.end); !name.is_empty() && v_[name.begin].noun == kNone) {
        add_once(conduits, sources_.resolve(outlet_named(name, i + 1)));
        i = last = name.end;
        continue;
      }
    }
    if (v_.starts_mention(i) && is_joined_outlet(i, subject)) {
      i = a_.mentions[v_[i].mention].tokens.end - 1;
      continue;
    }
    if (v_.starts_mention(i)) {
      const Mention& m = a_.mentions[v_[i].mention];
      const bool is_outlet = v_.names_outlet(i);
      const bool is_of_title = i > range.begin && v_[i - 1].title != kNone && v_.proclitics(i) == 0 &&
                               v_.type(i).has_article;  // "minister of information"
      bool is_platform = false;
      for (Index k = i; k < m.tokens.end; ++k) is_platform = is_platform || v_.is(k, MarkerClass::platform);
      if ((is_outlet || is_transmitted) && !is_of_title && !is_own_outlet(m.actor) && !is_platform) {
        const SourcePhrase phrase = parse_source(v_, i, limit, {.object = true});
        if (phrase.is_found()) add_once(conduits, sources_.resolve(phrase));
        is_transmitted = false;
        last = std::max(phrase.tokens.end, m.tokens.end);
      }
      i = std::max(m.tokens.end, last) - 1;
    }
  }
  return last;
}

Index Attributor::outer_attribution(ByteSpan cue) const {
  constexpr std::size_t kReach = 400;  // statements before a cue that may hold it
  Index found = kNone;
  const std::size_t n = a_.attributions.size();
  for (auto x = static_cast<Index>(n > kReach ? n - kReach : 0); x < n; ++x) {
    for (const ByteSpan& c : a_.attributions[x].content) {
      if (!c.contains(cue) || a_.attributions[x].cue == cue) continue;
      if (found == kNone || c.size() < a_.attributions[found].content.front().size()) found = x;
    }
  }
  return found;
}

// "from X" behind a verb of passing on, or the preposition that the verb takes for it ("ascribed to X").
bool Attributor::is_from(const Cue& cue, Index i) const {
  const lexicon::CueRow& row = cue.verb != nullptr ? *cue.verb : *cue.row;
  if ((row.frames & lexicon::kTransmit) == 0 || i >= sentence_.end) return false;
  return (v_[i].is_from && !v_[i].is_pronoun_phrase) || is_own_preposition(cue, i);
}

// "(The paper) quoted X": an outlet that spoke goes on, rather than "it was reported of X".
bool Attributor::goes_on_relaying(const Cue& cue) const {
  if ((cue.features & lexicon::kFeminine) != 0) return true;
  const Index last = a_.attributions.size() > first_of_sentence_ ? a_.attributions.back().chain.back() : sources_.last();
  return last != kNone && a_.sources[last].kind == SourceKind::outlet && sources_.agrees(last, cue.features);
}

// The sources that "quoting X", "from X" name inside the zone of a cue, the nearest first: "quoting X, from Y".
std::vector<SourcePhrase> Attributor::quoted_sources(const Cue& cue, TokenRange range) const {
  std::vector<SourcePhrase> found;
  for (Index i = range.begin; i < range.end; ++i) {
    const bool is_quoting = v_[i].nominal != kNone && v_.cue_row(v_[i].nominal).kind == CueKind::transmit;
    const bool is_second = !found.empty() && i == found.back().tokens.end && found.back().kind == SourceKind::outlet &&
                           v_[i].is_from && !v_[i].is_pronoun_phrase;
    if (!is_quoting && !is_second && (!found.empty() || !is_from(cue, i))) continue;
    const Index begin = is_quoting ? v_.phrase(v_[i].nominal).tokens.end : (v_.is_preposition(i) ? i + 1 : i);
    const SourcePhrase phrase = parse_source(v_, begin, range.end, {.generic = true});
    if (!phrase.is_found()) continue;
    found.push_back(phrase);
    i = phrase.tokens.end - 1;
  }
  return found;
}

// "the agency mentioned *from an official* that": verbs of stating take the deeper source where an outlet is the subject.
SourcePhrase Attributor::quoted_by_outlet(const Cue& cue, const SourcePhrase& outlet, Index limit) const {
  const std::uint16_t frames = cue.row->frames;
  if (outlet.kind != SourceKind::outlet || outlet.tokens.begin < cue.end || cue.row->act != Act::state ||
      (frames & lexicon::kThat) == 0 || (frames & lexicon::kTransmit) != 0)
    return {};
  Index i = outlet.tokens.end;
  while (i < limit && (a_.tokens[i].kind == TokenKind::close_quote || v_.is_comma(i))) ++i;
  if (i >= limit || !v_[i].is_from || v_[i].is_pronoun_phrase) return {};
  const SourcePhrase quoted = parse_source(v_, i + 1, limit);
  const bool speaks = quoted.kind == SourceKind::person || quoted.kind == SourceKind::official ||
                      (quoted.noun != kNone && quoted.kind == SourceKind::anonymous);
  return quoted.is_found() && speaks ? quoted : SourcePhrase{};
}

// "quoted him as saying": the voice that the pronoun means; kNone where there is none.
Index Attributor::quoted_before(const Cue& cue, Index source, TokenRange range) const {
  if ((cue.row->frames & lexicon::kTransmit) == 0) return kNone;
  for (Index i = range.begin; i < range.end; ++i) {
    if (!v_[i].is_pronoun_phrase || !v_[i].is_from) continue;
    const std::string_view folded = v_.type(i).folded;
    constexpr std::string_view kHa = "\xD9\x87\xD8\xA7";
    const unsigned gender = folded.ends_with(kHa) ? lexicon::kFeminine : lexicon::kMasculine;
    return sources_.latest_voice(static_cast<std::uint16_t>(gender | lexicon::kSingular), source);
  }
  return kNone;
}

// A person, office or state in whose words another spoke is no conduit of what that other says later by himself.
bool Attributor::is_voice_of_own(Index source) const {
  const SourceKind kind = a_.sources[source].kind;
  const Index actor = a_.sources[source].actor;
  const bool is_state = kind == SourceKind::organisation && actor != kNone && a_.actors[actor].type == ActorType::state;
  return kind == SourceKind::person || kind == SourceKind::official || is_state;
}

// The end of what belongs to the source of a nominal cue: whom it quotes, where and to whom it was said ("according to what X
// told Y", "according to X quoting Z"). The outlets among them become `conduits`.
Index Attributor::tail_end(const Cue& cue, const SourcePhrase& source, std::vector<Index>& conduits) {
  constexpr Index kMaxTail = 12;
  const Index begin = source.tokens.end;
  Index limit = begin;
  while (limit < sentence_.end && limit < begin + kMaxTail && !v_.is_comma(limit) && !v_.is(limit, MarkerClass::complementiser) &&
         !v_.is(limit, MarkerClass::conjunction) && !v_.is(limit, MarkerClass::contrast))
    ++limit;
  if (limit == begin) return begin;
  Index end = begin;
  const bool hangs_on = v_.is_preposition(begin) || v_.is_lone_lam(begin) || (v_.proclitics(begin) & kLamClitic) != 0 ||
                        (v_[begin].cue != kNone && v_.phrase(v_[begin].cue).enclitic_bytes != 0) || v_[begin].nominal != kNone ||
                        (a_.tokens[begin].pos == Pos::VERB && begin + 1 < limit && v_[begin + 1].is_pronoun_phrase) ||
                        (cue.verb != nullptr && (v_.starts_mention(begin) || v_[begin].is_outlet_head));
  if (hangs_on) end = collect_conduits({begin, limit}, source, conduits);
  for (const SourcePhrase& deeper : quoted_sources(cue, {begin, limit})) end = std::max(end, deeper.tokens.end);
  return end;
}

// "in a statement *issued by X*": X is who goes on in the words of the statement.
void Attributor::note_issuer(TokenRange setting) {
  if (!is_vessel(setting.begin)) return;
  for (Index i = setting.begin + 1; i + 1 < setting.end; ++i) {
    if (!v_[i].is_from) continue;
    const SourcePhrase issuer = parse_source(v_, i + 1, setting.end);
    if (issuer.is_found() && issuer.kind != SourceKind::outlet) sources_.issued(sources_.resolve(issuer));
    return;
  }
}

// "The remarks *of X* came in an interview with Y": Y stands between the article and X, in what X says next.
bool Attributor::read_setting_of(TokenRange range) {
  const SourcePhrase speaker = range.is_empty() ? SourcePhrase{} : parse_source(v_, range.begin, range.end);
  const bool speaks = speaker.is_found() && (speaker.kind == SourceKind::person || speaker.kind == SourceKind::official);
  Index vessel = speaker.tokens.end;
  while (speaks && vessel < range.end && (v_.is(vessel, MarkerClass::inner_preposition) || v_[vessel].is_time)) ++vessel;
  if (!speaks || vessel == speaker.tokens.end || vessel >= range.end || !is_vessel(vessel)) return false;
  std::vector<Index> conduits;
  pending_ = std::max(pending_, collect_conduits({vessel, range.end}, speaker, conduits));
  if (!conduits.empty()) sources_.spoke(sources_.resolve(speaker), conduits);
  return true;
}

// "This came in an interview with X": X stands between the article and the speaker of the statements right before.
bool Attributor::read_setting(const Cue& cue) {
  constexpr Index kReach = 14;
  if (cue.end >= sentence_.end) return false;
  Index limit = cue.end;
  while (limit < sentence_.end && limit < cue.end + kReach && !v_.is_comma(limit)) ++limit;
  const bool is_carried = v_[cue.end].nominal != kNone && v_.cue_row(v_[cue.end].nominal).is_weak == 0;
  if (is_carried) {  // "this came according to what X carried, where Y said"
    std::vector<Index> carriers;
    pending_ = std::max(pending_, collect_conduits({cue.end, limit}, {}, carriers));
    for (const Index c : carriers) add_once_conduit(c);
  }
  if (read_setting_of({cue.end, limit})) return true;
  note_issuer({cue.end, limit});
  if (a_.attributions.empty() || !(is_carried || is_vessel(cue.end))) return is_carried;
  const Index root = a_.attributions.back().chain.back();
  const Index paragraph = paragraph_of(cue.span.begin);
  if (paragraph_of(a_.attributions.back().cue.begin) + 1 < paragraph) return false;
  std::vector<Index> conduits;
  pending_ = std::max(pending_, collect_conduits({cue.end, limit}, {}, conduits));
  for (Index x = static_cast<Index>(a_.attributions.size()); x-- > 0 && !conduits.empty();) {
    std::vector<Index>& chain = a_.attributions[x].chain;
    if (chain.size() != 1 || chain.back() != root || paragraph_of(a_.attributions[x].cue.begin) + 1 < paragraph) break;
    chain.insert(chain.begin(), conduits.begin(), conduits.end());
  }
  if (!conduits.empty()) sources_.spoke(root, conduits);
  return true;
}

// "State television broadcast a speech of X": no statement by itself; what X says of it comes through the outlet.
bool Attributor::read_broadcast(const Cue& cue, const SourcePhrase& subject, const Content& content) {
  const bool is_relay = (cue.row->frames & lexicon::kTransmit) != 0 && !content.is_clause && !content.is_quotation &&
                        !content.is_colon && subject.is_found() && subject.kind == SourceKind::outlet;
  if (!is_relay || !is_vessel(content.token) || v_[content.token].noun == kNone) return false;
  Index i = v_.phrase(v_[content.token].noun).tokens.end;
  while (i < sentence_.end && a_.tokens[i].pos == Pos::ADJ && !v_.starts_mention(i)) ++i;
  if (i < sentence_.end && v_.is_lone_lam(i)) ++i;
  else if (i < sentence_.end && v_.is(i, MarkerClass::ascribed)) i = v_[i].marker_end;
  const SourcePhrase speaker = i < sentence_.end ? parse_source(v_, i, sentence_.end) : SourcePhrase{};
  const bool speaks = speaker.is_found() && (speaker.kind == SourceKind::person || speaker.kind == SourceKind::official);
  const bool is_own = subject.actor != kNone && is_own_outlet(subject.actor);
  if (speaks && !is_own) sources_.set_conduits(sources_.resolve(speaker), {sources_.resolve(subject)});
  return speaks;
}

void Attributor::add_once_conduit(Index source) {
  if (std::find(sentence_conduits_.begin(), sentence_conduits_.end(), source) == sentence_conduits_.end())
    sentence_conduits_.push_back(source);
}

// Conduits that the sentence does not name were carried on from before: they give way to one that is named.
void Attributor::drop_carried(std::vector<Index>& chain) const {
  const ByteSpan here{a_.tokens[sentence_.begin].span.begin, a_.tokens[sentence_.end - 1].span.end};
  const auto is_carried = [&](Index c) {
    const std::vector<ByteSpan>& mentions = a_.sources[c].mentions;
    return c != chain.back() && a_.sources[c].kind == SourceKind::outlet &&
           std::none_of(mentions.begin(), mentions.end(), [&](const ByteSpan& m) { return here.contains(m); });
  };
  chain.erase(std::remove_if(chain.begin(), chain.end() - 1, is_carried), chain.end() - 1);
}

// "…, according to what X carried": X stands between the article and the speaker, here and before in the paragraph.
void Attributor::add_conduit_behind(Index given, Index source) {
  const Index root = a_.attributions[given].chain.back();
  if (root == source) {
    a_.attributions[given].stance = Stance::distancing;
    return;
  }
  if (a_.sources[source].actor != kNone && is_own_outlet(a_.sources[source].actor)) return;
  if (a_.sources[root].kind == SourceKind::outlet && a_.sources[source].kind != SourceKind::outlet) {
    a_.attributions[given].chain.push_back(source);  // "Reuters learned that …, according to officials"
    return;
  }
  drop_carried(a_.attributions[given].chain);
  const Index paragraph = paragraph_of(a_.attributions[given].cue.begin);
  for (Index k = given + 1; k-- > 0;) {
    Attribution& x = a_.attributions[k];
    if (paragraph_of(x.cue.begin) != paragraph) break;
    if (x.chain.back() != root || std::find(x.chain.begin(), x.chain.end(), source) != x.chain.end()) continue;
    if (k != given && x.chain.size() > 1) continue;
    x.chain.insert(x.chain.begin(), source);
  }
  const auto& chain = a_.attributions[given].chain;
  sources_.spoke(root, std::vector<Index>(chain.begin(), chain.end() - 1));
}

}  // namespace isnad::attribution
