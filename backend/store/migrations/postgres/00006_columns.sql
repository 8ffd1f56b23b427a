-- +goose Up
-- What the columns of a report's tables were read as.
ALTER TABLE reports ADD COLUMN columns TEXT COLLATE "C";

-- Files that wait for a person's word before they become reports; they are no part of the ledger and go after a while.
CREATE TABLE asides (
  key TEXT COLLATE "C" PRIMARY KEY,
  owner TEXT COLLATE "C" NOT NULL,
  name TEXT COLLATE "C" NOT NULL,
  file_name TEXT COLLATE "C" NOT NULL DEFAULT '',
  published TEXT COLLATE "C" NOT NULL DEFAULT '',
  data BYTEA NOT NULL,
  expires_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX asides_owner ON asides (owner, expires_at);
CREATE INDEX asides_expires ON asides (expires_at);
