#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <deque>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <thread>

#include "ingest/feed.h"
#include "ingest/json_object.h"
#include "run.h"
#include "terminal.h"
#include "web.h"

namespace isnad::cli {
namespace {

constexpr double kLongestPause = 86'400;
constexpr std::size_t kMostPages = 500;    // of one feed in one round; the rest is for the next
constexpr std::size_t kMostSitemaps = 20;  // of an index

struct Options : RunOptions {
  WebOptions web;
  std::string list;
  bool is_once = false;
};

struct WatchedFeed {
  std::string url;
  std::string outlet;   // overrules what the feed calls itself
  double every = 1800;  // seconds
};

Result<toml::table> parse_list(const std::string& path) {
  try {
    return toml::parse_file(path);
  } catch (const toml::parse_error& e) {
    const auto line = static_cast<long>(e.source().begin.line);
    return Error{line > 0 ? ErrorCode::bad_format : ErrorCode::not_found, std::string(e.description()), path, line};
  }
}

Result<std::vector<WatchedFeed>> read_list(const std::string& path) {
  const auto parsed = parse_list(path);
  if (!parsed) return parsed.error();
  const toml::table& table = *parsed;
  const double every = table["every_minutes"].value_or(30.0) * 60;
  std::vector<WatchedFeed> out;
  if (const toml::array* feeds = table["feed"].as_array()) {
    for (const toml::node& node : *feeds) {
      const toml::table* feed = node.as_table();
      if (feed == nullptr) continue;
      WatchedFeed one;
      one.url = (*feed)["url"].value_or(std::string());
      one.outlet = (*feed)["outlet"].value_or(std::string());
      one.every = std::max(1.0, (*feed)["every_minutes"].value_or(every / 60) * 60);
      if (!is_url(one.url))
        return Error{ErrorCode::bad_format, "a [[feed]] needs url = \"https://...\"", path,
                     static_cast<long>(node.source().begin.line)};
      out.push_back(std::move(one));
    }
  }
  if (out.empty()) return Error{ErrorCode::bad_format, "it lists no [[feed]]", path, 0};
  return out;
}

// What is kept of a feed between runs.
struct FeedState {
  fetch::Validators validators;
  double next = 0;  // seconds since 1970
  int failures = 0;
};

FeedState parse_state(const std::string& note) {
  FeedState out;
  const auto json = nlohmann::json::parse(note, nullptr, false);
  if (!json.is_object()) return out;
  out.validators = {json.value("etag", ""), json.value("last_modified", "")};
  out.next = json.value("next", 0.0);
  out.failures = json.value("failures", 0);
  return out;
}

std::string write_state(const FeedState& state) {
  return nlohmann::json({{"etag", state.validators.etag},
                         {"last_modified", state.validators.last_modified},
                         {"next", state.next},
                         {"failures", state.failures}})
      .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

double now() { return static_cast<double>(std::time(nullptr)); }

// Gives the new articles of the feeds whose time has come.
class Watch {
 public:
  Watch(Store& store, const Options& options, std::vector<WatchedFeed> feeds)
      : store_(store),
        options_(options),
        feeds_(std::move(feeds)),
        fetcher_(make_fetcher(options.web)) {}

  bool next(ingest::RawItem& item) {
    while (!is_interrupted()) {
      if (!entries_.empty()) {
        Entry entry = std::move(entries_.front());
        entries_.pop_front();
        if (take(entry, item)) return true;
      } else if (at_ < feeds_.size()) {
        poll(feeds_[at_++]);
      } else {
        return false;
      }
    }
    return false;
  }

  // What robots.txt said is asked again.
  void start_round() {
    at_ = 0;
    fetcher_ = make_fetcher(options_.web);
  }

  // What is known of the feeds is kept only when their pages are: a run that was killed asks for all of them again.
  Result<void> end_round() {
    for (const auto& [url, state] : polled_) {
      if (auto kept = store_.set_note("feed:" + url, write_state(state)); !kept) return kept;
    }
    polled_.clear();
    return store_.commit();
  }

  /// Seconds until the next feed is due.
  [[nodiscard]] double pause() const {
    double next = now() + kLongestPause;
    for (const WatchedFeed& feed : feeds_) next = std::min(next, state_of(feed).next);
    return std::max(1.0, next - now());
  }

 private:
  [[nodiscard]] FeedState state_of(const WatchedFeed& feed) const {
    const auto note = store_.note("feed:" + feed.url);
    return parse_state(note ? *note : std::string());
  }

  [[nodiscard]] bool is_new(const std::string& url) const {
    const auto is_known = store_.has_input(url);
    return is_known && !*is_known;
  }

  struct Entry {
    ingest::FeedEntry entry;
    const WatchedFeed* feed = nullptr;
    std::string feed_title;
    bool is_dated = false;  // `published` is that of the article
  };

  void poll(const WatchedFeed& feed) {
    FeedState state = state_of(feed);
    if (state.next > now() && !options_.is_once) return;
    const auto response = fetcher_->get(feed.url, state.validators);
    if (!response && is_interrupted()) return;
    room_ = kMostPages;
    const bool is_fine = response && (response->is_unchanged() || take_feed(feed, feed.url, response->body, 0));
    if (!response) complain(response.error());
    state.failures = is_fine ? 0 : std::min(state.failures + 1, 20);
    if (is_fine && !response->is_unchanged()) state.validators = room_ > 0 ? response->validators : fetch::Validators();
    // Twice as long after each failure.
    double wait = feed.every;
    for (int i = 0; i < state.failures && wait < kLongestPause; ++i) wait *= 2;
    state.next = now() + std::min(wait, kLongestPause);
    polled_.emplace_back(feed.url, state);
  }

  // Sitemaps may lead to sitemaps, one level down.
  bool take_feed(const WatchedFeed& watched, const std::string& url, const std::string& body, int depth) {
    const auto feed = ingest::parse_feed(body);
    if (!feed) {
      Error error = feed.error();
      error.file = url;
      complain(error);
      return false;
    }
    if (feed->is_sitemap_index) return depth == 0 && take_sitemaps(watched, *feed);
    for (const ingest::FeedEntry& entry : feed->entries) {
      if (room_ == 0 || !is_url(entry.url) || !is_new(entry.url) || !queued_.insert(entry.url).second) continue;
      entries_.push_back({entry, &watched, feed->title, !feed->is_sitemap});
      --room_;
    }
    return true;
  }

  bool take_sitemaps(const WatchedFeed& watched, const ingest::Feed& index) {
    bool is_fine = true;
    for (std::size_t i = 0; i < std::min(index.entries.size(), kMostSitemaps) && !is_interrupted(); ++i) {
      const std::string& url = index.entries[i].url;
      const auto response = fetcher_->get(url);
      if (!response) complain(response.error());
      is_fine = response && take_feed(watched, url, response->body, 1) && is_fine;
    }
    return is_fine;
  }

  // The page of an entry; what the feed itself says of it where the page may not be fetched. False when it was broken off.
  bool take(const Entry& entry, ingest::RawItem& item) {
    const std::string& url = entry.entry.url;
    const std::string& published = entry.is_dated ? entry.entry.published : std::string();
    const auto response = fetcher_->get(url);
    if (!response && is_interrupted()) return false;
    const bool is_forbidden = !response && response.error().code == ErrorCode::unsupported;
    if (!is_forbidden || entry.entry.html.empty()) {
      item = page_item(url, response, entry.feed->outlet, published);
      return true;
    }
    item = ingest::RawItem();
    item.path = url;
    item.kind = ingest::InputKind::json_lines;
    item.is_last = true;
    item.bytes = ingest::json_object({{"url", url},
                                      {"outlet", entry.feed->outlet.empty() ? entry.feed_title : entry.feed->outlet},
                                      {"published", published},
                                      {"title", entry.entry.title},
                                      {"html", entry.entry.html}});
    return true;
  }

  Store& store_;
  const Options& options_;
  std::vector<WatchedFeed> feeds_;
  std::unique_ptr<fetch::Fetcher> fetcher_;
  std::size_t at_ = 0;
  std::deque<Entry> entries_;
  std::set<std::string> queued_;
  std::size_t room_ = 0;  // pages that the feed under way may still add
  std::vector<std::pair<std::string, FeedState>> polled_;
};

int watch(const Options& options) {
  auto feeds = read_list(options.list);
  if (!feeds) return complain(feeds.error()), kPartial;
  auto store = Store::open(options.database, StoreAccess::write);
  if (!store) return complain(store.error()), kPartial;
  const auto engine = open_engine(options, store->get());
  if (!engine) return kPartial;
  catch_interrupts();
  Watch watch(**store, options, std::move(*feeds));
  while (true) {
    const RunCounts counts = run_analysis(
        *engine, **store, options, [&](ingest::RawItem& item) { return watch.next(item); }, 0);
    if (!counts.has_store_failed && !counts.is_interrupted) {
      if (const auto kept = watch.end_round(); !kept) return complain(kept.error()), kPartial;
    }
    if (options.is_once || counts.has_store_failed) return finish_run(**store, counts, options, options.is_json);
    if (counts.analysed > 0) fmt::print("{} new, {} failed\n", counted(counts.analysed, "document", "documents"), counts.failed);
    std::fflush(stdout);
    const auto until = std::chrono::steady_clock::now() + std::chrono::duration<double>(watch.pause());
    while (!is_interrupted() && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    if (is_interrupted()) return kOk;
    watch.start_round();
  }
}

}  // namespace

void add_watch(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("watch", "Follow feeds and sitemaps and analyse what is new in them");
  auto options = std::make_shared<Options>();
  options->threads = 1;  // the network is slower: each page is kept before the next is asked for
  command->add_option("list", options->list, "TOML file that lists the feeds")->required()->type_name("FEEDS.toml");
  add_web_options(*command, options->web);
  add_store_options(*command, *options);
  add_engine_options(*command, *options);
  command->add_flag("--once", options->is_once, "Ask every feed once, now, and end");
  command->add_flag("--json", options->is_json, "With --once: print the summary as JSON");
  command->footer(
      "A list:\n"
      "  every_minutes = 30\n"
      "  [[feed]]\n"
      "  url = \"https://example.org/rss.xml\"\n"
      "  outlet = \"Example\"          # optional\n\n"
      "Examples:\n  isnad watch feeds.toml\n  isnad watch feeds.toml --once --db syria.db\n\n"
      "Pages are fetched as robots.txt allows, one host at a time; a feed that fails is asked half as often each time. What a\n"
      "page gave once is not fetched again; isnad retry tries pages that failed.");
  command->callback([&status, options] { status = watch(*options); });
}

}  // namespace isnad::cli
