// Work on a stream with several threads that come out in the order they went in.
//
//   run_ordered<Item, Outcome>(threads, read, make_worker, write);
//
// The calling thread reads items and writes outcomes; `threads` workers turn the one into the other. Outcomes are written
// in the order of the items, whatever the number of threads. Memory is bounded: at most a few batches per thread are
// under way, and no more is read while their items hold over kMaxBytesUnderWay. With one thread everything runs on the
// calling thread. The functions given must not throw.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace isnad::engine {

inline constexpr std::size_t kMaxBytesUnderWay = 64U << 20U;
inline constexpr std::size_t kBatchItems = 32;
inline constexpr std::size_t kBatchBytes = 256U << 10U;

template <class In, class Out>
struct OrderedJob {
  /// Fills the next item; false at the end of the stream.
  std::function<bool(In&)> read;
  /// Bytes that an item holds, for the bound on memory.
  std::function<std::size_t(const In&)> size;
  /// Called once per thread; what it returns is used by that thread only. `Out` is fresh for each item.
  std::function<std::function<void(In&, Out&)>()> make_worker;
  /// Takes an outcome; false stops the run: what is read but not written is dropped.
  std::function<bool(In&, Out&)> write;
};

template <class In, class Out>
class OrderedRun {
 public:
  explicit OrderedRun(const OrderedJob<In, Out>& job) : job_(job) {}

  void run(unsigned threads) {
    if (threads <= 1) return run_here();
    for (unsigned t = 0; t < threads; ++t) workers_.emplace_back([this] { work(); });
    feed(static_cast<std::size_t>(threads) * 3 + 1);
    {
      const std::lock_guard lock(mutex_);
      is_closed_ = true;
    }
    has_work_.notify_all();
    for (std::thread& t : workers_) t.join();
  }

 private:
  struct Batch {
    std::vector<In> items;
    std::vector<Out> outs;
    std::size_t bytes = 0;
    bool is_done = false;
  };

  void run_here() {
    auto worker = job_.make_worker();
    In item{};
    while (job_.read(item)) {
      Out out{};
      worker(item, out);
      if (!job_.write(item, out)) return;
      item = In{};
    }
  }

  // Reads ahead up to `limit` batches, then writes the oldest as soon as it is done. Batches stay in `under_way_`, where
  // workers find them, until they are written; a deque keeps their places when it grows.
  void feed(std::size_t limit) {
    bool has_more = true;
    std::size_t bytes = 0;
    while (has_more || !under_way_.empty()) {
      while (has_more && under_way_.size() < limit && (bytes < kMaxBytesUnderWay || under_way_.empty())) {
        Batch batch;
        has_more = fill(batch);
        if (batch.items.empty()) break;
        bytes += batch.bytes;
        const std::lock_guard lock(mutex_);
        queue_.push_back(&under_way_.emplace_back(std::move(batch)));
        has_work_.notify_one();
      }
      if (under_way_.empty()) return;
      Batch& oldest = under_way_.front();
      {
        std::unique_lock lock(mutex_);
        is_done_.wait(lock, [&] { return oldest.is_done; });
      }
      for (std::size_t i = 0; i < oldest.items.size(); ++i) {
        if (!job_.write(oldest.items[i], oldest.outs[i])) return abandon();
      }
      bytes -= oldest.bytes;
      under_way_.pop_front();
    }
  }

  bool fill(Batch& batch) {
    while (batch.items.size() < kBatchItems && batch.bytes < kBatchBytes) {
      In item{};
      if (!job_.read(item)) return false;
      batch.bytes += job_.size(item);
      batch.items.push_back(std::move(item));
    }
    return true;
  }

  void abandon() {
    const std::lock_guard lock(mutex_);
    queue_.clear();
  }

  void work() {
    auto worker = job_.make_worker();
    while (true) {
      Batch* batch = nullptr;
      {
        std::unique_lock lock(mutex_);
        has_work_.wait(lock, [&] { return is_closed_ || !queue_.empty(); });
        if (queue_.empty()) return;
        batch = queue_.front();
        queue_.pop_front();
      }
      batch->outs.resize(batch->items.size());
      for (std::size_t i = 0; i < batch->items.size(); ++i) worker(batch->items[i], batch->outs[i]);
      {
        const std::lock_guard lock(mutex_);
        batch->is_done = true;
      }
      is_done_.notify_one();
    }
  }

  const OrderedJob<In, Out>& job_;
  std::deque<Batch> under_way_;
  std::deque<Batch*> queue_;
  std::mutex mutex_;
  std::condition_variable has_work_;
  std::condition_variable is_done_;
  bool is_closed_ = false;
  std::vector<std::thread> workers_;
};

template <class In, class Out>
void run_ordered(unsigned threads, const OrderedJob<In, Out>& job) {
  OrderedRun<In, Out>(job).run(threads);
}

}  // namespace isnad::engine
