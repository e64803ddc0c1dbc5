#include "ingest/charset.h"

#include <unicode/uchar.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <memory>

#include "ingest/ascii.h"
#include "ingest/decode.h"
#include "text/ascii.h"

namespace isnad::ingest {
namespace {

// A few thousand letters settle an encoding; a large file is not read twice for it.
constexpr std::size_t kSampleBytes = 64 * 1024;

struct ConverterCloser {
  void operator()(UConverter* c) const { ucnv_close(c); }
};
using Converter = std::unique_ptr<UConverter, ConverterCloser>;

Converter open_converter(const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  Converter converter(ucnv_open(encoding.c_str(), &status));
  if (U_FAILURE(status)) {
    status = U_ZERO_ERROR;
    converter.reset(ucnv_open("windows-1252", &status));
  }
  return converter;
}

// Frequencies per thousand of letters in Arabic news, U+0621 to U+064A; the rare rest counts as 0.3.
constexpr double kRareLetter = 0.3;
constexpr std::array<double, 42> kLetterFrequency = {
    4, 2,  29, 2,  11, 4,   125, 37,  35,  44,  6, 15, 20, 9,  31,  7,  48, 7,  26, 11, 12,   // hamza .. sad
    8, 10, 3,  34, 5,  0.1, 0.1, 0.1, 0.1, 0.1, 1, 26, 22, 23, 116, 61, 57, 26, 60, 9,  66};  // dad .. yeh

double letter_likelihood(UChar32 c) {
  double frequency = 0.1;  // no Arabic letter at all
  if (c >= 0x0621 && c <= 0x064A) frequency = kLetterFrequency[static_cast<std::size_t>(c - 0x0621)];
  else if (c == 0x067E || c == 0x0686 || c == 0x06A9 || c == 0x06AF || c == 0x06CC || (c >= 0x064B && c <= 0x0652))
    frequency = kRareLetter * 5;
  else if (c == 0x060C || c == 0x061B || c == 0x061F || c == 0x00AB || c == 0x00BB || c == 0x00A0 || (c >= 0x2010 && c <= 0x2026))
    frequency = 8;
  else if (c == 0xFFFD || (c >= 0x80 && c < 0xA0)) frequency = 0.002;
  return std::log(frequency / 1000);
}

// Mean log-likelihood of the non-ASCII characters of UTF-8 text under Arabic; -100 when there are none.
double arabic_likelihood(std::string_view text) {
  double sum = 0;
  std::size_t count = 0;
  const char* s = text.data();
  const auto size = static_cast<std::int64_t>(text.size());
  for (std::int64_t i = 0; i < size;) {
    UChar32 c = 0;
    U8_NEXT(s, i, size, c);
    if (c >= 0 && c < 0x80) continue;
    sum += letter_likelihood(c < 0 ? 0xFFFD : c);
    ++count;
  }
  return count == 0 ? -100 : sum / static_cast<double>(count);
}

// Real Arabic has about -3.1, Cyrillic and Hebrew read as Arabic -4.5 and less.
constexpr double kArabicEnough = -3.9;
// Within this a label is believed against a slightly better rival.
constexpr double kLabelMargin = 0.2;

std::string canonical_name(std::string_view label) {
  UErrorCode status = U_ZERO_ERROR;
  const char* name = ucnv_getStandardName(std::string(label).c_str(), "IANA", &status);
  if (name == nullptr || U_FAILURE(status)) return {};
  return text::lower_ascii(name);
}

// The sample is the part of the input where the non-ASCII bytes are: in a page they come late.
std::string_view sample_of(std::string_view bytes) {
  const auto first = std::find_if(bytes.begin(), bytes.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
  return bytes.substr(static_cast<std::size_t>(first - bytes.begin()), kSampleBytes);
}

struct DetectorCloser {
  void operator()(UCharsetDetector* d) const { ucsdet_close(d); }
};

// ICU's guess, with `label` preferred when ICU finds it possible. UTF forms are ruled out before.
std::string ask_icu(std::string_view sample, const std::string& label) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UCharsetDetector, DetectorCloser> detector(ucsdet_open(&status));
  ucsdet_setText(detector.get(), sample.data(), static_cast<std::int32_t>(sample.size()), &status);
  std::int32_t count = 0;
  const UCharsetMatch** matches = ucsdet_detectAll(detector.get(), &count, &status);
  std::string best;
  for (std::int32_t i = 0; U_SUCCESS(status) && i < count; ++i) {
    const std::string name = canonical_name(ucsdet_getName(matches[i], &status));
    if (name.empty() || name.starts_with("utf")) continue;
    if (name == label) return label;
    if (best.empty() && ucsdet_getConfidence(matches[i], &status) >= 20) best = name;
  }
  if (best.empty() || best == "iso-8859-1") return label.empty() ? "windows-1252" : label;
  return best;
}

}  // namespace

std::string to_utf8(std::string_view bytes, const std::string& encoding) {
  const Converter converter = open_converter(encoding);
  if (!converter || bytes.empty()) return {};
  UErrorCode status = U_ZERO_ERROR;
  // A byte of a single-byte encoding is three of UTF-8 at most, two bytes of UTF-16 likewise.
  std::string out(bytes.size() * 3 + 16, '\0');
  const char* source = bytes.data();
  std::size_t filled = 0;
  const Converter utf8 = open_converter("UTF-8");
  std::array<UChar, 1024> pivot;
  UChar* pivot_source = pivot.data();
  UChar* pivot_target = pivot.data();
  char* target = out.data();
  ucnv_convertEx(utf8.get(), converter.get(), &target, out.data() + out.size(), &source, bytes.data() + bytes.size(),
                 pivot.data(), &pivot_source, &pivot_target, pivot.data() + pivot.size(), true, true, &status);
  filled = static_cast<std::size_t>(target - out.data());
  out.resize(filled);
  return out;
}

std::string detect_utf16(std::string_view bytes) {
  const std::string_view sample = bytes.substr(0, std::min(bytes.size(), kSampleBytes) & ~std::size_t{1});
  // Every second byte is the high one of Latin or Arabic.
  const bool has_high = sample.find('\0') != std::string_view::npos || sample.find('\x06') != std::string_view::npos;
  if (sample.size() < 8 || !has_high) return {};
  std::array<std::array<std::size_t, 256>, 2> histogram{};
  for (std::size_t i = 0; i < sample.size(); ++i) ++histogram[i & 1][static_cast<unsigned char>(sample[i])];
  const auto high_like = [&](std::size_t parity) {  // Latin, Arabic, general punctuation, presentation forms
    const auto& h = histogram[parity];
    return h[0x00] + h[0x06] + h[0x20] + h[0xFB] + h[0xFC] + h[0xFE];
  };
  const std::size_t half = sample.size() / 2;
  for (const std::size_t high : {std::size_t{1}, std::size_t{0}}) {
    const bool fits = high_like(high) * 10 >= half * 9 && (histogram[high][0x00] + histogram[high][0x06]) * 2 >= half;
    const bool low_is_text = (histogram[1 - high][0x00] + histogram[1 - high][0x06]) * 10 <= half;
    if (fits && low_is_text) return high == 1 ? "utf-16le" : "utf-16be";
  }
  return {};
}

std::string detect_single_byte(std::string_view bytes, std::string_view label) {
  const std::string_view sample = sample_of(bytes);
  const std::string claimed = canonical_name(label);
  std::string best;
  double best_likelihood = kArabicEnough;
  for (const char* candidate : {"windows-1256", "iso-8859-6"}) {
    const double bonus = claimed == candidate ? kLabelMargin : 0;
    const double likelihood = arabic_likelihood(to_utf8(sample, candidate)) + bonus;
    if (likelihood <= best_likelihood) continue;
    best = candidate;
    best_likelihood = likelihood;
  }
  if (!best.empty()) return best;
  return ask_icu(sample, claimed.starts_with("utf") ? std::string() : claimed);
}

namespace {

// The bytes that `text` has in `encoding`, where U+0080-U+009F stand for the bytes of that number, as programs write them
// that take ISO-8859-1 for it; empty when a character has no byte there.
std::string to_bytes(std::string_view text, const char* encoding) {
  std::array<UChar32, 256> table{};
  for (unsigned b = 0; b < 256; ++b) {
    const char byte = static_cast<char>(b);
    const std::string one = to_utf8({&byte, 1}, encoding);
    std::int32_t i = 0;
    U8_NEXT(one.data(), i, static_cast<std::int32_t>(one.size()), table[b]);
    if (table[b] == 0xFFFD) table[b] = static_cast<UChar32>(b);
  }
  std::string out;
  for (std::int64_t i = 0, size = static_cast<std::int64_t>(text.size()); i < size;) {
    UChar32 c = 0;
    U8_NEXT(text.data(), i, size, c);
    const auto found = std::find(table.begin(), table.end(), c);
    const bool is_control = c >= 0x80 && c < 0xA0;
    if (found == table.end() && !is_control) return {};
    out.push_back(static_cast<char>(found == table.end() ? c : found - table.begin()));
  }
  return out;
}

}  // namespace

namespace {

// The lead bytes of Arabic, D8 and D9, read as windows-1256 are TAH and ZAH, as windows-1252 O and U with marks;
// then every second non-ASCII character is one of them, which no language writes.
struct Leads {
  std::size_t arabic = 0;
  std::size_t latin = 0;
  std::size_t others = 0;  // all characters beyond ASCII

