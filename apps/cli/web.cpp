#include "web.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "ingest/feed.h"
#include "ingest/item_source.h"
#include "ingest/served_page.h"
#include "run.h"

namespace isnad::cli {
namespace {

bool is_feed(const fetch::Response& response) {
  const std::string& type = response.content_type;
  if (type.find("html") != std::string::npos) return false;
  const std::string_view head = std::string_view(response.body).substr(0, 512);
  return type.find("xml") != std::string::npos || type.find("rss") != std::string::npos ||
         head.find("<rss") != std::string_view::npos || head.find("<feed") != std::string_view::npos;
}

void wait(double seconds) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(seconds);
  while (!is_interrupted() && std::chrono::steady_clock::now() < until)
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
}

}  // namespace

void add_web_options(CLI::App& command, WebOptions& options) {
  command.add_flag("--allow-private", options.allow_private, "Fetch also from private and local addresses");
  command.add_option("--delay", options.delay_seconds, "Seconds between two requests to one host")
      ->check(CLI::Range(0.0, 3600.0))
      ->capture_default_str()
      ->type_name("SECONDS");
}

std::unique_ptr<fetch::Fetcher> make_fetcher(const WebOptions& options) {
  fetch::Options fetching;
  if (options.allow_private) fetching.may_connect = [](const sockaddr&) { return true; };
  fetching.is_cancelled = is_interrupted;
  fetching.delay_seconds = options.delay_seconds;
  fetch::Clock clock;
  clock.now = [] { return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count(); };
  clock.wait = wait;
  return std::make_unique<fetch::Fetcher>(fetching, std::move(clock));
}

bool is_url(const std::string& path) { return path.starts_with("http://") || path.starts_with("https://"); }

std::vector<ingest::RawItem> items_of(const std::string& url, const Result<fetch::Response>& response,
                                      const ingest::Options& reading) {
  if (!response || !is_feed(*response)) return {page_item(url, response, {}, {})};
  std::vector<ingest::RawItem> out;
  const auto items = ingest::open_items(ingest::Format::xml, ingest::memory_source(response->body), reading);
  for (ingest::RawItem item; items->next(item); item = {}) {
    item.path = url;
    if (item.error) item.error->file = url;
    out.push_back(std::move(item));
  }
  if (!out.empty()) out.back().is_last = true;
  return out;
}

ingest::RawItem page_item(const std::string& url, const Result<fetch::Response>& response, const std::string& outlet,
                          const std::string& published) {
  ingest::RawItem item;
  item.path = url;
  item.kind = ingest::InputKind::json_lines;
  item.is_last = true;
  if (!response) {
    item.error = response.error();
    return item;
  }
  ingest::ServedPage page;
  page.content_type = response->content_type;
  if (page.content_type.empty()) page.content_type = "text/html";
  page.bytes = response->body;
  page.url = response->url;
  page.outlet = outlet;
  page.published = published;
  auto line = ingest::page_line(page);
  if (line) {
    item.bytes = std::move(*line);
  } else {
    item.error = line.error();
    item.error->file = url;
  }
  return item;
}

unsigned threads_for(const std::vector<std::string>& paths, unsigned wanted) {
  return std::any_of(paths.begin(), paths.end(), is_url) ? 1 : wanted;
}

Inputs::Inputs(std::vector<std::string> paths, const ingest::Options& reading, const WebOptions& web)
    : reading_(reading),
      web_(web),
      pending_(paths.begin(), paths.end()) {
  if (std::none_of(paths.begin(), paths.end(), is_url)) bytes_ = ingest::input_bytes(paths);
}

bool Inputs::next(ingest::RawItem& item) {
  while (true) {
    if (!fetched_.empty()) {
      item = std::move(fetched_.front());
      fetched_.pop_front();
      return true;
    }
    if (reader_ != nullptr && reader_->next(item)) return true;
    reader_.reset();
    if (!start_next()) return false;
  }
}

// Starts on the next address, or on all files up to it.
bool Inputs::start_next() {
  if (pending_.empty() || is_interrupted()) return false;
  if (is_url(pending_.front())) {
    if (fetcher_ == nullptr) fetcher_ = make_fetcher(web_);
    const auto response = fetcher_->get(pending_.front());
    if (!response && is_interrupted()) return false;
    for (ingest::RawItem& item : items_of(pending_.front(), response, reading_)) fetched_.push_back(std::move(item));
    pending_.pop_front();
    return true;
  }
  const auto end = std::find_if(pending_.begin(), pending_.end(), is_url);
  reader_ = std::make_unique<ingest::Reader>(std::vector<std::string>(pending_.begin(), end), reading_);
  pending_.erase(pending_.begin(), end);
  return true;
}

}  // namespace isnad::cli
