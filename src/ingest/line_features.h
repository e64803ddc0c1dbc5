// What a line looks like, whatever its words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "ingest/line_rules.h"
#include "ingest/tables.h"

namespace isnad::ingest {

struct LineFeatures {
  FoldedLine folded;
  LineRules::Found rule;
  std::uint32_t words = 0;  ///< at most 64
  std::uint32_t spaces = 0;
  bool ends_sentence = false;      ///< ends in . ! ? and the like, closing quotes aside
  bool ends_in_full_stop = false;  ///< ends in one full stop
  bool ends_in_colon = false;
  bool has_inner_punctuation = false;  ///< a comma or full stop within it
  bool is_bullet = false;              ///< begins with a list mark or a number and a mark
  bool is_address = false;             ///< holds a URL or an e-mail address
  std::string date;                    ///< of short lines: the date in them

  /// Prose for certain: long, or a sentence with its full stop, and no rule speaks against it. A headline is neither.
  [[nodiscard]] bool is_prose() const;
};

LineFeatures read_features(std::string_view line, const Tables& tables);

/// True when `text` ends in sentence punctuation, closing quotes and brackets aside.
bool ends_sentence(std::string_view text);

}  // namespace isnad::ingest
