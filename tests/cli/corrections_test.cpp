#include <sqlite3.h>

#include <nlohmann/json.hpp>

#include "program.h"
#include "stores.h"

namespace isnad::testing {
namespace {

using Json = nlohmann::json;

class Corrections : public OnEachStore<ProgramTest> {
 protected:
  static std::string article(const std::string& text) {
    return Json{{"id", "a"}, {"outlet", "وكالة برق"}, {"published", "2021-03-06"}, {"title", "عنوان"}, {"text", text}}.dump() +
           "\n";
  }
  void SetUp() override {
    OnEachStore::SetUp();
    if (IsSkipped()) return;
    if (!is_sqlite()) database_ = " --db '" + empty_schema() + "'";
    write("a.jsonl", article(kText));
    ASSERT_EQ(run("analyze --as-is a.jsonl").status, 0);
  }
  [[nodiscard]] Ran run(const std::string& arguments) const { return ProgramTest::run(arguments + database_); }
  [[nodiscard]] Json lines(const std::string& arguments) const {
    const Ran ran = run(arguments);
    EXPECT_EQ(ran.status, 0) << ran.err;
    Json out = Json::array();
    std::istringstream in(ran.out);
    for (std::string line; std::getline(in, line);) out.push_back(Json::parse(line));
    return out;
  }
  [[nodiscard]] std::string first_event() const {
    const Json event = lines("show a --json")[0]["events"][0]["trigger"];
    return "event:a@" + event["start"].dump() + "-" + event["end"].dump();
  }
  [[nodiscard]] std::size_t events() const { return lines("export --format plover").size(); }

