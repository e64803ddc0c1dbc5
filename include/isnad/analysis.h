// Analysis: one document as the stages have read it so far.
//
// The pipeline hands one Analysis from stage to stage. Each stage adds its own layer and never changes an earlier one
// (ARCHITECTURE.md lists which stage reads and writes what). All spans are bytes of `document->text`. String views point
// into the document, the lexicon image or `arena`, and live as long as those. An Analysis is reused from document to
// document by its worker; it is not shared between threads.
#pragma once

#include <algorithm>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/document.h"
#include "isnad/units.h"

namespace isnad {

/// Index into a vector of the Analysis; kNone where there is nothing.
using Index = std::uint32_t;
inline constexpr Index kNone = 0xffffffffU;

// --- words ----------------------------------------------------------------------------------------------------------

enum class TokenKind : std::uint8_t { word, latin, number, punctuation, open_quote, close_quote, symbol, hashtag };

/// Proclitics of a word, as bits (annotation.md: و ف ب ل ك and the future س).
enum Proclitic : std::uint8_t {
  kWawClitic = 1,
  kFaClitic = 2,
  kBaClitic = 4,
  kLamClitic = 8,
  kKafClitic = 16,
  kSinClitic = 32,
  kArticle = 64
};

/// Universal part-of-speech tags (UD v2), spelled as in the record.
enum class Pos : std::uint8_t { X, NOUN, PROPN, VERB, ADJ, ADV, PRON, DET, ADP, CCONJ, SCONJ, PART, AUX, NUM, PUNCT, SYM, INTJ };

/// Names in the scheme of CoNLL (IOB2), as the trained tagger sees them (src/ner), spelled so in the record.
enum class NerTag : std::uint8_t { O, B_PERS, I_PERS, B_LOC, I_LOC, B_ORG, I_ORG, B_MISC, I_MISC };

/// What a function word does (data/words/function.tsv, column `roles`).
enum class Role : std::uint8_t {
  preposition,
  locative,
  temporal,
  source,
  goal,
  topic,
  comitative,
  privative,
  adversative,
  comparison,
  exception,
  concessive,
  cause,
  purpose,
  exchange,
  complementiser,
  subordinator,
  conditional,
  contrast,
  coordinator,
  disjunction,
  negation,
  emphasis,
  modal,
  future,
  relative,
  demonstrative,
  personal,
  interrogative,
  vocative,
  existential,
  affirmation,
  result,
  manner,
  quantifier,
  number,
  auxiliary,
  copula,
  additive,
  focus,
  degree
};

struct Token {
  ByteSpan span;           ///< surface as published
  std::uint32_t type = 0;  ///< index of the word type in the worker's type table
  TokenKind kind = TokenKind::word;
  Pos pos = Pos::X;  ///< in context; X before the morph stage
  NerTag ner = NerTag::O;
  std::uint8_t proclitics = 0;       ///< bits of Proclitic, in context
  std::uint8_t proclitic_bytes = 0;  ///< bytes of the surface they take (the article not counted)
  std::uint8_t enclitic_bytes = 0;   ///< bytes of the surface that a pronoun enclitic takes at the end
  bool space_before = false;         ///< white space or start of text stands before it
  std::uint16_t features = 0;        ///< bits of lexicon::FormFeature: tense, person, gender, number, article
  std::uint64_t roles = 0;           ///< bit 1 << Role for each role of a function word
  std::string_view lemma;            ///< undiacritised; empty when unknown

