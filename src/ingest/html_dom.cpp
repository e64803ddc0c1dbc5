#include "ingest/html_dom.h"

#include <algorithm>
#include <csetjmp>
#include <string>

#include "ingest/html_tree.h"

namespace isnad::ingest {
namespace {

constexpr std::size_t kBlockBytes = std::size_t{256} * 1024;
// Ordinary pages take 5 to 15 times their size.
constexpr std::size_t kMemoryBase = std::size_t{64} << 20;
constexpr std::size_t kMemoryFactor = 32;
constexpr std::size_t kMemoryMax = std::size_t{1} << 30;
constexpr std::size_t kPieceBytes = 4;
constexpr std::string_view kPieceLeads = "\xF3\xF4";

}  // namespace

// Gumbo's memory: freed as a whole, since gumbo_destroy_output() recurses as deep as the page nests.
class Dom::Arena {
 public:
  explicit Arena(std::size_t limit) : limit_(limit) {}

  // Gumbo cannot be told that memory is out; it is left by a jump over its frames, which hold nothing but this arena.
  void* allocate(std::size_t size) {
    size = (size + 15) & ~std::size_t{15};
    if (size > left_ && !grow(size)) std::longjmp(out_of_memory, 1);  // NOLINT(cert-err52-cpp)
    char* out = next_;
    next_ += size;
    left_ -= size;
    return out;
  }

  std::jmp_buf out_of_memory;

 private:
  bool grow(std::size_t size) {
    const std::size_t block = std::max(size, kBlockBytes);
    if (used_ + block > limit_) return false;
    blocks_.emplace_back(new char[block]);
    used_ += block;
    next_ = blocks_.back().get();
    left_ = block;
    return true;
  }

