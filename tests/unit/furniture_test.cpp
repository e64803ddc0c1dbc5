// Which lines are learned as furniture of an outlet, and how they are taken out.
#include "link/furniture.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <vector>

#include "ingest/furniture.h"
#include "text/sha256.h"

namespace isnad::link {
namespace {

// Articles of matters that have nothing in common.
const std::vector<std::string> kMatters = {
    "أعلن الوسيط استئناف المحادثات بين الوفدين في الميناء بعد أسبوع من توقف القصف على القرية الحدودية.",
    "ارتفعت أسعار القمح والذرة في البورصة متأثرة بموجة جفاف ضربت السهول الزراعية الشمالية.",
    "فاز المنتخب بكأس البطولة بعد ركلات ترجيح مثيرة تصدى فيها الحارس لثلاث كرات متتالية.",
    "اكتشف علماء الفلك كوكبا صخريا يدور حول نجم خافت مستخدمين تلسكوبا جديدا في الصحراء.",
    "قضت المحكمة بسجن المدير السابق للمصرف بتهمة اختلاس أموال المودعين وتزوير دفاتر الحسابات.",
    "افتتحت الوزارة مستشفى للأطفال يضم قسما لجراحة القلب وآخر لعلاج الحروق والحوادث المدرسية."};
const std::vector<std::string> kTitles = {"عودة إلى الطاولة", "موسم شحيح", "الكأس لنا", "جرم بعيد", "خلف القضبان", "أسرّة جديدة"};
const std::string kNotice = "تصلكم الأنباء العاجلة فور وقوعها بعد تنزيل نسخة محدثة من برنامجنا على هواتفكم الذكية مجانا.";
const std::string kTeaser = "ما الذي تخبئه دفاتر الطباخ العجوز الذي هجر قصر السلطان إلى جزيرة مهجورة؟";

Document article(std::size_t matter, const std::string& day, const std::vector<std::string>& lines) {
  Document d;
  d.outlet_name = "وكالة برق";
  d.title = kTitles[matter] + " " + day.substr(day.size() - 1);  // another title each day
  d.published.value = day;
  d.text = d.title + "\n\n" + kMatters[matter];
  for (const std::string& line : lines) d.text += "\n" + line;
  d.content_hash = text::sha256_hex(d.text);
  d.id = d.content_hash.substr(0, 16);
  return d;
}

// "why text" of each line learned, sorted.
std::vector<std::string> learn(const std::vector<Document>& documents) {
  FurnitureLearner learner;
  for (const Document& d : documents) learner.add(d);
  std::vector<std::string> out;
  for (const auto& line : learner.lines()) out.push_back(line.why + " " + line.text);
  std::sort(out.begin(), out.end());
  return out;
}

using Learned = std::vector<std::string>;

TEST(FurnitureLearner, ANoticeStandsInUnrelatedArticlesOfSeveralDays) {
  std::vector<Document> documents;
  for (std::size_t i = 0; i < kMatters.size(); ++i)
    documents.push_back(article(i, "2021-03-0" + std::to_string(i + 1), {kNotice}));
  EXPECT_EQ(learn(documents), (Learned{"notice " + kNotice}));
  for (Document& d : documents) d.published.value = "2021-03-01";  // one day may be one story
  EXPECT_EQ(learn(documents), Learned{});
  documents.resize(3);  // too few to tell
  EXPECT_EQ(learn(documents), Learned{});
}

TEST(FurnitureLearner, ATeaserIsWordedLikeAHeadline) {
  EXPECT_EQ(learn({article(0, "2021-03-01", {kTeaser}), article(1, "2021-03-01", {kTeaser})}), (Learned{"teaser " + kTeaser}));
  EXPECT_EQ(learn({article(0, "2021-03-01", {kNotice}), article(1, "2021-03-01", {kNotice})}), Learned{});
}

TEST(FurnitureLearner, UpdatesAndBackgroundAreNone) {
  // An update under another headline, with a line without a full stop.
  std::vector<Document> versions = {article(0, "2021-03-01", {kMatters[1], kTeaser}),
                                    article(0, "2021-03-02", {kMatters[1], kTeaser})};
  EXPECT_EQ(learn(versions), Learned{});
  // The paragraph that tells how it began, in articles of one story.
  const std::string background =
      "وبدأت المحادثات بين الوفدين قبل عامين بعد أن توقف القصف على القرية وفتح الوسيط الميناء أمام السفن.";
  std::vector<Document> story;
  for (int i = 1; i <= 5; ++i) {
    story.push_back(article(0, "2021-03-0" + std::to_string(i), {background}));
    story.back().text += " وقال المتحدث " + std::to_string(i * 117) + " كلمة أخرى.";
  }
  EXPECT_EQ(learn(story), Learned{});
}

TEST(FurnitureLearner, AnotherArticlesHeadlineIsATeaserWhereverItStands) {
  Document headline = article(2, "2021-03-01", {});
  headline.title = "فريق القرية يرفع الكأس للمرة الأولى";
  headline.text = headline.title + "\n\n" + kMatters[2];
  const Document other = article(4, "2021-03-02", {headline.title});
  EXPECT_EQ(learn({headline, other}), (Learned{"headline " + headline.title}));
  EXPECT_EQ(learn({other, headline}), (Learned{"headline " + headline.title}));
  const Document update = article(2, "2021-03-02", {headline.title});
  EXPECT_EQ(learn({headline, update}), Learned{});
  Document foreign = other;
  foreign.outlet_name = "قناة الساحل";
  EXPECT_EQ(learn({headline, foreign}), Learned{});
}

ingest::Furniture table(const std::vector<ingest::FurnitureLine>& lines) {
  const std::string path = ::testing::TempDir() + "isnad-furniture-" + std::to_string(getpid()) + ".tsv";
  std::ofstream(path, std::ios::binary) << ingest::write_furniture(lines);
  const auto read = ingest::Furniture::read(path);
  EXPECT_TRUE(read) << read.error().to_string();
  return *read;
}

TEST(Furniture, IsTakenOutOfArticlesOfItsOutlet) {
  const ingest::Furniture furniture =
      table({{"وكالة برق", kNotice, "notice", 9, 8}, {"وكالة برق", "عودة إلى الطاولة 1", "headline", 1, 1}});
  Document d = article(0, "2021-03-01", {kNotice, "وقال  الوزير إنه سيعود.", "  " + kNotice});
  const Document before = d;
  const auto removed = furniture.take_out(d);
  ASSERT_EQ(removed.size(), 2U);
  EXPECT_EQ(removed[0]->articles, 9);
  EXPECT_EQ(d.text, before.title + "\n\n" + kMatters[0] + "\nوقال  الوزير إنه سيعود.");
  EXPECT_EQ(d.content_hash, text::sha256_hex(d.text));
  EXPECT_EQ(d.id, d.content_hash.substr(0, 16));
  Document given = before;
  given.id = "7";
  furniture.take_out(given);
  EXPECT_EQ(given.id, "7");
  Document foreign = before;
  foreign.outlet_id = "org:sahel";
  EXPECT_TRUE(furniture.take_out(foreign).empty());
  EXPECT_EQ(foreign.text, before.text);
  Document only = before;
  only.text = only.title + "\n\n" + kNotice;
  EXPECT_TRUE(furniture.take_out(only).empty()) << "nothing would be left";
}

TEST(Furniture, SaysWhatIsWrongWithATable) {
  const std::string path = ::testing::TempDir() + "isnad-bad-furniture-" + std::to_string(getpid()) + ".tsv";
  std::ofstream(path) << "outlet\ttext\nx\t\n";
  EXPECT_EQ(ingest::Furniture::read(path).error().line, 2);
  EXPECT_EQ(ingest::Furniture::read(path + ".none").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace isnad::link
