// Words that say the opposite of each other, and words that name states.
//
// A line of data/words/opposites.tsv is a pair of sides, "rise" and "fall", each with the words that say so; a word may stand on
// sides of several lines. Words on one side say much the same. Immutable; any number of threads may read it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace isnad::link {

class Opposites {
 public:
  using Side = std::uint16_t;
  using Sides = std::vector<Side>;  ///< sorted, each once

  static const Opposites& standard();

  [[nodiscard]] static Side opposite(Side side) { return side ^ 1U; }
  [[nodiscard]] const std::string& name_of(Side side) const { return names_[side / 2]; }

  /// The sides of a word: by its light stem, else without a letter that verbs put before or behind, else by its skeleton.
  [[nodiscard]] const Sides& sides_of(std::string_view stem, std::string_view skeleton) const;
  /// The sides of a light stem as it is listed.
  [[nodiscard]] const Sides& sides_of(std::string_view stem) const;
  /// Number of the state that a word names or belongs to; 0 for none.
  [[nodiscard]] std::uint16_t state_of(std::string_view stem) const;

 private:
  Opposites();
  void read_opposites(std::string_view tsv);
  void read_states(std::string_view tsv);

  std::vector<std::string> names_;
  std::unordered_map<std::string, Sides> by_stem_, by_skeleton_;
  std::unordered_map<std::string, std::uint16_t> states_;
};

}  // namespace isnad::link
