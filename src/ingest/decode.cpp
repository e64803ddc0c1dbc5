#include "ingest/decode.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

#include "ingest/ascii.h"
#include "ingest/charset.h"

namespace isnad::ingest {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

struct Magic {
  std::string_view bytes;
  std::string_view what;
};

// Formats that people drop among saved pages, with the word a user knows them by.
constexpr std::array<Magic, 19> kMagic = {{
    {"%PDF-", "a PDF document"},
    {"PK\x03\x04", "a ZIP archive or office document"},
    {"\xD0\xCF\x11\xE0", "an old office document"},
    {"{\\rtf", "a rich text document"},
    {"%!PS", "a PostScript document"},
    {"\x1F\x8B", "a gzip archive"},
    {"BZh", "a bzip2 archive"},
    {"\xFD"
     "7zXZ",
     "an xz archive"},
    {"\x28\xB5\x2F\xFD", "a zstd archive"},
    {"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"},
    {"Rar!", "a RAR archive"},
    {"\x89PNG", "a picture"},
    {"\xFF\xD8\xFF", "a picture"},
    {"GIF8", "a picture"},
    {"RIFF", "a sound, picture or film file"},
    {"OggS", "a sound or film file"},
    {"\x7F"
     "ELF",
     "a program"},
    {"SQLite format 3", "a SQLite database"},
    {"bplist00", "a binary property list"},
}};

Error not_text(std::string_view what) {
  return Error{ErrorCode::unsupported, "it is " + std::string(what) + ", not text; save it as plain text, HTML or JSONL", {}, 0};
}

// First bytes of what sanitise() may change.
constexpr std::array<bool, 256> kIsSuspect = [] {
  std::array<bool, 256> out{};
  for (unsigned c = 0; c < 0x20; ++c) out[c] = c != '\t' && c != '\n';
  for (const unsigned c : {0x7FU, 0xC2U, 0xE2U, 0xEFU}) out[c] = true;
  return out;
}();

// One for a control byte that no text has. Arithmetic on bytes alone, so that compilers take many at a time.
constexpr std::uint8_t is_control(std::uint8_t b) {
  const auto is_space = static_cast<std::uint8_t>(static_cast<std::uint8_t>(b - '\t') <= '\r' - '\t');
  return static_cast<std::uint8_t>(b < 0x20) & static_cast<std::uint8_t>(is_space ^ 1) & static_cast<std::uint8_t>(b != 0x1B);
}

// A page damaged on its way holds a few control bytes; a binary file is full of them (10 % of random bytes).
bool is_binary(std::string_view bytes) {
  constexpr std::size_t kBlock = 128;
  std::size_t controls = 0;
  std::size_t i = 0;
  for (; i + kBlock <= bytes.size(); i += kBlock) {
    std::uint8_t in_block = 0;
    for (std::size_t k = 0; k < kBlock; ++k) in_block += is_control(static_cast<std::uint8_t>(bytes[i + k]));
    controls += in_block;
  }
  for (; i < bytes.size(); ++i) controls += is_control(static_cast<std::uint8_t>(bytes[i]));
  return controls * 50 > bytes.size();
}

// Length of the valid UTF-8 sequence at `at`, or 0 with `bad` set to the length of the maximal subpart to replace.
std::size_t sequence_length(std::string_view s, std::size_t at, std::size_t& bad) {
  const auto byte = [&](std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0U; };
  const unsigned lead = byte(at);
  bad = 1;
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  // The second byte is restricted so that overlong forms, surrogates and values above U+10FFFF are no sequences.
  const unsigned low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
  const unsigned high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
  if (byte(at + 1) < low || byte(at + 1) > high) return 0;
  for (std::size_t i = 2; i < length; ++i) {
    bad = i;
    if ((byte(at + i) & 0xC0U) != 0x80) return 0;
  }
  return length;
}

struct Utf8Survey {
  std::size_t multibyte = 0;  // valid sequences of two bytes and more
  std::size_t invalid = 0;    // invalid ones, one cut off at the very end not counted
  bool valid = true;
};

// The eight bytes at `bytes` are four letters of the Arabic block. Where the first byte is not the lowest, it says no.
bool are_arabic(const char* bytes) {
  std::uint64_t x = 0;
  std::memcpy(&x, bytes, sizeof x);
  return (x & 0xC0FCC0FCC0FCC0FCULL) == 0x80D880D880D880D8ULL;
}

Utf8Survey survey_utf8(std::string_view s) {
  Utf8Survey out;
  for (std::size_t i = 0; i < s.size();) {
    if (i + 8 <= s.size() && are_arabic(s.data() + i)) {
      out.multibyte += 4;
      i += 8;
      continue;
    }
    const auto lead = static_cast<unsigned char>(s[i]);
    if (lead < 0x80) {
      i = skip_ascii(s, i);
      continue;
    }
    if (lead >= 0xC2 && lead < 0xE0 && i + 1 < s.size() && (static_cast<unsigned char>(s[i + 1]) & 0xC0U) == 0x80) {  // Arabic
      ++out.multibyte;
      i += 2;
      continue;
    }
    std::size_t bad = 1;
    const std::size_t length = sequence_length(s, i, bad);
    if (length != 0) {
      ++out.multibyte;
      i += length;
      continue;
    }
    out.valid = false;
    if (i + bad < s.size()) ++out.invalid;
    i += bad;
  }
  return out;
}

// UTF-8 with replacements; NULs are kept for sanitise().
Decoded repair_utf8(std::string_view s) {
  Decoded out{{}, "utf-8", 0};
  out.text.reserve(s.size() + 16);
  std::size_t clean = 0;
  for (std::size_t i = 0; i < s.size();) {
    std::size_t bad = 1;
    const std::size_t length = sequence_length(s, i, bad);
    if (length != 0) {
      i += length;
      continue;
    }
    out.text.append(s, clean, i - clean).append(kReplacement);
    ++out.replaced;
    clean = i += bad;
  }
  out.text.append(s, clean);
  return out;
}

// UTF-8 with lines of another encoding among it, as programs that join files leave it.
Decoded repair_mixed(std::string_view s) {
  Decoded out{{}, "utf-8", 0};
  for (std::size_t at = 0; at < s.size();) {
    const std::size_t end = std::min(s.find('\n', at), s.size() - 1) + 1;
    const std::string_view line = s.substr(at, end - at);
    const Utf8Survey survey = survey_utf8(line);
    const std::string arabic = survey.multibyte < survey.invalid ? arabic_line(line) : std::string();
    if (arabic.empty()) {
      const Decoded repaired = repair_utf8(line);
      out.text += repaired.text;
      out.replaced += repaired.replaced;
    } else {
      out.text += arabic;
    }
    at = end;
  }
  return out;
}

Decoded convert_from(std::string_view bytes, const std::string& encoding) {
  Decoded out{to_utf8(bytes, encoding), encoding, 0};
  for (std::size_t at = out.text.find(kReplacement); at != std::string::npos; at = out.text.find(kReplacement, at + 3))
    ++out.replaced;
  return out;
}

struct Bom {
  std::string_view bytes;
  std::string_view encoding;
};

// Longest first: the mark of UTF-32LE begins with that of UTF-16LE.
constexpr std::array<Bom, 5> kBoms = {{
    {{"\xFF\xFE\0\0", 4}, "utf-32le"},
    {{"\0\0\xFE\xFF", 4}, "utf-32be"},
    {"\xEF\xBB\xBF", "utf-8"},
    {"\xFF\xFE", "utf-16le"},
    {"\xFE\xFF", "utf-16be"},
}};

}  // namespace

