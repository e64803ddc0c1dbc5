// Numbers in digits and words, cardinal and ordinal.
#include "text/fold.h"
#include "text/utf8.h"
#include "time/grammar.h"

namespace isnad::time {

using lexicon::kDefinite;

Number Grammar::digits(Index i) const {
  Number n;
  if (!is_in(i) || a_.tokens[i].kind != TokenKind::number) return n;
  const std::string_view s = a_.text(a_.tokens[i].span);
  double scale = 0;
  std::uint8_t after = 0;
  n.value = 0;
  for (std::size_t k = 0; k < s.size();) {
    const text::Decoded d = text::decode(s, k);
    const char32_t c = text::fold(d.code);
    k += d.size;
    if (c >= U'0' && c <= U'9') {
      if (n.digits < 15) n.value = n.value * 10 + (c - U'0');
      ++n.digits;
      scale *= 10;
      ++after;
    } else {
      scale = 1;
      after = 0;
      n.is_decimal = true;
    }
  }
  if (n.is_decimal && after == 3) {
    n.is_decimal = false;  // thousands are parted
  } else if (n.is_decimal) {
    n.value /= scale;
  }
  n.end = i + 1;
  return n;
}

// Words add up in falling order of size: thousands, hundreds, then units before tens.
Number Grammar::cardinal(Index i) const {
  Number n;
  double total = 0;
  double group = 0;
  std::int32_t last = 0;
  for (Index j = i; is_in(j);) {
    Index k = j;
    bool is_joined = false;
    if (n && role(k, TimeRole::conjunction)) {
      is_joined = true;
      ++k;
    }
    const Atom* atom = find(k, TimeKind::cardinal);
    if (!atom || (!n && atom->word->is_weak)) break;  // "thousands" alone is no number
    is_joined = is_joined || (n && (atom->proclitics & kWawClitic) != 0);
    if (n && !is_joined && (atom->proclitics & kWawClitic) != 0) break;
    const std::int32_t v = atom->word->value;
    if (!n) {
      group = v == 1000 ? 0 : v;
      if (v >= 1000) total = v, group = 0;
      n.is_definite = atom->has(kDefinite);
    } else if (!is_joined && v == 10 && last >= 1 && last <= 9) {
      group += 10;
    } else if (!is_joined && v == 100 && last >= 3 && last <= 9) {
      group = group - last + last * 100;
    } else if (!is_joined && v == 1000 && group >= 3) {
      total += group * 1000;
      group = 0;
    } else if (is_joined && ((v >= 20 && v < 100 && last >= 1 && last <= 9) || (last >= 100 && v < last))) {
      group += v;
    } else {
      break;
    }
    last = v;
    j = atom->end;
    n.end = j;
  }
  n.value = total + group;
  return n;
}

Number Grammar::ordinal(Index i) const {
  Number n;
  const Atom* first = is_in(i) ? find(i, TimeKind::ordinal) : nullptr;
  if (!first) return n;
  n.is_ordinal = true;
  n.is_definite = first->has(kDefinite);
  n.value = first->word->value;
  n.end = first->end;
  if (n.value > 9) return n;
  Index j = n.end;
  const bool is_parted = role(j, TimeRole::conjunction) != nullptr;
  if (is_parted) ++j;
  if (const Atom* next = find(j, TimeKind::cardinal)) {
    const bool is_joined = is_parted || (next->proclitics & kWawClitic) != 0;
    const std::int32_t v = next->word->value;
    if ((!is_joined && v == 10) || (is_joined && v >= 20 && v < 100 && next->has(kDefinite))) {
      n.value += v;
      n.end = next->end;
    }
  }
  return n;
}

Number Grammar::number(Index i) const {
  if (Number n = digits(i)) return n;
  return cardinal(i);
}

// "12", "the twelfth", "the twentieth" (tens with the article serve as ordinals).
Number Grammar::day_of_month(Index i) const {
  Number n = digits(i);
  if (n && (n.is_decimal || n.digits > 2)) return {};
  if (!n) n = ordinal(i);
  if (!n) n = cardinal(i);
  return n && n.value >= 1 && n.value <= 31 ? n : Number{};
}

Number Grammar::year_number(Index i) const {
  Number n = digits(i);
  if (n)
    return n.digits == 4 && !n.is_decimal && a_.tokens[i].span.size() <= 8 && n.value >= 1000 && n.value <= 2100 ? n : Number{};
  n = cardinal(i);
  if (n && n.value >= 1000 && n.value <= 2100) return n;
  if (n && n.value >= 11 && n.value <= 20) {  // "nineteen ninety-nine"
    const Number rest = cardinal(n.end);
    if (rest && rest.value >= 10 && rest.value <= 99) {
      Number year = rest;
      year.value = n.value * 100 + rest.value;
      return year;
    }
  }
  return {};
}

}  // namespace isnad::time
