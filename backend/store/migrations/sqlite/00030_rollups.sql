-- +goose Up
-- How many entries there are of each sort, kept with every change (rollups.go) and worked out anew by taizhang doctor --repair. unit_code
-- '*' counts each entry once; the rows of units count what reach has.

-- What is followed, by all that lights go by: columns as entries and reach have them. nobody tells that no unit is named or reached; month and
-- nobody are told of the whole alone.
CREATE TABLE open_counts (
  unit_code TEXT NOT NULL,
  scope TEXT NOT NULL,
  period TEXT NOT NULL,
  kind TEXT NOT NULL,
  status TEXT NOT NULL,
  class TEXT NOT NULL,
  nobody INTEGER NOT NULL,
  due_order TEXT NOT NULL,
  clock TEXT NOT NULL,
  silence TEXT NOT NULL,
  recovered TEXT NOT NULL,
  pace INTEGER NOT NULL,
  span INTEGER NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (unit_code, scope, kind, status, class, period, nobody, due_order, clock, silence, recovered, pace, span)
) WITHOUT ROWID;

-- Whatever is in the ledger, by months: due and closed are the months (of UTC) in which it is due, 9999 for none, and was closed; both are
-- told of the whole alone.
CREATE TABLE month_counts (
  unit_code TEXT NOT NULL,
  scope TEXT NOT NULL,
  period TEXT NOT NULL,
  kind TEXT NOT NULL,
  theme TEXT NOT NULL,
  status TEXT NOT NULL,
  class TEXT NOT NULL,
  due TEXT NOT NULL,
  closed TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (unit_code, kind, period, scope, theme, status, class, due, closed)
) WITHOUT ROWID;
CREATE INDEX month_counts_period ON month_counts (period, unit_code);

INSERT INTO open_counts (unit_code, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT '*', '', period, kind, status, class, CASE WHEN home_order = 1000000000 AND scope = '' THEN 1 ELSE 0 END,
  due_order, clock, silence, recovered, pace, span, count(*)
FROM entries WHERE number <> '' AND class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
INSERT INTO open_counts (unit_code, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT unit_code, scope, '', kind, status, class, 0, due_order, clock, silence, recovered, pace, span, count(*)
FROM reach WHERE class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
INSERT INTO month_counts (unit_code, scope, period, kind, theme, status, class, due, closed, n)
SELECT '*', '', period, kind, theme, status, class, substr(due_order, 1, 7),
  CASE WHEN class IN ('done', 'dropped') THEN coalesce(substr(CAST(resolved_at AS TEXT), 1, 7), '') ELSE '' END, count(*)
FROM entries WHERE number <> '' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;
INSERT INTO month_counts (unit_code, scope, period, kind, theme, status, class, due, closed, n)
SELECT unit_code, scope, period, kind, theme, status, class, '', '', count(*)
FROM reach GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9;

-- +goose Down
DROP TABLE open_counts;
DROP TABLE month_counts;
