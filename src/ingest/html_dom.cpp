#include "ingest/html_dom.h"

#include <csetjmp>
#include <string>

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

Dom::Dom() = default;
Dom::Dom(Dom&&) noexcept = default;
Dom& Dom::operator=(Dom&&) noexcept = default;
Dom::~Dom() = default;

Result<Dom> Dom::parse(std::string_view html, const HtmlHints& hints) {
  Dom dom;
  dom.page_ = condense(html, HtmlLimits(), hints);
  const std::string& page = dom.page_.html;
  dom.texts_.reserve(dom.page_.pool.size() + 2 * page.size());  // entities may be shorter than what they stand for
  dom.arena_ = std::make_unique<Arena>(std::min(kMemoryMax, kMemoryBase + kMemoryFactor * page.size()));
  GumboOptions options = kGumboDefaultOptions;
  options.userdata = dom.arena_.get();
  options.allocator = [](void* arena, std::size_t size) { return static_cast<Arena*>(arena)->allocate(size); };
  options.deallocator = [](void*, void*) {};
  options.max_errors = 0;
  if (setjmp(dom.arena_->out_of_memory) != 0) {  // NOLINT(cert-err52-cpp)
    return Error{ErrorCode::unsupported, "its HTML is nested so wildly that it cannot be read", {}, 0};
  }
  const GumboOutput* output = gumbo_parse_with_options(&options, page.data(), page.size());
  dom.flatten(output->root);
  dom.read_marks();
  return dom;
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
        nodes_.push_back({parent, id + 1, node->v.element.tag, {}, &node->v.element});
        open.push_back({&node->v.element.children, 0, id});
        break;
      case GUMBO_NODE_TEXT:
      case GUMBO_NODE_CDATA:
      case GUMBO_NODE_WHITESPACE:
        nodes_.push_back({parent, id + 1, GUMBO_TAG_UNKNOWN, text_of(node->v.text.text), nullptr});
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

void Dom::read_marks() {
  marks_.resize(nodes_.size());
  for (NodeId id = 0; id < nodes_.size(); ++id) {
    if (nodes_[id].is_text() || nodes_[id].element->attributes.length == 0) continue;
    const GumboAttribute* mark = gumbo_get_attribute(&nodes_[id].element->attributes, "c");
    if (mark != nullptr) marks_[id] = page_.mark_at(mark->value);
  }
}

std::string_view Dom::attribute(NodeId node, const char* name) const {
  const GumboElement* element = nodes_[node].element;
  if (element == nullptr) return {};
  const GumboAttribute* found = gumbo_get_attribute(&element->attributes, name);
  return found == nullptr ? std::string_view() : value_of(*found);
}

std::string_view Dom::value_of(const GumboAttribute& attribute) const {
  const std::string_view piece = page_.piece_at(attribute.value);
  return piece.data() == nullptr ? std::string_view(attribute.value) : piece;
}

// The text with its pieces put back.
std::string_view Dom::text_of(const char* text) {
  const std::string_view written = text;
  if (const std::string_view piece = page_.piece_at(text); piece.data() != nullptr && written.size() == kPieceBytes) return piece;
  if (written.find_first_of(kPieceLeads) == std::string_view::npos) return written;
  const std::size_t begin = texts_.size();
  for (std::size_t i = 0; i < written.size();) {
    const std::string_view found = page_.piece_at(text + i);
    const std::string_view piece = found.data() == nullptr ? written.substr(i, 1) : found;
    i += found.data() == nullptr ? 1 : kPieceBytes;
    if (texts_.size() + piece.size() <= texts_.capacity()) texts_.insert(texts_.end(), piece.begin(), piece.end());
  }
  return {texts_.data() + begin, texts_.size() - begin};
}

bool Dom::has_attribute(NodeId node, const char* name) const {
  const GumboElement* element = nodes_[node].element;
  return element != nullptr && gumbo_get_attribute(&element->attributes, name) != nullptr;
}

}  // namespace isnad::ingest
