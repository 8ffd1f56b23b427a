-- +goose Up
-- What the columns of a report's tables were read as.
ALTER TABLE reports ADD COLUMN columns TEXT;

-- Files that wait for a person's word before they become reports; they are no part of the ledger and go after a while.
CREATE TABLE asides (
  key TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  name TEXT NOT NULL,
  file_name TEXT NOT NULL DEFAULT '',
  published TEXT NOT NULL DEFAULT '',
  data BLOB NOT NULL,
  expires_at DATETIME NOT NULL
);
CREATE INDEX asides_owner ON asides (owner, expires_at);
CREATE INDEX asides_expires ON asides (expires_at);
