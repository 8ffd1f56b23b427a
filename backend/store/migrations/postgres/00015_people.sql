-- +goose Up
-- A row of the audit log goes only where a checkpoint covers it: a row of the log itself, action trim, with the number of
-- the last row that it covers (see checkpoint.go).
-- +goose StatementBegin
CREATE FUNCTION events_behind_checkpoint() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.action = 'trim' OR NOT EXISTS (SELECT 1 FROM events c WHERE c.subject = 'events' AND c.action = 'trim' AND c.subject_id >= OLD.id) THEN
    RAISE EXCEPTION 'events are deleted only behind a checkpoint' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
-- +goose StatementEnd
DROP TRIGGER events_never_go ON events;
CREATE TRIGGER events_never_go BEFORE DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_behind_checkpoint();
