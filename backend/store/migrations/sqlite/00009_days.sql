-- +goose Up
-- The office's own holidays and make-up days. A year that has any here is as the office set it; every other is as the program
-- brings it.
CREATE TABLE days (
  date TEXT PRIMARY KEY,
  worked BOOLEAN NOT NULL,
  name TEXT NOT NULL DEFAULT ''
);

-- Open entries whose due date was counted in working days and would be another by the calendar as it is now: they keep the date
-- that stands until a person decides.
CREATE TABLE due_questions (
  entry_id INTEGER PRIMARY KEY REFERENCES entries(id),
  was TEXT NOT NULL,
  proposed TEXT NOT NULL,
  days INTEGER NOT NULL
);
