#include "queue/worker.h"

#include <fmt/format.h>

#include <algorithm>
#include <thread>

namespace isnad::queue {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds kTakeWithin{1000};
constexpr milliseconds kShortPause{50};
constexpr milliseconds kLongestPause{3000};
constexpr milliseconds kReturnAfter{2000};
constexpr milliseconds kFlushWithin{5000};
constexpr auto kDrainWithin = std::chrono::seconds(20);  // with a store that does not answer
constexpr int kMostConflicts = 50;
constexpr int kMostFruitless = 3;
constexpr int kSettledAfter = 30;  // takes that found nothing
constexpr std::size_t kBatchBytes = std::size_t{8} << 20U;

// An input in hand.
struct Job {
  Item item;
  InputKey key;
  Outcome outcome;
  std::uint64_t deliveries = 1;
  bool is_done = false;               // kept by an earlier delivery
  std::optional<Error> refused = {};  // by the store
  [[nodiscard]] const std::optional<Error>& error() const { return refused ? refused : outcome.error; }
};

std::uint64_t microseconds_since(Clock::time_point start) {
  return static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - start).count());
}

class Worker {
 public:
  Worker(Queue& queue, const WorkerOptions& options, const WorkerTools& tools, Counters& counters)
      : queue_(queue),
        options_(options),
        tools_(tools),
        counters_(counters),
        alive_every_(std::chrono::duration_cast<milliseconds>(options.patience) / 3) {}

  Result<void> run() {
    auto receiver = queue_.receiver();
    if (!receiver) return receiver.error();
    for (int idle = 0; !tools_.is_stopped();) {
      auto taken = (*receiver)->take(options_.batch, kTakeWithin);
      if (!taken) return taken.error();
      if (taken->empty()) {
        ++idle;
        if (options_.until_empty && is_empty(idle)) break;
        continue;
      }
      idle = 0;
      counters_.in_hand += taken->size();
      in_hand_ = std::move(*taken);
      last_alive_ = Clock::now();
      const auto ok = handle();
      counters_.in_hand -= in_hand_.size();
      in_hand_.clear();
      if (!ok) return queue_.flush(kFlushWithin), ok;
    }
    queue_.flush(kFlushWithin);
    return {};
  }

 private:
  // Nothing is left on the stream; or what is said to be left was given to nobody for so long, and nobody has anything in hand.
  bool is_empty(int idle) {
    const auto figures = queue_.figures();
    if (!figures || figures->in_hand > 0) return false;
    return figures->stored == 0 || idle >= kSettledAfter;
  }

  // All that is in hand: documents together, files one by one.
  Result<void> handle() {
    std::vector<std::size_t> documents;
    for (std::size_t i = 0; i < in_hand_.size(); ++i) {
      const Delivery& d = *in_hand_[i];
      if (d.deliveries() > 1) ++counters_.redelivered;
      if (d.deliveries() > options_.most_deliveries) {
        if (auto ok = bury_lost(i); !ok) return give_back(i, ok.error());
      } else if (!d.item().is_pointer) {
        documents.push_back(i);
      }
    }
    if (auto ok = handle_documents(documents); !ok) return ok;
    for (std::size_t i = 0; i < in_hand_.size(); ++i) {
      const Delivery& d = *in_hand_[i];
      if (!d.item().is_pointer || d.deliveries() > options_.most_deliveries) continue;
      if (tools_.is_stopped()) {
        return_it(i, milliseconds(0));
      } else if (auto ok = handle_file(i); !ok) {
        return ok;
      }
    }
    return {};
  }

  // It killed those who had it, or took all their time.
  Result<void> bury_lost(std::size_t i) {
    Delivery& d = *in_hand_[i];
    const Error why{ErrorCode::unavailable,
                    fmt::format("given to workers {} times without an answer: they were killed, or took longer than {} seconds",
                                d.deliveries() - 1, options_.patience.count())};
    if (auto ok = queue_.bury(d.item(), why, d.deliveries()); !ok) return ok;
    ++counters_.dead;
    d.done();
    return {};
  }

