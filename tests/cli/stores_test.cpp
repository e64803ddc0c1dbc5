// The store in a file and the store in PostgreSQL: what is asked of them has the same answer.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>
#include <regex>
#include <set>

#include "../../apps/server/api.h"
#include "program.h"
#include "stores.h"

namespace isnad::testing {
namespace {

class BothStoresPostgreSQL : public ProgramTest {
 protected:
  void SetUp() override {
    if (server_address().empty()) GTEST_SKIP() << "no PostgreSQL server: run by ctest, with Debian's postgresql";
    ProgramTest::SetUp();
    schema_ = empty_schema();
    do_on_both("analyze '" + std::string(ISNAD_SOURCE_DIR) + "/samples'");
  }
  [[nodiscard]] Ran on_postgres(const std::string& arguments) const { return run(arguments + " --db '" + schema_ + "'"); }

  // Whatever is printed but the name of the store.
  void do_on_both(const std::string& arguments) const {
    const Ran file = run(arguments + " --json");
    const Ran server = on_postgres(arguments + " --json");
    EXPECT_EQ(server.status, file.status) << arguments << ": " << server.err;
    EXPECT_EQ(server.out, file.out) << arguments;
  }
  void expect_same(const std::string& arguments) const {
    const Ran file = run(arguments);
    const Ran server = on_postgres(arguments);
    ASSERT_EQ(file.status, 0) << arguments << ": " << file.err;
    EXPECT_EQ(server.status, 0) << arguments << ": " << server.err;
    EXPECT_FALSE(file.out.empty()) << arguments;
    EXPECT_EQ(server.out, file.out) << arguments;
  }

  std::string schema_;
};

TEST_F(BothStoresPostgreSQL, GiveTheSameDossier) {
  for (const char* arguments : {"dossier --format json", "dossier --format html", "dossier --format json --from 2021-03-10",
                                "claims --json", "copies --json", "stories --json", "framing --json"})
    expect_same(arguments);
}

TEST_F(BothStoresPostgreSQL, FindTheSameInTheSameOrder) {
  for (const char* words :
       {"المحادثات", "'\"وقف إطلاق النار\"'", "'المحاد*'", "'ال*'", "'الحكومة -الحركة'", "'الحركة -\"وفد الحكومة\"'", "هدنة هدنة",
        "--exact الحكومة", "'\"حركة فجر\" قال*'", "لاشيءهنا", "--actor 'فجر الشمال' أسرى", "--actor 'حركة فجر الشمال'",
        "--actor oman", "--outlet برق", "--from 2021-03-10 --to 2021-04", "--event AGREE", "--limit 2 قال"})
    expect_same(std::string("search --json ") + words);
  for (const char* name : {"barq-2021-03-06", "manara-2018-12-14"}) expect_same(std::string("show --json ") + name);
}

TEST_F(BothStoresPostgreSQL, KeepTheSameWhenFilesChange) {
  const auto article = [](int i, const std::string& text) {
    return R"({"id":"d)" + std::to_string(i) + R"(","outlet":"برق","published":"2020-01-02","text":"قال الوزير إن )" + text +
           "\"}\n";
  };
  write("in/a.jsonl", article(1, "المحادثات مستمرة.") + article(2, "الوفد غادر.") + "no json\n");
  write("in/b.jsonl", article(3, "الوفد وصل.") + article(1, "الوفد انسحب."));
  do_on_both("analyze in");
  do_on_both("status");
  write("in/a.jsonl", article(1, "المحادثات انتهت.") + article(4, "الحكومة رفضت العرض."));
  do_on_both("analyze in");
  do_on_both("retry");
  do_on_both("status");
  std::filesystem::remove(path("in/b.jsonl"));
  do_on_both("analyze in");
  expect_same("dossier --format json");
  expect_same("search --json المحادثات");
  expect_same("review --json --limit 50");
}

TEST_F(BothStoresPostgreSQL, AnswerThePageAlike) {
  server::Api file(path("isnad.db"), server::Api::Access::write, "reader");
  server::Api server(schema_, server::Api::Access::write, "reader");
  const auto expect_alike = [&](const std::string& at, const server::Parameters& parameters) {
    const server::Reply a = file.get(at, parameters);
    const server::Reply b = server.get(at, parameters);
    EXPECT_EQ(a.status, 200) << at << a.body;
    EXPECT_EQ(b.status, a.status) << at << b.body;
    EXPECT_EQ(b.body, a.body) << at;
  };
  const auto ask_all = [&] {
    for (const char* at : {"/api/summary", "/api/search", "/api/queries", "/api/corrections", "/api/review", "/api/dossier",
                           "/api/places", "/api/documents/manara-2018-12-14"})
      expect_alike(at, {});
  };
  ask_all();
  const auto review = nlohmann::json::parse(file.get("/api/review", {}).body)["items"];
  ASSERT_FALSE(review.empty());
  const nlohmann::json reject = {{"schema", "isnad.correction/1"},    {"kind", review[0]["kind"]},   {"verdict", "reject"},
                                 {"document", review[0]["document"]}, {"start", review[0]["start"]}, {"end", review[0]["end"]},
                                 {"value", nlohmann::json::object()}};
  for (server::Api* api : {&file, &server}) {
    const server::Reply reply = api->post("/api/corrections", reject.dump(), "2026-01-01T00:00:00Z");
    EXPECT_EQ(reply.status, 201) << reply.body;
    EXPECT_EQ(api->post("/api/queries", R"({"name":"n","query":"?words=a"})", "2026-01-01T00:00:00Z").status, 200);
  }
  ask_all();
}

TEST_F(BothStoresPostgreSQL, SayWhatIsWrong) {
  const auto said = [&](const std::string& database) {
    const Ran r = run("status --db '" + database + "'");
    EXPECT_EQ(r.status, 1) << database;
    return r.err;
  };
  EXPECT_NE(said("postgresql:///x?host=/nowhere").find("cannot connect to PostgreSQL"), std::string::npos);
  EXPECT_NE(said(empty_schema()).find("no store here"), std::string::npos);
  EXPECT_EQ(said("postgresql://reader:secret@localhost:1/x").find("secret"), std::string::npos);
  const std::string other = empty_schema();
  answer(other, "CREATE TABLE meta (key text, value text)");
  EXPECT_NE(said(other).find("no isnad store"), std::string::npos);
  answer(schema_, "UPDATE meta SET value = '99' WHERE key = 'isnad'");
  EXPECT_NE(said(schema_).find("use a later isnad"), std::string::npos);
}

// Killed at random moments: going on gives what an undisturbed run gives.
TEST_F(BothStoresPostgreSQL, AKilledRunGoesOn) {
  std::string lines;
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    lines += R"({"id":"k)" + n + R"(","outlet":"برق","published":"2020-01-02","text":"قالت وكالة برق إن الوفد رقم )" + n +
             R"( وصل إلى العاصمة. وأكد الوزير أن المحادثات مستمرة."})" + "\n";
  }
  write("in/k.jsonl", lines);
  std::mt19937 random(5);
  int kills = 0;
  for (int i = 0; i < 6; ++i) {
    const std::string seconds = std::to_string(0.05 + static_cast<double>(random() % 600) / 1000);
    kills +=
        run("version > /dev/null && timeout -s KILL " + seconds + " '" + ISNAD_PROGRAM + "' analyze in --db '" + schema_ + "'")
                    .status == 137
            ? 1
            : 0;
  }
  EXPECT_GT(kills, 0);
  ASSERT_EQ(run("analyze in").status, 0);
  ASSERT_EQ(on_postgres("analyze in").status, 0);
  expect_same("status --json");
  expect_same("stories --json --from 2021");
  expect_same("search --json --limit 3 المحادثات");
  EXPECT_EQ(answer(schema_,
                   "SELECT count(*) FROM (SELECT * FROM actor_totals EXCEPT SELECT actor, count(*), sum(mentions) FROM "
                   "document_actors GROUP BY actor) t"),
            std::vector<std::string>{"0"});
}

