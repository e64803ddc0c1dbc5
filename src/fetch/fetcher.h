// Fetches pages and feeds over HTTP, as a guest should.
//
// Only http and https, only public addresses (checked on the address that is connected to, so that neither redirects nor
// names that change their address lead inside), robots.txt obeyed at every hop, requests to one host apart by a delay, sizes
// (unpacked, and of headers), times and redirects bounded. A Fetcher belongs to one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "fetch/address.h"
#include "fetch/robots.h"
#include "isnad/result.h"

namespace isnad::fetch {

struct Options {
  std::function<bool(const sockaddr&)> may_connect = is_public;
  bool obey_robots = true;
  std::uint64_t max_bytes = std::uint64_t{16} << 20;
  long timeout_seconds = 60;
  int redirects = 5;
  double delay_seconds = 1;  ///< between two requests to a host, where its robots.txt asks for no more
  /// Asked while a request is under way; true breaks it off.
  std::function<bool()> is_cancelled = [] { return false; };
};

/// The time in seconds from any point, and how to wait; the library has no clock of its own.
struct Clock {
  std::function<double()> now;
  std::function<void(double seconds)> wait;
};

/// What a server said of a copy that is kept, to ask whether it is still good.
struct Validators {
  std::string etag;
  std::string last_modified;
};

struct Response {
  long status = 0;
  std::string url;  ///< after redirects
  std::string body;
  std::string content_type;  ///< in lower case, with its parameters
  Validators validators;
  double retry_after = 0;  ///< seconds; 0 when not said

  [[nodiscard]] bool is_unchanged() const { return status == 304; }
};

class Fetcher {
 public:
  Fetcher(const Options& options, Clock clock);
  ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  /// The resource at `url`, in which letters other than ASCII may stand unescaped. Errors: usage (no http address);
  /// unsupported (robots.txt forbids it; address not public); too_large; not_found (status 404 and 410); unavailable (all
  /// other statuses but 200 and 304, what the network does, and requests broken off).
  Result<Response> get(const std::string& url, const Validators& validators = {});

  /// The robots.txt of the host of `url`, fetched once.
  const Robots& robots(const std::string& url);

 private:
  class Connection;
  enum class Rules : bool { obeyed, not_asked };
  Result<Response> request(const std::string& url, const Validators& validators, Rules rules);
  void keep_distance(const std::string& host, double delay);

  Options options_;
  Clock clock_;
  std::unique_ptr<Connection> connection_;
  std::map<std::string, Robots> robots_;      // by scheme and host
  std::map<std::string, double> next_visit_;  // by host
};

}  // namespace isnad::fetch
