#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <random>

#include "program.h"

namespace isnad::testing {
namespace {

std::string document(int i, const std::string& word = "وصل") {
  return R"({"id":"d)" + std::to_string(i) + R"(","outlet":"برق","published":"2020-01-02","title":"جولة رقم )" +
         std::to_string(i) + R"(","text":"قالت وكالة برق إن الوفد رقم )" + std::to_string(i) + " " + word +
         R"( إلى العاصمة. وأكد الوزير أن المحادثات مستمرة."})"
         "\n";
}

std::string documents(int n) {
  std::string lines;
  for (int i = 0; i < n; ++i) lines += document(i);
  return lines;
}

// All rows of the store's own tables, in order; the full-text index is compared by what it finds.
std::string content_of(const std::string& path) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK) << path;
  std::string out;
  for (const char* sql :
       {"SELECT number, id, content_hash, path, title, published, lexicon_hash, hex(record) FROM documents ORDER BY number",
        "SELECT path, input_hash, line, state, document, reason FROM inputs ORDER BY path, input_hash",
        "SELECT * FROM document_actors ORDER BY document, actor", "SELECT * FROM mentions ORDER BY document, number",
        "SELECT * FROM attributions ORDER BY document, number", "SELECT * FROM events ORDER BY document, number",
        "SELECT * FROM event_actors ORDER BY document, event, actor, role", "SELECT * FROM actor_totals ORDER BY actor",
        "SELECT document, state, story FROM sketches ORDER BY document",
        "SELECT document, source, share, hex(passages) FROM copies ORDER BY document, source"}) {
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db, sql, -1, &statement, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
    while (sqlite3_step(statement) == SQLITE_ROW) {
      for (int c = 0; c < sqlite3_column_count(statement); ++c) {
        const unsigned char* text = sqlite3_column_text(statement, c);
        out += std::string(text == nullptr ? "NULL" : reinterpret_cast<const char*>(text)) + "\t";
      }
      out += "\n";
    }
    sqlite3_finalize(statement);
  }
  sqlite3_close(db);
  return out;
}

class Analyze : public ProgramTest {
 protected:
  nlohmann::json analyze(const std::string& arguments, int expected_status = 0) const {
    const Ran r = run("analyze --json " + arguments);
    EXPECT_EQ(r.status, expected_status) << r.err;
    return nlohmann::json::parse(r.out, nullptr, false);
  }

  // Starts analyze, kills it after `microseconds`. True when it was killed before its end.
  bool killed_after(int microseconds) const {
    const pid_t child = fork();
    if (child == 0) {
      const int null = open("/dev/null", O_WRONLY);
      dup2(null, 1);
      dup2(null, 2);
      if (chdir(folder_.c_str()) != 0) _exit(9);
      execl(ISNAD_PROGRAM, ISNAD_PROGRAM, "analyze", "--threads", "2", "--db", "killed.db", "in", nullptr);
      _exit(9);
    }
    usleep(static_cast<useconds_t>(microseconds));
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    return WIFSIGNALED(status);
  }
};

TEST_F(Analyze, TheSameFolderTwiceChangesNothing) {
  write("in/a.jsonl", documents(30));
  write("in/b.txt", "قال الوزير إن المحادثات مستمرة.\n");
  EXPECT_EQ(analyze("in")["analysed"], 31);
  const std::string before = content_of(path("isnad.db"));
  const auto second = analyze("in");
  EXPECT_EQ(second["analysed"], 0);
  EXPECT_EQ(second["unchanged"], 31);
  EXPECT_EQ(content_of(path("isnad.db")), before);
}

