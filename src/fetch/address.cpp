#include "fetch/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace isnad::fetch {
namespace {

struct Range4 {
  std::uint32_t first;
  int bits;
};

constexpr std::array<Range4, 15> kNotPublic4 = {{
    {0x00000000, 8},   // this network
    {0x0A000000, 8},   // private
    {0x64400000, 10},  // shared (carrier NAT)
    {0x7F000000, 8},   // loopback
    {0xA9FE0000, 16},  // link-local, where clouds keep their secrets
    {0xAC100000, 12},  // private
    {0xC0000000, 24},  // protocol assignments
    {0xC0000200, 24},  // documentation
    {0xC0586300, 24},  // 6to4 relays
    {0xC0A80000, 16},  // private
    {0xC6120000, 15},  // benchmarks
    {0xC6336400, 24},  // documentation
    {0xCB007100, 24},  // documentation
    {0xE0000000, 4},   // multicast
    {0xF0000000, 4},   // reserved, broadcast
}};

bool is_public4(std::uint32_t address) {
  return std::none_of(kNotPublic4.begin(), kNotPublic4.end(),
                      [&](const Range4& r) { return (address >> (32 - r.bits)) == (r.first >> (32 - r.bits)); });
}

using Bytes = std::array<std::uint8_t, 16>;

std::uint32_t word(const Bytes& b, std::size_t at) {
  return std::uint32_t{b[at]} << 24 | std::uint32_t{b[at + 1]} << 16 | std::uint32_t{b[at + 2]} << 8 | b[at + 3];
}

bool is_public6(const Bytes& b) {
  const bool has_zeros = std::all_of(b.begin(), b.begin() + 10, [](std::uint8_t x) { return x == 0; });
  if (has_zeros && b[10] == 0xFF && b[11] == 0xFF) return is_public4(word(b, 12));                     // ::ffff:0:0/96
  if (word(b, 0) == 0x0064FF9B && word(b, 4) == 0 && word(b, 8) == 0) return is_public4(word(b, 12));  // 64:ff9b::/96
  if (b[0] == 0x20 && b[1] == 0x02) return is_public4(word(b, 2));                                     // 6to4
  if (word(b, 0) == 0x20010000 || word(b, 0) == 0x20010DB8) return false;                              // Teredo, documentation
  return (b[0] & 0xE0) == 0x20;  // 2000::/3 is what is given out; all the rest is local, multicast or reserved
}

}  // namespace

bool is_public(const sockaddr& address) {
  if (address.sa_family == AF_INET) {
    sockaddr_in in{};
    std::memcpy(&in, &address, sizeof in);
    return is_public4(ntohl(in.sin_addr.s_addr));
  }
  if (address.sa_family != AF_INET6) return false;
  sockaddr_in6 in{};
  std::memcpy(&in, &address, sizeof in);
  Bytes bytes{};
  std::memcpy(bytes.data(), &in.sin6_addr, bytes.size());
  return is_public6(bytes);
}

}  // namespace isnad::fetch
