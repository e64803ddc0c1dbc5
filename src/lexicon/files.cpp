#include "lexicon/files.h"

#include <filesystem>
#include <fstream>
#include <iterator>

namespace isnad::lexicon {

Result<void> compile_files(const std::string& data_dir, ImageBuilder& image) {
  // Reading them now names the line that is wrong where it can be mended.
  if (const auto knowledge = ingest::Knowledge::from_data(data_dir); !knowledge) return knowledge.error();
  std::vector<FileRow> rows;
  for (const std::string& name : ingest::Knowledge::Builder::table_names()) {
    std::ifstream in(std::filesystem::path(data_dir) / name, std::ios::binary);
    if (!in) continue;
    const std::string content{std::istreambuf_iterator<char>(in), {}};
    rows.push_back({image.intern(name), image.intern(content)});
  }
  image.add("files", rows);
  return {};
}

Result<ingest::Knowledge> reading_knowledge(const Image& image) {
  ingest::Knowledge::Builder builder;
  for (const FileRow& row : image.section<FileRow>("files")) {
    if (auto ok = builder.add(image.string(row.name), image.string(row.content)); !ok) return ok.error();
  }
  return builder.finish();
}

}  // namespace isnad::lexicon
