-- +goose Up
-- Words of the ledger's entries as pairs of characters (see grams.go); the row's id is the entry's.
CREATE VIRTUAL TABLE entry_search USING fts5(grams, content='', contentless_delete=1, tokenize='unicode61', prefix='1');
