// Learning what an outlet puts into all its articles, and reading without it.
#include <nlohmann/json.hpp>

#include "program.h"

namespace isnad::testing {
namespace {

const std::string kNotice = "تصلكم الأنباء العاجلة فور وقوعها بعد تنزيل نسخة محدثة من برنامجنا على هواتفكم الذكية مجانا.";

std::string articles() {
  const char* const matters[] = {"أعلن الوسيط استئناف المحادثات بين الوفدين في الميناء بعد توقف القصف على القرية الحدودية.",
                                 "ارتفعت أسعار القمح والذرة في البورصة متأثرة بموجة جفاف ضربت السهول الزراعية الشمالية.",
                                 "فاز المنتخب بكأس البطولة بعد ركلات ترجيح مثيرة تصدى فيها الحارس لثلاث كرات متتالية.",
                                 "اكتشف علماء الفلك كوكبا صخريا يدور حول نجم خافت مستخدمين تلسكوبا جديدا في الصحراء.",
                                 "قضت المحكمة بسجن المدير السابق للمصرف بتهمة اختلاس أموال المودعين وتزوير الحسابات."};
  std::string out;
  const char* const titles[] = {"عودة إلى الطاولة", "موسم شحيح", "الكأس لنا", "جرم بعيد", "خلف القضبان"};
  int n = 0;
  for (const char* matter : matters) {
    ++n;
    out += nlohmann::json({{"id", "a" + std::to_string(n)},
                           {"outlet", "وكالة برق"},
                           {"published", "2021-03-0" + std::to_string(n)},
                           {"title", titles[n - 1]},
                           {"text", std::string(matter) + "\n" + kNotice}})
               .dump() +
           "\n";
  }
  return out;
}

using FurnitureVerb = ProgramTest;

TEST_F(FurnitureVerb, WhatIsLearnedIsLeftOutAndExplained) {
  write("a.jsonl", articles());
  EXPECT_NE(run("extract a.jsonl").out.find("تصلكم"), std::string::npos);
  ASSERT_EQ(run("furniture learn a.jsonl -o furniture.tsv").status, 0);
  EXPECT_EQ(count_lines(read_file(path("furniture.tsv"))), 2U);
  EXPECT_EQ(run("extract a.jsonl --furniture furniture.tsv").out.find("تصلكم"), std::string::npos);
  EXPECT_NE(run("extract a.jsonl --furniture furniture.tsv --as-is").out.find("تصلكم"), std::string::npos);
  const Ran explained = run("explain a.jsonl --furniture furniture.tsv --json");
  const auto reasons = nlohmann::json::parse(explained.out, nullptr, false);
  EXPECT_EQ(reasons.back()["layer"], "furniture") << explained.out;
  EXPECT_EQ(reasons.back()["text"], kNotice);
  // Another table is another way to read: what was analysed without it is analysed again.
  EXPECT_EQ(run("analyze a.jsonl").status, 0);
  EXPECT_EQ(run("search --json تصلكم").out.find("\"total\":0"), std::string::npos);
  EXPECT_EQ(run("analyze a.jsonl --furniture furniture.tsv").status, 0);
  EXPECT_NE(run("search --json تصلكم").out.find("\"total\":0"), std::string::npos);
  EXPECT_EQ(run("analyze a.jsonl --furniture none.tsv").status, 2);
}

}  // namespace
}  // namespace isnad::testing
