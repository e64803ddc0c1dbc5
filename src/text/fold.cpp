#include "text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "text/letters.h"
#include "text/utf8.h"

namespace isnad::text {
namespace {

using namespace letter;

bool is_mark(char32_t c) {
  return c == kTatweel || (c >= kFathatan && c <= 0x065F) || c == kSuperscriptAlef || (c >= 0x0610 && c <= 0x061A) ||
         (c >= 0x06D6 && c <= 0x06ED && c != 0x06DD && c != 0x06DE && c != 0x06E9) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0xFEFF || c == 0x00AD;
}

bool is_presentation_form(char32_t c) { return (c >= 0xFB50 && c <= 0xFDFF) || (c >= 0xFE70 && c < 0xFEFF); }

bool is_quote(char32_t c) {
  return c == '"' || c == 0xAB || c == 0xBB || (c >= 0x2018 && c <= 0x201F) || c == 0x2039 || c == 0x203A;
}

CharClass class_by_property(char32_t c) {
  if (is_mark(c)) return CharClass::mark;
  if (is_presentation_form(c)) return CharClass::arabic;
  if (is_quote(c)) return CharClass::quote;
  const auto cp = static_cast<UChar32>(c);
  if (u_isUWhiteSpace(cp)) return CharClass::space;
  if (u_isdigit(cp)) return CharClass::digit;
  if (u_ispunct(cp)) return CharClass::punctuation;
  if (u_isalpha(cp) || u_charType(cp) == U_NON_SPACING_MARK) {
    return (c >= 0x0600 && c <= 0x06FF) || (c >= 0x0750 && c <= 0x077F) || (c >= 0x08A0 && c <= 0x08FF) ? CharClass::arabic
                                                                                                        : CharClass::latin;
  }
  return u_isgraph(cp) ? CharClass::symbol : CharClass::other;
}

char32_t fold_letter(char32_t c) {
  switch (c) {
    case kAlefMadda:
    case kAlefHamzaAbove:
    case kAlefHamzaBelow:
    case kAlefWasla:
    case 0x0672:
    case 0x0673:
    case 0x0675: return kAlef;
    case kAlefMaqsura:
    case kFarsiYeh:
    case 0x06CD:
    case 0x06D0: return kYeh;
    case kTehMarbuta:
    case 0x06C0:
    case 0x06C1:
    case 0x06C3:
    case 0x06D5:
    case 0x06BE: return kHeh;
    case kKeheh:
    case kGaf:
    case 0x06AA: return kKaf;
    case kVeh: return kFeh;
    case kPeh: return kBeh;
    case kTcheh: return kJeem;
    case kJeh: return kZain;
    default: break;
  }
  if (c >= 0x0660 && c <= 0x0669) return U'0' + (c - 0x0660);
  if (c >= 0x06F0 && c <= 0x06F9) return U'0' + (c - 0x06F0);
  return c < 0x0600 || c > 0x08FF ? static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))) : c;
}

std::string compatibility_form(std::string_view word) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfkc = icu::Normalizer2::getNFKCInstance(status);
  std::string out;
  nfkc->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(word.data(), static_cast<int32_t>(word.size()))), status)
      .toUTF8String(out);
  return U_SUCCESS(status) ? out : std::string(word);
}

bool has_presentation_form(std::string_view word) {
  if (word.find('\xEF') == std::string_view::npos) return false;  // the lead byte of all of them
  for (std::size_t i = 0; i < word.size();) {
    const Decoded d = decode(word, i);
    if (is_presentation_form(d.code)) return true;
    i += d.size;
  }
  return false;
}

// Runs of letters that stay as they are, most of all, are appended as bytes.
template <class Map>
void append_mapped(std::string& out, std::string_view word, Map map) {
  constexpr char32_t kBadByte = 0xFFFD;
  std::size_t run = 0;  // where the letters begin that are not appended yet
  for (std::size_t i = 0; i < word.size();) {
    const Decoded d = decode(word, i);
    const char32_t c = map(d.code);
    if (c != d.code || c == kBadByte) {
      out.append(word, run, i - run);
      if (c != 0) append(out, c);
      run = i + d.size;
    }
    i += d.size;
  }
  out.append(word, run);
}

char32_t light_letter(char32_t c) {
  if (c < detail::Letters::kSize ? detail::kLetters.classes[c] == CharClass::mark : is_mark(c)) return 0;
  if (c >= 0x0660 && c <= 0x0669) return U'0' + (c - 0x0660);
  if (c >= 0x06F0 && c <= 0x06F9) return U'0' + (c - 0x06F0);
  return c;
}

}  // namespace

namespace detail {

Letters::Letters() {
  for (char32_t c = 0; c < kSize; ++c) {
    classes[c] = c == '\n' ? CharClass::newline : class_by_property(c);
    folds[c] = is_mark(c) ? u'\0' : static_cast<char16_t>(fold_letter(c));
  }
}

const Letters kLetters;

CharClass class_of_rare(char32_t code) { return class_by_property(code); }
char32_t fold_rare(char32_t code) { return is_mark(code) ? 0 : fold_letter(code); }

}  // namespace detail

void append_light(std::string& out, std::string_view word) {
  if (has_presentation_form(word)) return append_mapped(out, compatibility_form(word), light_letter);
  append_mapped(out, word, light_letter);
}

void append_folded(std::string& out, std::string_view word) {
  if (has_presentation_form(word)) return append_mapped(out, compatibility_form(word), fold);
  append_mapped(out, word, fold);
}

}  // namespace isnad::text
