#include "quote/quote.h"

namespace isnad::quote {

void find_quotations(Analysis& a) {
  Index open = kNone;
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
  Index paragraph = 0;
  for (const Sentence& s : a.sentences) {
    if (s.paragraph != paragraph && open != kNone) close(s.tokens.begin, false);
    paragraph = s.paragraph;
    for (Index i = s.tokens.begin; i < s.tokens.end; ++i) {
      if (a.tokens[i].kind == TokenKind::open_quote) {
        if (open == kNone) open = i;
      } else if (a.tokens[i].kind == TokenKind::close_quote && open != kNone) {
        close(i, true);
      }
    }
  }
  if (open != kNone) close(static_cast<Index>(a.tokens.size()), false);
}

}  // namespace isnad::quote
