// What `isnad serve` answers: the store as JSON (docs/formats/api.md).
//
//   isnad::server::Api api("isnad.db");
//   Reply reply = api.get("/api/search", {{"words", "..."}});
//
// Knows nothing of HTTP but paths and query parameters, so that it is tested and fuzzed without a socket. The store is opened
// anew for each request, so that a running `isnad analyze` is seen; the last dossiers are kept while the file is unchanged.
// Functions may be called from several threads.
#pragma once

#include <cstdint>
#include <list>
#include <map>
#include <mutex>
#include <string>
#include <string_view>

#include "isnad/records.h"
#include "isnad/store.h"

namespace isnad::server {

/// Query parameters, decoded. The first value of a repeated one counts.
using Parameters = std::map<std::string, std::string>;

struct Reply {
  int status = 200;  ///< of HTTP
  std::string body;  ///< JSON; of an error {"error": sentence}
};

class Api {
 public:
  /// Documents that one dossier joins at most: the latest ones of those that fit.
  static constexpr std::size_t kMostDocuments = 2000;

  explicit Api(std::string database) : database_(std::move(database)) {}

  /// Answers `path`, which begins with "/api/". 404 for a path or document that is not there, 400 for a parameter that makes
  /// no sense, 503 for a store that cannot be read.
  Reply get(std::string_view path, const Parameters& parameters);

 private:
  Reply summary(Store& store);
  Reply search(Store& store, const Parameters& parameters);
  Reply document(Store& store, const std::string& id);
  Reply dossier(Store& store, const Parameters& parameters);

  std::string database_;
  std::mutex mutex_;                                         // guards dossiers_
  std::list<std::pair<std::string, std::string>> dossiers_;  // answers by parameters and state of the file, latest first
};

}  // namespace isnad::server
