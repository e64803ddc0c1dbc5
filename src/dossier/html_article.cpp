#include <algorithm>

#include "dossier/html_writer.h"
#include "text/utf8.h"

namespace isnad::dossier {
namespace {

// Marks of a code point, as bits; the order of kClasses.
enum : std::uint8_t { kStatement = 1, kMention = 2, kLoaded = 4, kCue = 8, kEvent = 16, kTime = 32 };
constexpr const char* kClasses[] = {"s", "m", "l", "c", "e", "t"};

void set(std::vector<std::uint8_t>& marks, CharSpan span, std::uint8_t mark) {
  for (std::uint32_t i = span.begin.value; i < span.end.value && i < marks.size(); ++i) marks[i] |= mark;
}

std::vector<std::uint8_t> marks_of(const Record& r) {
  std::vector<std::uint8_t> marks(r.index.size());
  for (const auto& a : r.attributions) {
    for (const CharSpan& c : a.content) set(marks, c, kStatement);
    set(marks, a.cue, kCue);
  }
  for (const auto& m : r.mentions) set(marks, m.span, m.label == Label::neutral ? kMention : kLoaded);
  for (const auto& e : r.events) set(marks, e.trigger, kEvent);
  for (const auto& t : r.times) set(marks, t.span, kTime);
  return marks;
}

std::string open_tag(std::uint8_t mark) {
  std::string classes;
  for (std::size_t bit = 0; bit < std::size(kClasses); ++bit) {
    if ((mark & (1U << bit)) != 0) classes += (classes.empty() ? "" : " ") + std::string(kClasses[bit]);
  }
  return "<span class=\"" + classes + "\">";
}

}  // namespace

std::string anchor(const Evidence& e) { return "d" + std::to_string(e.document) + "-" + std::to_string(e.span.begin.value); }

void write_article(const Record& record, std::uint32_t number, const std::vector<std::uint32_t>& anchors, std::string& out) {
  const std::vector<std::uint8_t> marks = marks_of(record);
  const std::string_view text = record.document.text;
  auto next_anchor = anchors.begin();
  std::uint8_t open = 0;
  bool is_in_paragraph = false;
  const auto close = [&] {
    if (open != 0) out += "</span>";
    open = 0;
  };
  std::uint32_t c = 0;
  for (std::size_t i = 0; i < text.size(); ++c) {
    const text::Decoded d = text::decode(text, i);
    if (d.code == '\n') {
      close();
      if (is_in_paragraph) out += "</p>\n";
      is_in_paragraph = false;
      i += d.size;
      continue;
    }
    if (!is_in_paragraph) out += "<p>";
    is_in_paragraph = true;
    if (marks[c] != open) close();
    for (; next_anchor != anchors.end() && *next_anchor <= c; ++next_anchor) {
      close();
      out += "<a id=\"" + anchor({number, {CharOffset(*next_anchor), {}}}) + "\"></a>";
    }
    if (marks[c] != open) out += open_tag(marks[c]);
    open = marks[c];
    out += escaped(text.substr(i, d.size));
    i += d.size;
  }
  close();
  if (is_in_paragraph) out += "</p>\n";
}

}  // namespace isnad::dossier
