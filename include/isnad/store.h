// The store: records kept, found again, and joined.
//
//   auto store = isnad::Store::open("isnad.db", isnad::StoreAccess::write);
//   if (!store) return store.error();
//   if (*(*store)->is_done(input)) (*store)->mark_unchanged(input);
//   else (*store)->put(input, packer.pack(std::move(record), line), engine.lexicon_hash());
//   (*store)->end_file(input.path);
//   (*store)->commit();
//   (*store)->link({});
//
// What is put becomes visible, and safe from a killed process, with commit(). A process that is killed between two
// commits leaves the store as the earlier one left it. A Store belongs to one thread; several processes may read while
// one writes, or while several write a PostgreSQL store that they share. docs/formats/store.md describes what lies on disk. Every function returns: unavailable (disk full, I/O),
// conflict (another process writes), bad_format (damaged file), besides what it names.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "isnad/corrections.h"
#include "isnad/dossier.h"
#include "isnad/links.h"
#include "isnad/records.h"
#include "isnad/result.h"

namespace isnad {

/// What a document was read from.
struct InputKey {
  std::string path;  ///< file, "-" for standard input
  std::string hash;  ///< of the bytes, and of all that the record depends on besides
  long line = 0;     ///< 1-based line of a file that holds several documents, else 0
  /// Of an input that came by a queue: its place in the order of all that was submitted, and the first place of its submission.
  /// They settle what order of arrival settles otherwise. Only for a store that is opened to be shared; 0 otherwise.
  std::int64_t place = 0, since = 0;
};

namespace link {
struct Sketch;
}

/// A record made ready for put(): what takes time and needs no store.
struct Parcel {
  Record record;
  std::string line;             ///< of JSON, compressed
  std::uint64_t line_size = 0;  ///< before that
  std::shared_ptr<const link::Sketch> sketch;
};

/// Makes parcels. It belongs to one thread; several threads may each have one beside that of the store. A parcel is a pure
/// function of the record.
class Packer {
 public:
  Packer();
  ~Packer();
  Packer(Packer&&) noexcept;
  Packer& operator=(Packer&&) noexcept;
  /// `line` is the record as JSON.
  Parcel pack(Record record, std::string_view line);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// An input that gave no document.
struct Failure {
  std::string path;
  long line = 0;
  std::string code;
  std::string reason;
};

/// Which documents. Empty members do not restrict.
struct DocumentFilter {
  std::string actor;   ///< actor id, or a name as it stands in texts
  std::string outlet;  ///< outlet id or name
  std::string from;    ///< ISO 8601 date or its beginning, inclusive
  std::string to;      ///< likewise
  std::string event;   ///< type of an event in it (AGREE, CONSULT, ...)
};

struct SearchQuery {
  std::string words;  ///< words all have to be in the document; "a phrase"; -word; word*; empty finds all
  DocumentFilter filter;
  bool is_exact = false;   ///< words as they are spelled, not their inflections
  std::size_t limit = 20;  ///< where more than 20,000 hold the words, the best of those that came last
};

struct SearchHit {
  std::string id;
  double score = 0;                 ///< BM25, larger is better; 0 without words
  std::vector<CharSpan> sentences;  ///< at most three that hold most of the words, in order of the text
  std::vector<CharSpan> matches;    ///< words found in them
};

struct SearchResult {
  std::uint64_t total = 0;  ///< documents that match, not only those listed
  std::vector<SearchHit> hits;
};

/// The latest documents that fit a filter.
struct LatestDocuments {
  std::uint64_t total = 0;       ///< all that fit
  std::vector<std::string> ids;  ///< by date, then order of arrival
};

struct ActorCount {
  std::string id, name, type;
  std::uint64_t documents = 0, mentions = 0;
};
struct LabelCount {
  std::string actor, label, text;  ///< as written
  std::uint64_t count = 0, documents = 0;
};

/// Figures of the whole store.
struct StoreSummary {
  std::uint64_t documents = 0, outlets = 0, undated = 0, failures = 0;
  std::uint64_t attributions = 0, events = 0, moves = 0;
  std::string first_date, last_date;  ///< empty when no document has one
  std::uint64_t not_arabic = 0;       ///< kept, not analysed
  /// Dated documents by day, or by month where the first and the last are more than a quarter apart; those that have any.
  std::vector<std::pair<std::string, std::uint64_t>> volume;
};

struct KeptCorrection {
  Correction correction;
  CorrectionState state = CorrectionState::applied;
};

/// An item that may be wrong.
struct DoubtfulItem {
  CorrectionKind kind = CorrectionKind::mention;
  std::string document;
  CharSpan span;  ///< of the mention, cue or trigger
  double confidence = 0;
};

/// `share` is writing beside other processes that share the store: put() and fail() of all take effect, everything else takes turns.
enum class StoreAccess { read, write, share };

/// Told how many of how many steps are done.
using LinkProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

class Store {
 public:
  virtual ~Store() = default;

