// The HTTP side of `isnad serve`: the page and the API on one address.
//
// Safe by default (design.md, rule 8): loopback only; for any other address a token; the Host of each request is one that
// this server answers to, a request that another site's page makes is refused, and the page may load nothing from elsewhere.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "isnad/result.h"

namespace isnad::server {

struct Limits {
  std::chrono::seconds patience{
      10};                        ///< for a request to arrive, from its first byte; for the client to take a part of an answer
  std::size_t body = 64U << 10U;  ///< bytes; more is answered with 413
  std::size_t request = 128U << 10U;  ///< bytes of head and body together; more ends the connection
  std::size_t threads = 32;           ///< connections served at a time; a browser keeps up to six open
  std::chrono::seconds idle{5};       ///< for the next request on a connection
};

struct Options {
  std::string database = "isnad.db";
  std::string address = "127.0.0.1";
  int port = 8600;                 ///< 0: any free one
  std::string token;               ///< asked of each request where it is not empty
  std::string who;                 ///< whose the corrections are that are made on the page
  bool is_read_only = false;       ///< takes no corrections
  std::vector<std::string> hosts;  ///< further names of this server, as a reverse proxy passes them on
  Limits limits;
};

/// Whether `address` is of this machine only.
bool is_loopback(const std::string& address);

/// Whether a Host header ("name" or "name:port") names one of `names`.
bool is_own_host(const std::string& header, const std::vector<std::string>& names);

/// Serves until the process is asked to stop (SIGINT, SIGTERM). `started` is told the port. Errors: usage (an address that is
/// not loopback and no token), unavailable (the port is taken).
Result<void> serve(const Options& options, const std::function<void(int port)>& started);

}  // namespace isnad::server
