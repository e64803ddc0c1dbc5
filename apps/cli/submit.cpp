// Documents onto a work queue, for isnad work on any machine.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "commands.h"
#include "progress.h"
#include "queues.h"
#include "run.h"
#include "terminal.h"
#include "text/sha256.h"
#include "web.h"

namespace isnad::cli {
namespace {

struct Options {
  std::vector<std::string> paths;
  queue::Address address;
  queue::Layout layout;
  std::uint64_t most_bytes = queue::kQueueBytes;
  WebOptions web;
  long patience = 60;
  bool has_pointers = false;
  bool is_again = false;
  bool is_json = false;
};

std::int64_t microseconds_now() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

class Submission {
 public:
  Submission(const Options& options, queue::Sender& sender)
      : options_(options),
        sender_(sender),
        inputs_(options.paths, {}, options.web),
        progress_(inputs_.bytes()),
        wait_{[] { return is_interrupted(); },
              [this](const std::string& why) {
                progress_.clear();
                notices_(why);
              }} {}

  int run() {
    bool is_sent = true;
    for (ingest::RawItem item; is_sent && !is_interrupted() && inputs_.next(item); item = {}) is_sent = take(std::move(item));
    if (is_sent) is_sent = keep(sender_.finish(wait_));
    progress_.clear();
    print();
    return is_sent && failed_ == 0 && !is_interrupted() ? kOk : kPartial;
  }

 private:
  bool take(ingest::RawItem item) {
    const std::size_t bytes = item.bytes.size();
    const bool has_error = item.error.has_value();
    if (has_error) note_failure(*item.error);
    const bool is_sent = options_.has_pointers ? point_to(item) : has_error || send(std::move(item));
    progress_.step(bytes, has_error);
    return is_sent;
  }

  bool send(ingest::RawItem item) {
    queue::Item out;
    out.id = item.input_hash();
    out.place = next_place();
    item.is_last = false;
    out.input = std::move(item);
    return put(std::move(out));
  }

  // One message for a file, once it is read: its id says what the file held.
  bool point_to(const ingest::RawItem& item) {
    const std::int64_t place = next_place();
    if (first_place_ == 0) first_place_ = place;
    contents_ += item.input_hash();
    if (!item.is_last) return true;
    queue::Item out;
    out.is_pointer = true;
    out.place = first_place_;
    out.input.path = std::filesystem::absolute(item.path).lexically_normal().string();
    out.id = text::sha256_hex(out.input.path + '\n' + contents_);
    first_place_ = 0;
    contents_.clear();
    return item.error && item.line == 0 ? true : put(std::move(out));
  }

  bool put(queue::Item item) {
    item.since = since_;
    if (options_.is_again) item.id += fmt::format(" {}", since_);
    const auto sent = sender_.send(std::move(item), wait_);
    if (!sent && sent.error().code == ErrorCode::too_large) return note_failure(sent.error()), true;
    return keep(sent);
  }

  bool keep(const Result<void>& done) {
    if (done) return true;
    progress_.clear();
    complain(done.error());
    return false;
  }

  void note_failure(const Error& error) {
    ++failed_;
    progress_.clear();
    complain(error);
  }

  // Later than all before, on this machine.
  std::int64_t next_place() { return place_ = std::max(place_ + 1, microseconds_now()); }

  void print() const {
    if (options_.is_json) {
      fmt::print("{{\"queued\":{},\"known\":{},\"failed\":{}}}\n", sender_.queued(), sender_.known(), failed_);
      return;
    }
    const auto [one, many] = options_.has_pointers ? std::pair("file", "files") : std::pair("document", "documents");
    fmt::print("queued {}", counted(sender_.queued(), one, many));
    if (sender_.known() > 0) fmt::print(" {} {} queued before", kDot, grouped(sender_.known()));
    if (failed_ > 0) fmt::print(" {} {} failed", kDot, grouped(failed_));
    fmt::print(" {} {:.1f} s\n", kDot, progress_.seconds());
  }

  const Options& options_;
  queue::Sender& sender_;
  Inputs inputs_;
  Progress progress_;
  Notices notices_;
  queue::Wait wait_;
  std::int64_t since_ = microseconds_now();
  std::int64_t place_ = since_ - 1;
  std::int64_t first_place_ = 0;  // of the file at hand
  std::string contents_;          // hashes of its items
  std::uint64_t failed_ = 0;
};

int submit(Options& options) {
  options.layout.patience = std::chrono::seconds(options.patience);
  if (options.has_pointers &&
      std::any_of(options.paths.begin(), options.paths.end(), [](const std::string& p) { return p == "-" || is_url(p); }))
    return complain({ErrorCode::usage, "--pointers names files; give no address and no standard input with it"}), kUsage;
  const auto queue = open_queue(options.address);
  if (!queue) return kPartial;
  if (auto made = queue->make(options.layout); !made) return complain(made.error()), kPartial;
  const auto sender = queue->sender(options.most_bytes);
  if (!sender) return complain(sender.error()), kPartial;
  catch_interrupts();
  return Submission(options, **sender).run();
}

}  // namespace

void add_submit(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("submit", "Put documents on a work queue, which isnad work takes them from");
  auto options = std::make_shared<Options>();
  command->add_option("paths", options->paths, "Files, folders, addresses, or - for JSONL on standard input")
      ->required()
      ->type_name("PATH");
  add_queue_options(*command, options->address);
  command->add_flag("--pointers", options->has_pointers,
                    "Queue the names of files, not documents: for workers that read the same paths");
  command->add_flag("--again", options->is_again, "Queue also what was queued within the last ten minutes");
  command->add_option("--replicas", options->layout.replicas, "Servers that keep each message, when the queue is made: 1, 3 or 5")
      ->check(CLI::IsMember({1, 3, 5}))
      ->type_name("N")
      ->capture_default_str();
  command->add_option("--queue-size", options->most_bytes, "Bytes that may stand on the queue: what is more waits here")
      ->transform(CLI::AsSizeValue(false))
      ->type_name("BYTES")
      ->capture_default_str();
  command
      ->add_option("--patience", options->patience,
                   "Seconds after which what a silent worker has goes to another, when the queue is made")
      ->check(CLI::Range(1, 86400))
      ->type_name("S")
      ->capture_default_str();
  add_web_options(*command, options->web);
  command->add_flag("--json", options->is_json, "Print the counts as JSON");
  command->footer(
      "Examples:\n"
      "  isnad submit archive/ --queue nats://localhost:4222\n"
      "  isnad submit news.jsonl.xz --queue nats://a:4222,b:4222,c:4222 --replicas 3 --queue-size 20G\n"
      "  isnad submit /shared/crawl --pointers --queue nats://a:4222\n\n"
      "Each document is acknowledged by the servers before this ends; a stopped or killed run may be given again, and what was "
      "queued\n"
      "within ten minutes is not queued twice (what is analysed already, workers pass over at any time). Where the queue is "
      "full,\n"
      "submit waits until workers have taken from it.\n"
      "Exit status: 0, 1 when something could not be read or sent, 2 for a wrong command line.");
  command->callback([&status, options] { status = submit(*options); });
}

}  // namespace isnad::cli
