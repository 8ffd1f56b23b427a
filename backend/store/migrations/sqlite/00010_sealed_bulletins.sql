-- +goose Up
-- A month's bulletin as it stood when the month was sealed, never changed after.
CREATE TABLE sealed_bulletins (
  period TEXT PRIMARY KEY REFERENCES seals(period),
  data BLOB NOT NULL
);

-- +goose StatementBegin
CREATE TRIGGER sealed_bulletins_never_change BEFORE UPDATE ON sealed_bulletins
BEGIN SELECT RAISE(ABORT, 'a sealed bulletin is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER sealed_bulletins_never_go BEFORE DELETE ON sealed_bulletins
BEGIN SELECT RAISE(ABORT, 'a sealed bulletin is never deleted'); END;
-- +goose StatementEnd
-- The bulletin's SHA-256 stands beside the figures' own.
ALTER TABLE seals ADD COLUMN bulletin TEXT NOT NULL DEFAULT '';
