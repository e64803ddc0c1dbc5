#include "ingest/html_tree.h"

#include <algorithm>
#include <array>
#include <initializer_list>

#include "ingest/html_tags.h"
#include "ingest/html_tokens.h"

namespace isnad::ingest {
namespace {

// What the rules say of elements, by their tag.
enum Trait : std::uint16_t {
  kSpecial = 1,     // end tags of others do not close it
  kBlock = 2,       // ends a paragraph where it begins
  kFormatting = 4,  // begins again where its block ends before it does
  kHeading = 8,
  kEmpty = 16,           // has no content
  kImpliedEnd = 32,      // ends by itself with what is around it
  kScope = 64,           // end tags do not reach over it
  kTablePart = 128,      // begins only within tables
  kHead = 256,           // belongs to the head
  kForeign = 512,        // Gumbo's
  kTableContext = 1024,  // text has no place in it
};

constexpr std::array<std::uint16_t, GUMBO_TAG_LAST + 1> kTraits = [] {
  std::array<std::uint16_t, GUMBO_TAG_LAST + 1> out{};
  const auto set = [&](unsigned traits, std::initializer_list<GumboTag> tags) {
    for (const GumboTag tag : tags) out[tag] = static_cast<std::uint16_t>(out[tag] | traits);
  };
  set(kSpecial | kBlock,
      {GUMBO_TAG_ADDRESS, GUMBO_TAG_ARTICLE, GUMBO_TAG_ASIDE,   GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_CENTER, GUMBO_TAG_DETAILS,
       GUMBO_TAG_DIR,     GUMBO_TAG_DIV,     GUMBO_TAG_DL,      GUMBO_TAG_FIELDSET,   GUMBO_TAG_FIGURE, GUMBO_TAG_FIGCAPTION,
       GUMBO_TAG_FOOTER,  GUMBO_TAG_HEADER,  GUMBO_TAG_HGROUP,  GUMBO_TAG_MENU,       GUMBO_TAG_NAV,    GUMBO_TAG_OL,
       GUMBO_TAG_P,       GUMBO_TAG_SECTION, GUMBO_TAG_SUMMARY, GUMBO_TAG_UL});
  set(kBlock, {GUMBO_TAG_MAIN});
  set(kSpecial | kHeading, {GUMBO_TAG_H1, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6});
  set(kSpecial, {GUMBO_TAG_BODY, GUMBO_TAG_BUTTON, GUMBO_TAG_FORM, GUMBO_TAG_HEAD, GUMBO_TAG_PRE, GUMBO_TAG_LISTING,
                 GUMBO_TAG_SELECT, GUMBO_TAG_TITLE, GUMBO_TAG_HR, GUMBO_TAG_PARAM, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT,
                 GUMBO_TAG_THEAD, GUMBO_TAG_TR, GUMBO_TAG_COLGROUP, GUMBO_TAG_COL});
  set(kSpecial | kImpliedEnd, {GUMBO_TAG_LI, GUMBO_TAG_DD, GUMBO_TAG_DT});
  set(kImpliedEnd, {GUMBO_TAG_P, GUMBO_TAG_OPTION, GUMBO_TAG_OPTGROUP});
  set(kFormatting, {GUMBO_TAG_B, GUMBO_TAG_BIG, GUMBO_TAG_CODE, GUMBO_TAG_EM, GUMBO_TAG_FONT, GUMBO_TAG_I, GUMBO_TAG_S,
                    GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT, GUMBO_TAG_U});
  set(kSpecial | kEmpty, {GUMBO_TAG_AREA, GUMBO_TAG_BR, GUMBO_TAG_EMBED, GUMBO_TAG_IMG, GUMBO_TAG_WBR, GUMBO_TAG_INPUT});
  set(kSpecial | kScope, {GUMBO_TAG_CAPTION, GUMBO_TAG_HTML, GUMBO_TAG_TABLE, GUMBO_TAG_TD, GUMBO_TAG_TH, GUMBO_TAG_OBJECT});
  set(kTablePart, {GUMBO_TAG_CAPTION, GUMBO_TAG_COL, GUMBO_TAG_COLGROUP, GUMBO_TAG_TBODY, GUMBO_TAG_TD, GUMBO_TAG_TFOOT,
                   GUMBO_TAG_TH, GUMBO_TAG_THEAD, GUMBO_TAG_TR});
  set(kTableContext, {GUMBO_TAG_TABLE, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT, GUMBO_TAG_THEAD, GUMBO_TAG_TR});
  set(kSpecial | kHead, {GUMBO_TAG_BASE, GUMBO_TAG_LINK, GUMBO_TAG_META});
  set(kForeign,
      {GUMBO_TAG_STYLE,     GUMBO_TAG_SCRIPT,   GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_RUBY,   GUMBO_TAG_RT,
       GUMBO_TAG_RP,        GUMBO_TAG_RB,       GUMBO_TAG_RTC,      GUMBO_TAG_IMAGE,    GUMBO_TAG_IFRAME, GUMBO_TAG_MATH,
       GUMBO_TAG_SVG,       GUMBO_TAG_TEXTAREA, GUMBO_TAG_KEYGEN,   GUMBO_TAG_MENUITEM, GUMBO_TAG_APPLET, GUMBO_TAG_BGSOUND,
       GUMBO_TAG_FRAME,     GUMBO_TAG_FRAMESET, GUMBO_TAG_NOFRAMES, GUMBO_TAG_ISINDEX,  GUMBO_TAG_XMP,    GUMBO_TAG_NOEMBED,
       GUMBO_TAG_PLAINTEXT, GUMBO_TAG_BASEFONT, GUMBO_TAG_MARQUEE,  GUMBO_TAG_NOBR});
  return out;
}();

constexpr bool is(GumboTag tag, unsigned traits) { return (kTraits[tag] & traits) != 0; }
constexpr bool is_any(GumboTag tag, std::initializer_list<GumboTag> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

enum class Mode : std::uint8_t {
  initial,
  before_html,
  before_head,
  in_head,
  after_head,
  in_body,
  in_table,
  in_table_text,
  in_caption,
  in_column_group,
  in_table_body,
  in_row,
  in_cell,
  in_select,
  in_select_in_table,
  after_body,
};

// How far an end tag is looked for.
enum class Reach : std::uint8_t { element, list, button, table };

constexpr NodeId kMarker = kNoNode;    // among the formatting elements: they do not begin again before it
constexpr std::size_t kDeepest = 600;  // more is a page that Gumbo may find too wild
constexpr std::size_t kMostFormatting = 64;
constexpr std::size_t kMostAlike = 3;
constexpr int kMostAdopted = 3;

class TreeBuilder {
 public:
  TreeBuilder(const CondensedHtml& page, std::vector<char>& texts, HtmlTree& tree)
      : texts_(texts),
        tree_(tree),
        nodes_(tree.nodes),
        tokens_(page, texts_, tree.attributes),
        most_nodes_(4 * page.html.size() + 1000) {}

  bool run() {
    while (!is_lost_) {
      const HtmlToken token = tokens_.next();
      if (mode_ == Mode::in_table_text && token.kind != Kind::text) end_table_text();
      switch (token.kind) {
        case Kind::text: text(token.text); break;
        case Kind::start: is(token.tag, kForeign) ? lose() : start_tag(token); break;
        case Kind::end: is(token.tag, kForeign) ? lose() : end_tag(token.tag); break;
        case Kind::doctype: doctype(token); break;
        case Kind::last: end(); return !is_lost_ && tokens_.is_sure();
        case Kind::unknown: lose(); break;
      }
      if (nodes_.size() > most_nodes_ || open_.size() > kDeepest || formatting_.size() > kMostFormatting) lose();
    }
    return false;
  }

 private:
  using Kind = HtmlToken::Kind;

  void lose() { is_lost_ = true; }

  // --- nodes
  [[nodiscard]] GumboTag tag_of(NodeId id) const { return nodes_[id].tag; }
  [[nodiscard]] NodeId current() const { return open_.back(); }
  [[nodiscard]] GumboTag current_tag() const { return tag_of(open_.back()); }

  NodeId make(GumboTag tag, const HtmlToken* token) {
    HtmlTreeNode node;
    node.is_element = true;
    node.tag = tag;
    if (token != nullptr) {
      node.attributes = token->attributes;
      node.mark = token->mark;
    }
    nodes_.push_back(node);
    return static_cast<NodeId>(nodes_.size() - 1);
  }

  void detach(NodeId id) {
    HtmlTreeNode& n = nodes_[id];
    if (n.parent == kNoNode) return;
    HtmlTreeNode& parent = nodes_[n.parent];
    (n.before == kNoNode ? parent.first : nodes_[n.before].after) = n.after;
    (n.after == kNoNode ? parent.last : nodes_[n.after].before) = n.before;
    n.parent = n.before = n.after = kNoNode;
  }

  struct Place {
    NodeId parent;
    NodeId after = kNoNode;  // the child that comes behind it; none at the end
  };

  void put(NodeId id, Place place) {
    HtmlTreeNode& n = nodes_[id];
    HtmlTreeNode& parent = nodes_[place.parent];
    n.parent = place.parent;
    n.after = place.after;
    n.before = place.after == kNoNode ? parent.last : nodes_[place.after].before;
    (n.before == kNoNode ? parent.first : nodes_[n.before].after) = id;
    (place.after == kNoNode ? parent.last : nodes_[place.after].before) = id;
  }

  // Where a node goes that belongs to `target`: before the table, where that is part of one and what comes has no place there.
  [[nodiscard]] Place place_in(NodeId target) const {
    if (!is_fostering_ || !is(tag_of(target), kTableContext)) return {target};
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (tag_of(open_[i]) != GUMBO_TAG_TABLE) continue;
      if (nodes_[open_[i]].parent != kNoNode) return {nodes_[open_[i]].parent, open_[i]};
      return {open_[i - 1]};
    }
    return {open_.front()};
  }

  // Text is a node once anything else comes.
  void flush() {
    if (text_.empty()) return;
    HtmlTreeNode node;
    node.text = text_;
    text_ = {};
    nodes_.push_back(node);
    put(static_cast<NodeId>(nodes_.size() - 1), place_in(current()));
  }

  void add_text(std::string_view text) {
    if (text_.empty()) text_ = text;
    else if (text_.data() + text_.size() == text.data()) text_ = {text_.data(), text_.size() + text.size()};
    else text_ = texts_.join(text_, text);
  }

  NodeId insert(GumboTag tag, const HtmlToken* token = nullptr) {
    flush();
    const NodeId id = make(tag, token);
    if (!open_.empty()) put(id, place_in(current()));
    open_.push_back(id);
    return id;
  }

  void insert_empty(const HtmlToken& token) {
    insert(token.tag, &token);
    pop();
  }

  void pop() {
    flush();
    open_.pop_back();
  }
  void pop_to(GumboTag tag) {
    while (current_tag() != tag) pop();
    pop();
  }
  void pop_to(NodeId id) {
    while (current() != id) pop();
    pop();
  }

  [[nodiscard]] bool is_open(NodeId id) const { return std::find(open_.rbegin(), open_.rend(), id) != open_.rend(); }

  // --- scopes
  static bool bounds(GumboTag tag, Reach reach) {
    if (reach == Reach::table) return tag == GUMBO_TAG_TABLE || tag == GUMBO_TAG_HTML;
    if (is(tag, kScope)) return true;
    if (reach == Reach::list) return tag == GUMBO_TAG_OL || tag == GUMBO_TAG_UL;
    return reach == Reach::button && tag == GUMBO_TAG_BUTTON;
  }

  template <class Wanted>
  [[nodiscard]] bool has_open(Reach reach, Wanted is_wanted) const {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (is_wanted(open_[i])) return true;
      if (bounds(tag_of(open_[i]), reach)) return false;
    }
    return false;
  }
  [[nodiscard]] bool has_open(GumboTag tag, Reach reach = Reach::element) const {
    return has_open(reach, [&](NodeId id) { return tag_of(id) == tag; });
  }

