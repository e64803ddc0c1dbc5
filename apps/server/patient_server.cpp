#include "patient_server.h"

#include <netdb.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace isnad::server {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kRequestsOfConnection = 100;

// Whether the socket is ready for `event` before `end`.
bool await(int socket, short event, Clock::time_point end) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
  if (left <= 0) return false;
  pollfd wanted{socket, event, 0};
  return poll(&wanted, 1, static_cast<int>(left)) > 0;
}

template <typename F>
void name_end(F end_of, int socket, std::string& ip, int& port) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  std::array<char, NI_MAXHOST> host{};
  std::array<char, NI_MAXSERV> service{};
  if (end_of(socket, generic, &size) != 0 ||
      getnameinfo(generic, size, host.data(), host.size(), service.data(), service.size(), NI_NUMERICHOST | NI_NUMERICSERV) != 0)
    return;
  ip = host.data();
  port = std::atoi(service.data());
}

// What a client sends and is sent. Requests that it sends ahead stay in the buffer for the next.
class Connection : public httplib::Stream {
 public:
  Connection(int socket, const Limits& limits) : socket_(socket), limits_(limits) {}

  // True when a request has begun to arrive before `limits.idle` and while the server runs.
  bool await_request(const std::atomic<socket_t>& server) {
    left_ = limits_.request;
    if (begin_ < end_) return begin_request();
    constexpr std::chrono::milliseconds kLook{20};
    for (const auto end = Clock::now() + limits_.idle; Clock::now() < end && server != INVALID_SOCKET;) {
      if (await(socket_, POLLIN, Clock::now() + kLook)) return begin_request();
    }
    return false;
  }

  [[nodiscard]] bool is_readable() const override { return begin_ < end_ || await(socket_, POLLIN, deadline_); }
  [[nodiscard]] bool is_writable() const override { return await(socket_, POLLOUT, Clock::now() + limits_.patience); }

  ssize_t read(char* to, std::size_t size) override {
    if (begin_ == end_ && !fill()) return -1;
    const std::size_t n = std::min({size, end_ - begin_, left_});
    if (n == 0) return -1;
    std::copy_n(buffer_.data() + begin_, n, to);
    begin_ += n;
    left_ -= n;
    return static_cast<ssize_t>(n);
  }
  ssize_t write(const char* from, std::size_t size) override {
    return is_writable() ? send(socket_, from, size, MSG_NOSIGNAL) : -1;
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override { name_end(getpeername, socket_, ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { name_end(getsockname, socket_, ip, port); }
  [[nodiscard]] socket_t socket() const override { return socket_; }

 private:
  bool begin_request() { return deadline_ = Clock::now() + limits_.patience, true; }
  bool fill() {
    if (!await(socket_, POLLIN, deadline_)) return false;
    const ssize_t n = recv(socket_, buffer_.data(), buffer_.size(), 0);
    begin_ = 0;
    end_ = n > 0 ? static_cast<std::size_t>(n) : 0;
    return n > 0;
  }

  int socket_;
  const Limits& limits_;
  Clock::time_point deadline_;
  std::size_t left_ = 0;  // bytes that the request may still have
  std::array<char, 8192> buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

PatientServer::PatientServer(const Limits& limits) : limits_(limits) {
  set_payload_max_length(limits_.body);
  set_tcp_nodelay(true);  // a body is sent after its head: it would wait until that was acknowledged
  new_task_queue = [threads = limits_.threads] { return new httplib::ThreadPool(threads); };
}

bool PatientServer::process_and_close_socket(socket_t socket) {
  Connection connection(socket, limits_);
  bool is_well = true;
  bool is_closed = false;
  for (std::size_t left = kRequestsOfConnection; is_well && !is_closed && left > 0; --left) {
    if (!connection.await_request(svr_sock_)) break;
    is_well = process_request(connection, left == 1, is_closed, nullptr);
  }
  shutdown(socket, SHUT_RDWR);
  close(socket);
  return is_well;
}

}  // namespace isnad::server
