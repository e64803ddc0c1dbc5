#include "program.h"

#include <algorithm>

#include "isnad/records.h"

namespace isnad::testing {
namespace {

class Extract : public ProgramTest {};

std::string many_documents(int n) {
  std::string lines;
  for (int i = 0; i < n; ++i) {
    lines += R"({"id":"d)" + std::to_string(i) + R"(","title":"جولة جديدة","text":"قالت وكالة برق إن الوفد رقم )" +
             std::to_string(i) + R"( وصل إلى العاصمة. وأكد الوزير أن المحادثات مستمرة."})" + "\n";
  }
  return lines;
}

TEST_F(Extract, GivesTheSameBytesWithAnyNumberOfThreads) {
  write("in.jsonl", many_documents(500));
  const Ran one = run("extract in.jsonl --threads 1");
  EXPECT_EQ(one.status, 0) << one.err;
  EXPECT_EQ(count_lines(one.out), 500U);
  for (const char* threads : {"2", "5"}) EXPECT_EQ(run(std::string("extract in.jsonl --threads ") + threads).out, one.out);
}

TEST_F(Extract, WritesRecordsThatTheReaderTakes) {
  const Ran r = run("extract - --tokens", many_documents(3));
  ASSERT_EQ(r.status, 0) << r.err;
  std::istringstream lines(r.out);
  for (std::string line; std::getline(lines, line);) {
    const auto record = read_record(line);
    ASSERT_TRUE(record) << record.error().to_string();
    EXPECT_FALSE(record->sentences.empty());
    for (const auto& a : record->attributions) EXPECT_FALSE(record->slice(a.cue).empty());
  }
}

// The article behind the preposition lam is written without its alef.
TEST_F(Extract, SpellsTheNamesOfSourcesOut) {
  const Ran r = run("extract --as-is -", R"({"id":"a","text":"قتل ثلاثة جنود، وفقا للجيش. وقتل مدني، وفقا لجيش آخر."})"
                                         "\n");
  EXPECT_NE(r.out.find(R"("name":"الجيش")"), std::string::npos) << r.out;
  EXPECT_NE(r.out.find(R"("name":"جيش آخر")"), std::string::npos) << r.out;
}

TEST_F(Extract, OneBadDocumentStopsNoOther) {
  std::string lines = many_documents(40);
  lines.insert(lines.find('\n') + 1, "{broken\n");
  write("in/good.jsonl", lines);
  write("in/empty.txt", "");
  write("in/pages/article.txt", "قال الوزير إن المحادثات مستمرة.\n");
  const Ran r = run("extract in missing.txt");
  EXPECT_EQ(r.status, 1);
  EXPECT_EQ(count_lines(r.out), 41U);
  EXPECT_NE(r.err.find("in/good.jsonl:2: "), std::string::npos) << r.err;
  EXPECT_NE(r.err.find("in/empty.txt: "), std::string::npos) << r.err;
  EXPECT_NE(r.err.find("missing.txt: "), std::string::npos) << r.err;
  EXPECT_NE(r.err.find("3 of 44 documents"), std::string::npos) << r.err;
}

// "His brother her network and she points out": the head of an outlet's name that is no noun of the tables, behind a source.
TEST_F(Extract, TakesAnOutletHeadBehindASource) {
  EXPECT_EQ(run("extract --as-is -", R"({"id":"a","text":"وشقيقه شبكتها وتشير"})"
                                     "\n")
                .status,
            0);
}

TEST_F(Extract, LeavesOutWhatIsBelowTheConfidenceAskedFor) {
  const Ran r = run("extract - --min-confidence 1", many_documents(1));
  const auto record = read_record(r.out);
  ASSERT_TRUE(record) << r.err;
  for (const auto& a : record->attributions) EXPECT_GE(a.confidence, 1.0F);
}

}  // namespace
}  // namespace isnad::testing
