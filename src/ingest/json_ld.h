// What a page says of its article in JSON-LD (schema.org).
#pragma once

#include <string>

#include "ingest/html_dom.h"

namespace isnad::ingest {

/// The fields of the page's article object; empty where it does not say. Values are as written.
struct JsonLd {
  std::string headline;
  std::string body;
  std::string published;
  std::string page_published;  ///< of an object that is no article
  std::string author;
  std::string publisher;
  std::string language;
  std::string url;
};

/// Reads every application/ld+json script of `dom`; bad JSON is passed over. The first article object gives the fields,
/// later ones fill in what it leaves open.
JsonLd read_json_ld(const Dom& dom);

}  // namespace isnad::ingest
