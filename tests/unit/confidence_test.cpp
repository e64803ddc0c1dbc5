// Confidence orders what the analysis says: the plain construction above the doubtful one, and nothing is certain.
#include <gtest/gtest.h>

#include <string>

#include "isnad/engine.h"
#include "isnad/record.h"

namespace isnad {
namespace {

class Confidence : public testing::Test {
 protected:
  const Analysis& analyse(const std::string& text) {
    document_ = {};
    document_.language = "ar";
    document_.text = text;
    return worker_.analyse(document_);
  }
  float of_attribution(const std::string& text) {
    const Analysis& a = analyse(text);
    return a.attributions.size() == 1 ? a.attributions[0].confidence : -1.0F;
  }

  static const Engine& engine() {
    static const Engine opened = *Engine::open(ISNAD_IMAGE);
    return opened;
  }
  Engine::Worker worker_ = engine().worker();
  Document document_;
};

TEST_F(Confidence, PlainStatementsAreSurerThanPretexts) {
  const float plain = of_attribution("قالت وزارة الخارجية الروسية إن المحادثات بدأت.");
  const float pretext = of_attribution("اعتقلت الحكومة التركية ناشطين بحجة أنهم يهددون الأمن.");
  EXPECT_GT(plain, 0.9F);
  EXPECT_GT(pretext, 0.0F);
  EXPECT_GT(plain, pretext);
}

TEST_F(Confidence, EveryItemIsBetweenNeverAndCertain) {
  const Analysis& a = analyse(
      "قالت روسيا إن الجيش التركي قصف مواقع حزب العمال الكردستاني في شمال العراق يوم الأحد. وأضافت أن الوفدين اتفقا على وقف "
      "إطلاق النار.");
  ASSERT_FALSE(a.mentions.empty());
  ASSERT_FALSE(a.attributions.empty());
  ASSERT_FALSE(a.events.empty());
  for (const Mention& m : a.mentions) {
    if (a.actors[m.actor].type == ActorType::place) continue;
    EXPECT_GT(m.confidence, 0.0F);
    EXPECT_LT(m.confidence, 1.0F);
  }
  for (const Attribution& x : a.attributions) {
    EXPECT_GT(x.confidence, 0.0F);
    EXPECT_LT(x.confidence, 1.0F);
  }
  for (const Event& e : a.events) {
    EXPECT_GT(e.confidence, 0.0F);
    EXPECT_LT(e.confidence, 1.0F);
  }
}

TEST_F(Confidence, AThresholdLeavesOutWhatIsBelowIt) {
  const Analysis& a = analyse("قالت وزارة الخارجية الروسية إن المحادثات بدأت.");
  ASSERT_EQ(a.attributions.size(), 1U);
  RecordOptions options;
  std::string record;
  options.min_confidence = a.attributions[0].confidence - 0.01F;
  write_record(a, options, record);
  EXPECT_NE(record.find("\"a1\""), std::string::npos);
  record.clear();
  options.min_confidence = a.attributions[0].confidence + 0.001F;
  write_record(a, options, record);
  EXPECT_EQ(record.find("\"a1\""), std::string::npos);
}

}  // namespace
}  // namespace isnad
