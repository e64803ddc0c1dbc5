#include "metrics.h"

#include <fmt/format.h>
#include <httplib.h>

#include <charconv>
#include <chrono>
#include <thread>

namespace isnad::server {
namespace {

class Running final : public MetricsServer {
 public:
  explicit Running(std::function<std::string()> text) {
    server_.new_task_queue = [] { return new httplib::ThreadPool(2); };
    server_.Get("/metrics", [text = std::move(text)](const httplib::Request&, httplib::Response& response) {
      response.set_content(text(), "text/plain; version=0.0.4");
    });
  }
  ~Running() override {
    server_.stop();
    if (thread_.joinable()) thread_.join();
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

  bool open(const std::string& host, int port) {
    port_ = port == 0 ? server_.bind_to_any_port(host) : server_.bind_to_port(host, port) ? port : -1;
    if (port_ <= 0) return false;
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    // stop() does nothing before that.
    while (!server_.is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return true;
  }
  [[nodiscard]] int port() const override { return port_; }

 private:
  httplib::Server server_;
  std::thread thread_;
  int port_ = 0;
};

}  // namespace

Result<std::unique_ptr<MetricsServer>> MetricsServer::start(const std::string& address, std::function<std::string()> text) {
  const std::size_t colon = address.rfind(':');
  int port = -1;
  if (colon != std::string::npos) std::from_chars(address.data() + colon + 1, address.data() + address.size(), port);
  if (port < 0 || port > 65535) return Error{ErrorCode::usage, "give --metrics as HOST:PORT, such as 127.0.0.1:9600", address};
  auto running = std::make_unique<Running>(std::move(text));
  if (!running->open(address.substr(0, colon), port))
    return Error{ErrorCode::unavailable, "metrics cannot be served there; is another process using the port?", address};
  return std::unique_ptr<MetricsServer>(std::move(running));
}

}  // namespace isnad::server