  Result<void> handle_documents(const std::vector<std::size_t>& documents) {
    std::vector<Job> jobs;
    jobs.reserve(documents.size());
    for (const std::size_t i : documents) {
      Job job;
      job.item = in_hand_[i]->item();
      job.deliveries = in_hand_[i]->deliveries();
      jobs.push_back(std::move(job));
    }
    if (auto ok = find_done(jobs); !ok) return give_back(0, ok.error());
    std::size_t analysed = 0;
    for (; analysed < jobs.size() && !tools_.is_stopped(); ++analysed) analyse(jobs[analysed]);
    for (std::size_t i = analysed; i < jobs.size(); ++i) return_it(documents[i], milliseconds(0));
    jobs.resize(analysed);
    if (auto ok = keep(jobs); !ok) {
      if (ok.error().code == ErrorCode::unavailable) return give_back(0, ok.error());
      return keep_each(jobs, documents);
    }
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      if (auto ok = answer(jobs[i]); !ok) return give_back(documents[i], ok.error());
      in_hand_[documents[i]]->done();
    }
    return {};
  }

  // One of them is what the store does not take: the others are kept. Where it takes none, time and again, it is the store.
  Result<void> keep_each(std::vector<Job>& jobs, const std::vector<std::size_t>& documents) {
    bool has_kept = false;
    Error last;
    for (std::size_t i = 0; i < jobs.size(); ++i) {
      std::vector<Job> one;
      one.push_back(std::move(jobs[i]));
      auto ok = keep(one);
      if (ok) {
        ok = answer(one.front());
        has_kept = true;
      } else if (one.front().deliveries >= options_.most_deliveries) {
        ok = queue_.bury(one.front().item, ok.error(), one.front().deliveries);
        if (ok) ++counters_.dead;
      }
      if (ok) {
        in_hand_[documents[i]]->done();
      } else {
        last = ok.error();
        tools_.say(last.to_string());
        return_it(documents[i], kReturnAfter);
      }
    }
    fruitless_ = has_kept ? 0 : fruitless_ + 1;
    return fruitless_ < kMostFruitless ? Result<void>() : Result<void>(last);
  }

  // The file that a pointer names, in pieces that are kept one after the other; those of an earlier delivery are found done.
  Result<void> handle_file(std::size_t i) {
    const Item pointer = in_hand_[i]->item();
    ingest::Reader reader({pointer.input.path}, {});
    std::vector<Job> jobs;
    std::size_t bytes = 0;
    std::int64_t place = pointer.place;
    bool has_more = true;
    while (has_more) {
      Job job;
      has_more = reader.next(job.item.input);
      if (has_more) {
        job.item.id = fmt::format("{}:{}", pointer.id, job.item.input.line);
        job.item.place = place++;
        job.item.since = pointer.since;
        job.deliveries = in_hand_[i]->deliveries();
        bytes += job.item.input.bytes.size();
        jobs.push_back(std::move(job));
      }
      if (tools_.is_stopped() && has_more) return return_it(i, milliseconds(0)), Result<void>();
      if (has_more && jobs.size() < options_.batch && bytes < kBatchBytes) continue;
      if (auto ok = find_done(jobs); !ok) return give_back(i, ok.error());
      for (Job& j : jobs) analyse(j);
      if (auto ok = keep(jobs); !ok) return give_back(i, ok.error());
      for (const Job& j : jobs) {
        if (auto ok = answer(j); !ok) return give_back(i, ok.error());
      }
      jobs.clear();
      bytes = 0;
    }
    in_hand_[i]->done();
    return {};
  }

  void analyse(Job& job) {
    say_alive();
    if (job.is_done) return;
    const auto start = Clock::now();
    job.outcome = job.item.input.error ? Outcome{std::nullopt, job.item.input.error} : tools_.analyse(job.item.input);
    counters_.analysis_microseconds += microseconds_since(start);
    counters_.bytes += job.item.input.bytes.size();
  }

  Result<void> find_done(std::vector<Job>& jobs) {
    for (Job& job : jobs) {
      job.key = tools_.key_of(job.item.input);
      job.key.place = job.item.place;
      job.key.since = job.item.since;
    }
    return on_store([&](Store& store) { return mark_done(store, jobs); });
  }

  static Result<void> mark_done(Store& store, std::vector<Job>& jobs) {
    for (Job& job : jobs) {
      const auto is_done = store.is_done(job.key);
      if (!is_done) return is_done.error();
      job.is_done = *is_done;
    }
    return {};
  }

  Result<void> keep(std::vector<Job>& jobs) {
    if (std::all_of(jobs.begin(), jobs.end(), [](const Job& j) { return j.is_done; })) return {};
    const auto start = Clock::now();
    auto ok = on_store([&](Store& store) -> Result<void> {
      // Asked anew: another worker may have kept one of them since, and that may be what an attempt failed at.
      if (auto asked = mark_done(store, jobs); !asked) return asked;
      for (Job& job : jobs) {
        if (auto put = keep_one(store, job); !put) return put;
      }
      return store.commit();
    });
    counters_.store_microseconds += microseconds_since(start);
    if (ok) ++counters_.commits;
    return ok;
  }

  Result<void> keep_one(Store& store, Job& job) const {
    job.refused.reset();
    if (job.is_done) return {};
    if (job.outcome.parcel) {
      const auto is_kept = store.put(job.key, *job.outcome.parcel, options_.lexicon_hash);
      if (!is_kept) return is_kept.error();
      if (!*is_kept) {
        job.refused = Error{ErrorCode::conflict,
                            fmt::format("another input has a different document with the id \"{}\"; give one of them another id",
                                        job.outcome.parcel->record.document.id),
                            job.key.path, job.key.line};
      }
    }
    return job.error() ? store.fail(job.key, *job.error()) : Result<void>();
  }

  // What is durable is counted, and what failed is buried.
  Result<void> answer(const Job& job) {
    if (job.is_done) return ++counters_.known, Result<void>();
    if (!job.error()) return ++counters_.kept, Result<void>();
    if (auto ok = queue_.bury(job.item, *job.error(), job.deliveries); !ok) return ok;
    ++counters_.dead;
    tools_.say(job.error()->to_string());
    return {};
  }

  // Does `body` on the store, and again where its connection broke or another was faster.
  template <class Body>
  Result<void> on_store(Body body) {
    milliseconds pause = kShortPause;
    const auto start = Clock::now();
    for (int conflicts = 0;;) {
      Result<void> ok;
      if (!store_) {
        if (auto opened = tools_.open_store()) {
          store_ = std::move(*opened);
        } else {
          ok = opened.error();
        }
      }
      if (store_) ok = body(*store_);
      if (ok) return ok;
      store_.reset();
      const ErrorCode code = ok.error().code;
      if (code != ErrorCode::unavailable && (code != ErrorCode::conflict || ++conflicts > kMostConflicts)) return ok;
      ++counters_.store_failures;
      if (tools_.is_stopped() && Clock::now() - start > kDrainWithin) return ok;
      if (code == ErrorCode::unavailable) tools_.say(ok.error().to_string() + "; trying again until it answers");
      say_alive();
      std::this_thread::sleep_for(pause);
      pause = std::min(pause * 2, kLongestPause);
    }
  }

  void say_alive() {
    if (Clock::now() - last_alive_ < alive_every_) return;
    last_alive_ = Clock::now();
    for (const auto& d : in_hand_) {
      if (d) d->alive();
    }
  }

  void return_it(std::size_t i, milliseconds delay) {
    in_hand_[i]->again(delay);
    ++counters_.returned;
  }
  // From `first` on: what was answered is no more affected.
  Result<void> give_back(std::size_t first, const Error& why) {
    for (std::size_t i = first; i < in_hand_.size(); ++i) return_it(i, kReturnAfter);
    return why;
  }

  Queue& queue_;
  const WorkerOptions& options_;
  const WorkerTools& tools_;
  Counters& counters_;
  milliseconds alive_every_;
  std::unique_ptr<Store> store_;
  std::vector<std::unique_ptr<Delivery>> in_hand_;
  Clock::time_point last_alive_ = Clock::now();
  int fruitless_ = 0;  // batches of which nothing could be kept
};

}  // namespace

Result<void> work(Queue& queue, const WorkerOptions& options, const WorkerTools& tools, Counters& counters) {
  return Worker(queue, options, tools, counters).run();
}

}  // namespace isnad::queue
