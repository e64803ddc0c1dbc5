// Figures of a running process for Prometheus: GET /metrics.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "isnad/result.h"

namespace isnad::server {

class MetricsServer {
 public:
  /// Answers with what `text` gives, on a thread of its own, until it is destroyed. `address` is HOST:PORT; port 0 takes any free
  /// one. Errors: usage (no such address), unavailable (it is taken).
  static Result<std::unique_ptr<MetricsServer>> start(const std::string& address, std::function<std::string()> text);
  virtual ~MetricsServer() = default;
  [[nodiscard]] virtual int port() const = 0;
};

}  // namespace isnad::server
