// Writing of records: one document's analysis as a line of JSON (docs/formats/record.md, schema isnad.record/1).
#pragma once

#include <string>

#include "isnad/analysis.h"
#include "isnad/records.h"

namespace isnad {

struct RecordOptions {
  bool with_tokens = false;     ///< adds `tokens`
  float min_confidence = 0.0F;  ///< leaves out mentions, attributions and events below this
};

/// Appends the record of `analysis` to `out`, without a line end. Offsets count code points of `document.text`.
/// The bytes depend on the analysis only.
void write_record(const Analysis& analysis, const RecordOptions& options, std::string& out);

/// The same for a record that was read, and perhaps corrected: what was read and is written again gives the same bytes, but
/// for `tokens`, which are left out.
void write_record(const Record& record, std::string& out);

}  // namespace isnad
