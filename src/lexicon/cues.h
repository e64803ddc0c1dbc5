// Cues of attribution: data/cues/ (verbs.tsv, nominal.tsv, source_nouns.tsv, markers.tsv).
#pragma once

#include <span>
#include <string>

#include "isnad/analysis.h"
#include "isnad/result.h"
#include "lexicon/image.h"
#include "lexicon/phrases.h"

namespace isnad::lexicon {

/// What may carry the content of a cue, as bits (data/cues/verbs.tsv, column `frames`).
enum Frame : std::uint16_t {
  kThat = 1,              ///< a clause after an or inna, with or without a preposition
  kQuote = 2,             ///< a quotation or what stands after a colon
  kNounPhrase = 4,        ///< a noun phrase that follows the subject
  kPrepositional = 8,     ///< a noun phrase after one of the cue's prepositions
  kDouble = 16,           ///< object and complement: to describe or regard X as Y
  kTransmit = 32,         ///< takes the deeper source after `an
  kQuestion = 64,         ///< an indirect question
  kAttitude = 128,        ///< a noun of attitude as object
  kResponsibility = 256,  ///< to hold X responsible for Y
  kColon = 512,           ///< a quotation after a colon, or right behind the cue
  kDocument = 1024,       ///< a cue only where a document or a body of data is the subject: "a study showed that"
  kContinues = 2048,      ///< goes on with what was said before: "added", "went on"
  kObject = 4096,         ///< takes an object that is told, warned or judged: "informed X that"
  kNegated = 8192,        ///< negated too: "did not rule out that"
  kOnlyNegated = 16384    ///< ... only: "did not hide his concern"
};

enum class CueKind : std::uint8_t {
  verb,         ///< finite verb, participle or verbal noun of a verb of saying
  preposition,  ///< according to X
  clause,       ///< according to what X said: a verb may follow at once
  transmit,     ///< quoting X: names the deeper source
  document,     ///< it stands in a statement of X
  noun,         ///< a noun of saying with a clause: "the claim of X that"
  pretext,      ///< "on the pretext that": said by who acts
  setting       ///< "this came in an interview with X": where the statement before was made
};

struct CueRow {
  StringRef lemma;
  StringRef rule;          ///< "file:line"
  StringRef prepositions;  ///< of kPrepositional: folded, each between spaces
  std::uint16_t frames = 0;
  Act act = Act::state;
  Stance stance = Stance::neutral;
  CueKind kind = CueKind::verb;
  std::uint8_t has_final_yeh = 0;  ///< the present ends in yeh: written with maqsura it is passive
  std::uint8_t is_weak = 0;        ///< a cue only where a verb or a known speaker follows
};

/// What sort of noun stands for a source.
enum class NounClass : std::uint8_t {
  source,
  witness,
  expert,
  rumour,
  document,
  statement,
  interview,
  speech,
  media,
  official,
  functionary,  ///< an official whose office the noun does not say: "the American official" may be any of them
  spokesperson,
  delegation,
  body
};

struct SourceNounRow {
  StringRef lemma;
  StringRef rule;
  SourceKind kind = SourceKind::anonymous;
  NounClass noun_class = NounClass::source;
};

enum class MarkerClass : std::uint8_t {
  none,
  complementiser,
  relative,
  what,
  preposition,
  adverb,
  conjunction,
  particle,
  same,
  last_named,
  both,
  impersonal,
  ender,
  office,
  quantifier,
  demand,
  opinion,
  inner_preposition,
  contrast,
  platform,
  attitude,
  naming,
  identity,   ///< "his name", "her identity": what an unnamed source keeps back
  audience,   ///< those to whom it is said: journalists, reporters
  one,        ///< a quantifier that makes one of many: "one of the officials"
  each,       ///< a quantifier after which several stand as one: "each of X and Y"
  from,       ///< the preposition before what is quoted: "quoting from X"
  earlier,    ///< "it came before that X said": who spoke follows in the dative
  absence,    ///< a noun that denies the next: "the not naming of"
  homograph,  ///< a word of its own, written like a form of a cue: that is one only before its clause
  related,    ///< opens a line that points to another article: "read also:"
  ascribed    ///< "(remarks) ascribed to": who made them follows
};

/// Counts what stands behind it.
constexpr bool is_quantifier(MarkerClass c) {
  return c == MarkerClass::quantifier || c == MarkerClass::one || c == MarkerClass::each;
}
/// Governs a noun of a clause, other than those that may stand within a source's name.
constexpr bool is_outer_preposition(MarkerClass c) { return c == MarkerClass::preposition || c == MarkerClass::from; }

/// A view: the image must outlive it.
class Cues {
 public:
  explicit Cues(const Image& image)
      : image_(image),
        cues_(image.section<CueRow>("cues")),
        nouns_(image.section<SourceNounRow>("cues.nouns")),
        markers_(image.section<MarkerClass>("cues.markers")) {}
  [[nodiscard]] const CueRow& cue(std::uint32_t entry) const { return cues_[entry]; }
  [[nodiscard]] const SourceNounRow& noun(std::uint32_t entry) const { return nouns_[entry]; }
  [[nodiscard]] MarkerClass marker(std::uint32_t entry) const { return markers_[entry]; }
  [[nodiscard]] std::string_view string(StringRef ref) const { return image_.string(ref); }

 private:
  const Image& image_;
  std::span<const CueRow> cues_;
  std::span<const SourceNounRow> nouns_;
  std::span<const MarkerClass> markers_;
};

Result<void> compile_cues(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases);

}  // namespace isnad::lexicon
