#include "ingest/html_content.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace isnad::ingest {
namespace {

constexpr std::uint32_t kShortRun = 20;  // runs below give no points

bool is_heading(GumboTag tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }
bool is_list(GumboTag tag) { return tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL; }

double tag_points(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_ARTICLE: return 10;
    case GUMBO_TAG_MAIN:
    case GUMBO_TAG_DIV:
    case GUMBO_TAG_SECTION: return 5;
    case GUMBO_TAG_PRE:
    case GUMBO_TAG_TD:
    case GUMBO_TAG_BLOCKQUOTE: return 3;
    case GUMBO_TAG_ADDRESS:
    case GUMBO_TAG_OL:
    case GUMBO_TAG_UL:
    case GUMBO_TAG_DL:
    case GUMBO_TAG_DD:
    case GUMBO_TAG_DT:
    case GUMBO_TAG_LI:
    case GUMBO_TAG_FORM: return -3;
    case GUMBO_TAG_H1:
    case GUMBO_TAG_H2:
    case GUMBO_TAG_H3:
    case GUMBO_TAG_H4:
    case GUMBO_TAG_H5:
    case GUMBO_TAG_H6:
    case GUMBO_TAG_TH: return -5;
    default: return 0;
  }
}

class Finder {
 public:
  Finder(const Page& page, Care care)
      : page_(page),
        care_(care),
        nodes_(page.dom().nodes()),
        mass_(nodes_.size()),
        cut_(nodes_.size(), false) {
    for (NodeId id = 0; id < nodes_.size(); ++id) mass_[id] = page.mass(id);
    count_elements();
  }

  Content run() {
    give_points();
    NodeId top = richest();
    if (top == kNoNode && care_ == Care::strict) return {};
    top = top == kNoNode ? page_.body() : climb(top);
    roots_ = named_containers(top);
    if (roots_.empty()) roots_ = with_siblings(top);
    for (const NodeId root : roots_) prune(root);
    return collect();
  }

 private:
  // --- elements counted by prefix sums: what stands in [id, end) is a difference
  struct Counts {
    int paragraphs = 0, items = 0, pictures = 0, inputs = 0, heading_chars = 0;
  };

