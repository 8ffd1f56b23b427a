-- +goose Up
-- A month's figures as they were sealed, never changed after. event_id is the last event that they took in.
CREATE TABLE seals (
  period TEXT PRIMARY KEY,
  figures TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  sealed_at DATETIME NOT NULL,
  sealed_by TEXT NOT NULL,
  event_id INTEGER NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER seals_never_change BEFORE UPDATE ON seals
BEGIN SELECT RAISE(ABORT, 'a sealed month is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER seals_never_go BEFORE DELETE ON seals
BEGIN SELECT RAISE(ABORT, 'a sealed month is never unsealed'); END;
-- +goose StatementEnd
