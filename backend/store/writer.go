package store

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"reflect"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
)

// Writer changes the ledger within one transaction. Each method records what it did, by whom and from where.
type Writer struct {
	tx    *gorm.DB
	actor ledger.Actor
	now   func() time.Time
	read  *Reader     // the same transaction
	tip   *tip        // the end of the audit log, once it is known
	day   *ledger.Day // today, once it is known
	owner string      // code of the unit whose part of the ledger is looked at, "" for everything

	counts counts
}

// Log records something that changed no row: a sign-in, one that failed, an export. Actor and origin are filled in where
// e leaves them empty.
func (w *Writer) Log(e ledger.Event) error {
	e.ID, e.At = 0, w.time()
	if e.Actor == "" {
		e.Actor = w.actor.Name
	}
	if e.Via == "" {
		e.Via = w.actor.Via
	}
	if e.Address == "" {
		e.Address = w.actor.Address
	}
	if err := w.seal(&e); err != nil {
		return err
	}
	return w.create("event", &e)
}

// log records a change: before and after are reduced to the fields that differ.
func (w *Writer) log(action, subject string, id int64, note string, before, after any) error {
	b, a, err := differ(before, after)
	if err != nil {
		return fmt.Errorf("record event: %w", err)
	}
	return w.Log(ledger.Event{Action: action, Subject: subject, SubjectID: id, Note: note, Before: b, After: a})
}

// ctx is the context of what is looked at for whoever writes: within their part of the ledger. w.tx itself is everywhere.
func (w *Writer) ctx() context.Context { return Within(w.tx.Statement.Context, w.owner) }

// time is now as the store keeps it.
func (w *Writer) time() time.Time { return stored(w.now()) }

func (w *Writer) create(what string, row any) error {
	return failed("add "+what, w.tx.Create(row).Error)
}

func failed(doing string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", doing, err)
}

// differ writes as JSON what before and after have different; "" where there is nothing.
func differ(before, after any) (b, a string, err error) {
	old, err := fields(before)
	if err != nil {
		return "", "", err
	}
	fresh, err := fields(after)
	if err != nil {
		return "", "", err
	}
	for k, v := range old {
		if w, ok := fresh[k]; ok && reflect.DeepEqual(v, w) {
			delete(old, k)
			delete(fresh, k)
		}
	}
	delete(fresh, "updated_at") // the event has its own time
	delete(old, "updated_at")
	if b, err = written(old); err != nil {
		return "", "", err
	}
	a, err = written(fresh)
	return b, a, err
}

func fields(v any) (map[string]any, error) {
	all := map[string]any{}
	if v == nil {
		return all, nil
	}
	if m, ok := v.(map[string]any); ok {
		return maps.Clone(m), nil
	}
	b, err := json.Marshal(v)
	if err != nil {
		return nil, err
	}
	return all, json.Unmarshal(b, &all)
}

func written(m map[string]any) (string, error) {
	if len(m) == 0 {
		return "", nil
	}
	b, err := json.Marshal(m)
	return string(b), err
}
