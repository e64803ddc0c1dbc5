#include <arpa/inet.h>
#include <httplib.h>
#include <signal.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <memory>
#include <nlohmann/json.hpp>
#include <thread>

#include "../../apps/server/server.h"
#include "program.h"

namespace isnad::testing {
namespace {

const char* const kArticles =
    R"({"id":"a","outlet":"وكالة برق","published":"2021-03-06","title":"<script>alert(1)</script>","text":"قال وزير الخارجية الروسي سيرغي لافروف إن المحادثات بين الحكومة السورية وتركيا مستمرة."})"
    "\n"
    R"({"id":"b/../c","outlet":"صحيفة الميناء","published":"2021-03-07","title":"عنوان","text":"طالبت تركيا روسيا بوقف القصف في إدلب، بحسب وكالة رويترز."})"
    "\n";

// A server over a store of two articles, ended with the test.
class Serve : public ProgramTest {
 protected:
  void SetUp() override {
    ProgramTest::SetUp();
    ASSERT_EQ(run("analyze --as-is -", kArticles).status, 0);
  }
  void TearDown() override {
    if (child_ > 0) {
      kill(child_, SIGTERM);
      int status = 0;
      waitpid(child_, &status, 0);
      EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << "SIGTERM ends it in order";
    }
    ProgramTest::TearDown();
  }

  // Starts `isnad serve --port 0 ARGUMENTS`; the port that it says it has.
  void start(std::vector<std::string> arguments = {}) {
    int ends[2];
    ASSERT_EQ(pipe(ends), 0);
    child_ = fork();
    if (child_ == 0) {
      dup2(ends[1], STDOUT_FILENO);
      if (chdir(folder_.c_str()) != 0) _exit(1);
      std::vector<std::string> words{ISNAD_PROGRAM, "serve", "--port", "0"};
      words.insert(words.end(), arguments.begin(), arguments.end());
      std::vector<char*> argv;
      for (std::string& w : words) argv.push_back(w.data());
      argv.push_back(nullptr);
      execv(argv[0], argv.data());
      _exit(1);
    }
    close(ends[1]);
    std::string said;
    for (char c = 0; read(ends[0], &c, 1) == 1 && c != '\n';) said += c;
    close(ends[0]);
    const std::size_t at = said.find("127.0.0.1:");
    ASSERT_NE(at, std::string::npos) << said;
    port_ = std::stoi(said.substr(at + 10));
  }

  [[nodiscard]] httplib::Result get(const std::string& path, const httplib::Headers& headers = {}) const {
    httplib::Client client("127.0.0.1", port_);
    return client.Get(path.c_str(), headers);
  }
  [[nodiscard]] nlohmann::json json(const std::string& path) const {
    const auto answer = get(path);
    return answer && answer->status == 200 ? nlohmann::json::parse(answer->body) : nlohmann::json();
  }

