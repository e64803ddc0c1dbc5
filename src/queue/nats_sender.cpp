// Messages on their way to the stream: many unanswered at a time, each sent again until the server has it.
#include <fmt/format.h>

#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>

#include "queue/nats.h"

namespace isnad::queue {
namespace {

using std::chrono::milliseconds;

constexpr std::size_t kMostUnanswered = 256;
constexpr std::size_t kMostBytes = std::size_t{16} << 20U;
constexpr std::int64_t kAnswerWithin = 5000;                  // milliseconds
constexpr std::size_t kHeaders = 4096;                        // bytes that a message has besides its data, at most
constexpr std::size_t kUsualHeaders = 512;                    // and what it takes in the stream
constexpr std::uint64_t kAskEvery = std::uint64_t{4} << 20U;  // bytes sent
constexpr milliseconds kShortPause{100};
constexpr milliseconds kLongestPause{2000};

constexpr const char* kFull = "the queue is full; waiting until workers have taken from it (start some: isnad work)";
constexpr const char* kNoRoom =
    "the NATS servers have no room; waiting until workers have taken from the queue (start some: isnad work)";
constexpr const char* kSilent = "the queue does not answer; waiting for the NATS servers";

class NatsSender final : public Sender {
 public:
  NatsSender(natsConnection* connection, const Names& names, std::uint64_t most_bytes)
      : names_(names),
        max_payload_(natsConnection_GetMaxPayload(connection)),
        most_bytes_(most_bytes) {
    jsOptions options;
    jsOptions_Init(&options);
    options.PublishAsync.MaxPending = 2 * static_cast<std::int64_t>(kMostUnanswered);
    options.PublishAsync.AckHandler = &NatsSender::on_answer;
    options.PublishAsync.AckHandlerClosure = answers_.get();
    jsCtx* context = nullptr;
    if (natsConnection_JetStream(&context, connection, &options) != NATS_OK) throw std::bad_alloc();
    jetstream_.reset(context);
  }
  ~NatsSender() override {
    jetstream_.reset();
    // An answer may be on its way to those that are unanswered: what it is noted in has to stay.
    if (unanswered_ > 0) answers_.release();  // NOLINT(bugprone-unused-return-value)
  }
  NatsSender(const NatsSender&) = delete;
  NatsSender& operator=(const NatsSender&) = delete;

  Result<void> send(Item item, const Wait& wait) override {
    if (static_cast<std::int64_t>(item.input.bytes.size() + kHeaders) > max_payload_) {
      return Error{ErrorCode::too_large,
                   fmt::format("larger than a message may be ({} bytes); split it, raise max_payload of the NATS servers, or "
                               "submit with --pointers",
                               max_payload_),
                   item.input.path, item.input.line};
    }
    const std::size_t size = item.input.bytes.size() + item.input.path.size() + kUsualHeaders;
    if (auto ok = wait_for_space(size, wait); !ok) return ok;
    if (auto ok = wait_for_answers(kMostUnanswered - 1, wait); !ok) return ok;
    sent_bytes_ += size;
    return publish(message_of(item, names_.subject));
  }

  Result<void> finish(const Wait& wait) override { return wait_for_answers(0, wait); }

  [[nodiscard]] std::uint64_t queued() const override { return queued_; }
  [[nodiscard]] std::uint64_t known() const override { return known_; }

 private:
  struct Answer {
    Owned<natsMsg> message;
    bool is_kept = false, is_known = false;
    natsStatus status = NATS_OK;
    jsErrCode code = static_cast<jsErrCode>(0);
    std::string text;
  };
  struct Answers {
    std::mutex mutex;
    std::condition_variable has_some;
    std::deque<Answer> waiting;
  };

  // On a thread of the client.
  static void on_answer(jsCtx* /*js*/, natsMsg* message, jsPubAck* kept, jsPubAckErr* failed, void* closure) {
    Answer answer;
    answer.message.reset(message);
    answer.is_kept = kept != nullptr;
    answer.is_known = kept != nullptr && kept->Duplicate;
    if (failed != nullptr) {
      answer.status = failed->Err;
      answer.code = failed->ErrCode;
      answer.text = failed->ErrText == nullptr ? "" : failed->ErrText;
    }
    auto& answers = *static_cast<Answers*>(closure);
    {
      const std::lock_guard lock(answers.mutex);
      answers.waiting.push_back(std::move(answer));
    }
    answers.has_some.notify_one();
  }

