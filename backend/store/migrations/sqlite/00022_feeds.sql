-- +goose Up
-- The secret link by which a person's calendar and feed reader fetch what the person may read; only its hash is kept.
CREATE TABLE feeds (
  user_id INTEGER PRIMARY KEY REFERENCES users(id),
  hash TEXT NOT NULL UNIQUE,
  lang TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  used_at DATETIME
);
