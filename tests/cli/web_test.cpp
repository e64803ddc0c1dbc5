// Fetching, against a server in this process.
#include <chrono>
#include <csignal>
#include <nlohmann/json.hpp>
#include <thread>

#include "local_server.h"
#include "program.h"
#include "stores.h"

namespace isnad::testing {
namespace {

std::string page(const std::string& title) {
  return "<html lang=ar><head><meta charset=utf-8><title>" + title + "</title></head><body><article><h1>" + title +
         "</h1><p>قال الوسيط إن الوفدين سيعودان إلى الطاولة الشهر المقبل، وإن الخلاف بقي على ثلاث نقاط لم يذكرها للصحفيين.</p>"
         "<p>وأكد الوزير أن المحادثات مستمرة، وأن وفد المدينة سيصل إلى الميناء يوم الأحد لاستكمال الجولة الثالثة "
         "منها.</p></article></body></html>";
}

const char* const kHtml = "Content-Type: text/html\r\n";

class Web : public ProgramTest {
 protected:
  nlohmann::json analyze(const std::string& arguments, int expected_status) const {
    const Ran r = run("analyze --json --delay 0 " + arguments);
    EXPECT_EQ(r.status, expected_status) << r.err;
    return nlohmann::json::parse(r.out, nullptr, false);
  }
  nlohmann::json status() const { return nlohmann::json::parse(run("status --json").out, nullptr, false); }

