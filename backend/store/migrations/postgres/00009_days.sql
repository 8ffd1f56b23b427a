-- +goose Up
-- The office's own holidays and make-up days. A year that has any here is as the office set it; every other is as the program
-- brings it.
CREATE TABLE days (
  date TEXT COLLATE "C" PRIMARY KEY,
  worked BOOLEAN NOT NULL,
  name TEXT COLLATE "C" NOT NULL DEFAULT ''
);

-- Open entries whose due date was counted in working days and would be another by the calendar as it is now: they keep the date
-- that stands until a person decides.
CREATE TABLE due_questions (
  entry_id BIGINT PRIMARY KEY REFERENCES entries(id),
  was TEXT COLLATE "C" NOT NULL,
  proposed TEXT COLLATE "C" NOT NULL,
  days BIGINT NOT NULL
);
