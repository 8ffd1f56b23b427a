-- +goose Up
-- The kept counts are parted by the seat of what they count, as the entries are: a district's part of the ledger is a part of the counts, and
-- what a meeting asks of a collective counts for those alone who hear it.
DROP TABLE open_counts;
DROP TABLE month_counts;
CREATE TABLE open_counts (
  unit_code TEXT COLLATE "C" NOT NULL,
  seat TEXT COLLATE "C" NOT NULL,
  scope TEXT COLLATE "C" NOT NULL,
  period TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  nobody BIGINT NOT NULL,
  due_order TEXT COLLATE "C" NOT NULL,
  clock TEXT COLLATE "C" NOT NULL,
  silence TEXT COLLATE "C" NOT NULL,
  recovered TEXT COLLATE "C" NOT NULL,
  pace BIGINT NOT NULL,
  span BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (unit_code, scope, kind, status, class, period, nobody, due_order, clock, silence, recovered, pace, span, seat)
);
CREATE TABLE month_counts (
  unit_code TEXT COLLATE "C" NOT NULL,
  seat TEXT COLLATE "C" NOT NULL,
  scope TEXT COLLATE "C" NOT NULL,
  period TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  theme TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  due TEXT COLLATE "C" NOT NULL,
  closed TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (unit_code, kind, period, scope, theme, status, class, due, closed, seat)
);
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
  unit_code TEXT COLLATE "C" NOT NULL,
  scope TEXT COLLATE "C" NOT NULL,
  period TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  nobody BIGINT NOT NULL,
  due_order TEXT COLLATE "C" NOT NULL,
  clock TEXT COLLATE "C" NOT NULL,
  silence TEXT COLLATE "C" NOT NULL,
  recovered TEXT COLLATE "C" NOT NULL,
  pace BIGINT NOT NULL,
  span BIGINT NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (unit_code, scope, kind, status, class, period, nobody, due_order, clock, silence, recovered, pace, span)
);
CREATE TABLE month_counts (
  unit_code TEXT COLLATE "C" NOT NULL,
  scope TEXT COLLATE "C" NOT NULL,
  period TEXT COLLATE "C" NOT NULL,
  kind TEXT COLLATE "C" NOT NULL,
  theme TEXT COLLATE "C" NOT NULL,
  status TEXT COLLATE "C" NOT NULL,
  class TEXT COLLATE "C" NOT NULL,
  due TEXT COLLATE "C" NOT NULL,
  closed TEXT COLLATE "C" NOT NULL,
  n BIGINT NOT NULL,
  PRIMARY KEY (unit_code, kind, period, scope, theme, status, class, due, closed)
);
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
