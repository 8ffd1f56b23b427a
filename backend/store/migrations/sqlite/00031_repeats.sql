-- +goose Up
-- What keeps coming back is read from this index alone.
CREATE INDEX month_counts_repeats ON month_counts (unit_code, theme, period, status, n) WHERE kind = 'shortcoming' AND unit_code <> '*';

-- +goose Down
DROP INDEX month_counts_repeats;
