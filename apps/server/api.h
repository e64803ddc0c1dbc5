// What `isnad serve` answers: the store as JSON (docs/formats/api.md).
//
//   isnad::server::Api api("isnad.db");
//   Reply reply = api.get("/api/search", {{"words", "..."}});
//
// Knows nothing of HTTP but paths and query parameters, so that it is tested and fuzzed without a socket. The store is opened
// anew for each request, so that a running `isnad analyze` is seen; the last answers that took long are kept while the store is unchanged.
// Functions may be called from several threads.
#pragma once

#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <mutex>
#include <span>
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
  /// Those of a quick answer, for a view that shows something while the whole is joined.
  static constexpr std::size_t kQuickDocuments = 20;

  enum class Access { read, write };

  /// With `write`, corrections are taken, as those of `who`.
  explicit Api(std::string database, Access access = Access::read, std::string who = "")
      : database_(std::move(database)),
        access_(access),
        who_(std::move(who)) {}

  /// Makes and keeps what the page asks for when it is opened.
  void prepare();

  /// Answers `path`, which begins with "/api/". 404 for a path or document that is not there, 400 for a parameter that makes
  /// no sense, 503 for a store that cannot be read.
  Reply get(std::string_view path, const Parameters& parameters);

  /// Does what `path` and `body` (JSON) ask for at the time `when` (ISO 8601, UTC): corrections. 400 for a body that makes no
  /// sense, 403 where nothing may be changed, 404, 503.
  Reply post(std::string_view path, std::string_view body, const std::string& when);

 private:
  Reply corrections(Store& store, const Parameters& parameters);
  Reply review(Store& store, const Parameters& parameters);
  Reply summary(Store& store);
  /// What `make` answers, kept while the store is unchanged.
  Reply kept_while_unchanged(Store& store, const std::string& name, const std::function<Reply()>& make);
  Reply search(Store& store, const Parameters& parameters);
  Reply document(Store& store, const std::string& id);
  /// What `write` makes of the documents that fit, kept while the store is unchanged. With `quick=1` of the latest few.
  using Joiner = Result<std::string> (*)(Store& store, std::span<const std::string> ids);
  Reply joined(Store& store, std::string_view name, Joiner write, const Parameters& parameters);

  /// The answer kept under `key`, or nothing; and keeping one.
  std::string kept(const std::string& key);
  void keep(const std::string& key, const std::string& body);

  std::string database_;
  Access access_;
  std::string who_;
  std::mutex mutex_;                                       // guards joined_
  std::list<std::pair<std::string, std::string>> joined_;  // answers by parameters and state of the file, latest first
};

/// The saved queries as a JSON list of name and address, and the list after one was saved or, with no address, forgotten.
Result<std::string> saved_queries(Store& store);
Result<std::string> save_query(Store& store, std::string_view body);

/// The places of the events of documents, with the events of each, as a JSON list.
Result<std::string> places_of(Store& store, std::span<const std::string> ids);

}  // namespace isnad::server
