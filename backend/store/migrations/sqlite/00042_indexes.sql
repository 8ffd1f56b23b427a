-- +goose Up
-- Nothing asks by these any more: themes are counted in month_counts, and entries_gave leads with what entries_report led with.
DROP INDEX reach_of_theme;
DROP INDEX entries_report;

-- +goose Down
CREATE INDEX entries_report ON entries (report_id, status, start, parent);
CREATE INDEX reach_of_theme ON reach (theme, kind, period, unit_code, status);
