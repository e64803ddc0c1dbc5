// Formats that hold many documents, and packed files: what comes out of each.
#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "ingest/feed.h"
#include "ingest_support.h"
#include "packed.h"

namespace isnad::ingest {
namespace {

namespace fs = std::filesystem;
using testing::packed;
using testing::PackedFile;

const std::string kPage =
    "<html><head><title>Talks in the port</title></head><body><article><h1>Talks in the port</h1><p>The mediator said that both "
    "delegations would be back at the table next month, and that three points were left, of which he named none.</p><p>He left "
    "the "
    "hall without another word to the press, as he had done after the first and the second round of the "
    "talks.</p></article></body></html>";
const std::string kLines = "{\"title\":\"One\",\"text\":\"First.\"}\n{\"title\":\"Two\",\"text\":\"Second.\"}\n";

class Formats : public ::testing::Test {
 protected:
  void SetUp() override {
    dir_ = fs::temp_directory_path() / ("isnad-formats-" + std::to_string(getpid()));
    fs::create_directories(dir_);
  }
  void TearDown() override { fs::remove_all(dir_); }

  // What the file of that name and content gives, a line each: "line title|url|date", or the error.
  std::vector<std::string> read(const std::string& name, const std::string& bytes, const Options& options = {}) {
    const fs::path path = dir_ / name;
    std::ofstream(path, std::ios::binary) << bytes;
    Reader reader({path.string()}, options);
    std::vector<std::string> out;
    for (RawItem item; reader.next(item);) {
      const auto document = read_document(item, test_knowledge(), options);
      const std::string what =
          document ? document->title + "|" + document->url + "|" + document->published.value : document.error().message;
      out.push_back((item.line > 0 ? std::to_string(item.line) + " " : "") + what);
    }
    skipped_ = reader.skipped();
    return out;
  }

