-- +goose Up
-- Thresholds of lights, from a day on until the next rule.
CREATE TABLE light_rules (
  "from" TEXT PRIMARY KEY,
  soon_days INTEGER NOT NULL,
  behind INTEGER NOT NULL,
  cycle TEXT NOT NULL,
  silent INTEGER NOT NULL,
  memory TEXT NOT NULL,
  note TEXT NOT NULL,
  created_at DATETIME NOT NULL,
  created_by TEXT NOT NULL
);

-- What an entry's light follows from beside status and due date, kept as it happens: when its schedule began, when its unit was
-- last heard of and last reported, which due date it missed and when it caught up; pace and span are the schedule in numbers.
ALTER TABLE entries ADD COLUMN begun TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN heard TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN reported TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN missed TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN caught TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN pace BIGINT NOT NULL DEFAULT 0;
ALTER TABLE entries ADD COLUMN span BIGINT NOT NULL DEFAULT 0;
UPDATE entries SET begun = substr(CAST(created_at AS TEXT), 1, 10) WHERE number <> '';

-- Worked out by the store, as place and the others are:
--   class      of the status: what open, done … entries are listed by
--   clock      the due date that the light goes by: none while it is suspended or was handed in on time
--   silence    since when nothing was heard of the unit whose turn it is
--   recovered  when it caught up last, while it is open
ALTER TABLE entries ADD COLUMN class TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN clock TEXT NOT NULL DEFAULT '9999';
ALTER TABLE entries ADD COLUMN silence TEXT NOT NULL DEFAULT '9999';
ALTER TABLE entries ADD COLUMN recovered TEXT NOT NULL DEFAULT '';
ALTER TABLE reach ADD COLUMN class TEXT NOT NULL DEFAULT '';
ALTER TABLE reach ADD COLUMN clock TEXT NOT NULL DEFAULT '9999';
ALTER TABLE reach ADD COLUMN silence TEXT NOT NULL DEFAULT '9999';
ALTER TABLE reach ADD COLUMN recovered TEXT NOT NULL DEFAULT '';
ALTER TABLE reach ADD COLUMN pace BIGINT NOT NULL DEFAULT 0;
ALTER TABLE reach ADD COLUMN span BIGINT NOT NULL DEFAULT 0;

UPDATE entries SET
  class = CASE status WHEN 'resolved' THEN 'done' WHEN 'recorded' THEN 'kept' WHEN 'withdrawn' THEN 'dropped' ELSE 'open' END,
  clock = CASE status WHEN 'registered' THEN due_order ELSE '9999' END
WHERE number <> '';
UPDATE reach SET
  class = CASE status WHEN 'resolved' THEN 'done' WHEN 'recorded' THEN 'kept' WHEN 'withdrawn' THEN 'dropped' ELSE 'open' END,
  clock = CASE status WHEN 'registered' THEN due_order ELSE '9999' END;

-- What is open has several statuses: lists of it go by the class, with all that a light takes at hand.
DROP INDEX entries_status;
DROP INDEX entries_open;
DROP INDEX reach_open;
CREATE INDEX entries_class ON entries (class, place, kind, status, theme, clock, silence, recovered, pace, span) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX entries_open ON entries (class, due_order, place, kind, status, theme, home_order, scope, clock, silence, recovered, pace, span) WHERE status NOT IN ('draft', 'rejected', 'linked');
CREATE INDEX reach_open ON reach (class, unit_code, scope, due_order, place, kind, status, theme, id, clock, silence, recovered, pace, span);
