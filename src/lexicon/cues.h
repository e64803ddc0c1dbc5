// Cues of attribution: data/cues/*.tsv.
#pragma once

#include <span>
#include <string>

#include "isnad/analysis.h"
#include "isnad/result.h"
#include "lexicon/image.h"
#include "lexicon/phrases.h"

namespace isnad::lexicon {

struct CueRow {
  StringRef lemma;
  StringRef rule;        ///< "file:line"
  Act act = Act::state;
  Stance stance = Stance::neutral;
};

/// A view: the image must outlive it.
class Cues {
 public:
  explicit Cues(const Image& image) : image_(image), rows_(image.section<CueRow>("cues")) {}
  [[nodiscard]] const CueRow& row(std::uint32_t entry) const { return rows_[entry]; }
  [[nodiscard]] std::string_view lemma(std::uint32_t entry) const { return image_.string(rows_[entry].lemma); }

 private:
  const Image& image_;
  std::span<const CueRow> rows_;
};

Result<void> compile_cues(const std::string& data_dir, ImageBuilder& image, PhraseBuilder& phrases);

}  // namespace isnad::lexicon
