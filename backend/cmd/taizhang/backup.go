package main

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"taizhang/backend/ledger"
	"taizhang/backend/store"
)

type backupCommand struct {
	data
	Folder string `arg:"" help:"The folder that backups are kept in; each is a folder of its own in it."`
	Keep   int    `help:"Remove all but the newest this many; 0 removes none." default:"0" placeholder:"N"`
}

// Run makes one backup, reads it back, and says where it is and what it holds.
func (b backupCommand) Run(ctx context.Context, io streams) error {
	if b.Keep < 0 {
		return ledger.Mistake(ledger.Invalid, "keep", "keep 要写 0 或更大的数。", "keep takes 0 or more.")
	}
	db, err := b.openBare(ctx)
	if err != nil {
		return err
	}
	defer db.Close()
	began := time.Now()
	made, err := store.MakeBackup(ctx, db, b.Folder, version)
	if err != nil {
		return err
	}
	lang := terminalLanguage()
	fmt.Fprintln(io.out, lang.T("已备份到 %[1]s：%[2]d 个事项、%[3]d 份报告、%[4]d 条审计记录，%[5].1f MB，用时 %[6]s。",
		"Backed up into %[1]s: %[2]d entries, %[3]d reports, %[4]d audit rows; %[5].1f MB; %[6]s.",
		made.Folder, made.Rows("entries"), made.Rows("reports"), made.Rows("events"), float64(made.Size)/1e6, time.Since(began).Round(time.Millisecond)))
	if b.Keep == 0 {
		return nil
	}
	gone, err := store.PruneBackups(b.Folder, b.Keep, clock())
	for _, name := range gone {
		fmt.Fprintln(io.out, lang.T("已删除旧备份 %s", "Removed the old backup %s", name))
	}
	return err
}

type restoreCommand struct {
	data
	Folder string `arg:"" help:"The backup: one of the folders that backup made."`
	Verify bool   `help:"Say in full what was checked."`
}

// Run restores a backup where there is no ledger yet. It is always checked first; a damaged one restores nothing.
func (r restoreCommand) Run(ctx context.Context, io streams) error {
	place, err := r.place()
	if err != nil {
		return err
	}
	location, err := r.location()
	if err != nil {
		return err
	}
	done, err := store.Restore(ctx, r.Folder, place, func() time.Time { return clock().In(location) })
	if err != nil {
		return err
	}
	lang, b := terminalLanguage(), done.Backup
	if r.Verify {
		for _, t := range b.Tables {
			fmt.Fprintf(io.out, "%8d  %s  %s\n", t.Rows, t.Sum[:16], t.Name)
		}
		fmt.Fprintln(io.out, lang.T("文件 SHA-256 相符：%s", "SHA-256 of the file as noted: %s", b.SHA256))
		fmt.Fprintln(io.out, lang.T("审计记录完整：核对 %[1]d 条，与锚点 %[2]s 相符", "The audit log is whole: %[1]d rows checked, and fits the anchor %[2]s", done.Audited.Checked, orDash(b.Anchor)))
	}
	_, err = fmt.Fprintln(io.out, lang.T("已从 %[1]s 的备份恢复：%[2]d 个事项、%[3]d 份报告，已核对无误。", "Restored from the backup of %[1]s: %[2]d entries, %[3]d reports, checked.",
		b.At.Format("2006-01-02 15:04"), b.Rows("entries"), b.Rows("reports")))
	return err
}

// backups is how the server backs itself up.
type backups struct {
	Backup     string `help:"Back the ledger up into this folder once a day while serving; best on another disk." env:"TAIZHANG_BACKUP" placeholder:"FOLDER"`
	BackupKeep int    `help:"How many of these backups are kept." env:"TAIZHANG_BACKUP_KEEP" default:"14" placeholder:"N"`
}

const (
	backupEvery = 24 * time.Hour
	backupRound = 10 * time.Minute
	backupLease = "backup"
	leaseLife   = time.Hour // longer than a backup takes; a copy that died holds others up no longer than this
)

// backUp makes a backup at every tick that finds the newest one a day old.
func (b backups) backUp(ctx context.Context, db *store.Store, log *slog.Logger, tick <-chan time.Time) {
	if b.Backup == "" {
		return
	}
	for {
		if made, err := b.due(ctx, db, clock()); err != nil && ctx.Err() == nil {
			log.Error("the ledger was not backed up", "folder", b.Backup, "error", err)
		} else if made != "" {
			log.Info("backed up", "folder", made)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick:
		}
	}
}

// due makes a backup if one is due, and is its folder; of several copies of the program one does.
func (b backups) due(ctx context.Context, db *store.Store, now time.Time) (made string, err error) {
	all, err := store.Backups(b.Backup)
	if err != nil || slices.ContainsFunc(all, func(made store.Backup) bool { return !made.At.After(now) && now.Sub(made.At) < backupEvery }) {
		return "", err // those ahead of now were made before the clock was set back
	}
	holder := newSecret()
	if mine, err := db.Lease(ctx, backupLease, holder, leaseLife); err != nil || !mine {
		return "", err
	}
	defer db.Release(context.WithoutCancel(ctx), backupLease, holder)
	done, err := store.MakeBackup(ctx, db, b.Backup, version)
	if err != nil {
		return "", err
	}
	_, err = store.PruneBackups(b.Backup, max(1, b.BackupKeep), now)
	return done.Folder, err
}
