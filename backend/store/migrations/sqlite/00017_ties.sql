-- +goose Up
-- How entries of the ledger refer to each other: kind says what the one is to the other (see ledger.TieKind).
-- That a task hangs under a shortcoming is kept in the task.
CREATE TABLE ties (
  kind TEXT NOT NULL,
  from_id BIGINT NOT NULL REFERENCES entries(id),
  to_id BIGINT NOT NULL REFERENCES entries(id),
  PRIMARY KEY (from_id, to_id, kind)
);
CREATE INDEX ties_to ON ties (to_id);
