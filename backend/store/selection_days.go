package store

import (
	"time"

	"taizhang/backend/ledger"
)

// byDays are the conditions of what a filter says of days, and the filter with what is left to say.
func byDays(f ledger.Filter, d ledger.Day, zone *time.Location) (rest ledger.Filter, all []condition) {
	if f.From != "" {
		all = append(all, condition{"e.due_order >= ? AND e.due_order < '9999'", []any{f.From}})
	}
	if f.By != "" {
		all = append(all, condition{"e.due_order <= ?", []any{f.By}})
	}
	if f.Closed != "" {
		all = append(all, condition{"e.id IN (SELECT id FROM entries WHERE resolved_at >= ? AND resolved_at < ? AND class = 'done')", []any{began(f.Closed, zone), began(f.Closed.Add(1), zone)}})
	}
	if f.At == "" {
		return f, all
	}
	all = append(all, condition{"e.period <= ?", []any{f.At}})
	if f.At >= d.Today.Period() {
		f.Status = string(ledger.Open)
		return f, all
	}
	after := began(f.At.Add(1), zone)
	all = append(all, condition{"(e.class = 'open' OR e.id IN (SELECT id FROM entries WHERE resolved_at >= ? AND " + stands + "))", []any{after}})
	if f.Light == ledger.Red {
		all = append(all, condition{"e.due_order < ?", []any{f.At.Add(1).First()}})
	}
	f.Status, f.Light = "", ""
	return f, all
}

// began is the instant at which a month begins in a zone.
func began(p ledger.Period, zone *time.Location) time.Time {
	t, _ := time.ParseInLocation("2006-01", string(p), zone)
	return t.UTC()
}
