// The connection to the servers: who the client is, how it is kept private.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "queue/nats.h"

namespace isnad::queue {
namespace {

std::vector<std::string> parts_of(const std::string& servers) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at <= servers.size();) {
    const std::size_t end = std::min(servers.find(',', at), servers.size());
    std::string one = servers.substr(at, end - at);
    if (!one.empty()) out.push_back(one.find("://") == std::string::npos ? "nats://" + one : one);
    at = end + 1;
  }
  return out;
}

// Any of them asks for TLS; servers can also demand it themselves.
bool wants_tls(const Address& a) {
  return a.servers.find("tls://") != std::string::npos || !a.authority.empty() || !a.certificate.empty() ||
         !a.expected_name.empty();
}

// The files are read here, but credentials each time the client connects.
Result<void> identify(natsOptions* options, const Address& a) {
  const auto read = [](natsStatus status, const std::string& file, std::string_view what) -> Result<void> {
    if (status == NATS_OK) return {};
    return Error{ErrorCode::unreadable, fmt::format("no {} can be read there ({})", what, natsStatus_GetText(status)), file};
  };
  if (wants_tls(a)) natsOptions_SetSecure(options, true);
  if (!a.expected_name.empty()) natsOptions_SetExpectedHostname(options, a.expected_name.c_str());
  if (!a.authority.empty()) {
    auto ok = read(natsOptions_LoadCATrustedCertificates(options, a.authority.c_str()), a.authority, "certificates");
    if (!ok) return ok;
  }
  if (!a.certificate.empty()) {
    auto ok = read(natsOptions_LoadCertificatesChain(options, a.certificate.c_str(), a.key.c_str()), a.certificate,
                   "certificate with its key");
    if (!ok) return ok;
  }
  if (a.credentials.empty()) return {};
  return read(natsOptions_SetUserCredentialsFromFiles(options, a.credentials.c_str(), nullptr), a.credentials, "credentials");
}

Error refusal(natsStatus status, const std::string& shown) {
  switch (status) {
    case NATS_CONNECTION_AUTH_FAILED:
    case NATS_NOT_PERMITTED:
      return {ErrorCode::unreadable,
              "the NATS servers refuse; give user and password, or a token, in the address, or a file of credentials", shown};
    case NATS_SSL_ERROR:
    case NATS_SECURE_CONNECTION_WANTED:
    case NATS_SECURE_CONNECTION_REQUIRED:
      return {ErrorCode::unavailable,
              fmt::format("no private connection to the NATS servers ({}); do they speak TLS, and is --tls-ca what signed their "
                          "certificates?",
                          natsStatus_GetText(status)),
              shown};
    default:
      return {
          ErrorCode::unavailable,
          fmt::format("no NATS server can be reached ({}); is it running, and the address right?", natsStatus_GetText(status)),
          shown};
  }
}

}  // namespace

Result<Owned<natsConnection>> connect(const Address& address) {
  const std::vector<std::string> servers = parts_of(address.servers);
  if (servers.empty()) return Error{ErrorCode::usage, "no server is named; give nats://host:port"};
  std::vector<const char*> list;
  list.reserve(servers.size());
  for (const std::string& s : servers) list.push_back(s.c_str());
  natsOptions* raw = nullptr;
  if (natsOptions_Create(&raw) != NATS_OK) throw std::bad_alloc();
  const Owned<natsOptions> options(raw);
  natsOptions_SetServers(raw, list.data(), static_cast<int>(list.size()));
  natsOptions_SetName(raw, "isnad");
  natsOptions_SetTimeout(raw, 5000);
  natsOptions_SetMaxReconnect(raw, 1'000'000'000);
  natsOptions_SetReconnectWait(raw, 250);
  natsOptions_SetPingInterval(raw, 5000);
  natsOptions_SetMaxPingsOut(raw, 2);
  natsOptions_SetFailRequestsOnDisconnect(raw, true);
  // Errors are what calls return: the client would print those of its own threads.
  natsOptions_SetErrorHandler(
      raw, [](natsConnection*, natsSubscription*, natsStatus, void*) {}, nullptr);
  if (auto ok = identify(raw, address); !ok) return ok.error();
  natsConnection* connection = nullptr;
  const natsStatus status = natsConnection_Connect(&connection, raw);
  if (status != NATS_OK) return refusal(status, shown_servers(address.servers));
  return Owned<natsConnection>(connection);
}

}  // namespace isnad::queue
