package store

import (
	"testing"

	"taizhang/backend/ledger"
)

func TestSavedViews(t *testing.T) {
	s := open(t)
	registers(t, s)
	var wang, li *ledger.User
	write(t, s, func(w *Writer) (err error) {
		if wang, err = w.AddUser(person("王芳", "")); err != nil {
			return err
		}
		li, err = w.AddUser(ledger.User{Name: "李强", Account: ledger.Account{Role: ledger.Leader}})
		return err
	})
	save := func(u *ledger.User, v ledger.SavedView) (*ledger.SavedView, error) {
		v.UserID = u.ID
		var saved *ledger.SavedView
		err := s.Write(t.Context(), clerk, func(w *Writer) (err error) { saved, err = w.SaveView(v); return err })
		return saved, err
	}
	red := ledger.Filter{Light: ledger.Red, Kind: ledger.Task, Page: 3}
	mine := must(save(wang, ledger.ViewOf(" 逾期  任务 ", red, nil, false)))(t)
	shared := must(save(wang, ledger.ViewOf("问题", ledger.Filter{Kind: ledger.Shortcoming}, ledger.Shown{ledger.UnitsShown}, true)))(t)
	if mine.Name != "逾期 任务" || mine.Query != "kind=task&light=red" || shared.Columns != "units" {
		t.Errorf("saved %+v and %+v", mine, shared)
	}
	if all := must(s.SavedViews(t.Context(), wang.ID))(t); len(all) != 2 || all[0].Owner != "王芳" {
		t.Errorf("the own views are %+v", all)
	}
	if all := must(s.SavedViews(t.Context(), li.ID))(t); len(all) != 1 || all[0].ID != shared.ID {
		t.Errorf("others see %+v", all)
	}
	again := must(save(wang, ledger.ViewOf("问题", ledger.Filter{Kind: ledger.Shortcoming, Theme: "安全生产"}, nil, true)))(t)
	if again.ID != shared.ID {
		t.Errorf("saving under a name that is there made another view: %+v", again)
	}
	if _, err := save(li, ledger.ViewOf(" ", ledger.Filter{}, nil, false)); ledger.AsMistake(err) == nil {
		t.Errorf("a view without a name: %v", err)
	}
	for _, v := range []int64{mine.ID, shared.ID} {
		err := s.Write(t.Context(), leader, func(w *Writer) error { return w.SetList(ledger.ListSettings{UserID: li.ID, Columns: "due", ViewID: v}) })
		if (err == nil) != (v == shared.ID) {
			t.Errorf("opening with view %d: %v", v, err)
		}
	}
	drop := func(u *ledger.User, id int64) error {
		return s.Write(t.Context(), leader, func(w *Writer) error { _, err := w.DropView(*u, id); return err })
	}
	if err := drop(li, shared.ID); ledger.AsMistake(err) == nil || ledger.AsMistake(err).Code != ledger.Forbidden {
		t.Errorf("another's view was dropped: %v", err)
	}
	if err := drop(li, mine.ID); ledger.AsMistake(err) == nil || ledger.AsMistake(err).Code != ledger.NotFound {
		t.Errorf("a view that is not shared was found: %v", err)
	}
	must(struct{}{}, drop(wang, shared.ID))(t)
	if got := must(s.ListSettings(t.Context(), li.ID))(t); got.ViewID != 0 || got.Columns != "due" {
		t.Errorf("the list still opens with what was dropped: %+v", got)
	}
	if events := must(s.Events(t.Context(), "view", shared.ID))(t); len(events) != 3 || events[2].Action != "drop" {
		t.Errorf("events: %+v", events)
	}
}

func TestViewsHaveABound(t *testing.T) {
	s := open(t)
	var u *ledger.User
	write(t, s, func(w *Writer) (err error) { u, err = w.AddUser(person("王芳", "")); return err })
	var err error
	for i := range ledger.MaxViews + 1 {
		v := ledger.ViewOf("视图"+string(rune('一'+i)), ledger.Filter{}, nil, false)
		v.UserID = u.ID
		err = s.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.SaveView(v); return err })
		if i < ledger.MaxViews && err != nil {
			t.Fatal(err)
		}
	}
	if m := ledger.AsMistake(err); m == nil || m.Code != ledger.Conflict {
		t.Errorf("one more than the most: %v", err)
	}
}
