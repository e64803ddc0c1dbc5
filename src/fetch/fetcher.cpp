#include "fetch/fetcher.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <mutex>
#include <utility>

#include "text/ascii.h"

namespace isnad::fetch {
namespace {

constexpr std::size_t kMostHeaderBytes = 1 << 18;
constexpr const char* kAgent = "isnad";
constexpr const char* kUserAgent = "isnad/0.1 (news analysis; obeys robots.txt)";

Error broken_off(const std::string& url) { return {ErrorCode::unavailable, "broken off", url, 0}; }

struct UrlParts {
  std::string url;     // escaped
  std::string origin;  // scheme, host, port
  std::string path;    // with query
};

Result<UrlParts> parts_of(const std::string& url) {
  const std::unique_ptr<CURLU, void (*)(CURLU*)> parsed(curl_url(), curl_url_cleanup);
  const auto part = [&](CURLUPart which) {
    char* text = nullptr;
    std::string out;
    if (curl_url_get(parsed.get(), which, &text, 0) == CURLUE_OK) out = text;
    curl_free(text);
    return out;
  };
  const bool is_url = curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), CURLU_URLENCODE) == CURLUE_OK;
  const std::string scheme = is_url ? part(CURLUPART_SCHEME) : std::string();
  if (scheme != "http" && scheme != "https") return Error{ErrorCode::usage, "only http and https addresses are fetched", url, 0};
  const std::string port = part(CURLUPART_PORT);
  const std::string query = part(CURLUPART_QUERY);
  UrlParts out;
  out.url = part(CURLUPART_URL);
  out.origin = scheme + "://" + text::lower_ascii(part(CURLUPART_HOST)) + (port.empty() ? "" : ":" + port);
  out.path = part(CURLUPART_PATH) + (query.empty() ? "" : "?" + query);
  return out;
}

}  // namespace

// One libcurl handle, which keeps connections open between requests.
class Fetcher::Connection {
 public:
  explicit Connection(const Options& options) : options_(options) {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    curl_ = curl_easy_init();
  }
  ~Connection() { curl_easy_cleanup(curl_); }
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Result<Response> get(const std::string& url, const Validators& validators, std::string& redirect) {
    response_ = Response();
    is_refused_ = is_too_large_ = false;
    header_bytes_ = 0;
    set_options(url);
    curl_slist* headers = nullptr;
    if (!validators.etag.empty()) headers = curl_slist_append(headers, ("If-None-Match: " + validators.etag).c_str());
    if (!validators.last_modified.empty())
      headers = curl_slist_append(headers, ("If-Modified-Since: " + validators.last_modified).c_str());
    curl_easy_setopt(curl_, CURLOPT_HTTPHEADER, headers);
    const CURLcode code = curl_easy_perform(curl_);
    curl_slist_free_all(headers);
    if (is_refused_)
      return Error{ErrorCode::unsupported, "its address is private or local, which is refused unless allowed", url, 0};
    if (is_too_large_) return Error{ErrorCode::too_large, "larger than the limit for one page", url, 0};
    if (code != CURLE_OK)
      return Error{ErrorCode::unavailable, std::string("cannot be fetched: ") + curl_easy_strerror(code), url, 0};
    curl_easy_getinfo(curl_, CURLINFO_RESPONSE_CODE, &response_.status);
    char* to = nullptr;
    curl_easy_getinfo(curl_, CURLINFO_REDIRECT_URL, &to);
    redirect = to == nullptr ? "" : to;
    response_.url = url;
    return std::move(response_);
  }