  void imply_ends(GumboTag except = GUMBO_TAG_LAST) {
    while (is(current_tag(), kImpliedEnd) && current_tag() != except) pop();
  }

  void close(GumboTag tag) {
    imply_ends(tag);
    pop_to(tag);
  }

  void close_paragraph() {
    if (has_open(GUMBO_TAG_P, Reach::button)) close(GUMBO_TAG_P);
  }

  // --- formatting elements (13.2.4.3)
  void format(const HtmlToken& token) {
    reopen();
    const NodeId id = insert(token.tag, &token);
    std::size_t same = 0;
    for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kMarker;)
      same += are_alike(formatting_[i], id) ? 1U : 0U;
    if (same >= kMostAlike) lose();  // the rules forget the first of them
    formatting_.push_back(id);
  }

  [[nodiscard]] bool are_alike(NodeId a, NodeId b) const {
    const HtmlTreeNode& x = nodes_[a];
    const HtmlTreeNode& y = nodes_[b];
    if (x.tag != y.tag || x.mark != y.mark || x.attributes.count != y.attributes.count) return false;
    const auto begin = [&](const HtmlTreeNode& n) { return tree_.attributes.begin() + n.attributes.first; };
    return std::is_permutation(begin(x), begin(x) + x.attributes.count, begin(y));
  }