  std::size_t limit_;
  std::size_t used_ = 0;
  std::size_t left_ = 0;
  char* next_ = nullptr;
  std::vector<std::unique_ptr<char[]>> blocks_;
};

Dom::Dom(std::string_view html, const HtmlHints& hints)
    : page_(std::make_unique<CondensedHtml>(condense(html, HtmlLimits(), hints))) {
  texts_.reserve(page_->pool.size() + 2 * page_->html.size());  // entities may be shorter than what they stand for
}
Dom::Dom(Dom&&) noexcept = default;
Dom& Dom::operator=(Dom&&) noexcept = default;
Dom::~Dom() = default;

Result<Dom> Dom::parse(std::string_view html, const HtmlHints& hints) {
  Dom dom(html, hints);
  if (HtmlTree tree; build_tree(*dom.page_, dom.texts_, tree)) {
    dom.flatten(std::move(tree));
    return dom;
  }
  dom.texts_.clear();
  if (auto parsed = dom.parse_by_gumbo(); !parsed) return parsed.error();
  return dom;
}

Result<Dom> Dom::parse_by_gumbo(std::string_view html, const HtmlHints& hints) {
  Dom dom(html, hints);
  if (auto parsed = dom.parse_by_gumbo(); !parsed) return parsed.error();
  return dom;
}

Result<void> Dom::parse_by_gumbo() {
  const std::string& page = page_->html;
  arena_ = std::make_unique<Arena>(std::min(kMemoryMax, kMemoryBase + kMemoryFactor * page.size()));
  GumboOptions options = kGumboDefaultOptions;
  options.userdata = arena_.get();
  options.allocator = [](void* arena, std::size_t size) { return static_cast<Arena*>(arena)->allocate(size); };
  options.deallocator = [](void*, void*) {};
  options.max_errors = 0;
  if (setjmp(arena_->out_of_memory) != 0) {  // NOLINT(cert-err52-cpp)
    return Error{ErrorCode::unsupported, "its HTML is nested so wildly that it cannot be read", {}, 0};
  }
  const GumboOutput* output = gumbo_parse_with_options(&options, page.data(), page.size());
  flatten(output->root);
  return {};
}

void Dom::add_element(NodeId parent, const GumboElement& element) {
  DomNode node{parent, 0, element.tag, true, {}, {static_cast<std::uint32_t>(attributes_.size()), 0}};
  HtmlMark mark;
  for (unsigned i = 0; i < element.attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(element.attributes.data[i]);
    const std::string_view name = attribute->name;
    if (name == "c") {
      const std::uint32_t number = page_->mark_at(attribute->value);
      if (number != kNoNode) mark = page_->marks[number];
      continue;
    }
    const std::string_view piece = page_->piece_at(attribute->value);
    attributes_.push_back({name, piece.data() == nullptr ? std::string_view(attribute->value) : piece});
    ++node.attributes.count;
  }
  nodes_.push_back(node);
  marks_.push_back(mark);
}

void Dom::flatten(const GumboNode* root) {
  struct Frame {
    const GumboVector* children;
    unsigned next;
    NodeId id;
  };
  std::vector<Frame> open;
  const auto add = [&](const GumboNode* node) {
    const NodeId id = static_cast<NodeId>(nodes_.size());
    const NodeId parent = open.empty() ? kNoNode : open.back().id;
    switch (node->type) {
      case GUMBO_NODE_ELEMENT:
      case GUMBO_NODE_TEMPLATE:
        add_element(parent, node->v.element);
        open.push_back({&node->v.element.children, 0, id});
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        nodes_.push_back({parent, id + 1, GUMBO_TAG_UNKNOWN, false, text_of(node->v.text.text), {}});
        marks_.emplace_back();
        break;
      default: break;
    }
  };
  add(root);
  while (!open.empty()) {
    Frame& top = open.back();
    if (top.next < top.children->length) {
      add(static_cast<const GumboNode*>(top.children->data[top.next++]));
      continue;
    }
    nodes_[top.id].end = static_cast<NodeId>(nodes_.size());
    open.pop_back();
  }
}

void Dom::flatten(HtmlTree tree) {
  attributes_ = std::move(tree.attributes);
  nodes_.reserve(tree.nodes.size());
  marks_.reserve(tree.nodes.size());
  NodeId parent = kNoNode;
  for (NodeId at = 0; at != kNoNode;) {
    const HtmlTreeNode& node = tree.nodes[at];
    const auto id = static_cast<NodeId>(nodes_.size());
    nodes_.push_back({parent, id + 1, node.tag, node.is_element, node.text, node.attributes});
    marks_.push_back(node.mark == kNoNode ? HtmlMark() : page_->marks[node.mark]);
    if (node.first != kNoNode) {
      parent = id;
      at = node.first;
      continue;
    }
    while (at != kNoNode && tree.nodes[at].after == kNoNode) {  // the last of its parent
      at = tree.nodes[at].parent;
      if (parent == kNoNode) break;
      nodes_[parent].end = static_cast<NodeId>(nodes_.size());
      parent = nodes_[parent].parent;
    }
    if (at != kNoNode) at = tree.nodes[at].after;
  }
}

std::string_view Dom::attribute(NodeId node, std::string_view name) const {
  for (const HtmlAttribute& a : attributes(node)) {
    if (a.name == name) return a.value;
  }
  return {};
}

// The text with its pieces put back.
std::string_view Dom::text_of(const char* text) {
  const std::string_view written = text;
  if (const std::string_view piece = page_->piece_at(text); piece.data() != nullptr && written.size() == kPieceBytes)
    return piece;
  if (written.find_first_of(kPieceLeads) == std::string_view::npos) return written;
  const std::size_t begin = texts_.size();
  for (std::size_t i = 0; i < written.size();) {
    const std::string_view found = page_->piece_at(text + i);
    const std::string_view piece = found.data() == nullptr ? written.substr(i, 1) : found;
    i += found.data() == nullptr ? 1 : kPieceBytes;
    if (texts_.size() + piece.size() <= texts_.capacity()) texts_.insert(texts_.end(), piece.begin(), piece.end());
  }
  return {texts_.data() + begin, texts_.size() - begin};
}

bool Dom::has_attribute(NodeId node, std::string_view name) const {
  const auto all = attributes(node);
  return std::any_of(all.begin(), all.end(), [&](const HtmlAttribute& a) { return a.name == name; });
}

}  // namespace isnad::ingest
