-- +goose Up
-- The secret link by which a person's calendar and feed reader fetch what the person may read; only its hash is kept.
CREATE TABLE feeds (
  user_id BIGINT PRIMARY KEY REFERENCES users(id),
  hash TEXT COLLATE "C" NOT NULL UNIQUE,
  lang TEXT COLLATE "C" NOT NULL,
  created_at TIMESTAMPTZ NOT NULL,
  used_at TIMESTAMPTZ
);
