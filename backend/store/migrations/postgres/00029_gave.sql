-- +goose Up
-- What each report gave, by kinds, is counted from this index alone.
CREATE INDEX entries_gave ON entries (report_id, status, kind, parent);

-- +goose Down
DROP INDEX entries_gave;
