// Reading measured on the shared real pages (../shared); skipped, and said so, where they are not.
#include <gtest/gtest.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "ingest/decode.h"
#include "ingest/page_lines.h"
#include "ingest_support.h"

namespace isnad::ingest {
namespace {

namespace fs = std::filesystem;

const fs::path kShared = fs::path(ISNAD_SOURCE_DIR) / "../shared";

std::string slurp(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

rapidjson::Document json_of(const fs::path& path) {
  rapidjson::Document out;
  out.Parse(slurp(path).c_str());
  return out;
}

TEST(Shared, LinesOfTheFoundingPages) {
  if (!fs::exists(kShared / "samples")) GTEST_SKIP() << "no ../shared/samples";
  const std::map<std::string, LineLabel> labels = {{"headline", LineLabel::headline},
                                                   {"body", LineLabel::body},
                                                   {"boilerplate", LineLabel::boilerplate},
                                                   {"byline", LineLabel::byline}};
  std::size_t total = 0;
  std::size_t right = 0;
  for (const auto& entry : fs::directory_iterator(kShared / "samples")) {
    if (entry.path().extension() != ".txt") continue;
    const auto decoded = decode(slurp(entry.path()));
    ASSERT_TRUE(decoded);
    const std::string text = sanitise(decoded->text);
    const std::vector<PageLine> lines = label_lines(text, test_knowledge().tables());
    fs::path gold = entry.path();
    gold.replace_extension(".lines.json");
    const auto expected = json_of(gold);
    for (const auto& [name, label] : labels) {
      for (const auto& number : expected[name.c_str()].GetArray()) {
        const PageLine& line = lines.at(number.GetUint() - 1);
        ++total;
        if (line.label == label) ++right;
        EXPECT_TRUE(label != LineLabel::headline || line.label == label) << "headline missed in " << entry.path().filename();
      }
    }
  }
  ASSERT_GT(total, 0U);
  EXPECT_GE(static_cast<double>(right) / static_cast<double>(total), 0.97) << right << " of " << total;
}

TEST(Shared, DatesOfRealPages) {
  const fs::path folder = kShared / "data/html/dates";
  if (!fs::exists(folder)) GTEST_SKIP() << "no ../shared/data/html/dates";
  const auto gold = json_of(folder / "gold_dates.json");
  for (const auto& page : gold.GetObject()) {
    const std::string name = page.value["file"].GetString();
    const auto document = read_document(item_of(name, slurp(folder / name), InputKind::html), test_knowledge(), {});
    ASSERT_TRUE(document) << name;
    EXPECT_EQ(document->published.value, page.value["date"].GetString()) << name;
    EXPECT_FALSE(document->title.empty()) << name;
  }
}

}  // namespace
}  // namespace isnad::ingest
