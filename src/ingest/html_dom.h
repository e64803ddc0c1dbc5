// An HTML page as a flat array of nodes in document order.
//
// Any bytes are parsed as HTML5 says: ordinary pages by html_tree.h, others by Gumbo. The tree is then laid out flat, so that
// every pass over it is a loop: the subtree of node i is [i, nodes[i].end). Nothing here recurses, and nesting, attributes and
// memory are bounded, so that a hostile page costs no more than its size. A Dom owns all that its views point to.
#pragma once

#include <gumbo.h>

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/html_hints.h"
#include "isnad/result.h"

namespace isnad::ingest {

using NodeId = std::uint32_t;
inline constexpr NodeId kNoNode = 0xFFFFFFFF;

/// Bounds within which Gumbo's time is linear in the size of the page.
struct HtmlLimits {
  std::size_t depth = 256;       ///< open elements; tags beyond are left out, their text stays
  std::size_t attributes = 256;  ///< of one tag
};

/// What the class names and the id of an element say.
struct HtmlMark {
  std::uint32_t class_number = 0;  ///< the same for the same class names; 0 for none
  HintMask hints = 0;
};

struct HtmlAttribute {
  std::string_view name;  ///< in lower case
  std::string_view value;
  bool operator==(const HtmlAttribute&) const = default;
};
/// Some in a row of all attributes of a page.
struct HtmlAttributes {
  std::uint32_t first = 0;
  std::uint32_t count = 0;
};

/// What of a page Gumbo is given. It takes its time for every character, and to the tree all text is alike: so longer pieces of
/// text and values of attributes are one code point each in `html`, of the private planes, and stand in `pool`. Class names and ids are one such attribute, "c". (A page that
/// writes such a code point as a number shows a piece there. None does.)
struct CondensedHtml {
  std::string html;
  std::vector<char> pool;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pieces;  ///< begin and size in `pool`
  std::vector<HtmlMark> marks;
  std::vector<std::string> json_ld;  ///< contents of the JSON-LD scripts

  /// The piece that the UTF-8 at `p` stands for; no data where it stands for none.
  [[nodiscard]] std::string_view piece_at(const char* p) const;
  /// The number in `marks` that the UTF-8 at `p` stands for; kNoNode where it stands for none.
  [[nodiscard]] std::uint32_t mark_at(const char* p) const;
};

/// `html` without comments, scripts, styles, drawings, attributes that nobody reads and what exceeds the limits.
CondensedHtml condense(std::string_view html, const HtmlLimits& limits, const HtmlHints& hints);

struct DomNode {
  NodeId parent = kNoNode;
  NodeId end = 0;                    ///< one past the last node of the subtree
  GumboTag tag = GUMBO_TAG_UNKNOWN;  ///< of an element
  bool is_element = false;
  std::string_view text;      ///< of a text node, entities decoded
  HtmlAttributes attributes;  ///< but for class names and id

  [[nodiscard]] bool is_text() const { return !is_element; }
};

struct HtmlTree;

class Dom {
 public:
  /// Parses valid UTF-8 and reads what its class names and ids hint at. Fails with `unsupported` when the page needs more
  /// memory than its size can explain.
  static Result<Dom> parse(std::string_view html, const HtmlHints& hints);
  /// The same, of any page by Gumbo.
  static Result<Dom> parse_by_gumbo(std::string_view html, const HtmlHints& hints);

  Dom(Dom&&) noexcept;
  Dom& operator=(Dom&&) noexcept;
  Dom(const Dom&) = delete;
  Dom& operator=(const Dom&) = delete;
  ~Dom();

  /// All nodes; the first is the root element. Empty only for a page without elements, which HTML5 does not produce.
  [[nodiscard]] const std::vector<DomNode>& nodes() const { return nodes_; }
  /// The value of an attribute (name in lower case), empty when absent.
  [[nodiscard]] std::string_view attribute(NodeId node, std::string_view name) const;
  [[nodiscard]] bool has_attribute(NodeId node, std::string_view name) const;
  [[nodiscard]] HintMask hints(NodeId node) const { return marks_[node].hints; }
  /// Equal for elements with the same class names; 0 for none. Plain inline elements may lack it.
  [[nodiscard]] std::uint32_t class_number(NodeId node) const { return marks_[node].class_number; }
  [[nodiscard]] std::span<const HtmlAttribute> attributes(NodeId node) const {
    return std::span(attributes_).subspan(nodes_[node].attributes.first, nodes_[node].attributes.count);
  }
  /// What stood in the page's application/ld+json scripts; no script is a node.
  [[nodiscard]] const std::vector<std::string>& json_ld() const { return page_->json_ld; }

 private:
  class Arena;
  Dom(std::string_view html, const HtmlHints& hints);
  Result<void> parse_by_gumbo();
  void flatten(const GumboNode* root);
  void flatten(HtmlTree tree);
  void add_element(NodeId parent, const GumboElement& element);
  std::string_view text_of(const char* text);

  std::unique_ptr<Arena> arena_;
  std::vector<DomNode> nodes_;
  std::vector<HtmlAttribute> attributes_;
  std::vector<HtmlMark> marks_;
  std::unique_ptr<CondensedHtml> page_;
  std::vector<char> texts_;  // made of several pieces; never grows beyond what it was given
};

}  // namespace isnad::ingest
