package store

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
)

// writes does one thing through each method of Writer.
var writes = map[string]func(t *testing.T, w *Writer) error{
	"AddReport": func(t *testing.T, w *Writer) error {
		return w.AddReport(&ledger.Report{Name: "b", Fingerprint: "other", Published: "2024-10-08"}, nil, []ledger.Entry{draft()})
	},
	"SaveUnits": func(t *testing.T, w *Writer) error {
		added, changed, err := w.SaveUnits([]ledger.Unit{{Code: unitA, Name: "东河新街道", Kind: ledger.Subdistrict}, {Code: "x", Name: "新局", Kind: ledger.Department}})
		if added != 1 || changed != 1 {
			t.Errorf("%d units added, %d changed", added, changed)
		}
		return err
	},
	"SaveThemes": func(t *testing.T, w *Writer) error {
		added, changed, err := w.SaveThemes([]ledger.Theme{{Name: "接诉即办", English: "Hotline"}, {Name: "安全生产"}})
		if added != 1 || changed != 1 {
			t.Errorf("%d themes added, %d changed", added, changed)
		}
		return err
	},
	"SaveTerms": func(t *testing.T, w *Writer) error {
		added, removed, err := w.SaveTerms("verbs", []string{"盯办", "攻坚"})
		if added != 2 || removed != 0 {
			t.Errorf("%d terms added, %d removed", added, removed)
		}
		return err
	},
	"RenameTheme": func(t *testing.T, w *Writer) error {
		return w.RenameTheme("城市环境", ledger.Theme{Name: "市容环境", English: "Streets"})
	},
	"Move": func(t *testing.T, w *Writer) error {
		_, err := w.Move(1, 0, move(t, ledger.Accept), "")
		return err
	},
	"AcceptAll": func(t *testing.T, w *Writer) error { _, err := w.AcceptAll(1, nil); return err },
	"AcceptFound": func(t *testing.T, w *Writer) error {
		report := must(w.read.Report(w.ctx(), 1))(t)
		found := must(w.read.Findings(w.ctx(), 1))(t)
		if _, err := w.AcceptFound(report, found); err != nil {
			return err
		}
		if kept := must(w.read.Findings(w.ctx(), 1))(t); !reflect.DeepEqual(InOrder(found), kept) {
			t.Errorf("left as %+v\nkept as %+v", found, kept)
		}
		return nil
	},
	"Reread": func(t *testing.T, w *Writer) error {
		fresh := []ledger.Entry{draft()}
		fresh[0].Theme = "城市环境"
		diff, err := w.read.Rereading(w.ctx(), 1, fresh)
		if err != nil {
			return err
		}
		wantMistake(t, w.Reread(&ledger.Report{ID: 1}, fresh, "another"), ledger.Conflict, "digest")
		return w.Reread(&ledger.Report{ID: 1}, fresh, must(diff.Digest())(t))
	},
	"Withdraw": func(t *testing.T, w *Writer) error { return w.Withdraw(1, "发布有误") },
	"PutBack": func(t *testing.T, w *Writer) error {
		if err := w.Withdraw(1, "发布有误"); err != nil {
			return err
		}
		return w.PutBack(1)
	},
	"Edit": func(t *testing.T, w *Writer) error {
		_, err := w.Edit(1, 0, ledger.Change{Kind: ledger.Shortcoming, Text: "改后", Units: []ledger.Party{named(unitB, "", ledger.Subject)}})
		return err
	},
	"AddFinding": func(t *testing.T, w *Writer) error {
		e, err := w.AddFinding(clauses(t, w)[0].ReportID, ledger.Shortcoming, 4, 11)
		if err == nil && (e.Quote != "甲，乙；丙" || e.Version != 1 || e.Status != ledger.Draft || e.Rule != "") {
			t.Errorf("added %+v", e)
		}
		_, again := w.AddFinding(e.ReportID, ledger.Shortcoming, 4, 10)
		wantMistake(t, again, ledger.Conflict, "words")
		return err
	},
	"Split": func(t *testing.T, w *Writer) error {
		e := clauses(t, w)[0]
		_, stale := w.Split(e.ID, 7, 2)
		wantMistake(t, stale, ledger.Conflict, "version")
		a, err := w.Split(e.ID, 1, 2)
		if err == nil && (a.Quote != "甲" || a.Start != 4 || len(a.Units) != 1) {
			t.Errorf("the first part is %+v", a)
		}
		_, again := w.Split(e.ID, 0, 2)
		wantMistake(t, again, ledger.Conflict, "move")
		return err
	},
	"Merge": func(t *testing.T, w *Writer) error {
		all := clauses(t, w)
		m, err := w.Merge(all[0].ID, 1, all[1].ID, 1)
		if err == nil && (m.Quote != "甲，乙；丙" || m.Start != 4 || m.End != 10 || len(m.Units) != 1) {
			t.Errorf("merged into %+v", m)
		}
		return err
	},
	"MoveAs": func(_ *testing.T, w *Writer) error {
		for _, m := range ledger.Moves {
			if m.Name == ledger.Accept {
				_, err := w.MoveAs(ledger.Account{Role: ledger.Clerk}, 1, 1, m, ledger.Input{})
				return err
			}
		}
		return nil
	},
	"Attach": func(_ *testing.T, w *Writer) error {
		if _, err := w.Move(1, 1, ledger.Moves[0], ""); err != nil {
			return err
		}
		return reportAndAttach(w, 1, []ledger.Attachment{file("说明.txt", "已完成")})
	},
	"SaveLightRule": func(_ *testing.T, w *Writer) error { return saveLightRule(w, "2024-09-11") },
	"DropLightRule": func(_ *testing.T, w *Writer) error {
		if err := saveLightRule(w, "2024-10-01"); err != nil {
			return err
		}
		return w.DropLightRule("2024-10-01")
	},
	"TakeDue": func(t *testing.T, w *Writer) error {
		undated := draft()
		undated.Due, undated.DueBasis = "", ""
		r := &ledger.Report{Name: "c", Fingerprint: "undated", Published: "2024-09-06", Meeting: "2024-09-05"}
		all := []ledger.Entry{undated}
		if err := w.AddReport(r, nil, all); err != nil {
			return err
		}
		e, err := w.TakeDue(all[0].ID, 1, r)
		if err == nil && (e.Due != "2024-09-25" || e.DueBasis != ledger.DueFromRule || e.DueText == "") {
			t.Errorf("due %s, %s, %q", e.Due, e.DueBasis, e.DueText)
		}
		_, again := w.TakeDue(all[0].ID, 0, r)
		wantMistake(t, again, ledger.Conflict, "due")
		return err
	},
	"SaveScores":    func(t *testing.T, w *Writer) error { _, err := w.SaveScores(sheet("2024-09", 98, 90), ""); return err },
	"SaveScoreRule": func(t *testing.T, w *Writer) error { return w.SaveScoreRule(ledger.ScoreRule{From: "2024-09"}) },
	"DropScoreRule": func(t *testing.T, w *Writer) error {
		if err := w.SaveScoreRule(ledger.ScoreRule{From: "2024-09"}); err != nil {
			return err
		}
		return w.DropScoreRule("2024-09")
	},
	"Approve": func(t *testing.T, w *Writer) error { return w.Approve(approved) },
	"EndApproval": func(t *testing.T, w *Writer) error {
		if err := w.Approve(approved); err != nil {
			return err
		}
		return w.EndApproval(ledger.Ranking)
	},
	"SealMonth": func(t *testing.T, w *Writer) error {
		if _, err := w.SaveScores(sheet("2024-09", 98, 90), ""); err != nil {
			return err
		}
		f, err := w.read.monthFigures(t.Context(), "2024-09")
		if err != nil {
			return err
		}
		_, sum, err := f.Print()
		if err != nil {
			return err
		}
		now, err := w.read.Revision(t.Context())
		if err != nil {
			return err
		}
		_, err = w.SealMonth("2024-09", sum, now, []byte("通报"))
		return err
	},
	"SaveDays": func(t *testing.T, w *Writer) error {
		seen, err := w.read.SeenDays(t.Context())
		if err != nil {
			return err
		}
		_, err = w.SaveDays(calendar.New(nil), []ledger.SpecialDay{{Date: "2024-10-01", Name: "国庆节"}}, seen, "2024-09-11")
		return err
	},
	"AnswerDue": func(t *testing.T, w *Writer) error {
		if err := w.create("question", &ledger.DueQuestion{EntryID: 1, Was: "2024-09-10", Proposed: "2024-09-12", Days: 4}); err != nil {
			return err
		}
		return w.AnswerDue(1, false)
	},
	"Remind": func(t *testing.T, w *Writer) error {
		accepted(t, w)
		_, err := w.Remind(1, "请报进展", everyDay)
		return err
	},
	"RemindByRule":  func(t *testing.T, w *Writer) error { accepted(t, w); _, err := w.RemindByRule(everyDay); return err },
	"ReadReminders": func(t *testing.T, w *Writer) error { queued(t, w); _, err := w.ReadReminders(unitA, nil); return err },
	"Delivered":     func(t *testing.T, w *Writer) error { return w.Delivered(queued(t, w)) },
	"NotDelivered":  func(t *testing.T, w *Writer) error { return w.NotDelivered(queued(t, w), "连接被拒绝") },
	"SaveChannel":   func(t *testing.T, w *Writer) error { _, err := w.SaveChannel(group, false, nil); return err },
	"DropChannel":   func(t *testing.T, w *Writer) error { queued(t, w); _, err := w.DropChannel(1); return err },
	"SaveReminderPolicy": func(t *testing.T, w *Writer) error {
		return w.SaveReminderPolicy(ledger.ReminderPolicy{Hour: 8, PerEntry: 2, PerUnit: 9})
	},
	"SaveMailServer": func(t *testing.T, w *Writer) error {
		return w.SaveMailServer(ledger.MailServer{Host: "smtp.example.gov.cn", Port: 465, Security: ledger.TLS, User: "duban", Password: "hash", From: "duban@example.gov.cn"})
	},
	"SendAgain": func(t *testing.T, w *Writer) error {
		id := queued(t, w)
		for range 7 {
			if err := w.tx.Exec("UPDATE deliveries SET attempts = attempts + 1").Error; err != nil {
				return err
			}
		}
		if err := w.NotDelivered(id, "连接被拒绝"); err != nil {
			return err
		}
		return w.SendAgain(id)
	},
	"AddUser": func(t *testing.T, w *Writer) error { _, err := w.AddUser(person("赵敏", "hash")); return err },
	"SetPassword": func(t *testing.T, w *Writer) error {
		return w.SetPassword("admin", "hash2")
	},
	"CountAnew": func(_ *testing.T, w *Writer) error { _, err := w.CountAnew(); return err },
	"Trim": func(t *testing.T, w *Writer) error {
		old := ledger.Event{At: stored(testNow.AddDate(-1, 0, 0)), Actor: clerk.Name, Via: clerk.Via, Address: clerk.Address, Action: "sign-in", Subject: "user"}
		if err := w.seal(&old); err != nil {
			return err
		}
		if err := w.create("event", &old); err != nil {
			return err
		}
		c := ledger.Checkpoint{Through: old.ID, Last: old.At, Hash: old.Hash}
		var err error
		if c.Kept, c.Digest, err = w.read.digest(t.Context(), old.ID); err != nil {
			return err
		}
		n, err := w.Trim(c)
		if err == nil && n == 0 {
			t.Error("nothing was trimmed")
		}
		return err
	},
	"NameUser": func(t *testing.T, w *Writer) error {
		u, err := w.AddUser(ledger.User{Name: "管理员", Account: ledger.Account{Role: ledger.Owner}})
		if err != nil {
			return err
		}
		wantMistake(t, w.NameUser(u.ID, "admin", "another"), ledger.Conflict, "name")
		wantMistake(t, w.NameUser(1, "王五", "another"), ledger.Conflict, "name")
		return w.NameUser(u.ID, "王五", "another")
	},
	"StartTwoStep": func(t *testing.T, w *Writer) error { return w.StartTwoStep(1, "SECRET", 7, []string{"r1", "r2"}) },
	"RenewRecovery": func(t *testing.T, w *Writer) error {
		return errors.Join(w.StartTwoStep(1, "SECRET", 7, []string{"r1"}), w.RenewRecovery(1, []string{"r1", "r3"}))
	},
	"PassTwoStep": func(t *testing.T, w *Writer) error {
		of := func(step int64) func(string) (int64, bool) {
			return func(secret string) (int64, bool) { return step, secret == "SECRET" }
		}
		wantMistake(t, w.PassTwoStep(1, of(8)), ledger.Unauthorized, "code")
		if err := w.StartTwoStep(1, "SECRET", 7, nil); err != nil {
			return err
		}
		wantMistake(t, w.PassTwoStep(1, of(7)), ledger.Unauthorized, "code")
		err := w.PassTwoStep(1, of(8))
		wantMistake(t, w.PassTwoStep(1, of(8)), ledger.Unauthorized, "code")
		return err
	},
	"UseRecovery": func(t *testing.T, w *Writer) error {
		if err := w.StartTwoStep(1, "SECRET", 7, []string{"r1"}); err != nil {
			return err
		}
		wantMistake(t, w.UseRecovery(2, "r1"), ledger.Unauthorized, "code")
		err := w.UseRecovery(1, "r1")
		wantMistake(t, w.UseRecovery(1, "r1"), ledger.Unauthorized, "code")
		return err
	},
	"EndTwoStep": func(t *testing.T, w *Writer) error {
		err := errors.Join(w.StartTwoStep(1, "SECRET", 7, []string{"r1"}), w.EndTwoStep("two-step-reset", 1))
		wantMistake(t, w.UseRecovery(1, "r1"), ledger.Unauthorized, "code")
		return err
	},
	"SetTwoStepRoles": func(t *testing.T, w *Writer) error {
		wantMistake(t, w.SetTwoStepRoles([]ledger.OfficeRole{"chief"}), ledger.Invalid, "role")
		return w.SetTwoStepRoles([]ledger.OfficeRole{ledger.Clerk, ledger.Auditor, ledger.Clerk})
	},
	"AddToken": func(t *testing.T, w *Writer) error { return w.AddToken(program("api", "secret-hash")) },
	"AddOwnToken": func(t *testing.T, w *Writer) error {
		return w.AddOwnToken(&ledger.User{ID: 1}, ledger.Token{Name: "own", Hash: "secret-hash"}, testNow.Add(time.Hour))
	},
	"DropToken": func(t *testing.T, w *Writer) error {
		if err := w.AddToken(program("api", "secret-hash")); err != nil {
			return err
		}
		_, err := w.DropToken(0, 1)
		return err
	},
	"MoveAll": func(t *testing.T, w *Writer) error {
		done, err := w.MoveAll(office, []ledger.Pick{{ID: 1}}, move(t, ledger.Accept), ledger.Input{})
		if err == nil && done[0].Err != nil {
			return done[0].Err
		}
		return err
	},
	"RemindAll": func(t *testing.T, w *Writer) error {
		accepted(t, w)
		done, err := w.RemindAll([]ledger.Pick{{ID: 1}}, "请报进展", everyDay)
		if err == nil && done[0].Err != nil {
			return done[0].Err
		}
		return err
	},
	"TakeReturned": func(t *testing.T, w *Writer) error {
		return w.TakeReturned(office, "台账.xlsx", []ledger.ReturnedEntry{{Entry: clauses(t, w)[0]}})
	},
	"SaveView": func(t *testing.T, w *Writer) error { _, err := savedView(w); return err },
	"DropView": func(t *testing.T, w *Writer) error {
		v, err := savedView(w)
		if err == nil {
			_, err = w.DropView(ledger.User{ID: 1}, v.ID)
		}
		return err
	},
	"SetList":        func(t *testing.T, w *Writer) error { return w.SetList(ledger.ListSettings{UserID: 1, Columns: "due"}) },
	"SaveLetterhead": func(t *testing.T, w *Writer) error { return w.SaveLetterhead(ledger.Letterhead{Sender: "督查室"}) },
	"TryTemplate":    func(t *testing.T, w *Writer) error { return w.TryTemplate("brief", "a.docx", []byte("a")) },
	"UseTemplate": func(t *testing.T, w *Writer) error {
		return errors.Join(w.TryTemplate("brief", "a.docx", []byte("a")), w.UseTemplate("brief", hashed([]byte("a"))))
	},
	"DropTemplate": func(t *testing.T, w *Writer) error {
		return errors.Join(w.TryTemplate("brief", "a.docx", []byte("a")), w.DropTemplate("brief", ledger.TemplateTried))
	},
	"Subscribe": func(t *testing.T, w *Writer) error { return w.Subscribe(1, "secret-hash", ledger.Chinese) },
	"Unsubscribe": func(t *testing.T, w *Writer) error {
		return errors.Join(w.Subscribe(1, "secret-hash", ledger.Chinese), w.Unsubscribe(1))
	},
	"AddLink": func(t *testing.T, w *Writer) error { return w.AddLink("h2", 1, testNow.Add(time.Hour)) },
	"UseLink": func(t *testing.T, w *Writer) error { _, err := w.UseLink("h1"); return err },
	"Log":     func(t *testing.T, w *Writer) error { return w.Log(ledger.Event{Action: "sign-in", Subject: "user"}) },
}

