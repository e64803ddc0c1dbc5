#include "event/filler.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::event {
namespace {
constexpr Index kAntecedentReach = 60;
constexpr Index kNearVerb = 6;
constexpr Index kPairReach = 60;  // tokens from "the two sides" to those that "and" joins
constexpr Index kMemory = 4000;   // ... from "the two presidents", "the two countries"
}  // namespace

Filler::Pronoun Filler::pronoun(Index token, std::uint8_t bytes) const {
  using namespace text::letter;
  const ByteSpan last = a_.tokens[token].span;
  const std::string_view s = slice(a_.document->text, {last.end - bytes, last.end});
  Pronoun p;
  const auto ends = [&](std::string_view x, std::string_view y) {
    return s.size() >= 4 && s.ends_with(y) && s.substr(0, s.size() - 2).ends_with(x);
  };
  if (ends(kHehUtf8, kAlefUtf8)) p.gender = 'f';
  else if (ends(kNoonUtf8, kAlefUtf8) || s.ends_with(kYehUtf8)) p.first = true;
  else if (s.ends_with(kHehUtf8)) p.gender = 'm';
  else p.plural = true;
  return p;
}

bool Filler::fits(const Pronoun& p, Index actor) const {
  const Actor& x = r_.actor(actor);
  if (x.type == ActorType::outlet) return false;
  if (p.plural) return x.type != ActorType::person && x.type != ActorType::state;
  if (x.gender == 0) return p.gender == 'f' ? x.type != ActorType::person : true;
  return x.gender == p.gender;
}

// "The government" is no "he".
bool Filler::is_feminine_noun(const Pronoun& p, Index name) const {
  if (p.gender != 'm' || r_.actor(r_.names[name].actor).type == ActorType::person) return false;
  return (*r_.types)[a_.tokens[r_.names[name].tokens.begin].type].ends_in_marbuta;
}

// Nearest actor before that agrees with the pronoun at `token` and is none of `others`: the subject of the verb close by,
// else the nearest name.
Index Filler::antecedent(Index token, std::uint8_t bytes, const std::vector<Index>& others) const {
  const Pronoun p = pronoun(token, bytes);
  if (p.first) return speaker_of(a_, r_.statement_of[token]);
  const auto is_good = [&](Index actor) { return fits(p, actor) && !contains(others, actor); };
  const Index stop = token > kAntecedentReach ? token - kAntecedentReach : 0;
  for (Index i = token, n = 0; i > stop; ++n) {
    --i;
    const Word& w = r_.words[i];
    if (w.mention != kNone && is_good(r_.actor_at(i)) && !is_feminine_noun(p, w.mention)) return r_.actor_at(i);
    if (w.trigger == kNone || n > kNearVerb || (w.marks & kVerb) == 0) continue;
    const Trigger& u = r_.triggers[w.trigger];
    if (!u.actors.empty() && is_good(u.actors.front())) return u.actors.front();
  }
  return kNone;
}

// "X voiced *his* reserve": the pronoun of the noun that opens what is said is the speaker's.
Index Filler::own_speaker(Index begins, Index token, std::uint8_t bytes) const {
  const Index attribution = r_.statement_of[token];
  const Index speaker = speaker_of(a_, attribution);
  if (speaker == kNone || !fits(pronoun(token, bytes), speaker)) return kNone;
  const ByteOffset begin = a_.attributions[attribution].content.front().begin;
  Index first = begins;
  while (first > 0 && a_.tokens[first - 1].span.begin >= begin && (r_.words[first - 1].marks & kOpenQuote) != 0) --first;
  return first > 0 && a_.tokens[first - 1].span.begin >= begin ? kNone : speaker;
}

// Whose the noun with a pronoun is: the speaker's where it opens what is said, else of the name it stands for.
Index Filler::owner_of(Index noun, std::uint8_t bytes) const {
  const Index speaker = own_speaker(noun, noun, bytes);
  return speaker != kNone ? speaker : antecedent(noun, bytes, {});
}

// "(if X does not) keep to *its conditions*": what one accepts or refuses is another's.
std::vector<Index> Filler::who_answers(const Trigger& t) const {
  const Index before = t.tokens.begin > 0 ? r_.words[t.tokens.begin - 1].trigger : kNone;
  if (before == kNone || t.row->type != EventType::REQUEST || r_.triggers[before].shape != Shape::verb) return {};
  const EventType answer = r_.triggers[before].row->type;
  return answer == EventType::AGREE || answer == EventType::REJECT ? r_.triggers[before].actors : std::vector<Index>{};
}

// The name whose phrase ends at most `reach` plain words before `token`.
Index Filler::name_before(Index token, Index reach) const {
  const Index begin = a_.sentences[r_.sentence_of[token]].tokens.begin;
  for (Index i = token, n = 0; i > begin && n < reach; ++n) {
    --i;
    if (r_.words[i].mention != kNone) return i;
    if ((r_.words[i].marks & (kHardStop | kVerb)) != 0) break;
  }
  return kNone;
}

// Duals up to the end of the clause of trigger `k`, before what it says of their parties is read.
void Filler::settle_duals(Index k) {
  const Trigger& t = r_.triggers[k];
  Index end = t.tokens.end;
  const Index limit = r_.sentence(t).tokens.end;
  while (end < limit && (r_.words[end].marks & (kAnyBoundary | kVerb)) == 0 && r_.words[end].trigger == kNone) ++end;
  for (; settled_ < end; ++settled_)
    if ((r_.words[settled_].marks & kBoth) != 0) settle_dual(settled_);
}

