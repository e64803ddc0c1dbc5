#include "token/tokenizer.h"

#include <algorithm>
#include <utility>

#include "text/fold.h"
#include "text/letters.h"
#include "text/loose.h"
#include "text/utf8.h"

namespace isnad::token {
namespace {

using text::CharClass;

constexpr std::size_t kShortPart = 4;         // bytes: two letters
constexpr std::size_t kMinBrokenLetters = 4;  // of a word that signs break up
constexpr Index kMaxSentence = 1000;          // tokens: what has no stop for longer is no sentence

bool is_opening_mark(char32_t c) { return c == 0xAB || c == 0x2039; }
bool is_closing_mark(char32_t c) { return c == 0xBB || c == 0x203A; }

bool ends_sentence(char32_t c) { return c == '.' || c == '!' || c == '?' || c == text::letter::kQuestion || c == 0x2026; }

// One pass over the text. Holds the state that a position depends on.
class Scanner {
 public:
  Scanner(Analysis& analysis, TypeTable& types) : a_(analysis), types_(types), text_(analysis.text()) {}

  void run() {
    if (!a_.document->title.empty() && text_.starts_with(a_.document->title)) {
      headline_end_ = static_cast<std::uint32_t>(a_.document->title.size());
    }
    while (i_ < text_.size()) step();
    end_sentence();
    types_.find(text_, a_.tokens);
  }

 private:
  void step() {
    const text::Decoded d = text::decode(text_, i_);
    switch (text::class_of(d.code)) {
      case CharClass::newline:
        end_sentence();
        end_paragraph();
        i_ += d.size;
        is_after_space_ = true;
        return;
      case CharClass::space:
      case CharClass::other:
        i_ += d.size;
        is_after_space_ = true;
        return;
      case CharClass::mark: i_ += d.size; return;
      case CharClass::arabic: return emit(arabic_end(), TokenKind::word);
      case CharClass::latin: return emit(latin_end(), TokenKind::latin);
      case CharClass::digit: return emit_number();
      case CharClass::quote: return emit(i_ + d.size, quote_kind(d));
      case CharClass::punctuation: return emit_punctuation(d);
      case CharClass::symbol: return emit(i_ + d.size, TokenKind::symbol);
    }
  }

  void emit(std::uint32_t end, TokenKind kind) {
    if (sentence_begin_ == kNone) sentence_begin_ = static_cast<Index>(a_.tokens.size());
    Token& t = a_.tokens.emplace_back();
    t.span = {ByteOffset(i_), ByteOffset(end)};
    t.kind = kind;
    t.space_before = is_after_space_;
    i_ = end;
    is_after_space_ = false;
  }

  std::uint32_t arabic_end() {
    std::uint32_t i = i_;
    bool is_after_tatweel = false;
    while (i < text_.size()) {
      const text::Decoded d = text::decode(text_, i);
      const CharClass c = text::class_of(d.code);
      if (c == CharClass::arabic || c == CharClass::mark) {
        is_after_tatweel = d.code == text::letter::kTatweel;
        i += d.size;
      } else if (is_after_tatweel && text::is_word_break(d.code) && goes_on(i + 1)) {
        i += d.size;
      } else {
        return text::is_word_break(d.code) && goes_on(i + 1) ? broken_word_end(i) : i;
      }
    }
    return i;
  }

  // A letter or tatweel stands at `i`.
  [[nodiscard]] bool goes_on(std::uint32_t i) const {
    if (i >= text_.size()) return false;
    const char32_t c = text::decode(text_, i).code;
    return c == text::letter::kTatweel || text::class_of(c) == CharClass::arabic;
  }