  [[nodiscard]] std::size_t most() const { return std::max(arabic, latin); }
  [[nodiscard]] bool tell(std::size_t fewest) const { return most() >= fewest && most() * 10 >= others * 4; }
};

Leads count_leads(std::string_view text) {
  Leads out;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (lead < 0x80) {
      i = skip_ascii(text, i) - 1;
      continue;
    }
    if (lead < 0xC0) continue;
    const auto next = static_cast<unsigned char>(text[i + 1]);
    ++out.others;
    if (lead == 0xD8 && (next == 0xB7 || next == 0xB8)) ++out.arabic;
    if (lead == 0xC3 && (next == 0x98 || next == 0x99)) ++out.latin;
  }
  return out;
}

std::string undo(std::string_view text, const Leads& leads) {
  std::string bytes = to_bytes(text, leads.arabic > leads.latin ? "windows-1256" : "windows-1252");
  return is_valid_utf8(bytes) ? bytes : std::string();
}

}  // namespace

std::string undo_double_encoding(std::string_view text) {
  constexpr std::size_t kFewest = 20;
  constexpr std::size_t kFewestInLine = 8;
  const Leads leads = count_leads(text);
  if (leads.most() < kFewestInLine) return {};
  if (leads.tell(kFewest)) {
    if (std::string whole = undo(text, leads); !whole.empty()) return whole;
  }
  // A page may quote one text that was encoded twice.
  std::string out;
  bool has_any = false;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size() - 1) + 1;
    const std::string_view line = text.substr(at, end - at);
    const Leads in_line = count_leads(line);
    const std::string undone = in_line.tell(kFewestInLine) ? undo(line, in_line) : std::string();
    has_any = has_any || !undone.empty();
    out.append(undone.empty() ? line : std::string_view(undone));
    at = end;
  }
  return has_any ? out : std::string();
}

