#include "queue/queue.h"

#include <algorithm>

namespace isnad::queue {

std::string shown_servers(const std::string& servers) {
  std::string out;
  for (std::size_t at = 0; at < servers.size();) {
    const std::size_t end = std::min(servers.find(',', at), servers.size());
    std::string one = servers.substr(at, end - at);
    const std::size_t scheme = one.find("://");
    const std::size_t host = scheme == std::string::npos ? 0 : scheme + 3;
    if (const std::size_t sign = one.rfind('@'); sign != std::string::npos && sign >= host) one.erase(host, sign + 1 - host);
    if (!out.empty()) out += ',';
    out += one;
    at = end + 1;
  }
  return out;
}

std::string remedy(ErrorCode code) {
  switch (code) {
    case ErrorCode::not_found:
    case ErrorCode::unreadable: return "make the file readable under that path for every worker, then isnad queue --put-back";
    case ErrorCode::too_large: return "split it into smaller documents and submit these";
    case ErrorCode::unsupported: return "save it as text, HTML, PDF or JSONL and submit that";
    case ErrorCode::conflict: return "give the documents different ids and submit it again";
    case ErrorCode::unavailable: return "see what the workers say, then isnad queue --put-back";
    case ErrorCode::bad_format:
    case ErrorCode::usage: break;
  }
  return "mend the document and submit it again";
}

}  // namespace isnad::queue
