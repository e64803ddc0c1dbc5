#include "event/reading.h"

#include <algorithm>
#include <numeric>

#include "event/names.h"
#include "lexicon/inflect.h"
#include "lexicon/phrases.h"
#include "text/letters.h"

namespace isnad::event {
namespace {

using lexicon::EventRow;
using lexicon::EventWord;
using lexicon::Layer;
using lexicon::Part;
using lexicon::Slot;

constexpr Index kVerbReach = 8;  // tokens in which a verb's noun class is looked for
constexpr Index kNounReach = 5;
constexpr Index kPrepositionReach = 6;
constexpr Index kCarrierReach = 4;
constexpr Index kLeftReach = 5;
constexpr Index kWeaponReach = 5;  // from an act of force to what it is done with
constexpr Index kTopicReach = 9;

class Reader {
 public:
  Reader(Analysis& a, const token::TypeTable& types, const lexicon::Events& events, const lexicon::Actors& actors, Reading& r)
      : a_(a),
        types_(types),
        events_(events),
        actors_(actors),
        r_(r),
        name_class_(events.noun_class("name")),
        military_class_(events.noun_class("military")),
        territory_class_(events.noun_class("territory")),
        alliance_class_(events.noun_class("alliance")) {}

  void run() {
    r_.a = &a_;
    r_.types = &types_;
    r_.words.assign(a_.tokens.size(), Word{});
    r_.sentence_of.assign(a_.tokens.size(), 0);
    mark_statements();
    r_.triggers.clear();
    r_.names.clear();
    r_.titles.clear();
    r_.part_class = events_.noun_class("part");
    r_.text_class = events_.noun_class("proposal") | events_.noun_class("agreement") | events_.noun_class("message");
    r_.home.clear();
    r_.speaks_for.clear();
    marked_ = {kNone, kNone};
    r_.home_class = events_.noun_class("home");
    r_.weapon_class = events_.noun_class("weapon");
    r_.target_class = events_.noun_class("territory") | events_.noun_class("base");
    find_first_phrases();
    mark_sentences();
    mark_mentions();
    mark_phrases();
    mark_prepositions();
    join_titles(r_);
    mark_lone_clitics();
    choose_triggers();
  }

 private:
  void find_first_phrases() {
    r_.first_phrase.assign(a_.tokens.size() + 1, 0);
    for (const PhraseMatch& p : a_.phrases) ++r_.first_phrase[p.tokens.begin + 1];
    std::partial_sum(r_.first_phrase.begin(), r_.first_phrase.end(), r_.first_phrase.begin());
  }

  void mark_statements() {
    constexpr std::uint32_t kNoSize = 0xffffffffU;
    r_.statement_of.assign(a_.tokens.size(), kNone);
    r_.statement_size.assign(a_.tokens.size(), kNoSize);
    r_.by_cue.resize(a_.attributions.size());
    for (Index x = 0; x < a_.attributions.size(); ++x) {
      r_.by_cue[x] = x;
      for (const ByteSpan& c : a_.attributions[x].content) {
        const Index before = a_.token_at(c.begin);
        Index i = before == kNone ? 0 : before;
        if (i < a_.tokens.size() && a_.tokens[i].span.begin < c.begin) ++i;
        for (; i < a_.tokens.size() && a_.tokens[i].span.end <= c.end; ++i) {
          if (c.size() >= r_.statement_size[i]) continue;
          r_.statement_size[i] = c.size();
          r_.statement_of[i] = x;
        }
      }
    }
    std::sort(r_.by_cue.begin(), r_.by_cue.end(), [this](Index x, Index y) {
      return std::pair(a_.attributions[x].cue.begin, x) < std::pair(a_.attributions[y].cue.begin, y);
    });
  }

  void mark_sentences() {
    for (Index s = 0; s < a_.sentences.size(); ++s) {
      for (Index i = a_.sentences[s].tokens.begin; i < a_.sentences[s].tokens.end; ++i) {
        r_.sentence_of[i] = s;
        const Token& t = a_.tokens[i];
        if (t.kind == TokenKind::open_quote) {
          r_.words[i].marks |= kOpenQuote;
          r_.words[i].classes |= name_class_;
        }
        if (t.kind == TokenKind::close_quote) r_.words[i].marks |= kCloseQuote;
        if (t.kind == TokenKind::punctuation) r_.words[i].marks |= mark_of(a_.text(t.span));
        if (t.kind == TokenKind::word) r_.words[i].marks |= mark_of(t);
      }
    }
  }

  static std::uint32_t mark_of(std::string_view s) {
    if (s == "," || s == "\xD8\x8C" || s == "(" || s == ")" || s == "-" || s == "\xE2\x80\x93") return kComma;
    if (s == ":") return kColon;
    return kHardStop;
  }

  // What the morph stage says of the word.
  static std::uint32_t mark_of(const Token& t) {
    if (t.has_role(Role::relative)) return t.has_role(Role::interrogative) ? 0U : std::uint32_t{kRelative};
    if (t.has_role(Role::complementiser)) return kComplementizer;
    if (t.has_role(Role::conditional)) return kCondition;
    if (t.has_role(Role::contrast) && t.pos != Pos::ADP) return kSubordinator;
    if (t.pos == Pos::AUX || t.pos == Pos::ADV || t.has_role(Role::copula)) return kSkip;
    return t.pos == Pos::VERB ? std::uint32_t{kVerb} : 0U;
  }

  void mark_mentions() {
    for (Index m = 0; m < a_.mentions.size(); ++m) {
      const Mention& mention = a_.mentions[m];
      r_.names.push_back({mention.tokens, mention.actor});
      if (mention.actor == kNone || a_.actors[mention.actor].type == ActorType::place) {
        for (Index i = mention.tokens.begin; i < mention.tokens.end; ++i) {
          r_.words[i].marks = kPlace;
          r_.words[i].classes |= name_class_;
        }
        continue;
      }
      for (Index i = mention.tokens.begin; i < mention.tokens.end; ++i) {
        r_.words[i].mention = m;
        r_.words[i].marks &= kComma | kOpenQuote | kCloseQuote;
      }
      if (mention.tokens.is_empty()) continue;
      Word& first = r_.words[mention.tokens.begin];
      first.clitics = clitics_before(mention.tokens.begin, mention.span.begin);
    }
    for (const TimeExpression& t : a_.times) {
      for (Index i = t.tokens.begin; i < t.tokens.end; ++i) {
        if (r_.words[i].mention == kNone) r_.words[i].marks |= kSkip | kStopPhrase;
      }
    }
  }

