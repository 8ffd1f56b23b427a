-- +goose Up
-- The way of an entry from registration to striking off.
--   outcome_before  what was done so far, while the outcome says why it was closed
--   evidence      what shows that it was done
--   percent       how far it has come, as last reported
--   parent        the entry that it is a part of; children counts the parts ever made, whose numbers go on from there
--   under         the shortcoming that a task is to put right
--   suspended_on  since when its clock stands
--   back          where taking back a suspension or a closing leads
ALTER TABLE entries ADD COLUMN outcome_before TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN evidence TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN verified_at DATETIME;
ALTER TABLE entries ADD COLUMN verified_by TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN percent INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN parent INTEGER REFERENCES entries(id);
ALTER TABLE entries ADD COLUMN under INTEGER REFERENCES entries(id);
ALTER TABLE entries ADD COLUMN children INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN suspended_on TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN rebounds INTEGER NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN back TEXT NOT NULL DEFAULT '';
CREATE INDEX entries_parent ON entries (parent, id) WHERE parent IS NOT NULL;
CREATE INDEX entries_under ON entries (under, place) WHERE under IS NOT NULL;
CREATE INDEX entries_divided ON entries (period, kind) WHERE children > 0;
DROP INDEX entries_report;
CREATE INDEX entries_report ON entries (report_id, status, start, parent);

-- Whoever struck an entry off before there was a step of its own for it had verified it too.
UPDATE entries SET verified_at = resolved_at, verified_by = resolved_by, back = 'registered' WHERE status = 'resolved';

-- A part stands behind its parent in the list: places have three more digits, for the number of the part.
UPDATE entries SET place = place * 1000;
UPDATE reach SET place = place * 1000;

-- What units reported. A row is never changed: the next one puts right what was wrong.
CREATE TABLE feedback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id INTEGER NOT NULL REFERENCES entries(id),
  progress TEXT NOT NULL,
  problems TEXT NOT NULL DEFAULT '',
  steps TEXT NOT NULL DEFAULT '',
  coordination TEXT NOT NULL DEFAULT '',
  percent INTEGER NOT NULL CHECK (percent BETWEEN 0 AND 100),
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  created_by TEXT NOT NULL
);
CREATE INDEX feedback_entry ON feedback (entry_id, id);

-- +goose StatementBegin
CREATE TRIGGER feedback_never_changes BEFORE UPDATE ON feedback
BEGIN SELECT RAISE(ABORT, 'feedback is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER feedback_never_goes BEFORE DELETE ON feedback
BEGIN SELECT RAISE(ABORT, 'feedback is never deleted'); END;
-- +goose StatementEnd

-- Later due dates that units asked for; of one entry at most one is undecided.
CREATE TABLE extensions (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id INTEGER NOT NULL REFERENCES entries(id),
  reason TEXT NOT NULL,
  progress TEXT NOT NULL DEFAULT '',
  due TEXT NOT NULL,
  asked TEXT NOT NULL,
  asked_at DATETIME NOT NULL,
  asked_by TEXT NOT NULL,
  decision TEXT NOT NULL DEFAULT '',
  granted TEXT NOT NULL DEFAULT '',
  note TEXT NOT NULL DEFAULT '',
  decided_at DATETIME,
  decided_by TEXT NOT NULL DEFAULT ''
);
CREATE INDEX extensions_entry ON extensions (entry_id, id);
CREATE UNIQUE INDEX extensions_undecided ON extensions (entry_id) WHERE decision = '';
