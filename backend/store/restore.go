package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"taizhang/backend/ledger"
)

// Restored tells what a backup was found to be while it was restored.
type Restored struct {
	Backup  Backup
	Audited ledger.Audited
}

// Restore puts a backup into a place that holds no ledger yet: a new file, or an empty PostgreSQL database. Before that the backup's
// file is held against its SHA-256, its audit log walked along to the anchor, its rows counted; one that is not whole is refused,
// naming what is wrong, and nothing is restored. A backup of an older program is brought up to date; the backup itself is never changed.
func Restore(ctx context.Context, folder, place string, now func() time.Time) (done Restored, err error) {
	if done.Backup, err = readBackup(folder); err != nil {
		return done, err
	}
	within := os.TempDir()
	if !OnServer(place) {
		within = filepath.Dir(place)
		if _, err := os.Stat(place); !errors.Is(err, fs.ErrNotExist) {
			return done, ledger.Mistake(ledger.Conflict, "to", "%s 已经存在，没有恢复。请用一个空的数据文件夹。", "%s is there already; nothing was restored. Take an empty data folder.", place)
		}
	}
	if err := os.MkdirAll(within, 0o700); err != nil {
		return done, unwritable(place, err)
	}
	unpacking, err := os.MkdirTemp(within, ".restoring-")
	if err != nil {
		return done, unwritable(place, err)
	}
	defer os.RemoveAll(unpacking)
	file := filepath.Join(unpacking, backupFile)
	if err := done.unpack(ctx, file, place, now); err != nil {
		return done, err
	}
	if OnServer(place) {
		return done, nil
	}
	if err := os.Rename(file, place); err != nil {
		return done, fmt.Errorf("restore: %w", err)
	}
	return done, syncFolder(within)
}

// unpack makes a checked copy of the backup's file, and copies it on where the place is on a server.
func (r *Restored) unpack(ctx context.Context, file, place string, now func() time.Time) error {
	out, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return unwritable(file, err)
	}
	size, sum, err := summed(filepath.Join(r.Backup.Folder, backupFile), out)
	if err = errors.Join(err, out.Sync(), out.Close()); err != nil {
		return err
	}
	if size != r.Backup.Size || sum != r.Backup.SHA256 {
		return ledger.Mistake(ledger.Conflict, "backup", "备份 %s 已损坏：文件与备份时记下的大小或 SHA-256 不符，没有恢复。请用另一份备份。",
			"The backup %s is damaged: its file is not of the size or SHA-256 noted when it was made; nothing was restored. Take another one.", r.Backup.Folder)
	}
	s, err := Open(ctx, file, now)
	if err != nil {
		return err
	}
	if err = r.check(ctx, s); err == nil && OnServer(place) {
		err = copyOn(ctx, s, place, now)
	}
	return errors.Join(err, s.Close())
}

func copyOn(ctx context.Context, from *Store, place string, now func() time.Time) error {
	to, err := Open(ctx, place, now)
	if err != nil {
		return err
	}
	_, err = Copy(ctx, from, to)
	return errors.Join(err, to.Close())
}

// check holds what was unpacked against what the backup says of itself.
func (r *Restored) check(ctx context.Context, s *Store) (err error) {
	var anchors []ledger.Anchor
	if r.Backup.Anchor != "" {
		if anchors, err = ledger.ParseAnchors(r.Backup.Anchor); err != nil {
			return err
		}
	}
	if r.Audited, err = s.VerifyAudit(ctx, anchors); err != nil {
		return err
	}
	if b := r.Audited.Break; b != nil {
		return ledger.Mistake(ledger.Conflict, "backup", "备份 %[1]s 的审计记录不完整：第 %[2]d 条%[3]s，没有恢复。",
			"The audit log of the backup %[1]s is not whole: row %[2]d %[4]s; nothing was restored.", r.Backup.Folder, b.ID, b.Words.ZH, b.Words.EN)
	}
	for _, t := range []string{"entries", "reports", "originals"} {
		n, err := scan[int64](ctx, s.db, "count "+t, "SELECT count(*) FROM "+t)
		if err != nil {
			return err
		}
		if n[0] != r.Backup.Rows(t) {
			return ledger.Mistake(ledger.Conflict, "backup", "备份 %[1]s 里的 %[2]s 有 %[3]d 行，备份时是 %[4]d 行，没有恢复。",
				"The backup %[1]s holds %[3]d rows of %[2]s, and held %[4]d when it was made; nothing was restored.", r.Backup.Folder, t, n[0], r.Backup.Rows(t))
		}
	}
	return nil
}
