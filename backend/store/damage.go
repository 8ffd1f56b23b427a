package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Damage reads the whole ledger as it lies on the disk and says what of it is damaged, in the database's own words; nothing where it
// is whole. What was changed by hand but is well-formed is for VerifyAudit to find.
func (s *Store) Damage(ctx context.Context) (found []string, err error) {
	err = s.snapshot(onPrimary(ctx), func(r *Reader) error {
		db := r.db.WithContext(ctx)
		if found, err = dialectOf(db).damage(db); err != nil || len(found) > 0 {
			return err
		}
		tables, err := ledgerTables(db)
		if err != nil {
			return err
		}
		for _, name := range tables {
			if err := eachRow(db, &CopiedTable{Name: name}, func([]string, []any) error { return nil }); err != nil {
				found = append(found, fmt.Sprintf("%s: %v", name, err))
			}
		}
		return nil
	})
	if isDamaged(err) {
		return []string{err.Error()}, nil
	}
	return found, err
}

// damageInFile has SQLite go through every page, every index and every key.
func damageInFile(db *gorm.DB) (found []string, err error) {
	for _, check := range []string{"PRAGMA integrity_check(20)", "SELECT 'foreign key of ' || \"table\" || ', row ' || rowid FROM pragma_foreign_key_check LIMIT 20"} {
		var lines []string
		if err := db.Raw(check).Scan(&lines).Error; err != nil {
			return found, err
		}
		found = append(found, slices.DeleteFunc(lines, func(s string) bool { return s == "ok" })...)
	}
	return found, nil
}

// isDamaged tells what both drivers say of a file that is cut short or has a page that makes no sense.
func isDamaged(err error) bool {
	return err != nil && (strings.Contains(err.Error(), "malformed") || strings.Contains(err.Error(), "not a database") || strings.Contains(err.Error(), "disk I/O error"))
}

// restorable says of a damaged file what helps.
func restorable(path string, err error) error {
	if !isDamaged(err) {
		return err
	}
	return ledger.Mistake(ledger.Unreadable, "data", "台账文件 %[1]s 已损坏（%[2]v）。请把它移到别处留存，再从备份恢复：taizhang restore 备份文件夹。",
		"The ledger's file %[1]s is damaged (%[2]v). Move it elsewhere and keep it, then restore a backup: taizhang restore BACKUP.", path, err)
}

// Unkept says of an error of the disk what helps; nil for any other. Nothing was changed.
func Unkept(err error) *ledger.Words {
	switch said := err.Error(); {
	case strings.Contains(said, "disk is full"), strings.Contains(said, "No space left on device"):
		return &ledger.Words{ZH: "磁盘已满，没有保存任何改动。请联系管理员清理磁盘；已有的内容可以照常查看。",
			EN: "The disk is full and nothing was saved. Ask the administrator to make room; what is there can be read as before."}
	case strings.Contains(said, "readonly database"), strings.Contains(said, "read-only file system"):
		return &ledger.Words{ZH: "数据文件夹变成了只读，没有保存任何改动。请联系管理员检查磁盘；已有的内容可以照常查看。",
			EN: "The data folder has become read-only and nothing was saved. Ask the administrator to look at the disk; what is there can be read as before."}
	// The driver in Go tells only the code of what failed: to write, to wait for the disk, to cut the file.
	case strings.Contains(said, "disk I/O error (778)"), strings.Contains(said, "disk I/O error (1034)"), strings.Contains(said, "disk I/O error (1546)"):
		return &ledger.Words{ZH: "数据文件夹写不进去，可能变成了只读，也可能磁盘有故障；没有保存任何改动。请联系管理员检查磁盘；已有的内容可以照常查看。",
			EN: "The data folder cannot be written: it may have become read-only, or the disk fails. Nothing was saved. Ask the administrator to look at the disk; what is there can be read as before."}
	}
	return nil
}
