package ledger_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"taizhang/backend/calendar"
	"taizhang/backend/ledger"
	"taizhang/seeds"
)

func workdays(t *testing.T) *calendar.Calendar {
	t.Helper()
	c, err := calendar.Read(bytes.NewReader(seeds.Holidays))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func dueOn(d ledger.Date) *ledger.Entry {
	unit := "110106901"
	return &ledger.Entry{ID: 1, Number: "2024-09-任-001", Kind: ledger.Task, Status: ledger.Registered, Due: d, Units: []ledger.Party{{UnitCode: &unit, Name: "东河街道", Role: ledger.Lead}}}
}

// run asks day by day as the pass does, twice a day, and says what was asked: day rule(lead).
func run(t *testing.T, p ledger.ReminderPolicy, e *ledger.Entry, from, to ledger.Date, on func(ledger.Date, []ledger.Reminder)) string {
	t.Helper()
	days := workdays(t)
	var asked []ledger.Reminder
	var said []string
	for d := from; d <= to; d = d.AddDays(1) {
		for range 2 {
			rule, lead := p.Rule(e, asked, days, d)
			if rule == "" {
				continue
			}
			if !days.IsWorkday(d) {
				t.Errorf("asked on %s, which is off", d)
			}
			asked = append(asked, ledger.Reminder{EntryID: e.ID, UnitCode: "110106901", Rule: rule, Lead: lead, Day: d, Due: e.Due})
			said = append(said, fmt.Sprintf("%s %s%d", d[5:], rule, lead))
		}
		if on != nil {
			on(d, asked)
		}
	}
	return strings.Join(said, ", ")
}

// September and October 2024, day by day: Mid-Autumn (15 to 17, with the 14th worked) and National Day (1 to 7, with 29 September and
// 12 October worked) lie in the way.
func TestReminderDays(t *testing.T) {
	usual := ledger.UsualReminders
	two := usual
	two.Before = []int{1, 5}
	late := usual
	late.Before, late.AtDue = nil, false
	never := usual
	never.Before, never.AtDue, never.Every = nil, false, 0
	for _, x := range []struct {
		name   string
		policy ledger.ReminderPolicy
		due    ledger.Date
		want   string
	}{
		{"due after Mid-Autumn: the 14th counts as worked", usual, "2024-09-18", "09-12 before3, 09-18 due0, 09-25 after0, 10-08 after0, 10-15 after0, 10-22 after0, 10-29 after0"},
		{"due within Mid-Autumn: told on the day worked before it", usual, "2024-09-16", "09-12 before3, 09-14 due0, 09-23 after0, 09-30 after0, 10-08 after0, 10-15 after0, 10-22 after0, 10-29 after0"},
		{"due within National Day", usual, "2024-10-04", "09-27 before3, 09-30 due0, 10-11 after0, 10-18 after0, 10-25 after0"},
		{"due on a Saturday worked", usual, "2024-10-12", "10-09 before3, 10-12 due0, 10-21 after0, 10-28 after0"},
		{"due on a Sunday off", usual, "2024-10-20", "10-16 before3, 10-18 due0, 10-28 after0"},
		{"two leads", two, "2024-09-27", "09-20 before5, 09-26 before1, 09-27 due0, 10-08 after0, 10-15 after0, 10-22 after0, 10-29 after0"},
		{"overdue alone", late, "2024-09-30", "10-08 after0, 10-15 after0, 10-22 after0, 10-29 after0"},
		{"no rule", never, "2024-09-18", ""},
		{"no due date", usual, "", ""},
		{"overdue long before", usual, "2024-07-01", "09-05 after0, 09-12 after0, 09-19 after0, 09-26 after0, 10-08 after0, 10-15 after0, 10-22 after0, 10-29 after0"},
	} {
		if got := run(t, x.policy, dueOn(x.due), "2024-09-05", "2024-10-31", nil); got != x.want {
			t.Errorf("%s:\n got %s\nwant %s", x.name, got, x.want)
		}
	}
}

func TestReminderFollowsStateAndDate(t *testing.T) {
	usual := ledger.UsualReminders
	e := dueOn("2024-09-18")
	got := run(t, usual, e, "2024-09-05", "2024-10-31", func(d ledger.Date, _ []ledger.Reminder) {
		switch d {
		case "2024-09-19":
			e.Due = "2024-10-10" // extended: it is told again before the new day
		case "2024-10-11":
			e.Status = ledger.Resolved
		case "2024-10-22":
			e.Status = ledger.Registered // and back: as overdue as its date says
		}
	})
	if want := "09-12 before3, 09-18 due0, 09-30 before3, 10-10 due0, 10-23 after0, 10-30 after0"; got != want {
		t.Errorf("extended, resolved and back:\n got %s\nwant %s", got, want)
	}
	got = run(t, usual, dueOn("2024-09-18"), "2024-09-17", "2024-10-31", func(d ledger.Date, asked []ledger.Reminder) {
		if d == "2024-10-09" {
			at := d.Time()
			asked[len(asked)-1].AnsweredAt = &at
		}
	})
	if want := "09-18 due0, 09-25 after0, 10-08 after0, 10-16 after0, 10-23 after0, 10-30 after0"; !strings.HasSuffix(got, want) {
		t.Errorf("answered:\n got %s\nwant %s", got, want)
	}
	if got := run(t, usual, dueOn("2024-09-18"), "2024-09-14", "2024-09-14", nil); got != "09-14 before3" {
		t.Errorf("nobody asked on the day itself: %s", got)
	}
	hand := []ledger.Reminder{{Rule: ledger.ByHand, Day: "2024-09-25"}}
	if rule, _ := usual.Rule(dueOn("2024-09-18"), hand, workdays(t), "2024-09-25"); rule != "" {
		t.Errorf("asked by %s on a day on which a person has asked", rule)
	}
	for _, s := range ledger.Statuses {
		e := dueOn("2024-09-02")
		e.Status = s.Status
		rule, _ := usual.Rule(e, nil, workdays(t), "2024-09-20")
		if (rule != "") != slices.Contains([]ledger.Status{ledger.Registered, ledger.Assigned, ledger.Handling}, s.Status) {
			t.Errorf("%s: asked by %q", s.Status, rule)
		}
	}
}

// Whatever becomes of an entry and however irregularly the pass runs: nobody is asked on a day off, about what asks for nothing, or
// twice on a day; what was told before a due date is told once; overdue reminders keep their distance.
func TestReminderInvariants(t *testing.T) {
	days := workdays(t)
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 7))
		p := ledger.ReminderPolicy{Before: []int{1 + r.IntN(10), 1 + r.IntN(10)}, AtDue: r.IntN(2) == 0, Every: 3 + r.IntN(20), PerEntry: 31, PerUnit: 500}
		e := dueOn(ledger.Date("2024-09-01").AddDays(r.IntN(60)))
		var all []ledger.Reminder
		for d := ledger.Date("2024-08-20"); d < "2024-11-20"; d = d.AddDays(r.IntN(3)) {
			switch r.IntN(12) {
			case 0:
				e.Status = ledger.Statuses[r.IntN(len(ledger.Statuses))].Status
			case 1:
				e.Status = ledger.Handling
			case 2:
				e.Due = d.AddDays(r.IntN(30))
			case 3:
				if at := d.Time(); len(all) > 0 {
					all[len(all)-1].AnsweredAt = &at
				}
			}
			rule, lead := p.Rule(e, all, days, d)
			if rule == "" {
				continue
			}
			for _, n := range all {
				switch {
				case n.Day == d:
					t.Fatalf("seed %d: asked twice on %s", seed, d)
				case rule == ledger.AfterDue && d < n.Day.AddDays(p.Every):
					t.Fatalf("seed %d: overdue on %s, %s after it was asked", seed, d, n.Day)
				case rule != ledger.AfterDue && n.Rule == rule && n.Lead == lead && n.Due == e.Due:
					t.Fatalf("seed %d: %s told on %s and on %s", seed, rule, n.Day, d)
				}
			}
			late := d > e.Due
			if !days.IsWorkday(d) || !e.Askable() || late != (rule == ledger.AfterDue) || rule == ledger.BeforeDue && days.Between(d, e.Due) > lead {
				t.Fatalf("seed %d: %s on %s about an entry %s, due %s", seed, rule, d, e.Status, e.Due)
			}
			all = append(all, ledger.Reminder{Rule: rule, Lead: lead, Day: d, Due: e.Due})
		}
	}
}