  void count_elements() {
    prefix_.resize(nodes_.size() + 1);
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      Counts c = prefix_[id];
      if (!nodes_[id].is_text() && !page_.is_dropped(id)) {
        const GumboTag tag = nodes_[id].tag;
        if (tag == GUMBO_TAG_P) ++c.paragraphs;
        if (tag == GUMBO_TAG_LI) ++c.items;
        if (tag == GUMBO_TAG_IMG) ++c.pictures;
        if (is_heading(tag)) c.heading_chars += static_cast<int>(mass_[id].chars);
      }
      if (nodes_[id].tag == GUMBO_TAG_INPUT) ++c.inputs;
      prefix_[id + 1] = c;
    }
  }

  [[nodiscard]] Counts counts(NodeId id) const {
    const Counts& a = prefix_[id];
    const Counts& b = prefix_[nodes_[id].end];
    return {b.paragraphs - a.paragraphs, b.items - a.items, b.pictures - a.pictures, b.inputs - a.inputs,
            b.heading_chars - a.heading_chars};
  }

  // --- points
  [[nodiscard]] double weight(NodeId id) const {
    if (care_ == Care::lenient) return 0;
    const HintMask mask = page_.hints(id);
    return (has(mask, Hint::positive) || has(mask, Hint::body) ? 25 : 0) - (has(mask, Hint::negative) ? 25 : 0);
  }

  [[nodiscard]] bool is_paragraph_like(const Run& run) const {
    const GumboTag tag = nodes_[run.block].tag;
    if (tag == GUMBO_TAG_P || tag == GUMBO_TAG_PRE || tag == GUMBO_TAG_LI || tag == GUMBO_TAG_TD || tag == GUMBO_TAG_BLOCKQUOTE ||
        is_heading(tag))
      return true;
    return tag == GUMBO_TAG_DIV && mass_[run.block].runs == 1;
  }

  void give_points() {
    points_.assign(nodes_.size(), 0);
    std::vector<bool> touched(nodes_.size(), false);
    for (const Run& run : page_.runs()) {
      if (run.chars < kShortRun) continue;
      const double points = 1 + run.commas + std::min(run.chars / 85.0, 3.0);
      NodeId id = is_paragraph_like(run) ? nodes_[run.block].parent : run.block;
      for (int level = 0; level < 6 && id != kNoNode && id >= page_.body(); id = nodes_[id].parent) {
        if (!touched[id]) {
          touched[id] = true;
          points_[id] = tag_points(nodes_[id].tag) + weight(id);
        }
        points_[id] += level == 0 ? points : level == 1 ? points / 2 : points / (3 * level);
        ++level;
      }
    }
    for (NodeId id = 0; id < nodes_.size(); ++id) points_[id] *= 1 - mass_[id].link_density();
  }

  [[nodiscard]] NodeId richest() const {
    const auto best = std::max_element(points_.begin(), points_.end());
    return best == points_.end() || *best <= 0 ? kNoNode : static_cast<NodeId>(best - points_.begin());
  }

  // The article may be spread over several children of a common ancestor, each rich by itself.
  [[nodiscard]] NodeId climb(NodeId top) const {
    std::vector<NodeId> rivals;
    for (NodeId id = 0; id < nodes_.size(); ++id) {
      if (id != top && points_[id] >= points_[top] * 0.75) rivals.push_back(id);
    }
    for (NodeId id = nodes_[top].parent; rivals.size() >= 3 && id != kNoNode && id > page_.body(); id = nodes_[id].parent) {
      const auto inside = std::count_if(rivals.begin(), rivals.end(), [&](NodeId r) { return r > id && r < nodes_[id].end; });
      if (inside >= 3) {
        top = id;
        break;
      }
    }
    double last = points_[top];
    const double enough = last / 3;
    for (NodeId id = nodes_[top].parent; id != kNoNode && id > page_.body(); id = nodes_[id].parent) {
      if (points_[id] == 0) continue;
      if (points_[id] < enough) break;
      if (points_[id] > last) {
        top = id;
        break;
      }
      last = points_[id];
    }
    while (true) {  // an only child stands for its parent, so that the parent's siblings can join
      const NodeId parent = nodes_[top].parent;
      if (parent == kNoNode || parent <= page_.body() || mass_[parent].runs != mass_[top].runs) return top;
      top = parent;
    }
  }

  [[nodiscard]] bool is_named(NodeId id) const {
    if (nodes_[id].is_text() || page_.is_dropped(id) || !is_block(nodes_[id].tag)) return false;
    return page_.dom().attribute(id, "itemprop") == "articleBody" || has(page_.hints(id), Hint::body);
  }

  // The elements that call themselves the body of the article. An article may come in several of them; those of another
  // article on the page do not stand near the largest.
  [[nodiscard]] std::vector<NodeId> named_containers(NodeId top) const {
    std::vector<NodeId> named;
    NodeId best = kNoNode;
    for (NodeId id = page_.body(); id < nodes_.size();) {
      if (id == page_.body() || !is_named(id) || mass_[id].link_density() > 0.5) {
        ++id;
        continue;
      }
      named.push_back(id);
      if (best == kNoNode || mass_[id].chars > mass_[best].chars) best = id;
      id = nodes_[id].end;
    }
    if (best == kNoNode || mass_[best].chars < 200) return {};
    NodeId near = best;
    for (int level = 0; level < 3 && nodes_[near].parent > page_.body(); ++level) near = nodes_[near].parent;
    std::erase_if(named, [&](NodeId id) { return id < near || id >= nodes_[near].end || page_.hints(id) != page_.hints(best); });
    std::uint32_t chars = 0;
    for (const NodeId id : named) chars += mass_[id].chars;
    if (chars * 2 < mass_[top].chars) return {};
    return named;
  }

  [[nodiscard]] std::vector<NodeId> with_siblings(NodeId top) const {
    std::vector<NodeId> out;
    const NodeId parent = nodes_[top].parent;
    if (parent == kNoNode) return {top};
    const double threshold = std::max(10.0, points_[top] * 0.2);
    const std::uint32_t class_number = page_.dom().class_number(top);
    for (NodeId id = parent + 1; id < nodes_[parent].end; id = nodes_[id].end) {
      if (id == top) {
        out.push_back(id);
        continue;
      }
      if (nodes_[id].is_text() || page_.is_dropped(id) || mass_[id].runs == 0) continue;
      const double bonus = class_number != 0 && page_.dom().class_number(id) == class_number ? points_[top] * 0.2 : 0;
      const Mass& m = mass_[id];
      const bool joins =
          points_[id] + bonus >= threshold || (nodes_[id].tag == GUMBO_TAG_P && m.chars > 65 && m.link_density() < 0.25);
      if (joins) out.push_back(id);
    }
    return out;
  }

  // --- pruning
  void cut(NodeId id) {
    for (NodeId k = id; k < nodes_[id].end; ++k) cut_[k] = true;
    const Mass gone = mass_[id];
    for (NodeId k = id; k != kNoNode; k = nodes_[k].parent) {
      mass_[k].chars -= gone.chars;
      mass_[k].linked -= gone.linked;
      mass_[k].commas -= gone.commas;
      mass_[k].runs -= gone.runs;
    }
  }

  void prune(NodeId root) {
    for (NodeId id = nodes_[root].end; id-- > root + 1;) {
      if (cut_[id] || nodes_[id].is_text() || page_.is_dropped(id) || mass_[id].runs == 0) continue;
      if (is_clutter(id)) cut(id);
    }
  }

  [[nodiscard]] bool is_clutter(NodeId id) const {
    const GumboTag tag = nodes_[id].tag;
    if (is_heading(tag)) return weight(id) < 0;
    if (tag != GUMBO_TAG_DIV && tag != GUMBO_TAG_SECTION && !is_list(tag) && tag != GUMBO_TAG_TABLE && tag != GUMBO_TAG_FORM &&
        tag != GUMBO_TAG_FIELDSET && tag != GUMBO_TAG_DL) {
      return false;
    }
    const double w = weight(id);
    if (w < 0) return true;
    const Mass& m = mass_[id];
    if (care_ == Care::lenient) return m.link_density() > 0.7;
    if (m.commas >= 10) return false;
    const Counts c = counts(id);
    const double density = m.link_density();
    const bool list = is_list(tag) || (c.items > 0 && is_list_only(id));
    if (c.pictures > 1 && c.paragraphs * 2 < c.pictures) return true;
    if (!list && c.items - 100 > c.paragraphs) return true;
    if (c.inputs > c.paragraphs / 3) return true;
    if (!list && m.chars < 25 && (c.pictures == 0 || c.pictures > 2) && c.heading_chars * 10 < static_cast<int>(m.chars) * 9)
      return true;
    if (!list && w < 25 && density > 0.2) return true;
    return w >= 25 && density > 0.5;
  }

  // More than nine tenths of the text are in lists.
  [[nodiscard]] bool is_list_only(NodeId id) const {
    std::uint32_t chars = 0;
    for (NodeId k = id + 1; k < nodes_[id].end;) {
      if (is_list(nodes_[k].tag)) {
        chars += mass_[k].chars;
        k = nodes_[k].end;
      } else ++k;
    }
    return chars * 10 > mass_[id].chars * 9;
  }

  [[nodiscard]] Content collect() const {
    Content out;
    for (std::size_t i = 0; i < page_.runs().size(); ++i) {
      const Run& run = page_.runs()[i];
      const bool inside =
          std::any_of(roots_.begin(), roots_.end(), [&](NodeId r) { return run.first >= r && run.first < nodes_[r].end; });
      if (!inside || cut_[run.first]) continue;
      out.runs.push_back(i);
      out.chars += run.chars;
    }
    return out;
  }

  const Page& page_;
  Care care_;
  const std::vector<DomNode>& nodes_;
  std::vector<Mass> mass_;
  std::vector<bool> cut_;
  std::vector<Counts> prefix_;
  std::vector<double> points_;
  std::vector<NodeId> roots_;
};

}  // namespace

Content find_content(const Page& page, Care care) { return Finder(page, care).run(); }

}  // namespace isnad::ingest
