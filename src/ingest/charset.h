// Which encoding bytes are in, when they are not UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace isnad::ingest {

/// `bytes` read as `encoding` (a name that ICU knows), as UTF-8 with U+FFFD for what does not decode. An unknown name
/// reads as windows-1252.
std::string to_utf8(std::string_view bytes, const std::string& encoding);

/// "utf-16le" or "utf-16be" when the bytes without a mark look like it: the high bytes of Arabic and Latin text take few
/// values, the low bytes many. Empty when they do not.
std::string detect_utf16(std::string_view bytes);

/// The best single-byte or multi-byte legacy encoding for `bytes`, which are not UTF-8. Windows-1256 and ISO-8859-6 are
/// told apart by the likelihood of the Arabic letters they give; others are left to ICU's detector. `label` is a claimed
/// name; it is followed where it reads the bytes about as well as the best.
std::string detect_single_byte(std::string_view bytes, std::string_view label);

/// UTF-8 whose Arabic was once read as windows-1256 or windows-1252 and encoded again comes out as the bytes of the
/// original UTF-8, as a whole or in the lines where that is certain; empty when no line is such text.
std::string undo_double_encoding(std::string_view text);

/// A line that is no UTF-8 as UTF-8, where it is certain that it is Arabic in a single-byte encoding; else empty.
std::string arabic_line(std::string_view line);

/// The encoding that an HTML page claims in a `<meta>` tag or XML declaration in its first 4096 bytes; empty when none.
std::string html_charset(std::string_view bytes);

/// True when the bytes begin like a page: a doctype or <html> among the first tags.
bool looks_like_html(std::string_view bytes);

}  // namespace isnad::ingest
