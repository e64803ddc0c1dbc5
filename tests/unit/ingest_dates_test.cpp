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
      {"https://barq.example/news/20191332", ""},
      {"https://barq.example/article/2019", ""},
      {"https://barq.example/a/6291787/talks", ""},
      {"https://2019-12-07.example/", ""},
      {"", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(date_in_url(c.url), c.date) << c.url;
}

}  // namespace
}  // namespace isnad::ingest
