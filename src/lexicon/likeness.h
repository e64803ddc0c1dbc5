// Names of persons that are written otherwise than the lexicon has them: another spelling of a foreign name
// ("Haley" with one long vowel or another), or a name between the first and the last more or less.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "lexicon/image.h"

namespace isnad::lexicon {

/// A letter of names, data/names/transliteration.tsv.
struct LetterRow {
  std::uint32_t code = 0;
  StringRef latin;
  char sound = 0;  ///< those that transcriptions take for one another have one; 0 for vowels and what may be left out
};

struct LikenessRow {
  StringRef key;
  std::uint32_t row = 0;
};

/// The sounds of a name of two words or more by `letters` (by code); empty where they are too few to tell persons apart.
/// `words` are folded.
[[nodiscard]] std::string sound_key(std::span<const std::string_view> words, std::span<const LetterRow> letters);
/// The first and the last word, with whether the name has just these; empty for one word.
[[nodiscard]] std::string ends_key(std::span<const std::string_view> words, bool has_two);

/// Collects the keys of all persons; a key that two of them share is nobody's. One use.
class LikenessBuilder {
 public:
  /// A folded given name of Arabic, before any name that has it: such names are told apart by their vowels and are no family's.
  void add_given(std::string name) { given_.insert(std::move(name)); }
  /// A foreign name is written by its sound, as `letters` have it; none are given for another.
  void add(std::string_view name, std::uint32_t row, std::span<const LetterRow> letters);
  void write(ImageBuilder& image) const;

 private:
  void put(std::string key, std::uint32_t row);

  std::set<std::string, std::less<>> given_;
  std::map<std::string, std::uint32_t> rows_;
};

/// A view: the image must outlive it.
class Likeness {
 public:
  explicit Likeness(const Image& image)
      : image_(image),
        rows_(image.section<LikenessRow>("persons.like")),
        letters_(image.section<LetterRow>("letters")) {}
  /// Row of the person whose name is like these folded words, or kNone.
  [[nodiscard]] std::uint32_t find(std::span<const std::string_view> words) const;

 private:
  [[nodiscard]] std::uint32_t row_of(const std::string& key) const;

  const Image& image_;
  std::span<const LikenessRow> rows_;
  std::span<const LetterRow> letters_;
};

}  // namespace isnad::lexicon
