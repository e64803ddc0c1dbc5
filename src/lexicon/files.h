// Tables that are kept in the image as they are written, for stages that read them once when the engine opens
// (src/ingest).
#pragma once

#include "isnad/ingest.h"
#include "isnad/result.h"
#include "lexicon/image.h"

namespace isnad::lexicon {

struct FileRow {
  StringRef name;  ///< path below data/
  StringRef content;
};

/// Adds section "files": the tables of ingest::Knowledge that are in `data_dir`, checked by reading them.
Result<void> compile_files(const std::string& data_dir, ImageBuilder& image);

/// What reading documents has to know, from section "files".
Result<ingest::Knowledge> reading_knowledge(const Image& image);

}  // namespace isnad::lexicon
