// The little of the NATS client that the queue uses, with owners.
#pragma once

#include <nats/nats.h>

#include <memory>
#include <string>

#include "queue/queue.h"

namespace isnad::queue {

struct Destroy {
  void operator()(natsConnection* p) const { natsConnection_Destroy(p); }
  void operator()(natsOptions* p) const { natsOptions_Destroy(p); }
  void operator()(natsSubscription* p) const { natsSubscription_Destroy(p); }
  void operator()(natsMsg* p) const { natsMsg_Destroy(p); }
  void operator()(jsCtx* p) const { jsCtx_Destroy(p); }
  void operator()(jsStreamInfo* p) const { jsStreamInfo_Destroy(p); }
  void operator()(jsConsumerInfo* p) const { jsConsumerInfo_Destroy(p); }
  void operator()(jsMsgMetaData* p) const { jsMsgMetaData_Destroy(p); }
  void operator()(jsPubAck* p) const { jsPubAck_Destroy(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Destroy>;

/// Names of what belongs to a queue on the server.
struct Names {
  explicit Names(const std::string& name)
      : stream(name),
        dead_stream(name + "-dead"),
        subject(name + ".documents"),
        dead_subject(name + ".dead") {}
  std::string stream, dead_stream, subject, dead_subject;
};
inline constexpr const char* kConsumer = "work";

/// A connection that is made again by itself where it breaks.
Result<Owned<natsConnection>> connect(const Address& address);

/// What a status means to the user; `what` was being done.
Error error_of(natsStatus status, jsErrCode code, const std::string& what);
/// Whether the server refused a message because it has no room.
bool is_full(jsErrCode code);
/// Whether there is room for the same message at another time: no server, no leader, no answer.
bool may_pass(natsStatus status, jsErrCode code);

/// `item` as a message to `subject`.
Owned<natsMsg> message_of(const Item& item, const std::string& subject);
/// The item of a message; what bare producers leave out is taken as a line of JSON.
Item item_of(natsMsg* message);
void set_header(natsMsg* message, const char* name, const std::string& value);
std::string header(natsMsg* message, const char* name);

std::unique_ptr<Sender> make_sender(natsConnection* connection, const Names& names, std::uint64_t most_bytes);
Result<std::unique_ptr<Receiver>> make_receiver(natsConnection* connection, jsCtx* jetstream, const Names& names);

}  // namespace isnad::queue
