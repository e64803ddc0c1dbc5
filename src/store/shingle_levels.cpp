#include "store/shingle_levels.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <string>

namespace isnad::store {
namespace {

using Place = HeldShingle::Place;

constexpr Table kRuns{"shingle_runs", "run, entries"};
constexpr Table kBlocks{"shingle_blocks", "number, entries"};

// An entry: a shingle and the order of a document (eight bytes each), its number (five) and its size (three), little-endian.
constexpr unsigned kEntry = 24;
constexpr std::size_t kPerBlock = 168;  // a block with its row fills a page of 4 kB

void append(std::string& bytes, std::uint64_t n, unsigned size) {
  for (unsigned i = 0; i < size; ++i) bytes.push_back(static_cast<char>(n >> (8 * i)));
}

std::uint64_t number_at(const char* bytes, unsigned size) {
  std::uint64_t n = 0;
  for (unsigned i = 0; i < size; ++i) n |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  return n;
}

// The number of a block is its run, then the first bits of its first shingle, then a count of blocks that have the same, so that
// blocks are found by their number alone.
constexpr unsigned kCountBits = 20;
constexpr unsigned kShingleBits = 39;

std::int64_t first_number(std::int64_t run) { return run << (kShingleBits + kCountBits); }
std::int64_t last_number(std::int64_t run) { return first_number(run + 1) - 1; }
std::int64_t first_number(std::int64_t run, std::int64_t shingle) {
  const std::uint64_t sorted = static_cast<std::uint64_t>(shingle) ^ (std::uint64_t{1} << 63U);  // negative ones come first
  return first_number(run) | static_cast<std::int64_t>((sorted >> (64 - kShingleBits)) << kCountBits);
}
std::int64_t last_number(std::int64_t run, std::int64_t shingle) {
  return first_number(run, shingle) | ((std::int64_t{1} << kCountBits) - 1);
}

/// Holders in the order of their places, as they are kept.
class Block {
 public:
  Block() = default;
  explicit Block(std::string bytes) : bytes_(std::move(bytes)) {
    if (bytes_.empty() || bytes_.size() % kEntry != 0) damaged("a block of shingles is damaged");
  }
  [[nodiscard]] std::size_t size() const { return bytes_.size() / kEntry; }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  HeldShingle operator[](std::size_t i) const {
    const char* at = bytes_.data() + i * kEntry;
    return {static_cast<std::int64_t>(number_at(at, 8)), static_cast<std::int64_t>(number_at(at + 8, 8)),
            static_cast<std::int64_t>(number_at(at + 16, 5)), static_cast<std::uint32_t>(number_at(at + 21, 3))};
  }
  void push_back(const HeldShingle& held) {
    append(bytes_, static_cast<std::uint64_t>(held.shingle), 8);
    append(bytes_, static_cast<std::uint64_t>(held.order), 8);
    append(bytes_, static_cast<std::uint64_t>(held.document), 5);
    append(bytes_, held.size, 3);
  }
  void erase(std::size_t i) { bytes_.erase(i * kEntry, kEntry); }
  /// The first entry whose place does not come before `place`.
  [[nodiscard]] std::size_t lower_bound(const Place& place) const {
    std::size_t low = 0;
    for (std::size_t high = size(); low < high;) {
      const std::size_t middle = low + (high - low) / 2;
      (*this)[middle].place() < place ? low = middle + 1 : high = middle;
    }
    return low;
  }

 private:
  std::string bytes_;
};

/// Gives one holder after the other, in the order of their places; false at the end.
using Stream = std::function<bool(HeldShingle&)>;

Stream stream_of_rows(Database& db) {
  std::shared_ptr<Statement> rows =
      db.cursor(R"(SELECT shingle, "order", document, size FROM shingles ORDER BY shingle, "order", document)");
  return [rows](HeldShingle& next) {
    if (!rows->step()) return false;
    next = {rows->integer(0), rows->integer(1), rows->integer(2), static_cast<std::uint32_t>(rows->integer(3))};
    return true;
  };
}

Stream stream_of_run(Database& db, std::int64_t run) {
  std::shared_ptr<Statement> blocks =
      db.cursor("SELECT entries FROM shingle_blocks WHERE number BETWEEN ?1 AND ?2 ORDER BY number");
  blocks->bind(1, first_number(run)).bind(2, last_number(run));
  return [blocks, block = Block(), at = std::size_t{0}](HeldShingle& next) mutable {
    for (; at == block.size(); at = 0) {
      if (!blocks->step()) return false;
      block = Block(blocks->text(0));
    }
    next = block[at++];
    return true;
  };
}

/// Makes a run of what comes in the order of places.
class RunWriter {
 public:
  RunWriter(Database& db, std::int64_t run) : db_(db), run_(run), number_(first_number(run) - 1) {}
  void add(const HeldShingle& held) {
    if (block_.size() == kPerBlock) finish_block();
    block_.push_back(held);
    ++entries_;
  }
  void finish() {
    if (block_.size() > 0) finish_block();
    db_.row(kRuns).bind(1, run_).bind(2, static_cast<std::int64_t>(entries_)).run();
  }

