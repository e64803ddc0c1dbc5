#include <gtest/gtest.h>

#include <string>

#include "isnad/records.h"

namespace isnad {
namespace {

// A record of one sentence: "قالت وكالة برق عن مصادر إن الوفد انسحب." with every layer.
const char* const kLine =
    R"({"schema":"isnad.record/1","document":{"id":"d1","path":null,"url":null,"outlet":{"id":null,"name":"برق"},"title":null,"author":null,)"
    R"("language":"ar","published":{"value":"2019-12","basis":"metadata"},"text":"قالت وكالة برق عن مصادر إن الوفد انسحب.","content_hash":"00","near_duplicate_of":null},)"
    R"("sentences":[{"start":0,"end":39}],)"
    R"("mentions":[{"start":5,"end":14,"text":"وكالة برق","type":"outlet","actor":"x-barq","name":"Barq","label":"neutral","basis":"alias","confidence":0.50}],)"
    R"("sources":[{"id":"s1","kind":"outlet","actor":"x-barq","name":"وكالة برق","mentions":[{"start":5,"end":14}]},{"id":"s2","kind":"anonymous","actor":null,"name":"مصادر","mentions":[{"start":18,"end":23}]}],)"
    R"("attributions":[{"id":"a1","cue":{"start":0,"end":4,"lemma":"قال"},"act":"state","stance":"neutral","quote":"indirect","chain":["s1","s2"],"content":[{"start":24,"end":38}],"confidence":0.93}],)"
    R"("events":[{"id":"e1","trigger":{"start":33,"end":38,"lemma":"انسحب"},"type":"RETREAT","mode":null,"actors":["x-wafd"],"recipients":[],"third":[{"actor":"oman","role":"host"}],"status":"actual","move":"withdraw","object":null,"place":null,"time":null,"attribution":"a1","confidence":0.80}],)"
    R"("times":[]})";

std::string changed(const std::string& from, const std::string& to) {
  std::string line = kLine;
  line.replace(line.find(from), from.size(), to);
  return line;
}

TEST(RecordReader, ReadsEveryLayer) {
  const auto r = read_record(kLine);
  ASSERT_TRUE(r) << r.error().to_string();
  EXPECT_EQ(r->document.outlet_name, "برق");
  EXPECT_EQ(r->document.published.value, "2019-12");
  ASSERT_EQ(r->mentions.size(), 1U);
  EXPECT_EQ(r->slice(r->mentions[0].span), "وكالة برق");
  ASSERT_EQ(r->attributions.size(), 1U);
  EXPECT_EQ(r->attributions[0].chain, (std::vector<Index>{0, 1}));
  EXPECT_EQ(r->slice(r->attributions[0].content[0]), "إن الوفد انسحب");
  ASSERT_EQ(r->events.size(), 1U);
  EXPECT_EQ(r->events[0].move, Move::withdraw);
  EXPECT_EQ(r->events[0].third[0].role, ThirdRole::host);
  EXPECT_EQ(r->events[0].attribution, 0U);
  EXPECT_EQ(r->events[0].time, kNone);
  EXPECT_EQ(r->sentence_at(CharOffset(30)), r->sentences[0]);
}

TEST(RecordReader, NamesWhatIsWrong) {
  struct Case {
    std::string line;
    const char* message;
  };
  const Case cases[] = {
      {"{", "not a record"},
      {"[]", "not a JSON object"},
      {changed("isnad.record/1", "isnad.record/9"), "isnad.record/9"},
      {changed(R"("chain":["s1","s2"])", R"("chain":["s1","s9"])"), "attributions[0]: chain[1]: \"s9\" refers to nothing"},
      {changed(R"("content":[{"start":24,"end":38}])", R"("content":[{"start":24,"end":380}])"), "no span of the text"},
      {changed(R"("act":"state")", R"("act":"sing")"), "`act` has the unknown value \"sing\""},
  };
  for (const Case& c : cases) {
    const auto r = read_record(c.line, "in.jsonl", 7);
    ASSERT_FALSE(r) << c.message;
    EXPECT_NE(r.error().to_string().find(c.message), std::string::npos) << r.error().to_string();
    EXPECT_EQ(r.error().to_string().rfind("in.jsonl:7: ", 0), 0U);
  }
}

TEST(TextIndex, CutsByCodePoints) {
  std::string t;
  for (int i = 0; i < 200; ++i) t += i % 3 == 0 ? "ع" : (i % 3 == 1 ? "x" : "\xF0\x9F\x98\x80");
  const TextIndex index(t);
  EXPECT_EQ(index.size(), 200U);
  EXPECT_EQ(t.substr(index.to_byte(CharOffset(3), t).value, 2), "ع");
  EXPECT_EQ(t.substr(index.to_byte(CharOffset(197), t).value, 4), "\xF0\x9F\x98\x80");
  EXPECT_EQ(index.to_byte(CharOffset(200), t).value, t.size());
}

}  // namespace
}  // namespace isnad