  pid_t child_ = 0;
  int port_ = 0;
};

TEST_F(Serve, AnswersWhatTheStoreHolds) {
  start();
  EXPECT_EQ(json("/api/summary")["documents"], 2);
  EXPECT_EQ(json("/api/summary")["volume"].dump(),
            R"([{"date":"2021-03-06","documents":1},{"date":"2021-03-07","documents":1}])");
  const auto found = json("/api/search?words=%D8%A7%D9%84%D9%85%D8%AD%D8%A7%D8%AF%D8%AB%D8%A7%D8%AA");  // "talks"
  ASSERT_EQ(found["total"], 1);
  EXPECT_EQ(found["hits"][0]["document"], "a");
  EXPECT_EQ(found["hits"][0]["sentences"][0]["matches"].size(), 1U);
  EXPECT_EQ(json("/api/documents/a")["schema"], "isnad.record/1");
  EXPECT_EQ(json("/api/documents/b%2F..%2Fc")["document"]["id"], "b/../c");
  const auto dossier = json("/api/dossier?to=2021-03-06");
  EXPECT_EQ(dossier["total"], 1);
  EXPECT_EQ(dossier["dossier"]["documents"][0]["id"], "a");
  EXPECT_EQ(json("/api/dossier?to=2021-03-06"), dossier) << "the second answer is the kept one";
  ASSERT_EQ(run("analyze --as-is more.jsonl", "").status, 1);
  write("more.jsonl", R"({"id":"d","published":"2021-03-05","text":"قالت روسيا إن المحادثات مستمرة."})"
                      "\n");
  ASSERT_EQ(run("analyze --as-is more.jsonl").status, 0);
  EXPECT_EQ(json("/api/dossier?to=2021-03-06")["total"], 2) << "what is added is seen";
  EXPECT_EQ(json("/api/summary")["documents"], 3) << "in the figures too, though they are kept";
  write("far.jsonl", R"({"id":"e","published":"2023-01-05","text":"قالت روسيا إن المحادثات مستمرة."})"
                     "\n");
  ASSERT_EQ(run("analyze --as-is far.jsonl").status, 0);
  EXPECT_EQ(json("/api/summary")["volume"].dump(), R"([{"date":"2021-03","documents":3},{"date":"2023-01","documents":1}])");
}

// Pressing takes longer than sending to a browser on the same machine.
TEST_F(Serve, SendsAnswersAsTheyAre) {
  start();
  for (const char* path : {"/api/summary", "/api/dossier"}) {
    const auto answer = get(path, {{"Accept-Encoding", "gzip, deflate, br"}});
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->status, 200) << path;
    EXPECT_FALSE(answer->has_header("Content-Encoding")) << path;
    EXPECT_GT(answer->body.size(), 100U) << path;
  }
}

TEST_F(Serve, SaysWhatMakesNoSense) {
  start();
  const std::pair<const char*, int> cases[] = {{"/api/nothing", 404},
                                               {"/api/documents/none", 404},
                                               {"/api/documents/", 404},
                                               {"/api/dossier?event=DANCE", 400},
                                               {"/api/search?words=x&limit=-1", 400},
                                               {"/api/search?words=x&limit=100000", 400},
                                               {"/../../etc/passwd", 404},
                                               {"/%2e%2e/%2e%2e/etc/passwd", 404},
                                               {"/assets/..%2findex.html", 404}};
  for (const auto& [path, status] : cases) {
    const auto answer = get(path);
    ASSERT_TRUE(answer) << path;
    EXPECT_EQ(answer->status, status) << path << " " << answer->body;
  }
  EXPECT_EQ(get("/api/search?words=" + std::string(2000, 'x'))->status, 400);
}

TEST_F(Serve, RefusesOtherHostsAndSites) {
  start();
  EXPECT_EQ(get("/api/summary", {{"Host", "evil.example"}})->status, 421) << "DNS rebinding";
  EXPECT_EQ(get("/api/summary", {{"Origin", "http://evil.example"}})->status, 403);
  EXPECT_EQ(get("/api/summary", {{"Origin", "null"}})->status, 403);
  EXPECT_EQ(get("/api/summary", {{"Sec-Fetch-Site", "cross-site"}})->status, 403);
  EXPECT_EQ(get("/api/summary", {{"Origin", "http://localhost:1"}})->status, 200);
  const auto answer = get("/api/summary");
  EXPECT_NE(answer->get_header_value("Content-Security-Policy").find("default-src 'none'"), std::string::npos);
  EXPECT_EQ(answer->get_header_value("X-Content-Type-Options"), "nosniff");
  httplib::Client client("127.0.0.1", port_);
  EXPECT_NE(client.Post("/api/summary", "{}", "application/json")->status, 200);
}

// A connection that says what no client of the library would.
class Line {
 public:
  explicit Line(int port) : socket_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  }
  ~Line() { close(socket_); }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;

  [[nodiscard]] bool send(const std::string& bytes) const {
    return ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL) == static_cast<ssize_t>(bytes.size());
  }
  // What comes until the server closes the connection.
  [[nodiscard]] std::string receive() const {
    std::string all;
    char part[4096];
    for (ssize_t n = 0; (n = recv(socket_, part, sizeof part, 0)) > 0;) all.append(part, static_cast<std::size_t>(n));
    return all;
  }

 private:
  int socket_;
};

