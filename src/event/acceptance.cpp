#include "event/acceptance.h"

#include <algorithm>
#include <cmath>

#include "event/roles.h"
#include "lexicon/inflect.h"

namespace isnad::event {
namespace {

using F = lexicon::AcceptanceFeature;
using lexicon::EventWord;
using lexicon::Slot;

constexpr std::size_t kManySentences = 12;
constexpr std::size_t kHistory = 500;  // events before one that it may repeat
constexpr std::string_view kEdge = "<edge>";

bool is_subset(const std::vector<Index>& x, const std::vector<Index>& y) {
  return std::all_of(x.begin(), x.end(), [&](Index i) { return std::find(y.begin(), y.end(), i) != y.end(); });
}

class Weigher {
 public:
  Weigher(const Reading& r, const lexicon::Events& events, Index k) : r_(r), events_(events), t_(r.triggers[k]) {}

  Features run() {
    f_.set(static_cast<std::size_t>(F::type) + static_cast<std::size_t>(t_.row->type));
    shape();
    arguments();
    history();
    place();
    governor();
    set(F::planned, t_.status == Status::planned);
    set(F::possible, t_.status == Status::possible);
    set(F::conditional, t_.status == Status::conditional);
    set(F::denied, t_.status == Status::denied);
    set(F::move, t_.row->move != Move::none);
    return f_;
  }

 private:
  void set(F feature, bool value) {
    if (value) f_.set(static_cast<std::size_t>(feature));
  }

  void shape() {
    const bool is_noun = t_.shape == Shape::noun;
    const bool is_definite = (t_.features & lexicon::kDefinite) != 0;
    set(F::verb, t_.shape == Shape::verb);
    set(F::participle, t_.shape == Shape::participle);
    set(F::noun_definite, is_noun && is_definite);
    set(F::noun_pronoun, is_noun && t_.enclitic_bytes > 0);
    set(F::noun_bare, is_noun && !is_definite && t_.enclitic_bytes == 0);
    set(F::masdar, (t_.features & lexicon::kFormMask) == lexicon::kMasdar);
    set(F::passive, t_.is_passive);
    set(F::weak, t_.has(lexicon::kWeakTrigger));
    set(F::weak_noun, is_noun && t_.has(lexicon::kMasdarWeak));
    set(F::strong, t_.has(lexicon::kStrongTrigger));
    set(F::reciprocal, t_.has(lexicon::kReciprocal));
    set(F::agreement_noun, t_.has(lexicon::kAgreementNoun));
    set(F::needs_class, t_.row->needs != 0);
    set(F::wants_preposition, t_.has(lexicon::kNeedsPreposition) && t_.content == kNone && t_.recipients.empty());
    set(F::past, t_.shape == Shape::verb && (t_.features & lexicon::kFormMask) == lexicon::kPast);
  }

  void arguments() {
    set(F::own_actor, t_.has_own_actor);
    set(F::borrowed, t_.is_borrowed);
    set(F::no_actor, t_.actors.empty());
    set(F::two_actors, t_.actors.size() >= 2);
    set(F::one_party, t_.has(lexicon::kReciprocal) && t_.actors.size() < 2);
    set(F::recipient, !t_.recipients.empty());
    set(F::third, !t_.third.empty());
    set(F::object, t_.content != kNone);
    set(F::weak_without_own, t_.has(lexicon::kWeakTrigger) && !t_.has_own_actor);
    set(F::borrowed_bare, t_.is_borrowed && t_.shape == Shape::noun && (t_.features & lexicon::kDefinite) == 0);
    set(F::own_definite, t_.has_own_actor && t_.shape == Shape::noun && (t_.features & lexicon::kDefinite) != 0);
  }

  // annotation.md, rulings: headline and body are separate; a plain repeat is annotated only where it adds something.
  void history() {
    const Analysis& a = *r_.a;
    const bool is_headline = r_.sentence(t_).is_headline;
    std::size_t same_type = 0;
    bool same_word = false;
    bool adds_nothing = false;
    bool same_status = false;
    bool same_sentence = false;
    bool adds_to_word = false;
    for (std::size_t i = a.events.size() > kHistory ? a.events.size() - kHistory : 0; i < a.events.size(); ++i) {
      const Event& e = a.events[i];
      const Index sentence = r_.sentence_of[e.token];
      if (e.type != t_.row->type || a.sentences[sentence].is_headline != is_headline) continue;
      ++same_type;
      same_sentence = same_sentence || sentence == t_.sentence;
      const bool is_word = e.trigger_lemma == events_.string(t_.row->lemma);
      const bool is_known = is_subset(t_.actors, e.actors) && is_subset(t_.recipients, e.recipients) && t_.third.empty();
      same_word = same_word || is_word;
      adds_to_word = adds_to_word || (is_word && !is_known);
      adds_nothing = adds_nothing || is_known;
      same_status = same_status || (is_known && e.status == t_.status);
    }
    const bool points_back = t_.shape == Shape::noun && ((t_.features & lexicon::kDefinite) != 0 || t_.enclitic_bytes > 0);
    set(F::first_of_type, same_type == 0);
    set(F::often, same_type >= 3);
    set(F::same_word, same_word);
    set(F::adds_to_word, adds_to_word);
    set(F::adds_nothing, adds_nothing);
    set(F::same_status, same_status);
    set(F::same_sentence, same_sentence);
    set(F::plain_repeat, adds_nothing && (same_word || points_back));
    set(F::repeat_verb, adds_nothing && t_.shape == Shape::verb);
    set(F::repeat_definite, adds_nothing && points_back);
    set(F::known_agreement, t_.has(lexicon::kAgreementNoun) && points_back && !t_.has_own_actor && t_.third.empty());
  }

