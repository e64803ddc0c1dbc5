#include "quote/quote.h"

#include "text/fold.h"
#include "text/utf8.h"

namespace isnad::quote {

// Single marks inside double ones, as in "he said 'no' to it", part nothing; double ones inside single ones do not either.
void find_quotations(Analysis& a) {
  Index open = kNone;
  bool is_in_other = false;  // inside marks of the other kind within the open ones
  const auto is_single = [&](Index i) {
    return text::is_single_quote(text::decode(a.text(), a.tokens[i].span.begin.value).code);
  };
  const auto close = [&](Index end_token, bool is_closed) {
    if (end_token > open + 1 || is_closed) {
      Quotation q;
      q.tokens = {open + 1, end_token};
      const ByteOffset inner_end = end_token > open + 1 ? a.tokens[end_token - 1].span.end : a.tokens[open].span.end;
      q.inner = {a.tokens[open].span.end, inner_end};
      q.span = {a.tokens[open].span.begin, is_closed ? a.tokens[end_token].span.end : inner_end};
      q.is_closed = is_closed;
      a.quotations.push_back(q);
    }
    open = kNone;
  };
  // Speech that no mark closes in its paragraph goes on where the next mark closes it, or opens the next paragraph anew.
  const auto goes_on = [&](std::size_t from, std::uint32_t paragraph) {
    constexpr Index kSpeech = 4;  // tokens
    constexpr std::uint32_t kMaxParagraphs = 6;
    const Index begin = a.sentences[from].tokens.begin;
    if (begin - open <= kSpeech) return false;
    for (std::size_t n = from; n < a.sentences.size(); ++n) {
      const Sentence& s = a.sentences[n];
      if (s.paragraph > paragraph + kMaxParagraphs) return false;
      for (Index i = s.tokens.begin; i < s.tokens.end; ++i) {
        const TokenKind kind = a.tokens[i].kind;
        if ((kind != TokenKind::open_quote && kind != TokenKind::close_quote) || is_single(i) != is_single(open)) continue;
        return kind == TokenKind::close_quote || i == begin;
      }
    }
    return false;
  };
  Index paragraph = 0;
  for (std::size_t n = 0; n < a.sentences.size(); ++n) {
    const Sentence& s = a.sentences[n];
    if (s.paragraph != paragraph && open != kNone && !goes_on(n, paragraph)) close(s.tokens.begin, false);
    paragraph = s.paragraph;
    for (Index i = s.tokens.begin; i < s.tokens.end; ++i) {
      const TokenKind kind = a.tokens[i].kind;
      if (kind == TokenKind::open_quote && open == kNone) {
        open = i;
        is_in_other = false;
      } else if (kind == TokenKind::open_quote && is_single(i) != is_single(open)) {
        is_in_other = true;
      } else if (kind == TokenKind::close_quote && open != kNone) {
        const bool is_of_other = is_single(i) != is_single(open) && (is_in_other || !is_single(open));
        if (is_of_other) is_in_other = false;
        else close(i, true);
      }
    }
  }
  if (open != kNone) close(static_cast<Index>(a.tokens.size()), false);
}

}  // namespace isnad::quote