func TestReminderCaps(t *testing.T) {
	p := ledger.UsualReminders
	p.PerEntry, p.PerUnit = 2, 3
	c := p.Caps([]ledger.Reminder{
		{EntryID: 1, UnitCode: "a", Day: "2024-09-02"}, {EntryID: 1, UnitCode: "a", Day: "2024-09-20"}, {EntryID: 2, UnitCode: "a", Day: "2024-08-30"},
	}, "2024-09-20")
	var got []bool
	for _, k := range []struct {
		entry int64
		unit  string
	}{{1, "a"}, {1, "b"}, {2, "a"}, {3, "a"}, {4, "a"}, {4, "b"}} {
		w := c.Take(k.entry, k.unit)
		got = append(got, w == ledger.Words{})
	}
	if want := []bool{false, true, true, true, false, true}; !slices.Equal(got, want) {
		t.Errorf("taken %v, want %v", got, want)
	}
}

func TestReminderPolicyCheck(t *testing.T) {
	with := func(change func(*ledger.ReminderPolicy)) ledger.ReminderPolicy {
		p := ledger.UsualReminders
		change(&p)
		return p
	}
	for field, p := range map[string]ledger.ReminderPolicy{
		"":          ledger.UsualReminders,
		"before":    with(func(p *ledger.ReminderPolicy) { p.Before = []int{0} }),
		"every":     with(func(p *ledger.ReminderPolicy) { p.Every = 1 }),
		"hour":      with(func(p *ledger.ReminderPolicy) { p.Hour = 3 }),
		"per_entry": with(func(p *ledger.ReminderPolicy) { p.PerEntry = 0 }),
		"per_unit":  with(func(p *ledger.ReminderPolicy) { p.PerUnit = 501 }),
		"site":      with(func(p *ledger.ReminderPolicy) { p.Site = "javascript:alert(1)" }),
	} {
		if m := ledger.AsMistake(p.Check()); (field == "") != (m == nil) || m != nil && m.Field != field {
			t.Errorf("%q: %v", field, m)
		}
	}
}

