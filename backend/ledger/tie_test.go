package ledger

import "testing"

func TestTiesJoinWhatTheyMay(t *testing.T) {
	entry := func(id int64, k Kind, s Status) *Entry { return &Entry{ID: id, Kind: k, Status: s, Number: "n"} }
	task, other, blame, praise := entry(1, Task, Registered), entry(2, Task, Resolved), entry(3, Shortcoming, Registered), entry(4, Progress, Recorded)
	for _, c := range []struct {
		kind   TieKind
		e, to  *Entry
		reason string
		field  string
	}{
		{Parallel, task, other, "两处地段", ""}, {Parallel, task, other, "", "note"}, {Parallel, task, blame, "x", "number"}, {Parallel, task, task, "x", "number"},
		{Parallel, task, entry(5, Task, Withdrawn), "x", "number"}, {Parallel, task, entry(5, Task, Draft), "x", "number"},
		{Under, task, blame, "", ""}, {Under, blame, task, "", "number"}, {Under, praise, blame, "", "number"},
		{Shows, praise, blame, "", ""}, {Shows, task, blame, "", "number"}, {Shows, praise, task, "", "number"},
	} {
		kind, err := FindTie(string(c.kind))
		if err != nil {
			t.Fatal(err)
		}
		m := AsMistake(kind.Check(c.e, c.to, c.reason))
		if (m == nil) != (c.field == "") || m != nil && m.Field != c.field {
			t.Errorf("%s %s to %s: %v", c.kind, c.e.Kind, c.to.Kind, m)
		}
	}
	if _, err := FindTie("beside"); AsMistake(err) == nil {
		t.Errorf("beside: %v", err)
	}
	if (Tie{Kind: Under}).Words() == (Tie{Kind: Under, Back: true}).Words() {
		t.Error("both ends are called the same")
	}
}

func TestPersistence(t *testing.T) {
	month := func(p Period) string { return string(p) }
	for _, c := range []struct {
		periods []Period
		want    string
	}{
		{[]Period{"2024-09"}, "first time"},
		{[]Period{"2024-09", "2024-08", "2024-07", "2024-04"}, "3 months in a row"},
		{[]Period{"2024-09", "2024-07"}, "back after a month without it"},
		{[]Period{"2024-09", "2024-01"}, "back after 7 months without it"},
		{[]Period{"2024-07", "2024-06"}, "not since 2024-07"},
		{nil, "never said"},
	} {
		p := Persistence{Periods: c.periods, At: "2024-09"}
		if got := p.Words(month).EN; got != c.want {
			t.Errorf("%v: %s, want %s", c.periods, got, c.want)
		}
	}
	if got := (Persistence{Periods: []Period{"2024-01", "2023-12"}, At: "2024-01"}).Words(month).ZH; got != "连续 2 个月" {
		t.Errorf("over the year's end: %s", got)
	}
}
