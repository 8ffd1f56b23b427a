-- +goose Up
-- Roles of people and programs, and the chain of events (see migrate_people.go).
ALTER TABLE users ADD COLUMN role TEXT COLLATE "C" NOT NULL DEFAULT 'clerk';
ALTER TABLE users ADD COLUMN unit_code TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE users ADD COLUMN active BOOLEAN NOT NULL DEFAULT true;
ALTER TABLE tokens ADD COLUMN role TEXT COLLATE "C" NOT NULL DEFAULT 'clerk';
ALTER TABLE tokens ADD COLUMN unit_code TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE links ADD COLUMN purpose TEXT COLLATE "C" NOT NULL DEFAULT 'sign-in';
ALTER TABLE events ADD COLUMN hash TEXT COLLATE "C" NOT NULL DEFAULT '';
CREATE INDEX events_actor ON events (actor, id);
