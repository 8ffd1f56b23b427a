package ledger

import (
	"slices"
	"testing"
)

func TestCompare(t *testing.T) {
	found := func(k Kind, quote string, start, end int) Entry {
		return Entry{Kind: k, Quote: quote, Start: start, End: end}
	}
	same := found(Task, "清理楼道", 10, 14)
	themed := same
	themed.Theme = "城市环境"
	code := "990101001"
	named, registered := same, same
	named.Units, registered.Units = []Party{{Name: "东河街道", Role: Lead}}, []Party{{Name: "东河街道", Role: Lead, UnitCode: &code}}
	longer := found(Task, "清理楼道堆物", 10, 16)
	for _, c := range []struct {
		name          string
		before, after []Entry
		want          []Difference
	}{
		{"the same", []Entry{same}, []Entry{same}, nil},
		{"one new", nil, []Entry{same}, []Difference{{nil, &same, nil}}},
		{"one gone", []Entry{same}, nil, []Difference{{&same, nil, nil}}},
		{"another theme", []Entry{same}, []Entry{themed}, []Difference{{&same, &themed, []string{"theme"}}}},
		{"a unit that is registered now", []Entry{named}, []Entry{registered}, []Difference{{&named, &registered, []string{"units"}}}},
		{"more words", []Entry{same}, []Entry{longer}, []Difference{{&same, &longer, []string{"words"}}}},
		{"elsewhere", []Entry{same}, []Entry{found(Task, "清理楼道", 40, 44)}, []Difference{{&same, nil, nil}, {nil, &Entry{Kind: Task, Quote: "清理楼道", Start: 40, End: 44}, nil}}},
		{"the nearest of two", []Entry{same}, []Entry{longer, same}, []Difference{{nil, &longer, nil}}},
		{"the same kind first", []Entry{same}, []Entry{found(Progress, "清理楼道", 10, 14), themed}, []Difference{
			{&same, &themed, []string{"theme"}}, {nil, &Entry{Kind: Progress, Quote: "清理楼道", Start: 10, End: 14}, nil}}},
	} {
		got := Compare(c.before, c.after)
		if !slices.EqualFunc(got, c.want, func(a, b Difference) bool {
			return equal(a.Before, b.Before) && equal(a.After, b.After) && slices.Equal(a.Fields, b.Fields)
		}) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func equal(a, b *Entry) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Start == b.Start && a.End == b.End && len(a.differsFrom(b)) == 0
}