Result<Decoded> decode(std::string_view bytes, std::string_view label) {
  for (const Bom& bom : kBoms) {
    if (!bytes.starts_with(bom.bytes)) continue;
    const std::string_view rest = bytes.substr(bom.bytes.size());
    return bom.encoding == "utf-8" ? repair_utf8(rest) : convert_from(rest, std::string(bom.encoding));
  }
  for (const Magic& magic : kMagic) {
    if (bytes.starts_with(magic.bytes)) return not_text(magic.what);
  }
  if (const std::string wide = detect_utf16(bytes); !wide.empty()) return convert_from(bytes, wide);
  if (is_binary(bytes)) return not_text("a binary file");
  const Utf8Survey survey = survey_utf8(bytes);
  // Text with damaged places is still UTF-8: a single-byte encoding yields one valid sequence in forty.
  if (survey.valid || survey.invalid * 2 <= survey.multibyte) {
    Decoded out = survey.valid ? Decoded{std::string(bytes), "utf-8", 0} : repair_mixed(bytes);
    if (std::string repaired = undo_double_encoding(out.text); !repaired.empty()) out = repair_utf8(repaired);
    return out;
  }
  return convert_from(bytes, detect_single_byte(bytes, label));
}

std::string make_valid_utf8(std::string_view text) {
  std::string out = repair_utf8(text).text;
  for (std::size_t at = out.find('\0'); at != std::string::npos; at = out.find('\0', at)) out.replace(at, 1, kReplacement);
  return out;
}

