package store

import (
	"testing"
	"time"

	"taizhang/backend/ledger"
)

func TestAsides(t *testing.T) {
	s := open(t)
	ctx := t.Context()
	put := func(owner, key string, size int, life time.Duration) {
		t.Helper()
		err := s.Asides().Keep(ctx, Aside{Key: key, Owner: owner, Name: key, Data: make([]byte, size)}, life, 3, 100)
		if err != nil {
			t.Fatal(err)
		}
	}
	has := func(owner, key string, want bool) {
		t.Helper()
		a, err := s.Asides().Find(ctx, owner, key)
		if m := ledger.AsMistake(err); (err == nil) != want || err != nil && (m == nil || m.Code != ledger.NotFound) || want && a.Key != key {
			t.Errorf("%s of %s: %v, %v", key, owner, a, err)
		}
	}
	put("甲", "old", 10, -time.Second)
	has("甲", "old", false)
	put("甲", "a", 10, time.Minute)
	put("甲", "b", 10, time.Minute)
	put("乙", "x", 90, time.Minute)
	has("甲", "a", true)
	has("乙", "a", false)
	put("甲", "c", 10, time.Minute)
	put("甲", "d", 10, time.Minute)
	has("甲", "a", false) // one too many
	has("甲", "b", true)
	put("甲", "e", 85, time.Minute)
	has("甲", "c", false) // too much together
	has("甲", "d", true)
	has("甲", "e", true)
	has("乙", "x", true)
	if err := s.Asides().Drop(ctx, "甲", "e"); err != nil {
		t.Fatal(err)
	}
	has("甲", "e", false)
	put("甲", "late", 1, -time.Second)
	if err := s.Asides().Sweep(ctx); err != nil {
		t.Fatal(err)
	}
	var n int64
	if s.db.Raw("SELECT count(*) FROM asides").Scan(&n); n != 2 {
		t.Errorf("%d files are kept", n)
	}
}
