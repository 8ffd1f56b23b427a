-- +goose Up
-- A row of the audit log goes only where a checkpoint covers it: a row of the log itself, action trim, with the number of
-- the last row that it covers (see checkpoint.go).
DROP TRIGGER events_never_go;
-- +goose StatementBegin
CREATE TRIGGER events_never_go BEFORE DELETE ON events
WHEN OLD.action = 'trim' OR NOT EXISTS (SELECT 1 FROM events c WHERE c.subject = 'events' AND c.action = 'trim' AND c.subject_id >= OLD.id)
BEGIN SELECT RAISE(ABORT, 'events are deleted only behind a checkpoint'); END;
-- +goose StatementEnd
