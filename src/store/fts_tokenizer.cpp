#include "store/fts_tokenizer.h"

#include <sqlite3.h>

#include <cstdint>

#include "store/terms.h"
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

bool register_tokenizer(sqlite3* db, const bool* is_exact) {
  fts5_api* api = fts5_of(db);
  if (api == nullptr) return false;
  fts5_tokenizer tokenizer{create, destroy, tokenize};
  void* context = const_cast<bool*>(is_exact);  // NOLINT(cppcoreguidelines-pro-type-const-cast): read only
  return api->xCreateTokenizer(api, "isnad", context, &tokenizer, nullptr) == SQLITE_OK;
}

}  // namespace isnad::store
