// A web server of the tests, on a port of this machine.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>

namespace isnad::testing {

// Answers each request with what is set for its path, one connection at a time.
class LocalServer {
 public:
  // `port` 0 takes any.
  explicit LocalServer(in_addr_t at = INADDR_LOOPBACK, int port = 0) {
    socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(at);
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address);
    listen(socket_, 16);
    socklen_t size = sizeof address;
    getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &size);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { serve(); });
  }
  LocalServer(const LocalServer&) = delete;
  LocalServer& operator=(const LocalServer&) = delete;
  ~LocalServer() {
    shutdown(socket_, SHUT_RDWR);
    thread_.join();
    close(socket_);
  }

  void set(const std::string& path, const std::string& status, const std::string& headers, const std::string& body) {
    const std::lock_guard lock(mutex_);
    answers_[path] = "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                     headers + "\r\n" + body;
  }
  // The bytes of an answer as they stand.
  void set_raw(const std::string& path, std::string answer) {
    const std::lock_guard lock(mutex_);
    answers_[path] = std::move(answer);
  }
  // Done, in the thread of the server, before each answer for `path`.
  void before(const std::string& path, std::function<void()> action) {
    const std::lock_guard lock(mutex_);
    actions_[path] = std::move(action);
  }
  [[nodiscard]] std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }
  [[nodiscard]] int port() const { return port_; }
  // How often `path` was asked for, and the last request.
  int asked(const std::string& path) {
    const std::lock_guard lock(mutex_);
    return counts_[path];
  }
  std::string last_request() {
    const std::lock_guard lock(mutex_);
    return last_;
  }

 private:
  void serve() {
    while (true) {
      const int client = accept(socket_, nullptr, nullptr);
      if (client < 0) return;
      std::string request;
      char buffer[4096];
      while (request.find("\r\n\r\n") == std::string::npos) {
        const ssize_t got = read(client, buffer, sizeof buffer);
        if (got <= 0) break;
        request.append(buffer, static_cast<std::size_t>(got));
      }
      std::string answer;
      std::function<void()> action;
      {
        const std::lock_guard lock(mutex_);
        const std::string path = request.size() < 5 ? std::string() : request.substr(4, request.find(' ', 4) - 4);
        ++counts_[path];
        last_ = request;
        const auto found = answers_.find(path);
        answer =
            found == answers_.end() ? "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n" : found->second;
        const bool is_kept =
            answer.find("ETag: \"1\"") != std::string::npos && request.find("If-None-Match: \"1\"") != std::string::npos;
        if (is_kept) answer = "HTTP/1.1 304 Not Modified\r\nConnection: close\r\n\r\n";
        if (const auto set = actions_.find(path); set != actions_.end()) action = set->second;
      }
      if (action) action();
      for (std::size_t at = 0; at < answer.size();) {
        const ssize_t sent = send(client, answer.data() + at, answer.size() - at, MSG_NOSIGNAL);
        if (sent <= 0) break;
        at += static_cast<std::size_t>(sent);
      }
      close(client);
    }
  }

  int socket_;
  int port_ = 0;
  std::mutex mutex_;
  std::map<std::string, std::string> answers_;
  std::map<std::string, std::function<void()>> actions_;
  std::map<std::string, int> counts_;
  std::string last_;
  std::thread thread_;
};

}  // namespace isnad::testing
