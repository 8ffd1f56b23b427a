-- +goose Up
-- Words of the ledger's entries as pairs of characters (see grams.go); the row's id is the entry's. The pairs are spelled in letters
-- (see postgres_search.go), so that what the server takes for a word does not depend on its locale.
CREATE TABLE entry_search (
  rowid BIGINT PRIMARY KEY,
  grams TEXT COLLATE "C" NOT NULL
);
CREATE INDEX entry_search_grams ON entry_search USING gin (to_tsvector('simple', grams));
