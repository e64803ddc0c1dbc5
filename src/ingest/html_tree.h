// The tree of a condensed page, for the markup that pages are made of.
//
// Gumbo takes its time for every character and every element. Nearly all pages keep to some hundred tags, no frames, templates or
// drawings (which condense() takes out); for these the rules of HTML5 (13.2.5, 13.2.6) are written out here. Whatever else a page
// has, build_tree() says so, and the page is Gumbo's. Both give the same tree: tests compare them, and so does a fuzz target.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ingest/html_dom.h"

namespace isnad::ingest {

struct HtmlTreeNode {
  bool is_element = false;
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  HtmlAttributes attributes;
  std::uint32_t mark = kNoNode;  ///< of CondensedHtml::marks
  std::string_view text;
  NodeId parent = kNoNode, first = kNoNode, last = kNoNode, before = kNoNode, after = kNoNode;
};

struct HtmlTree {
  std::vector<HtmlTreeNode> nodes;  ///< in no order; the first is the root
  std::vector<HtmlAttribute> attributes;
};

/// False where the page has what only Gumbo knows; `tree` is in no good state then. Its views point into `page` and into `texts`,
/// which is given its room and does not grow.
bool build_tree(const CondensedHtml& page, std::vector<char>& texts, HtmlTree& tree);

}  // namespace isnad::ingest
