package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"

	"github.com/pressly/goose/v3"
	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// dialect is what is one database's own: sqlite.go and postgres.go hold one each. All other SQL is read by both.
type dialect struct {
	goose   goose.Dialect
	folder  string                 // of the migrations
	options []goose.ProviderOption // what else its migrations need
	// at is an event's time as the text that its hash covers, the same to the letter on every database.
	at string
	// given is the last number that an event ever had, even one that is gone.
	given string
	// written is when an entry e was written, where a version that was lost may have come again with other content: on a server that went over
	// to a replica. NULL elsewhere.
	written string
	// queue lets a transaction that writes wait until it is the only one; gave keeps the number of its last event. "" where the
	// database does either by itself.
	queue, gave string
	// marked writes where the arguments of a statement stand, said as ?.
	marked func(statement string) string
	// searching makes a branch run over what is found of a search, and spelled writes pairs of characters for its index.
	searching func(b branch, all []phrase) branch
	spelled   func(grams string) string
	// settle puts in order what a search looks in after a great many entries came at once, which the writes that follow would each do a part of;
	// "" where the server does so by itself.
	settle string
	// booleans lists table.column of those that take yes or no and no number; loosen lets a transaction fill tables in any order
	// until tighten; goOn has numbers go on behind those that are there, and events behind the last one given.
	booleans string
	loosen   func(tx *gorm.DB) (tighten func() error, err error)
	goOn     func(tx *gorm.DB, event int64) error
	// apart ends a query within another so that the conditions of the outer one choose no index in it; "" where the database chooses by what
	// it knows of the rows.
	apart string
	// size is the query of how many bytes the database has.
	size string
	// damage is what the database itself finds damaged.
	damage func(db *gorm.DB) ([]string, error)
}

func dialectOf(db *gorm.DB) *dialect {
	if db.Name() == "postgres" {
		return &postgresDialect
	}
	return &sqliteDialect
}

//go:embed migrations
var migrations embed.FS

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
	d := dialectOf(db)
	folder, err := fs.Sub(migrations, d.folder)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	p, err := goose.NewProvider(d.goose, pool, folder, append(d.options, goose.WithDisableGlobalRegistry(true))...)
	if err != nil {
		return nil, fmt.Errorf("read migrations: %w", err)
	}
	return p, nil
}

// notNewer refuses the schema of a newer program.
func notNewer(ctx context.Context, db *gorm.DB, place string) error {
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
			"%s was written by a newer program (schema %d; this program knows %d); it was left as it is. Upgrade the program.", place, version, newest)
	}
	return nil
}

func newestOf(p *goose.Provider) (newest int64) {
	for _, s := range p.ListSources() {
		newest = max(newest, s.Version)
	}
	return newest
}

// putSearch replaces the search row of an entry.
func putSearch(tx *gorm.DB, id int64, grams string) error {
	if err := tx.Exec("DELETE FROM entry_search WHERE rowid = ?", id).Error; err != nil {
		return err
	}
	return tx.Exec("INSERT INTO entry_search (rowid, grams) VALUES (?, ?)", id, dialectOf(tx).spelled(grams)).Error
}
