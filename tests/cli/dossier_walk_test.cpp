#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "isnad/records.h"
#include "program.h"

namespace isnad::testing {
namespace {

using Json = nlohmann::json;

// Lists whose items need evidence of their own; issues and changes are made of positions, which have it.
const std::set<std::string> kProven{"claims",    "carriers", "contradicts",    "third_parties", "rounds",
                                    "positions", "linkages", "agreements",     "dealings",      "obstacles",
                                    "framing",   "timeline", "framing_months", "stories"};

class DossierWalk : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    const std::string samples = std::string("'") + ISNAD_SOURCE_DIR + "/samples'";
    ASSERT_EQ(run("analyze " + samples).status, 0);
    std::istringstream lines(run("extract " + samples).out);
    for (std::string line; std::getline(lines, line);) {
      const Json document = Json::parse(line)["document"];
      sizes_[document["id"]] = TextIndex(document["text"].get<std::string>()).size();
    }
  }

  void place(const Json& e, const std::string& where) {
    ++places_;
    ASSERT_TRUE(sizes_.contains(e["document"])) << where;
    EXPECT_LT(e["start"], e["end"]) << where;
    EXPECT_LE(e["end"], sizes_[e["document"]]) << where;
  }
  void item(const Json& x, const std::string& list, const std::string& where) {
    if (list == "claims") {
      EXPECT_FALSE(x["carriers"].empty()) << where;
    }
    if (!kProven.contains(list) || list == "claims" || list == "stories") return;
    ASSERT_TRUE(x.contains("evidence")) << where;
    EXPECT_FALSE(x["evidence"].empty()) << where;
    if (x.contains("mark")) {
      const Json& sentence = x["evidence"][0];
      EXPECT_LE(sentence["start"], x["mark"]["end"]) << where;
      EXPECT_LE(x["mark"]["start"], sentence["end"]) << where;
    }
  }
  void walk(const Json& x, const std::string& list, const std::string& where) {
    if (x.is_object()) {
      for (const auto& [key, value] : x.items()) {
        if (key == "evidence") {
          for (const Json& e : value) place(e, where);
        } else {
          walk(value, key, where + "/" + key);
        }
      }
    } else if (x.is_array()) {
      for (std::size_t i = 0; i < x.size(); ++i) {
        if (x[i].is_object()) item(x[i], list, where + "/" + std::to_string(i));
        walk(x[i], list, where + "/" + std::to_string(i));
      }
    }
  }

  std::map<std::string, std::uint32_t> sizes_;
  int places_ = 0;
};

TEST_F(DossierWalk, NothingStandsWithoutAPlaceInItsDocument) {
  const Json dossier = Json::parse(run("dossier --format json").out);
  walk(dossier, "", "");
  EXPECT_GT(places_, 100);
  // Every item of another list is reached by a reference to one that has a place.
  for (const Json& track : dossier["tracks"]) {
    for (const Json& p : track["positions"]) {
      if (p["claim"].is_null()) continue;
      const std::size_t claim = std::stoul(p["claim"].get<std::string>().substr(1));
      EXPECT_LE(claim, dossier["claims"].size());
    }
  }
}

TEST_F(DossierWalk, FramingAndExportsAnswer) {
  EXPECT_FALSE(Json::parse(run("framing --json").out)["framing"].empty());
  EXPECT_NE(run("framing").out.find('%'), std::string::npos);
  EXPECT_EQ(run("export --format conllu").status, 1);  // the store holds no words
  EXPECT_EQ(run("export --format pdf").status, 2);
  EXPECT_EQ(run("export --format csv -o moves.csv").status, 0);
  EXPECT_EQ(read_file(path("moves.csv")).find("kind,date,party"), 0U);
}

}  // namespace
}  // namespace isnad::testing
