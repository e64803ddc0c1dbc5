// Writing of HTML: escapes all text. Private to src/dossier.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "isnad/dossier.h"

namespace isnad::dossier {

/// `s` with & < > " ' as entities and without control characters.
std::string escaped(std::string_view s);

/// The page's own words, from resources/labels.tsv.
class Labels {
 public:
  Labels();
  /// The word for `key`; the key itself where there is none.
  [[nodiscard]] std::string_view operator[](std::string_view key) const;

 private:
  std::map<std::string_view, std::string_view> words_;
};

/// Appends the text of `record` as paragraphs, its layers marked and each place that the dossier cites an anchor `dN-START`.
void write_article(const Record& record, std::uint32_t number, const std::vector<std::uint32_t>& anchors, std::string& out);

/// Address of a place on the page.
std::string anchor(const Evidence& e);

}  // namespace isnad::dossier
