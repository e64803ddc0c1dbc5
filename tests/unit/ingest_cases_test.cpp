// Runs tests/cases/ingest: each folder holds an input, the document expected of it and why it is there.
// ISNAD_UPDATE_CASES=1 rewrites what is expected.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "ingest_support.h"

namespace isnad::ingest {
namespace {

namespace fs = std::filesystem;

std::string basis_name(DateBasis basis) {
  switch (basis) {
    case DateBasis::metadata: return "metadata";
    case DateBasis::url: return "url";
    case DateBasis::byline: return "byline";
    case DateBasis::text: return "text";
    case DateBasis::none: break;
  }
  return "none";
}

std::string describe(const Document& d) {
  return "title: " + d.title + "\noutlet: " + d.outlet_name + "\nauthor: " + d.author + "\npublished: " + d.published.value +
         " (" + basis_name(d.published.basis) + ")\nlanguage: " + d.language + "\nurl: " + d.url + "\n---\n" + d.text + "\n";
}

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> cases() {
  std::vector<fs::path> out;
  for (const auto& entry : fs::directory_iterator(fs::path(ISNAD_SOURCE_DIR) / "tests/cases/ingest")) out.push_back(entry.path());
  std::sort(out.begin(), out.end());
  return out;
}

class IngestCase : public testing::TestWithParam<fs::path> {};

TEST_P(IngestCase, GivesTheExpectedDocument) {
  fs::path input;
  for (const auto& entry : fs::directory_iterator(GetParam())) {
    if (entry.path().stem() == "input") input = entry.path();
  }
  ASSERT_FALSE(input.empty());
  Reader reader({input.string()}, {});
  RawItem item;
  ASSERT_TRUE(reader.next(item));
  const auto document = read_document(item, test_knowledge(), {});
  ASSERT_TRUE(document) << document.error().to_string();
  const fs::path expected = GetParam() / "expected.txt";
  if (std::getenv("ISNAD_UPDATE_CASES") != nullptr) std::ofstream(expected, std::ios::binary) << describe(*document);
  EXPECT_EQ(describe(*document), slurp(expected)) << slurp(GetParam() / "why.txt");
}

INSTANTIATE_TEST_SUITE_P(All, IngestCase, testing::ValuesIn(cases()), [](const auto& test) {
  std::string name = test.param.filename().string();
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
});

}  // namespace
}  // namespace isnad::ingest
