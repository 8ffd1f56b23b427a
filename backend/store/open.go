package store

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"taizhang/backend/ledger"
)

// busyTimeout is how many milliseconds a connection waits for another process to let go of the file.
const busyTimeout = 5000

// connection is what the two kinds of connections differ in.
type connection struct {
	readOnly bool
	cacheKB  int
	alone    bool // no other process has the file open, and reading must leave no trace beside it
}

//go:embed migrations
var migrations embed.FS

func connect(path string, c connection, now func() time.Time) (*gorm.DB, error) {
	query := pragmas(c)
	if c.alone {
		query += "&immutable=1"
	}
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query}).String()
	db, err := gorm.Open(dialector(dsn), &gorm.Config{
		Logger: logger.Discard, TranslateError: true, SkipDefaultTransaction: true, DisableAutomaticPing: true,
		NowFunc:     func() time.Time { return stored(now()) },
		PrepareStmt: c.readOnly, PrepareStmtMaxSize: 200, // statements of a transaction are prepared anew anyway
	})
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	n := 1
	if c.readOnly {
		n = max(4, runtime.NumCPU())
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	return db, nil
}

// stored is a time as the ledger keeps it.
func stored(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// prepare makes the folder and the file where missing and refuses what cannot be opened, before anything is changed.
func prepare(ctx context.Context, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return unwritable(path, err)
	}
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return unwritable(path, err)
	}
	defer f.Close()
	head := make([]byte, 16)
	switch n, _ := f.ReadAt(head, 0); {
	case n == 0:
		return folderWritable(path)
	case string(head) != "SQLite format 3\x00":
		return ledger.Mistake(ledger.Unreadable, "data", "%s 不是台账数据库，没有改动它。请换一个数据文件夹。", "%s is no ledger; it was left as it is. Choose another data folder.", path)
	}
	if err := folderWritable(path); err != nil {
		return err
	}
	return notNewer(ctx, path)
}

// folderWritable tries the folder itself, for SQLite keeps its journal beside the file.
func folderWritable(path string) error {
	f, err := os.CreateTemp(filepath.Dir(path), ".writable-*")
	if err != nil {
		return unwritable(path, err)
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

func unwritable(path string, err error) error {
	return ledger.Mistake(ledger.Forbidden, "data", "无法写入数据文件夹 %s：%v。请检查权限，或换一个文件夹。",
		"The data folder %s cannot be written: %v. Check its permissions or choose another folder.", filepath.Dir(path), err)
}

// notNewer reads the schema's version through a connection that cannot write, so that the file of a newer program stays
// as it is to the byte.
func notNewer(ctx context.Context, path string) error {
	_, err := os.Stat(path + "-wal") // there while another process works on it, or after one was killed
	db, err := connect(path, connection{readOnly: true, cacheKB: 1024, alone: errors.Is(err, fs.ErrNotExist)}, time.Now)
	if err != nil {
		return err
	}
	defer shut(db)
	var tables int64
	if err := db.WithContext(ctx).Raw("SELECT count(*) FROM sqlite_master WHERE name = 'goose_db_version'").Scan(&tables).Error; err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	if tables == 0 {
		return nil
	}
	var version int64
	if err := db.WithContext(ctx).Raw("SELECT coalesce(max(version_id), 0) FROM goose_db_version").Scan(&version).Error; err != nil {
		return fmt.Errorf("read schema version: %w", err)
	}
	p, err := provider(db)
	if err != nil {
		return err
	}
	if newest := newestOf(p); version > newest {
		return ledger.Mistake(ledger.Conflict, "data",
			"%s 由更新版本的程序写成（数据结构第 %d 版，本程序只到第 %d 版），没有改动它。请升级程序。",
			"%s was written by a newer program (schema %d; this program knows %d); it was left as it is. Upgrade the program.", path, version, newest)
	}
	return nil
}

func migrate(ctx context.Context, db *gorm.DB) error {
	p, err := provider(db)
	if err != nil {
		return err
	}
	if _, err := p.Up(ctx); err != nil {
		return fmt.Errorf("migrate database: %w", err)
	}
	return nil
}

func provider(db *gorm.DB) (*goose.Provider, error) {
	pool, err := db.DB()
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	folder, err := fs.Sub(migrations, "migrations/sqlite")
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	p, err := goose.NewProvider(goose.DialectSQLite3, pool, folder, goose.WithDisableGlobalRegistry(true), goose.WithGoMigrations(people()))
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return p, nil
}

func newestOf(p *goose.Provider) (newest int64) {
	for _, s := range p.ListSources() {
		newest = max(newest, s.Version)
	}
	return newest
}
