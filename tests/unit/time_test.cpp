// Time expressions: tests/cases/time/*.tsv hold a text, its date of publication and what must be read, with the reason.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "isnad/engine.h"
#include "lexicon/table.h"
#include "time/hijri.h"
#include "time/value.h"

namespace isnad {
namespace {

// "span=value" of each expression, joined by " | "; "null" where it has no value.
std::string times_of(const std::string& text, const std::string& published) {
  static const Result<Engine> engine = Engine::open(ISNAD_IMAGE);
  if (!engine) return engine.error().to_string();
  static Engine::Worker worker = engine->worker();
  Document d;
  d.language = "ar";
  d.text = text;
  d.published.value = published;
  const Analysis& a = worker.analyse(d);
  std::string out;
  for (const TimeExpression& t : a.times) {
    if (!out.empty()) out += " | ";
    out += std::string(a.text(t.span)) + "=" + (t.value.empty() ? "null" : t.value);
  }
  return out;
}

TEST(Times, AreReadAsTheCasesSay) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(std::string(ISNAD_SOURCE_DIR) + "/tests/cases/time")) {
    if (entry.path().extension() == ".tsv") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty());
  for (const std::string& file : files) {
    const auto table = lexicon::Table::read(file, {"published", "text", "expected", "why"});
    ASSERT_TRUE(table) << table.error().to_string();
    for (const auto& row : table->rows()) {
      std::string published(table->cell(row, "published"));
      if (published == "-") published.clear();
      std::string expected(table->cell(row, "expected"));
      if (expected == "-") expected.clear();
      EXPECT_EQ(times_of(std::string(table->cell(row, "text")), published), expected)
          << file << ":" << row.line << ": " << table->cell(row, "why") << "\n  " << table->cell(row, "text");
    }
  }
}

TEST(Times, AreAPureFunctionOfTheDocument) {
  const std::string first = times_of("قال الوزير الأحد إن رمضان المقبل موعد الهدنة", "2019-03-12");
  times_of("عام 2011 وفي ذلك العام", "2020-01-01");
  EXPECT_EQ(times_of("قال الوزير الأحد إن رمضان المقبل موعد الهدنة", "2019-03-12"), first);
}

TEST(Times, SurviveAnyDateOfPublication) {
  for (const char* published : {"", "x", "2018", "2018-", "2018-13", "2018-02-31", "0000-00-00", "9999-12-31", "2018-02-1x"}) {
    EXPECT_FALSE(times_of("الأسبوع الماضي وبعد غد وقبل 5000000 سنة وفي 31 شباط وعيد الفطر", published).empty()) << published;
  }
}

TEST(Calendar, WeeksAreThoseOfIso8601) {
  using namespace time;
  EXPECT_EQ(to_string(week_of(to_day_number(make_day(2018, 12, 31)))), "2019-W01");
  EXPECT_EQ(to_string(week_of(to_day_number(make_day(2021, 1, 3)))), "2020-W53");
  EXPECT_EQ(to_string(week_of(to_day_number(make_day(2018, 3, 14)))), "2018-W11");
  EXPECT_FALSE(make_day(2019, 2, 29).is_known());
  EXPECT_EQ(to_string(shift_months(make_month(2018, 1), -1)), "2017-12");
  EXPECT_EQ(to_string(from_day_number(easter(2024))), "2024-03-31");
}

TEST(Calendar, IslamicDaysAreConverted) {
  time::HijriCalendar hijri;
  EXPECT_EQ(to_string(time::from_day_number(*hijri.to_day(1439, 10, 1))), "2018-06-15");
  EXPECT_EQ(to_string(time::from_day_number(*hijri.to_day(1445, 9, 1))), "2024-03-11");
  EXPECT_EQ(hijri.year_of(to_day_number(time::make_day(2018, 9, 11))), 1440);
  EXPECT_FALSE(hijri.to_day(1439, 13, 1).has_value());
}

}  // namespace
}  // namespace isnad
