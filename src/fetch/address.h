// Which addresses of the network are nobody's business.
#pragma once

struct sockaddr;

namespace isnad::fetch {

/// True for addresses of the public Internet. Loopback, private, link-local, shared, multicast, reserved and documentation
/// ranges are not (RFC 6890 and its registries), nor are IPv6 addresses that stand for such IPv4 ones.
bool is_public(const sockaddr& address);

}  // namespace isnad::fetch
