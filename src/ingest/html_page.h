// What the extractor knows of a page before it decides: which parts can be no article, and its text in runs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/html_dom.h"
#include "ingest/html_hints.h"

namespace isnad::ingest {

/// A stretch of text between two block boundaries or double line breaks.
struct Run {
  NodeId block = kNoNode;  ///< nearest block element around it
  NodeId first = kNoNode;  ///< first and last text node
  NodeId last = kNoNode;
  std::string text;          ///< white space collapsed; '\n' where a single <br> stands
  std::uint32_t chars = 0;   ///< code points other than white space
  std::uint32_t linked = 0;  ///< of these, inside links
  std::uint32_t commas = 0;  ///< commas and their like in any script
};

/// Sums over the runs inside a node.
struct Mass {
  std::uint32_t chars = 0;
  std::uint32_t linked = 0;
  std::uint32_t commas = 0;
  std::uint32_t runs = 0;

  [[nodiscard]] double link_density() const { return chars == 0 ? 0 : static_cast<double>(linked) / chars; }
};

class Page {
 public:
  enum class Strip : std::uint8_t { unlikely, hidden_only };

  /// `dom` must outlive the page.
  Page(const Dom& dom, Strip strip);

  [[nodiscard]] const Dom& dom() const { return dom_; }
  [[nodiscard]] const DomNode& node(NodeId id) const { return dom_.nodes()[id]; }
  [[nodiscard]] const std::vector<Run>& runs() const { return runs_; }
  [[nodiscard]] const Mass& mass(NodeId id) const { return mass_[id]; }
  [[nodiscard]] HintMask hints(NodeId id) const { return dom_.hints(id); }
  /// The first node that is <body>, or the root.
  [[nodiscard]] NodeId body() const { return body_; }
  [[nodiscard]] bool is_dropped(NodeId id) const { return dropped_[id]; }

 private:
  void mark_dropped(Strip strip);
  [[nodiscard]] bool is_unwanted(NodeId id, Strip strip) const;
  void collect_runs();
  void sum_up();

  const Dom& dom_;
  NodeId body_ = 0;
  std::vector<bool> dropped_;
  std::vector<Run> runs_;
  std::vector<Mass> mass_;
};

/// True for elements that start a new line where they begin and end.
bool is_block(GumboTag tag);

}  // namespace isnad::ingest
