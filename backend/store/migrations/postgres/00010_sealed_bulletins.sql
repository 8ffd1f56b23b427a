-- +goose Up
-- A month's bulletin as it stood when the month was sealed, never changed after.
CREATE TABLE sealed_bulletins (
  period TEXT COLLATE "C" PRIMARY KEY REFERENCES seals(period),
  data BYTEA NOT NULL
);

CREATE TRIGGER sealed_bulletins_never_change BEFORE UPDATE ON sealed_bulletins FOR EACH ROW EXECUTE FUNCTION never('a sealed bulletin is never changed');
CREATE TRIGGER sealed_bulletins_never_go BEFORE DELETE ON sealed_bulletins FOR EACH ROW EXECUTE FUNCTION never('a sealed bulletin is never deleted');
-- The bulletin's SHA-256 stands beside the figures' own.
ALTER TABLE seals ADD COLUMN bulletin TEXT COLLATE "C" NOT NULL DEFAULT '';