  // Those that ended before their time begin again.
  void reopen() {
    std::size_t i = formatting_.size();
    while (i > 0 && formatting_[i - 1] != kMarker && !is_open(formatting_[i - 1])) --i;
    for (; i < formatting_.size(); ++i) {
      const NodeId copy = copy_of(formatting_[i]);
      put(copy, place_in(current()));
      open_.push_back(copy);
      formatting_[i] = copy;
    }
  }

  NodeId copy_of(NodeId id) {
    const HtmlTreeNode& old = nodes_[id];
    HtmlTreeNode node;
    node.is_element = true;
    node.tag = old.tag;
    node.attributes = old.attributes;
    node.mark = old.mark;
    nodes_.push_back(node);
    return static_cast<NodeId>(nodes_.size() - 1);
  }

  void clear_to_marker() {
    while (!formatting_.empty() && formatting_.back() != kMarker) formatting_.pop_back();
    if (!formatting_.empty()) formatting_.pop_back();
  }

  [[nodiscard]] std::size_t formatting_place(NodeId id) const {
    return static_cast<std::size_t>(std::find(formatting_.begin(), formatting_.end(), id) - formatting_.begin());
  }
  [[nodiscard]] std::size_t open_place(NodeId id) const {
    return static_cast<std::size_t>(std::find(open_.begin(), open_.end(), id) - open_.begin());
  }
  template <class List>
  static void erase_at(List& list, std::size_t i) {
    list.erase(list.begin() + static_cast<std::ptrdiff_t>(i));
  }
  template <class List>
  static void insert_at(List& list, std::size_t i, NodeId id) {
    list.insert(list.begin() + static_cast<std::ptrdiff_t>(i), id);
  }

  [[nodiscard]] bool has_marker() const {
    return std::find(formatting_.begin(), formatting_.end(), kMarker) != formatting_.end();
  }