TEST_F(Analyze, AChangedFileReplacesWhatItGave) {
  write("in/a.jsonl", documents(3));
  write("in/b.txt", "قال الوزير إن المحادثات مستمرة.\n");
  analyze("in");
  write("in/a.jsonl", document(0) + document(1, "غادر"));
  write("in/b.txt", "قال الوزير إن المحادثات انتهت.\n");
  const auto changed = analyze("in");
  EXPECT_EQ(changed["analysed"], 2);
  EXPECT_EQ(changed["removed"], 2);  // d2 and the text that b.txt held before
  EXPECT_EQ(changed["store"]["documents"], 3);
  // As if nothing else had ever been there.
  EXPECT_EQ(analyze("in --db fresh.db")["store"]["documents"], 3);
  EXPECT_NE(content_of(path("isnad.db")).find("انتهت"), 0U);
  EXPECT_EQ(run("search --json غادر").out.find("\"d1\"") != std::string::npos, true);
  EXPECT_EQ(nlohmann::json::parse(run("search --json مستمرة").out)["total"], 2);
}

TEST_F(Analyze, TheSameTextInTwoFilesIsOneDocument) {
  write("in/a.txt", "قال الوزير إن المحادثات مستمرة.\n");
  write("in/b.txt", "قال الوزير إن المحادثات مستمرة.\n");
  EXPECT_EQ(analyze("in")["store"]["documents"], 1);
  EXPECT_EQ(analyze("in")["unchanged"], 2);
  write("in/a.txt", "أعلن الوفد انسحابه.\n");
  EXPECT_EQ(analyze("in")["store"]["documents"], 2);
}

TEST_F(Analyze, TwoDocumentsWithOneIdAreNotMixedUp) {
  write("in/a.jsonl", document(1) + document(1, "غادر"));
  write("in/b.jsonl", document(1, "انسحب"));
  const Ran r = run("analyze in");
  EXPECT_EQ(r.status, 1);
  EXPECT_NE(r.err.find("in/a.jsonl:2: another input has a different document with the id \"d1\""), std::string::npos) << r.err;
  EXPECT_NE(r.err.find("in/b.jsonl:1: "), std::string::npos) << r.err;
}

TEST_F(Analyze, AFileThatCannotBeReadKeepsWhatItGaveBefore) {
  write("in/a.jsonl", documents(5));
  analyze("in");
  std::filesystem::remove(path("in/a.jsonl"));
  EXPECT_EQ(analyze("in/a.jsonl", 1)["store"]["documents"], 5);
  write("in/a.jsonl", documents(5));
  EXPECT_EQ(analyze("in")["store"]["failures"], 0);
}

TEST_F(Analyze, SaysWhatIsNoStore) {
  write("in/a.jsonl", documents(1));
  write("other.db", "this is no database, but a text that is long enough to be read as one");
  const Ran r = run("analyze in --db other.db");
  EXPECT_EQ(r.status, 1);
  EXPECT_NE(r.err.find("other.db: this file is no isnad store"), std::string::npos) << r.err;
  EXPECT_NE(run("status --db nowhere.db").err.find("nowhere.db: no store here"), std::string::npos);
}

