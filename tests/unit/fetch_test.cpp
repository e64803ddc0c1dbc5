#include <arpa/inet.h>
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>
#include <netinet/in.h>

#include <chrono>
#include <cstring>
#include <numeric>
#include <thread>
#include <vector>

#include "fetch/address.h"
#include "fetch/fetcher.h"
#include "fetch/robots.h"
#include "local_server.h"
#include "packed.h"

// The name server of these tests: names under ".rebind.test" have another address each time they are asked for.
namespace {

constexpr in_addr_t kOutside = INADDR_LOOPBACK;     // stands for a public address
constexpr in_addr_t kInside = INADDR_LOOPBACK + 1;  // for one of the network at home

struct NameServer {
  std::vector<std::vector<in_addr_t>> answers;  // in the order in which they are given
  std::size_t asked = 0;
};
NameServer g_name_server;

}  // namespace

// Takes the place of the C library's in this program, for libcurl too.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** out) {
  using Function = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto kNext = reinterpret_cast<Function>(dlsym(RTLD_NEXT, "getaddrinfo"));
  if (name == nullptr || !std::string_view(name).ends_with(".rebind.test")) return kNext(name, service, hints, out);
  if (g_name_server.asked == g_name_server.answers.size()) return EAI_NONAME;
  addrinfo* found = nullptr;
  for (const in_addr_t address : g_name_server.answers[g_name_server.asked++]) {
    const in_addr in{htonl(address)};
    char text[INET_ADDRSTRLEN];
    inet_ntop(AF_INET, &in, text, sizeof text);
    addrinfo* one = nullptr;
    if (const int code = kNext(text, service, hints, &one); code != 0) return code;
    addrinfo** end = &found;
    while (*end != nullptr) end = &(*end)->ai_next;
    *end = one;
  }
  *out = found;
  return 0;
}

