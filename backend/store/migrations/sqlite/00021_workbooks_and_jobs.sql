-- +goose Up
-- What an office writes into its ledger beside what reports say: the leader who answers for an entry, and remarks.
ALTER TABLE entries ADD COLUMN leader TEXT NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN remark TEXT NOT NULL DEFAULT '';

-- Work that takes longer than anybody waits for a page. Whoever runs a job holds it until lease_until; one whose holder fell
-- silent is taken up by another.
CREATE TABLE jobs (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  owner TEXT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  params TEXT NOT NULL DEFAULT '',
  state TEXT NOT NULL,
  done BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0,
  runs BIGINT NOT NULL DEFAULT 0,
  trouble TEXT NOT NULL DEFAULT '',
  holder TEXT NOT NULL DEFAULT '',
  lease_until DATETIME,
  created_at DATETIME NOT NULL,
  started_at DATETIME,
  finished_at DATETIME,
  expires_at DATETIME NOT NULL
);
CREATE INDEX jobs_owner ON jobs (owner, id);
CREATE INDEX jobs_state ON jobs (state, id);

-- What a job reads, a row a file, and what it made, in pieces.
CREATE TABLE job_files (
  job_id INTEGER NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
  result BOOLEAN NOT NULL,
  position INTEGER NOT NULL,
  name TEXT NOT NULL,
  size BIGINT NOT NULL,
  data BLOB,
  outcome TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (job_id, result, position)
);
