// The streams of a queue, and what can be asked of them.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <thread>

#include "queue/nats.h"

namespace isnad::queue {
namespace {

using std::chrono::milliseconds;

constexpr std::int64_t kNanoseconds = 1'000'000'000;
constexpr std::int64_t kWindow = 600 * kNanoseconds;  // in which an id is known
constexpr std::int64_t kMostInHand = 100'000;
constexpr int kTries = 20;  // of what a change of leader may interrupt
constexpr milliseconds kPause{250};

constexpr const char* kCode = "Isnad-Code";
constexpr const char* kReason = "Isnad-Reason";
constexpr const char* kRemedy = "Isnad-Remedy";
constexpr const char* kDeliveries = "Isnad-Deliveries";

constexpr std::pair<ErrorCode, std::string_view> kCodes[] = {
    {ErrorCode::not_found, "not_found"}, {ErrorCode::unreadable, "unreadable"},   {ErrorCode::bad_format, "bad_format"},
    {ErrorCode::too_large, "too_large"}, {ErrorCode::unsupported, "unsupported"}, {ErrorCode::conflict, "conflict"},
    {ErrorCode::usage, "usage"},         {ErrorCode::unavailable, "unavailable"}};

class NatsQueue final : public Queue {
 public:
  NatsQueue(const std::string& stream, Owned<natsConnection> connection, Owned<jsCtx> jetstream)
      : names_(stream),
        connection_(std::move(connection)),
        jetstream_(std::move(jetstream)) {}

  Result<void> make(const Layout& layout) override;
  Result<std::unique_ptr<Sender>> sender(std::uint64_t most_bytes) override {
    return make_sender(connection_.get(), names_, most_bytes);
  }
  Result<std::unique_ptr<Receiver>> receiver() override { return make_receiver(connection_.get(), jetstream_.get(), names_); }
  Result<Figures> figures() override;
  Result<void> bury(const Item& item, const Error& why, std::uint64_t deliveries) override;
  Result<std::vector<Dead>> dead(std::size_t limit) override;
  Result<void> put_back(const Dead& dead) override;
  void flush(milliseconds wait) override { natsConnection_FlushTimeout(connection_.get(), wait.count()); }

 private:
  // Calls `ask` until it is answered by a server that can.
  template <class Ask>
  Result<void> asked(const std::string& what, Ask ask) {
    natsStatus status = NATS_OK;
    auto code = static_cast<jsErrCode>(0);
    for (int i = 0; i < kTries; ++i) {
      code = static_cast<jsErrCode>(0);
      status = ask(&code);
      if (status == NATS_OK) return {};
      if (!may_pass(status, code)) break;
      std::this_thread::sleep_for(kPause);
    }
    return error_of(status, code, what);
  }
  Result<Owned<jsStreamInfo>> stream(const std::string& name);
  Result<void> add_stream(const std::string& name, const std::string& subject, const Layout& layout, bool is_work);
  Result<void> add_consumer(const Layout& layout);
  Result<void> publish(Owned<natsMsg> message);

