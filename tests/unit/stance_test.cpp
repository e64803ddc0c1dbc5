// Whether two sentences agree: invented pairs.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "link/comparison.h"
#include "link/stance.h"

namespace isnad::link {
namespace {

using Kind = Stance::Kind;

struct Case {
  const char* name;
  const char* one;
  const char* other;
  Kind kind;
};

class StanceOf : public ::testing::TestWithParam<Case> {};

TEST_P(StanceOf, TheOtherSentence) {
  const Case& c = GetParam();
  const Stance s = stance(c.one, c.other);
  EXPECT_EQ(name_of(s.kind), name_of(c.kind)) << "unrelated " << s.unrelated << ", opposed " << s.opposed;
}

const Case kCases[] = {
    {"AnOppositeVerb", "البرلمان يقر قانون الصيد الجديد", "البرلمان يرفض قانون الصيد الجديد", Kind::disagree},
    {"AnOppositeNoun", "ارتفاع أسعار القمح في الأسواق العالمية", "انخفاض أسعار القمح في الأسواق العالمية", Kind::disagree},
    {"AnotherFormOfTheWord", "ارتفاع أسعار القمح في الأسواق العالمية", "أسعار القمح ترتفع في الأسواق العالمية", Kind::agree},
    {"ANounForAVerb", "البرلمان يقر قانون الصيد الجديد", "إقرار قانون الصيد الجديد في البرلمان", Kind::agree},
    {"AnotherState", "الرئيس يزور فرنسا الأسبوع المقبل", "الرئيس يزور ألمانيا الأسبوع المقبل", Kind::disagree},
    {"TheSameState", "الرئيس يزور فرنسا الأسبوع المقبل", "زيارة الرئيس إلى فرنسا الأسبوع المقبل", Kind::agree},
    {"ADenial", "الوزير أكد توقيع الاتفاق مع الشركة", "الوزير نفى توقيع الاتفاق مع الشركة", Kind::disagree},
    {"ANegation", "الحكومة ستشارك في المؤتمر", "الحكومة لن تشارك في المؤتمر", Kind::disagree},
    {"AnotherNumber", "مقتل عشرة جنود في انفجار قرب الحدود", "مقتل ثلاثين جنديا في انفجار قرب الحدود", Kind::disagree},
    {"AnotherMatter", "ارتفاع أسعار القمح في الأسواق العالمية", "فوز المنتخب الوطني بكأس القارة للمرة الثالثة", Kind::other},
    {"TheSameWords", "الحكومة ستشارك في المؤتمر.", "الحكومة ستشارك في المؤتمر", Kind::agree},
    {"NothingToCompare", "", "الحكومة ستشارك في المؤتمر", Kind::other},
    {"NoWordAtAll", "...", "", Kind::other},
};

INSTANTIATE_TEST_SUITE_P(Of, StanceOf, ::testing::ValuesIn(kCases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(Comparison, StandsEachWordBesideTheClosest) {
  const Comparison c("فتح المعبر أمام الشاحنات", "أمام الشاحنات أغلق المعبر");
  ASSERT_EQ(c.one().words.size(), 4U);
  ASSERT_EQ(c.one().left.size(), 1U);
  ASSERT_EQ(c.other().left.size(), 1U);
  EXPECT_EQ(c.one().left.front(), 0U);
  EXPECT_EQ(c.other().left.front(), 2U);
  EXPECT_EQ(c.one().matches[1].word, 3U);
  EXPECT_EQ(c.one().matches[2].word, 0U);
  // "opened" and "closed" are sides of one pair.
  const auto& opened = *c.one().words[0].sides;
  const auto& closed = *c.other().words[2].sides;
  EXPECT_TRUE(std::any_of(opened.begin(), opened.end(), [&](Opposites::Side s) {
    return std::binary_search(closed.begin(), closed.end(), Opposites::opposite(s));
  }));
}

TEST(Opposites, KnowsVerbsInTheirForms) {
  const Opposites& o = Opposites::standard();
  const Comparison c("ارتفع يرتفع ترتفع ارتفاع", "ينخفض");
  for (const ComparedWord& w : c.one().words) {
    const auto& rises = *w.sides;
    EXPECT_TRUE(std::any_of(rises.begin(), rises.end(), [&](Opposites::Side s) {
      return s % 2 == 0 && o.name_of(s) == "increase";
    })) << w.folded;
  }
  const auto& falls = *c.other().words[0].sides;
  EXPECT_TRUE(
      std::any_of(falls.begin(), falls.end(), [&](Opposites::Side s) { return s % 2 == 1 && o.name_of(s) == "increase"; }));
}

TEST(Opposites, KnowsStatesByNameCapitalAndPeople) {
  const Comparison c("فرنسا والفرنسيون باريس", "ألمانيا الحديقة");
  ASSERT_EQ(c.one().words.size(), 3U);
  EXPECT_NE(c.one().words[0].state, 0);
  EXPECT_EQ(c.one().words[1].state, c.one().words[0].state);
  EXPECT_EQ(c.one().words[2].state, c.one().words[0].state);
  EXPECT_NE(c.other().words[0].state, c.one().words[0].state);
  EXPECT_EQ(c.other().words[1].state, 0);
}

}  // namespace
}  // namespace isnad::link