namespace isnad::fetch {
namespace {

bool is_public_text(const std::string& text) {
  sockaddr_storage storage{};
  if (text.find(':') == std::string::npos) {
    auto* in = reinterpret_cast<sockaddr_in*>(&storage);
    in->sin_family = AF_INET;
    EXPECT_EQ(inet_pton(AF_INET, text.c_str(), &in->sin_addr), 1) << text;
  } else {
    auto* in = reinterpret_cast<sockaddr_in6*>(&storage);
    in->sin6_family = AF_INET6;
    EXPECT_EQ(inet_pton(AF_INET6, text.c_str(), &in->sin6_addr), 1) << text;
  }
  return is_public(*reinterpret_cast<sockaddr*>(&storage));
}

TEST(Address, OnlyThePublicInternet) {
  for (const char* text : {"8.8.8.8", "93.184.216.34", "172.15.255.255", "172.32.0.1", "192.167.1.1", "100.63.1.1", "100.128.0.1",
                           "2001:4860:4860::8888", "2a00:1450::1", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"})
    EXPECT_TRUE(is_public_text(text)) << text;
  for (const char* text :
       {"0.0.0.0",         "10.1.2.3",        "100.64.0.1",     "127.0.0.1",       "127.255.0.1", "169.254.169.254",
        "172.16.0.1",      "172.31.255.255",  "192.168.1.1",    "192.0.0.1",       "192.0.2.1",   "198.18.0.1",
        "198.51.100.7",    "203.0.113.9",     "224.0.0.1",      "255.255.255.255", "::",          "::1",
        "fe80::1",         "fec0::1",         "fc00::1",        "fd12::1",         "ff02::1",     "::ffff:127.0.0.1",
        "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::1", "2001::1",         "2001:db8::1", "::7f00:1"})
    EXPECT_FALSE(is_public_text(text)) << text;
}

TEST(RobotsTxt, LongestRuleDecides) {
  const Robots robots = Robots::parse(
      "# a comment\r\nUser-agent: other\nDisallow: /\n\nUser-Agent: *\nCrawl-delay: 3\nDisallow: /private/\nAllow: "
      "/private/open\n"
      "Disallow: /*.pdf$\nDisallow: /a%2fb\nDisallow: /caf\xC3\xA9\nDisallow:\nSitemap: https://barq.example/map.xml\n",
      "isnad");
  struct Case {
    const char* path;
    bool is_allowed;
  };
  const Case cases[] = {{"/", true},           {"/private", true},      {"/private/", false},
                        {"/private/x", false}, {"/private/open", true}, {"/private/openly", true},
                        {"/a.pdf", false},     {"/a.pdf?x", true},      {"/a%2Fb", false},
                        {"/a/b", true},        {"/caf%C3%A9", false},   {"/robots.txt", true}};
  for (const Case& c : cases) EXPECT_EQ(robots.allows(c.path), c.is_allowed) << c.path;
  EXPECT_EQ(robots.delay(), 3);
  EXPECT_EQ(robots.sitemaps(), std::vector<std::string>{"https://barq.example/map.xml"});
}

TEST(RobotsTxt, OwnGroupComesBeforeThatOfAll) {
  const Robots robots = Robots::parse(
      "User-agent: *\nDisallow: /\n\nUser-agent: isnad\nUser-agent: third\nDisallow: /no\n\nUser-agent: isnad/2\nDisallow: /two",
      "isnad");
  EXPECT_TRUE(robots.allows("/yes"));
  EXPECT_FALSE(robots.allows("/no"));
  EXPECT_FALSE(robots.allows("/two"));
  EXPECT_TRUE(Robots::allow_all().allows("/x"));
  EXPECT_FALSE(Robots::disallow_all().allows("/x"));
  EXPECT_TRUE(Robots::parse("<html>not found</html>", "isnad").allows("/x"));
}

TEST(RobotsTxt, HostilePatternsTakeNoTime) {
  std::string pattern = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 5000; ++i) pattern += "*a";
  EXPECT_TRUE(Robots::parse(pattern + "$\n", "isnad").allows("/" + std::string(20'000, 'a') + "b"));
}

class Fetching : public ::testing::Test {
 protected:
  // A clock that stands but for the waits.
  Fetcher fetcher(Options options = {}) {
    if (allows_this_machine_) {
      options.may_connect = [](const sockaddr& address) {
        sockaddr_in in{};
        std::memcpy(&in, &address, sizeof in);
        return in.sin_addr.s_addr == htonl(INADDR_LOOPBACK);
      };
    }
    Clock clock;
    clock.now = [this] { return std::accumulate(waits_.begin(), waits_.end(), 100.0); };
    clock.wait = [this](double seconds) { waits_.push_back(seconds); };
    return {options, clock};
  }

  bool allows_this_machine_ = true;
  std::vector<double> waits_;
  testing::LocalServer server_;
};

TEST_F(Fetching, RefusesPrivateAddressesBehindNamesAndRedirects) {
  server_.set("/a", "302 Found", "Location: http://127.0.0.2:9/b\r\n", "");
  server_.set("/b", "302 Found", "Location: http://[::ffff:127.0.0.2]:9/b\r\n", "");
  Fetcher one = fetcher();
  for (const char* path : {"/a", "/b"}) {
    const auto response = one.get(server_.url(path));
    ASSERT_FALSE(response) << path;
    EXPECT_EQ(response.error().code, ErrorCode::unsupported) << response.error().message;
  }
  allows_this_machine_ = false;
  std::string named = server_.url("/a");
  named.replace(named.find("127.0.0.1"), 9, "localhost");
  Fetcher strict = fetcher();
  const int before = server_.asked("/a");
  const auto response = strict.get(named);
  ASSERT_FALSE(response);
  EXPECT_EQ(response.error().code, ErrorCode::unsupported);
  EXPECT_EQ(server_.asked("/a"), before);
}

// A name that has a public address when it is looked at and one inside when it is used (DNS rebinding): what is connected to is
// what was checked, and each new answer is checked again.
TEST_F(Fetching, NamesThatChangeTheirAddressLeadNowhere) {
  testing::LocalServer inside(kInside, server_.port());
  server_.set("/page", "200 OK", "", "from outside");
  inside.set("/page", "200 OK", "", "secret");
  const std::string url = "http://news.rebind.test:" + std::to_string(server_.port()) + "/page";
  struct Case {
    std::vector<std::vector<in_addr_t>> answers;
    const char* body;  // null: refused
  };
  const Case cases[] = {
      {{{kOutside}, {kInside}}, "from outside"},  // robots.txt, then the page: one answer for both
      {{{kInside}, {kOutside}}, nullptr},
      {{{kInside, kOutside}}, nullptr},  // several addresses at once
      {{{kOutside, kInside}, {kInside}}, "from outside"},
  };
  for (const Case& c : cases) {
    g_name_server = {c.answers, 0};
    const auto response = fetcher().get(url);
    if (c.body != nullptr) {
      ASSERT_TRUE(response) << response.error().message;
      EXPECT_EQ(response->body, c.body);
    } else {
      ASSERT_FALSE(response) << response->body;
      EXPECT_EQ(response.error().code, ErrorCode::unsupported) << response.error().message;
    }
    EXPECT_EQ(g_name_server.asked, 1U);
  }
  // Where the first answer is no longer good, as for another fetcher, the second is checked.
  g_name_server = {{{kOutside}, {kInside}}, 0};
  EXPECT_TRUE(fetcher().get(url));
  EXPECT_FALSE(fetcher().get(url));
  EXPECT_EQ(g_name_server.asked, 2U);
  EXPECT_EQ(inside.asked("/page") + inside.asked("/robots.txt"), 0);
}

TEST_F(Fetching, OnlyFollowsToTheWebAndNotForEver) {
  server_.set("/file", "302 Found", "Location: file:///etc/passwd\r\n", "");
  server_.set("/loop", "302 Found", "Location: /loop\r\n", "");
  server_.set("/old", "301 Moved", "Location: new?x=1\r\n", "");
  server_.set("/new?x=1", "200 OK", "Content-Type: Text/HTML; Charset=\"UTF-8\"\r\n", "text");
  Options options;
  options.redirects = 3;
  Fetcher one = fetcher(options);
  EXPECT_EQ(one.get(server_.url("/file")).error().code, ErrorCode::usage);
  EXPECT_EQ(one.get(server_.url("/loop")).error().message, "it redirects too often");
  EXPECT_EQ(server_.asked("/loop"), 4);
  const auto response = one.get(server_.url("/old"));
  ASSERT_TRUE(response);
  EXPECT_EQ(response->url, server_.url("/new?x=1"));
  EXPECT_EQ(response->content_type, "text/html; charset=\"utf-8\"");
}

TEST_F(Fetching, BoundsSizeUnpackedHeadersAndTime) {
  const auto gzip = [](std::size_t size) {
    return testing::packed({{"a", std::string(size, ' ')}}, ARCHIVE_FILTER_GZIP, ARCHIVE_FORMAT_RAW);
  };
  server_.set("/packed", "200 OK", "Content-Encoding: gzip\r\n", gzip(900'000));
  server_.set("/bomb", "200 OK", "Content-Encoding: gzip\r\n", gzip(20'000'000));
  server_.set("/large", "200 OK", "", std::string(1'000'001, 'x'));
  std::string headers;
  for (int i = 0; i < 30'000; ++i) headers += "X-" + std::to_string(i) + ": " + std::string(60, 'x') + "\r\n";
  server_.set("/headers", "200 OK", headers, "x");
  server_.set("/slow", "200 OK", "", "x");
  server_.before("/slow", [] { std::this_thread::sleep_for(std::chrono::milliseconds(1500)); });
  Options options;
  options.max_bytes = 1'000'000;
  options.timeout_seconds = 1;
  Fetcher one = fetcher(options);
  const auto packed = one.get(server_.url("/packed"));
  ASSERT_TRUE(packed) << packed.error().message;
  EXPECT_EQ(packed->body.size(), 900'000U);
  for (const char* path : {"/bomb", "/large", "/headers"}) {
    const auto response = one.get(server_.url(path));
    ASSERT_FALSE(response) << path;
    EXPECT_EQ(response.error().code, ErrorCode::too_large) << path;
  }
  EXPECT_EQ(one.get(server_.url("/slow")).error().code, ErrorCode::unavailable);
}

TEST_F(Fetching, KeepsItsDistance) {
  server_.set("/robots.txt", "200 OK", "", "User-agent: *\nCrawl-delay: 7\n");
  server_.set("/a", "200 OK", "", "x");
  server_.set("/busy", "429 Slower", "Retry-After: 90\r\n", "");
  Fetcher one = fetcher();
  EXPECT_TRUE(one.get(server_.url("/a")));
  EXPECT_TRUE(one.get(server_.url("/a")));
  EXPECT_EQ(waits_, (std::vector<double>{1, 7}));
  EXPECT_EQ(one.get(server_.url("/busy")).error().code, ErrorCode::unavailable);
  EXPECT_TRUE(one.get(server_.url("/a")));
  EXPECT_EQ(waits_, (std::vector<double>{1, 7, 7, 90}));
}

TEST_F(Fetching, AServerInTroubleForbidsAndAMissingFileAllows) {
  server_.set("/a", "200 OK", "", "x");
  EXPECT_TRUE(fetcher().get(server_.url("/a")));
  server_.set("/robots.txt", "503 Later", "", "");
  EXPECT_EQ(fetcher().get(server_.url("/a")).error().code, ErrorCode::unsupported);
  EXPECT_EQ(server_.asked("/a"), 1);
}

TEST_F(Fetching, EscapesAddressesAndAsksWhetherACopyIsGood) {
  const std::string path = "/\xD9\x83\xD9\x84\xD9\x85\xD8\xA9";
  server_.set("/%d9%83%d9%84%d9%85%d8%a9", "200 OK", "ETag: \"1\"\r\nLast-Modified: Mon, 01 Jan 2024 00:00:00 GMT\r\n", "x");
  Fetcher one = fetcher();
  const auto first = one.get(server_.url(path));
  ASSERT_TRUE(first) << first.error().message;
  const auto second = one.get(server_.url(path), first->validators);
  ASSERT_TRUE(second);
  EXPECT_TRUE(second->is_unchanged());
  EXPECT_NE(server_.last_request().find("If-Modified-Since: Mon, 01 Jan 2024 00:00:00 GMT"), std::string::npos);
  EXPECT_EQ(one.get("ftp://example.org/").error().code, ErrorCode::usage);
  EXPECT_EQ(one.get("http://").error().code, ErrorCode::usage);
}

TEST_F(Fetching, IsBrokenOff) {
  server_.set("/a", "200 OK", "", "x");
  Options options;
  options.is_cancelled = [this] { return server_.asked("/robots.txt") > 0; };
  EXPECT_EQ(fetcher(options).get(server_.url("/a")).error().code, ErrorCode::unavailable);
  EXPECT_EQ(server_.asked("/a"), 0);
}

}  // namespace
}  // namespace isnad::fetch
