// The name tagger: IOB2 tags PERS, LOC, ORG and MISC for every token, by a linear model over sequences.
//
// Each reading of a word type is scored once from where it stands and from where its neighbours see it; a token costs five
// sums and, unless they leave no doubt, the features of its place and one step of Viterbi. A Tagger belongs to one worker, as its type table does.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "isnad/analysis.h"
#include "lexicon/actors.h"
#include "lexicon/morph.h"
#include "lexicon/ner.h"
#include "ner/features.h"
#include "token/types.h"

namespace isnad::ner {

class Tagger {
 public:
  /// All must outlive the Tagger. A model that was not trained leaves every token O.
  Tagger(const lexicon::NerModel& model, const lexicon::MorphLexicon& morph, const lexicon::Actors& actors,
         const token::TypeTable& types)
      : model_(model),
        morph_(morph),
        actors_(actors),
        types_(types) {}

  /// Reads: tokens (with morphology), sentences, phrases. Writes: `ner` of each token.
  void tag(Analysis& analysis);
  /// The same around words that may be a name and that the lexicon does not settle; the others stay O.
  void tag_undecided(Analysis& analysis);

 private:
  static constexpr std::size_t kLanes = 16;  // tags, padded
  static constexpr int kReach = 2;
  /// Index of what stands `distance` away among all within reach.
  static std::size_t place_of(int distance) {
    const int place = distance + kReach;
    return static_cast<std::size_t>(place);
  }
  using Scores = std::array<std::int16_t, kLanes>;

  struct Entry {
    Reading reading;
    std::uint32_t next = kNone;                   // another reading of the type
    std::array<Scores, 2 * kReach + 1> scores{};  // seen from two to the left ... two to the right
    Symbols symbols;
    std::uint8_t transition = 0;
  };

  void follow_types();
  std::uint32_t entry_of(const Token& token);
  void expect(std::uint32_t entry) const;
  /// How many of the keys of facts_ are seen from so far away.
  [[nodiscard]] std::size_t count_seen(int distance) const;
  std::uint32_t add_entry(const Reading& reading);
  void tag_window(Analysis& analysis, TokenRange sentence, TokenRange window);
  /// Sums what the words around token `i` say of it. True where they leave no doubt that it is no name.
  bool score_words(TokenRange range, Index i, Scores& out) const;
  [[nodiscard]] std::array<NerKey, kPlaceFeatures> place_keys(TokenRange range, Index i) const;
  void decode(Analysis& analysis, TokenRange range);

  const lexicon::NerModel& model_;
  const lexicon::MorphLexicon& morph_;
  const lexicon::Actors& actors_;
  const token::TypeTable& types_;
  std::uint32_t generation_ = 0;
  std::vector<std::uint32_t> first_;  // by type: its first entry
  text::LargeVector<Entry> entries_;
  std::vector<std::uint32_t> of_token_;  // by token: its entry
  std::vector<std::uint8_t> listed_;     // by token
  std::vector<std::uint8_t> undecided_;  // by token
  std::vector<Scores> emissions_;        // by token of the sentence
  std::vector<std::uint8_t> is_plain_;   // by token of the sentence: no name, whatever stands around it
  std::vector<std::array<std::uint8_t, lexicon::kNerTags>> back_;
  Facts facts_;
  std::vector<NerKey> keys_;                                    // of the features of a reading, as seen from each place
  std::vector<std::array<NerKey, kPlaceFeatures>> place_keys_;  // by token of the window that is no plain one
};

}  // namespace isnad::ner
