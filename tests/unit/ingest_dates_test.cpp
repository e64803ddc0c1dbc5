#include <gtest/gtest.h>

#include "ingest/dates.h"
#include "ingest/tables.h"
#include "ingest_support.h"

namespace isnad::ingest {
namespace {

TEST(Dates, AreReadAsPagesWriteThem) {
  struct Case {
    const char* text;
    const char* date;
  };
  const Case cases[] = {
      {"2018-03-16", "2018-03-16"},
      {"2018-03", "2018-03"},
      {"2018", "2018"},
      {"2018-02-18T23:59:59-11:00", "2018-02-18"},
      {"2020-02-18 T 07:20:50 +0330", "2020-02-18"},
      {"Sun, 18 Feb 2018 21:35:43 +0400", "2018-02-18"},
      {"20200317", "2020-03-17"},
      {"24/04/2020", "2020-04-24"},
      {"4.12.2020", "2020-12-04"},
      {"11/19/2019", "2019-11-19"},
      {"٢٤/٠٤/٢٠٢٠", "2020-04-24"},
      {"الجمعة 24 نيسان / أبريل 2020 09:22 مساءً", "2020-04-24"},
      {"آخر تحديث: 7 كانون الأول/ديسمبر 2019، 21:15", "2019-12-07"},
      {"نُشر يوم ٣ تشرين الثاني ٢٠٢١", "2021-11-03"},
      {"21:17 18.11.2019", "2019-11-18"},
      {"17:55 GMT 17 مارس/ آذار 2020", "2020-03-17"},
      {"December 7th, 2019", "2019-12-07"},
      {"the 7th of December 2019", "2019-12-07"},
      {"Sat Dec 07 21:15:09 UTC 2019", "2019-12-07"},
      {"Dec 7, 9:15 PM EST 2019", "2019-12-07"},
      {"20191207211509", "2019-12-07"},
      {"7. Dezember 2019", "2019-12-07"},
      {"Jänner 7, 2019", "2019-01-07"},
      {"7 de diciembre de 2019", "2019-12-07"},
      {"7 dicembre 2019", "2019-12-07"},
      {"7 декабря 2019 г., 21:15", "2019-12-07"},
      {"7 Δεκεμβρίου 2019", "2019-12-07"},
      {"2019년 12월 7일", "2019-12-07"},
      {"2019年12月7日", "2019-12-07"},
      {"7 من كانون الأول لعام 2019", "2019-12-07"},
      {"7 décembre 2019", "2019-12-07"},
      {"14 غشت 2022", "2022-08-14"},
      {"5 جويلية 2022", "2022-07-05"},
      {"أيار 2016", "2016-05"},
      {"31/02/2020", ""},
      {"29 شباط 2019", ""},
      {"29 شباط 2020", "2020-02-29"},
      {"12:30", ""},
      {"هاتف 011-2345678", ""},
      {"منذ 3 ساعات", ""},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(find_date(c.text, test_knowledge().tables().months), c.date) << c.text;
}

TEST(Dates, InFiguresAsTheCountryMeansThem) {
  struct Case {
    const char* text;
    DateStyle style;
    const char* date;
  };
  const Case cases[] = {
      {"12/11/2019", {}, "2019-11-12"},
      {"12/11/2019", {.is_month_first = true}, "2019-12-11"},
      {"31/12/2019", {.is_month_first = true}, "2019-12-31"},
      {"12.11.2019", {.is_month_first = true}, "2019-11-12"},
      {"12.11.19", {}, ""},
      {"12.11.19", {.has_short_years = true}, "2019-11-12"},
      {"12:11:19", {.has_short_years = true}, ""},
  };
  for (const Case& c : cases) EXPECT_EQ(find_date(c.text, test_knowledge().tables().months, c.style), c.date) << c.text;
}

TEST(Dates, OfPublicationIsTheEarlierOfTwo) {
  const Months& months = test_knowledge().tables().months;
  EXPECT_EQ(find_earliest_day("Updated 9 December 2019, first published 7 December 2019", months), "2019-12-07");
  EXPECT_EQ(find_earliest_day("December 2019", months), "");
}

TEST(Dates, TheDayBefore) {
  EXPECT_TRUE(is_day_before("2020-02-29", "2020-03-01"));
  EXPECT_TRUE(is_day_before("2019-12-31", "2020-01-01"));
  EXPECT_FALSE(is_day_before("2020-01-01", "2020-01-01"));
  EXPECT_FALSE(is_day_before("2020-01", "2020-01-01"));
}

TEST(Dates, InAddresses) {
  struct Case {
    const char* url;
    const char* date;
  };
  const Case cases[] = {
      {"https://barq.example/2019/12/07/talks", "2019-12-07"},
      {"https://barq.example/news/2020-06-03-1.3874341", "2020-06-03"},
      {"https://barq.example/world/202003171044893040-talks/", "2020-03-17"},
      {"https://barq.example/2019/12/talks", "2019-12"},
      {"https://barq.example/2019/dec/07/talks", "2019-12-07"},
      {"https://barq.example/2019/1207/talks", "2019-12-07"},
      {"https://barq.example/articles/19/12/07/talks", "2019-12-07"},
      {"https://barq.example/talks-27-12-2019.html", "2019-12-27"},
      {"https://barq.example/talks-07-12-2019.html", ""},
      {"https://web.archive.org/web/20200101000000/https://barq.example/2019/12/07/talks", "2019-12-07"},
      {"https://web.archive.org/web/20200101000000/https://barq.example/talks", ""},
      {"https://barq.example/news/20191332", ""},
      {"https://barq.example/article/2019", ""},
      {"https://barq.example/a/6291787/talks", ""},
      {"https://2019-12-07.example/", ""},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(date_in_url(c.url, test_knowledge().tables().months), c.date) << c.url;
}

}  // namespace
}  // namespace isnad::ingest