  fs::path dir_;
  std::uint64_t skipped_ = 0;
};

using Items = std::vector<std::string>;

TEST_F(Formats, PackedFilesAreReadAsWhatTheyPack) {
  for (const auto& [ending, filter] : {std::pair{".gz", ARCHIVE_FILTER_GZIP},
                                       {".xz", ARCHIVE_FILTER_XZ},
                                       {".zst", ARCHIVE_FILTER_ZSTD},
                                       {".bz2", ARCHIVE_FILTER_BZIP2}}) {
    EXPECT_EQ(read("a.html" + std::string(ending), packed({{"a", kPage}}, filter, ARCHIVE_FORMAT_RAW)),
              (Items{"Talks in the port||"}));
    EXPECT_EQ(read("a.jsonl" + std::string(ending), packed({{"a", kLines}}, filter, ARCHIVE_FORMAT_RAW)),
              (Items{"1 One||", "2 Two||"}));
  }
}

TEST_F(Formats, ArchivesGiveTheirEntries) {
  const std::vector<PackedFile> files = {{"in/a.html", kPage}, {"in/picture.png", "x"}, {"n.jsonl", kLines}, {"inner.zip", "PK"}};
  const Items expected = {"1 Talks in the port||", "2 One||", "3 Two||"};
  EXPECT_EQ(read("a.zip", packed(files, ARCHIVE_FILTER_NONE, ARCHIVE_FORMAT_ZIP)), expected);
  EXPECT_EQ(skipped_, 2U);
  EXPECT_EQ(read("a.tar.gz", packed(files, ARCHIVE_FILTER_GZIP, ARCHIVE_FORMAT_TAR_USTAR)), expected);
  EXPECT_EQ(read("no-ending", packed(files, ARCHIVE_FILTER_NONE, ARCHIVE_FORMAT_ZIP)), expected);
}

TEST_F(Formats, BombsAndDamageAreErrorsOfTheirFile) {
  std::string zeros(15'000'000, ' ');
  archive* a = archive_write_new();
  std::string bomb(1 << 20, '\0');
  std::size_t used = 0;
  archive_write_add_filter_gzip(a);
  archive_write_set_format_raw(a);
  archive_write_open_memory(a, bomb.data(), bomb.size(), &used);
  archive_entry* entry = archive_entry_new();
  archive_entry_set_filetype(entry, AE_IFREG);
  archive_write_header(a, entry);
  for (int i = 0; i < 8; ++i) archive_write_data(a, zeros.data(), zeros.size());
  archive_entry_free(entry);
  archive_write_close(a);
  archive_write_free(a);
  bomb.resize(used);
  Options options;
  options.max_bytes = std::uint64_t{1} << 30;
  EXPECT_EQ(read("bomb.txt.gz", bomb, options), (Items{"unpacks to more than 300 times its size"}));
  std::string cut = packed({{"a", kPage + kPage}}, ARCHIVE_FILTER_GZIP, ARCHIVE_FORMAT_RAW);
  cut.resize(cut.size() / 2);
  const Items damaged = read("cut.html.gz", cut);
  ASSERT_EQ(damaged.size(), 1U);
  EXPECT_EQ(damaged[0].substr(0, 19), "cannot be unpacked:");
}

std::string record(const std::string& type, const std::string& url, const std::string& body) {
  return "WARC/1.0\r\nWARC-Type: " + type + "\r\nWARC-Target-URI: " + url + "\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body + "\r\n\r\n";
}

TEST_F(Formats, WebArchivesGiveTheirPages) {
  const std::string html = "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n";
  std::string chunked;
  for (std::size_t at = 0; at < kPage.size(); at += 100) {
    const std::string part = kPage.substr(at, 100);
    chunked +=
        (part.size() == 100 ? std::string("64")
                            : std::string(1, "0123456789abcdef"[part.size() / 16]) + "0123456789abcdef"[part.size() % 16]) +
        "\r\n" + part + "\r\n";
  }
  const std::string warc =
      record("warcinfo", "", "software: none") + record("response", "https://barq.example/2019/12/07/a", html + "\r\n" + kPage) +
      record("response", "https://barq.example/a.png", "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nx") +
      record("response", "https://barq.example/gone", "HTTP/1.1 404 Gone\r\nContent-Type: text/html\r\n\r\n" + kPage) +
      record("response", "https://barq.example/b", html + "Transfer-Encoding: chunked\r\n\r\n" + chunked + "0\r\n\r\n") +
      record("response", "https://barq.example/c",
             html + "Content-Encoding: gzip\r\n\r\n" + packed({{"a", kPage}}, ARCHIVE_FILTER_GZIP, ARCHIVE_FORMAT_RAW));
  const Items expected = {"1 Talks in the port|https://barq.example/2019/12/07/a|2019-12-07",
                          "2 Talks in the port|https://barq.example/b|", "3 Talks in the port|https://barq.example/c|"};
  EXPECT_EQ(read("a.warc", warc), expected);
  EXPECT_EQ(skipped_, 2U);
  EXPECT_EQ(read("a.warc.gz", packed({{"a", warc}}, ARCHIVE_FILTER_GZIP, ARCHIVE_FORMAT_RAW)), expected);
  EXPECT_EQ(read("cut.warc", warc.substr(0, 300)), (Items{"1 the web archive ends within a record"}));
  EXPECT_EQ(read("no.warc", "something else\n"),
            (Items{"1 it is no web archive, or a damaged one: a record must begin with WARC/"}));
}

TEST_F(Formats, JsonOfManyDocuments) {
  EXPECT_EQ(
      read(
          "array.json",
          R"([{"title":"One","text":"a ] } \" b"}, 7, {"title":"Two","url":"https://barq.example/2","text":"b","more":[{"title":"no"}]}])"),
      (Items{"1 One||", "2 Two|https://barq.example/2|"}));
  const std::string telegram = R"({"name":"Port News","type":"public_channel","id":7,"messages":[
    {"id":1,"type":"service","date":"2021-03-01T10:00:00","text":""},
    {"id":2,"type":"message","date":"2021-03-02T10:00:00","text":["The talks ",{"type":"bold","text":"failed"}," again."]},
    {"id":3,"type":"message","date":"2021-03-03T10:00:00","text":"No news."}]})";
  EXPECT_EQ(read("result.json", telegram), (Items{"1 ||2021-03-02", "2 ||2021-03-03"}));
  EXPECT_EQ(read("object.json", "{\"a\":1}").size(), 1U);
  EXPECT_EQ(read("cut.json", R"([{"text":"one"},{"text":"tw)"),
            (Items{"1 ||", "2 the JSON ends before its brackets are closed"}));
}