// What must hold of a store whatever happened to the process that wrote it; the documents in it.
std::int64_t check_store(const std::string& path) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open(path.c_str(), &db), SQLITE_OK);
  const auto number = [&](const char* sql) {
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(db, sql, -1, &statement, nullptr) != SQLITE_OK) return std::int64_t{0};  // no table yet
    sqlite3_step(statement);
    const std::int64_t n = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    return n;
  };
  EXPECT_EQ(number("SELECT count(*) FROM pragma_integrity_check('documents') WHERE integrity_check <> 'ok'"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM inputs i LEFT JOIN documents d ON d.number = i.document WHERE d.number IS NULL"), 0);
  EXPECT_EQ(
      number("SELECT count(*) FROM documents d WHERE NOT EXISTS (SELECT 1 FROM attributions a WHERE a.document = d.number)"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM pragma_foreign_key_check"), 0);
  EXPECT_EQ(number("SELECT count(*) FROM (SELECT * FROM actor_totals EXCEPT "
                   "SELECT actor, count(*), sum(mentions) FROM document_actors GROUP BY actor)"),
            0);
  EXPECT_EQ(number("SELECT (SELECT count(*) FROM actor_totals) - (SELECT count(DISTINCT actor) FROM document_actors)"), 0);
  const std::int64_t documents = number("SELECT count(*) FROM documents");
  sqlite3_close(db);
  return documents;
}

// Two thousand documents in five files.
class Disturbed : public Analyze {
 protected:
  void SetUp() override {
    Analyze::SetUp();
    for (int f = 0; f < 5; ++f) {
      std::string lines;
      for (int i = 0; i < 400; ++i) lines += document(f * 400 + i);
      write("in/part" + std::to_string(f) + ".jsonl", lines);
    }
    analyze("in --threads 1 --db whole.db");
    whole_ = content_of(path("whole.db"));
  }

  void remove_store() const {
    for (const char* ending : {"", "-wal", "-shm"}) std::filesystem::remove(path(std::string("killed.db") + ending));
  }

  std::string whole_;
};

// How often to disturb a run: ISNAD_KILLS, or `otherwise`.
int times(int otherwise) {
  const char* option = std::getenv("ISNAD_KILLS");
  return option == nullptr ? otherwise : std::atoi(option);
}

// kill -9 at random moments: what is there is whole, and going on gives what an undisturbed run gives.
TEST_F(Disturbed, AKilledRunLosesNothingAndGoesOn) {
  const int wanted = times(25);
  std::mt19937 random(7);
  std::int64_t last = 0;
  int kills = 0;
  for (int runs = 0; kills < wanted && runs < wanted * 10; ++runs) {
    if (killed_after(1000 + static_cast<int>(random() % 400'000))) {
      ++kills;
      if (!std::filesystem::exists(path("killed.db"))) continue;
      const std::int64_t documents = check_store(path("killed.db"));
      EXPECT_GE(documents, last) << "a finished document was lost";
      last = documents;
    } else {  // it reached the end; from the beginning, then
      EXPECT_EQ(content_of(path("killed.db")), whole_);
      remove_store();
      last = 0;
    }
  }
  EXPECT_EQ(kills, wanted);
  analyze("in --db killed.db");
  EXPECT_EQ(content_of(path("killed.db")), whole_);
  const auto found = nlohmann::json::parse(run("search --json --db killed.db --limit 1 المحادثات").out, nullptr, false);
  EXPECT_EQ(found["total"], 2000);
}

// A disk that is full at any moment ends the run with a message, and a later run goes on.
TEST_F(Disturbed, AFullDiskLosesNothing) {
  const auto whole_size = static_cast<int>(std::filesystem::file_size(path("whole.db")) / 1024);
  std::mt19937 random(11);
  const int wanted = times(4);
  for (int i = 0; i < wanted; ++i) {
    // How large a store becomes depends a little on when it is committed.
    const int kilobytes = 16 + static_cast<int>(random() % static_cast<unsigned>(whole_size * 3 / 4));
    remove_store();
    const std::string command = "cd '" + folder_.string() + "' && trap '' XFSZ && ulimit -f " + std::to_string(kilobytes * 2) +
                                " && '" + ISNAD_PROGRAM + "' analyze --threads 1 --db killed.db in >.out 2>.err";
    const int raw = std::system(("sh -c \"" + command + "\"").c_str());
    ASSERT_TRUE(WIFEXITED(raw)) << kilobytes;
    EXPECT_EQ(WEXITSTATUS(raw), 1) << kilobytes;
    EXPECT_NE(read_file(folder_ / ".err").find("isnad: "), std::string::npos) << kilobytes;
    if (std::filesystem::exists(path("killed.db"))) check_store(path("killed.db"));
    analyze("in --db killed.db");
    EXPECT_EQ(content_of(path("killed.db")), whole_) << kilobytes;
  }
}

}  // namespace
}  // namespace isnad::testing