  // Proclitics are what stands in the token before the span.
  [[nodiscard]] std::uint8_t clitics_before(Index token, ByteOffset begin) const {
    std::uint8_t bits = 0;
    const ByteOffset start = a_.tokens[token].span.begin;
    if (begin <= start) return bits;
    const std::string_view before = slice(a_.document->text, {start, begin});
    for (std::size_t i = 0; i + 1 < before.size(); i += 2) {
      const std::string_view c = before.substr(i, 2);
      if (c == "\xD9\x88") bits |= kWawClitic;
      if (c == "\xD9\x81") bits |= kFaClitic;
      if (c == "\xD8\xA8") bits |= kBaClitic;
      if (c == "\xD9\x84" && (i == 0 || before.substr(i - 2, 2) != "\xD8\xA7")) bits |= kLamClitic;
      if (c == "\xD9\x83") bits |= kKafClitic;
    }
    return bits;
  }

  void mark_phrases() {
    constexpr std::size_t kAhead = 12;
    for (std::size_t k = 0; k < a_.phrases.size(); ++k) {
      if (k + kAhead < a_.phrases.size() && is_of_events(a_.phrases[k + kAhead]))
        __builtin_prefetch(&events_.row(a_.phrases[k + kAhead].entry));
      const PhraseMatch& p = a_.phrases[k];
      const auto layer = static_cast<Layer>(p.layer);
      if (layer == Layer::event) mark_event_word(p);
      if (layer == Layer::state && is_accusative_nisba(p)) {
        r_.words[p.tokens.begin] = Word{};
        mark_state(p);
        continue;
      }
      if (layer == Layer::state && (r_.words[p.tokens.begin].marks & kPlace) != 0) mark_visited(p);
      if (layer == Layer::adjective || (layer == Layer::state && (p.features & lexicon::kPeopleName) != 0)) mark_state(p);
      if (layer == Layer::cue) mark_cue(p);
    }
  }

  // "A meeting" is spelled like "in exchange for".
  [[nodiscard]] bool is_trigger_noun(Index i) const {
    const auto here = r_.phrases_at(i);
    return std::any_of(here.begin(), here.end(), [&](const PhraseMatch& p) {
      return static_cast<Layer>(p.layer) == Layer::event && events_.row(p.entry).word == EventWord::trigger;
    });
  }

  // Prepositions that the markers do not list.
  void mark_prepositions() {
    for (Index i = 0; i < r_.words.size(); ++i) {
      Word& w = r_.words[i];
      if (w.mention == kNone && w.slot == Slot::none && w.marks == 0 && a_.tokens[i].pos == Pos::ADP && !is_trigger_noun(i))
        w.slot = Slot::other;
      if (w.slot != Slot::none) w.marks &= ~(kVerb | kSkip);
    }
  }

  // A proclitic written apart from its word, before a quotation mark or a hashtag, belongs to the word.
  void mark_lone_clitics() {
    for (Index i = 0; i + 1 < r_.words.size(); ++i) {
      const std::string_view s = a_.text(a_.tokens[i].span);
      if (a_.tokens[i].has_role(Role::disjunction) && r_.words[i].mention == kNone) {  // "X or Y"
        if (r_.words[i + 1].mention != kNone) r_.words[i + 1].clitics |= kWawClitic;
        r_.words[i].marks |= kSkip;
        continue;
      }
      const std::uint8_t clitic = s == "\xD9\x88" ? kWawClitic : s == "\xD9\x81" ? kFaClitic : 0;
      if (clitic == 0 || r_.words[i].mention != kNone) continue;
      Index j = i + 1;
      while (j < r_.words.size() && (r_.words[j].marks & (kOpenQuote | kCloseQuote)) != 0) ++j;
      if (j < r_.words.size()) r_.words[j].clitics |= clitic;
      r_.words[i].marks |= kSkip;
    }
  }

  void mark_cue(const PhraseMatch& p) {
    const unsigned form = p.features & lexicon::kFormMask;
    const bool is_nominal = (p.proclitics & (kBaClitic | kKafClitic)) != 0;
    if ((form == lexicon::kPast || form == lexicon::kPresent) && !is_nominal && p.tokens.end == p.tokens.begin + 1 &&
        r_.words[p.tokens.begin].mention == kNone && is_verb_here(p.tokens.begin, p)) {
      r_.words[p.tokens.begin].marks |= kVerb;
    }
  }

  [[nodiscard]] bool ends_in_alef(Index token) const {
    const std::string_view s = a_.text(a_.tokens[token].span);
    return s.ends_with("\xD8\xA7") || s.ends_with("\xD8\xA7\xD9\x8B") || s.ends_with("\xD9\x8B\xD8\xA7");
  }

  // "Expelled a *Russian* diplomat": the accusative of the adjective is spelled like the state. It stands behind an indefinite noun in
  // the accusative that is no participle of an event or of saying.
  [[nodiscard]] bool is_accusative_nisba(const PhraseMatch& p) const {
    const Index i = p.tokens.begin;
    if (p.tokens.end != i + 1 || p.proclitics != 0 || i == 0 || r_.sentence_of[i - 1] != r_.sentence_of[i]) return false;
    const Token& noun = a_.tokens[i - 1];
    if (noun.kind != TokenKind::word || (noun.pos != Pos::NOUN && noun.pos != Pos::ADJ) || (noun.proclitics & kArticle) != 0)
      return false;
    if (r_.words[i - 1].marks != 0 || !ends_in_alef(i - 1) || !a_.text(a_.tokens[i].span).ends_with("\xD9\x8A\xD8\xA7"))
      return false;
    const auto before = r_.phrases_at(i - 1);
    return std::none_of(before.begin(), before.end(), [&](const PhraseMatch& q) {
      const auto layer = static_cast<Layer>(q.layer);
      return layer == Layer::cue || layer == Layer::state || (layer == Layer::event && is_verb_or_participle(q));
    });
  }