  [[nodiscard]] NodeId last_formatting(GumboTag tag) const {
    for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i] != kMarker;) {
      if (tag_of(formatting_[i]) == tag) return formatting_[i];
    }
    return kNoNode;
  }

  // The end tag of a formatting element (13.2.6.4.7, adoption agency).
  void end_formatting(GumboTag tag) {
    if (current_tag() == tag && formatting_place(current()) == formatting_.size()) return pop();
    for (int outer = 0; outer < 8; ++outer) {
      const NodeId element = last_formatting(tag);
      if (element == kNoNode) {
        if (!has_marker()) end_any(tag);  // otherwise it ends nothing, as with Gumbo
        return;
      }
      if (!is_open(element)) return erase_at(formatting_, formatting_place(element));
      if (!has_open(Reach::element, [&](NodeId id) { return id == element; })) return;
      const std::size_t place = open_place(element);
      std::size_t furthest = place + 1;
      while (furthest < open_.size() && !is(tag_of(open_[furthest]), kSpecial)) ++furthest;
      if (furthest == open_.size()) {
        pop_to(element);
        return erase_at(formatting_, formatting_place(element));
      }
      adopt(element, place, open_[furthest], furthest);
    }
  }

  // A block stands in the element that ends: what is left of it goes on inside of the block.
  void adopt(NodeId element, std::size_t place, NodeId block, std::size_t furthest) {
    const NodeId ancestor = open_[place - 1];
    std::size_t bookmark = formatting_place(element);
    NodeId last = block;
    int inner = 0;
    for (std::size_t i = furthest; i-- > place + 1;) {
      const NodeId node = open_[i];
      const std::size_t at = formatting_place(node);
      if (++inner > kMostAdopted) return lose();
      if (at == formatting_.size()) {
        erase_at(open_, i);
        continue;
      }
      const NodeId copy = copy_of(node);
      formatting_[at] = open_[i] = copy;
      if (last == block) bookmark = at + 1;
      detach(last);
      put(last, {copy});
      last = copy;
    }
    detach(last);
    put(last, place_in(ancestor));
    const NodeId copy = copy_of(element);
    while (nodes_[block].first != kNoNode) {
      const NodeId child = nodes_[block].first;
      detach(child);
      put(child, {copy});
    }
    put(copy, {block});
    const std::size_t at = formatting_place(element);
    erase_at(formatting_, at);
    insert_at(formatting_, at < bookmark ? bookmark - 1 : bookmark, copy);
    erase_at(open_, open_place(element));
    insert_at(open_, open_place(block) + 1, copy);
  }

  // --- text
  static std::size_t leading_spaces(std::string_view text) {
    std::size_t n = 0;
    while (n < text.size() && html::is_space(text[n])) ++n;
    return n;
  }

  void text(std::string_view text) {
    while (!text.empty() && !is_lost_) {
      switch (mode_) {
        case Mode::initial:
        case Mode::before_html:
        case Mode::before_head:
          text.remove_prefix(leading_spaces(text));
          if (!text.empty()) advance();
          break;
        case Mode::in_head:
        case Mode::after_head:
        case Mode::in_column_group: {
          const std::size_t spaces = leading_spaces(text);
          if (spaces > 0) add_text(text.substr(0, spaces));
          text.remove_prefix(spaces);
          if (!text.empty()) advance();
          break;
        }
        case Mode::after_body: {
          const std::size_t spaces = leading_spaces(text);
          if (spaces > 0) {
            reopen();
            add_text(text.substr(0, spaces));
          }
          text.remove_prefix(spaces);
          if (!text.empty()) mode_ = Mode::in_body;
          break;
        }
        case Mode::in_table:
        case Mode::in_table_body:
        case Mode::in_row:
          if (!is(current_tag(), kTableContext)) return lose();
          table_mode_ = mode_;
          mode_ = Mode::in_table_text;
          has_table_text_ = false;
          break;
        case Mode::in_table_text: has_table_text_ = has_table_text_ || leading_spaces(text) < text.size(); return add_text(text);
        case Mode::in_select:
        case Mode::in_select_in_table: return add_text(text);
        case Mode::in_body:
        case Mode::in_caption:
        case Mode::in_cell: reopen(); return add_text(text);
      }
    }
  }

  void end_table_text() {
    is_fostering_ = has_table_text_;
    if (has_table_text_) reopen();
    flush();
    is_fostering_ = false;
    mode_ = table_mode_;
  }

  // What has not begun begins by itself.
  void advance() {
    switch (mode_) {
      case Mode::initial:
        quirks_ = Quirks::yes;
        mode_ = Mode::before_html;
        break;
      case Mode::before_html:
        insert(GUMBO_TAG_HTML);
        mode_ = Mode::before_head;
        break;
      case Mode::before_head:
        head_ = insert(GUMBO_TAG_HEAD);
        mode_ = Mode::in_head;
        break;
      case Mode::in_head:
        pop();
        mode_ = Mode::after_head;
        break;
      case Mode::after_head:
        insert(GUMBO_TAG_BODY);
        mode_ = Mode::in_body;
        break;
      case Mode::in_column_group:
        pop();
        mode_ = Mode::in_table;
        break;
      default: lose(); break;
    }
  }

  void doctype(const HtmlToken& token) {
    if (mode_ != Mode::initial) return;
    quirks_ = token.quirks;
    mode_ = Mode::before_html;
  }

  void end() {
    while (mode_ < Mode::in_body && !is_lost_) advance();
    flush();
  }

  // --- start tags: each rule returns whether the tag is done with; otherwise it is read again in another mode
  void start_tag(const HtmlToken& token) {
    while (!is_lost_ && !start_in_mode(token)) {
    }
  }

  bool start_in_mode(const HtmlToken& token) {
    switch (mode_) {
      case Mode::initial: return advance(), false;
      case Mode::before_html:
        if (token.tag != GUMBO_TAG_HTML) return advance(), false;
        insert(token.tag, &token);
        return mode_ = Mode::before_head, true;
      case Mode::before_head:
        if (token.tag == GUMBO_TAG_HTML) return lose(), true;
        if (token.tag != GUMBO_TAG_HEAD) return advance(), false;
        head_ = insert(token.tag, &token);
        return mode_ = Mode::in_head, true;
      case Mode::in_head: return start_in_head(token);
      case Mode::after_head: return start_after_head(token);
      case Mode::in_body: return start_in_body(token);
      case Mode::in_table: return start_in_table(token);
      case Mode::in_caption: return start_in_caption(token);
      case Mode::in_column_group:
        if (token.tag == GUMBO_TAG_HTML) return merge(token);
        if (token.tag == GUMBO_TAG_COL) return insert_empty(token), true;
        return advance(), false;
      case Mode::in_table_body: return start_in_table_body(token);
      case Mode::in_row: return start_in_row(token);
      case Mode::in_cell:
        if (!is(token.tag, kTablePart)) return start_in_body(token);
        if (!has_open(GUMBO_TAG_TD, Reach::table) && !has_open(GUMBO_TAG_TH, Reach::table)) return true;
        return close_cell(), false;
      case Mode::in_select: return start_in_select(token);
      case Mode::in_select_in_table:
        if (!is(token.tag, kTablePart) && token.tag != GUMBO_TAG_TABLE) return start_in_select(token);
        if (token.tag == GUMBO_TAG_COL || token.tag == GUMBO_TAG_COLGROUP) return start_in_select(token);
        return end_select(), false;
      case Mode::after_body:
        if (token.tag == GUMBO_TAG_HTML) return merge(token);
        return mode_ = Mode::in_body, false;
      case Mode::in_table_text: break;
    }
    return lose(), true;
  }

  // A second <html> or <body> adds what the first lacks.
  bool merge(const HtmlToken& token) {
    if (token.attributes.count > 0 || token.mark != kNoNode) lose();
    return true;
  }

  bool title(const HtmlToken& token) {
    insert(token.tag, &token);
    const HtmlToken text = tokens_.title();
    if (text.kind != Kind::text) return lose(), true;
    if (!text.text.empty()) add_text(text.text);
    pop();
    return true;
  }

  bool start_in_head(const HtmlToken& token) {
    if (token.tag == GUMBO_TAG_HTML) return merge(token);
    if (is(token.tag, kHead)) return insert_empty(token), true;
    if (token.tag == GUMBO_TAG_TITLE) return title(token);
    if (token.tag == GUMBO_TAG_HEAD) return true;
    return advance(), false;
  }

  bool start_after_head(const HtmlToken& token) {
    if (token.tag == GUMBO_TAG_HTML) return merge(token);
    if (token.tag == GUMBO_TAG_BODY) {
      insert(token.tag, &token);
      return mode_ = Mode::in_body, true;
    }
    if (is(token.tag, kHead) || token.tag == GUMBO_TAG_TITLE) {
      flush();
      open_.push_back(head_);
      start_in_head(token);
      flush();
      erase_at(open_, open_place(head_));
      return true;
    }
    if (token.tag == GUMBO_TAG_HEAD) return true;
    return advance(), false;
  }

  bool start_in_body(const HtmlToken& token) {
    const GumboTag tag = token.tag;
    if (is(tag, kBlock)) {
      close_paragraph();
      return insert(tag, &token), true;
    }
    if (is(tag, kFormatting)) return format(token), true;
    if (is(tag, kEmpty)) {
      reopen();
      return insert_empty(token), true;
    }
    if (is(tag, kHead)) return insert_empty(token), true;
    if (is(tag, kHeading)) {
      close_paragraph();
      if (is(current_tag(), kHeading)) pop();
      return insert(tag, &token), true;
    }
    switch (tag) {
      case GUMBO_TAG_HTML:
      case GUMBO_TAG_BODY: return merge(token);
      case GUMBO_TAG_TITLE: return title(token);
      case GUMBO_TAG_A: return start_link(token);
      case GUMBO_TAG_LI:
      case GUMBO_TAG_DD:
      case GUMBO_TAG_DT: return start_item(token);
      case GUMBO_TAG_FORM:
        if (form_ != kNoNode) return true;
        close_paragraph();
        return form_ = insert(tag, &token), true;
      case GUMBO_TAG_PRE:
      case GUMBO_TAG_LISTING: close_paragraph(); return insert(tag, &token), true;
      case GUMBO_TAG_BUTTON:
        if (has_open(GUMBO_TAG_BUTTON)) close(GUMBO_TAG_BUTTON);
        break;
      case GUMBO_TAG_OBJECT:
        reopen();
        insert(tag, &token);
        return formatting_.push_back(kMarker), true;
      case GUMBO_TAG_TABLE:
        if (quirks_ == Quirks::unknown && has_open(GUMBO_TAG_P, Reach::button)) return lose(), true;
        if (quirks_ == Quirks::no) close_paragraph();
        insert(tag, &token);
        return mode_ = Mode::in_table, true;
      case GUMBO_TAG_HR: close_paragraph(); return insert_empty(token), true;
      case GUMBO_TAG_PARAM:
      case GUMBO_TAG_SOURCE:
      case GUMBO_TAG_TRACK: return insert_empty(token), true;
      case GUMBO_TAG_SELECT: {
        reopen();
        insert(tag, &token);
        const bool in_table = mode_ >= Mode::in_table && mode_ <= Mode::in_cell;
        return mode_ = in_table ? Mode::in_select_in_table : Mode::in_select, true;
      }
      case GUMBO_TAG_OPTION:
      case GUMBO_TAG_OPTGROUP:
        if (current_tag() == GUMBO_TAG_OPTION) pop();
        break;
      default:
        if (is(tag, kTablePart) || tag == GUMBO_TAG_HEAD) return true;
        break;
    }
    reopen();
    return insert(tag, &token), true;
  }

  bool start_link(const HtmlToken& token) {
    if (last_formatting(GUMBO_TAG_A) != kNoNode) end_formatting(GUMBO_TAG_A);
    if (const NodeId left = last_formatting(GUMBO_TAG_A); left != kNoNode) {
      erase_at(formatting_, formatting_place(left));
      if (is_open(left)) erase_at(open_, open_place(left));
    }
    return format(token), true;
  }

  bool start_item(const HtmlToken& token) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      const GumboTag tag = tag_of(open_[i]);
      const bool is_like = token.tag == GUMBO_TAG_LI ? tag == GUMBO_TAG_LI : is_any(tag, {GUMBO_TAG_DD, GUMBO_TAG_DT});
      if (is_like) {
        close(tag);
        break;
      }
      if (is(tag, kSpecial) && !is_any(tag, {GUMBO_TAG_ADDRESS, GUMBO_TAG_DIV, GUMBO_TAG_P})) break;
    }
    close_paragraph();
    return insert(token.tag, &token), true;
  }

  // --- tables
  void clear_back_to(std::initializer_list<GumboTag> tags) {
    while (!is_any(current_tag(), tags) && current_tag() != GUMBO_TAG_HTML) pop();
  }
  void clear_to_table() { clear_back_to({GUMBO_TAG_TABLE}); }
  void clear_to_table_body() { clear_back_to({GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT, GUMBO_TAG_THEAD}); }
  void clear_to_row() { clear_back_to({GUMBO_TAG_TR}); }

  bool start_in_table(const HtmlToken& token) {
    switch (token.tag) {
      case GUMBO_TAG_CAPTION:
        clear_to_table();
        formatting_.push_back(kMarker);
        insert(token.tag, &token);
        return mode_ = Mode::in_caption, true;
      case GUMBO_TAG_COLGROUP:
        clear_to_table();
        insert(token.tag, &token);
        return mode_ = Mode::in_column_group, true;
      case GUMBO_TAG_COL:
        clear_to_table();
        insert(GUMBO_TAG_COLGROUP);
        return mode_ = Mode::in_column_group, false;
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_TFOOT:
      case GUMBO_TAG_THEAD:
        clear_to_table();
        insert(token.tag, &token);
        return mode_ = Mode::in_table_body, true;
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
      case GUMBO_TAG_TR:
        clear_to_table();
        insert(GUMBO_TAG_TBODY);
        return mode_ = Mode::in_table_body, false;
      case GUMBO_TAG_TABLE:
        if (!has_open(GUMBO_TAG_TABLE, Reach::table)) return true;
        pop_to(GUMBO_TAG_TABLE);
        return reset_mode(), false;
      case GUMBO_TAG_FORM:
        if (form_ != kNoNode) return true;
        form_ = insert(token.tag, &token);
        return pop(), true;
      default: break;
    }
    is_fostering_ = true;
    start_in_body(token);
    is_fostering_ = false;
    return true;
  }

  bool start_in_caption(const HtmlToken& token) {
    if (!is(token.tag, kTablePart)) return start_in_body(token);
    return !end_caption();
  }

  bool end_caption() {
    if (!has_open(GUMBO_TAG_CAPTION, Reach::table)) return false;
    imply_ends();
    pop_to(GUMBO_TAG_CAPTION);
    clear_to_marker();
    mode_ = Mode::in_table;
    return true;
  }

  bool start_in_table_body(const HtmlToken& token) {
    switch (token.tag) {
      case GUMBO_TAG_TR:
        clear_to_table_body();
        insert(token.tag, &token);
        return mode_ = Mode::in_row, true;
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
        clear_to_table_body();
        insert(GUMBO_TAG_TR);
        return mode_ = Mode::in_row, false;
      case GUMBO_TAG_CAPTION:
      case GUMBO_TAG_COL:
      case GUMBO_TAG_COLGROUP:
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_TFOOT:
      case GUMBO_TAG_THEAD: return !leave_table_body();
      default: return start_in_table(token);
    }
  }

  bool leave_table_body() {
    const auto is_body = [&](NodeId id) { return is_any(tag_of(id), {GUMBO_TAG_TBODY, GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT}); };
    if (!has_open(Reach::table, is_body)) return false;
    clear_to_table_body();
    pop();
    mode_ = Mode::in_table;
    return true;
  }

  bool start_in_row(const HtmlToken& token) {
    if (token.tag == GUMBO_TAG_TD || token.tag == GUMBO_TAG_TH) {
      clear_to_row();
      insert(token.tag, &token);
      formatting_.push_back(kMarker);
      return mode_ = Mode::in_cell, true;
    }
    if (is(token.tag, kTablePart)) return !leave_row();
    return start_in_table(token);
  }

  bool leave_row() {
    if (!has_open(GUMBO_TAG_TR, Reach::table)) return false;
    clear_to_row();
    pop();
    mode_ = Mode::in_table_body;
    return true;
  }

  void close_cell() { end_cell(has_open(GUMBO_TAG_TD, Reach::table) ? GUMBO_TAG_TD : GUMBO_TAG_TH); }

  void end_cell(GumboTag tag) {
    imply_ends();
    pop_to(tag);
    clear_to_marker();
    mode_ = Mode::in_row;
  }

  // --- select
  bool start_in_select(const HtmlToken& token) {
    switch (token.tag) {
      case GUMBO_TAG_HTML: return merge(token);
      case GUMBO_TAG_OPTION:
        if (current_tag() == GUMBO_TAG_OPTION) pop();
        return insert(token.tag, &token), true;
      case GUMBO_TAG_OPTGROUP:
        if (current_tag() == GUMBO_TAG_OPTION) pop();
        if (current_tag() == GUMBO_TAG_OPTGROUP) pop();
        return insert(token.tag, &token), true;
      case GUMBO_TAG_SELECT: return end_select(), true;
      case GUMBO_TAG_INPUT: return end_select(), false;
      case GUMBO_TAG_TITLE: return lose(), true;  // its content would be markup
      default: return true;
    }
  }

  void end_select() {
    if (!is_open_select()) return;
    pop_to(GUMBO_TAG_SELECT);
    reset_mode();
  }

  [[nodiscard]] bool is_open_select() const {
    for (std::size_t i = open_.size(); i-- > 0;) {
      if (tag_of(open_[i]) == GUMBO_TAG_SELECT) return true;
      if (!is_any(tag_of(open_[i]), {GUMBO_TAG_OPTION, GUMBO_TAG_OPTGROUP})) return false;
    }
    return false;
  }

  // The mode that what is open asks for.
  void reset_mode() {
    for (std::size_t i = open_.size(); i-- > 0;) {
      switch (tag_of(open_[i])) {
        case GUMBO_TAG_SELECT: return lose();
        case GUMBO_TAG_TD:
        case GUMBO_TAG_TH: mode_ = Mode::in_cell; return;
        case GUMBO_TAG_TR: mode_ = Mode::in_row; return;
        case GUMBO_TAG_TBODY:
        case GUMBO_TAG_THEAD:
        case GUMBO_TAG_TFOOT: mode_ = Mode::in_table_body; return;
        case GUMBO_TAG_CAPTION: mode_ = Mode::in_caption; return;
        case GUMBO_TAG_COLGROUP: mode_ = Mode::in_column_group; return;
        case GUMBO_TAG_TABLE: mode_ = Mode::in_table; return;
        case GUMBO_TAG_BODY: mode_ = Mode::in_body; return;
        default: break;
      }
    }
    lose();
  }

  // --- end tags
  void end_tag(GumboTag tag) {
    while (!is_lost_ && !end_in_mode(tag)) {
    }
  }

  bool end_in_mode(GumboTag tag) {
    switch (mode_) {
      case Mode::initial: return advance(), false;
      case Mode::before_html:
      case Mode::before_head:
      case Mode::in_head:
      case Mode::after_head: return end_before_body(tag);
      case Mode::in_body: return end_in_body(tag);
      case Mode::in_table: return end_in_table(tag);
      case Mode::in_caption:
        if (tag == GUMBO_TAG_CAPTION) return end_caption(), true;
        if (tag == GUMBO_TAG_TABLE) return !end_caption();
        return is_ignored_in_table(tag) || end_in_body(tag);
      case Mode::in_column_group:
        if (tag == GUMBO_TAG_COL) return true;
        advance();
        return tag == GUMBO_TAG_COLGROUP;
      case Mode::in_table_body: return end_in_table_body(tag);
      case Mode::in_row: return end_in_row(tag);
      case Mode::in_cell: return end_in_cell(tag);
      case Mode::in_select: return end_in_select(tag);
      case Mode::in_select_in_table:
        if (!is_any(tag, {GUMBO_TAG_CAPTION, GUMBO_TAG_TABLE, GUMBO_TAG_TBODY, GUMBO_TAG_TFOOT, GUMBO_TAG_THEAD, GUMBO_TAG_TR,
                          GUMBO_TAG_TD, GUMBO_TAG_TH}))
          return end_in_select(tag);
        if (!has_open(tag, Reach::table)) return true;
        return end_select(), false;
      case Mode::after_body:
        if (tag == GUMBO_TAG_HTML) return true;
        return mode_ = Mode::in_body, false;
      case Mode::in_table_text: break;
    }
    return lose(), true;
  }

  bool end_before_body(GumboTag tag) {
    if (tag == GUMBO_TAG_HEAD && mode_ == Mode::in_head) return advance(), true;
    if (is_any(tag, {GUMBO_TAG_BODY, GUMBO_TAG_HTML, GUMBO_TAG_BR})) return advance(), false;
    if (tag == GUMBO_TAG_HEAD && mode_ < Mode::in_head) return advance(), false;
    return true;
  }

  bool end_in_body(GumboTag tag) {
    if (is(tag, kFormatting) || tag == GUMBO_TAG_A) return end_formatting(tag), true;
    if (tag == GUMBO_TAG_P) {
      if (!has_open(tag, Reach::button)) insert(tag);
      return close(tag), true;
    }
    if (is(tag, kBlock) || is_any(tag, {GUMBO_TAG_BUTTON, GUMBO_TAG_LISTING, GUMBO_TAG_PRE})) {
      if (has_open(tag)) close(tag);
      return true;
    }
    if (is(tag, kHeading)) {
      if (!has_open(Reach::element, [&](NodeId id) { return is(tag_of(id), kHeading); })) return true;
      imply_ends();
      while (!is(current_tag(), kHeading)) pop();
      return pop(), true;
    }
    switch (tag) {
      case GUMBO_TAG_BODY:
      case GUMBO_TAG_HTML:
        if (!has_open(GUMBO_TAG_BODY)) return true;
        mode_ = Mode::after_body;
        return tag == GUMBO_TAG_BODY;
      case GUMBO_TAG_LI:
        if (has_open(tag, Reach::list)) close(tag);
        return true;
      case GUMBO_TAG_DD:
      case GUMBO_TAG_DT:
        if (has_open(tag)) close(tag);
        return true;
      case GUMBO_TAG_FORM: return end_form(), true;
      case GUMBO_TAG_OBJECT:
        if (!has_open(tag)) return true;
        close(tag);
        return clear_to_marker(), true;
      case GUMBO_TAG_BR:
        reopen();
        insert(tag);
        return pop(), true;
      default: return end_any(tag), true;
    }
  }

  void end_form() {
    const NodeId form = form_;
    form_ = kNoNode;
    if (form == kNoNode || !has_open(Reach::element, [&](NodeId id) { return id == form; })) return;
    imply_ends();
    erase_at(open_, open_place(form));  // text before it comes to stand behind it, as with Gumbo
  }

  void end_any(GumboTag tag) {
    for (std::size_t i = open_.size(); i-- > 0;) {
      const NodeId id = open_[i];
      if (tag_of(id) == tag) {
        imply_ends(tag);
        while (is_open(id)) pop();
        return;
      }
      if (is(tag_of(id), kSpecial)) return;
    }
  }

  static bool is_ignored_in_table(GumboTag tag) { return is(tag, kTablePart) || tag == GUMBO_TAG_BODY || tag == GUMBO_TAG_HTML; }

  bool end_in_table(GumboTag tag) {
    if (tag == GUMBO_TAG_TABLE) {
      if (!has_open(tag, Reach::table)) return true;
      pop_to(tag);
      return reset_mode(), true;
    }
    if (is_ignored_in_table(tag)) return true;
    is_fostering_ = true;
    end_in_body(tag);
    is_fostering_ = false;
    return true;
  }

  bool end_in_table_body(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_TABLE: return !leave_table_body();
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TFOOT:
        if (!has_open(tag, Reach::table)) return true;
        clear_to_table_body();
        pop();
        return mode_ = Mode::in_table, true;
      default: return is_ignored_in_table(tag) || end_in_table(tag);
    }
  }

  bool end_in_row(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_TR: return leave_row(), true;
      case GUMBO_TAG_TABLE: return !leave_row();
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TFOOT: return !has_open(tag, Reach::table) || !leave_row();
      default: return is_ignored_in_table(tag) || end_in_table(tag);
    }
  }

  bool end_in_cell(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_TD:
      case GUMBO_TAG_TH:
        if (has_open(tag, Reach::table)) end_cell(tag);
        return true;
      case GUMBO_TAG_TABLE:
      case GUMBO_TAG_TBODY:
      case GUMBO_TAG_TFOOT:
      case GUMBO_TAG_THEAD:
      case GUMBO_TAG_TR:
        if (!has_open(tag, Reach::table)) return true;
        return close_cell(), false;
      default: return is_ignored_in_table(tag) || end_in_body(tag);
    }
  }

  bool end_in_select(GumboTag tag) {
    switch (tag) {
      case GUMBO_TAG_OPTGROUP:
        if (current_tag() == GUMBO_TAG_OPTION && open_.size() > 1 && tag_of(open_[open_.size() - 2]) == GUMBO_TAG_OPTGROUP) pop();
        if (current_tag() == GUMBO_TAG_OPTGROUP) pop();
        return true;
      case GUMBO_TAG_OPTION:
        if (current_tag() == GUMBO_TAG_OPTION) pop();
        return true;
      case GUMBO_TAG_SELECT: return end_select(), true;
      default: return true;
    }
  }

  HtmlTexts texts_;
  HtmlTree& tree_;
  std::vector<HtmlTreeNode>& nodes_;
  HtmlTokens tokens_;
  std::size_t most_nodes_;
  Mode mode_ = Mode::initial;
  Mode table_mode_ = Mode::in_table;  // that text of a table came in
  Quirks quirks_ = Quirks::unknown;
  std::vector<NodeId> open_;
  std::vector<NodeId> formatting_;
  NodeId head_ = kNoNode;
  NodeId form_ = kNoNode;
  std::string_view text_;  // that is no node yet
  bool has_table_text_ = false;
  bool is_fostering_ = false;
  bool is_lost_ = false;
};

}  // namespace

bool build_tree(const CondensedHtml& page, std::vector<char>& texts, HtmlTree& tree) {
  if (page.html.find('\0') != std::string::npos || page.html.find('\r') != std::string::npos) return false;
  tree.nodes.reserve(page.html.size() / 8);
  return TreeBuilder(page, texts, tree).run();
}

}  // namespace isnad::ingest
