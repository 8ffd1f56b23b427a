package store

import "gorm.io/gorm"

const serverBooleans = "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema() AND data_type = 'boolean'"

const foreignKeys = `
SELECT CAST(conrelid AS regclass) AS "table", quote_ident(conname) AS name, pg_get_constraintdef(oid) AS definition
FROM pg_constraint WHERE contype = 'f' AND connamespace = CAST(current_schema() AS regnamespace)`

// loosenKeys takes the foreign keys off for a transaction that fills tables in any order; tighten puts them back, and checks them.
func loosenKeys(tx *gorm.DB) (tighten func() error, err error) {
	var keys []struct{ Table, Name, Definition string }
	if err := tx.Raw(foreignKeys).Scan(&keys).Error; err != nil {
		return nil, failed("read foreign keys", err)
	}
	for _, k := range keys {
		if err := tx.Exec("ALTER TABLE " + k.Table + " DROP CONSTRAINT " + k.Name).Error; err != nil {
			return nil, failed("take foreign keys off", err)
		}
	}
	return func() error {
		for _, k := range keys {
			if err := tx.Exec("ALTER TABLE " + k.Table + " ADD CONSTRAINT " + k.Name + " " + k.Definition).Error; err != nil {
				return failed("put foreign keys back", err)
			}
		}
		return nil
	}, nil
}

const identities = `
SELECT c.relname AS "table", a.attname AS "column" FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attidentity <> ''
WHERE c.relnamespace = CAST(current_schema() AS regnamespace) AND c.relkind = 'r'`

func goOnOnServer(tx *gorm.DB, event int64) error {
	var all []struct{ Table, Column string }
	if err := tx.Raw(identities).Scan(&all).Error; err != nil {
		return err
	}
	for _, i := range all {
		sql := "SELECT setval(pg_get_serial_sequence('" + i.Table + "', '" + i.Column + "'), coalesce(max(" + i.Column + "), 0) + 1, false) FROM " + i.Table
		if err := tx.Exec(sql).Error; err != nil {
			return err
		}
	}
	return tx.Exec("UPDATE last_event SET id = ?", event).Error
}
