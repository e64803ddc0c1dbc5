// Where pages keep their date of publication, one row each.
#include <gtest/gtest.h>

#include "ingest/page_date.h"
#include "ingest_support.h"

namespace isnad::ingest {
namespace {

struct Row {
  const char* what;
  const char* head;
  const char* above;  // of the article's text, below its headline
  const char* below;  // behind the article
  const char* date;
  DateBasis basis;
};

std::string page_of(const Row& row) {
  const std::string text =
      "The two delegations met again in the old town hall and agreed on a list of prisoners, said the mediator.";
  return std::string("<!doctype html><html lang=de><head><title>Talks go on in the port</title>") + row.head +
         "</head><body><h1>Talks go on in the port</h1>" + row.above + "<div class=entry-content><p>" + text +
         "</p><p>In 2015 and 2016, "
         "he added, they had met eleven times, and the round of 3 May 2016 had ended without a word to the press.</p><p>" +
         text + " Nobody spoke of a date.</p></div>" + row.below + "</body></html>";
}

const Row kRows[] = {
    {"nothing", "", "", "", "", DateBasis::none},
    {"JSON-LD", R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2019-12-07T10:00:00+02:00",
      "dateModified":"2019-12-09"}</script>)",
     "", "", "2019-12-07", DateBasis::metadata},
    {"JSON-LD that is broken",
     R"(<script type="application/ld+json">{"@type":"NewsArticle" "datePublished":"2019-12-07"}</script>)", "", "", "2019-12-07",
     DateBasis::metadata},
    {"Open Graph", R"(<meta property="article:modified_time" content="2019-12-09"><meta property="article:published_time"
      content="2019-12-07T23:00:00Z">)",
     "", "", "2019-12-07", DateBasis::metadata},
    {"Dublin Core", R"(<meta name="DC.date.issued" content="2019-12-07">)", "", "", "2019-12-07", DateBasis::metadata},
    {"Parsely", R"(<meta name="parsely-pub-date" content="2019-12-07T10:00:00Z">)", "", "", "2019-12-07", DateBasis::metadata},
    {"Sailthru", R"(<meta name="sailthru.date" content="Sat, 07 Dec 2019 10:00:00 +0000">)", "", "", "2019-12-07",
     DateBasis::metadata},
    {"seconds since 1970", R"(<meta name="publish_date" content="1575712800">)", "", "", "2019-12-07", DateBasis::metadata},
    {"address", R"(<link rel=canonical href="https://barq.example/2019/12/07/talks">)", "", "", "2019-12-07", DateBasis::url},
    {"address of a saved page", R"(<!-- saved from url=(0040)https://barq.example/2019/12/07/talks -->)", "", "", "2019-12-07",
     DateBasis::url},
    {"month of the address", R"(<link rel=canonical href="https://barq.example/2019/12/talks">)", "", "", "2019-12",
     DateBasis::url},
    {"microdata", "", R"(<span itemprop=datePublished content="2019-12-07">Saturday</span>)", "", "2019-12-07",
     DateBasis::metadata},
    {"time element", "", R"(<time datetime="2019-12-07T10:00">Saturday</time>)", R"(<time datetime="2020-01-01">teaser</time>)",
     "2019-12-07", DateBasis::metadata},
    {"time element of a change", "", R"(<time class=updated datetime="2019-12-09">9th</time> <time class=published
      datetime="2019-12-07">7th</time>)",
     "", "2019-12-07", DateBasis::metadata},
    {"microformat", "", R"(<abbr class=published title="2019-12-07T10:00:00Z">Saturday</abbr>)", "", "2019-12-07",
     DateBasis::metadata},
    {"class name", "", "<span class=post-date>07.12.19</span>", "", "2019-12-07", DateBasis::byline},
    {"class name, parts apart", "", "<div class=datum><b>07</b> <i>Dez</i> <u>2019</u></div>", "", "2019-12-07",
     DateBasis::byline},
    {"byline", "", "<p>Von Anna Berg, 7. Dezember 2019</p>", "", "2019-12-07", DateBasis::byline},
    {"French byline", "", "<p>Publi\u00e9 le 7 d\u00e9cembre 2019 \u00e0 10h00, mis \u00e0 jour le 9 d\u00e9cembre 2019</p>", "",
     "2019-12-07", DateBasis::byline},
    {"Arabic byline", "",
     "<p>\u0627\u0644\u0633\u0628\u062a 7 \u0643\u0627\u0646\u0648\u0646 \u0627\u0644\u0623\u0648\u0644/"
     "\u062f\u064a\u0633\u0645\u0628\u0631 2019</p>",
     "", "2019-12-07", DateBasis::byline},
    {"foot of a blog post", "", "", "<p class=post-footer>Posted by Anna on 7 December 2019</p>", "2019-12-07",
     DateBasis::byline},
    {"comments have none", "", "", "<div class=comments><p class=date>9 December 2019</p></div>", "", DateBasis::none},
    {"script", R"(<script>var page = {"publishedAt": "2019-12-07T10:00:00"};</script>)", "", "", "2019-12-07",
     DateBasis::metadata},
    {"morning in UTC is the evening before in the byline",
     R"(<meta property="article:published_time" content="2019-12-08T02:00:00Z">)", "<p class=date>7 December 2019</p>", "",
     "2019-12-07", DateBasis::byline},
};

class PageDate : public testing::TestWithParam<Row> {};

TEST_P(PageDate, IsFound) {
  const Row& row = GetParam();
  const auto document = read_document(item_of("page.html", page_of(row), InputKind::html), test_knowledge(), {});
  ASSERT_TRUE(document) << document.error().to_string();
  EXPECT_EQ(document->published.value, row.date);
  EXPECT_EQ(document->published.basis, row.basis);
}

INSTANTIATE_TEST_SUITE_P(Ways, PageDate, testing::ValuesIn(kRows), [](const auto& test) {
  std::string name;
  for (const char c : std::string(test.param.what)) name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  return name;
});

TEST(Timestamps, GiveTheirDay) {
  EXPECT_EQ(day_of_timestamp("1575712800"), "2019-12-07");
  EXPECT_EQ(day_of_timestamp("1575712800000"), "2019-12-07");
  EXPECT_EQ(day_of_timestamp("0000000001"), "");
  EXPECT_EQ(day_of_timestamp("2019120710"), "");
}

}  // namespace
}  // namespace isnad::ingest
