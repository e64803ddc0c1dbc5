// A queue of documents that any number of processes on any machines take from: a work queue of NATS JetStream.
//
//   auto queue = isnad::queue::Queue::open({"nats://localhost:4222"});
//   (*queue)->make({});
//   auto sender = (*queue)->sender();
//   (*sender)->send(std::move(item), wait);
//   (*sender)->finish(wait);
//
// Delivery is at least once: what was taken and not answered within Figures::patience is given to another. What cannot be
// analysed stands in a second stream, the dead letters, with its reason, and is lost nowhere. docs/formats/queue.md has the
// streams, subjects and headers. A Queue may be used by several threads; a Sender, Receiver or Delivery belongs to one. Errors:
// unavailable (no server, no answer), not_found (no such stream), unreadable (they refuse, or a
// file of credentials or certificates is none), unsupported (built without the NATS client).
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "isnad/ingest.h"
#include "isnad/result.h"

namespace isnad::queue {

struct Address {
  std::string servers;           ///< nats://host:port[,host:port...], or tls://; perhaps with user:password@ or token@
  std::string stream = "ISNAD";  ///< name of the stream; its subjects begin with it
  std::string credentials;       ///< file of a user's JWT and seed, as nsc writes it
  std::string authority;         ///< file of certificates that sign those of the servers, beside the system's
  std::string certificate, key;  ///< files of the client's own certificate, where servers ask for one
  std::string expected_name;     ///< that the servers' certificates must bear
};
/// The servers as they may be shown: without user and password.
std::string shown_servers(const std::string& servers);

/// What is settled when a queue is made.
struct Layout {
  int replicas = 1;
  std::chrono::seconds patience{60};  ///< with a worker that says nothing
};

/// What stands in a queue: a document, or the name of a file that each worker can read.
struct Item {
  ingest::RawItem input;  ///< without bytes where it is a pointer
  bool is_pointer = false;
  std::string id;                     ///< of the same id, one is queued within ten minutes
  std::int64_t place = 0, since = 0;  ///< InputKey
};

/// After a change of leader servers may count too few or too many as waiting for a while, and too many as stored for good.
struct Figures {
  std::uint64_t waiting = 0, in_hand = 0, redelivered = 0, dead = 0;
  std::uint64_t stored = 0;  ///< on the stream: what waits and what is in hand, perhaps also what is answered
  std::uint64_t bytes = 0;
  int replicas = 0;
  std::chrono::seconds patience{0};
};

inline constexpr std::uint64_t kQueueBytes = std::uint64_t{1} << 30U;

/// What a sender does while it cannot go on.
struct Wait {
  std::function<bool()> is_stopped;             ///< asked a few times a second
  std::function<void(const std::string&)> say;  ///< told once why it waits
};

class Sender {
 public:
  virtual ~Sender() = default;
  /// Sends `item` and goes on while at most a few hundred are unanswered; waits where as much stands on the queue as may, or no
  /// server answers.
  /// Errors: too_large (the item alone is refused, the sender goes on); conflict (stopped while it waited).
  virtual Result<void> send(Item item, const Wait& wait) = 0;
  /// Waits for all answers.
  virtual Result<void> finish(const Wait& wait) = 0;
  [[nodiscard]] virtual std::uint64_t queued() const = 0;  ///< answered so far: new ones
  [[nodiscard]] virtual std::uint64_t known() const = 0;   ///< those that stood there already
};

/// A dead letter.
struct Dead {
  std::uint64_t number = 0;
  Item item;
  ErrorCode code = ErrorCode::bad_format;
  std::string reason;
  std::uint64_t deliveries = 0;
};

/// An item in a worker's hand. One that goes without an answer is given to another after a while.
class Delivery {
 public:
  virtual ~Delivery() = default;
  [[nodiscard]] virtual const Item& item() const = 0;
  [[nodiscard]] virtual std::uint64_t deliveries() const = 0;  ///< how often it was given to a worker, this time included
  virtual void done() = 0;                                     ///< takes it off the queue
  virtual void alive() = 0;                                    ///< says that it is still being worked on
  virtual void again(std::chrono::milliseconds delay) = 0;     ///< gives it to another, later
};

class Receiver {
 public:
  virtual ~Receiver() = default;
  /// At most `limit` items; waits up to `wait` for the first. None where no server answers: it is asked again the next time.
  virtual Result<std::vector<std::unique_ptr<Delivery>>> take(std::size_t limit, std::chrono::milliseconds wait) = 0;
};

class Queue {
 public:
  virtual ~Queue() = default;
  static Result<std::unique_ptr<Queue>> open(const Address& address);

  /// Makes the streams where they are missing; those that are there stay as they are.
  virtual Result<void> make(const Layout& layout) = 0;
  /// A sender that waits while more than `most_bytes` stand on the queue; several at a time may exceed it by 4 MB each.
  virtual Result<std::unique_ptr<Sender>> sender(std::uint64_t most_bytes = kQueueBytes) = 0;
  virtual Result<std::unique_ptr<Receiver>> receiver() = 0;
  virtual Result<Figures> figures() = 0;
  /// Puts `item` among the dead letters. Durable on return.
  virtual Result<void> bury(const Item& item, const Error& why, std::uint64_t deliveries) = 0;
  /// At most `limit` dead letters, the oldest first.
  virtual Result<std::vector<Dead>> dead(std::size_t limit) = 0;
  /// Puts a dead letter back on the queue, however much stands there.
  virtual Result<void> put_back(const Dead& dead) = 0;
  /// Sends what waits to be sent (answers), at most for `wait`.
  virtual void flush(std::chrono::milliseconds wait) = 0;
};

/// What the user can do about a dead letter of that kind.
std::string remedy(ErrorCode code);

}  // namespace isnad::queue
