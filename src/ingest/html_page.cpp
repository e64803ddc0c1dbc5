#include "ingest/html_page.h"

#include <algorithm>

#include "text/utf8.h"

namespace isnad::ingest {
namespace {

bool is_dropped_tag(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_SCRIPT:
    case GUMBO_TAG_STYLE:
    case GUMBO_TAG_NOSCRIPT:
    case GUMBO_TAG_TEMPLATE:
    case GUMBO_TAG_IFRAME:
    case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_EMBED:
    case GUMBO_TAG_CANVAS:
    case GUMBO_TAG_AUDIO:
    case GUMBO_TAG_VIDEO:
    case GUMBO_TAG_MAP:
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_SELECT:
    case GUMBO_TAG_TEXTAREA:
    case GUMBO_TAG_INPUT:
    case GUMBO_TAG_NAV:
    case GUMBO_TAG_ASIDE:
    case GUMBO_TAG_FOOTER:
    case GUMBO_TAG_FIGURE:
    case GUMBO_TAG_FIGCAPTION:
    case GUMBO_TAG_MENU:
    case GUMBO_TAG_APPLET:
    case GUMBO_TAG_HEAD:
    case GUMBO_TAG_DATALIST:
    case GUMBO_TAG_TITLE:
    case GUMBO_TAG_LINK:
    case GUMBO_TAG_META:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_DIR:
    case GUMBO_TAG_MARQUEE: return true;
    default: return false;
  }
}

bool is_inline(GumboTag tag) {
  switch (tag) {
    case GUMBO_TAG_A:
    case GUMBO_TAG_EM:
    case GUMBO_TAG_STRONG:
    case GUMBO_TAG_SMALL:
    case GUMBO_TAG_S:
    case GUMBO_TAG_CITE:
    case GUMBO_TAG_Q:
    case GUMBO_TAG_DFN:
    case GUMBO_TAG_ABBR:
    case GUMBO_TAG_DATA:
    case GUMBO_TAG_TIME:
    case GUMBO_TAG_CODE:
    case GUMBO_TAG_VAR:
    case GUMBO_TAG_SAMP:
    case GUMBO_TAG_KBD:
    case GUMBO_TAG_SUB:
    case GUMBO_TAG_SUP:
    case GUMBO_TAG_I:
    case GUMBO_TAG_B:
    case GUMBO_TAG_U:
    case GUMBO_TAG_MARK:
    case GUMBO_TAG_RUBY:
    case GUMBO_TAG_RT:
    case GUMBO_TAG_RP:
    case GUMBO_TAG_BDI:
    case GUMBO_TAG_BDO:
    case GUMBO_TAG_SPAN:
    case GUMBO_TAG_BR:
    case GUMBO_TAG_WBR:
    case GUMBO_TAG_INS:
    case GUMBO_TAG_DEL:
    case GUMBO_TAG_IMG:
    case GUMBO_TAG_IMAGE:
    case GUMBO_TAG_LABEL:
    case GUMBO_TAG_OUTPUT:
    case GUMBO_TAG_ACRONYM:
    case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_BASEFONT:
    case GUMBO_TAG_BIG:
    case GUMBO_TAG_BLINK:
    case GUMBO_TAG_FONT:
    case GUMBO_TAG_NOBR:
    case GUMBO_TAG_TT:
    case GUMBO_TAG_UNKNOWN:
    case GUMBO_TAG_METER:
    case GUMBO_TAG_PROGRESS: return true;
    default: return false;
  }
}

bool is_html_space(char32_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == 0xA0; }

bool is_comma(char32_t c) {
  return c == ',' || c == 0x060C || c == 0x061B || c == ';' || c == 0x3001 || c == 0xFF0C || c == 0x066B;
}

bool contains(std::string_view haystack, std::string_view needle) { return haystack.find(needle) != std::string_view::npos; }

bool is_hidden(const Dom& dom, NodeId id) {
  if (dom.has_attribute(id, "hidden") || dom.attribute(id, "aria-hidden") == "true") return true;
  const std::string_view style = dom.attribute(id, "style");
  return !style.empty() &&
         (contains(style, "display:none") || contains(style, "display: none") || contains(style, "visibility:hidden"));
}

bool is_unlikely_role(std::string_view role) {
  return role == "navigation" || role == "menu" || role == "menubar" || role == "complementary" || role == "dialog" ||
         role == "alertdialog" || role == "search" || role == "contentinfo" || role == "tablist" || role == "banner";
}

}  // namespace

bool is_block(GumboTag tag) { return !is_inline(tag); }

Page::Page(const Dom& dom, Strip strip) : dom_(dom) {
  const auto& nodes = dom_.nodes();
  const auto body = std::find_if(nodes.begin(), nodes.end(), [](const DomNode& n) { return n.tag == GUMBO_TAG_BODY; });
  if (body != nodes.end()) body_ = static_cast<NodeId>(body - nodes.begin());
  mark_dropped(strip);
  collect_runs();
  sum_up();
}

