// Tags and text of a condensed page, one after the other (HTML5, 13.2.5).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "ingest/html_dom.h"

namespace isnad::ingest {

/// Quirks decide whether a table ends a paragraph.
enum class Quirks : std::uint8_t { no, yes, unknown };

struct HtmlToken {
  enum class Kind : std::uint8_t {
    text,  ///< some of it: a letter of a word, or much
    start,
    end,
    doctype,
    last,     ///< the page ends
    unknown,  ///< what these rules leave to Gumbo
  };
  Kind kind = Kind::unknown;
  GumboTag tag = GUMBO_TAG_UNKNOWN;
  std::string_view text;
  HtmlAttributes attributes;        ///< of a start tag, each name once; "c" is in `mark`
  std::uint32_t mark = kNoNode;     ///< of CondensedHtml::marks
  Quirks quirks = Quirks::unknown;  ///< of a document type
};

/// Text that is made of several pieces, in one buffer that never moves.
class HtmlTexts {
 public:
  explicit HtmlTexts(std::vector<char>& room) : room_(room) {}

  /// `text` with `more` behind it; `text` is made longer in place where it stands last.
  std::string_view join(std::string_view text, std::string_view more);
  /// Whether all had room.
  [[nodiscard]] bool has_room() const { return has_room_; }

 private:
  void add(std::string_view text);
  std::vector<char>& room_;
  bool has_room_ = true;
};

class HtmlTokens {
 public:
  HtmlTokens(const CondensedHtml& page, HtmlTexts& texts, std::vector<HtmlAttribute>& attributes)
      : page_(page),
        html_(page.html),
        texts_(texts),
        attributes_(attributes) {}

  HtmlToken next();
  /// The text up to the end tag of a <title>, which is passed; unknown where it has none.
  HtmlToken title();
  /// False where what was read may be otherwise.
  [[nodiscard]] bool is_sure() const { return is_sure_ && texts_.has_room(); }

 private:
  HtmlToken text();
  HtmlToken start_tag();
  HtmlToken end_tag();
  HtmlToken declaration();
  bool read_attribute(HtmlToken& token);
  std::string_view value(std::string_view written);
  std::string_view reference(bool in_attribute);

  const CondensedHtml& page_;
  std::string_view html_;
  HtmlTexts& texts_;
  std::vector<HtmlAttribute>& attributes_;
  std::size_t at_ = 0;
  bool is_sure_ = true;
};

}  // namespace isnad::ingest
