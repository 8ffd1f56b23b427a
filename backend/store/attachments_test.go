package store

import (
	"strings"
	"testing"

	"taizhang/backend/ledger"
	"taizhang/backend/store/storetest"
)

func file(name, content string) ledger.Attachment {
	return ledger.Attachment{Name: name, Type: "text/plain", Data: []byte(content)}
}

// reportAndAttach reports on an entry with files.
func reportAndAttach(w *Writer, id int64, files []ledger.Attachment) error {
	m, err := ledger.FindMove(string(ledger.ReportBack))
	if err != nil {
		return err
	}
	half := 50
	if _, err := w.MoveAs(ledger.Account{Role: ledger.Clerk}, id, 0, m, ledger.Input{Progress: "已完成一半", Percent: &half}); err != nil {
		return err
	}
	return w.Attach(id, files)
}

func TestAttach(t *testing.T) {
	s := open(t)
	registers(t, s)
	ids := add(t, s, "a", true, draft(), draft())
	write(t, s, func(w *Writer) error {
		return reportAndAttach(w, ids[0], []ledger.Attachment{file("说明.txt", "已完成"), file("同一份.txt", "已完成"), file("清单.txt", "一二三")})
	})
	write(t, s, func(w *Writer) error {
		return reportAndAttach(w, ids[1], []ledger.Attachment{file("又一份.txt", "已完成")})
	})

	all := must(s.Attachments(t.Context(), ids[0]))(t)
	if len(all) != 2 || all[0].Name != "说明.txt" || all[0].Size != 9 || all[0].FeedbackID != 1 || all[0].CreatedBy != clerk.Name || all[0].Data != nil {
		t.Fatalf("attachments %+v", all)
	}
	if got := must(s.Attachment(t.Context(), ids[0], all[1].ID))(t); string(got.Data) != "一二三" {
		t.Errorf("content %q", got.Data)
	}
	_, err := s.Attachment(t.Context(), ids[1], all[0].ID)
	wantMistake(t, err, ledger.NotFound, "file")

	events := must(s.Events(t.Context(), "entry", ids[0]))(t)
	if last := events[len(events)-1]; last.Action != "attach" || !strings.Contains(last.After, all[0].SHA256) || !strings.Contains(last.After, "清单.txt") {
		t.Errorf("event %+v", last)
	}
	contents := must(scan[int](t.Context(), s.db, "contents", "SELECT count(*) FROM contents"))(t)
	if contents[0] != 2 {
		t.Errorf("%d contents are kept, not 2", contents[0])
	}
}

func TestAttachNeedsFeedback(t *testing.T) {
	s := open(t)
	registers(t, s)
	id := add(t, s, "a", true, draft())[0]
	err := s.Write(t.Context(), clerk, func(w *Writer) error { return w.Attach(id, []ledger.Attachment{file("说明.txt", "已完成")}) })
	wantMistake(t, err, ledger.Conflict, "file")
}

func TestAttachTooMany(t *testing.T) {
	s := open(t)
	registers(t, s)
	id := add(t, s, "a", true, draft())[0]
	err := s.Write(t.Context(), clerk, func(w *Writer) error { return reportAndAttach(w, id, make([]ledger.Attachment, ledger.MaxFiles+1)) })
	wantMistake(t, err, ledger.Invalid, "file")
}

// A file that somebody changed behind the program's back is not handed out as what was sent.
func TestAttachmentsStay(t *testing.T) {
	s := open(t)
	registers(t, s)
	id := add(t, s, "a", true, draft())[0]
	write(t, s, func(w *Writer) error {
		return reportAndAttach(w, id, []ledger.Attachment{file("说明.txt", "已完成")})
	})
	for _, sql := range []string{"UPDATE contents SET data = 'x'", "DELETE FROM contents", "UPDATE attachments SET name = 'x'", "DELETE FROM attachments"} {
		if s.writer.Exec(sql).Error == nil {
			t.Errorf("%s went through", sql)
		}
	}
	for _, sql := range []string{dropTrigger(s, "contents_never_change", "contents"), "UPDATE contents SET data = 'x'"} {
		if err := s.writer.Exec(sql).Error; err != nil {
			t.Fatal(err)
		}
	}
	got, err := s.Attachment(t.Context(), id, must(s.Attachments(t.Context(), id))(t)[0].ID)
	if err == nil || ledger.AsMistake(err) != nil {
		t.Errorf("a changed file was handed out: %+v %v", got, err)
	}
}

// dropTrigger writes what takes a trigger off a table.
func dropTrigger(s *Store, name, table string) string {
	if storetest.OnServer() {
		return "DROP TRIGGER " + name + " ON " + table
	}
	return "DROP TRIGGER " + name
}
