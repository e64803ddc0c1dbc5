#include <gtest/gtest.h>

#include "ingest/decode.h"
#include "ingest/json_line.h"
#include "ingest_support.h"

namespace isnad::ingest {
namespace {

const char* const kParagraph =
    "أعلن المبعوث الأممي أن الوفدين اتفقا على جولة ثالثة من المحادثات تعقد في مدينة الساحل خلال أسبوعين برعاية عمانية.";

Result<Document> read(const std::string& bytes, InputKind kind, const Options& options = {}) {
  return read_document(item_of("in", bytes, kind), test_knowledge(), options);
}

Options as_is() {
  Options options;
  options.is_as_is = true;
  return options;
}

TEST(JsonLines, FieldsBecomeTheDocument) {
  const auto d = read(
      R"({"id":"a1","outlet":"وكالة برق","url":"https://barq.example/x","published":"2019-12-07T22:00:00Z","title":"عنوان","text":"نص أول.\nنص ثان."})",
      InputKind::json_lines);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->id, "a1");
  EXPECT_EQ(d->outlet_id, "barq");
  EXPECT_EQ(d->outlet_name, "وكالة برق");
  EXPECT_EQ(d->published.value, "2019-12-07");
  EXPECT_EQ(d->published.basis, DateBasis::metadata);
  EXPECT_EQ(d->text, "عنوان\n\nنص أول.\nنص ثان.");
  EXPECT_EQ(d->content_hash.size(), 64U);
}

TEST(JsonLines, MissingAndNullFieldsAreEmpty) {
  const auto d =
      read(R"({"id":null,"title":null,"outlet":3,"url":["x"],"published":"yesterday","text":"نص"})", InputKind::json_lines);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->text, "نص");
  EXPECT_EQ(d->id, d->content_hash.substr(0, 16));
  EXPECT_EQ(d->outlet_name, "");
  EXPECT_EQ(d->url, "");
  EXPECT_EQ(d->published.basis, DateBasis::none);
}

TEST(JsonLines, OutletAndDateFromTheAddressWhereNothingElseSays) {
  const auto d = read(R"({"url":"http://www.barq.test/2019/12/07/x","text":"نص"})", InputKind::json_lines);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->outlet_id, "barq");
  EXPECT_EQ(d->outlet_name, "وكالة برق للأنباء");
  EXPECT_EQ(d->published.value, "2019-12-07");
  EXPECT_EQ(d->published.basis, DateBasis::url);
}

TEST(JsonLines, NoNumberIsAnOutlet) {
  const auto d = read(R"({"outlet":"7","text":"نص"})", InputKind::json_lines);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->outlet_id, "");
}

TEST(JsonLines, AsIsTakesTheTextVerbatim) {
  const std::string line = "{\"title\":\"ع\",\"text\":\"a\\r\\n\\u202Eb\\nالمزيد\\n \"}";
  EXPECT_EQ(read(line, InputKind::json_lines, as_is())->text, "ع\n\na\r\n\u202Eb\nالمزيد\n ");
  EXPECT_EQ(read(line, InputKind::json_lines)->text, "ع\n\na\nb");
}

