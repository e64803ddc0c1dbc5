#include <gtest/gtest.h>

#include "ingest/charset.h"
#include "ingest/decode.h"
#include "ingest_support.h"

namespace isnad::ingest {
namespace {

const char* const kArabic =
    "قال مسؤول كردي رفيع المستوى إن المفاوضات مع الحكومة مستمرة، مشيراً إلى أن الجولة المقبلة ستعقد في العاصمة بعد أسبوعين؛ "
    "ولم يوضح المسؤول ما إذا كانت جميع الأطراف ستشارك في الاجتماع.";

TEST(Decode, TellsEncodingsByTheirBytes) {
  struct Case {
    const char* encoding;
    const char* bom;
    const char* label;
    const char* found;
  };
  // A label is there to be wrong as often as right.
  const Case cases[] = {
      {"UTF-8", "", "", "utf-8"},
      {"UTF-8", "\xEF\xBB\xBF", "windows-1256", "utf-8"},
      {"UTF-8", "", "windows-1256", "utf-8"},
      {"windows-1256", "", "", "windows-1256"},
      {"windows-1256", "", "windows-1256", "windows-1256"},
      {"windows-1256", "", "utf-8", "windows-1256"},
      {"windows-1256", "", "iso-8859-6", "windows-1256"},
      {"windows-1256", "", "iso-8859-1", "windows-1256"},
      {"windows-1256", "", "no-such-name", "windows-1256"},
      {"ISO-8859-6", "", "", "iso-8859-6"},
      {"ISO-8859-6", "", "windows-1256", "iso-8859-6"},
      {"UTF-16LE", "", "", "utf-16le"},
      {"UTF-16BE", "", "", "utf-16be"},
      {"UTF-16LE", "\xFF\xFE", "utf-8", "utf-16le"},
      {"UTF-16BE", "\xFE\xFF", "", "utf-16be"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(std::string(c.encoding) + " as " + c.label);
    const auto decoded = decode(c.bom + encoded(kArabic, c.encoding), c.label);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->encoding, c.found);
    EXPECT_EQ(decoded->text, kArabic);
    EXPECT_EQ(decoded->replaced, 0U);
  }
}

TEST(Decode, ShortAndMixedTexts) {
  for (const char* encoding : {"windows-1256", "ISO-8859-6", "UTF-16LE"}) {
    for (const char* text : {"بيان الخارجية", "اتفاق على وقف إطلاق النار", "اجتماع M4 في 2019 بين الطرفين"}) {
      const auto decoded = decode(encoded(text, encoding));
      ASSERT_TRUE(decoded) << encoding;
      EXPECT_EQ(decoded->text, text) << encoding;
    }
  }
}

TEST(Decode, OtherLanguages) {
  struct Case {
    const char* text;
    const char* encoding;
    const char* label;
  };
  const Case cases[] = {
      {"Le ministre a déclaré que les négociations étaient arrivées à leur terme après trois années de préparation.",
       "windows-1252", ""},
      {"Министр заявил, что переговоры продолжаются и стороны согласовали следующую встречу в столице через две недели.",
       "windows-1251", ""},
      {"Bakan, görüşmelerin sürdüğünü ve tarafların iki hafta içinde yeniden buluşacağını açıkladı; şimdilik ayrıntı yok.",
       "windows-1254", "windows-1254"},
  };
  for (const Case& c : cases) {
    const auto decoded = decode(encoded(c.text, c.encoding), c.label);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, c.text) << decoded->encoding;
  }
}

TEST(Decode, ReplacesWhatIsNoUtf8) {
  struct Case {
    std::string bytes;
    std::string text;
  };
  const std::string r = "\xEF\xBF\xBD";
  const std::string context = "نص طويل صحيح حول الخطأ ";
  const Case cases[] = {
      {"\xC0\xAF", r + r},                  // overlong
      {"\xE0\x80\xAF", r + r + r},          // overlong, three bytes
      {"\xED\xA0\x80", r + r + r},          // surrogate
      {"\xF4\x90\x80\x80", r + r + r + r},  // above U+10FFFF
      {"\xD9", r},                          // cut off
      {"\xE2\x80", r},                      // cut off after two
      {"\xF0\x9F\x98", r},                  // cut off after three
      {"\xFF", r},
      {"\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80"},  // valid
  };
  for (const Case& c : cases) {
    const auto decoded = decode(context + c.bytes + context + c.bytes);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, context + c.text + context + c.text);
    EXPECT_EQ(make_valid_utf8(c.bytes + " " + context), c.text + " " + context);
    EXPECT_TRUE(is_valid_utf8(decoded->text));
  }
}

