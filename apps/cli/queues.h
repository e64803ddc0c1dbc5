// What the verbs of a queue share.
#pragma once

#include <CLI/CLI.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>

#include "queue/queue.h"

namespace isnad::cli {

void add_queue_options(CLI::App& command, queue::Address& address);

/// Opens the queue, or says on standard error why it cannot.
std::unique_ptr<queue::Queue> open_queue(const queue::Address& address);

/// Says what waits, once in a while: the same sentence is not repeated within ten seconds.
class Notices {
 public:
  void operator()(const std::string& sentence);

 private:
  std::mutex mutex_;
  std::string last_;
  std::chrono::steady_clock::time_point when_;
};

}  // namespace isnad::cli
