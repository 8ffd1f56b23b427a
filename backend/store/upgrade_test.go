package store

import (
	_ "embed"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

// oldRows are the rows of a small ledger as the first schema has them.
//
//go:embed testdata/upgrade.sql
var oldRows string

// A ledger of any earlier schema is brought up to date with all that is in it, on either database: entries, their units, their words in
// the search, counts, people, tokens and the chain of events; and the work goes on from there.
func TestUpgradeFromEveryEarlierSchema(t *testing.T) {
	for _, version := range versions(t) {
		t.Run(fmt.Sprint(version), func(t *testing.T) {
			place := emptyPlace(t)
			olderLedger(t, place, version)
			s := must(Open(t.Context(), place, now))(t)
			defer s.Close()
			upgraded(t, s)
		})
	}
}

// firstOf is the schema of the first program that kept a ledger there, as far as what it wrote goes: on a server the chain was begun.
func firstOf(place string) int64 {
	if OnServer(place) {
		return 5
	}
	return 2
}

// versions lists the earlier schemas, oldest first.
func versions(t *testing.T) (all []int64) {
	t.Helper()
	place := emptyPlace(t)
	db := connected(t, place)
	defer func() { _ = shut(db) }()
	for _, m := range must(provider(db))(t).ListSources() {
		if m.Version >= firstOf(place) {
			all = append(all, m.Version)
		}
	}
	return all[:len(all)-1]
}

func connected(t *testing.T, place string) *gorm.DB {
	t.Helper()
	if OnServer(place) {
		return must(dial(place, false, now))(t)
	}
	return must(connect(place, connection{cacheKB: 1024}, now))(t)
}

// emptyPlace is a place that no program has opened yet.
func emptyPlace(t *testing.T) string {
	t.Helper()
	if !storetest.OnServer() {
		return filepath.Join(t.TempDir(), "old.db")
	}
	name := "taizhang_old_" + strings.NewReplacer("/", "_").Replace(strings.ToLower(t.Name()))
	root := must(dial(os.Getenv(storetest.Server), false, now))(t)
	sweep := "DROP SCHEMA IF EXISTS " + name + " CASCADE"
	for _, sql := range []string{sweep, "CREATE SCHEMA " + name} {
		if err := root.Exec(sql).Error; err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() {
		if err := root.Exec(sweep).Error; err != nil {
			t.Error(err)
		}
		_ = shut(root)
	})
	u := must(url.Parse(os.Getenv(storetest.Server)))(t)
	q := u.Query()
	q.Set("search_path", name)
	u.RawQuery = q.Encode()
	return u.String()
}

// olderLedger makes a ledger of a schema, filled by the first program.
func olderLedger(t *testing.T, place string, version int64) {
	t.Helper()
	db := connected(t, place)
	defer func() {
		if err := shut(db); err != nil {
			t.Error(err)
		}
	}()
	p := must(provider(db))(t)
	must(p.UpTo(t.Context(), firstOf(place)))(t)
	err := db.Transaction(func(tx *gorm.DB) error {
		for line := range strings.Lines(oldRows) {
			if err := tx.Exec(line).Error; err != nil {
				return fmt.Errorf("%s: %w", line, err)
			}
		}
		if err := tx.Exec("INSERT INTO originals (report_id, data) VALUES (1, ?)", []byte("原文")).Error; err != nil {
			return err
		}
		for id, text := range map[int64]string{1: "东河街道环境脏乱", 2: "西河街道垃圾分类扎实"} {
			if err := putSearch(tx, id, grams(text)); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if OnServer(place) {
		if err := db.Transaction(chained); err != nil {
			t.Fatal(err)
		}
	}
	must(p.UpTo(t.Context(), version))(t)
}

// chained makes of the rows what a program on a server had written: events in a chain, a first user who may do everything.
func chained(tx *gorm.DB) error {
	var events []ledger.Event
	if err := tx.Order("id").Find(&events).Error; err != nil {
		return err
	}
	steps, last := []string{"SET LOCAL session_replication_role = replica", "UPDATE users SET role = 'owner' WHERE id = 1", "UPDATE last_event SET id = (SELECT max(id) FROM events)"}, ""
	for _, e := range events {
		last = ledger.Chain(last, sealed(&e)...)
		steps = append(steps, fmt.Sprintf("UPDATE events SET hash = '%s' WHERE id = %d", last, e.ID))
	}
	for _, sql := range steps {
		if err := tx.Exec(sql).Error; err != nil {
			return err
		}
	}
	return nil
}

// upgraded looks at all that the older ledger had, and goes on with it.
func upgraded(t *testing.T, s *Store) {
	t.Helper()
	day := ledger.Day{Today: "2024-09-11", Soon: "2024-09-16"}
	e := must(s.Entry(t.Context(), "2024-09-问-001"))(t)
	if e.Due != "2024-09-30" || e.Status != "registered" || e.Version != 2 || e.Theme != "城市环境" || len(e.Units) != 1 || *e.Units[0].UnitCode != unitA {
		t.Errorf("the shortcoming is %+v", e)
	}
	done := must(s.Entry(t.Context(), "2024-09-进-001"))(t)
	if done.Outcome != "已推广" || done.ResolvedAt == nil || done.ResolvedBy != "王芳" || done.Status != ledger.Resolved {
		t.Errorf("what was struck off is %+v", done)
	}
	for name, f := range map[string]ledger.Filter{"unit": {Unit: unitA}, "words": {Query: "脏乱"}, "kind": {Kind: ledger.Shortcoming}} {
		if page := must(s.Entries(t.Context(), f, day))(t); page.Total != 1 || len(page.Items) != 1 || page.Items[0].Number != e.Number {
			t.Errorf("by %s there are %+v", name, page)
		}
	}
	if o := must(s.Original(t.Context(), 1))(t); string(o) != "原文" {
		t.Errorf("the original is %q", o)
	}
	if u := must(s.User(t.Context(), "管理员"))(t); u.Role != ledger.Owner {
		t.Errorf("the first user is %+v", u)
	}
	if a := must(s.TokenByHash(t.Context(), "abc"))(t); a.Name != "接口" {
		t.Errorf("the token is %+v", a)
	}
	if found := must(s.VerifyAudit(t.Context(), nil))(t); found.Break != nil || found.Checked != 3 {
		t.Errorf("the chain: %+v", found)
	}
	if wrong := must(s.Miscounted(t.Context()))(t); wrong != 0 {
		t.Errorf("%d counts are wrong", wrong)
	}
	if bad := must(s.Damage(t.Context()))(t); len(bad) > 0 {
		t.Errorf("damaged: %v", bad)
	}
	must(do(s, clerk, e.ID, e.Version, move(t, ledger.Resolve), "已清理"))(t)
	add(t, s, "next", true, draft())
	if n := must(s.Entry(t.Context(), "2024-09-任-001"))(t); n.ID != 4 {
		t.Errorf("the next entry is %+v", n)
	}
	if found := must(s.VerifyAudit(t.Context(), nil))(t); found.Break != nil || found.Checked < 5 {
		t.Errorf("the chain goes on: %+v", found)
	}
}
