package store

import (
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// TestMigrationCounts fills the counts as the migration of a ledger with entries does.
func TestMigrationCounts(t *testing.T) {
	s := made(t, 500)
	registers(t, s)
	ids := add(t, s, "more", true, draft(), draft())
	must(do(s, clerk, ids[0], 0, move(t, ledger.Resolve), "已办结"))(t)
	for _, r := range rollups {
		must(0, s.writer.Exec("DELETE FROM "+r.table).Error)(t)
	}
	if wrong := must(s.Miscounted(t.Context()))(t); wrong == 0 {
		t.Error("counts that are gone count as right")
	}
	sql := string(must(migrations.ReadFile(dialectOf(s.db).folder + "/00036_seats.sql"))(t))
	sql, _, _ = strings.Cut(sql, "-- +goose Down")
	for _, step := range strings.Split(sql, ";") {
		if strings.Contains(step, "INSERT INTO") {
			must(0, s.writer.Exec(step).Error)(t)
		}
	}
	if wrong := must(s.Miscounted(t.Context()))(t); wrong > 0 {
		t.Errorf("%d counts are wrong as the migration fills them", wrong)
	}
}

// TestCountAnew puts right what was miscounted, in the middle of a change.
func TestCountAnew(t *testing.T) {
	s := made(t, 100)
	registers(t, s)
	must(0, s.writer.Exec("UPDATE open_counts SET n = n + 1 WHERE kind = 'task'").Error)(t)
	ids := add(t, s, "more", true, draft())
	write(t, s, func(w *Writer) error {
		if _, err := w.Move(ids[0], 0, move(t, ledger.Resolve), "已办结"); err != nil {
			return err
		}
		wrong, err := w.CountAnew()
		if wrong == 0 {
			t.Error("nothing was wrong")
		}
		return err
	})
	wantArranged(t, s)
}

// TestCountsOfNothingGo fails where rows that count nothing are kept for ever.
func TestCountsOfNothingGo(t *testing.T) {
	s := open(t)
	registers(t, s)
	var drafts []ledger.Entry
	for i := range swept {
		e := draft()
		e.Due, e.DueBasis = ledger.Date("2024-10-01").AddDays(i), ledger.DueFromText
		drafts = append(drafts, e)
	}
	ids := add(t, s, "f", true, drafts...)
	for _, id := range ids {
		must(do(s, clerk, id, 0, move(t, ledger.Resolve), "已办结"))(t)
	}
	for _, r := range rollups {
		n := must(scan[int](t.Context(), s.db, "rows", "SELECT count(*) FROM "+r.table+" WHERE n = 0"))(t)
		if n[0] > swept {
			t.Errorf("%d rows of %s count nothing", n[0], r.table)
		}
	}
	if left := must(scan[int](t.Context(), s.db, "rows", "SELECT count(*) FROM open_counts"))(t); left[0] > swept {
		t.Errorf("%d rows count what is open, of which there is nothing", left[0])
	}
	wantArranged(t, s)
}
