// The store over a database that speaks SQL (docs/formats/store.md).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_set>

#include "isnad/store.h"
#include "link/sketch.h"
#include "store/database.h"

namespace isnad::store {

class SqlStore : public Store {
 public:
  /// `name` is what messages call the store.
  SqlStore(std::unique_ptr<Database> database, std::string name) : path_(std::move(name)), database_(std::move(database)) {}

  Result<void> open(StoreAccess access);

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
  Result<std::string> state() override {
    return guard([&] { return db_.state(); });
  }
  [[nodiscard]] std::string description() const override { return db_.description(); }

 private:
  Statement& prepared(const char* sql, Waiting waiting = Waiting::sent) { return db_.prepared(sql, waiting); }
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
      return Error{e.code, e.what(), path_};
    }
  }

  void rebuild_index_if_stale();

  // Writing (sql_store.cpp).
  void begin(Writers writers = Writers::one);
  void finish();
  bool keep(const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash);
  std::int64_t write_document(std::int64_t number, const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash);
  bool is_of_this_run(const InputKey& input, std::int64_t document, std::int64_t arrival);
  void remove_contents(std::int64_t number);
  static Statement& bind_document(Statement& row, int first, const Parcel& parcel, const std::string& lexicon_hash);

  // What a record says, in columns (sql_layers.cpp).
  void write_known(std::int64_t number, const Record& record);
  void write_actors(std::int64_t number, const Record& record);
  void write_attributions(std::int64_t number, const Record& record);
  void write_events(std::int64_t number, const Record& record);
  void remove_layers(std::int64_t number);
  void add_to_totals(const std::string& actor, std::int64_t documents, std::int64_t mentions);
  void write_totals();
  Waiting waiting_for(const InputKey& input) const;
  void forget_input(const InputKey& input);
  Statement& row_of_input(const InputKey& input, std::string_view state);
  void write_input(const InputKey& input, std::int64_t document);
  bool remove_unreferenced(std::int64_t number);

  // Corrections (sql_corrections.cpp).
  std::vector<Correction> corrections_of(const std::string& document);
  std::vector<Correction> kept(Statement& query);
  const std::vector<Correction>& general_corrections();
  std::vector<Correction> corrections_for(const std::string& document);
  Record corrected(Record record);
  void complete(Correction& correction);
  std::int64_t number_of(const Correction& correction);
  std::int64_t insert(const Correction& correction);
  void project_again(const Correction& correction);
  void project_again(std::int64_t number);

  // Asking (sql_query.cpp).
  Result<std::int64_t> number_of(const std::string& id);  // not_found
  Conditions conditions_of(const DocumentFilter& filter, bool is_exact);
  std::vector<std::pair<std::string, std::uint64_t>> volume(const std::string& first, const std::string& last);
  std::uint64_t count(const Conditions& conditions);
  std::vector<std::pair<std::string, std::string>> outlets();
  Condition of_outlet(const std::string& text);
  FoundAll listed(const Conditions& conditions, std::size_t limit);
  std::vector<std::string> filtered_ids(const DocumentFilter& filter);

  std::string path_;
  std::unique_ptr<Database> database_;
  Database& db_ = *database_;
  Writers writers_ = Writers::one;  // of put() and fail()
  Writers writing_ = Writers::one;  // of the transaction
  bool has_transaction_ = false;
  std::optional<std::vector<Correction>> general_;  // those of all documents, once they were asked for in a transaction
  std::unordered_set<std::string> seen_;            // hashes of the inputs of the file at hand
  std::unordered_set<std::string> noted_;           // inputs that were written in this transaction
  struct Total {
    std::int64_t documents = 0, mentions = 0;
  };
  std::map<std::string, Total, std::less<>> totals_;  // of actors, not yet added to those in the store
};

/// The record of a document as it was analysed, as JSON and read. Throw where there is none.
std::string line_of(Database& database, std::int64_t number);
Record record_of(Database& database, std::int64_t number);

/// A name as it is looked for in an index of words.
std::string without_quotes(std::string_view phrase);

/// Records on disk are compressed with Zstandard (Packer). Throws SqlError where `bytes` is none of them.
std::string decompress(std::string_view bytes, std::size_t size);

}  // namespace isnad::store
