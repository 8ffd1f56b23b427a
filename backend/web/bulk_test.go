package web_test

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"taizhang/backend/ledger"
)

// boxes are the boxes of the rows of a page, as its form sends them.
func boxes(a *answer) (all []string) {
	for _, m := range regexp.MustCompile(`name="pick" value="([0-9.]+)"`).FindAllStringSubmatch(a.body, -1) {
		all = append(all, m[1])
	}
	return all
}

func TestBulkMove(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Clerk]
	list := b.get("/entries?kind=shortcoming").want(http.StatusOK, `id="bulk"`, `value="resolve"`, `value="remind"`)
	picks := boxes(list)
	if len(picks) < 4 {
		t.Fatalf("%d rows can be picked", len(picks))
	}
	form := url.Values{"action": {"resolve"}, "pick": picks[:3], "back": {"/entries?kind=shortcoming"}}
	preview := b.post("/entries/bulk?kind=shortcoming", form).want(http.StatusOK, "可以办理 3 项", "尚未保存", "已销号")
	if got := boxes(preview); strings.Join(got, " ") != strings.Join(picks[:3], " ") {
		t.Fatalf("the preview is of %v, not %v", got, picks[:3])
	}
	b.post("/entries/bulk/do?kind=shortcoming", form).want(422, "办理情况", "可以办理 3 项")
	if n := len(s.every(ledger.Filter{Status: string(ledger.Resolved)})); n != 0 {
		t.Fatalf("%d were struck off without a word", n)
	}
	// Somebody else is quicker with the second of them.
	second := s.byPick(picks[1])
	s.browsers[ledger.Owner].post(entryPath(second)+"/moves", url.Values{"move": {"resolve"}, "note": {"先办了"}, "version": {strings.Split(picks[1], ".")[1]}}).want(http.StatusSeeOther)
	form.Set("note", "九月集中整改")
	done := b.post("/entries/bulk/do?kind=shortcoming", form).want(http.StatusOK, "已办理 2 项", "1 项没有办理", second, "owner")
	if strings.Contains(done.body, `name="pick"`) {
		t.Error("what is done is offered again")
	}
	for i, e := range s.every(ledger.Filter{Status: string(ledger.Resolved)}) {
		want := "九月集中整改"
		if e.Number == second {
			want = "先办了"
		}
		if e.Outcome != want {
			t.Errorf("%d: %s says %q", i, e.Number, e.Outcome)
		}
	}
	form.Set("action", "undo")
	form.Del("note")
	form.Del("pick")
	form.Set("all", "1")
	form.Set("back", "/entries?status=done")
	b.post("/entries/bulk/do?status=done", form).want(http.StatusSeeOther)
	b.get("/entries?status=done").want(http.StatusOK, "3 项已撤销销号")
	if n := len(s.every(ledger.Filter{Status: string(ledger.Resolved)})); n != 0 {
		t.Errorf("%d are struck off still", n)
	}
}

// byPick is the number of an entry picked.
func (s *staff) byPick(box string) string {
	id, _, _ := strings.Cut(box, ".")
	for _, e := range s.every(ledger.Filter{}) {
		if itoa(e.ID) == id {
			return e.Number
		}
	}
	s.t.Fatalf("no entry is picked by %s", box)
	return ""
}

func TestBulkRefusesWhatItCannotRead(t *testing.T) {
	b := newStaff(t).browsers[ledger.Clerk]
	for name, c := range map[string]struct {
		form   url.Values
		status int
		says   string
	}{
		"no action":      {url.Values{"pick": {"1.2"}}, 400, "resolve"},
		"one of a desk":  {url.Values{"action": {"accept"}, "pick": {"1.2"}}, 400, "resolve"},
		"a division":     {url.Values{"action": {"divide"}, "pick": {"1.2"}}, 400, "resolve"},
		"nothing picked": {url.Values{"action": {"resolve"}}, 422, "还没有选择"},
		"no version":     {url.Values{"action": {"resolve"}, "pick": {"1"}}, 422, "刷新"},
		"no number":      {url.Values{"action": {"resolve"}, "pick": {"x.1"}}, 422, "刷新"},
		"too many":       {url.Values{"action": {"resolve"}, "pick": make([]string, 5001)}, 422, "刷新"},
		"not there":      {url.Values{"action": {"resolve"}, "pick": {"999999.1"}}, 200, "可以办理 0 项"},
	} {
		if a := b.post("/entries/bulk", c.form); a.StatusCode != c.status || !strings.Contains(a.body, c.says) {
			t.Errorf("%s: status %d", name, a.StatusCode)
		}
	}
}

// A liaison picks from the own unit's entries alone, whatever the form says, and makes only a unit's moves.
func TestBulkOfALiaison(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Liaison]
	pick := func(number string) string {
		e, err := s.db.Entry(t.Context(), number)
		check(t, err)
		return itoa(e.ID) + "." + itoa(int64(e.Version))
	}
	s.browsers[ledger.Clerk].post("/entries/bulk/do", url.Values{"action": {"assign"}, "pick": {pick(s.own)}}).want(http.StatusSeeOther)
	form := url.Values{"action": {"acknowledge"}, "pick": {pick(s.own), pick(s.other), pick(s.shared)}}
	a := b.post("/entries/bulk", form).want(http.StatusOK, "可以办理 1 项", "1 项不能", s.own, s.shared)
	other, err := s.db.Entry(t.Context(), s.other)
	check(t, err)
	if strings.Contains(a.body, s.other) || strings.Contains(a.body, other.Text) {
		t.Error("another unit's entry is shown")
	}
	form.Set("action", "resolve")
	b.post("/entries/bulk/do", form).want(http.StatusBadRequest)
	form.Set("action", "acknowledge")
	b.post("/entries/bulk/do", form).want(http.StatusOK, "已办理 1 项")
	if e, err := s.db.Entry(t.Context(), s.own); err != nil || e.Status != ledger.Handling {
		t.Errorf("%+v, %v", e, err)
	}
	s.browsers[ledger.Leader].post("/entries/bulk", form).want(http.StatusForbidden)
	if page := s.browsers[ledger.Leader].get("/entries"); strings.Contains(page.body, `name="pick"`) {
		t.Error("the leader's list offers boxes")
	}
}

func TestBulkRemind(t *testing.T) {
	s := newStaff(t)
	b := s.browsers[ledger.Clerk]
	picks := boxes(b.get("/entries?kind=shortcoming&unit=" + ownUnit).want(http.StatusOK))
	form := url.Values{"action": {"remind"}, "pick": picks, "note": {"请抓紧整改"}}
	before := len(s.reminders())
	b.post("/entries/bulk", form).want(http.StatusOK, "催办 1 个单位")
	if n := len(s.reminders()); n != before {
		t.Fatalf("a preview asked %d", n-before)
	}
	b.post("/entries/bulk/do", form)
	if n := len(s.reminders()) - before; n < 1 || n > len(picks) {
		t.Errorf("%d asked for %d entries", n, len(picks))
	}
	b.post("/entries/bulk", form).want(http.StatusOK, "一事一天只催一次")
}

func (s *staff) reminders() []ledger.Reminder {
	all, err := s.db.Reminders(s.t.Context(), ledger.ReminderFilter{})
	check(s.t, err)
	var rows []ledger.Reminder
	for _, r := range all {
		rows = append(rows, r.Reminder)
	}
	return rows
}
