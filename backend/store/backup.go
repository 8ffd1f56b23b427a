package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"taizhang/backend/ledger"
)

// Backup tells of one backup: a folder that holds the whole ledger as an SQLite file, whatever database it came from, and beside it
// this, as JSON.
type Backup struct {
	Folder  string        `json:"-"`
	At      time.Time     `json:"at"`
	Program string        `json:"program"` // the version that made it
	Size    int64         `json:"size"`    // of the file, in bytes
	SHA256  string        `json:"sha256"`  // of the file
	Tables  []CopiedTable `json:"tables"`
	Anchor  string        `json:"anchor"` // the end of its audit log; "" where nothing had happened yet
}

// Rows is how many rows of a table it holds.
func (b Backup) Rows(table string) int64 {
	for _, t := range b.Tables {
		if t.Name == table {
			return t.Rows
		}
	}
	return 0
}

const (
	backupFile   = "taizhang.db"
	backupNotes  = "backup.json"
	backupPrefix = "taizhang-"
	backupStamp  = "20060102-150405"
	unfinished   = ".making-" // a backup that is being made, or that was broken off
)

// MakeBackup copies the ledger as it stands at this moment, while others work on it, into a new folder within folder, reads it back,
// and keeps it only if it is whole. program is the version that makes it.
func MakeBackup(ctx context.Context, s *Store, folder, program string) (b Backup, err error) {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return b, unwritable(filepath.Join(folder, backupFile), err)
	}
	making, err := os.MkdirTemp(folder, unfinished)
	if err != nil {
		return b, unwritable(filepath.Join(folder, backupFile), err)
	}
	defer os.RemoveAll(making)
	b = Backup{At: s.now().Truncate(time.Second), Program: program}
	if err := b.copy(ctx, s, filepath.Join(making, backupFile)); err != nil {
		return b, err
	}
	notes, err := json.MarshalIndent(b, "", "  ")
	if err != nil {
		return b, fmt.Errorf("write backup: %w", err)
	}
	if err := writeThrough(filepath.Join(making, backupNotes), notes); err != nil {
		return b, fmt.Errorf("write backup: %w", err)
	}
	b.Folder = filepath.Join(folder, backupPrefix+b.At.Format(backupStamp))
	if err := os.Rename(making, b.Folder); err != nil {
		return b, fmt.Errorf("write backup: %w", err)
	}
	return b, syncFolder(folder)
}

// copy puts the ledger into a new file and tells what is in it.
func (b *Backup) copy(ctx context.Context, s *Store, file string) (err error) {
	to, err := Open(ctx, file, s.now)
	if err != nil {
		return err
	}
	if b.Tables, err = Copy(ctx, s, to); err == nil {
		b.Anchor, err = anchored(ctx, to)
	}
	if err = errors.Join(err, to.Close()); err != nil {
		return err
	}
	b.Size, b.SHA256, err = summed(file, io.Discard)
	return err
}

func anchored(ctx context.Context, s *Store) (string, error) {
	a, err := s.Anchor(ctx)
	if m := ledger.AsMistake(err); m != nil && m.Code == ledger.NotFound {
		return "", nil
	}
	return a.String(), err
}

// summed copies a file to to, and is its size and SHA-256.
func summed(file string, to io.Writer) (size int64, sum string, err error) {
	f, err := os.Open(file)
	if err != nil {
		return 0, "", fmt.Errorf("read backup: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if size, err = io.Copy(io.MultiWriter(h, to), f); err != nil {
		return 0, "", fmt.Errorf("read backup: %w", err)
	}
	return size, hex.EncodeToString(h.Sum(nil)), nil
}

// writeThrough writes a new file so that it outlives a power cut.
func writeThrough(file string, data []byte) error {
	f, err := os.OpenFile(file, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	return errors.Join(err, f.Sync(), f.Close())
}

func syncFolder(folder string) error {
	d, err := os.Open(folder)
	if err != nil {
		return fmt.Errorf("write folder: %w", err)
	}
	_ = d.Sync() // some systems cannot; what is renamed is whole on those too
	return d.Close()
}

// Backups lists the backups in a folder, the newest first; none where there is no such folder.
func Backups(folder string) (all []Backup, err error) {
	names, err := filepath.Glob(filepath.Join(escapeGlob(folder), backupPrefix+"*", backupNotes))
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	for _, name := range names {
		b, err := readBackup(filepath.Dir(name))
		if err != nil {
			return nil, err
		}
		all = append(all, b)
	}
	slices.SortFunc(all, func(a, b Backup) int { return b.At.Compare(a.At) })
	return all, nil
}

func escapeGlob(folder string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(folder)
}

func readBackup(folder string) (b Backup, err error) {
	notes, err := os.ReadFile(filepath.Join(folder, backupNotes))
	if err != nil {
		return b, ledger.Mistake(ledger.NotFound, "backup", "%s 里没有备份（缺 backup.json）。", "There is no backup in %s (backup.json is missing).", folder)
	}
	if err := json.Unmarshal(notes, &b); err != nil {
		return b, ledger.Mistake(ledger.Unreadable, "backup", "备份 %s 的说明文件（backup.json）已损坏。", "The notes (backup.json) of the backup %s are damaged.", folder)
	}
	b.Folder = folder
	return b, nil
}

// PruneBackups removes all but the newest keep backups of a folder, and what was broken off more than a day ago. It names those
// that it removed. Those ahead of now were made before the clock was set back: they go first.
func PruneBackups(folder string, keep int, now time.Time) (gone []string, err error) {
	all, err := Backups(folder)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b Backup) int { return max(0, a.At.Compare(now)) - max(0, b.At.Compare(now)) })
	for _, b := range all[min(keep, len(all)):] {
		gone = append(gone, b.Folder)
	}
	broken, err := filepath.Glob(filepath.Join(escapeGlob(folder), unfinished+"*"))
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	for _, name := range broken {
		if info, err := os.Stat(name); err == nil && now.Sub(info.ModTime()) > 24*time.Hour {
			gone = append(gone, name)
		}
	}
	for _, name := range gone {
		if err := os.RemoveAll(name); err != nil {
			return nil, fmt.Errorf("remove backup: %w", err)
		}
	}
	return gone, nil
}