  [[nodiscard]] static bool is_verb_or_participle(const PhraseMatch& p) {
    return is_verb_form(p) || form_of(p) == lexicon::kParticiple || form_of(p) == lexicon::kPassiveParticiple;
  }

  // A country or its capital that is named as a place.
  void mark_visited(const PhraseMatch& p) { r_.words[p.tokens.begin].place = state_actor(p); }

  void mark_state(const PhraseMatch& p) {
    Word& w = r_.words[p.tokens.begin];
    if (w.mention != kNone || w.state != kNone || (w.marks & kPlace) != 0 || p.tokens.end > p.tokens.begin + 1) return;
    if ((p.features & lexicon::kCommonAdjective) != 0 && !is_named(p)) return;
    w.state = state_actor(p);
    if (counts_people(p)) {
      w.marks |= kPeopleNoun;
      w.state = people_of(w.state);
    }
    w.clitics = p.proclitics;
  }

  // The document's actor with that id, or kNone.
  [[nodiscard]] Index find_actor(std::string_view id) const {
    const auto it = std::find_if(a_.actors.begin(), a_.actors.end(), [&](const Actor& x) { return x.id == id; });
    return it == a_.actors.end() ? kNone : static_cast<Index>(it - a_.actors.begin());
  }

  // "Malian" is spelled like "financial": it counts where the article names the state.
  [[nodiscard]] bool is_named(const PhraseMatch& adjective) const {
    return find_actor(actors_.string(actors_.actor(adjective.entry).id)) != kNone;
  }

  // "A Houthi attack": the adjective of a group that the article names.
  void mark_group(const PhraseMatch& p, const EventRow& row, Word& w) const {
    if (w.mention != kNone || w.state != kNone || (w.marks & kPlace) != 0) return;
    w.state = find_actor(events_.string(row.lemma));
    if (w.state != kNone) w.clitics = p.proclitics;
  }

  // "Six Palestinians", "60 Palestinians": an indefinite adjective right after a number is a noun.
  [[nodiscard]] bool counts_people(const PhraseMatch& p) const {
    if (static_cast<Layer>(p.layer) != Layer::adjective || (p.features & lexicon::kDefinite) != 0 || p.tokens.begin == 0)
      return false;
    const Token& before = a_.tokens[p.tokens.begin - 1];
    if (before.kind == TokenKind::number) return true;
    return before.pos == Pos::NUM &&
           ((p.features & lexicon::kNumberMask) == lexicon::kPlural || ends_in_alef(p.tokens.begin));  // "twenty Palestinians"
  }

  // The people of a state where the article names it, else the state.
  [[nodiscard]] Index people_of(Index state) const {
    for (Index i = 0; i < a_.actors.size(); ++i)
      if (a_.actors[i].type == ActorType::people && a_.actors[i].country == a_.actors[state].id) return i;
    return state;
  }

  // The actor of a state; it becomes one of the document's where the article names it by nisba or place only.
  Index state_actor(const PhraseMatch& p) {
    const lexicon::ActorRow& row = actors_.actor(p.entry);
    const std::string_view id = actors_.string(row.id);
    if (const Index known = find_actor(id); known != kNone) return known;
    Actor& actor = a_.actors.emplace_back();
    actor.id = id;
    actor.name = actors_.string(row.name);
    actor.type = row.type;
    actor.gender = row.gender;
    return static_cast<Index>(a_.actors.size() - 1);
  }

  void mark_event_word(const PhraseMatch& p) {
    const EventRow& row = events_.row(p.entry);
    Word& w = r_.words[p.tokens.begin];
    switch (row.word) {
      case EventWord::trigger:  // choose_triggers
      case EventWord::light:
      case EventWord::aux:
      case EventWord::unit:  // these are looked up where an event asks for them
      case EventWord::casualty:
      case EventWord::mode: return;
      case EventWord::noun_class:
        if (!has_likely_pronoun(p)) return;  // "official" is spelled like "my fee"
        w.classes |= 1ULL << row.value;
        if (w.mention == kNone) w.clitics = p.proclitics;
        return;
      case EventWord::nisba: mark_group(p, row, w); return;
      case EventWord::masculine:
        if (w.mention != kNone) w.marks |= kMasculine;
        return;
      case EventWord::stop:
        for (Index i = p.tokens.begin; i < p.tokens.end; ++i) r_.words[i].marks |= kStopPhrase;
        return;
      case EventWord::unsaid: mark_unsaid(p.tokens.begin); return;
      default: break;
    }
    const bool in_mention = w.mention != kNone && row.word != EventWord::both;
    if (in_mention || (w.marks & kInside) != 0 || is_shadowed(p)) return;
    if ((p.proclitics & ~(kWawClitic | kFaClitic)) != 0 && row.word != EventWord::third && row.word != EventWord::purpose &&
        row.word != EventWord::relative && row.word != EventWord::possible && row.word != EventWord::both &&
        row.word != EventWord::modal && row.word != EventWord::negation && row.word != EventWord::intent) {
      return;
    }
    if (row.word == EventWord::purpose && (w.marks & kSkip) != 0) return;  // "some days before"
    mark_marker(p, row, w);
    marked_ = p.tokens;
    for (Index i = p.tokens.begin + 1; i < p.tokens.end; ++i) r_.words[i].marks |= kInside;
  }

