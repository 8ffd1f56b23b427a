package store

import (
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

func TestTheLetterheadIsKept(t *testing.T) {
	s := open(t)
	want := ledger.Letterhead{Sender: " 北山区人民政府\n督查室 ", Phone: "010-1234"}
	write(t, s, func(w *Writer) error { return w.SaveLetterhead(want) })
	got, err := s.Letterhead(t.Context())
	if want.Sender = "北山区人民政府 督查室"; err != nil || got != want {
		t.Errorf("kept %+v, %v", got, err)
	}
	write(t, s, func(w *Writer) error { return w.SaveLetterhead(ledger.Letterhead{Contact: "王芳"}) })
	if got, err = s.Letterhead(t.Context()); err != nil || got != (ledger.Letterhead{Contact: "王芳"}) {
		t.Errorf("kept %+v, %v", got, err)
	}
	err = s.Write(t.Context(), ledger.System, func(w *Writer) error {
		return w.SaveLetterhead(ledger.Letterhead{Copies: strings.Repeat("长", 201)})
	})
	wantMistake(t, err, ledger.Invalid, "copies")
}

func TestATemplateIsTriedUsedAndDropped(t *testing.T) {
	s := open(t)
	state := func(paper string, of ledger.TemplateState) string {
		x, err := s.PaperTemplate(t.Context(), paper, of)
		if ledger.AsMistake(err) != nil {
			return ""
		} else if err != nil {
			t.Fatal(err)
		}
		return x.FileName + " " + string(x.Data)
	}
	for _, name := range []string{"一.docx", "二.docx"} {
		write(t, s, func(w *Writer) error { return w.TryTemplate("brief", name, []byte("bytes of "+name)) })
	}
	write(t, s, func(w *Writer) error { return w.TryTemplate("notice", "函.docx", []byte("a letter")) })
	if tried, used := state("brief", ledger.TemplateTried), state("brief", ledger.TemplateUsed); tried != "二.docx bytes of 二.docx" || used != "" {
		t.Errorf("tried %q, used %q", tried, used)
	}
	stale := s.Write(t.Context(), ledger.System, func(w *Writer) error { return w.UseTemplate("brief", hashed([]byte("bytes of 一.docx"))) })
	wantMistake(t, stale, ledger.Conflict, "file")
	write(t, s, func(w *Writer) error { return w.UseTemplate("brief", hashed([]byte("bytes of 二.docx"))) })
	write(t, s, func(w *Writer) error { return w.TryTemplate("brief", "三.docx", []byte("3")) })
	write(t, s, func(w *Writer) error { return w.UseTemplate("brief", hashed([]byte("3"))) })
	if tried, used := state("brief", ledger.TemplateTried), state("brief", ledger.TemplateUsed); tried != "" || used != "三.docx 3" {
		t.Errorf("tried %q, used %q", tried, used)
	}
	list, err := s.PaperTemplates(t.Context())
	if err != nil || len(list) != 2 || list[0].Data != nil || list[1].Paper != "notice" || list[1].Size != 8 {
		t.Errorf("listed %+v, %v", list, err)
	}
	write(t, s, func(w *Writer) error { return w.DropTemplate("brief", ledger.TemplateUsed) })
	again := s.Write(t.Context(), ledger.System, func(w *Writer) error { return w.DropTemplate("brief", ledger.TemplateUsed) })
	wantMistake(t, again, ledger.NotFound, "paper")
	said := ""
	if err := s.EachAudit(t.Context(), ledger.AuditFilter{}, func(e ledger.AuditRow) error {
		if e.Subject == "paper-template" {
			said += e.Action + " " + e.Note + ", "
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if said != "upload brief, upload brief, upload notice, use brief, upload brief, use brief, drop brief, " {
		t.Errorf("events: %s", said)
	}
}