bool is_valid_utf8(std::string_view text) { return survey_utf8(text).valid; }

namespace {

enum class Fate : std::uint8_t { keep, drop, newline };

// What becomes of the character at `s[i]`, `length` bytes long.
Fate fate_of(std::string_view s, std::size_t i, std::size_t length) {
  const auto byte = [&](std::size_t n) { return static_cast<unsigned char>(s[i + n]); };
  if (length == 1) {
    if (byte(0) == '\v' || byte(0) == '\f' || byte(0) == '\r') return Fate::newline;
    return (byte(0) < 0x20 && byte(0) != '\t' && byte(0) != '\n') || byte(0) == 0x7F ? Fate::drop : Fate::keep;
  }
  if (length == 2 && byte(0) == 0xC2 && byte(1) < 0xA0) return byte(1) == 0x85 ? Fate::newline : Fate::drop;  // C1, NEL
  if (length != 3) return Fate::keep;
  const unsigned cp = (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
  if (cp == 0x2028 || cp == 0x2029) return Fate::newline;
  const bool is_bidi_control = (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
  return is_bidi_control || cp == 0xFEFF || cp == 0xFFFE || cp == 0xFFFF ? Fate::drop : Fate::keep;
}

// One past the bytes from `i` on none of which sanitise() may change.
std::size_t skip_unsuspected(std::string_view s, std::size_t i) {
  constexpr std::size_t kBlock = 32;
  for (; i + kBlock <= s.size(); i += kBlock) {
    std::uint8_t suspects = 0;
    for (std::size_t k = 0; k < kBlock; ++k) {
      const auto b = static_cast<std::uint8_t>(s[i + k]);
      suspects |=
          static_cast<std::uint8_t>(b < 0x20) & static_cast<std::uint8_t>(b != '\t') & static_cast<std::uint8_t>(b != '\n');
      suspects |= static_cast<std::uint8_t>(b == 0x7F) | static_cast<std::uint8_t>(b == 0xC2) |
                  static_cast<std::uint8_t>(b == 0xE2) | static_cast<std::uint8_t>(b == 0xEF);
    }
    if (suspects != 0) break;
  }
  while (i < s.size() && !kIsSuspect[static_cast<unsigned char>(s[i])]) ++i;
  return i;
}

}  // namespace

std::string sanitise(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  std::size_t clean = 0;
  for (std::size_t i = 0; i < text.size();) {
    const auto lead = static_cast<unsigned char>(text[i]);
    if (!kIsSuspect[lead]) {
      i = skip_unsuspected(text, i + 1);
      continue;
    }
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    const Fate fate = fate_of(text, i, length);
    if (fate == Fate::keep) {
      i += length;
      continue;
    }
    out.append(text, clean, i - clean);
    if (fate == Fate::newline) out.push_back('\n');
    i += length;
    if (lead == '\r' && i < text.size() && text[i] == '\n') ++i;
    clean = i;
  }
  out.append(text, clean);
  return out;
}

}  // namespace isnad::ingest
