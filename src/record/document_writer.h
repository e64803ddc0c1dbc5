// The `document` of a record (docs/formats/record.md), the same for an analysis and for a record that was read.
#pragma once

#include "isnad/document.h"
#include "record/json_writer.h"

namespace isnad::record {

void write_document(JsonWriter& json, const Document& document);

}  // namespace isnad::record
