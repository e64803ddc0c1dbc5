// The language knowledge that reading needs, from data/ingest/*.tsv.
#pragma once

#include <string>
#include <string_view>

#include "ingest/html_hints.h"
#include "ingest/line_rules.h"
#include "isnad/result.h"

namespace isnad::ingest {

class Rules {
 public:
  Result<void> add(const std::string& file, std::string_view tsv);
  [[nodiscard]] const HtmlHints& hints() const { return hints_; }
  [[nodiscard]] const LineRules& lines() const { return lines_; }

 private:
  HtmlHints hints_;
  LineRules lines_;
};

}  // namespace isnad::ingest