 private:
  void finish_block() {
    number_ = std::max(number_ + 1, first_number(run_, block_[0].shingle));
    db_.row(kBlocks).bind(1, number_).bind_blob(2, block_.bytes()).run();
    block_ = Block();
  }

  Database& db_;
  std::int64_t run_;
  std::int64_t number_;  // of the last block
  std::uint64_t entries_ = 0;
  Block block_;
};

void merge_streams(std::vector<Stream> streams, RunWriter& out) {
  std::vector<HeldShingle> next(streams.size());
  const auto advance = [&](std::size_t i) {
    if (streams[i](next[i])) return;
    streams.erase(streams.begin() + static_cast<std::ptrdiff_t>(i));
    next.erase(next.begin() + static_cast<std::ptrdiff_t>(i));
  };
  for (std::size_t i = streams.size(); i-- > 0;) advance(i);
  while (!streams.empty()) {
    const auto least =
        std::min_element(next.begin(), next.end(), [](const auto& a, const auto& b) { return a.place() < b.place(); });
    out.add(*least);
    advance(static_cast<std::size_t>(least - next.begin()));
  }
  out.finish();
}

std::int64_t number(Statement& query) {
  const std::int64_t n = query.step() ? query.integer(0) : 0;
  query.reset();
  return n;
}

std::vector<HeldShingle> rows_of(Statement& query, std::int64_t shingle, std::int64_t order, std::size_t limit) {
  std::vector<HeldShingle> out;
  query.bind(1, shingle).bind(2, order).bind(3, static_cast<std::int64_t>(limit));
  while (query.step()) out.push_back({shingle, query.integer(0), query.integer(1), static_cast<std::uint32_t>(query.integer(2))});
  query.reset();
  return out;
}

struct Numbered {
  std::int64_t number = 0;  // 0: there is none
  Block block = {};
};

Numbered numbered(Statement& query, std::int64_t from, std::int64_t to) {
  Numbered out;
  query.bind(1, from).bind(2, to);
  if (query.step()) out = {query.integer(0), Block(query.text(1))};
  query.reset();
  return out;
}

/// The last block of a run with a number up to `number`.
Numbered last_up_to(Database& db, std::int64_t run, std::int64_t number) {
  return numbered(
      db.prepared("SELECT number, entries FROM shingle_blocks WHERE number BETWEEN ?1 AND ?2 ORDER BY number DESC LIMIT 1"),
      first_number(run), number);
}
/// The first block of a run with a number above `number`.
Numbered first_after(Database& db, std::int64_t run, std::int64_t number) {
  return numbered(
      db.prepared("SELECT number, entries FROM shingle_blocks WHERE number BETWEEN ?1 AND ?2 ORDER BY number LIMIT 1"),
      number + 1, last_number(run));
}

/// The last block of a run that begins at `place` or before: most often the last whose number the shingle can have. Of a shingle
/// that fills many blocks it is sought from there backwards, in steps that double, then by halves.
Numbered block_at(Database& db, std::int64_t run, const Place& place) {
  const auto begins_late = [&](const Numbered& n) { return n.number != 0 && n.block[0].place() > place; };
  Numbered found = last_up_to(db, run, last_number(run, std::get<0>(place)));
  std::int64_t low = found.number, high = found.number;  // between them lie the blocks of which it is not known
  for (std::int64_t step = 1; begins_late(found); step *= 2) {
    high = found.number;
    low = high - step;
    found = last_up_to(db, run, low);
  }
  while (low + 1 < high) {
    const std::int64_t middle = low + (high - low) / 2;
    Numbered other = last_up_to(db, run, middle);
    if (other.number > low && begins_late(other)) {
      high = other.number;
      continue;
    }
    if (other.number > low) found = std::move(other);
    low = middle;
  }
  return found;
}

/// Adds holders of one shingle, at most `limit`.
class Taker {
 public:
  Taker(std::vector<HeldShingle>& out, std::int64_t shingle, std::size_t limit)
      : out_(out),
        shingle_(shingle),
        most_(out.size() + limit) {}
  /// False where `held` is no longer one.
  bool takes(const HeldShingle& held) {
    if (held.shingle != shingle_ || out_.size() == most_) return false;
    out_.push_back(held);
    return true;
  }