  // "Ham.as": parts that are no words of the lexicon, and together one. `first_end` is where the first part ends.
  std::uint32_t broken_word_end(std::uint32_t first_end) {
    std::string word;
    bool has_scrap = false;
    std::uint32_t begin = i_;
    std::uint32_t end = first_end;
    for (;;) {
      const std::string_view part = text_.substr(begin, end - begin);
      const bool is_suffix = part.size() <= kShortPart && word.size() >= 2 * kShortPart;  // "X.net", known as one
      has_scrap |= part.size() <= 2 || is_suffix || !is_known(part);
      word += part;
      if (end >= text_.size() || !text::is_word_break(text::decode(text_, end).code) || !goes_on(end + 1)) break;
      begin = end + 1;
      end = begin;
      while (goes_on(end)) end += text::decode(text_, end).size;
    }
    const bool is_word = word.size() >= 2 * kMinBrokenLetters && has_scrap && is_known(word);
    return is_word ? end : first_end;
  }
  bool is_known(std::string_view word) { return types_[types_.find(word)].candidate_count > 0; }

  std::uint32_t latin_end() const {
    std::uint32_t i = i_;
    while (i < text_.size()) {
      const text::Decoded d = text::decode(text_, i);
      const CharClass c = text::class_of(d.code);
      if (c != CharClass::latin && c != CharClass::digit && c != CharClass::mark) break;
      i += d.size;
    }
    return i;
  }

  void emit_number() {
    std::uint32_t i = i_;
    while (i < text_.size()) {
      const text::Decoded d = text::decode(text_, i);
      if (text::class_of(d.code) == CharClass::digit) {
        i += d.size;
        continue;
      }
      const bool is_separator =
          d.code == '.' || d.code == ',' || d.code == 0x066B || d.code == 0x066C || d.code == text::letter::kComma;
      if (!is_separator || i + d.size >= text_.size()) break;
      if (text::class_of(text::decode(text_, i + d.size).code) != CharClass::digit) break;
      i += d.size;
    }
    emit(i, TokenKind::number);
  }

  // Straight and curly marks are used in both directions on real pages, so white space decides before shape does.
  TokenKind quote_kind(const text::Decoded& d) {
    bool& is_inside = text::is_single_quote(d.code) ? is_in_single_ : is_in_quote_;
    const bool was_open = std::exchange(is_open_before_, false);
    if (is_opening_mark(d.code)) return is_inside = true, TokenKind::open_quote;
    if (is_closing_mark(d.code)) return is_inside = false, TokenKind::close_quote;
    const bool space_before = is_after_space_ || i_ == 0;
    const std::uint32_t next = i_ + d.size;
    const CharClass after = next < text_.size() ? text::class_of(text::decode(text_, next).code) : CharClass::newline;
    const bool space_after = after == CharClass::space || after == CharClass::newline || after == CharClass::punctuation;
    const bool is_even = d.code == '"' && has_even_marks();
    if (was_open && !space_before && space_after) {  // closes what a paragraph before opened
      is_even_ = is_inside = false;
      return TokenKind::close_quote;
    }
    if (!is_even && space_before != space_after) {
      is_inside = space_before || !is_inside;  // nothing to close: it opens, however it is spaced
    } else {
      is_inside = !is_inside;
    }
    return is_inside ? TokenKind::open_quote : TokenKind::close_quote;
  }

  // Straight marks that come in pairs within their paragraph open and close in turn, however they are spaced.
  bool has_even_marks() {
    if (counted_paragraph_ != paragraph_ || !is_counted_) {
      std::uint32_t begin = i_;
      while (begin > 0 && text_[begin - 1] != '\n') --begin;
      const std::size_t end = std::min(text_.find('\n', i_), text_.size());
      is_even_ = std::count(text_.begin() + begin, text_.begin() + static_cast<std::ptrdiff_t>(end), '"') % 2 == 0;
      counted_paragraph_ = paragraph_;
      is_counted_ = true;
    }
    return is_even_;
  }

