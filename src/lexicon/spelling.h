// Spelling variants of foreign names: data/names/spelling.tsv.
//
// One sound is written with one letter here and with another there (the g of "Griffiths" with ghayn or jeem). A rule swaps
// one string for another in a whole name, so that a name written in one manner throughout is known whatever the manner.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "isnad/result.h"

namespace isnad::lexicon {

class Spelling {
 public:
  Result<void> read(const std::string& path);
  /// Other spellings of `name`, folded; at most kMaxVariants. Names of fewer than four letters have none.
  [[nodiscard]] std::vector<std::string> variants(std::string_view name) const;

  static constexpr std::size_t kMaxVariants = 64;

 private:
  struct Rule {
    std::string from;
    std::string to;
    bool is_final = false;  // at the end of a word only
  };
  [[nodiscard]] static std::string apply(const Rule& rule, const std::string& name);
  std::vector<Rule> rules_;
};

}  // namespace isnad::lexicon