std::string arabic_line(std::string_view line) {
  constexpr std::ptrdiff_t kFewest = 8;
  if (std::count_if(line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) < kFewest) return {};
  std::string best;
  double best_likelihood = kArabicEnough;
  for (const char* candidate : {"windows-1256", "iso-8859-6"}) {
    std::string text = to_utf8(line, candidate);
    const double likelihood = arabic_likelihood(text);
    if (likelihood <= best_likelihood) continue;
    best = std::move(text);
    best_likelihood = likelihood;
  }
  return best;
}

std::string html_charset(std::string_view bytes) {
  const std::string head = text::lower_ascii(bytes.substr(0, 4096));
  for (const std::string_view key : {std::string_view("charset"), std::string_view("encoding")}) {
    std::size_t at = head.find(key);
    if (at == std::string::npos) continue;
    at = head.find_first_not_of(" \t\r\n=\"'", at + key.size());
    if (at == std::string::npos) continue;
    return head.substr(at, head.find_first_of(" \t\r\n\"';/>?", at) - at);
  }
  return {};
}

bool looks_like_html(std::string_view bytes) {
  const std::string head = text::lower_ascii(bytes.substr(0, 1024));
  const std::size_t first = head.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos || head[first] != '<') return false;
  return head.find("<!doctype html") != std::string::npos || head.find("<html") != std::string::npos;
}

}  // namespace isnad::ingest
