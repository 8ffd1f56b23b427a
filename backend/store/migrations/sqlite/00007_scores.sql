-- +goose Up
-- Monthly figures of units; position is the indicator's column in the file it came from.
CREATE TABLE scores (
  period TEXT NOT NULL,
  unit_code TEXT NOT NULL REFERENCES units(code),
  indicator TEXT NOT NULL,
  value REAL NOT NULL,
  position INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (period, unit_code, indicator)
) WITHOUT ROWID;
CREATE INDEX scores_unit ON scores (unit_code, period);

-- How indicators follow from others and which grades they make, from a month on until the next rule.
CREATE TABLE score_rules (
  "from" TEXT PRIMARY KEY,
  formulas TEXT,
  graded TEXT NOT NULL DEFAULT '',
  grades TEXT,
  note TEXT NOT NULL DEFAULT '',
  created_at DATETIME NOT NULL,
  created_by TEXT NOT NULL
);

-- What may be shown only with an approval; one that has ended stays on record.
CREATE TABLE approvals (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  subject TEXT NOT NULL,
  approver TEXT NOT NULL,
  document TEXT NOT NULL,
  approved_on TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  created_by TEXT NOT NULL,
  ended_at DATETIME,
  ended_by TEXT NOT NULL DEFAULT ''
);
CREATE UNIQUE INDEX approvals_in_force ON approvals (subject) WHERE ended_at IS NULL;
