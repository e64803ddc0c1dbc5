#include "store/fts_tokenizer.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "text/stem.h"
#include "text/words.h"

namespace isnad::store {
namespace {

fts5_api* fts5_of(sqlite3* db) {
  fts5_api* api = nullptr;
  sqlite3_stmt* statement = nullptr;
  if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &statement, nullptr) == SQLITE_OK) {
    sqlite3_bind_pointer(statement, 1, static_cast<void*>(&api), "fts5_api_ptr", nullptr);
    sqlite3_step(statement);
  }
  sqlite3_finalize(statement);
  return api;
}

// The terms of a word as it is written.
struct Terms {
  std::string_view folded, stem, bare;
};

// The terms of words met before, since news repeats its words. Small and in one piece: a look into it costs a cache line or two.
class KnownTerms {
 public:
  /// Good until the next call.
  Terms of(std::string_view word) {
    if (word.size() > kLongest) return made(word);
    if (2 * (count_ + 1) > slots_.size()) make_room();
    const std::uint64_t hash = std::hash<std::string_view>()(word);
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = hash & mask;
    for (; slots_[at].size != 0; at = (at + 1) & mask) {
      if (slots_[at].hash == static_cast<std::uint32_t>(hash >> 32U) && word_of(slots_[at]) == word) return terms_of(slots_[at]);
    }
    const Terms terms = made(word);
    if (std::max({terms.folded.size(), terms.stem.size(), terms.bare.size()}) > kLongestTerm) return terms;
    slots_[at] = kept(word, static_cast<std::uint32_t>(hash >> 32U), terms);
    ++count_;
    return terms_of(slots_[at]);
  }

 private:
  static constexpr std::size_t kLongest = 100;      // bytes of a word
  static constexpr std::size_t kLongestTerm = 255;  // a ligature folds to a phrase
  static constexpr std::size_t kFewestSlots = 1U << 12U;
  static constexpr std::size_t kMostSlots = 1U << 19U;  // with the letters of a quarter of a million words, about 20 MB

  struct Slot {
    std::uint32_t hash = 0;   // upper half
    std::uint32_t begin = 0;  // in letters_: the word, then its terms
    std::uint8_t size = 0, folded = 0, stem = 0, bare = 0;
  };

  [[nodiscard]] std::string_view word_of(const Slot& s) const { return std::string_view(letters_).substr(s.begin, s.size); }
  [[nodiscard]] Terms terms_of(const Slot& s) const {
    const std::string_view all = std::string_view(letters_).substr(s.begin + s.size);
    return {all.substr(0, s.folded), all.substr(s.folded, s.stem), all.substr(std::size_t{s.folded} + s.stem, s.bare)};
  }

  Terms made(std::string_view word) {
    text::fold_word(word, folded_);
    stem_ = folded_.empty() ? std::string() : stem_term(folded_);
    bare_ = folded_.empty() ? std::string() : bare_term(folded_);
    return {folded_, stem_, bare_};
  }

  Slot kept(std::string_view word, std::uint32_t hash, const Terms& terms) {
    const auto size_of = [](std::string_view s) { return static_cast<std::uint8_t>(s.size()); };
    const Slot out{hash,
                   static_cast<std::uint32_t>(letters_.size()),
                   size_of(word),
                   size_of(terms.folded),
                   size_of(terms.stem),
                   size_of(terms.bare)};
    letters_.append(word).append(terms.folded).append(terms.stem).append(terms.bare);
    return out;
  }

  // Twice the slots; or begins anew where they are many.
  void make_room() {
    const bool is_full = slots_.size() >= kMostSlots;
    const std::vector<Slot> old =
        std::exchange(slots_, std::vector<Slot>(is_full || slots_.empty() ? kFewestSlots : 2 * slots_.size()));
    if (is_full) {
      letters_.clear();
      count_ = 0;
      return;
    }
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& s : old) {
      if (s.size == 0) continue;
      std::size_t at = std::hash<std::string_view>()(word_of(s)) & mask;
      while (slots_[at].size != 0) at = (at + 1) & mask;
      slots_[at] = s;
    }
  }

  std::vector<Slot> slots_;  // open addressing
  std::size_t count_ = 0;
  std::string letters_;
  std::string folded_, stem_, bare_;  // of the word made last
};

struct Tokenizer {
  const bool* is_exact;
  KnownTerms known;
};

int create(void* context, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
  *out = reinterpret_cast<Fts5Tokenizer*>(new Tokenizer{static_cast<const bool*>(context), {}});
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer* tokenizer) { delete reinterpret_cast<Tokenizer*>(tokenizer); }

using Emit = int (*)(void*, int, const char*, int, int, int);

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* bytes, int size, Emit emit) {
  auto& self = *reinterpret_cast<Tokenizer*>(tokenizer);
  const bool is_query = (flags & FTS5_TOKENIZE_QUERY) != 0;
  // A prefix query means the letters as they stand.
  const bool is_literal = *self.is_exact || (flags & FTS5_TOKENIZE_PREFIX) != 0;
  const std::string_view text(bytes, static_cast<std::size_t>(size));
  int status = SQLITE_OK;
  text::each_word_span(text, [&](std::size_t begin, std::size_t end) {
    const auto put = [&](int token_flags, std::string_view term) {
      if (status != SQLITE_OK || term.empty()) return;
      status =
          emit(context, token_flags, term.data(), static_cast<int>(term.size()), static_cast<int>(begin), static_cast<int>(end));
    };
    const Terms terms = self.known.of(text.substr(begin, end - begin));
    if (is_query) return put(0, is_literal ? terms.folded : terms.stem);
    put(0, terms.folded);
    put(FTS5_TOKEN_COLOCATED, terms.stem);
    put(FTS5_TOKEN_COLOCATED, terms.bare);
  });
  return status;
}

}  // namespace

std::string stem_term(std::string_view folded) { return "~" + text::light_stem(folded); }

std::string bare_term(std::string_view folded) {
  const std::string bare = text::without_proclitic(folded);
  if (bare.empty()) return {};
  const std::string stem = stem_term(bare);
  return stem == stem_term(folded) ? std::string() : stem;
}

bool register_tokenizer(sqlite3* db, const bool* is_exact) {
  fts5_api* api = fts5_of(db);
  if (api == nullptr) return false;
  fts5_tokenizer tokenizer{create, destroy, tokenize};
  void* context = const_cast<bool*>(is_exact);  // NOLINT(cppcoreguidelines-pro-type-const-cast): read only
  return api->xCreateTokenizer(api, "isnad", context, &tokenizer, nullptr) == SQLITE_OK;
}

}  // namespace isnad::store
