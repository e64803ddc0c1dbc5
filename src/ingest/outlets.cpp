#include "ingest/outlets.h"

#include <algorithm>

#include "ingest/line_rules.h"
#include "text/ascii.h"

namespace isnad::ingest {

std::string host_of(std::string_view url) {
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos) url.remove_prefix(scheme + 3);
  else if (url.starts_with("//")) url.remove_prefix(2);
  url = url.substr(0, url.find_first_of("/?#"));
  if (const std::size_t user = url.rfind('@'); user != std::string_view::npos) url.remove_prefix(user + 1);
  url = url.substr(0, url.find(':'));
  if (url.find('.') == std::string_view::npos) return {};
  const std::string host = text::lower_ascii(url);
  return host.starts_with("www.") ? host.substr(4) : host;
}

void OutletResolver::add(const std::string& id, const std::vector<std::string>& names, const std::vector<std::string>& domains) {
  const std::size_t index = outlets_.size();
  outlets_.push_back({id, names.empty() ? id : names.front()});
  names_.emplace(fold_line(id).text, index);
  for (const std::string& name : names) {
    // A name of digits alone ("972+") would be any number.
    if (const std::string folded = fold_line(name).text; folded.find_first_not_of("0 ") != std::string::npos)
      names_.emplace(folded, index);
  }
  for (const std::string& domain : domains) {
    if (const std::string host = host_of(domain); !host.empty()) domains_.emplace(host, index);
  }
}

const Outlet* OutletResolver::by_name(std::string_view name) const {
  const auto found = names_.find(fold_line(name).text);
  return found == names_.end() ? nullptr : &outlets_[found->second];
}

const Outlet* OutletResolver::by_url(std::string_view url) const {
  std::string host = host_of(url);
  while (host.find('.') != std::string::npos) {
    if (const auto found = domains_.find(host); found != domains_.end()) return &outlets_[found->second];
    host.erase(0, host.find('.') + 1);
  }
  return nullptr;
}

}  // namespace isnad::ingest
