-- +goose Up
-- Where a unit stands on the schematic map: row-column, '' for nowhere.
ALTER TABLE units ADD COLUMN tile TEXT COLLATE "C" NOT NULL DEFAULT '';

-- +goose Down
ALTER TABLE units DROP COLUMN tile;
