#include <algorithm>
#include <map>

#include "dossier/html_writer.h"
#include "text/utf8.h"

namespace isnad::dossier {
namespace {

constexpr int kColumn = 190, kRow = 40, kBoxWidth = 150, kBoxHeight = 28, kMargin = 8;
constexpr std::size_t kMostCarriers = 14;
constexpr std::size_t kLetters = 20;

std::string shortened(const std::string& s) {
  std::size_t i = 0;
  for (std::size_t n = 0; i < s.size() && n < kLetters; ++n) i += text::decode(s, i).size;
  return i < s.size() ? s.substr(0, i) + "\xE2\x80\xA6" : s;
}

// Roots stand at the right, where reading begins; each step nearer to the article one column to the left.
class Graph {
 public:
  Graph(Html& html, const Claim& claim) : h_(html), claim_(claim) {}

  void write() {
    collect();
    if (nodes_.size() < 3) return;
    int columns = 0;
    int rows = 0;
    for (const auto& [key, _] : nodes_) columns = std::max(columns, key.first + 1);
    for (const auto& [_, n] : in_column_) rows = std::max(rows, n);
    const int width = columns * kColumn - (kColumn - kBoxWidth) + 2 * kMargin;
    const int height = rows * kRow + kMargin;
    h_.put("<div class=\"scroll\"><svg class=\"isnad\" viewBox=\"0 0 {} {}\" width=\"{}\" height=\"{}\" role=\"img\">\n", width,
           height, width, height);
    for (const auto& [from, to] : edges_) edge(width, nodes_.at(from), nodes_.at(to));
    for (const auto& [key, node] : nodes_) box(width, key, node);
    h_.out += "</svg></div>\n";
  }

 private:
  using Key = std::pair<int, std::string>;  // column, name
  struct Node {
    int column = 0, row = 0;
    const char* kind = "conduit";
  };

  void collect() {
    std::size_t longest = 1;
    for (std::size_t i = 0; i < claim_.carriers.size() && i < kMostCarriers; ++i)
      longest = std::max(longest, claim_.carriers[i].chain.size());
    for (std::size_t i = 0; i < claim_.carriers.size() && i < kMostCarriers; ++i) {
      const ClaimCarrier& c = claim_.carriers[i];
      Key last{-1, ""};
      for (std::size_t k = c.chain.size(); k-- > 0;) {
        const Key key{static_cast<int>(c.chain.size() - 1 - k), c.chain[k]};
        place(key, k + 1 == c.chain.size() ? "root" : "conduit");
        if (last.first >= 0) edges_.insert({last, key});
        last = key;
      }
      const Key outlet{static_cast<int>(longest),
                       h_.d.documents[c.evidence.document].outlet_name.empty()
                           ? std::string(h_.w["no_outlet"]) + " " + std::to_string(c.evidence.document + 1)
                           : h_.d.documents[c.evidence.document].outlet_name};
      place(outlet, "outlet");
      if (last.first >= 0) edges_.insert({last, outlet});
    }
  }
  void place(const Key& key, const char* kind) {
    const auto [it, is_new] = nodes_.try_emplace(key);
    if (!is_new) return;
    it->second = {key.first, in_column_[key.first]++, kind};
  }
  static int x_of(int width, const Node& n) { return width - kMargin - n.column * kColumn - kBoxWidth; }
  static int y_of(const Node& n) { return kMargin + n.row * kRow; }

  void edge(int width, const Node& from, const Node& to) {
    const int x1 = x_of(width, from);
    const int y1 = y_of(from) + kBoxHeight / 2;
    const int x2 = x_of(width, to) + kBoxWidth;
    const int y2 = y_of(to) + kBoxHeight / 2;
    const int bend = (x1 + x2) / 2;
    h_.put("<path d=\"M{} {}C{} {} {} {} {} {}\"/><path class=\"tip\" d=\"M{} {}l7 -4v8z\"/>\n", x1, y1, bend, y1, bend, y2,
           x2 + 6, y2, x2, y2);
  }
  void box(int width, const Key& key, const Node& n) {
    h_.put(
        "<g class=\"{}\"><rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/><text x=\"{}\" "
        "y=\"{}\">{}<title>{}</title></text></g>\n",
        n.kind, x_of(width, n), y_of(n), kBoxWidth, kBoxHeight, x_of(width, n) + kBoxWidth / 2, y_of(n) + 19,
        escaped(shortened(key.second)), escaped(key.second));
  }

  Html& h_;
  const Claim& claim_;
  std::map<Key, Node> nodes_;
  std::map<int, int> in_column_;
  std::set<std::pair<Key, Key>> edges_;
};

}  // namespace

void write_isnad(Html& html, const Claim& claim) { Graph(html, claim).write(); }

}  // namespace isnad::dossier