  [[nodiscard]] bool has_role(Role r) const { return (roles >> static_cast<unsigned>(r) & 1U) != 0; }
};

/// Half-open range of tokens; also the unit of paragraphs.
struct TokenRange {
  Index begin = 0;
  Index end = 0;
  [[nodiscard]] bool is_empty() const { return end <= begin; }
  [[nodiscard]] bool contains(Index i) const { return begin <= i && i < end; }
};

struct Sentence {
  ByteSpan span;
  TokenRange tokens;
  Index paragraph = 0;       ///< 0-based line of the text that is not blank
  bool is_headline = false;  ///< in the title
};

// --- actors ---------------------------------------------------------------------------------------------------------

enum class ActorType : std::uint8_t { state, government, armed_group, party, person, organisation, outlet, people, place };
enum class Label : std::uint8_t { neutral, pejorative, laudatory };
enum class MentionBasis : std::uint8_t { lexicon, model, alias, coreference };

/// An actor of this document: from the lexicon, or found by name alone (`x-` ids).
struct Actor {
  std::string_view id;
  std::string_view name;  ///< English where the lexicon has it, else the first form in the text
  ActorType type = ActorType::organisation;
  std::string_view country;  ///< actor id of the state it belongs to; empty when unknown
  char gender = 0;           ///< 'm', 'f' or 0 where it is not known
};

struct Mention {
  ByteSpan span;  ///< without proclitics
  TokenRange tokens;
  Index actor = kNone;
  Label label = Label::neutral;
  MentionBasis basis = MentionBasis::lexicon;
  float confidence = 1.0F;
  std::string_view rule;  ///< what made it: "file:line" of the lexicon or the rule's name, for `explain`
};

// --- times ----------------------------------------------------------------------------------------------------------

enum class TimeType : std::uint8_t { date, duration, set, reference };

struct TimeExpression {
  ByteSpan span;
  TokenRange tokens;
  std::string value;  ///< ISO 8601, `PXD`-style or `PRESENT_REF`; empty = null
  TimeType type = TimeType::date;
  std::string_view rule;
};

// --- quotations -----------------------------------------------------------------------------------------------------

/// A passage between quotation marks.
struct Quotation {
  ByteSpan span;          ///< with the marks
  ByteSpan inner;         ///< without them
  TokenRange tokens;      ///< tokens inside, marks not counted
  bool is_closed = true;  ///< false where the mark that should end it is missing
};

// --- sources and attributions (annotation.md 2) ---------------------------------------------------------------------

enum class SourceKind : std::uint8_t { person, official, organisation, outlet, anonymous, document };

struct Source {
  SourceKind kind = SourceKind::anonymous;
  Index actor = kNone;             ///< index into `actors`
  std::vector<ByteSpan> mentions;  ///< in order of the text
};

enum class Act : std::uint8_t { state, confirm, reveal, announce, deny, allege, opine, predict, warn, demand };
enum class Stance : std::uint8_t { neutral, distancing, endorsing };
enum class QuoteKind : std::uint8_t { direct, mixed, indirect };

struct Attribution {
  ByteSpan cue;
  std::string_view cue_lemma;
  Act act = Act::state;
  Stance stance = Stance::neutral;
  QuoteKind quote = QuoteKind::indirect;
  std::vector<Index> chain;  ///< indices into `sources`, nearest to the article first
  std::vector<ByteSpan> content;
  float confidence = 1.0F;
  std::string_view rule;
};

// --- events (annotation.md 3) ---------------------------------------------------------------------------------------

enum class EventType : std::uint8_t {
  AGREE,
  CONSULT,
  SUPPORT,
  COOPERATE,
  AID,
  CONCEDE,
  RETREAT,
  REQUEST,
  ACCUSE,
  REJECT,
  THREATEN,
  PROTEST,
  SANCTION,
  MOBILIZE,
  COERCE,
  ASSAULT
};
enum class Status : std::uint8_t { actual, planned, conditional, possible, denied };
enum class Move : std::uint8_t { none, offer, demand, condition, accept, reject, reserve, commit, guarantee, threaten, withdraw };
enum class ThirdRole : std::uint8_t { sponsor, mediator, guarantor, host, observer };

struct ThirdParty {
  Index actor = kNone;
  ThirdRole role = ThirdRole::mediator;
};

/// A number that the text gives for an event: "killed 25 persons" is 25 `killed`.
struct Quantity {
  double value = 0;
  std::string_view unit;  ///< what is counted, as data/events/units.tsv names it
  ByteSpan span;          ///< number and noun
};

struct Event {
  ByteSpan trigger;     ///< without proclitics
  Index token = kNone;  ///< first token of the trigger
  std::string_view trigger_lemma;
  EventType type = EventType::CONSULT;
  std::string_view mode;      ///< PLOVER mode; empty = null
  std::vector<Index> actors;  ///< indices into `actors`
  std::vector<Index> recipients;
  std::vector<ThirdParty> third;
  std::vector<Quantity> quantities;  ///< in order of the text
  Status status = Status::actual;
  Move move = Move::none;
  ByteSpan object;            ///< empty = null
  std::string_view place;     ///< id of the place; empty = null
  Index time = kNone;         ///< index into `times`
  Index attribution = kNone;  ///< innermost attribution whose content holds the trigger
  float confidence = 1.0F;
  std::string_view rule;
};

// --- the whole ------------------------------------------------------------------------------------------------------

/// An occurrence of a lexicon phrase in the tokens (src/token/phrases.h makes them, the layers read their own kind).
struct PhraseMatch {
  TokenRange tokens;
  ByteSpan span;                    ///< without proclitics of the first token and enclitics of the last
  std::uint16_t layer = 0;          ///< lexicon::Layer
  std::uint16_t features = 0;       ///< lexicon::FormFeature bits of the inflected form
  std::uint32_t entry = 0;          ///< row in the layer's table of the image
  std::uint8_t proclitics = 0;      ///< bits of Proclitic that stand before the phrase
  std::uint8_t enclitic_bytes = 0;  ///< bytes of a pronoun that stands after it
};

struct Analysis {
  const Document* document = nullptr;
  std::vector<Token> tokens;
  std::vector<Sentence> sentences;
  std::vector<PhraseMatch> phrases;  ///< in order of first token, longest first
  std::vector<Quotation> quotations;
  std::vector<Actor> actors;
  std::vector<Mention> mentions;  ///< in order of the text, not overlapping
  std::vector<TimeExpression> times;
  std::vector<Source> sources;
  std::vector<Attribution> attributions;
  std::vector<Event> events;
  std::deque<std::string> arena;  ///< strings made for this document (ids and names of unknown actors)

  [[nodiscard]] std::string_view text() const { return document->text; }
  [[nodiscard]] std::string_view text(ByteSpan span) const { return slice(document->text, span); }
  /// The last token that begins at `at` or before; kNone where the text has none there.
  [[nodiscard]] Index token_at(ByteOffset at) const {
    const auto after =
        std::upper_bound(tokens.begin(), tokens.end(), at, [](ByteOffset x, const Token& t) { return x < t.span.begin; });
    return after == tokens.begin() ? kNone : static_cast<Index>(after - tokens.begin()) - 1;
  }
  /// Keeps `s` for as long as the analysis of this document.
  std::string_view keep(std::string s) { return arena.emplace_back(std::move(s)); }
  /// Empties all layers, keeps their memory.
  void reset(const Document& d) {
    document = &d;
    tokens.clear();
    sentences.clear();
    phrases.clear();
    quotations.clear();
    actors.clear();
    mentions.clear();
    times.clear();
    sources.clear();
    attributions.clear();
    events.clear();
    arena.clear();
  }
};

}  // namespace isnad
