// Inflection: the written forms of a verb, participle or noun from its citation form, without vowels.
//
// The lexicon lists a verb once; its conjugation is made here when the image is compiled, so that matching at run time is
// a lookup. Source: the paradigms of Wright, A Grammar of the Arabic Language, I, for strong, hollow, defective, doubled
// and hamzated verbs, as they are written without vowels. Proclitics and pronoun endings are not made here: the type
// table strips them (src/token/types.h).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace isnad::lexicon {

/// What an inflected form says of itself, as bits of PhraseMatch::features.
enum FormFeature : std::uint16_t {
  kFormMask = 0x7,
  kPast = 1,
  kPresent = 2,
  kParticiple = 3,
  kMasdar = 4,
  kPassiveParticiple = 5,
  kNoun = 6,
  kParticle = 7,
  kPersonShift = 3,  ///< two bits: 1, 2, 3; 0 where it has none
  kPersonMask = 0x18,
  kFirst = 0x08,
  kSecond = 0x10,
  kThird = 0x18,
  kMasculine = 0x20,
  kFeminine = 0x40,
  kSingular = 0x80,
  kDual = 0x100,
  kPlural = 0x180,
  kNumberMask = 0x180,
  kDefinite = 0x200,    ///< has the article
  kPassive = 0x400,     ///< can only be read as passive
  kJussive = 0x800,     ///< shortened present (after lam, lamma, la)
  kAccusative = 0x1000  ///< ends in tanwin alef
};

/// 'm' or 'f' of a form in the singular that is of one gender; 0 else.
constexpr char singular_gender(unsigned features) {
  const unsigned gender = features & (kMasculine | kFeminine);
  if ((features & kNumberMask) != kSingular || gender == 0 || gender == (kMasculine | kFeminine)) return 0;
  return gender == kFeminine ? 'f' : 'm';
}

struct Form {
  std::string text;
  std::uint16_t features = 0;
};

/// Forms of a verb from its third person masculine singular past and present (light spelling).
/// An empty `present` makes past forms only.
std::vector<Form> conjugate(std::string_view past, std::string_view present);

/// Forms of a participle or adjective from its masculine singular: gender, number, article, accusative. From an accusative, that and
/// its feminine alone: what is so listed is read as a circumstance.
std::vector<Form> decline_participle(std::string_view masculine, std::uint16_t form);

/// Forms of a noun: with and without article, accusative, dual, sound feminine plural of nouns in ta marbuta, and each of
/// `plurals` likewise.
std::vector<Form> decline_noun(std::string_view singular, const std::vector<std::string>& plurals, std::uint16_t form);

}  // namespace isnad::lexicon