// Two that write at the same time take turns.
TEST_F(BothStoresPostgreSQL, WritersTakeTurns) {
  for (const char* name : {"a", "b"}) {
    std::string lines;
    for (int i = 0; i < 300; ++i)
      lines += std::string(R"({"id":")") + name + std::to_string(i) +
               R"(","published":"2020-01-02","text":"قال الوزير إن الوفد وصل."})" + "\n";
    write(std::string(name) + ".jsonl", lines);
  }
  const std::string database = " --db '" + schema_ + "'";
  const std::string analyze = std::string("'") + ISNAD_PROGRAM + "' analyze ";
  const Ran both = run("version && (" + analyze + "a.jsonl" + database + " & " + analyze + "b.jsonl" + database + " & wait)");
  EXPECT_EQ(both.status, 0) << both.err;
  EXPECT_EQ(answer(schema_, "SELECT count(*) FROM documents"), std::vector<std::string>{"612"}) << both.err;
}

// A query for a document or a path reads the one partition where its rows are, whatever the store holds.
TEST_F(BothStoresPostgreSQL, QueriesNameTheirShard) {
  const std::regex partition(R"( on (\w+_\d+)\b)");
  const auto partitions = [&](const std::string& sql) {
    std::set<std::string> out;
    for (const std::string& line : answer(schema_, "EXPLAIN " + sql)) {
      for (std::sregex_iterator m(line.begin(), line.end(), partition); m != std::sregex_iterator(); ++m) {
        const std::string name = (*m)[1];
        if (std::isdigit(static_cast<unsigned char>(name.back())) != 0) out.insert(name);
      }
    }
    return out;
  };
  for (const char* sql :
       {"SELECT number FROM documents WHERE number = 5 AND id = 'a'", "SELECT record FROM documents WHERE number = 5",
        "SELECT 1 FROM inputs WHERE path = 'a' AND input_hash = 'b'", "DELETE FROM mentions WHERE document = 5",
        "DELETE FROM events WHERE document = 5", "SELECT actor FROM document_actors WHERE document = 5",
        "SELECT terms FROM sketches WHERE document = 5", "UPDATE sketches SET state = 1 WHERE document = 5",
        "SELECT document FROM shingles WHERE shingle = 7 AND \"order\" < 9 ORDER BY \"order\" DESC LIMIT 64",
        "DELETE FROM copies WHERE document = 5", "DELETE FROM words WHERE document = 5",
        "SELECT 1 FROM actor_totals WHERE actor = 'oman'"}) {
    EXPECT_EQ(partitions(sql).size(), 1U) << sql;
  }
}

}  // namespace
}  // namespace isnad::testing
