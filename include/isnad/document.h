// Document: one article as it is read, before any analysis.
//
// `text` is the clean main text: headline, blank line, body paragraphs one a line. All offsets of a record point into
// it. A Document owns its strings and is a plain value; threads may read one together.
#pragma once

#include <string>

namespace isnad {

/// Where a publication date was found (record.md: `published.basis`).
enum class DateBasis { none, metadata, url, byline, text };

/// A publication date: ISO 8601, to the day, month or year (`2019-12-07`, `2019-12`, `2019`), or empty.
struct Published {
  std::string value;
  DateBasis basis = DateBasis::none;
};

struct Document {
  std::string id;           ///< the id the input gave, else the first 16 hex digits of `content_hash`
  std::string path;         ///< file it came from; empty for a stream
  std::string url;          ///< empty when unknown
  std::string outlet_id;    ///< lexicon id of the outlet; empty when unknown
  std::string outlet_name;  ///< as given or as found; empty when unknown
  std::string title;        ///< headline; empty when there is none
  std::string author;       ///< empty when unknown
  std::string language;     ///< ISO 639-1 ("ar", "en", "fa"), "und" when it cannot be told
  Published published;
  std::string text;          ///< valid UTF-8, at most 2^32 - 1 bytes
  std::string content_hash;  ///< SHA-256 of `text`, hex
};

}  // namespace isnad
