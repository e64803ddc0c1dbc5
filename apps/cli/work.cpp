// A worker process: documents from a queue to a store.
#include <fmt/format.h>

#include <atomic>
#include <cstdio>
#include <memory>
#include <thread>

#include "../server/metrics.h"
#include "analyst.h"
#include "progress.h"
#include "queues.h"
#include "run.h"
#include "terminal.h"

namespace isnad::cli {
namespace {

struct Options : EngineOptions, StoreOptions {
  queue::Address address;
  queue::WorkerOptions worker;
  std::string metrics;
};

double seconds_of(const std::atomic<std::uint64_t>& microseconds) { return static_cast<double>(microseconds.load()) / 1e6; }

std::string metrics_text(const queue::Counters& c, queue::Queue& queue) {
  std::string out;
  const auto add = [&](std::string_view name, std::string_view type, std::string_view help, auto value) {
    out += fmt::format("# HELP isnad_{0} {1}\n# TYPE isnad_{0} {2}\nisnad_{0} {3}\n", name, help, type, value);
  };
  add("documents_kept_total", "counter", "Documents analysed and committed.", c.kept.load());
  add("documents_known_total", "counter", "Documents that an earlier delivery had committed.", c.known.load());
  add("documents_dead_total", "counter", "Documents put among the dead letters.", c.dead.load());
  add("deliveries_returned_total", "counter", "Deliveries given back for another worker.", c.returned.load());
  add("deliveries_repeated_total", "counter", "Deliveries that were not the first of their document.", c.redelivered.load());
  add("bytes_analysed_total", "counter", "Bytes of input analysed.", c.bytes.load());
  add("commits_total", "counter", "Transactions committed.", c.commits.load());
  add("store_failures_total", "counter", "Attempts at the store that failed and were repeated.", c.store_failures.load());
  add("analysis_seconds_total", "counter", "Time spent on analysis.", seconds_of(c.analysis_microseconds));
  add("store_seconds_total", "counter", "Time spent on writing, waiting for the store included.",
      seconds_of(c.store_microseconds));
  add("documents_in_hand", "gauge", "Documents taken and not yet answered by this process.", c.in_hand.load());
  if (const auto figures = queue.figures()) {
    add("queue_waiting", "gauge", "Documents on the queue that no worker has.", figures->waiting);
    add("queue_in_hand", "gauge", "Documents that all workers have in hand.", figures->in_hand);
    add("queue_dead", "gauge", "Dead letters.", figures->dead);
    add("queue_bytes", "gauge", "Size of the queue.", figures->bytes);
  }
  return out;
}

// Runs the workers of this process, one on each thread.
class Workers {
 public:
  Workers(const Options& options, const Engine& engine, queue::Queue& queue, queue::Counters& counters)
      : options_(options),
        engine_(engine),
        queue_(queue),
        counters_(counters) {}

  bool run() {
    std::vector<std::thread> threads;
    for (unsigned i = 1; i < options_.threads; ++i) threads.emplace_back([this] { work(); });
    work();
    for (std::thread& t : threads) t.join();
    return !has_failed_;
  }

 private:
  void work() {
    Analyst analyst(engine_, options_);
    const InputKeys key_of(engine_, options_);
    queue::WorkerTools tools;
    tools.analyse = [&](const ingest::RawItem& item) { return analyst(item); };
    tools.key_of = key_of;
    tools.open_store = [&] { return Store::open(options_.database, StoreAccess::share); };
    tools.is_stopped = [&] { return is_interrupted() || has_failed_; };
    tools.say = [&](const std::string& sentence) { notices_(sentence); };
    const auto done = queue::work(queue_, options_.worker, tools, counters_);
    if (done || has_failed_.exchange(true)) return;
    complain(done.error());
  }

