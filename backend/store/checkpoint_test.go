package store

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"gorm.io/gorm"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

// spring is more than half a year after testNow.
func spring() time.Time { return testNow.AddDate(0, 7, 0) }

// trim trims all from before a day as the command does, and returns the archive.
func trim(t *testing.T, s *Store, before ledger.Date) ([]byte, ledger.Checkpoint) {
	t.Helper()
	var archive bytes.Buffer
	c := must(s.WriteArchive(t.Context(), before, &archive))(t)
	if err := s.CheckArchive(t.Context(), c, bytes.NewReader(archive.Bytes())); err != nil {
		t.Fatal(err)
	}
	write(t, s, func(w *Writer) error { _, err := w.Trim(c); return err })
	return archive.Bytes(), c
}

// trimmedMonth is the month with its log trimmed half a year later, and some more after that.
func trimmedMonth(t *testing.T) (path string, archive []byte, c ledger.Checkpoint, anchors []ledger.Anchor) {
	t.Helper()
	path, _ = month(t)
	s := must(Open(t.Context(), path, spring))(t)
	defer s.Close()
	anchors = append(anchors, must(s.Anchor(t.Context()))(t))
	archive, c = trim(t, s, "2024-10-01")
	write(t, s, func(w *Writer) error { return w.Log(ledger.Event{Action: "sign-in", Subject: "user"}) })
	return path, archive, c, append(anchors, must(s.Anchor(t.Context()))(t))
}

func TestTrimmedLogIsProven(t *testing.T) {
	path, archive, c, anchors := trimmedMonth(t)
	s := must(Open(t.Context(), path, spring))(t)
	defer s.Close()
	if c.Rows != c.Through || c.Kept == 0 || c.Kept == c.Through {
		t.Fatalf("checkpoint %+v", c)
	}
	found := must(s.VerifyAudit(t.Context(), anchors))(t)
	if found.Break != nil || found.Checked != c.Kept+2 || found.Trimmed != c.Through-c.Kept || found.Unanchored != 0 {
		t.Errorf("without the archive: %+v", found)
	}
	found = must(s.VerifyAudit(t.Context(), anchors, bytes.NewReader(archive)))(t)
	if found.Break != nil || found.Archived != c.Rows || found.Trimmed != 0 {
		t.Errorf("with the archive: %+v", found)
	}
	var left []string
	if err := s.db.Raw("SELECT DISTINCT subject FROM events WHERE id <= ?", c.Through).Scan(&left).Error; err != nil {
		t.Fatal(err)
	}
	if strings.Contains(strings.Join(left, " "), "user") || !strings.Contains(strings.Join(left, " "), "entry") {
		t.Errorf("what stayed is about %v", left)
	}
}

// A log that is trimmed again goes on from the first checkpoint; either archive proves its own stretch.
func TestTrimmedTwice(t *testing.T) {
	path, archive, first, _ := trimmedMonth(t)
	s := must(Open(t.Context(), path, func() time.Time { return testNow.AddDate(2, 0, 0) }))(t)
	defer s.Close()
	middle := must(s.Anchor(t.Context()))(t)
	write(t, s, func(w *Writer) error { return w.Log(ledger.Event{Action: "sign-in", Subject: "user"}) })
	again, second := trim(t, s, "2025-12-01")
	if second.Through != middle.ID || second.Rows != second.Through-first.Through || second.Kept != first.Kept+1 {
		t.Fatalf("first %+v, second %+v", first, second)
	}
	both := []io.Reader{bytes.NewReader(again), bytes.NewReader(archive)}
	if found := must(s.VerifyAudit(t.Context(), []ledger.Anchor{middle}, both...))(t); found.Break != nil || found.Trimmed != 0 || found.Archived != second.Through {
		t.Errorf("with both: %+v", found)
	}
	found := must(s.VerifyAudit(t.Context(), []ledger.Anchor{{ID: 2, Hash: "?"}, {ID: first.Through - 1, Hash: "?"}}, bytes.NewReader(again)))(t)
	if found.Break == nil && found.Unanchored == 0 {
		t.Errorf("anchors of what is gone: %+v", found)
	}
	if _, err := s.WriteArchive(t.Context(), "2025-12-01", io.Discard); ledger.AsMistake(err) == nil {
		t.Errorf("a third time: %v", err)
	}
}