TEST(JsonLines, BadLinesNameTheirPlace) {
  struct Case {
    std::string line;
    const char* message;
  };
  const Case cases[] = {
      {"{\"text\": \"x\"", "not a JSON object"},
      {"nonsense", "not a JSON object"},
      {"[1,2]", "not an object"},
      {"\"text\"", "not an object"},
      {"12", "not an object"},
      {"{\"id\":\"x\"}", "neither `text` nor `html`"},
      {"{\"text\":\"\"}", "neither `text` nor `html`"},
      {"{\"text\":\"x\"} trailing", "not a JSON object"},
      {std::string(100'000, '['), "not an object"},
  };
  for (const Case& c : cases) {
    RawItem item = item_of("feed.jsonl", c.line, InputKind::json_lines);
    item.line = 12;
    const auto d = read_document(item, test_knowledge(), {});
    ASSERT_FALSE(d) << c.line.substr(0, 40);
    EXPECT_EQ(d.error().code, ErrorCode::bad_format);
    EXPECT_NE(d.error().to_string().find(c.message), std::string::npos) << d.error().to_string();
    EXPECT_EQ(d.error().to_string().substr(0, 14), "feed.jsonl:12:");
  }
}

TEST(JsonLines, OddStringsAreRepaired) {
  struct Case {
    std::string line;
    std::string text;
  };
  const std::string r = "\xEF\xBF\xBD";
  const Case cases[] = {
      {R"({"text":"a\ud800b"})", "a" + r + "b"},
      {R"({"text":"a\udc00\ud83d\ude00\\ud800"})", "a" + r + "\U0001F600\\ud800"},
      {R"({"text":"a\u0000b"})", "a" + r + "b"},
      {"{\"text\":\"قال \xD9 قال\"}", "قال " + r + " قال"},
      {"\xEF\xBB\xBF{\"text\":\"x\"}\r", "x"},
      {R"({"deep":[[[{"text":"no"}]]],"text":"yes","n":NaN})", "yes"},
      {encoded(R"({"text":"قالت مصادر محلية إن الاجتماع مستمر"})", "windows-1256"), "قالت مصادر محلية إن الاجتماع مستمر"},
  };
  for (const Case& c : cases) {
    const auto d = read(c.line, InputKind::json_lines, as_is());
    ASSERT_TRUE(d) << d.error().to_string();
    EXPECT_EQ(d->text, c.text);
  }
}

TEST(TextFile, AsIsKeepsEverything) {
  const std::string text = std::string("عنوان\n\n") + kParagraph + "\n\nزر الذهاب إلى الأعلى\n";
  const auto d = read(text, InputKind::text, as_is());
  ASSERT_TRUE(d);
  EXPECT_EQ(d->text, text);
  EXPECT_EQ(d->title, "عنوان");
  EXPECT_EQ(read(std::string(kParagraph) + "\n" + kParagraph, InputKind::text, as_is())->title, "");
}

TEST(TextFile, SameContentSameId) {
  const auto a = read(kParagraph, InputKind::text);
  const auto b = read(std::string("\xEF\xBB\xBF") + kParagraph + "\r\n", InputKind::text);
  ASSERT_TRUE(a && b);
  EXPECT_EQ(a->id, b->id);
}

TEST(TextFile, ErrorsSayWhatIsWrong) {
  Options small;
  small.max_bytes = 10;
  EXPECT_EQ(read("", InputKind::text).error().code, ErrorCode::bad_format);
  EXPECT_EQ(read("%PDF-1.7", InputKind::text).error().code, ErrorCode::unsupported);
  EXPECT_EQ(read(kParagraph, InputKind::text, small).error().code, ErrorCode::too_large);
  EXPECT_EQ(read("\n\n \n", InputKind::text).error().code, ErrorCode::bad_format);
  EXPECT_EQ(read("<html><body></body></html>", InputKind::html).error().message, "no article text was found in the page");
  RawItem broken = item_of("gone.txt", "", InputKind::text);
  broken.error = Error{ErrorCode::not_found, "no such file or folder", "gone.txt", 0};
  EXPECT_EQ(read_document(broken, test_knowledge(), {}).error().code, ErrorCode::not_found);
}

TEST(TextFile, HoldingHtmlIsReadAsHtml) {
  const auto d = read(std::string("<!DOCTYPE html><html><body><p>") + kParagraph + "</p><script>x()</script></body></html>",
                      InputKind::text);
  ASSERT_TRUE(d);
  EXPECT_EQ(d->text, kParagraph);
}

TEST(Language, IsToldByLettersAndWords) {
  struct Case {
    const char* text;
    const char* language;
  };
  const Case cases[] = {
      {kParagraph, "ar"},
      {"بيان", "ar"},
      {"وزیر امور خارجه اعلام کرد که گفتگوها با هیئت دولت ادامه دارد و نشست بعدی در پایتخت برگزار "
       "می‌شود.",
       "fa"},
      {"وزیر خارجہ نے کہا ہے کہ مذاکرات جاری ہیں اور اگلا اجلاس دو ہفتوں میں ہوگا۔", "ur"},
      {"وەزیری دەرەوە ڕایگەیاند کە دانوستانەکان لەگەڵ حکومەت بەردەوامن و کۆبوونەوەی داهاتوو لە پایتەخت دەبێت.", "ckb"},
      {"The foreign minister said that the talks with the government are going on in the capital.", "en"},
      {"Le ministre a déclaré que les négociations avec le gouvernement se poursuivent dans la capitale.", "fr"},
      {"Dışişleri bakanı hükümet ile görüşmelerin sürdüğünü ve bir sonraki toplantı için hazırlık olduğunu söyledi.", "tr"},
      {"12345", "und"},
  };
  for (const Case& c : cases) {
    const auto d = read(c.text, InputKind::text, as_is());
    ASSERT_TRUE(d);
    EXPECT_EQ(d->language, c.language) << c.text;
  }
}

// --- hostile input: an answer in bounded time and memory, whatever it is

std::string repeated(const std::string& s, std::size_t times) {
  std::string out;
  out.reserve(s.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += s;
  return out;
}

TEST(Hostile, PagesThatNestRepeatAndBreakOff) {
  const std::string p = std::string("<p>") + kParagraph + "</p>";
  const std::string pages[] = {
      repeated("<div>", 100'000) + p + repeated("</div>", 100'000),
      repeated("<b>", 100'000) + p,
      repeated("<div><object></div>", 50'000) + p,
      repeated("<b><div></b>", 50'000) + p,
      repeated("<svg><p>", 50'000) + p,
      repeated("<table><tr><td>", 30'000) + p,
      repeated("<ul><li>", 50'000) + p,
      repeated("<font a=1></p>", 20'000) + p,
      repeated("<select><option>", 20'000) + "</select>" + p,
      "<div " + repeated("a=1 ", 100'000) + ">" + p + "</div>",
      "<" + std::string(1'000'000, 'x') + ">" + p,
      p + repeated("<!--", 100'000),
      p + repeated("</div>", 100'000),
      p + "<script>" + repeated("</scrip", 100'000),
      repeated("&amp;", 100'000) + p,
      p + "<p title=\"" + std::string(100'000, 'y'),
  };
  for (const std::string& page : pages) {
    const auto d = read("<html><body>" + page, InputKind::html);
    EXPECT_TRUE(!d || is_valid_utf8(d->text)) << page.substr(0, 60);
  }
  // Depth alone loses nothing.
  EXPECT_EQ(read(pages[0], InputKind::html)->text, kParagraph);
  EXPECT_EQ(read(pages[1], InputKind::html)->text, kParagraph);
}

TEST(Hostile, LinesWithoutEndAndTextOfOneKind) {
  const std::string texts[] = {std::string(3'000'000, 'a'),
                               repeated("\n", 1'000'000) + "كلمة",
                               repeated("\xD9\x84", 500'000),
                               repeated("a\n", 200'000),
                               repeated("اقرأ أيضاً: ", 100'000),
                               repeated("2019-", 200'000),
                               repeated("- x", 200'000),
                               repeated("مقالات ذات صلة\n", 100'000) + kParagraph,
                               repeated(std::string(kParagraph) + "\n", 5'000)};
  for (const std::string& text : texts) {
    const auto d = read(text, InputKind::text);
    ASSERT_TRUE(d) << text.substr(0, 20);
    EXPECT_TRUE(is_valid_utf8(d->text));
    EXPECT_TRUE(read(text, InputKind::text, as_is()));
  }
}

}  // namespace
}  // namespace isnad::ingest
