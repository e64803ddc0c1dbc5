// Finds the attributions of one document, sentence by sentence, cue by cue, in the order of the text.
//
// For each cue: where its content begins, who its source is (after the verb, before it, or carried on from before),
// through whom it comes (conduits), and where its content ends. The rules are those of annotation.md 2 and its rulings.
#pragma once

#include <vector>

#include "attribution/sources.h"
#include "attribution/view.h"

namespace isnad::attribution {

class Attributor {
 public:
  Attributor(Analysis& analysis, const token::TypeTable& types, const lexicon::Cues& cues, const lexicon::Actors& actors,
             const lexicon::Offices& offices)
      : a_(analysis),
        v_(analysis, types, cues, actors, offices),
        sources_(analysis, v_) {}

  void run();

 private:
  /// Where the content of a cue begins and how it is joined to it.
  struct Content {
    Index token = kNone;     ///< first token; kNone when none was found
    Index zone_end = kNone;  ///< end of what stands between cue and content
    bool is_quotation = false;
    bool is_clause = false;  ///< after an or inna
    bool is_colon = false;
    Index end = kNone;             ///< token after it where that is known; else content_end() finds it
    bool is_past_setting = false;  ///< a noun phrase behind where it was said
    bool is_reported = false;      ///< behind "his stressing of", of one who is quoted
  };
  static constexpr Index kLongQuotation = 6;  ///< a passage of this many tokens is quoted speech, not a quoted term
  /// A cue that is being read.
  struct Cue {
    Index token = 0;
    Index end = 0;  ///< token after the cue and its own words
    ByteSpan span;
    Index phrase = kNone;
    const lexicon::CueRow* row = nullptr;
    std::uint16_t features = 0;
    bool has_pronoun = false;
    const lexicon::CueRow* verb = nullptr;  ///< of "according to what X announced": the verb's own entry
  };

  [[nodiscard]] bool points_elsewhere(const Sentence& s) const;
  void read_sentence(const Sentence& sentence);
  void carry_on(const Sentence& sentence);
  [[nodiscard]] bool goes_on_with_clause(const Sentence& sentence) const;
  void read_headline_colon(const Sentence& sentence);
  void read_headline_quotation(const Sentence& sentence);
  void read_headline_topic();
  [[nodiscard]] bool opens_with_voice_of(const SourcePhrase& state, Index colon) const;
  [[nodiscard]] bool opens_ticker_line(const Sentence& s, const SourcePhrase& phrase, Index colon) const;
  [[nodiscard]] bool is_mention_up_to(Index begin, Index end) const;
  void add_colon(Index colon, const SourcePhrase& phrase);
  [[nodiscard]] Index tail_end(const Cue& cue, const SourcePhrase& source, std::vector<Index>& conduits);
  bool read_verb(const Cue& cue);
  bool read_nominal(Index phrase);
  [[nodiscard]] bool is_for_subject(Index at) const;
  [[nodiscard]] bool is_second_reference(Index at) const;
  [[nodiscard]] bool is_human_plural(Index i) const;
  [[nodiscard]] bool holds_proper_noun(TokenRange range) const;
  bool read_masdar(const Cue& cue);
  bool read_periphrasis(const Cue& cue);
  [[nodiscard]] bool is_fronted(Index token) const;
  [[nodiscard]] Index main_clause_after(Index token) const;
  bool read_noun_cue(Index phrase);
  [[nodiscard]] Index noun_clause(const Cue& cue, SourcePhrase& genitive) const;
  [[nodiscard]] bool is_setting(Index noun) const;
  [[nodiscard]] bool is_voice(Index noun_phrase) const;
  void note_paper();
  void note_issuer(TokenRange setting);
  bool read_setting_of(TokenRange range);
  bool read_setting(const Cue& cue);
  bool read_pretext(const Cue& cue);
  [[nodiscard]] SourcePhrase contrasted_subject(Index limit) const;
  bool read_own_words(const Cue& cue);
  bool read_document(Cue cue);
  [[nodiscard]] bool is_said_by_unknown(const Cue& cue, const Content& content) const;
  [[nodiscard]] Index demanded_noun(const Cue& cue, Index after_subject, const Content& content) const;
  [[nodiscard]] bool is_of_himself(const Cue& cue, Index source) const;
  [[nodiscard]] Index subject_of_previous(const Cue& cue);
  [[nodiscard]] Index agreeing_topic(const Cue& cue);
  [[nodiscard]] const Sentence* sentence_before() const;
  [[nodiscard]] SourcePhrase subject_of(const Sentence& s);
  [[nodiscard]] bool is_accused(const Cue& cue, const SourcePhrase& subject) const;
  void note_topic(const Cue& cue, const SourcePhrase& subject);
  [[nodiscard]] bool has_unknown_subject(const Cue& cue) const;
  [[nodiscard]] Index speaker_here(const Cue& cue);
  [[nodiscard]] Index clause_topic(const Cue& cue);
  [[nodiscard]] SourcePhrase antecedent(const Cue& cue) const;
  [[nodiscard]] SourcePhrase plural_subject(Index verb) const;
  [[nodiscard]] Index carried_speaker(const Cue& cue, TokenRange& topic);
  [[nodiscard]] Index first_free() const;
  [[nodiscard]] Index quoted_up_to(Index token) const;
  [[nodiscard]] bool is_voice_of_own(Index source) const;
  [[nodiscard]] bool is_of_quoted(Index token) const;
  [[nodiscard]] bool says_something(const Cue& verb) const;
  [[nodiscard]] bool has_words(Index from, Index to) const;
  [[nodiscard]] bool holds_word(ByteSpan content, Index first) const;
  bool read_own_report(const Cue& cue, Index from);
  bool read_afterthought(const Cue& cue, const SourcePhrase& phrase, Index source);
  void add_once_conduit(Index source);
  [[nodiscard]] Index attribution_before(Index token) const;
  [[nodiscard]] bool is_report(Index given) const;
  [[nodiscard]] bool tells_of_main(Index given, Index at, Index after) const;
  [[nodiscard]] bool ends_at(ByteSpan content, Index token) const;
  [[nodiscard]] Index paragraph_of(ByteOffset at) const;
  void add_conduit_behind(Index given, Index source);