 private:
  void set_options(const std::string& url) {
    curl_easy_reset(curl_);
    const auto set = [this](CURLoption option, auto value) { curl_easy_setopt(curl_, option, value); };
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "http,https");
    set(CURLOPT_PROXY, "");  // the environment is not read
    set(CURLOPT_FOLLOWLOCATION, 0L);
    set(CURLOPT_USERAGENT, kUserAgent);
    set(CURLOPT_ACCEPT_ENCODING, "");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_TIMEOUT, options_.timeout_seconds);
    set(CURLOPT_CONNECTTIMEOUT, std::min(options_.timeout_seconds, 20L));
    set(CURLOPT_OPENSOCKETDATA, static_cast<void*>(this));
    set(CURLOPT_OPENSOCKETFUNCTION, &Connection::open_socket);
    set(CURLOPT_WRITEDATA, static_cast<void*>(this));
    set(CURLOPT_WRITEFUNCTION, &Connection::write);
    set(CURLOPT_HEADERDATA, static_cast<void*>(this));
    set(CURLOPT_HEADERFUNCTION, &Connection::header);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFODATA, static_cast<void*>(this));
    set(CURLOPT_XFERINFOFUNCTION, &Connection::progress);
  }

  // The last moment at which the address is known and nothing was sent to it.
  static curl_socket_t open_socket(void* self, curlsocktype /*purpose*/, curl_sockaddr* address) {
    auto& connection = *static_cast<Connection*>(self);
    if (!connection.options_.may_connect(address->addr)) {
      connection.is_refused_ = true;
      return CURL_SOCKET_BAD;
    }
    return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
  }

  static std::size_t write(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& connection = *static_cast<Connection*>(self);
    const std::size_t got = size * count;
    connection.is_too_large_ = connection.response_.body.size() + got > connection.options_.max_bytes;
    if (connection.is_too_large_) return 0;
    connection.response_.body.append(bytes, got);
    return got;
  }

  static std::size_t header(char* bytes, std::size_t size, std::size_t count, void* self) {
    auto& connection = *static_cast<Connection*>(self);
    const std::size_t got = size * count;
    connection.header_bytes_ += got;
    connection.is_too_large_ = connection.header_bytes_ > kMostHeaderBytes;
    if (connection.is_too_large_) return 0;
    connection.read_header({bytes, got});
    return got;
  }

  static int progress(void* self, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<Connection*>(self)->options_.is_cancelled() ? 1 : 0;
  }

  void read_header(std::string_view line) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return;
    const std::string name = text::lower_ascii(text::trimmed(line.substr(0, colon)));
    const std::string_view value = text::trimmed(line.substr(colon + 1));
    if (name == "etag") response_.validators.etag = value;
    else if (name == "last-modified") response_.validators.last_modified = value;
    else if (name == "retry-after")
      response_.retry_after = std::clamp(std::strtod(std::string(value).c_str(), nullptr), 0.0, 86'400.0);
    else if (name == "content-type") response_.content_type = text::lower_ascii(value);
  }

  const Options& options_;
  CURL* curl_ = nullptr;
  Response response_;
  bool is_refused_ = false;
  bool is_too_large_ = false;
  std::size_t header_bytes_ = 0;
};

Fetcher::Fetcher(const Options& options, Clock clock)
    : options_(options),
      clock_(std::move(clock)),
      connection_(std::make_unique<Connection>(options_)) {}
Fetcher::~Fetcher() = default;

void Fetcher::keep_distance(const std::string& host, double delay) {
  double& next = next_visit_[host];
  const double now = clock_.now();
  if (next > now) clock_.wait(next - now);
  next = std::max(now, next) + delay;
}

Result<Response> Fetcher::request(const std::string& url, const Validators& validators, Rules rules) {
  std::string at = url;
  for (int hop = 0; hop <= options_.redirects; ++hop) {
    const auto parts = parts_of(at);
    if (!parts) return parts.error();
    double delay = options_.delay_seconds;
    if (options_.obey_robots && rules == Rules::obeyed) {
      const Robots& site = robots(at);
      if (options_.is_cancelled()) return broken_off(url);
      if (!site.allows(parts->path)) return Error{ErrorCode::unsupported, "the robots.txt of its site forbids it", url, 0};
      delay = std::max(delay, site.delay());
    }
    keep_distance(parts->origin, delay);
    if (options_.is_cancelled()) return broken_off(url);
    std::string redirect;
    auto response = connection_->get(parts->url, validators, redirect);
    if (!response) {
      Error error = response.error();
      error.file = url;
      return error;
    }
    if (response->status == 429 || response->status == 503)
      next_visit_[parts->origin] = clock_.now() + std::max(response->retry_after, delay);
    if (redirect.empty()) return response;
    at = redirect;
  }
  return Error{ErrorCode::unavailable, "it redirects too often", url, 0};
}

Result<Response> Fetcher::get(const std::string& url, const Validators& validators) {
  auto response = request(url, validators, Rules::obeyed);
  if (!response || response->status == 200 || response->is_unchanged()) return response;
  const bool is_gone = response->status == 404 || response->status == 410;
  return Error{is_gone ? ErrorCode::not_found : ErrorCode::unavailable,
               "the server answered with status " + std::to_string(response->status), url, 0};
}

const Robots& Fetcher::robots(const std::string& url) {
  const auto parts = parts_of(url);
  const std::string origin = parts ? parts->origin : std::string();
  const auto [entry, is_new] = robots_.try_emplace(origin);
  if (!is_new) return entry->second;
  const auto response = request(origin + "/robots.txt", {}, Rules::not_asked);
  // RFC 9309, 2.3.1: no file means no rules, a server in trouble means all is forbidden for now.
  if (!response) entry->second = response.error().code == ErrorCode::unsupported ? Robots::allow_all() : Robots::disallow_all();
  else if (response->status == 200) entry->second = Robots::parse(response->body, kAgent);
  else if (response->status >= 500) entry->second = Robots::disallow_all();
  return entry->second;
}

}  // namespace isnad::fetch
