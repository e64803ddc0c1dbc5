// Quotations: passages between quotation marks, paired within a paragraph.
#pragma once

#include "isnad/analysis.h"

namespace isnad::quote {

/// Fills `quotations`, in order and not nested. A mark that is never closed reaches to the end of its paragraph.
/// Reads: tokens, sentences. Writes: quotations.
void find_quotations(Analysis& analysis);

}  // namespace isnad::quote