  [[nodiscard]] Cue cue_at(Index token, Index phrase) const;
  [[nodiscard]] bool is_regarded(const Cue& cue) const;
  [[nodiscard]] bool is_elative(Index i) const;
  [[nodiscard]] bool takes_clause_of_inna(const Cue& cue) const;
  [[nodiscard]] bool may_be_cue(const Cue& cue) const;
  [[nodiscard]] bool governs(const Cue& cue) const;
  [[nodiscard]] bool says_by_negation(const Cue& cue) const;
  [[nodiscard]] bool may_be_verb(const Cue& cue) const;
  [[nodiscard]] bool is_noun_by_place(const Cue& cue) const;
  [[nodiscard]] bool is_marked_passive(const Cue& cue) const;
  [[nodiscard]] bool is_whom(const Cue& cue) const;
  [[nodiscard]] bool is_first_person(const Cue& cue) const;
  [[nodiscard]] bool names_speaker(Index i) const;
  [[nodiscard]] bool is_bare_object(const Cue& cue, const Content& content) const;
  [[nodiscard]] bool is_plausible(const Cue& cue, const SourcePhrase& subject, const Content& content) const;
  [[nodiscard]] bool learns(const Cue& cue, const SourcePhrase& subject) const;
  [[nodiscard]] bool is_document(const SourcePhrase& subject) const;
  [[nodiscard]] Content find_denied(const Cue& cue, const SourcePhrase& subject) const;
  [[nodiscard]] bool may_quote(const Cue& cue, Index open) const;
  [[nodiscard]] bool is_manner_of(const Cue& cue, Index participle) const;
  [[nodiscard]] bool is_plain(Index i) const;
  [[nodiscard]] bool is_described_by_other(const Cue& cue, Index open) const;
  [[nodiscard]] Index aside_end(Index i, Index limit) const;
  [[nodiscard]] Content find_content(const Cue& cue) const;
  [[nodiscard]] Content find_colon_quotation(const Cue& cue, Index from, Index limit) const;
  [[nodiscard]] bool is_of_pretext(Index i) const;
  [[nodiscard]] bool opens_clause(const Cue& cue, Index i) const;
  [[nodiscard]] bool is_of_subject(const Cue& cue, Index verb) const;
  [[nodiscard]] Index clause_right_after(Index verb) const;
  [[nodiscard]] bool has_own_preposition(const Cue& cue, Index limit) const;
  [[nodiscard]] bool has_named_noun(Index i) const;
  [[nodiscard]] bool is_office_quotation(Index open) const;
  [[nodiscard]] bool is_name_before_clause(const Cue& cue, Index open) const;
  [[nodiscard]] bool is_named_body(Index i) const;
  [[nodiscard]] bool holds_verb(TokenRange range) const;
  [[nodiscard]] bool is_term(Index open) const;
  [[nodiscard]] bool is_name_quotation(const Cue& cue, Index open, Index limit) const;
  [[nodiscard]] Content find_responsibility(const Cue& cue, Index from) const;
  [[nodiscard]] Index skip_gloss(Index i) const;
  [[nodiscard]] Index skip_conjunct(Index i) const;
  [[nodiscard]] Index skip_place(const Cue& cue, Index i) const;
  [[nodiscard]] Content find_noun_content(const Cue& cue, Index from, bool follows_subject = false) const;
  [[nodiscard]] bool is_governed(const Cue& cue, Index i) const;
  [[nodiscard]] bool is_own_preposition(const Cue& cue, Index i) const;
  [[nodiscard]] bool is_circumstance(Index i) const;
  [[nodiscard]] bool is_object_of(const Cue& cue, const SourcePhrase& phrase, bool is_clause) const;
  [[nodiscard]] SourcePhrase subject_after(const Cue& cue, const Content& content) const;
  [[nodiscard]] SourcePhrase quoted_outlet(const Cue& cue, Index open, Index limit) const;
  [[nodiscard]] TokenRange bracketed_name(Index open, Index limit) const;
  [[nodiscard]] SourcePhrase outlet_named(TokenRange name, Index open) const;
  [[nodiscard]] bool is_in_other_content(Index p, Index cue) const;
  [[nodiscard]] bool resumes(const Cue& cue, Index relative) const;
  [[nodiscard]] bool may_be_antecedent(const Cue& cue, Index relative) const;
  [[nodiscard]] SourcePhrase author_of_vessel(const Cue& cue, Index& vessel) const;
  [[nodiscard]] bool names_occasion(TokenRange range) const;
  [[nodiscard]] bool names_period(TokenRange range) const;
  [[nodiscard]] bool is_issued(const SourcePhrase& subject) const;
  [[nodiscard]] bool is_verbal_noun(Index i) const;
  [[nodiscard]] bool is_occasion(Index i) const;
  [[nodiscard]] bool holds_speech(Index vessel) const;
  [[nodiscard]] bool is_vessel(Index i) const;
  [[nodiscard]] bool is_report_noun(Index i) const;
  [[nodiscard]] bool is_meeting(Index noun) const;
  [[nodiscard]] bool is_place_of_speech(Index k) const;
  [[nodiscard]] bool is_clause_on_noun(Index k) const;
  [[nodiscard]] bool opens_object(Index k, bool is_closed) const;
  [[nodiscard]] bool is_in(Index i) const;
  [[nodiscard]] bool is_in_it(Index i) const;
  [[nodiscard]] Index noun_past_setting(const Cue& cue, Index i) const;
  [[nodiscard]] Index closed_aside_end(const Cue& cue, Index i, Index limit) const;
  [[nodiscard]] Index after_addressee(Index i, Index limit) const;
  [[nodiscard]] Index after_complement(Index i) const;
  [[nodiscard]] Index after_relative_verb(Index i) const;
  [[nodiscard]] Index broadcast_end(Index verb, Index limit) const;
  [[nodiscard]] bool ends_plainly(Index i) const;
  [[nodiscard]] bool is_addressed_to_outlet(Index noun) const;
  [[nodiscard]] bool is_joined_outlet(Index i, const SourcePhrase& subject) const;
  [[nodiscard]] SourcePhrase topic_of_particle(const Cue& cue) const;
  [[nodiscard]] SourcePhrase described_topic(const Cue& cue, Index end) const;
  [[nodiscard]] bool has_pronoun_subject(const Cue& cue) const;
  [[nodiscard]] bool follows_subject(const Cue& cue) const;
  [[nodiscard]] bool follows_own_noun(const Cue& cue) const;
  [[nodiscard]] bool is_plural_form(Index i) const;
  [[nodiscard]] bool is_of_other_sex(const Cue& cue, const SourcePhrase& phrase) const;
  [[nodiscard]] bool is_unlike(const Cue& cue, const SourcePhrase& phrase) const;
  [[nodiscard]] bool is_noun_of_subject(const Cue& cue, const SourcePhrase& subject) const;
  [[nodiscard]] Index closing_setting(const Cue& cue, const Content& content) const;
  [[nodiscard]] Index before_adverb(Index end) const;
  [[nodiscard]] SourcePhrase subject_before(const Cue& cue) const;
  [[nodiscard]] SourcePhrase subject_of_earlier(const Cue& cue) const;
  [[nodiscard]] bool is_told_outlet(Index i) const;
  [[nodiscard]] bool opens_main_verb(Index p) const;
  [[nodiscard]] SourcePhrase sentence_subject(Index limit) const;
  [[nodiscard]] bool is_known_name(Index i) const;
  [[nodiscard]] SourcePhrase nearest_subject(Index limit) const;
  [[nodiscard]] SourcePhrase named_topic(const Cue& cue) const;
  [[nodiscard]] SourcePhrase topic_before(const Cue& cue) const;
  [[nodiscard]] Index skip_apposition(const Cue& cue, Index i, Index from) const;
  [[nodiscard]] bool is_of_clock(Index colon) const;
  [[nodiscard]] bool names_deed(Index i) const;
  [[nodiscard]] bool has_masdar(Index i, lexicon::Layer layer) const;
  [[nodiscard]] bool may_be_masdar(Index i) const;
  [[nodiscard]] static bool is_participle_of(const Cue& cue);
  [[nodiscard]] Content find_preceding(const Cue& cue, const SourcePhrase& subject) const;
  [[nodiscard]] Index skip_adjuncts(Index i, Index limit) const;
  [[nodiscard]] bool is_dash_of_adjunct(Index i) const;
  [[nodiscard]] bool goes_on_relaying(const Cue& cue) const;
  [[nodiscard]] bool is_from(const Cue& cue, Index i) const;
  [[nodiscard]] std::vector<SourcePhrase> quoted_sources(const Cue& cue, TokenRange range) const;
  [[nodiscard]] SourcePhrase quoted_by_outlet(const Cue& cue, const SourcePhrase& outlet, Index limit) const;
  [[nodiscard]] Index quoted_before(const Cue& cue, Index source, TokenRange range) const;