  // annotation.md, rulings: refusals to comment are no events; nor is what a source asks for that is not to be named.
  void mark_unsaid(Index at) {
    constexpr Index kReach = 9;  // "no answer of the ministry of foreign affairs to a *request* for comment"
    const Index begin = a_.sentences[r_.sentence_of[at]].tokens.begin;
    for (Index i = at; i > begin && at - i < kReach;) {
      Word& w = r_.words[--i];
      if ((w.marks & (kHardStop | kComplementizer | kOpenQuote | kCloseQuote)) != 0) return;
      const auto phrases = r_.phrases_at(i);
      const bool asks = std::any_of(phrases.begin(), phrases.end(), [&](const PhraseMatch& p) {
        if (!is_candidate(p)) return false;
        const EventType type = events_.row(p.entry).type;
        return type == EventType::REQUEST || type == EventType::REJECT;
      });
      if (!asks) continue;
      w.marks = (w.marks | kStopPhrase) & ~kCondition;  // "on condition that his name"
      if (w.marker != nullptr && w.marker->word == EventWord::condition) w.marker = nullptr;
    }
  }

  // A longer marker begins at the same token.
  [[nodiscard]] bool is_shadowed(const PhraseMatch& p) const {
    if (p.tokens.begin == marked_.begin && p.tokens.end < marked_.end) return true;
    const Word& next = p.tokens.begin + 1 < r_.words.size() ? r_.words[p.tokens.begin + 1] : r_.words[p.tokens.begin];
    return p.tokens.end == p.tokens.begin + 1 && (next.marks & kInside) != 0;
  }

  static void mark_marker(const PhraseMatch& p, const EventRow& row, Word& w) {
    switch (row.word) {
      case EventWord::preposition:
        w.slot = static_cast<Slot>(row.value);
        if (w.marker == nullptr) w.clitics = p.proclitics;
        break;
      case EventWord::behalf:
      case EventWord::answer:
        w.slot = Slot::other;
        w.marker = &row;
        break;
      case EventWord::complementizer: w.marks |= kComplementizer; break;
      case EventWord::relative:
        if (w.slot == Slot::none) w.marks |= kRelative;
        break;
      case EventWord::subordinator: w.marks |= kSubordinator; break;
      case EventWord::stop_verb: w.marks |= kVerb; break;
      case EventWord::negation:
        w.marks |= kNegation;
        w.marker = &row;
        break;
      case EventWord::condition:
        w.marks |= kCondition;
        w.marker = &row;
        break;
      case EventWord::adverb:
      case EventWord::aux_verb: w.marks |= kSkip; break;
      case EventWord::both:
        w.marks |= kBoth;
        w.marker = &row;
        w.clitics = p.proclitics;
        break;
      default:
        if (w.marker == nullptr) w.marker = &row;
        break;
    }
  }

  // --- triggers -----------------------------------------------------------------------------------------------------

  static unsigned form_of(const PhraseMatch& p) { return p.features & lexicon::kFormMask; }
  static bool is_verb_form(const PhraseMatch& p) { return form_of(p) == lexicon::kPast || form_of(p) == lexicon::kPresent; }

  // Objects of verbs are third persons; the pronoun of the first person follows feminine nouns at most ("my visit").
  [[nodiscard]] bool has_likely_pronoun(const PhraseMatch& p) const {
    if (p.enclitic_bytes == 0) return true;
    const std::string_view s = slice(a_.document->text, {p.span.end, p.span.end + p.enclitic_bytes});
    if (s == "\xD9\x83") return false;
    if (s != "\xD9\x8A" && s != "\xD9\x89") return true;
    return !is_verb_form(p) && a_.text(p.span).ends_with("\xD8\xAA");
  }

  // Whether a form that can be a verb or a noun is a verb where it stands.
  [[nodiscard]] bool is_verb_here(Index i, const PhraseMatch& p) const {
    if ((p.proclitics & (kBaClitic | kKafClitic)) != 0) return false;
    if ((p.proclitics & kLamClitic) != 0 && form_of(p) != lexicon::kPresent) return false;
    if ((p.proclitics & kSinClitic) != 0) return form_of(p) == lexicon::kPresent;
    if ((p.features & lexicon::kJussive) != 0 && (p.proclitics & kLamClitic) == 0 &&
        (i == 0 || (r_.words[i - 1].marks & kNegation) == 0))
      return false;
    if (form_of(p) == lexicon::kPast && follows_preposition(i)) return false;
    const Pos pos = a_.tokens[i].pos;
    if (follows_negation(i) && form_of(p) == lexicon::kPresent) return true;
    if (pos == Pos::VERB || pos == Pos::X || follows_topic(i) || follows_relative(i, p) || opens_before_name(i, p) ||
        follows_doer(i, p) || follows_head(i, p))
      return true;
    const bool is_dual = (p.features & lexicon::kNumberMask) == lexicon::kDual;  // spelled like nouns in the accusative
    return (pos == Pos::NOUN || pos == Pos::ADJ || pos == Pos::PROPN) && !is_dual &&
           (events_.row(p.entry).flags & lexicon::kStrongTrigger) != 0;
  }

  // "*Let us* wait" is written like "we called on" and "they called us": right behind stands what we are to do, or "not".
  [[nodiscard]] bool exhorts(const PhraseMatch& p) const {
    using namespace text::letter;
    const std::string_view word = types_[a_.tokens[p.tokens.begin].type].folded;
    const bool is_of_us = word.ends_with(kAlefUtf8) && word.substr(0, word.size() - 2).ends_with(kNoonUtf8);
    if (events_.row(p.entry).type != EventType::REQUEST || !is_of_us || p.tokens.end >= a_.tokens.size()) return false;
    const Token& next = a_.tokens[p.tokens.end];
    const bool is_ours = next.pos == Pos::VERB && types_[next.type].folded.starts_with(kNoonUtf8);
    return is_ours || (r_.words[p.tokens.end].marks & kNegation) != 0;
  }

  // A preposition stands before nouns.
  [[nodiscard]] bool follows_preposition(Index i) const {
    if (i == 0 || a_.tokens[i - 1].enclitic_bytes > 0) return false;
    switch (r_.words[i - 1].slot) {
      case Slot::ila:
      case Slot::ala:
      case Slot::an:
      case Slot::fi:
      case Slot::maa:
      case Slot::bayn:
      case Slot::did: return true;
      default: return false;
    }
  }

  // "Will not enter": a particle of negation stands before verbs.
  [[nodiscard]] bool follows_negation(Index i) const {
    return i > 0 && (r_.words[i - 1].marks & kNegation) != 0 && a_.tokens[i - 1].pos == Pos::PART;
  }

