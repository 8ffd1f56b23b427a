package main

import (
	"bytes"
	"context"
	"time"

	"taizhang/backend/calendar"
	"taizhang/backend/intake"
	"taizhang/backend/ledger"
	"taizhang/backend/store"
	"taizhang/seeds"
)

// data names the place that holds everything a system keeps; commands that touch the ledger embed it.
type data struct {
	Data     string `help:"The data folder." env:"TAIZHANG_DATA" default:"data" placeholder:"FOLDER"`
	Database string `help:"A PostgreSQL database (15 or later) that keeps the ledger in place of the data folder." env:"TAIZHANG_DATABASE" placeholder:"postgres://USER@HOST/NAME"`
	Read     string `name:"database-read" help:"A replica of that database for pages to read from; its own writes a person always sees." env:"TAIZHANG_DATABASE_READ" placeholder:"postgres://USER@HOST/NAME"`
	Timezone string `help:"The district's time zone." env:"TAIZHANG_TIMEZONE" default:"Asia/Shanghai"`
}

// command is the actor of what is done on the command line.
var command = ledger.Actor{Name: "命令行", Via: "command"}

// open opens the ledger and fills an empty register with the units and themes that come with the program.
func (d data) open(ctx context.Context) (*store.Store, error) {
	db, err := d.openBare(ctx)
	if err != nil {
		return nil, err
	}
	if err := fillRegister(ctx, db); err != nil {
		db.Close()
		return nil, err
	}
	return db, nil
}

func (d data) openBare(ctx context.Context) (*store.Store, error) {
	location, err := d.location()
	if err != nil {
		return nil, err
	}
	place, err := d.place()
	if err != nil {
		return nil, err
	}
	return store.OpenReading(ctx, place, d.Read, func() time.Time { return clock().In(location) })
}

// place is where the ledger is: in the database, if one is named, else in a file of the data folder.
func (d data) place() (string, error) {
	switch {
	case d.Database == "" && d.Read != "":
		return "", ledger.Mistake(ledger.Invalid, "database-read", "只读副本要和主数据库（--database）一起使用。", "A replica goes with a database (--database) that it is the replica of.")
	case d.Database == "":
		return fileOf(d.Data), nil
	case !store.OnServer(d.Database):
		return "", ledger.Mistake(ledger.Invalid, "database", "数据库地址要写成 postgres://用户@主机/数据库 的样子。", "Write the address of the database like postgres://user@host/name.")
	}
	if d.Read != "" && !store.OnServer(d.Read) {
		return "", ledger.Mistake(ledger.Invalid, "database-read", "只读副本的地址要写成 postgres://用户@主机/数据库 的样子。", "Write the address of the replica like postgres://user@host/name.")
	}
	return d.Database, nil
}

func (d data) location() (*time.Location, error) {
	l, err := time.LoadLocation(d.Timezone)
	if err != nil {
		return nil, ledger.Mistake(ledger.Invalid, "timezone", "没有“%s”这个时区，请写成 Asia/Shanghai 的样子。", "There is no time zone “%s”; write it like Asia/Shanghai.", d.Timezone)
	}
	return l, nil
}

func (d data) today() (ledger.Date, error) {
	l, err := d.location()
	return ledger.DateOf(clock().In(l)), err
}

func fillRegister(ctx context.Context, db *store.Store) error {
	have, err := db.Units(ctx)
	if err != nil {
		return err
	}
	themes, err := db.Themes(ctx)
	if err != nil || len(have) > 0 && len(themes) > 0 {
		return err
	}
	units, seedThemes, err := builtIn()
	if err != nil {
		return err
	}
	return db.Write(ctx, ledger.System, func(w *store.Writer) error {
		if len(have) == 0 {
			if _, _, err := w.SaveUnits(units); err != nil {
				return err
			}
		}
		if len(themes) == 0 {
			_, _, err = w.SaveThemes(seedThemes)
		}
		return err
	})
}

// builtIn is the register that comes with the program.
func builtIn() ([]ledger.Unit, []ledger.Theme, error) {
	units, err := intake.ReadUnits(bytes.NewReader(seeds.Units))
	if err != nil {
		return nil, nil, err
	}
	themes, err := intake.ReadThemes(bytes.NewReader(seeds.Themes))
	return units, themes, err
}

func workingDays() (*calendar.Calendar, error) { return calendar.Read(bytes.NewReader(seeds.Holidays)) }

// calendarOf is the calendar in force: the one that comes with the program, with what the office set itself.
func calendarOf(ctx context.Context, db *store.Store) (*calendar.Calendar, error) {
	shipped, err := workingDays()
	if err != nil {
		return nil, err
	}
	return db.Calendar(ctx, shipped)
}

// readerOf makes a reader from the ledger's own register.
func readerOf(ctx context.Context, db *store.Store) (*intake.Reader, error) {
	r, err := db.Register(ctx)
	if err != nil {
		return nil, err
	}
	days, err := calendarOf(ctx, db)
	if err != nil {
		return nil, err
	}
	return intake.NewReader(r.Readable(), r.Themes, r.Terms).Counting(days.Add), nil
}