  /// Opens the store at `path`: an SQLite file, or a PostgreSQL database given as postgresql://... (libpq's addresses; the store
  /// lives in the first schema of the search path). With `write` it is made, or brought to the present schema, where needed.
  /// Errors: not_found (read), bad_format (no store, or of a later version), unreadable, unavailable (no connection), usage (an
  /// SQLite file cannot be shared).
  static Result<std::unique_ptr<Store>> open(const std::string& path, StoreAccess access);

  // --- keeping ---
  /// Whether this very input has given a document that is kept.
  virtual Result<bool> is_done(const InputKey& input) = 0;
  /// Notes that such an input still stands in its file, for end_file().
  virtual void mark_unchanged(const InputKey& input) = 0;
  /// Keeps what `parcel` holds. What the same file gave before under this id is replaced; the same
  /// document from two files is kept once. False, and nothing is changed, where another input gave another document of
  /// that id.
  virtual Result<bool> put(const InputKey& input, const Parcel& parcel, const std::string& lexicon_hash) = 0;
  /// Notes that `input` gave no document. An empty hash says that it could not even be read.
  virtual Result<void> fail(const InputKey& input, const Error& error) = 0;
  /// To be called after the last input of `path`: forgets what the file gave in earlier runs and does not give any more,
  /// i.e. what was not marked unchanged, put or failed since the last end_file(). Returns the documents removed.
  virtual Result<std::uint64_t> end_file(const std::string& path) = 0;
  /// Whether anything was noted of the input `path`: done or failed.
  virtual Result<bool> has_input(const std::string& path) = 0;
  /// A value that a program keeps under a name of its own ("feed:https://..."); empty when there is none.
  virtual Result<std::string> note(const std::string& name) = 0;
  virtual Result<void> set_note(const std::string& name, const std::string& value) = 0;
  /// Makes all since the last commit durable, as one step.
  virtual Result<void> commit() = 0;

  /// Joins what was put since the last link() with all that is kept: stories, and text taken from earlier documents. Commits;
  /// a killed process goes on where it was. The result is the same in whatever order and however many steps documents came.
  virtual Result<void> link(const LinkProgress& progress) = 0;

  // --- corrections ---
  /// Keeps a correction, which takes effect on what is asked from now on; fills in its number, the hash of the text and the name
  /// and type of an actor that the store knows. Commits. One that is kept already, word for word, is not kept twice; one with a
  /// hash of its own (from another store) is kept as it is. Errors: usage (it makes no sense), not_found.
  virtual Result<Correction> correct(const Correction& correction) = 0;
  /// Takes back a correction. Commits. Errors: not_found.
  virtual Result<Correction> undo_correction(std::int64_t number) = 0;
  /// Corrections in order of entry: of one document, or all where `document` is empty.
  virtual Result<std::vector<KeptCorrection>> corrections(const std::string& document) = 0;
  /// Items of doubtful confidence that nobody has judged, the least sure first; `kind` restricts to mentions, attributions or
  /// events.
  virtual Result<std::vector<DoubtfulItem>> doubtful(std::optional<CorrectionKind> kind, std::size_t limit) = 0;

  // --- asking ---
  virtual Result<std::string> line(const std::string& id) = 0;     ///< the record as JSON, as analysed; not_found
  virtual Result<Record> record(const std::string& id) = 0;        ///< the record with its corrections; not_found
  virtual Result<DocumentLinks> links(const std::string& id) = 0;  ///< as of the last link(); not_found
  /// Full ids of the documents that `text` may mean: id, beginning of an id, path or its end.
  virtual Result<std::vector<std::string>> resolve(const std::string& text) = 0;
  virtual Result<std::vector<std::string>> ids(const DocumentFilter& filter) = 0;  ///< by date, then order of arrival
  virtual Result<LatestDocuments> latest(const DocumentFilter& filter, std::size_t limit) = 0;
  virtual Result<SearchResult> search(const SearchQuery& query) = 0;
  virtual Result<StoreSummary> summary() = 0;
  virtual Result<std::vector<ActorCount>> actors(std::size_t limit) = 0;  ///< places left out, in most documents first
  virtual Result<std::vector<LabelCount>> labels(std::size_t limit) = 0;  ///< loaded names, most frequent first
  virtual Result<std::vector<Failure>> failures() = 0;                    ///< by path and line
  virtual Result<std::string> state() = 0;                                ///< changes whenever anything kept does
  [[nodiscard]] virtual std::string description() const = 0;              ///< "SQLite 3.40.1, schema 1"
};

/// The name of a store as it may be shown: an address without its password.
std::string shown_store(const std::string& path);

/// Adds the documents `ids`, in the order of ids(), with their links and corrections.
Result<void> add_documents(Store& store, std::span<const std::string> ids, DossierBuilder& builder);

}  // namespace isnad