TEST_F(Formats, FeedsGiveTheirEntries) {
  const std::string rss =
      R"(<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel><title>Port News</title>
    <link>https://barq.example</link><item><title>One &amp; only</title><link>https://barq.example/1</link><pubDate>Sun, 18 Feb 2018 21:35:43 +0400</pubDate>
    <description>Short.</description><c:encoded><![CDATA[<p>A longer text of the entry.</p>]]></c:encoded></item></channel></rss>)";
  EXPECT_EQ(read("a.rss", rss), (Items{"1 One & only|https://barq.example/1|2018-02-18"}));
  const std::string atom = R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>Port</title><entry><title>Two</title>
    <link rel="self" href="https://barq.example/feed"/><link href="https://barq.example/2"/><updated>2019-01-01T00:00:00Z</updated>
    <published>2018-12-07T00:00:00Z</published><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text of it.</p></div></content></entry></feed>)";
  EXPECT_EQ(read("a.atom", atom), (Items{"1 Two|https://barq.example/2|2018-12-07"}));
  EXPECT_EQ(
      read(
          "bomb.xml",
          R"(<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>)"),
      (Items{"not the XML of a feed: it declares entities, which no feed needs"}));
  EXPECT_FALSE(parse_feed(std::string(100'000, '<')));
  std::string deep = "<rss>";
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_FALSE(parse_feed(deep));
}

TEST_F(Formats, CollectionsOfTrec) {
  const std::string trec =
      "<DOC>\n<DOCNO> AR-1 </DOCNO>\n<HEADLINE>One &amp; all</HEADLINE>\n<DATE>2001-05-06</DATE>\n<TEXT>\n<P>\nThe talks\nwent "
      "on.\n</P>\n"
      "</TEXT>\n</DOC>\n<DOC id=\"PRT_ARB_19940513.0001\" type=\"story\">\n<TEXT>They ended.</TEXT>\n</DOC>\n";
  EXPECT_EQ(read("a.sgm", trec), (Items{"1 One & all||2001-05-06", "2 ||1994-05-13"}));
}

TEST_F(Formats, PdfHasItsTextLayer) {
  std::string text = "BT /F1 12 Tf 72 700 Td 14 TL";
  for (const char* line : {"The mediator said on Thursday that both delegations would be back at the",
                           "table next month, and that three points were left of the seven."})
    text += " (" + std::string(line) + ") Tj T*";
  text += " ET";
  const std::string pdf =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
      "4 0 obj<</Length " +
      std::to_string(text.size()) + ">>stream\n" + text +
      "\nendstream endobj\n"
      "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
  Options as_is;
  as_is.is_as_is = true;
  std::ofstream(dir_ / "a.pdf", std::ios::binary) << pdf;
  Reader reader({(dir_ / "a.pdf").string()}, as_is);
  RawItem item;
  ASSERT_TRUE(reader.next(item));
  const auto document = read_document(item, test_knowledge(), as_is);
  ASSERT_TRUE(document) << document.error().to_string();
  EXPECT_EQ(
      document->text,
      "The mediator said on Thursday that both delegations would be back at the table next month, and that three points were "
      "left of the seven.");
  EXPECT_EQ(read("bad.pdf", "%PDF-1.4 nothing"), (Items{"it is a damaged PDF document"}));
}

}  // namespace
}  // namespace isnad::ingest
