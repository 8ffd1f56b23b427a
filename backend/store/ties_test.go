package store

import (
	"context"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func kindOfTie(t *testing.T, k ledger.TieKind) ledger.TieInfo {
	t.Helper()
	return must(ledger.FindTie(string(k)))(t)
}

func praise(p ledger.Period, unit, theme, words string) ledger.Entry {
	e := blame(p, unit, theme, words)
	e.Kind = ledger.Progress
	return e
}

// A task that another meeting has asked for, and that is still open, is one thing with what is asked again.
func TestWhatIsAskedAgainIsShown(t *testing.T) {
	s := open(t)
	registers(t, s)
	july := inMonth("2024-07", draft())
	closed := july
	closed.Text, closed.Quote = "要清理全部背街小巷的堆物堆料", "要清理全部背街小巷的堆物堆料"
	old := add(t, s, "july", true, july, closed)
	long := inMonth("2023-07", draft())
	long.Text, long.Quote = "要规范电动自行车充电停放", "要规范电动自行车充电停放"
	add(t, s, "long ago", true, long)
	write(t, s, func(w *Writer) error { _, err := w.Move(old[1], 0, move(t, ledger.Resolve), "已清理"); return err })
	again, cleaned := inMonth("2024-09", july), inMonth("2024-09", closed)
	ids := add(t, s, "september", false, again, cleaned, inMonth("2024-09", long))
	_, got := remarks(t, s, 3)
	if e := got[ids[0]].Same; e == nil || e.Number != "2024-07-任-001" {
		t.Errorf("asked again while open: %+v", e)
	}
	if e := got[ids[1]].Same; e != nil {
		t.Errorf("asked again after it was done: %+v", e)
	}
	if e := got[ids[2]].Same; e != nil {
		t.Errorf("asked again more than a year later: %+v", e)
	}
	now := add(t, s, "another paper", true, again)
	_, got = remarks(t, s, 3)
	if e := got[ids[0]].Same; e == nil || e.ID != now[0] {
		t.Errorf("of two, that of the month is meant: %+v", e)
	}
}

// Praise and tasks are shown the open shortcoming of their unit and theme, and nothing is closed by that.
func TestPraiseAndTasksAreShownTheShortcoming(t *testing.T) {
	s := open(t)
	registers(t, s)
	old := add(t, s, "august", true, blame("2024-08", unitA, "城市环境", "背街小巷脏乱"), blame("2024-08", unitB, "城市环境", "背街小巷脏乱"), blame("2024-07", unitA, "城市环境", "桶站不洁"))
	write(t, s, func(w *Writer) error {
		_, err := w.MoveAs(office, old[1], 0, move(t, ledger.Resolve), ledger.Input{Note: "已整改", Evidence: "现场"})
		return err
	})
	task := draft()
	task.Theme = "城市环境"
	other := praise("2024-09", unitA, "接诉即办", "响应率提升")
	ids := add(t, s, "september", false, praise("2024-09", unitA, "城市环境", "背街小巷整治一新"), inMonth("2024-09", task), other,
		praise("2024-09", unitB, "城市环境", "整治一新"), praise("2024-08", unitA, "城市环境", "同月的表扬"))
	_, got := remarks(t, s, 2)
	if e := got[ids[0]].Mended; e == nil || e.ID != old[0] {
		t.Errorf("praise: %+v", e)
	}
	if e := got[ids[1]].Mends; e == nil || e.ID != old[0] {
		t.Errorf("task: %+v", e)
	}
	for _, i := range []int{2, 3} {
		if m := got[ids[i]]; m.Mended != nil || m.Mends != nil {
			t.Errorf("%d: %+v", i, m)
		}
	}
	if e := got[ids[4]].Mended; e == nil || e.ID != old[2] {
		t.Errorf("praise of the same month does not answer it, the older one it does: %+v", e)
	}
	write(t, s, func(w *Writer) error {
		_, err := w.AcceptTied(ids[0], 1, kindOfTie(t, ledger.Shows), "2024-08-问-001", "")
		return err
	})
	praised := must(s.EntryByID(t.Context(), ids[0]))(t)
	ties := must(s.Ties(t.Context(), old[0]))(t)
	if len(ties) != 1 || !ties[0].Back || ties[0].Kind != ledger.Shows || ties[0].Entry.Number != praised.Number || praised.Status != ledger.Recorded {
		t.Errorf("tied %+v", ties)
	}
	if e := must(s.EntryByID(t.Context(), old[0]))(t); e.Status != ledger.Registered {
		t.Errorf("the shortcoming was closed by itself: %+v", e)
	}
}

func TestTiesAreSeenFromBothEnds(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "f", true, draft(), draft())
	tieNow := func(f func(w *Writer) error) error { return s.Write(context.Background(), clerk, f) }
	parallel := kindOfTie(t, ledger.Parallel)
	a, b := must(s.EntryByID(t.Context(), ids[0]))(t), must(s.EntryByID(t.Context(), ids[1]))(t)
	write(t, s, func(w *Writer) error { return w.Tie(a.ID, parallel, b.Number, "两处地段，分别整治") })
	write(t, s, func(w *Writer) error { return w.Tie(b.ID, parallel, a.Number, "再说一次") })
	for from, to := range map[int64]int64{a.ID: b.ID, b.ID: a.ID} {
		ties := must(s.Ties(t.Context(), from))(t)
		if len(ties) != 1 || ties[0].Entry.ID != to {
			t.Errorf("seen from %d: %+v", from, ties)
		}
		events := must(s.Events(t.Context(), "entry", from))(t)
		if last := events[len(events)-1]; last.Action != "tie" || !strings.Contains(last.Note, "两处地段") {
			t.Errorf("the history of %d ends with %+v", from, last)
		}
	}
	err := tieNow(func(w *Writer) error { return w.Tie(a.ID, parallel, "2024-09-任-099", "x") })
	wantMistake(t, err, ledger.Invalid, "number")
	write(t, s, func(w *Writer) error { return w.Untie(b.ID, parallel, a.Number) })
	if ties := must(s.Ties(t.Context(), a.ID))(t); len(ties) != 0 {
		t.Errorf("after untying: %+v", ties)
	}
	err = tieNow(func(w *Writer) error { return w.Untie(a.ID, parallel, b.Number) })
	wantMistake(t, err, ledger.Conflict, "number")
}

