#include "store/postgres_schema.h"

#include <fmt/format.h>

#include "store/sql.h"
#include "store/terms.h"

namespace isnad::store {
namespace {

constexpr int kPartitions = 8;

// A table, the column whose hash says where a row lives, the rest of it. {text} is text that sorts by its bytes.
struct Spread {
  const char* name;
  const char* key;
  const char* columns;
  const char* packed = nullptr;  // a column that it makes no sense to compress
};

constexpr Spread kSpread[] = {
    {"documents", "number", R"(number bigint PRIMARY KEY, id {text} NOT NULL, arrival bigint NOT NULL DEFAULT nextval('arrivals'),
  content_hash {text} NOT NULL, path {text}, url {text}, outlet {text}, outlet_name {text}, title {text}, published {text},
  language {text} NOT NULL, lexicon_hash {text} NOT NULL, record_size bigint NOT NULL, record bytea NOT NULL)",
     "record"},
    {"inputs", "path", R"(path {text} NOT NULL, input_hash {text} NOT NULL, line bigint NOT NULL, state {text} NOT NULL,
  document bigint, code {text}, reason {text}, PRIMARY KEY (path, input_hash))"},
    {"document_actors", "document", R"(document bigint NOT NULL, actor {text} NOT NULL, type {text}, name {text},
  forms {text} NOT NULL, mentions bigint NOT NULL, PRIMARY KEY (document, actor))"},
    {"mentions", "document", R"(document bigint NOT NULL, number bigint NOT NULL, actor {text}, label {text} NOT NULL,
  start bigint NOT NULL, "end" bigint NOT NULL, text {text} NOT NULL, confidence float8, PRIMARY KEY (document, number))"},
    {"attributions", "document", R"(document bigint NOT NULL, number bigint NOT NULL, cue {text}, act {text} NOT NULL,
  stance {text} NOT NULL, quote {text} NOT NULL, chain {text} NOT NULL, root_kind {text}, root_actor {text}, root_name {text},
  start bigint NOT NULL, "end" bigint NOT NULL, confidence float8 NOT NULL, PRIMARY KEY (document, number))"},
    {"events", "document", R"(document bigint NOT NULL, number bigint NOT NULL, type {text} NOT NULL, status {text} NOT NULL,
  move {text}, "trigger" {text}, start bigint NOT NULL, "end" bigint NOT NULL, date {text}, place {text}, attribution bigint,
  confidence float8 NOT NULL, PRIMARY KEY (document, number))"},
    {"event_actors", "document", R"(document bigint NOT NULL, event bigint NOT NULL, actor {text} NOT NULL, role {text} NOT NULL,
  PRIMARY KEY (document, event, actor, role))"},
    {"words", "document", R"(document bigint PRIMARY KEY, words bigint NOT NULL, terms bigint[] NOT NULL,
  places bytea NOT NULL)",
     "places"},
    {"sketches", "document", R"(document bigint PRIMARY KEY, "order" bigint NOT NULL, day bigint NOT NULL, state bigint NOT NULL,
  component bigint NOT NULL, story bigint, terms bytea NOT NULL, runs bytea NOT NULL)"},
    {"copies", "document", R"(document bigint NOT NULL, source bigint NOT NULL, share float8 NOT NULL,
  share_of_source float8 NOT NULL, passages bytea NOT NULL, PRIMARY KEY (document, source))"},
    {"shingles", "shingle", R"(shingle bigint NOT NULL, "order" bigint NOT NULL, document bigint NOT NULL, size bigint NOT NULL,
  PRIMARY KEY (shingle, "order", document))"},
    {"actor_totals", "actor", "actor {text} PRIMARY KEY, documents bigint NOT NULL, mentions bigint NOT NULL"},
    {"vocabulary", "word", "word {text} PRIMARY KEY"},
};

constexpr const char* kWhole = R"sql(
CREATE SEQUENCE arrivals;
CREATE TABLE meta (key {text} PRIMARY KEY, value {text} NOT NULL);
CREATE TABLE corrections (
  number bigint PRIMARY KEY, kind {text} NOT NULL, verdict {text} NOT NULL, who {text} NOT NULL, "when" {text} NOT NULL,
  document {text} NOT NULL, text_hash {text} NOT NULL, start bigint NOT NULL, "end" bigint NOT NULL, value {text} NOT NULL,
  undone bigint NOT NULL, UNIQUE (document, kind, verdict, start, "end", value, who, "when")
);
)sql";

constexpr const char* kIndexes = R"sql(
CREATE INDEX ON documents (coalesce(published, '9'), arrival);
CREATE INDEX ON documents (id text_pattern_ops);
CREATE INDEX ON documents (outlet, outlet_name);
CREATE INDEX ON documents (language) WHERE language <> 'ar';
CREATE INDEX ON inputs (document);
CREATE INDEX ON inputs (path, line) WHERE state = 'failed';
CREATE INDEX ON document_actors (actor, document);
CREATE INDEX ON mentions (actor, label, text) WHERE label <> 'neutral';
CREATE INDEX ON mentions (confidence) WHERE confidence < 0.7;
CREATE INDEX ON attributions (confidence) WHERE confidence < 0.7;
CREATE INDEX ON events (confidence) WHERE confidence < 0.7;
CREATE INDEX ON events (type);
CREATE INDEX ON events (move) WHERE move IS NOT NULL;
CREATE INDEX ON event_actors (actor);
CREATE INDEX ON words USING gin (terms);
CREATE INDEX ON sketches (day);
CREATE INDEX ON sketches ("order") WHERE state > 0;
CREATE INDEX ON sketches (state, "order", document) WHERE state < 2;
CREATE INDEX ON sketches (component);
CREATE INDEX ON sketches (story);
CREATE INDEX ON copies (source);
CREATE INDEX ON actor_totals (documents DESC, mentions DESC, actor);
CREATE VIEW actors AS
  SELECT t.actor AS id,
         (SELECT type FROM document_actors d WHERE d.actor = t.actor AND type IS NOT NULL ORDER BY document LIMIT 1) AS type,
         (SELECT name FROM document_actors d WHERE d.actor = t.actor AND name IS NOT NULL ORDER BY document LIMIT 1) AS name,
         t.documents, t.mentions
  FROM actor_totals t;
)sql";

}  // namespace

std::string postgres_schema() {
  std::string out = kWhole;
  for (const Spread& t : kSpread) {
    out += fmt::format("CREATE TABLE {} ({}) PARTITION BY HASH ({});\n", t.name, t.columns, t.key);
    if (t.packed != nullptr) out += fmt::format("ALTER TABLE {} ALTER COLUMN {} SET STORAGE EXTERNAL;\n", t.name, t.packed);
    for (int i = 0; i < kPartitions; ++i) {
      out += fmt::format("CREATE TABLE {0}_{1} PARTITION OF {0} FOR VALUES WITH (MODULUS {2}, REMAINDER {1});\n", t.name, i,
                         kPartitions);
    }
  }
  out += kIndexes;
  out += fmt::format("INSERT INTO meta VALUES ('isnad', '{}'), ('tokenizer', '{}'), ('commits', '0');\n", kPostgresSchema,
                     kTokenizerVersion);
  static constexpr std::pair<std::string_view, std::string_view> kWords[] = {{"{text}", "text COLLATE \"C\""}};
  return replaced(out, kWords);
}

}  // namespace isnad::store