  // "X pledged": a feminine past form that opens the sentence, right before a name.
  [[nodiscard]] bool opens_before_name(Index i, const PhraseMatch& p) const {
    const Sentence& s = a_.sentences[r_.sentence_of[i]];
    if (i != s.tokens.begin || i + 1 >= s.tokens.end || form_of(p) != lexicon::kPast || p.enclitic_bytes != 0 ||
        r_.words[i + 1].mention == kNone || r_.words[i + 1].clitics != 0)
      return false;
    if ((p.features & lexicon::kFeminine) != 0) return true;
    constexpr unsigned kHe = lexicon::kThird | lexicon::kSingular;
    return (p.features & (lexicon::kPersonMask | lexicon::kNumberMask)) == kHe && !is_trigger_noun_too(i);
  }

  // The word is spelled like an event's noun as well.
  [[nodiscard]] bool is_trigger_noun_too(Index i) const {
    const auto here = r_.phrases_at(i);
    return std::any_of(here.begin(), here.end(), [&](const PhraseMatch& p) { return is_candidate(p) && !is_verb_form(p); });
  }

  // "The offer that X made": behind a relative pronoun a form with an object is a verb, however it is tagged.
  [[nodiscard]] bool follows_relative(Index i, const PhraseMatch& p) const {
    return i > 0 && p.enclitic_bytes > 0 && form_of(p) == lexicon::kPast && (r_.words[i - 1].marks & kRelative) != 0 &&
           a_.tokens[i - 1].pos == Pos::PRON;
  }

  // "... that X bombed", "that he bombed", "that his army bombed": a word right after the name, the pronoun or the noun with a pronoun
  // that a complementizer opens with is its verb.
  [[nodiscard]] bool follows_topic(Index i) const {
    const Index begin = a_.sentences[r_.sentence_of[i]].tokens.begin;
    Index j = i;
    bool has_name = false;
    const auto is_possessed = [&](Index k) {
      return a_.tokens[k].pos == Pos::NOUN && a_.tokens[k].enclitic_bytes > 0 && a_.tokens[k].proclitics == 0 &&
             r_.words[k].slot == Slot::none;
    };
    if (i > begin + 1 && is_possessed(i - 1) && (r_.words[i - 2].marks & kComplementizer) != 0) return true;
    while (j > begin && i - j < kTopicReach) {
      const Word& w = r_.words[j - 1];
      if ((w.marks & kComplementizer) != 0 && w.mention == kNone) return has_name || a_.tokens[j - 1].enclitic_bytes > 0;
      if (w.mention == kNone && w.state == kNone && (w.marks & (kOpenQuote | kCloseQuote | kSkip)) == 0) return false;
      has_name = has_name || w.mention != kNone;
      --j;
    }
    return false;
  }

  // "The army *bombed* positions of X": right behind the body or person that opens the sentence, of his gender, no adjective after it.
  [[nodiscard]] bool follows_doer(Index i, const PhraseMatch& p) const {
    constexpr unsigned kHe = lexicon::kThird | lexicon::kSingular;
    constexpr unsigned kForm = lexicon::kPersonMask | lexicon::kNumberMask | lexicon::kFeminine;
    const Sentence& s = a_.sentences[r_.sentence_of[i]];
    if (form_of(p) != lexicon::kPast || p.proclitics != 0 || p.enclitic_bytes != 0 || (p.features & kForm) != kHe ||
        i + 1 >= s.tokens.end || i == s.tokens.begin)
      return false;
    const Index name = r_.words[i - 1].mention;
    if (name == kNone || r_.names[name].tokens.begin != s.tokens.begin || r_.names[name].tokens.end != i) return false;
    const ActorType type = r_.actor(r_.names[name].actor).type;
    const auto& head = types_[a_.tokens[s.tokens.begin].type];
    const Token& next = a_.tokens[i + 1];
    return type != ActorType::state && type != ActorType::place && !head.ends_in_marbuta && next.pos == Pos::NOUN &&
           next.proclitics == 0;
  }

  // "Talks that X hosted", written like "his hosting": right behind an indefinite noun and before the name that is its subject.
  [[nodiscard]] bool follows_head(Index i, const PhraseMatch& p) const {
    if (form_of(p) != lexicon::kPast || p.enclitic_bytes == 0 || p.proclitics != 0 || i == 0 || i + 1 >= r_.words.size())
      return false;
    const Word& next = r_.words[i + 1];
    if ((next.mention == kNone && next.place == kNone) || next.clitics != 0) return false;
    const Index h = before_parties(i);
    const Token& head = a_.tokens[h];
    const bool is_event = r_.words[h].trigger != kNone && r_.triggers[r_.words[h].trigger].shape == Shape::noun;
    return is_event && head.enclitic_bytes == 0 && !types_[head.type].has_article && r_.sentence_of[h] == r_.sentence_of[i];
  }

  // "Talks *between X and Y* (which Z hosted)": the token before the parties that stand before `i`.
  [[nodiscard]] Index before_parties(Index i) const {
    constexpr Index kReach = 10;
    Index h = i - 1;
    while (h > 0 && i - h < kReach &&
           (r_.words[h].mention != kNone || r_.words[h].place != kNone || r_.words[h].state != kNone ||
            r_.words[h].slot == Slot::bayn))
      --h;
    return h + 1 < i && r_.words[h + 1].slot == Slot::bayn ? h : i - 1;
  }

  // "X rejected the request of": right behind a verb and the name that is its subject stands its object.
  [[nodiscard]] bool follows_subject(Index i, const PhraseMatch& p) const {
    const Index begin = a_.sentences[r_.sentence_of[i]].tokens.begin;
    if (i == begin || p.proclitics != 0 || r_.words[i - 1].mention == kNone) return false;
    const Index name = r_.names[r_.words[i - 1].mention].tokens.begin;
    return name > begin && (r_.words[name - 1].marks & kVerb) != 0 && r_.words[name].clitics == 0;
  }