  const Options& options_;
  const Engine& engine_;
  queue::Queue& queue_;
  queue::Counters& counters_;
  Notices notices_;
  std::atomic<bool> has_failed_{false};
};

int work(Options& options) {
  catch_interrupts();
  const Progress time(0);
  const auto queue = open_queue(options.address);
  if (!queue) return kPartial;
  const auto figures = queue->figures();
  if (!figures) return complain(figures.error()), kPartial;
  auto store = Store::open(options.database, StoreAccess::share);
  if (!store) return complain(store.error()), store.error().code == ErrorCode::usage ? kUsage : kPartial;
  const auto engine = open_engine(options, store->get());
  store->reset();
  if (!engine) return kPartial;
  options.worker.patience = figures->patience;
  options.worker.lexicon_hash = engine->lexicon_hash();
  queue::Counters counters;
  std::unique_ptr<server::MetricsServer> metrics;
  if (!options.metrics.empty()) {
    auto started = server::MetricsServer::start(options.metrics, [&] { return metrics_text(counters, *queue); });
    if (!started) return complain(started.error()), started.error().code == ErrorCode::usage ? kUsage : kPartial;
    metrics = std::move(*started);
    std::fputs(fmt::format("isnad: metrics at port {}\n", metrics->port()).c_str(), stderr);
  }
  const bool is_ok = Workers(options, *engine, *queue, counters).run();
  fmt::print("kept {}", counted(counters.kept, "document", "documents"));
  if (counters.known > 0) fmt::print(" {} {} known", kDot, grouped(counters.known));
  if (counters.dead > 0) fmt::print(" {} {}", kDot, counted(counters.dead, "dead letter", "dead letters"));
  if (counters.returned > 0) fmt::print(" {} {} given back", kDot, grouped(counters.returned));
  fmt::print(" {} {:.1f} s\n", kDot, time.seconds());
  return is_ok ? kOk : kPartial;
}

}  // namespace

void add_work(CLI::App& app, int& status) {
  auto* command = app.add_subcommand("work", "Take documents from a work queue, analyse them and keep them in PostgreSQL");
  auto options = std::make_shared<Options>();
  add_queue_options(*command, options->address);
  command->add_option("--db", options->database, "Store in PostgreSQL: postgresql://...")->required()->type_name("ADDRESS");
  add_thread_options(*command, *options);
  add_engine_options(*command, *options);
  command->add_option("--batch", options->worker.batch, "Documents of a transaction, at most")
      ->check(CLI::Range(1, 4096))
      ->type_name("N")
      ->capture_default_str();
  command
      ->add_option("--deliveries", options->worker.most_deliveries,
                   "How often a document is given to workers before it goes to the dead letters")
      ->check(CLI::Range(1, 1000))
      ->type_name("N")
      ->capture_default_str();
  command->add_flag("--until-empty", options->worker.until_empty, "End when nothing waits and no worker has anything in hand");
  command->add_option("--metrics", options->metrics, "Serve figures for Prometheus at HOST:PORT/metrics")->type_name("HOST:PORT");
  command->footer(
      "Examples:\n"
      "  isnad work --queue nats://localhost:4222 --db postgresql://isnad@db/news\n"
      "  isnad work --queue nats://a:4222,b:4222,c:4222 --db postgresql://isnad@db/news --metrics 127.0.0.1:9600\n"
      "  isnad work --queue nats://localhost:4222 --db postgresql:///news --until-empty && isnad link --db postgresql:///news\n\n"
      "Any number of workers on any machines share a queue and a store; give all the same lexicon and options. Ctrl-C or SIGTERM "
      "ends\n"
      "one after what it has analysed is kept; the rest, and all that a killed one had, goes to others. Servers that go and come "
      "back\n"
      "are waited for. Stories and copies are found by isnad link, once or now and then.\n"
      "Exit status: 0, 1 when it cannot go on, 2 for a wrong command line.");
  command->callback([&status, options] { status = work(*options); });
}

}  // namespace isnad::cli
