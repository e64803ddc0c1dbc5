// Who says what through whom: one row a construction (annotation.md 2 and its rulings). The sentences are written for this test.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "isnad/engine.h"
#include "isnad/names.h"

namespace isnad {
namespace {

struct Row {
  const char* name;
  const char* title;
  const char* text;
  /// One entry an attribution: "cue | chain, nearest first, by first mention, joined by > | content".
  std::vector<std::string> expected;
};

std::vector<std::string> attributions_of(const Row& row) {
  static const Engine engine = *Engine::open(ISNAD_IMAGE);
  Document d;
  d.id = row.name;
  d.language = "ar";
  d.title = row.title;
  d.text = d.title.empty() ? row.text : d.title + "\n\n" + row.text;
  d.published = {"2020-05-06", DateBasis::metadata};
  Engine::Worker worker = engine.worker();
  const Analysis& a = worker.analyse(d);
  std::vector<std::string> out;
  for (const Attribution& x : a.attributions) {
    std::string chain;
    for (const Index s : x.chain) chain += (chain.empty() ? "" : " > ") + std::string(a.text(a.sources[s].mentions.front()));
    out.push_back(std::string(a.text(x.cue)) + " | " + chain + " | " + std::string(a.text(x.content.front())));
  }
  return out;
}

class AttributionRow : public testing::TestWithParam<Row> {};

TEST_P(AttributionRow, IsReadAsWritten) { EXPECT_EQ(attributions_of(GetParam()), GetParam().expected); }

INSTANTIATE_TEST_SUITE_P(
    Constructions, AttributionRow,
    testing::Values(
        Row{"verb_first", "", "قال مصدر أمني إن القوات انسحبت من المدينة.", {"قال | مصدر أمني | إن القوات انسحبت من المدينة"}},
        Row{"carried_on",
            "",
            "قالت مصادر محلية إن القصف توقف. وأضافت أن الطرق فتحت.",
            {"قالت | مصادر محلية | إن القصف توقف", "أضافت | مصادر محلية | أن الطرق فتحت"}},
        Row{"participle",
            "",
            "أعلنت وزارة الخارجية الروسية أن المحادثات بدأت، مشيرة إلى أن الوفدين وصلا.",
            {"أعلنت | وزارة الخارجية الروسية | أن المحادثات بدأت", "مشيرة | وزارة الخارجية الروسية | أن الوفدين وصلا"}},
        Row{"transmitted",
            "",
            "ونقلت وكالة الأناضول عن مصادر محلية قولها إن الاجتماع تأجل.",
            {"نقلت | وكالة الأناضول > مصادر محلية | إن الاجتماع تأجل"}},
        Row{"said_to_an_outlet",
            "",
            "وقال متحدث باسم الحكومة السورية لوكالة رويترز إن الوفد عاد.",
            {"قال | وكالة رويترز > متحدث باسم الحكومة السورية | إن الوفد عاد"}},
        Row{"trailing_according_to",
            "",
            "شنت الطائرات غارات على ريف المدينة في ساعات الفجر، بحسب المرصد السوري لحقوق الإنسان.",
            {"بحسب | المرصد السوري لحقوق الإنسان | شنت الطائرات غارات على ريف المدينة في ساعات الفجر"}},
        Row{"direct_quotation_over_sentences",
            "",
            "وقال المتحدث باسم الخارجية الروسية: \"لن نقبل هذا العرض. سنعود إلى بلادنا\".",
            {"قال | المتحدث باسم الخارجية الروسية | \"لن نقبل هذا العرض. سنعود إلى بلادنا\""}},
        Row{"impersonal_is_none", "", "يذكر أن المدينة شهدت مواجهات في العام الماضي.", {}},
        Row{"adjective_is_none", "", "جرت محادثات غير معلنة بين الطرفين في العاصمة.", {}},
        Row{"refusal_to_comment_is_none", "", "ورفضت الحكومة التركية التعليق على التقارير.", {}}),
    [](const testing::TestParamInfo<Row>& row) { return std::string(row.param.name); });

TEST(Attribution, DistancingVerbsAndQuotesAreMarked) {
  static const Engine engine = *Engine::open(ISNAD_IMAGE);
  Document d;
  d.language = "ar";
  d.text = "زعم متحدث باسم الحوثيين أن \"السفينة أصيبت إصابة مباشرة قبالة الساحل\".";
  Engine::Worker worker = engine.worker();
  const Analysis& a = worker.analyse(d);
  ASSERT_EQ(a.attributions.size(), 1U);
  EXPECT_EQ(name_of(a.attributions[0].stance), "distancing");
  EXPECT_EQ(name_of(a.attributions[0].act), "allege");
  EXPECT_EQ(name_of(a.attributions[0].quote), "direct");
  EXPECT_EQ(name_of(a.sources[a.attributions[0].chain.back()].kind), "official");
}

}  // namespace
}  // namespace isnad