  // Sends, or notes to be sent again where that is not possible now.
  Result<void> publish(Owned<natsMsg> message) {
    jsPubOptions options;
    jsPubOptions_Init(&options);
    options.MaxWait = kAnswerWithin;
    natsMsg* raw = message.release();
    const auto size = static_cast<std::size_t>(natsMsg_GetDataLength(raw));
    const natsStatus status = js_PublishMsgAsync(jetstream_.get(), &raw, &options);
    if (status == NATS_OK) {
      ++unanswered_;
      unanswered_bytes_ += size;
      return {};
    }
    again_.emplace_back(raw);
    return status == NATS_CONNECTION_CLOSED ? Result<void>(error_of(status, {}, "sending")) : Result<void>();
  }

  // Waits until what stands on the queue, what is on its way and `size` more are at most as much as may stand there.
  Result<void> wait_for_space(std::size_t size, const Wait& wait) {
    if (stored_bytes_ && sent_bytes_ < kAskEvery && *stored_bytes_ + sent_bytes_ + size <= most_bytes_) return {};
    if (auto ok = wait_for_answers(0, wait); !ok) return ok;
    while (true) {
      jsStreamInfo* raw = nullptr;
      auto code = static_cast<jsErrCode>(0);
      const natsStatus status = js_GetStreamInfo(&raw, jetstream_.get(), names_.stream.c_str(), nullptr, &code);
      const Owned<jsStreamInfo> info(raw);
      if (status != NATS_OK && !may_pass(status, code)) return error_of(status, code, "asking for the queue");
      if (status == NATS_OK) {
        stored_bytes_ = info->State.Bytes;
        sent_bytes_ = 0;
        if (info->State.Msgs == 0 || *stored_bytes_ + size <= most_bytes_) return {};
      }
      say(status == NATS_OK ? kFull : kSilent, wait);
      if (wait.is_stopped()) return Error{ErrorCode::conflict, "stopped while the queue was full"};
      std::this_thread::sleep_for(kShortPause);
    }
  }

  // Waits until at most `most` are unanswered.
  Result<void> wait_for_answers(std::size_t most, const Wait& wait) {
    milliseconds pause = kShortPause;
    while (true) {
      if (auto ok = take_answers(); !ok) return ok;
      if (again_.empty() && unanswered_ <= most && unanswered_bytes_ < kMostBytes) {
        said_.clear();
        return {};
      }
      if (wait.is_stopped()) return Error{ErrorCode::conflict, "stopped while the queue did not answer"};
      if (unanswered_ == 0 && !again_.empty()) {
        say(has_no_room_ ? kNoRoom : kSilent, wait);
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, kLongestPause);
        if (auto ok = send_again(); !ok) return ok;
      }
      std::unique_lock lock(answers_->mutex);
      answers_->has_some.wait_for(lock, kShortPause, [&] { return !answers_->waiting.empty(); });
    }
  }

  void say(const char* why, const Wait& wait) {
    if (why == said_) return;
    said_ = why;
    wait.say(why);
  }

  // One first: where that is refused again, so would be the others.
  Result<void> send_again() {
    const std::size_t n = has_no_room_ ? 1 : again_.size();
    for (std::size_t i = 0; i < n; ++i) {
      Owned<natsMsg> message = std::move(again_.front());
      again_.pop_front();
      if (auto ok = publish(std::move(message)); !ok) return ok;
    }
    return {};
  }

  Result<void> take_answers() {
    std::deque<Answer> answers;
    {
      const std::lock_guard lock(answers_->mutex);
      answers.swap(answers_->waiting);
    }
    for (Answer& a : answers) {
      --unanswered_;
      unanswered_bytes_ -= static_cast<std::size_t>(natsMsg_GetDataLength(a.message.get()));
      if (a.is_kept) {
        has_no_room_ = false;
        ++(a.is_known ? known_ : queued_);
        continue;
      }
      if (!is_full(a.code) && !may_pass(a.status, a.code)) return error_of(a.status, a.code, "sending (" + a.text + ")");
      has_no_room_ = has_no_room_ || is_full(a.code);
      again_.push_back(std::move(a.message));
    }
    return {};
  }

  Names names_;
  std::int64_t max_payload_;
  std::uint64_t most_bytes_;
  std::optional<std::uint64_t> stored_bytes_;  // on the stream, when last asked
  std::uint64_t sent_bytes_ = 0;               // since then
  std::unique_ptr<Answers> answers_ = std::make_unique<Answers>();
  Owned<jsCtx> jetstream_;
  std::deque<Owned<natsMsg>> again_;  // to be sent again
  std::size_t unanswered_ = 0, unanswered_bytes_ = 0;
  std::uint64_t queued_ = 0, known_ = 0;
  bool has_no_room_ = false;  // said the server
  std::string said_;
};

}  // namespace

std::unique_ptr<Sender> make_sender(natsConnection* connection, const Names& names, std::uint64_t most_bytes) {
  return std::make_unique<NatsSender>(connection, names, most_bytes);
}

}  // namespace isnad::queue
