-- +goose Up
-- Units form a tree: the unit that each belongs to ('' at the top), and the codes from the top down to its own, /110000/110106/110106002/,
-- which the store works out of the parents. A report is of one unit's meeting; its entries, and whom they reach, bear that unit's code
-- as their seat, by which the ledger is parted and an account's part of it is told ('' where no unit was named).
ALTER TABLE units ADD COLUMN parent TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE units ADD COLUMN path TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE reports ADD COLUMN unit_code TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE entries ADD COLUMN seat TEXT COLLATE "C" NOT NULL DEFAULT '';
ALTER TABLE reach ADD COLUMN seat TEXT COLLATE "C" NOT NULL DEFAULT '';

UPDATE units SET parent = district WHERE code <> district AND district IN (SELECT code FROM units WHERE kind = 'district');
UPDATE units SET path = CASE parent WHEN '' THEN '/' || code || '/' ELSE '/' || parent || '/' || code || '/' END;
UPDATE reports SET unit_code = (SELECT code FROM units WHERE kind = 'district') WHERE (SELECT count(*) FROM units WHERE kind = 'district') = 1;
UPDATE entries SET seat = (SELECT unit_code FROM reports WHERE id = report_id) WHERE EXISTS (SELECT 1 FROM reports WHERE unit_code <> '');
UPDATE reach SET seat = (SELECT unit_code FROM reports WHERE id = report_id) WHERE EXISTS (SELECT 1 FROM reports WHERE unit_code <> '');

CREATE INDEX units_path ON units (path);
CREATE INDEX units_parent ON units (parent, position);
CREATE INDEX reports_unit ON reports (unit_code);

-- +goose Down
DROP INDEX reports_unit;
DROP INDEX units_parent;
DROP INDEX units_path;
ALTER TABLE reach DROP COLUMN seat;
ALTER TABLE entries DROP COLUMN seat;
ALTER TABLE reports DROP COLUMN unit_code;
ALTER TABLE units DROP COLUMN path;
ALTER TABLE units DROP COLUMN parent;
