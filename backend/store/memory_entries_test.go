package store

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"reflect"
	"sync"
	"testing"
	"time"

	"taizhang/backend/ledger"
)

// everyEntry reads all entries of a ledger, drafts and all, as they stand.
func everyEntry(t *testing.T, s *Store) map[int64]ledger.Entry {
	t.Helper()
	all := map[int64]ledger.Entry{}
	for _, e := range must(s.load(t.Context(), must(scan[int64](t.Context(), s.db, "ids", "SELECT id FROM entries"))(t)))(t) {
		all[e.ID] = e
	}
	return all
}

// another opens a ledger a second time, with a memory of its own.
func another(t *testing.T, s *Store) *Store {
	t.Helper()
	o := must(Open(t.Context(), s.place, now))(t)
	t.Cleanup(func() { o.Close() })
	return o
}

// list reads the whole ledger as a list does.
func list(t *testing.T, s *Store) ledger.Page {
	t.Helper()
	return must(s.Entries(t.Context(), ledger.Filter{Limit: ledger.MaxLimit}, testDay))(t)
}

// wantNothingOld fails where a store lists by memory anything else than one that remembers nothing.
func wantNothingOld(t *testing.T, s, fresh *Store) {
	t.Helper()
	if old, is := list(t, s), list(t, fresh); !reflect.DeepEqual(old, is) {
		t.Errorf("listed by memory\n%+v\nand afresh\n%+v", old, is)
	}
}

// Whatever a Writer does to an entry or to its units raises its version: that is what is remembered goes by. And no list differs from one that is
// read afresh, in the store that wrote and in another one, both of which have the entries in memory.
func TestEveryChangeRaisesTheVersion(t *testing.T) {
	changed := 0
	for name, f := range writes {
		t.Run(name, func(t *testing.T) {
			s := prepared(t)
			add(t, s, "listed", true, draft(), draft())
			other := another(t, s)
			list(t, s)
			list(t, other)
			before := everyEntry(t, s)
			write(t, s, func(w *Writer) error { return f(t, w) })
			for id, e := range everyEntry(t, s) {
				was, ok := before[id]
				if ok && !reflect.DeepEqual(was, e) {
					changed++
					if e.Version <= was.Version {
						t.Errorf("entry %d is another one under version %d:\n%+v\n%+v", id, e.Version, was, e)
					}
				}
			}
			fresh := another(t, s)
			wantNothingOld(t, s, fresh)
			wantNothingOld(t, other, fresh)
		})
	}
	if changed < 12 {
		t.Errorf("only %d entries were changed at all", changed)
	}
}

// What another process wrote is seen at once.
func TestEntriesOfAnotherProcess(t *testing.T) {
	const name = "TAIZHANG_TEST_MOVES_AT"
	resolve := func(s *Store) {
		write(t, s, func(w *Writer) error {
			_, err := w.Move(2, 0, move(t, "resolve"), "现场核查，已办结。")
			return err
		})
	}
	if place := os.Getenv(name); place != "" {
		s := must(Open(t.Context(), place, now))(t)
		resolve(s)
		check(t, s.Close())
		return
	}
	s := prepared(t)
	add(t, s, "listed", true, draft())
	if e := list(t, s).Items[0]; e.ID != 2 || e.Outcome != "" {
		t.Fatalf("listed %+v", e)
	}
	other := exec.Command(os.Args[0], "-test.run=^TestEntriesOfAnotherProcess$")
	other.Env = append(os.Environ(), name+"="+s.place)
	if said, err := other.CombinedOutput(); err != nil {
		t.Fatal(err, string(said))
	}
	if e := list(t, s).Items[0]; e.ID != 2 || e.Status != ledger.Resolved || e.Outcome == "" {
		t.Errorf("listed %+v", e)
	}
}

// What is remembered of an entry is of one version, however many write meanwhile: its words and its units were written together.
func TestEntriesAreOfOneVersion(t *testing.T) {
	s := prepared(t)
	add(t, s, "listed", true, draft(), draft(), draft())
	other := another(t, s)
	ctx, stop := context.WithTimeout(t.Context(), 2*time.Second)
	defer stop()
	var all sync.WaitGroup
	begun := list(t, s).Items
	for _, e := range begun {
		all.Go(func() {
			for e := &e; ctx.Err() == nil; {
				c := ledger.ChangeOf(e)
				c.Remark = fmt.Sprint(e.Version + 1)
				c.Units = []ledger.Party{{Name: c.Remark, Role: ledger.Lead}}
				write(t, s, func(w *Writer) (err error) {
					e, err = w.Edit(e.ID, e.Version, c)
					return err
				})
			}
		})
	}
	for _, reader := range []*Store{s, other, s} {
		all.Go(func() {
			for ctx.Err() == nil {
				for _, e := range list(t, reader).Items {
					if e.Version > begun[0].Version && (e.Remark != fmt.Sprint(e.Version) || e.Units[0].Name != e.Remark) {
						t.Errorf("version %d says %q and %q", e.Version, e.Remark, e.Units[0].Name)
						return
					}
				}
			}
		})
	}
	all.Wait()
}

// What is handed out is the reader's own.
func TestRememberedEntriesAreCopies(t *testing.T) {
	s := prepared(t)
	add(t, s, "listed", true, draft())
	was := list(t, s)
	spoilt := list(t, s)
	spoilt.Items[0].Text, spoilt.Items[0].Units[0].Name = "另一件事", "另一个单位"
	spoilt.Items[0].Units = append(spoilt.Items[0].Units, ledger.Party{Name: "又一个"})
	if is := list(t, s); !reflect.DeepEqual(is, was) {
		t.Errorf("listed %+v and then %+v", was, is)
	}
}

// However much is read, what is kept is bounded, and what was used last is there still.
func TestEntryMemoryIsBounded(t *testing.T) {
	m := &entryMemory{}
	for i := range int64(20_000) {
		m.put(ledger.Entry{ID: i, Version: 1, Text: string(make([]byte, 1000))})
		if _, missing := m.get([]spot{{id: 0, version: 1}}); len(missing) > 0 {
			t.Fatalf("forgotten at %d", i)
		}
	}
	kept := 0
	for _, all := range []map[int64]*ledger.Entry{m.young, m.old} {
		for _, e := range all {
			kept += weight(e)
		}
	}
	if kept > rememberedBytes || kept < rememberedBytes/4 {
		t.Errorf("%d bytes are kept", kept)
	}
}
