#include "event/objects.h"

#include <algorithm>

#include "lexicon/inflect.h"
#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::event {
namespace {

using lexicon::Part;
using lexicon::Slot;

constexpr Index kLength = 40;        // tokens of an object at most
constexpr Index kReach = 18;         // tokens between the word and its object
constexpr Index kRelativeReach = 6;  // tokens between the relative pronoun and its verb
constexpr Index kHeadLength = 6;

constexpr std::uint32_t kQuotes = kOpenQuote | kCloseQuote;

class ObjectFinder {
 public:
  ObjectFinder(const Reading& r, const Sentence& sentence) : r_(r), a_(*r.a), sentence_(sentence) {}

  [[nodiscard]] ByteSpan of(const Trigger& t) const {
    if (t.content != kNone) return span_from(begin_of(t));
    if (const Index i = bare(t); i != kNone) return span_from(i);
    if (const TokenRange head = head_of_clause(t); !head.is_empty()) return span_of(head);
    if (const Index i = further(t); i != kNone) return span_from(i);
    return {};
  }

  // Where the content begins: with the noun whose adjective was found ("the *binding* resolution"), at the clause behind the place of
  // an addressee ("the envoy to Yemen that he"), at the "from" that one is talked out of.
  [[nodiscard]] Index begin_of(const Trigger& t) const {
    Index i = t.content;
    if (i >= sentence_.tokens.end) return i;
    if (r_.is_name(i)) {
      const Index next = r_.end_at(i);
      return next < sentence_.tokens.end && is_complementizer(next) && !is_coordinated(next) ? next : i;
    }
    if (t.row->type == EventType::REQUEST && i > t.tokens.end && r_.words[i - 1].slot == Slot::an) return i - 1;
    if (t.shape != Shape::noun || a_.tokens[i].pos != Pos::ADJ) return i;
    while (i > t.tokens.end && is_nominal(i - 1)) --i;
    return i == t.tokens.end ? i : t.content;
  }

  [[nodiscard]] ByteSpan of_modal(Index modal) const {
    for (Index i = modal + 1; i < end_of_reach(modal + 1); ++i) {
      if (is_complementizer(i)) return span_from(i);
      if (ends_search(i) || is(i, kVerb)) break;
      if (i == modal + 1 && is_plain_noun(i) && a_.tokens[modal].pos == Pos::NOUN) return span_from(i);  // "the need to stop"
    }
    return {};
  }

 private:
  [[nodiscard]] bool is(Index i, std::uint32_t marks) const { return (r_.words[i].marks & marks) != 0; }
  [[nodiscard]] bool has_article(Index i) const { return (a_.tokens[i].proclitics & kArticle) != 0; }
  [[nodiscard]] bool is_complementizer(Index i) const { return is(i, kComplementizer) && !r_.is_name(i); }
  [[nodiscard]] Index end_of_reach(Index from) const { return std::min<Index>(sentence_.tokens.end, from + kReach); }

  // A noun that names nobody and is no preposition.
  [[nodiscard]] bool is_plain_noun(Index i) const {
    const Word& w = r_.words[i];
    return w.mention == kNone && w.state == kNone && w.slot == Slot::none && (w.marks & ~kInside) == 0 &&
           a_.tokens[i].pos == Pos::NOUN && !a_.tokens[i].has_role(Role::demonstrative);
  }

  // A word of a noun phrase; the noun of an event may look like a verb ("waqf").
  [[nodiscard]] bool is_nominal(Index i) const {
    const Word& w = r_.words[i];
    if (w.slot != Slot::none) return false;
    if (w.trigger != kNone) return r_.triggers[w.trigger].shape != Shape::verb;
    const Pos pos = a_.tokens[i].pos;
    return (w.marks & kVerb) == 0 && (pos == Pos::NOUN || pos == Pos::ADJ || pos == Pos::NUM);
  }

  static bool is_content(Part part) { return part == Part::content || part == Part::content_owner; }

  // "The latter demands *the joining*", "the delegation offered *a truce*": the noun behind a verb whose subject stands before it.
  [[nodiscard]] Index bare(const Trigger& t) const {
    if (t.shape != Shape::verb || t.enclitic_bytes > 0 || t.is_passive || !is_content(t.part(Slot::o))) return kNone;
    const Index next = t.tokens.end;
    if (next >= sentence_.tokens.end || t.tokens.begin == sentence_.tokens.begin) return kNone;
    const Word& before = r_.words[t.tokens.begin - 1];
    const Token& last = a_.tokens[t.tokens.begin - 1];
    const bool is_behind_subject =
        before.mention != kNone || ((before.marks & ~kInside) == 0 && before.slot == Slot::none && before.trigger == kNone &&
                                    (last.pos == Pos::NOUN || last.pos == Pos::ADJ) && (last.proclitics & kArticle) != 0);
    return is_behind_subject && is_plain_noun(next) && (a_.tokens[next].proclitics & ~kArticle) == 0 ? next : kNone;
  }

