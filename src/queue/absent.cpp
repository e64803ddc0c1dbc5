// In the place of the NATS queue where its client library was missing when this was built.
#include "queue/queue.h"

namespace isnad::queue {

Result<std::unique_ptr<Queue>> Queue::open(const Address& /*address*/) {
  return Error{ErrorCode::unsupported, "this isnad was built without the NATS client; install libnats-dev and build it again"};
}

}  // namespace isnad::queue
