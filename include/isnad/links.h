// How documents hang together: the story that a document belongs to, and what it shares word for word with earlier ones.
#pragma once

#include <string>
#include <vector>

#include "isnad/units.h"

namespace isnad {

struct CopyLink {
  std::string from;                ///< id of the earlier document
  double share = 0;                ///< of this document's words
  double share_of_from = 0;        ///< the same words, of the earlier document's
  std::vector<CharSpan> passages;  ///< in this document
};

struct DocumentLinks {
  std::string story;             ///< id of the first document of its story; its own where it stands alone
  std::vector<CopyLink> copies;  ///< the largest share first
};

}  // namespace isnad
