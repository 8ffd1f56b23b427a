-- +goose Up
-- What a program asks for under a key of its own is carried out once: the key, a fingerprint of what was asked, and the answer
-- once it is known (status 0 until then).
CREATE TABLE asked_once (
  owner TEXT NOT NULL,
  key TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  at DATETIME NOT NULL,
  status INTEGER NOT NULL DEFAULT 0,
  header TEXT NOT NULL DEFAULT '',
  body BLOB,
  PRIMARY KEY (owner, key)
);
CREATE INDEX asked_once_at ON asked_once (at);

-- Tokens of people: whose (0 for a program's own), until when, whether for reading alone, and when last used.
CREATE TABLE tokens_anew (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  user_id INTEGER NOT NULL DEFAULT 0,
  name TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  role TEXT NOT NULL DEFAULT '',
  unit_code TEXT NOT NULL DEFAULT '',
  read_only INTEGER NOT NULL DEFAULT 0,
  expires_at DATETIME,
  used_at DATETIME,
  created_at DATETIME NOT NULL,
  created_by TEXT NOT NULL,
  UNIQUE (user_id, name)
);
INSERT INTO tokens_anew (id, name, hash, role, unit_code, created_at, created_by)
SELECT id, name, hash, role, unit_code, created_at, created_by FROM tokens;
DROP TABLE tokens;
ALTER TABLE tokens_anew RENAME TO tokens;
