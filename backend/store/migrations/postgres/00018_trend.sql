-- +goose Up
-- How the months ended is counted from what is open and from what was closed since; both counts read these indexes alone.
CREATE INDEX entries_since ON entries (class, period, due_order) WHERE status NOT IN ('draft', 'rejected', 'linked');
DROP INDEX entries_resolved;
CREATE INDEX entries_resolved ON entries (resolved_at, class, period, due_order, status) WHERE resolved_at IS NOT NULL;

-- +goose Down
DROP INDEX entries_since;
DROP INDEX entries_resolved;
CREATE INDEX entries_resolved ON entries (resolved_at) WHERE resolved_at IS NOT NULL;
