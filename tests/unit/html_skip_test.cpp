// Parts of a page that are passed over before a tree is built: only where nothing else changes by it.
#include "ingest/html_skip.h"

#include <gtest/gtest.h>

#include <string>

#include "ingest/html_dom.h"

namespace isnad::ingest {
namespace {

struct Case {
  const char* what;
  const char* content;  // of the element, with its end tag
  bool is_passed_over;
};

class HtmlSkip : public testing::TestWithParam<Case> {};

TEST_P(HtmlSkip, PassesOverWhatIsBalancedAndSaysNothing) {
  const std::string page = "<nav>" + std::string(GetParam().content) + "<p>text</p>";
  std::size_t stopped = 0;
  const auto passed = pass_over(page, 5, html::TagName("nav"), false, stopped);
  EXPECT_EQ(passed.has_value(), GetParam().is_passed_over);
  EXPECT_LE(stopped, page.size());
  if (passed) {
    EXPECT_TRUE(page.substr(passed->end).starts_with("</nav>")) << page.substr(passed->end);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Table, HtmlSkip,
    testing::Values(Case{"links", "<ul><li><a href=x>one</a><li><a href='y>z'>two</a></ul></nav>", true},
                    Case{"itself inside", "<nav><b>x</b></nav></nav>", true}, Case{"empty", "</nav>", true},
                    Case{"drawing and script", "<svg><path/></svg><script>'</nav>'</script></nav>", true},
                    Case{"comment", "<!-- </nav> --><a>x</a></nav>", true}, Case{"year alone", "<p>(c) 2024</p></nav>", true},
                    Case{"closes what is outside", "<a>x</a></div></nav>", false}, Case{"left open", "<b>x</nav>", false},
                    Case{"never ends", "<a>x</a>", false}, Case{"cut off", "<a href=\"", false},
                    Case{"headline", "<h1>x</h1></nav>", false}, Case{"microdata", "<i itemprop=\"author\">x</i></nav>", false},
                    Case{"author", "<a rel=\"author\" href=x>x</a></nav>", false},
                    Case{"date", "<p>12 May 2024, 10:30</p></nav>", false},
                    Case{"date over inline elements", "<p><b>12</b> May <i>2024</i></p></nav>", false},
                    Case{"date in Eastern digits", "<p>\xD9\xA1\xD9\xA2 - \xD9\xA3 - \xD9\xA2\xD9\xA0\xD9\xA2\xD9\xA4</p></nav>",
                         false},
                    Case{"date in an attribute", "<i title=\"2024-05-12\">x</i></nav>", false},
                    Case{"nested links", "<a>x<a>y</a></a></nav>", false},
                    Case{"metadata", "<script type=\"application/ld+json\">{}</script></nav>", false},
                    Case{"stray quote", "<a \" href=x>x</a></nav>", false}),
    [](const auto& row) {
      std::string name;
      for (const char c : std::string(row.param.what)) name += c == ' ' ? '_' : c;
      return name;
    });

// The tree around the part is the same whether its tags are balanced or not.
TEST(HtmlSkipTree, KeepsWhatStandsAround) {
  const HtmlHints hints;
  const auto text_after = [&](const std::string& nav) {
    const auto dom = Dom::parse("<body><div><aside>" + nav + "</aside><p>one</p></div><p>two</p>", hints);
    std::string out;
    for (const DomNode& node : dom->nodes()) {
      if (node.is_text())
        out += std::string(node.text) + "/" + std::to_string(dom->nodes()[node.parent].tag == GUMBO_TAG_P) + " ";
    }
    return out;
  };
  EXPECT_EQ(text_after("<ul><li>menu</ul>"), "one/1 two/1 ");
  EXPECT_EQ(text_after("menu</section><p>12 May 2024"), "menu/0 12 May 2024/1 one/1 two/1 ");
}

}  // namespace
}  // namespace isnad::ingest