  [[nodiscard]] bool is_carried_by(Index outlet) const;
  [[nodiscard]] bool is_owner_of_noun(Index i) const;
  [[nodiscard]] SourcePhrase outlet_by_noun(Index i, Index limit, bool is_transmitted);
  void drop_carried(std::vector<Index>& chain) const;
  Index collect_conduits(TokenRange range, const SourcePhrase& subject, std::vector<Index>& conduits);
  void note_vessels();
  [[nodiscard]] Index setting_before(Index verb) const;
  bool read_broadcast(const Cue& cue, const SourcePhrase& subject, const Content& content);
  [[nodiscard]] bool is_own_outlet(Index actor) const;

  void add(const Cue& cue, const SourcePhrase& subject, Index source, const Content& content, std::vector<Index> conduits);
  [[nodiscard]] ByteSpan content_span(const Cue& cue, const Content& content) const;
  [[nodiscard]] bool is_held_responsible(const Cue& cue, const SourcePhrase& phrase) const;
  [[nodiscard]] Index lead_of(Index i) const;
  [[nodiscard]] bool is_next_act(const Cue& cue, const Cue& outer) const;
  [[nodiscard]] bool ends_content(Index i, Index begin, const Cue& outer) const;
  [[nodiscard]] bool turns_to_speaker(Index i) const;
  [[nodiscard]] bool is_closing_reference(Index i, Index limit) const;
  [[nodiscard]] bool is_saying_of_other(Index preposition) const;
  [[nodiscard]] bool is_set_against(Index comma, const Cue& cue) const;
  [[nodiscard]] bool is_saying_of_next(Index conjunction) const;
  [[nodiscard]] bool goes_on(Index contrast) const;
  [[nodiscard]] bool opens_joined_clause(Index i) const;
  [[nodiscard]] bool is_next_deed(Index i, const Cue& cue) const;
  [[nodiscard]] bool has_reference_behind(Index i) const;
  [[nodiscard]] bool returns_to_writer(Index i, const Cue& cue, bool is_clause) const;
  [[nodiscard]] Index content_end(Index begin, const Cue& cue) const;
  [[nodiscard]] bool is_quoted_name(TokenRange inner) const;
  [[nodiscard]] QuoteKind quote_kind(ByteSpan content) const;
  [[nodiscard]] Index outer_attribution(ByteSpan cue) const;
  [[nodiscard]] Act act_of(const Cue& cue, ByteSpan content) const;

  Analysis& a_;
  View v_;
  Sources sources_;
  TokenRange sentence_;
  bool is_headline_ = false;
  Index first_of_sentence_ = 0;           // first attribution of the sentence
  std::vector<Index> sentence_conduits_;  // named before the verb: "in remarks carried by X, Y said"
  TokenRange vessels_;                    // from the first word for a statement or an interview in the sentence to the last
  Index topic_of_clause_ = kNone;         // who speaks in the clause of another's statement
  Index referred_ = kNone;                // statement whose reference stands behind it ("…, according to X")
  Index reference_end_ = 0;               // token after that reference
  Index pending_ = 0;                     // cues before this token were read with an earlier one
};

}  // namespace isnad::attribution