bool Page::is_unwanted(NodeId id, Strip strip) const {
  const GumboTag tag = node(id).tag;
  if (id == body_ || tag == GUMBO_TAG_HTML || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_ARTICLE) return false;
  if (is_dropped_tag(tag) || is_hidden(dom_, id)) return true;
  if (strip == Strip::hidden_only) return false;
  const HintMask mask = dom_.hints(id);
  if (has(mask, Hint::body)) return false;
  if (has(mask, Hint::drop) || has(mask, Hint::comments) || has(mask, Hint::caption)) return true;
  if (tag == GUMBO_TAG_A) return false;
  return (has(mask, Hint::unlikely) && !has(mask, Hint::keep)) || is_unlikely_role(dom_.attribute(id, "role"));
}

void Page::mark_dropped(Strip strip) {
  const auto& nodes = dom_.nodes();
  dropped_.assign(nodes.size(), false);
  for (NodeId id = body_; id < nodes.size();) {
    if (nodes[id].is_text() || !is_unwanted(id, strip)) {
      ++id;
      continue;
    }
    for (const NodeId end = nodes[id].end; id < end; ++id) dropped_[id] = true;
  }
}

namespace {

// Gathers text nodes into runs.
class RunBuilder {
 public:
  explicit RunBuilder(std::vector<Run>& runs) : runs_(runs) {}

  void line_break() {
    while (!run_.text.empty() && run_.text.back() == ' ') run_.text.pop_back();
    if (run_.text.empty()) return;
    if (run_.text.back() == '\n') return flush();
    run_.text.push_back('\n');
  }

  void add(NodeId id, std::string_view text, NodeId block, bool is_linked) {
    if (run_.first == kNoNode) run_.first = id;
    run_.last = id;
    run_.block = block;
    for (std::size_t i = 0; i < text.size();) {
      if (const std::size_t letters = ascii_letters(text, i); letters > 0) {
        run_.text.append(text, i, letters);
        run_.chars += static_cast<std::uint32_t>(letters);
        if (is_linked) run_.linked += static_cast<std::uint32_t>(letters);
        i += letters;
        continue;
      }
      const text::Decoded c = text::decode(text, i);
      if (is_html_space(c.code)) {
        if (!run_.text.empty() && run_.text.back() != ' ' && run_.text.back() != '\n') run_.text.push_back(' ');
      } else {
        run_.text.append(text, i, c.size);
        ++run_.chars;
        if (is_linked) ++run_.linked;
        if (is_comma(c.code)) ++run_.commas;
      }
      i += c.size;
    }
  }

  void flush() {
    while (!run_.text.empty() && (run_.text.back() == ' ' || run_.text.back() == '\n')) run_.text.pop_back();
    if (run_.chars > 0) runs_.push_back(std::move(run_));
    run_ = Run();
  }

 private:
  static std::size_t ascii_letters(std::string_view text, std::size_t i) {
    std::size_t end = i;
    while (end < text.size() && ((text[end] | 0x20) >= 'a' && (text[end] | 0x20) <= 'z')) ++end;
    return end - i;
  }

  std::vector<Run>& runs_;
  Run run_;
};

}  // namespace

void Page::collect_runs() {
  const auto& nodes = dom_.nodes();
  std::vector<NodeId> blocks;  // open block elements
  RunBuilder builder(runs_);
  NodeId link_end = 0;
  for (NodeId id = body_; id < nodes.size();) {
    while (!blocks.empty() && nodes[blocks.back()].end <= id) {
      blocks.pop_back();
      builder.flush();
    }
    const DomNode& n = nodes[id];
    if (dropped_[id]) {
      if (!n.is_text() && is_block(n.tag)) builder.flush();
      id = n.end;
      continue;
    }
    if (n.is_text()) {
      builder.add(id, n.text, blocks.empty() ? body_ : blocks.back(), id < link_end);
    } else if (n.tag == GUMBO_TAG_BR) {
      builder.line_break();
    } else if (is_block(n.tag)) {
      builder.flush();
      blocks.push_back(id);
    } else if (n.tag == GUMBO_TAG_A && dom_.has_attribute(id, "href")) {
      link_end = std::max(link_end, n.end);
    }
    ++id;
  }
  builder.flush();
}

void Page::sum_up() {
  mass_.assign(dom_.nodes().size(), Mass());
  for (const Run& run : runs_) {
    Mass& m = mass_[run.block];
    m.chars += run.chars;
    m.linked += run.linked;
    m.commas += run.commas;
    ++m.runs;
  }
  for (NodeId id = static_cast<NodeId>(mass_.size()); id-- > 1;) {
    const Mass& child = mass_[id];
    if (child.runs == 0) continue;
    Mass& parent = mass_[node(id).parent];
    parent.chars += child.chars;
    parent.linked += child.linked;
    parent.commas += child.commas;
    parent.runs += child.runs;
  }
}

}  // namespace isnad::ingest