  LocalServer server_;
};

TEST_F(Web, PrivateAddressesAreRefusedUnlessAllowed) {
  server_.set("/a", "200 OK", kHtml, page("جولة أولى"));
  analyze(server_.url("/a"), 1);
  EXPECT_EQ(server_.asked("/a") + server_.asked("/robots.txt"), 0);
  EXPECT_EQ(status()["failures"][0]["code"], "unsupported");
  analyze("--allow-private " + server_.url("/a"), 0);
  EXPECT_EQ(status()["documents"], 1);
  EXPECT_EQ(status()["failures"].size(), 0U);
}

TEST_F(Web, FollowsRedirectsAndObeysRobots) {
  server_.set("/robots.txt", "200 OK", "", "User-agent: *\nDisallow: /private\n");
  server_.set("/old", "301 Moved", "Location: /a\r\n", "");
  server_.set("/sly", "302 Found", "Location: /private/a\r\n", "");
  server_.set("/file", "302 Found", "Location: file:///etc/passwd\r\n", "");
  server_.set("/loop", "302 Found", "Location: /loop\r\n", "");
  server_.set("/a", "200 OK", kHtml, page("جولة أولى"));
  server_.set("/private/a", "200 OK", kHtml, page("جولة سرية"));
  std::string urls;
  for (const char* path : {"/old", "/sly", "/file", "/loop", "/none", "/private/a"}) urls += " " + server_.url(path);
  analyze("--allow-private" + urls, 1);
  EXPECT_EQ(server_.asked("/private/a"), 0);
  EXPECT_EQ(server_.asked("/robots.txt"), 1);
  EXPECT_EQ(status()["documents"], 1);
  EXPECT_EQ(status()["failures"].size(), 5U);
}

TEST_F(Web, RetryTakesWhatCanBeReadNow) {
  server_.set("/a", "503 Later", "Retry-After: 0\r\n", "");
  analyze("--allow-private " + server_.url("/a"), 1);
  const auto failures = status()["failures"];
  ASSERT_EQ(failures.size(), 1U);
  EXPECT_NE(failures[0]["remedy"].get<std::string>().find("isnad retry"), std::string::npos);
  server_.set("/a", "200 OK", kHtml, page("جولة أولى"));
  EXPECT_EQ(run("retry --allow-private --delay 0").status, 0);
  EXPECT_EQ(status()["documents"], 1);
  EXPECT_EQ(status()["failures"].size(), 0U);
  EXPECT_NE(run("retry").out.find("nothing failed"), std::string::npos);
}

TEST_F(Web, WatchFetchesWhatIsNewOnce) {
  const auto feed = [&](int entries) {
    std::string xml = "<rss version=\"2.0\"><channel><title>برق</title>";
    for (int i = 1; i <= entries; ++i) {
      const std::string path = "/" + std::to_string(i);
      server_.set(path, "200 OK", kHtml, page("جولة رقم " + std::to_string(i)));
      xml += "<item><title>جولة</title><link>" + server_.url(path) + "</link></item>";
    }
    return xml + "</channel></rss>";
  };
  server_.set("/feed", "200 OK", "Content-Type: application/rss+xml\r\nETag: \"1\"\r\n", feed(2));
  write("feeds.toml", "every_minutes = 30\n[[feed]]\nurl = \"" + server_.url("/feed") + "\"\n");
  const std::string watch = "watch feeds.toml --once --json --allow-private --delay 0";
  EXPECT_EQ(run(watch).status, 0);
  EXPECT_EQ(status()["documents"], 2);
  EXPECT_EQ(run(watch).status, 0);  // the feed is unchanged
  EXPECT_NE(server_.last_request().find("If-None-Match: \"1\""), std::string::npos);
  server_.set("/feed", "200 OK", "Content-Type: application/rss+xml\r\nETag: \"2\"\r\n", feed(3));
  EXPECT_EQ(run(watch).status, 0);
  EXPECT_EQ(status()["documents"], 3);
  EXPECT_EQ(server_.asked("/1"), 1);
}

class WatchPostgreSQL : public Web {};

TEST_F(WatchPostgreSQL, KnowsWhatItFetchedIntoTheDatabase) {
  if (server_address().empty()) GTEST_SKIP() << "no PostgreSQL server: run by ctest, with Debian's postgresql";
  const std::string db = " --db '" + empty_schema() + "'";
  server_.set("/1", "200 OK", kHtml, page("جولة أولى"));
  server_.set(
      "/feed", "200 OK", "Content-Type: application/rss+xml\r\nETag: \"1\"\r\n",
      "<rss version=\"2.0\"><channel><title>برق</title><item><link>" + server_.url("/1") + "</link></item></channel></rss>");
  write("feeds.toml", "[[feed]]\nurl = \"" + server_.url("/feed") + "\"\n");
  for (int i = 0; i < 2; ++i) EXPECT_EQ(run("watch feeds.toml --once --allow-private --delay 0" + db).status, 0);
  EXPECT_NE(server_.last_request().find("If-None-Match: \"1\""), std::string::npos);
  EXPECT_EQ(server_.asked("/1"), 1);
  EXPECT_EQ(nlohmann::json::parse(run("status --json" + db).out)["documents"], 1);
}

// What was fetched stays, the feed is asked again in full, and nothing is lost or fetched twice.
TEST_F(Web, AWatchThatIsKilledGoesOn) {
  std::string xml = "<rss version=\"2.0\"><channel><title>برق</title>";
  for (const char* path : {"/1", "/2", "/3"}) {
    server_.set(path, "200 OK", kHtml, page(std::string("جولة رقم ") + path));
    xml += "<item><link>" + server_.url(path) + "</link></item>";
  }
  server_.set("/feed", "200 OK", "Content-Type: application/rss+xml\r\nETag: \"1\"\r\n", xml + "</channel></rss>");
  write("feeds.toml", "[[feed]]\nurl = \"" + server_.url("/feed") + "\"\n");
  write("run.sh", "echo $$ >pid; exec '" ISNAD_PROGRAM "' watch feeds.toml --once --allow-private --delay 0");
  server_.before("/2", [] { std::this_thread::sleep_for(std::chrono::milliseconds(1200)); });  // what is done is committed
  server_.before("/3", [this] { kill(std::stoi(read_file(folder_ / "pid")), SIGKILL); });
  EXPECT_NE(std::system(("cd '" + folder_.string() + "' && sh run.sh >.out 2>.err").c_str()), 0);
  EXPECT_EQ(status()["documents"], 2);
  server_.before("/3", [] {});
  EXPECT_EQ(run("watch feeds.toml --once --allow-private --delay 0").status, 0);
  EXPECT_EQ(status()["documents"], 3);
  EXPECT_EQ(server_.asked("/1"), 1);
}

TEST_F(Web, WatchTakesWhatTheFeedSaysWhereThePageIsForbidden) {
  server_.set("/robots.txt", "200 OK", "", "User-agent: *\nDisallow: /closed\n");
  server_.set("/picture", "200 OK", "Content-Type: image/png\r\n", "PNG");
  server_.set("/feed", "200 OK", "Content-Type: application/rss+xml\r\n",
              "<rss version=\"2.0\"><channel><title>برق</title><item><title>عودة الوفدين</title><link>" +
                  server_.url("/closed/1") +
                  "</link><pubDate>Tue, 05 Mar 2019 10:00:00 GMT</pubDate><description>قال الوسيط إن الوفدين سيعودان إلى الطاولة "
                  "الشهر المقبل.</description></item><item><link>" +
                  server_.url("/picture") + "</link></item></channel></rss>");
  write("feeds.toml", "[[feed]]\nurl = \"" + server_.url("/feed") + "\"\noutlet = \"وكالة الميناء\"\n");
  EXPECT_EQ(run("watch feeds.toml --once --allow-private --delay 0").status, 1);
  EXPECT_EQ(server_.asked("/closed/1"), 0);
  EXPECT_EQ(status()["documents"], 1);
  ASSERT_EQ(status()["failures"].size(), 1U);
  EXPECT_NE(status()["failures"][0]["reason"].get<std::string>().find("image/png"), std::string::npos);
  const auto found = nlohmann::json::parse(run("search --json الوسيط").out, nullptr, false);
  EXPECT_NE(found.dump().find("وكالة الميناء"), std::string::npos) << found;
  EXPECT_NE(found.dump().find("2019-03-05"), std::string::npos) << found;
}

TEST_F(Web, WatchReadsSitemapsAndSaysWhatIsWrongWithItsList) {
  server_.set("/1", "200 OK", kHtml, page("جولة أولى"));
  server_.set("/index.xml", "200 OK", "Content-Type: text/xml\r\n",
              "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><sitemap><loc>" + server_.url("/map.xml") +
                  "</loc></sitemap></sitemapindex>");
  server_.set("/map.xml", "200 OK", "Content-Type: text/xml\r\n",
              "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\"><url><loc>" + server_.url("/1") +
                  "</loc><lastmod>2021-01-01</lastmod></url></urlset>");
  write("feeds.toml", "[[feed]]\nurl = \"" + server_.url("/index.xml") + "\"\n");
  EXPECT_EQ(run("watch feeds.toml --once --allow-private --delay 0").status, 0);
  EXPECT_EQ(status()["documents"], 1);
  write("bad.toml", "[[feed]]\nname = 1\n");
  EXPECT_NE(run("watch bad.toml --once").err.find("bad.toml:1: a [[feed]] needs url"), std::string::npos);
  write("worse.toml", "[[feed\n");
  EXPECT_EQ(run("watch worse.toml --once").status, 1);
}

}  // namespace
}  // namespace isnad::testing
