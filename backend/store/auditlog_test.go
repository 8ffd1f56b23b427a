package store

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

func init() {
	for name, read := range map[string]func(context.Context, *Reader) error{
		"Audit": func(ctx context.Context, r *Reader) error {
			_, _, err := r.Audit(ctx, ledger.AuditFilter{Number: "2024-09-任-001"})
			return err
		},
		"EachAudit": func(ctx context.Context, r *Reader) error {
			return r.EachAudit(ctx, ledger.AuditFilter{Action: "invite"}, func(ledger.AuditRow) error { return nil })
		},
	} {
		c := reads["Themes"]
		c.most, c.read = 4, read
		reads[name] = c
	}
}

func TestAuditIsFiltered(t *testing.T) {
	s := prepared(t)
	one := add(t, s, "g", true, draft(), draft())
	if err := s.Write(t.Context(), leader, func(w *Writer) error {
		_, err := w.Move(one[0], 0, move(t, ledger.Resolve), "已办结")
		return err
	}); err != nil {
		t.Fatal(err)
	}
	s.now = func() time.Time { return time.Date(2024, 9, 12, 0, 0, 0, 0, shanghai) } // midnight of the next day
	write(t, s, func(w *Writer) error { return w.Log(ledger.Event{Action: "sign-in", Subject: "user"}) })
	all := int(must(s.Revision(t.Context()))(t))
	for name, c := range map[string]struct {
		f    ledger.AuditFilter
		want int
	}{
		"everything":        {ledger.AuditFilter{}, all},
		"of a person":       {ledger.AuditFilter{Actor: leader.Name}, 1},
		"of an action":      {ledger.AuditFilter{Action: "resolve"}, 1},
		"of an entry":       {ledger.AuditFilter{Number: "2024-09-任-001"}, 2},
		"of the first day":  {ledger.AuditFilter{From: "2024-09-11", To: "2024-09-11"}, all - 1},
		"of the next day":   {ledger.AuditFilter{From: "2024-09-12"}, 1},
		"of an earlier day": {ledger.AuditFilter{To: "2024-09-10"}, 0},
		"of nobody":         {ledger.AuditFilter{Actor: "没有"}, 0},
	} {
		rows, total, err := s.Audit(t.Context(), c.f)
		if err != nil || len(rows) != c.want || total != c.want {
			t.Errorf("%s: %d rows of %d, want %d (%v)", name, len(rows), total, c.want, err)
		}
		var each []int64
		if err := s.EachAudit(t.Context(), c.f, func(r ledger.AuditRow) error { each = append(each, r.ID); return nil }); err != nil || len(each) != c.want || !slices.IsSorted(each) {
			t.Errorf("%s: each gives %v, %v", name, each, err)
		}
	}
	rows, _, err := s.Audit(t.Context(), ledger.AuditFilter{Before: int64(all)})
	if err != nil || len(rows) != all-1 || rows[0].ID != int64(all-1) || rows[0].Number != "2024-09-任-001" {
		t.Errorf("before the last: %d rows, %v", len(rows), err)
	}
	_, _, err = s.Audit(t.Context(), ledger.AuditFilter{Number: "2024-09-任-999"})
	wantMistake(t, err, ledger.BadRequest, "number")
}

func TestAuditIsReadInBatches(t *testing.T) {
	s := open(t)
	const n = 2*batch + 7
	write(t, s, func(w *Writer) error {
		for i := range n {
			if err := w.Log(ledger.Event{Action: "export", Subject: "entries", Note: fmt.Sprint(i)}); err != nil {
				return err
			}
		}
		return nil
	})
	seen := 0
	if err := s.EachAudit(t.Context(), ledger.AuditFilter{}, func(ledger.AuditRow) error { seen++; return nil }); err != nil || seen != n {
		t.Errorf("%d of %d, %v", seen, n, err)
	}
	if rows, total, err := s.Audit(t.Context(), ledger.AuditFilter{}); err != nil || len(rows) != ledger.AuditPage || total != n {
		t.Errorf("%d of %d, %v", len(rows), total, err)
	}
}

// Whatever is written down has a name for people, in both languages.
func TestEveryActionHasItsWords(t *testing.T) {
	for name, f := range writes {
		t.Run(name, func(t *testing.T) {
			s := prepared(t)
			write(t, s, func(w *Writer) error { return f(t, w) })
			for _, e := range must(find[ledger.Event](s.db, "events"))(t) {
				if !slices.Contains(ledger.Actions(), e.Action) {
					t.Errorf("records %q, which backend/ledger/action.go does not name", e.Action)
				}
				if w := ledger.SubjectWords(e.Subject); w.ZH == w.EN {
					t.Errorf("is about %q, which backend/ledger/action.go does not name", e.Subject)
				}
			}
		})
	}
}