  void place() {
    const Sentence& s = r_.sentence(t_);
    const bool is_body = t_.sentence > 0 && !s.is_headline;
    set(F::headline, s.is_headline);
    set(F::lead, is_body && r_.a->sentences[t_.sentence - 1].is_headline);
    set(F::late, t_.sentence > kManySentences);
    set(F::attributed, r_.statement_of[t_.tokens.begin] != kNone);
    set(F::relative, t_.is_relative);
    if (t_.shape != Shape::noun) return;
    set(F::after_lam, (t_.clitics & kLamClitic) != 0);
    set(F::after_ba, (t_.clitics & kBaClitic) != 0);
    set(F::coordinated, (t_.clitics & kWawClitic) != 0);
    Index i = t_.tokens.begin;
    while (i > s.tokens.begin && (r_.words[i - 1].marks & (kOpenQuote | kCloseQuote)) != 0) --i;
    if (i == s.tokens.begin) {
      set(F::sentence_start, true);
      return;
    }
    const Word& before = r_.words[i - 1];
    set(F::after_in, before.slot == Slot::fi);
    set(F::after_other, before.slot == Slot::other);
    set(F::after_to, before.slot == Slot::ila || before.slot == Slot::ala);
    set(F::after_from, before.slot == Slot::min || before.slot == Slot::an || before.slot == Slot::hawl);
    set(F::after_noun, before.slot == Slot::none && before.trigger == kNone && before.mention == kNone &&
                           (before.marks & ~std::uint32_t{kInside}) == 0 && r_.a->tokens[i - 1].pos == Pos::NOUN);
    set(F::purpose, before.marker != nullptr && before.marker->word == EventWord::purpose);
  }

  void governor() {
    if (t_.governor == kNone) return;
    const Trigger& g = r_.triggers[t_.governor];
    set(F::under_light, g.is(EventWord::light));
    set(F::under_aux, g.is(EventWord::aux));
    const bool is_event = g.is(EventWord::trigger) && g.is_event;
    set(F::under_event, is_event);
    set(F::under_same_type, is_event && g.row->type == t_.row->type);
    set(F::in_content, is_event && g.content != kNone && t_.tokens.begin >= g.content);
    set(F::under_noun, is_event && g.shape == Shape::noun);
    set(F::under_request, is_event && (g.row->type == EventType::REQUEST || g.row->type == EventType::REJECT));
  }

  const Reading& r_;
  const lexicon::Events& events_;
  const Trigger& t_;
  Features f_;
};

// First token of the name at `token`, else that token.
Index begin_at(const Reading& r, Index token) {
  const Index name = r.words[token].mention;
  return name != kNone ? std::min(r.names[name].tokens.begin, token) : token;
}

// A name is one word, whatever it is.
std::string_view word_at(const Reading& r, Index i) {
  const Token& t = r.a->tokens[i];
  if (r.words[i].mention != kNone || t.ner != NerTag::O) return "<name>";
  if (t.kind == TokenKind::number) return "<number>";
  return t.lemma.empty() ? r.a->text(t.span) : t.lemma;
}

}  // namespace

WordsAt words_at(const Reading& r, const lexicon::Events& events, Index k) {
  const Trigger& t = r.triggers[k];
  const TokenRange sentence = r.sentence(t).tokens;
  WordsAt words;
  words.add(events.string(t.row->lemma));
  Index before = t.tokens.begin;
  Index after = t.tokens.end;
  for (std::size_t n = 0; n < kNear; ++n) {
    words.add(before > sentence.begin ? word_at(r, before - 1) : kEdge);
    words.add(after < sentence.end ? word_at(r, after) : kEdge);
    if (before > sentence.begin) before = begin_at(r, before - 1);
    if (after < sentence.end) after = r.end_at(after);
  }
  return words;
}

Features features_of(const Reading& r, const lexicon::Events& events, Index k) { return Weigher(r, events, k).run(); }

float acceptance(const lexicon::Events& events, const Features& features, const WordsAt& words) {
  const auto weights = events.acceptance();
  float sum = weights[lexicon::kAcceptanceFeatures];  // the bias stands last
  for (std::size_t i = features._Find_first(); i < features.size(); i = features._Find_next(i)) sum += weights[i];
  for (const std::string_view word : words) sum += events.acceptance(word);
  return 1.0F / (1.0F + std::exp(-sum));
}

}  // namespace isnad::event