  void emit_punctuation(const text::Decoded& d) {
    if (d.code == '#' || d.code == '_' || d.code == '@') return emit(i_ + d.size, TokenKind::symbol);
    std::uint32_t end = i_ + d.size;
    if (!ends_sentence(d.code)) return emit(end, TokenKind::punctuation);
    while (end < text_.size() && ends_sentence(text::decode(text_, end).code)) end += text::decode(text_, end).size;
    emit(end, TokenKind::punctuation);
    // A quotation mark that closes right after the stop belongs to the sentence that ends here.
    while (i_ < text_.size()) {
      const text::Decoded q = text::decode(text_, i_);
      if (text::class_of(q.code) != CharClass::quote || quote_opens(q)) break;
      emit(i_ + q.size, quote_kind(q));
    }
    if (i_ >= text_.size()) return end_sentence();
    const CharClass after = text::class_of(text::decode(text_, i_).code);
    if (after == CharClass::space || after == CharClass::newline || after == CharClass::arabic || after == CharClass::quote) {
      if (!is_abbreviation()) end_sentence();
    }
  }

  bool quote_opens(const text::Decoded& q) const {
    if (is_opening_mark(q.code)) return true;
    if (is_closing_mark(q.code)) return false;
    const std::uint32_t next = i_ + q.size;
    if (next >= text_.size()) return false;
    const CharClass after = text::class_of(text::decode(text_, next).code);
    return after == CharClass::arabic || after == CharClass::latin || after == CharClass::digit;
  }

  // Bytes of the Arabic word that begins at `i`.
  [[nodiscard]] std::uint32_t letters_at(std::uint32_t i) const {
    const std::uint32_t begin = i;
    while (i < text_.size() && text::class_of(text::decode(text_, i).code) == CharClass::arabic) i += text::decode(text_, i).size;
    return i - begin;
  }

  // "d.", "M.": a stop after a word of one letter is no end of sentence; nor one between letters spelt out ("B.B.C") or before
  // the end of an address ("X.net"), glued on both sides.
  bool is_abbreviation() const {
    if (a_.tokens.size() < 2) return false;
    const Token& word = a_.tokens[a_.tokens.size() - 2];
    if (a_.tokens.back().kind != TokenKind::punctuation) return false;
    const bool is_letter = word.kind == TokenKind::word || word.kind == TokenKind::latin;
    constexpr std::uint32_t kTwoLetters = 4;
    constexpr std::uint32_t kThreeLetters = 6;
    const std::uint32_t next = letters_at(i_);
    const bool is_spelt = next != 0 && (next <= kTwoLetters || (next <= kThreeLetters && word.span.size() <= kThreeLetters));
    if (word.kind == TokenKind::word && is_spelt && !a_.tokens.back().space_before && a_.tokens.back().span.size() == 1)
      return true;
    return is_letter && word.span.size() == (word.kind == TokenKind::word ? 2U : 1U) && !a_.tokens.back().space_before;
  }

  void end_sentence() {
    if (sentence_begin_ == kNone) return;
    const auto end = static_cast<Index>(a_.tokens.size());
    const bool is_headline = a_.tokens[sentence_begin_].span.begin.value < headline_end_;
    for (Index begin = sentence_begin_; begin < end; begin += kMaxSentence) {
      const Index stop = std::min(end, begin + kMaxSentence);
      a_.sentences.push_back(
          {{a_.tokens[begin].span.begin, a_.tokens[stop - 1].span.end}, {begin, stop}, paragraph_, is_headline});
    }
    sentence_begin_ = kNone;
  }

  void end_paragraph() {
    is_open_before_ = is_open_before_ || is_in_quote_;
    is_in_quote_ = is_in_single_ = false;
    is_counted_ = false;
    if (!a_.sentences.empty() && a_.sentences.back().paragraph == paragraph_) ++paragraph_;
  }

  Analysis& a_;
  TypeTable& types_;
  std::string_view text_;
  std::uint32_t i_ = 0;
  std::uint32_t headline_end_ = 0;
  Index paragraph_ = 0;
  Index sentence_begin_ = kNone;
  bool is_after_space_ = true;
  bool is_in_quote_ = false;
  bool is_open_before_ = false;  // a paragraph before ended inside marks, and none stood since
  bool is_in_single_ = false;    // between single marks, which stand inside the other marks
  Index counted_paragraph_ = 0;
  bool is_counted_ = false;
  bool is_even_ = false;
};

}  // namespace

void tokenize(Analysis& analysis, TypeTable& types) { Scanner(analysis, types).run(); }

}  // namespace isnad::token