  // Without a tagger: is a word that is both (past verb, verbal noun) a noun here?
  [[nodiscard]] bool is_noun_here(Index i, const PhraseMatch& verb) const {
    if (form_of(verb) == lexicon::kPast && follows_subject(i, verb)) return true;
    const Pos pos = a_.tokens[i].pos;
    if (pos == Pos::VERB || follows_topic(i) || follows_negation(i) || follows_relative(i, verb) || follows_doer(i, verb) ||
        follows_head(i, verb))
      return false;
    if (pos == Pos::NOUN || pos == Pos::ADJ) return true;
    if ((verb.proclitics & (kBaClitic | kKafClitic | kLamClitic)) != 0) return true;
    const Sentence& s = a_.sentences[r_.sentence_of[i]];
    if (i + 1 < s.tokens.end) {
      const Word& next = r_.words[i + 1];
      if (next.state != kNone && next.mention == kNone) return true;  // "a Turkish bombing"
      if ((next.classes & military_class_) != 0) return true;
    }
    Index j = i;
    while (j > s.tokens.begin && (r_.words[j - 1].marks & (kSkip | kOpenQuote | kCloseQuote)) != 0) --j;
    if (j == s.tokens.begin) return false;
    const Word& before = r_.words[j - 1];
    if ((before.marks & (kComplementizer | kRelative | kSubordinator | kNegation | kHardStop | kColon | kComma)) != 0)
      return false;
    if (before.marker != nullptr &&
        (before.marker->word == EventWord::possible_verb || before.marker->word == EventWord::plan_verb))
      return false;
    if (before.slot != Slot::none) return before.slot != Slot::other;
    if ((verb.proclitics & (kWawClitic | kFaClitic)) != 0) return false;
    return before.mention == kNone;
  }

  // An active participle is read as a circumstance ("..., calling on"), not as the name of its doer; as a predicate where the
  // row is an agreement ("committed to").
  [[nodiscard]] bool is_circumstance(Index i, const PhraseMatch& p) const {
    if (form_of(p) != lexicon::kParticiple) return true;
    if ((p.features & lexicon::kDefinite) != 0) return false;
    if ((p.features & lexicon::kAccusative) != 0) return true;
    const std::string_view s = a_.text(a_.tokens[i].span);
    if (s.ends_with("\xD8\xA7") || s.ends_with("\xD8\xA7\xD9\x8B") || s.ends_with("\xD9\x8B\xD8\xA7")) return true;
    if (events_.row(p.entry).type == EventType::AGREE) return true;
    if ((p.features & lexicon::kFeminine) == 0) return false;
    return (p.proclitics & kWawClitic) != 0 || (i > 0 && (r_.words[i - 1].marks & kComma) != 0);
  }

  void choose_triggers() {
    for (Index i = 0; i < a_.tokens.size(); ++i) {
      if (const auto phrases = r_.phrases_at(i); std::any_of(phrases.begin(), phrases.end(), is_of_events)) choose_at(i, phrases);
    }
    demote_carriers();
    drop_idle_carriers();
  }

  static bool is_of_events(const PhraseMatch& p) { return static_cast<Layer>(p.layer) == Layer::event; }
  [[nodiscard]] bool is_candidate(const PhraseMatch& p) const {
    if (!is_of_events(p)) return false;
    const EventWord w = events_.row(p.entry).word;
    return w == EventWord::trigger || w == EventWord::light || w == EventWord::aux;
  }

  void choose_at(Index i, std::span<const PhraseMatch> phrases) {
    const Word& w = r_.words[i];
    if ((w.marks & (kInside | kStopPhrase)) != 0 && w.marker == nullptr) return;
    if (w.mention != kNone || (w.marks & kPlace) != 0 || w.slot != Slot::none) return;
    if (!r_.triggers.empty() && r_.triggers.back().tokens.end > i) return;
    if (is_of_person(i) || is_region(i) || is_weapon(i)) return;
    const PhraseMatch* as_verb = nullptr;
    const PhraseMatch* as_noun = nullptr;
    for (const PhraseMatch& p : phrases) {
      if (!is_candidate(p) || !has_likely_pronoun(p) || (p.enclitic_bytes > 0 && !is_met(p))) continue;
      if (w.marker != nullptr && w.marker->word == EventWord::purpose && form_of(p) == lexicon::kMasdar) continue;
      if (is_verb_form(p) ? is_verb_here(i, p) && !exhorts(p) : is_circumstance(i, p)) {
        const PhraseMatch*& best = is_verb_form(p) ? as_verb : as_noun;
        if (best == nullptr || is_better(p, *best)) best = &p;
      }
    }
    if (as_verb != nullptr && !is_met(*as_verb)) as_verb = nullptr;
    if (as_noun != nullptr && !is_met(*as_noun)) as_noun = nullptr;
    const PhraseMatch* best = as_verb;
    if (as_noun != nullptr && (as_verb == nullptr || as_noun->tokens.end > as_verb->tokens.end || is_noun_here(i, *as_verb)))
      best = as_noun;
    if (best != nullptr) add(*best);
  }

  // A word that the tagger reads as part of a person's name, in the singular and without a clitic: "Saddam", not "clashes".
  [[nodiscard]] bool is_of_person(Index i) const {
    const Token& t = a_.tokens[i];
    return (t.ner == NerTag::B_PERS || t.ner == NerTag::I_PERS) && t.pos != Pos::VERB;
  }

  // "The *province* of X" is spelled like a boycott: a noun of territory right before a place that is nobody's actor.
  [[nodiscard]] bool is_region(Index i) const {
    if ((r_.words[i].classes & territory_class_) == 0 || a_.tokens[i].enclitic_bytes > 0 || a_.tokens[i].pos == Pos::VERB)
      return false;
    if (i + 1 >= r_.words.size() || a_.tokens[i + 1].proclitics != 0) return false;
    return (r_.words[i + 1].marks & kPlace) != 0 || (r_.words[i + 1].mention == kNone && a_.tokens[i + 1].pos == Pos::PROPN);
  }

