// What the tree of a page says, though Gumbo is given a stand-in for most of its text.
#include "ingest/html_dom.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ingest/html_tree.h"

namespace isnad::ingest {
namespace {

// Elements with the attributes "role" and "content", and texts in brackets.
std::string tree_of(const std::string& html) {
  const auto dom = Dom::parse(html, HtmlHints());
  if (!dom) return dom.error().message;
  std::string out;
  for (NodeId id = 0; id < dom->nodes().size(); ++id) {
    const DomNode& node = dom->nodes()[id];
    if (node.is_text()) {
      out += "[" + std::string(node.text) + "]";
      continue;
    }
    out += gumbo_normalized_tagname(node.tag);
    for (const char* name : {"role", "content"}) {
      if (dom->has_attribute(id, name)) out += "." + std::string(dom->attribute(id, name));
    }
    out += " ";
  }
  return out.substr(out.find("body ") + 5);
}

struct Case {
  const char* html;
  const char* tree;
};

TEST(Dom, TextAndAttributesAreAsWritten) {
  const Case cases[] = {
      {"<body><p role='one two three'>a long piece of text</p>", "p.one two three [a long piece of text]"},
      {"<body><p>  a long piece &amp; another long &lt;one&gt; here  </p>", "p [ a long piece & another long <one> here ]"},
      {"<body><p>a long piece &copy 2019 and &notanentity; so on</p>",
       "p [a long piece \xC2\xA9 2019 and \xC2\xAC"
       "anentity; so on]"},
      {"<body><p>five < six and seven > eight nine</p>", "p [five < six and seven > eight nine]"},
      {"<body><p role=\"it's a &quot;name&quot; here\">x</p>", "p.it's a \"name\" here [x]"},
      {"<body><p role='a \"quoted name\" here'>x</p>", "p.a \"quoted name\" here [x]"},
      {"<body><p role=unquoted-value>x</p>", "p.unquoted-value [x]"},
      {"<body><table>text out of its place<tr><td>a cell of text", "[text out of its place]table tbody tr td [a cell of text]"},
      {"<body><p>first <b>bold text of it<p>second piece", "p [first bold text of it]p [second piece]"},
      {"<!DOCTYPE html>\n<!-- a comment --><?php some code ?><body><p>a long piece <![CDATA[of text]]> here",
       "p [a long piece here]"},
      // The page ends within a value.
      {"<body><p>x</p><p role=\"a name \xD9\x83\xD9\x84\xD9\x85\xD8\xA9", "p [x]p.a name \xD9\x83\xD9\x84\xD9\x85\xD8\xA9 "},
      // & before letters of several bytes
      {"<body><p>&\xD9\x83\xD9\x84\xD9\x85\xD8\xA9 \xD9\x83\xD9\x84\xD9\x85\xD8\xA9 \xD9\x83\xD9\x84\xD9\x85\xD8\xA9 "
       "\xD9\x83\xD9\x84\xD9\x85\xD8\xA9 "
       "\xD9\x83\xD9\x84\xD9\x85\xD8\xA9",
       "p [&\xD9\x83\xD9\x84\xD9\x85\xD8\xA9 \xD9\x83\xD9\x84\xD9\x85\xD8\xA9 \xD9\x83\xD9\x84\xD9\x85\xD8\xA9 "
       "\xD9\x83\xD9\x84\xD9\x85\xD8\xA9 "
       "\xD9\x83\xD9\x84\xD9\x85\xD8\xA9]"},
      // What stands in for pieces, in the page itself and as an entity
      {"<body><p role='a long name of it'>a long piece \xF3\xB0\x80\x80 of text</p>",
       "p.a long name of it [a long piece \xF3\xB0\x80\x80 of text]"},
      {"<body><p>\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF a long piece</p>",
       "p [\xF0\x9F\x8F\xB4\xF3\xA0\x81\xA7\xF3\xA0\x81\xBF a long piece]"},
  };
  for (const Case& c : cases) EXPECT_EQ(tree_of(c.html), c.tree) << c.html;
}

TEST(Dom, ClassNamesAndIdsHint) {
  HtmlHints hints;
  hints.add("share", Hint::drop, true);
  hints.add("date", Hint::date, true);
  const auto dom = Dom::parse(
      "<body><div class='share-bar' id=x>1</div><div CLASS=lead id=date>2</div><div class=lead>3</div><span class=other>4</span>"
      "<span class=date>5</span>",
      hints);
  ASSERT_TRUE(dom);
  std::string seen;
  std::vector<std::uint32_t> classes;
  for (NodeId id = 0; id < dom->nodes().size(); ++id) {
    const DomNode& node = dom->nodes()[id];
    if (node.tag == GUMBO_TAG_DIV) classes.push_back(dom->class_number(id));
    if (node.is_text()) seen += node.text;
    else if (has(dom->hints(id), Hint::drop)) seen += " drop";
    else if (has(dom->hints(id), Hint::date)) seen += " date";
    else if (node.tag == GUMBO_TAG_DIV || node.tag == GUMBO_TAG_SPAN) seen += " none";
  }
  EXPECT_EQ(seen, " drop1 date2 none34 date5");  // a plain element that says nothing is left out
  ASSERT_EQ(classes.size(), 3U);
  EXPECT_EQ(classes[1], classes[2]);
  EXPECT_NE(classes[0], classes[1]);
}

// Whether a page can be read without Gumbo, which takes six times as long.
bool needs_no_gumbo(const std::string& html) {
  const CondensedHtml page = condense(html, HtmlLimits(), HtmlHints());
  std::vector<char> texts;
  texts.reserve(page.pool.size() + 2 * page.html.size());
  HtmlTree tree;
  return build_tree(page, texts, tree);
}

TEST(Dom, OrdinaryPagesNeedNoGumbo) {
  for (const char* html : {
           "<!DOCTYPE html><html lang=ar><head><meta charset=utf-8><title>a &amp; b</title><link rel=canonical "
           "href=x></head><body>"
           "<div class=x><p>one<p>two <b>bold <a href=x>link</b></a></div><script>if (a < b) c()</script></body></html>",
           "<p>&nbsp;&#8217;&eacute;&copy; &unknown; a & b < c",
           "<!DOCTYPE html><p><table><caption>x</caption><tr><td>1<td>2</table><ul><li>x<li>y</ul><dl><dt>x<dd>y</dl>",
           "<table>text out of its place<tr><td><form><select><option>x<option>y</select><input></form></table>",
           "<b><p>over</b> and <i>under</p> out</i><svg><path/></svg> more",
       }) {
    EXPECT_TRUE(needs_no_gumbo(html)) << html;
  }
  for (const char* html : {"<frameset><frame src=x></frameset>", "<template><p>x</template>", "<ruby>x<rt>y</ruby>",
                           "<html><body><body class=x>", "<!DOCTYPE html PUBLIC 'of old'><p><table>"}) {
    EXPECT_FALSE(needs_no_gumbo(html)) << html;
  }
}

TEST(Dom, MorePiecesThanThereAreStandIns) {
  std::string html = "<body>";
  for (int i = 0; i < 140'000; ++i) html += "<p>a long piece " + std::to_string(i);
  const auto dom = Dom::parse(html, HtmlHints());
  ASSERT_TRUE(dom);
  EXPECT_EQ(dom->nodes().back().text, "a long piece 139999");
  EXPECT_EQ(dom->nodes()[dom->nodes().size() - 280'000 + 1].text, "a long piece 0");
}

}  // namespace
}  // namespace isnad::ingest
