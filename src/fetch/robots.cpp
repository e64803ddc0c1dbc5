#include "fetch/robots.h"

#include <algorithm>
#include <cstdlib>

#include "text/ascii.h"

namespace isnad::fetch {
namespace {

constexpr std::size_t kLongest = 500 * 1024;

// Octets as they are compared (2.2.2): escapes of what needs none undone, the rest in upper case, what needs one escaped.
std::string normal(std::string_view path) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  const auto value = [](char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; };
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); };
  std::string out;
  for (std::size_t i = 0; i < path.size(); ++i) {
    auto c = static_cast<unsigned char>(path[i]);
    const bool is_escape = c == '%' && i + 2 < path.size() && is_hex(path[i + 1]) && is_hex(path[i + 2]);
    if (is_escape) {
      c = static_cast<unsigned char>(value(path[i + 1]) * 16 + value(path[i + 2]));
      i += 2;
    }
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                          c == '_' || c == '~';
    if (is_plain || (!is_escape && c > 0x20 && c < 0x7F)) out.push_back(static_cast<char>(c));
    else out.append(1, '%').append(1, kHex[c >> 4]).append(1, kHex[c & 15]);
  }
  return out;
}

// Whether `pattern`, with '*' for any octets and '$' for the end, matches a beginning of `path`. Linear in both but for the
// last '*', to which it goes back.
bool matches(std::string_view pattern, std::string_view path) {
  const bool is_anchored = pattern.ends_with('$');
  if (is_anchored) pattern.remove_suffix(1);
  std::size_t p = 0;
  std::size_t i = 0;
  std::size_t star = std::string_view::npos;
  std::size_t resume = 0;
  while (true) {
    if (p == pattern.size() && (!is_anchored || i == path.size())) return true;
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      resume = i;
    } else if (p < pattern.size() && i < path.size() && pattern[p] == path[i]) {
      ++p;
      ++i;
    } else if (star != std::string_view::npos && resume < path.size()) {
      p = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
}

}  // namespace

Robots Robots::disallow_all() {
  Robots out;
  out.rules_.push_back({"/", false});
  return out;
}

Robots Robots::parse(std::string_view text, std::string_view agent) {
  text = text.substr(0, kLongest);
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const std::string name = text::lower_ascii(agent);
  Robots out;
  Robots others;  // of "*"
  bool has_own = false;
  bool is_own = false;
  bool is_any = false;
  bool in_agents = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find_first_of("\r\n", at), text.size());
    std::string_view line = text.substr(at, end - at);
    at = end + 1;
    line = line.substr(0, line.find('#'));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    const std::string key = text::lower_ascii(text::trimmed(line.substr(0, colon)));
    const std::string_view value = text::trimmed(line.substr(colon + 1));
    if (key == "user-agent") {
      if (!in_agents) is_own = is_any = false;
      in_agents = true;
      const std::string product = text::lower_ascii(value.substr(0, value.find_first_of(" /")));
      is_own = is_own || product == name;
      is_any = is_any || product == "*";
      has_own = has_own || is_own;
      continue;
    }
    if (key == "sitemap") out.sitemaps_.emplace_back(value);
    if (key != "allow" && key != "disallow" && key != "crawl-delay") continue;
    in_agents = false;
    for (Robots* group : {is_own ? &out : nullptr, is_any ? &others : nullptr}) {
      if (group == nullptr) continue;
      if (key == "crawl-delay") group->delay_ = std::clamp(std::strtod(std::string(value).c_str(), nullptr), 0.0, 60.0);
      else if (!value.empty()) group->rules_.push_back({normal(value), key == "allow"});
    }
  }
  if (!has_own) {
    out.rules_ = std::move(others.rules_);
    out.delay_ = others.delay_;
  }
  return out;
}

bool Robots::allows(std::string_view path) const {
  const std::string wanted = normal(path.empty() ? "/" : path);
  if (wanted == "/robots.txt") return true;
  const Rule* best = nullptr;
  for (const Rule& rule : rules_) {
    if (!matches(rule.pattern, wanted)) continue;
    const bool is_longer = best == nullptr || rule.pattern.size() > best->pattern.size();
    if (is_longer || (rule.pattern.size() == best->pattern.size() && rule.is_allowed)) best = &rule;
  }
  return best == nullptr || best->is_allowed;
}

}  // namespace isnad::fetch
