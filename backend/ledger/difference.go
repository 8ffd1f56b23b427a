package ledger

import (
	"cmp"
	"math"
	"slices"
)

// Difference is one thing that a new reading of a report sees otherwise: a finding that is new (Before nil), gone (After
// nil) or read otherwise in the fields named.
type Difference struct {
	Before, After *Entry
	Fields        []string // kind, words, units, theme, due, speaker, metrics: what differs when both are there
}

// Compare tells in what two readings of the same text differ, in the text's order. Two findings are the same one when most
// of the characters of each are the other's too; each is paired once, the nearest first.
func Compare(before, after []Entry) []Difference {
	var all []Difference
	taken := make([]bool, len(after))
	for i := range before {
		b := &before[i]
		switch j := nearest(b, after, taken); {
		case j < 0:
			all = append(all, Difference{Before: b})
		default:
			taken[j] = true
			if fields := b.differsFrom(&after[j]); len(fields) > 0 {
				all = append(all, Difference{b, &after[j], fields})
			}
		}
	}
	for j := range after {
		if !taken[j] {
			all = append(all, Difference{After: &after[j]})
		}
	}
	slices.SortStableFunc(all, func(x, y Difference) int { return cmp.Compare(x.start(), y.start()) })
	return all
}

func (d Difference) start() int {
	if d.After != nil {
		return d.After.Start
	}
	return d.Before.Start
}

// nearest is the free finding that strays least from b's place, one of the same kind before others; -1 for none.
func nearest(b *Entry, all []Entry, taken []bool) int {
	best, least := -1, math.MaxInt
	for i := range all {
		a := &all[i]
		common := min(a.End, b.End) - max(a.Start, b.Start)
		if taken[i] || common <= 0 || 2*common < a.End-a.Start || 2*common < b.End-b.Start {
			continue
		}
		astray := a.End - a.Start + b.End - b.Start - 2*common
		if a.Kind != b.Kind {
			astray += math.MaxInt / 2
		}
		if astray < least {
			best, least = i, astray
		}
	}
	return best
}

// differsFrom lists what a reader would see differ; the text that a person may have edited does not count, the quote does.
func (e *Entry) differsFrom(o *Entry) (fields []string) {
	for _, f := range []struct {
		name string
		same bool
	}{
		{"kind", e.Kind == o.Kind},
		{"words", e.Quote == o.Quote},
		{"units", slices.EqualFunc(e.Units, o.Units, sameParty)},
		{"theme", e.Theme == o.Theme},
		{"due", e.Due == o.Due && e.DueText == o.DueText},
		{"speaker", e.Speaker == o.Speaker},
		{"metrics", slices.EqualFunc(e.Metrics, o.Metrics, sameMetric)},
	} {
		if !f.same {
			fields = append(fields, f.name)
		}
	}
	return fields
}

// sameParty tells parties apart by what the register says of them too: a unit that it gains or lacks is another.
func sameParty(a, b Party) bool {
	known := func(p Party) string {
		if p.UnitCode == nil {
			return ""
		}
		return *p.UnitCode
	}
	return a.Name == b.Name && a.Role == b.Role && known(a) == known(b)
}

func sameMetric(a, b Metric) bool {
	if (a.Value == nil) != (b.Value == nil) || a.Value != nil && *a.Value != *b.Value {
		return false
	}
	a.Value, b.Value = nil, nil
	return a == b
}
