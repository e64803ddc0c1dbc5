// Dated offices: data/actors/offices_*.tsv. A title («the Russian foreign minister») means a person for a span of time.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "isnad/result.h"
#include "lexicon/image.h"
#include "lexicon/phrases.h"

namespace isnad::lexicon {

struct OfficeRow {
  StringRef person;        ///< actor id
  StringRef rule;          ///< "file:line"
  std::uint32_t from = 0;  ///< year * 100 + month; 0 where it is not known
  std::uint32_t to = 0;    ///< the same, last month held; 0 = still held or not known
};

/// A view: the image must outlive it.
class Offices {
 public:
  explicit Offices(const Image& image) : image_(image), rows_(image.section<OfficeRow>("offices")) {}
  /// Id of the person who held the office of `entry` when `published` (ISO 8601, empty when unknown); empty when
  /// nobody is known to have held it then.
  [[nodiscard]] std::string_view holder(std::uint32_t entry, std::string_view published) const;

 private:
  const Image& image_;
  std::span<const OfficeRow> rows_;
};

Result<void> compile_offices(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases);

}  // namespace isnad::lexicon
