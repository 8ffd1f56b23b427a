-- +goose Up
-- How often somebody failed to sign in lately, by account and by address (both as hashes), and until when each is locked for it: for all
-- copies of the program together, and across their restarts.
CREATE TABLE tries (
  key TEXT COLLATE "C" PRIMARY KEY,
  failures BIGINT NOT NULL,
  last_at TIMESTAMPTZ NOT NULL,
  until_at TIMESTAMPTZ NOT NULL
);
CREATE INDEX tries_last ON tries (last_at);

-- +goose Down
DROP TABLE tries;
