-- +goose Up
-- What is open is counted by units, seats and scopes: the rows stand in that order, so that they are added up as they are read.
DROP TABLE open_counts;
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
  PRIMARY KEY (unit_code, seat, scope, kind, status, class, period, nobody, due_order, clock, silence, recovered, pace, span)
);
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
CREATE INDEX open_counts_seat ON open_counts (seat, unit_code);
INSERT INTO open_counts (unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT '*', seat, '', period, kind, status, class, CASE WHEN home_order = 1000000000 AND scope = '' THEN 1 ELSE 0 END,
  due_order, clock, silence, recovered, pace, span, count(*)
FROM entries WHERE number <> '' AND class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;
INSERT INTO open_counts (unit_code, seat, scope, period, kind, status, class, nobody, due_order, clock, silence, recovered, pace, span, n)
SELECT unit_code, seat, scope, '', kind, status, class, 0, due_order, clock, silence, recovered, pace, span, count(*)
FROM reach WHERE class = 'open' GROUP BY 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14;
