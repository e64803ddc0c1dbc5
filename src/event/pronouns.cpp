#include "event/filler.h"
#include "lexicon/inflect.h"
#include "text/letters.h"

namespace isnad::event {
namespace {
constexpr Index kAntecedentReach = 60;
constexpr Index kNearVerb = 6;
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
  if (p.first) return speaker_of(a_, attribution_at(a_, token));
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
  const Index attribution = attribution_at(a_, token);
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

}  // namespace isnad::event
