-- +goose Up
-- Who signs in with a second step: the secret shared with the person's device, and the last time step that a code was used
-- of, for none is taken twice.
ALTER TABLE users ADD COLUMN two_step BOOLEAN NOT NULL DEFAULT false;
CREATE TABLE two_steps (
  user_id BIGINT PRIMARY KEY REFERENCES users(id),
  secret TEXT COLLATE "C" NOT NULL,
  step BIGINT NOT NULL,
  created_at TIMESTAMPTZ NOT NULL
);

-- Codes for whoever has lost the device, each good once.
CREATE TABLE recovery_codes (
  hash TEXT COLLATE "C" PRIMARY KEY,
  user_id BIGINT NOT NULL REFERENCES users(id),
  used_at TIMESTAMPTZ
);
CREATE INDEX recovery_codes_user ON recovery_codes (user_id);

-- The roles that must sign in with a second step.
CREATE TABLE two_step_roles (
  role TEXT COLLATE "C" PRIMARY KEY
);
