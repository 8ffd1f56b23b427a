-- +goose Up
-- What is open is counted by units, seats and scopes: the rows stand in that order, so that they are added up as they are read.
DROP TABLE open_counts;
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
  PRIMARY KEY (unit_code, seat, scope, kind, status, class, period, nobody, due_order, clock, silence, recovered, pace, span)
) WITHOUT ROWID;
CREATE INDEX open_counts_seat ON open_counts (seat, unit_code);
INSERT INTO open_counts (unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT '*', seat, '', period, kind, status, class, CASE WHEN home_order = 1000000000 AND scope = '' THEN 1 ELSE 0 END,
  due_order, clock, silence, recovered, pace, span, count(*)
FROM entries WHERE number <> '' AND class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;
INSERT INTO open_counts (unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT unit_code, seat, scope, '', kind, status, class, 0, due_order, clock, silence, recovered, pace, span, count(*)
FROM reach WHERE class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;

-- +goose Down
DROP TABLE open_counts;
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
CREATE INDEX open_counts_seat ON open_counts (seat, unit_code);
INSERT INTO open_counts (unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT '*', seat, '', period, kind, status, class, CASE WHEN home_order = 1000000000 AND scope = '' THEN 1 ELSE 0 END,
  due_order, clock, silence, recovered, pace, span, count(*)
FROM entries WHERE number <> '' AND class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;
INSERT INTO open_counts (unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT unit_code, seat, scope, '', kind, status, class, 0, due_order, clock, silence, recovered, pace, span, count(*)
FROM reach WHERE class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;