  Names names_;
  Owned<natsConnection> connection_;
  Owned<jsCtx> jetstream_;
};

Result<Owned<jsStreamInfo>> NatsQueue::stream(const std::string& name) {
  jsStreamInfo* info = nullptr;
  auto ok = asked("asking for the queue",
                  [&](jsErrCode* code) { return js_GetStreamInfo(&info, jetstream_.get(), name.c_str(), nullptr, code); });
  if (!ok) return ok.error();
  return Owned<jsStreamInfo>(info);
}

Result<void> NatsQueue::add_stream(const std::string& name, const std::string& subject, const Layout& layout, bool is_work) {
  const auto there = stream(name);
  if (there || there.error().code != ErrorCode::not_found) return there ? Result<void>() : Result<void>(there.error());
  jsStreamConfig config;
  jsStreamConfig_Init(&config);
  const char* subjects[] = {subject.c_str()};
  config.Name = name.c_str();
  config.Subjects = subjects;
  config.SubjectsLen = 1;
  config.Replicas = layout.replicas;
  config.Duplicates = kWindow;
  config.Storage = js_FileStorage;
  config.Discard = js_DiscardNew;
  config.Retention = is_work ? js_WorkQueuePolicy : js_LimitsPolicy;  // no max_bytes: 2.9 drops the oldest messages just below it
  return asked("making the queue", [&](jsErrCode* code) {
    jsStreamInfo* info = nullptr;
    const natsStatus status = js_AddStream(&info, jetstream_.get(), &config, nullptr, code);
    jsStreamInfo_Destroy(info);
    return *code == JSStreamNameExistErr ? NATS_OK : status;  // another process was faster
  });
}

Result<void> NatsQueue::add_consumer(const Layout& layout) {
  return asked("making the queue", [&](jsErrCode* code) {
    jsConsumerInfo* info = nullptr;
    natsStatus status = js_GetConsumerInfo(&info, jetstream_.get(), names_.stream.c_str(), kConsumer, nullptr, code);
    if (status == NATS_NOT_FOUND || *code == JSConsumerNotFoundErr) {
      jsConsumerConfig config;
      jsConsumerConfig_Init(&config);
      config.Durable = kConsumer;
      config.AckPolicy = js_AckExplicit;
      config.AckWait = layout.patience.count() * kNanoseconds;
      config.MaxDeliver = -1;  // a worker buries what was delivered too often: the server would only stop to deliver it
      config.MaxAckPending = kMostInHand;
      config.FilterSubject = names_.subject.c_str();
      *code = static_cast<jsErrCode>(0);
      status = js_AddConsumer(&info, jetstream_.get(), names_.stream.c_str(), &config, nullptr, code);
    }
    jsConsumerInfo_Destroy(info);
    return status;
  });
}

Result<void> NatsQueue::make(const Layout& layout) {
  if (auto ok = add_stream(names_.dead_stream, names_.dead_subject, layout, false); !ok) return ok;
  if (auto ok = add_stream(names_.stream, names_.subject, layout, true); !ok) return ok;
  return add_consumer(layout);
}

Result<Figures> NatsQueue::figures() {
  Figures out;
  const auto work = stream(names_.stream);
  if (!work) return work.error();
  const auto dead = stream(names_.dead_stream);
  if (!dead) return dead.error();
  jsConsumerInfo* raw = nullptr;
  auto ok = asked("asking for the workers", [&](jsErrCode* code) {
    return js_GetConsumerInfo(&raw, jetstream_.get(), names_.stream.c_str(), kConsumer, nullptr, code);
  });
  if (!ok) return ok.error();
  const Owned<jsConsumerInfo> consumer(raw);
  // After a change of leader the stream may keep what is answered, and the consumer count what is gone: the lesser is nearer to the truth.
  const auto in_hand = static_cast<std::uint64_t>(consumer->NumAckPending);
  const std::uint64_t left = std::min<std::uint64_t>((*work)->State.Msgs, consumer->NumPending + in_hand);
  out.in_hand = std::min(left, in_hand);
  out.waiting = left - out.in_hand;
  out.redelivered = static_cast<std::uint64_t>(consumer->NumRedelivered);
  out.stored = (*work)->State.Msgs;
  out.bytes = (*work)->State.Bytes;
  out.replicas = static_cast<int>((*work)->Config->Replicas);
  out.dead = (*dead)->State.Msgs;
  out.patience = std::chrono::seconds(consumer->Config->AckWait / kNanoseconds);
  return out;
}

Result<void> NatsQueue::publish(Owned<natsMsg> message) {
  return asked("sending", [&](jsErrCode* code) {
    jsPubAck* ack = nullptr;
    const natsStatus status = js_PublishMsg(&ack, jetstream_.get(), message.get(), nullptr, code);
    jsPubAck_Destroy(ack);
    return status;
  });
}

Result<void> NatsQueue::bury(const Item& item, const Error& why, std::uint64_t deliveries) {
  Item copy = item;
  copy.id = fmt::format("{} dead {}", item.id, item.place);
  Owned<natsMsg> message = message_of(copy, names_.dead_subject);
  for (const auto& [code, name] : kCodes) {
    if (code == why.code) set_header(message.get(), kCode, std::string(name));
  }
  set_header(message.get(), kReason, why.message);
  set_header(message.get(), kRemedy, remedy(why.code));
  set_header(message.get(), kDeliveries, std::to_string(deliveries));
  return publish(std::move(message));
}

Result<std::vector<Dead>> NatsQueue::dead(std::size_t limit) {
  const auto info = stream(names_.dead_stream);
  if (!info) return info.error();
  std::vector<Dead> out;
  for (std::uint64_t n = std::max<std::uint64_t>(1, (*info)->State.FirstSeq); n <= (*info)->State.LastSeq && out.size() < limit;
       ++n) {
    natsMsg* raw = nullptr;
    auto ok = asked("reading dead letters", [&](jsErrCode* code) {
      const natsStatus status = js_GetMsg(&raw, jetstream_.get(), names_.dead_stream.c_str(), n, nullptr, code);
      return status == NATS_NOT_FOUND ? NATS_OK : status;  // it was put back
    });
    if (!ok) return ok.error();
    if (raw == nullptr) continue;
    const Owned<natsMsg> message(raw);
    Dead one{n, item_of(raw), ErrorCode::bad_format, header(raw, kReason), 0};
    for (const auto& [code, name] : kCodes) {
      if (name == header(raw, kCode)) one.code = code;
    }
    const std::string times = header(raw, kDeliveries);
    std::from_chars(times.data(), times.data() + times.size(), one.deliveries);
    out.push_back(std::move(one));
  }
  return out;
}

Result<void> NatsQueue::put_back(const Dead& dead) {
  Item item = dead.item;
  item.id = fmt::format("{} again {}", item.id, dead.number);
  if (auto ok = publish(message_of(item, names_.subject)); !ok) return ok;
  return asked("removing a dead letter", [&](jsErrCode* code) {
    const natsStatus status = js_DeleteMsg(jetstream_.get(), names_.dead_stream.c_str(), dead.number, nullptr, code);
    return status == NATS_NOT_FOUND ? NATS_OK : status;
  });
}

}  // namespace

bool is_full(jsErrCode code) { return code == JSStreamStoreFailedErr || code == JSInsufficientResourcesErr; }

bool may_pass(natsStatus status, jsErrCode code) {
  if (code == JSClusterNotAvailErr || code == JSClusterNotLeaderErr || code == JSStreamOfflineErr) return true;
  if (code != 0) return false;
  return status == NATS_TIMEOUT || status == NATS_NO_RESPONDERS || status == NATS_CONNECTION_DISCONNECTED ||
         status == NATS_NO_SERVER || status == NATS_INSUFFICIENT_BUFFER || status == NATS_IO_ERROR || status == NATS_DRAINING;
}

Error error_of(natsStatus status, jsErrCode code, const std::string& what) {
  if (code == JSStreamNotFoundErr || code == JSConsumerNotFoundErr || (status == NATS_NOT_FOUND && code == 0))
    return {ErrorCode::not_found, "no such queue there yet; make it with isnad submit, or name another with --stream"};
  if (code == JSNotEnabledErr || code == JSNotEnabledForAccountErr || (status == NATS_NO_RESPONDERS && code == 0))
    return {ErrorCode::unavailable,
            "the NATS servers do not answer for JetStream; start them with jetstream enabled (nats-server -js)"};
  if (is_full(code))
    return {ErrorCode::conflict,
            "the NATS servers have no room; wait until workers have taken from the queue, or give JetStream more"};
  return {ErrorCode::unavailable,
          fmt::format("{} failed: {} (JetStream error {})", what, natsStatus_GetText(status), static_cast<int>(code))};
}

Result<std::unique_ptr<Queue>> Queue::open(const Address& address) {
  auto connection = connect(address);
  if (!connection) return connection.error();
  jsCtx* context = nullptr;
  if (natsConnection_JetStream(&context, connection->get(), nullptr) != NATS_OK) throw std::bad_alloc();
  return std::unique_ptr<Queue>(std::make_unique<NatsQueue>(address.stream, std::move(*connection), Owned<jsCtx>(context)));
}

}  // namespace isnad::queue
