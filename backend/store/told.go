package store

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"taizhang/backend/ledger"
)

// jsonField is a field of an entry as JSON names it.
type jsonField struct {
	name      string
	index     []int
	omitEmpty bool
}

// jsonFields are the fields of an entry that its JSON has, but for the time of the change: an event has its own.
var jsonFields = sync.OnceValue(func() (all []jsonField) {
	for _, f := range reflect.VisibleFields(reflect.TypeFor[ledger.Entry]()) {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		if f.Anonymous || name == "-" || name == "updated_at" {
			continue
		}
		all = append(all, jsonField{name, f.Index, options == "omitempty"})
	}
	return all
})

// differing are the fields that an entry has otherwise than before, as differ tells them: only those are written as JSON.
func differing(before, after *ledger.Entry) (b, a record, err error) {
	b, a = record{}, record{}
	old, fresh := reflect.ValueOf(before).Elem(), reflect.ValueOf(after).Elem()
	for _, f := range jsonFields() {
		was, is := old.FieldByIndex(f.index), fresh.FieldByIndex(f.index)
		if sameValue(was, is) {
			continue
		}
		if err := b.put(f, was); err != nil {
			return nil, nil, err
		}
		if err := a.put(f, is); err != nil {
			return nil, nil, err
		}
		if bytes.Equal(b[f.name], a[f.name]) { // the same time in another place, say
			delete(b, f.name)
			delete(a, f.name)
		}
	}
	return b, a, nil
}

// put takes in a field, where JSON does not leave it out.
func (r record) put(f jsonField, v reflect.Value) error {
	if f.omitEmpty && (v.IsZero() || v.Kind() == reflect.Slice && v.Len() == 0) {
		return nil
	}
	is, err := json.Marshal(v.Interface())
	if err != nil {
		return fmt.Errorf("tell what changed: %w", err)
	}
	r[f.name] = is
	return nil
}

// sameValue compares two fields; most are words and numbers, which need not be looked into.
func sameValue(a, b reflect.Value) bool {
	switch {
	case a.Kind() == reflect.String:
		return a.String() == b.String()
	case a.CanInt():
		return a.Int() == b.Int()
	}
	return reflect.DeepEqual(a.Interface(), b.Interface())
}
