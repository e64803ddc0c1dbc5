// A server of HTTP that bounds how long a whole request may take to arrive and how large it may be.
//
// The library bounds each read alone: a client that sends a byte now and then would hold a thread for good, and eight of them
// the page.
#pragma once

#include <httplib.h>

#include "server.h"

namespace isnad::server {

class PatientServer : public httplib::Server {
 public:
  explicit PatientServer(const Limits& limits);

 private:
  bool process_and_close_socket(socket_t socket) override;

  Limits limits_;
};

}  // namespace isnad::server