 private:
  std::vector<HeldShingle>& out_;
  std::int64_t shingle_;
  std::size_t most_;
};

// They come from few sources, sorted each, and most often from one.
template <class Less>
void keep_first(std::vector<HeldShingle>& held, std::size_t limit, Less less) {
  if (!std::is_sorted(held.begin(), held.end(), less)) std::sort(held.begin(), held.end(), less);
  held.resize(std::min(held.size(), limit));
}

}  // namespace

const std::vector<ShingleLevels::Run>& ShingleLevels::runs() {
  if (runs_) return *runs_;
  runs_.emplace();
  auto& query = db_.prepared("SELECT run, entries FROM shingle_runs ORDER BY run");
  while (query.step()) runs_->push_back({query.integer(0), static_cast<std::uint64_t>(query.integer(1))});
  query.reset();
  return *runs_;
}

// The first level that has room for the rows and all levels up to it.
std::int64_t ShingleLevels::level_for(std::uint64_t rows) {
  std::uint64_t held = rows;
  std::uint64_t room = rows_;
  for (std::int64_t level = 1;; ++level) {
    room *= kGrowth;
    for (const Run& run : runs()) held += run.level() == level ? run.entries : 0;
    if (held <= room) return level;
  }
}

void ShingleLevels::merge_if_full() {
  auto& some = db_.prepared("SELECT count(*) FROM (SELECT 1 FROM shingles LIMIT ?1)");
  if (static_cast<std::size_t>(number(some.bind(1, static_cast<std::int64_t>(rows_)))) < rows_) return;
  merge(level_for(static_cast<std::uint64_t>(number(db_.prepared("SELECT count(*) FROM shingles")))));
}

void ShingleLevels::merge(std::int64_t level) {
  std::vector<Stream> streams{stream_of_rows(db_)};
  std::vector<std::int64_t> old;
  for (const Run& run : runs()) {
    if (run.level() > level) continue;
    old.push_back(run.number);
    streams.push_back(stream_of_run(db_, run.number));
  }
  const bool is_taken = std::find(old.begin(), old.end(), 2 * level) != old.end();
  RunWriter out(db_, 2 * level + (is_taken ? 1 : 0));
  merge_streams(std::move(streams), out);
  for (const std::int64_t run : old) {
    db_.prepared("DELETE FROM shingle_blocks WHERE number BETWEEN ?1 AND ?2")
        .bind(1, first_number(run))
        .bind(2, last_number(run))
        .run();
    db_.prepared("DELETE FROM shingle_runs WHERE run = ?1").bind(1, run).run();
  }
  db_.prepared("DELETE FROM shingles").run();
  forget();
}

std::vector<HeldShingle> ShingleLevels::before(std::int64_t shingle, std::int64_t order, std::size_t limit) {
  std::vector<HeldShingle> out = rows_of(
      db_.prepared(
          R"(SELECT "order", document, size FROM shingles WHERE shingle = ?1 AND "order" < ?2 ORDER BY "order" DESC LIMIT ?3)"),
      shingle, order, limit);
  const Place place(shingle, order, std::numeric_limits<std::int64_t>::min());
  for (const Run& run : runs()) {
    Taker taker(out, shingle, limit);
    for (Numbered at = block_at(db_, run.number, place); at.number != 0; at = last_up_to(db_, run.number, at.number - 1)) {
      std::size_t i = at.block.lower_bound(place);
      while (i > 0 && taker.takes(at.block[i - 1])) --i;
      if (i > 0) break;
    }
  }
  keep_first(out, limit, [](const HeldShingle& a, const HeldShingle& b) { return a.order > b.order; });
  return out;
}

std::vector<HeldShingle> ShingleLevels::after(std::int64_t shingle, std::int64_t order, std::size_t limit) {
  std::vector<HeldShingle> out = rows_of(
      db_.prepared(
          R"(SELECT "order", document, size FROM shingles WHERE shingle = ?1 AND "order" > ?2 ORDER BY "order" LIMIT ?3)"),
      shingle, order, limit);
  const Place place(shingle, order, std::numeric_limits<std::int64_t>::max());
  for (const Run& run : runs()) {
    Taker taker(out, shingle, limit);
    Numbered at = block_at(db_, run.number, place);
    if (at.number == 0) at = first_after(db_, run.number, first_number(run.number) - 1);
    for (; at.number != 0; at = first_after(db_, run.number, at.number)) {
      std::size_t i = at.block.lower_bound(place);
      while (i < at.block.size() && taker.takes(at.block[i])) ++i;
      if (i < at.block.size()) break;
    }
  }
  keep_first(out, limit, [](const HeldShingle& a, const HeldShingle& b) { return a.order < b.order; });
  return out;
}

void ShingleLevels::erase(const HeldShingle& held) {
  for (const Run& run : runs()) {
    auto [number, block] = block_at(db_, run.number, held.place());
    const std::size_t i = block.lower_bound(held.place());
    if (i == block.size() || block[i].place() != held.place()) continue;
    block.erase(i);
    if (block.size() == 0) {
      db_.prepared("DELETE FROM shingle_blocks WHERE number = ?1").bind(1, number).run();
    } else {
      db_.prepared("UPDATE shingle_blocks SET entries = ?2 WHERE number = ?1").bind(1, number).bind_blob(2, block.bytes()).run();
    }
    return;
  }
}

}  // namespace isnad::store
