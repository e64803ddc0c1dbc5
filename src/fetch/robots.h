// robots.txt (RFC 9309).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace isnad::fetch {

class Robots {
 public:
  /// Rules for the product `agent` in `text`: those of the groups that name it, else those of "*". At most 500 KiB are read.
  static Robots parse(std::string_view text, std::string_view agent);
  static Robots allow_all() { return {}; }
  /// For a server that cannot say: RFC 9309, 2.3.1.4.
  static Robots disallow_all();

  /// Whether `path` (with query) may be fetched: the longest rule that matches decides, "allow" among equals.
  [[nodiscard]] bool allows(std::string_view path) const;
  /// Seconds between two requests that the site asks for; 0 when it does not.
  [[nodiscard]] double delay() const { return delay_; }
  /// Sitemaps that the file names.
  [[nodiscard]] const std::vector<std::string>& sitemaps() const { return sitemaps_; }

 private:
  struct Rule {
    std::string pattern;
    bool is_allowed;
  };
  std::vector<Rule> rules_;
  std::vector<std::string> sitemaps_;
  double delay_ = 0;
};

}  // namespace isnad::fetch
