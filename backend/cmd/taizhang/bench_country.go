package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"taizhang/backend/bench"
	"taizhang/backend/store"
)

// country prints what the register of a whole country takes to load, and what each page takes over it with n entries.
func (b benchCommand) country(ctx context.Context, out io.Writer, n int) error {
	now := func() time.Time { return clock().In(time.FixedZone("CST", 8*3600)) }
	place := cmp.Or(b.Database, fileOf(filepath.Join(b.Folder, fmt.Sprint("country-", n))))
	db, err := store.Open(ctx, place, now)
	if err != nil {
		return err
	}
	defer db.Close()
	units, err := db.Units(ctx)
	if err != nil {
		return err
	}
	if len(units) == 0 {
		if err := b.loadCountry(ctx, out, db, n); err != nil {
			return err
		}
	}
	costs, err := bench.Pages(ctx, bench.Subject{Store: db, Place: place, Now: now})
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%d entries in %s\n\n| page | first | again | KB |\n|---|--:|--:|--:|\n", n, databaseName(place))
	for _, c := range costs {
		fmt.Fprintf(out, "| %s | %s | %s | %d |\n", c.Page, c.First.Round(time.Millisecond), c.Next.Round(100*time.Microsecond), c.Bytes>>10)
	}
	return nil
}

func (b benchCommand) loadCountry(ctx context.Context, out io.Writer, db *store.Store, n int) error {
	l, err := bench.LoadCountry(ctx, db)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\n%d units, a file of %d KB: read and checked in %s, saved in %s, read back in %s; the reader made of them in %s, of one district's in %s; %d MB of heap\n",
		l.Units, l.Bytes>>10, l.Read.Round(time.Millisecond), l.Save.Round(time.Millisecond), l.Back.Round(time.Millisecond), l.Lexicon.Round(time.Millisecond), l.OfOneDistrict.Round(100*time.Microsecond), l.Heap)
	began := time.Now()
	if err := store.Fill(ctx, db, n); err != nil {
		return err
	}
	size, err := db.Bytes(ctx)
	fmt.Fprintf(out, "%d entries made in %s; %d bytes in all, the register's among them\n", n, time.Since(began).Round(time.Second), size)
	return err
}
