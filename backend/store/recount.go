package store

import (
	"context"
	"fmt"
	"strings"
)

// Miscounted tells how many rows of the kept counts are not what counting every entry gives: 0 where all is well.
func (r *Reader) Miscounted(ctx context.Context) (wrong int, err error) {
	err = r.snapshot(onPrimary(ctx), func(r *Reader) error {
		for _, c := range rollups {
			n, err := scan[int](ctx, r.db, "counts", c.differing())
			if err != nil {
				return err
			}
			wrong += n[0]
		}
		return nil
	})
	return wrong, err
}

// differing counts the rows that only one side has: what is kept, or what is counted.
func (r rollup) differing() string {
	kept := fmt.Sprintf("SELECT %s, n FROM %s WHERE n <> 0", r.columns, r.table)
	counted := fmt.Sprintf("SELECT * FROM (%s) AS counted", strings.Join(r.count, " UNION ALL "))
	return fmt.Sprintf("SELECT (SELECT count(*) FROM (%[1]s EXCEPT %[2]s) AS a) + (SELECT count(*) FROM (%[2]s EXCEPT %[1]s) AS b)", kept, counted)
}

// CountAnew counts every entry and puts that in the place of the kept counts; wrong is how many rows of them were not so.
func (w *Writer) CountAnew() (wrong int, err error) {
	if err := w.keepCounts(); err != nil {
		return 0, err
	}
	if err := w.commit.large(); err != nil {
		return 0, err
	}
	w.counts = counts{}
	for _, r := range rollups {
		n, err := scan[int](w.ctx(), w.tx, "counts", r.differing())
		if err != nil {
			return 0, err
		}
		wrong += n[0]
		if err := w.tx.Exec("DELETE FROM " + r.table + "").Error; err != nil {
			return 0, failed("drop counts", err)
		}
		for _, count := range r.count {
			if err := w.tx.Exec(fmt.Sprintf("INSERT INTO %s (%s, n) %s", r.table, r.columns, count)).Error; err != nil {
				return 0, failed("count anew", err)
			}
		}
	}
	return wrong, w.log("recount", "counts", 0, "", nil, map[string]any{"wrong": wrong})
}
