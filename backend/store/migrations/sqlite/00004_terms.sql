-- +goose Up
-- Words that an office adds to the genre's lists, such as verbs or columns.due.
CREATE TABLE terms (
  list TEXT NOT NULL,
  word TEXT NOT NULL,
  PRIMARY KEY (list, word)
) WITHOUT ROWID;
