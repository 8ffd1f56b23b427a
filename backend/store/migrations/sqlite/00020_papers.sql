-- +goose Up
-- An office's own layouts of papers: at most one in force for each paper, and one being tried.
CREATE TABLE paper_templates (
  paper TEXT NOT NULL,
  state TEXT NOT NULL,
  file_name TEXT NOT NULL,
  sum TEXT NOT NULL,
  size INTEGER NOT NULL,
  uploaded_at DATETIME NOT NULL,
  uploaded_by TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (paper, state)
);

-- What an office puts on all its papers: sender, signature, contact.
CREATE TABLE letterhead (
  name TEXT PRIMARY KEY,
  value TEXT NOT NULL
);
