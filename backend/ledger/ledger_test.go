package ledger

import (
	"net/url"
	"reflect"
	"strings"
	"testing"
)

func TestScopeOf(t *testing.T) {
	for name, want := range map[string]Scope{
		"各街镇": AllLocal, "属地": AllLocal, "各街道": AllLocal, "各乡镇": AllLocal, "各镇": AllLocal,
		"各部门": AllDepartments, "部门": AllDepartments, "各委办局": AllDepartments,
		"各部门各单位": Everyone, "各单位各部门": Everyone, "全区": Everyone, "全区上下": Everyone, "各级各部门": Everyone, "各街镇各部门": Everyone,
		"相关街道": Nobody, "相关职能部门": Nobody, "有关部门": Nobody, "行业主管部门": Nobody, "责任单位": Nobody, "部分街道": Nobody,
		"指挥部": Nobody, "太平桥商会": Nobody, "": Nobody,
	} {
		if got := ScopeOf(name); got != want {
			t.Errorf("%s reaches %q, want %q", name, got, want)
		}
	}
}

func TestFilterRoundTrip(t *testing.T) {
	for _, query := range []string{
		"", "kind=task", "kind=shortcoming&light=red&month=2024-09&page=3&q=%E9%A3%9E%E7%BA%BF&report=7&sort=due&status=open&theme=x&unit=110106002",
		"cursor=abc&limit=7", "status=resolved", "due=this-week&month=last-month", "at=this-month", "closed=last-month&kind=task", "due_by=2024-09-30",
	} {
		v, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		f, err := ParseFilter(v, "2024-09-20")
		if err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		if got := f.Values().Encode(); got != query {
			t.Errorf("%q came back as %q", query, got)
		}
	}
}

func TestFilterRefusesUnknownValues(t *testing.T) {
	for query, valid := range map[string]string{
		"kind=praise": "shortcoming", "status=draft": "registered", "light=pink": "grey", "sort=size": "due", "month=2024-9": "2024-09",
		"page=0": "1", "due=someday": "next-week", "month=today": "2024-09", "closed=next-month": "2024-09", "page=x": "1", "limit=501": "500", "report=-1": "1", "q=" + strings.Repeat("字", 101): "100",
	} {
		v, _ := url.ParseQuery(query)
		_, err := ParseFilter(v, "2024-09-20")
		if m := AsMistake(err); m == nil || m.Code != BadRequest || !strings.Contains(m.Words.EN, valid) || !strings.Contains(m.Words.ZH, valid) {
			t.Errorf("%s: %+v", query, err)
		}
	}
}

func TestFilterStatuses(t *testing.T) {
	for status, want := range map[string][]Status{
		"":         {Recorded, Registered, Assigned, Objected, Handling, Divided, Submitted, Verified, Suspended, Resolved, Terminated, Merged, Transferred, Withdrawn},
		"standing": {Recorded, Registered, Assigned, Objected, Handling, Divided, Submitted, Verified, Suspended, Resolved, Terminated, Merged, Transferred},
		"dropped":  {Terminated, Merged, Transferred, Withdrawn}, "linked": nil, "open": {Registered, Assigned, Objected, Handling, Divided, Submitted, Verified, Suspended}, "done": {Resolved}, "kept": {Recorded}, "recorded": {Recorded}, "draft": nil, "pending": nil, "lost": nil,
	} {
		if got := (Filter{Status: status}).Statuses(); !reflect.DeepEqual(got, want) {
			t.Errorf("%q stands for %v, want %v", status, got, want)
		}
	}
}

func TestEveryStatusCanBeLeftOrIsAnEnd(t *testing.T) {
	ends := map[Status]bool{Recorded: true, Withdrawn: true} // withdrawn is left when its report is put back
	for _, i := range Statuses {
		if len(MovesFrom(i.Status)) == 0 && !ends[i.Status] {
			t.Errorf("nothing leads on from %s", i.Status)
		}
		if i.Words.ZH == "" || i.Words.EN == "" || i.Meaning.ZH == "" || i.Meaning.EN == "" {
			t.Errorf("%s lacks words", i.Status)
		}
	}
}

func TestLight(t *testing.T) {
	day := Day{Today: "2024-09-20", Soon: "2024-09-25"}
	for _, c := range []struct {
		status Status
		due    Date
		want   Light
	}{
		{Registered, "", Green}, {Registered, "2024-09-19", Red}, {Registered, "2024-09-20", Blue}, {Registered, "2024-09-25", Blue}, {Registered, "2024-09-26", Green},
		{Resolved, "2024-09-19", Grey}, {Recorded, "", Grey}, {Draft, "2024-09-19", Grey},
	} {
		e := Entry{Status: c.status, Due: c.due}
		if got := e.Light(day); got != c.want {
			t.Errorf("%s due %s shows %s, want %s", c.status, c.due, got, c.want)
		}
	}
}

func TestDates(t *testing.T) {
	for s, ok := range map[string]bool{"2024-02-29": true, "2023-02-29": false, "2024-9-5": false, "": false, "2024-09-05T00:00:00Z": false} {
		if _, err := ParseDate(s); (err == nil) != ok {
			t.Errorf("%q: %v", s, err)
		}
	}
	if d := Date("2024-12-31"); d.AddDays(1) != "2025-01-01" || d.Period() != "2024-12" || d.Period().Add(1) != "2025-01" || Date("").AddDays(1) != "" || Period("").Add(1) != "" {
		t.Error("dates do not add up")
	}
	if n := Number("2024-09", Task, 12); n != "2024-09-任-012" {
		t.Errorf("number is %s", n)
	}
}

func TestChangeCheck(t *testing.T) {
	for field, c := range map[string]Change{
		"kind": {Kind: "praise", Text: "x"}, "text": {Kind: Task}, "": {Kind: Task, Text: "x"},
	} {
		m := AsMistake(c.Check())
		if (m == nil) != (field == "") || m != nil && m.Field != field {
			t.Errorf("%+v: %+v", c, m)
		}
	}
	if err := (Change{Kind: Task, Text: strings.Repeat("字", MaxText+1)}).Check(); err == nil {
		t.Error("a text that is too long passes")
	}
}
