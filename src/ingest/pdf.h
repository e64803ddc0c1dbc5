// The text layer of PDF files, by poppler.
#pragma once

#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad::ingest {

struct PdfText {
  std::string title;  ///< of the document's information; empty when it has none
  std::string text;   ///< paragraphs, one a line
};

/// Reads at most a few thousand pages. Errors: bad_format for damaged files; unsupported for locked ones and for scans, which
/// have no text.
Result<PdfText> read_pdf(std::string_view bytes);

}  // namespace isnad::ingest
