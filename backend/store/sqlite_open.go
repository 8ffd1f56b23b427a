package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"taizhang/backend/ledger"
)

// openFile opens the ledger in an SQLite file: one connection that writes, several that read.
func openFile(ctx context.Context, path string, now func() time.Time) (writer, reader *gorm.DB, err error) {
	defer func() { err = restorable(path, err) }()
	if err := prepare(ctx, path); err != nil {
		return nil, nil, err
	}
	if writer, err = connect(path, connection{cacheKB: 64 << 10}, now); err != nil {
		return nil, nil, err
	}
	if err := errors.Join(migrate(ctx, writer), remembering(ctx, writer)); err != nil {
		return nil, nil, errors.Join(err, shut(writer))
	}
	if reader, err = connect(path, connection{cacheKB: 8 << 10, readOnly: true}, now); err != nil {
		return nil, nil, errors.Join(err, shut(writer))
	}
	return writer, reader, nil
}

// remembering has the connection that writes remember in memory what a savepoint goes back to: in a file, as is usual, to write it takes longer than
// the change itself. Migrations change so much that they need the file. And the log beside the file grows to 16 MB, in place of 4, before its pages
// are brought in: a page that many writes touch, as the ends of indexes are, is brought in once for all of them.
func remembering(ctx context.Context, writer *gorm.DB) error {
	return failed("prepare for writing", writer.WithContext(ctx).Exec("PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4000").Error)
}

// busyTimeout is how many milliseconds a connection waits for another process to let go of the file.
const busyTimeout = 5000

// connection is what the two kinds of connections differ in.
type connection struct {
	readOnly bool
	cacheKB  int
	alone    bool // no other process has the file open, and reading must leave no trace beside it
}

func connect(path string, c connection, now func() time.Time) (*gorm.DB, error) {
	query := pragmas(c)
	if c.alone {
		query += "&immutable=1"
	}
	dsn := (&url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: query}).String()
	config := settings(now)
	config.PrepareStmt, config.PrepareStmtMaxSize = c.readOnly, 200 // statements of a transaction are prepared anew anyway
	n := 1
	if c.readOnly {
		n = max(4, runtime.NumCPU())
	}
	return pooled(dialector(dsn), config, n)
}

// settings are what gorm is told whatever the database.
func settings(now func() time.Time) *gorm.Config {
	return &gorm.Config{
		Logger: logger.Discard, TranslateError: true, SkipDefaultTransaction: true, DisableAutomaticPing: true,
		NowFunc: func() time.Time { return stored(now()) },
	}
}

// pooled opens a pool of n connections.
func pooled(d gorm.Dialector, config *gorm.Config, n int) (*gorm.DB, error) {
	db, err := gorm.Open(d, config)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	pool, err := db.DB()
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	return narrowing(db), nil
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
	head := make([]byte, 100)
	switch n, _ := f.ReadAt(head, 0); {
	case n == 0:
		return folderWritable(path)
	case !bytes.HasPrefix(head, []byte("SQLite format 3\x00")):
		return ledger.Mistake(ledger.Unreadable, "data", "%s 不是台账数据库，没有改动它。请换一个数据文件夹。", "%s is no ledger; it was left as it is. Choose another data folder.", path)
	}
	if err := folderWritable(path); err != nil {
		return err
	}
	if err := cutShort(f, head); err != nil {
		return err
	}
	return fileNotNewer(ctx, path)
}

// cutShort holds the file's length against the number of pages that its head tells (https://sqlite.org/fileformat.html#in_header_database_size),
// for SQLite itself may find out only when a page is wanted. A file whose journal is still there is left to SQLite.
func cutShort(f *os.File, head []byte) error {
	if _, err := os.Stat(f.Name() + "-wal"); err == nil || !bytes.Equal(head[24:28], head[92:96]) {
		return nil
	}
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open database: %w", err)
	}
	page := int64(binary.BigEndian.Uint16(head[16:18]))
	if page == 1 {
		page = 65536
	}
	if want := page * int64(binary.BigEndian.Uint32(head[28:32])); info.Size() < want {
		return fmt.Errorf("database disk image is malformed: %d of %d bytes", info.Size(), want)
	}
	return nil
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

// fileNotNewer reads the schema's version through a connection that cannot write, so that the file of a newer program stays
// as it is to the byte.
func fileNotNewer(ctx context.Context, path string) error {
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
	return notNewer(ctx, db, path)
}
