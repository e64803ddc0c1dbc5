// Words that tell how a negotiation hangs together (data/dossier/markers.tsv): conditions, exchanges, links to other
// events, obstacles; and words that are too general to name an issue.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "text/words.h"

namespace isnad::dossier {

enum class Marker : unsigned char {
  none,
  stop,
  conditional,
  exchange,
  link,
  tie,
  negation,
  obstacle,
  generic,
  relative,
  talks,
  apodosis
};

/// A word of a text with the forms that it is compared in.
struct MarkerWord {
  std::uint32_t begin = 0, end = 0;  ///< bytes
  std::string folded;
  std::string stem;
};
std::vector<MarkerWord> marker_words(std::string_view text);

class Markers {
 public:
  struct Match {
    Marker kind = Marker::none;
    std::size_t words = 0;
  };
  Markers();
  /// The longest marker that starts at word `i`.
  [[nodiscard]] Match at(const std::vector<MarkerWord>& words, std::size_t i) const;
  [[nodiscard]] bool is_generic(const std::string& stem) const { return generic_.contains(stem); }
  /// The state that an adjective ("Turkish") belongs to; empty for other words.
  [[nodiscard]] std::string_view state_of(const std::string& stem) const {
    const auto it = adjectives_.find(stem);
    return it == adjectives_.end() ? std::string_view() : it->second;
  }

 private:
  struct Phrase {
    std::vector<std::string> rest;
    Marker kind = Marker::none;
  };
  std::unordered_map<std::string, std::vector<Phrase>> phrases_;  // by first word
  std::unordered_map<std::string, Marker> stems_;
  std::vector<std::pair<std::string, Marker>> prefixes_;
  std::unordered_set<std::string> generic_;
  std::unordered_map<std::string, std::string_view> adjectives_;  // stem -> state
};

}  // namespace isnad::dossier