func savedView(w *Writer) (*ledger.SavedView, error) {
	v := ledger.ViewOf("逾期", ledger.Filter{Light: ledger.Red}, nil, false)
	v.UserID = 1
	return w.SaveView(v)
}

// clauses adds a report with two drafts in it.
func clauses(t *testing.T, w *Writer) []ledger.Entry {
	r := &ledger.Report{Name: "c", Fingerprint: "clauses", Published: "2024-09-06", Text: "会议要求甲，\n乙；丙。丁"}
	a, b := draft(), draft()
	a.Quote, a.Text, a.Start, a.End = "甲，乙；", "甲，乙；", 4, 9
	b.Quote, b.Text, b.Start, b.End = "丙", "丙", 9, 10
	all := []ledger.Entry{a, b}
	if err := w.AddReport(r, nil, all); err != nil {
		t.Fatal(err)
	}
	return all
}

// prepared is a ledger in which every one of writes can be done.
func prepared(t *testing.T) *Store {
	s := open(t)
	registers(t, s)
	add(t, s, "f", false, draft())
	write(t, s, func(w *Writer) error {
		if _, err := w.AddUser(person("admin", "hash1")); err != nil {
			return err
		}
		return w.AddLink("h1", 1, testNow.Add(time.Hour))
	})
	return s
}