func TestTrimIsRefused(t *testing.T) {
	path, n := month(t)
	s := must(Open(t.Context(), path, spring))(t)
	defer s.Close()
	var archive bytes.Buffer
	for day, code := range map[ledger.Date]ledger.Code{"2024-10-12": ledger.Invalid, "2025-04-01": ledger.Invalid, "2024-09-01": ledger.NotFound} {
		if _, err := s.WriteArchive(t.Context(), day, &archive); ledger.AsMistake(err) == nil || ledger.AsMistake(err).Code != code {
			t.Errorf("before %s: %v", day, err)
		}
	}
	if archive.Len() > 0 {
		t.Error("an archive was begun")
	}
	c := must(s.WriteArchive(t.Context(), "2024-10-11", &archive))(t)
	for name, bad := range map[string][]byte{
		"cut": archive.Bytes()[:archive.Len()-9], "a row less": archive.Bytes()[:bytes.LastIndexByte(archive.Bytes()[:archive.Len()-1], '\n')+1],
		"another byte": bytes.Replace(archive.Bytes(), []byte("sign-in"), []byte("sign-on"), 1), "empty": nil, "no archive": []byte("x"),
		"a length that is none": append(archive.Bytes()[:len(archiveHead):len(archiveHead)], "99999999999:x"...),
	} {
		if err := s.CheckArchive(t.Context(), c, bytes.NewReader(bad)); ledger.AsMistake(err) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, other := range map[string]func(*ledger.Checkpoint){
		"another hash": func(c *ledger.Checkpoint) { c.Hash = strings.Repeat("0", 64) }, "another digest": func(c *ledger.Checkpoint) { c.Digest = "" },
		"another count": func(c *ledger.Checkpoint) { c.Kept++ }, "another row": func(c *ledger.Checkpoint) { c.Through-- },
		"too young": func(c *ledger.Checkpoint) { c.Last = spring() }, "another time": func(c *ledger.Checkpoint) { c.Last = c.Last.Add(-time.Second) },
	} {
		wrong := c
		other(&wrong)
		if err := s.Write(t.Context(), clerk, func(w *Writer) error { _, err := w.Trim(wrong); return err }); ledger.AsMistake(err) == nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, sql := range []string{"DELETE FROM events", "DELETE FROM events WHERE subject = 'user'"} {
		if s.writer.Exec(sql).Error == nil {
			t.Errorf("%s: done without a checkpoint", sql)
		}
	}
	if found := must(s.VerifyAudit(t.Context(), nil))(t); found.Break != nil || found.Checked != n {
		t.Errorf("after all that: %+v of %d", found, n)
	}
}

func TestTamperingOfATrimmedLogIsFound(t *testing.T) {
	storetest.InFile(t)
	path, archive, c, anchors := trimmedMonth(t)
	const seen = "SELECT id FROM events WHERE subject = 'entry' ORDER BY id LIMIT 1 OFFSET 2"
	var kept int64
	db := must(connect(path, connection{cacheKB: 1024, readOnly: true}, now))(t)
	if err := db.Raw(seen).Scan(&kept).Error; err != nil {
		t.Fatal(err)
	}
	if err := shut(db); err != nil {
		t.Fatal(err)
	}
	cp, last := c.Through+1, c.Through+2
	edited := func(field, to string) string {
		return fmt.Sprintf(`UPDATE events SET after = json_set(after, '$.%s', %s) WHERE id = %d`, field, to, cp)
	}
	for _, f := range []struct {
		name             string
		without, withAll int64 // which row is named without and with the archive
		do               func(*gorm.DB) error
	}{
		{"a row that stayed was edited", c.Through, kept, script(fmt.Sprintf("UPDATE events SET note = 'x' WHERE id = %d", kept))},
		{"a row that stayed has another seal", c.Through, kept, script(fmt.Sprintf("UPDATE events SET hash = 'x' WHERE id = %d", kept))},
		{"a row that stayed is gone", c.Through, c.Through, script(fmt.Sprintf("DELETE FROM events WHERE id = %d", kept))},
		{"two rows that stayed were swapped", c.Through, kept, script(fmt.Sprintf("UPDATE events SET id = -7 WHERE id = %d", kept), fmt.Sprintf("UPDATE events SET id = %d WHERE id = %d", kept, kept+1), fmt.Sprintf("UPDATE events SET id = %d WHERE id = -7", kept+1))},
		{"a row was put in before the checkpoint", c.Through, c.Through - 1, script(fmt.Sprintf("INSERT INTO events (id, at, actor, via, action, subject) VALUES (%d, '2024-09-11 01:00:00+00:00', 'x', 'web', 'edit', 'entry')", c.Through-1))},
		{"a row was put in before all", c.Through, c.Through, script("INSERT INTO events (id, at, actor, via, action, subject) VALUES (0, '2024-09-11 01:00:00+00:00', 'x', 'web', 'edit', 'entry')")},
		{"the checkpoint goes on from another hash", cp, 1, script(edited("seal", "'"+strings.Repeat("0", 64)+"'"))},
		{"the checkpoint covers a row less", c.Through, 1, script(edited("through", fmt.Sprint(c.Through-1)))},
		{"the checkpoint tells of fewer rows", cp, 1, script(edited("rows", "3"))},
		{"the checkpoint tells of another archive", cp, 1, script(edited("archive", "'"+strings.Repeat("0", 64)+"'"))},
		{"the checkpoint keeps fewer rows", c.Through, c.Through, script(edited("kept", "1"))},
		{"the checkpoint has another digest", c.Through, c.Through, script(edited("digest", "'x'"))},
		{"the checkpoint is no checkpoint", c.Kept + 1, 1, script(fmt.Sprintf("UPDATE events SET after = 'x' WHERE id = %d", cp))},
		{"the checkpoint is gone", c.Kept + 1, 1, script(fmt.Sprintf("DELETE FROM events WHERE id = %d", cp))},
		{"the row after the checkpoint was edited", last, last, script(fmt.Sprintf("UPDATE events SET actor = 'x' WHERE id = %d", last))},
		{"the row after the checkpoint is gone", last, last, script(fmt.Sprintf("DELETE FROM events WHERE id = %d", last))},
		{"all that stayed is gone", c.Through, c.Through, script(fmt.Sprintf("DELETE FROM events WHERE id <= %d", c.Through))},
		{"all is gone", 1, 1, script("DELETE FROM events")},
		{"a checkpoint of what is too young, rightly sealed", last + 1, last + 1, func(db *gorm.DB) error {
			return forgeCheckpoint(db, last)
		}},
	} {
		found := tampered(t, path, nil, f.do)
		if found.Break == nil || found.Break.ID != f.without {
			t.Errorf("%s: found %+v, want row %d", f.name, found.Break, f.without)
		}
		found = tampered(t, path, nil, f.do, archive)
		if found.Break == nil || found.Break.ID != f.withAll {
			t.Errorf("%s, with the archive: found %+v, want row %d", f.name, found.Break, f.withAll)
		}
	}
	for name, bad := range map[string][]byte{
		"edited":             bytes.Replace(archive, []byte("sign-in"), []byte("sign-on"), 1),
		"a row less":         archive[:bytes.LastIndexByte(archive[:len(archive)-1], '\n')+1],
		"first row gone":     append([]byte(archiveHead), archive[len(archiveHead)+bytes.IndexByte(archive[len(archiveHead):], '\n')+1:]...),
		"a row twice":        append(archive[:len(archive):len(archive)], archive[bytes.LastIndexByte(archive[:len(archive)-1], '\n')+1:]...),
		"the head all alone": []byte(archiveHead),
	} {
		if found := tampered(t, path, nil, script(), bad); found.Break == nil {
			t.Errorf("archive %s: not found", name)
		}
	}
	if found := tampered(t, path, anchors, script(), archive); found.Break != nil {
		t.Errorf("untouched: %+v", found.Break)
	}
}

// forgeCheckpoint puts a checkpoint behind the last row that trims everything, as somebody would who knows how it is sealed.
func forgeCheckpoint(db *gorm.DB, last int64) error {
	var e ledger.Event
	if err := db.First(&e, last).Error; err != nil {
		return err
	}
	return (&Store{Reader: &Reader{db: db, now: spring}, writer: db}).Write(db.Statement.Context, clerk, func(w *Writer) error {
		c := ledger.Checkpoint{Through: last, Last: e.At, Hash: e.Hash, Rows: 1}
		var err error
		if c.Kept, c.Digest, err = w.read.digest(w.ctx(), last); err != nil {
			return err
		}
		if err := w.log(ledger.Trim, "events", last, "", nil, c); err != nil {
			return err
		}
		return w.tx.Exec("DELETE FROM events WHERE id <= ? AND subject = 'user'", last).Error
	})
}