void Filler::settle_dual(Index token) {
  Word& w = r_.words[token];
  const auto both = static_cast<lexicon::Both>(w.marker->value);
  Index end = token + 1;
  while (end < r_.words.size() && (r_.words[end].marks & kInside) != 0) ++end;
  if (both == lexicon::Both::countries && is_plural(token)) {
    w.marks &= ~kBoth;
    return;
  }
  Pair pair;
  if (const Index second = end + 1; second < r_.words.size() && r_.words[end].state != kNone && r_.words[second].state != kNone) {
    if (both != lexicon::Both::persons) return;  // "the American and the Russian side": the states are named
    pair = {titled(token, r_.words[end].state), titled(token, r_.words[second].state)};
    end = second + 1;
  } else {
    pair = pair_meant(token, both);
  }
  if (!pair.is_whole()) return;
  r_.names.push_back({{token, end}, pair.first, pair.second});
  const auto name = static_cast<Index>(r_.names.size() - 1);
  for (Index i = token; i < end; ++i) {
    r_.words[i].mention = name;
    r_.words[i].marks = 0;
  }
}

// "The countries" is spelled like "the two countries" in the nominative, which follows a verb of
// his or begins a clause.
bool Filler::is_plural(Index token) const {
  const Index begin = a_.sentences[r_.sentence_of[token]].tokens.begin;
  if (r_.words[token].clitics != 0 && r_.words[token].clitics != kWawClitic) return true;
  if (token == begin) return false;
  const Word& before = r_.words[token - 1];
  if (const Index verb = before.trigger; verb != kNone && r_.triggers[verb].shape == Shape::verb)
    return (r_.triggers[verb].features & lexicon::kFeminine) != 0;
  constexpr std::uint32_t kBefore = kVerb | kSkip | kComma | kAnyBoundary | kOpenQuote | kCloseQuote;
  return (before.marks & kBefore) == 0 && a_.tokens[token - 1].pos != Pos::VERB;
}

// The parties of the talks or deal told last, else those that "and" joined last.
Filler::Pair Filler::pair_meant(Index token, lexicon::Both both) const {
  Pair pair;
  if (last_parties_.size() >= 2) pair = {as(both, last_parties_[0]), as(both, last_parties_[1])};
  if (!pair.is_whole()) pair = last_pair(token, both);
  if (!pair.is_whole() && both == lexicon::Both::persons && last_parties_.size() >= 2)
    pair = {titled(token, last_parties_[0]), titled(token, last_parties_[1])};
  if (!pair.is_whole() && both != lexicon::Both::sides) pair = last_two(token, both);
  if (!pair.is_whole() && both == lexicon::Both::persons) return pair_meant(token, lexicon::Both::states);  // their leaders
  return pair;
}

// The two persons or states named last before `token`.
Filler::Pair Filler::last_two(Index token, lexicon::Both both) const {
  Pair pair;
  const Index stop = token > kMemory ? token - kMemory : 0;
  for (Index i = token; i > stop && !pair.is_whole();) {
    const Index named = r_.actor_at(--i);
    const Index x = named != kNone ? as(both, named) : kNone;
    if (x == kNone) continue;
    (pair.second == kNone ? pair.second : pair.first) = x;
  }
  return pair;
}

// The two that "and" joined last before `token`, as what the dual means.
Filler::Pair Filler::last_pair(Index token, lexicon::Both both) const {
  const Index reach = both == lexicon::Both::sides ? kPairReach : kMemory;
  const Index stop = token > reach ? token - reach : 1;
  for (Index i = token; i > stop;) {
    --i;
    const Index name = r_.words[i].mention;
    if (name == kNone || r_.names[name].tokens.begin != i) continue;
    if ((r_.words[i].clitics & kWawClitic) == 0 && !starts_with_waw(i)) continue;
    const Index first = r_.words[i - 1].mention;
    if (first == kNone) continue;
    const Pair pair{as(both, r_.names[first].actor), as(both, r_.names[name].actor)};
    if (pair.is_whole()) return pair;
  }
  return {};
}

// The actor as one of two persons or states; kNone where it is none.
Index Filler::as(lexicon::Both both, Index actor) const {
  switch (both) {
    case lexicon::Both::persons: return r_.actor(actor).type == ActorType::person ? actor : kNone;
    case lexicon::Both::states:
    case lexicon::Both::countries: return state_of(actor);
    case lexicon::Both::bodies: {
      const ActorType type = r_.actor(actor).type;
      const bool is_body = type == ActorType::armed_group || type == ActorType::party || type == ActorType::organisation;
      return is_body ? actor : kNone;
    }
    case lexicon::Both::sides: break;
  }
  return actor;
}

// The state itself, or that of a person or organ; kNone where the document does not name it.
Index Filler::state_of(Index actor) const {
  const Actor& x = r_.actor(actor);
  if (x.type == ActorType::state) return actor;
  if (actor < r_.home.size() && r_.home[actor] != kNone && r_.actor(r_.home[actor]).type == ActorType::state)
    return r_.home[actor];
  if (x.country.empty()) return kNone;
  for (Index i = 0; i < a_.actors.size(); ++i)
    if (a_.actors[i].id == x.country) return i;
  return kNone;
}

// The person of that state whose title the dual is of, named last before it.
Index Filler::titled(Index dual, Index state) const {
  const std::string_view word = (*r_.types)[a_.tokens[dual].type].folded;
  Index found = kNone;
  for (const Reading::Title& t : r_.titles)
    if (t.state == state && t.token < dual && word.find(t.head) != std::string_view::npos) found = t.person;
  return found;
}

}  // namespace isnad::event
