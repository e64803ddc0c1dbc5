// The sources of one document, each once, and what later phrases point back to.
#pragma once

#include <string>
#include <vector>

#include "attribution/noun_phrase.h"

namespace isnad::attribution {

/// Keeps `analysis.sources` and what is needed to resolve phrases to them.
class Sources {
 public:
  Sources(Analysis& analysis, const View& view) : a_(analysis), v_(view) {}

  /// Index of the source that `phrase` names, new or known; the phrase becomes one of its mentions.
  Index resolve(const SourcePhrase& phrase);
  /// Who spoke, in the order in which they last did; a state to go back to.
  [[nodiscard]] const std::vector<Index>& voices() const { return recent_; }
  void go_back_to(const std::vector<Index>& voices) { recent_ = voices; }
  /// The source that last spoke; kNone before the first.
  [[nodiscard]] Index last() const { return recent_.empty() ? kNone : recent_.back(); }
  /// The latest speaker that a verb without subject can mean, by gender and number of the verb's form.
  [[nodiscard]] Index latest_agreeing(std::uint16_t features, Index preferred) const;
  /// Notes that `source` spoke, through `conduits`.
  void spoke(Index source, const std::vector<Index>& conduits);
  /// Notes that a statement named but not quoted is of `source`: "in a statement issued by X". What it says is his.
  void issued(Index source);
  void set_conduits(Index source, const std::vector<Index>& conduits) { info_[source].conduits = conduits; }
  /// The conduits through which `source` was last heard.
  [[nodiscard]] const std::vector<Index>& conduits(Index source) const { return info_[source].conduits; }
  /// A verb in the singular tells the gender of the person who is its subject.
  void learn_gender(Index source, std::uint16_t features);
  /// One person, known to be of the other gender than a singular verb.
  [[nodiscard]] bool contradicts(Index source, std::uint16_t features) const;
  [[nodiscard]] bool agrees(Index source, std::uint16_t features) const;
  /// The named person whose words hold all words of `phrase`: a family name behind a full name; kNone where there is none.
  [[nodiscard]] Index known_person(const SourcePhrase& phrase) const;
  /// The latest person or official that can be meant by a pronoun of that gender, `but` left out; kNone where there is none.
  [[nodiscard]] Index latest_voice(std::uint16_t features, Index but) const;
  /// The outlet that "the agency", "the paper" means; kNone where the article named none.
  [[nodiscard]] Index outlet_meant(const SourcePhrase& phrase);
  void add_mention(Index source, ByteSpan span);

 private:
  struct Info {
    std::vector<std::string_view> words;  ///< folded words of the phrase that introduced it
    std::vector<std::string_view> heads;  ///< those of them that head a title or name: "minister", not "lawyer of the *minister*"
    std::vector<Index> conduits;
    std::size_t name_words = 0;  ///< of a name with an apposition behind it ("X, son of Y"): how many are the name's
    Index noun = kNone;
    Index second_actor = kNone;
    bool is_feminine = false;
    bool is_gender_told = false;  ///< by a verb of which it was the subject
    bool is_plural = false;
  };

  Index add(const SourcePhrase& phrase, SourceKind kind, Index actor);
  [[nodiscard]] Index name_of_titled(const SourcePhrase& phrase) const;
  [[nodiscard]] Index official_of(const SourcePhrase& phrase) const;
  [[nodiscard]] Index headed_by(const SourcePhrase& phrase) const;
  [[nodiscard]] Index single_source(const SourcePhrase& phrase) const;
  [[nodiscard]] Index point_back(const SourcePhrase& phrase);
  Index outlet_named_since(const SourcePhrase& phrase, Index known);
  [[nodiscard]] Index last_name_of(const SourcePhrase& phrase) const;
  Index last_named(const SourcePhrase& phrase);
  [[nodiscard]] Index find_actor(Index actor, Index second) const;
  [[nodiscard]] Index find_title(const SourcePhrase& phrase) const;
  [[nodiscard]] Index office_of_named(const SourcePhrase& phrase) const;
  [[nodiscard]] Index holder_of(const SourcePhrase& phrase) const;
  [[nodiscard]] Index person_with_title(const SourcePhrase& phrase) const;
  [[nodiscard]] std::vector<std::string_view> words_of(TokenRange range) const;
  void note_heads(Index source, TokenRange range);
  [[nodiscard]] std::size_t words_of_name(const SourcePhrase& phrase) const;
  [[nodiscard]] bool is_named(Index source, std::string_view word) const;
  template <class Test>
  [[nodiscard]] Index latest(Test test) const;
  template <class Test>
  [[nodiscard]] static Index latest_in(const std::vector<Index>& order, Test test);

  Analysis& a_;
  const View& v_;
  std::vector<Info> info_;
  std::vector<Index> recent_;  // sources in the order in which they last spoke
  Index issuer_ = kNone;       // of the last statement that was named
  std::vector<Index> named_;   // sources in the order in which they were last named
};

}  // namespace isnad::attribution