  // "*The terms* that X proposed(-them)", "*a truce* which he asked for(-it)", "*a plan* he will present(-it)".
  [[nodiscard]] TokenRange head_of_clause(const Trigger& t) const {
    if (t.shape != Shape::verb || !takes_up(t)) return {};
    Index at = t.tokens.begin;
    for (Index n = 0; at > sentence_.tokens.begin && n < kRelativeReach; ++n) {
      --at;
      if (is(at, kHardStop | kComma | kColon | kComplementizer | kCondition)) return {};
      if (is(at, kRelative)) return takes_head(at) ? noun_phrase_before(at) : TokenRange();
      if (n == 0 && !is(at, kSkip) && is_indefinite(at) && (t.clitics & kWawClitic) == 0) return noun_phrase_before(at + 1);
    }
    return {};
  }

  // "The one who", not "what" or "as".
  [[nodiscard]] bool takes_head(Index relative) const {
    const Token& token = a_.tokens[relative];
    const std::string_view word = a_.text(token.span).substr(token.proclitic_bytes);
    return !word.empty() && text::decode(word, 0).code == text::letter::kAlef;
  }

  [[nodiscard]] bool is_indefinite(Index i) const {
    const Token& token = a_.tokens[i];
    return r_.words[i].mention == kNone && r_.words[i].slot == Slot::none && !is(i, kVerb | kAnyBoundary) &&
           (token.pos == Pos::NOUN || token.pos == Pos::ADJ) && !has_article(i) && token.enclitic_bytes == 0;
  }

  // Whether a pronoun stands for what it is about: its own, or that of the preposition behind it.
  [[nodiscard]] bool takes_up(const Trigger& t) const {
    if (t.enclitic_bytes > 0) return is_content(t.part(Slot::o));
    const Index next = t.tokens.end;
    if (next >= sentence_.tokens.end) return false;
    return !r_.is_name(next) && a_.tokens[next].enclitic_bytes > 0 && is_content(t.part(slot_before_pronoun(next)));
  }

  // "bi" and "li" with a pronoun are words of their own.
  [[nodiscard]] Slot slot_before_pronoun(Index i) const {
    if (a_.tokens[i].pos != Pos::ADP) return Slot::none;
    const char32_t first = text::decode(a_.text(a_.tokens[i].span), 0).code;
    return first == text::letter::kBeh ? Slot::bi : first == text::letter::kLam ? Slot::li : r_.words[i].slot;
  }

  // The noun phrase that ends before `end`: adjectives and the last noun, and what stands before it in the construct state.
  [[nodiscard]] TokenRange noun_phrase_before(Index end) const {
    Index begin = end;
    bool has_head = false;  // a noun without article: what stands before it with one is another phrase
    while (begin > sentence_.tokens.begin && end - begin < kHeadLength) {
      const Index i = begin - 1;
      const Token& token = a_.tokens[i];
      const bool is_name = r_.is_name(i);
      if (is(i, kAnyBoundary | kComma | kQuotes) || (!is_name && !is_nominal(i))) break;
      if (has_head && (has_article(i) || is_name || token.enclitic_bytes > 0)) break;
      begin = i;
      has_head |= !is_name && token.pos != Pos::ADJ && !has_article(i);
      if ((token.proclitics & ~kArticle) != 0) break;
    }
    // A name alone is no matter of talks.
    const bool names_only = begin < end && r_.is_name(begin) && r_.end_at(begin) >= end;
    return names_only ? TokenRange() : TokenRange{begin, end};
  }

  // What stands further behind, past subject, addressee and, for a verb, other complements and asides.
  [[nodiscard]] Index further(const Trigger& t) const {
    const bool is_noun = t.shape == Shape::noun;
    bool is_past_comma = false;  // an odd number of them: what stands there is an aside or another clause
    for (Index i = t.tokens.end; i < end_of_reach(t.tokens.end); ++i) {
      const Word& w = r_.words[i];
      if (is_complementizer(i)) return takes_clause(t) && !is_coordinated(i) ? i : kNone;
      if (is(i, kRelative) && takes_head(i) && provides(t, i + 1)) return i + 2;  // "the proposal which provides for"
      if (ends_search(i) || (is_noun && is(i, kComma))) return kNone;
      if (is(i, kVerb)) return provides(t, i) ? i + 1 : kNone;
      is_past_comma ^= is(i, kComma) && !r_.is_name(i);
      if (is_past_comma || r_.is_name(i) || is(i, kSkip | kComma | kQuotes | kInside)) continue;
      if (w.slot != Slot::none && a_.tokens[i].enclitic_bytes == 0) {
        if (is_content(t.part(w.slot)) && can_begin(i + 1)) return i + 1;
        if (is_noun && t.part(w.slot) == Part::none) return kNone;
        continue;
      }
      const Slot joined = joined_slot(i);
      if (joined != Slot::none && is_content(t.part(joined)) && is_plain_noun(i)) return i;
      if (is_content(t.part(Slot::o)) && is_direct_object(t, i)) return i;
    }
    return kNone;
  }