  // "Downed six *drones*", "a Turkish drone" is spelled like a march: counted, of a state, or at an act of force.
  [[nodiscard]] bool is_weapon(Index i) const {
    if ((r_.words[i].classes & r_.weapon_class) == 0 || a_.tokens[i].enclitic_bytes > 0) return false;
    const auto is_nisba = [&](Index j) {
      return j < r_.words.size() && r_.words[j].state != kNone && r_.words[j].mention == kNone;
    };
    if (is_nisba(i + 1)) return true;
    const Index begin = a_.sentences[r_.sentence_of[i]].tokens.begin;
    if (i == begin) return false;
    if (a_.tokens[i - 1].kind == TokenKind::number || a_.tokens[i - 1].pos == Pos::NUM) return true;
    if ((r_.words[i - 1].classes & r_.weapon_class) != 0) return true;  // "an aircraft without a pilot"
    return std::any_of(r_.triggers.rbegin(), r_.triggers.rend(), [&](const Trigger& t) {
      return t.tokens.begin >= begin && t.tokens.end + kWeaponReach > i && t.shape == Shape::verb &&
             t.row->type == EventType::ASSAULT;
    });
  }

  // Longer phrases first; then triggers whose noun class is met, triggers, light verbs.
  [[nodiscard]] bool is_better(const PhraseMatch& x, const PhraseMatch& y) const {
    const auto rank = [&](const PhraseMatch& p) {
      const EventRow& row = events_.row(p.entry);
      const bool is_trigger = row.word == EventWord::trigger;
      const bool needs = row.needs != 0;
      int n = (is_trigger ? (needs ? (is_met(p) ? 40 : -40) : 20) : (row.flags & lexicon::kWeakTrigger) != 0 ? 5 : 10);
      if (is_trigger && !needs && (row.flags & lexicon::kWeakTrigger) != 0) n -= 12;
      if (form_of(p) == lexicon::kNoun) n += 30;  // nouns.tsv says more of a noun than its verb does
      if (form_of(p) == lexicon::kParticiple || form_of(p) == lexicon::kPassiveParticiple) n -= 30;
      if ((row.flags & lexicon::kNeedsOwn) != 0 && is_met(p)) n += 15;
      if ((row.flags & lexicon::kNeedsPreposition) != 0) n += 15;  // its preposition tells it from its homographs
      if (p.proclitics == a_.tokens[p.tokens.begin].proclitics) n += 4;
      const bool has_maqsura = a_.text(p.span).ends_with(text::letter::kAlefMaqsuraUtf8);
      if (form_of(p) == lexicon::kPast && has_maqsura) n += 2;  // "he received" rather than "she throws"
      return n + static_cast<int>(p.tokens.end - p.tokens.begin) * 100 - (p.enclitic_bytes > 0 ? 3 : 0) -
             (p.proclitics != 0 ? 1 : 0);
    };
    return rank(x) > rank(y);
  }

  // What the row asks for stands after the word, in its clause: a noun class, one of its prepositions.
  [[nodiscard]] bool is_met(const PhraseMatch& p) const {
    const Index noun = needed(p);
    const bool is_own =
        (events_.row(p.entry).flags & lexicon::kNeedsOwn) == 0 || (noun != kNone && a_.tokens[noun].enclitic_bytes > 0);
    return noun != kNone && is_own && has_preposition(p);
  }

  // "Finished off", not "ruled that": the row is meant with one of its prepositions only.
  [[nodiscard]] bool has_preposition(const PhraseMatch& p) const {
    const EventRow& row = events_.row(p.entry);
    if ((row.flags & lexicon::kNeedsPreposition) == 0) return true;
    const auto takes = [&](Slot slot) { return slot != Slot::none && row.frame[static_cast<std::size_t>(slot)] != Part::none; };
    const Index end = std::min<Index>(a_.sentences[r_.sentence_of[p.tokens.begin]].tokens.end, p.tokens.end + kPrepositionReach);
    for (Index i = p.tokens.end; i < end; ++i) {
      const Word& w = r_.words[i];
      if ((w.marks & (kHardStop | kColon | kComplementizer)) != 0) return false;
      const std::uint8_t clitics = a_.tokens[i].proclitics;
      if (takes(w.slot) || ((clitics & kBaClitic) != 0 && takes(Slot::bi)) || ((clitics & kLamClitic) != 0 && takes(Slot::li)))
        return true;
    }
    return false;
  }
  // What strikes land also strikes whom it belongs to: "to strike X".
  [[nodiscard]] bool takes_body(const EventRow& row) const {
    return row.type == EventType::ASSAULT && (row.needs & territory_class_) != 0;
  }
  [[nodiscard]] bool is_body(Index i) const {
    const Index name = r_.words[i].mention;
    if (name == kNone || r_.words[i].clitics != 0) return false;
    const ActorType type = a_.actors[r_.names[name].actor].type;
    return type == ActorType::state || type == ActorType::armed_group || type == ActorType::government;
  }
  // An organisation is an alliance that one can join.
  [[nodiscard]] bool is_alliance(const EventRow& row, Index i) const {
    return (row.needs & alliance_class_) != 0 && r_.words[i].mention != kNone &&
           a_.actors[r_.names[r_.words[i].mention].actor].type == ActorType::organisation;
  }
  [[nodiscard]] Index needed(const PhraseMatch& p) const {
    const EventRow& row = events_.row(p.entry);
    if (row.needs == 0) return p.tokens.begin;
    const Sentence& s = a_.sentences[r_.sentence_of[p.tokens.begin]];
    const Index end = std::min<Index>(s.tokens.end, p.tokens.end + (is_verb_form(p) ? kVerbReach : kNounReach));
    if (takes_body(row) && !is_verb_form(p) && p.tokens.end < s.tokens.end && is_body(p.tokens.end)) return p.tokens.end;
    for (Index i = p.tokens.end; i < end; ++i) {
      const bool is_in_name = r_.words[i].mention != kNone && r_.names[r_.words[i].mention].tokens.begin != i;
      if ((!is_in_name && (r_.words[i].classes & row.needs) != 0) || is_alliance(row, i)) return i;
      const std::uint32_t stops =
          row.type == EventType::THREATEN ? kHardStop | kColon : kHardStop | kColon | kComplementizer | kSubordinator | kVerb;
      if ((r_.words[i].marks & stops) != 0) break;
    }
    if (!is_verb_form(p)) return kNone;
    for (Index i = p.tokens.begin, n = 0; i > s.tokens.begin && n < kLeftReach; ++n) {  // "grenades were thrown"
      --i;
      if ((r_.words[i].classes & row.needs) != 0) return i;
      if ((r_.words[i].marks & (kHardStop | kColon | kSubordinator | kVerb)) != 0) break;
    }
    return kNone;
  }

