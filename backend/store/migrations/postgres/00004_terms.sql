-- +goose Up
-- Words that an office adds to the genre's lists, such as verbs or columns.due.
CREATE TABLE terms (
  list TEXT COLLATE "C" NOT NULL,
  word TEXT COLLATE "C" NOT NULL,
  PRIMARY KEY (list, word)
);
