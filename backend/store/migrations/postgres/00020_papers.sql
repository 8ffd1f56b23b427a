-- +goose Up
-- An office's own layouts of papers: at most one in force for each paper, and one being tried.
CREATE TABLE paper_templates (
  paper TEXT COLLATE "C" NOT NULL,
  state TEXT COLLATE "C" NOT NULL,
  file_name TEXT COLLATE "C" NOT NULL,
  sum TEXT COLLATE "C" NOT NULL,
  size BIGINT NOT NULL,
  uploaded_at TIMESTAMPTZ NOT NULL,
  uploaded_by TEXT COLLATE "C" NOT NULL,
  data BYTEA NOT NULL,
  PRIMARY KEY (paper, state)
);

-- What an office puts on all its papers: sender, signature, contact.
CREATE TABLE letterhead (
  name TEXT COLLATE "C" PRIMARY KEY,
  value TEXT COLLATE "C" NOT NULL
);
