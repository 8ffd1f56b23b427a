-- +goose Up
-- A field of work across the units and the months: who was praised for it and who was blamed.
CREATE INDEX reach_of_theme ON reach (theme, kind, period, unit_code, status);

-- +goose Down
DROP INDEX reach_of_theme;