  std::string database_;
  static constexpr const char* kText = "قال وزير الخارجية الروسي سيرغي لافروف إن الحكومة السورية طالبت تركيا بوقف القصف في إدلب.";
};

INSTANTIATE_TEST_SUITE_P(Stores, Corrections, each_store(), name_of_store);

TEST_P(Corrections, HoldWhenTheSameTextIsAnalysedAgain) {
  const std::size_t before = events();
  ASSERT_GT(before, 0U);
  const std::string item = first_event();
  const Json machine = lines("show a --json");
  ASSERT_EQ(run("review reject " + item + " --by reader").status, 0);
  EXPECT_EQ(events(), before - 1);
  EXPECT_EQ(lines("show a --json"), machine) << "the machine's record stays";
  // Another file name and other options are another input: the document is analysed again.
  ASSERT_EQ(run("analyze --as-is --min-confidence 0.01 a.jsonl").status, 0);
  EXPECT_EQ(events(), before - 1);
  EXPECT_EQ(lines("corrections list --json")[0]["state"], "applied");
  EXPECT_EQ(lines("corrections list --json")[0]["who"], "reader");
  ASSERT_EQ(run("review undo " + item).status, 0);
  EXPECT_EQ(events(), before);
  EXPECT_EQ(run("review undo 99").status, 1);
}

TEST_P(Corrections, NamesAndCuesOfTheStoreAreReadInTheNextAnalysis) {
  const auto statements = [this] { return lines("show a --json")[0]["attributions"].size(); };
  write("a.jsonl", article("همهم وزير الخارجية الروسي سيرغي لافروف بأن الهدنة قريبة. وطالب الدردابيون بوقف القصف."));
  ASSERT_EQ(run("analyze --as-is a.jsonl").status, 0);
  const std::size_t before = statements();
  EXPECT_EQ(run("corrections add cue --value '{\"present\":\"يهمهم\"}'").status, 2) << "no words";
  EXPECT_EQ(run("corrections add alias --value '{\"text\":\"الدردابيون\"}'").status, 2) << "nobody named";
  ASSERT_EQ(run("corrections add cue --value '{\"text\":\"همهم\",\"present\":\"يهمهم\"}'").status, 0);
  ASSERT_EQ(run("corrections add alias --value '{\"text\":\"الدردابيون\",\"actor\":\"x-dardab\",\"type\":\"party\"}'").status, 0);
  EXPECT_EQ(statements(), before) << "what is stored was read without them";
  ASSERT_EQ(run("analyze --as-is a.jsonl").status, 0);
  EXPECT_EQ(statements(), before + 1);
  for (const Json& c : lines("corrections list --json")) EXPECT_EQ(c["state"], "applied") << c;
  ASSERT_EQ(run("corrections export -o mine.jsonl").status, 0);
  const Json read = Json::parse(ProgramTest::run("extract --as-is --overlay mine.jsonl a.jsonl").out);
  EXPECT_EQ(read["attributions"].size(), before + 1) << "and with what another store exported";
  ASSERT_EQ(run("review undo 1").status, 0);
  ASSERT_EQ(run("analyze --as-is a.jsonl").status, 0);
  EXPECT_EQ(statements(), before) << "taken back";
  const Ran absent = ProgramTest::run("extract --overlay nowhere.jsonl a.jsonl");
  EXPECT_EQ(absent.status, 2);
  EXPECT_NE(absent.err.find("nowhere.jsonl"), std::string::npos);
}

TEST_P(Corrections, AreOrphanedByAnotherText) {
  ASSERT_EQ(run("review reject " + first_event()).status, 0);
  write("a.jsonl", article(std::string("نص جديد. ") + kText));
  ASSERT_EQ(run("analyze --as-is a.jsonl").status, 0);
  EXPECT_EQ(lines("corrections list --json")[0]["state"], "orphaned");
}

TEST_P(Corrections, ReachTheListOfActors) {
  const auto names = [&](const char* actor) { return lines(std::string("search --json --actor ") + actor)[0]["total"] == 1; };
  ASSERT_TRUE(names("turkey"));
  const std::string merge =
      R"({"schema":"isnad.correction/1","kind":"merge","verdict":"accept","value":{"was":"turkey","actor":"x-anatolia","name":"Anatolia"}})";
  write("merge.jsonl", merge + "\n");
  ASSERT_EQ(run("corrections import merge.jsonl").status, 0);
  EXPECT_TRUE(names("x-anatolia"));
  EXPECT_FALSE(names("turkey"));
  ASSERT_EQ(run("corrections export -o kept.jsonl").status, 0);
  ASSERT_EQ(run("corrections import kept.jsonl").status, 0);
  EXPECT_EQ(lines("corrections list --json").size(), 1U) << "the same is kept once";
  ASSERT_EQ(run("review undo 1").status, 0);
  EXPECT_TRUE(names("turkey"));
}

// A store as the program before corrections wrote it, opened by this one.
TEST_P(Corrections, AreKeptInAnEarlierStore) {
  if (!is_sqlite()) GTEST_SKIP() << "there is no earlier schema";
  const Ran before = run("status");
  sqlite3* db = nullptr;
  ASSERT_EQ(sqlite3_open(path("isnad.db").c_str(), &db), SQLITE_OK);
  ASSERT_EQ(sqlite3_exec(db,
                         "DROP VIEW actors; DROP TABLE actor_totals; DROP TABLE shingle_runs; DROP TABLE shingle_blocks;"
                         "DROP INDEX documents_order; DROP INDEX documents_source; DROP INDEX documents_foreign;"
                         "DROP TABLE corrections; DROP INDEX mentions_doubtful; DROP INDEX attributions_doubtful;"
                         "DROP INDEX events_doubtful; ALTER TABLE mentions DROP COLUMN confidence;"
                         "CREATE VIEW actors AS SELECT actor AS id, min(type) AS type, min(name) AS name, count(*) AS documents,"
                         "  sum(mentions) AS mentions FROM document_actors GROUP BY actor; PRAGMA user_version = 2;",
                         nullptr, nullptr, nullptr),
            SQLITE_OK)
      << sqlite3_errmsg(db);
  sqlite3_close(db);
  EXPECT_EQ(run("status").out, before.out);
  EXPECT_EQ(run("review reject " + first_event()).status, 0);
  ASSERT_EQ(run("analyze --as-is --min-confidence 0.01 a.jsonl").status, 0);
  EXPECT_EQ(lines("corrections list --json")[0]["state"], "applied");
}

TEST_P(Corrections, ListDoubtAndForgetWhatWasJudged) {
  write("a.jsonl", article("وأحاطت بكين وواشنطن مناقشاتهما بكثير من السرية حتى الآن."));
  ASSERT_EQ(run("analyze --as-is --min-confidence 0.01 a.jsonl").status, 0);
  const Json doubtful = lines("review --json --limit 100");
  for (const Json& item : doubtful) EXPECT_LT(item["confidence"], 0.7);
  EXPECT_TRUE(std::is_sorted(doubtful.begin(), doubtful.end(),
                             [](const Json& a, const Json& b) { return a["confidence"] < b["confidence"]; }));
  ASSERT_FALSE(doubtful.empty());
  ASSERT_EQ(run("review accept " + doubtful[0]["item"].get<std::string>()).status, 0);
  EXPECT_EQ(lines("review --json --limit 100").size(), doubtful.size() - 1);
}

TEST_P(Corrections, SayWhatMakesNoSense) {
  EXPECT_EQ(run("review accept nonsense").status, 2);
  EXPECT_EQ(run("review accept event:none@1-2").status, 1);
  EXPECT_EQ(run("review edit " + first_event() + " --value '{\"type\":\"DANCE\"}'").status, 2);
  EXPECT_EQ(run("review edit event:a@1-100000 --value '{}'").status, 2);
  EXPECT_EQ(run("corrections import none.jsonl").status, 1);
}

TEST_P(Corrections, AreGoldFilesThatTheGuideTakes) {
  ASSERT_EQ(run("review edit " + first_event() + " --value '{\"status\":\"planned\"}'").status, 0);
  ASSERT_EQ(run("corrections export --format gold -o gold").status, 0);
  const Json gold = Json::parse(read_file(path("gold/a.json")));
  EXPECT_EQ(gold["events"][0]["status"], "planned");
  const std::string text = read_file(path("gold/a.txt"));
  EXPECT_NE(text.find(gold["events"][0]["trigger"]["t"].get<std::string>()), std::string::npos);
  const std::string check = std::string(ISNAD_SOURCE_DIR) + "/../shared/tools/check_gold.py";
  if (!std::filesystem::exists(check)) GTEST_SKIP() << "the annotation tools are not here";
  const std::string command = "python3 '" + check + "' '" + path("gold") + "' > '" + path("said") + "'";
  EXPECT_EQ(std::system(command.c_str()), 0) << read_file(path("said"));
}

}  // namespace
}  // namespace isnad::testing