func TestEveryWriteHasItsEvent(t *testing.T) {
	for m := range reflect.TypeFor[*Writer]().Methods() {
		if writes[m.Name] == nil {
			t.Errorf("Writer.%s is not tried", m.Name)
		}
	}
	for name, f := range writes {
		t.Run(name, func(t *testing.T) {
			s := prepared(t)
			revision := must(s.Revision(t.Context()))(t)
			write(t, s, func(w *Writer) error { return f(t, w) })
			events := must(find[ledger.Event](s.db.Where("id > ?", revision), "events"))(t)
			if len(events) == 0 {
				t.Fatal("no event was written")
			}
			for _, e := range events {
				if e.Actor != clerk.Name || e.Via != clerk.Via || e.Address != clerk.Address || e.Action == "" || e.Subject == "" || !e.At.Equal(testNow) {
					t.Errorf("event %+v", e)
				}
				if s := e.Before + e.After; strings.Contains(s, "hash") {
					t.Errorf("the event gives a secret away: %s", s)
				}
			}
		})
	}
}

func TestFailedWriteLeavesNothing(t *testing.T) {
	broken := errors.New("broken")
	for name, f := range writes {
		t.Run(name, func(t *testing.T) {
			s := prepared(t)
			before := dump(t, s)
			err := s.Write(t.Context(), clerk, func(w *Writer) error {
				if err := f(t, w); err != nil {
					t.Fatal(err)
				}
				return broken
			})
			if !errors.Is(err, broken) {
				t.Fatalf("got %v", err)
			}
			func() {
				defer func() { _ = recover() }()
				_ = s.Write(t.Context(), clerk, func(w *Writer) error { _ = f(t, w); panic("broken") })
			}()
			if after := dump(t, s); !reflect.DeepEqual(before, after) {
				t.Errorf("before %v\nafter %v", before, after)
			}
		})
	}
}

