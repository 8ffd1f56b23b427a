package store

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"testing"

	"taizhang/backend/ledger"
)

// explain fails unless every entry is what its events make of it, each a move that the table allows to whoever made it.
func (g *game) explain(t *testing.T, began map[int64]ledger.Entry, players []player) {
	who := map[string]ledger.Account{}
	for _, p := range players {
		who[p.name] = p.by
	}
	all := must(find[ledger.Entry](g.entries(t.Context()), "entries"))(t)
	soundFamilies(t, all)
	for _, e := range all {
		story := must(g.Events(t.Context(), "entry", e.ID))(t)
		g.retell(t, began[e.ID], e, story, who)
		g.sidesAgree(t, e, story)
	}
	wantArranged(t, g.Store)
	if a := must(g.VerifyAudit(t.Context(), nil))(t); a.Break != nil || a.Checked < g.made.Load() {
		t.Errorf("the audit log: %+v", a)
	}
}

// retell applies an entry's events to what it was in the beginning.
func (g *game) retell(t *testing.T, began, now ledger.Entry, story []ledger.Event, who map[string]ledger.Account) {
	is := recorded(t, began)
	if began.ID == 0 { // a part begins with its first event
		if is = (map[string]any{}); json.Unmarshal([]byte(story[0].After), &is) != nil || story[0].Action != string(ledger.Divide) || is["status"] != string(ledger.Assigned) {
			t.Fatalf("%s begins with %+v", now.Number, story[0])
		}
		story = story[1:]
	} else {
		story = slices.DeleteFunc(slices.Clone(story), func(e ledger.Event) bool {
			return !e.At.After(began.UpdatedAt) && e.Actor == clerk.Name && e.Action == "accept" && began.Number != ""
		})
	}
	known := recorded(t, fullEntry())
	was := ""
	for _, v := range story {
		before := entryOf(t, is)
		var gone, come map[string]any
		_ = json.Unmarshal([]byte(v.Before), &gone) // an empty one leaves an empty map
		_ = json.Unmarshal([]byte(v.After), &come)
		for k, value := range gone {
			if !reflect.DeepEqual(is[k], value) && k != "updated_at" {
				t.Errorf("%s: event %d (%s) begins with %s %v, but it was %v", now.Number, v.ID, v.Action, k, value, is[k])
			}
			delete(is, k)
		}
		maps.Copy(is, come)
		maps.DeleteFunc(is, func(k string, _ any) bool { _, ok := known[k]; return !ok })
		after := entryOf(t, is)
		switch m, err := ledger.FindMove(v.Action); {
		case err == nil:
			allowed := slices.Contains(m.From, before.Status) && m.Permits(who[v.Actor], &before) == nil
			if to := m.Leads(&before); !allowed || after.Status != to && (m.Name != ledger.Divide || after.Status != ledger.Divided) {
				t.Errorf("%s: %s by %s from %s to %s, and the table says %s", now.Number, m.Name, v.Actor, before.Status, after.Status, to)
			}
		case v.Action == "withdraw":
			was = string(before.Status)
		case v.Action == "put-back" && string(after.Status) != was, v.Action == "edit" && before.Status != after.Status && after.Status != ledger.Recorded && after.Status != ledger.Registered:
			t.Errorf("%s: %s from %s to %s", now.Number, v.Action, before.Status, after.Status)
		}
		if after.Version != before.Version+1 {
			t.Errorf("%s: version %d after %d", now.Number, after.Version, before.Version)
		}
	}
	end := recorded(t, now)
	delete(end, "updated_at")
	delete(is, "updated_at")
	if !reflect.DeepEqual(is, end) {
		t.Errorf("%s: its events make it\n%v\nit is\n%v", now.Label(), is, end)
	}
}

// recorded are the fields of an entry as its events tell them.
func recorded(t *testing.T, e ledger.Entry) (all map[string]any) {
	b, err := json.Marshal(e)
	if err == nil {
		err = json.Unmarshal(b, &all)
	}
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// fullEntry has every field of an entry filled in, so that its JSON names them all.
func fullEntry() ledger.Entry {
	one, now := int64(1), testNow
	return ledger.Entry{EvidenceStart: 1, EvidenceEnd: 1, Rule: "x", Speaker: "x", DueText: "x", Due: "x", DueBasis: "x", Outcome: "x", ResolvedAt: &now,
		ResolvedBy: "x", OutcomeBefore: "x", Evidence: "x", VerifiedAt: &now, VerifiedBy: "x", Percent: 1, Parent: &one, Children: 1, SuspendedOn: "x", Rebounds: 1, Back: "x", Course: ledger.Course{Missed: "x"},
		SameAs: &one, Under: &one, Recurs: &one, Metrics: []ledger.Metric{{}}}
}

func entryOf(t *testing.T, is map[string]any) (e ledger.Entry) {
	b, err := json.Marshal(is)
	if err == nil {
		err = json.Unmarshal(b, &e)
	}
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// sidesAgree holds feedback and extensions against the events that brought them.
func (g *game) sidesAgree(t *testing.T, e ledger.Entry, story []ledger.Event) {
	count := func(names ...ledger.MoveName) (n int) {
		for _, v := range story {
			if slices.Contains(names, ledger.MoveName(v.Action)) {
				n++
			}
		}
		return n
	}
	said := must(g.Feedback(t.Context(), e.ID))(t)
	if len(said) != count(ledger.ReportBack) {
		t.Errorf("%s: %d feedbacks, %d events", e.Number, len(said), count(ledger.ReportBack))
	}
	asked := must(g.Extensions(t.Context(), e.ID))(t)
	decided := map[ledger.Decision]int{}
	for _, x := range asked {
		decided[x.Decision]++
	}
	if len(asked) != count(ledger.AskMore) || decided[ledger.Granted] != count(ledger.Extend) || decided[ledger.Refused] != count(ledger.RefuseMore) ||
		decided[ledger.Undecided] > 1 || decided[ledger.Undecided] == 1 && e.Status.Class() != ledger.Open && e.Status != ledger.Withdrawn {
		t.Errorf("%s (%s): extensions %+v", e.Number, e.Status, asked)
	}
}
