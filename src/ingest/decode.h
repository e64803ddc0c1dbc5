// Bytes of unknown encoding to valid UTF-8.
//
// decode() settles the encoding (byte order mark, then the bytes themselves, then ICU's detector); a label found in the
// page is only a hint and loses against the bytes. sanitise() then removes what text should not hold. Both are pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "isnad/result.h"

namespace isnad::ingest {

struct Decoded {
  std::string text;          ///< valid UTF-8; U+FFFD stands for each sequence that could not be decoded
  std::string encoding;      ///< IANA name of the encoding that was read, e.g. "windows-1256"
  std::size_t replaced = 0;  ///< how many sequences became U+FFFD
};

/// Decodes `bytes`. `label` is an encoding name that the input claims (HTML meta charset), or empty; it is followed only
/// where the bytes bear it out. Fails with `unsupported` when the bytes are no text: a known binary format, or many
/// NUL and control bytes. Empty input decodes to empty text.
Result<Decoded> decode(std::string_view bytes, std::string_view label = {});

/// `text` with every invalid UTF-8 sequence replaced by U+FFFD (one per maximal subpart, Unicode 15 section 3.9) and
/// NUL by U+FFFD; nothing else changes.
std::string make_valid_utf8(std::string_view text);

/// True when `text` is valid UTF-8.
bool is_valid_utf8(std::string_view text);

/// Makes valid UTF-8 fit to be analysed and shown: CRLF, CR, NEL and the Unicode line and paragraph separators become LF;
/// other control characters, byte order marks inside the text and bidirectional embeddings, overrides and isolates are
/// removed. LRM, RLM, ALM, ZWNJ and ZWJ are kept, since they belong to the spelling.
std::string sanitise(std::string_view text);

}  // namespace isnad::ingest
