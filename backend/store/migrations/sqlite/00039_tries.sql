-- +goose Up
-- How often somebody failed to sign in lately, by account and by address (both as hashes), and until when each is locked for it: for all
-- copies of the program together, and across their restarts.
CREATE TABLE tries (
  key TEXT PRIMARY KEY,
  failures INTEGER NOT NULL,
  last_at DATETIME NOT NULL,
  until_at DATETIME NOT NULL
);
CREATE INDEX tries_last ON tries (last_at);

-- +goose Down
DROP TABLE tries;