TEST(Decode, UndoesDoubleEncoding) {
  for (const char* encoding : {"windows-1256", "windows-1252", "iso-8859-1"}) {
    std::string twice;  // each byte read as a character of `encoding`
    for (const char byte : std::string(kArabic)) twice += to_utf8({&byte, 1}, encoding);
    const auto decoded = decode(twice);
    ASSERT_TRUE(decoded);
    EXPECT_EQ(decoded->text, kArabic) << encoding;
  }
}

TEST(Decode, RepairsLinesOfAnotherEncoding) {
  const std::string line = std::string(kArabic) + "\n";
  std::string twice;
  for (const char byte : line) twice += byte == '\n' ? "\n" : to_utf8({&byte, 1}, "windows-1252");
  struct Case {
    const char* what;
    std::string bytes;
    std::string text;
  };
  const Case cases[] = {
      {"one line in windows-1256", line + line + line + encoded(line, "windows-1256") + line, line + line + line + line + line},
      {"one line in ISO 8859-6", line + line + line + encoded(line, "ISO-8859-6") + line, line + line + line + line + line},
      {"one line encoded twice", line + twice + line, line + line + line},
      {"French in Latin-1 is no Arabic", line + line + "caf\xE9 et th\xE9\n" + line,
       line + line + "caf\xEF\xBF\xBD et th\xEF\xBF\xBD\n" + line},
      {"a word of Arabic letters that only looks encoded twice", line + "\u0637\u0638\n", line + "\u0637\u0638\n"},
  };
  for (const Case& c : cases) {
    const auto decoded = decode(c.bytes);
    ASSERT_TRUE(decoded) << c.what;
    EXPECT_EQ(decoded->text, c.text) << c.what;
  }
}

TEST(Decode, RefusesWhatIsNoText) {
  struct Case {
    std::string bytes;
    const char* word;
  };
  std::string noise;
  for (unsigned i = 0; i < 4096; ++i) noise.push_back(static_cast<char>((i * 2654435761U) >> 13U));
  const Case cases[] = {
      {"%PDF-1.4 and so on", "PDF"},
      {std::string("PK\x03\x04\x14\0\0\0", 8), "ZIP"},
      {"\x89PNG\r\n\x1A\n", "picture"},
      {std::string(200, '\0'), "binary"},
      {noise, "binary"},
  };
  for (const Case& c : cases) {
    const auto decoded = decode(c.bytes);
    ASSERT_FALSE(decoded) << c.word;
    EXPECT_EQ(decoded.error().code, ErrorCode::unsupported);
    EXPECT_NE(decoded.error().message.find(c.word), std::string::npos) << decoded.error().message;
  }
}

TEST(Decode, AFewStrayControlsAreStillText) {
  const auto decoded = decode(std::string(kArabic) + std::string("\0\x01\x02", 3) + kArabic);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(sanitise(decoded->text), std::string(kArabic) + kArabic);
}

TEST(Sanitise, RemovesWhatTextShouldNotHold) {
  struct Case {
    const char* in;
    const char* out;
  };
  const Case cases[] = {
      {"a\r\nb\rc\nd", "a\nb\nc\nd"},
      {"a\u0085b\u2028c\u2029d\fe\vf", "a\nb\nc\nd\ne\nf"},
      {"a\u202Eb\u202Cc\u2066d\u2069e\u202A", "abcde"},
      {"لا\u200Fلا\u200Eلا\u200Cلا\u200Dلا", "لا\u200Fلا\u200Eلا\u200Cلا\u200Dلا"},
      {"\uFEFFa\uFEFFb\x7F\x1B\x01", "ab"},
      {"a\tb\u00A0c", "a\tb\u00A0c"},
      {"", ""},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(sanitise(c.in), c.out);
    EXPECT_EQ(sanitise(sanitise(c.in)), c.out);
  }
}

TEST(HtmlCharset, ReadsTheClaim) {
  struct Case {
    const char* html;
    const char* charset;
  };
  const Case cases[] = {
      {"<meta charset=utf-8>", "utf-8"},
      {"<META CHARSET = \"Windows-1256\" />", "windows-1256"},
      {"<meta http-equiv='Content-Type' content='text/html; charset=iso-8859-6'>", "iso-8859-6"},
      {"<?xml version=\"1.0\" encoding=\"UTF-8\"?>", "utf-8"},
      {"<p>no claim</p>", ""},
  };
  for (const Case& c : cases) EXPECT_EQ(html_charset(c.html), c.charset) << c.html;
}

}  // namespace
}  // namespace isnad::ingest
