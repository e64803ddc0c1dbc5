#include <map>

#include "dossier/html_writer.h"
#include "isnad/export.h"
#include "isnad/names.h"

namespace isnad {
namespace {

struct Node {
  std::string id, kind;
};
struct Edge {
  std::uint64_t count = 0;
  std::string claims, first, last, evidence;
};

class Graph {
 public:
  explicit Graph(const Dossier& d) : d_(d) {}

  void write(std::string& out) {
    for (std::size_t i = 0; i < d_.claims.size(); ++i) {
      for (const ClaimCarrier& c : d_.claims[i].carriers) add(c, i);
    }
    out += "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n";
    key(out, "name", "node", "string");
    key(out, "kind", "node", "string");
    key(out, "statements", "edge", "long");
    for (const char* name : {"claims", "from", "to", "evidence"}) key(out, name, "edge", "string");
    out += "<graph id=\"isnad\" edgedefault=\"directed\">\n";
    for (const auto& [name, node] : nodes_) {
      out += "<node id=\"" + node.id + "\">" + data("name", name) + data("kind", node.kind) + "</node>\n";
    }
    for (const auto& [ends, e] : edges_) {
      out += "<edge source=\"" + ends.first + "\" target=\"" + ends.second + "\">" + data("statements", std::to_string(e.count)) +
             data("claims", e.claims) + data("from", e.first) + data("to", e.last) + data("evidence", e.evidence) + "</edge>\n";
    }
    out += "</graph>\n</graphml>\n";
  }

 private:
  static void key(std::string& out, const std::string& name, const std::string& of, const std::string& type) {
    out += "<key id=\"" + name + "\" for=\"" + of + "\" attr.name=\"" + name + "\" attr.type=\"" + type + "\"/>\n";
  }
  static std::string data(const std::string& name, const std::string& value) {
    return "<data key=\"" + name + "\">" + dossier::escaped(value) + "</data>";
  }
  const std::string& node(const std::string& name, std::string_view kind) {
    const auto [it, is_new] = nodes_.try_emplace(name);
    if (is_new) it->second = {"n" + std::to_string(nodes_.size()), std::string(kind)};
    return it->second.id;
  }

  // From the root to the outlet, a step at a time.
  void add(const ClaimCarrier& c, std::size_t claim) {
    const DossierDocument& doc = d_.documents[c.evidence.document];
    if (c.chain.empty()) return;
    std::string from;
    for (std::size_t k = c.chain.size(); k-- > 0;) {
      const bool is_root = k + 1 == c.chain.size() && c.root != kNone;
      const std::string to = node(c.chain[k], is_root ? name_of(d_.claims[claim].roots[c.root].kind) : "conduit");
      if (!from.empty() && from != to) edge(from, to, c, doc, claim);
      from = to;
    }
    const std::string name = !doc.outlet_name.empty() ? doc.outlet_name : !doc.outlet.empty() ? doc.outlet : doc.id;
    const std::string outlet = node(name, "outlet");
    if (from != outlet) edge(from, outlet, c, doc, claim);
  }
  void edge(const std::string& from, const std::string& to, const ClaimCarrier& c, const DossierDocument& doc,
            std::size_t claim) {
    Edge& e = edges_[{from, to}];
    ++e.count;
    e.claims += (e.claims.empty() ? "c" : " c") + std::to_string(claim + 1);
    e.evidence += (e.evidence.empty() ? "" : " ") + doc.id + ":" + std::to_string(c.sentence.begin.value) + "-" +
                  std::to_string(c.sentence.end.value);
    if (doc.published.empty()) return;
    if (e.first.empty() || doc.published < e.first) e.first = doc.published;
    if (doc.published > e.last) e.last = doc.published;
  }

  const Dossier& d_;
  std::map<std::string, Node> nodes_;
  std::map<std::pair<std::string, std::string>, Edge> edges_;
};

}  // namespace

void write_graphml(const Dossier& dossier, std::string& out) { Graph(dossier).write(out); }

}  // namespace isnad
