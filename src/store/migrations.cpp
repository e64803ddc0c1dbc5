#include "store/migrations.h"

namespace isnad::store {
namespace {

constexpr const char* kSteps[] = {
    // 1: documents with their records, what was read to make them, and the layers in columns that queries need.
    R"sql(
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE documents (
  number       INTEGER PRIMARY KEY,
  id           TEXT NOT NULL UNIQUE,
  content_hash TEXT NOT NULL,
  path         TEXT,
  url          TEXT,
  outlet       TEXT,
  outlet_name  TEXT,
  title        TEXT,
  published    TEXT,
  language     TEXT NOT NULL,
  lexicon_hash TEXT NOT NULL,
  record_size  INTEGER NOT NULL,
  record       BLOB NOT NULL
);
CREATE INDEX documents_published ON documents (published);
CREATE INDEX documents_outlet ON documents (outlet);

CREATE TABLE inputs (
  path       TEXT NOT NULL,
  input_hash TEXT NOT NULL,
  line       INTEGER NOT NULL,
  state      TEXT NOT NULL CHECK (state IN ('done', 'failed')),
  document   INTEGER REFERENCES documents (number),
  code       TEXT,
  reason     TEXT,
  PRIMARY KEY (path, input_hash)
) WITHOUT ROWID;
CREATE INDEX inputs_document ON inputs (document);
CREATE INDEX inputs_failed ON inputs (state) WHERE state = 'failed';

CREATE TABLE document_actors (
  document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
  actor    TEXT NOT NULL,
  type     TEXT,
  name     TEXT,
  forms    TEXT NOT NULL,
  mentions INTEGER NOT NULL,
  PRIMARY KEY (document, actor)
) WITHOUT ROWID;
CREATE INDEX document_actors_actor ON document_actors (actor);

CREATE TABLE mentions (
  document INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
  number   INTEGER NOT NULL,
  actor    TEXT,
  label    TEXT NOT NULL,
  start    INTEGER NOT NULL,
  "end"    INTEGER NOT NULL,
  text     TEXT NOT NULL,
  PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX mentions_actor ON mentions (actor, label);

CREATE TABLE attributions (
  document   INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
  number     INTEGER NOT NULL,
  cue        TEXT,
  act        TEXT NOT NULL,
  stance     TEXT NOT NULL,
  quote      TEXT NOT NULL,
  chain      TEXT NOT NULL,
  root_kind  TEXT,
  root_actor TEXT,
  root_name  TEXT,
  start      INTEGER NOT NULL,
  "end"      INTEGER NOT NULL,
  confidence REAL NOT NULL,
  PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX attributions_root ON attributions (root_actor);

CREATE TABLE events (
  document    INTEGER NOT NULL REFERENCES documents (number) ON DELETE CASCADE,
  number      INTEGER NOT NULL,
  type        TEXT NOT NULL,
  status      TEXT NOT NULL,
  move        TEXT,
  "trigger"   TEXT,
  start       INTEGER NOT NULL,
  "end"       INTEGER NOT NULL,
  date        TEXT,
  place       TEXT,
  attribution INTEGER,
  confidence  REAL NOT NULL,
  PRIMARY KEY (document, number)
) WITHOUT ROWID;
CREATE INDEX events_type ON events (type);
CREATE INDEX events_move ON events (move) WHERE move IS NOT NULL;

CREATE TABLE event_actors (
  document INTEGER NOT NULL,
  event    INTEGER NOT NULL,
  actor    TEXT NOT NULL,
  role     TEXT NOT NULL,
  PRIMARY KEY (document, event, actor, role),
  FOREIGN KEY (document, event) REFERENCES events (document, number) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX event_actors_actor ON event_actors (actor);

CREATE VIEW actors AS
  SELECT actor AS id, min(type) AS type, min(name) AS name, count(*) AS documents, sum(mentions) AS mentions
  FROM document_actors GROUP BY actor;

CREATE VIRTUAL TABLE words USING fts5 (headline, body, content = '', tokenize = 'isnad');
)sql",
    // 2: what joins documents: sketches, which documents hold a passage, what is alike, stories and copies.
    R"sql(
CREATE TABLE sketches (
  document INTEGER PRIMARY KEY REFERENCES documents (number),
  "order"  INTEGER NOT NULL,
  day      INTEGER NOT NULL,
  state    INTEGER NOT NULL,
  component INTEGER NOT NULL,
  story    INTEGER,
  terms    BLOB NOT NULL,
  runs     BLOB NOT NULL
);
CREATE INDEX sketches_day ON sketches (day);
CREATE INDEX sketches_order ON sketches ("order") WHERE state > 0;
CREATE INDEX sketches_state ON sketches (state, "order", document) WHERE state < 2;
CREATE INDEX sketches_component ON sketches (component);
CREATE INDEX sketches_story ON sketches (story);

CREATE TABLE shingles (
  shingle  INTEGER NOT NULL,
  "order"  INTEGER NOT NULL,
  document INTEGER NOT NULL,
  size     INTEGER NOT NULL,
  PRIMARY KEY (shingle, "order", document)
) WITHOUT ROWID;

CREATE TABLE copies (
  document        INTEGER NOT NULL,
  source          INTEGER NOT NULL,
  share           REAL NOT NULL,
  share_of_source REAL NOT NULL,
  passages        BLOB NOT NULL,
  PRIMARY KEY (document, source)
) WITHOUT ROWID;
CREATE INDEX copies_source ON copies (source);
)sql",
    // 3: corrections, known by the document's id and the hash of its text; what may be wrong, in the order of doubt.
    R"sql(
CREATE TABLE corrections (
  number    INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  verdict   TEXT NOT NULL,
  who       TEXT NOT NULL,
  "when"    TEXT NOT NULL,
  document  TEXT NOT NULL,
  text_hash TEXT NOT NULL,
  start     INTEGER NOT NULL,
  "end"     INTEGER NOT NULL,
  value     TEXT NOT NULL,
  undone    INTEGER NOT NULL,
  UNIQUE (document, kind, verdict, start, "end", value, who, "when")
);

ALTER TABLE mentions ADD COLUMN confidence REAL;
CREATE INDEX mentions_doubtful ON mentions (confidence) WHERE confidence < 0.7;
CREATE INDEX attributions_doubtful ON attributions (confidence) WHERE confidence < 0.7;
CREATE INDEX events_doubtful ON events (confidence) WHERE confidence < 0.7;
)sql",
    // 4: what an overview asks for in a large store: actors with their documents, kept as they change; outlets; other languages.
    R"sql(
CREATE TABLE actor_totals (
  actor     TEXT PRIMARY KEY,
  documents INTEGER NOT NULL,
  mentions  INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO actor_totals SELECT actor, count(*), sum(mentions) FROM document_actors GROUP BY actor;
CREATE INDEX actor_totals_rank ON actor_totals (documents DESC, mentions DESC, actor);

CREATE TRIGGER actor_named AFTER INSERT ON document_actors BEGIN
  INSERT INTO actor_totals VALUES (new.actor, 1, new.mentions)
  ON CONFLICT (actor) DO UPDATE SET documents = documents + 1, mentions = mentions + excluded.mentions;
END;
CREATE TRIGGER actor_unnamed AFTER DELETE ON document_actors BEGIN
  UPDATE actor_totals SET documents = documents - 1, mentions = mentions - old.mentions WHERE actor = old.actor;
  DELETE FROM actor_totals WHERE actor = old.actor AND documents = 0;
END;

DROP VIEW actors;
CREATE VIEW actors AS
  SELECT t.actor AS id,
         (SELECT type FROM document_actors d WHERE d.actor = t.actor AND type IS NOT NULL LIMIT 1) AS type,
         (SELECT name FROM document_actors d WHERE d.actor = t.actor AND name IS NOT NULL LIMIT 1) AS name,
         t.documents, t.mentions
  FROM actor_totals t;

CREATE INDEX documents_order ON documents (coalesce(published, '9'), number, id);
CREATE INDEX documents_source ON documents (coalesce(outlet, outlet_name));
CREATE INDEX documents_foreign ON documents (language) WHERE language <> 'ar';
)sql",
    // 5: totals are kept by the program. A trigger makes of each row a statement within the transaction, and at each of those
    // FTS5 writes out the words it holds.
    R"sql(
DROP TRIGGER actor_named;
DROP TRIGGER actor_unnamed;
)sql",
    // 6: outlets by name without reading documents.
    R"sql(
DROP INDEX documents_outlet;
CREATE INDEX documents_outlet ON documents (outlet, outlet_name);
)sql",
    // 7: shingles packed by the page (shingle_levels.h): the next commit packs those that are rows.
    R"sql(
CREATE TABLE shingle_runs (run INTEGER PRIMARY KEY, entries INTEGER NOT NULL);
CREATE TABLE shingle_blocks (number INTEGER PRIMARY KEY, entries BLOB NOT NULL);
)sql",
};

}  // namespace

std::span<const char* const> migrations() { return kSteps; }

}  // namespace isnad::store
