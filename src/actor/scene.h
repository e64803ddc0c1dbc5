// The scene: what the rules of this folder share while they read one document.
//
// A rule claims tokens for a mention. Rules run from the surest to the least sure, so a token that is claimed is closed to
// later rules. A mention is *settled* or, for names that can be a place or a common word, *open* until the whole document
// has been read (settle.h).
#pragma once

#include <string_view>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/events.h"
#include "lexicon/inflect.h"
#include "token/types.h"

namespace isnad::actor {

enum class Reading : std::uint8_t { settled, country, capital, people };

struct Claim {
  Mention mention;
  Reading reading = Reading::settled;
  std::uint32_t row = kNone;    ///< lexicon row, where it has one
  std::uint32_t state = kNone;  ///< lexicon row of the state it is, or belongs to
  std::uint32_t organ = kNone;  ///< row of the organ, where the name is an organ's
  std::uint8_t proclitics = 0;
};

class Scene {
 public:
  Scene(Analysis& analysis, const token::TypeTable& types, const lexicon::Actors& lexicon);

  Analysis& a;
  const token::TypeTable& types;
  const lexicon::Actors& lexicon;
  std::vector<Claim> claims;

  [[nodiscard]] Index token_count() const { return static_cast<Index>(a.tokens.size()); }
  [[nodiscard]] const Token& token(Index i) const { return a.tokens[i]; }
  [[nodiscard]] const token::WordType& type(Index i) const { return types[a.tokens[i].type]; }
  [[nodiscard]] bool is_word(Index i) const {
    return i < token_count() && (token(i).kind == TokenKind::word || token(i).kind == TokenKind::latin);
  }
  /// Phrases that begin at token i, longest first.
  [[nodiscard]] std::span<const PhraseMatch> phrases(Index i) const {
    return std::span(a.phrases).subspan(begin_[i], begin_[i + 1] - begin_[i]);
  }
  /// True when token i is, or can only be read as, a word that stands in no name: verbs of the lexicon, function words,
  /// titles, organs and the like.
  [[nodiscard]] bool is_plain(Index i) const;
  /// The same without titles and nouns that announce names, which can stand inside a name ("Sheikh", "Amir").
  [[nodiscard]] bool is_never_name(Index i) const;
  /// The same by the lexicon alone, whatever part of speech the word was given.
  [[nodiscard]] bool is_listed_word(Index i) const;
  /// Token i is a form of a verb of saying with a pronoun: "(quoted X) *his saying*".
  [[nodiscard]] bool is_own_saying(Index i) const;
  /// The last name of a leader whom the lexicon knows begins at token i.
  [[nodiscard]] bool is_famous(Index i) const;
  /// The name alone says who is meant when the article was published: one leads, has lately led or is about to.
  [[nodiscard]] bool is_famous(const PhraseMatch& name) const;
  /// It does in news of his state: one has led.
  [[nodiscard]] bool is_former(const PhraseMatch& name) const;
  /// Token i is too long for a family name that stands first, as Korean ones do, and neither a given name nor definite.
  [[nodiscard]] bool opens_no_name(Index i) const;
  /// A phrase of `layer` begins with the word before token i and holds i.
  [[nodiscard]] bool is_in_longer(Index i, lexicon::Layer layer) const;
  /// The head of an organ opens a phrase that names none: "national security".
  [[nodiscard]] bool is_idea(const PhraseMatch& head) const;
  /// The noun with its preposition is a preposition itself: "under the leadership of" before who leads.
  [[nodiscard]] bool is_preposition(const PhraseMatch& noun) const;
  /// Word i is a particle that is one name with the word after it or before it (`bit`: kBindsNext, kBindsPrevious).
  [[nodiscard]] bool binds(Index i, unsigned bit) const;
  /// Word i, folded, without its proclitics, which are one letter each.
  [[nodiscard]] std::string_view stem(Index i, std::uint8_t proclitics) const;
  /// No other actor of the lexicon has this name.
  [[nodiscard]] bool is_alone(const PhraseMatch& name) const;
  /// A noun of place ("town", "province") stands right before token i.
  [[nodiscard]] bool follows_place_noun(Index i) const;
  /// The noun for an outlet that ends before token i, of three words at most ("the official news agency"), or null.
  [[nodiscard]] const PhraseMatch* outlet_noun(Index i) const;
  /// The longest place name that begins at token i and is no common word, or null.
  [[nodiscard]] const PhraseMatch* place(Index i) const;
  /// First phrase of `layer` that begins at i (the longest), or null.
  [[nodiscard]] const PhraseMatch* phrase(Index i, lexicon::Layer layer) const;
  [[nodiscard]] bool has(Index i, lexicon::Layer layer) const { return (layers_[i] & (1U << static_cast<unsigned>(layer))) != 0; }

  [[nodiscard]] bool is_free(TokenRange r) const;
  [[nodiscard]] Index claim_at(Index token) const { return token < owner_.size() ? owner_[token] : kNone; }
  /// Adds the claim and takes its tokens. They must be free.
  Claim& take(const Claim& claim);
  /// Ends the claim; its tokens are free again.
  void drop(Index claim);
  [[nodiscard]] bool is_dropped(const Claim& c) const { return c.mention.tokens.is_empty(); }

  /// The document's actor for a lexicon row, for an organ of a state, or with a given id.
  Index actor_of_row(std::uint32_t row);
  Index actor_of_organ(std::uint32_t state, std::uint32_t organ);
  Index actor_by_id(std::string_view id, std::string_view name, ActorType type, std::string_view country);
  /// Id for an actor that the lexicon does not know: `x-`, `prefix` and the name's words in Latin letters, from `begin`.
  std::string_view unknown_id(TokenRange name, std::string_view prefix, ByteOffset begin);

  /// True when nothing but white space parts words i - 1 and i of one sentence.
  [[nodiscard]] bool joins_previous(Index i) const { return i > 0 && is_word(i) && is_word(i - 1) && starts_[i] == 0; }
  /// The word that goes on after token end - 1: `end`, or the one behind the underscore of a hashtag; kNone where there is none.
  [[nodiscard]] Index word_after(Index end) const;
  [[nodiscard]] bool starts_sentence(Index i) const { return starts_[i] != 0; }
  [[nodiscard]] bool is_headline(Index token) const { return token < headline_end_; }

 private:
  std::vector<std::uint32_t> begin_;   // by token: first phrase that begins there
  std::vector<std::uint32_t> layers_;  // by token: layers of the phrases that begin there
  std::vector<Index> owner_;           // by token: claim that holds it
  std::vector<std::uint8_t> starts_;   // by token: begins a sentence
  Index headline_end_ = 0;
  std::uint16_t published_ = 0;  // month_number; 0 where nobody knows
};

/// Names of the lexicon and organs composed with states, in one pass from left to right.
void claim_known(Scene& scene);
/// Groups named only by the state that they side with.
void claim_backed_groups(Scene& scene);
/// Bodies that a noun announces ("channel", "party") and persons that a title, a verb of saying or a given name announces.
void claim_bodies(Scene& scene);
void claim_persons(Scene& scene);
/// Other names that the document gives its actors: in parentheses or quotation marks after the name; last names of persons.
void claim_aliases(Scene& scene);
/// Last names, short names, bare organs; then what is a place after all.
void claim_short(Scene& scene);
/// Governments and forces named by a person: "the government of X".
void claim_governments_of_persons(Scene& scene);
void settle_places(Scene& scene, const lexicon::Events& events);
/// Places of the gazetteer, where no actor is named.
void claim_places(Scene& scene);

}  // namespace isnad::actor
