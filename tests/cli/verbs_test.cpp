#include <algorithm>
#include <nlohmann/json.hpp>

#include "program.h"

namespace isnad::testing {
namespace {

class Verbs : public ProgramTest {
 protected:
  [[nodiscard]] static std::string samples() { return std::string("'") + ISNAD_SOURCE_DIR + "/samples'"; }
};

const char* const kVerbs[] = {"analyze",    "dossier", "framing",       "export",       "search",         "show",
                              "explain",    "status",  "extract",       "lexicon",      "serve",          "version",
                              "completion", "man",     "lexicon check", "lexicon find", "lexicon compile"};

TEST_F(Verbs, HaveHelpWithExamples) {
  EXPECT_EQ(run("").status, 0);
  EXPECT_NE(run("").out.find("isnad analyze FOLDER"), std::string::npos);
  for (const char* verb : kVerbs) {
    const Ran r = run(std::string(verb) + " --help");
    EXPECT_EQ(r.status, 0) << verb;
    EXPECT_NE(r.out.find("Example"), std::string::npos) << verb;
  }
}

TEST_F(Verbs, SayWhatIsWrongWithACommandLine) {
  const std::pair<const char*, const char*> cases[] = {
      {"frobnicate", "frobnicate"},    {"analyze", "isnad analyze --help"}, {"extract --threads 0 x", "--threads"},
      {"dossier --format pdf", "pdf"}, {"search --event DANCE x", "DANCE"}, {"completion tcsh", "tcsh"},
      {"show", "isnad show --help"}};
  for (const auto& [arguments, message] : cases) {
    const Ran r = run(arguments);
    EXPECT_EQ(r.status, 2) << arguments;
    EXPECT_NE(r.err.find(message), std::string::npos) << r.err;
    EXPECT_EQ(r.out, "") << arguments;
  }
}

// What is not known is neither counted as one outlet nor as none.
TEST_F(Verbs, SayHowManyOutletsAreNotKnown) {
  ASSERT_EQ(
      run("analyze --as-is -", R"({"id":"a","published":"2021-03-06","text":"قالت وزارة الدفاع إن الجيش سيطر على مدينة الرستن."})"
                               "\n"
                               R"({"id":"b","published":"2021-03-06","text":"قالت وزارة الدفاع إن الجيش سيطر على مدينة الرستن."})"
                               "\n")
          .status,
      0);
  for (const char* verb : {"claims", "stories"})
    EXPECT_NE(run(verb).out.find("2 documents of unknown outlets"), std::string::npos) << run(verb).out;
}

// What one reports two others deny in different words: the claim stands once, the denials below it.
TEST_F(Verbs, ShowADisputedClaimOnce) {
  ASSERT_EQ(
      run("analyze --as-is -",
          R"({"id":"a","outlet":"برق","published":"2021-03-06","text":"قالت الحركة إن الحكومة قصفت معبر الرمان بالمدفعية الثقيلة."})"
          "\n"
          R"({"id":"b","outlet":"الميناء","published":"2021-03-06","text":"نفت الحكومة قصف معبر الرمان بالمدفعية الثقيلة."})"
          "\n"
          R"({"id":"c","outlet":"الساحل","published":"2021-03-06","text":"اتهمت الحركة الحكومة بقصف معبر الرمان بالمدفعية الثقيلة. ووصف محافظ الإقليم ذلك بالكذب، نافيا قصف المعبر."})"
          "\n")
          .status,
      0);
  const std::string said = run("dossier").out;
  const std::size_t at = said.find("Disputed");
  ASSERT_NE(at, std::string::npos) << said;
  const std::string disputed = said.substr(at);
  const auto count = [&](std::string_view what) {
    std::size_t n = 0;
    for (std::size_t i = disputed.find(what); i != std::string::npos; i = disputed.find(what, i + 1)) ++n;
    return n;
  };
  EXPECT_EQ(count("قصفت معبر"), 1U) << disputed;
  EXPECT_EQ(count("denied:") + count("negated:"), 2U) << disputed;
}

TEST_F(Verbs, ReadTheSamplesFromEndToEnd) {
  const Ran analyzed = run("analyze " + samples());
  ASSERT_EQ(analyzed.status, 0) << analyzed.err;
  EXPECT_NE(analyzed.out.find("12 articles"), std::string::npos) << analyzed.out;
  EXPECT_NE(analyzed.out.find("0 failed"), std::string::npos);
  EXPECT_NE(analyzed.out.find("isnad dossier"), std::string::npos);
  EXPECT_EQ(analyzed.out.find('\x1b'), std::string::npos) << "colour in a pipe";

  const auto dossier = nlohmann::json::parse(run("dossier --format json").out);
  EXPECT_EQ(dossier["documents"].size(), 12U);
  EXPECT_FALSE(dossier["claims"].empty());
  for (const auto& claim : dossier["claims"]) {
    for (const auto& carrier : claim["carriers"]) EXPECT_FALSE(carrier["evidence"].empty());
  }
  EXPECT_EQ(run("dossier -o page.html --format html").status, 0);
  EXPECT_NE(read_file(path("page.html")).find("dir=\"rtl\""), std::string::npos);

  const auto found = nlohmann::json::parse(run("search --json تسليم السلاح").out);
  EXPECT_GE(found["total"], 5);
  const std::string id = found["hits"][0]["document"];
  EXPECT_NE(run("show " + id).out.find("Statements"), std::string::npos);
  EXPECT_EQ(nlohmann::json::parse(run("show --json " + id).out)["schema"], "isnad.record/1");
  EXPECT_NE(run("show barq-2021-03-06.txt").out.find("2021-03-06"), std::string::npos);
  const auto reasons = nlohmann::json::parse(run("explain --json " + id).out);
  EXPECT_FALSE(reasons.empty());
  EXPECT_NE(run("explain '" + std::string(ISNAD_SOURCE_DIR) + "/samples/barq-2021-03-06.txt'").out.find("cues/verbs.tsv:"),
            std::string::npos);
  EXPECT_EQ(run("show nowhere").status, 1);
}

TEST_F(Verbs, TakeOverRecordsThatExtractWrote) {
  const Ran records = run("extract " + samples());
  ASSERT_EQ(records.status, 0) << records.err;
  write("records.jsonl", records.out);
  ASSERT_EQ(run("analyze --db a.db records.jsonl").status, 0);
  ASSERT_EQ(run("analyze --db b.db " + samples()).status, 0);
  EXPECT_EQ(run("dossier --db a.db --format json").out, run("dossier --db b.db --format json").out);
}

TEST_F(Verbs, PrintScriptsAndManual) {
  for (const char* shell : {"bash", "zsh", "fish"}) {
    const Ran r = run(std::string("completion ") + shell);
    EXPECT_EQ(r.status, 0);
    EXPECT_NE(r.out.find("analyze"), std::string::npos);
  }
  write("completion.bash", run("completion bash").out);
  EXPECT_EQ(std::system(("bash -n '" + path("completion.bash") + "'").c_str()), 0);
  const std::string manual = run("man").out;
  for (const char* verb : kVerbs) EXPECT_NE(manual.find(std::string(".SS ") + verb), std::string::npos) << verb;
}

TEST_F(Verbs, StatusNamesFailuresAndRemedies) {
  write("in/empty.txt", "");
  write("in/noise.txt", std::string("\x7F"
                                    "ELF\0\0\0\1\2\3",
                                    10));
  EXPECT_EQ(run("analyze in").status, 1);
  const auto status = nlohmann::json::parse(run("status --json").out);
  EXPECT_EQ(status["failures"].size(), 2U);
  EXPECT_NE(run("status").out.find("in/empty.txt: "), std::string::npos);
}

class LexiconVerb : public Verbs {
 protected:
  void SetUp() override {
    Verbs::SetUp();
    write("data/actors/states.tsv", "id\ttype\tnames_ar\tcountry\tsource\noman\tstate\tعمان|سلطنة عمان\t\tgeneral knowledge\n");
  }
};

TEST_F(LexiconVerb, ChecksTables) {
  EXPECT_EQ(run("lexicon check --data data").status, 0);
  struct Case {
    std::string table, message;
  };
  const std::string head = "id\ttype\tnames_ar\tcountry\tsource\n";
  const Case cases[] = {
      {head + "b\tgroup\tب\toman\tx\na\tgroup\tا\toman\tx\n", "actors/t.tsv:3: \"a\" has to stand before \"b\""},
      {head + "oman\tgroup\tب\t\tx\n", "the id \"oman\" is defined at "},
      {head + "a\tgroup\tب\tatlantis\tx\n", "actors/t.tsv:2: `country` names \"atlantis\""},
      {head + "a\tgroup\tب\toman\n", "4 cells where the header names 5"},
      {head + "a\tgroup\tب\toman\t\n", "no source"},
      {head + "a\tgroup\tب||ت\toman\tx\n", "empty value"},
      {head + "a\tgroup\t ب\toman\tx\n", "blank"},
      {head + "a\tgroup\tا\u0653\toman\tx\n", "normal form C"},
      {head + "a\tgroup\t\xD8\toman\tx\n", "not UTF-8"},
      {"id\tname\na\tb\n", "the last column has to be `source`"},
  };
  for (const Case& c : cases) {
    write("data/actors/t.tsv", c.table);
    const Ran r = run("lexicon check --data data");
    EXPECT_EQ(r.status, 1) << c.message;
    EXPECT_NE(r.err.find(c.message), std::string::npos) << c.message << " in " << r.err;
  }
}

TEST_F(LexiconVerb, TheTablesOfTheProjectAreInOrder) {
  EXPECT_EQ(run(std::string("lexicon check --data '") + ISNAD_SOURCE_DIR + "/data'").err, "");
}

TEST_F(LexiconVerb, FindsWordsInAnySpelling) {
  EXPECT_NE(run("lexicon find --data data سلطنه عُمان").out.find("actors/states.tsv:2  names_ar سلطنة عمان  oman"),
            std::string::npos);
  EXPECT_NE(run("lexicon find --data data لاشيء").out.find("No entry"), std::string::npos);
}

}  // namespace
}  // namespace isnad::testing
