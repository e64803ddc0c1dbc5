// Actors of the lexicon: data/actors/*.tsv and data/names/*.tsv.
//
// An actor is listed once, with the names it goes by; organs of states are listed once for all states and composed at run
// time (src/actor/compose.h). The tables give phrases of these layers:
//   actor, state   entry = row of Actors::actor(), features = NameKind
//   adjective      entry = row of the state, features = FormFeature bits (gender, number, article)
//   organ          entry = row of Actors::organ(), features = OrganFeature bits
//   head           entry = row of Actors::head(): nouns that stand before names, data/actors/heads.tsv
//   context        entry = row of Actors::context(): words that tell actors from places, data/actors/context.tsv
//   place          entry = row of Actors::actor() of type place, features = kCommonWord
//   title          features = kGivenMale or kGivenFemale
//   given_name     features = GivenFeature bits
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "isnad/analysis.h"
#include "isnad/result.h"
#include "lexicon/famous.h"
#include "lexicon/image.h"
#include "lexicon/likeness.h"
#include "lexicon/phrases.h"

namespace isnad::lexicon {

/// What kind of name a phrase is of its actor, as bits of PhraseMatch::features.
enum NameKind : std::uint16_t {
  kFullName = 1,      ///< means the actor wherever it stands
  kShortName = 2,     ///< needs a full name in the document, or context
  kLoadedName = 4,    ///< carries judgement
  kFamilyName = 8,    ///< last name of a person
  kCountryName = 16,  ///< name of a country: actor or place
  kCapitalName = 32,  ///< capital of a state: actor or place
  kPeopleName = 64,   ///< plural of the nisba: the people, or an adjective
};

/// On adjectives of states: it is a common word as well ("financial" is spelt like "Malian").
inline constexpr std::uint16_t kCommonAdjective = 0x2000;

enum OrganFeature : std::uint16_t {
  kHeadMasculine = 1,
  kHeadFeminine = 2,
  kHeadPlural = 4,     ///< what an adjective agrees with
  kHeadConstruct = 8,  ///< indefinite: stands before a genitive or an indefinite adjective
  kHeadLoaded = 16,
  kHeadBare = 32,  ///< may stand alone for the organ of the state that the document is about
};

enum GivenFeature : std::uint16_t {
  kGivenMale = 1,
  kGivenFemale = 2,
  kGivenWeak = 4,       ///< also a common word: counts only beside other evidence
  kNameWord = 8,        ///< seen in names of persons, not necessarily first
  kBindsNext = 16,      ///< a particle that is one name with the word after it
  kBindsPrevious = 32,  ///< one name with the word before it
};

enum PlaceFeature : std::uint16_t {
  kCommonWord = 1,  ///< also a common word or a name: needs a noun of place before it
  kSmallPlace = 2,  ///< hardly known outside its country: needs that named in the document, or a noun of place before it
};

/// What a noun of heads.tsv announces.
enum class HeadRole : std::uint8_t {
  group,  ///< armed groups and parties: part of their names
  organisation,
  outlet,
  loaded,   ///< a group noun that carries judgement
  epithet,  ///< an adjective of judgement after a name
  sided,    ///< fighters that may be named by the state they side with
};

struct ActorRow {
  StringRef id;
  StringRef name;                ///< English
  StringRef adjective;           ///< English, of a state: "Syrian"; may be empty
  StringRef rule;                ///< "file:line"
  StringRef country_id;          ///< empty when it belongs to none
  std::uint32_t country = 0;     ///< row of that state + 1; 0 when it belongs to none
  std::uint32_t people = 0;      ///< of a state: row of its people + 1, where that is an actor of its own; else 0
  std::uint32_t prominence = 0;  ///< names and table order decide between equal names: higher first
  Fame fame;                     ///< of a person whose last name is famous (famous.h)
  ActorType type = ActorType::organisation;
  char gender = 0;
  std::uint8_t is_state = 0;  ///< from states.tsv: organs and adjectives compose with it
};

struct OrganRow {
  StringRef id;    ///< "-" = the state itself
  StringRef name;  ///< English; `{}` in it stands for the state's name, else the state's adjective goes before it
  StringRef rule;
  ActorType type = ActorType::government;
};

struct HeadRow {
  StringRef rule;
  StringRef id;  ///< latin slug of the noun, for ids of unknown actors
  HeadRole role = HeadRole::organisation;
  ActorType type = ActorType::organisation;
  std::uint8_t takes_complement = 0;  ///< an unquoted complement may be a name (data/actors/heads.tsv)
};

enum class ContextSide : std::uint8_t { before, after };

struct ContextRow {
  float weight = 0;  ///< > 0 for an actor, < 0 for a place
  ContextSide side = ContextSide::before;
  std::uint8_t is_place_noun = 0;   ///< "town", "province": what follows is a place
  std::uint8_t is_side = 0;         ///< "loyal", "backed": the state after it is whose side somebody is on
  std::uint8_t is_address = 0;      ///< a verb whose object is somebody: "accused", "urged"
  std::uint8_t is_transparent = 0;  ///< one more word to the left counts too ("in north Iraq")
};

/// Where a place of the gazetteer is (section "places"), in degrees.
struct PlaceRow {
  std::uint32_t actor = 0;  ///< row of Actors::actor()
  float latitude = 0;
  float longitude = 0;
  std::uint32_t population = 0;
};

struct IdRow {
  StringRef id;
  std::uint32_t row = 0;
};

/// A view: the image must outlive it.
class Actors {
 public:
  explicit Actors(const Image& image);
  [[nodiscard]] const ActorRow& actor(std::uint32_t entry) const { return actors_[entry]; }
  [[nodiscard]] std::size_t size() const { return actors_.size(); }
  [[nodiscard]] const OrganRow& organ(std::uint32_t entry) const { return organs_[entry]; }
  [[nodiscard]] std::size_t organ_count() const { return organs_.size(); }
  [[nodiscard]] const HeadRow& head(std::uint32_t entry) const { return heads_[entry]; }
  [[nodiscard]] const ContextRow& context(std::uint32_t entry) const { return contexts_[entry]; }
  [[nodiscard]] std::string_view string(StringRef ref) const { return image_.string(ref); }
  /// English name of an organ of a state: "Syrian army", "groups backed by Iran".
  [[nodiscard]] std::string name_of_organ(std::uint32_t state, std::uint32_t organ) const;
  /// Row of the actor named `id`, or kNone.
  [[nodiscard]] std::uint32_t find(std::string_view id) const;
  /// Row of the person whose name is like these folded words (likeness.h), or kNone.
  [[nodiscard]] std::uint32_t person_like(std::span<const std::string_view> words) const { return likeness_.find(words); }
  /// Latin letters for `folded`, as ids are made: lower case, words parted by hyphens.
  [[nodiscard]] std::string transliterate(std::string_view folded) const;

 private:
  const Image& image_;
  std::span<const ActorRow> actors_;
  std::span<const OrganRow> organs_;
  std::span<const HeadRow> heads_;
  std::span<const ContextRow> contexts_;
  std::span<const LetterRow> letters_;
  std::span<const IdRow> ids_;
  Likeness likeness_;
};

Result<void> compile_actors(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases);

}  // namespace isnad::lexicon
