-- +goose Up
-- Who signs in with a second step: the secret shared with the person's device, and the last time step that a code was used
-- of, for none is taken twice.
ALTER TABLE users ADD COLUMN two_step INTEGER NOT NULL DEFAULT 0;
CREATE TABLE two_steps (
  user_id INTEGER PRIMARY KEY REFERENCES users(id),
  secret TEXT NOT NULL,
  step BIGINT NOT NULL,
  created_at DATETIME NOT NULL
);

-- Codes for whoever has lost the device, each good once.
CREATE TABLE recovery_codes (
  hash TEXT PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES users(id),
  used_at DATETIME
);
CREATE INDEX recovery_codes_user ON recovery_codes (user_id);

-- The roles that must sign in with a second step.
CREATE TABLE two_step_roles (
  role TEXT PRIMARY KEY
);