  void add(const PhraseMatch& p) {
    const EventRow& row = events_.row(p.entry);
    Trigger& t = r_.triggers.emplace_back();
    t.row = &row;
    t.tokens = p.tokens;
    if ((row.flags & lexicon::kMultiword) != 0) t.tokens.end = t.tokens.begin + 1;
    t.span = {p.span.begin, a_.tokens[t.tokens.end - 1].span.end};
    t.features = p.features;
    t.clitics = p.proclitics;
    t.enclitic_bytes = p.enclitic_bytes;
    t.sentence = r_.sentence_of[p.tokens.begin];
    t.needed = row.needs != 0 ? needed(p) : kNone;
    t.is_passive = (p.features & lexicon::kPassive) != 0;
    t.is_event = row.word == EventWord::trigger;
    switch (form_of(p)) {
      case lexicon::kPast:
      case lexicon::kPresent: t.shape = Shape::verb; break;
      case lexicon::kParticiple: t.shape = Shape::participle; break;
      case lexicon::kPassiveParticiple: t.shape = Shape::passive_participle; break;
      default: t.shape = Shape::noun; break;
    }
    Word& w = r_.words[p.tokens.begin];
    w.trigger = static_cast<Index>(r_.triggers.size() - 1);
    w.clitics = p.proclitics;
    w.marks &= ~(kVerb | kSkip);
    if (t.shape == Shape::verb) w.marks |= kVerb;
    for (Index i = t.tokens.begin + 1; i < p.tokens.end; ++i) r_.words[i].marks |= kInside;
  }

  // A noun that could carry a trigger but has none after it is just a noun.
  void drop_idle_carriers() {
    for (std::size_t k = 0; k < r_.triggers.size(); ++k) {
      const Trigger& t = r_.triggers[k];
      if (t.is(EventWord::trigger) || t.shape == Shape::verb) continue;
      const bool has_next = k + 1 < r_.triggers.size() && r_.triggers[k + 1].sentence == t.sentence &&
                            r_.triggers[k + 1].tokens.begin <= t.tokens.end + kCarrierReach;
      if (!has_next) r_.words[t.tokens.begin].trigger = kNone;
    }
  }

  // The trigger of one or two tokens that `token` belongs to, or kNone.
  [[nodiscard]] Index trigger_over(Index token) const {
    const Index here = r_.words[token].trigger;
    if (here != kNone || token == 0) return here;
    const Index before = r_.words[token - 1].trigger;
    return before != kNone && r_.triggers[before].tokens.end > token ? before : kNone;
  }

  // "Gave support": the noun is the trigger, a verb of the same type that asked for it only carries it.
  void demote_carriers() {
    for (Trigger& t : r_.triggers) {
      if (!t.is(EventWord::trigger) || t.needed == kNone || t.has(lexicon::kAbsorbs)) continue;
      const Index carried = trigger_over(t.needed);
      if (carried == kNone || !r_.triggers[carried].is(EventWord::trigger)) continue;
      const EventType type = t.row->type;
      const bool gives = type == EventType::AID || type == EventType::REQUEST || type == EventType::MOBILIZE ||
                         type == EventType::COERCE || (type == EventType::REJECT && t.shape == Shape::verb);
      if (type == EventType::RETREAT && (r_.triggers[carried].clitics & kLamClitic) != 0)  // "a halt *to fire*"
        r_.triggers[carried].is_event = false;
      if (gives && (type == EventType::AID || r_.triggers[carried].row->type == type)) t.is_event = false;
    }
    // "A round of talks", "operations of bombing": the first noun only counts the second.
    for (std::size_t k = 0; k + 1 < r_.triggers.size(); ++k) {
      Trigger& t = r_.triggers[k];
      const Trigger& next = r_.triggers[k + 1];
      if (t.shape != Shape::noun || next.shape != Shape::noun || !t.is_event || !next.is_event || t.row->type != next.row->type)
        continue;
      if (next.sentence != t.sentence || next.tokens.begin > t.tokens.end + 2 || (next.clitics & ~kWawClitic) != 0 ||
          (next.clitics & kWawClitic) != 0)
        continue;
      bool is_joined = t.enclitic_bytes == 0 && (t.features & lexicon::kDefinite) == 0;
      bool is_alike = t.has(lexicon::kReciprocal) == next.has(lexicon::kReciprocal);
      for (Index i = t.tokens.end; i < next.tokens.begin; ++i) {
        const Word& w = r_.words[i];
        is_alike = is_alike || w.slot == Slot::min;
        if (w.mention != kNone || w.state != kNone || (w.marks & (kComma | kHardStop)) != 0 ||
            (w.slot != Slot::none && w.slot != Slot::min))
          is_joined = false;
      }
      if (is_joined && is_alike) t.is_event = false;
    }
  }

  Analysis& a_;
  const token::TypeTable& types_;
  const lexicon::Events& events_;
  const lexicon::Actors& actors_;
  Reading& r_;
  TokenRange marked_;             // of the marker written last; the longest at a token comes first
  std::uint64_t name_class_ = 0;  // names and quoted names: "operation X"
  std::uint64_t military_class_ = 0;
  std::uint64_t territory_class_ = 0;
  std::uint64_t alliance_class_ = 0;
};

}  // namespace

void read(Analysis& a, const token::TypeTable& types, const lexicon::Events& events, const lexicon::Actors& actors, Reading& r) {
  Reader(a, types, events, actors, r).run();
}

}  // namespace isnad::event