  [[nodiscard]] bool is_coordinated(Index i) const { return (a_.tokens[i].proclitics & (kWawClitic | kFaClitic)) != 0; }
  [[nodiscard]] bool is_masdar(Index i) const { return (a_.tokens[i].features & lexicon::kFormMask) == lexicon::kMasdar; }

  [[nodiscard]] bool can_begin(Index i) const {
    if (i >= sentence_.tokens.end) return false;
    const Pos pos = a_.tokens[i].pos;
    return pos != Pos::PRON && pos != Pos::DET && pos != Pos::ADP;
  }

  // A bare noun behind the subject or owner, or one of action right behind its verb or noun.
  [[nodiscard]] bool is_direct_object(const Trigger& t, Index i) const {
    if (!is_plain_noun(i) || (a_.tokens[i].proclitics & ~kArticle) != 0) return false;
    if (i == t.tokens.end) {
      const bool names_act = (t.features & lexicon::kFormMask) == lexicon::kMasdar;
      return t.shape == Shape::verb ? is_masdar(i) || (t.features & lexicon::kPersonMask) == lexicon::kFirst : names_act;
    }
    if (has_article(i) && !is_masdar(i)) return false;
    return r_.is_name(i - 1) || has_article(i - 1) || (t.shape == Shape::verb && a_.tokens[i - 1].enclitic_bytes > 0);
  }

  [[nodiscard]] bool ends_search(Index i) const {
    return !r_.is_name(i) && is(i, kHardStop | kColon | kSubordinator | kRelative | kCondition);
  }

  static bool takes_clause(const Trigger& t) { return std::any_of(t.row->frame.begin(), t.row->frame.end(), is_content); }

  [[nodiscard]] Slot joined_slot(Index i) const {
    const std::uint8_t clitics = a_.tokens[i].proclitics;
    return (clitics & kBaClitic) != 0 ? Slot::bi : (clitics & kLamClitic) != 0 ? Slot::li : Slot::none;
  }

  // "A proposal that provides for(-the withdrawal)": a verb in the present right behind the noun and its adjectives.
  [[nodiscard]] bool provides(const Trigger& t, Index verb) const {
    if (t.shape != Shape::noun || !t.has(lexicon::kRequestNoun) || verb + 1 >= sentence_.tokens.end) return false;
    if ((a_.tokens[verb].features & lexicon::kFormMask) != lexicon::kPresent || is_coordinated(verb)) return false;
    const Index next = verb + 1;
    return a_.tokens[verb].enclitic_bytes == 0 && is_plain_noun(next) && (joined_slot(next) == Slot::bi || is_masdar(next));
  }

  // "and asked": the subject goes on to something else.
  [[nodiscard]] bool is_next_verb(Index i) const { return is(i, kVerb) && is_coordinated(i); }

  [[nodiscard]] ByteSpan span_from(Index begin) const {
    Index end = begin;
    bool has_clause = false;  // a verb that follows goes on with the clause of the object
    while (end < std::min<Index>(sentence_.tokens.end, begin + kLength)) {
      const bool is_inner = end > begin;
      if (is(end, kHardStop) || (is_inner && is(end, kSubordinator | kCondition | kComma))) break;
      if (is_inner && !has_clause && is_next_verb(end)) break;
      has_clause |= is(end, kComplementizer | kVerb);
      ++end;
    }
    return span_of({begin, end});
  }

  // Without the preposition that joins it to its verb. The article that melts into `li-` stays whole.
  [[nodiscard]] ByteSpan span_of(TokenRange range) const {
    while (range.end > range.begin && (is(range.end - 1, kComma | kOpenQuote) || is_stray_close(range))) --range.end;
    if (range.is_empty()) return {};
    const Token& first = a_.tokens[range.begin];
    const std::string_view surface = a_.text(first.span);
    const bool is_joined = (first.proclitics & (kBaClitic | kLamClitic)) != 0 && first.proclitic_bytes < surface.size();
    const bool is_melted = is_joined && (first.proclitics & kLamClitic) != 0 &&
                           text::decode(surface, first.proclitic_bytes).code == text::letter::kLam;
    return {first.span.begin + (is_joined && !is_melted ? first.proclitic_bytes : 0), a_.tokens[range.end - 1].span.end};
  }

  // A closing quotation mark at the end whose opening one stands outside.
  [[nodiscard]] bool is_stray_close(TokenRange range) const {
    if (!is(range.end - 1, kCloseQuote)) return false;
    for (Index i = range.begin; i + 1 < range.end; ++i) {
      if (is(i, kOpenQuote)) return false;
    }
    return true;
  }

  const Reading& r_;
  const Analysis& a_;
  const Sentence& sentence_;
};

}  // namespace

ByteSpan find_object(const Reading& r, const Trigger& t) { return ObjectFinder(r, r.sentence(t)).of(t); }

ByteSpan find_object(const Reading& r, Index modal) {
  return ObjectFinder(r, r.a->sentences[r.sentence_of[modal]]).of_modal(modal);
}

}  // namespace isnad::event
