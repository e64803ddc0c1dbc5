// Writing of records: one document's analysis as a line of JSON (docs/formats/record.md, schema isnad.record/1).
#pragma once

#include <string>

#include "isnad/analysis.h"

namespace isnad {

struct RecordOptions {
  bool with_tokens = false;     ///< adds `tokens`
  float min_confidence = 0.0F;  ///< leaves out mentions, attributions and events below this
};

/// Appends the record of `analysis` to `out`, without a line end. Offsets count code points of `document.text`.
/// The bytes depend on the analysis only.
void write_record(const Analysis& analysis, const RecordOptions& options, std::string& out);

}  // namespace isnad
