-- +goose Up
-- The kept counts are parted by the seat of what they count, as the entries are: a district's part of the ledger is a part of the counts, and
-- what a meeting asks of a collective counts for those alone who hear it.
DROP TABLE open_counts;
DROP TABLE month_counts;
CREATE TABLE open_counts (
  unit_code TEXT NOT NULL,
  seat TEXT NOT NULL,
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
  PRIMARY KEY (unit_code, scope, kind, status, class, period, nobody, due_order, clock, silence, recovered, pace, span, seat)
) WITHOUT ROWID;
CREATE TABLE month_counts (
  unit_code TEXT NOT NULL,
  seat TEXT NOT NULL,
  scope TEXT NOT NULL,
  period TEXT NOT NULL,
  kind TEXT NOT NULL,
  theme TEXT NOT NULL,
  status TEXT NOT NULL,
  class TEXT NOT NULL,
  due TEXT NOT NULL,
  closed TEXT NOT NULL,
  n INTEGER NOT NULL,
  PRIMARY KEY (unit_code, kind, period, scope, theme, status, class, due, closed, seat)
) WITHOUT ROWID;
CREATE INDEX open_counts_seat ON open_counts (seat, unit_code);
CREATE INDEX month_counts_seat ON month_counts (seat, unit_code, period);
CREATE INDEX month_counts_period ON month_counts (period, unit_code);
INSERT INTO open_counts (unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT '*', seat, '', period, kind, status, class, CASE WHEN home_order = 1000000000 AND scope = '' THEN 1 ELSE 0 END,
  due_order, clock, silence, recovered, pace, span, count(*)
FROM entries WHERE number <> '' AND class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;
INSERT INTO open_counts (unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT unit_code, seat, scope, '', kind, status, class, 0, due_order, clock, silence, recovered, pace, span, count(*)
FROM reach WHERE class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;
INSERT INTO month_counts (unit_code, seat, scope, period, kind, theme, status, class, due, closed, n)
SELECT '*', seat, '', period, kind, theme, status, class, substr(due_order, 1, 7),
  CASE WHEN class IN ('done', 'dropped') THEN coalesce(substr(CAST(resolved_at AS TEXT), 1, 7), '') ELSE '' END, count(*)
FROM entries WHERE number <> '' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
INSERT INTO month_counts (unit_code, seat, scope, period, kind, theme, status, class, due, closed, n)
SELECT unit_code, seat, scope, period, kind, theme, status, class, '', '', count(*)
FROM reach GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10;
CREATE INDEX month_counts_repeats ON month_counts (unit_code, theme, period, status, n) WHERE kind = 'shortcoming' AND unit_code <> '*';

-- +goose Down
DROP TABLE open_counts;
DROP TABLE month_counts;
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
CREATE INDEX month_counts_repeats ON month_counts (unit_code, theme, period, status, n) WHERE kind = 'shortcoming' AND unit_code <> '*';