// dump reads every table there is.
func dump(t *testing.T, s *Store) map[string][]map[string]any {
	t.Helper()
	all := map[string][]map[string]any{}
	for _, table := range tables(t, s) {
		var rows []map[string]any
		if err := s.db.Raw("SELECT * FROM " + table).Scan(&rows).Error; err != nil {
			t.Fatal(err)
		}
		slices.SortFunc(rows, func(a, b map[string]any) int { return strings.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
		all[table] = rows
	}
	return all
}

// tables lists the tables that the program made.
func tables(t *testing.T, s *Store) []string {
	t.Helper()
	return slices.DeleteFunc(must(s.db.Migrator().GetTables())(t), func(name string) bool {
		return strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "entry_search_")
	})
}

func TestEventsAreAppendOnly(t *testing.T) {
	s := prepared(t)
	for _, sql := range []string{"UPDATE events SET actor = 'x'", "DELETE FROM events"} {
		if err := s.writer.Exec(sql).Error; err == nil || !strings.Contains(err.Error(), "events are ") {
			t.Errorf("%s: %v", sql, err)
		}
	}
}

func TestRegistersSavedTwiceChangeNothing(t *testing.T) {
	s := open(t)
	registers(t, s)
	before := must(s.Revision(t.Context()))(t)
	units, themes := must(s.Units(t.Context()))(t), must(s.Themes(t.Context()))(t)
	write(t, s, func(w *Writer) error {
		if a, c, err := w.SaveUnits(units); a+c != 0 || err != nil {
			t.Errorf("units: %d added, %d changed, %v", a, c, err)
		}
		a, c, err := w.SaveThemes(themes)
		if a+c != 0 {
			t.Errorf("themes: %d added, %d changed", a, c)
		}
		return err
	})
	if after := must(s.Revision(t.Context()))(t); after != before {
		t.Error("an event was written though nothing changed")
	}
	write(t, s, func(w *Writer) error {
		u := units[0]
		u.Aliases = []ledger.Alias{{Name: "东河"}, {Name: "老东河", ValidTo: "2021-07-01"}}
		_, changed, err := w.SaveUnits([]ledger.Unit{u})
		if changed != 1 {
			t.Errorf("%d changed", changed)
		}
		return err
	})
	after := must(s.Units(t.Context()))(t)
	if len(after) != 3 || len(after[0].Aliases) != 2 || after[0].Aliases[1].ValidTo != "2021-07-01" {
		t.Errorf("units are %+v", after)
	}
}

func TestReportIsAddedOnce(t *testing.T) {
	s := open(t)
	registers(t, s)
	add(t, s, "f", false, draft(), draft())
	before := dump(t, s)
	err := s.Write(t.Context(), leader, func(w *Writer) error {
		return w.AddReport(&ledger.Report{Name: "again", Fingerprint: "f", Published: "2024-09-06"}, nil, []ledger.Entry{draft()})
	})
	if m := wantMistake(t, err, ledger.Conflict, "report"); !strings.Contains(m.Words.ZH, clerk.Name) {
		t.Errorf("said %q", m.Words.ZH)
	}
	if after := dump(t, s); !reflect.DeepEqual(before, after) {
		t.Error("something was changed")
	}
	r := must(s.ReportByFingerprint(t.Context(), "f"))(t)
	if got := must(s.Original(t.Context(), r.ID))(t); string(got) != "原文" {
		t.Errorf("original is %q", got)
	}
	if all := must(s.Reports(t.Context()))(t); len(all) != 1 || all[0].Drafts != 2 || all[0].Text != "" || all[0].Period != "2024-09" {
		t.Errorf("reports: %+v", all)
	}
	_, err = s.ReportByFingerprint(t.Context(), "none")
	wantMistake(t, err, ledger.NotFound, "report")
	_, err = s.Report(t.Context(), 99)
	wantMistake(t, err, ledger.NotFound, "report")
}

var approved = ledger.Approval{Subject: ledger.Ranking, Approver: "区长", Document: "政督〔2024〕9号", ApprovedOn: "2024-09-10"}
