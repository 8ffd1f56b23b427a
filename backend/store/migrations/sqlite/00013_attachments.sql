-- +goose Up
-- The content of files that came with feedback, each kept once under its SHA-256.
CREATE TABLE contents (
  sha256 TEXT PRIMARY KEY,
  data BLOB NOT NULL
);

-- What came with which feedback, under what name.
CREATE TABLE attachments (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  entry_id INTEGER NOT NULL REFERENCES entries(id),
  feedback_id INTEGER NOT NULL REFERENCES feedback(id),
  name TEXT NOT NULL,
  type TEXT NOT NULL,
  size INTEGER NOT NULL,
  sha256 TEXT NOT NULL REFERENCES contents(sha256),
  created_at DATETIME NOT NULL,
  created_by TEXT NOT NULL
);
CREATE INDEX attachments_entry ON attachments (entry_id, id);

-- +goose StatementBegin
CREATE TRIGGER contents_never_change BEFORE UPDATE ON contents
BEGIN SELECT RAISE(ABORT, 'a file is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contents_never_go BEFORE DELETE ON contents
BEGIN SELECT RAISE(ABORT, 'a file is never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER attachments_never_change BEFORE UPDATE ON attachments
BEGIN SELECT RAISE(ABORT, 'an attachment is never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER attachments_never_go BEFORE DELETE ON attachments
BEGIN SELECT RAISE(ABORT, 'an attachment is never deleted'); END;
-- +goose StatementEnd
