// Which outlet a name or an address belongs to (data/actors/outlets.tsv).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace isnad::ingest {

struct Outlet {
  std::string id;
  std::string name;
};

class OutletResolver {
 public:
  /// Adds an outlet; `names` are in any form and script, the first one is its display name; `domains` without "www.".
  void add(const std::string& id, const std::vector<std::string>& names, const std::vector<std::string>& domains);

  /// By name, compared in folded form; null when unknown.
  [[nodiscard]] const Outlet* by_name(std::string_view name) const;
  /// By the host of a URL (or a bare host): the longest known domain that the host ends in.
  [[nodiscard]] const Outlet* by_url(std::string_view url) const;

 private:
  std::vector<Outlet> outlets_;
  std::unordered_map<std::string, std::size_t> names_;    // folded
  std::unordered_map<std::string, std::size_t> domains_;  // lower case
};

/// The host of `url` in lower case without "www.", empty when it has none.
std::string host_of(std::string_view url);

}  // namespace isnad::ingest
