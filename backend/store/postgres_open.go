package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"net/url"
	"runtime"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/stdlib"
	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

const (
	serverWriters  = 4      // connections that write: sessions and files set aside need not queue with the ledger
	oldestServer   = 150000 // PostgreSQL 15
	connectTimeout = 10 * time.Second
)

// OnServer tells whether a place is the address of a database server, and not a file.
func OnServer(place string) bool {
	return strings.HasPrefix(place, "postgres://") || strings.HasPrefix(place, "postgresql://")
}

// openServer opens the ledger in a PostgreSQL database.
func openServer(ctx context.Context, address string, now func() time.Time) (writer, reader *gorm.DB, err error) {
	if writer, err = dial(address, false, now); err != nil {
		return nil, nil, err
	}
	if err := ready(ctx, writer, withoutPassword(address)); err != nil {
		return nil, nil, errors.Join(err, shut(writer))
	}
	if reader, err = dial(address, true, now); err != nil {
		return nil, nil, errors.Join(err, shut(writer))
	}
	return writer, reader, nil
}

// dial makes a pool of connections, none of which is opened yet.
func dial(address string, readOnly bool, now func() time.Time) (*gorm.DB, error) {
	return dialBy(address, readOnly, now, func(c driver.Connector) driver.Connector { return c })
}

// dialBy is dial with connections made by what by makes of the driver's.
func dialBy(address string, readOnly bool, now func() time.Time, by func(driver.Connector) driver.Connector) (*gorm.DB, error) {
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, ledger.Mistake(ledger.Invalid, "database", "数据库地址无法识别：%v。请写成 postgres://用户@主机/数据库 的样子。",
			"The address of the database cannot be read: %v. Write it like postgres://user@host/database.", err)
	}
	if config.ConnectTimeout == 0 {
		config.ConnectTimeout = connectTimeout
	}
	n := serverWriters
	config.RuntimeParams["timezone"] = "UTC"
	config.RuntimeParams["jit"] = "off"                                 // queries are short; to compile one takes longer than to run it
	config.RuntimeParams["idle_in_transaction_session_timeout"] = "60s" // a copy that died must not keep others from writing
	if readOnly {
		config.RuntimeParams["default_transaction_read_only"], n = "on", max(8, 2*runtime.NumCPU())
	}
	pool := sql.OpenDB(by(stdlib.GetConnector(*config, stdlib.OptionAfterConnect(timesInUTC))))
	return pooled(server{postgres.New(postgres.Config{Conn: pool}).(*postgres.Dialector)}, settings(now), n)
}

func timesInUTC(_ context.Context, c *pgx.Conn) error {
	c.TypeMap().RegisterType(&pgtype.Type{Name: "timestamptz", OID: pgtype.TimestamptzOID, Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC}})
	return nil
}

// server is the usual dialector; what it says of characters that it cannot keep is told to people.
type server struct{ *postgres.Dialector }

// Translate turns the driver's errors into gorm's, or a mistake.
func (s server) Translate(err error) error {
	var e *pgconn.PgError
	if errors.As(err, &e) && e.Code == "22021" { // a byte 0, or what is no UTF-8
		return ledger.Mistake(ledger.Invalid, "", "文字里有无法保存的字符，请重新输入。", "The text has characters that cannot be kept; type it again.")
	}
	return s.Dialector.Translate(err)
}

// ready refuses what cannot be used before anything is changed, and brings the schema up to date.
func ready(ctx context.Context, db *gorm.DB, address string) error {
	var found struct {
		Version          int
		Encoding, Schema string
		Ledger           bool
	}
	err := db.WithContext(ctx).Raw(`
SELECT CAST(current_setting('server_version_num') AS INTEGER) AS version, current_setting('server_encoding') AS encoding,
  coalesce(current_schema(), '') AS schema, to_regclass('goose_db_version') IS NOT NULL AS ledger`).Scan(&found).Error
	switch {
	case err != nil:
		return ledger.Mistake(ledger.Unreadable, "database", "连接不上数据库 %s：%v。请检查地址、用户和密码，以及数据库是否已启动。",
			"The database %s cannot be reached: %v. Check its address, user and password, and whether it runs.", address, err)
	case found.Version < oldestServer:
		return ledger.Mistake(ledger.Unreadable, "database", "数据库 %s 的版本太旧：需要 PostgreSQL 15 或更新的版本。", "The database %s is too old: PostgreSQL 15 or later is needed.", address)
	case found.Encoding != "UTF8":
		return ledger.Mistake(ledger.Unreadable, "database", "数据库 %s 的编码是 %s，请用 UTF8 编码新建一个。", "The database %s is encoded in %s; make one that is encoded in UTF8.", address, found.Encoding)
	case found.Schema == "":
		return ledger.Mistake(ledger.Unreadable, "database", "数据库 %s 里没有 search_path 所指的模式，请先建立。", "The database %s has no schema of its search_path; make it first.", address)
	case found.Ledger:
		if err := notNewer(ctx, db, address); err != nil {
			return err
		}
	}
	if err := migrate(ctx, db); err != nil {
		return unprivileged(err, address)
	}
	return nil
}

func unprivileged(err error, address string) error {
	var e *pgconn.PgError
	if !errors.As(err, &e) || e.Code != "42501" {
		return err
	}
	return ledger.Mistake(ledger.Forbidden, "database", "无权在数据库 %s 里建表：%v。请让数据库用户成为该数据库的所有者。",
		"No tables may be made in the database %s: %v. Let its user own the database.", address, err)
}

// withoutPassword is an address that may be shown.
func withoutPassword(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return "postgres://…"
	}
	return u.Redacted()
}