func TestWebhooksGoToDocumentedHostsOnly(t *testing.T) {
	allowed := []string{"https://proxy.example.gov.cn:8443", "http://127.0.0.1:9000"}
	for target, ok := range map[string]bool{
		"https://oapi.dingtalk.com/robot/send?access_token=x": true,
		"https://OAPI.dingtalk.com/robot/send?access_token=x": true,
		"https://proxy.example.gov.cn:8443/dingtalk":          true,
		"http://127.0.0.1:9000/hook":                          true,
		"http://oapi.dingtalk.com/robot/send?access_token=x":  false,
		"https://oapi.dingtalk.com:8443/robot/send":           false,
		"https://oapi.dingtalk.com.evil.example/robot/send":   false,
		"https://evil.example/?oapi.dingtalk.com":             false,
		"https://oapi.dingtalk.com@evil.example/robot/send":   false,
		"https://x@oapi.dingtalk.com/robot/send":              false,
		"https://qyapi.weixin.qq.com/cgi-bin/webhook/send":    false, // another maker's
		"https://proxy.example.gov.cn/dingtalk":               false, // another port
		"https://127.0.0.1:9000/hook":                         false, // another scheme
		"http://169.254.169.254/latest/meta-data":             false,
		"file:///etc/passwd":                                  false,
		"mailto:x@oapi.dingtalk.com":                          false,
		"//oapi.dingtalk.com/robot/send":                      false,
		"":                                                    false,
	} {
		if err := ledger.CheckWebhook(ledger.DingTalk, target, allowed); (err == nil) != ok {
			t.Errorf("%s: %v", target, err)
		}
	}
	c := ledger.Channel{Kind: ledger.DingTalk, Name: "群", Target: "https://oapi.dingtalk.com/robot/send?access_token=geheim", Secret: "SECgeheim"}
	if strings.Contains(c.Shown(), "geheim") {
		t.Errorf("shows %s", c.Shown())
	}
}
