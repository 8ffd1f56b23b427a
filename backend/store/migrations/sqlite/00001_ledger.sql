-- +goose Up
CREATE TABLE units (
  code TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  short TEXT NOT NULL DEFAULT '',
  official TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL,
  district TEXT NOT NULL DEFAULT '',
  position INTEGER NOT NULL DEFAULT 0,
  valid_from TEXT NOT NULL DEFAULT '',
  valid_to TEXT NOT NULL DEFAULT ''
);

CREATE TABLE unit_aliases (
  unit_code TEXT NOT NULL REFERENCES units(code),
  name TEXT NOT NULL,
  valid_from TEXT NOT NULL DEFAULT '',
  valid_to TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (unit_code, name)
);

CREATE TABLE themes (
  name TEXT PRIMARY KEY,
  english TEXT NOT NULL DEFAULT '',
  same TEXT,
  cues TEXT,
  position INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE reports (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL,
  title TEXT NOT NULL DEFAULT '',
  sha256 TEXT NOT NULL,
  fingerprint TEXT NOT NULL UNIQUE,
  published TEXT NOT NULL DEFAULT '',
  meeting TEXT NOT NULL DEFAULT '',
  period TEXT NOT NULL,
  text TEXT NOT NULL,
  chars INTEGER NOT NULL,
  articles TEXT,
  spans TEXT,
  created_at DATETIME NOT NULL,
  created_by TEXT NOT NULL,
  withdrawn_at DATETIME,
  withdrawn_by TEXT NOT NULL DEFAULT '',
  withdrawn_reason TEXT NOT NULL DEFAULT ''
);

CREATE TABLE originals (
  report_id INTEGER PRIMARY KEY REFERENCES reports(id),
  data BLOB NOT NULL
);

-- Drafts and ledger entries alike: an entry is in the ledger from the moment it has a number.
--   same_as     the entry of the ledger that a linked finding is a further source of
--   recurs      the former shortcoming that this one is again
--   was         the status before the report was withdrawn, which putting it back restores
--   place       where a numbered entry stands in the list, the smallest first: newest month, then shortcomings, tasks, progress, then number
--   due_order   the due date, none last
--   home_order  position of the first unit named, units last that name none
--   scope       whom the collectives among its units reach together
-- These four are worked out by the store (reach.go) from what a person can see, and may be worked out anew at any time.
CREATE TABLE entries (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  number TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL,
  report_id INTEGER NOT NULL REFERENCES reports(id),
  article INTEGER NOT NULL DEFAULT 0,
  period TEXT NOT NULL,
  text TEXT NOT NULL,
  quote TEXT NOT NULL,
  start INTEGER NOT NULL,
  "end" INTEGER NOT NULL,
  evidence_start INTEGER NOT NULL DEFAULT 0,
  evidence_end INTEGER NOT NULL DEFAULT 0,
  rule TEXT NOT NULL DEFAULT '',
  theme TEXT NOT NULL DEFAULT '',
  speaker TEXT NOT NULL DEFAULT '',
  metrics TEXT,
  due_text TEXT NOT NULL DEFAULT '',
  due TEXT NOT NULL DEFAULT '',
  due_basis TEXT NOT NULL DEFAULT '',
  status TEXT NOT NULL,
  outcome TEXT NOT NULL DEFAULT '',
  resolved_at DATETIME,
  resolved_by TEXT NOT NULL DEFAULT '',
  same_as INTEGER REFERENCES entries(id),
  recurs INTEGER REFERENCES entries(id),
  was TEXT NOT NULL DEFAULT '',
  version INTEGER NOT NULL,
  created_at DATETIME NOT NULL,
  updated_at DATETIME NOT NULL,
  home_order INTEGER NOT NULL DEFAULT 1000000000,
  scope TEXT NOT NULL DEFAULT '',
  due_order TEXT NOT NULL DEFAULT '9999',
  place INTEGER NOT NULL DEFAULT 0,
  CHECK ((number = '') = (status IN ('draft', 'rejected', 'linked'))),
  CHECK (status <> 'linked' OR same_as IS NOT NULL)
);

-- Lists and counts are served from the indexes alone, each leading with what they narrow by and going on in a list's order.
CREATE UNIQUE INDEX entries_number ON entries (number) WHERE number <> '';
CREATE INDEX entries_report ON entries (report_id, status, start);
CREATE INDEX entries_place ON entries (place, kind, status, theme, due) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_status ON entries (status, place, kind, theme) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_due ON entries (due_order, place, kind, status, theme) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_open ON entries (status, due_order, place, kind, theme, home_order, scope) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_theme ON entries (theme, place, kind, status) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_period ON entries (period, place, kind, status, theme) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_updated ON entries (updated_at, id, kind, status, theme) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_home ON entries (home_order, place, kind, status, theme) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_resolved ON entries (resolved_at) WHERE resolved_at IS NOT NULL;
CREATE INDEX entries_draft ON entries (status) WHERE status IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_same ON entries (same_as) WHERE same_as IS NOT NULL;
CREATE INDEX entries_recurs ON entries (recurs) WHERE recurs IS NOT NULL;

CREATE TABLE entry_units (
  entry_id INTEGER NOT NULL REFERENCES entries(id),
  position INTEGER NOT NULL,
  unit_code TEXT REFERENCES units(code),
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  scope TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (entry_id, position)
) WITHOUT ROWID;
CREATE INDEX entry_units_unit ON entry_units (unit_code, entry_id);

-- Whom an entry of the ledger reaches, with all that a unit's list filters, sorts and counts by: one row for each unit
-- named, and one without a unit for an entry whose collectives reach somebody. Worked out from entries and entry_units.
CREATE TABLE reach (
  unit_code TEXT NOT NULL,
  place INTEGER NOT NULL,
  id INTEGER NOT NULL REFERENCES entries(id),
  scope TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  period TEXT NOT NULL,
  theme TEXT NOT NULL,
  report_id INTEGER NOT NULL,
  due TEXT NOT NULL,
  due_order TEXT NOT NULL,
  home_order INTEGER NOT NULL,
  updated_at DATETIME NOT NULL,
  PRIMARY KEY (unit_code, place)
) WITHOUT ROWID;
CREATE INDEX reach_id ON reach (id, unit_code);
CREATE INDEX reach_open ON reach (status, unit_code, scope, due_order, place, kind, theme, id);
CREATE INDEX reach_period ON reach (period, unit_code, scope, kind, status, theme, id);
CREATE INDEX reach_theme ON reach (kind, unit_code, theme, period, status);

-- The last running number given in a month and kind; numbers are never given twice.
CREATE TABLE counters (
  period TEXT NOT NULL,
  kind TEXT NOT NULL,
  last INTEGER NOT NULL,
  PRIMARY KEY (period, kind)
);

CREATE TABLE events (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at DATETIME NOT NULL,
  actor TEXT NOT NULL,
  via TEXT NOT NULL,
  address TEXT NOT NULL DEFAULT '',
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  subject_id INTEGER NOT NULL DEFAULT 0,
  note TEXT NOT NULL DEFAULT '',
  before TEXT NOT NULL DEFAULT '',
  after TEXT NOT NULL DEFAULT ''
);
CREATE INDEX events_subject ON events (subject, subject_id);

-- +goose StatementBegin
CREATE TRIGGER events_never_change BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_never_go BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END;
-- +goose StatementEnd

CREATE TABLE users (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  password_hash TEXT NOT NULL DEFAULT '',
  created_at DATETIME NOT NULL
);

CREATE TABLE tokens (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  name TEXT NOT NULL UNIQUE,
  hash TEXT NOT NULL UNIQUE,
  created_at DATETIME NOT NULL,
  created_by TEXT NOT NULL
);

-- One-time sign-in links.
CREATE TABLE links (
  hash TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users(id),
  expires_at DATETIME NOT NULL,
  used_at DATETIME
);

CREATE TABLE sessions (
  token TEXT PRIMARY KEY,
  data BLOB NOT NULL,
  expires_at DATETIME NOT NULL
);
CREATE INDEX sessions_expires ON sessions (expires_at);
