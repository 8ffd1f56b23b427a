-- +goose Up
-- A month's figures as they were sealed, never changed after. event_id is the last event that they took in.
CREATE TABLE seals (
  period TEXT COLLATE "C" PRIMARY KEY,
  figures TEXT COLLATE "C" NOT NULL,
  sha256 TEXT COLLATE "C" NOT NULL,
  sealed_at TIMESTAMPTZ NOT NULL,
  sealed_by TEXT COLLATE "C" NOT NULL,
  event_id BIGINT NOT NULL
);

CREATE TRIGGER seals_never_change BEFORE UPDATE ON seals FOR EACH ROW EXECUTE FUNCTION never('a sealed month is never changed');
CREATE TRIGGER seals_never_go BEFORE DELETE ON seals FOR EACH ROW EXECUTE FUNCTION never('a sealed month is never unsealed');
