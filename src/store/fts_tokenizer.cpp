#include "store/fts_tokenizer.h"

#include <sqlite3.h>

#include "text/stem.h"
#include "text/words.h"

namespace isnad::store {
namespace {

using text::Word;

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

struct Tokenizer {
  const bool* is_exact;
};

int create(void* context, const char** /*arguments*/, int /*count*/, Fts5Tokenizer** out) {
  *out = reinterpret_cast<Fts5Tokenizer*>(new Tokenizer{static_cast<const bool*>(context)});
  return SQLITE_OK;
}

void destroy(Fts5Tokenizer* tokenizer) { delete reinterpret_cast<Tokenizer*>(tokenizer); }

using Emit = int (*)(void*, int, const char*, int, int, int);

int tokenize(Fts5Tokenizer* tokenizer, void* context, int flags, const char* bytes, int size, Emit emit) {
  const bool is_exact = *reinterpret_cast<Tokenizer*>(tokenizer)->is_exact;
  int status = SQLITE_OK;
  const auto put = [&](const Word& w, int token_flags, const std::string& term) {
    if (status != SQLITE_OK || term.empty()) return;
    status = emit(context, token_flags, term.data(), static_cast<int>(term.size()), static_cast<int>(w.begin),
                  static_cast<int>(w.end));
  };
  text::each_word({bytes, static_cast<std::size_t>(size)}, [&](const Word& w) {
    if ((flags & FTS5_TOKENIZE_QUERY) != 0) {
      // A prefix query means the letters as they stand.
      const bool is_literal = is_exact || (flags & FTS5_TOKENIZE_PREFIX) != 0;
      put(w, 0, is_literal ? w.folded : stem_term(w.folded));
      return;
    }
    put(w, 0, w.folded);
    put(w, FTS5_TOKEN_COLOCATED, stem_term(w.folded));
    put(w, FTS5_TOKEN_COLOCATED, bare_term(w.folded));
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
