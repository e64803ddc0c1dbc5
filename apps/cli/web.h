// Documents from the web, and inputs of all kinds in the order of the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "fetch/fetcher.h"
#include "isnad/ingest.h"

namespace isnad::cli {

struct WebOptions {
  bool allow_private = false;
  double delay_seconds = 1;
};
void add_web_options(CLI::App& command, WebOptions& options);

/// A fetcher on the steady clock, whose waits end when the user interrupts.
std::unique_ptr<fetch::Fetcher> make_fetcher(const WebOptions& options);

bool is_url(const std::string& path);

/// The items of what a server answered for `url`: one for a page, one for each entry of a feed.
std::vector<ingest::RawItem> items_of(const std::string& url, const Result<fetch::Response>& response,
                                      const ingest::Options& reading);
/// The same for what must be a page; `outlet` and `published` where they are known from elsewhere.
ingest::RawItem page_item(const std::string& url, const Result<fetch::Response>& response, const std::string& outlet,
                          const std::string& published);

/// Threads to analyse `paths` with: one where pages come over the network, so that each is kept before the next is asked for.
unsigned threads_for(const std::vector<std::string>& paths, unsigned wanted);

/// Files, folders and addresses, in the order given.
class Inputs {
 public:
  Inputs(std::vector<std::string> paths, const ingest::Options& reading, const WebOptions& web);
  bool next(ingest::RawItem& item);
  /// Bytes of the files; 0 when a part cannot be known.
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }

 private:
  bool start_next();

  const ingest::Options reading_;
  const WebOptions web_;
  std::deque<std::string> pending_;
  std::unique_ptr<ingest::Reader> reader_;
  std::unique_ptr<fetch::Fetcher> fetcher_;
  std::deque<ingest::RawItem> fetched_;
  std::uint64_t bytes_ = 0;
};

}  // namespace isnad::cli