// A draft accepted under a shortcoming hangs there as the move of that name puts it.
func TestAcceptedUnderAShortcoming(t *testing.T) {
	s := open(t)
	registers(t, s)
	b := add(t, s, "f", true, blame("2024-09", unitA, "城市环境", "背街小巷脏乱"))[0]
	task := add(t, s, "g", false, draft())[0]
	write(t, s, func(w *Writer) error {
		_, err := w.AcceptTied(task, 1, kindOfTie(t, ledger.Under), "2024-09-问-001", "")
		return err
	})
	if all := must(s.TasksUnder(t.Context(), b))(t); len(all) != 1 || all[0].ID != task {
		t.Errorf("under it hang %+v", all)
	}
}

func TestAcceptTiedIsAllOrNothing(t *testing.T) {
	s := open(t)
	registers(t, s)
	known := add(t, s, "f", true, draft())
	ids := add(t, s, "g", false, draft())
	number := must(s.EntryByID(t.Context(), known[0]))(t).Number
	before := dump(t, s)
	for field, f := range map[string]func(w *Writer) error{
		"note": func(w *Writer) error {
			_, err := w.AcceptTied(ids[0], 1, kindOfTie(t, ledger.Parallel), number, " ")
			return err
		},
		"number": func(w *Writer) error {
			_, err := w.AcceptTied(ids[0], 1, kindOfTie(t, ledger.Under), number, "")
			return err
		},
		"version": func(w *Writer) error {
			_, err := w.AcceptTied(ids[0], 7, kindOfTie(t, ledger.Parallel), number, "x")
			return err
		},
	} {
		err := s.Write(t.Context(), clerk, f)
		if m := ledger.AsMistake(err); m == nil || m.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	if after := dump(t, s); len(after["events"]) != len(before["events"]) || len(after["ties"]) != 0 {
		t.Error("a refused tie left something behind")
	}
	write(t, s, func(w *Writer) error {
		_, err := w.AcceptTied(ids[0], 1, kindOfTie(t, ledger.Parallel), number, "两处地段")
		return err
	})
	if e := must(s.EntryByID(t.Context(), ids[0]))(t); e.Status != ledger.Registered || e.Number == "" {
		t.Errorf("accepted as %+v", e)
	}
}

func TestPersisting(t *testing.T) {
	s := open(t)
	registers(t, s)
	add(t, s, "f", true, blame("2024-07", unitA, "城市环境", "甲"), blame("2024-08", unitA, "城市环境", "乙"), blame("2024-08", unitA, "城市环境", "丙"), blame("2024-09", unitA, "城市环境", "丁"),
		blame("2024-09", unitA, "接诉即办", "戊"), blame("2024-05", unitA, "安全生产", "己"), blame("2024-09", unitB, "安全生产", "庚"), blame("2024-10", unitA, "城市环境", "辛"))
	all := must(s.Persisting(t.Context(), ledger.Unit{Code: unitA}, "2024-09"))(t)
	var said []string
	for _, p := range all {
		said = append(said, p.Theme+" "+p.Words(func(p ledger.Period) string { return string(p) }).EN)
	}
	if got := strings.Join(said, "; "); got != "城市环境 3 months in a row; 接诉即办 first time; 安全生产 not since 2024-05" {
		t.Errorf("got %s", got)
	}
}

func init() {
	c := reads["Themes"]
	c.most = 3
	c.read = func(ctx context.Context, r *Reader) error { _, err := r.Ties(ctx, 1); return err }
	reads["Ties"] = c
	c.most = 1
	c.read = func(ctx context.Context, r *Reader) error {
		_, err := r.Persisting(ctx, ledger.Unit{Code: "990000003"}, "2024-09")
		return err
	}
	reads["Persisting"] = c
	tied := func(t *testing.T, w *Writer) (string, error) {
		id := clauses(t, w)
		for _, e := range id {
			if _, err := w.Move(e.ID, 0, move(t, ledger.Accept), ""); err != nil {
				return "", err
			}
		}
		e, err := w.read.EntryByID(w.ctx(), id[1].ID)
		if err != nil {
			return "", err
		}
		return e.Number, w.Tie(id[0].ID, kindOfTie(t, ledger.Parallel), e.Number, "x")
	}
	writes["Tie"] = func(t *testing.T, w *Writer) error { _, err := tied(t, w); return err }
	writes["Untie"] = func(t *testing.T, w *Writer) error {
		number, err := tied(t, w)
		if err != nil {
			return err
		}
		e, err := w.read.Entry(w.ctx(), number)
		if err != nil {
			return err
		}
		return w.Untie(e.ID-1, kindOfTie(t, ledger.Parallel), number)
	}
	writes["AcceptTied"] = func(t *testing.T, w *Writer) error {
		id := clauses(t, w)
		first, err := w.Move(id[0].ID, 0, move(t, ledger.Accept), "")
		if err != nil {
			return err
		}
		_, err = w.AcceptTied(id[1].ID, 1, kindOfTie(t, ledger.Parallel), first.Number, "x")
		return err
	}
}
