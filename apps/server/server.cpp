#include "server.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <httplib.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <ctime>
#include <memory>
#include <thread>

#include "api.h"
#include "assets.h"
#include "patient_server.h"

namespace isnad::server {
namespace {

constexpr const char* kPolicy =
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

std::atomic<httplib::Server*> running{nullptr};

void stop(int /*signal*/) {
  if (httplib::Server* server = running.load()) server->stop();
}

// Takes the same time however much of the token is right.
bool is_same(std::string_view a, std::string_view b) {
  unsigned char difference = a.size() == b.size() ? 0 : 1;
  for (std::size_t i = 0; i < b.size(); ++i) difference |= static_cast<unsigned char>((i < a.size() ? a[i] : 0) ^ b[i]);
  return difference == 0;
}

void refuse(httplib::Response& response, int status, const char* sentence) {
  response.status = status;
  response.set_content(fmt::format(R"({{"error":"{}"}})", sentence), "application/json");
}

// As it is: the library would press each answer as small as it goes, which takes seconds, and here nothing is far. A proxy may
// compress.
void send(httplib::Response& response, std::string_view bytes, const std::string& type,
          std::shared_ptr<const std::string> owner = nullptr) {
  if (bytes.empty()) return response.set_content("", type);
  response.set_content_provider(bytes.size(), type,
                                [bytes, owner = std::move(owner)](std::size_t at, std::size_t size, httplib::DataSink& sink) {
                                  return sink.write(bytes.data() + at, size);
                                });
}

void send(httplib::Response& response, Reply reply) {
  response.status = reply.status;
  response.set_header("Cache-Control", "no-store");
  const auto body = std::make_shared<const std::string>(std::move(reply.body));
  send(response, *body, "application/json", body);
}

class Gate {
 public:
  Gate(const Options& options) : token_(options.token), names_(options.hosts) {  // NOLINT(google-explicit-constructor)
    for (const char* name : {"localhost", "127.0.0.1", "[::1]"}) names_.emplace_back(name);
  }

  // True when the request was refused.
  bool operator()(const httplib::Request& request, httplib::Response& response) const {
    if (!is_own_host(request.get_header_value("Host"), names_))
      return refuse(response, 421, "this server does not answer to that name"), true;
    if (is_foreign(request)) return refuse(response, 403, "requests from other sites are refused"), true;
    if (!token_.empty() && !has_token(request))
      return refuse(response, 401, "a token is needed: Authorization: Bearer TOKEN"), true;
    return false;
  }

 private:
  [[nodiscard]] bool is_foreign(const httplib::Request& request) const {
    const std::string site = request.get_header_value("Sec-Fetch-Site");
    const bool is_navigation = request.get_header_value("Sec-Fetch-Mode") == "navigate" && !request.path.starts_with("/api/");
    if (!site.empty() && site != "same-origin" && site != "none" && !is_navigation) return true;
    const std::string origin = request.get_header_value("Origin");
    if (origin.empty()) return false;
    const std::size_t scheme = origin.find("://");
    return scheme == std::string::npos || !is_own_host(origin.substr(scheme + 3), names_);
  }
  [[nodiscard]] bool has_token(const httplib::Request& request) const {
    const std::string header = request.get_header_value("Authorization");
    constexpr std::string_view kBearer = "Bearer ";
    return header.starts_with(kBearer) && is_same(std::string_view(header).substr(kBearer.size()), token_);
  }

  std::string token_;
  std::vector<std::string> names_;
};

void answer_page(const httplib::Request& request, httplib::Response& response) {
  const Asset* found = asset(request.path == "/" ? "/index.html" : request.path);
  if (found == nullptr)
    return refuse(
        response, 404,
        request.path == "/" ? "this program was built without the page; /api/ answers" : "there is nothing at this address");
  // Names of files under /assets/ hold a hash of their content.
  response.set_header("Cache-Control",
                      request.path.starts_with("/assets/") ? "private, max-age=31536000, immutable" : "no-cache");
  send(response, found->bytes, std::string(found->type));
}

void answer_api(Api& api, const httplib::Request& request, httplib::Response& response) {
  Parameters parameters;
  for (const auto& [name, value] : request.params) parameters.emplace(name, value);
  send(response, api.get(request.path, parameters));
}

// Only JSON: a form of another site cannot send it, and a script of one is refused by Gate.
void answer_post(Api& api, const httplib::Request& request, httplib::Response& response) {
  if (!request.get_header_value("Content-Type").starts_with("application/json"))
    return refuse(response, 415, "the body is JSON, of type application/json");
  send(response, api.post(request.path, request.body, fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::time(nullptr)))));
}

}  // namespace

bool is_loopback(const std::string& address) { return address == "localhost" || address == "::1" || address.starts_with("127."); }

bool is_own_host(const std::string& header, const std::vector<std::string>& names) {
  const std::size_t colon = header.find_last_of(':');
  const bool has_port = colon != std::string::npos && header.find(']', colon) == std::string::npos;
  const std::string name = has_port ? header.substr(0, colon) : header;
  return std::find(names.begin(), names.end(), name) != names.end();
}

Result<void> serve(const Options& options, const std::function<void(int port)>& started) {
  if (!is_loopback(options.address) && options.token.empty())
    return Error{ErrorCode::usage, fmt::format("{} can be reached from other machines: give a token with --token-file, and put a "
                                               "proxy with TLS before it (docs/serve.md)",
                                               options.address)};
  Api api(options.database, options.is_read_only ? Api::Access::read : Api::Access::write, options.who);
  const Gate gate(options);
  PatientServer server(options.limits);
  server.set_default_headers({{"Content-Security-Policy", kPolicy},
                              {"X-Content-Type-Options", "nosniff"},
                              {"X-Frame-Options", "DENY"},
                              {"Referrer-Policy", "no-referrer"},
                              {"Cross-Origin-Opener-Policy", "same-origin"},
                              {"Cross-Origin-Resource-Policy", "same-origin"}});
  server.set_pre_routing_handler([&](const httplib::Request& request, httplib::Response& response) {
    return gate(request, response) ? httplib::Server::HandlerResponse::Handled : httplib::Server::HandlerResponse::Unhandled;
  });
  server.Get("/api/.*",
             [&](const httplib::Request& request, httplib::Response& response) { answer_api(api, request, response); });
  server.Post("/api/.*",
              [&](const httplib::Request& request, httplib::Response& response) { answer_post(api, request, response); });
  server.Get(".*", answer_page);
  const int port = options.port == 0                                    ? server.bind_to_any_port(options.address)
                   : server.bind_to_port(options.address, options.port) ? options.port
                                                                        : -1;
  if (port <= 0)
    return Error{ErrorCode::unavailable,
                 fmt::format("port {} of {} is taken or not allowed; --port names another, 0 any free one", options.port,
                             options.address)};
  std::thread preparing([&] { api.prepare(); });
  running = &server;
  std::signal(SIGINT, stop);
  std::signal(SIGTERM, stop);
  started(port);
  server.listen_after_bind();
  running = nullptr;
  preparing.join();
  return {};
}

}  // namespace isnad::server
