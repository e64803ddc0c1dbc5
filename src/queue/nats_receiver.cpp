// Messages that a worker takes, by the one consumer that all workers share.
#include "queue/nats.h"

namespace isnad::queue {
namespace {

class NatsDelivery final : public Delivery {
 public:
  explicit NatsDelivery(Owned<natsMsg> message) : message_(std::move(message)), item_(item_of(message_.get())) {
    jsMsgMetaData* raw = nullptr;
    if (natsMsg_GetMetaData(&raw, message_.get()) != NATS_OK) return;
    const Owned<jsMsgMetaData> meta(raw);
    deliveries_ = meta->NumDelivered;
    // What was put on the stream by another program has its place there.
    if (item_.place == 0) item_.place = item_.since = static_cast<std::int64_t>(meta->Timestamp / 1000);
    if (item_.id.empty()) item_.id = "sequence " + std::to_string(meta->Sequence.Stream);
  }

  [[nodiscard]] const Item& item() const override { return item_; }
  [[nodiscard]] std::uint64_t deliveries() const override { return deliveries_; }
  // Where an answer is lost the item comes again, and is found done.
  void done() override { natsMsg_Ack(message_.get(), nullptr); }
  void alive() override { natsMsg_InProgress(message_.get(), nullptr); }
  void again(std::chrono::milliseconds delay) override { natsMsg_NakWithDelay(message_.get(), delay.count(), nullptr); }

 private:
  Owned<natsMsg> message_;
  Item item_;
  std::uint64_t deliveries_ = 1;
};

class NatsReceiver final : public Receiver {
 public:
  NatsReceiver(natsConnection* connection, Owned<natsSubscription> subscription)
      : connection_(connection),
        subscription_(std::move(subscription)) {}

  Result<std::vector<std::unique_ptr<Delivery>>> take(std::size_t limit, std::chrono::milliseconds wait) override {
    std::vector<std::unique_ptr<Delivery>> out;
    natsMsgList list{nullptr, 0};
    const natsStatus status = natsSubscription_Fetch(&list, subscription_.get(), static_cast<int>(limit), wait.count(), nullptr);
    if (status == NATS_OK) {
      for (int i = 0; i < list.Count; ++i) {
        out.push_back(std::make_unique<NatsDelivery>(Owned<natsMsg>(list.Msgs[i])));
        list.Msgs[i] = nullptr;
      }
    }
    natsMsgList_Destroy(&list);
    if (status != NATS_OK && natsConnection_IsClosed(connection_)) return error_of(status, {}, "taking from the queue");
    return out;
  }

 private:
  natsConnection* connection_;
  Owned<natsSubscription> subscription_;
};

}  // namespace

Result<std::unique_ptr<Receiver>> make_receiver(natsConnection* connection, jsCtx* jetstream, const Names& names) {
  jsSubOptions options;
  jsSubOptions_Init(&options);
  options.Stream = names.stream.c_str();
  options.Consumer = kConsumer;
  natsSubscription* raw = nullptr;
  auto code = static_cast<jsErrCode>(0);
  const natsStatus status = js_PullSubscribe(&raw, jetstream, names.subject.c_str(), kConsumer, nullptr, &options, &code);
  if (status != NATS_OK) return error_of(status, code, "taking from the queue");
  return std::unique_ptr<Receiver>(std::make_unique<NatsReceiver>(connection, Owned<natsSubscription>(raw)));
}

}  // namespace isnad::queue
