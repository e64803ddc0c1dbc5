// What attribution needs to know of each token, gathered once per document from the phrases and earlier layers.
#pragma once

#include <vector>

#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/cues.h"
#include "lexicon/offices.h"
#include "token/types.h"

namespace isnad::attribution {

struct TokenView {
  Index mention = kNone;    ///< mention that covers the token
  Index cue = kNone;        ///< phrase: verb of saying that begins here
  Index nominal = kNone;    ///< phrase: prepositional cue that begins here
  Index noun_cue = kNone;   ///< phrase: noun of saying that begins here
  Index noun = kNone;       ///< phrase: source noun that begins here
  Index own_noun = kNone;   ///< phrase: source noun with a pronoun ending that begins here
  Index title = kNone;      ///< phrase: role title that begins here
  Index adjective = kNone;  ///< phrase: adjective of a state that begins here
  Index quotation = kNone;  ///< quotation that covers the token, marks included
  Index marker_end = 0;     ///< end of the marker that begins here
  lexicon::MarkerClass marker = lexicon::MarkerClass::none;
  bool is_outlet_head = false;
  bool is_homograph = false;  ///< another word than the cue it is written like
  bool is_given_name = false;
  bool is_time = false;
  bool is_pronoun_phrase = false;  ///< a preposition with its pronoun
  bool is_from = false;            ///< the preposition before what is quoted, with or without a pronoun
};

/// The tokens of one document, seen by role. Reused from document to document.
class View {
 public:
  View(const Analysis& analysis, const token::TypeTable& types, const lexicon::Cues& cues, const lexicon::Actors& actors,
       const lexicon::Offices& offices);

  [[nodiscard]] const TokenView& operator[](Index i) const { return tokens_[i]; }
  [[nodiscard]] const Analysis& analysis() const { return a_; }
  [[nodiscard]] const lexicon::Cues& cues() const { return cues_; }
  [[nodiscard]] const lexicon::Offices& offices() const { return offices_; }
  [[nodiscard]] const Token& token(Index i) const { return a_.tokens[i]; }
  [[nodiscard]] const token::WordType& type(Index i) const { return types_[a_.tokens[i].type]; }
  [[nodiscard]] const PhraseMatch& phrase(Index p) const { return a_.phrases[p]; }
  [[nodiscard]] const lexicon::CueRow& cue_row(Index phrase) const { return cues_.cue(a_.phrases[phrase].entry); }
  [[nodiscard]] bool is(Index i, lexicon::MarkerClass c) const { return i < tokens_.size() && tokens_[i].marker == c; }
  [[nodiscard]] bool is_preposition(Index i) const {
    return i < tokens_.size() &&
           (lexicon::is_outer_preposition(tokens_[i].marker) || is(i, lexicon::MarkerClass::inner_preposition));
  }
  [[nodiscard]] bool is_quantifier(Index i) const { return i < tokens_.size() && lexicon::is_quantifier(tokens_[i].marker); }
  [[nodiscard]] bool is_mark(Index i, char c) const;  ///< the token is this ASCII mark
  [[nodiscard]] bool is_comma(Index i) const;         ///< Arabic or Latin comma or semicolon
  [[nodiscard]] bool is_word(Index i) const;
  [[nodiscard]] bool is_lone_lam(Index i) const;  ///< "to", parted from its name by a tatweel and a quotation mark
  /// The word is the verb or noun of "asked not to be named", "without giving his identity".
  [[nodiscard]] bool asks_for_anonymity(Index i) const;
  [[nodiscard]] bool is_negation(Index i) const {  ///< "not", before a verb
    return is_word(i) && a_.tokens[i].has_role(Role::negation) && !a_.tokens[i].has_role(Role::relative) &&
           !a_.tokens[i].has_role(Role::copula);
  }
  [[nodiscard]] bool is_finite_cue(Index i) const;                     ///< a past or present form of a verb of saying begins here
  [[nodiscard]] bool starts_mention(Index i) const;                    ///< an actor (not a place) is named from here on
  [[nodiscard]] bool names_outlet(Index i) const;                      ///< a mention of an outlet begins here
  [[nodiscard]] std::string_view state_meant(TokenRange range) const;  ///< id of the state whose adjective stands in it; empty
  [[nodiscard]] char known_sex(Index actor) const;                     ///< 'm' or 'f' of a person of the lexicon; 0 else
  [[nodiscard]] bool is_media_noun(Index i) const;                     ///< "agency", "channel"
  [[nodiscard]] bool opens_what(Index i) const;          ///< "*what* the agency carried": an object, no word of a name
  [[nodiscard]] bool is_verb(Index i) const;             ///< of saying or another, and no name
  [[nodiscard]] std::uint8_t proclitics(Index i) const;  ///< of the mention, phrase or word that begins here

 private:
  void read_phrases();
  void read_marker(const PhraseMatch& m, TokenView& t) const;
  void read_name(const Mention& m);
  void drop_homographs();

  const Analysis& a_;
  const token::TypeTable& types_;
  const lexicon::Cues& cues_;
  const lexicon::Actors& actors_;
  const lexicon::Offices& offices_;
  std::vector<TokenView> tokens_;
};

}  // namespace isnad::attribution