TEST_F(Serve, IsNotHeldByClientsThatSendLittle) {
  start({"--patience", "1"});
  std::vector<std::unique_ptr<Line>> slow;
  for (int i = 0; i < 40; ++i) slow.push_back(std::make_unique<Line>(port_));
  std::atomic<bool> is_over{false};
  std::thread dripping([&] {
    while (!is_over) {
      for (const auto& line : slow) static_cast<void>(line->send("G"));
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const auto answer = get("/api/summary");
  is_over = true;
  dripping.join();
  ASSERT_TRUE(answer) << "the others have their second and no more";
  EXPECT_EQ(answer->status, 200);
}

TEST_F(Serve, TakesNoLargeRequests) {
  start();
  httplib::Client client("127.0.0.1", port_);
  const std::string large = "{\"note\":\"" + std::string(65 << 10, 'x') + "\"}";
  const auto body = client.Post("/api/corrections", large, "application/json");
  ASSERT_TRUE(body);
  EXPECT_EQ(body->status, 413);
  const Line line(port_);
  std::string head = "GET /api/summary HTTP/1.1\r\nHost: localhost\r\n";
  for (int i = 0; i < 1000; ++i) head += "X-Filling: " + std::string(1000, 'x') + "\r\n";
  static_cast<void>(line.send(head + "\r\n"));
  EXPECT_EQ(line.receive().find("200 OK"), std::string::npos) << "a head of a megabyte";
  EXPECT_EQ(get("/api/summary")->status, 200);
}

TEST_F(Serve, AnswersRequestsSentTogetherInTheirOrder) {
  start();
  const Line line(port_);
  const auto ask = [](const std::string& path, const std::string& more) {
    return "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + more + "\r\n";
  };
  ASSERT_TRUE(line.send(ask("/api/documents/none", "") + ask("/api/summary", "Connection: close\r\n")));
  const std::string all = line.receive();
  const std::size_t first = all.find("404 Not Found");
  const std::size_t second = all.find("200 OK");
  ASSERT_NE(first, std::string::npos) << all;
  ASSERT_NE(second, std::string::npos) << all;
  EXPECT_LT(first, second);
}

TEST_F(Serve, TakesCorrectionsAsJsonOfItsOwnPage) {
  start({"--by", "desk"});
  httplib::Client client("127.0.0.1", port_);
  const auto trigger = json("/api/documents/a")["events"][0]["trigger"];
  const std::size_t events = json("/api/documents/a")["events"].size();
  const std::string reject =
      nlohmann::json{{"schema", "isnad.correction/1"}, {"kind", "event"},       {"verdict", "reject"},   {"document", "a"},
                     {"start", trigger["start"]},      {"end", trigger["end"]}, {"who", "somebody else"}}
          .dump();
  EXPECT_EQ(client.Post("/api/corrections", {{"Origin", "http://evil.example"}}, reject, "application/json")->status, 403);
  EXPECT_EQ(client.Post("/api/corrections", reject, "text/plain")->status, 415) << "what a form of another site could send";
  for (const char* body : {"", "{}", R"({"schema":"isnad.correction/1","kind":"event","verdict":"reject"})"})
    EXPECT_EQ(client.Post("/api/corrections", body, "application/json")->status, 400) << body;
  const auto made = client.Post("/api/corrections", reject, "application/json");
  ASSERT_EQ(made->status, 201) << made->body;
  EXPECT_EQ(nlohmann::json::parse(made->body)["who"], "desk") << "who corrects is said by whoever starts the server";
  EXPECT_EQ(json("/api/documents/a")["events"].size(), events - 1);
  EXPECT_EQ(json("/api/corrections?document=a")["corrections"][0]["state"], "applied");
  for (const char* path : {"/api/corrections/1", "/api/corrections/x/undo", "/api/corrections/1/undo/", "/api/corrections//undo",
                           "/api/corrections/7/undo", "/api/summary"})
    EXPECT_EQ(client.Post(path, "{}", "application/json")->status, 404) << path;
  EXPECT_EQ(client.Post("/api/corrections/1/undo", "{}", "application/json")->status, 200);
  EXPECT_EQ(json("/api/documents/a")["events"].size(), events);
  EXPECT_TRUE(json("/api/review?limit=5")["items"].is_array());
  EXPECT_EQ(get("/api/review?kind=dance")->status, 400);
}

TEST_F(Serve, TakesNoCorrectionsReadOnly) {
  start({"--read-only"});
  httplib::Client client("127.0.0.1", port_);
  EXPECT_EQ(client.Post("/api/corrections/1/undo", "{}", "application/json")->status, 403);
}

TEST_F(Serve, AsksForTheToken) {
  const std::string file = write("token", "0123456789abcdef0123\n");
  start({"--token-file", file, "--host", "desk.example.org"});
  EXPECT_EQ(get("/api/summary")->status, 401);
  EXPECT_EQ(get("/api/summary", {{"Authorization", "Bearer 0123456789abcdef012"}})->status, 401);
  EXPECT_EQ(get("/api/summary", {{"Authorization", "Bearer 0123456789abcdef0123"}})->status, 200);
  EXPECT_EQ(get("/api/summary", {{"Authorization", "Bearer 0123456789abcdef0123"}, {"Host", "desk.example.org"}})->status, 200);
}

TEST_F(Serve, IsNotOpenedToOthersWithoutAToken) {
  const Ran open = run("serve --listen 0.0.0.0 --port 0");
  EXPECT_EQ(open.status, 2);
  EXPECT_NE(open.err.find("--token-file"), std::string::npos) << open.err;
  write("short", "abc\n");
  EXPECT_EQ(run("serve --token-file short").status, 2);
  EXPECT_EQ(run("serve --db none.db --port 0").status, 1);
}

TEST(Host, IsComparedAsAName) {
  const std::vector<std::string> names{"localhost", "[::1]"};
  EXPECT_TRUE(server::is_own_host("localhost", names));
  EXPECT_TRUE(server::is_own_host("localhost:8600", names));
  EXPECT_TRUE(server::is_own_host("[::1]:8600", names));
  EXPECT_TRUE(server::is_own_host("[::1]", names));
  for (const char* other : {"", "localhost.evil.example", "evil.example:localhost", "[::2]:8600"})
    EXPECT_FALSE(server::is_own_host(other, names)) << other;
}

}  // namespace
}  // namespace isnad::testing
