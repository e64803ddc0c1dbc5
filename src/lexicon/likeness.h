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

struct LikenessRow {
  StringRef key;
  std::uint32_t row = 0;
};

/// The consonants of a name of two words or more, those alike in transcriptions as one letter; empty where they are too few
/// to tell persons apart. `words` are folded.
[[nodiscard]] std::string sound_key(std::span<const std::string_view> words);
/// The first and the last word, with whether the name has just these; empty for one word.
[[nodiscard]] std::string ends_key(std::span<const std::string_view> words, bool has_two);

/// Collects the keys of all persons; a key that two of them share is nobody's. One use.
class LikenessBuilder {
 public:
  /// A folded given name of Arabic, before any name that has it: such names are told apart by their vowels and are no family's.
  void add_given(std::string name) { given_.insert(std::move(name)); }
  /// Only a foreign name is written by its sound.
  void add(std::string_view name, std::uint32_t row, bool is_foreign);
  void write(ImageBuilder& image) const;

 private:
  void put(std::string key, std::uint32_t row);

  std::set<std::string, std::less<>> given_;
  std::map<std::string, std::uint32_t> rows_;
};

/// A view: the image must outlive it.
class Likeness {
 public:
  explicit Likeness(const Image& image) : image_(image), rows_(image.section<LikenessRow>("persons.like")) {}
  /// Row of the person whose name is like these folded words, or kNone.
  [[nodiscard]] std::uint32_t find(std::span<const std::string_view> words) const;

 private:
  [[nodiscard]] std::uint32_t row_of(const std::string& key) const;

  const Image& image_;
  std::span<const LikenessRow> rows_;
};

}  // namespace isnad::lexicon
