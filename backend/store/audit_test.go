package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

// month plays some work through and returns the closed ledger's file with how many events it has.
func month(t *testing.T) (path string, events int64) {
	t.Helper()
	path = newPlace(t)
	s := must(Open(t.Context(), path, now))(t)
	registers(t, s)
	for i, id := range add(t, s, "f", true, draft(), draft(), draft()) {
		write(t, s, func(w *Writer) error {
			_, err := w.Move(id, 0, move(t, ledger.Resolve), fmt.Sprintf("第 %d 件已办结", i))
			return err
		})
	}
	for range 3 {
		write(t, s, func(w *Writer) error { return w.Log(ledger.Event{Action: "sign-in", Subject: "user"}) })
	}
	events = must(s.Revision(t.Context()))(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path, events
}

// tampered copies the file, changes the copy as somebody with the file in hand would, and audits it.
func tampered(t *testing.T, path string, anchors []ledger.Anchor, change func(db *gorm.DB) error, archives ...[]byte) ledger.Audited {
	t.Helper()
	forged := filepath.Join(t.TempDir(), "forged.db")
	if err := os.WriteFile(forged, must(os.ReadFile(path))(t), 0o600); err != nil {
		t.Fatal(err)
	}
	db := must(connect(forged, connection{cacheKB: 1024}, now))(t)
	for _, sql := range []string{"DROP TRIGGER events_never_change", "DROP TRIGGER events_never_go"} {
		if err := db.Exec(sql).Error; err != nil {
			t.Fatal(err)
		}
	}
	if err := change(db); err != nil {
		t.Fatal(err)
	}
	if err := shut(db); err != nil {
		t.Fatal(err)
	}
	s := must(Open(t.Context(), forged, now))(t)
	defer s.Close()
	var files []io.Reader
	for _, a := range archives {
		files = append(files, bytes.NewReader(a))
	}
	return must(s.VerifyAudit(t.Context(), anchors, files...))(t)
}

func script(sql ...string) func(*gorm.DB) error {
	return func(db *gorm.DB) error {
		for _, s := range sql {
			if err := db.Exec(s).Error; err != nil {
				return fmt.Errorf("%s: %w", s, err)
			}
		}
		return nil
	}
}

// rewritten seals the whole log anew, as somebody would who knows how it is done.
func rewritten(sql ...string) func(*gorm.DB) error {
	return func(db *gorm.DB) error {
		if err := script(sql...)(db); err != nil {
			return err
		}
		pool, err := db.DB()
		if err != nil {
			return err
		}
		tx, err := pool.Begin()
		if err != nil {
			return err
		}
		if err := chainEvents(context.Background(), tx); err != nil {
			return err
		}
		return tx.Commit()
	}
}

const forgetLast = "UPDATE sqlite_sequence SET seq = (SELECT max(id) FROM events) WHERE name = 'events'"

func TestTamperingIsFound(t *testing.T) {
	storetest.InFile(t)
	path, n := month(t)
	whole := tampered(t, path, nil, script())
	if whole.Break != nil || whole.Checked != n || n < 10 {
		t.Fatalf("untouched: %+v of %d", whole, n)
	}
	type forgery struct {
		name string
		at   int64
		do   func(*gorm.DB) error
	}
	var all []forgery
	edit := func(name string, at int64, sql ...string) { all = append(all, forgery{name, at, script(sql...)}) }
	for _, column := range []string{"at", "actor", "via", "address", "action", "subject", "note", "before", "after", "hash"} {
		for _, id := range []int64{1, n / 2, n} {
			edit("another "+column, id, fmt.Sprintf("UPDATE events SET %s = %s || '.' WHERE id = %d", column, column, id))
		}
	}
	edit("a byte less", 4, "UPDATE events SET actor = substr(actor, 1, 1) WHERE id = 4")
	edit("a character from one field to the next", 4, "UPDATE events SET actor = actor || substr(via, 1, 1), via = substr(via, 2) WHERE id = 4")
	edit("a day later", 4, "UPDATE events SET at = replace(at, '2024-09-11', '2024-09-12') WHERE id = 4")
	edit("no time at all", 4, "UPDATE events SET at = 'x' WHERE id = 4")
	edit("another entry", 8, "UPDATE events SET subject_id = subject_id + 1 WHERE id = 8")
	edit("an entry that is no number", 8, "UPDATE events SET subject_id = '8 and more' WHERE id = 8")
	edit("a number moved", 4, "UPDATE events SET id = -5 WHERE id = 5", "UPDATE events SET id = 5 WHERE id = 4", "UPDATE events SET id = 4 WHERE id = -5")
	edit("first row gone", 1, "DELETE FROM events WHERE id = 1")
	edit("middle row gone", n/2, fmt.Sprintf("DELETE FROM events WHERE id = %d", n/2))
	edit("two rows gone", 3, "DELETE FROM events WHERE id IN (3, 4)")
	edit("last row gone", n, fmt.Sprintf("DELETE FROM events WHERE id = %d", n))
	edit("all rows gone", 1, "DELETE FROM events")
	edit("first row gone, the others moved up", 1, "DELETE FROM events WHERE id = 1", "UPDATE events SET id = -id", "UPDATE events SET id = -id - 1", forgetLast)
	edit("middle row gone, the others moved up", 5, "DELETE FROM events WHERE id = 5", "UPDATE events SET id = -id WHERE id > 5", "UPDATE events SET id = -id - 1 WHERE id < 0", forgetLast)
	edit("two rows swapped", 4, "UPDATE events SET id = -4 WHERE id = 4", "UPDATE events SET id = 4 WHERE id = 6", "UPDATE events SET id = 6 WHERE id = -4")
	edit("what two rows say swapped", 4, `UPDATE events SET (action, note, before, after, subject, subject_id) =
		(SELECT action, note, before, after, subject, subject_id FROM events AS o WHERE o.id = 10 - events.id) WHERE id IN (4, 6)`)
	edit("a row before the first", 0, "INSERT INTO events (id, at, actor, via, action, subject) VALUES (0, '2024-09-11 01:00:00+00:00', 'x', 'web', 'edit', 'entry')")
	edit("a row after the last", n+1, "INSERT INTO events (at, actor, via, action, subject) VALUES ('2024-09-11 01:00:00+00:00', 'x', 'web', 'edit', 'entry')")
	edit("the last row twice", n+1, "INSERT INTO events (at, actor, via, address, action, subject, subject_id, note, before, after, hash) SELECT at, actor, via, address, action, subject, subject_id, note, before, after, hash FROM events ORDER BY id DESC LIMIT 1")
	edit("a row put in between", 5, "UPDATE events SET id = -id WHERE id >= 5", "UPDATE events SET id = 1 - id WHERE id < 0", "INSERT INTO events (id, at, actor, via, action, subject, hash) SELECT 5, at, 'x', via, action, subject, hash FROM events WHERE id = 4")
	edit("an edit with the old hash of the last row given to it", 6, fmt.Sprintf("UPDATE events SET note = 'x', hash = (SELECT hash FROM events WHERE id = %d) WHERE id = 6", n))
	all = append(all, forgery{"an edit sealed anew without those after it", 7, func(db *gorm.DB) error {
		if err := script("UPDATE events SET note = 'x' WHERE id = 6")(db); err != nil {
			return err
		}
		return seal(db, 6)
	}})
	for _, f := range all {
		found := tampered(t, path, nil, f.do)
		if found.Break == nil || found.Break.ID != f.at {
			t.Errorf("%s: found %+v, want row %d", f.name, found.Break, f.at)
		} else if found.Break.Words.ZH == "" || found.Break.Words.EN == "" {
			t.Errorf("%s: nothing is said", f.name)
		}
	}
	t.Logf("%d forgeries of a log of %d events", len(all), n)
}

// seal gives one row the hash that fits what it says now.
func seal(db *gorm.DB, id int64) error {
	before, err := scan[string](context.Background(), db, "hash", "SELECT hash FROM events WHERE id = ?", id-1)
	if err != nil {
		return err
	}
	var e ledger.Event
	if err := db.First(&e, id).Error; err != nil {
		return err
	}
	e.At = e.At.UTC()
	return db.Exec("UPDATE events SET hash = ? WHERE id = ?", ledger.Chain(before[0], sealed(&e)...), id).Error
}

// What a chain alone cannot show is found with an anchor that was kept elsewhere.
func TestAnchorFindsWhatTheChainCannot(t *testing.T) {
	storetest.InFile(t)
	path, n := month(t)
	s := must(Open(t.Context(), path, now))(t)
	anchor := must(s.Anchor(t.Context()))(t)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	anchors := must(ledger.ParseAnchors("\n" + anchor.String() + "\n"))(t)
	if anchor.ID != n || len(anchors) != 1 {
		t.Fatalf("anchor %+v, read back as %+v", anchor, anchors)
	}
	if found := tampered(t, path, anchors, script()); found.Break != nil || found.Checked != n {
		t.Fatalf("untouched: %+v", found)
	}
	for name, do := range map[string]func(*gorm.DB) error{
		"last row cut off":              script(fmt.Sprintf("DELETE FROM events WHERE id = %d", n), forgetLast),
		"last three rows cut off":       script(fmt.Sprintf("DELETE FROM events WHERE id > %d", n-3), forgetLast),
		"the whole log cut off":         script("DELETE FROM events", "DELETE FROM sqlite_sequence WHERE name = 'events'"),
		"a row edited and all resealed": rewritten("UPDATE events SET actor = 'x' WHERE id = 5"),
		"the last row edited, resealed": rewritten(fmt.Sprintf("UPDATE events SET actor = 'x' WHERE id = %d", n)),
		"a row taken out, all resealed": rewritten("DELETE FROM events WHERE id = 5", "UPDATE events SET id = -id WHERE id > 5", "UPDATE events SET id = -id - 1 WHERE id < 0", forgetLast),
	} {
		if found := tampered(t, path, nil, do); found.Break != nil {
			t.Errorf("%s: found without an anchor: %+v; then say so in the guide", name, found.Break)
		}
		if found := tampered(t, path, anchors, do); found.Break == nil {
			t.Errorf("%s: not found", name)
		}
	}
}

func TestAnchorsThatCannotBeRead(t *testing.T) {
	for _, bad := range []string{"12", "x 2024-09-11T01:00:00Z " + strings.Repeat("0", 64), "12 yesterday " + strings.Repeat("0", 64), "12 2024-09-11T01:00:00Z abc"} {
		_, err := ledger.ParseAnchors(bad)
		wantMistake(t, err, ledger.Invalid, "anchor")
	}
	_, err := open(t).Anchor(t.Context())
	wantMistake(t, err, ledger.NotFound, "anchor")
}

// A ledger kept before there was a chain is chained as it stands, and goes on from there.
func TestOldLogIsChained(t *testing.T) {
	storetest.InFile(t)
	path := filepath.Join(t.TempDir(), "old.db")
	db := must(connect(path, connection{cacheKB: 1024}, now))(t)
	p := must(provider(db))(t)
	must(p.UpTo(t.Context(), 2))(t)
	const old = 1234
	if err := db.Exec(`INSERT INTO events (at, actor, via, action, subject) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
		SELECT '2024-09-11 01:00:00+00:00', '王芳', 'web', 'edit', 'entry' FROM n`, old).Error; err != nil {
		t.Fatal(err)
	}
	if err := db.Exec("INSERT INTO users (name, created_at) VALUES ('管理员', '2024-09-11 01:00:00+00:00'), ('王芳', '2024-09-11 01:00:00+00:00')").Error; err != nil {
		t.Fatal(err)
	}
	if err := shut(db); err != nil {
		t.Fatal(err)
	}
	s := must(Open(t.Context(), path, now))(t)
	defer s.Close()
	write(t, s, func(w *Writer) error { return w.Log(ledger.Event{Action: "sign-in", Subject: "user"}) })
	if found := must(s.VerifyAudit(t.Context(), nil))(t); found.Break != nil || found.Checked != old+1 {
		t.Errorf("found %+v", found)
	}
	if err := s.writer.Exec("UPDATE events SET actor = 'x'").Error; err == nil {
		t.Error("events can be changed")
	}
}

// A transaction that fails leaves the chain as it was, and made-up ledgers have a whole one too.
func TestChainStaysWhole(t *testing.T) {
	s := made(t, 300)
	_ = s.Write(t.Context(), clerk, func(w *Writer) error {
		_ = w.Log(ledger.Event{Action: "sign-in", Subject: "user"})
		return context.Canceled
	})
	write(t, s, func(w *Writer) error { return w.Log(ledger.Event{Action: "sign-in", Subject: "user"}) })
	found := must(s.VerifyAudit(t.Context(), nil))(t)
	if n := must(s.Revision(t.Context()))(t); found.Break != nil || found.Checked != n {
		t.Errorf("found %+v of %d", found, n)
	}
}

func init() {
	for name, c := range map[string]struct {
		most int64
		read func(context.Context, *Reader) error
	}{
		"Anchor": {1, func(ctx context.Context, r *Reader) error { _, err := r.Anchor(ctx); return err }},
		"WriteArchive": {7, func(ctx context.Context, r *Reader) error {
			later := Reader{db: r.db, now: spring}
			_, err := later.WriteArchive(ctx, "2024-10-01", io.Discard)
			return err
		}},
		"CheckArchive": {1, func(ctx context.Context, r *Reader) error {
			if err := r.CheckArchive(ctx, ledger.Checkpoint{}, strings.NewReader(archiveHead)); !errors.Is(err, errArchive) {
				return err
			}
			return nil
		}},
		"VerifyAudit": {3, func(ctx context.Context, r *Reader) error { _, err := r.VerifyAudit(ctx, nil); return err }},
	} {
		reads[name] = c
	}
}

func BenchmarkVerifyAudit(b *testing.B) {
	const n = 100_000
	s := open(b)
	write(b, s, func(w *Writer) error {
		for i := range n {
			if err := w.Log(ledger.Event{Action: "resolve", Subject: "entry", SubjectID: int64(i), Note: "已整改到位，现场核查通过。", After: `{"outcome":"已整改到位，现场核查通过。","status":"resolved","version":3}`}); err != nil {
				return err
			}
		}
		return nil
	})
	for b.Loop() {
		if found, err := s.VerifyAudit(context.Background(), nil); err != nil || found.Break != nil || found.Checked != n {
			b.Fatal(found, err)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "rows/s")
}
