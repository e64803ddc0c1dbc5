// The store in one SQLite file (docs/formats/store.md).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "isnad/store.h"
#include "link/sketch.h"
#include "store/sql.h"

namespace isnad::store {

// What a filter's actor is in a store: an id, or words, with the query that finds them ("" where no word of them is indexed).
struct ActorWords {
  bool is_id = false;
  std::string match;
};

class SqliteStore : public Store {
 public:
  SqliteStore(std::string path, StoreAccess access) : path_(std::move(path)), access_(access) {}
  ~SqliteStore() override;
  SqliteStore(const SqliteStore&) = delete;
  SqliteStore& operator=(const SqliteStore&) = delete;

  Result<void> open();

  Result<bool> is_done(const InputKey& input) override;
  void mark_unchanged(const InputKey& input) override { seen_.insert(input.hash); }
  Result<bool> put(const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash) override;
  Result<void> fail(const InputKey& input, const Error& error) override;
  Result<std::uint64_t> end_file(const std::string& path) override;
  Result<bool> has_input(const std::string& path) override;
  Result<std::string> note(const std::string& name) override;
  Result<void> set_note(const std::string& name, const std::string& value) override;
  Result<void> commit() override;

  Result<void> link(const LinkProgress& progress) override;

  Result<Correction> correct(const Correction& correction) override;
  Result<Correction> undo_correction(std::int64_t number) override;
  Result<std::vector<KeptCorrection>> corrections(const std::string& document) override;
  Result<std::vector<DoubtfulItem>> doubtful(std::optional<CorrectionKind> kind, std::size_t limit) override;

  Result<std::string> line(const std::string& id) override;
  Result<Record> record(const std::string& id) override;
  Result<DocumentLinks> links(const std::string& id) override;
  Result<std::vector<std::string>> resolve(const std::string& text) override;
  Result<std::vector<std::string>> ids(const DocumentFilter& filter) override;
  Result<LatestDocuments> latest(const DocumentFilter& filter, std::size_t limit) override;
  Result<SearchResult> search(const SearchQuery& query) override;
  Result<StoreSummary> summary() override;
  Result<std::vector<ActorCount>> actors(std::size_t limit) override;
  Result<std::vector<LabelCount>> labels(std::size_t limit) override;
  Result<std::vector<Failure>> failures() override;
  [[nodiscard]] std::string description() const override;

 private:
  friend class SqliteLinks;
  /// The prepared statement of `sql`, ready to bind.
  Statement& prepared(const char* sql);
  template <class Body>
  auto guard(Body body) -> Result<decltype(body())> {
    try {
      if constexpr (std::is_void_v<decltype(body())>) {
        body();
        return {};
      } else {
        return body();
      }
    } catch (const SqlError& e) {
      return to_error(e, path_);
    }
  }

  // Opening.
  void connect();
  void migrate();
  void rebuild_index_if_stale();

  // Writing (sqlite_store.cpp).
  void begin();
  bool keep(const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash);
  std::int64_t write_document(std::int64_t number, const Parcel& parcel, const std::string& lexicon_hash);
  void write_layers(std::int64_t number, const Record& record);
  void write_events(std::int64_t number, const Record& record);
  void remove_contents(std::int64_t number);
  void remove_layers(std::int64_t number);
  void add_to_totals(std::string_view actor, std::int64_t documents, std::int64_t mentions);
  void forget_input(const InputKey& input);
  void write_input(const InputKey& input, std::int64_t document);
  bool remove_unreferenced(std::int64_t number);
  std::string line_of(std::int64_t number);

  // Corrections (sqlite_corrections.cpp).
  std::vector<Correction> corrections_of(const std::string& document);
  std::vector<Correction> kept(Statement& query);
  const std::vector<Correction>& general_corrections();
  std::vector<Correction> corrections_for(const std::string& document);
  Record corrected(Record record);
  void complete(Correction& correction);
  std::int64_t insert(const Correction& correction);
  void project_again(const Correction& correction);
  void project_again(std::int64_t number);

  // Asking (sqlite_query.cpp).
  Result<std::int64_t> number_of(const std::string& id);  // not_found
  ActorWords actor_words(const std::string& actor);
  std::vector<std::string> filtered_ids(const DocumentFilter& filter);

  std::string path_;
  StoreAccess access_;
  sqlite3* db_ = nullptr;
  bool is_exact_ = false;  // read by the tokenizer during a query
  bool has_transaction_ = false;
  std::optional<std::vector<Correction>> general_;  // those of all documents, once they were asked for in a transaction
  std::unordered_set<std::string> seen_;            // hashes of the inputs of the file at hand
  std::map<const char*, std::unique_ptr<Statement>> statements_;
};

/// Records on disk are compressed with Zstandard (Packer). Throws SqlError where `bytes` is none of them.
std::string decompress(std::string_view bytes, std::size_t size);

}  // namespace isnad::store
